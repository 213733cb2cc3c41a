/**
 * The `aws` command of a local instance, as the text of an ES module. It knows the few commands that boot scripts use; anything else fails and
 * says so. It answers for the real one only in shape: exit status 255 when the service refuses, 252 when the command line is wrong (AWS CLI v2).
 * It signs nothing: the Authorization header only tells the local cloud which service is meant.
 */
export const awsShim = `#!/usr/bin/env node
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const endpoint = process.env.AWS_ENDPOINT_URL;
const region = process.env.AWS_REGION ?? 'us-east-1';

function fail(status, message) {
  console.error(message);
  process.exit(status);
}

function parse(words) {
  const options = {};
  const positional = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word.startsWith('--')) positional.push(word);
    else if (word.includes('=')) options[word.slice(2, word.indexOf('='))] = word.slice(word.indexOf('=') + 1);
    else if (at + 1 < words.length && !words[at + 1].startsWith('--')) options[word.slice(2)] = words[++at];
    else options[word.slice(2)] = 'true';
  }
  return { options, positional };
}

async function call(service, path, init = {}) {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
  const authorization =
    'AWS4-HMAC-SHA256 Credential=LOCALINSTANCE/' + day + '/' + region + '/' + service + '/aws4_request, SignedHeaders=host, Signature=0';
  const answer = await fetch(endpoint + path, { ...init, headers: { ...init.headers, authorization } });
  if (answer.ok) return answer;
  const body = await answer.text();
  const code = /<Code>([^<]*)/.exec(body)?.[1] ?? String(answer.status);
  const message = /<Message>([^<]*)/.exec(body)?.[1] ?? body.slice(0, 200);
  throw new Error('An error occurred (' + code + '): ' + message);
}

const objectPath = (bucket, key) => '/' + bucket + '/' + key.split('/').map(encodeURIComponent).join('/');

function s3Url(text) {
  const [, bucket, key] = /^s3:\\/\\/([^/]+)\\/?(.*)$/.exec(text);
  return { bucket, key };
}

async function download(bucket, key, file) {
  const answer = await call('s3', objectPath(bucket, key));
  await pipeline(Readable.fromWeb(answer.body), file === '-' ? process.stdout : createWriteStream(file));
  return answer;
}

async function upload(file, bucket, key, headers = {}) {
  const length = statSync(file).size;
  const body = Readable.toWeb(createReadStream(file));
  return call('s3', objectPath(bucket, key), { method: 'PUT', body, duplex: 'half', headers: { ...headers, 'content-length': String(length) } });
}

async function copy({ positional: [from, to] }) {
  if (!from || !to) fail(252, 'usage: aws s3 cp <from> <to>');
  if (from.startsWith('s3://')) {
    const { bucket, key } = s3Url(from);
    const isDirectory = to.endsWith('/') || statSync(to, { throwIfNoEntry: false })?.isDirectory();
    await download(bucket, key, isDirectory ? join(to, basename(key)) : to);
  } else {
    const { bucket, key } = s3Url(to);
    await upload(from, bucket, key === '' || key.endsWith('/') ? key + basename(from) : key);
  }
}

async function getObject({ options, positional: [file] }) {
  const answer = await download(options.bucket, options.key, file);
  console.log(JSON.stringify({ ETag: answer.headers.get('etag'), ContentLength: Number(answer.headers.get('content-length')) }));
}

async function putObject({ options }) {
  const headers = options['if-none-match'] ? { 'if-none-match': options['if-none-match'] } : {};
  const answer = await upload(options.body, options.bucket, options.key, headers);
  console.log(JSON.stringify({ ETag: answer.headers.get('etag') }));
}

async function signal({ options }) {
  const form = new URLSearchParams({
    Action: 'SignalResource',
    Version: '2010-05-15',
    StackName: options['stack-name'] ?? '',
    LogicalResourceId: options['logical-resource-id'] ?? '',
    UniqueId: options['unique-id'] ?? '',
    Status: options.status ?? '',
  });
  await call('cloudformation', '/', { method: 'POST', body: form });
}

const commands = {
  's3 cp': copy,
  's3api get-object': getObject,
  's3api put-object': putObject,
  'cloudformation signal-resource': signal,
};

const words = process.argv.slice(2);
if (words[0] === '--version') {
  console.log('aws-cli/2 (the small one of the local cloud)');
  process.exit(0);
}
const command = commands[words.slice(0, 2).join(' ')];
if (!command) fail(252, 'aws: the local cloud knows only: ' + Object.keys(commands).join(', '));
try {
  await command(parse(words.slice(2)));
} catch (error) {
  fail(255, error.cause ? error.message + ': ' + error.cause.message : error.message);
}
`;
