import type { S3Client } from '@aws-sdk/client-s3';
import type { Evidence, FailureReport } from '../deploy/ports.ts';
import type { Clients } from './clients.ts';
import { attempt } from './failures.ts';

/** Failure reports in the artifact bucket. */
export function makeEvidence(clients: Pick<Clients, 's3'>): Evidence {
  return {
    async failureReports(bucket, prefix) {
      const { paginateListObjectsV2 } = await import('@aws-sdk/client-s3');
      const client = await clients.s3();
      const keys: string[] = [];
      await attempt('to list what failed instances left', async () => {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key?.endsWith('.json') ? [Key] : [])));
        }
      });
      const reports = await Promise.all(keys.map((key) => read(client, bucket, key)));
      return reports.filter((report) => report !== undefined);
    },
  };
}

async function read(client: S3Client, bucket: string, key: string): Promise<FailureReport | undefined> {
  const { GetObjectCommand } = await import('@aws-sdk/client-s3');
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return parsed((await answer.Body?.transformToString()) ?? '');
  } catch {
    // One report that cannot be read must not hide the others.
    return undefined;
  }
}

/** An instance that died while it wrote, or an agent of another version, may have left anything. */
function parsed(text: string): FailureReport | undefined {
  const report: unknown = JSON.parse(text);
  const isReport =
    typeof report === 'object' && report !== null && 'instance' in report && 'reason' in report && 'at' in report;
  return isReport ? { lastLines: [], ...(report as Omit<FailureReport, 'lastLines'>) } : undefined;
}
