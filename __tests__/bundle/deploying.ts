import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { s3Artifacts } from '../../src/aws/artifacts.ts';
import { makeClients } from '../../src/aws/clients.ts';
import { makeBundle } from '../../src/bundle/bundle.ts';
import { hashSource, sourceDigest } from '../../src/bundle/digest.ts';
import { publishVersion } from '../../src/bundle/publish.ts';
import { selectFiles } from '../../src/bundle/select.ts';
import { realFiles } from '../../src/runner/files.ts';
import { realGit } from '../../src/runner/git.ts';
import { startPackers } from '../../src/runner/packers.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const [packer, loader] = [here('../../src/packer/index.ts'), here('./typescript.mjs')];

// A process that publishes a directory: `deploying.ts <endpoint> <directory> <directory for the zip>`.
const [endpoint = '', root = '', out = ''] = process.argv.slice(2);
const source = await hashSource(
  await selectFiles({ workspace: root, root }, { files: realFiles, git: realGit }),
  realFiles,
);
const clients = makeClients({ region: 'eu-central-1', version: '1.2.3', endpoint });
const { uploaded } = await publishVersion(
  { label: 'v1', platform: 'node', createdAt: '2026-01-02T03:04:05.000Z', sourceDigest: sourceDigest(source.files) },
  () =>
    makeBundle(source, join(out, 'bundle.zip'), {
      files: realFiles,
      startPackers: () => startPackers(packer, ['--import', loader]),
    }),
  s3Artifacts({ name: 'artifacts', clients, files: realFiles }),
);
process.stdout.write(JSON.stringify({ uploaded }));
