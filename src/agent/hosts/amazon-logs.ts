import { insist, type Machine } from './machine.ts';

const configuration = '/etc/beanpole/logrotate.conf';
const logsUnitName = 'beanpole.logs.service';
const timerName = 'beanpole.logs.timer';
const units = '/etc/systemd/system';

/**
 * Keeps the logs of nginx small: its package's own rule looks once a day, and a busy day fills a disk. What the application prints is in the journal of systemd,
 * which bounds itself (a tenth of the disk, at most 4 GB).
 */
export async function keepLogsSmall(machine: Machine): Promise<void> {
  await machine.write(configuration, rotation('/var/log/nginx/*.log'));
  await machine.write(`${units}/${logsUnitName}`, unit);
  await machine.write(`${units}/${timerName}`, timer);
  await insist(machine, ['systemctl', 'daemon-reload']);
  await insist(machine, ['systemctl', 'enable', '--now', timerName]);
}

/** Ten files of 10 MiB, and what comes in ten minutes. nginx opens its files anew at SIGUSR1; until then it writes into the moved one, so that no line is lost. */
export function rotation(files: string): string {
  return `${files} {
  size 10M
  rotate 10
  missingok
  notifempty
  compress
  delaycompress
  sharedscripts
  postrotate
    [ ! -s /run/nginx.pid ] || kill -s USR1 "$(cat /run/nginx.pid)"
  endscript
}
`;
}

const unit = `[Unit]
Description=Beanpole: logs are kept small

[Service]
Type=oneshot
ExecStart=/usr/sbin/logrotate --state /var/lib/beanpole/logrotate.state ${configuration}
StateDirectory=beanpole
`;

const timer = `[Unit]
Description=Beanpole: logs are kept small, every ten minutes

[Timer]
OnBootSec=10min
OnActiveSec=10min
OnUnitActiveSec=10min

[Install]
WantedBy=timers.target
`;
