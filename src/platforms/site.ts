import { folderOf, ownFolder, type Place, type Process } from './platform.ts';

/** The site's own nginx: an ordinary process of the application, so that it is gated, restarted and flipped like any other. */
export const siteProcess: Process = {
  name: 'web',
  // Workers of a root's nginx, as in a container on a developer's machine, would be somebody else, who may not read the release.
  command: `PATH="$PATH:/usr/sbin"; [ "$(id -u)" != 0 ] || as='user root;'; exec nginx -e stderr -p "$PWD/${ownFolder}/" -c site.conf -g "$as"`,
};

/** Where its configuration lies. */
export function siteFile(place: Place): string {
  return `${folderOf(place)}/site.conf`;
}

/** What a site is made of. */
export interface Site {
  /** Document root, relative to the release. */
  readonly root: string;
  /** Lines of the server block. */
  readonly locations: string;
}

/** The configuration of an nginx without any right of its own: one port on loopback, every file that it writes in a folder of its own. */
export function siteConfiguration(place: Place, { root, locations }: Site): string {
  const { directory, port } = place;
  const own = `${directory}/${folderOf(place)}`;
  return `daemon off;
worker_processes auto;
error_log stderr warn;
pid ${own}/site.pid;

events {
  worker_connections 1024;
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  server_tokens off;
  absolute_redirect off;
  sendfile on;
  gzip on;
  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;
  client_max_body_size 0;
  client_body_temp_path ${own}/body;
  proxy_temp_path ${own}/proxy;
  fastcgi_temp_path ${own}/fastcgi;
  uwsgi_temp_path ${own}/uwsgi;
  scgi_temp_path ${own}/scgi;

  server {
    listen 127.0.0.1:${port};
    root "${root === '' ? directory : `${directory}/${root}`}";

    # What is hidden is nobody's: configuration, history, keys. Certificates are proven below .well-known.
    location ~ /\\.(?!well-known/) {
      return 404;
    }

${locations}
  }
}
`;
}
