/** What the proxy's configuration depends on. */
export interface Proxy {
  readonly port: number;
  readonly drainSeconds: number;
  /** Worker: seconds that the application may take to answer; nobody but this machine asks then. */
  readonly answerSeconds?: number;
}

/**
 * The whole configuration of nginx: port 80 to the application. Connections of the load balancer are kept for longer than
 * it keeps them itself (60 s), or it would send requests into connections that we are closing.
 */
export function nginxConfiguration({ port, drainSeconds, answerSeconds }: Proxy): string {
  const listen =
    answerSeconds === undefined
      ? 'listen 80 default_server;\n    listen [::]:80 default_server;'
      : 'listen 127.0.0.1:80 default_server;';
  // nginx itself gives up after 60 s.
  const patience = answerSeconds === undefined ? '' : `\n      proxy_read_timeout ${answerSeconds + 10}s;`;
  return `# Written by Beanpole's instance agent.
user nginx;
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
  access_log /var/log/nginx/access.log;
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

  server {
    ${listen}

    location / {
      proxy_pass http://application;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $forwarded_proto;${patience}
    }
  }
}
`;
}
