import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { S3Call } from './call.ts';
import { receiveDocument } from './body.ts';
import { readTags } from './description.ts';
import { S3Error } from './error.ts';
import type { Tags } from './state.ts';

/** An XML document as members by element name: text, objects, and lists for the elements that may repeat. */
export type XmlObject = { readonly [name: string]: string | XmlObject | readonly (string | XmlObject)[] | undefined };

const repeated = new Set(['Object', 'Part', 'Tag']);

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  // Character references: keys may hold what XML cannot write otherwise.
  htmlEntities: true,
  isArray: (name) => repeated.has(name),
});

/** Reads the body of a request as the XML document `root`. */
export async function readDocument(call: S3Call, root: string): Promise<XmlObject> {
  return parseDocument(await receiveDocument(call.request), root);
}

/** Parses an XML document whose root is `root`; anything else is S3's `MalformedXML`. */
export function parseDocument(text: string, root: string): XmlObject {
  if (XMLValidator.validate(text) === true) {
    const parsed = parser.parse(text) as XmlObject;
    const content = parsed[root];
    if (typeof content === 'object' && !Array.isArray(content)) return content as XmlObject;
    if (content === '') return {};
  }
  throw malformed();
}

/** The error of a document that does not follow its schema. */
export function malformed(): S3Error {
  return new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

/** The text of an element; `undefined` when it is absent. */
export function textOf(document: XmlObject, name: string): string | undefined {
  const value = document[name];
  return typeof value === 'string' ? value : undefined;
}

/** The elements of a list. */
export function listOf(document: XmlObject, name: string): readonly XmlObject[] {
  const value = document[name];
  return Array.isArray(value) ? value.filter((one): one is XmlObject => typeof one === 'object') : [];
}

/** Reads a `Tagging` document. */
export async function readTagging(call: S3Call): Promise<Tags> {
  const document = await readDocument(call, 'Tagging');
  const set = document['TagSet'];
  if (typeof set !== 'object') return {};
  return readTags(listOf(set as XmlObject, 'Tag').map((tag) => [textOf(tag, 'Key') ?? '', textOf(tag, 'Value') ?? '']));
}

/** The content of a `Tagging` document. */
export function taggingOf(tags: Tags): object {
  return { TagSet: { Tag: { __flat: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } } };
}
