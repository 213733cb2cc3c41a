// The examples that are deployed for real: what each needs of this machine, where its page says its version, and how version 3 is broken.

import { python } from './containers/base-images.js';

/** A script that runs before the start, and refuses. */
const refuses = (text) => ({ '.platform/hooks/predeploy/check.sh': () => `#!/bin/sh\n${text}\n` });

/** An engine of their own, in namespaces; no image can be had from outside. */
const inContainers = {
  containers: true,
  needs: ['dockerd', 'docker', 'iptables', 'ip', 'unshare', 'pip', python],
  note: 'the base images are stand-ins',
};

/**
 * `page`: the file that holds the version, and what of it is the version. `broken`: files of version 3, each made from its former text.
 * `policy`: how one version replaces another, if not by default. `needs`: programs, or for a row that cannot run here what it would need.
 */
export const examples = [
  {
    name: 'hello-node',
    needs: ['node'],
    page: ['index.html', '</h1>', (version) => `</h1><p>${version}</p>`],
    broken: { 'server.js': () => "throw new Error('version 3 is broken');\n" },
  },
  {
    name: 'hello-python',
    needs: ['python3'],
    page: ['application.py', 'Hello from Python', (version) => `Hello from Python ${version}`],
    broken: { 'application.py': () => "raise SystemExit('version 3 is broken')\n" },
  },
  {
    name: 'go',
    needs: ['go'],
    page: ['cmd/shop/main.go', 'v1', (version) => version],
    broken: { 'cmd/shop/main.go': (text) => text.replace('func main() {', 'func main() {\n\tos.Exit(3)') },
  },
  {
    name: 'java',
    needs: ['java', 'javac', 'jar'],
    page: ['src/main/java/shop/Main.java', 'v1', (version) => version],
    broken: { 'src/main/java/shop/Main.java': (text) => `${text}\nthis does not compile\n` },
  },
  {
    name: 'tomcat',
    needs: ['java', '/usr/share/tomcat10/lib/catalina.jar'],
    page: ['index.html', 'v1', (version) => version],
    broken: refuses('echo "the page was not reviewed" >&2; exit 4'),
  },
  {
    name: 'ruby',
    needs: ['ruby', 'rackup', 'puma'],
    page: ['config.ru', 'v1', (version) => version],
    broken: { 'config.ru': (text) => `raise 'version 3 is broken'\n${text}` },
  },
  {
    name: 'php',
    needs: ['php', 'php-fpm', 'nginx'],
    page: ['public/index.php', 'v1', (version) => version],
    broken: { 'public/index.php': (text) => `${text}}\n`, ...refuses('php -l public/index.php') },
  },
  {
    name: 'static',
    needs: ['nginx'],
    page: ['index.html', 'v1', (version) => version],
    broken: refuses('echo "a link leads nowhere" >&2; exit 4'),
  },
  {
    name: 'dotnet',
    needs: ['dotnet'],
    page: ['Program.cs', 'v1', (version) => version],
    broken: { 'Program.cs': (text) => `${text}\nthis does not compile\n` },
  },
  {
    name: 'docker',
    ...inContainers,
    page: ['application.py', 'v1', (version) => version],
    broken: { 'application.py': (text) => `raise SystemExit("version 3 is broken")\n${text}` },
  },
  {
    name: 'docker-compose',
    ...inContainers,
    needs: [...inContainers.needs, 'docker compose', 'nginx'],
    policy: 'in-place',
    page: ['web/index.html', 'v1', (version) => version],
    broken: { 'docker-compose.yml': (text) => text.replace('python -m http.server 8000', 'python -c "exit(3)"') },
  },
  {
    name: 'docker-preconfigured',
    ...inContainers,
    page: ['application.py', 'v1', (version) => version],
    broken: { 'application.py': (text) => `raise RuntimeError("version 3 is broken")\n${text}` },
  },
  {
    name: 'dockerrun',
    ...inContainers,
    page: ['Dockerrun.aws.json', 'v1', (version) => version],
    broken: { 'Dockerrun.aws.json': (text) => text.replace('exec python', 'exit 3; exec python') },
  },
  {
    name: 'dockerrun-multicontainer',
    ...inContainers,
    needs: [...inContainers.needs, 'docker compose', 'nginx'],
    page: ['web/index.html', 'v1', (version) => version],
    broken: { 'Dockerrun.aws.json': (text) => text.replace('http.server', 'no.server') },
  },
  { name: 'dotnet-windows', needs: ['Windows Server'] },
  { name: 'packer', needs: ['packer, and an account of AWS that it builds in'] },
];
