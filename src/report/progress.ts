import { pendingOf } from '../deploy/pending.ts';
import type { StackEvent } from '../deploy/ports.ts';
import { instanceSpans, type Span } from './timeline.ts';

/** Resources that are named; the rest is counted. */
const mostNamed = 3;

/** An operation under way in a few words: the instances as far as its events tell of them, and what is pending. */
export function progressOf(stack: string, events: readonly StackEvent[]): string {
  const spans = instanceSpans(events);
  const count = (how: Span['how']): number => spans.filter((span) => span.how === how).length;
  const back = events.some(({ status }) => /ROLLBACK_IN_PROGRESS$/.test(status));
  const pending = pendingOf(events).map(({ logicalId }) => logicalId);
  const rest = pending.length > mostNamed ? ` and ${pending.length - mostNamed} more` : '';
  return [
    `${stack}${back ? ' goes back' : ''}`,
    ...counted(count('done'), 'new instance ready', 'new instances ready'),
    ...counted(count('failed'), 'new instance failed', 'new instances failed'),
    ...counted(count('leaving'), 'old instance gone', 'old instances gone'),
    ...(pending.length === 0 ? [] : [`${pending.slice(0, mostNamed).join(', ')}${rest}`]),
  ].join(' · ');
}

function counted(count: number, one: string, several: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
}
