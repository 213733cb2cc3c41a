import { failure } from '../failure.ts';
import type { Live } from '../live.ts';
import { amazonLinux, type Instance, nginxFile } from './amazon-linux.ts';
import type { Application, UpdateHost } from './host.ts';
import { insist } from './machine.ts';
import { removeImages } from './amazon-tidy.ts';
import { isFree } from './ports.ts';
import { slotOf, unitName } from './units.ts';

const watchMs = 500;

/** Amazon Linux while a release serves already: the next one gets the other slot, its own units and its own port. */
export function amazonUpdate(instance: Instance, live: Live): UpdateHost {
  const slot = live.slot === 'a' ? 'b' : 'a';
  const { keep: _, ...host } = amazonLinux({ ...instance, slot });
  let started: readonly string[] = [];
  return {
    ...host,
    settle: (serving) => settle(instance, serving, host),
    choosePort: (preferred) => freePort(preferred, live.port),
    start: async (application: Application) => {
      started = application.processes.map(({ name }) => unitName(name, slot));
      await host.start(application);
    },
    // The door is not this release's: it stays open.
    stop: async () => {
      if (started.length > 0) await insist(instance.machine, ['systemctl', 'stop', ...started]);
    },
    tidy: () => removeImages(instance.machine, instance.home),
    retire: async (former) => {
      await requestsEnd(instance, former);
      const units = former.processes.map((name) => unitName(name, former.slot));
      await insist(instance.machine, ['systemctl', 'stop', ...units]);
    },
  };
}

/** A release that was on trial is nobody's when its update has been killed: systemd keeps it, and so does nginx when the door had turned. */
async function settle(instance: Instance, live: Live, { openDoor }: Pick<UpdateHost, 'openDoor'>) {
  const { machine, journal } = instance;
  if (!(await machine.read(nginxFile)).includes(`127.0.0.1:${live.port}`)) {
    journal.say('An update that was cut off had turned the door; it leads to the release that serves again.');
    await openDoor(live);
    // What the release on trial has begun to answer it may end.
    await requestsEnd(instance, live);
  }
  const list = ['systemctl', 'list-units', '--all', '--plain', '--no-legend', '--type=service', 'beanpole-*'];
  const left = (await machine.run(list)).output
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    // A unit that another one is only ordered by is in the list, too, and cannot be stopped.
    .flatMap(([unit = '', load]) => (unit === '' || load === 'not-found' ? [] : [unit]))
    .filter((unit) => slotOf(unit) !== live.slot);
  if (left.length > 0) await insist(machine, ['systemctl', 'stop', ...left]);
}

/** After a reload nginx's old workers live for as long as they have requests under way, and no longer than the drain. */
async function requestsEnd({ machine, clock }: Instance, { drainMs }: Live): Promise<void> {
  const deadline = clock.now() + drainMs;
  const draining = ['pgrep', '--full', 'nginx: worker process is shutting down'];
  while (clock.now() < deadline && (await machine.run(draining)).code === 0) await clock.wait(watchMs);
}

const attempts = 20;

/** The port that is preferred, or one of the next: the release that serves keeps its own. */
async function freePort(preferred: number, taken: number): Promise<number> {
  for (let port = preferred; port < preferred + attempts; port++) {
    if (port !== taken && (await isFree(port))) return port;
  }
  throw failure(`No port from ${preferred} to ${preferred + attempts - 1} is free for the new release.`);
}
