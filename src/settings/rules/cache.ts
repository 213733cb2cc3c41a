import { cacheVersions } from '../engines.ts';
import { isGiven, valueAt } from '../resolve.ts';
import type { Rule } from './rule.ts';

const members = ['version', 'serverless', 'node-type', 'nodes', 'max-storage'].map((member) => `cache.${member}`);

/** What an engine of a cache can be asked for. */
export const cacheRules: readonly Rule[] = [
  {
    reads: ['cache.engine', ...members],
    judge: (settings) => {
      const found = members.find((path) => isGiven(settings, path));
      return found === undefined || valueAt(settings, 'cache.engine') !== undefined
        ? undefined
        : { message: `${found} is set, but no cache.engine.`, fix: 'Write cache.engine, as in valkey.' };
    },
  },
  {
    reads: ['cache.version', 'cache.engine'],
    judge: (settings) => {
      const [engine, version] = [valueAt(settings, 'cache.engine'), valueAt(settings, 'cache.version')];
      if (engine === undefined || version === undefined || cacheVersions[engine].includes(version)) return undefined;
      const message = `"${version}" is not a version of ${engine} that is offered.`;
      return { message, fix: `Accepted: ${cacheVersions[engine].join(', ')}.` };
    },
  },
  {
    reads: ['cache.node-type', 'cache.nodes', 'cache.max-storage', 'cache.serverless'],
    judge: (settings) => {
      const serverless = valueAt(settings, 'cache.serverless') === true;
      const wrong = serverless ? ['cache.node-type', 'cache.nodes'] : ['cache.max-storage'];
      const found = wrong.find((path) => isGiven(settings, path));
      if (found === undefined) return undefined;
      const message = `${found} means nothing to a cache that is ${serverless ? '' : 'not '}serverless.`;
      return { message, fix: `Remove it, or write cache.serverless: ${!serverless}.` };
    },
  },
];
