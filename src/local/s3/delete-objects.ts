import { flat } from '../protocols/xml.ts';
import type { S3Answer, S3Call, S3Operation } from './call.ts';
import { holdWrite } from './condition.ts';
import { listOf, malformed, readDocument, textOf, type XmlObject } from './document.ts';
import { S3Error } from './error.ts';
import { bucketOf } from './state.ts';
import { currentObject, deleteVersion } from './versions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html: up to a thousand keys, each with its own outcome. */
export const deleteObjectsOperations: Readonly<Record<string, S3Operation>> = { DeleteObjects: deleteObjects };

async function deleteObjects(call: S3Call): Promise<S3Answer> {
  const document = await readDocument(call, 'Delete');
  bucketOf(call.state, call.bucket);
  const asked = listOf(document, 'Object');
  if (asked.length === 0 || asked.length > 1000) throw malformed();
  const quiet = textOf(document, 'Quiet') === 'true';
  const deleted: object[] = [];
  const errors: object[] = [];
  for (const object of asked) {
    const outcome = await deleteOne(call, object);
    if ('Code' in outcome) errors.push(outcome);
    else if (!quiet) deleted.push(outcome);
  }
  return { status: 200, xml: { root: 'DeleteResult', content: { Deleted: flat(deleted), Error: flat(errors) } } };
}

async function deleteOne(call: S3Call, object: XmlObject): Promise<object> {
  const Key = textOf(object, 'Key') ?? '';
  const VersionId = textOf(object, 'VersionId');
  const ifMatch = textOf(object, 'ETag');
  const at = { bucket: call.bucket, key: Key };
  try {
    if (ifMatch !== undefined) holdWrite({ ifMatch }, currentObject(call.state, at.bucket, at.key));
    const done = await deleteVersion(call.state, at, VersionId);
    const marker = done.marker ? { DeleteMarker: true, DeleteMarkerVersionId: done.versionId ?? 'null' } : {};
    return { Key, VersionId, ...marker };
  } catch (error) {
    if (error instanceof S3Error) return { Key, VersionId, Code: error.code, Message: error.message };
    throw error;
  }
}
