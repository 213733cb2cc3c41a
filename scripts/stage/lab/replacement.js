import { setTimeout as wait } from 'node:timers/promises';
import { judgeHost } from './host.js';

/** The machines once only one is left, or after half a minute: a system takes a moment to shut down. */
async function settled(machines) {
  for (let tries = 60; tries > 0 && machines().length > 1; tries -= 1) await wait(500);
  return machines();
}

/** What machines say of themselves once a minute, as soon as it is there, or after half a minute. */
async function healthLines(stage) {
  for (let tries = 60; tries > 0; tries -= 1) {
    const lines = await stage.lines('health');
    if (lines.some((line) => line.includes('"version":"v2"'))) return lines;
    await wait(500);
  }
  return [];
}

/** What machines have logged outlives them: out of the journal of systemd, of nginx and of the agent, to the last words of one that was shut down. */
async function missingLines(stage, former) {
  const [web, agent, nginx, health] = [
    await stage.lines('web'),
    await stage.lines('agent'),
    await stage.lines('var/log/nginx/access.log'),
    await healthLines(stage),
  ];
  stage.log(
    `${web.length} lines of the application, ${agent.length} of the agent, ${nginx.length} of nginx and ${health.length} of health are in the log group`,
  );
  const wanted = [
    [web, `web/${former}: v1 listens`],
    [web, `web/${former}: v1 says goodbye`],
    [web, ': v2 listens'],
    [web, ': no database'],
    [agent, `agent/${former}: Version v1 serves`],
    [nginx, `var/log/nginx/access.log/${former}: `],
    [health, '"version":"v2"'],
  ];
  const missing = wanted.filter(([lines, text]) => !lines.some((line) => line.includes(text)));
  const twice = web.filter((line, at) => web.indexOf(line) !== at);
  return [...missing.map(([, text]) => `no line "${text}" in the log group`), ...twice.map((line) => `twice: ${line}`)];
}

/** What an agent of systemd and nginx says of its machine while requests come. */
async function judgeHealth(stage) {
  const { status, instances = [], end } = await stage.health();
  const [{ instance, health } = {}] = instances;
  const { version, requests, machine } = health ?? {};
  const told = version === 'v2' && requests?.statuses['2xx'] > 0 && requests.latency?.p99 >= 0 && machine.disk > 0;
  if (!told || instances.length !== 1) return ['health does not tell of v2 and its requests:', end];
  stage.log(
    `health: ${status}; ${instance} answers ${(requests.count / requests.seconds).toFixed(0)} requests a second`,
  );
  return requests.statuses['5xx'] === 0 ? [] : [`health saw ${requests.statuses['5xx']} server errors`];
}

/** Launch-first on one instance: every version has a machine of its own, and takes the address when it is proven. */
export const replacement = {
  name: 'replacement',
  title: 'v1, v2 and a broken v3, each on a machine of its own, under load',
  async play(stage) {
    const first = await stage.deploy('v1');
    if (first.code !== 0) return ['v1 was not deployed:', first.end];
    stage.log(`v1 is live after ${first.seconds.toFixed(1)} s`);
    const wrong = judgeHost(stage, { version: 'v1', slot: '' });
    const former = stage.machine().id;
    const [start] = JSON.parse(first.outputs.result).starts;
    stage.log(first.log.split('\n').findLast((line) => line.includes('from user data to signal')) ?? 'no timeline');
    if (start?.instance !== former || start.steps[0]?.step !== 'agent')
      wrong.push(`the result tells of ${JSON.stringify(start)}`);

    const load = stage.requestStream(first.outputs.url);
    const second = await stage.deploy('v2');
    const health = second.code === 0 ? await judgeHealth(stage) : [];
    const third = second.code === 0 ? await stage.deploy('v3', { broken: true }) : undefined;
    const seen = await load.stop();
    if (third === undefined) return [...wrong, 'v2 was not deployed:', second.end];
    stage.log(`v2 is live after ${second.seconds.toFixed(1)} s, v3 was undone after ${third.seconds.toFixed(1)} s`);
    stage.log(`${seen.sent} requests, ${seen.failed} failed; answered by ${Object.keys(seen.versions).join(', ')}`);
    const page = await fetch(first.outputs.url).then((answer) => answer.text());
    const left = await settled(stage.machines);
    return [
      ...wrong,
      ...health,
      ...(await missingLines(stage, former)),
      ...judgeHost(stage, { version: 'v2', slot: '' }),
      ...(third.outputs.outcome === 'rolled-back' ? [] : [`v3 ended as ${third.outputs.outcome}:`, third.end]),
      ...(third.log.includes('no database') ? [] : ["v3's own last words are not in the log"]),
      ...(page === 'v2\n' ? [] : [`after v3 the page is "${page}"`]),
      ...(seen.failed === 0 ? [] : [`${seen.failed} requests failed: ${seen.failures.slice(0, 5).join('; ')}`]),
      ...(left.length === 1 && left[0].id !== former
        ? []
        : [`machines left: ${left.map(({ id }) => id).join(', ')}; ${former} had v1`]),
    ];
  },
};
