import { BeanpoleError, type Problem } from '../errors.ts';
import type { Settings } from './settings.ts';

/** GiB of AWS's images of Windows Server: a smaller disk cannot be made of them. */
const leastVolume = 30;

/** Throws `settings` with everything that Windows Server cannot do: known only once the source is known to be for it. */
export function checkForWindows({ tier, mode, deploy, instances, worker, staticFiles }: Settings): void {
  const problems: readonly (Problem | undefined)[] = [
    tier === 'worker' || worker !== undefined
      ? { where: 'tier', message: 'There is no worker tier on Windows.', fix: 'Use a platform on Linux for workers.' }
      : undefined,
    deploy.policy === 'in-place'
      ? {
          where: 'deploy.policy',
          message: 'On Windows a version comes with instances of its own, not in-place.',
          fix: 'Choose another policy, as rolling-with-additional-batch.',
        }
      : undefined,
    mode === 'single-instance' && deploy.bake > 0
      ? {
          where: 'deploy.bake',
          message: 'On one Windows instance nobody counts the answers of a version that has the address.',
          fix: 'Write "deploy: {bake: 0}", or "mode: high-availability", where alarms judge.',
        }
      : undefined,
    instances.architecture === 'arm64'
      ? {
          where: 'instances.type',
          message: `AWS has no Windows Server for arm64, which "${instances.type}" is.`,
          fix: 'Choose a type of x86_64, as t3.medium.',
        }
      : undefined,
    instances.volume < leastVolume
      ? {
          where: 'instances.volume',
          message: `AWS's images of Windows Server need ${leastVolume} GiB, and the root volume has ${instances.volume}.`,
          fix: `Write "instances: {volume: 50}".`,
        }
      : undefined,
    Object.keys(staticFiles).length > 0
      ? { where: 'static-files', message: 'IIS serves static files by itself.', fix: 'Remove static-files.' }
      : undefined,
  ];
  const found = problems.filter((one) => one !== undefined);
  if (found.length === 0) return;
  throw new BeanpoleError('settings', 'The settings do not fit Windows Server.', {
    problems: found,
    fix: 'Correct what is listed and run again; nothing was touched.',
  });
}
