import { describe, expect, test } from '@jest/globals';
import type { EventValues } from '../../src/settings/inputs.ts';
import { emptyHanded, parseSettings } from '../../src/settings/parse.ts';
import { previewOf } from '../../src/settings/preview.ts';
import { parse, problemsOf, raw } from './sources.ts';

const fleet = `
mode: high-availability
instances: {type: m7g.xlarge, min: 3, max: 9}
deploy: {policy: rolling, batch: 2, bake: 5m}
`;
const preview = { environment: 'pr-7' };
const branch = (value: string): EventValues => ({
  application: { value: 'shop', variable: 'GITHUB_REPOSITORY' },
  region: { value: 'eu-central-1', variable: 'AWS_REGION' },
  branch: { value, variable: 'GITHUB_REF' },
});

describe('the settings of a preview', () => {
  test('are one small instance, whatever the fleet of production is like', () => {
    const { settings, provenance } = parse(fleet, preview);
    expect(settings).toMatchObject({
      mode: 'single-instance',
      instances: { type: 't4g.small', architecture: 'arm64', min: 1, max: 1 },
      deploy: { bake: 0 },
    });
    expect(provenance['mode']).toEqual({ kind: 'preview' });
    expect(parse(fleet, { environment: 'production' }).settings.instances.type).toBe('m7g.xlarge');
  });

  test('keep the architecture that the bundle was built for', () => {
    expect(parse('instances: {type: m7i.large}', preview).settings.instances.type).toBe('t3.small');
  });

  test('share a file with the environment that has the name', () => {
    const shared = 'domain: {name: shop.example.com, zone: Z0123456789ABC}\nenvironments:\n';
    const own = `${shared}  pr-*: {}\n  pr-7: {}\n  live: {}\n  trial: {domain: {name: trial.example.com}}\n`;
    expect(parse(own, { environment: 'live' }).settings.domain.name).toBe('shop.example.com');
    expect(parse(own, { environment: 'trial' }).settings.domain.name).toBe('trial.example.com');
    expect(parse(own, { environment: 'pr-7' }).settings.domain.name).toBeUndefined();
  });

  test('take over no domain name, and nothing of private instances or of a load balancer', () => {
    const shared = `${fleet}domain: {name: shop.example.com, zone: Z0123456789ABC}
network: {private: true, exit: nat}
load-balancer: {scheme: internal, stickiness: 1h}
`;
    expect(parse(shared, preview).settings).toMatchObject({
      domain: { zone: 'Z0123456789ABC' },
      network: { private: false, exit: 'nat' },
    });
    const large = parse(shared, { ...preview, mode: 'high-availability' }).settings;
    expect([large.domain.name, large.loadBalancer.scheme]).toEqual([undefined, 'internal']);
    const named = `${shared}environments:\n  pr-7: {domain: {name: pr-7.example.com}}\n`;
    expect(parse(named, preview).settings.domain.name).toBe('pr-7.example.com');
  });

  test('give way to their own section and to inputs', () => {
    const own = `${fleet}environments:\n  pr-*: {instances: {type: c8g.large}}\n`;
    expect(parse(own, preview).settings.instances.type).toBe('c8g.large');
    const { settings } = parse(fleet, { ...preview, mode: 'high-availability' });
    expect(settings).toMatchObject({ mode: 'high-availability', instances: { type: 't4g.small', min: 3, max: 9 } });
    const wrong = `${fleet}environments:\n  pr-*: {instances: {min: 2}}\n`;
    expect(problemsOf(raw(wrong, preview))).toMatchObject([{ where: expect.stringContaining('instances.min') }]);
  });

  test('are those of a name that is pr- and a number, and of no other', () => {
    expect(['pr-7', 'pr-0', 'pr-07', 'pr-', 'pr-7a', 'apr-7', 'pr-12345678901'].map(previewOf)).toEqual([
      7,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
  });
});

describe('branches', () => {
  const yaml = 'branches: {main: production, release/hot*: hotfix, "release/*": staging}\n';
  const environmentOf = (name: string, inputs = {}) =>
    parseSettings({ ...raw(yaml, inputs), event: branch(name) }).settings.environment;

  test('map to environments: the very name first, then patterns in their order, an input before all', () => {
    expect(['main', 'release/1', 'release/hot1'].map((name) => environmentOf(name))).toEqual([
      'production',
      'staging',
      'hotfix',
    ]);
    expect(environmentOf('main', { environment: 'canary' })).toBe('canary');
  });

  test('that are not in the map deploy to nothing, which is right; without a map it is a mistake', () => {
    const unmapped = { ...raw(yaml), event: branch('feature/x') };
    expect(emptyHanded(unmapped)).toMatchObject({ title: 'The branch feature/x deploys to no environment' });
    expect(emptyHanded({ ...raw(yaml), event: branch('main') })).toBeUndefined();
    const mapless = { ...raw(''), event: branch('main') };
    expect(emptyHanded(mapless)).toBeUndefined();
    expect(problemsOf(mapless)).toMatchObject([{ where: 'environment' }]);
  });

  test('cannot stand in the section of an environment, which they choose', () => {
    expect(problemsOf(raw('environments:\n  a: {branches: {main: b}}\n'))).toMatchObject([
      { message: '"branches" cannot stand here.' },
    ]);
  });
});
