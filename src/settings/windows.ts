import { BeanpoleError, type Problem } from '../errors.ts';
import type { Settings } from './settings.ts';

/** GiB of AWS's images of Windows Server: a smaller disk cannot be made of them. */
const leastVolume = 30;

/** What is wrong if it is so. */
interface Refusal extends Problem {
  readonly isSo: boolean;
}

/** Throws `settings` with everything that Windows Server cannot do: known only once the source is known to be for it. */
export function checkForWindows(settings: Settings): void {
  const all = [...ofTheDeploy(settings), ...ofTheMachine(settings), ...ofTheDoor(settings)];
  const found = all.flatMap(({ isSo, ...problem }): readonly Problem[] => (isSo ? [problem] : []));
  if (found.length === 0) return;
  throw new BeanpoleError('settings', 'The settings do not fit Windows Server.', {
    problems: found,
    fix: 'Correct what is listed and run again; nothing was touched.',
  });
}

function ofTheDeploy({ tier, mode, deploy, worker }: Settings): readonly Refusal[] {
  return [
    {
      isSo: tier === 'worker' || worker !== undefined,
      where: 'tier',
      message: 'There is no worker tier on Windows.',
      fix: 'Use a platform on Linux for workers.',
    },
    {
      isSo: deploy.policy === 'in-place',
      where: 'deploy.policy',
      message: 'On Windows a version comes with instances of its own, not in-place.',
      fix: 'Choose another policy, as rolling-with-additional-batch.',
    },
    {
      isSo: mode === 'single-instance' && deploy.bake > 0,
      where: 'deploy.bake',
      message: 'On one Windows instance nobody counts the answers of a version that has the address.',
      fix: 'Write "deploy: {bake: 0}", or "mode: high-availability", where alarms judge.',
    },
  ];
}

function ofTheMachine({ instances, tracing, logs }: Settings): readonly Refusal[] {
  const { architecture, type, volume, sshFrom = [] } = instances;
  return [
    {
      isSo: architecture === 'arm64',
      where: 'instances.type',
      message: `AWS has no Windows Server for arm64, which "${type}" is.`,
      fix: 'Choose a type of x86_64, as t3.medium.',
    },
    {
      isSo: volume < leastVolume,
      where: 'instances.volume',
      message: `AWS's images of Windows Server need ${leastVolume} GiB, and the root volume has ${volume}.`,
      fix: `Write "instances: {volume: 50}".`,
    },
    {
      isSo: sshFrom.length > 0,
      where: 'instances.ssh-from',
      message: "Nothing answers SSH on AWS's images of Windows Server.",
      fix: 'Remove it: a shell, and Remote Desktop through a tunnel, come by Systems Manager.',
    },
    {
      isSo: tracing !== undefined,
      where: 'tracing',
      message: 'Nothing on Windows is set up to take traces.',
      fix: 'Remove it, and bring the CloudWatch agent along in the image or by a package of .ebextensions.',
    },
    {
      isSo: logs !== undefined,
      where: 'logs.stream',
      message: 'Nothing on Windows is set up to send log lines.',
      fix: 'Remove it, and bring the CloudWatch agent along in the image or by a package of .ebextensions.',
    },
  ];
}

function ofTheDoor({ tls, processes = {}, staticFiles }: Settings): readonly Refusal[] {
  return [
    {
      isSo: tls?.acme !== undefined,
      where: 'tls.acme',
      message: 'No certificate is fetched for IIS: on one Windows instance there is plain HTTP alone.',
      fix: 'Write "mode: high-availability", where the load balancer has the certificate.',
    },
    {
      isSo: Object.keys(processes).length > 0,
      where: 'processes',
      message: 'On Windows the door is IIS at port 80, and no other port is proven or opened.',
      fix: 'Remove processes, and let a site or an application at a path of port 80 answer.',
    },
    {
      isSo: Object.keys(staticFiles).length > 0,
      where: 'static-files',
      message: 'IIS serves static files by itself.',
      fix: 'Remove static-files.',
    },
  ];
}
