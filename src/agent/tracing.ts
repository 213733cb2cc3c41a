import type { Platform, PlatformVersion } from '../platforms/platform.ts';
import type { EnvironmentConfig } from '../settings/environment-config.ts';

const file = '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json';

/** The machine itself, as containers see it on the bridge that Docker makes. */
const bridge = '172.17.0.1';

type Tracing = Pick<EnvironmentConfig, 'tracing'>;
type Where = Pick<Platform, 'containers'>;

/**
 * What takes traces on an instance: the CloudWatch agent, which Amazon Linux has as a package, and which has taken the place of the X-Ray daemon. It listens at the
 * daemon's port (UDP and TCP 2000) and at those of OpenTelemetry (4317 by gRPC, 4318 by HTTP).
 */
export function withTracing(version: PlatformVersion, { tracing }: Tracing, where: Where): PlatformVersion {
  if (tracing === undefined) return version;
  const { packages, services = [], files = {} } = version;
  return {
    ...version,
    packages: [...packages, 'amazon-cloudwatch-agent'],
    services: [...services, 'amazon-cloudwatch-agent.service'],
    files: { ...files, [file]: configuration(where) },
  };
}

/** Nobody from outside comes to these ports: the security group does not know them. */
function configuration({ containers }: Where): string {
  const at = (port: number) => `${containers ? '0.0.0.0' : '127.0.0.1'}:${port}`;
  const xray = { bind_address: at(2_000), tcp_proxy: { bind_address: at(2_000) } };
  const otlp = { grpc_endpoint: at(4_317), http_endpoint: at(4_318) };
  return `${JSON.stringify({ traces: { traces_collected: { xray, otlp } } }, undefined, 2)}\n`;
}

/** Outside of a container the SDKs look in the right place by themselves. */
export function tracingVariables({ tracing }: Tracing, { containers }: Where): Readonly<Record<string, string>> {
  if (tracing === undefined || !containers) return {};
  return { AWS_XRAY_DAEMON_ADDRESS: `${bridge}:2000`, OTEL_EXPORTER_OTLP_ENDPOINT: `http://${bridge}:4318` };
}
