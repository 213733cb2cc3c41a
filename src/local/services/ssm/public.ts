import { createHash } from 'node:crypto';

/** Amazon's own parameters that name the newest image of a kind. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html */
const linux = [
  'al2023-ami-kernel-default-x86_64',
  'al2023-ami-kernel-default-arm64',
  'al2023-ami-kernel-6.1-x86_64',
  'al2023-ami-kernel-6.1-arm64',
  'al2023-ami-minimal-kernel-default-x86_64',
  'al2023-ami-minimal-kernel-default-arm64',
].map((name) => `/aws/service/ami-amazon-linux-latest/${name}`);

const windows = ['Windows_Server-2022-English-Full-Base', 'Windows_Server-2025-English-Full-Base'].map(
  (name) => `/aws/service/ami-windows-latest/${name}`,
);

/** The public parameters of this cloud, by name: image ids that are always the same here, and that no other cloud has. */
export const publicParameters: ReadonlyMap<string, string> = new Map(
  [...linux, ...windows].map((name) => [name, `ami-${createHash('sha256').update(name).digest('hex').slice(0, 17)}`]),
);
