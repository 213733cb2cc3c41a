import type { References } from './context.ts';
import { arn, verbatim } from './intrinsics.ts';
import { allow } from './policy.ts';
import type { Value } from './template.ts';

/** The longest name of a data stack that stands whole in the name of its queue: 80 characters, less `-Queue-` and the 12 of CloudFormation's own. */
const longestWhole = 61;
/** So many letters of a longer one are left in any case. */
const leftOfLonger = 30;

/** What lets an instance send messages to the workers that its variables name. A web environment has no such queue, so the right to send there is empty. */
export function sendRights({ application, linkedEnvironments }: Named): readonly Value[] {
  const queues = linkedEnvironments.map((name) => arn('sqs', verbatim(queueNames(`${application}-${name}-data`))));
  return queues.length === 0 ? [] : [allow(['sqs:SendMessage'], queues)];
}

type Named = Pick<References, 'linkedEnvironments'> & { readonly application: string };

function queueNames(dataStack: string): string {
  return dataStack.length <= longestWhole ? `${dataStack}-Queue-*` : `${dataStack.slice(0, leftOfLonger)}*`;
}
