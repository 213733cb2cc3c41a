import { always, key, none, type Option, part } from './option.ts';

const classic = none('There is no Classic Load Balancer: Elastic Load Balancing itself keeps it for old ones only.');

/** Options of Elastic Load Balancing. */
export const balancerOptions: Readonly<Record<string, Readonly<Record<string, Option>>>> = {
  'aws:elb:healthcheck': {
    HealthyThreshold: classic,
    UnhealthyThreshold: classic,
    Interval: classic,
    Timeout: classic,
    Target: classic,
  },
  'aws:elb:loadbalancer': {
    CrossZone: always('on, as application load balancers are', 'true'),
    SecurityGroups: classic,
    ManagedSecurityGroup: classic,
    LoadBalancerHTTPPort: classic,
    LoadBalancerHTTPSPort: classic,
    SSLCertificateId: key('tls.certificate'),
  },
  'aws:elb:listener': {
    ListenerProtocol: classic,
    InstancePort: classic,
    InstanceProtocol: classic,
    SSLCertificateId: classic,
    PolicyNames: classic,
    ListenerEnabled: classic,
  },
  'aws:elb:policies': {
    ConnectionDrainingEnabled: always('on', 'true'),
    ConnectionDrainingTimeout: key('deploy.drain', '20s'),
    ConnectionSettingIdleTimeout: key('load-balancer.idle-timeout', '60s'),
    'Stickiness Policy': classic,
    'Stickiness Cookie Expiration': classic,
    ...Object.fromEntries(
      ['CookieName', 'InstancePorts', 'LoadBalancerPorts', 'ProxyProtocol', 'PublicKey', 'PublicKeyPolicyNames'].map(
        (name) => [name, classic],
      ),
    ),
    SSLProtocols: classic,
    SSLReferencePolicy: classic,
  },
  'aws:elbv2:listener:default': {
    DefaultProcess: part('listeners.*', 'default'),
    ListenerEnabled: part('listeners.*', 'true'),
    Protocol: part('listeners.*', 'HTTP, or TCP'),
    Rules: part('listeners.*', 'all'),
  },
  'aws:elbv2:listener:443': {
    DefaultProcess: part('listeners.*', 'default'),
    ListenerEnabled: part('listeners.*', 'on with a certificate'),
    Protocol: part('listeners.*', 'HTTPS, or TLS'),
    SSLCertificateArns: key('tls.certificate'),
    SSLPolicy: key('tls.policy', 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'),
    Rules: part('listeners.*', 'all'),
  },
  'aws:elbv2:listener': {
    DefaultProcess: part('listeners.*', 'default'),
    ListenerEnabled: part('listeners.*', 'true'),
    Protocol: part('listeners.*', 'HTTP, or TCP'),
    SSLCertificateArns: part('listeners.*'),
    SSLPolicy: part('listeners.*'),
    Rules: part('listeners.*', 'all'),
  },
  'aws:elbv2:listenerrule': {
    HostHeaders: part('rules.*'),
    PathPatterns: part('rules.*'),
    Priority: part('rules.*', '1'),
    Process: part('rules.*', 'default'),
  },
  'aws:elbv2:loadbalancer': {
    AccessLogsS3Enabled: part('load-balancer.access-logs', 'false'),
    AccessLogsS3Bucket: part('load-balancer.access-logs'),
    AccessLogsS3Prefix: part('load-balancer.access-logs'),
    IdleTimeout: key('load-balancer.idle-timeout', '60s'),
    IpAddressType: none('Write it under `resources.LoadBalancer`; it is ipv4.'),
    SecurityGroups: none('Write it under `resources.LoadBalancer`.'),
    ManagedSecurityGroup: none('The group of the load balancer is always one of its own.'),
    SharedLoadBalancer: none(
      'Write `load-balancer.shared`: the name of an environment that lends its own, or the ARN of a listener.',
    ),
  },
};
