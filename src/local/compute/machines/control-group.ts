import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where systemd keeps its groups: of one hierarchy, or of both on a machine that has the old one too. */
const hierarchies = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd'];

/**
 * A command that runs `command` in control groups of its own, by the machine's name: two machines in one would each take the other's units, which have the same names,
 * for their own.
 */
export function inOwnGroup(machine: string, command: readonly string[]): readonly string[] {
  const script = `name=$1; shift
for root in ${hierarchies.join(' ')}; do
  if [ -e "$root/cgroup.procs" ]; then mkdir -p "$root/$name" && echo $$ > "$root/$name/cgroup.procs" || exit 1; fi
done
exec "$@"`;
  return ['sh', '-c', script, 'sh', groupOf(machine), ...command];
}

/** Removes the groups of a machine that is off. */
export function removeGroups(machine: string): void {
  for (const root of hierarchies) removeTree(join(root, groupOf(machine)));
}

function groupOf(machine: string): string {
  return `beanpole-${machine}`;
}

/** Its files belong to the kernel, and go with it. A group that still has a process stays. */
function removeTree(group: string): void {
  if (!existsSync(group)) return;
  try {
    for (const entry of readdirSync(group, { withFileTypes: true })) {
      if (entry.isDirectory()) removeTree(join(group, entry.name));
    }
    rmdirSync(group);
  } catch {
    // It is not empty yet, or gone by now.
  }
}
