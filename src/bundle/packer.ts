import { BeanpoleError } from '../errors.ts';

/** What is known of a Packer directory: its files, by their paths in it, and the text of a small one. */
export interface Templates {
  readonly files: readonly string[];
  read(path: string): string;
}

/** The commands that make an image of a directory, in their order; each is run in it. Throws `settings` when nothing says what to build. */
export function packerCommands(templates: Templates, platform: string | undefined): readonly (readonly string[])[] {
  const template = templateOf(templates, platform);
  const languages = templates.files.filter((path) => path.endsWith('.pkr.hcl') && !path.includes('/'));
  const plugins = template === '.' && languages.some((path) => /\brequired_plugins\b/.test(templates.read(path)));
  return [
    ...(plugins ? [['packer', 'init', '.']] : []),
    // For programs: with the id of the image in a place of its own.
    ['packer', 'build', '-machine-readable', template],
  ];
}

function templateOf({ files }: Templates, platform: string | undefined): string {
  if (platform !== undefined) {
    if (files.includes(platform)) return platform;
    throw new BeanpoleError('settings', `platform.yaml names the template "${platform}", which is not there.`, {
      fix: 'Name a file of its directory as provisioner.template.',
    });
  }
  if (files.some((path) => /^[^/]+\.pkr\.(hcl|json)$/.test(path))) return '.';
  const [only, ...more] = files.filter((path) => /^[^/]+\.json$/.test(path));
  if (only !== undefined && more.length === 0) return only;
  throw new BeanpoleError('settings', 'The directory of instances.packer does not say what Packer should build.', {
    fix: 'It takes *.pkr.hcl files, one *.json template, or a platform.yaml that names the template.',
  });
}

/** One line of `-machine-readable` output: a line of the log for people, a fact, or neither. */
export interface PackerLine {
  readonly says?: string;
  /** Image ids by region, of one artifact. */
  readonly images?: Readonly<Record<string, string>>;
}

/**
 * Reads a line: `time,target,type,data…`, where the data's own commas and ends of lines are written in another way
 * (https://developer.hashicorp.com/packer/docs/commands#machine-readable-output).
 */
export function packerLine(line: string): PackerLine {
  const [time = '', , type, ...data] = line.split(',');
  if (!/^\d{9,}$/.test(time)) return { says: line };
  if (type === 'ui') return { says: plain(data.slice(1).join(',')) };
  const [, what, id = ''] = data;
  if (type !== 'artifact' || what !== 'id') return {};
  const places = plain(id).split(',');
  const known = places.flatMap((place) => {
    const [, region, image] = /^([a-z0-9-]+):(ami-[0-9a-f]+)$/.exec(place) ?? [];
    return region === undefined || image === undefined ? [] : [[region, image] as const];
  });
  return { images: Object.fromEntries(known) };
}

function plain(data: string): string {
  return data.replaceAll('%!(PACKER_COMMA)', ',').replaceAll('\\r', '').replaceAll('\\n', '\n').trimEnd();
}

/** The one image that a build has made in a region. Throws when it made none there, or several. */
export function imageIn(region: string, made: readonly Readonly<Record<string, string>>[]): string {
  const ids = new Set(made.flatMap((one) => (one[region] === undefined ? [] : [one[region]])));
  const [image, ...more] = ids;
  if (image !== undefined && more.length === 0) return image;
  const elsewhere = [...new Set(made.flatMap((one) => Object.keys(one)))].filter((one) => one !== region);
  const found =
    more.length > 0
      ? `${ids.size} machine images in ${region}: ${[...ids].join(', ')}`
      : `no machine image in ${region}${elsewhere.length > 0 ? `, but in ${elsewhere.join(', ')}` : ''}`;
  throw new BeanpoleError('bundle', `Packer has made ${found}.`, {
    fix: `The template must make one image, with the builder amazon-ebs or its kin, in ${region}.`,
  });
}
