import { BeanpoleError } from '../../errors.ts';

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** Throws with the place in the manifest, and what is wrong there. */
export function refuse(where: string, why: string): never {
  throw new BeanpoleError('settings', `aws-windows-deployment-manifest.json: ${where} ${why}.`, {
    fix: 'The members are those of the deployment manifest of Elastic Beanstalk, version 1.',
  });
}

/** An object's members. */
export function members(value: unknown, where: string): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  return refuse(where, 'must be an object');
}

/** Refuses what nobody would read. */
export function only(from: Members, where: string, known: readonly string[]): void {
  const stranger = Object.keys(from).find((name) => !known.includes(name));
  if (stranger !== undefined)
    refuse(where, `has an unknown member "${stranger}"; known are ${known.join(', ') || 'none'}`);
}

/** A text that must be there. */
export function textOf(from: Members, name: string, where: string): string {
  return optionalText(from, name, where) ?? refuse(`${where}.${name}`, 'is missing');
}

/** A text, when it is there. */
export function optionalText(from: Members, name: string, where: string): string | undefined {
  const value = from[name];
  if (value === undefined) return undefined;
  return typeof value === 'string' && value !== '' ? value : refuse(`${where}.${name}`, 'must be a text');
}

/** True or false, false when it is not there. */
export function truth(from: Members, name: string, where: string): boolean {
  const value = from[name] ?? false;
  return typeof value === 'boolean' ? value : refuse(`${where}.${name}`, 'must be true or false');
}

/** A whole number, when it is there. */
export function optionalNumber(from: Members, name: string, where: string): number | undefined {
  const value = from[name];
  if (value === undefined) return undefined;
  return Number.isInteger(value) ? (value as number) : refuse(`${where}.${name}`, 'must be a whole number');
}
