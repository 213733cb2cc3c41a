import { receiveDocument } from './body.ts';
import type { S3Answer, S3Call, S3Operation } from './call.ts';
import { parseDocument } from './document.ts';
import { type S3Code, S3Error } from './error.ts';
import { bucketOf, type S3State } from './state.ts';

/** A setting of a bucket that is kept as the document it came in. None of them changes what this S3 does. */
interface Setting {
  /** `PutBucket<name>`. */
  readonly name: string;
  /** Its subresource, `?policy`. */
  readonly subresource: string;
  /** The root of its XML; policies are JSON. */
  readonly root?: string;
  /** What a bucket has to which nobody gave any. */
  readonly otherwise: { readonly document: string } | { readonly code: S3Code; readonly message: string };
}

/** Buckets since April 2023: private, encrypted and without ACLs. https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
const settings: readonly Setting[] = [
  {
    name: 'Policy',
    subresource: 'policy',
    otherwise: { code: 'NoSuchBucketPolicy', message: 'The bucket policy does not exist' },
  },
  {
    name: 'Encryption',
    subresource: 'encryption',
    root: 'ServerSideEncryptionConfiguration',
    otherwise: {
      document:
        '<Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule>',
    },
  },
  {
    name: 'PublicAccessBlock',
    subresource: 'publicAccessBlock',
    root: 'PublicAccessBlockConfiguration',
    otherwise: {
      document:
        '<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>',
    },
  },
  {
    name: 'OwnershipControls',
    subresource: 'ownershipControls',
    root: 'OwnershipControls',
    otherwise: { document: '<Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule>' },
  },
  {
    name: 'LifecycleConfiguration',
    subresource: 'lifecycle',
    root: 'LifecycleConfiguration',
    otherwise: { code: 'NoSuchLifecycleConfiguration', message: 'The lifecycle configuration does not exist' },
  },
  {
    name: 'Cors',
    subresource: 'cors',
    root: 'CORSConfiguration',
    otherwise: { code: 'NoSuchCORSConfiguration', message: 'The CORS configuration does not exist' },
  },
  {
    name: 'NotificationConfiguration',
    subresource: 'notification',
    root: 'NotificationConfiguration',
    otherwise: { document: '' },
  },
  { name: 'Logging', subresource: 'logging', root: 'BucketLoggingStatus', otherwise: { document: '' } },
  {
    name: 'Website',
    subresource: 'website',
    root: 'WebsiteConfiguration',
    otherwise: {
      code: 'NoSuchWebsiteConfiguration',
      message: 'The specified bucket does not have a website configuration',
    },
  },
];

/** `GetBucketPolicy`, `PutBucketPolicy`, `DeleteBucketPolicy` and so on, by their names. */
export const settingOperations: Readonly<Record<string, S3Operation>> = Object.fromEntries(
  settings.flatMap((setting): [string, S3Operation][] => [
    [`GetBucket${setting.name}`, (call) => getSetting(call, setting)],
    [`PutBucket${setting.name}`, (call) => putSetting(call, setting)],
    [`DeleteBucket${setting.name}`, (call) => deleteSetting(call, setting)],
  ]),
);

/** The subresources of the settings, with the word that their operations are named by. */
export const settingNames: ReadonlyMap<string, string> = new Map(settings.map((one) => [one.subresource, one.name]));

/** Writes (or with `undefined` takes away) a setting's document. */
export function keepDocument(
  state: S3State,
  name: string,
  document: { subresource: string; text: string | undefined },
): void {
  const bucket = bucketOf(state, name);
  const { [document.subresource]: _before, ...others } = bucket.documents;
  const own = document.text === undefined ? {} : { [document.subresource]: document.text };
  state.buckets.set(name, { ...bucket, documents: { ...others, ...own } });
}

function getSetting(call: S3Call, setting: Setting): S3Answer {
  const kept = bucketOf(call.state, call.bucket).documents[setting.subresource];
  const headers = { 'content-type': setting.root === undefined ? 'application/json' : 'application/xml' };
  if (kept === deleted && 'document' in setting.otherwise) throw goneOf(setting);
  if (kept !== undefined && kept !== deleted) return { status: 200, headers, text: kept };
  if ('code' in setting.otherwise)
    throw new S3Error(setting.otherwise.code, setting.otherwise.message, { BucketName: call.bucket });
  return { status: 200, headers, text: rooted(setting, setting.otherwise.document) };
}

async function putSetting(call: S3Call, setting: Setting): Promise<S3Answer> {
  const text = await receiveDocument(call.request);
  if (setting.root !== undefined) parseDocument(text, setting.root);
  else holdPolicy(text);
  keepDocument(call.state, call.bucket, { subresource: setting.subresource, text });
  return { status: setting.root === undefined ? 204 : 200 };
}

/** What takes the place of a default that was deleted: reading it then is an error. Encryption cannot be deleted, only reset. */
const deleted = '';

function deleteSetting(call: S3Call, setting: Setting): S3Answer {
  const resets = 'code' in setting.otherwise || setting.subresource === 'encryption';
  keepDocument(call.state, call.bucket, { subresource: setting.subresource, text: resets ? undefined : deleted });
  return { status: 204 };
}

function goneOf(setting: Setting): S3Error {
  if (setting.subresource === 'ownershipControls') {
    return new S3Error('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found');
  }
  return new S3Error('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found');
}

function rooted(setting: Setting, inner: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${setting.root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${setting.root}>`;
}

function holdPolicy(text: string): void {
  try {
    const policy = JSON.parse(text) as { Statement?: unknown };
    if (typeof policy === 'object' && policy !== null && policy.Statement !== undefined) return;
  } catch {
    // Not JSON: refused below, as a policy without a statement is.
  }
  throw new S3Error('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'");
}
