// node fingerprint.js <root> <file of names>: SHA-256 over the bytes of all files, which is how asset tools know a version.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [root, lines] = process.argv.slice(2);
const hash = createHash('sha256');
for (const name of readFileSync(lines, 'utf8').split('\n')) hash.update(name).update(readFileSync(join(root, name)));
console.log(JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024 }));
