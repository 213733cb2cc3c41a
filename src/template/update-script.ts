import type { Context } from './context.ts';
import { sub } from './intrinsics.ts';
import type { Value } from './template.ts';
import { description } from './user-data.ts';

/**
 * The lines that Systems Manager runs on an instance, as root. `{{ Name }}` is its parameter. They bring the agent that the version belongs with, prove its
 * sha256 and hand over; the instance keeps that agent only when it has done its work. A new instance may still be at its first boot: Node.js is waited for.
 */
export function updateScript(context: Context): Value {
  return script(context)
    .trim()
    .split('\n')
    .map((line) => (/\$\{(?!!)/.test(line) ? sub(line) : line.replaceAll('${!', '${')));
}

const script = (context: Context) => `
#!/bin/bash
set -euo pipefail
home="\${!BEANPOLE_HOME:-/opt/beanpole}"
scale="\${!BEANPOLE_TIME_SCALE:-1}"
pause() { sleep "$(awk "BEGIN { print $1 / $scale }")"; }
mkdir -p "$home"
cd "$home"
for n in {1..60}; do if command -v node-24 > /dev/null; then break; fi; pause 5; done
cat > next.json <<'END'
${description(context, places)}
END
fetch_agent() {
  aws s3 cp 's3://\${ArtifactBucket}/{{ AgentKey }}' agent.next.mjs --only-show-errors --region '\${AWS::Region}' &&
    echo '{{ AgentSha256 }}  agent.next.mjs' | sha256sum -c -
}
agent=agent.mjs
if ! echo '{{ AgentSha256 }}  agent.mjs' | sha256sum -c --status - 2> /dev/null; then
  agent=agent.next.mjs
  for n in {1..5}; do if fetch_agent; then break; elif [ "$n" = 5 ]; then exit 1; fi; pause 5; done
fi
node-24 "$agent" update "$home/next.json"
if [ "$agent" != agent.mjs ]; then mv -f agent.next.mjs agent.mjs; fi
`;

const places = {
  label: '{{ VersionLabel }}',
  bundleKey: '{{ BundleKey }}',
  bundleSha256: '{{ BundleSha256 }}',
  configKey: '{{ ConfigKey }}',
  configSha256: '{{ ConfigSha256 }}',
  deployment: '{{ Deployment }}',
} as const;
