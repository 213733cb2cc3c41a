import { canary } from './canary.ts';
import { key } from './key.ts';
import { duration } from './kinds.ts';

/** What a new version gets first, and what becomes of the former one. */
export const slotKeys = {
  'deploy.canary': key(
    canary,
    'Under the policy canary: the share of the instances that comes first, or of the requests (`traffic`), and the pause until the rest follows; 10 percent of the instances and 5m when nobody says. Several percents are steps with a pause after each, as in [10, 20, 40].',
  ),
  'deploy.keep': key(
    duration({ unit: 'm', min: 0, max: 180 }),
    'Under blue-green, or canary with traffic: how long the run keeps the former version up after the switch, for an instant rollback; 5m when nobody says.',
  ),
} as const;
