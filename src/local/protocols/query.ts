import { AwsError, type Service } from '../service.ts';
import type { Answer, Call, RpcRequest, Wire } from './exchange.ts';
import { readForm } from './form.ts';
import { jsonLeaf } from './json.ts';
import { plain } from './plain.ts';
import { element, members } from './xml.ts';

/** XML namespace of each Query service, by its API version: no two of AWS's Query services share one. */
const namespaces: Readonly<Record<string, string>> = {
  '2010-03-31': 'http://sns.amazonaws.com/doc/2010-03-31/',
  '2010-05-15': 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  '2010-05-08': 'https://iam.amazonaws.com/doc/2010-05-08/',
  '2010-08-01': 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  '2011-01-01': 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  '2011-06-15': 'https://sts.amazonaws.com/doc/2011-06-15/',
  '2012-11-05': 'http://queue.amazonaws.com/doc/2012-11-05/',
  '2014-10-31': 'http://rds.amazonaws.com/doc/2014-10-31/',
  '2015-02-02': 'http://elasticache.amazonaws.com/doc/2015-02-02/',
  '2015-12-01': 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  '2016-11-15': 'http://ec2.amazonaws.com/doc/2016-11-15/',
};

/** The parameters of a Query request, from the query string of a GET or the form of a POST. */
export function parametersOf(request: RpcRequest): URLSearchParams {
  if (request.method === 'GET') return request.query;
  const form = new URLSearchParams(request.body.toString('utf8'));
  // A POST may carry parameters in its URL too (a presigned AssumeRole does).
  for (const [name, value] of request.query) if (!form.has(name)) form.append(name, value);
  return form;
}

/** AWS Query, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: XML answers, or JSON ones where the client asks `ContentType=JSON`, as aws-cfn-bootstrap does. */
export const queryWire: Wire = {
  unknownOperation: 'InvalidAction',
  unauthenticated: 'MissingAuthenticationToken',
  read: readCall,
  answer(call, output, requestId) {
    const version = call.service?.version ?? '';
    const inner = `${element(`${call.operation}Result`, output, 'member')}${metadata(requestId)}`;
    return xml(200, requestId, envelope(`${call.operation}Response`, version, inner));
  },
  failure(error, requestId, call) {
    const code = call?.service?.queryErrors?.[error.code] ?? error.code;
    const detail = `<Error><Type>${fault(error)}</Type>${element('Code', code, '')}${element('Message', error.message, '')}</Error>`;
    const version = call?.service?.version ?? '';
    return xml(
      error.status,
      requestId,
      envelope('ErrorResponse', version, `${detail}<RequestId>${requestId}</RequestId>`),
    );
  },
};

/** EC2 Query, https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html: no Result element, lists of `<item>`, errors of their own shape. */
export const ec2Wire: Wire = {
  unknownOperation: 'InvalidAction',
  unauthenticated: 'AuthFailure',
  read: readCall,
  answer(call, output, requestId) {
    const inner = `<requestId>${requestId}</requestId>${members(output, 'item')}`;
    return xml(200, requestId, envelope(`${call.operation}Response`, call.service?.version ?? '', inner));
  },
  failure(error, requestId) {
    const detail = `${element('Code', error.code, '')}${element('Message', error.message, '')}`;
    return xml(
      error.status,
      requestId,
      `<Response><Errors><Error>${detail}</Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    );
  },
};

/** The JSON that Query services answer when asked to. Undocumented but for its one user, aws-cfn-bootstrap. */
export const queryJsonWire: Wire = {
  ...queryWire,
  answer(call, output, requestId) {
    const result = { [`${call.operation}Result`]: output, ResponseMetadata: { RequestId: requestId } };
    return json(200, requestId, { [`${call.operation}Response`]: result });
  },
  failure(error, requestId) {
    const detail = { Type: fault(error), Code: error.code, Message: error.message };
    return json(error.status, requestId, { Error: detail, RequestId: requestId });
  },
};

function readCall(request: RpcRequest, services: readonly Service[]): Call {
  const parameters = parametersOf(request);
  const version = parameters.get('Version') ?? '';
  const operation = parameters.get('Action') ?? '';
  if (operation === '') throw new AwsError('MissingAction', 'The request must contain the parameter Action.');
  const service = services.find((one) => one.version === version && one.protocol !== 'json');
  return {
    operation,
    service,
    named: `version ${version}`,
    input: () => readForm(withQueue(parameters, request.path)),
  };
}

/** SQS alone may name its subject by the URL that the request goes to. */
function withQueue(parameters: URLSearchParams, path: string): URLSearchParams {
  if (path !== '/' && !parameters.has('QueueUrl')) parameters.append('QueueUrl', path);
  return parameters;
}

function fault(error: AwsError): 'Receiver' | 'Sender' {
  return error.status >= 500 ? 'Receiver' : 'Sender';
}

function envelope(name: string, version: string, inner: string): string {
  const namespace = namespaces[version];
  return `<${name}${namespace ? ` xmlns="${namespace}"` : ''}>${inner}</${name}>`;
}

function metadata(requestId: string): string {
  return `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
}

function xml(status: number, requestId: string, body: string): Answer {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status, headers, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}

function json(status: number, requestId: string, body: object): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  return { status, headers, body: JSON.stringify(plain(body, jsonLeaf)) };
}
