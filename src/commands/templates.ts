import { type PlatformName, platforms } from '../platforms/index.ts';
import type { Platform } from '../platforms/platform.ts';
import { type HostWishes, references } from '../template/context.ts';
import { checkLimits } from '../template/limits.ts';
import { render, templateDigest } from '../template/render.ts';
import { problemsOfOwn, synthesizeAll } from '../template/synthesize.ts';
import type { Template } from '../template/template.ts';
import type { OwnProblem } from '../template/own.ts';
import { placeOf } from '../settings/layer.ts';
import type { Provenance } from '../settings/provenance.ts';
import type { Settings } from '../settings/settings.ts';
import { BeanpoleError } from '../errors.ts';
import type { Descriptions } from '../report/lines.ts';

/** The templates of an environment as text, and what their resources say of themselves. */
export interface Templates {
  readonly application: string;
  readonly data?: string;
  readonly compute: string;
  readonly computeDigest: string;
  readonly descriptions: Descriptions;
}

/** Settings, and where each came from. */
export interface Understood {
  readonly settings: Settings;
  readonly provenance: Provenance;
}

/**
 * Settings → templates: equal settings, equal bytes. The platform is the one that the source was found to be; until it has been looked at, the one that
 * the settings name.
 */
export function synthesize(
  { settings, provenance }: Understood,
  platform: string | undefined = settings.platform.name,
): Templates {
  const context = { ...settings, ...references(settings.variables), ...hostOf(platform) };
  refuseOwn(problemsOfOwn(context), provenance);
  const { application, data, compute } = synthesizeAll(context);
  for (const template of [application, data, compute]) refuseOverLimits(template);
  return {
    application: render(application),
    ...(data === undefined ? {} : { data: render(data) }),
    compute: render(compute),
    computeDigest: templateDigest(compute),
    descriptions: Object.assign({}, ...[application, data, compute].map(descriptionsIn)),
  };
}

/** What the platform asks of its machine. */
function hostOf(name: string | undefined): { readonly host?: HostWishes } {
  const platform: Platform | undefined = platforms[name as PlatformName];
  if (platform === undefined) return {};
  return { host: { system: platform.system, containers: platform.containers ?? false } };
}

/** What the user writes over the templates is only understood once they are there. */
function refuseOwn(found: readonly OwnProblem[], provenance: Provenance): void {
  if (found.length === 0) return;
  const problems = found.map(({ path, message, fix }) => {
    const key = Object.keys(provenance).find((known) => path === known || path.startsWith(`${known}.`));
    const source = key === undefined ? undefined : provenance[key];
    return { where: source === undefined ? path : placeOf(source, path), message, fix };
  });
  throw new BeanpoleError('settings', 'The resources of your own do not fit the templates.', {
    problems,
    fix: 'Correct what is listed and run again; nothing was touched. `command: export` shows the templates.',
  });
}

/** CloudFormation would refuse it too, but only after the run has begun. */
function refuseOverLimits(template: Template | undefined): void {
  const problems = template === undefined ? [] : checkLimits(template);
  if (problems.length === 0) return;
  throw new BeanpoleError('template', `The template "${template?.Description}" is over limits of AWS.`, {
    problems: problems.map((message) => ({ where: 'template', message })),
    fix: 'Fewer or shorter tags, variables or subnets make it smaller. If that is not it, please report this.',
  });
}

function descriptionsIn(template: Template | undefined): Descriptions {
  const resources = Object.entries(template?.Resources ?? {});
  return Object.fromEntries(resources.map(([id, { Metadata }]) => [id, String(Metadata['Description'])]));
}
