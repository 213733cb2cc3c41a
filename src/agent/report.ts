import type { Aws } from './aws/client.ts';
import { upload } from './aws/s3.ts';
import type { FailureReport, InstanceDescription, StartReport } from './instance.ts';

/** Leaves the report of a failure and the complete log in the artifact bucket, where the action finds them. */
export async function uploadReport(
  aws: Aws,
  { bucket, environment, version }: InstanceDescription,
  { report, log }: { readonly report: FailureReport; readonly log: string },
): Promise<void> {
  const key = `environments/${environment}/failures/${version.label}/${report.instance}`;
  await upload(aws, { bucket, key: `${key}.log` }, log, 'text/plain; charset=utf-8');
  await upload(aws, { bucket, key: `${key}.json` }, `${JSON.stringify(report, null, 2)}\n`, 'application/json');
}

/** Leaves in the artifact bucket how long the steps of a good start took. */
export async function uploadStart(
  aws: Aws,
  { bucket, environment, version }: InstanceDescription,
  report: StartReport,
): Promise<void> {
  const key = `environments/${environment}/starts/${version.label}/${report.instance}.json`;
  await upload(aws, { bucket, key }, `${JSON.stringify(report, null, 2)}\n`, 'application/json');
}
