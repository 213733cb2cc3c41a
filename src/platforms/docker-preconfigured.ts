import { containerProcess, engine, names, namesFile } from './container.ts';
import type { Platform, Source } from './platform.ts';

/** What stands in for the Dockerfile that the source does not have. */
interface Preset {
  readonly kind: 'python' | 'go' | 'glassfish';
  readonly port: number;
  readonly dockerfile: string;
}

/** Beanstalk's own images for these are retired since 2022; the same three kinds, on images that are maintained. */
const presets: readonly Preset[] = [
  {
    kind: 'python',
    port: 8080,
    dockerfile: `FROM public.ecr.aws/docker/library/python:3.14-slim
WORKDIR /app
RUN pip install --no-cache-dir gunicorn==23.0.0
COPY . .
RUN if [ -f requirements.txt ]; then pip install --no-cache-dir -r requirements.txt; fi
EXPOSE 8080
CMD ["gunicorn", "--bind", "0.0.0.0:8080", "--threads", "15", "application:application"]
`,
  },
  {
    kind: 'go',
    port: 3000,
    dockerfile: `FROM public.ecr.aws/docker/library/golang:1.26
WORKDIR /go/src/app
COPY . .
RUN [ -f go.mod ] || go mod init application; go build -o /go/bin/app .
ENV PORT=3000
EXPOSE 3000
CMD ["/go/bin/app"]
`,
  },
  {
    kind: 'glassfish',
    port: 8080,
    dockerfile: `FROM ghcr.io/eclipse-ee4j/glassfish:7.0.25
COPY *.war /opt/glassfish7/glassfish/domains/domain1/autodeploy/
EXPOSE 8080
`,
  },
];

/** Source without a Dockerfile: the platform has one. Only by name, as any source could be meant. */
export const dockerPreconfigured: Platform = {
  name: 'docker-preconfigured',
  title: 'Docker, preconfigured',
  system: 'linux',
  containers: true,
  versions: [engine],
  defaultVersion: engine.version,
  manifests: [],
  entries: [],
  endings: ['.py', '.go', '.war'],
  port: 8080,
  environment: () => ({ DOCKER_BUILDKIT: '0' }),
  path: [],
  staticFiles: {},
  leavesOut: [],
  install: () => [],
  build: (source) => [
    [
      'sh',
      '-c',
      `docker build --quiet --tag "beanpole-built:$(basename "$PWD")" --file - . <<'END'\n${presetOf(source).dockerfile}END`,
    ],
  ],
  start: (source) => {
    const { kind, port } = presetOf(source);
    const process = containerProcess({ image: 'IMAGE', port });
    const command = process.command.replace(' IMAGE', ' "beanpole-built:$(basename "$PWD")"');
    return {
      processes: [{ ...process, command }],
      because: `the Dockerfile for ${kind}`,
      files: ({ variables }) => ({ [namesFile]: names(variables) }),
    };
  },
  accepted: [
    'application.py with a WSGI "application" (Python)',
    'a package main at the root (Go)',
    '*.war at the root (GlassFish)',
  ],
  check: () => {},
};

/** The preset that the source is for: what is in it decides. */
function presetOf({ files }: Source): Preset {
  const kind = kindOf(files);
  const preset = presets.find((one) => one.kind === kind);
  if (preset === undefined) throw new Error(`There is no preset for ${kind}. Please report this.`);
  return preset;
}

function kindOf(files: readonly string[]): Preset['kind'] {
  if (files.some((file) => /^[^/]+\.war$/.test(file))) return 'glassfish';
  return files.some((file) => /^[^/]+\.go$/.test(file)) ? 'go' : 'python';
}
