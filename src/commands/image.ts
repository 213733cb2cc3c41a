import { hashSource, sourceDigest } from '../bundle/digest.ts';
import { imageIn, packerCommands, packerLine } from '../bundle/packer.ts';
import { platformFile, templateIn } from '../bundle/platform-file.ts';
import { selectFiles } from '../bundle/select.ts';
import { keys } from '../bundle/version.ts';
import { BeanpoleError } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { Cloud, World } from '../world.ts';
import { deadlineOf } from './cloud.ts';

/** The machine image that a version runs on: what it is made from, and how. */
export interface ImagePlan {
  /** Of everything in the directory: another content is another image. */
  readonly digest: string;
  /** Absolute. */
  readonly directory: string;
  /** As the settings name it. */
  readonly named: string;
  readonly commands: readonly (readonly string[])[];
}

/** What `images/<digest>.json` says. */
interface ImageRecord {
  readonly schema: 1;
  readonly image: string;
  readonly createdAt: string;
  readonly run?: string;
}

/** Reads the Packer directory of the settings, where they name one. */
export async function planImage({ instances }: Settings, world: World): Promise<ImagePlan | undefined> {
  const { files, workspace } = world;
  if (instances.packer === undefined) return undefined;
  const directory = workspace.place('instances.packer', instances.packer);
  const tree = await selectFiles({ workspace: workspace.root, root: directory }, world);
  const hashed = await hashSource(tree, files);
  const read = (path: string) => Buffer.from(files.read(`${directory}/${path}`)).toString();
  const names = tree.files.map(({ path }) => path);
  const platform = names.includes(platformFile) ? templateIn(read(platformFile)) : undefined;
  const commands = packerCommands({ files: names, read }, platform);
  return { digest: sourceDigest(hashed.files), directory, named: instances.packer, commands };
}

/** The image of that content: the one that was built before and is still there, else a new one, remembered for every later version. */
export async function imageOf(
  plan: ImagePlan,
  { settings, cloud, bucket }: { readonly settings: Settings; readonly cloud: Cloud; readonly bucket: string },
  world: World,
): Promise<string> {
  const { journal, clock, run } = world;
  const artifacts = cloud.artifacts(bucket);
  const key = keys.image(plan.digest);
  journal.stage(`Machine image of ${plan.named}`);
  const known = recordIn(await artifacts.get(key));
  if (known !== undefined && (await cloud.images.exists(known.image))) {
    journal.line(`${known.image} is known already, built ${known.createdAt}: nothing is built`);
    return known.image;
  }
  if (known !== undefined) journal.line(`${known.image}, built ${known.createdAt}, is not there any more`);
  const image = await build(plan, settings, world);
  const createdAt = new Date(clock.now()).toISOString();
  const record: ImageRecord = { schema: 1, image, createdAt, ...(run.url === undefined ? {} : { run: run.url }) };
  const text = `${JSON.stringify(record, undefined, 2)}\n`;
  if (known !== undefined) await artifacts.put(key, text);
  else if ((await artifacts.putIfAbsent(key, text)) === 'present') return twin(image, await artifacts.get(key), world);
  journal.line(`${image} is built, and remembered as ${key}`);
  return image;
}

/** Another run has built the same meanwhile, and was first. */
function twin(own: string, text: string | undefined, { journal }: World): string {
  const theirs = recordIn(text)?.image ?? own;
  if (theirs !== own)
    journal.warning(`Another run has built ${theirs} of the same content meanwhile: ${own} can be deregistered.`);
  return theirs;
}

function recordIn(text: string | undefined): ImageRecord | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as ImageRecord);
}

const remembered = 20;
/** What Packer has to take its builder, its key pair and its security group away once it is interrupted. */
const graceMs = 60_000;

async function build(plan: ImagePlan, settings: Settings, world: World): Promise<string> {
  const { journal, clock } = world;
  const made: Readonly<Record<string, string>>[] = [];
  for (const words of plan.commands) {
    const last: string[] = [];
    journal.line(`$ ${words.join(' ')}`);
    const limitMs = Math.max(0, deadlineOf(settings, world) - clock.now());
    const environment = environmentOf(plan, settings);
    const end = await world.program({ words, directory: plan.directory, environment, limitMs, graceMs }, (line) => {
      const { says, images } = packerLine(line);
      if (images !== undefined) made.push(images);
      for (const one of says?.split('\n').filter((text) => text.trim() !== '') ?? []) {
        last.push(one.slice(0, 1_000));
        if (last.length > remembered) last.shift();
        journal.line(one);
      }
    });
    switch (end.kind) {
      case 'done':
        break;
      case 'failed':
        throw failed(`"${words.join(' ')}" ended with ${end.how}.`, last);
      case 'late':
        throw failed(`"${words.join(' ')}" did not end within ${Math.round(limitMs / 1000)} s.`, last);
      case 'missing':
        throw missing(end.reason);
      case 'stopped':
        throw end.reason;
    }
  }
  return imageIn(settings.region, made);
}

/** The names that a template of Beanstalk knows its platform by, and the region for the builder. */
function environmentOf({ digest }: ImagePlan, { application, region }: Settings): Readonly<Record<string, string>> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EB_PLATFORM_NAME: application,
    AWS_EB_PLATFORM_VERSION: digest.slice(0, 12),
    PACKER_NO_COLOR: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

function failed(how: string, last: readonly string[]): BeanpoleError {
  const output = last.length === 0 ? 'It printed nothing.' : `Its last lines:\n${last.join('\n')}`;
  return new BeanpoleError('bundle', `The machine image could not be built: ${how}\n${output}`, {
    fix: 'Nothing was deployed. Run the command in the directory of instances.packer to see it fail.',
  });
}

function missing(cause: unknown): BeanpoleError {
  return new BeanpoleError('bundle', 'Packer is not on this runner, and instances.packer needs it.', {
    fix: 'Add a step with hashicorp/setup-packer before this one, or install packer.',
    cause,
  });
}
