import type { DeployEvent } from '../deploy/events.ts';
import type { Change, StackEvent } from '../deploy/ports.ts';
import { unreachable } from '../errors.ts';

/** The sentence that each resource of a template says of itself, by logical id. */
export type Descriptions = Readonly<Record<string, string>>;

/** What the log shows for one event of a deploy; nothing for what would only be noise. */
export function linesOf(event: DeployEvent, descriptions: Descriptions): readonly string[] {
  switch (event.kind) {
    case 'decided':
      return [`${event.stack}: ${event.status ?? 'does not exist yet'}, so ${event.step.kind}`];
    case 'waiting':
      return [waiting(event)];
    case 'changes':
      return event.changes.map((change) => changeLine(change, descriptions));
    case 'started':
      return [`${event.stack}: ${event.intent} begins; from here on CloudFormation finishes or undoes it alone`];
    case 'progress':
      return [progress(event.event, descriptions)];
    case 'warning':
      return [`${event.stack}: ${event.text}`];
    default:
      return unreachable(event);
  }
}

function waiting({ stack, status, run, waitedMs }: Extract<DeployEvent, { kind: 'waiting' }>): string {
  const holder = run === undefined ? 'somebody else' : `run ${run}`;
  return `${stack}: ${status}, held by ${holder}; waiting since ${Math.round(waitedMs / 1000)} s`;
}

function changeLine({ action, logicalId, type, replacement }: Change, descriptions: Descriptions): string {
  const how = replacement === 'True' ? ' (replaced)' : replacement === 'Conditional' ? ' (perhaps replaced)' : '';
  return `${action.toLowerCase().padEnd(6)} ${logicalId}${how}: ${descriptions[logicalId] ?? type}`;
}

function progress(event: StackEvent, descriptions: Descriptions): string {
  const what = descriptions[event.logicalId]
    ? `${event.logicalId} (${descriptions[event.logicalId]})`
    : event.logicalId;
  return `${utcTime(event.at)} ${event.status.padEnd(18)} ${what}${event.reason ? `: ${event.reason}` : ''}`;
}

/** `HH:MM:SS` in UTC: a log is read by people in several time zones. */
export function utcTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19);
}
