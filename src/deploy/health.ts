import type { Group, Stack } from './ports.ts';
import { conditionOf } from './status.ts';

/** Elastic Beanstalk's words for how an environment is, worst first, and the colour of each. */
const colors = {
  Severe: 'Red',
  Degraded: 'Red',
  Warning: 'Yellow',
  Pending: 'Grey',
  Unknown: 'Grey',
  Info: 'Green',
  Ok: 'Green',
} as const;

type Status = keyof typeof colors;

/** How an environment is, and why in plain words; there is a cause for everything but `Ok`. */
export interface Health {
  readonly status: Status;
  readonly color: (typeof colors)[Status];
  readonly causes: readonly string[];
}

interface Cause {
  readonly status: Status;
  readonly text: string;
}

/** What an environment's health is told by. */
export interface Signs {
  readonly compute: Stack;
  readonly group: Group | undefined;
  /** In words, that no instance is wanted, and until when. */
  readonly stopped?: string | undefined;
  /** Names of the environment's alarms that ring. */
  readonly ringing: readonly string[];
}

/** The health of an environment from what Auto Scaling, the load balancer and the alarms see; the worst sign decides. */
export function healthOf(signs: Signs): Health {
  const causes = [...ofStack(signs.compute), ...ofInstances(signs), ...signs.ringing.map(alarm)];
  const order = Object.keys(colors) as Status[];
  const status = order.find((one) => causes.some((cause) => cause.status === one)) ?? 'Ok';
  return { status, color: colors[status], causes: causes.map(({ text }) => text) };
}

function ofStack({ status, name }: Stack): readonly Cause[] {
  switch (conditionOf(status)) {
    case 'settled':
      return [];
    case 'busy':
      return [{ status: 'Info', text: `An operation is under way: ${status}.` }];
    default:
      return [
        { status: 'Warning', text: `The stack "${name}" is ${status}; \`command: doctor\` says what to do about it.` },
      ];
  }
}

/** While an operation is under way instances come and go, so only those that serve count. */
function ofInstances({ compute, group, stopped }: Signs): readonly Cause[] {
  const isBusy = conditionOf(compute.status) === 'busy';
  if (group === undefined) {
    return [isBusy ? pending : { status: 'Severe', text: 'There is no Auto Scaling group, so no instance serves.' }];
  }
  const { desired, suspended, instances } = group;
  if (desired === 0 && instances.length === 0)
    return [{ status: 'Unknown', text: `No instance runs: ${stopped ?? 'none is wanted'}.` }];
  const serving = instances.filter(({ state }) => state === 'InService');
  const healthy = serving.filter(({ health }) => health === 'Healthy').length;
  const stale = serving.filter(({ isCurrent }) => !isCurrent).length;
  return [
    ...(healthy >= desired ? [] : [tooFew(healthy, desired, isBusy)]),
    ...when(
      stale > 0 && !isBusy,
      'Degraded',
      `Another version than the live one runs on ${stale} of ${serving.length} instances.`,
    ),
    ...when(
      suspended.length > 0 && !isBusy,
      'Warning',
      `Processes of the Auto Scaling group are suspended: ${suspended.join(', ')}.`,
    ),
  ];
}

const pending: Cause = { status: 'Pending', text: 'Its instances are being made.' };

function tooFew(healthy: number, desired: number, isBusy: boolean): Cause {
  const text = `${healthy} of ${desired} instances ${healthy === 1 ? 'is' : 'are'} in service and healthy.`;
  if (healthy === 0) return isBusy ? { ...pending, text } : { status: 'Severe', text };
  if (isBusy) return { status: 'Info', text };
  return { status: healthy * 2 < desired ? 'Degraded' : 'Warning', text };
}

function alarm(name: string): Cause {
  return { status: 'Degraded', text: `The alarm "${name}" rings.` };
}

function when(holds: boolean, status: Status, text: string): readonly Cause[] {
  return holds ? [{ status, text }] : [];
}
