import { inPlace } from './in-place.js';
import { replacement } from './replacement.js';
import { firstBoot } from './first-boot.js';
import { cutOff } from './cut-off.js';

/** What npm run lab plays, in this order. `play` gives what was not as it must be, one text each; a `long` one is played only when it is named. */
export const scenes = [replacement, inPlace, cutOff, firstBoot];
