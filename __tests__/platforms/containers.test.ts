import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { docker } from '../../src/platforms/docker.ts';
import { dockerCompose } from '../../src/platforms/docker-compose.ts';
import { dockerPreconfigured } from '../../src/platforms/docker-preconfigured.ts';
import type { Platform } from '../../src/platforms/platform.ts';
import { tree } from './source.ts';

const place = { directory: '/r', port: 8_081, variables: { SECRET: 'not on a disk', PORT: '8081' } };

function started(platform: Platform, texts: Readonly<Record<string, string>>) {
  const start = platform.start(tree(texts));
  return { command: start?.processes[0]?.command ?? '', because: start?.because, files: start?.files?.(place) ?? {} };
}

const dockerrun = (value: object) => ({ 'Dockerrun.aws.json': JSON.stringify(value) });
const single = {
  AWSEBDockerrunVersion: '1',
  Image: { Name: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop:7', Update: 'true' },
  Ports: [{ ContainerPort: '3000' }],
  Volumes: [{ HostDirectory: '/data', ContainerDirectory: '/var/data' }],
  Command: 'serve --all',
};

describe('docker', () => {
  test('runs the image of a Dockerrun version 1, with its port, volumes and command', () => {
    const { command, files } = started(docker, dockerrun(single));
    expect(command).toBe(
      'docker rm --force "beanpole-$PORT" >/dev/null 2>&1; exec docker run --rm --init --name "beanpole-$PORT" --publish "127.0.0.1:$PORT:3000" --env-file .beanpole/variables --env PORT=3000 --volume /data:/var/data 111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop:7 serve --all',
    );
    expect(files).toEqual({ '.beanpole/variables': 'SECRET\n' });
    expect(
      docker
        .install(tree(dockerrun(single)))
        .flat()
        .join(' '),
    ).toContain(
      'aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin 111111111111.dkr.ecr.eu-west-1.amazonaws.com',
    );
  });

  test('the logs of a container lie where Beanstalk has them', () => {
    const { command } = started(docker, dockerrun({ ...single, Volumes: undefined, Logging: '/var/log/nginx' }));
    expect(command).toContain('--volume /var/log/eb-docker/containers/eb-current-app:/var/log/nginx ');
    expect(dockerCompose.environment(1)).toEqual({ EB_LOG_BASE_DIR: '/var/log/eb-docker/containers' });
  });

  test('a Dockerfile stands above an Image; its last stage says the port', () => {
    const texts = {
      ...dockerrun({ ...single, Ports: undefined }),
      Dockerfile: 'FROM a\nEXPOSE 1\nFROM b\nexpose 2/tcp\n',
    };
    expect(() => started(docker, texts)).toThrow('names an Image and no Ports');
    expect(started(docker, { Dockerfile: texts.Dockerfile }).because).toBe('Dockerfile, which exposes 2');
  });

  test.each<[object, string]>([
    [{ ...single, Imaje: 1 }, 'has "Imaje"'],
    [{ ...single, Ports: [{ ContainerPort: 'http' }] }, 'ContainerPort that is no port'],
    [{ ...single, Authentication: { Bucket: 'b' } }, 'Authentication without Bucket or Key'],
  ])('what is not understood is refused: %j', (value, message) => {
    expect(() => docker.check(tree(dockerrun(value)))).toThrow(message);
  });
});

describe('docker-compose', () => {
  test('the service that publishes port 80 is laid on our own port, and the others publish nothing', () => {
    const texts = {
      'docker-compose.yml':
        'services:\n  web:\n    image: a\n    ports: ["80:8080"]\n  db:\n    image: b\n    ports: ["5432:5432"]\n',
    };
    const { command, because, files } = started(dockerCompose, texts);
    expect(because).toBe('docker-compose.yml: requests go to web; the ports of db stay inside');
    expect(command).toContain(
      '--project-name "beanpole-$PORT" -f docker-compose.yml -f ".beanpole/$PORT/override.yml" up',
    );
    expect(files['.env']).toBe('SECRET\n');
    const over = files['.beanpole/8081/override.yml'] ?? '';
    expect(over).toContain('ports: !override\n      - "127.0.0.1:8081:8080"');
    expect(over).toContain('ports: !reset []');
  });

  test('what is built bears the name of its release: no later one on the same port runs it', () => {
    const texts = {
      'docker-compose.yml':
        'services:\n  web:\n    build: .\n    ports: ["80:8080"]\n  jobs:\n    build: jobs\n  own:\n    build: own\n    image: own:1\n',
    };
    const [, make] = dockerCompose.build(tree(texts));
    expect(make?.at(-1)).toContain(
      'docker compose --project-name "beanpole-$(basename "$PWD")" -f docker-compose.yml build --quiet && ',
    );
    const over = parse(
      (started(dockerCompose, texts).files['.beanpole/8081/override.yml'] ?? '').replace('!override', ''),
    );
    // Compose calls an image <project>-<service>.
    expect(over).toEqual({
      services: {
        web: { ports: ['127.0.0.1:8081:8080'], image: 'beanpole-r-web' },
        jobs: { image: 'beanpole-r-jobs' },
      },
    });
  });

  test('what outlives Compose ends with it; only on a machine that others use too its containers, network and volumes go', () => {
    const source = tree({ 'compose.yaml': 'services: {web: {image: a, ports: ["80:1"]}}' });
    const [web] = dockerCompose.start(source)?.processes ?? [];
    const project = web?.command.slice('exec '.length, web.command.indexOf(' up '));
    expect(project).toMatch(/^docker compose .*--project-name "beanpole-\$PORT" /);
    expect(web?.halt).toBe(`${project} kill >/dev/null 2>&1`);
    expect(web?.clear).toBe(`${project} down --timeout 0 --volumes --remove-orphans >/dev/null 2>&1`);
  });

  test('a bundle with an .env keeps it', () => {
    const texts = { 'compose.yaml': 'services: {web: {image: a, ports: ["80:1"]}}', '.env': 'A=1' };
    expect(started(dockerCompose, texts).files['.env']).toBeUndefined();
  });

  test('a Dockerrun version 2 becomes a Compose file', () => {
    const value = {
      AWSEBDockerrunVersion: 2,
      volumes: [{ name: 'site', host: { sourcePath: '/var/app/current/site' } }, { name: 'cache' }],
      containerDefinitions: [
        {
          name: 'proxy',
          image: 'nginx',
          essential: true,
          memory: 128,
          portMappings: [{ hostPort: 80, containerPort: 8080 }],
          links: ['app'],
          mountPoints: [
            { sourceVolume: 'site', containerPath: '/site', readOnly: true },
            { sourceVolume: 'awseb-logs-proxy', containerPath: '/var/log/nginx' },
          ],
        },
        {
          name: 'app',
          image: 'shop',
          essential: false,
          environment: [{ name: 'A', value: '1' }],
          mountPoints: [{ sourceVolume: 'cache', containerPath: '/cache' }],
          command: ['run'],
        },
      ],
    };
    const { because, files } = started(dockerCompose, dockerrun(value));
    expect(because).toBe('Dockerrun.aws.json version 2: requests go to proxy');
    expect(parse(files['.beanpole/compose.json'] ?? '')).toEqual({
      services: {
        proxy: {
          image: 'nginx',
          env_file: ['.env'],
          restart: 'unless-stopped',
          ports: ['80:8080'],
          links: ['app'],
          depends_on: ['app'],
          volumes: ['./site:/site:ro', './.beanpole/logs/proxy:/var/log/nginx'],
          mem_limit: '128m',
        },
        app: {
          image: 'shop',
          env_file: ['.env'],
          restart: 'no',
          environment: { A: '1' },
          volumes: ['cache:/cache'],
          command: ['run'],
        },
      },
      volumes: { cache: {} },
    });
  });

  test.each<[object, string]>([
    [{ AWSEBDockerrunVersion: 2 }, 'has no containerDefinitions'],
    [{ AWSEBDockerrunVersion: 2, containerDefinitions: [{ name: 'a', image: 'b', gpu: 1 }] }, '"gpu"'],
    [
      {
        AWSEBDockerrunVersion: 2,
        containerDefinitions: [{ name: 'a', image: 'b', mountPoints: [{ sourceVolume: 'x', containerPath: '/' }] }],
      },
      'mounts the volume "x"',
    ],
  ])('what is not understood is refused: %j', (value, message) => {
    expect(() => dockerCompose.check(tree(dockerrun(value)))).toThrow(message);
  });
});

test.each([
  ['application.py', 'python'],
  ['server.go', 'go'],
  ['shop.war', 'glassfish'],
])('docker-preconfigured: %s gets the Dockerfile for %s', (file, kind) => {
  const source = tree({ [file]: '' });
  expect(dockerPreconfigured.start(source)?.because).toBe(`the Dockerfile for ${kind}`);
  expect(dockerPreconfigured.build(source).flat().join('\n')).toMatch(/EXPOSE \d+/);
});
