import type { LogSettings } from './logs.ts';
import { previewOf } from './preview.ts';
import { type Resolved, valueAt } from './resolve.ts';
import { tracerFrom, type TracingSettings } from './tracing.ts';

/** Where traces and log lines go; nothing of what goes nowhere. */
export function observedFrom(resolved: Resolved): TracingSettings & { readonly logs?: LogSettings } {
  return { ...tracerFrom(valueAt(resolved, 'tracing')), ...logsFrom(resolved) };
}

function logsFrom(resolved: Resolved): { readonly logs?: LogSettings } {
  if (valueAt(resolved, 'logs.stream') !== true) return {};
  const isPreview = previewOf(valueAt(resolved, 'environment') ?? '') !== undefined;
  return {
    logs: {
      retention: valueAt(resolved, 'logs.retention') ?? 7,
      deletionPolicy: valueAt(resolved, 'logs.deletion-policy') ?? (isPreview ? 'delete' : 'retain'),
      files: valueAt(resolved, 'logs.files') ?? [],
    },
  };
}
