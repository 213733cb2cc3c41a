import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './measure.js';

/** The zip libraries of the registry, beside the repository's own packages and never among them. */
const libraries = { archiver: '8.0.0', yazl: '3.3.1', fflate: '0.8.3' };
/** What most teams write their stacks with. */
const cdk = { 'aws-cdk-lib': '2.276.0', constructs: '10.8.1' };
/** What actions run on; the registry has it for every machine. */
const node24 = { [`node-${process.platform}-${process.arch}`]: '24.9.0' };

/** The directory that holds the libraries; undefined when there is no registry to be reached. */
export async function installed(cache) {
  return install(join(cache, 'contestants'), libraries);
}

/** The directory that holds the CDK; undefined when there is no registry to be reached. */
export async function installedCdk(cache) {
  return install(join(cache, 'cdk'), cdk);
}

/** A contestant of ours made into one file, as all that the action runs is: to load many small ones takes longer, and nobody who uses it does. */
export function shipped(name, scratch) {
  const out = join(scratch, 'shipped', name);
  const program = join(out, 'index.js');
  if (existsSync(program)) return program;
  const source = new URL(`./contestants/${name}.js`, import.meta.url).pathname;
  execFileSync(process.execPath, ['node_modules/@vercel/ncc/dist/ncc/cli.js', 'build', source, '-o', out, '-q']);
  return program;
}

/** Programs of Node by version: this one, and 24 when it can be had. */
export async function nodes(cache) {
  const own = { [process.version]: process.execPath };
  if (process.versions.node.startsWith('24.')) return own;
  const directory = await install(join(cache, 'node24'), node24);
  const [name] = Object.keys(node24);
  return directory === undefined ? own : { ...own, 'v24.9.0': join(directory, 'node_modules', name, 'bin', 'node') };
}

async function install(directory, versions) {
  mkdirSync(directory, { recursive: true });
  if (Object.keys(versions).every((name) => existsSync(join(directory, 'node_modules', name)))) return directory;
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n');
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  try {
    const words = ['install', '--prefix', directory, '--no-save', '--ignore-scripts', '--no-audit', ...wanted];
    await runProgram('npm', words, { cwd: directory });
    return directory;
  } catch (error) {
    console.error(`These do not take part: ${wanted.join(', ')}. ${String(error).split('\n')[0]}`);
    return undefined;
  }
}
