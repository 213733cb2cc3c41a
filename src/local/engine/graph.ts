/** Who waits for whom: for each node, the nodes that must be done first. */
export type Graph = Readonly<Record<string, readonly string[]>>;

/** The nodes in an order in which each comes after all that it waits for; equals keep the order in which they were given. */
export function inOrder(graph: Graph): string[] {
  const done = new Set<string>();
  const ordered: string[] = [];
  const visit = (node: string) => {
    if (done.has(node)) return;
    done.add(node);
    for (const first of graph[node] ?? []) visit(first);
    ordered.push(node);
  };
  for (const node of Object.keys(graph)) visit(node);
  return ordered;
}

/** The nodes that lie on or behind a circle, sorted; empty when there is none. */
export function circle(graph: Graph): string[] {
  const left = new Map(
    Object.entries(graph).map(([node, firsts]) => [node, new Set(firsts.filter((first) => first in graph))]),
  );
  for (;;) {
    const free = [...left].filter(([, firsts]) => firsts.size === 0).map(([node]) => node);
    if (free.length === 0) return [...left.keys()].sort();
    for (const node of free) {
      left.delete(node);
      for (const firsts of left.values()) firsts.delete(node);
    }
  }
}

/** The same nodes with every arrow turned round: what must go before what when everything is taken down. */
export function reversed(graph: Graph): Graph {
  const turned: Record<string, string[]> = Object.fromEntries(Object.keys(graph).map((node) => [node, []]));
  for (const [node, firsts] of Object.entries(graph)) {
    for (const first of firsts) turned[first]?.push(node);
  }
  return turned;
}

/**
 * Runs `work` for every node, each as soon as all that it waits for is done, the others meanwhile. When `halt` is aborted nothing new
 * starts; nor after a failure, unless the walk is to `continue` with what does not wait for the failed one. Settles when all that was
 * started has settled. Gives the nodes that failed, in the order of their failure.
 */
export async function walk(
  graph: Graph,
  work: (node: string) => Promise<void>,
  rules: { readonly halt: AbortSignal; readonly afterFailure: 'stop' | 'continue' },
): Promise<string[]> {
  const running = new Map<string, Promise<void>>();
  const done = new Set<string>();
  const failed: string[] = [];
  const waiting = new Set(Object.keys(graph));
  const isReady = (node: string) => (graph[node] ?? []).every((first) => done.has(first) || !(first in graph));
  const start = (node: string) => {
    waiting.delete(node);
    const settled = work(node)
      .then(() => void done.add(node))
      .catch(() => void failed.push(node))
      .then(() => void running.delete(node));
    running.set(node, settled);
  };
  for (;;) {
    const goesOn = !rules.halt.aborted && (failed.length === 0 || rules.afterFailure === 'continue');
    if (goesOn) for (const node of [...waiting].filter(isReady)) start(node);
    if (running.size === 0) return failed;
    await Promise.race(running.values());
  }
}
