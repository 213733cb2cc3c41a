import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { sha256, text } from '../parameters.ts';
import { hasSlots, ofLive, perSlot } from '../slots.ts';
import type { Fragment, Output, Parameter } from '../template.ts';

/** What a deploy puts in force: the version, its configuration, the agent and the image; and the same as outputs, to tell what is live. */
export function version(context: Context): Fragment {
  return {
    Parameters: {
      ...perSlot(context, () => ({ Parameters: content(context), Resources: {} })).Parameters,
      ArtifactBucket: text('Bucket that holds bundles, agents and configurations.'),
      TemplateDigest: sha256('Sha256 of this template; it only makes every change of the template an update.'),
      // Only outputs refer to these: they tell how the version came here, and no resource changes with them.
      Commit: text('Commit that the version was made from.'),
      CommittedAt: text('Committer date of that commit.'),
      Run: text('Run that deployed it.'),
      PreviousVersion: text('Label of the version that ran before.'),
    },
    Resources: {},
    Outputs: {
      Version: echo(context, 'VersionLabel'),
      ConfigSha256: echo(context, 'ConfigSha256'),
      BundleSha256: echo(context, 'BundleSha256'),
      AgentSha256: echo(context, 'AgentSha256'),
      ImageId: echo(context, 'ImageId'),
      TemplateDigest: { Value: ref('TemplateDigest') },
      Commit: { Value: ref('Commit') },
      CommittedAt: { Value: ref('CommittedAt') },
      Run: { Value: ref('Run') },
      PreviousVersion: { Value: ref('PreviousVersion') },
    },
  };
}

/** What makes a version run as it does. */
function content(context: Context): Readonly<Record<string, Parameter>> {
  return {
    VersionLabel: text('Label of the version that the environment runs.'),
    BundleKey: text('Key of the bundle in the artifact bucket.'),
    BundleSha256: sha256('Sha256 of the bundle.'),
    AgentKey: text('Key of the instance agent in the artifact bucket.'),
    AgentSha256: sha256('Sha256 of the instance agent.'),
    ConfigKey: text("Key of the environment's configuration in the artifact bucket."),
    ConfigSha256: sha256("Sha256 of the environment's configuration."),
    ImageId: { Type: 'AWS::EC2::Image::Id', Description: 'Pinned machine image of the instances.' },
    Deployment: text('Name of the deployment: of this version, with this configuration, brought out this time.'),
    ...(hasSlots(context)
      ? { LaunchDigest: sha256('Sha256 of the launch template that the group was made with.') }
      : {}),
  };
}

function echo(context: Context, parameter: string): Output {
  return { Value: ofLive(context, ref(parameter)) };
}
