import { takeArchive } from '../bundle/archive.ts';
import type { Source as Tree } from '../bundle/files.ts';
import { type Bundle, makeBundle } from '../bundle/bundle.ts';
import { commitOf } from '../bundle/commit.ts';
import { hashSource, sha256, sourceDigest } from '../bundle/digest.ts';
import { gitignoreRules } from '../bundle/ignore.ts';
import { selectFiles } from '../bundle/select.ts';
import { defaultLabel } from '../bundle/version.ts';
import { cronFile, tasksIn } from '../platforms/cron.ts';
import { detectPlatform, platformVersion } from '../platforms/detect.ts';
import type { Origin } from '../plan/order.ts';
import type { Source } from '../platforms/platform.ts';
import type { Extension } from '../platforms/extensions/extension.ts';
import { extensionsIn } from '../platforms/extensions/read.ts';
import { type PlatformName, platforms } from '../platforms/index.ts';
import { building, checkStart } from '../platforms/order.ts';
import type { Settings } from '../settings/settings.ts';
import { checkForWindows } from '../settings/windows.ts';
import type { World } from '../world.ts';
import { deadlineOf } from './cloud.ts';
import { type ImagePlan, planImage } from './image.ts';
import { settingsName } from './settings.ts';

/** The code that shall run: what it is, how it starts, and how its bundle is made if the bucket does not have it yet. */
export interface Code {
  readonly platform: { readonly name: string; readonly version: string };
  /** Sentences for the log: what was recognised, and why. */
  readonly findings: readonly string[];
  readonly label: string;
  readonly digest: string;
  /** The commit that it was made from. */
  readonly origin: Origin;
  /** The machine image that belongs to it. */
  readonly image?: ImagePlan;
  bundle(): Promise<Bundle>;
}

/** Finds the code: a finished artifact as it is, or the source tree after its build. */
export async function findCode(settings: Settings, world: World): Promise<Code> {
  const image = await planImage(settings, world);
  const code =
    settings.artifact === undefined
      ? await fromTree({ settings, image }, world)
      : await fromArtifact({ settings, image }, settings.artifact, world);
  if (image === undefined) return code;
  const finding = `runs on a machine image that Packer makes of ${image.named}`;
  return { ...code, image, findings: [...code.findings, finding] };
}

/** The version of Windows Server that a platform is; nothing for one on Linux. */
export function windowsOf({ name, version }: Code['platform']): string | undefined {
  return platforms[name as PlatformName].system === 'windows' ? version : undefined;
}

interface Wanted {
  readonly settings: Settings;
  readonly image: ImagePlan | undefined;
}

/** Another image makes another version, or a way back would not lead to the machine that it ran on. */
function onImage(digest: string, image: ImagePlan | undefined): string {
  return image === undefined ? digest : sha256(`${digest} on ${image.digest}`);
}

async function fromTree({ settings, image }: Wanted, world: World): Promise<Code> {
  const { files, workspace, scratch } = world;
  const root = workspace.place('source', settings.source);
  if (settings.build !== undefined) await build(settings.build, root, settings, world);
  const configuration = [settingsName(world.inputs), '.github'].map((name) => `${workspace.root}/${name}`);
  const whole = await selectFiles({ workspace: workspace.root, root, configuration }, world);
  const read = (path: string) =>
    files.inspect(`${root}/${path}`)?.kind === 'file' ? text(files.read(`${root}/${path}`)) : undefined;
  const { leavesOut, ...recognised } = recognise({ files: whole.files.map(({ path }) => path), read }, settings);
  const tree = without(leavesOut, whole, world);
  const hashed = await hashSource(tree, files);
  const digest = onImage(sourceDigest(hashed.files), image);
  const commit = commitOf(tree);
  return {
    ...recognised,
    label: settings.label ?? defaultLabel(digest, commit),
    digest,
    origin: await originAt(root, commit?.sha, world),
    bundle: () => makeBundle(hashed, `${scratch}/bundle.zip`, world),
  };
}

/** What the instance makes anew stays out, unless an `.ebignore` decides alone. */
function without(patterns: readonly string[], tree: Tree, { files, journal }: World): Tree {
  if (patterns.length === 0 || files.inspect(`${tree.root}/.ebignore`) !== undefined) return tree;
  const rules = gitignoreRules(patterns);
  const kept = tree.files.filter(({ path }) => !rules.leavesOut(path));
  const left = tree.files.length - kept.length;
  if (left > 0)
    journal.line(`${left} files of ${patterns.join(', ')} stay out of the bundle: instances make them anew.`);
  return { ...tree, files: kept };
}

/** What a build makes is often ignored by git; then it stays out of the bundle, which must not happen silently. */
async function build(command: string, directory: string, settings: Settings, world: World): Promise<void> {
  const limitMs = Math.max(0, deadlineOf(settings, world) - world.clock.now());
  await world.build({ command, directory, limitMs });
  if (world.files.inspect(`${directory}/.ebignore`) !== undefined) return;
  world.journal.line(
    'There is no .ebignore: what .gitignore names stays out of the bundle, output of the build included.',
  );
}

async function fromArtifact({ settings, image }: Wanted, artifact: string, world: World): Promise<Code> {
  const path = world.workspace.place('artifact', artifact);
  const bundle = await takeArchive(path, world.files);
  const { files, texts } = await world.lookInto(path);
  const { leavesOut: _, ...recognised } = recognise({ files, read: (name) => texts.get(name) }, settings);
  // The bytes are the tree: another zip of the same files is another version.
  const digest = onImage(bundle.sha256, image);
  return {
    ...recognised,
    label: settings.label ?? defaultLabel(digest),
    digest,
    origin: await originAt(world.workspace.root, undefined, world),
    bundle: async () => bundle,
  };
}

/** What was made outside of a clone is taken to be made from the commit that the run is about. */
async function originAt(directory: string, sha: string | undefined, { git, run }: World): Promise<Origin> {
  const commit = sha ?? run.commit;
  if (commit === undefined) return {};
  const committedAt = await git.committedAt(directory, commit);
  return { commit, ...(committedAt === undefined ? {} : { committedAt }) };
}

interface Recognised extends Pick<Code, 'platform' | 'findings'> {
  readonly leavesOut: readonly string[];
}

/** What the tree is and how it starts; refused here, before anything is touched, when nothing says so. */
function recognise(source: Source, settings: Settings): Recognised {
  const { platform: wanted, worker } = settings;
  const { platform, because } = detectPlatform(source.files, source.read, wanted.name);
  if (platform.system === 'windows') checkForWindows(settings);
  const { version } = platformVersion(platform, wanted.version);
  const start = checkStart(platform, source.files, source.read);
  // A broken Buildfile is found here rather than on an instance.
  building(platform, source);
  const processes = start.processes.map(({ name, command }) => `${name}: ${command}`).join(', ');
  return {
    leavesOut: platform.leavesOut,
    platform: { name: platform.name, version },
    findings: [
      `${platform.title} ${version}, because of ${because}`,
      `starts with ${processes} (${start.because})`,
      ...periodic(source, worker),
      ...extensionsIn(source).flatMap(wordsOf),
    ],
  };
}

/** What a file of `.ebextensions` will do on each instance; nothing where it only holds settings. */
function wordsOf({ file, ...parts }: Extension): readonly string[] {
  const counts = Object.entries(parts).filter(([, items]) => items.length > 0);
  if (counts.length === 0) return [];
  return [
    `${file} does on each instance: ${counts.map(([name, items]) => `${items.length} ${titles[name] ?? name}`).join(', ')}`,
  ];
}

const titles: Readonly<Record<string, string>> = { containerCommands: 'container_commands' };

/** What becomes of `cron.yaml`; nothing of it is passed over in silence. */
function periodic(source: Source, worker: Settings['worker']): readonly string[] {
  if (!source.files.includes(cronFile)) return [];
  if (worker === undefined) return [`${cronFile} is for the worker tier: nothing of it happens here`];
  if (!worker.cron) return [`${cronFile} is not obeyed, because of worker.cron`];
  const tasks = tasksIn(source);
  return [`${cronFile} has ${tasks.length} periodic tasks: ${tasks.map(({ name }) => name).join(', ')}`];
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
