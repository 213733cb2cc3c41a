/** Seconds that a new instance needs before its application starts: boot, Node.js, the agent, the bundle. */
export const startUp = 120;

export interface BatchTime {
  /** Time of a batch. */
  readonly timeout: number;
  /** Of the health gate. */
  readonly deadline: number;
  /** Of a bake on the instance itself. */
  readonly bake: number;
}

/** Seconds that the command of `deploy.once` has, the wait for another instance that runs it included: what a batch's time leaves beside the rest of a boot. */
export function onceTimeout({ timeout, deadline, bake }: BatchTime): number {
  return timeout - deadline - startUp - bake;
}
