/** Asks a local cloud what is there, in plain requests: what is looked at must not pass through the code that is tried out. */

const versions = {
  cloudformation: '2010-05-15',
  ec2: '2016-11-15',
};

/** One call of a Query service; its answer as text. */
export async function query(endpoint, service, action, parameters = {}) {
  const body = new URLSearchParams({ Action: action, Version: versions[service], ...parameters });
  const answer = await fetch(endpoint, { method: 'POST', body, headers: { authorization: signature(service) } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${action} answered ${answer.status}: ${text}`);
  return text;
}

function signature(service) {
  return `AWS4-HMAC-SHA256 Credential=INVENTORY/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

export const all = (text, name) =>
  [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((found) => found[1]);
const pieces = (text, name) =>
  text
    .split(`<${name}>`)
    .slice(1)
    .map((rest) => rest.split(`</${name}>`)[0]);

/**
 * @param {string} endpoint
 * @returns {Promise<{stacks: Record<string, string>, changeSets: string[], versions: Record<string, string>, bundles: string[], instances: string[], addresses: string[], live: string | undefined}>}
 * `live`: label of the version that answers. `versions`: key of the bundle by label. `changeSets`: those that wait to be executed, and those that failed.
 */
export async function inventory(endpoint) {
  const listed = await query(endpoint, 'cloudformation', 'DescribeStacks');
  const stacks = Object.fromEntries(
    [...listed.matchAll(/<StackName>([^<]*)<\/StackName>[\s\S]*?<StackStatus>([^<]*)</g)].map((found) => [
      found[1],
      found[2],
    ]),
  );
  const changeSets = [];
  for (const StackName of Object.keys(stacks)) {
    const sets = await query(endpoint, 'cloudformation', 'ListChangeSets', { StackName });
    for (const set of pieces(sets, 'Summaries').flatMap((list) => pieces(list, 'member'))) {
      const [execution] = all(set, 'ExecutionStatus');
      if (!['EXECUTE_COMPLETE', 'OBSOLETE'].includes(execution))
        changeSets.push(`${StackName}: ${all(set, 'ChangeSetName')[0]} is ${execution}`);
    }
  }
  const instances = pieces(await query(endpoint, 'ec2', 'DescribeInstances'), 'instancesSet')
    .map((set) => [all(set, 'instanceId')[0], /<instanceState>[\s\S]*?<name>([^<]*)</.exec(set)?.[1]])
    .filter(([, state]) => state !== 'terminated');
  const addresses = all(await query(endpoint, 'ec2', 'DescribeAddresses'), 'allocationId');
  const bucket = await outputOf(endpoint, stacks, 'ArtifactBucket');
  const url = await outputOf(endpoint, stacks, 'Url');
  return {
    stacks,
    changeSets,
    ...(await objects(endpoint, bucket)),
    instances: instances.map(([id, state]) => `${id} is ${state}`),
    addresses,
    live: await pageOf(url),
  };
}

/** The output of this name, of whichever stack has it. */
async function outputOf(endpoint, stacks, name) {
  for (const StackName of Object.keys(stacks)) {
    const text = await query(endpoint, 'cloudformation', 'DescribeStacks', { StackName });
    const found = new RegExp(`<OutputKey>${name}</OutputKey>\\s*<OutputValue>([^<]*)<`).exec(text);
    if (found) return found[1];
  }
  return undefined;
}

/** The label of the version that answers at an address, as `version 1` says it. */
async function pageOf(url) {
  if (url === undefined) return undefined;
  const page = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    .then((answer) => answer.text())
    .catch((error) => `no answer: ${error.cause?.code ?? error.message}`);
  return page.replace(/^version /, 'v');
}

async function objects(endpoint, bucket) {
  if (bucket === undefined) return { versions: {}, bundles: [] };
  const get = (path) =>
    fetch(`${endpoint}/${bucket}${path}`, { headers: { authorization: signature('s3') } }).then((answer) =>
      answer.text(),
    );
  const list = async (prefix) => all(await get(`?list-type=2&prefix=${prefix}`), 'Key');
  const manifests = await Promise.all((await list('versions/')).map(async (key) => JSON.parse(await get(`/${key}`))));
  return {
    versions: Object.fromEntries(manifests.map((manifest) => [manifest.label, manifest.key])),
    bundles: await list('bundles/'),
  };
}
