import { describe, expect, test } from '@jest/globals';
import { tracingVariables, withTracing } from '../../src/agent/tracing.ts';
import { platformVersion } from '../../src/platforms/detect.ts';
import { docker } from '../../src/platforms/docker.ts';
import { node } from '../../src/platforms/node.ts';

const file = '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json';
const on = { tracing: 'xray' } as const;

describe('tracing', () => {
  test('an agent that takes traces at the ports of the X-Ray daemon and of OpenTelemetry is a part of the machine', () => {
    const version = withTracing(platformVersion(node), on, node);
    expect([version.packages.at(-1), version.services]).toEqual([
      'amazon-cloudwatch-agent',
      ['amazon-cloudwatch-agent.service'],
    ]);
    expect(JSON.parse(version.files?.[file] ?? '')).toEqual({
      traces: {
        traces_collected: {
          xray: { bind_address: '127.0.0.1:2000', tcp_proxy: { bind_address: '127.0.0.1:2000' } },
          otlp: { grpc_endpoint: '127.0.0.1:4317', http_endpoint: '127.0.0.1:4318' },
        },
      },
    });
    expect(tracingVariables(on, node)).toEqual({});
  });

  test('containers are told where the machine is', () => {
    const version = withTracing(platformVersion(docker), on, docker);
    expect(version.files?.[file]).toContain('"0.0.0.0:2000"');
    expect(version.services).toEqual(['docker.service', 'amazon-cloudwatch-agent.service']);
    expect(Object.keys(version.files ?? {})).toContain('/etc/docker/daemon.json');
    expect(tracingVariables(on, docker)).toEqual({
      AWS_XRAY_DAEMON_ADDRESS: '172.17.0.1:2000',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://172.17.0.1:4318',
    });
  });

  test('without the setting nothing of it is there', () => {
    expect(withTracing(platformVersion(node), {}, node)).toBe(platformVersion(node));
    expect(tracingVariables({}, docker)).toEqual({});
  });
});
