import { afterAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { StartReport } from '../../src/agent/instance.ts';
import { error, instance } from './cloud.ts';
import { ready, reportOf, type Rig, start, stopRigs, until } from './rig.ts';

afterAll(stopRigs);

const app = (answer: string) => ({
  'app.js': `require('node:http').createServer((request, response) => { ${answer} }).listen(process.env.PORT, '127.0.0.1');`,
});

async function get({ httpPort }: Rig, path = '/'): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${httpPort}${path}`);
  return `${response.status} ${await response.text()}`;
}

const statuses = (rig: Rig) => rig.cloud.named('SignalResource').map(({ parameters }) => parameters['Status']);

describe('a good version', () => {
  test.concurrent('opens its door after the gate, signals SUCCESS once, and exits 0 when told to stop', async () => {
    const rig = await start({ files: app(`response.end('hello from ' + process.env.BEANPOLE_VERSION)`) });
    await ready(rig);
    expect(await get(rig)).toBe('200 hello from v1');
    const [signal] = rig.cloud.named('SignalResource');
    expect(signal?.parameters).toEqual({
      Action: 'SignalResource',
      Version: '2010-05-15',
      StackName: 'arn:aws:cloudformation:eu-west-1:111111111111:stack/shop-test/1',
      LogicalResourceId: 'AutoScalingGroup',
      UniqueId: instance,
      Status: 'SUCCESS',
    });
    expect(signal?.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ASIA1\/\d{8}\/eu-west-1\/cloudformation\/aws4_request, /,
    );
    expect(signal?.token).toBe('t');
    rig.tell();
    expect(await rig.done).toBe(0);
    await expect(get(rig)).rejects.toThrow();
    expect(statuses(rig)).toEqual(['SUCCESS']);
  });

  test.concurrent('lies in a release of its own, which `current` leads to', async () => {
    const rig = await start({ files: app('response.end()') });
    await ready(rig);
    const current = readlinkSync(join(rig.home, 'current'));
    expect(current).toMatch(/releases\/[0-9a-f]{64}$/);
    expect(existsSync(join(current, 'app.js'))).toBe(true);
  });

  test.concurrent('says how long each step took', async () => {
    const rig = await start({ files: app('response.end()') });
    await ready(rig);
    expect(rig.lines.find((line) => line.includes('serves'))).toMatch(
      /^Version v1 serves: fetch \d\.\d s, unpack \d\.\d s, check .* s, variables .* s, prepare .* s, install .* s, start .* s, gate .* s, door .* s, signal \d\.\d s\.$/,
    );
    const left = [...rig.cloud.objects].find(([key]) => key.includes(`starts/v1/${instance}.json`))?.[1];
    const report: StartReport = JSON.parse(String(left));
    expect(report).toMatchObject({ schema: 1, instance, version: 'v1', duty: 'boot' });
    const steps = ['fetch', 'unpack', 'check', 'variables', 'prepare', 'install', 'start', 'gate', 'door'];
    expect(report.steps.map(({ step }) => step)).toEqual(steps);
  });

  test.concurrent('is not held up when its times cannot be left in the bucket', async () => {
    const rig = await start({
      files: app('response.end()'),
      prepare: ({ operations }) => {
        operations[`PUT /artifacts/environments/test/starts/v1/${instance}.json`] = () =>
          error(403, 'AccessDenied', 'no');
      },
    });
    await ready(rig);
    expect(statuses(rig)).toEqual(['SUCCESS']);
    expect(rig.lines.join('\n')).toContain('The times could not be left in the bucket: ');
  });

  test.concurrent('a second process runs beside web, and a finished one is no failure', async () => {
    const rig = await start({
      files: { Procfile: 'web: node app.js\njobs: echo job done\n', ...app('response.end()') },
    });
    await ready(rig);
    expect(rig.lines).toContain('jobs: job done');
    expect(statuses(rig)).toEqual(['SUCCESS']);
  });

  test.concurrent('a scale-out, where CloudFormation waits for no signal, is no failure (trap 3: a signal before the application is healthy)', async () => {
    const rig = await start({
      files: app('response.end()'),
      prepare: ({ operations }) => {
        operations['SignalResource'] = () =>
          error(400, 'ValidationError', 'Stack:arn is in UPDATE_COMPLETE state and can not be signaled');
      },
    });
    await ready(rig);
    expect(await get(rig)).toBe('200 ');
    expect(rig.lines).toContain('No operation waits for SUCCESS: a scale-out.');
  });

  test.concurrent('a new role that S3 does not know yet is waited for', async () => {
    let denied = 3;
    const rig = await start({
      files: app('response.end()'),
      prepare: ({ operations, objects }) => {
        operations['GET /artifacts/bundle.zip'] = () =>
          denied-- > 0
            ? error(403, 'AccessDenied', 'Access Denied')
            : { body: objects.get('artifacts/bundle.zip') ?? '' };
      },
    });
    await ready(rig);
    expect(denied).toBeLessThan(0);
  });

  test.concurrent('a Python application runs, with its requirements in a virtual environment', async () => {
    const wheel = makeWheel();
    const rig = await start({
      scale: 5,
      files: {
        'requirements.txt': './greeting-1.0-py3-none-any.whl\n',
        'application.py': `import http.server, os, sys, greeting
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = (greeting.WORDS + ' ' + str(sys.prefix != sys.base_prefix)).encode()
        self.send_response(200); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)
    def log_message(self, *args): pass
print('python is up')
http.server.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
`,
      },
      config: { platform: { name: 'python', version: '3.14' } },
      binary: { 'greeting-1.0-py3-none-any.whl': wheel },
    });
    await ready(rig, 40_000);
    expect(await get(rig)).toBe('200 hello from a wheel True');
    expect(rig.lines).toContain('web: python is up');
  }, 60_000);
});

/** A wheel is a zip with a little folder beside the module; pip installs it without a network. */
function makeWheel(): Buffer {
  const script = `
import io, sys, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, 'w') as wheel:
    wheel.writestr('greeting.py', "WORDS = 'hello from a wheel'")
    wheel.writestr('greeting-1.0.dist-info/METADATA', 'Metadata-Version: 2.1\\nName: greeting\\nVersion: 1.0\\n')
    wheel.writestr('greeting-1.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr('greeting-1.0.dist-info/RECORD', 'greeting.py,,\\n')
sys.stdout.buffer.write(out.getvalue())`;
  return execFileSync('python3', ['-c', script]);
}

describe('an instance that is told to stop', () => {
  test.concurrent('finishes the request under way, takes no other, and only then stops the application', async () => {
    const rig = await start({
      files: app(`
        process.once('SIGTERM', () => { console.log('SIGTERM'); process.exit(0); });
        console.log('asked ' + request.url);
        if (request.url !== '/slow') return response.end();
        response.write('first ');
        setTimeout(() => { response.end('last'); console.log('answered'); }, 700);`),
    });
    await ready(rig);
    const slow = get(rig, '/slow');
    await until('the request is under way', () => rig.lines.includes('web: asked /slow'));
    rig.tell();
    await until('the door is shut', () =>
      get(rig).then(
        () => false,
        () => true,
      ),
    );
    expect(await slow).toBe('200 first last');
    expect(await rig.done).toBe(0);
    const order = rig.lines.filter((line) => ['web: answered', 'web: SIGTERM'].includes(line));
    expect(order).toEqual(['web: answered', 'web: SIGTERM']);
  });

  test.concurrent('does not wait for connections that are only kept alive', async () => {
    const rig = await start({ files: app('response.end()'), config: { drain: 2_000 } });
    await ready(rig);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await new Promise<void>((resolve, reject) => {
      request({ port: rig.httpPort, host: '127.0.0.1', agent }, (response) =>
        response.resume().on('end', () => resolve()),
      )
        .on('error', reject)
        .end();
    });
    const began = performance.now();
    rig.tell();
    expect(await rig.done).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
    agent.destroy();
  });

  test.concurrent('cuts what does not end within the drain', async () => {
    const rig = await start({
      files: app(`if (request.url === '/') response.end(); else response.write('never ');`),
      config: { drain: 10 },
    });
    await ready(rig);
    const hanging = get(rig, '/hang').catch(() => 'cut');
    await until('it hangs', () => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 50)));
    rig.tell();
    expect(await rig.done).toBe(0);
    expect(await hanging).toBe('cut');
  });

  test.concurrent('during its installation, it does not leave that behind', async () => {
    const rig = await start({
      files: {
        'package.json': JSON.stringify({
          scripts: { start: 'node app.js', preinstall: 'echo installer $$; sleep 60' },
        }),
        'app.js': '',
      },
    });
    await until('the installation runs', () => rig.lines.some((line) => /^install: installer \d+/.test(line)));
    const pid = Number(/installer (\d+)/.exec(rig.lines.join('\n'))?.[1]);
    rig.tell();
    expect(await rig.done).toBe(1);
    await until(
      'the installer is gone',
      () => !existsSync(`/proc/${pid}`) || /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')),
    );
  });

  test.concurrent('before it is ready, it stops without a word to CloudFormation', async () => {
    const rig = await start({ files: app('response.writeHead(500).end()') });
    await until('the application runs', () => rig.lines.some((line) => line.startsWith('start ')));
    rig.tell();
    expect(await rig.done).toBe(1);
    expect(statuses(rig)).toEqual([]);
  });
});

describe('the supervisor', () => {
  test.concurrent('starts a process again that ends after the trial', async () => {
    const rig = await start({
      files: app(`if (request.url === '/die') process.exit(9); response.end('pid ' + process.pid);`),
    });
    await ready(rig);
    const before = await get(rig);
    await get(rig, '/die').catch(() => {});
    await until('it answers again', async () => /^200 pid/.test(await get(rig).catch(() => '')));
    expect(await get(rig)).not.toBe(before);
    expect(rig.lines.join('\n')).toMatch(
      /The web process exited with code 9, \d+\.\d s after its start\. It is started again/,
    );
    expect(statuses(rig)).toEqual(['SUCCESS']);
  });
});

describe('the door', () => {
  test.concurrent('lets a WebSocket through', async () => {
    const rig = await start({
      files: {
        'app.js': `const server = require('node:http').createServer((_, response) => response.end());
          server.on('upgrade', (request, socket, head) => {
            socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n\\r\\n');
            socket.on('data', (chunk) => socket.write('echo ' + chunk));
          });
          server.listen(process.env.PORT, '127.0.0.1');`,
      },
    });
    await ready(rig);
    const socket = connect(rig.httpPort, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.on('error', () => {});
    socket.write('GET /chat HTTP/1.1\r\nHost: shop\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    await until('it is upgraded', () => heard.includes('101 Switching Protocols'));
    socket.write('ping');
    await until('the application answers', () => heard.includes('echo ping'));
    socket.destroy();
  });
});

describe('variables', () => {
  const variables = {
    COLOR: { kind: 'plain', value: 'green; $HOME "quoted"' },
    PASSWORD: { kind: 'secret', id: 'shop/db', key: 'password' },
    TOKEN: { kind: 'parameter', name: '/shop/token' },
  } as const;

  test.concurrent('reach the application resolved, and secrets reach no log', async () => {
    const rig = await start({
      files: app(`response.end(JSON.stringify([process.env.COLOR, process.env.PASSWORD, process.env.TOKEN]));
        if (!globalThis.told) { globalThis.told = true; console.log('connecting with ' + process.env.PASSWORD); }`),
      config: { variables },
      prepare: ({ operations }) => {
        operations['secretsmanager.GetSecretValue'] = ({ body }) => {
          expect(JSON.parse(body)).toEqual({ SecretId: 'shop/db' });
          return { body: JSON.stringify({ SecretString: '{"password":"hunter2-hunter2"}' }) };
        };
        operations['AmazonSSM.GetParameters'] = ({ body }) => {
          expect(JSON.parse(body)).toEqual({ Names: ['/shop/token'], WithDecryption: true });
          return {
            body: JSON.stringify({ Parameters: [{ Name: '/shop/token', Value: 'abc' }], InvalidParameters: [] }),
          };
        };
      },
    });
    await ready(rig);
    expect(await get(rig)).toBe(`200 ${JSON.stringify(['green; $HOME "quoted"', 'hunter2-hunter2', 'abc'])}`);
    expect(rig.lines).toContain('web: connecting with ***');
    for (const log of ['agent.log', 'web.log']) {
      expect(readFileSync(join(rig.home, 'log', log), 'utf8')).not.toContain('hunter2');
    }
  });

  test.concurrent('that have no value are named, before anything is installed', async () => {
    const rig = await start({
      files: app('response.end()'),
      config: { variables: { TOKEN: variables.TOKEN } },
      prepare: ({ operations }) => {
        operations['AmazonSSM.GetParameters'] = () => ({
          body: '{"Parameters":[],"InvalidParameters":["/shop/token"]}',
        });
      },
    });
    expect(await rig.done).toBe(1);
    expect(reportOf(rig)).toMatchObject({
      step: 'variables',
      reason: 'The variable TOKEN has no value: there is no parameter "/shop/token".',
    });
  });

  test.concurrent('that may not be read say what AWS says', async () => {
    const rig = await start({
      files: app('response.end()'),
      config: { variables: { PASSWORD: variables.PASSWORD } },
      prepare: ({ operations }) => {
        operations['secretsmanager.GetSecretValue'] = () => ({
          status: 400,
          body: '{"__type":"AccessDeniedException","Message":"shop-role is not authorized"}',
        });
      },
    });
    expect(await rig.done).toBe(1);
    expect(reportOf(rig).reason).toBe(
      'The secret "shop/db" could not be read: AccessDeniedException: shop-role is not authorized',
    );
  });
});

describe('the artifacts', () => {
  test.concurrent('a bundle with other bytes than the version’s is refused', async () => {
    const rig = await start({
      files: app('response.end()'),
      prepare: ({ objects }) => objects.set('artifacts/bundle.zip', Buffer.from('something else')),
    });
    expect(await rig.done).toBe(1);
    expect(reportOf(rig)).toMatchObject({ step: 'fetch' });
    expect(reportOf(rig).reason).toMatch(
      /^The bundle in s3:\/\/artifacts\/bundle\.zip has the sha256 [0-9a-f]{64}, not /,
    );
  });

  test.concurrent('a bundle that is not there is named', async () => {
    const rig = await start({ files: app(''), prepare: ({ objects }) => objects.delete('artifacts/bundle.zip') });
    expect(await rig.done).toBe(1);
    expect(reportOf(rig).reason).toBe(
      'The bundle could not be fetched from s3://artifacts/bundle.zip: NoSuchKey: The specified key does not exist.',
    );
  });

  test.concurrent('a failure is signalled even when its report cannot be left', async () => {
    const rig = await start({
      files: { 'app.js': 'process.exit(1)' },
      prepare: ({ operations }) => {
        for (const end of ['log', 'json']) {
          operations[`PUT /artifacts/environments/test/failures/v1/${instance}.${end}`] = () =>
            error(404, 'NoSuchBucket', 'gone');
        }
      },
    });
    expect(await rig.done).toBe(1);
    expect(statuses(rig)).toEqual(['FAILURE']);
  });
});
