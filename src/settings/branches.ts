import type { EventValues } from './inputs.ts';
import { isGiven, membersAt, type Resolved } from './resolve.ts';
import { matches } from './sections.ts';

/** The event with the environment that its branch maps to. The branch's own name goes before patterns, and those by their order. */
export function environmentFor(event: EventValues, written: Resolved): EventValues {
  const environment = event.environment ?? mapped(event, written) ?? event.fallback;
  return environment === undefined ? event : { ...event, environment };
}

/** Why there is nothing to do: nobody says which environment, and the event or the map of branches says that this is right. */
export function nothingFor(event: EventValues, written: Resolved): { title: string; text: string } | undefined {
  if (isGiven(written, 'environment') || environmentFor(event, written).environment !== undefined) return undefined;
  if (event.unless !== undefined) return event.unless;
  const branches = Object.keys(membersAt(written, 'branches'));
  if (event.branch === undefined || branches.length === 0) return undefined;
  return {
    title: `The branch ${event.branch.value} deploys to no environment`,
    text: `Under \`branches\` stand ${branches.join(', ')}. Nothing was done.`,
  };
}

function mapped({ branch }: EventValues, written: Resolved): EventValues['environment'] {
  if (branch === undefined) return undefined;
  const branches: Readonly<Record<string, string>> = membersAt(written, 'branches');
  const name = branches[branch.value] ?? Object.entries(branches).find(([one]) => matches(one, branch.value))?.[1];
  return name === undefined ? undefined : { value: name, variable: branch.variable };
}
