import { choices } from './choices.js';

/** The kinds of environments, in the order of their columns. */
const kinds = [
  ['web', 'single-instance'],
  ['web', 'high-availability'],
  ['worker', 'single-instance'],
  ['worker', 'high-availability'],
];
const stacks = {
  application: 'The application stack, `<application>`: what its environments share',
  data: 'The data stack, `<application>-<environment>-data`: what outlives its instances',
  compute: 'The compute stack, `<application>-<environment>`: what runs a version',
};

const capital = (name) => name.charAt(0).toUpperCase() + name.slice(1);
/** Names that the choices give to processes and rules, as logical ids have them. */
const chosen = (key) =>
  [...new Set(Object.values(choices.front).flatMap((choice) => Object.keys(choice[key] ?? {})))].map(capital).join('|');

/** What is there once for each schedule, process, listener or rule is told once. */
const repeated = [
  [/^(Schedule|SlotBSchedule|SshIngress)\d+$/, '$1<n>'],
  [/^Listener\d+$/, 'Listener<port>'],
  [/^NotificationTo[0-9a-f]{12}$/, 'NotificationTo<digest>'],
  [new RegExp(`^(TargetGroup|InstanceIngress)(${chosen('processes')})$`), '$1<Process>'],
  [new RegExp(`^Rule(${chosen('rules')})$`), 'Rule<Rule>'],
  [new RegExp(`^Rule(${chosen('rules')})At\\d+$`), 'Rule<Rule>At<port>'],
];

/**
 * Every resource that templates hold: where, what it is, and in which of the kinds of environments it is always there or there when settings ask for it.
 *
 * @param {ReturnType<typeof import('./every.js').everyTemplate>} made
 */
export function resourcesIn({ all, templates }) {
  const found = new Map();
  for (const { stack, text, of } of templates) {
    for (const [id, { Type, Metadata }] of Object.entries(JSON.parse(text).Resources)) {
      if (isUsers(id)) continue;
      const name = repeated.reduce((known, [form, name]) => known.replace(form, name), id);
      const known = found.get(`${stack} ${name}`) ?? {
        stack,
        id: name,
        types: new Set(),
        says: new Set(),
        in: new Set(),
      };
      known.types.add(Type);
      known.says.add(name.includes('<') ? anyOf(Metadata.Description) : Metadata.Description);
      for (const one of of) known.in.add(one);
      found.set(`${stack} ${name}`, known);
    }
  }
  const rowsOf = ([tier, mode]) => all.filter(({ settings }) => settings.tier === tier && settings.mode === mode);
  return [...found.values()].sort(byName).map(({ stack, id, types, says, in: there }) => ({
    stack,
    id,
    types: [...types],
    says: [...says].sort(),
    kinds: kinds.map((kind) => {
      const rows = rowsOf(kind);
      const count = rows.filter((row) => there.has(row)).length;
      if (count === 0) return 'never';
      return count === rows.length ? 'always' : 'asked';
    }),
  }));
}

/** What a resource that is there several times says of itself, whichever of them it is. */
function anyOf(says) {
  return says
    .replace(/port \d+/, 'its port')
    .replace(/"[a-z]+"/g, 'of its name')
    .replace(/at \d.*$/, 'at its times');
}

/** docs/resources.md, from the templates themselves. */
export function resourcesPage(made) {
  const all = resourcesIn(made);
  const tables = Object.entries(stacks).flatMap(([stack, title]) => {
    const rows = all.filter((one) => one.stack === stack).map((one) => [...described(one), ...signsOf(one)]);
    const columns = stack === 'application' ? ['there'] : kinds.map(([tier, mode]) => `${tier}, ${mode}`);
    const head = ['logical id', 'type', 'what it is', ...columns];
    const line = head.map((_, at) => (at < 3 ? '---' : ':-:'));
    return [`## ${title}`, '', ...[head, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`), ''];
  });
  return [...introduction(made.all.length), ...tables].join('\n');
}

function described({ id, types, says }) {
  return [`\`${id}\``, types.map((type) => `\`${type}\``).join(', '), says.join('; or: ')];
}

/** What all environments share has one sign: it is the same stack, whichever of them asks for it. */
function signsOf({ stack, kinds: where }) {
  const signs = { always: '●', asked: '○', never: '' };
  if (stack !== 'application') return where.map((kind) => signs[kind]);
  return [where.every((kind) => kind === 'always') ? signs.always : signs.asked];
}

function introduction(count) {
  return [
    '# Every resource, by its logical id',
    '',
    `Written by \`npm run docs\` from the templates of ${count} settings, in which every pair of choices that can stand together does; a test holds it. ● always there, ○ there when the`,
    'settings ask for it (a database, a name, a schedule) or when the policy needs it. The names are stable: `resources.<logical id>` in the settings writes over any property',
    '([how](settings.md)), and a test fails when one vanishes. `command: export` prints the templates of your own settings.',
    '',
    'Under `deploy.policy: blue-green`, and canary with traffic, what each slot has of its own is there twice: once under its usual name, once as `SlotB…`; what you write over the former',
    'holds in both.',
    '',
  ];
}

/** What the choices bring as a resource of a user's own. */
function isUsers(id) {
  return Object.values(choices.more).some(({ resources = {} }) => id in resources);
}

function byName(one, other) {
  const order = Object.keys(stacks);
  return order.indexOf(one.stack) - order.indexOf(other.stack) || (one.id < other.id ? -1 : 1);
}
