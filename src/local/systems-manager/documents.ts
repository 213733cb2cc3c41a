import { AwsError, type Cloud } from '../service.ts';
import type { Collection } from '../store.ts';

/** A step of a Command document; only shell scripts are run here. */
interface Step {
  readonly action: string;
  readonly name: string;
  readonly inputs: { readonly runCommand?: string | readonly string[]; readonly timeoutSeconds?: string | number };
}

/** The content of a Command document of schema 2.2. */
interface Content {
  readonly schemaVersion: string;
  readonly parameters?: Readonly<
    Record<string, { readonly type: string; readonly default?: unknown; readonly allowedPattern?: string }>
  >;
  readonly mainSteps: readonly Step[];
}

/** A document with all its versions, the newest last. */
export interface Document {
  readonly name: string;
  readonly createdAt: number;
  readonly versions: readonly Content[];
  readonly defaultVersion: number;
}

/** Values of a document's parameters, each a list, as every API has them. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** A script with its parameters put in, and how long it may take in AWS milliseconds. */
export interface Script {
  readonly text: string;
  readonly timeoutMs: number;
}

/** What a step without a limit of its own may take. */
const defaultSeconds = 3_600;

/** Amazon's own document for a command that stands in the request. */
const runShellScript: Document = {
  name: 'AWS-RunShellScript',
  createdAt: 0,
  defaultVersion: 1,
  versions: [
    {
      schemaVersion: '2.2',
      parameters: {
        commands: { type: 'StringList' },
        executionTimeout: { type: 'String', default: '3600' },
        workingDirectory: { type: 'String', default: '' },
      },
      mainSteps: [
        {
          action: 'aws:runShellScript',
          name: 'runShellScript',
          inputs: { runCommand: '{{ commands }}', timeoutSeconds: '{{ executionTimeout }}' },
        },
      ],
    },
  ],
};

/** The Command documents of the account. */
export interface Documents {
  readonly own: Collection<Document>;
  /** Throws `InvalidDocument`. */
  describe(name: string): Document;
  /** Keeps a further version, or a new document. Content that the newest version has already is no new version. */
  put(name: string, content: unknown): Document;
  /** The scripts of a document, in order. Throws when a parameter is missing, unknown or not of its pattern. */
  scripts(name: string, version: string, parameters: Parameters): readonly Script[];
}

/** Opens the documents of the store. */
export function openDocuments(cloud: Cloud): Documents {
  const own = cloud.store.collection<Document>('ssm-documents');
  const describe = (name: string) => {
    const found = name === runShellScript.name ? runShellScript : own.get(name);
    if (found) return found;
    throw new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
  };
  return {
    own,
    describe,
    put(name, raw) {
      const content = read(raw);
      const { createdAt = cloud.clock.now(), versions = [] } = own.get(name) ?? {};
      const isNew = JSON.stringify(versions.at(-1)) !== JSON.stringify(content);
      const all = isNew ? [...versions, content] : versions;
      const document = { name, createdAt, versions: all, defaultVersion: all.length };
      own.set(name, document);
      return document;
    },
    scripts(name, version, parameters) {
      const document = describe(name);
      const number = version === '$LATEST' ? document.versions.length : document.defaultVersion;
      const content = document.versions[number - 1];
      if (content === undefined)
        throw new AwsError('InvalidDocumentVersion', `Version ${version} of ${name} is not there.`);
      return filled(content, parameters);
    },
  };
}

function read(raw: unknown): Content {
  const content = (typeof raw === 'string' ? JSON.parse(raw) : raw) as Content;
  const odd = content.mainSteps?.find(({ action }) => action !== 'aws:runShellScript');
  if (content.schemaVersion !== '2.2' || content.mainSteps === undefined)
    throw new AwsError('InvalidDocumentContent', 'The local cloud reads Command documents of schema 2.2 only.');
  if (odd)
    throw new AwsError('InvalidDocumentContent', `The local cloud does not run steps of the kind ${odd.action}.`);
  return content;
}

function filled({ parameters = {}, mainSteps }: Content, given: Parameters): readonly Script[] {
  const unknown = Object.keys(given).find((name) => !(name in parameters));
  if (unknown !== undefined) throw invalid(`Parameter ${unknown} is not defined in the document.`);
  const values = new Map<string, readonly string[]>();
  for (const [name, { default: usual, allowedPattern }] of Object.entries(parameters)) {
    const value = given[name] ?? (usual === undefined ? undefined : [usual].flat().map(String));
    if (value === undefined) throw invalid(`Parameter ${name} is required by the document and has no value.`);
    const odd = allowedPattern === undefined ? undefined : value.find((one) => !new RegExp(allowedPattern).test(one));
    if (odd !== undefined) throw invalid(`Parameter ${name} does not match the pattern ${allowedPattern}.`);
    values.set(name, value);
  }
  const put = (text: string) =>
    text.replace(/\{\{\s*(\w+)\s*\}\}/g, (all, name) => values.get(name)?.join('\n') ?? all);
  return mainSteps.map(({ inputs: { runCommand = [], timeoutSeconds = defaultSeconds } }) => ({
    text: [runCommand].flat().map(put).join('\n'),
    timeoutMs: Number(put(String(timeoutSeconds))) * 1_000,
  }));
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameters', message);
}
