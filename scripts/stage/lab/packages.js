/**
 * Packages of Amazon Linux 2023, by the names that the agent asks for, and what makes Debian's (or the lab's own) look like them. This table is all that
 * differs between the two systems; what Amazon's packages really hold, only an instance on AWS can show (docs/unverified.md).
 */
export const packages = {
  nodejs24: 'ln -sf /opt/node24/bin/node /usr/bin/node-24',
  'nodejs24-npm': `for name in npm npx; do
  printf '#!/bin/sh\\nexec /opt/node24/bin/node /opt/node24/lib/node_modules/npm/bin/%s-cli.js "$@"\\n' "$name" > "/usr/bin/$name-24"
  chmod 755 "/usr/bin/$name-24"
done`,
  // Amazon's nginx runs as a user of its own; Debian's as www-data.
  nginx: 'id nginx > /dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin nginx',
  logrotate: 'exit 0',
};
