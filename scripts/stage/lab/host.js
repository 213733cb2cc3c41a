/**
 * What of the machine that serves is not as the agent must have made it.
 * @param {ReturnType<typeof import('./stage.js').openStage>} stage
 * @param {{version: string, slot: '' | '@b'}} wanted
 * @returns {string[]}
 */
export function judgeHost(stage, { version, slot }) {
  const { run } = stage.machine();
  const show = (unit, property) => run('systemctl', 'show', '--value', `--property=${property}`, unit).trim();
  const web = `beanpole-web${slot}.service`;
  const facts = {
    'cloud-init has ended': [run('timeout', '60', 'cloud-init', 'status', '--wait').trim(), /done/],
    [`${web} runs`]: [show(web, 'ActiveState'), /^active$/],
    [`${web} runs as webapp`]: [show(web, 'User'), /^webapp$/],
    'its process is webapp’s': [run('ps', '-o', 'user=', '-p', show(web, 'MainPID')).trim(), /^webapp$/],
    'nginx runs': [show('nginx.service', 'ActiveState'), /^active$/],
    'nginx answers on port 80': [run('curl', '--silent', 'http://127.0.0.1/'), new RegExp(`^${version}$`, 'm')],
    'the agent comes back at a reboot': [
      run('sh', '-c', 'systemctl is-enabled beanpole.agent.service || true'),
      /^enabled/,
    ],
    'no unit has failed': [run('systemctl', 'list-units', '--failed', '--no-legend', '--plain').trim(), /^$/],
    'metadata without a token is refused': [
      run(
        'curl',
        '--silent',
        '--output',
        '/dev/null',
        '--write-out',
        '%{http_code}',
        'http://169.254.169.254/latest/meta-data/',
      ),
      /^401$/,
    ],
    'packages asked of dnf': [
      run('ls', '/var/lib/lab').split('\n').join(' '),
      /^logrotate nginx nodejs24 nodejs24-npm $/,
    ],
  };
  return Object.entries(facts).flatMap(([what, [found, wanted]]) =>
    wanted.test(found) ? [] : [`${version}: not true that ${what}: "${found}"`],
  );
}
