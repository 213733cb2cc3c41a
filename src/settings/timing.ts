/** Seconds that a new instance needs before its application starts: boot, Node.js, the agent, the bundle. */
export const startUp = 120;

/** Seconds that the command of `deploy.once` has, the wait for another instance that runs it included: what a batch's time leaves beside the rest of a boot. */
export function onceTimeout({ timeout, deadline }: { readonly timeout: number; readonly deadline: number }): number {
  return timeout - deadline - startUp;
}
