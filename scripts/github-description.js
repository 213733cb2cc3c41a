// Writes what the test's GitHub is held to: scripts/stage/github/description.json.gz from GitHub's published OpenAPI description (npm @octokit/openapi, MIT), and
// scripts/stage/github/events.json.gz from GitHub's published examples of events (npm @octokit/webhooks-examples, MIT). Both packages are unpacked by hand, as they are
// large and change rarely: node scripts/github-description.js <unpacked openapi> <unpacked webhooks-examples>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [openapi, examples] = process.argv.slice(2);
const target = (name) => new URL(`./stage/github/${name}.json.gz`, import.meta.url);

/** The operations that the server answers. */
const operations = [
  ['get', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['post', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['patch', '/repos/{owner}/{repo}/issues/comments/{comment_id}'],
  ['get', '/repos/{owner}/{repo}/pulls/{pull_number}'],
  ['get', '/repos/{owner}/{repo}/deployments'],
  ['post', '/repos/{owner}/{repo}/deployments'],
  ['get', '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses'],
  ['post', '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses'],
];

/** The events of which an example is kept: name, action. */
const events = [
  ['pull_request', 'opened'],
  ['pull_request', 'synchronize'],
  ['pull_request', 'reopened'],
  ['pull_request', 'closed'],
  ['pull_request', 'labeled'],
  ['release', 'published'],
  ['push', undefined],
  ['workflow_dispatch', undefined],
  ['workflow_run', 'completed'],
  ['merge_group', 'checks_requested'],
];

function describe() {
  const whole = JSON.parse(readFileSync(join(openapi, 'generated/api.github.com.json'), 'utf8'));
  const { version } = JSON.parse(readFileSync(join(openapi, 'package.json'), 'utf8'));
  const components = {};
  const keep = (value) => {
    if (Array.isArray(value)) return value.map(keep);
    if (typeof value !== 'object' || value === null) return value;
    if (typeof value.$ref === 'string') {
      if (!Object.hasOwn(components, value.$ref)) {
        components[value.$ref] = true;
        const [, ...path] = value.$ref.split('/');
        components[value.$ref] = keep(path.reduce((at, name) => at[name], whole));
      }
      return { $ref: value.$ref };
    }
    const noise = ['example', 'examples', 'description', 'externalDocs', 'x-github', 'title', 'operationId', 'headers'];
    // A property may be called as a piece of noise is; below `properties` every name counts.
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => {
        if (name === 'properties') {
          return [[name, Object.fromEntries(Object.entries(member).map(([key, one]) => [key, keep(one)]))]];
        }
        return noise.includes(name) ? [] : [[name, keep(member)]];
      }),
    );
  };
  const kept = operations.map(([method, path]) => ({ method, path, ...keep(whole.paths[path][method]) }));
  return { source: `@octokit/openapi ${version}, api.github.com`, operations: kept, components };
}

function exemplify() {
  const all = JSON.parse(readFileSync(join(examples, 'api.github.com/index.json'), 'utf8'));
  const { version } = JSON.parse(readFileSync(join(examples, 'package.json'), 'utf8'));
  const one = ([name, action]) => {
    const found = all.find((event) => event.name === name)?.examples.filter((example) => example.action === action);
    if (!found?.length) throw new Error(`There is no example of ${name} ${action}.`);
    return [action === undefined ? name : `${name}.${action}`, found[0]];
  };
  return { source: `@octokit/webhooks-examples ${version}`, ...Object.fromEntries(events.map(one)) };
}

for (const [name, value] of Object.entries({ description: describe(), events: exemplify() })) {
  const packed = gzipSync(JSON.stringify(value), { level: 9 });
  packed[9] = 255; // The header's operating system: unknown, so that every machine writes the same bytes.
  writeFileSync(target(name), packed);
  console.log(`${name}: ${packed.length} bytes, from ${value.source}`);
}
