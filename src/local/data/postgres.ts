import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, Owner } from './engine.ts';
import { findProgram, notAsRoot, runTool, versionOf } from './machine.ts';

/** The PostgreSQL of this machine; nothing when it has none. */
export function postgres(): Engine | undefined {
  const [server, init] = [findProgram('postgres'), findProgram('initdb')];
  if (server === undefined || init === undefined) return undefined;
  // A mode without network and passwords, in which the superuser speaks by standard input, one line a command.
  const tell = (directory: string, database: string, lines: readonly string[]) =>
    runTool(notAsRoot([server, '--single', '-j', '-D', directory, database]), `${lines.join(';\n\n')};\n\n`);
  return {
    title: `PostgreSQL ${versionOf(server)}`,
    ready: /database system is ready to accept connections/,
    // "Fast shutdown": clients are sent away, and what is committed is on disk.
    end: 'SIGINT',
    async make(directory, owner) {
      const words = ['-D', directory, '-U', 'rdsadmin', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'];
      const secret = `${directory}.word`;
      writeFileSync(secret, `${owner.password}\n`, { mode: 0o600 });
      await runTool(notAsRoot([init, ...words, '--auth=scram-sha-256', `--pwfile=${secret}`])).finally(() =>
        rmSync(secret, { force: true }),
      );
      await tell(directory, 'postgres', creation(owner));
    },
    async setPassword(directory, owner) {
      await tell(directory, 'postgres', [`ALTER ROLE ${name(owner.user)} PASSWORD ${literal(owner.password)}`]);
    },
    serve(directory, port, proof) {
      // A server that was killed leaves it behind; that no server runs here is the caller's business.
      rmSync(join(directory, 'postmaster.pid'), { force: true });
      writeFileSync(join(directory, 'pg_hba.conf'), access(proof !== undefined));
      // What the operating system has taken is safe from the end of a process, which is all that happens here.
      const options = {
        fsync: 'off',
        port,
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        ...tls(directory, proof),
      };
      const settings = Object.entries(options).flatMap(([option, value]) => ['-c', `${option}=${value}`]);
      return notAsRoot([server, '-D', directory, ...settings]);
    },
  };
}

/** As in RDS: the master user may make roles and databases, and is no superuser. */
function creation({ user, password, database }: Owner): readonly string[] {
  return [
    `CREATE ROLE ${name(user)} LOGIN CREATEDB CREATEROLE PASSWORD ${literal(password)}`,
    ...(database === undefined || database === 'postgres'
      ? []
      : [`CREATE DATABASE ${name(database)} OWNER ${name(user)}`]),
  ];
}

/** With a certificate nobody comes in without TLS, as `rds.force_ssl` has it. */
function access(hasTls: boolean): string {
  return `${hasTls ? 'hostssl' : 'host'} all all 127.0.0.1/32 scram-sha-256\n`;
}

/** The server wants a key that nobody else can read. */
function tls(directory: string, proof: { readonly key: string; readonly cert: string } | undefined): object {
  if (proof === undefined) return {};
  for (const [from, to] of [
    [proof.key, 'server.key'],
    [proof.cert, 'server.crt'],
  ] as const) {
    copyFileSync(from, join(directory, to));
    chmodSync(join(directory, to), 0o600);
  }
  return { ssl: 'on', ssl_cert_file: 'server.crt', ssl_key_file: 'server.key' };
}

function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
