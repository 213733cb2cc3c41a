import { decide, type Goal, type Recovery, recoveries, type StackKind, type Step } from '../deploy/decide.ts';
import type { Stack } from '../deploy/ports.ts';
import { conditionOf, conditions, takesVersions } from '../deploy/status.ts';
import { unreachable } from '../errors.ts';

/** What each command does with each stack that it works on. The application stack outlives its environments, so nothing deletes it. */
const columns: readonly { readonly title: string; readonly cell: (status: string | undefined) => string }[] = [
  { title: 'deploy: application', cell: (status) => cell(status, 'application', 'present') },
  { title: 'deploy: data', cell: (status) => cell(status, 'data', 'present') },
  { title: 'deploy: compute', cell: (status) => cell(status, 'compute', 'present') },
  { title: 'rollback, promote', cell: versionCell },
  { title: 'destroy: data', cell: (status) => cell(status, 'data', 'absent') },
  { title: 'destroy: compute', cell: (status) => cell(status, 'compute', 'absent') },
];

/** docs/statuses.md: every status that a stack can have, and what is done about it. Made by asking `decide()` itself. */
export function statusesPage(): string {
  const head = ['status', ...columns.map(({ title }) => title)];
  const statuses = [undefined, ...Object.keys(conditions).sort()];
  const rows = statuses.map((status) => [
    status === undefined ? '(no stack)' : `\`${status}\``,
    ...columns.map((column) => column.cell(status)),
  ]);
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
  return `${opening}\n${table}\n`;
}

const opening = `# Every stack status and what Beanpole does

Written by \`npm run docs\` from \`deploy/decide.ts\`; a test holds it. \`rollback\`, \`promote\` and \`update-platform\` work on a compute stack that is
there as \`deploy\` does, and make none anew; \`plan\`, \`status\` and \`doctor\` only read. \`npm run statuses\` brings a stack of the local cloud into each status and lets each command meet it. A status that is newer than this program is refused. A deploy never deletes what may hold data, and never skips a resource.

- **wait**: somebody else's operation is under way; the run says whose, since when and how long it will wait at most. If the operation is this run's own, begun before
  its runner died, the run attaches to it instead and follows it to its end.
- **wait, then clear**: an unexecuted change set left an empty shell. It is left alone for about half a minute, as somebody may be about to execute it.
- **update**: or nothing, when the stack is as wanted already; or nothing, when what is live was made from a newer commit.
- **refuse**: red, nothing touched, with the command that a person can type next.
`;

/** Without a checkout nothing is made anew. */
function versionCell(status: string | undefined): string {
  const takes = status !== undefined && takesVersions(conditionOf(status));
  return takes ? cell(status, 'compute', 'present') : '**refuse**';
}

/** What happens in a status, attempt after attempt, until it is out of this status or refused. */
function cell(status: string | undefined, kind: StackKind, goal: Goal): string {
  const steps: string[] = [];
  for (let tried = 0; ; tried += 1) {
    const stack = status === undefined ? {} : { stack: aStack(status) };
    const abandoned = status !== undefined && conditionOf(status) === 'empty';
    const step = decide({ ...stack, same: false, abandoned, tried }, kind, goal);
    const words = wordsOf(step);
    if (step.kind !== 'recover') return [...steps, words].join(', else ');
    if (tried === 0) steps.push(words);
    if (tried + 1 === recoveries[step.how] && step.how !== 'undo' && step.how !== 'continue')
      return steps.join(', else ');
  }
}

function wordsOf(step: Step): string {
  switch (step.kind) {
    case 'recover':
      return recoveryWords[step.how];
    case 'create':
    case 'update':
    case 'unchanged':
    case 'superseded':
    case 'attach':
    case 'wait':
    case 'delete':
      return step.kind;
    case 'absent':
      return 'nothing';
    case 'refuse':
      return '**refuse**';
    default:
      return unreachable(step);
  }
}

const recoveryWords: Readonly<Record<Recovery, string>> = {
  recreate: 'delete, then create',
  clear: 'wait, then clear and create',
  'delete-again': 'delete once more, then create, else **refuse** with what is left',
  undo: 'undo the update (RollbackStack), then update',
  continue: `continue the rollback (at most ${recoveries.continue} times), then update`,
};

/** A stack of ours, as it could stand in any status. */
function aStack(status: string): Stack {
  return {
    id: '',
    name: '',
    status,
    parameters: {},
    outputs: { ArtifactBucket: '', TemplateDigest: '' },
    tags: { 'beanpole:application': '' },
    protected: false,
  };
}
