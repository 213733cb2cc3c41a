import type { LogSettings } from './logs.ts';
import type { NotificationSettings } from './notifications.ts';
import { previewOf } from './preview.ts';
import { type Resolved, valueAt } from './resolve.ts';
import { tracerFrom, type TracingSettings } from './tracing.ts';

/** What an environment tells of itself, and whom. */
type Observed = TracingSettings & { readonly logs?: LogSettings; readonly notifications?: NotificationSettings };

/** Where traces, log lines and alarms go; nothing of what goes nowhere. */
export function observedFrom(resolved: Resolved): Observed {
  return { ...tracerFrom(valueAt(resolved, 'tracing')), ...logsFrom(resolved), ...notificationsFrom(resolved) };
}

function notificationsFrom(resolved: Resolved): { readonly notifications?: NotificationSettings } {
  const [to, topic] = [valueAt(resolved, 'notifications.to'), valueAt(resolved, 'notifications.topic')];
  if (topic !== undefined) return { notifications: { kind: 'existing', topic } };
  return to === undefined ? {} : { notifications: { kind: 'own', to } };
}

function logsFrom(resolved: Resolved): { readonly logs?: LogSettings } {
  if (valueAt(resolved, 'logs.stream') !== true) return {};
  const isPreview = previewOf(valueAt(resolved, 'environment') ?? '') !== undefined;
  return {
    logs: {
      retention: valueAt(resolved, 'logs.retention') ?? 7,
      deletionPolicy: valueAt(resolved, 'logs.deletion-policy') ?? (isPreview ? 'delete' : 'retain'),
      files: valueAt(resolved, 'logs.files') ?? [],
      health: valueAt(resolved, 'logs.health') ?? false,
      metrics: valueAt(resolved, 'logs.metrics') ?? [],
    },
  };
}
