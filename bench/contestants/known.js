// node known.js <root>: what a deploy does before it asks the bucket whether it has this version.
import { performance } from 'node:perf_hooks';
import { commitOf } from '../../lib/bundle/commit.js';
import { hashSource, sourceDigest } from '../../lib/bundle/digest.js';
import { selectFiles } from '../../lib/bundle/select.js';
import { realFiles as files } from '../../lib/runner/files.js';
import { realGit as git } from '../../lib/runner/git.js';

const [root] = process.argv.slice(2);
const began = performance.now();
const source = await selectFiles({ workspace: root, root }, { files, git });
const selected = performance.now();
const hashed = await hashSource(source, files);
sourceDigest(hashed.files);
commitOf(source);
const ended = performance.now();
const peakMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ peakMiB, select: selected - began, digest: ended - selected }));
