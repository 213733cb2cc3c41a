import type { Settings } from './settings.ts';

/** Keys that stand elsewhere in the settings than their paths say. */
export const dataMembers: Readonly<Record<string, (settings: Settings) => unknown>> = {
  'database.storage': (settings) => own(settings)?.storage?.size,
  'database.max-storage': (settings) => own(settings)?.storage?.most,
  'database.min-capacity': (settings) => own(settings)?.capacity?.min,
  'database.max-capacity': (settings) => own(settings)?.capacity?.max,
  'database.endpoint': ({ database }) =>
    database?.kind === 'outside' ? `${database.host}:${database.port}` : undefined,
  'load-balancer.shared': ({ loadBalancer }) => loadBalancer.guest?.balancer,
  'load-balancer.hosts': ({ loadBalancer }) => loadBalancer.guest?.hosts,
  'load-balancer.paths': ({ loadBalancer }) => loadBalancer.guest?.paths,
  'load-balancer.priority': ({ loadBalancer }) => loadBalancer.guest?.priority,
  'tls.acme': ({ tls }) => tls.acme?.directory,
  'tls.redirect': ({ tls }) => tls.acme?.redirect,
  'notifications.to': ({ notifications }) => (notifications?.kind === 'own' ? notifications.to : undefined),
  'logs.stream': ({ logs }) => logs !== undefined,
  'cache.serverless': ({ cache }) => cache?.size.kind === 'serverless',
  'cache.node-type': ({ cache }) => (cache?.size.kind === 'nodes' ? cache.size.type : undefined),
  'cache.nodes': ({ cache }) => (cache?.size.kind === 'nodes' ? cache.size.count : undefined),
  'cache.max-storage': ({ cache }) => (cache?.size.kind === 'serverless' ? cache.size.storage : undefined),
};

function own({ database }: Settings) {
  return database?.kind === 'own' ? database : undefined;
}
