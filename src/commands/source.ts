import { takeArchive } from '../bundle/archive.ts';
import type { Source as Tree } from '../bundle/files.ts';
import { type Bundle, makeBundle } from '../bundle/bundle.ts';
import { commitOf } from '../bundle/commit.ts';
import { hashSource, sha256, sourceDigest } from '../bundle/digest.ts';
import { gitignoreRules } from '../bundle/ignore.ts';
import { selectFiles } from '../bundle/select.ts';
import { defaultLabel } from '../bundle/version.ts';
import type { Origin } from '../plan/order.ts';
import { type PlatformName, platforms } from '../platforms/index.ts';
import type { Settings } from '../settings/settings.ts';
import { previewOf } from '../settings/preview.ts';
import type { World } from '../world.ts';
import { deadlineOf } from './cloud.ts';
import { type ImagePlan, planImage } from './image.ts';
import { recognise } from './recognise.ts';
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
  warnOfOther(commit?.sha, settings, world);
  return {
    ...recognised,
    label: settings.label ?? defaultLabel(digest, commit),
    digest,
    origin: await originAt(root, commit?.sha, world),
    bundle: () => makeBundle(hashed, `${scratch}/bundle.zip`, world),
  };
}

/** GitHub checks out a merge of both branches for a pull request: a commit that nobody wrote, and that is gone with the next push. */
function warnOfOther(sha: string | undefined, { environment }: Settings, { trigger, journal }: World): void {
  const pull = trigger.kind === 'act' ? trigger.pull : undefined;
  if (pull === undefined || sha === undefined || sha === pull.head || previewOf(environment) !== pull.number) return;
  journal.warning(
    `The checkout holds commit ${sha.slice(0, 12)}, and the head of pull request #${pull.number} is ${pull.head.slice(0, 12)}. GitHub checks out a merge with the base branch unless it is told otherwise: give actions/checkout \`ref: \${{ github.event.pull_request.head.sha }}\`.`,
  );
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

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
