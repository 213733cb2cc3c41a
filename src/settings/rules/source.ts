import { platforms } from '../../platforms/index.ts';
import { isGiven, membersAt, valueAt } from '../resolve.ts';
import type { Rule } from './rule.ts';
import { maxTags } from '../schema.ts';

/** What is deployed, and under which names. */
export const sourceRules: readonly Rule[] = [
  required('application', 'Write application: in the file, or give the input application.'),
  required('environment', 'Write environment: in the file, or give the input environment.'),
  required('region', 'Write region: in the file, give the input aws-region, or set AWS_REGION.'),
  {
    reads: ['platform.version', 'platform.name'],
    judge: (settings) => {
      const name = valueAt(settings, 'platform.name');
      const version = valueAt(settings, 'platform.version');
      const offered = name === undefined ? [] : platforms[name].versions.map((one) => one.version);
      return version === undefined || name === undefined || offered.includes(version)
        ? undefined
        : {
            message: `"${version}" is not a version of ${name} that is offered.`,
            fix: `Accepted: ${offered.join(', ')}.`,
          };
    },
  },
  {
    reads: ['build', 'artifact'],
    judge: (settings) =>
      isGiven(settings, 'artifact') && isGiven(settings, 'build')
        ? { message: 'An artifact is deployed as it is, so nothing would be built.', fix: 'Remove build or artifact.' }
        : undefined,
  },
  {
    reads: ['source', 'artifact'],
    judge: (settings) =>
      isGiven(settings, 'artifact') && isGiven(settings, 'source')
        ? { message: 'An artifact is deployed in place of the source tree.', fix: 'Remove source or artifact.' }
        : undefined,
  },
  {
    reads: ['tags'],
    judge: (settings) => {
      const count = Object.keys(membersAt(settings, 'tags')).length;
      return count > maxTags
        ? { message: `There are ${count} tags.`, fix: `Accepted: at most ${maxTags}; AWS takes 50, and some are ours.` }
        : undefined;
    },
  },
];

function required(path: 'application' | 'environment' | 'region', fix: string): Rule {
  return {
    reads: [path],
    judge: (settings) => (valueAt(settings, path) === undefined ? { message: `No ${path} is set.`, fix } : undefined),
  };
}
