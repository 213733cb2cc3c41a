import { decide } from './decide.ts';
import { outlasting } from './outlast.ts';
import { attach, detour, goesOn, pursue, told } from './pursue.ts';
import { again } from './recover.ts';
import type { Target } from './request.ts';
import { conditionOf, takesVersions } from './status.ts';
import type { StackResult } from './verdict.ts';
import type { World } from './world.ts';

/**
 * Brings a stack that is there back to where its template and outputs are those that run: waits for others, undoes a failed update, goes on with a failed
 * rollback. Nothing that would have to be made anew is touched.
 */
export async function restore(target: Target, hasty: World): Promise<StackResult> {
  const world = outlasting(target.name, hasty);
  return pursue(target, world, async (turn) => {
    const { stack } = turn.sight;
    const condition = stack === undefined ? 'gone' : conditionOf(stack.status);
    if (stack === undefined || !takesVersions(condition)) return { kind: 'absent', name: target.name, events: [] };
    if (condition === 'settled') return { kind: 'unchanged', name: target.name, stack, events: [], before: stack };
    const step = told(decide(turn.sight, target.kind, 'present'), target.name, turn.sight, world);
    switch (step.kind) {
      case 'attach': {
        const result = await attach(target, step, world);
        if (goesOn(result)) return result;
        await turn.room.rest();
        return again;
      }
      case 'wait':
      case 'recover':
      case 'refuse':
        return detour(step, target, turn, world);
      case 'create':
      case 'update':
      case 'unchanged':
      case 'superseded':
        // Somebody else has brought it there meanwhile.
        return again;
    }
  });
}
