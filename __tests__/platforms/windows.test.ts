import { describe, expect, test } from '@jest/globals';
import { detectPlatform } from '../../src/platforms/detect.ts';
import { checkStart } from '../../src/platforms/order.ts';
import { iisPlan, manifestFile } from '../../src/platforms/windows/manifest.ts';
import { tree } from './source.ts';

const manifest = (value: unknown, more: Readonly<Record<string, string>> = {}) =>
  tree({ [manifestFile]: typeof value === 'string' ? value : JSON.stringify(value), ...more });
const web = { name: 'shop', parameters: { appBundle: 'shop.zip' } };
const one = { manifestVersion: 1, deployments: { aspNetCoreWeb: [web] } };
const bundle = { 'shop.zip': '' };

describe('the deployment manifest', () => {
  test('in its smallest form: one application at the root of the default site, on port 80', () => {
    expect(iisPlan(manifest(`\uFEFF${JSON.stringify(one)}`, bundle))).toEqual({
      reset: true,
      pools: [{ name: 'DefaultAppPool', enable32Bit: false, pipeline: 'Integrated', runtime: 'v4.0', properties: [] }],
      sites: [
        {
          name: 'Default Web Site',
          physicalPath: 'C:\\inetpub\\wwwroot',
          bindings: [{ protocol: 'http', port: 80, hostName: '' }],
        },
      ],
      deployments: [
        {
          kind: 'aspNetCoreWeb',
          name: 'shop',
          bundle: 'shop.zip',
          site: 'Default Web Site',
          path: '/',
          pool: 'DefaultAppPool',
          architecture: 64,
          scripts: {},
        },
      ],
    });
  });

  test('with sites, pools in IIS’s own units, packages of Web Deploy, and scripts', () => {
    const full = {
      manifestVersion: 1,
      skipIISReset: true,
      iisConfig: {
        websites: [
          { name: 'Shop', physicalPath: 'C:\\shop', bindings: [{ protocol: 'http', port: 80, hostName: 'a.b' }] },
        ],
        appPools: [
          {
            name: 'core',
            enable32Bit: true,
            managedPipelineMode: 'Classic',
            managedRuntimeVersion: 'No Managed Code',
            queueLength: 500,
            cpu: { limitPercentage: 40, limitAction: 'Throttle', limitMonitoringInterval: 5 },
            recycling: { regularTimeInterval: 1_740, requestLimit: 9, memory: 1_024, privateMemory: 2_048 },
          },
        ],
      },
      deployments: {
        msDeploy: [
          {
            name: 'old',
            description: 'by Web Deploy',
            parameters: { appBundle: 'old.zip', iisWebSite: 'Shop', iisPath: 'api', appPool: 'core' },
            scripts: {
              preInstall: { file: '.\\scripts\\a.ps1', ignoreErrors: true },
              preUninstall: { file: 'scripts/b.ps1' },
            },
          },
        ],
        custom: [{ name: 'tool', architecture: 32, scripts: { install: { file: 'scripts/a.ps1' } } }],
      },
    };
    const plan = iisPlan(manifest(full, { 'old.zip': '', 'scripts/a.ps1': '', 'scripts/b.ps1': '' }));
    expect([plan.reset, plan.sites.map(({ name, bindings }) => [name, bindings.length])]).toEqual([
      false,
      [
        ['Default Web Site', 1],
        ['Shop', 1],
      ],
    ]);
    expect(plan.pools[1]).toEqual({
      name: 'core',
      enable32Bit: true,
      pipeline: 'Classic',
      runtime: '',
      properties: [
        { name: 'queueLength', value: 500 },
        { name: 'cpu.limit', value: 40_000 },
        { name: 'cpu.action', value: 'Throttle' },
        { name: 'cpu.resetInterval', value: '0.00:05:00' },
        { name: 'recycling.periodicRestart.time', value: '1.05:00:00' },
        { name: 'recycling.periodicRestart.requests', value: 9 },
        { name: 'recycling.periodicRestart.memory', value: 1_024 },
        { name: 'recycling.periodicRestart.privateMemory', value: 2_048 },
      ],
    });
    expect(plan.deployments).toMatchObject([
      {
        kind: 'msDeploy',
        site: 'Shop',
        path: '/api',
        pool: 'core',
        scripts: { preInstall: { file: 'scripts/a.ps1', ignoreErrors: true } },
      },
      { kind: 'custom', architecture: 32, scripts: { install: { file: 'scripts/a.ps1', ignoreErrors: false } } },
    ]);
  });

  test.each<[string, unknown, Record<string, string>, string]>([
    ['no JSON', '{', {}, 'is not valid JSON'],
    ['another version', { manifestVersion: 2 }, {}, 'manifestVersion must be 1'],
    ['nothing to deploy', { manifestVersion: 1 }, {}, 'deployments names nothing to deploy'],
    [
      'a member that nobody knows',
      { ...one, iisConfig: { webSites: [] } },
      bundle,
      'iisConfig has an unknown member "webSites"; known are websites, appPools',
    ],
    ['a bundle that is not there', one, {}, 'shop names "shop.zip", which is not in the bundle'],
    [
      'a site that is nowhere',
      { ...one, deployments: { aspNetCoreWeb: [{ ...web, parameters: { appBundle: 'shop.zip', iisWebSite: 'x' } }] } },
      bundle,
      'names the site "x", which is nowhere described',
    ],
    [
      'a pool that is nowhere',
      { ...one, deployments: { aspNetCoreWeb: [{ ...web, parameters: { appBundle: 'shop.zip', appPool: 'x' } }] } },
      bundle,
      'names the pool "x", which is nowhere described',
    ],
    [
      'port 80 without a site',
      { ...one, iisConfig: { websites: [{ name: 'Default Web Site', bindings: [{ port: 8080 }] }] } },
      bundle,
      'has no site on port 80',
    ],
    [
      'TLS',
      { ...one, iisConfig: { websites: [{ name: 'x', bindings: [{ protocol: 'https', port: 443 }] }] } },
      bundle,
      'TLS ends at the load balancer',
    ],
    [
      'a custom deployment without install',
      { manifestVersion: 1, deployments: { custom: [{ name: 'x', scripts: {} }] } },
      {},
      'deployments.custom[0].scripts.install is missing',
    ],
    [
      'a pool of another kind',
      { ...one, iisConfig: { appPools: [{ name: 'x', managedRuntimeVersion: 'v9' }] } },
      bundle,
      'must be one of No Managed Code, v2.0, v4.0',
    ],
  ])('is refused with %s', (_, value, files, message) => {
    expect(() => iisPlan(manifest(value, files))).toThrow(message);
  });
});

describe('the platform', () => {
  test('is recognised by the manifest, and says what IIS will serve', () => {
    const source = manifest(one, { ...bundle, 'web.config': '' });
    const { platform, because } = detectPlatform(source.files, source.read);
    const { processes, files } = checkStart(platform, source.files, source.read);
    expect([platform.name, because, processes[0]?.command]).toEqual([
      'dotnet-windows',
      manifestFile,
      'IIS: shop at Default Web Site/',
    ]);
    const place = { directory: '/r', port: 5000, variables: { PASSWORD: 'secret' } };
    const [[name = '', text = ''] = []] = Object.entries(files?.(place) ?? {});
    expect([name, JSON.parse(text).deployments.length, text.includes('secret')]).toEqual([
      '.beanpole/5000/iis.json',
      1,
      false,
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['"Procfile" is for platforms on Linux.', { Procfile: 'web: x\n' }],
    ['".platform/hooks/prebuild/a.sh" is for platforms on Linux.', { '.platform/hooks/prebuild/a.sh': '' }],
  ])('refuses what its host would not carry out: %s', (message, files) => {
    const source = manifest(one, { ...bundle, ...files });
    expect(() => detectPlatform(source.files, source.read)).toThrow(message);
  });

  test('takes option_settings of .ebextensions', () => {
    const source = manifest(one, { ...bundle, '.ebextensions/a.config': 'option_settings:\n  A: b\n' });
    expect(detectPlatform(source.files, source.read).platform.name).toBe('dotnet-windows');
  });
});
