import type { getOctokit } from '@actions/github';
import type { Comparison, DeploymentStart, DeploymentStatus, GitHub, Run } from '../run.ts';
import { makeCaller } from './call.ts';

type Octokit = ReturnType<typeof getOctokit>;

export interface GitHubConnection {
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Where GitHub answers; a GitHub Enterprise Server has an address of its own. */
  readonly apiUrl?: string;
  readonly run: Run;
  readonly sleep: (ms: number) => Promise<void>;
  readonly warn: (text: string) => void;
}

/** Tells our own deployments from those that a job's `environment:` makes. */
const payload = { beanpole: true } as const;

/** GitHub's REST API behind the port. Its code is loaded at the first use: most runs begin without it. */
export function connectGitHub(connection: GitHubConnection): GitHub {
  const [owner = '', repo = ''] = connection.repository.split('/');
  const place = { owner, repo };
  const call = makeCaller(connection);
  let made: Promise<Octokit> | undefined;
  const octokit = (): Promise<Octokit> => {
    const { token, apiUrl } = connection;
    const options = apiUrl === undefined ? {} : { baseUrl: apiUrl };
    made ??= import('@actions/github').then((module) => module.getOctokit(token, options));
    return made;
  };
  const office: Office = { place, octokit, run: connection.run };
  return {
    compare: (base, head) =>
      call('contents: read', 'comparing two commits (their dates decide instead)', (request) =>
        compare(office, { base, head, request }),
      ),
    pull: (number) =>
      call('pull-requests: read', `reading pull request #${number}`, async (request) => {
        const { data } = await (await octokit()).rest.pulls.get({ ...place, pull_number: number, request });
        return { state: data.state === 'closed' ? 'closed' : 'open', head: data.head?.sha ?? '' } as const;
      }),
    comment: (pull, marker, write) =>
      call('pull-requests: write', `commenting on pull request #${pull}`, (request) =>
        comment(office, { pull, marker, write, request }),
      ),
    beginDeployment: (start) =>
      call('deployments: write', 'making a deployment', (request) => begin(office, start, request)),
    endDeployment: (id, status) =>
      call('deployments: write', 'telling how the deployment went', (request) => tell(office, { id, status, request })),
    retireDeployments: (environment) =>
      call('deployments: write', 'ending the deployments', (request) => retire(office, environment, request)),
  };
}

interface Office {
  readonly place: { readonly owner: string; readonly repo: string };
  readonly octokit: () => Promise<Octokit>;
  readonly run: Run;
}

type Request = { readonly signal: AbortSignal };

interface Pair {
  readonly base: string;
  readonly head: string;
  readonly request: Request;
}

/** Only the first page carries the files that differ, up to 300 with their patches; the word that we want is on each. */
async function compare({ place, octokit }: Office, { base, head, request }: Pair): Promise<Comparison | undefined> {
  const { rest } = await octokit();
  const wanted = { ...place, basehead: `${base}...${head}`, per_page: 1, page: 2, request };
  try {
    return (await rest.repos.compareCommitsWithBasehead(wanted)).data.status;
  } catch (error) {
    // A commit that was forced away, or that another repository has.
    if ((error as { readonly status?: number }).status === 404) return undefined;
    throw error;
  }
}

interface Note {
  readonly pull: number;
  readonly marker: string;
  readonly write: Parameters<GitHub['comment']>[2];
  readonly request: Request;
}

async function comment({ place, octokit }: Office, { pull, marker, write, request }: Note): Promise<void> {
  const { rest, paginate } = await octokit();
  const pages = paginate.iterator(rest.issues.listComments, { ...place, issue_number: pull, per_page: 100, request });
  for await (const { data } of pages) {
    const found = data.find(({ body }) => body?.startsWith(marker));
    if (found === undefined) continue;
    const body = write(found.body);
    if (body !== undefined) await rest.issues.updateComment({ ...place, comment_id: found.id, body, request });
    return;
  }
  const body = write(undefined);
  if (body !== undefined) await rest.issues.createComment({ ...place, issue_number: pull, body, request });
}

async function begin(office: Office, start: DeploymentStart, request: Request): Promise<number | undefined> {
  const { environment, commit, transient, production } = start;
  if (await isDoubled(office, start, request)) return undefined;
  const { rest } = await office.octokit();
  const { data } = await rest.repos.createDeployment({
    ...office.place,
    ref: commit,
    environment,
    // Nobody asked for a merge of the base branch, and this very run may be one of the checks.
    auto_merge: false,
    required_contexts: [],
    transient_environment: transient,
    production_environment: production,
    payload,
    request,
  });
  if (!('id' in data)) return undefined;
  const status = { state: 'in_progress', description: 'Beanpole is deploying' } as const;
  await tell(office, { id: data.id, status, request });
  return data.id;
}

/** Whether the job has made a deployment by its own `environment:`: one of this commit that points to this run and is not ours. */
async function isDoubled(
  { place, octokit, run }: Office,
  { commit, environment, transient }: DeploymentStart,
  request: Request,
): Promise<boolean> {
  const { rest } = await octokit();
  const { data } = await rest.repos.listDeployments({ ...place, sha: commit, per_page: 30, request });
  const others = data.filter((one) => !isOurs(one.payload) && (transient || one.environment === environment));
  for (const { id } of others.slice(0, 10)) {
    const statuses = await rest.repos.listDeploymentStatuses({ ...place, deployment_id: id, per_page: 30, request });
    const isOfRun = (url: string | undefined) => url !== undefined && `${url}/`.includes(`/actions/runs/${run.id}/`);
    if (statuses.data.some(({ log_url: log, target_url: target }) => isOfRun(log) || isOfRun(target))) return true;
  }
  return false;
}

function isOurs(given: unknown): boolean {
  return typeof given === 'object' && given !== null && 'beanpole' in given;
}

interface Told {
  readonly id: number;
  readonly status: DeploymentStatus;
  readonly request: Request;
}

async function tell({ place, octokit, run }: Office, { id, status, request }: Told): Promise<void> {
  const { rest } = await octokit();
  await rest.repos.createDeploymentStatus({
    ...place,
    deployment_id: id,
    state: status.state,
    // GitHub takes 140 characters.
    description: status.description.slice(0, 140),
    auto_inactive: false,
    ...(status.url === undefined ? {} : { environment_url: status.url }),
    ...(run.url === undefined ? {} : { log_url: run.url }),
    request,
  });
}

async function retire(office: Office, environment: string, request: Request): Promise<void> {
  const { rest } = await office.octokit();
  const { data } = await rest.repos.listDeployments({ ...office.place, environment, per_page: 100, request });
  for (const { id } of data.filter((one) => isOurs(one.payload))) {
    const at = { ...office.place, deployment_id: id, per_page: 1, request };
    const [newest] = (await rest.repos.listDeploymentStatuses(at)).data;
    if (newest?.state === 'inactive') continue;
    const status = { state: 'inactive', description: 'The environment is gone' } as const;
    await tell(office, { id, status, request });
  }
}
