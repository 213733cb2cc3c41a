// node library.js <archiver|yazl|fflate> <directory of packages> <root> <file of names> <out>: as their own pages show it.
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const [which, packages, root, lines, out] = process.argv.slice(2);
const names = readFileSync(lines, 'utf8').split('\n');
const require = createRequire(join(packages, 'package.json'));
const load = (name) => import(require.resolve(name));

const ways = {
  async archiver() {
    const module = await load('archiver');
    const archive = module.ZipArchive ? new module.ZipArchive() : module.default('zip');
    const written = pipeline(archive, createWriteStream(out));
    for (const name of names) archive.file(join(root, name), { name });
    await archive.finalize();
    await written;
  },
  async yazl() {
    const { default: yazl } = await load('yazl');
    const archive = new yazl.ZipFile();
    for (const name of names) archive.addFile(join(root, name), name);
    archive.end();
    await pipeline(archive.outputStream, createWriteStream(out));
  },
  async fflate() {
    const { zipSync } = await load('fflate');
    writeFileSync(out, zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name))]))));
  },
};
await ways[which]();
console.log(JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024 }));
