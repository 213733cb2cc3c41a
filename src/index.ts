#!/usr/bin/env node
import { say } from './github/workflow-commands.ts';
import { version } from './version.ts';

// On GitHub a run says at once that it has begun, and as what: the rest takes longer to load than all of this.
if (process.env['GITHUB_ACTIONS'] === 'true') say(`Beanpole ${version} on Node.js ${process.versions.node}`);
await import('./program.ts');
