import { describe, expect, test } from '@jest/globals';
import { synthesize } from '../../src/commands/templates.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { changeLineOf, settingChanges } from '../../src/settings/changes.ts';
import { environmentConfig } from '../../src/settings/environment-config.ts';
import { parse } from './sources.ts';

/** What settings leave behind, and who said them. */
function tracesOf(yaml: string, inputs: Record<string, string> = {}) {
  const understood = parse(yaml, inputs);
  const { settings, provenance } = understood;
  const { tags } = makePlan(settings, { id: '1', attempt: '1' });
  const config = environmentConfig(settings, { name: 'node', version: settings.platform.version ?? '24' });
  // The bucket gives back JSON.
  return {
    traces: { ...synthesize(understood), config: JSON.parse(JSON.stringify(config)), tags: tags.compute },
    provenance,
  };
}

function changes(before: string, after: string, inputs: Record<string, string> = {}): readonly string[] {
  const wanted = tracesOf(after, inputs);
  return settingChanges(tracesOf(before).traces, wanted.traces, wanted.provenance).map(changeLineOf);
}

describe('settingChanges()', () => {
  const full = `
mode: high-availability
instances: {min: 2, max: 6, type: m7i.large}
variables: {GREETING: hello, PASSWORD: {secret: shop/db}}
database: {engine: postgres, version: "17", storage: 20}
tags: {team: web}
tls: {certificate: "arn:aws:acm:eu-central-1:123456789012:certificate/aaaaaaaa-0000-0000-0000-000000000000"}
`;

  test.each([
    ['mode: single-instance\n'],
    ['tier: worker\nworker: {path: /jobs, max-receives: 3}\n'],
    ['mode: high-availability\ndeploy: {policy: blue-green, once: npm run migrate}\ncache: valkey\n'],
    ['static-files: {/assets: public}\nplatform: {name: node, version: "22"}\n'],
    [full],
  ])('of %j against itself are none', (yaml) => {
    expect(changes(yaml, yaml)).toEqual([]);
  });

  test('are told with both values and who says the new one', () => {
    const after = `
mode: high-availability
instances: {min: 2, max: 6, type: m7g.large}
variables: {GREETING: bye, EMPTY: "", PASSWORD: {secret: shop/other}}
database: {engine: postgres, version: "18", storage: 40}
environments:
  st*: {deploy: {drain: 60s}}
`;
    expect(changes(full, after, { set: 'instances.max=8' })).toEqual([
      'instances.type: m7i.large → m7g.large (beanpole.yml:3:35)',
      'instances.architecture: x86_64 → arm64 (default)',
      'instances.max: 6 → 8 (input "set" line 1)',
      'deploy.drain: 20s → 1m (beanpole.yml:7:25, section "st*")',
      'database.version: 17 → 18 (beanpole.yml:5:39)',
      'database.storage: 20 → 40 (beanpole.yml:5:54)',
      'database.max-storage: 100 → 200 (follows from other settings)',
      'variables.EMPTY: not set → "" (beanpole.yml:4:35)',
      'variables.GREETING: hello → bye (beanpole.yml:4:23)',
      'variables.PASSWORD: {secret: shop/db} → {secret: shop/other} (beanpole.yml:4:49)',
      'tags.team: web → not set (nobody sets it any more)',
      expect.stringMatching(/^tls\.certificate: arn:\S+ → not set \(nobody sets it any more\)$/),
    ]);
  });

  test('never show a plain value under a telling name', () => {
    const lines = changes('variables: {API_TOKEN: hunter2}\n', 'variables: {API_TOKEN: hunter3, DB_PASSWORD: x}\n');
    expect(lines).toEqual([
      'variables.API_TOKEN: another value, which is not shown (beanpole.yml:1:24)',
      'variables.DB_PASSWORD: not set → *** (beanpole.yml:1:46)',
    ]);
  });

  test('of another mode and another tier are told', () => {
    const lines = changes('mode: single-instance\n', 'tier: worker\nmode: high-availability\n');
    expect(lines).toContain('tier: web → worker (beanpole.yml:1:7)');
    expect(lines).toContain('mode: single-instance → high-availability (beanpole.yml:2:7)');
  });
});
