// node ours.js <root> <out> [program of its threads]: what a deploy does for its bundle, from the selection to the finished file; on one thread without a program.
import { resolve } from 'node:path';
import { makeBundle } from '../../lib/bundle/bundle.js';
import { hashSource } from '../../lib/bundle/digest.js';
import { packBatch } from '../../lib/bundle/pack.js';
import { selectFiles } from '../../lib/bundle/select.js';
import { realFiles as files } from '../../lib/runner/files.js';
import { realGit as git } from '../../lib/runner/git.js';
import { startPackers } from '../../lib/runner/packers.js';

const [root, out, program] = process.argv.slice(2);
const source = await selectFiles({ workspace: root, root }, { files, git });
const hashed = await hashSource(source, files);
const alone = { pack: async (batch) => packBatch(batch, files), stop: async () => {} };
await makeBundle(hashed, out, {
  files,
  startPackers: () => (program === undefined ? alone : startPackers(resolve(program))),
});
console.log(JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024 }));
