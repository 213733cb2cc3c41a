import { BeanpoleError } from '../errors.ts';
import { environmentFor, nothingFor } from './branches.ts';
import { type ExtensionFile, readExtensions } from './extensions/read.ts';
import { type FileReading, noFile, readFile, type SettingsFile } from './file.ts';
import { type EventValues, readEvent, readInputs, readSet } from './inputs.ts';
import { type Finding, type Layer, problemsOf } from './layer.ts';
import { sharedNames } from './one-name.ts';
import { asPreview, previewOf } from './preview.ts';
import { provenanceOf, resolve, valueAt } from './resolve.ts';
import { judge } from './rules/judge.ts';
import { sectionsFor } from './sections.ts';
import type { Provenance } from './provenance.ts';
import type { Settings } from './settings.ts';
import { settingsFrom } from './settle.ts';

/** Everything that can say something about the settings, as text. */
export interface RawSettings {
  /** `beanpole.yml`, when the repository has one. */
  readonly file?: SettingsFile;
  /** `.ebextensions/*.config` of a source directory. */
  readonly extensions?: (source: string) => readonly ExtensionFile[];
  /** The action's inputs by name; unset ones are absent or empty. Other inputs than settings are left alone. */
  readonly inputs: Readonly<Record<string, string | undefined>>;
  /** What the run knows by itself. */
  readonly event: EventValues;
  /** The environment whose sections count instead of those of the named one. */
  readonly like?: string;
}

/** Reads all sources, strongest last: defaults, event, `.ebextensions`, file, its sections, inputs, `set`. Throws every mistake at once. */
export function parseSettings(raw: RawSettings): { readonly settings: Settings; readonly provenance: Provenance } {
  const file = raw.file === undefined ? noFile : readFile(raw.file);
  const inputs = [readInputs(raw.inputs), readSet(raw.inputs['set'] ?? '')];
  const written = [file.base, ...inputs];
  const event = unlessWritten(readEvent(environmentFor(raw.event, resolve(written))), [
    ...written,
    ...file.sections.map(({ layer }) => layer),
  ]);
  const environment = resolve([event, ...written]).entries.get('environment')?.value;
  const name = typeof environment === 'string' ? environment : '';
  const own = [...sectionsFor(file.sections, raw.like ?? name).map(({ layer }) => layer), ...inputs];
  const source = valueAt(resolve([event, file.base, ...own]), 'source');
  const extensions = source === undefined ? [] : readExtensions(raw.extensions?.(source) ?? []);
  const common = [...extensions, file.base];
  const resolved = resolve([event, ...(previewOf(name) === undefined ? common : asPreview(common, own)), ...own]);
  const findings = [
    ...findingsIn(file),
    ...sharedNames(file),
    ...[event, ...extensions, ...inputs].flatMap((layer) => layer.findings),
    ...(file.understood ? judge(resolved) : []),
  ];
  if (findings.length > 0) throw failure(findings);
  return { settings: settingsFrom(resolved, resolve([...extensions, file.base])), provenance: provenanceOf(resolved) };
}

/** Why there is nothing to do when nobody says which environment; nothing when somebody does, or when it is a mistake. */
export function emptyHanded(raw: RawSettings): { readonly title: string; readonly text: string } | undefined {
  const file = raw.file === undefined ? noFile : readFile(raw.file);
  return nothingFor(raw.event, resolve([file.base, readInputs(raw.inputs), readSet(raw.inputs['set'] ?? '')]));
}

/** A mistake in what the event gives is none as long as somebody says otherwise. */
function unlessWritten(event: Layer, written: readonly Layer[]): Layer {
  const isWritten = ({ path }: Finding) => written.some(({ entries }) => entries.has(path));
  return { ...event, findings: event.findings.filter((finding) => !isWritten(finding)) };
}

function findingsIn(file: FileReading): Finding[] {
  return [...file.findings, ...file.base.findings, ...file.sections.flatMap(({ layer }) => layer.findings)];
}

function failure(findings: readonly Finding[]): BeanpoleError {
  const problems = problemsOf(findings);
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const fix = 'Correct what is listed and run again; nothing was touched.';
  return new BeanpoleError('settings', `The settings have ${count}.`, { fix, problems });
}
