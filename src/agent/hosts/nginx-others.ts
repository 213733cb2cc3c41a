import { selfSigned } from './doors.ts';
import type { OtherDoor } from './host.ts';
import { insist, type Machine } from './machine.ts';

const key = '/etc/pki/tls/private/beanpole.key';
const certificate = '/etc/pki/tls/certs/beanpole.crt';

/** The servers of further processes that speak HTTP; behind the door HTTPS is HTTP, as the application is on the same machine. */
export function othersInHttp(others: readonly OtherDoor[], headers: string): string {
  return others
    .filter(({ protocol }) => protocol === 'HTTP' || protocol === 'HTTPS')
    .map((other) => httpServer(other, headers))
    .join('');
}

function httpServer({ name, listens, port, protocol }: OtherDoor, headers: string): string {
  const secure = protocol === 'HTTPS';
  const shown = secure ? `    ssl_certificate ${certificate};\n    ssl_certificate_key ${key};\n` : '';
  const ssl = secure ? ' ssl' : '';
  return `
  upstream application_${name} {
    server 127.0.0.1:${port} max_fails=0;
    keepalive 64;
  }

  server {
    listen ${listens}${ssl} default_server;
    listen [::]:${listens}${ssl} default_server;
${shown}
    location / {
      proxy_pass http://application_${name};
${headers}    }
  }
`;
}

/** The part of nginx that carries connections as they come is a module of its own. */
export function othersInStream(others: readonly OtherDoor[]): { readonly modules: string; readonly servers: string } {
  const pipes = others.filter(({ protocol }) => protocol === 'TCP' || protocol === 'UDP');
  if (pipes.length === 0) return { modules: '', servers: '' };
  const servers = pipes.map(
    ({ listens, port, protocol }) => `  server {
    listen ${listens}${protocol === 'UDP' ? ' udp' : ''};
    listen [::]:${listens}${protocol === 'UDP' ? ' udp' : ''};
    proxy_pass 127.0.0.1:${port};
    proxy_timeout 1h;
  }
`,
  );
  return { modules: 'include /usr/share/nginx/modules/*.conf;\n', servers: `\nstream {\n${servers.join('')}}\n` };
}

/** The load balancer does not ask who shows a certificate: one that the instance makes itself keeps the way to it secret. */
export async function makeCertificate(machine: Machine): Promise<void> {
  if ((await machine.run(['test', '-s', certificate])).code === 0) return;
  await insist(machine, ['openssl', ...selfSigned(key, certificate)]);
}
