// npm run screenshots: real runs on the local cloud, their job summaries rendered with GitHub's own style sheet in a real browser, light and dark, into docs/screenshots/.
// Needs Chromium: CHROMIUM=/path/to/it, or `chromium` on the path.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startLocalCloud } from './stage/local-cloud.js';
import { runAction } from './stage/runner.js';

const chromium = process.env.CHROMIUM ?? 'chromium';
/** A job summary on github.com is about this wide. */
const width = 960;
const packages = '.cache/screenshots';
const out = 'docs/screenshots';

const room = mkdtempSync(join(tmpdir(), 'beanpole-screenshots-'));
const workspace = join(room, 'hello');
cpSync('examples/hello-node', workspace, { recursive: true });
fetchPackages();
const { marked } = await import(pathToFileURL(join(packages, 'node_modules/marked/lib/marked.esm.js')).href);
const cloud = await startLocalCloud({ state: join(room, 'cloud'), scale: 20 });
let made = 0;
try {
  await act({ 'version-label': 'v1' });
  picture('updated', await act({ 'version-label': 'v2' }, { 'marker.txt': 'two' }));
  picture(
    'plan',
    await act({ command: 'plan', set: 'instances.max=8\ninstances.type=t4g.medium\nvariables.GREETING=hello' }),
  );
  const broken = "console.error('Error: connect ECONNREFUSED 10.0.3.7:5432 (the database)');\nprocess.exit(1);\n";
  picture('rolled-back', await act({ 'version-label': 'v3' }, { 'server.js': broken }));
} finally {
  await cloud.stop();
  rmSync(room, { recursive: true, force: true });
}
console.log(`${made} passed, 0 failed, 0 skipped`);

/** A style sheet and a renderer, which nothing else here needs. */
function fetchPackages() {
  if (existsSync(join(packages, 'node_modules/github-markdown-css'))) return;
  const quiet = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const names = ['marked@18.2.1', 'github-markdown-css@5.9.0'];
  execFileSync('npm', ['install', '--prefix', packages, ...quiet, ...names], { stdio: 'inherit' });
}

/** Runs the action for production; gives the job summary. */
async function act(inputs, tree = {}) {
  for (const [path, content] of Object.entries(tree)) writeFileSync(join(workspace, path), content);
  const all = { environment: 'production', mode: 'high-availability', ...inputs };
  const { summary, log } = await runAction({ workspace, inputs: all, environment: cloud.environment });
  if (summary === '') throw new Error(log);
  return summary;
}

function picture(name, markdown) {
  mkdirSync(out, { recursive: true });
  for (const theme of ['light', 'dark']) {
    const css = readFileSync(join(packages, `node_modules/github-markdown-css/github-markdown-${theme}.css`), 'utf8');
    const page = join(room, `${name}-${theme}.html`);
    writeFileSync(page, html(css, marked.parse(markdown), theme));
    const file = join(out, `${name}-${theme}.png`);
    const url = pathToFileURL(page).href;
    browse([`--window-size=${width},${heightOf(url)}`, `--screenshot=${file}`, url]);
    made += 1;
    console.log(`written: ${file}`);
  }
}

function html(css, body, theme) {
  const page = theme === 'dark' ? '#0d1117' : '#ffffff';
  return `<!doctype html><meta charset="utf-8"><style>${css} body { margin: 0; background: ${page} } .markdown-body { padding: 24px }</style>
<article class="markdown-body">${body}</article>
<script>document.documentElement.dataset.height = document.querySelector('article').offsetHeight</script>`;
}

function heightOf(url) {
  const dom = browse([`--window-size=${width},100`, '--dump-dom', url]);
  return Number(/data-height="(\d+)"/.exec(dom)?.[1] ?? 1000);
}

function browse(words) {
  const quiet = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${join(room, 'browser')}`,
  ];
  return execFileSync(chromium, [...quiet, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
