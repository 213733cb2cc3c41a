import { containerLogs, engine, names } from './container.ts';
import { builtIn, frontOf, override, readCompose } from './compose.ts';
import { translated } from './several-containers.ts';
import { dockerrunFile, type Members, readDockerrun } from './dockerrun.ts';
import {
  beanpoleFolder,
  folderOf,
  ownFolder,
  type Command,
  type Place,
  type Platform,
  type Source,
  type Start,
} from './platform.ts';
import { named } from './sign.ts';

const composeFiles = ['docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml'];
const translatedFile = `${beanpoleFolder}/compose.json`;

/** Several containers, by Docker Compose. */
export const dockerCompose: Platform = {
  name: 'docker-compose',
  title: 'Docker Compose',
  system: 'linux',
  containers: true,
  versions: [engine],
  defaultVersion: engine.version,
  manifests: [
    ...named(...composeFiles),
    { file: dockerrunFile, holds: /"AWSEBDockerrunVersion"\s*:\s*"?2"?/, words: 'version 2' },
  ],
  entries: [],
  endings: [],
  port: 8080,
  // Where Compose files written for Beanstalk mount the directories of their logs.
  environment: () => ({ EB_LOG_BASE_DIR: containerLogs }),
  path: [],
  staticFiles: {},
  leavesOut: [],
  install: () => [['sh', '-c', getCompose]],
  build,
  start,
  accepted: [`${composeFiles[0]} with a service that publishes port 80`, `${dockerrunFile} version 2`],
  check: (source) => void start(source),
};

/**
 * Amazon Linux has no package of Compose. Its release and the sum that is published beside it; `!override` and `!reset` came with 2.24.
 */
const getCompose = `docker compose version >/dev/null 2>&1 || {
  file=docker-compose-linux-$(uname -m)
  from=https://github.com/docker/compose/releases/download/v2.39.4
  folder="$HOME/.docker/cli-plugins"
  mkdir -p "$folder" && cd "$folder" &&
    curl -fsSL --retry 3 -O "$from/$file" -O "$from/$file.sha256" &&
    sha256sum -c "$file.sha256" && chmod +x "$file" && mv "$file" docker-compose
}`;

interface Composition {
  /** The file that Compose reads, relative to the release. */
  readonly file: string;
  readonly because: string;
  readonly content: Members;
}

function composition(source: Source): Composition | undefined {
  const file = composeFiles.find((name) => source.files.includes(name));
  if (file !== undefined) return { file, because: file, content: readCompose(file, source.read(file) ?? '') };
  const dockerrun = readDockerrun(source);
  if (String(dockerrun?.['AWSEBDockerrunVersion']) !== '2' || dockerrun === undefined) return undefined;
  return { file: translatedFile, because: `${dockerrunFile} version 2`, content: translated(dockerrun) };
}

function build(source: Source): readonly Command[] {
  const one = composition(source);
  // A translated file is written only at the start, and its images are pulled there.
  if (one === undefined || one.file === translatedFile) return [];
  const compose = `docker compose --project-name "beanpole-$(basename "$PWD")" -f ${one.file}`;
  return [
    ['sh', '-c', '[ -f .env ] || : > .env'],
    ['sh', '-c', `${compose} build --quiet && ${compose} pull --quiet --ignore-buildable`],
  ];
}

function start(source: Source): Start | undefined {
  const one = composition(source);
  if (one === undefined) return undefined;
  const front = frontOf(one.because, one.content);
  const project = `docker compose --ansi never --project-directory . --project-name "beanpole-$PORT" -f ${one.file} -f "${ownFolder}/override.yml"`;
  const closed = front.others.length > 0 ? `; the ports of ${front.others.join(', ')} stay inside` : '';
  return {
    processes: [
      {
        name: 'web',
        command: `exec ${project} up --no-color --abort-on-container-failure --remove-orphans`,
        // Stopped containers keep their volumes, which the next start finds again.
        halt: `${project} kill >/dev/null 2>&1`,
        clear: `${project} down --timeout 0 --volumes --remove-orphans >/dev/null 2>&1`,
      },
    ],
    because: `${one.because}: requests go to ${front.service}${closed}`,
    files: (place) => files(source, one, override(front, place, builtIn(one.content)), place),
  };
}

/** Beanstalk writes `.env` with the environment's variables unless the bundle has one. */
function files(source: Source, { file, content }: Composition, over: string, place: Place): Record<string, string> {
  return {
    [`${folderOf(place)}/override.yml`]: over,
    ...(source.files.includes('.env') ? {} : { '.env': names(place.variables) }),
    ...(file === translatedFile && { [translatedFile]: JSON.stringify(content, null, 2) }),
  };
}
