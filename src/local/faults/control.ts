import type { Answer, RpcRequest } from '../protocols/exchange.ts';
import { AwsError } from '../service.ts';
import type { Faults } from './faults.ts';
import { parseRules } from './read.ts';

/** Instances that can be broken. */
export interface Breakable {
  /** Ends an instance's processes at once; EC2 goes on calling it `running`. */
  crash(id: string): Promise<void>;
  terminate(id: string): Promise<void>;
}

type Request = Pick<RpcRequest, 'method' | 'path' | 'query' | 'body'>;

/** Where a listener is really reached. */
export interface Reached {
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: string;
  /** `127.0.0.1:<port>`. */
  readonly address: string;
}

interface Parts {
  readonly instances: Breakable;
  readonly balancers: { reached(): readonly Reached[] };
  /** What SNS would have mailed. */
  mails(): readonly object[];
}

/** Answers what a test or a person asks of the fault plan, below `/_beanpole/`. */
export async function control(
  request: Request,
  faults: Faults,
  { instances, balancers, mails }: Parts,
): Promise<Answer> {
  const { method, path } = request;
  const [, id, what] = /^\/_beanpole\/instances\/([^/]+)\/(lose|crash)$/.exec(path) ?? [];
  if (method === 'POST' && id !== undefined) return spoilInstance(id, what === 'lose' ? 'lose' : 'crash', instances);
  switch (`${method} ${path}`) {
    case 'GET /_beanpole/faults':
      return json(200, { rules: faults.plan.followed() });
    case 'PUT /_beanpole/faults': {
      const read = parseRules(request.body.toString('utf8'));
      if ('mistakes' in read) return json(400, read);
      faults.plan.replace(read.rules);
      return json(200, { rules: faults.plan.followed() });
    }
    case 'GET /_beanpole/listeners':
      return json(200, { listeners: balancers.reached() });
    case 'GET /_beanpole/mail':
      return json(200, { mail: mails() });
    case 'GET /_beanpole/calls':
      return json(200, { calls: chosen(request.query, faults) });
    case 'DELETE /_beanpole/calls':
      faults.calls.forget();
      return json(200, { calls: [] });
    default:
      return json(404, { mistakes: [`${method} ${path} is nothing of this cloud.`] });
  }
}

/** `?accessKeyId=…&operation=…` leaves those that are of that caller and operation. */
function chosen(query: URLSearchParams, { calls }: Faults) {
  const names = ['service', 'operation', 'accessKeyId'] as const;
  return calls.all().filter((call) => names.every((name) => (query.get(name) ?? call[name]) === call[name]));
}

/** A lost instance is gone without a word, as when its hardware fails and EC2 retires it; a crashed one stays, with nothing in it. */
async function spoilInstance(id: string, what: 'lose' | 'crash', instances: Breakable): Promise<Answer> {
  try {
    await instances.crash(id);
    if (what === 'lose') await instances.terminate(id);
    return json(200, { id });
  } catch (error) {
    if (error instanceof AwsError) return json(404, { mistakes: [error.message] });
    throw error;
  }
}

function json(status: number, body: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
