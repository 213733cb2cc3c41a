import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, Owner, Proof } from './engine.ts';
import { findProgram, runTool, versionOf } from './machine.ts';

/** The MariaDB or MySQL of this machine; nothing when it has neither. Its data lie in `data` below the directory, beside what it is told at its start. */
export function mysql(): Engine | undefined {
  const server = findProgram('mariadbd', 'mysqld');
  if (server === undefined) return undefined;
  const isMariaDb = server.endsWith('mariadbd');
  const tell = (directory: string, owner: Owner) =>
    writeFileSync(join(directory, 'start.sql'), creation(owner), { mode: 0o600 });
  return {
    title: `${isMariaDb ? 'MariaDB' : 'MySQL'} ${versionOf(server)}`,
    ready: /ready for connections/,
    end: 'SIGTERM',
    async make(directory, owner) {
      const data = join(directory, 'data');
      mkdirSync(data, { recursive: true });
      const install = isMariaDb ? findProgram('mariadb-install-db', 'mysql_install_db') : undefined;
      await runTool(
        install === undefined
          ? [server, '--no-defaults', `--datadir=${data}`, '--initialize-insecure', ...asRoot()]
          : [install, '--no-defaults', `--datadir=${data}`, ...plainly, ...asRoot()],
      );
      tell(directory, owner);
    },
    setPassword: async (directory, owner) => tell(directory, owner),
    serve: (directory, port, proof) => [server, ...serving(directory, port, proof)],
  };
}

const plainly = ['--auth-root-authentication-method=normal', '--skip-test-db'];

function serving(directory: string, port: number, proof: Proof | undefined): readonly string[] {
  const place = (file: string) => join(directory, file);
  if (proof !== undefined) {
    copyFileSync(proof.key, place('key.pem'));
    copyFileSync(proof.cert, place('cert.pem'));
    chmodSync(place('key.pem'), 0o600);
  }
  const secure = ['--require-secure-transport=ON', `--ssl-key=${place('key.pem')}`, `--ssl-cert=${place('cert.pem')}`];
  return [
    '--no-defaults',
    `--datadir=${place('data')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    // A path of a socket must be short, and nobody comes that way.
    '--socket=mysql.sock',
    `--pid-file=${place('server.pid')}`,
    `--init-file=${place('start.sql')}`,
    ...(proof === undefined ? [] : secure),
    ...asRoot(),
  ];
}

/** It refuses to run as root unless it is told that this is meant. */
function asRoot(): readonly string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** Told at each start, so it holds whether or not the user is there already. One line a statement. */
function creation({ user, password, database }: Owner): string {
  const who = `${literal(user)}@'%'`;
  return [
    `CREATE USER IF NOT EXISTS ${who} IDENTIFIED BY ${literal(password)};`,
    `ALTER USER ${who} IDENTIFIED BY ${literal(password)};`,
    `GRANT ALL PRIVILEGES ON *.* TO ${who} WITH GRANT OPTION;`,
    ...(database === undefined ? [] : [`CREATE DATABASE IF NOT EXISTS \`${database}\`;`]),
    '',
  ].join('\n');
}

function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
