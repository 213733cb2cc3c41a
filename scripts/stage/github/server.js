import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { misfits, sample } from './schema.js';

const unpack = (name) => JSON.parse(gunzipSync(readFileSync(new URL(`./${name}.json.gz`, import.meta.url))));
const { operations, components } = unpack('description');

/** GitHub's own examples of events, by `name.action`. */
export const events = unpack('events');

/** The most characters that GitHub takes in the body of a comment. */
const longestComment = 65_536;

/** The permission that each operation needs, as GitHub documents it. */
const permissions = {
  issues: 'pull-requests',
  pulls: 'pull-requests',
  deployments: 'deployments',
  compare: 'contents',
};

/**
 * A GitHub of a test's own, on loopback: comments, pulls and deployments of one repository. Each request is held to GitHub's published description; one that does not fit is
 * answered 422 and noted, and so is an answer of this server that would not fit.
 * @param {{repository?: string, token?: string}} options
 */
export async function startGitHub({ repository = 'octo-org/hello', token = 'ghs_test' } = {}) {
  /** `history`: the commits of the one branch, the oldest first. */
  /** @type {{comments: any[], deployments: any[], statuses: any[], pulls: Map<number, object>, history: string[]}} */
  const state = { comments: [], deployments: [], statuses: [], pulls: new Map(), history: [] };
  /** @type {string[]} */
  const complaints = [];
  /** @type {string[]} */
  const requests = [];
  /** Answers that come in place of the true ones; see `fault`. */
  /** @type {{wanted: RegExp, answer: any[], left: number}[]} */
  const faults = [];
  /** Scopes that the token has not. */
  /** @type {Set<string>} */
  const missing = new Set();
  let ids = 0;
  const now = () => new Date().toISOString();
  const user = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' };

  const handlers = {
    'get /issues/{issue_number}/comments': ({ path, query }) => [
      200,
      page(
        state.comments.filter(({ issue }) => issue === path.issue_number),
        query,
      ),
    ],
    'post /issues/{issue_number}/comments': ({ path, body }) => {
      if (body.body.length > longestComment) return tooLong();
      ids += 1;
      const made = { id: ids, issue: path.issue_number, body: body.body, user, created_at: now(), updated_at: now() };
      state.comments.push(made);
      return [201, made];
    },
    'patch /issues/comments/{comment_id}': ({ path, body }) => {
      if (body.body.length > longestComment) return tooLong();
      const found = state.comments.find(({ id }) => id === path.comment_id);
      if (!found) return notFound();
      Object.assign(found, { body: body.body, updated_at: now() });
      return [200, found];
    },
    'get /pulls/{pull_number}': ({ path }) => {
      const found = state.pulls.get(path.pull_number);
      return found ? [200, { number: path.pull_number, ...found }] : notFound();
    },
    'get /compare/{basehead}': ({ path }) => {
      const [base, head] = path.basehead.split('...').map((sha) => state.history.indexOf(sha));
      if (base < 0 || head < 0) return notFound();
      const by = head - base;
      const status = by > 0 ? 'ahead' : by < 0 ? 'behind' : 'identical';
      return [200, { status, ahead_by: Math.max(by, 0), behind_by: Math.max(-by, 0), total_commits: Math.max(by, 0) }];
    },
    'get /deployments': ({ query }) => {
      const fits = (one) =>
        ['sha', 'environment'].every((name) => query[name] === undefined || one[name] === query[name]);
      return [200, page(state.deployments.filter(fits).toReversed(), query)];
    },
    'post /deployments': ({ body }) => {
      ids += 1;
      const { ref, environment = 'production', payload = {}, transient_environment, production_environment } = body;
      const made = {
        id: ids,
        sha: ref,
        ref,
        environment,
        payload,
        transient_environment,
        production_environment,
        task: 'deploy',
      };
      state.deployments.push(made);
      return [201, made];
    },
    'get /deployments/{deployment_id}/statuses': ({ path, query }) => [
      200,
      page(state.statuses.filter(({ deployment }) => deployment === path.deployment_id).toReversed(), query),
    ],
    'post /deployments/{deployment_id}/statuses': ({ path, body }) => {
      if (!state.deployments.some(({ id }) => id === path.deployment_id)) return notFound();
      ids += 1;
      const made = { id: ids, deployment: path.deployment_id, ...body };
      state.statuses.push(made);
      return [201, made];
    },
  };

  const server = createServer((asked, answer) => {
    const pieces = [];
    asked.on('data', (piece) => pieces.push(piece));
    asked.on('end', () => {
      const url = new URL(asked.url, `http://${asked.headers.host}`);
      const said = Buffer.concat(pieces).toString();
      const [status, body, headers = {}] = respond({
        ...asked,
        method: asked.method,
        headers: asked.headers,
        url,
        said,
      });
      answer.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      answer.end(JSON.stringify(body));
    });
  });

  function respond({ method, headers, url, said }) {
    requests.push(`${method} ${url.pathname}`);
    const fault = faults.findIndex(({ wanted, left }) => left > 0 && wanted.test(`${method} ${url.pathname}`));
    if (fault >= 0) {
      faults[fault].left -= 1;
      return faults[fault].answer;
    }
    if (headers.authorization !== `token ${token}` && headers.authorization !== `Bearer ${token}`) {
      return [401, { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' }];
    }
    const found = find(method.toLowerCase(), url.pathname);
    if (!found) {
      complaints.push(`${method} ${url.pathname} is no operation that is kept here`);
      return notFound();
    }
    const { operation, path } = found;
    if (`${path.owner}/${path.repo}` !== repository) return notFound();
    const scope = permissions[operation.path.split('/')[4]];
    if (missing.has(scope)) {
      return [
        403,
        {
          message: 'Resource not accessible by integration',
          documentation_url: 'https://docs.github.com/rest',
          status: '403',
        },
      ];
    }
    const read = reading(operation, { path, url, said });
    if (read.problems.length > 0) {
      complaints.push(...read.problems.map((problem) => `${method} ${url.pathname}: ${problem}`));
      return [422, { message: `Validation Failed: ${read.problems.join('; ')}`, status: '422' }];
    }
    const key = `${operation.method} ${operation.path.replace('/repos/{owner}/{repo}', '')}`;
    const [status, body] = handlers[key](read);
    return [status, status < 300 ? complete(operation, status, body) : body, linkTo(url, read.query, body)];
  }

  /** An answer with every member that the description asks for. */
  function complete(operation, status, body) {
    const schema = operation.responses[status].content['application/json'].schema;
    const fill = (one, form) => ({ ...sample(form, components), ...one });
    const items = schema.items ?? components[schema.$ref]?.items;
    return Array.isArray(body) ? body.map((one) => fill(one, items)) : fill(body, schema);
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...state,
    /** What did not fit GitHub's description; a test holds that there is nothing. */
    complaints,
    requests,
    missing,
    /** The next `times` requests that fit `wanted` (`POST /repos/…`) are answered so. */
    fault: (wanted, answer, times = 1) => faults.push({ wanted, answer, left: times }),
    environment: {
      GITHUB_API_URL: `http://127.0.0.1:${server.address().port}`,
      GITHUB_GRAPHQL_URL: `http://127.0.0.1:${server.address().port}/graphql`,
      GITHUB_REPOSITORY: repository,
    },
    token,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function find(method, pathname) {
  for (const operation of operations.filter((one) => one.method === method)) {
    const form = operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${form}$`).exec(pathname);
    if (match) return { operation, path: { ...match.groups } };
  }
  return undefined;
}

/** Path, query and body by the description, and what does not fit it. */
function reading(operation, { path, url, said }) {
  const problems = [];
  const read = { path: {}, query: {}, body: undefined, problems };
  const parameters = operation.parameters.map((one) => (one.$ref ? components[one.$ref] : one));
  for (const name of url.searchParams.keys()) {
    if (!parameters.some((one) => one.in === 'query' && one.name === name))
      problems.push(`query ${name} is not in the description`);
  }
  for (const { name, in: place, required, schema } of parameters) {
    const text = place === 'path' ? path[name] : url.searchParams.get(name);
    if (text === null || text === undefined) {
      if (required) problems.push(`${place} ${name} is missing`);
      continue;
    }
    const value = schema.type === 'integer' ? Number(text) : text;
    problems.push(...misfits(value, schema, components, name));
    read[place][name] = value;
  }
  if (operation.requestBody) {
    read.body = said === '' ? undefined : JSON.parse(said);
    problems.push(...misfits(read.body ?? null, operation.requestBody.content['application/json'].schema, components));
  } else if (said !== '') problems.push('a body is not in the description');
  return read;
}

function page(all, { per_page: size = 30, page: number = 1 }) {
  return all.slice((number - 1) * size, number * size);
}

/** Where the next page is; without it nobody asks for one. A page that is full may be the last. */
function linkTo(url, { per_page: size = 30, page: number = 1 }, body) {
  if (!Array.isArray(body) || body.length < size) return {};
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  return { link: `<${next.href}>; rel="next"` };
}

function notFound() {
  return [404, { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' }];
}

function tooLong() {
  return [
    422,
    { message: 'Validation Failed', errors: [{ message: 'body is too long (maximum is 65536 characters)' }] },
  ];
}
