import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { runAction } from '../runner.js';
import { requestStream } from '../stream.js';
import { machines } from './machines.js';

const settings = ({
  deploy = '',
  deadline = '5m',
}) => `health: { path: /, interval: 10s, successes: 2, deadline: ${deadline} }
mode: single-instance
deploy: { timeout: 15m, drain: 10s, limit: 16m${deploy} }
logs: { stream: true, health: true }
`;

/**
 * An application of its own on the local cloud, and what a scene does with it. `log` says a line of the scene's.
 * @param {{room: string, cloud: {endpoint: string, environment: Record<string, string>}, name: string}} at
 */
export function openStage({ room, cloud, name }) {
  const workspace = join(room, name);
  mkdirSync(workspace);
  const inputs = { application: `lab-${name}`, environment: 'test' };
  const instances = join(room, 'cloud', 'instances');
  return {
    log: (line) => console.log(`  ${line}`),
    /** The machine that was started last. */
    machine: () => machines().at(-1),
    machines,
    requestStream,
    /** Where the files of a machine lie on this one. */
    rootOf: (id) => join(instances, id, 'root'),
    /** Deploys a version; `broken` ends at its start. `deploy`: more of that setting; `deadline`: that of `health`. */
    async deploy(version, { broken = false, ...more } = {}) {
      write(workspace, { version, broken, text: settings(more) });
      const began = Date.now();
      const step = await runAction({
        workspace,
        inputs: { ...inputs, 'version-label': version },
        environment: cloud.environment,
      });
      return { ...step, seconds: (Date.now() - began) / 1000, end: step.log.split('\n').slice(-40).join('\n') };
    },
    /** What every instance says of itself, as `command: health` gives it. */
    async health() {
      const step = await runAction({
        workspace,
        inputs: { ...inputs, command: 'health' },
        environment: cloud.environment,
      });
      return { ...JSON.parse(step.outputs.result ?? '{}'), end: step.log };
    },
    /** What has come to the environment's log group: `<log>/<instance>: <line>`, of the logs of a name. */
    lines: async (log) => {
      const ask = logsOf(cloud);
      const { logGroups } = await ask('DescribeLogGroups', { logGroupNamePrefix: `lab-${name}-test-` });
      const found = [];
      for (let nextToken; ; ) {
        const input = { logGroupName: logGroups[0].logGroupName, logStreamNamePrefix: `${log}/`, nextToken };
        const answer = await ask('FilterLogEvents', input);
        found.push(...answer.events.map(({ logStreamName, message }) => `${logStreamName}: ${message}`));
        nextToken = answer.nextToken;
        if (nextToken === undefined) return found;
      }
    },
    /** The last lines of every machine's console and agent. */
    consoles: () =>
      readdirSync(instances)
        .map((id) => `${id}\n${tail(join(instances, id, 'root/var/log/cloud-init-output.log'))}`)
        .join('\n'),
  };
}

function write(workspace, { version, broken, text }) {
  const server = `const { createServer } = require('node:http');
createServer((_, answer) => answer.writeHead(200, { 'x-app-version': '${version}' }).end('${version}\\n')).listen(process.env.PORT);
console.log('${version} listens');
process.on('SIGTERM', () => {
  console.log('${version} says goodbye');
  process.exit();
});
`;
  const files = {
    'beanpole.yml': `platform: node\n${text}`,
    'package.json': JSON.stringify({ name: 'lab', version: '1.0.0', private: true }),
    'server.js': broken ? "console.error('no database');\nprocess.exit(1);\n" : server,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
}

function tail(file) {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-25).join('\n');
  } catch {
    return 'nothing was written';
  }
}

function logsOf({ endpoint, environment: { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } }) {
  const access = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, region: AWS_REGION };
  const aws = new AwsClient({ ...access, service: 'logs' });
  return async (action, input) => {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${action}` };
    const answer = await aws.fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
    if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
    return answer.json();
  };
}
