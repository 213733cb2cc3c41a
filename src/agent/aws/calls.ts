import type { Aws, AwsRequest, ServiceName } from './client.ts';

const versions = {
  autoscaling: '2011-01-01',
  cloudformation: '2010-05-15',
  ec2: '2016-11-15',
  elasticloadbalancing: '2015-12-01',
} as const satisfies Partial<Record<ServiceName, string>>;

/** The name in front of an operation, and the version of the JSON protocol. */
const targets = {
  logs: { name: 'Logs_20140328', version: '1.1' },
  secretsmanager: { name: 'secretsmanager', version: '1.1' },
  sqs: { name: 'AmazonSQS', version: '1.0' },
  ssm: { name: 'AmazonSSM', version: '1.1' },
} as const satisfies Partial<Record<ServiceName, { readonly name: string; readonly version: string }>>;

/** A call in the query protocol; the answer is XML. */
export function query(
  aws: Aws,
  service: keyof typeof versions,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const body = new URLSearchParams({ Action: action, Version: versions[service], ...parameters }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const url = `${aws.endpoint(service)}/`;
  return aws.send({ service, method: 'POST', url, headers, body }, (response) => response.text());
}

/** A call in the JSON protocol. The caller says what it expects: AWS's own model is the contract. */
export function call<T>(
  aws: Aws,
  service: keyof typeof targets,
  action: string,
  input: Readonly<Record<string, unknown>>,
  how: Pick<AwsRequest, 'patience' | 'silenceMs' | 'signal'> = {},
): Promise<T> {
  const { name, version } = targets[service];
  const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${name}.${action}` };
  const url = `${aws.endpoint(service)}/`;
  const request = { service, method: 'POST', url, headers, body: JSON.stringify(input), ...how } as const;
  return aws.send(request, async (response) => (await response.json()) as T);
}
