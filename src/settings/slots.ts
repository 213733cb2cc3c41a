import { type Resolved, valueAt } from './resolve.ts';

/** Minutes that the former version is kept up when nobody says. */
export const defaultKeep = 5;

/** Whether versions replace each other from slot to slot. */
export function slotted(settings: Resolved): boolean {
  const policy = valueAt(settings, 'deploy.policy');
  return policy === 'blue-green' || (policy === 'canary' && valueAt(settings, 'deploy.canary')?.traffic !== undefined);
}
