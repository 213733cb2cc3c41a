import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { runAction, type Tree, write } from './stage.ts';

/** One step of the application's work on a message, as it wrote it down itself. */
export interface Entry {
  readonly step: 'begin' | 'end';
  /** Id of the SQS message. */
  readonly message: string;
  readonly body: string;
  readonly instance: string;
  readonly version: string;
  readonly task?: string;
  readonly at?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An application that notes in one file, outside of all instances, what it begins and what it ends. */
export function workerApplication(version: string, ledger: string, more: Tree = {}): Tree {
  return {
    'package.json': JSON.stringify({ name: 'worker', version, private: true, scripts: { start: 'node server.js' } }),
    'cron.yaml': 'version: 1\ncron:\n  - {name: every minute, url: /tick, schedule: "* * * * *"}\n',
    'server.js': `
      const { appendFileSync } = require('node:fs');
      const { createServer } = require('node:http');
      const instance = /i-[0-9a-f]{17}/.exec(process.cwd())[0];
      createServer(async (asked, answer) => {
        if (asked.method === 'GET') return answer.end('well');
        let body = '';
        for await (const chunk of asked) body += chunk;
        const headers = asked.headers;
        const of = (name) => headers['x-aws-sqsd-' + name];
        const note = (step) => appendFileSync(${JSON.stringify(ledger)}, JSON.stringify({
          step, message: of('msgid'), body, instance, version: '${version}', task: of('taskname'), at: of('scheduled-at'),
          ...(step === 'begin' && { headers }),
        }) + '\\n');
        note('begin');
        if (body === 'fail') return answer.writeHead(500).end();
        const ms = { slow: 3000, message: 400 }[body.split('-')[0]] ?? 25;
        setTimeout(() => { note('end'); answer.end(); }, ms);
      }).listen(process.env.PORT, '127.0.0.1');
    `,
    ...more,
  };
}

/** Everything that was noted so far. A line that its writer was killed over is left out. */
export function readLedger(ledger: string): readonly Entry[] {
  return readFileSync(ledger, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Entry];
      } catch {
        return [];
      }
    });
}

/** What became of the messages whose bodies are wanted. */
export interface Account {
  readonly lost: readonly string[];
  /** Messages that were begun more than once. */
  readonly duplicates: number;
  /** Those of them of which an attempt other than the last was not cut short by the end of its instance. */
  readonly unexplained: readonly string[];
}

/** Holds the ledger against what was sent and who was killed. */
export function settle(entries: readonly Entry[], sent: readonly string[], killed: ReadonlySet<string>): Account {
  const byBody = grouped(
    entries.filter(({ task }) => task === undefined),
    ({ body }) => body,
  );
  const lost = sent.filter((body) => !byBody.get(body)?.some(({ step }) => step === 'end'));
  const repeated = sent.filter((body) => (byBody.get(body)?.filter(({ step }) => step === 'begin').length ?? 0) > 1);
  const unexplained = repeated.filter((body) => {
    const begun = byBody.get(body)?.filter(({ step }) => step === 'begin') ?? [];
    return begun.slice(0, -1).some(({ instance }) => !killed.has(instance));
  });
  return { lost, duplicates: repeated.length, unexplained };
}

/** The periodic task's firings: messages by the minute that they were planned for. */
export function firings(entries: readonly Entry[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ticks = entries.filter(({ task, step }) => task !== undefined && step === 'begin');
  const byMinute = grouped(ticks, ({ at = '' }) => at);
  return new Map([...byMinute].map(([at, all]) => [at, new Set(all.map(({ message }) => message))]));
}

/** Minutes between the first and the last firing that had none, and those that had more than one. */
export function irregular(fired: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const minutes = [...fired.keys()].map((at) => Date.parse(at)).sort((a, b) => a - b);
  const missing = minutes.flatMap((at, index) => {
    const next = minutes[index + 1] ?? at + 60_000;
    return next - at === 60_000
      ? []
      : [`none between ${new Date(at).toISOString()} and ${new Date(next).toISOString()}`];
  });
  const doubled = [...fired].flatMap(([at, messages]) => (messages.size === 1 ? [] : [`${messages.size} at ${at}`]));
  return [...missing, ...doubled];
}

/** Deploys a version of the application to the environment. */
export function deployWorker(
  directory: string,
  {
    label,
    tree,
    environment,
  }: { readonly label: string; readonly tree: Tree; readonly environment: Readonly<Record<string, string>> },
) {
  return runAction({
    workspace: write(join(directory, label), tree),
    inputs: { environment: 'jobs', 'version-label': label },
    environment,
  });
}

/** The queues of the local cloud, in SQS's JSON protocol. */
export function sqs(endpoint: string) {
  const signed = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', region: 'us-east-1', service: 'sqs' });
  const call = async (action: string, input: object): Promise<Record<string, never>> => {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${action}` };
    const answer = await signed.fetch(`${endpoint}/`, { method: 'POST', headers, body: JSON.stringify(input) });
    if (!answer.ok) throw new Error(`${action}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, never>;
  };
  return {
    call,
    /** Sends texts, ten at a time. */
    send: async (QueueUrl: string, bodies: readonly string[]) => {
      for (let at = 0; at < bodies.length; at += 10) {
        const Entries = bodies.slice(at, at + 10).map((MessageBody, Id) => ({ Id: `${Id}`, MessageBody }));
        await call('SendMessageBatch', { QueueUrl, Entries });
      }
    },
    /** Messages that wait, and those that somebody works on. */
    count: async (QueueUrl: string): Promise<number> => {
      const { Attributes } = await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
      const of = (name: string) => Number(Attributes?.[name] ?? 0);
      return of('ApproximateNumberOfMessages') + of('ApproximateNumberOfMessagesNotVisible');
    },
  };
}

/** Ends every process of an instance without a word, as a broken machine would. */
export function crash(instance: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`/instances/${instance}/`)) {
        process.kill(Number(pid), 'SIGKILL');
      }
    } catch {
      // Gone meanwhile, or somebody else's.
    }
  }
}

function grouped<T>(all: readonly T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}
