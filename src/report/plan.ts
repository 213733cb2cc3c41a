import type { Change } from '../deploy/ports.ts';
import type { Cost } from '../plan/cost.ts';
import { prices } from '../plan/prices.ts';
import { changeLineOf, type SettingChange } from '../settings/changes.ts';
import type { Ended } from './ended.ts';
import type { Descriptions } from './lines.ts';
import { fenced } from './markdown.ts';

/** What a deploy would do, all of it. */
export interface Planned {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  readonly wanted: string;
  readonly live: string | undefined;
  readonly steps: readonly string[];
  readonly settings: PlannedSettings;
  readonly changes: PlannedChanges;
  readonly before: Cost | undefined;
  readonly after: Cost;
  /** US dollars a month of what the environments of the application share. */
  readonly shared: number;
  readonly descriptions: Descriptions;
}

/** Which settings are others than those in force. */
export type PlannedSettings =
  | { readonly kind: 'new' }
  | { readonly kind: 'compared'; readonly changes: readonly SettingChange[] }
  /** What is in force could not be read. */
  | { readonly kind: 'unknown'; readonly why: string };

/** What CloudFormation says would change in the compute stack. */
export type PlannedChanges =
  | { readonly kind: 'new'; readonly resources: number }
  | { readonly kind: 'same' }
  | { readonly kind: 'changes'; readonly changes: readonly Change[] }
  /** It could not be asked. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The lines of a plan below the settings, as the log and the comment both show them. */
export function planLines(plan: Planned): readonly string[] {
  return [
    ...settingLines(plan),
    ...changeLines(plan),
    ...plan.steps.map((step, index) => `${index + 1}. ${step}`),
    ...costLines(plan),
  ];
}

/** The end of `plan`. */
export function endOfPlan(plan: Planned, provenance: object): Ended {
  const { application, environment, wanted, live, settings, changes, before, after, shared } = plan;
  const text = live === wanted ? `Version ${live} is live already.` : `${wanted} would replace ${live ?? 'nothing'}.`;
  const result = {
    wanted,
    live,
    changes,
    steps: plan.steps,
    cost: { before, after, shared, asOf: prices.asOf },
    settings: provenance,
    settingChanges: settings.kind === 'compared' ? settings.changes : undefined,
  };
  return {
    verdict: 'good',
    text,
    outputs: {
      outcome: 'planned',
      application,
      environment,
      ...(live === undefined ? {} : { version: live }),
      result: JSON.stringify({ schema: 1, outcome: 'planned', application, environment, ...result }),
    },
    summary: [`### 📋 Plan for \`${environment}\``, text, ...sections(plan)].join('\n\n').concat('\n'),
  };
}

function sections(plan: Planned): readonly string[] {
  const list = (lines: readonly string[], mark: (index: number) => string) =>
    lines.map((line, index) => `${mark(index)} ${line}`).join('\n');
  return [
    `**Settings**\n\n${settingsSection(plan)}`,
    `**Resources**\n\n${list(changeLines(plan), () => '-')}`,
    `**What would happen**\n\n${list(plan.steps, (index) => `${index + 1}.`)}`,
    `**Cost**\n\n${list(costLines(plan), () => '-')}`,
  ];
}

/** What users wrote stands in a block, where it cannot be taken for Markdown. */
function settingsSection(plan: Planned): string {
  const { settings } = plan;
  const lines = settingLines(plan);
  if (settings.kind !== 'compared' || settings.changes.length === 0) return `- ${lines.join('\n- ')}`;
  return `${fenced(settings.changes.map(changeLineOf).join('\n')).trimEnd()}\n\n${others}.`;
}

const others = 'That is compared with what runs; settings that leave no trace there, as `deploy.limit`, are not listed';

function settingLines({ settings }: Planned): readonly string[] {
  switch (settings.kind) {
    case 'new':
      return ['every setting is new'];
    case 'unknown':
      return [`which settings would change is not known: ${settings.why}`];
    case 'compared':
      if (settings.changes.length === 0) return ['no setting would change, as far as what runs tells'];
      return [...settings.changes.map((change) => `setting ${changeLineOf(change)}`), others];
  }
}

function changeLines({ changes, descriptions }: Planned): readonly string[] {
  switch (changes.kind) {
    case 'new':
      return [`the environment does not exist: ${changes.resources} resources would be made`];
    case 'same':
      return ['no resource would change'];
    case 'unknown':
      return [`what would change is not known: ${changes.why}`];
    case 'changes':
      return changes.changes.map((change) => changeLine(change, descriptions));
  }
}

function changeLine({ action, logicalId, type, replacement }: Change, descriptions: Descriptions): string {
  const what = `${logicalId} (${descriptions[logicalId] ?? type})`;
  if (action === 'Add') return `${what} would be made`;
  if (action === 'Remove') return `${what} would be removed`;
  if (replacement === 'True') return `${what} would be replaced: a new one is made, then this one is removed`;
  if (replacement === 'Conditional')
    return `${what} would be changed, and perhaps replaced: that depends on other changes`;
  return `${what} would be changed where it is`;
}

function costLines({ before, after, shared, region }: Planned): readonly string[] {
  const source = `prices of ${prices.region}, ${prices.asOf}${region === prices.region ? '' : `; those of ${region} differ`}`;
  const now = before === undefined ? [] : [`now: ${dollars(before)} a month`];
  const network =
    shared === 0
      ? []
      : [`the network that the environments share: ${shared.toFixed(2)} USD a month, without what it carries`];
  return [...now, `then: ${dollars(after)} a month (${source}), without ${after.without.join(', ')}`, ...network];
}

function dollars({ from, to }: Cost): string {
  return from === to ? `${from.toFixed(2)} USD` : `${from.toFixed(2)} to ${to.toFixed(2)} USD`;
}
