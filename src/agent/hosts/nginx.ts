import type { OtherDoor, ProxyWishes } from './host.ts';
import { othersInHttp, othersInStream } from './nginx-others.ts';
import { serverParts } from './nginx-tls.ts';

/** Where nginx writes a line for each answer. */
export const accessLog = '/var/log/nginx/access.log';

/** What nginx calls `combined`, and who stands behind the load balancer. */
const answerFormat = [
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
  '"$http_referer" "$http_user_agent" "$http_x_forwarded_for"',
].join(' ');

/** What the proxy's configuration depends on. */
export interface Proxy {
  readonly port: number;
  readonly drainSeconds: number;
  /** Worker: seconds that the application may take to answer; nobody but this machine asks then. */
  readonly answerSeconds?: number;
  readonly wishes?: ProxyWishes | undefined;
  readonly others?: readonly OtherDoor[];
  /** What the application itself says, in `.platform/nginx`. */
  readonly own?: OwnConfiguration;
}

/** The application's part of the configuration. */
export interface OwnConfiguration {
  /** `.platform/nginx/nginx.conf`, in place of all of ours. */
  readonly whole?: string | undefined;
  /** Whether its `00_application.conf` says where requests go, in place of our `location /`. */
  readonly locates: boolean;
}

/** Where `.platform/nginx` keeps its snippets: for `http`, and below it for `server`. */
export function snippetsOf({ directory }: ProxyWishes): { readonly http: string; readonly server: string } {
  const http = `${directory}/.platform/nginx/conf.d`;
  return { http: `${http}/*.conf`, server: `${http}/elasticbeanstalk/*.conf` };
}

/**
 * The whole configuration of nginx: port 80 to the application. Connections of the load balancer are kept for longer than
 * it keeps them itself (60 s), or it would send requests into connections that we are closing.
 */
export function nginxConfiguration(proxy: Proxy): string {
  const { port, drainSeconds, answerSeconds, wishes, own, others = [] } = proxy;
  const stream = othersInStream(others);
  if (own?.whole !== undefined && wishes !== undefined) return replaced(own.whole, wishes, locations(proxy));
  const snippets = wishes === undefined ? undefined : snippetsOf(wishes);
  const http = snippets === undefined ? '' : `\n  include "${snippets.http}";\n`;
  const server = snippets === undefined ? '' : `    include "${snippets.server}";\n`;
  const listen =
    answerSeconds === undefined
      ? 'listen 80 default_server;\n    listen [::]:80 default_server;'
      : 'listen 127.0.0.1:80 default_server;';
  return `# Written by Beanpole's instance agent.
${stream.modules}user nginx;
worker_processes auto;
worker_shutdown_timeout ${drainSeconds}s;
error_log /var/log/nginx/error.log warn;
pid /run/nginx.pid;

events {
  worker_connections 1024;
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  # Beanstalk's format, which snippets refer to; and the same with the seconds that the request took.
  log_format main '${answerFormat}';
  log_format beanpole '${answerFormat} $request_time';
  access_log ${accessLog} beanpole;
  server_tokens off;
  keepalive_timeout 75s;
  client_max_body_size 0;

  # A WebSocket keeps its upgrade; everything else shares connections to the application.
  map $http_upgrade $connection_header {
    default upgrade;
    '' '';
  }

  # Behind the load balancer its word about the client's protocol stands; without one we are the first to know.
  map $http_x_forwarded_proto $forwarded_proto {
    default $http_x_forwarded_proto;
    '' $scheme;
  }

  upstream application {
    server 127.0.0.1:${port} max_fails=0;
    keepalive 64;
  }
${http}
  server {
    ${listen}

    include "${serverParts}/*.conf";

${locations(proxy)}${server}  }
${othersInHttp(others, toApplication)}}
${stream.servers}`;
}

const toApplication = `      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $forwarded_proto;
`;

function locations({ port, answerSeconds, wishes, own }: Proxy): string {
  const files = Object.entries(wishes?.staticFiles ?? {}).map(([url, path]) => {
    const exact = url.endsWith('/') ? '^~' : '=';
    return `    location ${exact} "${url}" {\n      alias "${path}";\n    }\n\n`;
  });
  if (own?.locates === true) return files.join('');
  // A configuration of the application's own knows neither our upstream nor our maps.
  const plain = own?.whole !== undefined;
  const headers = plain
    ? toApplication.replace('$connection_header', '$http_connection').replace('$forwarded_proto', '$scheme')
    : toApplication;
  // nginx itself gives up after 60 s.
  const patience = answerSeconds === undefined ? '' : `      proxy_read_timeout ${answerSeconds + 10}s;\n`;
  const target = plain ? `http://127.0.0.1:${port}` : 'http://application';
  return `${files.join('')}    location / {\n      proxy_pass ${target};\n${headers}${patience}    }\n`;
}

/** Beanstalk's own file includes its parts from `conf.d`; there they stand for ours and for the application's snippets. */
function replaced(whole: string, wishes: ProxyWishes, ours: string): string {
  const { http, server } = snippetsOf(wishes);
  return whole
    .replace(
      /include\s+(\/etc\/nginx\/)?conf\.d\/elasticbeanstalk\/[^;]*;/g,
      () => `include "${serverParts}/*.conf";\n${ours}\n    include "${server}";`,
    )
    .replace(/include\s+(\/etc\/nginx\/)?conf\.d\/\*\.conf\s*;/g, () => `include "${http}";`);
}
