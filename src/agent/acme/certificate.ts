import { X509Certificate } from 'node:crypto';

/** Whether a certificate is of the name and has more than a third of its life before it. Time in milliseconds since the epoch. */
export function isFresh(chain: string, name: string, now: number): boolean {
  const read = certificateIn(chain);
  if (read === undefined || read.checkHost(name) === undefined) return false;
  const [from, to] = [Date.parse(read.validFrom), Date.parse(read.validTo)];
  return to - now > (to - from) / 3;
}

/** Whether it still proves the name at all. */
export function isGood(chain: string, name: string, now: number): boolean {
  const read = certificateIn(chain);
  return read !== undefined && read.checkHost(name) !== undefined && Date.parse(read.validTo) > now;
}

/** The first one of a chain is the environment's own. */
function certificateIn(chain: string): X509Certificate | undefined {
  try {
    return new X509Certificate(chain);
  } catch {
    return undefined;
  }
}
