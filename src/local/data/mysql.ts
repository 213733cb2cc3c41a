import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, Owner } from './engine.ts';
import { findProgram, runTool, versionOf } from './machine.ts';

/** The MariaDB or MySQL of this machine; nothing when it has neither. Its data lie in `data` below the directory, beside what it is told at its start. */
export function mysql(): Engine | undefined {
  const server = findProgram('mariadbd', 'mysqld');
  if (server === undefined) return undefined;
  const title = `${server.endsWith('mariadbd') ? 'MariaDB' : 'MySQL'} ${versionOf(server)}`;
  return {
    title,
    ready: /ready for connections/,
    end: 'SIGTERM',
    async make(directory, owner) {
      const data = join(directory, 'data');
      mkdirSync(data, { recursive: true });
      const install = findProgram('mariadb-install-db', 'mysql_install_db');
      await runTool(
        install !== undefined && server.endsWith('mariadbd')
          ? [
              install,
              '--no-defaults',
              `--datadir=${data}`,
              '--auth-root-authentication-method=normal',
              '--skip-test-db',
              ...asRoot(),
            ]
          : [server, '--no-defaults', `--datadir=${data}`, '--initialize-insecure', ...asRoot()],
      );
      writeFileSync(join(directory, 'start.sql'), creation(owner), { mode: 0o600 });
    },
    async setPassword(directory, owner) {
      writeFileSync(join(directory, 'start.sql'), creation(owner), { mode: 0o600 });
    },
    serve(directory, port, proof) {
      const place = (file: string) => join(directory, file);
      const secure =
        proof === undefined ? [] : ['ssl-key', 'ssl-cert'].map((word) => `--${word}=${place(`${word}.pem`)}`);
      if (proof !== undefined) {
        copyFileSync(proof.key, place('ssl-key.pem'));
        copyFileSync(proof.cert, place('ssl-cert.pem'));
        chmodSync(place('ssl-key.pem'), 0o600);
      }
      return [
        server,
        '--no-defaults',
        `--datadir=${place('data')}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        // A path of a socket must be short, and nobody comes that way.
        '--socket=mysql.sock',
        `--pid-file=${place('server.pid')}`,
        `--init-file=${place('start.sql')}`,
        ...(proof === undefined ? [] : ['--require-secure-transport=ON', ...secure]),
        ...asRoot(),
      ];
    },
  };
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
