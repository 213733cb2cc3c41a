import { batchOf } from '../capacity.ts';
import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Value } from '../template.ts';
import { updateScript } from '../update-script.ts';

/**
 * The policy `in-place`: Systems Manager brings the version to the instances that are there, batch by batch, and CloudFormation waits for it. It comes after
 * the group: made before there is an instance, it would wait for one until its time is over, and no order can put it behind the group at creation and before
 * it at an update. So the launch template moves first. That touches no running instance, as the group has no rolling update; and when the association
 * fails, the way back takes the launch template first and then this, with the former parameters: every instance, also one that was launched meanwhile, gets
 * the former version again.
 */
export function inPlace(context: Context): Fragment {
  if (context.deploy.policy !== 'in-place') return nothing;
  return {
    Resources: {
      UpdateDocument: {
        Type: 'AWS::SSM::Document',
        Metadata: { Description: 'How an instance changes its version' },
        Properties: {
          DocumentType: 'Command',
          DocumentFormat: 'JSON',
          TargetType: '/AWS::EC2::Instance',
          // By default a change of the content would be another document under another name.
          UpdateMethod: 'NewVersion',
          Content: content(context),
          Tags: tags(context),
        },
      },
      UpdateAssociation: {
        Type: 'AWS::SSM::Association',
        Metadata: { Description: 'Brings the version to the instances, batch by batch' },
        Properties: {
          Name: ref('UpdateDocument'),
          // CloudFormation has been seen to make a new version and not to make it the default one.
          DocumentVersion: '$LATEST',
          Targets: [{ Key: 'tag:aws:autoscaling:groupName', Values: [ref('AutoScalingGroup')] }],
          Parameters: Object.fromEntries(Object.keys(documentParameters).map((name) => [name, [ref(name)]])),
          MaxConcurrency: ref('BatchSize'),
          MaxErrors: '0',
          WaitForSuccessTimeoutSeconds: patience(context),
        },
      },
    },
  };
}

const sha256 = '^[0-9a-f]{64}$';
const word = `^[^"'\\\\\\x00-\\x1f\\x7f{}$\`]+$`;

/** The document's parameters have the names of the stack's; their patterns keep them from breaking out of the script. */
const documentParameters = {
  VersionLabel: parameter('Label of the version.', word),
  BundleKey: parameter('Key of the bundle in the artifact bucket.', word),
  BundleSha256: parameter('Sha256 of the bundle.', sha256),
  ConfigKey: parameter("Key of the environment's configuration.", word),
  ConfigSha256: parameter("Sha256 of the environment's configuration.", sha256),
  Deployment: parameter('Name of the deployment.', word),
  AgentKey: parameter('Key of the instance agent.', word),
  AgentSha256: parameter('Sha256 of the instance agent.', sha256),
} as const;

function parameter(description: string, allowedPattern: string): Value {
  return { type: 'String', description, allowedPattern };
}

function content(context: Context): Value {
  return {
    schemaVersion: '2.2',
    description: 'Brings a version to an instance, beside the one that it runs.',
    parameters: documentParameters,
    mainSteps: [
      {
        action: 'aws:runShellScript',
        name: 'update',
        precondition: { StringEquals: ['platformType', 'Linux'] },
        inputs: { timeoutSeconds: String(context.deploy.timeout), runCommand: updateScript(context) },
      },
    ],
  };
}

/** Systems Manager takes at most two days. */
const longestWait = 172_800;

/** Seconds for all batches of the largest group, one after the other. */
function patience({ mode, instances, deploy }: Context): number {
  const batches = mode === 'single-instance' ? 1 : Math.ceil(instances.max / batchOf(deploy.batch, instances.max));
  return Math.min(deploy.timeout * batches + 60, longestWait);
}
