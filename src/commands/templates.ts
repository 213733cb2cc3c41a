import { references } from '../template/context.ts';
import { render, templateDigest } from '../template/render.ts';
import { synthesizeApplication, synthesizeCompute, synthesizeData } from '../template/synthesize.ts';
import type { Template } from '../template/template.ts';
import type { Settings } from '../settings/settings.ts';
import type { Descriptions } from '../report/lines.ts';

/** The templates of an environment as text, and what their resources say of themselves. */
export interface Templates {
  readonly application: string;
  readonly data?: string;
  readonly compute: string;
  readonly computeDigest: string;
  readonly descriptions: Descriptions;
}

/** Settings → templates: equal settings, equal bytes. */
export function synthesize(settings: Settings): Templates {
  const context = { ...settings, ...references(settings.variables) };
  const application = synthesizeApplication(context);
  const data = synthesizeData(context);
  const compute = synthesizeCompute(context);
  return {
    application: render(application),
    ...(data === undefined ? {} : { data: render(data) }),
    compute: render(compute),
    computeDigest: templateDigest(compute),
    descriptions: Object.assign({}, ...[application, data, compute].map(descriptionsIn)),
  };
}

function descriptionsIn(template: Template | undefined): Descriptions {
  const resources = Object.entries(template?.Resources ?? {});
  return Object.fromEntries(resources.map(([id, { Metadata }]) => [id, String(Metadata['Description'])]));
}
