import { ref } from '../intrinsics.ts';
import { sha256, text } from '../parameters.ts';
import type { Fragment, Output } from '../template.ts';

/** What a deploy puts in force: the version, its configuration, the agent and the image; and the same as outputs, to tell what is live. */
export function version(): Fragment {
  return {
    Parameters: {
      VersionLabel: text('Label of the version that the environment runs.'),
      BundleKey: text('Key of the bundle in the artifact bucket.'),
      BundleSha256: sha256('Sha256 of the bundle.'),
      AgentKey: text('Key of the instance agent in the artifact bucket.'),
      AgentSha256: sha256('Sha256 of the instance agent.'),
      ConfigKey: text("Key of the environment's configuration in the artifact bucket."),
      ConfigSha256: sha256("Sha256 of the environment's configuration."),
      ArtifactBucket: text('Bucket that holds bundles, agents and configurations.'),
      ImageId: { Type: 'AWS::EC2::Image::Id', Description: 'Pinned machine image of the instances.' },
      TemplateDigest: sha256('Sha256 of this template; it only makes every change of the template an update.'),
      Deployment: text('Name of the deployment: of this version, with this configuration, brought out this time.'),
      // Only outputs refer to these: they tell how the version came here, and no resource changes with them.
      Commit: text('Commit that the version was made from.'),
      CommittedAt: text('Committer date of that commit.'),
      Run: text('Run that deployed it.'),
      PreviousVersion: text('Label of the version that ran before.'),
    },
    Resources: {},
    Outputs: {
      Version: echo('VersionLabel'),
      ConfigSha256: echo('ConfigSha256'),
      BundleSha256: echo('BundleSha256'),
      AgentSha256: echo('AgentSha256'),
      ImageId: echo('ImageId'),
      TemplateDigest: echo('TemplateDigest'),
      Commit: echo('Commit'),
      CommittedAt: echo('CommittedAt'),
      Run: echo('Run'),
      PreviousVersion: echo('PreviousVersion'),
    },
  };
}

function echo(parameter: string): Output {
  return { Value: ref(parameter) };
}
