// node ours.js <root> <out> <pool|alone>: what a deploy does for its bundle, from the selection to the finished file.
import { makeBundle } from '../../lib/bundle/bundle.js';
import { hashSource } from '../../lib/bundle/digest.js';
import { selectFiles } from '../../lib/bundle/select.js';
import { realFiles as files } from '../../lib/runner/files.js';
import { realGit as git } from '../../lib/runner/git.js';

const [root, out] = process.argv.slice(2);
const source = await selectFiles({ workspace: root, root }, { files, git });
const hashed = await hashSource(source, files);
await makeBundle(hashed, out, files);
console.log(JSON.stringify({ peakMiB: process.resourceUsage().maxRSS / 1024 }));
