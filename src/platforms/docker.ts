import { BeanpoleError } from '../errors.ts';
import { type Container, containerProcess, engine, names, namesFile, signIn } from './container.ts';
import { dockerrunFile, readDockerrun, type SingleContainer, singleContainer } from './dockerrun.ts';
import type { Command, Platform, Source, Start } from './platform.ts';

/** One container: of a Dockerfile that is built on the instance, or of an image by Dockerrun version 1. */
export const docker: Platform = {
  name: 'docker',
  title: 'Docker',
  system: 'linux',
  containers: true,
  versions: [engine],
  defaultVersion: engine.version,
  manifests: [
    { file: 'Dockerfile' },
    { file: dockerrunFile, holds: /"AWSEBDockerrunVersion"\s*:\s*"?1"?/, words: 'version 1' },
  ],
  entries: [],
  endings: [],
  port: 8080,
  environment: () => ({ DOCKER_BUILDKIT: '0' }),
  path: [],
  staticFiles: {},
  leavesOut: [],
  install: (source) => signInto(run(source)),
  build,
  start,
  accepted: ['a Dockerfile with EXPOSE', `${dockerrunFile} version 1, with Image and Ports`],
  check: (source) => void container(source),
};

function run(source: Source): SingleContainer {
  const all = readDockerrun(source);
  return all === undefined || `${String(all['AWSEBDockerrunVersion'])}` !== '1'
    ? { volumes: [] }
    : singleContainer(all);
}

/** The image that is built bears the place where it stands: two releases on an instance are two images. */
const built = 'beanpole-built';

/** The Dockerfile wins over an Image. Throws `settings` when nobody says on which port it listens. */
function container(source: Source): Container | undefined {
  const { image, port, volumes, entrypoint, command } = run(source);
  const file = source.files.includes('Dockerfile') ? (source.read('Dockerfile') ?? '') : undefined;
  const listens = port ?? exposed(file ?? '');
  if (file === undefined && image === undefined) return undefined;
  if (listens === undefined) {
    throw new BeanpoleError('settings', 'The Dockerfile has no EXPOSE.', {
      fix: 'Write the port on which the container listens, as in "EXPOSE 8080".',
    });
  }
  return { image: file === undefined ? (image ?? '') : built, port: listens, volumes, entrypoint, command };
}

/** The first port of the last stage that is exposed. */
function exposed(text: string): number | undefined {
  const last = text.split(/^\s*FROM\s/im).at(-1) ?? '';
  const port = /^\s*EXPOSE\s+(\d+)/im.exec(last)?.[1];
  return port === undefined ? undefined : Number(port);
}

function signInto({ image = '', authentication }: SingleContainer): readonly Command[] {
  if (authentication === undefined) return signIn(image);
  const { bucket, key } = authentication;
  const config = 'mkdir -p "$HOME/.docker" && aws s3 cp "$1" "$HOME/.docker/config.json" --only-show-errors';
  return [['sh', '-c', config, 'sh', `s3://${bucket}/${key}`]];
}

function build(source: Source): readonly Command[] {
  const { image } = run(source);
  if (!source.files.includes('Dockerfile')) return image === undefined ? [] : [['docker', 'pull', '--quiet', image]];
  return [['sh', '-c', `docker build --quiet --tag "${built}:$(basename "$PWD")" .`]];
}

function start(source: Source): Start | undefined {
  const one = container(source);
  if (one === undefined) return undefined;
  const process = containerProcess(one);
  const command = process.command.replace(` ${built}`, ` "${built}:$(basename "$PWD")"`);
  return {
    processes: [{ ...process, command }],
    because: one.image === built ? `Dockerfile, which exposes ${one.port}` : `Image in ${dockerrunFile}`,
    files: ({ variables }) => ({ [namesFile]: names(variables) }),
  };
}
