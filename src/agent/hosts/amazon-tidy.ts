import { insist, type Machine } from './machine.ts';

/** Images that were built for releases which are gone, and those that nobody can name any more. Docker keeps all that it is not told about. */
export async function removeImages(machine: Machine, home: string): Promise<void> {
  if ((await machine.run(['sh', '-c', 'docker info'])).code !== 0) return;
  await insist(machine, ['sh', '-c', script, 'sh', `${home}/releases`]);
}

/** Their names bear the sha256 of the bundle, as the directories of the releases do. */
const script = `docker image ls --format '{{.Repository}}:{{.Tag}}' | grep '^beanpole-' | while read -r image; do
  release=$(printf %s "$image" | grep -oE '[0-9a-f]{64}') || continue
  [ -d "$1/$release" ] || docker image rm "$image"
done
docker image prune --force`;
