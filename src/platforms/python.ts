import { BeanpoleError } from '../errors.ts';
import type { Command, Platform, PlatformVersion, Source, Start } from './platform.ts';

/** Python in a virtual environment of its own, with gunicorn when the application asks for it. */
export const python: Platform = {
  name: 'python',
  title: 'Python',
  versions: [
    version('3.14', '2030-10-31'),
    version('3.13', '2029-10-31'),
    version('3.12', '2028-10-31'),
    version('3.11', '2027-10-31'),
  ],
  defaultVersion: '3.14',
  manifests: ['requirements.txt', 'pyproject.toml', 'Pipfile'],
  entries: ['application.py', 'app.py', 'main.py', 'manage.py'],
  endings: ['.py'],
  port: 8000,
  // Without it the last lines of an application that is killed stay in its buffer and nobody learns why.
  environment: { PYTHONUNBUFFERED: '1' },
  path: ['.venv/bin'],
  install,
  start,
  accepted: [
    'a Procfile with a process "web"',
    'gunicorn in requirements.txt, with a WSGI "application" in application.py, app.py, main.py or <project>/wsgi.py',
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

/** `--python` came with pip 22.3, which is the oldest that Amazon Linux 2023 has for these versions. */
const pip = ['python3', '-m', 'pip', '--disable-pip-version-check'];

function install(source: Source): readonly Command[] {
  if (requirements(source).length === 0) return [];
  return [
    // A pip of its own would take longer to unpack than most requirements take to install.
    ['python3', '-m', 'venv', '--clear', '--without-pip', '.venv'],
    [...pip, '--python', '.venv/bin/python', 'install', '--requirement', 'requirements.txt'],
  ];
}

/** The lines of requirements.txt that ask for something. */
function requirements(source: Source): readonly string[] {
  const lines = (source.read('requirements.txt') ?? '').split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

function start(source: Source): Start | undefined {
  const wsgi = requirements(source).some((line) => /^gunicorn\b/i.test(line)) ? callable(source) : undefined;
  if (wsgi !== undefined) {
    // Workers and threads are Beanstalk's own defaults (NumProcesses 1, NumThreads 15).
    const command = `gunicorn --bind "127.0.0.1:$PORT" --workers 1 --threads 15 ${wsgi}`;
    return { processes: [{ name: 'web', command }], because: `gunicorn in requirements.txt, and ${wsgi}` };
  }
  const file = ['application.py', 'app.py', 'main.py'].find((name) => source.files.includes(name));
  if (file === undefined) return undefined;
  return { processes: [{ name: 'web', command: `${interpreter(source)} ${file}` }], because: file };
}

/** `python` of the virtual environment, or the platform's own: some machines have no plain `python`. */
function interpreter(source: Source): string {
  return requirements(source).length > 0 ? 'python' : 'python3';
}

/** Where gunicorn finds the WSGI callable: by Beanstalk's name `application`, or by Flask's habit `app`. */
function callable(source: Source): string | undefined {
  const modules = ['application.py', 'app.py', 'main.py', 'wsgi.py', ...source.files.filter(isProject)];
  for (const file of modules) {
    const text = source.files.includes(file) ? source.read(file) : undefined;
    if (text === undefined) continue;
    const module = file.replace(/\.py$/, '').replaceAll('/', '.');
    if (/^(def application\b|application\s*(:.*)?=|from .* import .*\bapplication\b)/m.test(text)) {
      return `${module}:application`;
    }
    if (/^app\s*=\s*(flask\.)?Flask\(/m.test(text)) return `${module}:app`;
  }
  return undefined;
}

/** Django keeps its callable in the project's package. */
function isProject(file: string): boolean {
  return /^[^/]+\/wsgi\.py$/.test(file);
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
