import type { InstanceRecord } from '../compute/instance.ts';
import { AwsError } from '../service.ts';
import type { Parts } from '../world/parts.ts';

/** Which instances are meant; several must all be true. */
export interface Target {
  readonly Key: string;
  readonly Values: readonly string[];
}

/** The agent of Systems Manager needs this long after the launch until it is known, AWS time. */
const registrationMs = 20_000;
const managedPolicy = 'AmazonSSMManagedInstanceCore';

/** Instances that Systems Manager knows: they run, for long enough, and their role lets their agent speak. */
export function managed({ cloud, instances, iam }: Parts): readonly InstanceRecord[] {
  const may = ({ profile }: InstanceRecord) => {
    const role = profile === undefined ? undefined : iam.roleOf(profile);
    const arns = iam.roles.get(role?.name ?? '')?.properties['ManagedPolicyArns'];
    return Array.isArray(arns) && arns.some((arn) => String(arn).endsWith(`/${managedPolicy}`));
  };
  const isUp = (one: InstanceRecord) => one.state === 'running' && cloud.clock.now() - one.launchedAt >= registrationMs;
  return instances.all().filter((one) => isUp(one) && may(one));
}

/** The managed instances that are meant, in the order of their launch. Those on their way out of their group are none any more. */
export function targeted(parts: Parts, targets: readonly Target[]): readonly string[] {
  const leaving = new Set(
    parts.groups
      .all()
      .flatMap(({ members }) =>
        members.filter(({ lifecycle }) => lifecycle.startsWith('Terminating')).map(({ id }) => id),
      ),
  );
  return managed(parts)
    .filter((one) => !leaving.has(one.id) && targets.every((target) => matches(one, target)))
    .sort((one, other) => one.launchedAt - other.launchedAt)
    .map(({ id }) => id);
}

function matches({ id, tags }: InstanceRecord, { Key, Values }: Target): boolean {
  if (Key === 'InstanceIds') return Values.includes('*') || Values.includes(id);
  if (!Key.startsWith('tag:')) throw new AwsError('InvalidTarget', `The local cloud knows no target ${Key}.`);
  return tags.some((tag) => `tag:${tag.Key}` === Key && Values.includes(tag.Value));
}
