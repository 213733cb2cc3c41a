import type { IncomingHttpHeaders } from 'node:http';

/** What a request says about who sends it. Signatures are taken as the client made them: on a loopback cloud the key decides nothing. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region?: string;
  /** The service of the credential scope, `…/s3/aws4_request`. */
  readonly service?: string;
}

/** The parts of a request that may carry a signature. */
export interface Signed {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}

/** Reads who signed a request, from its `Authorization` header or its presigned URL; `undefined` when nobody did. */
export function credentialOf(request: Signed): Credential | undefined {
  const header = request.headers.authorization;
  const scope = /Credential=([^,\s]+)/.exec(header ?? '')?.[1] ?? request.query.get('X-Amz-Credential') ?? undefined;
  if (scope !== undefined) return readScope(scope);
  // Signature Version 2, and the `CFN_V1` of aws-cfn-bootstrap, name no scope.
  const accessKeyId = header?.split(/[\s:]/)[1] ?? request.query.get('AWSAccessKeyId') ?? undefined;
  return accessKeyId === undefined ? undefined : { accessKeyId };
}

function readScope(scope: string): Credential {
  // The access key may itself hold slashes; the four parts after it may not.
  const [, accessKeyId = '', region = '', service = ''] =
    /^(.*)\/\d{8}\/([^/]*)\/([^/]*)\/aws4_request$/.exec(scope) ?? [];
  return { accessKeyId, region, service };
}
