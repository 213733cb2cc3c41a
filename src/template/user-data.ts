import type { Context } from './context.ts';
import { dataAddresses } from './data-addresses.ts';
import { verbatim } from './intrinsics.ts';
import { frontOf } from './front.ts';
import { targetsOf } from './processes.ts';
import { drainHookName, hookName } from './update-policy.ts';
import { queueOf } from './worker-queue.ts';

/**
 * The script that an instance of a group, by its logical id, runs once, at its first boot; it stands inside of `Fn::Sub`, so bash's own `${…}` is written `${!…}`. It does no more than
 * fetch the instance agent, prove its sha256 and start it. When that fails, or the agent is lost before it has told how the version does, it says why: the report
 * first, as a signal has no room for a reason.
 * Nothing secret may stand here: whoever may describe launch templates can read it.
 */
export function userData(context: Context, group = 'AutoScalingGroup'): string {
  return `#!/bin/bash
# Fetches the instance agent, proves its sha256 and hands over to it.
set -euo pipefail
home="\${!BEANPOLE_HOME:-/opt/beanpole}"
imds="\${!AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}"
scale="\${!BEANPOLE_TIME_SCALE:-1}"
region='\${AWS::Region}'
bucket='s3://\${ArtifactBucket}'
label='\${VersionLabel}'
${functions}
what='The instance could not start its agent'
step=prepare
trap 'fail "$?"' ERR
mkdir -p "$home"
cd "$home"
cat > instance.json <<'END'
${description(context, parameters, group)}
END
step=install-node
install_node 2>&1 | tee -a boot.log
step=fetch-agent
retry fetch_agent 2>&1 | tee -a boot.log
touch untold
node-24 agent.mjs boot instance.json &
# Who stops the instance's main process means the agent; a signal ends the first wait before the agent has ended.
trap 'kill "$!" 2> /dev/null || true' TERM
wait "$!" || true
status=0
wait "$!" || status=$?
[ -e untold ] || exit "$status"
what='The agent was lost before it could tell how the version did'
step=agent
cat log/agent.log >> boot.log || true
node-24 agent.mjs hand-back instance.json || true
fail "$status"
`
    .replace('@failures@', () => `environments/${verbatim(context.environment)}/failures`)
    .replace('@group@', group);
}

/** Where a description takes what changes from version to version from. */
export interface Places {
  readonly label: string;
  readonly bundleKey: string;
  readonly bundleSha256: string;
  readonly configKey: string;
  readonly configSha256: string;
  readonly deployment: string;
}

/** From the parameters of the stack. */
export const parameters: Places = {
  label: '${VersionLabel}',
  bundleKey: '${BundleKey}',
  bundleSha256: '${BundleSha256}',
  configKey: '${ConfigKey}',
  configSha256: '${ConfigSha256}',
  deployment: '${Deployment}',
};

/** `instance.json`. What comes from parameters cannot break out of it: their patterns forbid quotes, backslashes and control characters. */
export function description(context: Context, from: Places, group = 'AutoScalingGroup'): string {
  return JSON.stringify({
    application: verbatim(context.application),
    environment: verbatim(context.environment),
    region: '${AWS::Region}',
    stack: '${AWS::StackId}',
    resource: group,
    bucket: '${ArtifactBucket}',
    version: { label: from.label, key: from.bundleKey, sha256: from.bundleSha256 },
    config: { key: from.configKey, sha256: from.configSha256 },
    deployment: from.deployment,
    ...(context.logs === undefined ? {} : { logGroup: '${LogGroup}' }),
    ...front(context),
    ...dataAddresses(context),
  });
}

/** Where what the instance works on comes from. */
function front(context: Context): object {
  const worker = queueOf(context);
  if (worker !== undefined) {
    const cron = context.worker?.cron ? { cronQueue: '${CronQueueUrl}' } : {};
    return { queue: worker.url, ...cron, drainHook: drainHookName };
  }
  if (frontOf(context) === 'address')
    return { elasticIp: { allocationId: '${ElasticIpAllocationId}', address: '${ElasticIp}' } };
  const others = targetsOf(context).flatMap(({ suffix }) => (suffix === '' ? [] : [`\${TargetGroup${suffix}}`]));
  return { targetGroup: '${TargetGroup}', ...(others.length === 0 ? {} : { targetGroups: others }), hook: hookName };
}

const functions = `
instance_id() {
  local token
  token=$(curl -sSf --max-time 5 --retry 3 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$imds/latest/api/token")
  curl -sSf --max-time 5 --retry 3 -H "X-aws-ec2-metadata-token: $token" "$imds/latest/meta-data/instance-id"
}

fail() {
  trap - ERR
  set +e
  id=$(instance_id) || id=unknown
  report="$bucket/@failures@/$label/$id"
  lines=$(tail -n 20 boot.log | sed -e 's/[[:cntrl:]]/ /g' -e 's/["\\\\]/\\\\&/g' -e 's/.*/"&"/' | paste -s -d , -)
  cat > failure.json <<END
{"schema":1,"instance":"$id","version":"$label","step":"$step","reason":"$what: $step ended with status $1.","lastLines":[$lines],"at":"$(date -u +%Y-%m-%dT%H:%M:%SZ)"}
END
  aws s3 cp boot.log "$report.log" --region "$region"
  aws s3 cp failure.json "$report.json" --region "$region"
  aws cloudformation signal-resource --stack-name '\${AWS::StackId}' --logical-resource-id @group@ --unique-id "$id" --status FAILURE --region "$region"
  exit 1
}

# Eight tries in about a minute: what a new role may do takes a while to be known everywhere.
retry() {
  local n
  for n in 1 2 3 4 5 6 7; do
    if "$@"; then return 0; fi
    echo "Try $n of 8 failed: $*"
    sleep "$(awk "BEGIN { print 8 / $scale }")"
  done
  "$@"
}

install_node() {
  command -v node-24 || { retry dnf install -y nodejs24 && command -v node-24; }
}

# shellcheck disable=SC2329 # retry calls it
fetch_agent() {
  aws s3 cp "$bucket/\${AgentKey}" agent.mjs --only-show-errors --region "$region" &&
    echo '\${AgentSha256}  agent.mjs' | sha256sum -c -
}
`;
