import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./node_modules/aws4fetch/dist/aws4fetch.esm.mjs
/**
 * @license MIT <https://opensource.org/licenses/MIT>
 * @copyright Michael Hart 2024
 */
const encoder = new TextEncoder();
const HOST_SERVICES = {
  appstream2: 'appstream',
  cloudhsmv2: 'cloudhsm',
  email: 'ses',
  marketplace: 'aws-marketplace',
  mobile: 'AWSMobileHubService',
  pinpoint: 'mobiletargeting',
  queue: 'sqs',
  'git-codecommit': 'codecommit',
  'mturk-requester-sandbox': 'mturk-requester',
  'personalize-runtime': 'personalize',
};
const UNSIGNABLE_HEADERS = new Set([
  'authorization',
  'content-type',
  'content-length',
  'user-agent',
  'presigned-expires',
  'expect',
  'x-amzn-trace-id',
  'range',
  'connection',
]);
class AwsClient {
  constructor({ accessKeyId, secretAccessKey, sessionToken, service, region, cache, retries, initRetryMs }) {
    if (accessKeyId == null) throw new TypeError('accessKeyId is a required option')
    if (secretAccessKey == null) throw new TypeError('secretAccessKey is a required option')
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    this.service = service;
    this.region = region;
    this.cache = cache || new Map();
    this.retries = retries != null ? retries : 10;
    this.initRetryMs = initRetryMs || 50;
  }
  async sign(input, init) {
    if (input instanceof Request) {
      const { method, url, headers, body } = input;
      init = Object.assign({ method, url, headers }, init);
      if (init.body == null && headers.has('Content-Type')) {
        init.body = body != null && headers.has('X-Amz-Content-Sha256') ? body : await input.clone().arrayBuffer();
      }
      input = url;
    }
    const signer = new AwsV4Signer(Object.assign({ url: input.toString() }, init, this, init && init.aws));
    const signed = Object.assign({}, init, await signer.sign());
    delete signed.aws;
    try {
      return new Request(signed.url.toString(), signed)
    } catch (e) {
      if (e instanceof TypeError) {
        return new Request(signed.url.toString(), Object.assign({ duplex: 'half' }, signed))
      }
      throw e
    }
  }
  async fetch(input, init) {
    for (let i = 0; i <= this.retries; i++) {
      const fetched = fetch(await this.sign(input, init));
      if (i === this.retries) {
        return fetched
      }
      const res = await fetched;
      if (res.status < 500 && res.status !== 429) {
        return res
      }
      await new Promise(resolve => setTimeout(resolve, Math.random() * this.initRetryMs * Math.pow(2, i)));
    }
    throw new Error('An unknown error occurred, ensure retries is not negative')
  }
}
class AwsV4Signer {
  constructor({ method, url, headers, body, accessKeyId, secretAccessKey, sessionToken, service, region, cache, datetime, signQuery, appendSessionToken, allHeaders, singleEncode }) {
    if (url == null) throw new TypeError('url is a required option')
    if (accessKeyId == null) throw new TypeError('accessKeyId is a required option')
    if (secretAccessKey == null) throw new TypeError('secretAccessKey is a required option')
    this.method = method || (body ? 'POST' : 'GET');
    this.url = new URL(url);
    this.headers = new Headers(headers || {});
    this.body = body;
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.sessionToken = sessionToken;
    let guessedService, guessedRegion;
    if (!service || !region) {
[guessedService, guessedRegion] = guessServiceRegion(this.url, this.headers);
    }
    this.service = service || guessedService || '';
    this.region = region || guessedRegion || 'us-east-1';
    this.cache = cache || new Map();
    this.datetime = datetime || new Date().toISOString().replace(/[:-]|\.\d{3}/g, '');
    this.signQuery = signQuery;
    this.appendSessionToken = appendSessionToken || this.service === 'iotdevicegateway';
    this.headers.delete('Host');
    if (this.service === 's3' && !this.signQuery && !this.headers.has('X-Amz-Content-Sha256')) {
      this.headers.set('X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD');
    }
    const params = this.signQuery ? this.url.searchParams : this.headers;
    params.set('X-Amz-Date', this.datetime);
    if (this.sessionToken && !this.appendSessionToken) {
      params.set('X-Amz-Security-Token', this.sessionToken);
    }
    this.signableHeaders = ['host', ...this.headers.keys()]
      .filter(header => allHeaders || !UNSIGNABLE_HEADERS.has(header))
      .sort();
    this.signedHeaders = this.signableHeaders.join(';');
    this.canonicalHeaders = this.signableHeaders
      .map(header => header + ':' + (header === 'host' ? this.url.host : (this.headers.get(header) || '').replace(/\s+/g, ' ')))
      .join('\n');
    this.credentialString = [this.datetime.slice(0, 8), this.region, this.service, 'aws4_request'].join('/');
    if (this.signQuery) {
      if (this.service === 's3' && !params.has('X-Amz-Expires')) {
        params.set('X-Amz-Expires', '86400');
      }
      params.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
      params.set('X-Amz-Credential', this.accessKeyId + '/' + this.credentialString);
      params.set('X-Amz-SignedHeaders', this.signedHeaders);
    }
    if (this.service === 's3') {
      try {
        this.encodedPath = decodeURIComponent(this.url.pathname.replace(/\+/g, ' '));
      } catch (e) {
        this.encodedPath = this.url.pathname;
      }
    } else {
      this.encodedPath = this.url.pathname.replace(/\/+/g, '/');
    }
    if (!singleEncode) {
      this.encodedPath = encodeURIComponent(this.encodedPath).replace(/%2F/g, '/');
    }
    this.encodedPath = encodeRfc3986(this.encodedPath);
    const seenKeys = new Set();
    this.encodedSearch = [...this.url.searchParams]
      .filter(([k]) => {
        if (!k) return false
        if (this.service === 's3') {
          if (seenKeys.has(k)) return false
          seenKeys.add(k);
        }
        return true
      })
      .map(pair => pair.map(p => encodeRfc3986(encodeURIComponent(p))))
      .sort(([k1, v1], [k2, v2]) => k1 < k2 ? -1 : k1 > k2 ? 1 : v1 < v2 ? -1 : v1 > v2 ? 1 : 0)
      .map(pair => pair.join('='))
      .join('&');
  }
  async sign() {
    if (this.signQuery) {
      this.url.searchParams.set('X-Amz-Signature', await this.signature());
      if (this.sessionToken && this.appendSessionToken) {
        this.url.searchParams.set('X-Amz-Security-Token', this.sessionToken);
      }
    } else {
      this.headers.set('Authorization', await this.authHeader());
    }
    return {
      method: this.method,
      url: this.url,
      headers: this.headers,
      body: this.body,
    }
  }
  async authHeader() {
    return [
      'AWS4-HMAC-SHA256 Credential=' + this.accessKeyId + '/' + this.credentialString,
      'SignedHeaders=' + this.signedHeaders,
      'Signature=' + (await this.signature()),
    ].join(', ')
  }
  async signature() {
    const date = this.datetime.slice(0, 8);
    const cacheKey = [this.secretAccessKey, date, this.region, this.service].join();
    let kCredentials = this.cache.get(cacheKey);
    if (!kCredentials) {
      const kDate = await hmac('AWS4' + this.secretAccessKey, date);
      const kRegion = await hmac(kDate, this.region);
      const kService = await hmac(kRegion, this.service);
      kCredentials = await hmac(kService, 'aws4_request');
      this.cache.set(cacheKey, kCredentials);
    }
    return buf2hex(await hmac(kCredentials, await this.stringToSign()))
  }
  async stringToSign() {
    return [
      'AWS4-HMAC-SHA256',
      this.datetime,
      this.credentialString,
      buf2hex(await hash(await this.canonicalString())),
    ].join('\n')
  }
  async canonicalString() {
    return [
      this.method.toUpperCase(),
      this.encodedPath,
      this.encodedSearch,
      this.canonicalHeaders + '\n',
      this.signedHeaders,
      await this.hexBodyHash(),
    ].join('\n')
  }
  async hexBodyHash() {
    let hashHeader = this.headers.get('X-Amz-Content-Sha256') || (this.service === 's3' && this.signQuery ? 'UNSIGNED-PAYLOAD' : null);
    if (hashHeader == null) {
      if (this.body && typeof this.body !== 'string' && !('byteLength' in this.body)) {
        throw new Error('body must be a string, ArrayBuffer or ArrayBufferView, unless you include the X-Amz-Content-Sha256 header')
      }
      hashHeader = buf2hex(await hash(this.body || ''));
    }
    return hashHeader
  }
}
async function hmac(key, string) {
  const cryptoKey = await crypto.subtle.importKey(
    'raw',
    typeof key === 'string' ? encoder.encode(key) : key,
    { name: 'HMAC', hash: { name: 'SHA-256' } },
    false,
    ['sign'],
  );
  return crypto.subtle.sign('HMAC', cryptoKey, encoder.encode(string))
}
async function hash(content) {
  return crypto.subtle.digest('SHA-256', typeof content === 'string' ? encoder.encode(content) : content)
}
const HEX_CHARS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
function buf2hex(arrayBuffer) {
  const buffer = new Uint8Array(arrayBuffer);
  let out = '';
  for (let idx = 0; idx < buffer.length; idx++) {
    const n = buffer[idx];
    out += HEX_CHARS[(n >>> 4) & 0xF];
    out += HEX_CHARS[n & 0xF];
  }
  return out
}
function encodeRfc3986(urlEncodedStr) {
  return urlEncodedStr.replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())
}
function guessServiceRegion(url, headers) {
  const { hostname, pathname } = url;
  if (hostname.endsWith('.on.aws')) {
    const match = hostname.match(/^[^.]{1,63}\.lambda-url\.([^.]{1,63})\.on\.aws$/);
    return match != null ? ['lambda', match[1] || ''] : ['', '']
  }
  if (hostname.endsWith('.r2.cloudflarestorage.com')) {
    return ['s3', 'auto']
  }
  if (hostname.endsWith('.backblazeb2.com')) {
    const match = hostname.match(/^(?:[^.]{1,63}\.)?s3\.([^.]{1,63})\.backblazeb2\.com$/);
    return match != null ? ['s3', match[1] || ''] : ['', '']
  }
  const match = hostname.replace('dualstack.', '').match(/([^.]{1,63})\.(?:([^.]{0,63})\.)?amazonaws\.com(?:\.cn)?$/);
  let service = (match && match[1]) || '';
  let region = match && match[2];
  if (region === 'us-gov') {
    region = 'us-gov-west-1';
  } else if (region === 's3' || region === 's3-accelerate') {
    region = 'us-east-1';
    service = 's3';
  } else if (service === 'iot') {
    if (hostname.startsWith('iot.')) {
      service = 'execute-api';
    } else if (hostname.startsWith('data.jobs.iot.')) {
      service = 'iot-jobs-data';
    } else {
      service = pathname === '/mqtt' ? 'iotdevicegateway' : 'iotdata';
    }
  } else if (service === 'autoscaling') {
    const targetPrefix = (headers.get('X-Amz-Target') || '').split('.')[0];
    if (targetPrefix === 'AnyScaleFrontendService') {
      service = 'application-autoscaling';
    } else if (targetPrefix === 'AnyScaleScalingPlannerFrontendService') {
      service = 'autoscaling-plans';
    }
  } else if (region == null && service.startsWith('s3-')) {
    region = service.slice(3).replace(/^fips-|^external-1/, '');
    service = 's3';
  } else if (service.endsWith('-fips')) {
    service = service.slice(0, -5);
  } else if (region && /-\d$/.test(service) && !/-\d$/.test(region)) {
[service, region] = [region, service];
  }
  return [HOST_SERVICES[service] || service, region || '']
}



;// CONCATENATED MODULE: ./lib/agent/persist.js
const firstPauseMs = 250;
const longestPauseMs = 5_000;
/**
 * Repeats an attempt with growing pauses. `patience` says for how many milliseconds after the first attempt an error of
 * this kind is worth another one; 0 gives up at once. They are a limit on a real peer. Throws the last error.
 */
async function persist(clock, attempt, patience) {
    const began = performance.now();
    for (let pause = firstPauseMs;; pause = Math.min(pause * 2, longestPauseMs)) {
        try {
            return await attempt();
        }
        catch (error) {
            if (performance.now() - began >= clock.limit(patience(error)))
                throw error;
            await clock.wait(pause);
        }
    }
}

;// CONCATENATED MODULE: ./lib/agent/aws/xml.js
/**
 * Text of every element of this name, in the flat answers of the few calls that the agent makes. Not a parser: none of
 * these answers holds an element inside another one of the same name.
 */
function xml_elements(xml, name) {
    const pattern = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g');
    return [...xml.matchAll(pattern)].map(([, text]) => decoded(text ?? ''));
}
/** The first of them. */
function firstElement(xml, name) {
    return xml_elements(xml, name)[0];
}
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function decoded(text) {
    return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-f]+));/gi, (_, name, decimal, hexadecimal) => {
        if (name !== undefined)
            return entities[name] ?? '';
        return String.fromCodePoint(decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal));
    });
}

;// CONCATENATED MODULE: ./lib/agent/aws/refusal.js

/** AWS answered with an error: its code, and its own words. */
class AwsRefusal extends Error {
    code;
    status;
    constructor(code, status, message) {
        super(message);
        this.name = 'AwsRefusal';
        this.code = code;
        this.status = status;
    }
}
/** Reads the error out of an answer, in the XML of the query protocols and S3 or in JSON. */
function refusal(status, body) {
    const { code, message } = body.trimStart().startsWith('{') ? fromJson(body) : fromXml(body);
    return new AwsRefusal(code ?? `HTTP ${status}`, status, message ?? `The answer has status ${status}.`);
}
function fromXml(body) {
    return { code: firstElement(body, 'Code'), message: firstElement(body, 'Message') };
}
/** The code may come with a namespace in front, `com.amazonaws.ssm#ParameterNotFound`. */
function fromJson(body) {
    try {
        const { __type, message, Message } = JSON.parse(body);
        return { code: __type?.split('#').pop(), message: message ?? Message };
    }
    catch {
        return { code: undefined, message: undefined };
    }
}
const throttles = ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'SlowDown', 'TooManyRequestsException'];
/** Milliseconds that an error is worth trying again: broken connections, faults on AWS's side, throttling. */
function transientPatience(error) {
    if (!(error instanceof AwsRefusal))
        return 30_000;
    return error.status >= 500 || error.status === 429 || throttles.includes(error.code) ? 30_000 : 0;
}
/** The same, and a new role's permissions, which reach all of S3 only after some seconds. */
function newRolePatience(error) {
    return error instanceof AwsRefusal && error.status === 403 ? 60_000 : transientPatience(error);
}

;// CONCATENATED MODULE: ./lib/agent/aws/client.js



const silenceMs = 15_000;
/** Real milliseconds: a local cloud shares a busy machine with all of its instances, however fast its time runs. */
const leastSilenceMs = 5_000;
function awsClient({ region, endpoint, credentials, clock }) {
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const own = endpoint?.replace(/\/$/, '');
    return {
        endpoint: (service) => own ?? `https://${service}.${region}.${domain}`,
        bucket: (name) => (own === undefined ? `https://${name}.s3.${region}.${domain}` : `${own}/${name}`),
        send: (request, take) => {
            const attempt = async () => exchange(await signed(request, region, await credentials()), take, clock);
            return persist(clock, attempt, request.patience ?? transientPatience);
        },
    };
}
async function signed(request, region, credentials) {
    const { service, method, url, headers = {}, body } = request;
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const signer = new AwsV4Signer({
        service,
        region,
        method,
        url,
        headers: { ...headers },
        ...(body !== undefined && { body }),
        accessKeyId,
        secretAccessKey,
        ...(sessionToken !== undefined && { sessionToken }),
    });
    const { method: signedMethod, url: signedUrl, headers: signedHeaders } = await signer.sign();
    return { method: signedMethod, url: signedUrl, headers: signedHeaders, ...(body !== undefined && { body }) };
}
async function exchange({ url, ...init }, take, clock) {
    const silence = new AbortController();
    const limit = Math.max(clock.limit(silenceMs), leastSilenceMs);
    const timer = setTimeout(() => silence.abort(new Error(`${url.host} does not answer.`)), limit);
    try {
        const response = await fetch(url, { ...init, signal: silence.signal });
        if (!response.ok)
            throw refusal(response.status, await response.text());
        return await take(response, () => timer.refresh());
    }
    finally {
        clearTimeout(timer);
    }
}

;// CONCATENATED MODULE: ./lib/agent/aws/credentials.js
/** EC2 has new ones ready at least five minutes before the old ones end. */
const earlyMs = 5 * 60_000;
/** The credentials of the instance's role, renewed before they end; without a role those of the environment. */
function instanceCredentials(metadata, env) {
    let current;
    return async () => {
        if (current === undefined || Date.now() > (current.expiresAt ?? Number.POSITIVE_INFINITY) - earlyMs) {
            current = await renewed(metadata, env, current);
        }
        return current;
    };
}
/** While the old ones still hold, a metadata service that does not answer is no reason to fail. */
async function renewed(metadata, env, old) {
    try {
        return await ofRole(metadata);
    }
    catch (error) {
        const rest = ofEnvironment(env) ?? (Date.now() < (old?.expiresAt ?? 0) ? old : undefined);
        if (rest === undefined)
            throw error;
        return rest;
    }
}
async function ofRole(metadata) {
    const folder = 'meta-data/iam/security-credentials/';
    const role = (await metadata.get(folder)).split('\n')[0];
    const answer = JSON.parse(await metadata.get(`${folder}${role}`));
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = answer;
    if (AccessKeyId === undefined || SecretAccessKey === undefined) {
        throw new Error(`The instance metadata service has no credentials for the role "${role}": ${answer['Code']}.`);
    }
    return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        ...(Token !== undefined && { sessionToken: Token }),
        ...(Expiration !== undefined && { expiresAt: Date.parse(Expiration) }),
    };
}
function ofEnvironment(env) {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: token } = env;
    if (!accessKeyId || !secretAccessKey)
        return undefined;
    return { accessKeyId, secretAccessKey, ...(token && { sessionToken: token }) };
}

;// CONCATENATED MODULE: ./lib/agent/aws/metadata.js


const tokenSeconds = 21_600;
const limitMs = 2_000;
/** IMDSv2 (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html): each read shows a session token. */
function instanceMetadata(base, clock) {
    let token;
    async function ask(method, path, headers) {
        const signal = AbortSignal.timeout(clock.limit(limitMs));
        const response = await fetch(`${base}/latest/${path}`, { method, headers, signal });
        const text = await response.text();
        if (!response.ok)
            throw new AwsRefusal(`HTTP ${response.status}`, response.status, `${method} ${path} is refused.`);
        return text;
    }
    async function session() {
        if (token === undefined || Date.now() > token.until) {
            const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': `${tokenSeconds}` };
            token = { value: await ask('PUT', 'api/token', headers), until: Date.now() + (tokenSeconds - 60) * 1_000 };
        }
        return token.value;
    }
    async function read(path) {
        try {
            return await ask('GET', path, { 'X-aws-ec2-metadata-token': await session() });
        }
        catch (error) {
            if (error instanceof AwsRefusal && error.status === 401)
                token = undefined;
            throw error;
        }
    }
    return { get: (path) => persist(clock, () => read(path), patience) };
}
/** The service is on the instance itself: long silence means that there is none. A role appears some seconds after the start. */
function patience(error) {
    if (error instanceof AwsRefusal && (error.status === 404 || error.status === 401))
        return 10_000;
    return Math.min(transientPatience(error), 10_000);
}

;// CONCATENATED MODULE: ./lib/errors.js
/** An error that says what happened, why, and what to do next. Everything else that is thrown is a fault of ours. */
class BeanpoleError extends Error {
    code;
    fix;
    problems;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'BeanpoleError';
        this.code = code;
        this.fix = details.fix;
        this.problems = details.problems ?? [];
    }
}
/** Closes a union: a `switch` that forgets a member does not compile. */
function unreachable(value) {
    throw new Error(`Unhandled case: ${JSON.stringify(value)}. Please report this.`);
}

;// CONCATENATED MODULE: ./lib/agent/failure.js

/** The deploy ends here on this instance. `reason` is one sentence that names the cause. */
function failure(reason, details = {}) {
    return new BeanpoleError('deploy', reason, details);
}
/** One sentence or two for the report, whatever was thrown. */
function reasonOf(error) {
    if (error instanceof BeanpoleError)
        return [error.message, error.fix].filter(Boolean).join(' ');
    if (!(error instanceof Error))
        return String(error);
    // What `fetch` throws says no more than "fetch failed"; the cause is in its cause.
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}${cause}`;
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: ./lib/agent/live.js


/** What the instance runs, as the agent has left it written. */
function readState(home) {
    const file = fileIn(home);
    return (0,external_node_fs_namespaceObject.existsSync)(file) ? JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8')) : 'booting';
}
/** Writes it, in one step of the file system. */
function writeState(home, state) {
    if (state === 'booting')
        (0,external_node_fs_namespaceObject.rmSync)(fileIn(home), { force: true });
    else
        writeWhole(fileIn(home), JSON.stringify(state));
}
/** The description from which the instance serves again after a reboot. */
function writeDescription(home, description) {
    writeWhole((0,external_node_path_namespaceObject.join)(home, 'instance.json'), `${JSON.stringify(description)}\n`);
}
/** Whether two descriptions ask for the same: the same version under the same label, with the same configuration. */
function isSame(one, other) {
    const what = ({ version, config }) => [version.label, version.sha256, config.sha256].join();
    return what(one) === what(other);
}
function fileIn(home) {
    return (0,external_node_path_namespaceObject.join)(home, 'live.json');
}
function writeWhole(file, text) {
    (0,external_node_fs_namespaceObject.writeFileSync)(`${file}.next`, text, { mode: 0o600 });
    (0,external_node_fs_namespaceObject.renameSync)(`${file}.next`, file);
}

;// CONCATENATED MODULE: ./lib/agent/before-update.js


const lookMs = 1_000;
/** Longest boot that is waited for, in AWS milliseconds: packages, installation and the gate. */
const longestBootMs = 20 * 60_000;
/** What an instance runs before its update; a new one may still be at its first boot. `failed`: nothing runs to put a release beside. */
async function beforeUpdate(home, clock, until) {
    const deadline = clock.now() + longestBootMs;
    for (;;) {
        const state = readState(home);
        if (state !== 'booting')
            return state;
        if (clock.now() >= deadline)
            throw failure('The instance has not come to the end of its boot.');
        await clock.wait(lookMs, until);
    }
}

;// CONCATENATED MODULE: ./lib/agent/aws/calls.js
const versions = {
    autoscaling: '2011-01-01',
    cloudformation: '2010-05-15',
    ec2: '2016-11-15',
    elasticloadbalancing: '2015-12-01',
};
const targets = { secretsmanager: 'secretsmanager', ssm: 'AmazonSSM' };
/** A call in the query protocol; the answer is XML. */
function query(aws, service, action, parameters) {
    const body = new URLSearchParams({ Action: action, Version: versions[service], ...parameters }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const url = `${aws.endpoint(service)}/`;
    return aws.send({ service, method: 'POST', url, headers, body }, (response) => response.text());
}
/** A call in the JSON protocol. The caller says what it expects: AWS's own model is the contract. */
function call(aws, service, action, input) {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targets[service]}.${action}` };
    const url = `${aws.endpoint(service)}/`;
    const request = { service, method: 'POST', url, headers, body: JSON.stringify(input) };
    return aws.send(request, async (response) => (await response.json()));
}

;// CONCATENATED MODULE: ./lib/agent/address.js



const verifyLimitMs = 60_000;
const pauseMs = 2_000;
/** Takes the Elastic IP and sees it arrive. */
async function claimAddress(aws, claim, clock, signal) {
    const { allocationId, instance, manner } = claim;
    const previous = await holder(aws, allocationId);
    if (previous === instance || (manner === 'when-free' && previous !== undefined))
        return async () => { };
    await associate(aws, allocationId, instance);
    const handBack = async () => {
        if (previous !== undefined && (await holder(aws, allocationId)) === instance) {
            await associate(aws, allocationId, previous);
        }
    };
    try {
        await arrival(aws, claim, clock, signal);
        return handBack;
    }
    catch (error) {
        await handBack();
        throw error;
    }
}
async function arrival(aws, claim, clock, signal) {
    const deadline = clock.now() + verifyLimitMs;
    for (;;) {
        const now = await holder(aws, claim.allocationId);
        if (now === claim.instance)
            return;
        if (clock.now() >= deadline) {
            throw failure(`The Elastic IP ${claim.allocationId} did not come here: ${now ?? 'nobody'} has it.`);
        }
        await clock.wait(pauseMs, signal);
    }
}
async function holder(aws, allocationId) {
    const answer = await query(aws, 'ec2', 'DescribeAddresses', { 'AllocationId.1': allocationId });
    return firstElement(answer, 'instanceId') || undefined;
}
async function associate(aws, allocationId, instance) {
    const parameters = { AllocationId: allocationId, InstanceId: instance, AllowReassociation: 'true' };
    await query(aws, 'ec2', 'AssociateAddress', parameters);
}

;// CONCATENATED MODULE: ./lib/agent/balancer.js



const balancer_pauseMs = 5_000;
/**
 * Returns when the load balancer sends requests here. An instance that is unhealthy now may still become healthy: only
 * the limit ends the wait.
 */
async function awaitTargetHealth(aws, target, clock, signal) {
    const deadline = clock.now() + target.limitMs;
    for (;;) {
        const { state, why } = await targetHealth(aws, target);
        if (state === 'healthy')
            return;
        if (clock.now() >= deadline) {
            const words = why === '' ? '' : `: ${why}`;
            throw failure(`The load balancer calls the instance "${state}" after ${target.limitMs / 1_000} s${words}`);
        }
        await clock.wait(balancer_pauseMs, signal);
    }
}
async function targetHealth(aws, { targetGroup, instance }) {
    const parameters = { TargetGroupArn: targetGroup, 'Targets.member.1.Id': instance };
    const answer = await query(aws, 'elasticloadbalancing', 'DescribeTargetHealth', parameters);
    const why = [firstElement(answer, 'Description'), firstElement(answer, 'Reason')].filter(Boolean).join(' ');
    return { state: firstElement(answer, 'State') ?? 'unknown', why };
}

;// CONCATENATED MODULE: ./lib/platforms/manifest.js

/** Reads package.json; absent when the tree has none. Throws `settings` when it is not a JSON object. */
function readManifest(source) {
    const text = source.read('package.json');
    if (text === undefined)
        return undefined;
    const { scripts, main, dependencies, optionalDependencies, workspaces } = parse(text);
    const { start, preinstall, install, postinstall, prepare } = record(scripts);
    const wanted = Object.keys({ ...record(dependencies), ...record(optionalDependencies) });
    return {
        ...(typeof start === 'string' && start.trim() !== '' && { start }),
        ...(typeof main === 'string' && main !== '' && { main: main.replace(/^\.\//, '') }),
        installs: wanted.length > 0 || [workspaces, preinstall, install, postinstall, prepare].some(Boolean),
    };
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        if (isRecord(value))
            return value;
    }
    catch (cause) {
        throw broken(cause);
    }
    throw new BeanpoleError('settings', 'package.json is not a JSON object.');
}
function broken(cause) {
    return new BeanpoleError('settings', `package.json is not valid JSON: ${cause.message}`, { cause });
}
function record(value) {
    return isRecord(value) ? value : {};
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/platforms/node.js

/** Node.js with npm, as packaged by Amazon Linux 2023 (https://docs.aws.amazon.com/linux/al2023/ug/nodejs.html). */
const node = {
    name: 'node',
    title: 'Node.js',
    versions: [version('24', '2028-04-30'), version('22', '2027-04-30')],
    defaultVersion: '24',
    manifests: ['package.json'],
    entries: ['app.js', 'server.js'],
    endings: ['.js', '.mjs', '.cjs', '.ts'],
    port: 8080,
    // npm would look for a newer npm at every start, and its notice would stand among the application's own last lines.
    environment: { NODE_ENV: 'production', NPM_CONFIG_UPDATE_NOTIFIER: 'false' },
    path: ['node_modules/.bin'],
    install,
    start,
    accepted: [
        'a Procfile with a process "web"',
        'scripts.start in package.json',
        'app.js',
        'server.js',
        'main in package.json',
    ],
    check: (source) => void readManifest(source),
};
/** The versions stand beside each other under names of their own (`node-24`); the plain name belongs to the one installed first. */
function version(major, endOfLife) {
    return {
        version: major,
        packages: [`nodejs${major}`, `nodejs${major}-npm`],
        endOfLife,
        programs: { node: `node-${major}`, npm: `npm-${major}`, npx: `npx-${major}` },
    };
}
/** `node_modules` in the bundle means that the runner has built it: what was tested there is what runs here. */
function install(source) {
    const built = source.files.some((file) => file.startsWith('node_modules/'));
    const manifest = readManifest(source);
    if (built || !manifest?.installs)
        return [];
    const locked = source.files.includes('package-lock.json') || source.files.includes('npm-shrinkwrap.json');
    return [['npm', locked ? 'ci' : 'install', '--omit=dev', '--no-audit', '--no-fund']];
}
function start(source) {
    const manifest = readManifest(source);
    if (manifest?.start !== undefined)
        return web('npm start', 'scripts.start in package.json');
    for (const file of ['app.js', 'server.js']) {
        if (source.files.includes(file))
            return web(`node ${file}`, file);
    }
    const main = manifest?.main;
    const file = [main, `${main}.js`, `${main}/index.js`].find((name) => name !== undefined && source.files.includes(name));
    return file === undefined ? undefined : web(`node "${file}"`, 'main in package.json');
}
function web(command, because) {
    return { processes: [{ name: 'web', command }], because };
}

;// CONCATENATED MODULE: ./lib/platforms/python.js

/** Python in a virtual environment of its own, with gunicorn when the application asks for it. */
const python = {
    name: 'python',
    title: 'Python',
    versions: [
        python_version('3.14', '2030-10-31'),
        python_version('3.13', '2029-10-31'),
        python_version('3.12', '2028-10-31'),
        python_version('3.11', '2027-10-31'),
    ],
    defaultVersion: '3.14',
    manifests: ['requirements.txt', 'pyproject.toml', 'Pipfile'],
    entries: ['application.py', 'app.py', 'main.py', 'manage.py'],
    endings: ['.py'],
    port: 8000,
    // Without it the last lines of an application that is killed stay in its buffer and nobody learns why.
    environment: { PYTHONUNBUFFERED: '1' },
    path: ['.venv/bin'],
    install: python_install,
    start: python_start,
    accepted: [
        'a Procfile with a process "web"',
        'gunicorn in requirements.txt, with a WSGI "application" in application.py, app.py, main.py or <project>/wsgi.py',
        'application.py',
        'app.py',
        'main.py',
    ],
    check,
};
/** `python3` of Amazon Linux 2023 stays 3.9, the system's own; it is never linked anew. */
function python_version(minor, endOfLife) {
    const program = `python${minor}`;
    return {
        version: minor,
        packages: [program, `${program}-pip`],
        endOfLife,
        programs: { python3: program, python: program },
    };
}
/** `--python` came with pip 22.3, which is the oldest that Amazon Linux 2023 has for these versions. */
const pip = ['python3', '-m', 'pip', '--disable-pip-version-check'];
function python_install(source) {
    if (requirements(source).length === 0)
        return [];
    return [
        // A pip of its own would take longer to unpack than most requirements take to install.
        ['python3', '-m', 'venv', '--clear', '--without-pip', '.venv'],
        [...pip, '--python', '.venv/bin/python', 'install', '--requirement', 'requirements.txt'],
    ];
}
/** The lines of requirements.txt that ask for something. */
function requirements(source) {
    const lines = (source.read('requirements.txt') ?? '').split(/\r?\n/).map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
function python_start(source) {
    const wsgi = requirements(source).some((line) => /^gunicorn\b/i.test(line)) ? callable(source) : undefined;
    if (wsgi !== undefined) {
        // Workers and threads are Beanstalk's own defaults (NumProcesses 1, NumThreads 15).
        const command = `gunicorn --bind "127.0.0.1:$PORT" --workers 1 --threads 15 ${wsgi}`;
        return { processes: [{ name: 'web', command }], because: `gunicorn in requirements.txt, and ${wsgi}` };
    }
    const file = ['application.py', 'app.py', 'main.py'].find((name) => source.files.includes(name));
    if (file === undefined)
        return undefined;
    return { processes: [{ name: 'web', command: `${interpreter(source)} ${file}` }], because: file };
}
/** `python` of the virtual environment, or the platform's own: some machines have no plain `python`. */
function interpreter(source) {
    return requirements(source).length > 0 ? 'python' : 'python3';
}
/** Where gunicorn finds the WSGI callable: by Beanstalk's name `application`, or by Flask's habit `app`. */
function callable(source) {
    const modules = ['application.py', 'app.py', 'main.py', 'wsgi.py', ...source.files.filter(isProject)];
    for (const file of modules) {
        const text = source.files.includes(file) ? source.read(file) : undefined;
        if (text === undefined)
            continue;
        const module = file.replace(/\.py$/, '').replaceAll('/', '.');
        if (/^(def application\b|application\s*(:.*)?=|from .* import .*\bapplication\b)/m.test(text)) {
            return `${module}:application`;
        }
        if (/^app\s*=\s*(flask\.)?Flask\(/m.test(text))
            return `${module}:app`;
    }
    return undefined;
}
/** Django keeps its callable in the project's package. */
function isProject(file) {
    return /^[^/]+\/wsgi\.py$/.test(file);
}
/** Only requirements.txt is installed: a list of dependencies that would be passed over in silence is refused. */
function check(source) {
    if (source.files.includes('requirements.txt'))
        return;
    const passedOver = source.files.includes('Pipfile') ? 'Pipfile' : withDependencies(source);
    if (passedOver === undefined)
        return;
    throw new BeanpoleError('settings', `${passedOver} lists dependencies, and there is no requirements.txt.`, {
        fix: 'Write one, for example in "build:" with "pip freeze", "pipenv requirements" or "uv export" > requirements.txt.',
    });
}
function withDependencies(source) {
    const text = source.read('pyproject.toml') ?? '';
    return /^(dependencies\s*=\s*\[\s*[^\s\]]|\[tool\.poetry\.dependencies\])/m.test(text) ? 'pyproject.toml' : undefined;
}

;// CONCATENATED MODULE: ./lib/platforms/index.js


/** Every platform, by its name: a new platform is one file and one line here. */
const platforms = {
    node: node,
    python: python,
};
/** The names that `platform.name` accepts. */
const platformNames = Object.keys(platforms);

;// CONCATENATED MODULE: ./lib/platforms/detect.js


/** Says which platform a source tree is made for. Throws `settings` when none, several, or not the wanted one fits. */
function detectPlatform(files, read, wanted) {
    const source = { files, read };
    const detection = wanted === undefined ? recognise(source) : detect_confirm(source, wanted);
    detection.platform.check(source);
    return detection;
}
/** The version that was asked for, or the platform's default. Throws `settings` for one that is not offered. */
function platformVersion(platform, wanted = platform.defaultVersion) {
    const found = platform.versions.find(({ version }) => version === wanted);
    if (found !== undefined)
        return found;
    const offered = platform.versions.map(({ version }) => version).join(', ');
    throw new BeanpoleError('settings', `${platform.title} "${wanted}" is not offered.`, {
        fix: `Set platform.version to one of ${offered}.`,
    });
}
function recognise(source) {
    const candidates = witnesses(source, 'manifests');
    const all = candidates.length > 0 ? candidates : witnesses(source, 'entries');
    const [first, ...others] = all;
    if (first === undefined)
        throw unrecognised(source);
    if (others.length === 0)
        return first;
    const named = all.map(({ platform, because }) => `${platform.title} (${because})`).join(' and ');
    throw new BeanpoleError('settings', `The source tree looks like ${named}.`, {
        fix: `Choose with ${all.map(({ platform }) => `"platform.name: ${platform.name}"`).join(' or ')}.`,
    });
}
function witnesses(source, kind) {
    return Object.values(platforms).flatMap((platform) => {
        const found = platform[kind].find((file) => source.files.includes(file));
        return found === undefined ? [] : [{ platform, because: found }];
    });
}
function detect_confirm(source, wanted) {
    if (!isPlatform(wanted)) {
        throw new BeanpoleError('settings', `There is no platform "${wanted}".`, {
            fix: `Set platform.name to one of ${platformNames.join(', ')}.`,
        });
    }
    const platform = platforms[wanted];
    if (belongs(platform, source))
        return { platform, because: 'platform.name' };
    throw new BeanpoleError('settings', `The bundle holds no file of the platform ${platform.title}.${nested(source)}`, {
        fix: `It takes one of ${lookedFor(platform)}, or a Procfile and ${platform.endings.join('/')} files, at its root.`,
    });
}
function isPlatform(name) {
    return Object.hasOwn(platforms, name);
}
function belongs({ manifests, entries, endings }, { files }) {
    const witness = [...manifests, ...entries].some((file) => files.includes(file));
    return witness || (files.includes('Procfile') && files.some((file) => endings.some((end) => file.endsWith(end))));
}
function unrecognised(source) {
    const all = Object.values(platforms);
    const looked = all.map((platform) => `${lookedFor(platform)} (${platform.title})`).join('; ');
    return new BeanpoleError('settings', `No platform recognises the source tree.${nested(source)}`, {
        fix: `At its root one of these is looked for: ${looked}. With a Procfile, name the platform: "platform.name: ${platformNames[0]}".`,
    });
}
function lookedFor({ manifests, entries }) {
    return [...manifests, ...entries].join(', ');
}
/** A zip of the folder instead of its content is the mistake that everybody makes once. */
function nested({ files }) {
    const [top, ...others] = new Set(files.map((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')));
    if (top === undefined || top === '' || others.length > 0)
        return '';
    return ` Everything is inside the directory "${top}": its content belongs at the root.`;
}

;// CONCATENATED MODULE: ./lib/platforms/procfile.js

const entry = /^([A-Za-z0-9_-]+):\s*(\S.*)$/;
/** Reads a Procfile: one `name: command` on each line, one of them `web`. Throws `settings` with every wrong line. */
function parseProcfile(text) {
    const problems = [];
    const processes = new Map();
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line.trim() === '' || line.startsWith('#'))
            continue;
        const where = `Procfile:${index + 1}`;
        const [, name, command] = entry.exec(line) ?? [];
        if (name === undefined || command === undefined) {
            problems.push({ where, message: `"${line.trim()}" is not a process.`, fix: 'Write "name: command".' });
        }
        else if (processes.has(name)) {
            problems.push({
                where,
                message: `The process "${name}" is there twice.`,
                fix: 'Give each process its own name.',
            });
        }
        else {
            processes.set(name, { name, command: command.trim() });
        }
    }
    if (problems.length === 0 && !processes.has('web')) {
        problems.push({ where: 'Procfile', message: 'There is no process "web".', fix: 'Add a line "web: command".' });
    }
    if (problems.length > 0)
        throw procfile_refusal(problems);
    return [...processes.values()];
}
function procfile_refusal(problems) {
    const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
    return new BeanpoleError('settings', words.join('\n'), { problems });
}

;// CONCATENATED MODULE: ./lib/platforms/start.js


/** What will be started: the Procfile's processes, or the platform's default. Throws `settings` when nothing says how. */
function checkStart(platform, files, read) {
    const source = { files, read };
    const procfile = files.includes('Procfile') ? read('Procfile') : undefined;
    if (procfile !== undefined)
        return { processes: parseProcfile(procfile), because: 'Procfile' };
    const start = platform.start(source);
    if (start !== undefined)
        return start;
    throw new BeanpoleError('settings', `Nothing says how the ${platform.title} application starts.`, {
        fix: `One of these is accepted: ${platform.accepted.join('; ')}.`,
    });
}

;// CONCATENATED MODULE: ./lib/agent/description.js


/** Reads `instance.json`, as user data wrote it. */
function readDescription(path) {
    return description_parse((0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8'), path);
}
/** Reads the environment's configuration, as the action wrote it. */
function readConfig(path) {
    const config = description_parse((0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8'), "The environment's configuration");
    if (config.schema === 1)
        return config;
    throw failure(`The environment's configuration has schema ${JSON.stringify(config.schema)}; this agent reads 1.`);
}
/** Both files are ours, and the second one's sha256 is known: only their being JSON is checked. */
function description_parse(text, what) {
    try {
        return JSON.parse(text);
    }
    catch (cause) {
        throw notJson(what, cause);
    }
}
function notJson(what, cause) {
    return failure(`${what} is not JSON: ${cause.message}`, { cause });
}

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:stream/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: ./lib/agent/aws/s3.js





/** Writes an object into a file and says the sha256 of what arrived, in hexadecimal. */
function download(aws, place, file) {
    const request = { service: 's3', method: 'GET', url: url(aws, place), patience: newRolePatience };
    return aws.send(request, async (response, alive) => {
        const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
        const observed = async function* (chunks) {
            for await (const chunk of chunks) {
                alive();
                hash.update(chunk);
                yield chunk;
            }
        };
        const body = response.body === null ? external_node_stream_namespaceObject.Readable.from([]) : external_node_stream_namespaceObject.Readable.fromWeb(response.body);
        await (0,promises_namespaceObject.pipeline)(body, observed, (0,external_node_fs_namespaceObject.createWriteStream)(file));
        return hash.digest('hex');
    });
}
/** Writes a text as an object. */
function upload(aws, place, text, type) {
    const body = Buffer.from(text);
    const headers = { 'content-type': type };
    return aws.send({ service: 's3', method: 'PUT', url: url(aws, place), headers, body }, async (response) => {
        await response.arrayBuffer();
    });
}
function url(aws, { bucket, key }) {
    return `${aws.bucket(bucket)}/${key.split('/').map(encode).join('/')}`;
}
/** AWS also encodes what `encodeURIComponent` leaves alone; a signature over the other form would not match. */
function encode(segment) {
    return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

;// CONCATENATED MODULE: ./lib/agent/fetch.js







/** Brings a file from the artifact bucket; it is there afterwards, with the right sha256, or not at all. */
async function fetchArtifact(aws, artifact) {
    const { file, sha256 } = artifact;
    if ((0,external_node_fs_namespaceObject.existsSync)(file) && (await digest(file)) === sha256)
        return;
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(file), { recursive: true });
    const partial = `${file}.partial`;
    const arrived = await download(aws, artifact, partial).catch((error) => {
        throw unreached(artifact, error);
    });
    if (arrived !== sha256) {
        throw failure(`${artifact.title} in ${place(artifact)} has the sha256 ${arrived}, not ${sha256}.`);
    }
    (0,external_node_fs_namespaceObject.renameSync)(partial, file);
}
function unreached(artifact, cause) {
    const words = cause instanceof AwsRefusal ? `${cause.code}: ${cause.message}` : cause.message;
    return failure(`${artifact.title} could not be fetched from ${place(artifact)}: ${words}`, { cause });
}
function place({ bucket, key }) {
    return `s3://${bucket}/${key}`;
}
async function digest(file) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    await (0,promises_namespaceObject.pipeline)((0,external_node_fs_namespaceObject.createReadStream)(file), hash);
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./lib/agent/timeline.js
/** A timeline that tells `say` about the end of each step. */
function timeline(say) {
    const done = [];
    let current = 'fetch';
    return {
        current: () => current,
        step: async (step, action) => {
            current = step;
            const began = performance.now();
            try {
                return await action();
            }
            finally {
                const line = `${step} ${seconds(performance.now() - began)}`;
                done.push(line);
                say(`${line}`);
            }
        },
        summary: () => done.join(', '),
    };
}
/** Real milliseconds in words: `0.4 s`. */
function seconds(ms) {
    return `${(ms / 1_000).toFixed(1)} s`;
}

;// CONCATENATED MODULE: ./lib/agent/words.js

/** `The web process exited with code 1, 0.4 s after its start.` */
function endWords(exit) {
    return `The ${exit.name} process ${exitWords(exit)}, ${seconds(exit.aliveMs)} after its start.`;
}
/** `exited with code 1`, `was killed by SIGKILL (out of memory?)`. */
function exitWords({ code, signal, outOfMemory }) {
    if (outOfMemory)
        return 'was killed (out of memory)';
    if (signal === undefined)
        return `exited with code ${code}`;
    // The kernel's killer of last resort sends SIGKILL; nobody else does before we stop the application ourselves.
    return `was killed by ${signal}${signal === 'SIGKILL' ? ' (out of memory?)' : ''}`;
}

;// CONCATENATED MODULE: ./lib/agent/install.js


/** Installs what the release needs, once. Throws with the command that failed and its own first words about it. */
async function install_install({ host, journal, platform, release, environment }) {
    const commands = platform.install(release.source);
    if (release.installed() || commands.length === 0)
        return journal.say('Nothing is to be installed.');
    for (const command of commands) {
        journal.say(`$ ${command.join(' ')}`);
        const exit = await host.run(command, { directory: release.directory, environment });
        journal.flush();
        if (exit.code !== 0)
            throw failure(reason(command, exitWords(exit), journal.lastLines()));
    }
    release.markInstalled();
}
function reason(command, ended, lines) {
    const complaint = lines.find((line) => /\b(error|fatal|not found|no such)\b/i.test(line));
    const words = complaint === undefined ? '.' : `: ${complaint.trim().slice(0, 300)}`;
    return `The installation failed, "${command.join(' ')}" ${ended}${words}`;
}

;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
;// CONCATENATED MODULE: ./lib/agent/zip.js


/** Opens a zip file. */
function openZip(path) {
    const fd = (0,external_node_fs_namespaceObject.openSync)(path, 'r');
    return { fd, size: (0,external_node_fs_namespaceObject.fstatSync)(fd).size, close: () => (0,external_node_fs_namespaceObject.closeSync)(fd) };
}
const signature = 0x02014b50;
const headerBytes = 46;
const localHeaderBytes = 30;
/** Reads the central directory (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT §4.3.12), zip64 included. */
function readZip(file) {
    const { offset, size, count } = findDirectory(file);
    const directory = readExactly(file, offset, size);
    const entries = [];
    for (let at = 0; entries.length < count;) {
        if (at + headerBytes > directory.length || directory.readUInt32LE(at) !== signature)
            throw damaged('its directory');
        const end = at + headerBytes + directory.readUInt16LE(at + 28);
        const extraEnd = end + directory.readUInt16LE(at + 30);
        entries.push(parseEntry(directory.subarray(at, extraEnd), directory.toString('utf8', at + headerBytes, end)));
        at = extraEnd + directory.readUInt16LE(at + 32);
    }
    return entries;
}
/** Where an entry's bytes begin: behind its local header, whose name and extra field have lengths of their own. */
function contentOffset(file, { offset, name }) {
    const header = readExactly(file, offset, localHeaderBytes);
    if (header.readUInt32LE(0) !== 0x04034b50)
        throw damaged(name);
    return offset + localHeaderBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
}
/** Reads so many bytes, or throws: a truncated file ends here. */
function readExactly({ fd, size }, offset, length) {
    if (offset < 0 || offset + length > size)
        throw damaged('its end');
    const buffer = Buffer.alloc(length);
    if ((0,external_node_fs_namespaceObject.readSync)(fd, buffer, 0, length, offset) !== length)
        throw damaged('its end');
    return buffer;
}
/** The failure of a zip that is not what it says. */
function damaged(what, cause) {
    return failure(`The bundle is not a readable zip file: ${what} is damaged.`, { cause });
}
const endBytes = 22;
const locatorBytes = 20;
/** Finds the central directory by the record at the end of the file, which a comment of up to 65,535 bytes may follow. */
function findDirectory(file) {
    const { size } = file;
    const start = Math.max(0, size - endBytes - locatorBytes - 0xffff);
    const end = readExactly(file, start, size - start);
    for (let at = end.length - endBytes; at >= 0; at--) {
        if (end.readUInt32LE(at) !== 0x06054b50 || at + endBytes + end.readUInt16LE(at + 20) !== end.length)
            continue;
        const located = at >= locatorBytes && end.readUInt32LE(at - locatorBytes) === 0x07064b50;
        if (located)
            return wideDirectory(file, Number(end.readBigUInt64LE(at - locatorBytes + 8)));
        return { offset: end.readUInt32LE(at + 16), size: end.readUInt32LE(at + 12), count: end.readUInt16LE(at + 10) };
    }
    throw damaged('its end');
}
function wideDirectory(file, at) {
    const record = readExactly(file, at, 56);
    if (record.readUInt32LE(0) !== 0x06064b50)
        throw damaged('its zip64 end');
    const field = (position) => Number(record.readBigUInt64LE(position));
    return { offset: field(48), size: field(40), count: field(32) };
}
function parseEntry(header, rawName) {
    const flags = header.readUInt16LE(8);
    // From DOS and Windows names may come with backslashes, against the standard.
    const name = header.readUInt8(5) === 0 ? rawName.replaceAll('\\', '/') : rawName;
    if (flags & 1)
        throw failure(`The bundle's file "${name}" is encrypted.`);
    const { size, compressedSize, offset } = wide(header);
    return {
        name: name.replace(/\/$/, ''),
        ...kindAndMode(header, name.endsWith('/')),
        compression: compressionOf(header.readUInt16LE(10), name),
        compressedSize,
        size,
        crc32: header.readUInt32LE(16),
        offset,
    };
}
function compressionOf(method, name) {
    if (method === 0)
        return 'none';
    if (method === 8)
        return 'deflate';
    throw failure(`The bundle's file "${name}" is compressed by method ${method}; only "stored" and "deflated" are read.`);
}
/** Unix keeps its mode in the upper half of the external attributes; other systems have none. */
function kindAndMode(header, endsAsDirectory) {
    const unix = header.readUInt8(5) === 3 ? header.readUInt16LE(40) : 0;
    const type = unix & 0o170000;
    if (endsAsDirectory || type === 0o040000)
        return { kind: 'directory', mode: unix & 0o777 || 0o755 };
    return { kind: type === 0o120000 ? 'symlink' : 'file', mode: unix & 0o777 || 0o644 };
}
/** Fields that do not fit are all ones, and stand in the zip64 extra field in this order. */
function wide(header) {
    const extra = zip64Extra(header);
    let at = 0;
    const field = (position) => {
        const narrow = header.readUInt32LE(position);
        if (narrow !== 0xffffffff || extra === undefined)
            return narrow;
        if (at + 8 > extra.length)
            throw damaged('a zip64 field');
        at += 8;
        return Number(extra.readBigUInt64LE(at - 8));
    };
    const size = field(24);
    const compressedSize = field(20);
    return { size, compressedSize, offset: field(42) };
}
function zip64Extra(header) {
    for (let at = headerBytes + header.readUInt16LE(28); at + 4 <= header.length;) {
        const length = header.readUInt16LE(at + 2);
        if (header.readUInt16LE(at) === 1)
            return header.subarray(at + 4, at + 4 + length);
        at += 4 + length;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/agent/unpack.js






/** Larger files pass through in pieces. */
const atOnceBytes = 4 * 1_024 * 1_024;
/** Unpacks a zip into an empty directory and says which files it holds. Nothing is written before every path is known to be safe. */
async function unpack(zip, directory) {
    const file = openZip(zip);
    try {
        const entries = readZip(file);
        checkPaths(entries);
        for (const folder of folders(entries))
            (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.join)(directory, folder), { recursive: true });
        for (const entry of entries.filter(({ kind }) => kind === 'file'))
            await extract(file, entry, directory);
        // Last, so that nothing can be written through one.
        for (const entry of entries.filter(({ kind }) => kind === 'symlink'))
            unpack_link(file, entry, directory);
        return entries.filter(({ kind }) => kind !== 'directory').map(({ name }) => name);
    }
    finally {
        file.close();
    }
}
function folders(entries) {
    return new Set(['.', ...entries.map(({ name, kind }) => (kind === 'directory' ? name : external_node_path_namespaceObject.posix.dirname(name)))]);
}
/** Each path inside the directory, each once, and none below a file or a symbolic link. */
function checkPaths(entries) {
    const leaves = new Set();
    for (const { name, kind } of entries) {
        const parts = name.split('/');
        if (parts.some((part) => part === '' || part === '.' || part === '..') || /[\0\\]|^[A-Za-z]:/.test(name)) {
            throw failure(`The bundle's path "${name}" is not a plain path inside the bundle.`);
        }
        if (kind === 'directory')
            continue;
        if (leaves.has(name))
            throw failure(`The bundle holds "${name}" twice.`);
        leaves.add(name);
    }
    for (const { name, kind } of entries) {
        const above = name.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
        const covered = [...above, ...(kind === 'directory' ? [name] : [])].find((path) => leaves.has(path));
        if (covered !== undefined)
            throw failure(`The bundle's "${covered}" is a file or a link and a directory too.`);
    }
}
async function extract(file, entry, directory) {
    const path = (0,external_node_path_namespaceObject.join)(directory, entry.name);
    const mode = entry.mode | 0o600;
    if (entry.size <= atOnceBytes)
        return (0,external_node_fs_namespaceObject.writeFileSync)(path, bytes(file, entry), { mode, flag: 'wx' });
    const start = contentOffset(file, entry);
    const source = (0,external_node_fs_namespaceObject.createReadStream)('', { fd: file.fd, start, end: start + entry.compressedSize - 1, autoClose: false });
    const target = (0,external_node_fs_namespaceObject.createWriteStream)(path, { mode, flags: 'wx' });
    const checked = (chunks) => verified(chunks, entry);
    if (entry.compression === 'none')
        return (0,promises_namespaceObject.pipeline)(source, checked, target);
    return (0,promises_namespaceObject.pipeline)(source, (0,external_node_zlib_namespaceObject.createInflateRaw)(), checked, target);
}
async function* verified(chunks, { name, size, crc32: expected }) {
    let count = 0;
    let sum = 0;
    for await (const chunk of chunks) {
        count += chunk.length;
        if (count > size)
            throw damaged(name);
        sum = (0,external_node_zlib_namespaceObject.crc32)(chunk, sum);
        yield chunk;
    }
    if (count !== size || sum !== expected)
        throw damaged(name);
}
function bytes(file, entry) {
    const raw = readExactly(file, contentOffset(file, entry), entry.compressedSize);
    const content = entry.compression === 'none' ? raw : inflated(raw, entry);
    if (content.length !== entry.size || (0,external_node_zlib_namespaceObject.crc32)(content) !== entry.crc32)
        throw damaged(entry.name);
    return content;
}
function inflated(raw, { name, size }) {
    try {
        return (0,external_node_zlib_namespaceObject.inflateRawSync)(raw, { maxOutputLength: Math.max(size, 1) });
    }
    catch (cause) {
        throw damaged(name, cause);
    }
}
/**
 * A link may only lead to a place inside. `..` may only lead the target: there it climbs real directories of ours, while
 * behind another link it could climb out from anywhere.
 */
function unpack_link(file, entry, directory) {
    const target = entry.size > 4_096 ? '' : bytes(file, entry).toString();
    const inside = !external_node_path_namespaceObject.posix.normalize(external_node_path_namespaceObject.posix.join(external_node_path_namespaceObject.posix.dirname(entry.name), target)).startsWith('..');
    const climbsLate = /(^|\/)(?!\.\.?(\/|$))[^/]+\/(.*\/)?\.\.(\/|$)/.test(target);
    if (target === '' || external_node_path_namespaceObject.posix.isAbsolute(target) || !inside || climbsLate) {
        throw failure(`The bundle's symbolic link "${entry.name}" leads to "${target}", out of the bundle.`);
    }
    (0,external_node_fs_namespaceObject.symlinkSync)(target, (0,external_node_path_namespaceObject.join)(directory, entry.name));
}

;// CONCATENATED MODULE: ./lib/agent/release.js



/** Unpacks a bundle into `releases/<sha256>`: beside it first, so that a half one never has the name. */
async function makeRelease(home, sha256, bundle) {
    const directory = (0,external_node_path_namespaceObject.join)(home, 'releases', sha256);
    const list = `${directory}.files`;
    const mark = `${directory}.installed`;
    if (!(0,external_node_fs_namespaceObject.existsSync)(list)) {
        const partial = `${directory}.partial`;
        for (const left of [partial, directory, mark])
            (0,external_node_fs_namespaceObject.rmSync)(left, { recursive: true, force: true });
        (0,external_node_fs_namespaceObject.mkdirSync)(partial, { recursive: true });
        const files = await unpack(bundle, partial);
        (0,external_node_fs_namespaceObject.renameSync)(partial, directory);
        (0,external_node_fs_namespaceObject.writeFileSync)(list, JSON.stringify(files));
    }
    return {
        directory,
        source: sourceOf(directory, JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(list, 'utf8'))),
        installed: () => (0,external_node_fs_namespaceObject.existsSync)(mark),
        markInstalled: () => (0,external_node_fs_namespaceObject.writeFileSync)(mark, ''),
    };
}
/** Makes a release the current one, in one step of the file system: there is no moment without one. */
function makeCurrent(home, { directory }) {
    const current = (0,external_node_path_namespaceObject.join)(home, 'current');
    const next = `${current}.next`;
    (0,external_node_fs_namespaceObject.rmSync)(next, { force: true });
    (0,external_node_fs_namespaceObject.symlinkSync)(directory, next);
    (0,external_node_fs_namespaceObject.renameSync)(next, current);
    return current;
}
/** Removes what belongs to none of these sha256: releases, bundles and configurations that no way back leads to any more. */
function prune(home, kept) {
    for (const folder of ['releases', 'artifacts'].map((name) => (0,external_node_path_namespaceObject.join)(home, name))) {
        const stale = (0,external_node_fs_namespaceObject.existsSync)(folder)
            ? (0,external_node_fs_namespaceObject.readdirSync)(folder).filter((name) => !kept.includes(name.split('.')[0] ?? ''))
            : [];
        for (const name of stale)
            (0,external_node_fs_namespaceObject.rmSync)((0,external_node_path_namespaceObject.join)(folder, name), { recursive: true, force: true });
    }
}
function sourceOf(directory, files) {
    const known = new Set(files);
    return { files, read: (path) => (known.has(path) ? (0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(directory, path), 'utf8') : undefined) };
}

;// CONCATENATED MODULE: ./lib/agent/variables.js



/** Turns references into values, with the instance's own role. Throws with the variable's name when one cannot be had. */
async function resolveVariables(aws, variables) {
    const all = Object.entries(variables);
    const names = all.flatMap(([, variable]) => (variable.kind === 'parameter' ? [variable.name] : []));
    const ids = all.flatMap(([, variable]) => (variable.kind === 'secret' ? [variable.id] : []));
    const [parameters, secrets] = await Promise.all([getParameters(aws, names), getSecrets(aws, ids)]);
    const values = {};
    for (const [name, variable] of all) {
        values[name] = variable.kind === 'plain' ? variable.value : referenced(name, variable, { parameters, secrets });
    }
    const concealed = all.flatMap(([name, { kind }]) => (kind === 'plain' ? [] : [values[name] ?? '']));
    return { values, secrets: concealed };
}
function referenced(name, variable, known) {
    const from = variable.kind === 'parameter' ? known.parameters.get(variable.name) : known.secrets.get(variable.id);
    if (from === undefined) {
        const what = variable.kind === 'parameter' ? `parameter "${variable.name}"` : `text in the secret "${variable.id}"`;
        throw failure(`The variable ${name} has no value: there is no ${what}.`);
    }
    return variable.kind === 'secret' && variable.key !== undefined
        ? member(name, from, variable.id, variable.key)
        : from;
}
/** The message must not quote the text. */
function member(name, text, id, key) {
    const value = parsed(text)?.[key];
    if (typeof value === 'string')
        return value;
    if (value !== undefined && value !== null)
        return JSON.stringify(value);
    throw failure(`The variable ${name} has no value: the secret "${id}" is not a JSON object with a member "${key}".`);
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** At most so many names in one GetParameters. */
const atOnce = 10;
async function getParameters(aws, names) {
    const known = new Map();
    const wanted = [...new Set(names)];
    for (let at = 0; at < wanted.length; at += atOnce) {
        const input = { Names: wanted.slice(at, at + atOnce), WithDecryption: true };
        const { Parameters } = await call(aws, 'ssm', 'GetParameters', input).catch((cause) => {
            throw refused('The parameters of the environment variables', cause);
        });
        for (const { Name, ARN, Value } of Parameters) {
            known.set(Name, Value);
            if (ARN !== undefined)
                known.set(ARN, Value);
        }
    }
    return known;
}
async function getSecrets(aws, ids) {
    const known = new Map();
    for (const id of new Set(ids)) {
        const answer = call(aws, 'secretsmanager', 'GetSecretValue', { SecretId: id });
        const { SecretString } = await answer.catch((cause) => {
            throw refused(`The secret "${id}"`, cause);
        });
        if (SecretString !== undefined)
            known.set(id, SecretString);
    }
    return known;
}
function refused(what, cause) {
    const words = cause instanceof AwsRefusal ? `${cause.code}: ${cause.message}` : cause.message;
    return failure(`${what} could not be read: ${words}`, { cause });
}

;// CONCATENATED MODULE: ./lib/agent/build.js








/** From the artifact bucket to an installed release. Nothing of it runs yet. */
async function build(world, description, time) {
    const { home, host, journal, aws } = world;
    const { config, bundle } = await time.step('fetch', () => fetchBoth(world, description));
    const release = await time.step('unpack', () => makeRelease(home, description.version.sha256, bundle));
    const { platform, start } = await time.step('check', async () => build_check(release, config));
    journal.say(`${platform.title}, started because of ${start.because}.`);
    const { values, secrets } = await time.step('variables', () => resolveVariables(aws, config.variables));
    journal.conceal(secrets);
    await time.step('prepare', () => host.prepare(platformVersion(platform, config.platform.version)));
    const port = await host.choosePort(Number(values['PORT'] ?? platform.port));
    const environment = {
        ...host.environment,
        ...platform.environment,
        AWS_REGION: description.region,
        BEANPOLE_APPLICATION: description.application,
        BEANPOLE_ENVIRONMENT: description.environment,
        BEANPOLE_VERSION: description.version.label,
        ...values,
        PORT: `${port}`,
    };
    // The installation makes what the platform puts into PATH: until then the machine's own programs count.
    await time.step('install', () => install_install({ host, journal, platform, release, environment }));
    const path = [...platform.path.map((part) => (0,external_node_path_namespaceObject.join)(release.directory, part)), environment['PATH']].join(':');
    // By its own name, not as "current": a release on trial is not the current one yet.
    const workplace = { directory: release.directory, environment: { ...environment, PATH: path }, secrets };
    const { processes } = start;
    return { config, release, application: { ...workplace, processes, port, drainMs: config.drain * 1_000 } };
}
async function fetchBoth({ aws, home }, { bucket, version, config }) {
    const bundle = (0,external_node_path_namespaceObject.join)(home, 'artifacts', `${version.sha256}.zip`);
    const settings = (0,external_node_path_namespaceObject.join)(home, 'artifacts', `${config.sha256}.json`);
    const shared = { bucket };
    await Promise.all([
        fetchArtifact(aws, { ...shared, ...version, title: 'The bundle', file: bundle }),
        fetchArtifact(aws, { ...shared, ...config, title: 'The configuration', file: settings }),
    ]);
    return { config: readConfig(settings), bundle };
}
/** The action has checked the same before the deploy; a finished archive may have come another way. */
function build_check({ source: { files, read } }, config) {
    const { platform } = detectPlatform(files, read, config.platform.name);
    return { platform, start: checkStart(platform, files, read) };
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: ./lib/agent/probe.js

/** Asks the application once, as the load balancer will: the status line counts, the body does not. */
function probe({ port, path, timeoutMs, patienceMs }) {
    return new Promise((resolve) => {
        const began = performance.now();
        let connected = false;
        const headers = { 'user-agent': 'Beanpole-HealthChecker/1.0', connection: 'close' };
        const asked = (0,external_node_http_namespaceObject.request)({ host: '127.0.0.1', port, path, headers, agent: false });
        const settle = (result) => {
            clearTimeout(timer);
            resolve(result);
            asked.destroy();
        };
        const timer = setTimeout(() => settle({ kind: connected ? 'silent' : 'unconnected' }), patienceMs);
        asked.on('socket', (socket) => {
            socket.once('connect', () => {
                connected = true;
            });
        });
        asked.on('response', ({ statusCode = 0 }) => {
            const afterMs = performance.now() - began;
            settle(afterMs > timeoutMs ? { kind: 'late', afterMs } : { kind: 'answered', status: statusCode });
        });
        asked.on('error', ({ code, message }) => {
            settle(code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind: 'broken', message });
        });
        asked.end();
    });
}
/** Whether a status is one of the load balancer's `Matcher`: `200`, `200-299`, `200,302`. */
function accepts(codes, status) {
    return codes.split(',').some((range) => {
        const [from = Number.NaN, to = from] = range.split('-').map(Number);
        return status >= from && status <= to;
    });
}

;// CONCATENATED MODULE: ./lib/agent/gate.js




/** Until the first good answer the application is asked more often than every interval: most start within seconds. */
const eagerMs = 1_000;
/** Returns when the application was good so many times in a row. Throws with the cause when it is not in time. */
async function passGate(gate) {
    const { clock, health, signal } = gate;
    const deadline = clock.now() + health.deadline * 1_000;
    let last;
    let inARow = 0;
    let best = 0;
    for (;;) {
        const asked = target(gate, deadline - clock.now());
        const outcome = await probe(asked);
        last = moreTelling(last, outcome, asked);
        const inTime = clock.now() <= deadline;
        inARow = inTime && isGood(outcome, health) ? inARow + 1 : 0;
        best = Math.max(best, inARow);
        if (inARow >= health.successes)
            return;
        const pause = inARow > 0 ? health.interval * 1_000 : Math.min(health.interval * 1_000, eagerMs);
        const left = deadline - clock.now();
        await clock.wait(Math.min(pause, left), signal);
        if (left <= pause)
            throw shut({ gate, last, best, listeners: await gate.listeners() });
    }
}
function target({ clock, port, health }, leftMs) {
    const timeoutMs = clock.limit(health.timeout * 1_000);
    return { port, path: health.path, timeoutMs, patienceMs: Math.min(2 * timeoutMs, clock.limit(leftMs)) };
}
/** Silence that only the deadline cut short says less than the answer that came before it. */
function moreTelling(before, now, { patienceMs, timeoutMs }) {
    const cutShort = (now.kind === 'silent' || now.kind === 'unconnected') && patienceMs < 2 * timeoutMs;
    return cutShort && before !== undefined && before.kind !== 'refused' ? before : now;
}
function isGood(outcome, { codes }) {
    return outcome.kind === 'answered' && accepts(codes, outcome.status);
}
function shut(evidence) {
    const { health } = evidence.gate;
    return failure(`${cause(evidence)} It had ${health.deadline} s to become healthy (health.deadline).`);
}
/** The sentence that names why the gate stayed shut. */
function cause({ gate: { port, health }, last, best, listeners }) {
    const get = `GET ${health.path}`;
    switch (last.kind) {
        case 'answered':
            if (!accepts(health.codes, last.status))
                return `${get} answered ${last.status}, expected ${health.codes}.`;
            return `${get} was good ${best} times in a row in time, ${health.successes} are needed (health.successes).`;
        case 'late':
            return `${get} was answered after ${seconds(last.afterMs)}, later than health.timeout (${health.timeout} s).`;
        case 'silent':
            return `${get} on port ${port} was accepted but never answered; each check waits ${health.timeout} s (health.timeout).`;
        case 'unconnected':
            return `Port ${port} hangs: connections to the application are not accepted.`;
        case 'broken':
            return `${get} on port ${port} got no HTTP answer: ${last.message}.`;
        case 'refused':
            return nothing(port, listeners);
    }
    return unreachable(last);
}
function nothing(port, listeners) {
    const here = listeners.find((listener) => listener.port === port);
    if (here !== undefined && ['127.0.0.1', '0.0.0.0', '::'].includes(here.address)) {
        return `Nothing listened on port ${port} (the application's PORT) in time; only now something does.`;
    }
    if (here !== undefined) {
        return `The application listens on port ${port} of ${here.address} only, not on 127.0.0.1 where the proxy asks it.`;
    }
    const others = [...new Set(listeners.map((listener) => listener.port))].sort((a, b) => a - b);
    const found = others.length > 0 ? `; its processes listen on port ${others.join(', ')}` : '';
    return `Nothing listens on port ${port} (the application's PORT)${found}.`;
}

;// CONCATENATED MODULE: ./lib/agent/lifecycle.js


const lifecycle_pauseMs = 2_000;
/** From the start of user data to the group's own word that the instance waits. */
const lifecycle_limitMs = 60_000;
/**
 * The group of this instance, which may have a launching hook, as it does under a policy that refreshes it; at a scale-out too. The hook must be completed
 * before the load balancer can know of the instance: Auto Scaling registers it only afterwards.
 */
async function membershipOf(aws, instance, clock, signal) {
    for (const until = clock.now() + lifecycle_limitMs;;) {
        const answer = await query(aws, 'autoscaling', 'DescribeAutoScalingInstances', {
            'InstanceIds.member.1': instance,
        });
        const state = firstElement(answer, 'LifecycleState');
        const group = firstElement(answer, 'AutoScalingGroupName');
        if (group !== undefined && state !== 'Pending')
            return { group, instance, waits: state === 'Pending:Wait' };
        if (clock.now() >= until)
            return undefined;
        await clock.wait(lifecycle_pauseMs, signal);
    }
}
/** Lets the instance into service, or has it ended at once instead of when the hook's time is over. */
async function completeLaunch(aws, { group, instance }, hook, result) {
    await query(aws, 'autoscaling', 'CompleteLifecycleAction', {
        AutoScalingGroupName: group,
        LifecycleHookName: hook,
        InstanceId: instance,
        LifecycleActionResult: result,
    });
}
/**
 * Calls the instance refresh off that brought this instance, which makes CloudFormation go back: Auto Scaling alone would try again for an hour. Only
 * while CloudFormation goes forward: the refresh that brings the former version back must not be called off.
 */
async function callOff(aws, { group }, stack) {
    const answer = await query(aws, 'cloudformation', 'DescribeStacks', { StackName: stack });
    if (firstElement(answer, 'StackStatus') !== 'UPDATE_IN_PROGRESS')
        return;
    await query(aws, 'autoscaling', 'CancelInstanceRefresh', { AutoScalingGroupName: group });
}

;// CONCATENATED MODULE: ./lib/agent/signal.js


/**
 * Tells CloudFormation how it went. When no operation waits, as at every scale-out, CloudFormation answers with
 * ValidationError: `unheard`, and no harm.
 */
async function sendSignal(aws, { description, instance, status }) {
    const { stack, resource } = description;
    const parameters = { StackName: stack, LogicalResourceId: resource, UniqueId: instance, Status: status };
    try {
        await query(aws, 'cloudformation', 'SignalResource', parameters);
        return 'heard';
    }
    catch (error) {
        if (error instanceof AwsRefusal && error.code === 'ValidationError')
            return 'unheard';
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/agent/report.js

/** Leaves the report of a failure and the complete log in the artifact bucket, where the action finds them. */
async function uploadReport(aws, { bucket, environment, version }, { report, log }) {
    const key = `environments/${environment}/failures/${version.label}/${report.instance}`;
    await upload(aws, { bucket, key: `${key}.log` }, log, 'text/plain; charset=utf-8');
    await upload(aws, { bucket, key: `${key}.json` }, `${JSON.stringify(report, null, 2)}\n`, 'application/json');
}

;// CONCATENATED MODULE: ./lib/agent/trial.js



/** Rejects with the cause when a process of the release on trial ends before its time. */
async function untimelyEnd({ host, journal }, signal) {
    const exit = await host.firstEnd(signal);
    await host.collect();
    throw failure(endWords(outOfHeap(exit, journal.lastLines())));
}
/** V8 gives up by SIGABRT when its heap is full, and says so. */
function outOfHeap(exit, lines) {
    return exit.signal === 'SIGABRT' && lines.some((line) => /out of memory/i.test(line))
        ? { ...exit, outOfMemory: true }
        : exit;
}
/** Rejects when the instance is told to stop. */
function interruption(until) {
    return new Promise((_, reject) => {
        if (until.aborted)
            reject(until.reason);
        until.addEventListener('abort', () => reject(until.reason), { once: true });
    });
}
/** Leaves the reason and the whole log in the bucket. */
async function leaveReport({ host, journal, aws, instance }, description, { step, reason }) {
    await host.collect();
    const report = {
        schema: 1,
        instance,
        version: description.version.label,
        step,
        reason,
        lastLines: journal.lastLines(),
        at: new Date().toISOString(),
    };
    await uploadReport(aws, description, { report, log: journal.everything() });
}
/** What fails here must not keep the rest from being done. */
async function attempt({ journal }, what, action) {
    try {
        await action();
    }
    catch (error) {
        journal.say(`${what}: ${reasonOf(error)}`);
    }
}

;// CONCATENATED MODULE: ./lib/agent/boot.js











/** The story of an instance, from the first fetch until it is told to stop. Returns the exit code. */
async function boot(world, description) {
    const { journal, host, home, until } = world;
    const time = timeline(journal.say);
    const undo = [];
    let application;
    writeState(home, 'booting');
    try {
        application = await Promise.race([prove({ world, description, time, undo }), interruption(until)]);
    }
    catch (error) {
        await fail({ world, description, time, undo }, error);
        if (!until.aborted)
            writeState(home, 'failed');
        return 1;
    }
    writeState(home, liveOf(description, application));
    journal.say(`Version ${description.version.label} serves: ${time.summary()}.`);
    await host.keep(application, until);
    return 0;
}
function liveOf(description, { port, drainMs, processes }) {
    return { description, slot: 'a', port, drainMs, processes: processes.map(({ name }) => name) };
}
async function prove(trial) {
    const { world, description, time } = trial;
    const built = await build(world, description, time);
    const over = new AbortController();
    const signal = AbortSignal.any([world.until, over.signal]);
    try {
        await time.step('start', () => world.host.start(built.application));
        await Promise.race([tryOut(trial, built, signal), untimelyEnd(world, signal)]);
        makeCurrent(world.home, built.release);
        return built.application;
    }
    finally {
        over.abort(new Error('The trial is over.'));
    }
}
/** The door opens only for what is good here, and CloudFormation hears only of what is good there. */
async function tryOut(trial, { application, config }, signal) {
    const { world, description, time, undo } = trial;
    const { host, aws, clock, instance, duty } = world;
    const { targetGroup, hook, elasticIp } = description;
    const { health } = config;
    const { port } = application;
    await time.step('gate', () => passGate({ clock, port, health, listeners: host.listeners, signal }));
    await time.step('door', () => host.openDoor(application));
    if (hook !== undefined && duty === 'boot') {
        await time.step('hook', async () => {
            const member = await membershipOf(aws, instance, clock, signal);
            if (member?.waits)
                await completeLaunch(aws, member, hook, 'CONTINUE');
        });
    }
    if (targetGroup !== undefined && duty === 'boot') {
        const limitMs = 300_000 + health.interval * health.healthyThreshold * 1_000;
        await time.step('balancer', () => awaitTargetHealth(aws, { targetGroup, instance, limitMs }, clock, signal));
    }
    if (elasticIp !== undefined) {
        const manner = duty === 'boot' ? 'take-over' : 'when-free';
        const claim = { allocationId: elasticIp.allocationId, instance, manner };
        undo.push(await time.step('address', () => claimAddress(aws, claim, clock, signal)));
    }
    signal.throwIfAborted();
    if (duty === 'boot')
        await time.step('signal', () => tell(trial, 'SUCCESS'));
}
/** Evidence first, then the verdict: CloudFormation may end this instance as soon as it hears of the failure. */
async function fail(trial, error) {
    const { world, description, time, undo } = trial;
    const { host, journal, until, duty } = world;
    const reason = reasonOf(error);
    const step = time.current();
    journal.say(`Failed at ${step}: ${reason}`);
    for (const handBack of undo)
        await attempt(world, 'The address could not be handed back', handBack);
    if (!until.aborted && duty === 'boot') {
        await attempt(world, 'The report could not be left in the bucket', () => leaveReport(world, description, { step, reason }));
        await attempt(world, 'The failure could not be told', async () => {
            if ((await tell(trial, 'FAILURE')) === 'unheard')
                await abandon(trial);
        });
    }
    await attempt(world, 'The application could not be stopped', () => host.stop());
}
/** Nobody hears signals while a group is refreshed: then the hook says it, and the refresh had better end. */
async function abandon({ world, description: { hook, stack } }) {
    const { aws, instance, clock } = world;
    const member = hook === undefined ? undefined : await membershipOf(aws, instance, clock);
    if (member === undefined || hook === undefined)
        return;
    await attempt(world, 'No instance refresh was called off', () => callOff(aws, member, stack));
    if (member.waits)
        await completeLaunch(aws, member, hook, 'ABANDON');
}
async function tell({ world, description }, status) {
    const { aws, instance, journal } = world;
    const heard = await sendSignal(aws, { description, instance, status });
    journal.say(heard === 'heard' ? `Signalled ${status}.` : `No operation waits for ${status}: a scale-out.`);
    return heard;
}

;// CONCATENATED MODULE: ./lib/agent/clock.js
/** No peer is given less than this, unless less was asked for. */
const leastLimitMs = 1_000;
/** A clock that runs `scale` times as fast as real time (`BEANPOLE_TIME_SCALE`). */
function scaledClock(scale = 1) {
    return {
        now: () => performance.now() * scale,
        wait: (ms, signal) => sleep(Math.max(0, ms) / scale, signal),
        limit: (ms) => Math.max(ms / scale, Math.min(ms, leastLimitMs)),
    };
}
function sleep(realMs, signal) {
    return new Promise((resolve, reject) => {
        if (signal?.aborted)
            return reject(signal.reason);
        const abort = () => {
            clearTimeout(timer);
            reject(signal?.reason);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', abort);
            resolve();
        }, realMs);
        signal?.addEventListener('abort', abort, { once: true });
    });
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/agent/hosts/nginx.js
/**
 * The whole configuration of nginx: port 80 to the application. Connections of the load balancer are kept for longer than
 * it keeps them itself (60 s), or it would send requests into connections that we are closing.
 */
function nginxConfiguration({ port, drainSeconds }) {
    return `# Written by Beanpole's instance agent.
user nginx;
worker_processes auto;
worker_shutdown_timeout ${drainSeconds}s;
error_log /var/log/nginx/error.log warn;
pid /run/nginx.pid;

events {
  worker_connections 1024;
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /var/log/nginx/access.log;
  server_tokens off;
  keepalive_timeout 75s;
  client_max_body_size 0;

  # A WebSocket keeps its upgrade; everything else shares connections to the application.
  map $http_upgrade $connection_header {
    default upgrade;
    '' '';
  }

  # Behind the load balancer its word about the client's protocol stands; without one we are the first to know.
  map $http_x_forwarded_proto $forwarded_proto {
    default $http_x_forwarded_proto;
    '' $scheme;
  }

  upstream application {
    server 127.0.0.1:${port} max_fails=0;
    keepalive 64;
  }

  server {
    listen 80 default_server;
    listen [::]:80 default_server;

    location / {
      proxy_pass http://application;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $forwarded_proto;
    }
  }
}
`;
}

;// CONCATENATED MODULE: ./lib/agent/hosts/proc.js

/** Live processes of the session that a process leads, itself included; empty where there is no /proc. */
function sessionOf(leader) {
    return list('/proc')
        .map(Number)
        .filter((pid) => Number.isInteger(pid) && proc_belongs(pid, leader));
}
/** Sockets that listen and that one of these processes holds. */
function listenersOf(pids) {
    const held = new Set(pids.flatMap((pid) => list(`/proc/${pid}/fd`).map((fd) => proc_target(`/proc/${pid}/fd/${fd}`))));
    const all = ['tcp', 'tcp6'].flatMap((family) => parseSockets(proc_text(`/proc/net/${family}`)));
    return all.filter(({ inode }) => held.has(`socket:[${inode}]`)).map(({ address, port }) => ({ address, port }));
}
/** Reads a table of /proc/net: the sockets in state 0A, which is LISTEN (https://docs.kernel.org/networking/proc_net_tcp.html). */
function parseSockets(table) {
    return table.split('\n').flatMap((line) => {
        const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
        const [address, port] = local?.split(':') ?? [];
        if (state !== '0A' || address === undefined || port === undefined || inode === undefined)
            return [];
        return [{ address: readable(address), port: Number.parseInt(port, 16), inode }];
    });
}
/** Addresses stand there as words of 32 bits in the machine's own byte order, which is little-endian on x86_64 and arm64. */
function readable(hex) {
    const words = (hex.match(/.{8}/g) ?? []).map((word) => Buffer.from(word, 'hex').reverse());
    const bytes = Buffer.concat(words);
    if (bytes.length === 4)
        return bytes.join('.');
    if (bytes.every((byte) => byte === 0))
        return '::';
    if (bytes.subarray(0, 15).every((byte) => byte === 0) && bytes[15] === 1)
        return '::1';
    return (bytes.toString('hex').match(/.{4}/g) ?? []).join(':');
}
/** Fields of /proc/<pid>/stat behind the name in parentheses: state, parent, group, session. */
function proc_belongs(pid, leader) {
    const stat = proc_text(`/proc/${pid}/stat`);
    const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(session) === leader && state !== 'Z';
}
// Processes come and go while we look: what is gone reads as empty.
function list(directory) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(directory);
    }
    catch {
        return [];
    }
}
function proc_text(path) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch {
        return '';
    }
}
function proc_target(path) {
    try {
        return (0,external_node_fs_namespaceObject.readlinkSync)(path);
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/agent/hosts/units.js
/** The user that the application runs as; the name is Beanstalk's. */
const user = 'webapp';
/** Where the environment variables of a slot's release lie: in memory, for they hold secrets. */
function environmentFile(slot) {
    return `/run/beanpole/environment${at(slot)}`;
}
/** `beanpole-web.service`, in the second slot `beanpole-web@b.service`. */
function unitName(process, slot) {
    return `${identifier(process, slot)}.service`;
}
/** What the journal of the machine calls the process. */
function identifier(process, slot) {
    return `beanpole-${process}${at(slot)}`;
}
function at(slot) {
    return slot === 'a' ? '' : `@${slot}`;
}
/** The unit of one of the application's processes. Not enabled: after a reboot the agent starts it, behind a shut door. */
function processUnit({ name, command }, { slot, directory, stopSeconds }) {
    return `[Unit]
Description=Beanpole application: ${name}
StartLimitIntervalSec=0

[Service]
User=${user}
WorkingDirectory=${directory}
EnvironmentFile=${environmentFile(slot)}
ExecStart=/bin/sh -c ${quoted(command)}
SyslogIdentifier=${identifier(name, slot)}
Restart=always
RestartSec=2
TimeoutStopSec=${stopSeconds}
`;
}
/** The unit that brings the agent back at a reboot: the machine runs user data only once. */
function agentUnit({ command, home }) {
    return `[Unit]
Description=Beanpole instance agent
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
Environment=BEANPOLE_HOME=${home}
ExecStart=${command.join(' ')}
Restart=on-failure
RestartSec=10
TimeoutStartSec=3600

[Install]
WantedBy=multi-user.target
`;
}
/** At a shutdown units stop in the reverse order of their start: the proxy first, and with time for its requests. */
function proxyDropIn(drainSeconds, slot) {
    return `[Unit]
After=${unitName('web', slot)}

[Service]
KillSignal=SIGQUIT
KillMode=mixed
TimeoutStopSec=${drainSeconds + 5}
`;
}
/** An environment file as systemd reads it: nothing is expanded, a backslash saves what a shell would expand. */
function environmentText(values) {
    const lines = Object.entries(values).map(([name, value]) => `${name}="${value.replace(/["\\`$]/g, '\\$&')}"\n`);
    return lines.join('');
}
/** One argument of ExecStart: `%` and `$` belong to systemd unless they are doubled. */
function quoted(command) {
    const text = command.replace(/["\\]/g, '\\$&').replaceAll('%', '%%').replaceAll('$', '$$$$');
    return `"${text}"`;
}
/** What `systemctl show` is asked for, to learn how a process ended. */
const endProperties = [
    'SubState',
    'Result',
    'NRestarts',
    'ExecMainCode',
    'ExecMainStatus',
    'ExecMainStartTimestampMonotonic',
    'ExecMainExitTimestampMonotonic',
];
/** Reads the answer of `systemctl show`; absent while the process runs and was never restarted. */
function processEnd(name, shown, signals) {
    const show = new Map(shown.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
    const number = (property) => Number(show.get(property) ?? 0);
    const running = ['running', 'start', 'start-pre', 'start-post'].includes(show.get('SubState') ?? '');
    if (running && number('NRestarts') === 0)
        return undefined;
    const aliveMs = (number('ExecMainExitTimestampMonotonic') - number('ExecMainStartTimestampMonotonic')) / 1_000;
    const status = number('ExecMainStatus');
    // CLD_EXITED is 1, CLD_KILLED 2, CLD_DUMPED 3 (waitid(2)); a shell's own 128 + n means the same.
    const exited = number('ExecMainCode') === 1;
    const signal = Object.keys(signals).find((key) => signals[key] === (exited ? status - 128 : status));
    return {
        name,
        aliveMs: Math.max(0, aliveMs),
        ...(signal === undefined ? { code: status, signal: undefined } : { code: undefined, signal }),
        ...(show.get('Result') === 'oom-kill' && { outOfMemory: true }),
    };
}

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-linux.js






const watchMs = 500;
const units = '/etc/systemd/system';
const appHome = '/var/lib/webapp';
const nginxFile = '/etc/nginx/nginx.conf';
/** Amazon Linux 2023: dnf, a user of the application's own, systemd for the processes, nginx for the door. */
function amazonLinux(instance) {
    const { machine, journal, home, serve, slot = 'a' } = instance;
    const must = (command) => insist(machine, command);
    let running = [];
    return {
        environment: { HOME: appHome, LANG: 'C.UTF-8', PATH: `${home}/bin:/usr/local/bin:/usr/bin:/bin` },
        prepare: (version) => prepare(instance, version),
        choosePort: async (preferred) => preferred,
        run: async (command, { directory, environment }) => {
            await must(['chown', '-R', `${user}:${user}`, directory]);
            const hear = (chunk) => journal.hear('install', chunk);
            return machine.run(['runuser', '--user', user, '--', ...command], { directory, environment, hear });
        },
        start: async (application) => {
            running = application.processes.map(({ name }) => name);
            await writeUnits(machine, application, slot);
            await must(['systemctl', 'daemon-reload']);
            await must(['systemctl', 'restart', ...running.map((name) => unitName(name, slot))]);
        },
        firstEnd: (signal) => watch(instance, running, signal),
        listeners: () => listeners(machine, running.map((name) => unitName(name, slot))),
        openDoor: (application) => openDoor(instance, application),
        collect: async () => {
            for (const name of running)
                await collect(instance, name);
        },
        // systemd keeps the processes; nothing of ours stays but the unit that comes back at a reboot.
        keep: async () => {
            await machine.write(`${units}/beanpole-agent.service`, agentUnit({ command: serve, home }));
            await must(['systemctl', 'daemon-reload']);
            await must(['systemctl', 'enable', 'beanpole-agent.service']);
        },
        stop: async () => {
            await machine.run(['systemctl', 'stop', 'nginx.service', ...running.map((name) => unitName(name, slot))]);
        },
    };
}
/** Runs a command of the machine's own; throws with its last words when it fails. */
async function insist(machine, command) {
    const outcome = await machine.run(command);
    if (outcome.code === 0)
        return outcome;
    throw failure(`"${command.join(' ')}" failed with ${outcome.signal ?? outcome.code}: ${lastWords(outcome.output)}`);
}
function lastWords(output) {
    return output.trim().split('\n').slice(-3).join(' ').slice(0, 500);
}
const dnfAttempts = 3;
const dnfPauseMs = 5_000;
async function prepare({ machine, journal, home, clock }, version) {
    const packages = ['nginx', ...version.packages];
    // An image that has them, or a reboot, needs no repository.
    const missing = (await machine.run(['rpm', '--query', '--quiet', ...packages])).code !== 0;
    for (let left = dnfAttempts; missing && left > 0; left--) {
        const { code, output } = await machine.run(['dnf', 'install', '--assumeyes', ...packages]);
        if (code === 0)
            break;
        journal.say(`dnf failed: ${lastWords(output)}`);
        if (left === 1)
            throw failure(`The packages ${packages.join(', ')} could not be installed: ${lastWords(output)}`);
        await clock.wait(dnfPauseMs);
    }
    if ((await machine.run(['id', user])).code !== 0) {
        const shell = ['--shell', '/sbin/nologin'];
        await insist(machine, ['useradd', '--system', '--create-home', '--home-dir', appHome, ...shell, user]);
    }
    // `node` and `python3` mean whatever version was there first; in front of PATH they mean ours.
    for (const [name, program] of Object.entries(version.programs)) {
        await machine.link((0,external_node_path_namespaceObject.join)(home, 'bin', name), `/usr/bin/${program}`);
    }
}
async function writeUnits(machine, application, slot) {
    const { directory, environment, processes, drainMs } = application;
    await machine.write(environmentFile(slot), environmentText(environment), 0o600);
    for (const process of processes) {
        const text = processUnit(process, { slot, directory, stopSeconds: drainMs / 1_000 + 10 });
        await machine.write(`${units}/${unitName(process.name, slot)}`, text);
    }
}
/** Asks systemd again and again; it restarts a process after 2 s, so that no end is missed. */
async function watch({ machine, clock, slot = 'a' }, names, signal) {
    for (;;) {
        for (const name of names) {
            const command = ['systemctl', 'show', `--property=${endProperties.join(',')}`, unitName(name, slot)];
            const end = processEnd(name, (await machine.run(command)).output, external_node_os_namespaceObject.constants.signals);
            if (end !== undefined && (name === 'web' || end.code !== 0))
                return end;
        }
        await clock.wait(watchMs, signal);
    }
}
async function listeners(machine, running) {
    const pids = [];
    for (const unit of running) {
        const { output } = await machine.run(['systemctl', 'show', '--property=ControlGroup', '--value', unit]);
        const procs = await machine.read(`/sys/fs/cgroup${output.trim()}/cgroup.procs`).catch(() => '');
        pids.push(...procs.split('\n').filter(Boolean).map(Number));
    }
    return listenersOf(pids);
}
/**
 * The configuration is tried beside the one in use, and takes its place only when nginx accepts it. nginx reloads without closing a door: requests under way
 * end with the release that they began with. What could not be reloaded is put back, so that no later reload brings it by surprise.
 */
async function openDoor({ machine, home, slot = 'a' }, { port, drainMs }) {
    const drainSeconds = Math.ceil(drainMs / 1_000);
    const text = nginxConfiguration({ port, drainSeconds });
    const trial = (0,external_node_path_namespaceObject.join)(home, 'nginx.conf');
    await machine.write(trial, text);
    const { code, output } = await machine.run(['nginx', '-t', '-c', trial]);
    if (code !== 0)
        throw failure(`nginx refuses its configuration: ${lastWords(output)}`);
    const former = await machine.read(nginxFile).catch(() => undefined);
    await machine.write(nginxFile, text);
    await machine.write(`${units}/nginx.service.d/beanpole.conf`, proxyDropIn(drainSeconds, slot));
    await insist(machine, ['systemctl', 'daemon-reload']);
    try {
        await insist(machine, ['systemctl', 'reload-or-restart', 'nginx.service']);
    }
    catch (error) {
        if (former !== undefined)
            await machine.write(nginxFile, former);
        throw error;
    }
}
/** The process's own lines since the last time; the cursor file remembers where that was. */
async function collect({ machine, journal, slot = 'a' }, name) {
    const own = identifier(name, slot);
    const cursor = `--cursor-file=/run/beanpole/${own.slice('beanpole-'.length)}.cursor`;
    const lines = ['--boot', `--identifier=${own}`, '--output=cat', '--no-pager', cursor];
    const { output } = await machine.run(['journalctl', ...lines]);
    journal.hear(name, output);
    journal.flush();
}

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./lib/agent/hosts/ports.js

/** Whether nothing listens on a port of this machine. */
function isFree(port) {
    return new Promise((resolve) => {
        const server = (0,external_node_net_namespaceObject.createServer)().once('error', () => resolve(false));
        server.listen(port, () => server.close(() => resolve(true)));
    });
}

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-update.js




const amazon_update_watchMs = 500;
/** Amazon Linux while a release serves already: the next one gets the other slot, its own units and its own port. */
function amazonUpdate(instance, live) {
    const slot = live.slot === 'a' ? 'b' : 'a';
    const { keep: _, ...host } = amazonLinux({ ...instance, slot });
    let started = [];
    return {
        ...host,
        choosePort: (preferred) => freePort(preferred, live.port),
        start: async (application) => {
            started = application.processes.map(({ name }) => unitName(name, slot));
            await host.start(application);
        },
        // The door is not this release's: it stays open.
        stop: async () => {
            if (started.length > 0)
                await insist(instance.machine, ['systemctl', 'stop', ...started]);
        },
        retire: async (former) => {
            await requestsEnd(instance, former);
            const units = former.processes.map((name) => unitName(name, former.slot));
            await insist(instance.machine, ['systemctl', 'stop', ...units]);
        },
    };
}
/** After a reload nginx's old workers live for as long as they have requests under way, and no longer than the drain. */
async function requestsEnd({ machine, clock }, { drainMs }) {
    const deadline = clock.now() + drainMs;
    const draining = ['pgrep', '--full', 'nginx: worker process is shutting down'];
    while (clock.now() < deadline && (await machine.run(draining)).code === 0)
        await clock.wait(amazon_update_watchMs);
}
const attempts = 20;
/** The port that is preferred, or one of the next: the release that serves keeps its own. */
async function freePort(preferred, taken) {
    for (let port = preferred; port < preferred + attempts; port++) {
        if (port !== taken && (await isFree(port)))
            return port;
    }
    throw failure(`No port from ${preferred} to ${preferred + attempts - 1} is free for the new release.`);
}

;// CONCATENATED MODULE: ./lib/agent/hosts/child.js



/** Starts a command; `hear` gets what it prints. When we are killed, it and all of its group are killed too. */
function startChild(command, workplace, hear) {
    const [program = '', ...rest] = command;
    const { directory: cwd, environment: env } = workplace;
    const child = (0,external_node_child_process_namespaceObject.spawn)(program, rest, { cwd, env: { ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', hear);
    const letGo = child.pid === undefined ? () => { } : leash(child.pid);
    return {
        ended: ending(child, hear).finally(letGo),
        members: () => members(child),
        signal: (name) => {
            if (child.pid !== undefined)
                kill(child.pid, name);
        },
    };
}
/** Without /proc only the leader can be seen. */
function members({ pid, exitCode, signalCode }) {
    if (pid === undefined)
        return [];
    const session = sessionOf(pid);
    return session.length === 0 && exitCode === null && signalCode === null ? [pid] : session;
}
/** `exit`, not `close`: a grandchild may hold the pipes for as long as it likes. What is in them already is read first. */
function ending(child, hear) {
    return new Promise((resolve) => {
        child.once('error', (error) => {
            hear(`${error.message}\n`);
            resolve({ code: 127, signal: undefined });
        });
        child.once('exit', (code, signal) => {
            const answer = () => resolve(plainExit(code ?? undefined, signal ?? undefined));
            const timer = setTimeout(answer, 200);
            child.once('close', () => {
                clearTimeout(timer);
                answer();
            });
        });
    });
}
/** A shell says 128 + n when a signal n killed what it ran. */
function plainExit(code, signal) {
    const name = Object.entries(external_node_os_namespaceObject.constants.signals).find(([, number]) => code === 128 + number)?.[0];
    return name === undefined ? { code, signal } : { code: undefined, signal: name };
}
/**
 * A little shell waits at the other end of a pipe. When we die without a word, even by SIGKILL, the pipe breaks and it
 * kills the group; before we end well, we let it go with a line.
 */
function leash(leader) {
    const script = `read -r line || kill -s KILL -- -${leader}`;
    const guard = (0,external_node_child_process_namespaceObject.spawn)('sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    guard.on('error', () => { });
    guard.stdin.on('error', () => { });
    guard.unref();
    return () => void guard.stdin.end('done\n');
}
function kill(leader, name) {
    try {
        process.kill(-leader, name);
    }
    catch (error) {
        if (error.code !== 'ESRCH')
            throw error;
    }
}

;// CONCATENATED MODULE: ./lib/agent/hosts/control.js





/** The file in the agent's directory that says where the control is. */
function controlFile(home) {
    return (0,external_node_path_namespaceObject.join)(home, 'control.json');
}
/** Opens the control on a loopback port; gives how to close it. */
async function openControl(home, control) {
    const token = (0,external_node_crypto_namespaceObject.randomBytes)(24).toString('base64url');
    const server = (0,external_node_http_namespaceObject.createServer)((asked, answer) => {
        serve(control, token, asked, answer).catch((error) => {
            if (!answer.headersSent)
                answer.writeHead(500);
            answer.end(JSON.stringify({ message: reasonOf(error) }));
        });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const place = { port: server.address().port, token };
    (0,external_node_fs_namespaceObject.writeFileSync)(controlFile(home), JSON.stringify(place), { mode: 0o600 });
    return () => {
        (0,external_node_fs_namespaceObject.rmSync)(controlFile(home), { force: true });
        server.close();
        server.closeAllConnections();
    };
}
async function serve(control, token, asked, answer) {
    if (asked.headers.authorization !== `Bearer ${token}`)
        return void answer.writeHead(403).end();
    const input = JSON.parse((await body(asked)) || '{}');
    switch (asked.url) {
        case '/trial':
            return trial(control, input, answer);
        case '/turn':
            control.turn(Number(input.port));
            return void answer.end('{}');
        case '/retire':
            await control.retire();
            return void answer.end('{}');
        case '/withdraw':
            await control.withdraw();
            return void answer.end('{}');
        case '/output':
            return void answer.end(JSON.stringify(control.output()));
        case '/listeners':
            return void answer.end(JSON.stringify(control.listeners()));
    }
    answer.writeHead(404).end();
}
/**
 * The answer begins when the release runs and ends with it. Whoever asked holds it by this connection: when the update itself is killed before the release
 * serves for good, nobody is left to judge it, and it goes.
 */
async function trial(control, application, answer) {
    await control.start(application);
    answer.writeHead(200).flushHeaders();
    answer.once('close', () => void control.withdraw());
    answer.end(JSON.stringify(await control.ended()));
}
async function body(asked) {
    const chunks = [];
    for await (const chunk of asked)
        chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}

;// CONCATENATED MODULE: ./lib/agent/hosts/door.js


/**
 * It speaks HTTP, as nginx does, for the sake of its closing: on bare connections a request under way and one that is
 * only kept alive look the same. The load balancer keeps connections for 60 s; we keep them longer.
 */
const keepAliveMs = 75_000;
const door_watchMs = 20;
/** Opens the door on a loopback port. */
async function door_openDoor(from, to, clock) {
    const traffic = new Map();
    let port = to;
    let closing = false;
    const server = (0,external_node_http_namespaceObject.createServer)({ keepAliveTimeout: keepAliveMs, requestTimeout: 0, noDelay: true }, (asked, answer) => {
        if (closing)
            answer.shouldKeepAlive = false;
        try {
            under(traffic, answer, port);
            pass(asked, answer, port);
        }
        catch {
            // A path or header that may arrive and yet may not be sent.
            answer.writeHead(400, { 'content-length': 0 }).end();
        }
    });
    server.on('upgrade', (asked, socket, head) => {
        under(traffic, socket, port);
        tunnel({ asked, socket, head, port });
    });
    await listen(server, from);
    return {
        turn: (next) => {
            port = next;
        },
        drain: async (left, drainMs) => {
            const toLeft = () => [...traffic].filter(([, served]) => served === left).map(([one]) => one);
            const deadline = performance.now() + clock.limit(drainMs);
            while (toLeft().length > 0 && performance.now() < deadline)
                await pause(door_watchMs);
            for (const one of toLeft())
                one.destroy();
        },
        close: async (drainMs) => {
            closing = true;
            const closed = new Promise((resolve) => server.close(resolve));
            // A connection becomes idle when its last answer is out.
            const sweep = setInterval(() => server.closeIdleConnections(), door_watchMs);
            const limit = setTimeout(() => cut(server, traffic), clock.limit(drainMs));
            await closed;
            clearInterval(sweep);
            clearTimeout(limit);
        },
    };
}
function listen(server, port) {
    return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
    });
}
function under(traffic, one, port) {
    traffic.set(one, port);
    one.once('close', () => traffic.delete(one));
}
function pause(realMs) {
    return new Promise((resolve) => setTimeout(resolve, realMs));
}
function cut(server, traffic) {
    server.closeAllConnections();
    for (const one of traffic.keys())
        one.destroy();
}
/** A connection of its own for each request: one that is shared may be closed by the application just as it is used. */
function pass(asked, answer, port) {
    const { method, url: path } = asked;
    const headers = { ...kept(asked, ['connection', 'keep-alive', 'expect', 'upgrade']), ...forwarded(asked) };
    const onward = (0,external_node_http_namespaceObject.request)({ host: '127.0.0.1', port, method, path, headers, agent: false, setHost: false });
    onward.on('response', (came) => {
        answer.writeHead(came.statusCode ?? 502, came.statusMessage, kept(came, ['connection', 'keep-alive']));
        // What breaks on one side breaks on the other: a half answer must not look like a whole one.
        came.on('error', () => answer.destroy());
        came.pipe(answer);
    });
    onward.on('error', () => {
        if (answer.headersSent)
            answer.destroy();
        else
            answer.writeHead(502, { 'content-length': 0 }).end();
    });
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
}
/** Headers as they came, but for these. */
function kept({ rawHeaders }, without) {
    const headers = {};
    for (let at = 0; at < rawHeaders.length; at += 2) {
        const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
        const key = name.toLowerCase();
        const before = headers[key];
        if (!without.includes(key))
            headers[key] = before === undefined ? value : [before, value].flat();
    }
    return headers;
}
/** What nginx would add. */
function forwarded({ headers, socket }) {
    const client = socket.remoteAddress ?? '127.0.0.1';
    return {
        'x-real-ip': client,
        'x-forwarded-for': [headers['x-forwarded-for'], client].filter(Boolean).join(', '),
        'x-forwarded-proto': String(headers['x-forwarded-proto'] ?? 'http'),
    };
}
/** From here on the two sides speak among themselves. */
function tunnel({ asked, socket, head, port }) {
    const onward = (0,external_node_net_namespaceObject.connect)(port, '127.0.0.1');
    const lines = Object.entries({ ...kept(asked, []), ...forwarded(asked) });
    const headers = lines.flatMap(([name, values]) => [values].flat().map((value) => `${name}: ${value}\r\n`));
    onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
    onward.write(head);
    socket.on('error', () => onward.destroy()).on('close', () => onward.destroy());
    onward.on('error', () => socket.destroy()).on('close', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
}

;// CONCATENATED MODULE: ./lib/agent/hosts/supervisor.js



const supervisor_firstPauseMs = 1_000;
const supervisor_longestPauseMs = 60_000;
const supervisor_watchMs = 50;
/** AWS milliseconds before a process is started again: twice as long each time, until it has lived for a while. */
function pauseAfter(aliveMs, previousMs) {
    if (previousMs === undefined || aliveMs > supervisor_longestPauseMs)
        return supervisor_firstPauseMs;
    return Math.min(previousMs * 2, supervisor_longestPauseMs);
}
/** An empty supervisor. */
function supervisor(clock, journal) {
    const children = new Map();
    const stopping = new AbortController();
    const end = promised();
    const trust = promised();
    let trial = true;
    async function live(process, application) {
        const began = performance.now();
        const child = startChild(['sh', '-c', process.command], application, (chunk) => journal.hear(process.name, chunk));
        children.set(process.name, child);
        const exit = await child.ended;
        journal.flush();
        // What a dead leader leaves behind would hold its port.
        if (!stopping.signal.aborted)
            child.signal('SIGKILL');
        return { ...exit, name: process.name, aliveMs: performance.now() - began };
    }
    async function care(process, application) {
        let pause;
        while (!stopping.signal.aborted) {
            const exit = await live(process, application);
            if (stopping.signal.aborted)
                return;
            if (trial && condemns(exit)) {
                end.resolve(exit);
                // It may have come a moment too late to be judged: then it is an end like any other.
                await trust.promise;
            }
            pause = pauseAfter(exit.aliveMs, pause);
            journal.say(`${endWords(exit)} It is started again in ${seconds(pause)}.`);
            await clock.wait(pause, stopping.signal).catch(() => { });
        }
    }
    return {
        start: (application) => {
            for (const process of application.processes)
                void care(process, application);
        },
        firstEnd: end.promise,
        trust: () => {
            trial = false;
            trust.resolve();
        },
        members: () => [...children.values()].flatMap((child) => child.members()),
        stop: (limitMs) => {
            stopping.abort();
            return stopAll([...children.values()], clock.limit(limitMs));
        },
    };
}
/** A worker that has done its work may end; a web process may not. */
function condemns({ name, code }) {
    return name === 'web' || code !== 0;
}
function promised() {
    let resolve = () => { };
    const promise = new Promise((settle) => {
        resolve = settle;
    });
    return { promise, resolve };
}
async function stopAll(children, limitMs) {
    for (const child of children)
        child.signal('SIGTERM');
    const deadline = performance.now() + limitMs;
    while (children.some((child) => child.members().length > 0) && performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, supervisor_watchMs));
    }
    for (const child of children)
        child.signal('SIGKILL');
    await Promise.all(children.map(({ ended }) => ended));
}

;// CONCATENATED MODULE: ./lib/agent/hosts/releases.js



/** AWS milliseconds from SIGTERM to SIGKILL. */
const stopLimitMs = 10_000;
const heardKept = 1_000;
/** None yet. */
function releases(clock, journal, door) {
    const stage = { clock, journal, door, heard: [] };
    return {
        start: (application) => releases_start(stage, application),
        retire: () => retire(stage),
        withdraw: () => withdraw(stage),
        ended: () => stage.trial?.processes.firstEnd ?? new Promise(() => { }),
        output: () => stage.heard.splice(0),
        listeners: () => listenersOf(stage.trial?.processes.members() ?? []),
        turn: (port) => door()?.turn(port),
        stop: async () => {
            await Promise.all([stage.serving, stage.trial].map((one) => one?.processes.stop(stopLimitMs)));
        },
    };
}
async function releases_start(stage, application) {
    await stage.leaving;
    if (stage.trial !== undefined)
        throw failure('Another release is on trial on this instance.');
    const { clock, journal } = stage;
    journal.conceal(application.secrets ?? []);
    const heard = [];
    stage.heard = heard;
    const hear = (name, chunk) => {
        heard.push({ name, chunk });
        if (heard.length > heardKept)
            heard.shift();
        journal.hear(name, chunk);
    };
    stage.trial = { application, processes: supervisor(clock, { ...journal, hear }) };
    stage.trial.processes.start(application);
}
async function retire(stage) {
    const { serving: former, trial: next } = stage;
    if (next === undefined)
        throw failure('No release is on trial on this instance.');
    next.processes.trust();
    stage.serving = next;
    stage.trial = undefined;
    if (former === undefined)
        return;
    const { port, drainMs } = former.application;
    await stage.door()?.drain(port, drainMs);
    await former.processes.stop(stopLimitMs);
}
async function withdraw(stage) {
    const { serving, trial } = stage;
    if (trial !== undefined) {
        if (serving !== undefined)
            stage.door()?.turn(serving.application.port);
        stage.leaving = trial.processes.stop(stopLimitMs);
        stage.trial = undefined;
    }
    await stage.leaving;
}

;// CONCATENATED MODULE: ./lib/agent/hosts/local.js







/** Longest installation, in real milliseconds: npm and pip do not run faster in the local cloud. */
const installLimitMs = 15 * 60_000;
/** An instance of the local cloud: child processes, no root, on any machine. */
function localHost({ clock, journal, home, httpPort, env }) {
    const running = releases(clock, journal, () => door);
    const installing = new Set();
    let door;
    return {
        environment: inherited(env),
        prepare: async ({ version }) => {
            journal.say(`The programs are this machine's own; on Amazon Linux it would be version ${version}.`);
        },
        // Several instances share this machine, and so its ports: none can have the one that it prefers.
        choosePort: local_freePort,
        run: async (command, workplace) => {
            const child = startChild(command, workplace, (chunk) => journal.hear('install', chunk));
            installing.add(child);
            return bounded(child).finally(() => installing.delete(child));
        },
        start: running.start,
        firstEnd: () => running.ended(),
        listeners: async () => running.listeners(),
        openDoor: async ({ port }) => {
            door = await door_openDoor(httpPort, port, clock).catch((cause) => {
                throw failure(`The instance's own port cannot be opened: ${cause.message}`, { cause });
            });
        },
        collect: async () => journal.flush(),
        keep: async ({ drainMs }, until) => {
            await running.retire();
            const closeControl = await openControl(home, running);
            await aborted(until);
            journal.say(`Told to stop: requests under way have ${drainMs / 1_000} s to finish.`);
            closeControl();
            await door?.close(drainMs);
            await running.stop();
        },
        stop: async () => {
            for (const child of installing)
                child.signal('SIGKILL');
            await door?.close(0);
            await running.stop();
        },
    };
}
/** The machine's own environment, with proxies and registries, but for what is meant for the agent. */
function inherited(env) {
    const own = Object.entries(env).filter(([name]) => !name.startsWith('BEANPOLE_') && name !== 'NODE_OPTIONS');
    return Object.fromEntries(own.map(([name, value]) => [name, value ?? '']));
}
async function bounded(child) {
    const timer = setTimeout(() => child.signal('SIGKILL'), installLimitMs);
    try {
        return await child.ended;
    }
    finally {
        clearTimeout(timer);
    }
}
/** Below the range that systems give to outgoing connections, and below the ports of the local cloud: none of those takes the port before the application does. */
const ports = { from: 10_000, to: 20_000 };
async function local_freePort() {
    for (let left = 100; left > 0; left--) {
        const port = (0,external_node_crypto_namespaceObject.randomInt)(ports.from, ports.to);
        if (await isFree(port))
            return port;
    }
    throw failure(`No port between ${ports.from} and ${ports.to} is free for the application.`);
}
function aborted(signal) {
    return new Promise((resolve) => {
        if (signal.aborted)
            resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
    });
}

;// CONCATENATED MODULE: ./lib/agent/hosts/local-update.js






/** The local host while a release serves already: the agent that serves it starts the next one beside it, and turns its own door. */
function localUpdate(local) {
    const { clock, journal, home } = local;
    const { environment, prepare, choosePort, run } = localHost(local);
    let ended;
    return {
        environment,
        prepare,
        choosePort,
        run,
        start: async (application) => {
            [ended] = await begin(await placeOf(home, clock), application);
        },
        firstEnd: () => ended ?? new Promise(() => { }),
        listeners: async () => ask(await placeOf(home, clock), '/listeners'),
        openDoor: async ({ port }) => ask(await placeOf(home, clock), '/turn', { port }),
        collect: async () => local_update_collect(journal, await placeOf(home, clock)),
        stop: async () => ask(await placeOf(home, clock), '/withdraw'),
        retire: async () => ask(await placeOf(home, clock), '/retire'),
    };
}
const patienceMs = 10_000;
/** The agent writes the file in the moment in which it begins to serve. */
function placeOf(home, clock) {
    const read = async () => {
        const file = controlFile(home);
        if (!(0,external_node_fs_namespaceObject.existsSync)(file))
            throw failure('The agent of the release that serves is not there.');
        return JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8'));
    };
    return persist(clock, read, () => patienceMs);
}
/** Gives the end of the release: the answer that the agent keeps open for as long as it is on trial. */
async function begin(place, application) {
    const answer = await send(place, '/trial', application);
    const ended = local_update_text(answer).then((body) => JSON.parse(body));
    // The end of the trial itself also ends the answer, and nobody listens then.
    ended.catch(() => { });
    return [ended];
}
async function ask(place, path, input = {}) {
    return JSON.parse(await local_update_text(await send(place, path, input)));
}
async function local_update_collect(journal, place) {
    for (const { name, chunk } of await ask(place, '/output'))
        journal.hear(name, chunk);
    journal.flush();
}
function send({ port, token }, path, input) {
    return new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const asked = (0,external_node_http_namespaceObject.request)({ host: '127.0.0.1', port, path, method: 'POST', headers, agent: false });
        asked.once('error', reject);
        asked.once('response', (answer) => {
            if (answer.statusCode === 200)
                return resolve(answer);
            void local_update_text(answer).then((body) => reject(failure(`The serving agent refuses ${path}: ${body}`)), reject);
        });
        asked.end(JSON.stringify(input));
    });
}
async function local_update_text(answer) {
    const chunks = [];
    for await (const chunk of answer)
        chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}

;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./lib/agent/hosts/machine.js



/** Longest command: the installation of packages or dependencies, in real milliseconds. */
const machine_limitMs = 15 * 60_000;
/** This machine. */
function machine() {
    return {
        run: async (command, { directory = '/', environment = machine_inherited(), hear } = {}) => {
            let output = '';
            const child = startChild(command, { directory, environment }, (chunk) => {
                output += chunk;
                hear?.(chunk);
            });
            const timer = setTimeout(() => child.signal('SIGKILL'), machine_limitMs);
            const exit = await child.ended;
            clearTimeout(timer);
            return { ...exit, output };
        },
        write: async (path, text, mode = 0o644) => {
            await (0,external_node_fs_promises_namespaceObject.mkdir)((0,external_node_path_namespaceObject.dirname)(path), { recursive: true });
            await (0,external_node_fs_promises_namespaceObject.writeFile)(path, text, { mode });
            await (0,external_node_fs_promises_namespaceObject.chmod)(path, mode);
        },
        read: (path) => (0,external_node_fs_promises_namespaceObject.readFile)(path, 'utf8'),
        link: async (path, target) => {
            await (0,external_node_fs_promises_namespaceObject.mkdir)((0,external_node_path_namespaceObject.dirname)(path), { recursive: true });
            await (0,external_node_fs_promises_namespaceObject.rm)(path, { force: true });
            await (0,external_node_fs_promises_namespaceObject.symlink)(target, path);
        },
    };
}
function machine_inherited() {
    return Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
}

;// CONCATENATED MODULE: ./lib/agent/rotated.js

const limitBytes = 10 * 1_024 * 1_024;
const tailBytes = 2 * 1_024 * 1_024;
/** Opens a rotated file; an existing one is continued. */
function rotatedFile(path, limit = limitBytes) {
    let size = (0,external_node_fs_namespaceObject.existsSync)(path) ? (0,external_node_fs_namespaceObject.statSync)(path).size : 0;
    return {
        path,
        append: (text) => {
            if (size >= limit) {
                (0,external_node_fs_namespaceObject.renameSync)(path, `${path}.1`);
                size = 0;
            }
            (0,external_node_fs_namespaceObject.appendFileSync)(path, text);
            size += Buffer.byteLength(text);
        },
    };
}
/** The end of a file. */
function tail(path, bytes = tailBytes) {
    const file = (0,external_node_fs_namespaceObject.openSync)(path, 'r');
    try {
        const { size } = (0,external_node_fs_namespaceObject.fstatSync)(file);
        const buffer = Buffer.alloc(Math.min(size, bytes));
        (0,external_node_fs_namespaceObject.readSync)(file, buffer, 0, buffer.length, size - buffer.length);
        return buffer.toString();
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(file);
    }
}

;// CONCATENATED MODULE: ./lib/agent/journal.js



const lastLinesKept = 50;
const longestLine = 2_000;
/** Shorter values stand in too many innocent words. */
const shortestSecret = 6;
/** Opens the journal in a directory; `print` also gets each line, for the console. */
function openJournal(directory, print) {
    (0,external_node_fs_namespaceObject.mkdirSync)(directory, { recursive: true });
    const files = new Map();
    const unfinished = new Map();
    const last = [];
    let secrets = [];
    const clean = (line) => secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line);
    const write = (name, line) => {
        const file = files.get(name) ?? rotatedFile((0,external_node_path_namespaceObject.join)(directory, `${name}.log`));
        files.set(name, file);
        file.append(`${new Date().toISOString()} ${line}\n`);
    };
    const keep = (name, line) => {
        const text = clean(line).slice(0, longestLine);
        write(name, text);
        print(`${name}: ${text}`);
        if (text.trim() !== '')
            last.push(text);
        if (last.length > lastLinesKept)
            last.shift();
    };
    return {
        say: (line) => {
            write('agent', clean(line));
            print(clean(line));
        },
        hear: (name, chunk) => {
            const lines = `${unfinished.get(name) ?? ''}${chunk}`.split(/\r?\n/);
            unfinished.set(name, lines.pop() ?? '');
            for (const line of lines)
                keep(name, line);
        },
        flush: () => {
            for (const [name, line] of unfinished)
                if (line !== '')
                    keep(name, line);
            unfinished.clear();
        },
        conceal: (values) => {
            const lines = values.flatMap((value) => [value, ...value.split('\n')]).map((line) => line.trim());
            const long = lines.filter((line) => line.length >= shortestSecret);
            secrets = [...new Set([...secrets, ...long])].sort((a, b) => b.length - a.length);
        },
        lastLines: () => [...last],
        everything: () => [...files.values()].map(({ path }) => `==> ${path} <==\n${tail(path)}`).join('\n'),
    };
}

;// CONCATENATED MODULE: ./lib/agent/update.js







/**
 * Brings another version to an instance that serves: beside the old one, which answers until the new one is proven. What fails leaves the old one as it
 * was, and a report in the bucket. Returns the exit code.
 */
async function update(world, { live, next }) {
    const { journal, until } = world;
    if (isSame(live.description, next)) {
        journal.say(`Version ${next.version.label} serves already.`);
        return 0;
    }
    const time = timeline(journal.say);
    try {
        const proven = await Promise.race([update_prove(world, next, time), interruption(until)]);
        await time.step('door', () => turn(world, { live, next }, proven));
    }
    catch (error) {
        await update_fail(world, next, { step: time.current(), reason: reasonOf(error) });
        return 1;
    }
    await time.step('drain', () => attempt(world, 'The former release did not stop', () => world.host.retire(live)));
    prune(world.home, [live.description, next].flatMap(({ version, config }) => [version.sha256, config.sha256]));
    journal.say(`Version ${next.version.label} serves in place of ${live.description.version.label}: ${time.summary()}.`);
    return 0;
}
/** The same gate as at a boot. */
async function update_prove(world, next, time) {
    const { host, clock, until } = world;
    const { application, config, release } = await build(world, next, time);
    const over = new AbortController();
    const signal = AbortSignal.any([until, over.signal]);
    try {
        await time.step('start', () => host.start(application));
        const gate = { clock, port: application.port, health: config.health, listeners: host.listeners, signal };
        await Promise.race([time.step('gate', () => passGate(gate)), untimelyEnd(world, signal)]);
        until.throwIfAborted();
        return { application, release };
    }
    finally {
        over.abort(new Error('The trial is over.'));
    }
}
/** From here on the new release serves, also after a reboot. What cannot be written down is taken back: the door turns to the old one again. */
async function turn({ host, home }, { live, next }, proven) {
    const { port, drainMs, processes } = proven.application;
    await host.openDoor(proven.application);
    try {
        const slot = live.slot === 'a' ? 'b' : 'a';
        makeCurrent(home, proven.release);
        writeDescription(home, next);
        writeState(home, { description: next, slot, port, drainMs, processes: processes.map(({ name }) => name) });
    }
    catch (cause) {
        await host.openDoor(live);
        writeDescription(home, live.description);
        throw failure(`The instance could not note its new release: ${reasonOf(cause)}`, { cause });
    }
}
/** Evidence first: the way back may come as soon as this run has ended. */
async function update_fail(world, next, what) {
    world.journal.say(`Failed at ${what.step}: ${what.reason}`);
    await attempt(world, 'The report could not be left in the bucket', () => leaveReport(world, next, what));
    await attempt(world, 'The new release could not be stopped', () => world.host.stop());
}

;// CONCATENATED MODULE: ./lib/agent/index.js


















const usage = 'Usage: agent.mjs boot|serve|update <instance.json>';
/** Builds the world out of the environment and runs the story. Returns the exit code. */
async function main([duty, file], env) {
    if (file === undefined)
        throw new Error(usage);
    const description = readDescription(file);
    const place = agent_placeOf(env, duty === 'update' ? 'log/update' : 'log');
    const world = await worldOf(place, description, env);
    switch (duty) {
        case 'boot':
        case 'serve':
            return boot({ ...world, host: bootHost(place, (0,external_node_path_namespaceObject.resolve)(file)), duty }, description);
        case 'update':
            return bring(world, place, description);
    }
    throw new Error(usage);
}
function agent_placeOf(env, log) {
    const home = env['BEANPOLE_HOME'] ?? '/opt/beanpole';
    const clock = scaledClock(Number(env['BEANPOLE_TIME_SCALE'] ?? 1));
    return { env, home, clock, journal: openJournal((0,external_node_path_namespaceObject.join)(home, log), print) };
}
async function worldOf({ home, clock, journal }, { region }, env) {
    const metadata = instanceMetadata(env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254', clock);
    const credentials = instanceCredentials(metadata, env);
    const aws = awsClient({ region, endpoint: env['AWS_ENDPOINT_URL'], credentials, clock });
    const until = untilTold();
    return { aws, clock, journal, home, until, instance: await metadata.get('meta-data/instance-id') };
}
function bootHost(place, file) {
    return isLocal(place) ? localHost(local(place)) : amazonLinux(amazon(place, file));
}
function updateHost(place, live) {
    if (isLocal(place))
        return localUpdate(local(place));
    return amazonUpdate(amazon(place, (0,external_node_path_namespaceObject.join)(place.home, 'instance.json')), live);
}
function isLocal({ env }) {
    return env['BEANPOLE_HOST'] === 'local';
}
function local({ clock, journal, home, env }) {
    return { clock, journal, home, httpPort: Number(env['BEANPOLE_HTTP_PORT']), env };
}
/** The agent that serves after a reboot is the one that the instance keeps, not one that an update only tries. */
function amazon({ clock, journal, home }, file) {
    const serve = [process.execPath, (0,external_node_path_namespaceObject.join)(home, 'agent.mjs'), 'serve', file];
    return { clock, journal, machine: machine(), home, serve };
}
/** Brings a version to an instance that serves; where the boot has failed there is nothing to put it beside, and it is served from the start. */
async function bring(world, place, next) {
    const state = await beforeUpdate(world.home, world.clock, world.until);
    if (state !== 'failed')
        return update({ ...world, host: updateHost(place, state) }, { live: state, next });
    world.journal.say(`Nothing serves here: version ${next.version.label} is started from the beginning.`);
    const file = (0,external_node_path_namespaceObject.join)(world.home, 'instance.json');
    writeDescription(world.home, next);
    if (!isLocal(place))
        return boot({ ...world, host: bootHost(place, file), duty: 'serve' }, next);
    // Here the agent itself keeps the application: it must outlive this command.
    writeState(world.home, 'booting');
    (0,external_node_child_process_namespaceObject.spawn)(process.execPath, [...process.argv.slice(1, 2), 'serve', file], { detached: true, stdio: 'ignore' }).unref();
    await beforeUpdate(world.home, world.clock, world.until);
    const now = readState(world.home);
    return typeof now === 'object' && isSame(now.description, next) ? 0 : 1;
}
function untilTold() {
    const told = new AbortController();
    for (const name of ['SIGTERM', 'SIGINT']) {
        process.on(name, () => told.abort(new Error(`The instance was told to stop (${name}).`)));
    }
    return told.signal;
}
function print(line) {
    process.stdout.write(`${line}\n`);
}
void main(process.argv.slice(2), process.env)
    .catch((error) => {
    print(`The agent failed: ${reasonOf(error)}`);
    return 1;
})
    // A probe or a download that nobody waits for any more must not keep the instance alive.
    .then((code) => process.exit(code));

