import { inPlace } from './in-place.js';
import { replacement } from './replacement.js';
import { cutOff } from './cut-off.js';

/** What npm run lab plays, in this order. `play` gives what was not as it must be, one text each. */
export const scenes = [replacement, inPlace, cutOff];
