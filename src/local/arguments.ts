import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Arguments {
  readonly port: number;
  readonly state: string;
  readonly scale: number;
  readonly region: string;
  /** File of a fault plan. */
  readonly faults?: string;
  /** Directory tree that instances boot as machines. */
  readonly machineImage?: string;
}

/** How the program is called. */
export const usage = `Usage: node dist/local/index.js [--port N] [--state DIR] [--scale N] [--region R] [--faults FILE] [--machine-image DIR]

  --port N      port on 127.0.0.1; 0 takes a free one (4566)
  --state DIR   where the cloud keeps its state (.beanpole/cloud)
  --scale N     AWS seconds that pass in one real second, 0.1 to 1000 (1)
  --region R    the region that the cloud is (us-east-1)
  --faults FILE calls that shall fail, as docs/local-cloud.md tells (none)
  --machine-image DIR
                instances are systemd-nspawn machines that boot this tree, as docs/local-cloud.md tells (none: they are processes)
`;

/** Reads the command line. All mistakes are told together, each with what would be right. */
export function readArguments(words: readonly string[]): Arguments | { readonly mistakes: readonly string[] } {
  const mistakes: string[] = [];
  const given = parsed(words, mistakes);
  const number = (
    name: 'port' | 'scale',
    fallback: number,
    accepts: { fits: (value: number) => boolean; words: string },
  ) => {
    const text = given[name];
    const value = text === undefined ? fallback : Number(text);
    if (text?.trim() === '' || !accepts.fits(value))
      mistakes.push(`--${name} must be ${accepts.words}, not '${text}'.`);
    return value;
  };
  const port = number('port', 4566, {
    fits: (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
    words: 'a whole number from 0 to 65535',
  });
  const scale = number('scale', 1, {
    fits: (value) => value >= 0.1 && value <= 1000,
    words: 'a number from 0.1 to 1000',
  });
  const { state = '.beanpole/cloud', region = 'us-east-1', faults, 'machine-image': image } = given;
  if (state.trim() === '') mistakes.push('--state must name a directory.');
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region))
    mistakes.push(`--region must be a region of AWS such as eu-central-1, not '${region}'.`);
  if (image?.trim() === '') mistakes.push('--machine-image must name a directory.');
  const plan = { ...(faults !== undefined && { faults }), ...(image !== undefined && { machineImage: image }) };
  return mistakes.length > 0 ? { mistakes } : { port, state, scale, region, ...plan };
}

type Given = Readonly<Partial<Record<'port' | 'state' | 'scale' | 'region' | 'faults' | 'machine-image', string>>>;

function parsed(words: readonly string[], mistakes: string[]): Given {
  const option = { type: 'string' } as const;
  try {
    const options = {
      port: option,
      state: option,
      scale: option,
      region: option,
      faults: option,
      'machine-image': option,
    };
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    mistakes.push(error instanceof Error ? error.message : String(error));
    return {};
  }
}
