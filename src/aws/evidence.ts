import type { S3Client } from '@aws-sdk/client-s3';
import type { Evidence, FailureReport, StartReport } from '../deploy/ports.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** What instances left in the artifact bucket. */
export function makeEvidence(clients: Pick<Clients, 's3'>): Evidence {
  return {
    async failureReports(bucket, prefix) {
      const left = await readAll(await clients.s3(), { bucket, prefix, since: 0 });
      return left.filter(isFailure).map((report) => ({ ...report, lastLines: report.lastLines ?? [] }));
    },
    async startReports(bucket, prefix, since) {
      return (await readAll(await clients.s3(), { bucket, prefix, since })).filter(isStart);
    },
  };
}

interface Place {
  readonly bucket: string;
  readonly prefix: string;
  /** Older ones are not even read, in milliseconds. */
  readonly since: number;
}

async function readAll(client: S3Client, { bucket, prefix, since }: Place): Promise<readonly unknown[]> {
  const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
  const keys: string[] = [];
  await attempt('to list what instances left', async () => {
    for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
      const fresh = (page.Contents ?? []).filter(({ LastModified }) => (LastModified?.getTime() ?? since) >= since);
      keys.push(...fresh.flatMap(({ Key }) => (Key?.endsWith('.json') ? [Key] : [])));
    }
  });
  return Promise.all(keys.map((key) => read(client, bucket, key)));
}

async function read(client: S3Client, bucket: string, key: string): Promise<unknown> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return JSON.parse((await answer.Body?.transformToString()) ?? '');
  } catch {
    // One report that cannot be read must not hide the others.
    return undefined;
  }
}

/** An instance that died while it wrote, or an agent of another version, may have left anything. */
function isFailure(report: unknown): report is Omit<FailureReport, 'lastLines'> & Partial<FailureReport> {
  return has(report, 'instance', 'reason', 'at');
}

function isStart(report: unknown): report is StartReport {
  return has(report, 'instance', 'steps', 'at') && Array.isArray((report as StartReport).steps);
}

function has(report: unknown, ...names: readonly string[]): boolean {
  return typeof report === 'object' && report !== null && names.every((name) => name in report);
}
