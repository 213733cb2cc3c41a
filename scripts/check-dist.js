// npm run check-dist: builds again and compares with what is committed. `git status` also sees new, untracked chunks, `git diff` does not.
import { execFileSync } from 'node:child_process';

execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' });
const changed = execFileSync('git', ['status', '--porcelain', '--', 'dist'], { encoding: 'utf8' }).trim();
const files = execFileSync('git', ['ls-files', 'dist'], { encoding: 'utf8' }).trim().split('\n').length;
if (changed === '') console.log(`dist is fresh: ${files} files are what the sources build`);
else console.error(`dist is stale. Run \`npm run build\` and commit dist.\n${changed}`);
process.exit(changed === '' ? 0 : 1);
