import { describe, expect, test } from '@jest/globals';
import { explainSettings } from '../../src/settings/explain.ts';
import { parse } from './sources.ts';

const explain = (yaml: string, inputs: Record<string, string> = {}) => {
  const { settings, provenance } = parse(yaml, inputs);
  return explainSettings(settings, provenance);
};

describe('explainSettings()', () => {
  test('says of every key what it is and who said so', () => {
    const yaml = 'mode: high-availability\ntags: {team: web}\nenvironments:\n  st*:\n    deploy: {bake: 5m}\n';
    expect(explain(yaml, { 'version-label': 'v1', set: 'instances.max=8' })).toBe(
      `
application                = shop                                         (GITHUB_REPOSITORY)
environment                = staging                                      (GITHUB_REF_NAME)
region                     = eu-central-1                                 (AWS_REGION)
tier                       = web                                          (default)
mode                       = high-availability                            (beanpole.yml:1:7)
source                     = .                                            (default)
label                      = v1                                           (input "version-label")
instances.type             = t4g.small                                    (default)
instances.architecture     = arm64                                        (default)
instances.min              = 2                                            (default for high-availability)
instances.max              = 8                                            (input "set" line 1)
instances.volume           = 10                                           (default)
health.path                = /                                            (default)
health.codes               = 200-399                                      (default)
health.interval            = 10s                                          (default)
health.timeout             = 5s                                           (default)
health.healthy-threshold   = 2                                            (default)
health.unhealthy-threshold = 3                                            (default)
health.successes           = 3                                            (default)
health.deadline            = 5m                                           (default)
deploy.policy              = rolling-with-additional-batch                (default for high-availability)
deploy.batch               = 25%                                          (default for high-availability)
deploy.timeout             = 15m                                          (default)
deploy.drain               = 20s                                          (default)
deploy.bake                = 5m                                           (beanpole.yml:5:20, section "st*")
deploy.limit               = 1h                                           (default)
deploy.allow-older         = false                                        (default)
deploy.on-cancel           = leave                                        (default)
deploy.ignore-alarms       = false                                        (default)
preview.lifetime           = 168h                                         (default)
versions.keep              = 100                                          (default)
tags.team                  = web                                          (beanpole.yml:2:14)
network.zones              = 2                                            (default)
network.private            = false                                        (default)
load-balancer.scheme       = internet-facing                              (default for high-availability)
load-balancer.idle-timeout = 1m                                           (default for high-availability)
tls.policy                 = ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09   (default for high-availability)
instances.volume-type      = gp3                                          (default)
scaling.cpu                = 50                                           (default for high-availability)
`.trimStart(),
    );
  });

  test.each(['DB_PASSWORD', 'apiToken', 'CLIENT_SECRET', 'AWS_ACCESS_KEY_ID', 'DB_PASS', 'PRIVATE'])(
    'does not show a plain value under the name %s',
    (name) => {
      const text = explain(`variables: {${name}: hunter2}\n`);
      expect(text).toMatch(new RegExp(`^variables\\.${name} += \\*\\*\\* `, 'm'));
      expect(text).not.toContain('hunter2');
    },
  );

  test('does not show an address with a password in it', () => {
    expect(explain('variables: {DATABASE_URL: "postgres://u:hunter2@db/x"}\n')).not.toContain('hunter2');
    expect(explain('variables: {HOME_PAGE: "https://example.org:443/@x"}\n')).toContain('https://example.org:443/@x');
  });

  test('shows references, even under a telling name', () => {
    const text = explain('variables: {PASSWORD: {secret: shop/db, key: password}, TOKEN: {parameter: /shop/token}}\n');
    expect(text).toContain('{secret: shop/db, key: password}');
    expect(text).toContain('{parameter: /shop/token}');
  });

  test('keeps every value on its line', () => {
    const text = explain('build: |\n  npm ci\n  npm test\nvariables: {EMPTY: ""}\n');
    expect(text).toContain('= "npm ci\\nnpm test\\n"');
    expect(text).toMatch(/^variables\.EMPTY +=\s+"" /m);
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^\S+ += .*\(.+\)$/);
  });

  test('shows the lists of an existing network', () => {
    const network = '{vpc: vpc-0123abcd, public-subnets: [subnet-0000000a, subnet-0000000b]}';
    const text = explain(`network: ${network}\n`);
    expect(text).toMatch(/^network\.public-subnets += subnet-0000000a, subnet-0000000b /m);
    expect(text).not.toContain('network.zones');
  });
});
