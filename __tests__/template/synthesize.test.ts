import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Context, references } from '../../src/template/context.ts';
import { checkLimits, fitsInline } from '../../src/template/limits.ts';
import { render } from '../../src/template/render.ts';
import { synthesizeApplication, synthesizeCompute, synthesizeData } from '../../src/template/synthesize.ts';
import type { Template } from '../../src/template/template.ts';
import { combinations, randomSettings, someContext, someSettings, someWorker } from './contexts.ts';
import { judge, physicalNames } from './schema.ts';

const fixtures = new URL('./fixtures/', import.meta.url);

/** Golden templates are written anew by `UPDATE_GOLDEN=1 npm run -s jest -- __tests__/template/synthesize`; read the diff before committing it. */
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

const random = Array.from({ length: 150 }, (_, seed) => {
  const settings = randomSettings(seed);
  return { name: `random settings ${seed}`, context: { ...settings, ...references(settings.variables) } };
});
const everything = [...combinations, ...random].map(({ name, context }) => ({
  name,
  context,
  templates: templatesOf(context),
}));

function templatesOf(context: Context): readonly Template[] {
  const data = synthesizeData(context);
  return [synthesizeApplication(context), ...(data ? [data] : []), synthesizeCompute(context)];
}

/** Without database and cache all data stacks of a mode are the same. */
function dataFile(name: string, { database, cache, worker, mode }: Context): string {
  return database === undefined && cache === undefined && worker === undefined
    ? `data-${mode}.json`
    : `data-${name}.json`;
}

/** Those of one network are all the same, but for the zone of their names. */
function applicationFile({ network, domain }: Context): string {
  const exit = network.kind === 'own' && network.exit !== undefined ? `-${network.exit}` : '';
  return `application-${network.kind}${exit}${domain.zone === undefined ? '' : '-zone'}.json`;
}

const goldens = new Map(
  combinations.flatMap(({ name, context }): [string, string][] => {
    const data = synthesizeData(context);
    return [
      [applicationFile(context), render(synthesizeApplication(context))],
      ...(data ? [[dataFile(name, context), render(data)] as [string, string]] : []),
      [`compute-${name}.json`, render(synthesizeCompute(context))],
    ];
  }),
);

describe('golden templates', () => {
  if (isUpdating) {
    mkdirSync(fixtures, { recursive: true });
    for (const [file, text] of goldens) writeFileSync(new URL(file, fixtures), text);
  }

  test.each([...goldens])('%s is what is synthesized', (file, text) => {
    const path = new URL(file, fixtures);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : `${file} is missing`).toBe(text);
  });

  test('there is no golden template that nothing makes', () => {
    expect(readdirSync(fixtures).sort()).toEqual([...goldens.keys()].sort());
  });
});

/** What `find` finds in any template of any combination, with the place: an empty list is a pass. */
function findings(find: (template: Template) => readonly string[]): readonly string[] {
  return everything.flatMap(({ name, templates }) =>
    templates.flatMap((template) => find(template).map((finding) => `${name}: ${finding}`)),
  );
}

/** The boundary's name follows from the stack's own name and region, as does all else that would replace it; an endpoint's is the service's, and a domain name is what its record is about. */
const mayBeNamed = /^(InstanceBoundary|ServerlessCache|\w+Endpoint|Certificate|NameRecord\w*)$/;

describe('every template, for all combinations and 150 settings by chance', () => {
  test('keeps to the schemas of AWS', () => {
    expect(findings(judge)).toEqual([]);
  });

  test('keeps to all limits, and is short enough to be sent as text', () => {
    expect(findings((template) => checkLimits(template))).toEqual([]);
    expect(findings((template) => (fitsInline(template) ? [] : ['too long']))).toEqual([]);
  });

  test('says in one sentence what each resource is', () => {
    const isSentence = (text: string) => /^[A-Z][^.\n]{10,90}$/.test(text);
    expect(
      findings((template) =>
        Object.entries(template.Resources).flatMap(([id, { Metadata }]) =>
          isSentence(Metadata.Description) ? [] : [id],
        ),
      ),
    ).toEqual([]);
  });

  test('gives no name to a resource that could be replaced (trap 20: fixed names on what can be replaced)', () => {
    expect(
      findings((template) =>
        Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) =>
          mayBeNamed.test(id) ? [] : physicalNames(Type, Properties).map((property) => `${id}.${property}`),
        ),
      ),
    ).toEqual([]);
  });

  test('equal settings give equal bytes, in whatever order they are written', () => {
    const settings = someSettings({ tags: { a: '1', b: '2', Name: 'n' } });
    const reversed = reverseKeys(settings);
    expect(Object.keys(reversed.tags)).not.toEqual(Object.keys(settings.tags));
    const [left, right] = [settings, reversed].map((one) =>
      templatesOf({ ...one, ...references(one.variables) }).map(render),
    );
    expect(left).toEqual(right);
  });

  test('shows no plain value of a variable', () => {
    for (const { templates } of everything) {
      for (const template of templates) expect(render(template)).not.toMatch(/a plain value|hidden \d/);
    }
  });

  test('gives each parameter of a compute stack a description and no default', () => {
    for (const { context } of combinations) {
      for (const parameter of Object.values(synthesizeCompute(context).Parameters ?? {})) {
        expect(parameter.Description).toMatch(/\.$/);
        expect(parameter).not.toHaveProperty('Default');
      }
    }
  });
});

describe('the contract with the deploy', () => {
  const common = [
    ...[
      'AgentKey',
      'AgentSha256',
      'ArtifactBucket',
      'BatchSize',
      'BundleKey',
      'BundleSha256',
      'Commit',
      'CommittedAt',
      'ConfigKey',
      'ConfigSha256',
      'Deployment',
    ],
    ...[
      'ImageId',
      'InstanceSubnets',
      'MinInService',
      'PreviousVersion',
      'Run',
      'TemplateDigest',
      'VersionLabel',
      'VpcId',
    ],
  ];
  const outputs = [
    ...[
      'AgentSha256',
      'AutoScalingGroupName',
      'BundleSha256',
      'Commit',
      'CommittedAt',
      'ConfigSha256',
      'ImageId',
      'Mode',
      'PolicyDigest',
      'PreviousVersion',
      'Run',
      'TemplateDigest',
      'Url',
      'Version',
    ],
  ];

  test('a highly available compute stack', () => {
    const template = synthesizeCompute(someContext({ mode: 'high-availability' }));
    expect(Object.keys(template.Parameters ?? {}).sort()).toEqual([...common, 'PublicSubnets'].sort());
    expect(Object.keys(template.Outputs ?? {}).sort()).toEqual(
      [...outputs, 'LoadBalancerArn', 'TargetGroupArn', 'ServerErrorAlarmArn', 'UnhealthyHostsAlarmArn'].sort(),
    );
  });

  test('a single-instance compute stack', () => {
    const template = synthesizeCompute(someContext({ mode: 'single-instance' }));
    expect(Object.keys(template.Parameters ?? {}).sort()).toEqual(
      [...common, 'ElasticIp', 'ElasticIpAllocationId'].sort(),
    );
    expect(Object.keys(template.Outputs ?? {}).sort()).toEqual(outputs);
  });

  test('a data stack is made for a single instance only', () => {
    expect(Object.keys(synthesizeData(someContext({ mode: 'single-instance' }))?.Outputs ?? {}).sort()).toEqual([
      'ElasticIp',
      'ElasticIpAllocationId',
    ]);
    expect(synthesizeData(someContext({ mode: 'high-availability' }))).toBeUndefined();
  });

  test('an application stack takes nothing and tells where everything is', () => {
    const template = synthesizeApplication(someContext());
    expect(template.Parameters).toBeUndefined();
    expect(Object.keys(template.Outputs ?? {}).sort()).toEqual(
      [
        'ArtifactBucket',
        'DataSubnets',
        'ExecutionRoleArn',
        'InstanceSubnets',
        'PrivateSubnets',
        'PublicSubnets',
        'VpcId',
        'Zones',
      ].sort(),
    );
  });

  test('a worker has queues, and neither load balancer nor address nor a way in', () => {
    const context = someContext({ tier: 'worker', worker: someWorker });
    const typesOf = (template: Template | undefined) =>
      Object.values(template?.Resources ?? {}).map((resource) => resource.Type);
    expect(typesOf(synthesizeData(context)).filter((type) => type === 'AWS::SQS::Queue')).toHaveLength(4);
    expect(typesOf(synthesizeCompute(context)).filter((type) => /ElasticLoad|EIP|Ingress/.test(type))).toEqual([]);
    expect(Object.keys(synthesizeCompute(context).Outputs ?? {})).toEqual(
      expect.arrayContaining(['QueueUrl', 'DeadLetterQueueUrl', 'OldestMessageAlarmArn', 'DeadLetterAlarmArn']),
    );
  });
});

function reverseKeys<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reverseKeys(inner)]),
  ) as T;
}
