import { ownDatabase, outsideDatabase } from '../data.ts';
import { engines, isArm, majorOf } from '../engines.ts';
import { isGiven, type Resolved, valueAt } from '../resolve.ts';
import type { DatabaseEngine } from '../data-settings.ts';
import { cite, type Rule, type Verdict } from './rule.ts';

const members = [...ownDatabase, ...outsideDatabase, 'name'].map((member) => `database.${member}`);

/** What an engine can be asked for. With no engine named, only that is wrong. */
export const databaseRules: readonly Rule[] = [
  {
    reads: ['database.engine', ...members],
    judge: (settings) => {
      const found = members.find((path) => isGiven(settings, path));
      return found === undefined || valueAt(settings, 'database.engine') !== undefined
        ? undefined
        : { message: `${found} is set, but no database.engine.`, fix: 'Write database.engine, as in postgres.' };
    },
  },
  {
    reads: ['database.endpoint', 'database.secret', 'database.security-group'],
    judge: (settings) => {
      const [endpoint, secret] = ['database.endpoint', 'database.secret'].map((path) => isGiven(settings, path));
      if (endpoint === secret && (endpoint || !isGiven(settings, 'database.security-group'))) return undefined;
      const message = 'A database from outside has an address and a secret.';
      return { message, fix: 'Write database.endpoint and database.secret.' };
    },
  },
  {
    reads: ['database.endpoint', ...ownDatabase.map((member) => `database.${member}`)],
    judge: (settings) => {
      const found = ownDatabase.map((member) => `database.${member}`).find((path) => isGiven(settings, path));
      return found === undefined || !isGiven(settings, 'database.endpoint')
        ? undefined
        : { message: `${found} is for a database of its own, and database.endpoint for one from outside.` };
    },
  },
  own(['database.version'], (settings, engine) => {
    const version = valueAt(settings, 'database.version');
    if (version === undefined || majorOf(engine, version) !== undefined) return undefined;
    const fix = `Accepted: ${engines[engine].versions.join(', ')}, or a minor version of one of them.`;
    return { message: `"${version}" is not a version of ${engine} that is offered.`, fix };
  }),
  own(['database.class'], (settings, engine) => {
    const name = valueAt(settings, 'database.class');
    const { aurora, arm, class: usual } = engines[engine];
    if (name === undefined) return undefined;
    if (aurora) {
      const fix = 'Remove it; database.min-capacity and database.max-capacity bound the capacity.';
      return { message: `${engine} follows the load, it has no instance class.`, fix };
    }
    if (arm || !isArm(name)) return undefined;
    return { message: `${engine} does not run on the Graviton class ${name}.`, fix: `Write ${usual}, for example.` };
  }),
  own(['database.storage', 'database.max-storage'], (settings, engine) => {
    const size = valueAt(settings, 'database.storage');
    const most = valueAt(settings, 'database.max-storage');
    if (size === undefined && most === undefined) return undefined;
    if (engines[engine].aurora) return { message: `${engine} grows by itself, without a storage of its own.` };
    if (engines[engine].family === 'sqlserver' && Math.max(size ?? 20, most ?? 20) > 16_384) {
      return { message: 'SQL Server has 16384 GiB at most.', fix: 'Lower database.storage or database.max-storage.' };
    }
    // RDS refuses a limit that leaves less than a tenth to grow.
    if (most === undefined || most >= (size ?? 20) * 1.1) return undefined;
    const message = `${cite(settings, 'database.max-storage')} leaves less than a tenth above the ${size ?? 20} GiB of database.storage.`;
    return { message, fix: `Write ${Math.ceil((size ?? 20) * 1.1)} at least.` };
  }),
  own(['database.min-capacity', 'database.max-capacity'], (settings, engine) => {
    const min = valueAt(settings, 'database.min-capacity');
    const max = valueAt(settings, 'database.max-capacity');
    if (min === undefined && max === undefined) return undefined;
    if (!engines[engine].aurora) return { message: `Only aurora engines have capacity units, ${engine} has a class.` };
    const [least, most] = [min ?? 0.5, max ?? Math.max(4, min ?? 0)];
    if (most < 1) return { message: 'database.max-capacity is 1 at least.', fix: 'Raise it.' };
    return least <= most
      ? undefined
      : { message: `${cite(settings, 'database.min-capacity')} is more than database.max-capacity.` };
  }),
  own(['database.multi-az'], (settings, engine) =>
    valueAt(settings, 'database.multi-az') === true && !engines[engine].standby
      ? { message: `${engine} has no standby in another zone.`, fix: 'Remove database.multi-az.' }
      : undefined,
  ),
  own(['database.name'], (settings, engine) => {
    const name = valueAt(settings, 'database.name');
    const { family } = engines[engine];
    if (name === undefined) return undefined;
    if (family === 'sqlserver' && !isGiven(settings, 'database.endpoint')) {
      return {
        message: 'RDS makes no database in SQL Server.',
        fix: 'Remove database.name; make it with your schema.',
      };
    }
    if (family === 'oracle' && name.length > 8) {
      return { message: `"${name}" is longer than the 8 characters of Oracle.`, fix: 'Shorten database.name.' };
    }
    return undefined;
  }),
  {
    reads: ['network.data-subnets', 'network.vpc', 'database.engine', 'database.endpoint', 'cache.engine'],
    judge: (settings) => {
      const own = isGiven(settings, 'database.engine') && !isGiven(settings, 'database.endpoint');
      if (!(own || isGiven(settings, 'cache.engine')) || !isGiven(settings, 'network.vpc')) return undefined;
      if ((valueAt(settings, 'network.data-subnets')?.length ?? 0) >= 2) return undefined;
      const message = 'A database or a cache needs subnets in two zones at least.';
      return { message, fix: 'List two or more in network.data-subnets.' };
    },
  },
];

/** A rule that looks at keys of one engine. */
function own(
  paths: readonly string[],
  judge: (settings: Resolved, engine: DatabaseEngine) => Verdict | undefined,
): Rule {
  return {
    reads: [...paths, 'database.engine'],
    judge: (settings) => {
      const engine = valueAt(settings, 'database.engine');
      return engine === undefined ? undefined : judge(settings, engine);
    },
  };
}
