import { BeanpoleError } from '../errors.ts';
import type { Command, Platform, PlatformVersion, Source, Start } from './platform.ts';
import { named } from './sign.ts';

/** Python in a virtual environment of its own; gunicorn serves WSGI, uvicorn ASGI. */
export const python: Platform = {
  name: 'python',
  title: 'Python',
  system: 'linux',
  versions: [
    version('3.14', '2030-10-31'),
    version('3.13', '2029-10-31'),
    version('3.12', '2028-10-31'),
    version('3.11', '2027-10-31'),
  ],
  defaultVersion: '3.14',
  manifests: named('requirements.txt', 'pyproject.toml', 'Pipfile'),
  entries: named('application.py', 'app.py', 'main.py', 'manage.py'),
  endings: ['.py'],
  port: 8000,
  // Without it the last lines of an application that is killed stay in its buffer and nobody learns why.
  environment: () => ({ PYTHONUNBUFFERED: '1' }),
  path: ['.venv/bin'],
  staticFiles: { '/static': 'static' },
  leavesOut: ['.venv/', '__pycache__/'],
  install,
  build: () => [],
  start,
  accepted: [
    'a Procfile with a process "web"',
    'requirements.txt, and a WSGI "application" or Flask "app" in application.py, app.py, main.py, wsgi.py or <project>/wsgi.py',
    'requirements.txt, and an ASGI "app" (FastAPI, Starlette, Quart, Litestar) in application.py, app.py, main.py, asgi.py or app/main.py',
    'application.py',
    'app.py',
    'main.py',
  ],
  check,
};

/** `python3` of Amazon Linux 2023 stays 3.9, the system's own; it is never linked anew. */
function version(minor: string, endOfLife: string): PlatformVersion {
  const program = `python${minor}`;
  return {
    version: minor,
    packages: [program, `${program}-pip`],
    endOfLife,
    programs: { python3: program, python: program },
  };
}

/** The servers that come with the platform, as Beanstalk's gunicorn does; an application that names one has its own version. */
const servers = { gunicorn: 'gunicorn==23.0.0', uvicorn: 'uvicorn[standard]==0.34.0' } as const;
type Server = keyof typeof servers;

/** `--python` came with pip 22.3, which is the oldest that Amazon Linux 2023 has for these versions. */
const pip = ['python3', '-m', 'pip', '--disable-pip-version-check', '--python', '.venv/bin/python', 'install'];

function install(source: Source): readonly Command[] {
  if (requirements(source).length === 0) return [];
  const server = source.files.includes('Procfile') ? undefined : served(source)?.server;
  const more = server === undefined || requires(source, server) ? [] : [servers[server]];
  return [
    // A pip of its own would take longer to unpack than most requirements take to install.
    ['python3', '-m', 'venv', '--clear', '--without-pip', '.venv'],
    [...pip, '--requirement', 'requirements.txt', ...more],
  ];
}

/** The lines of requirements.txt that ask for something. */
function requirements(source: Source): readonly string[] {
  const lines = (source.read('requirements.txt') ?? '').split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

function requires(source: Source, name: string): boolean {
  return requirements(source).some((line) => new RegExp(`^${name}\\b`, 'i').test(line));
}

const commands: Readonly<Record<Server, string>> = {
  // Workers and threads are Beanstalk's own defaults (NumProcesses 1, NumThreads 15).
  gunicorn: 'gunicorn --bind "127.0.0.1:$PORT" --workers 1 --threads 15',
  uvicorn: 'uvicorn --host 127.0.0.1 --port "$PORT" --proxy-headers',
};

function start(source: Source): Start | undefined {
  const callable = requirements(source).length > 0 ? served(source) : undefined;
  if (callable !== undefined) {
    const { server, name } = callable;
    const process = { name: 'web', command: `exec ${commands[server]} ${name}` };
    const kind = server === 'gunicorn' ? 'WSGI' : 'ASGI';
    return { processes: [process], because: `the ${kind} application ${name}` };
  }
  const file = ['application.py', 'app.py', 'main.py'].find((name) => source.files.includes(name));
  if (file === undefined) return undefined;
  return { processes: [{ name: 'web', command: `${interpreter(source)} ${file}` }], because: file };
}

/** `python` of the virtual environment, or the platform's own: some machines have no plain `python`. */
function interpreter(source: Source): string {
  return requirements(source).length > 0 ? 'python' : 'python3';
}

interface Callable {
  readonly server: Server;
  /** As the servers take it: `shop.wsgi:application`. */
  readonly name: string;
}

const signs: readonly { readonly text: RegExp; readonly member: string; readonly server: Server }[] = [
  { text: /^app\s*(:.*)?=\s*(\w+\.)?(FastAPI|Starlette|Quart|Litestar)\(/m, member: 'app', server: 'uvicorn' },
  {
    text: /^application\s*(:.*)?=\s*(\w+\.)?(FastAPI|Starlette|Quart|Litestar|get_asgi_application)\(/m,
    member: 'application',
    server: 'uvicorn',
  },
  {
    text: /^(def application\b|application\s*(:.*)?=|from .* import .*\bapplication\b)/m,
    member: 'application',
    server: 'gunicorn',
  },
  { text: /^app\s*=\s*(flask\.)?Flask\(/m, member: 'app', server: 'gunicorn' },
  { text: /^app\s*=\s*create_app\(/m, member: 'app', server: 'gunicorn' },
];

/** What a server can serve: Beanstalk's name is `application`, Flask's and FastAPI's habit is `app`. */
function served(source: Source): Callable | undefined {
  const projects = source.files.filter((file) => /^[^/]+\/wsgi\.py$/.test(file));
  const modules = ['application.py', 'app.py', 'main.py', 'wsgi.py', 'asgi.py', 'app/main.py', ...projects];
  for (const file of modules) {
    const text = source.files.includes(file) ? (source.read(file) ?? '') : '';
    const sign = signs.find((one) => one.text.test(text));
    if (sign === undefined) continue;
    const module = file.replace(/\.py$/, '').replaceAll('/', '.');
    return { server: sign.server, name: `${module}:${sign.member}` };
  }
  return undefined;
}

/** Only requirements.txt is installed: a list of dependencies that would be passed over in silence is refused. */
function check(source: Source): void {
  if (source.files.includes('requirements.txt')) return;
  const passedOver = source.files.includes('Pipfile') ? 'Pipfile' : withDependencies(source);
  if (passedOver === undefined) return;
  throw new BeanpoleError('settings', `${passedOver} lists dependencies, and there is no requirements.txt.`, {
    fix: 'Write one, for example in "build:" with "pip freeze", "pipenv requirements" or "uv export" > requirements.txt.',
  });
}

function withDependencies(source: Source): string | undefined {
  const text = source.read('pyproject.toml') ?? '';
  return /^(dependencies\s*=\s*\[\s*[^\s\]]|\[tool\.poetry\.dependencies\])/m.test(text) ? 'pyproject.toml' : undefined;
}
