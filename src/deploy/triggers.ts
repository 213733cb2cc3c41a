import { isDeepStrictEqual } from 'node:util';
import type { Stack, Triggers } from './ports.ts';
import type { Desired } from './request.ts';
import type { World } from './world.ts';

/**
 * The alarms that will judge this update. One that rings already would undo the update at once, whatever the new version is worth, and it
 * rings for some minutes after an environment was made or mended; so it is left out, and said. So is one that has just been made and not looked at its metric
 * yet: its first look would be at the minutes before the first instance was there. Silence is no `INSUFFICIENT_DATA`: our alarms take it for well.
 */
export async function quietTriggers(desired: Desired, live: Stack | undefined, world: World): Promise<Triggers> {
  const triggers = triggersOf(desired, live, await templateOf(live, world));
  if (triggers.alarms.length === 0) return triggers;
  if (desired.ignoreAlarms === true) return ignored('As asked', desired, triggers, world);
  if (desired.rest?.wasStopped()) return ignored('As there were no instances until now', desired, triggers, world);
  const unfit = await world.alarms.unfit(triggers.alarms);
  for (const [arn, state] of unfit) {
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    const text = `The alarm "${name}" ${reasons[state]}, so it cannot judge this update. The gate on each instance still does.`;
    world.reporter.tell({ kind: 'warning', stack: desired.name, text });
  }
  const alarms = triggers.alarms.filter((arn) => !unfit.has(arn));
  return { alarms, minutes: alarms.length > 0 ? triggers.minutes : 0 };
}

const reasons = {
  ALARM: 'rings already, before the update',
  INSUFFICIENT_DATA: 'is so new that it has not looked at anything yet',
} as const;

/** For the fix that cures what the alarms ring about, and for instances that have only just been launched. CloudFormation keeps former triggers, so none is told, not nothing. */
function ignored(why: string, { name }: Desired, { alarms }: Triggers, { reporter }: World): Triggers {
  const text = `${why}, ${alarms.length === 1 ? 'its alarm does' : `its ${alarms.length} alarms do`} not judge this update. The gate on each instance still does.`;
  reporter.tell({ kind: 'warning', stack: name, text });
  return { alarms: [], minutes: 0 };
}

/** Nothing where there is nothing that could judge. */
async function templateOf(live: Stack | undefined, { stacks }: World): Promise<Template | undefined> {
  if (live === undefined || !Object.keys(live.outputs).some(tellsAlarm)) return undefined;
  const text = await stacks.template(live.id);
  // Somebody may have updated the stack by hand, in YAML; then the alarms judge as they are.
  return text?.startsWith('{') ? JSON.parse(text) : undefined;
}

/** What is looked at in a template. */
interface Template {
  readonly Resources?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

const suffix = 'Arn';

function tellsAlarm(output: string): boolean {
  return output.endsWith(`Alarm${suffix}`);
}

/**
 * The alarms that undo an update: those that the stack has already and keeps as they are. CloudFormation fails an operation whose alarm is
 * missing, so an alarm that is only being made, or about to go, cannot be one. One that is being changed would judge the past by a new measure: with
 * more instances promised than before, too few were healthy until now. Without alarms there is nothing to wait for.
 */
export function triggersOf(
  { template, bake }: Pick<Desired, 'template' | 'bake'>,
  live: Stack | undefined,
  before: Template | undefined,
): Triggers {
  const wanted: Template = JSON.parse(template);
  const isKept = (output: string): boolean => {
    const id = output.slice(0, -suffix.length);
    const changes = before !== undefined && !isDeepStrictEqual(before.Resources?.[id], wanted.Resources?.[id]);
    return tellsAlarm(output) && output in (wanted.Outputs ?? {}) && !changes;
  };
  const alarms = Object.entries(live?.outputs ?? {})
    .filter(([output]) => isKept(output))
    .map(([, arn]) => arn)
    .slice(0, 5);
  return { alarms, minutes: alarms.length > 0 ? bake : 0 };
}
