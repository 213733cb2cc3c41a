import type { DeployEvent } from '../deploy/events.ts';
import type { Change, StackEvent } from '../deploy/ports.ts';
import { unreachable } from '../errors.ts';

/** The sentence that each resource of a template says of itself, by logical id. */
export type Descriptions = Readonly<Record<string, string>>;

/** What the log shows for one event of a deploy; nothing for what would only be noise. */
export function linesOf(event: DeployEvent, descriptions: Descriptions): readonly string[] {
  switch (event.kind) {
    case 'decided':
      return [`${event.stack}: ${event.status ?? 'does not exist yet'}, so ${stepWords[event.step.kind]}`];
    case 'waiting':
      return [waiting(event)];
    case 'changes':
      return changeLines(event.changes, descriptions);
    case 'started':
      return [
        `${event.stack}: ${event.intent === 'recover' ? 'going back' : event.intent} begins; from here on CloudFormation finishes or undoes it alone`,
      ];
    case 'policy':
      return [`${event.stack}: how instances are replaced is put in force first, so that a rollback follows it too`];
    case 'slots':
      return [`${event.stack}: ${slotWords[event.step]}`];
    case 'kept':
      return [
        `${event.stack}: the version is live; the former one stays up for ${event.minutes} min, so that a rollback is instant`,
      ];
    case 'progress':
      return isNoise(event.event) ? [] : [progress(event.event, descriptions)];
    case 'hours':
    case 'warning':
      return [`${event.stack}: ${event.text}`];
    default:
      return unreachable(event);
  }
}

const stepWords: Readonly<Record<Extract<DeployEvent, { kind: 'decided' }>['step']['kind'], string>> = {
  create: 'it is created',
  update: 'it is updated',
  unchanged: 'nothing changes in it',
  superseded: 'this run leaves it alone: what is live was made from a newer commit',
  attach: 'this run goes on with the operation that an earlier attempt began',
  wait: 'this run waits for the operation that is under way',
  recover: 'it is first brought back to where it can be worked with',
  delete: 'it is deleted',
  absent: 'there is nothing to delete',
  refuse: 'this run refuses',
};

const slotWords: Readonly<Record<Extract<DeployEvent, { kind: 'slots' }>['step'], string>> = {
  enter: 'a second slot is made beside what runs, in an update of its own that touches no instance',
  home: 'without slots only the first one is left, so what runs goes there first',
  clear: 'the slot that does not serve is emptied first',
  trial: 'the new version comes up in the other slot and gets its first share of the requests, while alarms judge it',
};

function waiting({ stack, status, run, began, ...ms }: Extract<DeployEvent, { kind: 'waiting' }>): string {
  const holder = run === undefined ? 'somebody else' : `run ${run}`;
  const since = began === undefined ? '' : ` since ${utcTime(began)} UTC`;
  const times = `waiting for ${Math.round(ms.waitedMs / 1000)} s, at most for ${Math.ceil(ms.leftMs / 60_000)} min more`;
  return `${stack}: ${status}, held by ${holder}${since}; ${times}`;
}

/** Of a stack that is made from nothing the number says enough. */
function changeLines(changes: readonly Change[], descriptions: Descriptions): readonly string[] {
  if (changes.length === 0) return ['CloudFormation finds nothing to change, so nothing is touched'];
  const onlyAdds = changes.length > 3 && changes.every(({ action }) => action === 'Add');
  return onlyAdds ? [`adds ${changes.length} resources`] : changes.map((change) => changeLine(change, descriptions));
}

function changeLine({ action, logicalId, type, replacement }: Change, descriptions: Descriptions): string {
  const how = replacement === 'True' ? ' (replaced)' : replacement === 'Conditional' ? ' (perhaps replaced)' : '';
  return `${action.toLowerCase().padEnd(6)} ${logicalId}${how}: ${descriptions[logicalId] ?? type}`;
}

/** That a resource has been begun says nothing that its end will not say, unless there is a reason. */
function isNoise({ status, reason, physicalId, stackId }: StackEvent): boolean {
  if (!status.endsWith('_IN_PROGRESS') || physicalId === stackId) return false;
  return reason === undefined || reason === 'Resource creation Initiated';
}

/** A reason says more than the sentence of the resource. */
function progress({ at, status, logicalId, reason }: StackEvent, descriptions: Descriptions): string {
  const sentence = descriptions[logicalId] === undefined ? '' : ` (${descriptions[logicalId]})`;
  const what = reason === undefined ? `${logicalId}${sentence}` : `${logicalId}: ${reason}`;
  return `${utcTime(at)} ${status.padEnd(18)} ${what}`;
}

/** `HH:MM:SS` in UTC: a log is read by people in several time zones. */
export function utcTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
