import type { Ended } from '../report/ended.ts';
import type { World } from '../world.ts';
import { clone } from './clone.ts';
import { deploy } from './deploy.ts';
import { destroy } from './destroy.ts';
import { doctor } from './doctor.ts';
import { exportTemplates } from './export.ts';
import { health } from './health.ts';
import type { Command } from './index.ts';
import { logs } from './logs.ts';
import { plan } from './plan.ts';
import { promote } from './promote.ts';
import { prune } from './prune.ts';
import { rehearse } from './rehearse.ts';
import { restart } from './restart.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';
import { swap } from './swap.ts';
import { updatePlatform } from './update-platform.ts';

/** Every command and its story. */
export const stories: Readonly<Record<Command, (world: World) => Promise<Ended>>> = {
  deploy,
  plan,
  rollback,
  promote,
  'update-platform': updatePlatform,
  swap,
  clone,
  destroy,
  prune,
  logs,
  restart,
  status,
  health,
  doctor,
  export: exportTemplates,
  rehearse,
};
