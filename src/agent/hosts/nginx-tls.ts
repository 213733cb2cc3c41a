import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { failure } from '../failure.ts';
import type { TlsDoor, TlsWishes } from './host.ts';
import { insist, lastWords, type Machine } from './machine.ts';
import { takenOver, workersOf } from './nginx-workers.ts';

/** What the server block of our configuration includes, from here. */
export const serverParts = '/etc/nginx/beanpole';
const part = `${serverParts}/tls.conf`;
/** Where challenges are answered from: nginx must be able to read it. */
const challenges = '/var/lib/beanpole/acme-challenge';

interface Files {
  readonly challenges: string;
  /** Paths of the PEM files; absent: there is no certificate yet. */
  readonly certificate?: { readonly chain: string; readonly key: string };
  readonly redirect: boolean;
}

/** The part of the server block that answers challenges, and port 443 once there is a certificate. Only then does plain HTTP send anybody on. */
export function tlsConfiguration({ challenges: answers, certificate, redirect }: Files): string {
  const challenge = `location ^~ /.well-known/acme-challenge/ {\n  alias "${answers}/";\n  default_type text/plain;\n}\n`;
  if (certificate === undefined) return challenge;
  const https = `listen 443 ssl default_server;
listen [::]:443 ssl default_server;
ssl_certificate "${certificate.chain}";
ssl_certificate_key "${certificate.key}";
ssl_protocols TLSv1.2 TLSv1.3;
ssl_session_cache shared:beanpole:1m;
`;
  // The authority asks by plain HTTP, also for the next certificate.
  const onward = `set $beanpole_onward $scheme;
if ($uri ~ ^/\\.well-known/acme-challenge/) {
  set $beanpole_onward none;
}
if ($beanpole_onward = http) {
  return 301 https://$host$request_uri;
}
`;
  return `${https}${redirect ? onward : ''}${challenge}`;
}

export interface TlsMachine {
  readonly machine: Machine;
  readonly clock: Clock;
  readonly home: string;
  /** The program of the agent that runs now. */
  readonly program: string;
}

/** TLS by nginx; systemd asks for the next certificate. */
export function nginxTls(place: TlsMachine): TlsDoor {
  const { machine } = place;
  return {
    open: async ({ issued, redirect }: TlsWishes) => {
      const files = { chain: `${serverParts}/chain.pem`, key: `${serverParts}/key.pem` };
      if (issued !== undefined) {
        await machine.write(files.key, issued.key, 0o600);
        await machine.write(files.chain, issued.chain);
      }
      const certificate = issued === undefined ? {} : { certificate: files };
      await take(place, tlsConfiguration({ challenges, redirect, ...certificate }));
    },
    publish: async (token, answer) => {
      if (!/^[\w-]+$/.test(token)) throw failure(`The authority's token is no name of a file: ${token.slice(0, 40)}`);
      await machine.write(join(challenges, token), answer);
    },
    watch: () => watch(place),
    close: async () => {
      if ((await machine.read(part).catch(() => '')) === '') return;
      await machine.run(['systemctl', 'disable', '--now', timerName]);
      await take(place, '');
    },
  };
}

/** nginx takes it, or goes on with what it had. */
async function take({ machine, clock }: TlsMachine, text: string): Promise<void> {
  const former = await machine.read(part).catch(() => '');
  await machine.write(part, text);
  const { code, output } = await machine.run(['nginx', '-t']);
  if (code !== 0) {
    await machine.write(part, former);
    throw failure(`nginx refuses TLS: ${lastWords(output)}`);
  }
  const workers = await workersOf(machine);
  await insist(machine, ['systemctl', 'reload-or-restart', 'nginx.service']);
  await takenOver({ machine, clock }, workers);
}

const tlsUnitName = 'beanpole.tls.service';
const timerName = 'beanpole.tls.timer';

/** Asks every hour whether a new certificate is due; a copy of the agent does it, as an update may only be trying another one. */
async function watch({ machine, home, program }: TlsMachine): Promise<void> {
  const file = join(home, 'tls.mjs');
  if (program !== file) {
    await insist(machine, ['cp', '--', program, `${file}.next`]);
    await insist(machine, ['mv', '--', `${file}.next`, file]);
  }
  const command = [process.execPath, file, 'tls', join(home, 'instance.json')].join(' ');
  await machine.write(`/etc/systemd/system/${tlsUnitName}`, unit(command, home));
  await machine.write(`/etc/systemd/system/${timerName}`, timer);
  await insist(machine, ['systemctl', 'daemon-reload']);
  await insist(machine, ['systemctl', 'enable', '--now', timerName]);
}

function unit(command: string, home: string): string {
  return `[Unit]
Description=Beanpole: the certificate of the environment
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
Environment=BEANPOLE_HOME=${home}
ExecStart=${command}
TimeoutStartSec=600
`;
}

/** Not everybody asks the authority at the full hour. */
const timer = `[Unit]
Description=Beanpole: the certificate of the environment, every hour

[Timer]
OnBootSec=10min
OnUnitActiveSec=1h
OnActiveSec=1h
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
`;
