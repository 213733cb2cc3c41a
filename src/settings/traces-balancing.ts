import { at, attribute, type Declared, known, number, type Resources, type ToldSettings } from './trace.ts';

/** What stands in front of the instances, as the compute template has it. */
export function balancing(resources: Resources): ToldSettings {
  const { GuestRule: guest, LoadBalancer: balancer } = resources;
  const attributes = at(balancer?.Properties, 'LoadBalancerAttributes');
  return {
    processes: processes(resources),
    listeners: listeners(resources),
    rules: rules(resources),
    loadBalancer: known({
      type: at(balancer?.Properties, 'Type'),
      scheme: at(balancer?.Properties, 'Scheme'),
      idleTimeout: number(attribute(attributes, 'idle_timeout.timeout_seconds')),
      accessLogs: accessLogs(attributes),
      stickiness: stickinessOf(resources['TargetGroup']),
      ...(guest === undefined ? {} : { guest: conditions(guest) }),
    }),
  };
}

function accessLogs(attributes: unknown): ToldSettings | undefined {
  const bucket = attribute(attributes, 'access_logs.s3.bucket');
  if (bucket === undefined) return undefined;
  const prefix = attribute(attributes, 'access_logs.s3.prefix');
  return typeof bucket === 'string' ? { kind: 'bucket', bucket, prefix } : { kind: 'own' };
}

/** What of a process is as the default one has it, was not written. */
function processes(resources: Resources): ToldSettings {
  const usual = processOf(resources['TargetGroup']);
  return named(resources, /^TargetGroup(.+)$/, (group) =>
    Object.fromEntries(
      Object.entries(processOf(group)).filter(([name, value]) => name === 'port' || value !== usual[name]),
    ),
  );
}

function processOf(group: Declared | undefined): ToldSettings {
  const properties = group?.Properties;
  return known({
    port: properties?.['Port'],
    protocol: properties?.['Protocol'],
    path: properties?.['HealthCheckPath'],
    codes: at(properties, 'Matcher', 'HttpCode'),
    interval: properties?.['HealthCheckIntervalSeconds'],
    timeout: properties?.['HealthCheckTimeoutSeconds'],
    'healthy-threshold': properties?.['HealthyThresholdCount'],
    'unhealthy-threshold': properties?.['UnhealthyThresholdCount'],
    drain: number(attribute(properties?.['TargetGroupAttributes'], 'deregistration_delay.timeout_seconds')),
    stickiness: stickinessOf(group),
  });
}

function stickinessOf(group: Declared | undefined): number | undefined {
  return number(attribute(group?.Properties?.['TargetGroupAttributes'], 'stickiness.lb_cookie.duration_seconds'));
}

/** The two usual ports follow from other settings, but for the process that they lead to. */
function listeners(resources: Resources): ToldSettings {
  const usual = Object.entries({ 80: resources['HttpListener'], 443: resources['HttpsListener'] })
    .map(([port, listener]) => [port, known({ process: processAt(listener, 'DefaultActions') })] as const)
    .filter(([, { process }]) => process !== undefined);
  const all = Object.keys(rules(resources));
  const further = Object.entries(resources).flatMap(([id, listener]) => {
    const [, port] = /^Listener(\d+)$/.exec(id) ?? [];
    return port === undefined ? [] : [[port, { ...listenerOf(listener), ...rulesAt(resources, port, all) }] as const];
  });
  return Object.fromEntries([...usual, ...further]);
}

function listenerOf(listener: Declared): ToldSettings {
  const shown = at(listener.Properties, 'Certificates') as readonly { readonly CertificateArn: unknown }[] | undefined;
  return known({
    protocol: at(listener.Properties, 'Protocol'),
    certificates: shown?.map(({ CertificateArn: arn }) => (typeof arn === 'string' ? arn : 'its own')),
    policy: at(listener.Properties, 'SslPolicy'),
    process: processAt(listener, 'DefaultActions'),
  });
}

/** Where only some of the rules hold. */
function rulesAt(resources: Resources, port: string, all: readonly string[]): ToldSettings {
  const held = Object.keys(named(resources, new RegExp(`^Rule(.+)At${port}$`), () => ({})));
  return held.length === 0 || held.length === all.length ? {} : { rules: held };
}

/** Those of a guest are told as it writes them: their priorities from 1, their hosts where they are others than its own. */
function rules(resources: Resources): ToldSettings {
  const guest = resources['GuestRule'];
  const first = guest === undefined ? 1 : Number(at(guest.Properties, 'Priority')) - 9;
  const { hosts: usual } = guest === undefined ? {} : conditions(guest);
  return named(resources, /^Rule(.+?)(?:At\d+)?$/, (rule) => {
    const { hosts, paths } = conditions(rule);
    return known({
      hosts: JSON.stringify(hosts) === JSON.stringify(usual) ? undefined : hosts,
      paths,
      priority: Number(at(rule.Properties, 'Priority')) - first + 1,
      process: processAt(rule, 'Actions'),
    });
  });
}

function conditions(rule: Declared): ToldSettings {
  const all = (rule.Properties?.['Conditions'] ?? []) as readonly ToldSettings[];
  const values = (config: string) =>
    all.map((one) => at(one, config, 'Values')).find((found) => found !== undefined) as unknown;
  return known({ hosts: values('HostHeaderConfig'), paths: values('PathPatternConfig') });
}

/** The process that requests are forwarded to; nothing for the default one, and where they are sent elsewhere. */
function processAt(resource: Declared | undefined, actions: string): string | undefined {
  const target = at(resource?.Properties, actions, '0', 'TargetGroupArn', 'Ref');
  const [, suffix] = /^TargetGroup(.+)$/.exec(String(target)) ?? [];
  return suffix === undefined ? undefined : nameOf(suffix);
}

/** Resources of a form, by the names that the settings have for them. */
function named(resources: Resources, form: RegExp, read: (one: Declared) => ToldSettings): ToldSettings {
  const entries = Object.entries(resources).flatMap(([id, resource]) => {
    const [, suffix] = form.exec(id) ?? [];
    return suffix === undefined ? [] : [[nameOf(suffix), read(resource)] as const];
  });
  return Object.fromEntries(entries);
}

/** `BigAdmin` is called `big-admin`. */
function nameOf(suffix: string): string {
  return suffix.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}
