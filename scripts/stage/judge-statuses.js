/** What the words of docs/statuses.md mean for a run: what it does with the stack, and how it ends. */
const meanings = {
  wait: { did: 'wait' },
  update: { did: 'update', ends: 'green' },
  create: { did: 'create', ends: 'green' },
  'delete, then create': { did: 'recover, create', ends: 'green' },
  'delete once more, then create, else **refuse** with what is left': { did: 'recover, create', ends: 'green' },
  'undo the update (RollbackStack), then update, else **refuse**': { did: 'recover, update', ends: 'green' },
  'continue the rollback (at most 3 times), then update, else **refuse**': { did: 'recover, update', ends: 'green' },
  'wait, then clear and create': { did: 'recover, create', ends: 'green' },
  delete: { did: 'delete', ends: 'gone' },
  nothing: { did: 'nothing', ends: 'gone' },
  '**refuse**': { did: 'refuse', ends: 'red' },
};

const columns = {
  deploy: 'deploy: compute',
  rollback: 'rollback, promote',
  promote: 'rollback, promote',
  destroy: 'destroy: compute',
};

/** The cell of docs/statuses.md. */
function cellOf(page, status, command) {
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
  const column = rows[0].indexOf(columns[command]);
  const row = rows.find(([first]) => first === `\`${status}\``);
  if (column < 0 || row === undefined) throw new Error(`docs/statuses.md says nothing of ${status} and ${command}.`);
  return row[column];
}

/**
 * What was otherwise than docs/statuses.md says; empty when all is well.
 * @param {string} page
 * @param {string} status
 * @param {string} command
 * @param {{did: string, code: number | null, version?: string, after?: string, log: string}} told
 * @returns {string[]}
 */
export function judge(page, status, command, { did, code, version, after, log }) {
  const cell = cellOf(page, status, command);
  const meaning = meanings[cell];
  if (meaning === undefined) return [`nobody knows what "${cell}" means`];
  const wrong = did === meaning.did ? [] : [`it did "${did}", and docs/statuses.md says "${cell}"`];
  if (meaning.ends === 'green' && (code !== 0 || version !== 'v1'))
    wrong.push(`it ended with ${code}, version ${version}`);
  if (meaning.ends === 'gone' && (code !== 0 || after !== undefined))
    wrong.push(`it ended with ${code}, and the stack is ${after}`);
  if (meaning.ends === 'red' && code !== 1) wrong.push(`it ended with ${code}`);
  if (meaning.ends === 'red' && after !== (status === 'DELETE_COMPLETE' ? undefined : status))
    wrong.push(`it refused, and the stack is ${after}`);
  return wrong.length === 0 ? [] : [...wrong, log];
}

/** What was wrong with the commands that only look. */
export function judgeLooks(status, { seen, changed, after }) {
  const isThere = status !== 'DELETE_COMPLETE';
  return [
    ...changed.map((operation) => `a command that looks asked for ${operation}`),
    ...['plan', 'status'].flatMap((command) =>
      seen[command].code === 0 ? [] : [`${command} was red: ${seen[command].log}`],
    ),
    ...(isThere ? ['plan', 'status'] : []).flatMap((command) =>
      seen[command].tells ? [] : [`${command} does not tell ${status}: ${seen[command].log}`],
    ),
    ...(seen.doctor.code === (isThere ? 0 : 1) ? [] : [`doctor ended with ${seen.doctor.code}: ${seen.doctor.log}`]),
    ...(!isThere || status.endsWith('IN_PROGRESS') || after === status ? [] : [`afterwards it is ${after}`]),
  ];
}

/** A cell of the table. */
export function wordsOf(command, told) {
  if (command !== 'look') return `${told.did}${told.did === 'wait' ? '' : told.code === 0 ? ' → green' : ' → red'}`;
  return Object.entries(told.seen)
    .map(([name, { outcome, code }]) => `${name}: ${outcome ?? code}`)
    .join(', ');
}
