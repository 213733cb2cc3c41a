export const id = 379;
export const ids = [379];
export const modules = {

/***/ 4991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  N: () => (/* binding */ connect)
});

// UNUSED EXPORTS: objectUrl

// EXTERNAL MODULE: ./lib/version.js
var version = __webpack_require__(3411);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/aws/failures.js

/** Refusals of AWS in our words. The first row that fits wins, so the more exact ones stand above. */
const table = [
    {
        names: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired'],
        code: 'credentials',
        message: (doing) => `The AWS credentials expired while trying ${doing}.`,
        fix: 'Renew them: with aws-actions/configure-aws-credentials raise `role-duration-seconds`, or run the step again. An operation that was begun goes on alone.',
    },
    {
        names: ['CredentialsProviderError', 'CredentialsError'],
        code: 'credentials',
        message: () => 'This run has no AWS credentials.',
        fix: 'Put aws-actions/configure-aws-credentials before this step and give the job `permissions: id-token: write`.',
    },
    {
        names: ['InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch', 'InvalidAccessKeyId'],
        code: 'credentials',
        message: () => 'AWS does not accept the credentials of this run.',
        fix: 'Check the role or the keys that the workflow sets before this step, and the region.',
    },
    {
        names: ['OptInRequired'],
        code: 'aws',
        message: () => 'This account does not use the service or the region yet.',
        fix: 'Enable the region in the account, or choose another one with `region`.',
    },
    {
        names: ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'],
        code: 'aws',
        message: (doing, text) => `AWS denied ${doing}: ${text}`,
        fix: 'Give the role of this run the permission that the message names.',
    },
    {
        names: ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException'],
        code: 'outage',
        message: (doing) => `AWS was still throttling this account after ten attempts ${doing}.`,
        fix: 'Run again, with fewer deploys of the account at the same time. An operation that was begun goes on alone.',
    },
    {
        names: ['InsufficientCapabilities', 'InsufficientCapabilitiesException'],
        code: 'template',
        message: (_, text) => `CloudFormation wants a capability that we did not give: ${text}`,
        fix: 'This is a fault of Beanpole. Please report it with your settings.',
    },
    {
        names: ['LimitExceeded', 'LimitExceededException'],
        code: 'aws',
        message: (doing, text) => `A quota of this account stood in the way ${doing}: ${text}`,
        fix: 'Delete what is not needed any more, or ask AWS for a higher quota.',
    },
    {
        names: ['ValidationError', 'ValidationException'],
        text: /No export named \S+-LoadBalancer-/,
        code: 'refused',
        message: (_, text) => `There is no load balancer that is lent: ${text}`,
        fix: 'Deploy the environment that load-balancer.shared names first, with load-balancer.lend: true.',
    },
    {
        names: ['ValidationError', 'ValidationException'],
        text: /[Tt]emplate (format|error|validation)|Parameters: \[|Unresolved resource/,
        code: 'template',
        message: (_, text) => `CloudFormation does not accept the template: ${text}`,
        fix: 'Please report this with your settings.',
    },
    {
        names: [
            'ENOTFOUND',
            'ECONNREFUSED',
            'ECONNRESET',
            'EPIPE',
            'ETIMEDOUT',
            'EHOSTUNREACH',
            'ENETUNREACH',
            'EAI_AGAIN',
            'TimeoutError',
            'NetworkingError',
        ],
        code: 'outage',
        message: (doing, text) => `AWS could not be reached ${doing}: ${text}`,
        fix: 'Check the region, the network of the runner and its proxy.',
    },
];
/** What a failed request means and what to do about it. `doing` continues a sentence: "to read the stack". */
function awsFailure(error, doing) {
    if (error instanceof errors/* BeanpoleError */.R || !(error instanceof Error))
        return error;
    const names = namesOf(error);
    const known = table.find((row) => (row.names?.some((name) => names.includes(name)) ?? true) && (row.text?.test(error.message) ?? true));
    if (known === undefined && isOfServer(error)) {
        return new errors/* BeanpoleError */.R('outage', `AWS failed ${doing}: ${error.name}: ${error.message}`, {
            fix: 'Run again; health.aws.amazon.com tells of troubles in a region. An operation that was begun goes on alone.',
            cause: error,
        });
    }
    if (known !== undefined) {
        return new errors/* BeanpoleError */.R(known.code, known.message(doing, error.message), { fix: known.fix, cause: error });
    }
    return new errors/* BeanpoleError */.R('aws', `AWS refused ${doing}: ${error.name}: ${error.message}`, {
        fix: 'Run again; if it stays, the message names what AWS does not like.',
        cause: error,
    });
}
/** A fault of AWS's own, by the status of its answer. */
function isOfServer(error) {
    const { $metadata } = error;
    return ($metadata?.httpStatusCode ?? 0) >= 500;
}
/** Makes a request and translates its failure. */
async function attempt(doing, request) {
    try {
        return await request();
    }
    catch (error) {
        throw awsFailure(error, doing);
    }
}
/** There is no such stack: CloudFormation has only a sentence for that. */
function isAbsent(error) {
    return error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);
}
/** Somebody else was quicker: holds the stack, has made it already, or has executed a change set, which deletes all others of the stack. */
function isBusy(error) {
    if (!(error instanceof Error))
        return false;
    const names = [
        'OperationInProgressException',
        'OperationInProgress',
        'InvalidChangeSetStatus',
        'InvalidChangeSetStatusException',
        'ChangeSetNotFound',
        'ChangeSetNotFoundException',
    ];
    return (namesOf(error).some((name) => names.includes(name)) ||
        /is in [A-Z_]+ (state|status) and can ?not be (updated|deleted|executed|created|rolled back)|cannot be deleted while in status|cannot be called from current stack status|already exists and cannot be created again/.test(error.message));
}
/** The endpoint does not know the operation: an older region, or something that only speaks a part of CloudFormation. */
function isUnknownOperation(error) {
    const names = ['InvalidAction', 'UnknownOperationException', 'UnknownOperation', 'NotImplemented'];
    return error instanceof Error && namesOf(error).some((name) => names.includes(name));
}
/** The reason of a change set that found nothing to change; templates with transforms use the second sentence. */
function isNoChange(reason) {
    return /didn't contain changes|No updates are to be performed/.test(reason);
}
/** An SDK error has a name; a failed connection has a code; the SDK may wrap either. */
function namesOf(error) {
    const code = 'code' in error ? [String(error.code)] : [];
    const wrapped = 'Code' in error ? [String(error.Code)] : [];
    return [error.name, ...code, ...wrapped];
}

;// CONCATENATED MODULE: ./lib/aws/alarms.js

/** CloudWatch behind the deploy engine's port. */
function makeAlarms(clients) {
    const states = async (arns) => {
        const { DescribeAlarmsCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(85)]).then(__webpack_require__.t.bind(__webpack_require__, 4085, 19));
        const client = await clients.cloudWatch();
        const names = arns.map((arn) => arn.slice(arn.lastIndexOf(':') + 1));
        const command = new DescribeAlarmsCommand({ AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
        const answer = await attempt('to read the alarms of the environment', () => client.send(command));
        return [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])].filter(({ AlarmArn }) => AlarmArn !== undefined && arns.includes(AlarmArn));
    };
    return {
        async ringing(arns) {
            const found = await states(arns);
            return found.flatMap(({ AlarmArn = '', StateValue }) => (StateValue === 'ALARM' ? [AlarmArn] : []));
        },
        async unfit(arns) {
            const found = await states(arns);
            return new Map(found.flatMap(({ AlarmArn = '', StateValue }) => StateValue === 'ALARM' || StateValue === 'INSUFFICIENT_DATA' ? [[AlarmArn, StateValue]] : []));
        },
    };
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:perf_hooks"
var external_node_perf_hooks_ = __webpack_require__(643);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./lib/aws/parts.js


/** S3's least, so that many on the way take little memory; and the most parts that an object can have. */
const leastPart = 5 * 1024 * 1024;
const mostParts = 10_000;
/** Parts on the way at first, and at most: one connection to S3 carries some 40 MB a second, and more of them than that gained nothing where it was measured. */
const inFlight = { first: 6, most: 16 };
/** Above this share of its time a thread encrypts and copies rather than waits: another connection would only take memory. */
const busyFrom = 0.7;
/** What TLS is given at a time: it keeps all that it is given once more, encrypted, until the network has taken it. */
const pieceBytes = 1024 * 1024;
/**
 * Sends a large file in parts, several at a time, each with its checksum. Nothing is at the key before the last request, which is refused when somebody else was
 * faster. The parts of an upload that fails are removed; those of a killed process are left to the bucket's lifecycle rule.
 */
async function uploadParts(parted) {
    const { client, bucket: Bucket, key: Key } = parted;
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const type = { ContentType: 'application/zip', ChecksumAlgorithm: 'CRC32' };
    const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key, ...type }));
    const upload = { Bucket, Key, UploadId };
    try {
        const Parts = await sendAll(parted, upload);
        const MultipartUpload = { Parts: [...Parts] };
        await client.send(new sdk.CompleteMultipartUploadCommand({ ...upload, MultipartUpload, IfNoneMatch: '*' }));
    }
    catch (error) {
        // Why it failed counts; what cannot be removed now goes by the lifecycle rule.
        await client.send(new sdk.AbortMultipartUploadCommand(upload)).catch(() => { });
        throw error;
    }
}
async function sendAll(parted, upload) {
    const { size } = parted.file;
    const length = Math.max(leastPart, Math.ceil(size / mostParts));
    const parts = Array.from({ length: Math.ceil(size / length) });
    const failed = new AbortController();
    const signal = AbortSignal.any([failed.signal, ...(parted.signal === undefined ? [] : [parted.signal])]);
    const numbers = parts.keys();
    const began = external_node_perf_hooks_.performance.eventLoopUtilization();
    const isWaiting = () => external_node_perf_hooks_.performance.eventLoopUtilization(began).utilization < busyFrom;
    const senders = [];
    const begin = () => {
        if (senders.length < Math.min(inFlight.most, parts.length))
            senders.push(sender().catch((error) => failed.abort(error)));
    };
    const sender = async () => {
        // One for all parts of a sender: what is thrown away is not collected as fast as a network takes it.
        const room = Buffer.allocUnsafe(Math.min(length, size));
        for (const index of numbers) {
            signal.throwIfAborted();
            const range = { start: index * length, length: Math.min(length, size - index * length) };
            const Body = await parted.files.readRangeAsync(parted.file.path, range, room);
            parts[index] = await send(parted.client, { ...upload, PartNumber: index + 1, Body }, signal);
            if (isWaiting())
                begin();
        }
    };
    for (let count = 0; count < inFlight.first; count += 1)
        begin();
    // Those that are begun meanwhile are awaited too: none may be on its way when the parts of a failed upload are removed, or its part would stay.
    for (const one of senders)
        await one;
    failed.signal.throwIfAborted();
    return parts;
}
/**
 * Over TLS nobody can change a part on its way, and its checksum goes with it: to sign its SHA-256 as well, as the SDK does with what is in memory, would cost
 * as much time as to send it. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "UNSIGNED-PAYLOAD"
 */
async function send(client, part, abortSignal) {
    const { UploadPartCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const command = new UploadPartCommand({ ...part, ChecksumAlgorithm: 'CRC32' });
    command.middlewareStack.add(leaveToTls, { step: 'build', name: 'leaveToTls' });
    // Below the retries and the signature, which want to see all of it.
    command.middlewareStack.add(inPieces, { step: 'deserialize', priority: 'low', name: 'inPieces' });
    const { ETag, ChecksumCRC32 } = await client.send(command, { abortSignal });
    return { PartNumber: part.PartNumber, ETag, ChecksumCRC32 };
}
const leaveToTls = (next) => (args) => {
    const { protocol, headers } = args.request;
    if (protocol === 'https:')
        headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
    return next(args);
};
/** A repeated request is given its body from the beginning, so each is a request of its own. */
const inPieces = (next) => (args) => {
    const request = args.request;
    const body = external_node_stream_.Readable.from(piecesOf(request.body), { objectMode: false, highWaterMark: pieceBytes });
    return next({ ...args, request: Object.assign(request.clone(), { body }) });
};
function* piecesOf(bytes) {
    for (let at = 0; at < bytes.length; at += pieceBytes)
        yield bytes.subarray(at, at + pieceBytes);
}

;// CONCATENATED MODULE: ./lib/aws/s3-failures.js

const tokens = 'Renew the credentials: with aws-actions/configure-aws-credentials raise `role-duration-seconds`, or run the step again.';
/** Refusals of S3 by error name, in our words. A HEAD has no body, so there the SDK knows only the status. */
const failures = [
    {
        names: ['NoSuchBucket'],
        message: ({ bucket }) => `The artifact bucket "${bucket}" does not exist.`,
        fix: 'It belongs to the application stack: check the region and the account, or deploy the application stack again.',
    },
    {
        names: ['AccessDenied', 'Forbidden', '403', 'AllAccessDisabled'],
        message: ({ bucket, key }) => `AWS denied access to "${key}" in the artifact bucket "${bucket}".`,
        fix: 'The role of this run needs s3:GetObject, s3:PutObject and s3:AbortMultipartUpload on the objects, and s3:ListBucket on the bucket (without it S3 denies what is merely absent).',
    },
    {
        names: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'],
        message: () => 'The AWS credentials have expired.',
        fix: tokens,
    },
    {
        names: [
            'InvalidAccessKeyId',
            'SignatureDoesNotMatch',
            'InvalidToken',
            'InvalidClientTokenId',
            'UnrecognizedClientException',
        ],
        message: () => 'AWS does not accept the credentials of this run.',
        fix: 'Check the role or the keys that the workflow sets before this step.',
    },
    {
        // A HEAD has no body, and 400 is what S3 answers to one with a token that has ended.
        names: ['400', 'BadRequest'],
        message: ({ bucket, key }) => `AWS refused to look for "${key}" in the artifact bucket "${bucket}" and gives no reason (400): most likely the AWS credentials have expired.`,
        fix: tokens,
    },
    {
        names: ['RequestTimeTooSkewed'],
        message: () => "This machine's clock differs from AWS's by more than 15 minutes.",
        fix: 'Set the clock of the runner.',
    },
    {
        names: ['CredentialsProviderError'],
        message: () => 'This run has no AWS credentials.',
        fix: 'Put aws-actions/configure-aws-credentials before this step, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    },
    {
        names: ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'],
        message: ({ bucket }) => `The artifact bucket "${bucket}" lies in another region than this run.`,
        fix: 'Set `region` to the region in which the application was created.',
    },
];
/** What a failed request to the artifact bucket means, and what to do. A failure that is ours already passes unchanged. */
function s3Failure(error, place) {
    if (error instanceof errors/* BeanpoleError */.R)
        return error;
    const name = nameOf(error);
    const known = failures.find(({ names }) => names.includes(name));
    if (known !== undefined)
        return new errors/* BeanpoleError */.R('aws', known.message(place), { fix: known.fix, cause: error });
    const text = `A request for "${place.key}" in the artifact bucket "${place.bucket}" failed: ${name}: ${messageOf(error)}`;
    return new errors/* BeanpoleError */.R('aws', text, { fix: 'Run the step again; nothing half-written was left.', cause: error });
}
/** The name that AWS or Node gave the error; the HTTP status when that is all that the SDK could find out. */
function nameOf(error) {
    const { name = '', code, $metadata } = error;
    if (['Unknown', 'UnknownError', ''].includes(name))
        return String($metadata?.httpStatusCode ?? name);
    return name === 'Error' && typeof code === 'string' ? code : name;
}
function messageOf(error) {
    const { message, code } = error;
    // A refused connection to a name with several addresses has an empty message.
    return message || String(code ?? error);
}

;// CONCATENATED MODULE: ./lib/aws/artifacts.js



/** Up to here one request. */
const inOneRequest = 16 * 1024 * 1024;
/** Two conditional writes of one key at the same moment: S3 answers one of them "409, again". */
const conflictAttempts = 5;
/** The artifact bucket in S3. Every write is checked by S3 against a checksum that was made here. */
function s3Artifacts(bucket) {
    return {
        head: (key) => artifacts_attempt(bucket, key, () => head(bucket, key)),
        get: (key) => artifacts_attempt(bucket, key, () => get(bucket, key)),
        put: (key, text) => artifacts_attempt(bucket, key, () => put(bucket, { Key: key, Body: text })),
        putIfAbsent: (key, text) => artifacts_attempt(bucket, key, () => ifAbsent(() => put(bucket, { ...free(key), Body: text }))),
        list: (prefix) => artifacts_attempt(bucket, prefix, () => list(bucket, prefix)),
        remove: (key) => artifacts_attempt(bucket, key, () => remove(bucket, key)),
        uploadIfAbsent: (key, file) => artifacts_attempt(bucket, key, () => ifAbsent(() => upload(bucket, key, file))),
    };
}
async function head({ name, clients }, key) {
    const { HeadObjectCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const client = await clients.s3();
    const answer = await absentIf(['NotFound', 'NoSuchKey'], () => client.send(new HeadObjectCommand({ Bucket: name, Key: key })));
    return answer && { size: answer.ContentLength ?? 0 };
}
async function get({ name, clients }, key) {
    const { GetObjectCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const client = await clients.s3();
    const answer = await absentIf(['NoSuchKey'], () => client.send(new GetObjectCommand({ Bucket: name, Key: key })));
    return await answer?.Body?.transformToString();
}
async function list({ name, clients }, prefix) {
    const { paginateListObjectsV2 } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const client = await clients.s3();
    const found = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: name, Prefix: prefix })) {
        found.push(...Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    }
    return found;
}
async function remove({ name, clients }, key) {
    const { DeleteObjectCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const client = await clients.s3();
    await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
}
async function put({ name, clients, signal }, object) {
    const { PutObjectCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const client = await clients.s3();
    const type = { ContentType: object.Key.endsWith('.json') ? 'application/json' : 'application/octet-stream' };
    await client.send(new PutObjectCommand({ Bucket: name, ...type, ...object }), signal === undefined ? {} : { abortSignal: signal });
}
function free(key) {
    return { Key: key, IfNoneMatch: '*' };
}
async function upload(bucket, key, file) {
    const { name, clients, files, signal } = bucket;
    signal?.throwIfAborted();
    if (file.size > inOneRequest)
        return uploadParts({ client: await clients.s3(), bucket: name, key, file, files, signal });
    const ChecksumSHA256 = Buffer.from(file.sha256, 'hex').toString('base64');
    await put(bucket, { ...free(key), Body: files.read(file.path), ChecksumSHA256 });
}
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
async function ifAbsent(write) {
    for (let attempts = 1;; attempts += 1) {
        try {
            await write();
            return 'written';
        }
        catch (error) {
            if (nameOf(error) === 'PreconditionFailed')
                return 'present';
            if (nameOf(error) !== 'ConditionalRequestConflict' || attempts >= conflictAttempts)
                throw error;
            await (0,promises_.setTimeout)(100 * 2 ** attempts);
        }
    }
}
async function absentIf(names, ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (names.includes(nameOf(error)))
            return undefined;
        throw error;
    }
}
async function artifacts_attempt({ name, signal }, key, ask) {
    try {
        return await ask();
    }
    catch (error) {
        signal?.throwIfAborted();
        throw s3Failure(error, { bucket: name, key });
    }
}

;// CONCATENATED MODULE: ./lib/aws/bounded.js
/** What a run may still ask once it is over, as the last lines of an instance: milliseconds for each request. */
const lastWordMs = 10_000;
/**
 * A request that ends when the run ends, whatever AWS does: it is rejected with the reason of `run`, and its own signal is aborted, so that no further
 * attempt goes out. A request that begins after that gets a little time of its own.
 */
function bounded(run, ask) {
    const own = new AbortController();
    return new Promise((resolve, reject) => {
        const end = () => {
            reject(run.reason);
            own.abort(run.reason);
        };
        const limit = run.aborted ? setTimeout(end, lastWordMs) : undefined;
        if (limit === undefined)
            run.addEventListener('abort', end, { once: true });
        ask(own.signal)
            .then(resolve, reject)
            .finally(() => {
            clearTimeout(limit);
            run.removeEventListener('abort', end);
        });
    });
}

;// CONCATENATED MODULE: ./lib/aws/clients.js

/** Makes the clients. Credentials come from the SDK's own chain unless they are given: environment, web identity, profile, container, instance. */
function makeClients(connection) {
    const configuration = configurationOf(connection);
    return {
        autoScaling: once(async () => {
            const { AutoScalingClient } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(932)]).then(__webpack_require__.t.bind(__webpack_require__, 8932, 19));
            return watched(new AutoScalingClient(configuration), connection);
        }),
        cloudFormation: once(async () => {
            const { CloudFormationClient } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
            return watched(new CloudFormationClient(configuration), connection);
        }),
        cloudWatch: once(async () => {
            const { CloudWatchClient } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(85)]).then(__webpack_require__.t.bind(__webpack_require__, 4085, 19));
            return watched(new CloudWatchClient(configuration), connection);
        }),
        s3: once(async () => {
            const { S3Client } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
            // The bucket as a part of the host name needs a wildcard DNS name, which an endpoint on loopback has not.
            const forcePathStyle = connection.endpoint !== undefined;
            // To ask before every part of an upload whether it may be sent costs a round trip each; that the bucket is ours is known by then.
            const s3 = { ...configuration, forcePathStyle, expectContinueHeader: false };
            return watched(new S3Client(s3), connection);
        }),
        ssm: once(async () => {
            const { SSMClient } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
            return watched(new SSMClient(configuration), connection);
        }),
        sts: once(async () => {
            const { STSClient } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(695)]).then(__webpack_require__.t.bind(__webpack_require__, 1695, 19));
            return watched(new STSClient(configuration), connection);
        }),
        signal: connection.signal,
        endpointOf: (service) => {
            const { endpoint, region } = connection;
            return endpoint ?? `https://${service}.${region}.${domainOf(region)}/`;
        },
    };
}
/** China's partition has a domain of its own. */
function domainOf(region) {
    return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
/**
 * Ten attempts with adaptive back-off and jitter: CloudFormation throttles a whole account, and a deploy must outlast that. No attempt waits for ever:
 * the SDK's own default is to wait without a limit. All attempts together end with the run.
 */
function configurationOf({ region, version, endpoint, requestMs = 60_000, credentials }) {
    return {
        region,
        maxAttempts: 10,
        retryMode: 'adaptive',
        customUserAgent: [['beanpole', version]],
        requestHandler: { connectionTimeout: 10_000, socketTimeout: requestMs },
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(credentials === undefined ? {} : { credentials }),
    };
}
/** A client whose requests are told, below the retries, so that each try counts; and which end when the run does. */
function watched(client, { onCall, signal }) {
    if (signal !== undefined)
        bound(client, signal);
    const stack = client.middlewareStack;
    stack.add((next) => (request) => {
        onCall?.();
        return next(request);
    }, { step: 'finalizeRequest', name: 'countCalls', priority: 'low' });
    return client;
}
/** Around the retries, so that their pauses are bounded too. */
function bound(client, run) {
    const send = client.send.bind(client);
    const inTime = (command, options = {}) => bounded(run, (own) => {
        const abortSignal = options.abortSignal === undefined ? own : AbortSignal.any([own, options.abortSignal]);
        return send(command, { ...options, abortSignal });
    });
    client.send = inTime;
    client.middlewareStack.add((next, { commandName = '' }) => (request) => {
        if (!lastWords.test(commandName))
            run.throwIfAborted();
        return next(request);
    }, { step: 'initialize', name: 'changeNothingAfterTheEnd' });
}
/** What a run that is over may still ask: how things stand, and that its own update or upload be undone. Nothing else is begun any more. */
const lastWords = /^(Abort|Cancel|Describe|Get|Head|List)/;
function once(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}

;// CONCATENATED MODULE: ./lib/aws/commands.js


/** Run Command of Systems Manager behind the port. */
function makeCommands(clients, waiting) {
    return { run: async (request) => run(await clients.ssm(), request, waiting) };
}
async function run(client, request, waiting) {
    const { SendCommandCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
    const { group, script, comment, limitMs, atOnce } = request;
    const command = new SendCommandCommand({
        DocumentName: 'AWS-RunShellScript',
        Targets: [{ Key: 'tag:aws:autoscaling:groupName', Values: [group] }],
        Parameters: { commands: [script], executionTimeout: [String(Math.ceil(limitMs / 1000))] },
        Comment: comment,
        MaxConcurrency: atOnce,
        MaxErrors: '0',
    });
    const sent = await attempt('to run a command on the instances', () => client.send(command));
    const id = sent.Command?.CommandId ?? '';
    await over(client, id, { ...waiting, deadline: waiting.clock.now() + limitMs });
    return outputs(client, id);
}
/** States of a command that is not over. */
const commands_open = [undefined, 'Pending', 'InProgress', 'Cancelling'];
async function over(client, id, limit) {
    const { ListCommandsCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
    for (;;) {
        const answer = await attempt('to read how the command goes', () => client.send(new ListCommandsCommand({ CommandId: id })));
        if (!commands_open.includes(answer.Commands?.[0]?.Status))
            return;
        if (limit.clock.now() > limit.deadline) {
            throw new errors/* BeanpoleError */.R('timeout', `The command ${id} on the instances is not over within its time.`, {
                fix: 'See in Systems Manager, under Run Command, on which instance it stays.',
            });
        }
        await limit.clock.sleep(limit.pollMs);
    }
}
async function outputs(client, id) {
    const { GetCommandInvocationCommand, paginateListCommandInvocations } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
    return attempt('to read what the command printed', async () => {
        const instances = [];
        for await (const page of paginateListCommandInvocations({ client }, { CommandId: id })) {
            instances.push(...(page.CommandInvocations ?? []).map(({ InstanceId }) => InstanceId ?? ''));
        }
        return Promise.all(instances.map(async (instance) => {
            const told = await client.send(new GetCommandInvocationCommand({ CommandId: id, InstanceId: instance }));
            return {
                instance,
                status: told.Status ?? 'Failed',
                output: told.StandardOutputContent ?? '',
                errors: told.StandardErrorContent ?? '',
            };
        }));
    });
}

;// CONCATENATED MODULE: ./lib/aws/evidence.js

/** What instances left in the artifact bucket. */
function makeEvidence(clients) {
    return {
        async failureReports(bucket, prefix) {
            const left = await readAll(await clients.s3(), { bucket, prefix, since: 0 });
            return left.filter(isFailure).map((report) => ({ ...report, lastLines: report.lastLines ?? [] }));
        },
        async startReports(bucket, prefix, since) {
            return (await readAll(await clients.s3(), { bucket, prefix, since })).filter(isStart);
        },
    };
}
async function readAll(client, { bucket, prefix, since }) {
    const { paginateListObjectsV2 } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    const keys = [];
    await attempt('to list what instances left', async () => {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
            const fresh = (page.Contents ?? []).filter(({ LastModified }) => (LastModified?.getTime() ?? since) >= since);
            keys.push(...fresh.flatMap(({ Key }) => (Key?.endsWith('.json') ? [Key] : [])));
        }
    });
    return Promise.all(keys.map((key) => read(client, bucket, key)));
}
async function read(client, bucket, key) {
    const { GetObjectCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(711)]).then(__webpack_require__.t.bind(__webpack_require__, 3711, 19));
    try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return JSON.parse((await answer.Body?.transformToString()) ?? '');
    }
    catch {
        // One report that cannot be read must not hide the others.
        return undefined;
    }
}
/** An instance that died while it wrote, or an agent of another version, may have left anything. */
function isFailure(report) {
    return has(report, 'instance', 'reason', 'at');
}
function isStart(report) {
    return has(report, 'instance', 'steps', 'at') && Array.isArray(report.steps);
}
function has(report, ...names) {
    return typeof report === 'object' && report !== null && names.every((name) => name in report);
}

;// CONCATENATED MODULE: ./lib/aws/fleet.js

/** Auto Scaling behind the deploy engine's port. */
function makeFleet(clients) {
    return {
        async desired(group) {
            const { DescribeAutoScalingGroupsCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(932)]).then(__webpack_require__.t.bind(__webpack_require__, 8932, 19));
            const client = await clients.autoScaling();
            const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] });
            const answer = await attempt(`to read the Auto Scaling group "${group}"`, () => client.send(command));
            return answer.AutoScalingGroups?.[0]?.DesiredCapacity;
        },
        group: async (group) => groupOf(await clients.autoScaling(), group),
        async refreshes(group) {
            const { DescribeInstanceRefreshesCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(932)]).then(__webpack_require__.t.bind(__webpack_require__, 8932, 19));
            const client = await clients.autoScaling();
            const command = new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group });
            const answer = await attempt(`to read the instance refreshes of "${group}"`, () => client.send(command).catch((error) => {
                if (isGone(error))
                    return undefined;
                throw error;
            }));
            const over = ['Successful', 'Failed', 'Cancelled', 'RollbackFailed', 'RollbackSuccessful'];
            return (answer?.InstanceRefreshes ?? [])
                .filter(({ Status }) => Status !== undefined && !over.includes(Status))
                .map(({ InstanceRefreshId }) => InstanceRefreshId ?? '');
        },
        resize: async (group, size) => resize(await clients.autoScaling(), group, size),
        bound: async (group, sizes) => fleet_bound(await clients.autoScaling(), group, sizes),
        async failedActivities(group, since) {
            const { DescribeScalingActivitiesCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(932)]).then(__webpack_require__.t.bind(__webpack_require__, 8932, 19));
            const client = await clients.autoScaling();
            // A failed creation has deleted its group by now. One page, the newest 100, is more than one operation makes.
            const command = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group, IncludeDeletedGroups: true });
            const answer = await attempt(`to read the activities of the Auto Scaling group "${group}"`, () => client.send(command));
            const told = (answer.Activities ?? [])
                .filter(({ StatusCode, StartTime }) => StatusCode === 'Failed' && (StartTime?.getTime() ?? 0) >= since)
                .map(({ StatusMessage, Description }) => StatusMessage ?? Description ?? 'An activity failed without a reason.');
            return [...new Set(told)];
        },
    };
}
async function resize(client, group, size) {
    const { SetDesiredCapacityCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(932)]).then(__webpack_require__.t.bind(__webpack_require__, 8932, 19));
    const command = new SetDesiredCapacityCommand({ AutoScalingGroupName: group, DesiredCapacity: size });
    await attempt(`to set the size of the Auto Scaling group "${group}"`, () => client.send(command));
}
async function fleet_bound(client, group, { min, desired }) {
    const { UpdateAutoScalingGroupCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(932)]).then(__webpack_require__.t.bind(__webpack_require__, 8932, 19));
    const sizes = { MinSize: min, DesiredCapacity: desired };
    const command = new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, ...sizes });
    await attempt(`to set the sizes of the Auto Scaling group "${group}"`, () => client.send(command));
}
/** A group that is not there has no refreshes: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html has a sentence for that only. */
function isGone(error) {
    return error instanceof Error && error.name === 'ValidationError' && /name not found/.test(error.message);
}
async function groupOf(client, name) {
    const { DescribeAutoScalingGroupsCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(932)]).then(__webpack_require__.t.bind(__webpack_require__, 8932, 19));
    const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
    const answer = await attempt(`to read the Auto Scaling group "${name}"`, () => client.send(command));
    const group = answer.AutoScalingGroups?.[0];
    if (group === undefined)
        return undefined;
    // With several types or Spot the launch template stands within their policy.
    const mixed = group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
    const version = (group.LaunchTemplate ?? mixed)?.Version;
    return {
        min: group.MinSize ?? 0,
        max: group.MaxSize ?? 0,
        desired: group.DesiredCapacity ?? 0,
        suspended: (group.SuspendedProcesses ?? []).map(({ ProcessName }) => ProcessName ?? ''),
        instances: (group.Instances ?? []).map((instance) => instanceOf(instance, version)),
    };
}
function instanceOf(instance, version) {
    return {
        id: instance.InstanceId ?? '',
        state: instance.LifecycleState ?? '',
        health: instance.HealthStatus ?? '',
        isCurrent: instance.LaunchTemplate?.Version === version,
    };
}

// EXTERNAL MODULE: ./node_modules/aws4fetch/dist/aws4fetch.esm.mjs
var aws4fetch_esm = __webpack_require__(2580);
;// CONCATENATED MODULE: ./lib/aws/images.js



/**
 * AWS's own list of machine images, as public SSM parameters. Read once here and passed as a plain id: a reference in the template
 * would be resolved anew by every update, and by its rollback.
 */
function makeImages(clients) {
    return {
        async newest(machine) {
            const { GetParameterCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(736)]).then(__webpack_require__.t.bind(__webpack_require__, 4736, 19));
            const client = await clients.ssm();
            const name = images_nameOf(machine);
            const answer = await attempt('to look up the newest machine image', () => client.send(new GetParameterCommand({ Name: name })));
            const image = answer.Parameter?.Value;
            if (image !== undefined)
                return image;
            throw new errors/* BeanpoleError */.R('aws', `AWS has no machine image under "${name}" in this region.`, {
                fix: 'Set instances.image to the id of such an image.',
            });
        },
        exists: (id) => attempt(`to look for the machine image ${id}`, () => isThere(id, clients)),
    };
}
/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html */
function images_nameOf({ architecture, windows }) {
    return windows === undefined
        ? `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`
        : `/aws/service/ami-windows-latest/Windows_Server-${windows}-English-Full-Base`;
}
/** The words for an image that is not there, not any more, or not for this account (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html). */
const absent = ['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable', 'InvalidAMIID.Malformed'];
/**
 * EC2's `DescribeImages`, signed and sent without the SDK: its client for EC2 is larger than everything that a deploy loads, for this one question. A 5xx
 * or a 429 is asked again, twice, with jitter.
 */
async function isThere(id, clients) {
    const { config } = await clients.ssm();
    const [credentials, region] = await Promise.all([config.credentials(), config.region()]);
    const aws = new aws4fetch_esm/* AwsClient */.t({ ...credentials, region, service: 'ec2', retries: 2 });
    const body = new URLSearchParams({ Action: 'DescribeImages', Version: '2016-11-15', 'ImageId.1': id }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const limit = AbortSignal.timeout(askMs);
    const signal = clients.signal === undefined ? limit : AbortSignal.any([limit, clients.signal]);
    const answer = await aws.fetch(clients.endpointOf('ec2'), { method: 'POST', headers, body, signal });
    const text = await answer.text();
    if (answer.ok)
        return text.includes('<imageId>');
    const name = /<Code>([^<]*)/.exec(text)?.[1] ?? `HTTP ${answer.status}`;
    if (absent.includes(name))
        return false;
    throw Object.assign(new Error(/<Message>([^<]*)/.exec(text)?.[1] ?? `The answer has status ${answer.status}.`), {
        name,
    });
}
/** Real milliseconds for the question with all its attempts. */
const askMs = 30_000;

;// CONCATENATED MODULE: ./lib/aws/session.js

/**
 * What the credentials of this run say of themselves, without a request. Those of the environment are what they are; all others (web identity,
 * container, instance, profile) the SDK renews by itself before they end.
 */
async function readSession(clients) {
    const { config } = await clients.cloudFormation();
    const { sessionToken, expiration, $source = {}, } = await attempt('to find credentials', () => config.credentials());
    if (sessionToken === undefined || !('CREDENTIALS_ENV_VARS' in $source))
        return { kind: 'lasting' };
    const ends = expiration?.getTime();
    return { kind: 'temporary', ...(ends === undefined || Number.isNaN(ends) ? {} : { ends }) };
}

;// CONCATENATED MODULE: ./lib/aws/operation-input.js
/** Everything that CloudFormation would else keep from the operation before. */
function operationInput({ parameters, tags, roleArn, triggers, }) {
    return {
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        // Covers CAPABILITY_IAM.
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        RoleARN: roleArn,
        RollbackConfiguration: {
            RollbackTriggers: triggers.alarms.map((Arn) => ({ Arn, Type: 'AWS::CloudWatch::Alarm' })),
            MonitoringTimeInMinutes: triggers.minutes,
        },
    };
}

;// CONCATENATED MODULE: ./lib/aws/stack-events.js

/** Pages of a stack's history, newest event first, as CloudFormation gives it. A stack that is gone has none. */
async function* pages(client, stackId) {
    const { DescribeStackEventsCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    let token;
    do {
        const command = new DescribeStackEventsCommand({ StackName: stackId, NextToken: token });
        const page = await attempt('to read the events of the stack', () => client.send(command).catch((error) => {
            if (isAbsent(error))
                return undefined;
            throw error;
        }));
        yield (page?.StackEvents ?? []).map(eventOf);
        token = page?.NextToken;
    } while (token !== undefined);
}
/**
 * Events that are newer than the first known one, oldest first. CloudFormation gives them newest first, in pages; while we turn pages,
 * new events push old ones onto the next page, so one may come twice.
 *
 *     page 1: e9 e8 e7   page 2: e7 e6 e5   known: e5   ⇒   e6 e7 e8 e9
 */
async function eventsSince(client, stackId, isKnown) {
    const newer = new Map();
    for await (const page of pages(client, stackId)) {
        for (const event of page) {
            if (newer.has(event.id))
                continue;
            if (isKnown(event))
                return [...newer.values()].reverse();
            newer.set(event.id, event);
        }
    }
    return [...newer.values()].reverse();
}
/** The newest event of a stack. */
async function newestEvent(client, stackId) {
    for await (const page of pages(client, stackId)) {
        return page[0];
    }
    return undefined;
}
/**
 * What validation and hooks said about a change set. Only DescribeEvents tells
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html); where it does not exist, what the stack's
 * own events say for the same request has to do.
 */
async function problemsOf(client, changeSet) {
    const { paginateDescribeEvents } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    const problems = [];
    try {
        const query = { ChangeSetName: changeSet.id, Filters: { FailedEvents: true } };
        for await (const page of paginateDescribeEvents({ client }, query)) {
            problems.push(...(page.OperationEvents ?? []).flatMap(problemOf));
        }
        return [...new Set(problems)];
    }
    catch (error) {
        if (isUnknownOperation(error))
            return failedReasons(client, changeSet);
        // The change set's own reason is told in any case; a role that may not call DescribeEvents must not hide it.
        return [`Details could not be read: ${error instanceof Error ? error.message : String(error)}`];
    }
}
async function failedReasons(client, { stackId, token }) {
    const events = await eventsSince(client, stackId, (event) => event.token !== token);
    return events
        .filter(({ status, reason }) => status.endsWith('_FAILED') && reason !== undefined)
        .map(({ logicalId, reason }) => `${logicalId}: ${reason}`);
}
function problemOf(event) {
    const reason = event.ValidationStatusReason ?? event.HookStatusReason ?? event.ResourceStatusReason;
    if (reason === undefined)
        return [];
    const place = event.ValidationPath ?? event.LogicalResourceId;
    const judge = event.ValidationName ?? event.HookType;
    return [`${place === undefined ? '' : `${place}: `}${reason}${judge === undefined ? '' : ` (${judge})`}`];
}
function eventOf(event) {
    return {
        id: event.EventId ?? '',
        stackId: event.StackId ?? '',
        at: event.Timestamp?.getTime() ?? 0,
        logicalId: event.LogicalResourceId ?? '',
        ...(event.PhysicalResourceId ? { physicalId: event.PhysicalResourceId } : {}),
        type: event.ResourceType ?? '',
        status: event.ResourceStatus ?? '',
        ...(event.ResourceStatusReason ? { reason: event.ResourceStatusReason } : {}),
        ...(event.ClientRequestToken ? { token: event.ClientRequestToken } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/aws/change-sets.js




/** Makes a change set and waits until CloudFormation has computed it, 5 to 20 seconds on AWS. */
async function createChangeSet(client, request, waiting) {
    return attempt(`to make a change set for the stack "${request.stack}"`, async () => {
        try {
            return await make(client, request, waiting);
        }
        catch (error) {
            if (isBusy(error) || isAbsent(error))
                return { kind: 'busy', reason: error.message };
            throw error;
        }
    });
}
async function make(client, request, waiting) {
    const { CreateChangeSetCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    const made = await client.send(new CreateChangeSetCommand(inputOf(request)));
    const id = made.Id ?? request.name;
    const answer = await settled(client, id, request, waiting);
    const stackId = answer.StackId ?? made.StackId ?? request.stack;
    if (answer.Status !== 'FAILED') {
        return { kind: 'changes', id, stackId, changes: await changesOf(client, id, answer) };
    }
    const reason = answer.StatusReason ?? 'CloudFormation gives no reason.';
    if (isNoChange(reason))
        return { kind: 'empty', id, stackId };
    const problems = await problemsOf(client, { id, stackId, token: request.name });
    return { kind: 'failed', id, stackId, reason, problems };
}
/** The change sets of CloudFormation that have not made up their mind. */
const pending = ['CREATE_PENDING', 'CREATE_IN_PROGRESS'];
async function settled(client, id, { stack, deadline }, { clock, pollMs }) {
    for (;;) {
        const answer = await describe(client, id);
        if (!pending.includes(answer.Status))
            return answer;
        if (clock.now() >= deadline) {
            throw new errors/* BeanpoleError */.R('timeout', `The run's time is over while CloudFormation computes changes for the stack "${stack}".`, {
                fix: 'Nothing was changed. Run again, or raise deploy.limit.',
            });
        }
        await clock.sleep(Math.min(pollMs, deadline - clock.now()));
    }
}
async function describe(client, id, token) {
    const { DescribeChangeSetCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    return client.send(new DescribeChangeSetCommand({ ChangeSetName: id, NextToken: token }));
}
async function changesOf(client, id, first) {
    const changes = [...(first.Changes ?? [])];
    for (let page = first; page.NextToken !== undefined;) {
        page = await describe(client, id, page.NextToken);
        changes.push(...(page.Changes ?? []));
    }
    return changes.flatMap(changeOf);
}
function changeOf({ ResourceChange: change }) {
    if (change === undefined)
        return [];
    const replacing = (change.Details ?? []).flatMap(({ Target: target }) => target === undefined || target.RequiresRecreation === 'Never' ? [] : [target.Name ?? target.Attribute ?? '']);
    return [
        {
            action: change.Action ?? 'Dynamic',
            logicalId: change.LogicalResourceId ?? '',
            type: change.ResourceType ?? '',
            ...(change.Replacement === undefined ? {} : { replacement: change.Replacement }),
            ...(replacing.length === 0 ? {} : { replacing }),
        },
    ];
}
function inputOf(request) {
    const { template } = request;
    return {
        StackName: request.stack,
        ChangeSetName: request.name,
        ClientToken: request.name,
        ChangeSetType: request.intent === 'create' ? 'CREATE' : 'UPDATE',
        ...(template.kind === 'body' ? { TemplateBody: template.body } : { TemplateURL: template.url }),
        ...operationInput(request),
        IncludeNestedStacks: false,
    };
}

;// CONCATENATED MODULE: ./lib/aws/started.js

/** Asks for an operation on a stack; that another one holds it is an answer, not a failure. */
async function started(doing, request) {
    return attempt(doing, async () => {
        try {
            await request();
            return { kind: 'started' };
        }
        catch (error) {
            if (isBusy(error))
                return { kind: 'busy', reason: error.message };
            throw error;
        }
    });
}

;// CONCATENATED MODULE: ./lib/aws/undo.js

/** The three ways in which CloudFormation goes back, each only from a status of its own. */
function makeUndo(client) {
    return {
        async continueRollback({ stackId, token, roleArn }) {
            const { ContinueUpdateRollbackCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
            const input = { StackName: stackId, ClientRequestToken: token, RoleARN: roleArn };
            const cloudFormation = await client();
            return started('to continue the rollback', () => cloudFormation.send(new ContinueUpdateRollbackCommand(input)));
        },
        async rollback({ stackId, token, roleArn }) {
            const { RollbackStackCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
            const input = { StackName: stackId, ClientRequestToken: token, RoleARN: roleArn, RetainExceptOnCreate: true };
            const cloudFormation = await client();
            return started('to undo the failed update', () => cloudFormation.send(new RollbackStackCommand(input)));
        },
        async cancelUpdate({ stackId, token }) {
            const { CancelUpdateStackCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
            const input = { StackName: stackId, ClientRequestToken: token };
            const cloudFormation = await client();
            return started('to cancel the update', () => cloudFormation.send(new CancelUpdateStackCommand(input)));
        },
    };
}

;// CONCATENATED MODULE: ./lib/aws/stacks.js






/** CloudFormation behind the deploy engine's port. */
function makeStacks(clients, waiting) {
    const client = () => clients.cloudFormation();
    return {
        describe: async (stack) => stacks_describe(await client(), stack),
        list: async (tags) => stacks_list(await client(), tags),
        template: async (stackId) => template(await client(), stackId),
        createChangeSet: async (request) => createChangeSet(await client(), request, waiting),
        execute: async (request) => execute(await client(), request),
        deleteChangeSet: async (changeSet) => deleteChangeSet(await client(), changeSet),
        update: async (request) => update(await client(), request),
        newestEvent: async (stackId) => newestEvent(await client(), stackId),
        eventsSince: async (stackId, isKnown) => eventsSince(await client(), stackId, isKnown),
        delete: async (request) => deleteStack(await client(), request),
        ...makeUndo(client),
        resources: async (stackId) => resourcesOf(await client(), stackId),
    };
}
async function stacks_describe(client, name) {
    const { DescribeStacksCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    const answer = await attempt(`to read the stack "${name}"`, () => client.send(new DescribeStacksCommand({ StackName: name })).catch((error) => {
        if (isAbsent(error))
            return undefined;
        throw error;
    }));
    const stack = answer?.Stacks?.[0];
    return stack === undefined ? undefined : stackOf(stack);
}
/** Only DescribeStacks tells tags, and it knows no filter. */
async function stacks_list(client, tags) {
    const { paginateDescribeStacks } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    return attempt('to list the stacks', async () => {
        const found = [];
        for await (const page of paginateDescribeStacks({ client }, {}))
            found.push(...(page.Stacks ?? []).map(stackOf));
        return found.filter((stack) => Object.entries(tags).every(([name, value]) => stack.tags[name] === value));
    });
}
/** Absence is no failure here: without it a change set finds out what differs. */
async function template(client, stackId) {
    const { GetTemplateCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    try {
        const answer = await client.send(new GetTemplateCommand({ StackName: stackId, TemplateStage: 'Original' }));
        // A stack that waits for its first change set has an empty one.
        return answer.TemplateBody || undefined;
    }
    catch {
        return undefined;
    }
}
/**
 * DisableRollback is told although it is false: the documentation gives both values as the default. RetainExceptOnCreate removes what
 * a failed operation created even where its DeletionPolicy is Retain, so that the next try finds no name taken.
 */
async function execute(client, { changeSet, stackId, token }) {
    const { ExecuteChangeSetCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    const command = new ExecuteChangeSetCommand({
        ChangeSetName: changeSet,
        StackName: stackId,
        ClientRequestToken: token,
        DisableRollback: false,
        RetainExceptOnCreate: true,
    });
    return started('to execute the change set', () => client.send(command));
}
/** The same two words about failures as at a change set's execution. */
async function update(client, request) {
    const { UpdateStackCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    const command = new UpdateStackCommand({
        StackName: request.stackId,
        ClientRequestToken: request.token,
        UsePreviousTemplate: true,
        DisableRollback: false,
        RetainExceptOnCreate: true,
        ...operationInput(request),
    });
    let isSame = false;
    const begun = await started('to update the stack', () => client.send(command).catch((error) => {
        if (!(error instanceof Error) || !isNoChange(error.message))
            throw error;
        isSame = true;
    }));
    return isSame ? { kind: 'empty' } : begun;
}
async function deleteChangeSet(client, changeSet) {
    const { DeleteChangeSetCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    const command = new DeleteChangeSetCommand({ ChangeSetName: changeSet });
    await attempt('to delete the change set', () => client.send(command).catch((error) => {
        // Somebody else's operation takes the change sets of a stack with it.
        if (!isAbsent(error) && !isBusy(error))
            throw error;
    }));
}
async function deleteStack(client, { stackId, token, roleArn }) {
    const { DeleteStackCommand } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    const command = new DeleteStackCommand({ StackName: stackId, ClientRequestToken: token, RoleARN: roleArn });
    return started('to delete the stack', () => client.send(command));
}
async function resourcesOf(client, stackId) {
    const { paginateListStackResources } = await Promise.all(/* import() */[__webpack_require__.e(861), __webpack_require__.e(805)]).then(__webpack_require__.t.bind(__webpack_require__, 3805, 19));
    return attempt('to list the resources of the stack', async () => {
        const found = [];
        for await (const page of paginateListStackResources({ client }, { StackName: stackId })) {
            found.push(...(page.StackResourceSummaries ?? []).map(resourceOf));
        }
        return found;
    });
}
function resourceOf(resource) {
    return {
        logicalId: resource.LogicalResourceId ?? '',
        ...(resource.PhysicalResourceId ? { physicalId: resource.PhysicalResourceId } : {}),
        type: resource.ResourceType ?? '',
        status: resource.ResourceStatus ?? '',
    };
}
function stackOf(stack) {
    return {
        id: stack.StackId ?? '',
        name: stack.StackName ?? '',
        status: stack.StackStatus ?? '',
        ...(stack.StackStatusReason ? { reason: stack.StackStatusReason } : {}),
        parameters: valuesOf(stack.Parameters?.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue])),
        outputs: valuesOf(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
        tags: valuesOf(stack.Tags?.map(({ Key, Value }) => [Key, Value])),
        protected: stack.EnableTerminationProtection ?? false,
        ...changed(stack),
    };
}
function changed({ LastUpdatedTime: updated, CreationTime: created }) {
    const at = updated ?? created;
    return at === undefined ? {} : { changedAt: at.getTime() };
}
function valuesOf(pairs = []) {
    return Object.fromEntries(pairs.map(([name, value]) => [name ?? '', value ?? '']));
}

;// CONCATENATED MODULE: ./lib/aws/cloud.js










/** AWS in one region, behind the ports of the stages. Nothing is loaded or called before its first use. */
function connect({ files, waiting, signal, ...connection }) {
    const clients = makeClients({ version: version/* version */.r, signal, ...connection });
    return {
        stacks: makeStacks(clients, waiting),
        alarms: makeAlarms(clients),
        fleet: makeFleet(clients),
        images: makeImages(clients),
        evidence: makeEvidence(clients),
        session: () => readSession(clients),
        commands: makeCommands(clients, waiting),
        artifacts: (bucket) => s3Artifacts({ name: bucket, clients, files, signal }),
        url: (bucket, key) => objectUrl({ ...connection, bucket, key }),
    };
}
/** The URL that CloudFormation takes as `TemplateURL`. */
function objectUrl({ region, bucket, key, endpoint }) {
    if (endpoint !== undefined)
        return `${endpoint}/${bucket}/${key}`;
    return `https://${bucket}.s3.${region}.${domainOf(region)}/${key}`;
}


/***/ }),

/***/ 2738:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ meanings),
/* harmony export */   N: () => (/* binding */ commandOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _settings_suggest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67);


/** What each command does, in a few words. */
const meanings = {
    deploy: 'brings what the current directory holds to an environment; this is what happens without a command',
    plan: 'says what a deploy would change and cost; changes nothing',
    rollback: 'goes back to the version before, or to --version-label',
    promote: 'brings the version that runs in --from here, byte for byte',
    'update-platform': 'brings the newest machine image to every instance; the version stays',
    swap: 'exchanges the versions of --environment and --from',
    clone: 'makes a new environment with settings and version of --from',
    destroy: 'deletes an environment; its application keeps every version',
    prune: 'removes expired previews and old versions',
    logs: 'shows what the instances have logged last',
    restart: 'starts the application anew on each instance',
    status: 'says what is live and how it is; without --environment, of the whole application',
    health: 'asks each instance how it is: requests, latencies, processors, version',
    doctor: 'says what will trouble the next update or a rollback',
    export: 'prints the templates; asks AWS nothing',
    rehearse: 'deploys to a local cloud of its own; asks AWS nothing',
};
/** The command that a word names; without a word it is `deploy`. */
function commandOf(word = 'deploy') {
    if (isCommand(word))
        return word;
    const meant = (0,_settings_suggest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(word, Object.keys(meanings));
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BeanpoleError */ .R('settings', `There is no command "${word}".`, {
        fix: `${meant === undefined ? '' : `Did you mean ${meant}? `}Known are ${Object.keys(meanings).join(', ')}.`,
    });
}
function isCommand(word) {
    return Object.hasOwn(meanings, word);
}


/***/ }),

/***/ 1333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wX: () => (/* binding */ namesIn),
  KN: () => (/* binding */ nothingToDo),
  sb: () => (/* binding */ readSettings),
  DM: () => (/* binding */ settingsName)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/settings/resolve.js
var resolve = __webpack_require__(3057);
// EXTERNAL MODULE: ./lib/settings/sections.js
var settings_sections = __webpack_require__(8441);
;// CONCATENATED MODULE: ./lib/settings/branches.js


/** The event with the environment that its branch maps to. The branch's own name goes before patterns, and those by their order. */
function environmentFor(event, written) {
    const environment = event.environment ?? mapped(event, written) ?? event.fallback;
    return environment === undefined ? event : { ...event, environment };
}
/** Why there is nothing to do: nobody says which environment, and the event or the map of branches says that this is right. */
function nothingFor(event, written) {
    if ((0,resolve/* isGiven */.qR)(written, 'environment') || environmentFor(event, written).environment !== undefined)
        return undefined;
    if (event.unless !== undefined)
        return event.unless;
    const branches = Object.keys((0,resolve/* membersAt */.n7)(written, 'branches'));
    if (event.branch === undefined || branches.length === 0)
        return undefined;
    return {
        title: `The branch ${event.branch.value} deploys to no environment`,
        text: `Under \`branches\` stand ${branches.join(', ')}. Nothing was done.`,
    };
}
function mapped({ branch }, written) {
    if (branch === undefined)
        return undefined;
    const branches = (0,resolve/* membersAt */.n7)(written, 'branches');
    const name = branches[branch.value] ?? Object.entries(branches).find(([one]) => (0,settings_sections/* matches */.cK)(one, branch.value))?.[1];
    return name === undefined ? undefined : { value: name, variable: branch.variable };
}

// EXTERNAL MODULE: ./lib/platforms/extensions/extension.js
var extension = __webpack_require__(7258);
// EXTERNAL MODULE: ./lib/settings/node.js
var settings_node = __webpack_require__(1301);
// EXTERNAL MODULE: ./lib/settings/schema.js
var schema = __webpack_require__(586);
;// CONCATENATED MODULE: ./lib/settings/reader.js


/** Reads pairs by the schema: every value that is right, and every mistake. */
function readPairs(pairs, scope) {
    const reader = { scope, entries: new Map(), findings: [] };
    for (const pair of pairs)
        readWord(reader, pair);
    return reader;
}
/** A mistake in something that the user wrote. */
function findingOf(scope, path, fault) {
    const { position, message, fix } = fault;
    return { source: scope.source(position), path, message, ...(fix === undefined ? {} : { fix }) };
}
function readWord(reader, pair) {
    const { name, position } = pair;
    if (schema/* chosenOutside */.qF.includes(name) && (reader.scope.section !== undefined || name === 'environments')) {
        const message = `${(0,settings_node/* quote */.hD)(name)} cannot stand here.`;
        const fix = name === 'environments' ? 'Write sections at the top level of the file.' : 'Write it at the top level.';
        reader.findings.push(findingOf(reader.scope, name, { position, message, fix }));
        return;
    }
    const group = (0,schema/* groupAt */.DL)(name);
    const key = name.includes('.') ? undefined : (0,schema/* keyAt */.f5)(name);
    if (group !== undefined)
        readGroup(reader, group, pair);
    else if (key !== undefined)
        readKey(reader, name, key, pair.value);
    else
        reportUnknown(reader, name, position);
}
function readGroup(reader, group, { name: word, value }) {
    // A word with nothing below it says nothing: all its keys may be commented out.
    if (value.kind === 'scalar' && value.type === 'null')
        return;
    const short = `${word}.${group.short}`;
    const shortKey = (0,schema/* keyAt */.f5)(short);
    if (value.kind === 'map') {
        for (const pair of value.pairs())
            readMember(reader, word, group, pair);
    }
    else if (group.short !== undefined && shortKey !== undefined) {
        readKey(reader, short, shortKey, value);
    }
    else {
        // Members that the user names may be secrets: their text is not repeated.
        const found = group.names === undefined ? (0,settings_node/* quoted */.TL)(value) : 'This';
        const fix = `Accepted: ${group.names === undefined ? (0,schema/* wordsOf */.Z9)(word).join(', ') : 'names and values'}, below ${word}:.`;
        const { position } = value;
        reader.findings.push(findingOf(reader.scope, word, { position, message: `${found} is not a map.`, fix }));
    }
}
function readMember(reader, word, group, { name, position, value }) {
    const path = `${word}.${name}`;
    const naming = group.names?.read({ kind: 'scalar', type: 'string', text: name, position });
    const key = (0,schema/* keyAt */.f5)(path);
    if (naming !== undefined && 'faults' in naming) {
        reader.findings.push(...naming.faults.map((fault) => findingOf(reader.scope, path, { position, ...fault })));
    }
    else if (key === undefined)
        reportUnknown(reader, path, position);
    else
        readKey(reader, path, key, value);
}
function readKey({ scope, entries, findings }, path, key, node) {
    const { position } = node;
    const reading = key.read(node);
    if ('value' in reading)
        entries.set(path, { value: reading.value, source: scope.source(position) });
    else
        findings.push(...reading.faults.map((fault) => findingOf(scope, path, { position, ...fault })));
}
function reportUnknown({ scope, findings }, path, position) {
    const [word, member] = (0,schema/* splitPath */.Uf)(path);
    const inGroup = member !== undefined && (0,schema/* groupAt */.DL)(word) !== undefined;
    const message = inGroup ? `${(0,settings_node/* quote */.hD)(member)} is not a setting of ${word}.` : `${(0,settings_node/* quote */.hD)(path)} is not a setting.`;
    const meant = (0,schema/* meantBy */.Pn)(path);
    const accepted = (0,schema/* wordsOf */.Z9)(inGroup ? word : undefined).join(', ');
    const hint = meant === path ? `Write ${member} below ${word}:.` : `Did you mean ${meant}?`;
    const fix = meant === undefined ? `Accepted: ${accepted}.` : hint;
    const finding = findingOf(scope, path, { position, message, fix });
    findings.push(meant === undefined ? finding : { ...finding, meant });
}

;// CONCATENATED MODULE: ./lib/settings/utf8.js
/** Text of UTF-8 bytes without a byte order mark, or the offset of the first byte that belongs to no character. */
function decodeUtf8(bytes) {
    const text = attempt(bytes, { stream: false });
    return text === undefined ? { badByte: firstBadByte(bytes) } : { text };
}
/** A prefix can end within a character and still be good, so the good prefixes are those up to the bad byte: bisect. */
function firstBadByte(bytes) {
    let good = 0;
    let bad = bytes.length + 1;
    while (bad - good > 1) {
        const middle = (good + bad) >> 1;
        if (attempt(bytes.subarray(0, middle), { stream: true }) === undefined)
            bad = middle;
        else
            good = middle;
    }
    return good;
}
function attempt(bytes, options) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./lib/settings/intrinsic-tags.js
/** Functions that CloudFormation's YAML writes as a tag: `!Sub text` is `Fn::Sub: text`. */
const functions = [
    ...['Base64', 'Cidr', 'FindInMap', 'GetAtt', 'GetAZs', 'ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform'],
    ...['And', 'Equals', 'If', 'Not', 'Or'],
];
const longNames = {
    Ref: 'Ref',
    Condition: 'Condition',
    ...Object.fromEntries(functions.map((name) => [name, `Fn::${name}`])),
};
/** So that the parser knows the tags; what they mean is decided when the nodes are read. */
const customTags = Object.keys(longNames).flatMap((name) => [
    { tag: `!${name}`, resolve: (text) => text },
    { tag: `!${name}`, collection: 'seq' },
    { tag: `!${name}`, collection: 'map' },
]);
/** The long name of a function that a tag stands for. */
function intrinsicOf(tag) {
    return tag?.startsWith('!') === true && Object.hasOwn(longNames, tag.slice(1)) ? longNames[tag.slice(1)] : undefined;
}
/** The map that the short form stands for. `!GetAtt Table.Arn` is a list of two; only the first dot divides. */
function intrinsicFrom(name, inner) {
    const { position } = inner;
    const value = name === 'Fn::GetAtt' ? attributeOf(inner) : inner;
    return { kind: 'map', position, pairs: () => [{ name, position, value }] };
}
function attributeOf(node) {
    if (node.kind !== 'scalar' || !node.text.includes('.'))
        return node;
    const dot = node.text.indexOf('.');
    const parts = [node.text.slice(0, dot), node.text.slice(dot + 1)];
    const items = parts.map((text) => ({ kind: 'scalar', type: 'string', text, position: node.position }));
    return { kind: 'list', position: node.position, items: () => items };
}

;// CONCATENATED MODULE: ./lib/settings/yaml.js


/** Reads one YAML 1.2 document; what its values mean is not decided here. */
function readYaml(text) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false, customTags: customTags });
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
    };
    const faults = [...syntaxFaults(document, at), ...unreadable(document, at)];
    if (faults.length > 0)
        return { kind: 'refused', faults };
    const { contents } = document;
    return contents === null ? { kind: 'read' } : { kind: 'read', node: nodeFrom(contents, { document, at }) };
}
/** One slip makes the parser complain many times, so only its first complaint is passed on, and every repeated key. */
function syntaxFaults(document, at) {
    const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
    const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
    return errors
        .filter((error) => error === first || error.code === 'DUPLICATE_KEY')
        .map(({ code, pos }) => ({ position: at(pos[0]), ...complaints[code] }));
}
/** Things that YAML allows and we do not follow: they would be skipped in silence. */
function unreadable(document, at) {
    const faults = [];
    (0,dist/* visit */.YR)(document, {
        Alias(_key, alias) {
            if (alias.resolve(document) !== undefined)
                return;
            // Its name is not repeated: it may be a password that starts with an asterisk.
            const message = 'A value that starts with * is an alias, and no anchor above it has this name.';
            const fix = 'Quote the value, or write &name at what it names.';
            faults.push({ position: at(alias.range?.[0] ?? 0), message, fix });
        },
        Pair(_key, { key }) {
            if (!(0,dist/* isScalar */.jn)(key) || key.value !== '<<')
                return;
            const fix = 'Write the keys out, or use a section of environments:.';
            faults.push({ position: at(key.range?.[0] ?? 0), message: 'Merge keys (<<) are not read.', fix });
        },
    });
    return faults;
}
function nodeFrom(node, context) {
    const name = (0,dist/* isAlias */.Vj)(node) ? undefined : intrinsicOf(node.tag);
    return name === undefined ? plainFrom(node, context) : intrinsicFrom(name, plainFrom(node, context));
}
function plainFrom(node, context) {
    const position = context.at(node.range?.[0] ?? 0);
    if ((0,dist/* isAlias */.Vj)(node)) {
        const target = node.resolve(context.document);
        // An alias is blamed where it is used: that is where its value is wrong.
        return target === undefined ? nothing(position) : { ...nodeFrom(target, context), position };
    }
    if ((0,dist/* isScalar */.jn)(node))
        return scalarFrom(node, position);
    if ((0,dist/* isMap */.jh)(node))
        return { kind: 'map', position, pairs: () => pairsOf(node, context) };
    if ((0,dist/* isSeq */.oP)(node)) {
        const items = () => node.items.map((item) => nodeFrom(item, context));
        return { kind: 'list', position, items };
    }
    return nothing(position);
}
function pairsOf(map, context) {
    return map.items.filter(dist/* isPair */.tO).map(({ key, value }) => {
        const name = nodeFrom(key, context);
        return {
            name: name.kind === 'scalar' ? name.text : '',
            position: name.position,
            value: value === null ? nothing(name.position) : nodeFrom(value, context),
        };
    });
}
function scalarFrom(scalar, position) {
    const { value } = scalar;
    const type = value === null ? 'null' : (scalarTypes[typeof value] ?? 'string');
    const text = type === 'string' ? String(value) : (scalar.source ?? String(value));
    return { kind: 'scalar', type, text, position };
}
const scalarTypes = { number: 'number', boolean: 'boolean', string: 'string' };
function nothing(position) {
    return { kind: 'scalar', type: 'null', text: '', position };
}
/** Our own words for each complaint of the parser: its own may quote a whole line, which may hold a secret. */
const complaints = {
    ALIAS_PROPS: { message: 'An alias cannot have an anchor or a tag.' },
    BAD_ALIAS: { message: 'This alias has no usable name.', fix: 'Quote a value that starts with *.' },
    BAD_COLLECTION_TYPE: { message: 'This tag does not fit what follows it.', fix: 'Remove the tag.' },
    BAD_DIRECTIVE: { message: 'A line that starts with % is a YAML directive, and this is not one.' },
    BAD_DQ_ESCAPE: {
        message: 'A backslash in double quotes starts no escape that YAML knows.',
        fix: "Use single quotes ('…'), or write \\\\.",
    },
    BAD_INDENT: {
        message: 'The indentation is wrong here, or a bracket is still open.',
        fix: 'Indent the keys of one map equally.',
    },
    BAD_PROP_ORDER: { message: 'Anchors and tags must stand before the value.' },
    BAD_SCALAR_START: { message: 'A plain value cannot start with this character.', fix: 'Put the value in quotes.' },
    BLOCK_AS_IMPLICIT_KEY: { message: 'There are two keys on one line.', fix: 'Quote a value that contains ": ".' },
    BLOCK_IN_FLOW: { message: 'Between { } or [ ], maps and lists are written on one line with commas.' },
    DUPLICATE_KEY: { message: 'This key stands twice in the same map.', fix: 'Keep one of the two.' },
    IMPOSSIBLE: { message: 'This is not YAML.' },
    KEY_OVER_1024_CHARS: { message: 'A key is longer than 1,024 characters.' },
    MISSING_CHAR: {
        message: 'Something is missing here: a closing quote, a bracket, a comma, a colon or a space.',
        fix: 'Close what was opened before this place.',
    },
    MULTILINE_IMPLICIT_KEY: { message: 'A key spans several lines.', fix: 'Write a colon after each key.' },
    MULTIPLE_ANCHORS: { message: 'A value can have one anchor only.' },
    MULTIPLE_DOCS: { message: 'A second document starts here.', fix: 'Keep one document: remove the line ---.' },
    MULTIPLE_TAGS: { message: 'A value can have one tag only.' },
    NON_STRING_KEY: { message: 'A key must be plain text.' },
    RESOURCE_EXHAUSTION: { message: 'The file is nested too deeply.' },
    TAB_AS_INDENT: {
        message: 'This line is indented with a tab.',
        fix: 'Indent with spaces; YAML allows no tabs there.',
    },
    TAG_RESOLVE_FAILED: { message: 'This tag (!…) is not one that YAML defines.', fix: 'Remove it, or quote the value.' },
    UNEXPECTED_TOKEN: { message: 'This does not belong here.', fix: 'Check quotes, brackets and indentation above it.' },
};

;// CONCATENATED MODULE: ./lib/settings/extensions/parts.js

/** What a namespace's options make together: the keys of ours, as somebody would have written them. */
function composed(written) {
    const of = (namespace) => {
        const own = written.filter((one) => one.namespace === namespace);
        const first = own[0];
        const at = (name) => own.findLast((one) => one.name === name)?.value;
        return first === undefined ? undefined : { at, position: first.position };
    };
    return [
        ...batch(of('aws:elasticbeanstalk:command')),
        ...canary(of('aws:elasticbeanstalk:trafficsplitting')),
        ...trigger(of('aws:autoscaling:trigger'), of('aws:autoscaling:asg')?.at('Cooldown')),
        ...types(of('aws:ec2:instances')),
        ...spot(of('aws:ec2:instances')),
        ...sshFrom(of('aws:autoscaling:launchconfiguration')),
        ...subnets(of('aws:ec2:vpc')),
        ...stickiness(of('aws:elasticbeanstalk:environment:process:default')),
        ...accessLogs(of('aws:elbv2:loadbalancer')),
        ...schedules(written.filter((one) => one.namespace === 'aws:autoscaling:scheduledaction')),
    ];
}
/** Beanstalk too looks at it under the rolling policies only. */
function batch(group) {
    const size = group?.at('BatchSize');
    const policy = group?.at('DeploymentPolicy') ?? 'Rolling';
    if (group === undefined || size === undefined || !policy.startsWith('Rolling'))
        return [];
    const sign = group.at('BatchSizeType') === 'Fixed' ? '' : '%';
    return [pair('deploy', 'batch', scalar(`${size}${sign}`, group.position))];
}
function canary(group) {
    if (group === undefined)
        return [];
    const { at, position } = group;
    const members = { traffic: `${at('NewVersionPercent') ?? '10'}%`, pause: `${at('EvaluationTime') ?? '5'}m` };
    return [pair('deploy', 'canary', map(members, position))];
}
/** Beanstalk's periods are minutes. A trigger of which only parts are set would be another one than Beanstalk's, whose defaults these are. */
function trigger(group, cooldown) {
    if (group === undefined)
        return [];
    const { at, position } = group;
    const members = {
        metric: metrics[at('MeasureName') ?? ''] ?? at('MeasureName') ?? 'NetworkOut',
        statistic: at('Statistic') ?? 'Average',
        upper: at('UpperThreshold') ?? '6000000',
        lower: at('LowerThreshold') ?? '2000000',
        add: at('UpperBreachScaleIncrement') ?? '1',
        remove: (at('LowerBreachScaleIncrement') ?? '-1').replace(/^-/, ''),
        period: `${at('Period') ?? '5'}m`,
        periods: at('EvaluationPeriods') ?? '1',
        ...(cooldown === undefined ? {} : { cooldown }),
    };
    return [pair('scaling', 'trigger', map(members, position))];
}
/** Beanstalk's own names of what CloudWatch names otherwise. */
const metrics = {
    Latency: 'TargetResponseTime',
    UnhealthyHostCount: 'UnHealthyHostCount',
};
function types(group) {
    const [first, ...others] = listed(group?.at('InstanceTypes'));
    if (group === undefined || first === undefined)
        return [];
    const { position } = group;
    return [
        pair('instances', 'type', scalar(first, position)),
        ...(others.length === 0 ? [] : [pair('instances', 'other-types', list(others, position))]),
    ];
}
function spot(group) {
    if (group === undefined || group.at('EnableSpot') !== 'true')
        return [];
    const { at, position } = group;
    const onDemand = Number(at('SpotFleetOnDemandAboveBasePercentage') ?? '70');
    const price = at('SpotMaxPrice');
    const members = {
        percent: String(100 - onDemand),
        base: at('SpotFleetOnDemandBase') ?? '0',
        ...(price === undefined || price === 'null' ? {} : { 'max-price': price }),
    };
    return [pair('instances', 'spot', map(members, position))];
}
/** Beanstalk's form is `tcp, 22, 22, <source>`. */
function sshFrom(group) {
    const written = group?.at('SSHSourceRestriction');
    if (group === undefined || written === undefined)
        return [];
    return [pair('instances', 'ssh-from', list([listed(written).at(-1) ?? ''], group.position))];
}
function subnets(group) {
    if (group === undefined)
        return [];
    const { at, position } = group;
    const [instances, balancer] = [listed(at('Subnets')), listed(at('ELBSubnets'))];
    const front = balancer.length > 0 ? balancer : instances;
    return [
        ...(front.length > 0 ? [pair('network', 'public-subnets', list(front, position))] : []),
        ...(instances.length > 0 ? [pair('network', 'instance-subnets', list(instances, position))] : []),
    ];
}
function stickiness(group) {
    if (group === undefined || group.at('StickinessEnabled') !== 'true')
        return [];
    const seconds = group.at('StickinessLBCookieDuration') ?? '86400';
    return [pair('load-balancer', 'stickiness', scalar(seconds, group.position))];
}
/** Beanstalk has no bucket of its own for them: without a name ours is meant. */
function accessLogs(group) {
    if (group === undefined || group.at('AccessLogsS3Enabled') !== 'true')
        return [];
    const { at, position } = group;
    const [bucket, prefix] = [at('AccessLogsS3Bucket'), at('AccessLogsS3Prefix')];
    const place = bucket === undefined ? 'own' : [bucket, prefix].filter((one) => one !== undefined).join('/');
    return [pair('load-balancer', 'access-logs', scalar(place, position))];
}
function schedules(written) {
    const names = [...new Set(written.map(({ resource = '' }) => resource))];
    const items = names.flatMap((name) => {
        const own = written.filter(({ resource = '' }) => resource === name);
        const at = (option) => own.findLast((one) => one.name === option)?.value;
        const position = own[0]?.position ?? { line: 1, column: 1 };
        if (at('Suspend') === 'true')
            return [];
        const sizes = { min: at('MinSize'), max: at('MaxSize'), desired: at('DesiredCapacity') };
        const given = Object.entries(sizes).flatMap(([size, value]) => (value === undefined ? [] : [[size, value]]));
        return [map({ cron: at('Recurrence') ?? '', ...Object.fromEntries(given) }, position)];
    });
    const [first] = items;
    if (first === undefined)
        return [];
    return [pair('scaling', 'schedules', { kind: 'list', position: first.position, items: () => items })];
}
/** The members of a list that an option has with commas. */
function listed(text = '') {
    return text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
}
/** A key of ours, as it would stand in a file: `deploy.batch` below `deploy`. */
function pair(word, member, value) {
    const { position } = value;
    return { name: word, position, value: { kind: 'map', position, pairs: () => [{ name: member, position, value }] } };
}
/** A value as if it stood without quotes: Beanstalk's options are all text. */
function scalar(text, position) {
    return (0,settings_node/* plainScalar */.dn)(text, position);
}
function list(texts, position) {
    const items = texts.map((text) => scalar(text, position));
    return { kind: 'list', position, items: () => items };
}
function map(members, position) {
    const pairs = Object.entries(members).map(([name, text]) => ({ name, position, value: scalar(text, position) }));
    return { kind: 'map', position, pairs: () => pairs };
}

;// CONCATENATED MODULE: ./lib/settings/extensions/balancer-parts.js

/** Namespaces behind which a name stands, in a map: `aws:elbv2:listener:8080`. */
const namedSpaces = {
    process: 'aws:elasticbeanstalk:environment:process',
    listener: 'aws:elbv2:listener',
    rule: 'aws:elbv2:listenerrule',
};
/** Processes, listeners and rules, as the options of their namespaces make them. */
function balancing(written) {
    return [
        ...named(written, namedSpaces.process).map(({ name, at, position }) => member('processes', name, process(at), position)),
        ...[...usualListeners(written), ...named(written, namedSpaces.listener)].map(({ name, at, position }) => member('listeners', name, listener(at), position)),
        ...named(written, namedSpaces.rule).map(({ name, at, position }) => member('rules', name, rule(at), position)),
    ];
}
function named(written, namespace) {
    const own = written.filter((one) => one.namespace === namespace);
    const names = [...new Set(own.map(({ resource = '' }) => resource))];
    return names.map((name) => reading(name, own.filter(({ resource = '' }) => resource === name)));
}
function reading(name, own) {
    const at = (option) => own.findLast((one) => one.name === option)?.value;
    return { name, at, position: own[0]?.position ?? { line: 1, column: 1 } };
}
/** Those that are there anyway are only written where an option changes them. */
function usualListeners(written) {
    const ports = { 'aws:elbv2:listener:default': '80', 'aws:elbv2:listener:443': '443' };
    return Object.entries(ports).flatMap(([namespace, port]) => {
        const one = reading(port, written.filter((option) => option.namespace === namespace));
        const usual = one.at('ListenerEnabled') !== 'false' && (one.at('DefaultProcess') ?? 'default') === 'default';
        const plain = ['HTTP', 'HTTPS', undefined].includes(one.at('Protocol')) && one.at('Rules') === undefined;
        return usual && plain ? [] : [one];
    });
}
function process(at) {
    const sticky = at('StickinessEnabled') === 'true' ? (at('StickinessLBCookieDuration') ?? '86400') : undefined;
    return given({
        port: at('Port') ?? '80',
        protocol: at('Protocol'),
        path: at('HealthCheckPath'),
        codes: at('MatcherHTTPCode'),
        interval: at('HealthCheckInterval'),
        timeout: at('HealthCheckTimeout'),
        'healthy-threshold': at('HealthyThresholdCount'),
        'unhealthy-threshold': at('UnhealthyThresholdCount'),
        drain: at('DeregistrationDelay'),
        stickiness: sticky,
    });
}
function listener(at) {
    if (at('ListenerEnabled') === 'false')
        return given({ enabled: 'false' });
    return given({
        protocol: at('Protocol'),
        certificates: listed(at('SSLCertificateArns')),
        policy: at('SSLPolicy'),
        process: at('DefaultProcess'),
        rules: listed(at('Rules')),
    });
}
function rule(at) {
    return given({
        hosts: listed(at('HostHeaders')),
        paths: listed(at('PathPatterns')),
        priority: at('Priority'),
        process: at('Process'),
    });
}
const nowhere = { line: 1, column: 1 };
function given(members) {
    return Object.entries(members).flatMap(([name, value]) => {
        if (value === undefined || value.length === 0)
            return [];
        return [{ name, position: nowhere, value: nodeOf(value) }];
    });
}
function nodeOf(value) {
    if (typeof value === 'string')
        return scalar(value, nowhere);
    return { kind: 'list', position: nowhere, items: () => value.map((one) => scalar(one, nowhere)) };
}
/** A mistake in a part is told where the first of its options stands. */
function member(word, name, pairs, position) {
    const here = (node) => {
        if (node.kind !== 'list')
            return { ...node, position };
        return { ...node, position, items: () => node.items().map(here) };
    };
    const placed = pairs.map((one) => ({ ...one, position, value: here(one.value) }));
    return pair(word, name, { kind: 'map', position, pairs: () => placed });
}

;// CONCATENATED MODULE: ./lib/settings/extensions/option.js
/** The same value under another name. */
function key(path, fallback) {
    return { kind: 'key', path, ...(fallback === undefined ? {} : { default: fallback }) };
}
/** A value of a closed list, in our words. */
function worded(path, words, fallback) {
    return { kind: 'key', path, words, ...(fallback === undefined ? {} : { default: fallback }) };
}
function part(path, fallback) {
    return { kind: 'part', path, ...(fallback === undefined ? {} : { default: fallback }) };
}
function always(what, ...only) {
    return { kind: 'always', what, ...(only.length === 0 ? {} : { only }) };
}
function none(why) {
    return { kind: 'none', why };
}

;// CONCATENATED MODULE: ./lib/settings/extensions/balancer-options.js

const classic = none('There is no Classic Load Balancer: Elastic Load Balancing itself keeps it for old ones only.');
/** Options of Elastic Load Balancing. */
const balancerOptions = {
    'aws:elb:healthcheck': {
        HealthyThreshold: classic,
        UnhealthyThreshold: classic,
        Interval: classic,
        Timeout: classic,
        Target: classic,
    },
    'aws:elb:loadbalancer': {
        CrossZone: always('on, as application load balancers are', 'true'),
        SecurityGroups: classic,
        ManagedSecurityGroup: classic,
        LoadBalancerHTTPPort: classic,
        LoadBalancerHTTPSPort: classic,
        SSLCertificateId: key('tls.certificate'),
    },
    'aws:elb:listener': {
        ListenerProtocol: classic,
        InstancePort: classic,
        InstanceProtocol: classic,
        SSLCertificateId: classic,
        PolicyNames: classic,
        ListenerEnabled: classic,
    },
    'aws:elb:policies': {
        ConnectionDrainingEnabled: always('on', 'true'),
        ConnectionDrainingTimeout: key('deploy.drain', '20s'),
        ConnectionSettingIdleTimeout: key('load-balancer.idle-timeout', '60s'),
        'Stickiness Policy': classic,
        'Stickiness Cookie Expiration': classic,
        ...Object.fromEntries(['CookieName', 'InstancePorts', 'LoadBalancerPorts', 'ProxyProtocol', 'PublicKey', 'PublicKeyPolicyNames'].map((name) => [name, classic])),
        SSLProtocols: classic,
        SSLReferencePolicy: classic,
    },
    'aws:elbv2:listener:default': {
        DefaultProcess: part('listeners.*', 'default'),
        ListenerEnabled: part('listeners.*', 'true'),
        Protocol: part('listeners.*', 'HTTP, or TCP'),
        Rules: part('listeners.*', 'all'),
    },
    'aws:elbv2:listener:443': {
        DefaultProcess: part('listeners.*', 'default'),
        ListenerEnabled: part('listeners.*', 'on with a certificate'),
        Protocol: part('listeners.*', 'HTTPS, or TLS'),
        SSLCertificateArns: key('tls.certificate'),
        SSLPolicy: key('tls.policy', 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'),
        Rules: part('listeners.*', 'all'),
    },
    'aws:elbv2:listener': {
        DefaultProcess: part('listeners.*', 'default'),
        ListenerEnabled: part('listeners.*', 'true'),
        Protocol: part('listeners.*', 'HTTP, or TCP'),
        SSLCertificateArns: part('listeners.*'),
        SSLPolicy: part('listeners.*'),
        Rules: part('listeners.*', 'all'),
    },
    'aws:elbv2:listenerrule': {
        HostHeaders: part('rules.*'),
        PathPatterns: part('rules.*'),
        Priority: part('rules.*', '1'),
        Process: part('rules.*', 'default'),
    },
    'aws:elbv2:loadbalancer': {
        AccessLogsS3Enabled: part('load-balancer.access-logs', 'false'),
        AccessLogsS3Bucket: part('load-balancer.access-logs'),
        AccessLogsS3Prefix: part('load-balancer.access-logs'),
        IdleTimeout: key('load-balancer.idle-timeout', '60s'),
        IpAddressType: none('Write it under `resources.LoadBalancer`; it is ipv4.'),
        SecurityGroups: none('Write it under `resources.LoadBalancer`.'),
        ManagedSecurityGroup: none('The group of the load balancer is always one of its own.'),
        SharedLoadBalancer: none('Write `load-balancer.shared`: the name of an environment that lends its own, or the ARN of a listener.'),
    },
};

// EXTERNAL MODULE: ./lib/settings/data-settings.js
var data_settings = __webpack_require__(7931);
;// CONCATENATED MODULE: ./lib/settings/extensions/data-options.js


/** The same words there and here. */
const engines = Object.fromEntries(data_settings/* databaseEngines */.hN.map((engine) => [engine, engine]));
const policies = { Snapshot: 'snapshot', Retain: 'retain', Delete: 'delete' };
/** Options of the database that an environment of Beanstalk can have. */
const dataOptions = {
    'aws:rds:dbinstance': {
        HasCoupledDatabase: always('there with `database.engine`; without it, it goes as its deletion policy says', 'true'),
        DBEngine: worded('database.engine', engines, 'none'),
        DBEngineVersion: key('database.version', 'the newest of the usual major version'),
        DBInstanceClass: key('database.class', 'by the engine, db.t4g.micro for most'),
        DBAllocatedStorage: key('database.storage', '20'),
        DBUser: key('database.user', 'app'),
        DBPassword: none('RDS makes the password and keeps it in Secrets Manager: nobody has to know it, or to write it down.'),
        DBSnapshotIdentifier: key('database.snapshot'),
        MultiAZDatabase: key('database.multi-az', 'true in high-availability'),
        DBDeletionPolicy: worded('database.deletion-policy', policies, 'snapshot'),
    },
};

;// CONCATENATED MODULE: ./lib/settings/extensions/instance-options.js

const launched = 'Every change replaces instances as the policy of the deploy says.';
/** Options of Auto Scaling and EC2. */
const instanceOptions = {
    'aws:autoscaling:asg': {
        'Availability Zones': worded('network.zones', { 'Any 2': '2', 'Any 3': '3' }, '2'),
        'Custom Availability Zones': none('The zones follow from the subnets: name subnets of an own VPC.'),
        Cooldown: part('scaling.trigger', '360s'),
        MinSize: key('instances.min', '1, or 2 in high-availability'),
        MaxSize: key('instances.max', '1, or 4 in high-availability'),
        EnableCapacityRebalancing: always('on with `instances.spot`'),
    },
    'aws:autoscaling:launchconfiguration': {
        InstanceType: key('instances.type', 't4g.small'),
        ImageId: key('instances.image', 'the newest Amazon Linux 2023 at creation'),
        IamInstanceProfile: none('Each environment has a role of its own; give it more with `iam:`.'),
        EC2KeyName: key('instances.key-pair'),
        SecurityGroups: key('instances.security-groups'),
        DisableDefaultEC2SecurityGroup: none('The own group lets only the load balancer in; without it nothing would.'),
        SSHSourceRestriction: part('instances.ssh-from', 'closed'),
        DisableIMDSv1: always('off', 'true'),
        MonitoringInterval: always('1 minute', '1 minute'),
        BlockDeviceMappings: none('Write further devices under `resources.LaunchTemplate`.'),
        RootVolumeType: key('instances.volume-type', 'gp3'),
        RootVolumeSize: key('instances.volume', '10'),
        RootVolumeIOPS: key('instances.volume-iops'),
        RootVolumeThroughput: key('instances.volume-throughput'),
        LaunchTemplateTagPropagationEnabled: always('on', 'true'),
    },
    'aws:autoscaling:scheduledaction': {
        StartTime: none('A one-off action is a resource of your own, `AWS::AutoScaling::ScheduledAction`.'),
        EndTime: none('A one-off action is a resource of your own, `AWS::AutoScaling::ScheduledAction`.'),
        MinSize: part('scaling.schedules'),
        MaxSize: part('scaling.schedules'),
        DesiredCapacity: part('scaling.schedules'),
        Recurrence: part('scaling.schedules'),
        Suspend: part('scaling.schedules', 'false'),
    },
    'aws:autoscaling:trigger': {
        MeasureName: part('scaling.trigger', 'half of the CPU is held instead'),
        Statistic: part('scaling.trigger', 'Average'),
        Unit: always('the unit that the metric has'),
        Period: part('scaling.trigger', '5'),
        EvaluationPeriods: part('scaling.trigger', '1'),
        BreachDuration: none('Period × EvaluationPeriods says it.'),
        UpperThreshold: part('scaling.trigger'),
        UpperBreachScaleIncrement: part('scaling.trigger', '1'),
        LowerThreshold: part('scaling.trigger'),
        LowerBreachScaleIncrement: part('scaling.trigger', '-1'),
    },
    'aws:autoscaling:updatepolicy:rollingupdate': {
        RollingUpdateEnabled: always(launched),
        RollingUpdateType: always(launched),
        MaxBatchSize: always('`deploy.batch`: a change of the configuration rolls as a version does'),
        MinInstancesInService: always('what the policy keeps of the live size'),
        PauseTime: always('until the instances themselves say that they are healthy'),
        Timeout: always('`deploy.timeout`'),
    },
    'aws:ec2:instances': {
        InstanceTypes: part('instances.other-types'),
        SupportedArchitectures: worded('instances.architecture', { arm64: 'arm64', x86_64: 'x86_64' }),
        EnableSpot: part('instances.spot', 'false'),
        SpotAllocationStrategy: always('price-capacity-optimized'),
        SpotFleetOnDemandBase: part('instances.spot', '0'),
        SpotFleetOnDemandAboveBasePercentage: part('instances.spot', '70'),
        SpotMaxPrice: part('instances.spot'),
    },
    'aws:ec2:vpc': {
        VPCId: key('network.vpc'),
        Subnets: part('network.instance-subnets'),
        ELBSubnets: part('network.public-subnets'),
        DBSubnets: none('The data base stands in the data subnets of the application’s network.'),
        ELBScheme: worded('load-balancer.scheme', { public: 'internet-facing', internal: 'internal' }, 'internet-facing'),
        AssociatePublicIpAddress: always('in an own network as `network.private` says, public when nobody does; in yours the subnet decides'),
    },
};

;// CONCATENATED MODULE: ./lib/settings/extensions/platform-options.js

const procfile = none('Write the command of the server into a Procfile, with what it takes.');
const php = none('Write it with ini_set, or into a `.user.ini` beside the pages.');
const tomcat = none('Write it into the variable `JAVA_OPTS`.');
/** Options of single platforms. */
const platformOptions = {
    'aws:elasticbeanstalk:container:python': {
        WSGIPath: procfile,
        NumProcesses: procfile,
        NumThreads: procfile,
    },
    'aws:elasticbeanstalk:container:php:phpini': {
        document_root: none('It is where index.php is: the root of the tree, or public or web in it.'),
        memory_limit: php,
        'zlib.output_compression': php,
        allow_url_fopen: always('on', 'On', 'on', 'true'),
        display_errors: php,
        max_execution_time: php,
        composer_options: none('Composer gets --no-dev and --optimize-autoloader; for others run it in `build`: what brings `vendor` along needs no Composer.'),
    },
    'aws:elasticbeanstalk:container:tomcat:jvmoptions': {
        'JVM Options': tomcat,
        Xms: tomcat,
        Xmx: tomcat,
        'XX:MaxPermSize': none('Java has no such memory any more.'),
    },
    'aws:elasticbeanstalk:container:dotnet:apppool': {
        'Target Runtime': always('4.0', '4.0'),
        'Enable 32-bit Applications': none('Write `enable32Bit` of a pool into `iisConfig.appPools` of aws-windows-deployment-manifest.json.'),
    },
    'aws:elasticbeanstalk:container:nodejs': {
        NodeCommand: procfile,
        NodeVersion: key('platform.version'),
        GzipCompression: none('Write a file of nginx into `.platform/nginx/conf.d`.'),
        ProxyServer: always('nginx', 'nginx'),
    },
};

;// CONCATENATED MODULE: ./lib/settings/extensions/options.js





const eb = 'aws:elasticbeanstalk';
const options_policies = {
    AllAtOnce: 'all-at-once',
    Rolling: 'rolling',
    RollingWithAdditionalBatch: 'rolling-with-additional-batch',
    Immutable: 'immutable',
    TrafficSplitting: 'canary',
};
const balancers = { application: 'application', network: 'network' };
const tracers = { true: 'xray', false: 'none' };
const modes = { SingleInstance: 'single-instance', LoadBalanced: 'high-availability' };
/**
 * Every general option of Elastic Beanstalk, by namespace and name
 * (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html).
 */
const options = {
    ...instanceOptions,
    [`${eb}:application`]: { 'Application Healthcheck URL': key('health.path', '/') },
    [`${eb}:cloudwatch:logs`]: {
        StreamLogs: key('logs.stream', 'false'),
        DeleteOnTerminate: worded('logs.deletion-policy', { true: 'delete', false: 'retain' }, 'false'),
        RetentionInDays: key('logs.retention', '7'),
    },
    [`${eb}:cloudwatch:logs:health`]: {
        HealthStreamingEnabled: key('logs.health', 'false'),
        DeleteOnTerminate: none('It goes and stays with the other lines: `logs.deletion-policy`.'),
        RetentionInDays: none('It is kept as long as the other lines: `logs.retention`.'),
    },
    [`${eb}:command`]: {
        DeploymentPolicy: worded('deploy.policy', options_policies, 'rolling-with-additional-batch'),
        Timeout: key('deploy.timeout', '15m'),
        BatchSizeType: part('deploy.batch', 'Percentage'),
        BatchSize: part('deploy.batch', '25%'),
        IgnoreHealthCheck: always('never: a version that is not healthy does not replace one that is', 'false'),
    },
    [`${eb}:environment`]: {
        EnvironmentType: worded('mode', modes, 'single-instance'),
        LoadBalancerType: worded('load-balancer.type', balancers, 'application'),
        LoadBalancerIsShared: always('with `load-balancer.shared`', 'false'),
        ServiceRole: always('CloudFormation works with a role of the application’s own'),
    },
    [`${eb}:environment:process:default`]: {
        Port: always('80: the proxy on the instance hands requests on to `PORT`', '80'),
        Protocol: always('HTTP, and TCP behind a network load balancer', 'HTTP', 'TCP'),
        HealthCheckPath: key('health.path', '/'),
        MatcherHTTPCode: key('health.codes', '200-399'),
        HealthCheckInterval: key('health.interval', '10s'),
        HealthCheckTimeout: key('health.timeout', '5s'),
        HealthyThresholdCount: key('health.healthy-threshold', '2'),
        UnhealthyThresholdCount: key('health.unhealthy-threshold', '3'),
        DeregistrationDelay: key('deploy.drain', '20s'),
        StickinessEnabled: part('load-balancer.stickiness', 'false'),
        StickinessType: always('lb_cookie', 'lb_cookie'),
        StickinessLBCookieDuration: part('load-balancer.stickiness', '86400'),
    },
    [`${eb}:environment:process`]: {
        Port: part('processes.*'),
        Protocol: part('processes.*', 'HTTP, or TCP'),
        HealthCheckPath: part('processes.*', '`health.path`'),
        MatcherHTTPCode: part('processes.*', '`health.codes`'),
        HealthCheckInterval: part('processes.*', '`health.interval`'),
        HealthCheckTimeout: part('processes.*', '`health.timeout`'),
        HealthyThresholdCount: part('processes.*', '`health.healthy-threshold`'),
        UnhealthyThresholdCount: part('processes.*', '`health.unhealthy-threshold`'),
        DeregistrationDelay: part('processes.*', '`deploy.drain`'),
        StickinessEnabled: part('processes.*', 'false'),
        StickinessType: always('lb_cookie', 'lb_cookie'),
        StickinessLBCookieDuration: part('processes.*', '86400'),
    },
    [`${eb}:environment:proxy`]: { ProxyServer: always('nginx', 'nginx') },
    [`${eb}:healthreporting:system`]: {
        SystemType: always('enhanced: alarms of 5xx, latency and hosts, and a gate on each instance', 'enhanced', 'basic'),
        ConfigDocument: none('Change the alarms under `resources:`.'),
        EnhancedHealthAuthEnabled: always('nothing reports health from outside'),
        HealthCheckSuccessThreshold: always('Ok', 'Ok'),
    },
    [`${eb}:hostmanager`]: {
        LogPublicationControl: none('`logs.stream` sends every line to CloudWatch Logs; what a failed instance said is in the bucket too.'),
    },
    [`${eb}:managedactions`]: {
        ManagedActionsEnabled: none('`command: update-platform` on a schedule of the workflow does it.'),
        PreferredStartTime: none('It is the `cron` of that workflow.'),
        ServiceRoleForManagedUpdates: none('The role of the workflow does it.'),
    },
    [`${eb}:managedactions:platformupdate`]: {
        UpdateLevel: none('`update-platform` takes the newest image of the same Amazon Linux or Windows Server; a runtime changes with `platform.version` alone.'),
        InstanceRefreshEnabled: none('Write `MaxInstanceLifetime` under `resources.AutoScalingGroup`.'),
    },
    [`${eb}:monitoring`]: {
        'Automatically Terminate Unhealthy Instances': always('replaced when the load balancer finds it unhealthy', 'true'),
    },
    [`${eb}:sns:topics`]: {
        'Notification Endpoint': key('notifications.to'),
        'Notification Protocol': always('by the form of the endpoint', 'email', 'http', 'https', 'sqs'),
        'Notification Topic ARN': key('notifications.topic'),
        'Notification Topic Name': none('Write `TopicName` under `resources.NotificationTopic`.'),
    },
    [`${eb}:sqsd`]: {
        WorkerQueueURL: key('worker.queue', 'a queue of the environment'),
        HttpPath: key('worker.path', '/'),
        MimeType: key('worker.mime-type', 'application/json'),
        HttpConnections: key('worker.concurrency', '50'),
        ConnectTimeout: key('worker.connect-timeout', '5s'),
        InactivityTimeout: key('worker.inactivity-timeout', '299s'),
        VisibilityTimeout: key('worker.visibility-timeout', '300s'),
        ErrorVisibilityTimeout: key('worker.error-visibility-timeout', '2s'),
        RetentionPeriod: key('worker.retention', '4 days'),
        MaxRetries: key('worker.max-receives', '10'),
    },
    [`${eb}:trafficsplitting`]: {
        NewVersionPercent: part('deploy.canary', '10'),
        EvaluationTime: part('deploy.canary', '5'),
    },
    [`${eb}:windows:activedirectory`]: {
        DirectoryId: none('There is no Windows domain.'),
        DirectoryName: none('There is no Windows domain.'),
        DirectoryOU: none('There is no Windows domain.'),
    },
    [`${eb}:xray`]: { XRayEnabled: worded('tracing', tracers, 'none') },
    ...balancerOptions,
    ...dataOptions,
    ...platformOptions,
};

;// CONCATENATED MODULE: ./lib/settings/extensions/resources.js
/** What Beanstalk calls the resources that correspond to ours, https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-format-resources-eb.html */
const logicalIds = {
    AWSEBAutoScalingGroup: 'AutoScalingGroup',
    AWSEBEC2LaunchTemplate: 'LaunchTemplate',
    AWSEBSecurityGroup: 'InstanceSecurityGroup',
    AWSEBV2LoadBalancer: 'LoadBalancer',
    AWSEBV2LoadBalancerListener: 'HttpListener',
    AWSEBV2LoadBalancerListener443: 'HttpsListener',
    AWSEBV2LoadBalancerTargetGroup: 'TargetGroup',
    AWSEBLoadBalancerSecurityGroup: 'LoadBalancerSecurityGroup',
    AWSEBWorkerQueue: 'Queue',
    AWSEBWorkerDeadLetterQueue: 'DeadLetterQueue',
};
/** Beanstalk's own that has no counterpart: what is written over it would be lost. */
function isStranger(id) {
    return id.startsWith('AWSEB') && logicalIds[id] === undefined;
}

;// CONCATENATED MODULE: ./lib/settings/extensions/read.js









const variables = 'aws:elasticbeanstalk:application:environment';
const secrets = 'aws:elasticbeanstalk:application:environmentsecrets';
const staticFiles = 'aws:elasticbeanstalk:environment:proxy:staticfiles';
/** Reads the files in the order of their names, as Beanstalk does; a later one has the last word. */
function readExtensions(files) {
    return files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(readExtension);
}
function readExtension(file) {
    const scope = { source: ({ line, column }) => ({ kind: 'file', file: file.name, line, column }) };
    const refuse = (path, fault) => findingOf(scope, path, fault);
    const root = rootOf(file);
    if ('message' in root)
        return { entries: new Map(), findings: [refuse('', root)] };
    const findings = [];
    const written = [];
    const pairs = [];
    for (const { name, position, value } of root.pairs) {
        if (name === 'option_settings')
            written.push(...settingsIn(value));
        else if (name === 'Resources')
            pairs.push(...resourcesIn(value, (fault) => findings.push(refuse(name, fault))));
        else if (name === 'Outputs')
            pairs.push({ name: 'outputs', position, value });
        else if (!extension/* instanceKeys */.Y.some((key) => key === name))
            findings.push(refuse(name, { position, ...stranger(name) }));
    }
    for (const one of written) {
        const reading = read(one);
        if ('message' in reading)
            findings.push(refuse(`${one.namespace} ${one.name}`, { position: one.position, ...reading }));
        else
            pairs.push(...reading.pairs);
    }
    const layer = readPairs([...pairs, ...composed(written), ...balancing(written)], scope);
    return { entries: layer.entries, findings: [...findings, ...layer.findings] };
}
function rootOf({ bytes }) {
    const position = { line: 1, column: 1 };
    const decoded = decodeUtf8(bytes);
    if (!('text' in decoded))
        return { position, message: 'The file is not UTF-8.', fix: 'Save it as UTF-8.' };
    const yaml = readYaml(decoded.text);
    if (yaml.kind === 'refused')
        return yaml.faults[0] ?? { position, message: 'The file is not YAML.' };
    if (yaml.node === undefined)
        return { pairs: [] };
    if (yaml.node.kind !== 'map')
        return { position, message: `${(0,settings_node/* quoted */.TL)(yaml.node)} is not a map of keys.` };
    return { pairs: yaml.node.pairs() };
}
/** Beanstalk takes a list of namespace, option_name and value; a map of namespaces; and variables with no namespace at all. */
function settingsIn(node) {
    if (node.kind === 'list')
        return node.items().flatMap(listedSetting);
    if (node.kind !== 'map')
        return [];
    return node.pairs().flatMap(({ name, position, value }) => {
        if (value.kind === 'scalar')
            return [{ namespace: variables, name, value: value.text, position }];
        if (value.kind !== 'map')
            return [];
        const { namespace, resource } = spaceOf(name);
        return value.pairs().map((option) => ({
            ...{ namespace, name: option.name, position: option.position },
            ...(resource === undefined ? {} : { resource }),
            value: option.value.kind === 'scalar' ? option.value.text : '',
        }));
    });
}
function listedSetting(item) {
    if (item.kind !== 'map')
        return [];
    const at = (name) => {
        const value = item.pairs().find((one) => one.name === name)?.value;
        return value?.kind === 'scalar' ? value.text : undefined;
    };
    const space = spaceOf(at('namespace') ?? variables);
    const resource = at('resource_name') ?? space.resource;
    const own = {
        namespace: space.namespace,
        name: at('option_name') ?? '',
        value: at('value') ?? '',
        position: item.position,
    };
    return [{ ...own, ...(resource === undefined ? {} : { resource }) }];
}
const spaces = ['aws:autoscaling:scheduledaction', ...Object.values(namedSpaces)];
/** The name of what an option is for may stand behind its namespace; some of those names have a table of their own. */
function spaceOf(name) {
    const base = Object.hasOwn(options, name) ? undefined : spaces.find((one) => name.startsWith(`${one}:`));
    return base === undefined ? { namespace: name } : { namespace: base, resource: name.slice(base.length + 1) };
}
function read(written) {
    const { namespace, name, value, position } = written;
    if (namespace === variables)
        return { pairs: [pair('variables', name, read_text(value, position))] };
    if (namespace === secrets)
        return { pairs: [pair('variables', name, reference(value, position))] };
    if (namespace === staticFiles)
        return { pairs: [pair('static-files', name, read_text(inTree(value), position))] };
    const option = Object.hasOwn(options, namespace) ? options[namespace]?.[name] : undefined;
    if (option === undefined) {
        return {
            message: `${(0,settings_node/* quote */.hD)(`${namespace} ${name}`)} is not an option that Beanpole knows.`,
            fix: 'docs/options.md lists all.',
        };
    }
    return become(option, written);
}
function become(option, { value, position }) {
    switch (option.kind) {
        case 'key': {
            const ours = option.words === undefined ? value : option.words[value];
            if (ours === undefined) {
                const known = Object.keys(option.words ?? {}).join(', ');
                return { message: `${(0,settings_node/* quote */.hD)(value)} is not a value that Beanpole has.`, fix: `Accepted: ${known}.` };
            }
            const [word = '', member] = option.path.split('.');
            const node = scalar(ours, position);
            return { pairs: [member === undefined ? { name: word, position, value: node } : pair(word, member, node)] };
        }
        case 'part':
            return { pairs: [] };
        case 'always':
            return option.only === undefined || option.only.includes(value)
                ? { pairs: [] }
                : { message: `${(0,settings_node/* quote */.hD)(value)} cannot be: it is ${option.what}.`, fix: 'Remove the option.' };
        case 'none':
            return { message: `Beanpole has no such option. ${option.why}`, fix: 'Remove the option.' };
    }
}
/** Beanstalk takes a directory of the tree with or without slashes around it. */
function inTree(directory) {
    return directory.replace(/^\/+|\/+$/g, '');
}
function read_text(value, position) {
    return { kind: 'scalar', type: 'string', text: value, position };
}
/** An ARN of Secrets Manager or of the Parameter Store. */
function reference(arn, position) {
    const name = arn.includes(':ssm:') ? 'parameter' : 'secret';
    return { kind: 'map', position, pairs: () => [{ name, position, value: read_text(arn, position) }] };
}
function resourcesIn(node, refuse) {
    if (node.kind !== 'map')
        return [];
    const known = node.pairs().filter(({ name, position }) => {
        if (!isStranger(name))
            return true;
        refuse({
            position,
            message: `Beanpole has nothing like ${name}.`,
            fix: 'docs/resources.md lists the resources that it has.',
        });
        return false;
    });
    const pairs = known.map((one) => ({ ...one, name: logicalIds[one.name] ?? one.name }));
    return [
        { name: 'resources', position: node.position, value: { kind: 'map', position: node.position, pairs: () => pairs } },
    ];
}
function stranger(name) {
    const accepted = ['option_settings', 'Resources', 'Outputs', ...extension/* instanceKeys */.Y].join(', ');
    return {
        message: `${(0,settings_node/* quote */.hD)(name)} is not a key of .ebextensions that Beanpole reads.`,
        fix: `Accepted: ${accepted}.`,
    };
}

// EXTERNAL MODULE: ./lib/settings/layer.js
var settings_layer = __webpack_require__(9288);
;// CONCATENATED MODULE: ./lib/settings/file.js







const noFile = { understood: true, base: settings_layer/* nothingSaid */.ns, sections: [], findings: [] };
/** More than any settings need; it bounds the work that aliases can cause. */
const maxBytes = 256 * 1024;
/** Reads `beanpole.yml`: its top level, and each section of `environments:`, whether it applies or not. */
function readFile(file) {
    const scope = scopeOf(file);
    const text = decode(file.bytes);
    if (typeof text !== 'string')
        return misunderstood(scope, [text]);
    const yaml = readYaml(text);
    if (yaml.kind === 'refused')
        return misunderstood(scope, yaml.faults);
    const { node } = yaml;
    if (node === undefined || isNothing(node))
        return noFile;
    if (node.kind !== 'map') {
        const message = `${(0,settings_node/* quoted */.TL)(node)} is not a map of settings.`;
        return misunderstood(scope, [{ position: node.position, message, fix: 'Write settings as in application: shop.' }]);
    }
    const pairs = node.pairs();
    const base = readPairs(pairs.filter(({ name }) => name !== 'environments'), scope);
    const environments = pairs.find(({ name }) => name === 'environments');
    return { understood: true, base, ...readSections(file, environments?.value) };
}
function readSections(file, node) {
    if (node === undefined || isNothing(node))
        return { sections: [], findings: [] };
    if (node.kind !== 'map') {
        const fault = { position: node.position, message: `${(0,settings_node/* quoted */.TL)(node)} is not a map of sections.` };
        return { sections: [], findings: [findingOf(scopeOf(file), 'environments', fault)] };
    }
    const readings = node.pairs().map((pair) => readSection(file, pair));
    return {
        sections: readings.filter((reading) => 'pattern' in reading),
        findings: readings.filter((reading) => 'message' in reading),
    };
}
function readSection(file, { name, position, value }) {
    const path = `environments.${name}`;
    const refuse = (fault) => findingOf(scopeOf(file), path, { position, ...fault });
    const naming = schema/* sectionName */.$.read({ kind: 'scalar', type: 'string', text: name, position });
    if ('faults' in naming)
        return refuse(naming.faults[0] ?? { message: 'The name is refused.' });
    const never = (0,settings_sections/* neverMatches */.a5)(name);
    if (never !== undefined) {
        return refuse({ message: `${(0,settings_node/* quote */.hD)(name)} matches no possible environment.`, fix: `Environments have ${never}.` });
    }
    if (isNothing(value))
        return { pattern: name, layer: settings_layer/* nothingSaid */.ns };
    if (value.kind !== 'map') {
        return refuse({ position: value.position, message: `${(0,settings_node/* quoted */.TL)(value)} is not a map of settings.` });
    }
    return { pattern: name, layer: readPairs(value.pairs(), scopeOf(file, name)) };
}
function scopeOf(file, section) {
    const inside = section === undefined ? {} : { section };
    return { ...inside, source: ({ line, column }) => ({ kind: 'file', file: file.name, line, column, ...inside }) };
}
function misunderstood(scope, faults) {
    return { ...noFile, understood: false, findings: faults.map((fault) => findingOf(scope, '', fault)) };
}
function isNothing(node) {
    return node.kind === 'scalar' && node.type === 'null';
}
function decode(bytes) {
    if (bytes.length > maxBytes) {
        const message = `The file has ${bytes.length} bytes; at most ${maxBytes} are read.`;
        return { position: { line: 1, column: 1 }, message, fix: 'Is it the right file?' };
    }
    const decoded = decodeUtf8(bytes);
    if ('text' in decoded)
        return decoded.text;
    const { badByte } = decoded;
    const line = bytes.subarray(0, badByte).filter((byte) => byte === 10).length + 1;
    const message = `The file is not UTF-8: byte ${badByte} belongs to no character.`;
    return { position: { line, column: 1 }, message, fix: 'Save it as UTF-8.' };
}

;// CONCATENATED MODULE: ./lib/settings/inputs.js





/** Inputs of the action that set one key each. */
const inputKeys = {
    application: 'application',
    environment: 'environment',
    region: 'region',
    'aws-region': 'region',
    tier: 'tier',
    mode: 'mode',
    source: 'source',
    artifact: 'artifact',
    build: 'build',
    'version-label': 'label',
    platform: 'platform',
    'allow-older': 'deploy.allow-older',
    'ignore-alarms': 'deploy.ignore-alarms',
};
/** Reads the inputs that set one key each; GitHub gives an input that nobody set as empty text. */
function readInputs(inputs) {
    return once(Object.entries(inputKeys).map(([input, name]) => {
        const text = inputs[input]?.trim() ?? '';
        return text === '' ? settings_layer/* nothingSaid */.ns : readText(name, text, { kind: 'input', input });
    }));
}
/** Reads what the event gives. */
function readEvent({ application, environment, region, label }) {
    return once(Object.entries({ application, environment, region, label }).map(([name, given]) => given === undefined || given.value === ''
        ? settings_layer/* nothingSaid */.ns
        : readText(name, given.value, { kind: 'event', variable: given.variable })));
}
/** Reads the input `set`: one `key=value` a line, for any key; empty lines and comments are left out. */
function readSet(lines) {
    return once(lines.split(/\r?\n/).map((text, index) => readLine(text.trim(), { line: index + 1, column: 1 })));
}
/** Sources of equal strength as one: none of them may contradict another. */
function once(layers) {
    const entries = new Map();
    const findings = [];
    for (const layer of layers) {
        findings.push(...layer.findings);
        for (const [path, entry] of layer.entries) {
            const before = entries.get(path);
            if (before === undefined)
                entries.set(path, entry);
            else
                findings.push(setTwice(path, entry, before));
        }
    }
    return { entries, findings };
}
function setTwice(path, { source }, before) {
    return { path, source, message: `It is set already, by ${(0,settings_layer/* originOf */.yv)(before.source)}.`, fix: 'Keep one of the two.' };
}
function readText(name, text, source) {
    const position = { line: 1, column: 1 };
    const value = { kind: 'scalar', type: 'string', text, position };
    return readPairs([pairAt(name, { name, position, value })], { source: () => source });
}
function readLine(text, position) {
    if (text === '' || text.startsWith('#'))
        return settings_layer/* nothingSaid */.ns;
    const scope = { source: () => ({ kind: 'input', input: 'set', line: position.line }) };
    const equals = text.indexOf('=');
    const path = text.slice(0, Math.max(equals, 0)).trim();
    const refuse = (fault) => ({
        entries: new Map(),
        findings: [findingOf(scope, path, { position, ...fault })],
    });
    // The text is not quoted: it may be a secret that somebody wrote down.
    if (path === '')
        return refuse({ message: 'The line is not key=value.', fix: 'Write lines as in instances.max=8.' });
    const value = inputs_nodeOf(text.slice(equals + 1).trim(), position);
    if ('message' in value)
        return refuse(value);
    return readPairs([pairAt(path, { name: path, position, value })], scope);
}
/** A key of a group stands below the group's word, as in a file. */
function pairAt(path, pair) {
    const [word, member] = (0,schema/* splitPath */.Uf)(path);
    if (member === undefined || (0,schema/* groupAt */.DL)(word) === undefined)
        return pair;
    const { position } = pair;
    return { name: word, position, value: { kind: 'map', position, pairs: () => [{ ...pair, name: member }] } };
}
/** A value as YAML would read it after `key: `; only quotes and brackets make it more than the text that it is. */
function inputs_nodeOf(text, position) {
    if (!/^["'{[]/.test(text))
        return (0,settings_node/* plainScalar */.dn)(text, position);
    const yaml = readYaml(text);
    if (yaml.kind === 'read')
        return yaml.node ?? (0,settings_node/* plainScalar */.dn)('', position);
    return { message: `The value is not complete: ${yaml.faults[0]?.message}`, fix: 'Close its quotes and brackets.' };
}

// EXTERNAL MODULE: ./lib/settings/preview.js
var preview = __webpack_require__(9909);
;// CONCATENATED MODULE: ./lib/settings/one-name.js



/**
 * A name that several environments of the file would answer to: Route 53 has one record of it, and CloudFormation would find that out only after the second
 * environment was there. A preview takes no name from the top level.
 */
function sharedNames(file) {
    const byName = new Map();
    for (const environment of environmentsIn(file)) {
        const entry = nameOf(environment, file);
        if (entry === undefined)
            continue;
        const known = byName.get(entry.value);
        byName.set(entry.value, { environments: [...(known?.environments ?? []), environment], entry });
    }
    return [...byName].flatMap(([name, { environments, entry: { source }, },]) => environments.length < 2
        ? []
        : [
            {
                source,
                path: 'domain.name',
                message: `${environments.slice(0, -1).join(', ')} and ${environments.at(-1)} would both answer to ${name}.`,
                fix: 'Write domain.name into the section of the environment that has it, and another one into the others; domain.zone stays at the top level.',
            },
        ]);
}
/** The environments that the file names: by sections, patterns aside, and by branches. */
function environmentsIn({ base, sections }) {
    const exact = sections.map(({ pattern }) => pattern).filter((pattern) => !/[*?]/.test(pattern));
    return new Set([...exact, ...Object.values((0,resolve/* membersAt */.n7)((0,resolve/* resolve */.hd)([base]), 'branches'))]);
}
/** What the file says to an environment, the strongest last. */
function nameOf(environment, { base, sections }) {
    const own = (0,settings_sections/* sectionsFor */.AD)(sections, environment).map(({ layer }) => layer);
    const layers = (0,preview/* previewOf */.o)(environment) === undefined ? [base, ...own] : own;
    return layers.map(({ entries }) => entries.get('domain.name')).findLast((entry) => entry !== undefined);
}

;// CONCATENATED MODULE: ./lib/settings/slots.js

/** Minutes that the former version is kept up when nobody says. */
const defaultKeep = 5;
/** Whether versions replace each other from slot to slot. */
function slotted(settings) {
    const policy = (0,resolve/* valueAt */.fK)(settings, 'deploy.policy');
    return policy === 'blue-green' || (policy === 'canary' && (0,resolve/* valueAt */.fK)(settings, 'deploy.canary')?.traffic !== undefined);
}

// EXTERNAL MODULE: ./lib/settings/instance-type.js
var instance_type = __webpack_require__(4515);
// EXTERNAL MODULE: ./lib/settings/kinds.js
var kinds = __webpack_require__(3474);
;// CONCATENATED MODULE: ./lib/settings/rules/rule.js



/** A key with its value and origin, as rules quote it: `instances.max 4 (default)`. */
function cite({ entries }, path) {
    const entry = entries.get(path);
    return entry === undefined ? path : `${path} ${(0,kinds/* inline */.mG)((0,schema/* keyAt */.f5)(path)?.write(entry.value))} (${(0,settings_layer/* originOf */.yv)(entry.source)})`;
}

;// CONCATENATED MODULE: ./lib/settings/rules/instances.js



/** The machines, and how their health is judged. */
const instanceRules = [
    {
        reads: ['instances.min', 'instances.max'],
        judge: (settings) => {
            const { min, max } = sizes(settings);
            return min > max && !isSingle(settings)
                ? {
                    message: `instances.min must not be more than instances.max: ${cited(settings)}.`,
                    fix: 'Lower the one or raise the other.',
                }
                : undefined;
        },
    },
    {
        reads: ['instances.ssh-from', 'instances.key-pair'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'instances.ssh-from') !== (0,resolve/* isGiven */.qR)(settings, 'instances.key-pair')
            ? {
                message: 'SSH needs a key pair and somebody who reaches port 22.',
                fix: 'Write both instances.key-pair and instances.ssh-from, or none.',
            }
            : undefined,
    },
    { reads: ['instances.min', 'mode'], judge: (settings) => onlyOne(settings, 'instances.min') },
    { reads: ['instances.max', 'mode'], judge: (settings) => onlyOne(settings, 'instances.max') },
    {
        reads: ['instances.architecture', 'instances.type'],
        judge: (settings) => {
            const type = (0,resolve/* valueAt */.fK)(settings, 'instances.type') ?? '';
            const actual = (0,instance_type/* architectureOf */.N)(type);
            return (0,resolve/* valueAt */.fK)(settings, 'instances.architecture') === actual
                ? undefined
                : {
                    message: `${cite(settings, 'instances.architecture')} does not fit ${cite(settings, 'instances.type')}.`,
                    fix: `Write ${actual}, leave instances.architecture out, or choose another type.`,
                };
        },
    },
    {
        // A target group's timeout must be smaller than its interval.
        reads: ['health.timeout', 'health.interval'],
        judge: (settings) => ((0,resolve/* valueAt */.fK)(settings, 'health.timeout') ?? 0) >= ((0,resolve/* valueAt */.fK)(settings, 'health.interval') ?? 0)
            ? {
                message: `${cite(settings, 'health.timeout')} must be less than ${cite(settings, 'health.interval')}.`,
                fix: 'Lower the timeout or raise the interval.',
            }
            : undefined,
    },
    {
        reads: ['health.successes', 'health.interval', 'health.deadline'],
        judge: (settings) => {
            const needed = ((0,resolve/* valueAt */.fK)(settings, 'health.successes') ?? 0) * ((0,resolve/* valueAt */.fK)(settings, 'health.interval') ?? 0);
            if (needed <= ((0,resolve/* valueAt */.fK)(settings, 'health.deadline') ?? 0))
                return undefined;
            const checks = `${cite(settings, 'health.successes')} every ${cite(settings, 'health.interval')}`;
            const message = `${checks} takes ${needed}s, more than ${cite(settings, 'health.deadline')}.`;
            return { message, fix: 'Raise the deadline, or ask for fewer or faster checks.' };
        },
    },
];
/** True in the mode that runs exactly one instance, without a load balancer. */
function isSingle(settings) {
    return (0,resolve/* valueAt */.fK)(settings, 'mode') === 'single-instance';
}
/** True where no load balancer stands in front, neither an own nor a shared one. */
function standsAlone(settings) {
    return isSingle(settings) && (0,resolve/* valueAt */.fK)(settings, 'load-balancer.shared') === undefined;
}
function sizes(settings) {
    return { min: (0,resolve/* valueAt */.fK)(settings, 'instances.min') ?? 0, max: (0,resolve/* valueAt */.fK)(settings, 'instances.max') ?? 0 };
}
function cited(settings) {
    return `${cite(settings, 'instances.min')}, ${cite(settings, 'instances.max')}`;
}
function onlyOne(settings, path) {
    const size = (0,resolve/* valueAt */.fK)(settings, path) ?? 1;
    if (!isSingle(settings) || size === 1)
        return undefined;
    const message = `${size} instances are not possible: a single-instance environment runs exactly one.`;
    return { message, fix: `Remove ${path}, or write mode: high-availability.` };
}

// EXTERNAL MODULE: ./lib/settings/balancing.js + 1 modules
var settings_balancing = __webpack_require__(5869);
;// CONCATENATED MODULE: ./lib/settings/rules/members.js

/** The first thing that is wrong with the first member with which something is. */
function firstOf(members, word, checks) {
    for (const [name, one] of members) {
        for (const check of checks) {
            const verdict = check(one, `${word}.${name}`, name);
            if (verdict !== undefined)
                return verdict;
        }
    }
    return undefined;
}
/** Whether connections are shared out rather than requests. */
function isNetwork(settings) {
    return (0,resolve/* valueAt */.fK)(settings, 'load-balancer.type') === 'network';
}
function processesOf(settings) {
    return Object.entries((0,resolve/* membersAt */.n7)(settings, 'processes'));
}
function listenersOf(settings) {
    return Object.entries((0,resolve/* membersAt */.n7)(settings, 'listeners'));
}
function rulesOf(settings) {
    return Object.entries((0,resolve/* membersAt */.n7)(settings, 'rules'));
}
/** A process that requests are sent to, and that is none. */
function unknownProcess(settings, what, process = 'default') {
    const known = ['default', ...processesOf(settings).map(([name]) => name)];
    return known.includes(process)
        ? undefined
        : {
            message: `${what} sends requests to "${process}", and there is no such process.`,
            fix: `Accepted: ${known.join(', ')}.`,
        };
}

;// CONCATENATED MODULE: ./lib/settings/rules/listeners.js



/** Ports of the load balancer, and which requests go where. */
const listenerRules = [
    {
        reads: ['listeners', 'tls.certificate', 'domain.name', 'region', 'load-balancer.type', 'processes', 'rules'],
        judge: (settings) => allShut(settings) ??
            firstOf(listenersOf(settings).filter(([, { enabled }]) => enabled !== false), 'listeners', [
                wrongProtocol(settings),
                certified(settings),
                otherRegion(settings),
                ({ process }, what) => unknownProcess(settings, what, process),
                otherDatagrams(settings),
                unknownRule(settings),
            ]),
    },
    {
        reads: ['rules', 'load-balancer.lend', 'load-balancer.shared', 'load-balancer.hosts', 'processes'],
        judge: (settings) => firstOf(rulesOf(settings), 'rules', [
            takesAll(settings),
            tooManyValues(settings),
            ({ process }, what) => unknownProcess(settings, what, process),
            samePriority(settings),
        ]),
    },
];
function hasCertificate(settings) {
    return (0,resolve/* isGiven */.qR)(settings, 'tls.certificate') || (0,resolve/* isGiven */.qR)(settings, 'domain.name');
}
/** Those that are there when nobody says, and those that somebody wrote. */
function allShut(settings) {
    const first = isNetwork(settings) && hasCertificate(settings) ? [] : ['80'];
    const ports = new Set([...first, ...(hasCertificate(settings) ? ['443'] : [])]);
    for (const [port, { enabled }] of listenersOf(settings)) {
        if (enabled === false)
            ports.delete(port);
        else
            ports.add(port);
    }
    return ports.size > 0
        ? undefined
        : { message: 'Every listener is switched off: nobody could reach the environment.', fix: 'Leave one on.' };
}
function wrongProtocol(settings) {
    const accepted = isNetwork(settings) ? ['TCP', 'TLS', 'UDP'] : ['HTTP', 'HTTPS'];
    const kind = isNetwork(settings) ? 'a network' : 'an application';
    return ({ protocol }, what) => protocol === undefined || accepted.includes(protocol)
        ? undefined
        : {
            message: `${what}: ${kind} load balancer does not speak ${protocol}.`,
            fix: `Accepted: ${accepted.join(', ')}.`,
        };
}
/** Whether a listener shows a certificate, as the templates see it too. */
function isSecure({ protocol, certificates = [] }, port) {
    return protocol === undefined ? certificates.length > 0 || port === '443' : ['HTTPS', 'TLS'].includes(protocol);
}
function certified(settings) {
    return (listener, what, port) => {
        const own = listener.certificates !== undefined;
        if (isSecure(listener, port))
            return own || hasCertificate(settings)
                ? undefined
                : {
                    message: `${what} needs a certificate.`,
                    fix: 'Write certificates, tls.certificate, or domain.name with domain.zone; or another protocol.',
                };
        return own || listener.policy !== undefined
            ? {
                message: `${what} has certificates or a policy, and what it speaks shows none.`,
                fix: `Write protocol: ${isNetwork(settings) ? 'TLS' : 'HTTPS'}, or remove them.`,
            }
            : undefined;
    };
}
function otherRegion(settings) {
    const region = (0,resolve/* valueAt */.fK)(settings, 'region');
    return ({ certificates = [] }, what) => {
        const elsewhere = certificates.find((arn) => region !== undefined && arn.split(':')[3] !== region);
        return elsewhere === undefined
            ? undefined
            : {
                message: `${what}: ${elsewhere} is in another region than the load balancer.`,
                fix: 'Use a certificate of the same region.',
            };
    };
}
/** Datagrams go to a process that takes them, and nothing else does. */
function otherDatagrams(settings) {
    return ({ protocol, process = 'default' }, what) => {
        const taken = processesOf(settings).find(([name]) => name === process)?.[1].protocol === 'UDP';
        return !isNetwork(settings) || taken === (protocol === 'UDP')
            ? undefined
            : {
                message: `${what} and its process "${process}" do not fit: one of them is UDP alone.`,
                fix: 'Write protocol: UDP at both, or at none.',
            };
    };
}
function unknownRule(settings) {
    const known = rulesOf(settings).map(([name]) => name);
    return ({ rules = [] }, what) => {
        const stranger = rules.find((name) => !known.includes(name));
        return stranger === undefined
            ? undefined
            : { message: `${what} names the rule "${stranger}", and there is none.`, fix: 'Write it below rules:.' };
    };
}
function takesAll(settings) {
    return ({ hosts, paths }, what) => {
        if (hosts === undefined && paths === undefined)
            return { message: `${what} would take every request.`, fix: 'Write hosts or paths.' };
        return hosts === undefined && (0,resolve/* valueAt */.fK)(settings, 'load-balancer.lend') === true
            ? {
                message: `${what} names no host: it would take the requests of the guests of this load balancer.`,
                fix: 'Write hosts, or remove load-balancer.lend.',
            }
            : undefined;
    };
}
function tooManyValues(settings) {
    // A guest's rule has the host names of its environment where it has none of its own.
    const usual = (0,resolve/* valueAt */.fK)(settings, 'load-balancer.hosts')?.length ?? 0;
    return ({ hosts, paths = [] }, what) => {
        const values = (hosts?.length ?? usual) + paths.length;
        return values > settings_balancing/* mostValues */.Yz
            ? {
                message: `${what} has ${values} hosts and paths; Elastic Load Balancing takes ${settings_balancing/* mostValues */.Yz} in a rule.`,
                fix: 'Make two rules of it.',
            }
            : undefined;
    };
}
function samePriority(settings) {
    const guest = (0,resolve/* isGiven */.qR)(settings, 'load-balancer.shared');
    return ({ priority = 1 }, what, name) => {
        if (guest && priority > 9)
            return {
                message: `${what}: at a shared load balancer an environment has nine priorities for its rules.`,
                fix: 'Choose one from 1 to 9.',
            };
        const other = rulesOf(settings).find(([another, one]) => another < name && (one.priority ?? 1) === priority);
        return other === undefined
            ? undefined
            : {
                message: `${what} and rules.${other[0]} have the same priority ${priority}.`,
                fix: 'Say which one is tried first: give each a priority of its own.',
            };
    };
}

;// CONCATENATED MODULE: ./lib/settings/rules/processes.js




/** What stands behind a load balancer beside the default process. */
const processRules = [
    {
        reads: ['processes', 'load-balancer.type', 'health.interval', 'health.timeout'],
        judge: (settings) => firstOf(processesOf(settings), 'processes', [
            isDefault,
            tooMany(settings),
            takenPort(settings),
            processes_wrongProtocol(settings),
            withoutRequests(settings),
            tooPatient(settings),
        ]),
    },
    {
        // A target group that nothing sends to is never checked, and instances would wait for its word for ever.
        reads: ['processes', 'rules', 'listeners', 'mode', 'tier', 'load-balancer.shared'],
        judge: (settings) => {
            // Where there is no load balancer, that is what is wrong.
            if (standsAlone(settings) || (0,resolve/* valueAt */.fK)(settings, 'tier') === 'worker')
                return undefined;
            const used = new Set([
                ...rulesOf(settings).map(([, { process }]) => process),
                ...listenersOf(settings).flatMap(([, { process, enabled }]) => (enabled === false ? [] : [process])),
            ]);
            const idle = (_, what, name) => used.has(name)
                ? undefined
                : { message: `Nothing sends requests to ${what}.`, fix: 'Write a rule, or a listener, with this process.' };
            return firstOf(processesOf(settings), 'processes', [idle]);
        },
    },
];
const isDefault = (_, _what, name) => name === 'default'
    ? {
        message: 'The default process is the one at port 80 that is always there.',
        fix: 'Write health.path and the like, deploy.drain and load-balancer.stickiness for it.',
    }
    : undefined;
function tooMany(settings) {
    const count = processesOf(settings).length;
    return () => count > schema/* maxProcesses */.wU
        ? { message: `There are ${count} processes.`, fix: `At most ${schema/* maxProcesses */.wU} are possible.` }
        : undefined;
}
function takenPort(settings) {
    return ({ port }, what, name) => {
        const other = processesOf(settings).find(([another, one]) => another < name && one.port === port)?.[0];
        const owner = port === 80 ? 'the default process' : other && `processes.${other}`;
        return owner === undefined
            ? undefined
            : { message: `${what}: port ${port} is that of ${owner}.`, fix: 'Choose another port.' };
    };
}
function processes_wrongProtocol(settings) {
    const accepted = isNetwork(settings) ? ['TCP', 'UDP'] : ['HTTP', 'HTTPS'];
    const kind = isNetwork(settings) ? 'a network' : 'an application';
    return ({ protocol }, what) => protocol === undefined || accepted.includes(protocol)
        ? undefined
        : {
            message: `${what}: ${kind} load balancer does not send ${protocol}.`,
            fix: `Accepted: ${accepted.join(', ')}.`,
        };
}
function withoutRequests(settings) {
    return ({ stickiness, codes, path, protocol }, what) => {
        if (!isNetwork(settings))
            return undefined;
        if (stickiness !== undefined)
            return {
                message: `${what}: a network load balancer sets no cookie, so there is no stickiness.`,
                fix: 'Remove stickiness.',
            };
        return codes !== undefined && path === undefined && protocol !== 'UDP'
            ? {
                message: `${what}: a check without a path opens a connection, and gets no codes.`,
                fix: 'Write path, or remove codes.',
            }
            : undefined;
    };
}
function tooPatient(settings) {
    return ({ interval = (0,resolve/* valueAt */.fK)(settings, 'health.interval') ?? 0, timeout = (0,resolve/* valueAt */.fK)(settings, 'health.timeout') ?? 0 }, what) => timeout >= interval
        ? {
            message: `${what}: its timeout of ${timeout} s must be less than its interval of ${interval} s.`,
            fix: 'Lower the timeout or raise the interval.',
        }
        : undefined;
}

;// CONCATENATED MODULE: ./lib/settings/rules/balancing.js







const groups = ['processes', 'listeners', 'rules'];
/** What only a load balancer that reads requests can do. */
const byRequests = [
    'load-balancer.idle-timeout',
    'load-balancer.stickiness',
    'load-balancer.access-logs',
    'load-balancer.lend',
    'scaling.requests',
];
/** Processes, listeners and rules: where they can be, what they are, and what a network load balancer has not. */
const balancingRules = [
    ...groups.flatMap((word) => [
        {
            reads: [word, 'mode', 'tier', 'load-balancer.type', 'load-balancer.shared'],
            judge: (settings) => (isEmpty(settings, word) ? undefined : balancing_nowhere(settings, word)),
        },
        { reads: [word, 'deploy.policy', 'deploy.canary'], judge: (settings) => betweenSlots(settings, word) },
    ]),
    ...processRules,
    ...listenerRules,
    ...byRequests.map((path) => ({
        reads: [path, 'load-balancer.type'],
        judge: (settings) => isNetwork(settings) && (0,resolve/* isGiven */.qR)(settings, path) && (0,resolve/* valueAt */.fK)(settings, path) !== false
            ? {
                message: `A network load balancer knows no requests: it has no ${path}.`,
                fix: `Remove ${path}, or load-balancer.type.`,
            }
            : undefined,
    })),
    {
        reads: ['load-balancer.type', 'deploy.policy', 'deploy.canary'],
        judge: (settings) => isNetwork(settings) && slotted(settings)
            ? {
                message: `${cite(settings, 'deploy.policy')} switches by a rule of the listener, and a network load balancer has no rules.`,
                fix: 'Choose rolling-with-additional-batch, immutable or a canary of instances, or remove load-balancer.type.',
            }
            : undefined,
    },
    {
        reads: ['scaling.trigger', 'load-balancer.type'],
        judge: (settings) => {
            const metric = (0,resolve/* valueAt */.fK)(settings, 'scaling.trigger')?.metric ?? '';
            return isNetwork(settings) && ['RequestCount', 'TargetResponseTime'].includes(metric)
                ? {
                    message: `A network load balancer knows no requests: it has no metric ${metric}.`,
                    fix: 'Choose NetworkOut or CPUUtilization, or remove load-balancer.type.',
                }
                : undefined;
        },
    },
];
function isEmpty(settings, word) {
    return Object.keys((0,resolve/* membersAt */.n7)(settings, word)).length === 0;
}
function balancing_nowhere(settings, word) {
    const fix = `Remove ${word}, or move it to the sections of environments that have a load balancer.`;
    const worker = (0,resolve/* valueAt */.fK)(settings, 'tier') === 'worker';
    if (worker || standsAlone(settings)) {
        const what = worker ? 'A worker environment' : 'A single-instance environment';
        return { message: `${what} has no load balancer, and so no ${word}.`, fix };
    }
    if (word === 'listeners' && (0,resolve/* isGiven */.qR)(settings, 'load-balancer.shared'))
        return { message: 'The listeners of a shared load balancer are not this environment’s to set.', fix };
    return word === 'rules' && isNetwork(settings)
        ? {
            message: 'A network load balancer has no rules: it does not read what it carries.',
            fix: 'Give each process a listener of its own.',
        }
        : undefined;
}
/** The switch between two slots is one rule; several, and several listeners, would switch one after the other. */
function betweenSlots(settings, word) {
    const names = Object.keys((0,resolve/* membersAt */.n7)(settings, word));
    const tooMany = word === 'listeners' ? names.some((port) => !['80', '443'].includes(port)) : names.length > 0;
    if (!slotted(settings) || !tooMany)
        return undefined;
    return {
        message: `Under ${cite(settings, 'deploy.policy')} one rule switches between two versions; with ${word} beside it a client would meet both at once.`,
        fix: `Remove ${word}, or choose rolling-with-additional-batch or immutable.`,
    };
}

// EXTERNAL MODULE: ./lib/settings/engines.js
var settings_engines = __webpack_require__(4294);
;// CONCATENATED MODULE: ./lib/settings/rules/cache.js


const members = ['version', 'serverless', 'node-type', 'nodes', 'max-storage'].map((member) => `cache.${member}`);
/** What an engine of a cache can be asked for. */
const cacheRules = [
    {
        reads: ['cache.engine', ...members],
        judge: (settings) => {
            const found = members.find((path) => (0,resolve/* isGiven */.qR)(settings, path));
            return found === undefined || (0,resolve/* valueAt */.fK)(settings, 'cache.engine') !== undefined
                ? undefined
                : { message: `${found} is set, but no cache.engine.`, fix: 'Write cache.engine, as in valkey.' };
        },
    },
    {
        reads: ['cache.version', 'cache.engine'],
        judge: (settings) => {
            const [engine, version] = [(0,resolve/* valueAt */.fK)(settings, 'cache.engine'), (0,resolve/* valueAt */.fK)(settings, 'cache.version')];
            if (engine === undefined || version === undefined || settings_engines/* cacheVersions */.Yd[engine].includes(version))
                return undefined;
            const message = `"${version}" is not a version of ${engine} that is offered.`;
            return { message, fix: `Accepted: ${settings_engines/* cacheVersions */.Yd[engine].join(', ')}.` };
        },
    },
    {
        reads: ['cache.node-type', 'cache.nodes', 'cache.max-storage', 'cache.serverless'],
        judge: (settings) => {
            const serverless = (0,resolve/* valueAt */.fK)(settings, 'cache.serverless') === true;
            const wrong = serverless ? ['cache.node-type', 'cache.nodes'] : ['cache.max-storage'];
            const found = wrong.find((path) => (0,resolve/* isGiven */.qR)(settings, path));
            if (found === undefined)
                return undefined;
            const message = `${found} means nothing to a cache that is ${serverless ? '' : 'not '}serverless.`;
            return { message, fix: `Remove it, or write cache.serverless: ${!serverless}.` };
        },
    },
];

// EXTERNAL MODULE: ./lib/settings/data.js + 1 modules
var data = __webpack_require__(9859);
;// CONCATENATED MODULE: ./lib/settings/rules/database.js




const database_members = [...data/* ownDatabase */.iz, ...data/* outsideDatabase */.Xh, 'name'].map((member) => `database.${member}`);
/** What an engine can be asked for. With no engine named, only that is wrong. */
const databaseRules = [
    {
        reads: ['database.engine', ...database_members],
        judge: (settings) => {
            const found = database_members.find((path) => (0,resolve/* isGiven */.qR)(settings, path));
            return found === undefined || (0,resolve/* valueAt */.fK)(settings, 'database.engine') !== undefined
                ? undefined
                : { message: `${found} is set, but no database.engine.`, fix: 'Write database.engine, as in postgres.' };
        },
    },
    {
        reads: ['database.endpoint', 'database.secret', 'database.security-group'],
        judge: (settings) => {
            const [endpoint, secret] = ['database.endpoint', 'database.secret'].map((path) => (0,resolve/* isGiven */.qR)(settings, path));
            if (endpoint === secret && (endpoint || !(0,resolve/* isGiven */.qR)(settings, 'database.security-group')))
                return undefined;
            const message = 'A database from outside has an address and a secret.';
            return { message, fix: 'Write database.endpoint and database.secret.' };
        },
    },
    {
        reads: ['database.endpoint', ...data/* ownDatabase */.iz.map((member) => `database.${member}`)],
        judge: (settings) => {
            const found = data/* ownDatabase */.iz.map((member) => `database.${member}`).find((path) => (0,resolve/* isGiven */.qR)(settings, path));
            return found === undefined || !(0,resolve/* isGiven */.qR)(settings, 'database.endpoint')
                ? undefined
                : { message: `${found} is for a database of its own, and database.endpoint for one from outside.` };
        },
    },
    own(['database.version'], (settings, engine) => {
        const version = (0,resolve/* valueAt */.fK)(settings, 'database.version');
        const { exact } = settings_engines/* engines */.sP[engine];
        if (exact !== undefined && version !== undefined && settings_engines/* engines */.sP[engine].versions.includes(version)) {
            return { message: `${engine} has no version "${version}" alone.`, fix: `Write it in full, as in ${exact}.` };
        }
        if (version === undefined || (0,settings_engines/* majorOf */.Ds)(engine, version) !== undefined)
            return undefined;
        const fix = `Accepted: ${settings_engines/* engines */.sP[engine].versions.join(', ')}, or a minor version of one of them.`;
        return { message: `"${version}" is not a version of ${engine} that is offered.`, fix };
    }),
    own(['database.class'], (settings, engine) => {
        const name = (0,resolve/* valueAt */.fK)(settings, 'database.class');
        const { aurora, arm, class: usual } = settings_engines/* engines */.sP[engine];
        if (name === undefined)
            return undefined;
        if (aurora) {
            const fix = 'Remove it; database.min-capacity and database.max-capacity bound the capacity.';
            return { message: `${engine} follows the load, it has no instance class.`, fix };
        }
        if (arm || !(0,settings_engines/* isArm */.Lp)(name))
            return undefined;
        return { message: `${engine} does not run on the Graviton class ${name}.`, fix: `Write ${usual}, for example.` };
    }),
    own(['database.storage', 'database.max-storage'], (settings, engine) => {
        const size = (0,resolve/* valueAt */.fK)(settings, 'database.storage');
        const most = (0,resolve/* valueAt */.fK)(settings, 'database.max-storage');
        if (size === undefined && most === undefined)
            return undefined;
        if (settings_engines/* engines */.sP[engine].aurora)
            return { message: `${engine} grows by itself, without a storage of its own.` };
        if (settings_engines/* engines */.sP[engine].family === 'sqlserver' && Math.max(size ?? 20, most ?? 20) > 16_384) {
            return { message: 'SQL Server has 16384 GiB at most.', fix: 'Lower database.storage or database.max-storage.' };
        }
        // RDS refuses a limit that leaves less than a tenth to grow.
        if (most === undefined || most >= (size ?? 20) * 1.1)
            return undefined;
        const message = `${cite(settings, 'database.max-storage')} leaves less than a tenth above the ${size ?? 20} GiB of database.storage.`;
        return { message, fix: `Write ${Math.ceil((size ?? 20) * 1.1)} at least.` };
    }),
    own(['database.min-capacity', 'database.max-capacity'], (settings, engine) => {
        const min = (0,resolve/* valueAt */.fK)(settings, 'database.min-capacity');
        const max = (0,resolve/* valueAt */.fK)(settings, 'database.max-capacity');
        if (min === undefined && max === undefined)
            return undefined;
        if (!settings_engines/* engines */.sP[engine].aurora)
            return { message: `Only aurora engines have capacity units, ${engine} has a class.` };
        const [least, most] = [min ?? 0.5, max ?? Math.max(4, min ?? 0)];
        if (most < 1)
            return { message: 'database.max-capacity is 1 at least.', fix: 'Raise it.' };
        return least <= most
            ? undefined
            : { message: `${cite(settings, 'database.min-capacity')} is more than database.max-capacity.` };
    }),
    own(['database.multi-az'], (settings, engine) => (0,resolve/* valueAt */.fK)(settings, 'database.multi-az') === true && !settings_engines/* engines */.sP[engine].standby
        ? { message: `${engine} has no standby in another zone.`, fix: 'Remove database.multi-az.' }
        : undefined),
    own(['database.name'], (settings, engine) => {
        const name = (0,resolve/* valueAt */.fK)(settings, 'database.name');
        const { family } = settings_engines/* engines */.sP[engine];
        if (name === undefined)
            return undefined;
        if (family === 'sqlserver' && !(0,resolve/* isGiven */.qR)(settings, 'database.endpoint')) {
            return {
                message: 'RDS makes no database in SQL Server.',
                fix: 'Remove database.name; make it with your schema.',
            };
        }
        if (family === 'oracle' && name.length > 8) {
            return { message: `"${name}" is longer than the 8 characters of Oracle.`, fix: 'Shorten database.name.' };
        }
        return undefined;
    }),
    {
        reads: ['network.data-subnets', 'network.vpc', 'database.engine', 'database.endpoint', 'cache.engine'],
        judge: (settings) => {
            const own = (0,resolve/* isGiven */.qR)(settings, 'database.engine') && !(0,resolve/* isGiven */.qR)(settings, 'database.endpoint');
            if (!(own || (0,resolve/* isGiven */.qR)(settings, 'cache.engine')) || !(0,resolve/* isGiven */.qR)(settings, 'network.vpc'))
                return undefined;
            if (((0,resolve/* valueAt */.fK)(settings, 'network.data-subnets')?.length ?? 0) >= 2)
                return undefined;
            const message = 'A database or a cache needs subnets in two zones at least.';
            return { message, fix: 'List two or more in network.data-subnets.' };
        },
    },
];
/** A rule that looks at keys of one engine. */
function own(paths, judge) {
    return {
        reads: [...paths, 'database.engine'],
        judge: (settings) => {
            const engine = (0,resolve/* valueAt */.fK)(settings, 'database.engine');
            return engine === undefined ? undefined : judge(settings, engine);
        },
    };
}

;// CONCATENATED MODULE: ./lib/settings/rules/capacity.js




/** Machines of several kinds, and what decides their number. */
const capacityRules = [
    {
        reads: ['instances.other-types', 'instances.architecture'],
        judge: (settings) => {
            const wanted = (0,resolve/* valueAt */.fK)(settings, 'instances.architecture');
            const strangers = ((0,resolve/* valueAt */.fK)(settings, 'instances.other-types') ?? []).filter((type) => (0,instance_type/* architectureOf */.N)(type) !== wanted);
            return wanted === undefined || strangers.length === 0
                ? undefined
                : {
                    message: `${strangers.join(', ')} ${strangers.length === 1 ? 'is' : 'are'} not of ${cite(settings, 'instances.architecture')}: one image cannot start on both.`,
                    fix: `Name types of ${wanted} only.`,
                };
        },
    },
    {
        reads: ['instances.packer', 'instances.image'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'instances.packer') && (0,resolve/* isGiven */.qR)(settings, 'instances.image')
            ? {
                message: `Instances cannot have both ${cite(settings, 'instances.image')} and the image that Packer makes.`,
                fix: 'Remove instances.image or instances.packer.',
            }
            : undefined,
    },
    {
        reads: ['instances.volume-iops', 'instances.volume-type'],
        judge: (settings) => {
            const type = (0,resolve/* valueAt */.fK)(settings, 'instances.volume-type') ?? 'gp3';
            const given = (0,resolve/* isGiven */.qR)(settings, 'instances.volume-iops');
            if (given && !['gp3', 'io1', 'io2'].includes(type))
                return {
                    message: `A volume of the kind ${type} has no operations a second to set.`,
                    fix: 'Remove instances.volume-iops.',
                };
            if (!given && (type === 'io1' || type === 'io2'))
                return {
                    message: `A volume of the kind ${type} needs its operations a second.`,
                    fix: 'Write instances.volume-iops.',
                };
            return undefined;
        },
    },
    {
        reads: ['instances.volume-throughput', 'instances.volume-type'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'instances.volume-throughput') && (0,resolve/* valueAt */.fK)(settings, 'instances.volume-type') !== 'gp3'
            ? {
                message: 'Only a volume of the kind gp3 has a throughput to set.',
                fix: 'Remove instances.volume-throughput.',
            }
            : undefined,
    },
    ...['scaling.cpu', 'scaling.requests', 'scaling.trigger', 'scaling.schedules'].map((path) => ({
        reads: [path, 'mode'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, path) && isSingle(settings)
            ? {
                message: `${path} changes the number of instances, and a single-instance environment runs exactly one.`,
                fix: `Remove ${path}, or write mode: high-availability.`,
            }
            : undefined,
    })),
    ...['scaling.cpu', 'scaling.requests'].map((path) => ({
        reads: [path, 'scaling.trigger'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, path) && (0,resolve/* isGiven */.qR)(settings, 'scaling.trigger')
            ? {
                message: `${path} and scaling.trigger would both decide how many instances there are.`,
                fix: 'Keep one of the two.',
            }
            : undefined,
    })),
    {
        reads: ['scaling.trigger'],
        judge: (settings) => {
            const { upper = 0, lower = 0 } = (0,resolve/* valueAt */.fK)(settings, 'scaling.trigger') ?? {};
            return (0,resolve/* valueAt */.fK)(settings, 'scaling.trigger') !== undefined && lower >= upper
                ? {
                    message: `lower ${lower} must be less than upper ${upper}: otherwise instances come and go for ever.`,
                    fix: 'Lower the one or raise the other.',
                }
                : undefined;
        },
    },
    {
        reads: ['scaling.trigger', 'tier'],
        judge: (settings) => {
            const metric = (0,resolve/* valueAt */.fK)(settings, 'scaling.trigger')?.metric ?? '';
            return (0,resolve/* valueAt */.fK)(settings, 'tier') === 'worker' && /^(Target|Request|Healthy|UnHealthy)/.test(metric)
                ? { message: `${metric} is measured at a load balancer, and a worker has none.`, fix: 'Choose another metric.' }
                : undefined;
        },
    },
    {
        reads: ['instances.hours', 'scaling.schedules'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'instances.hours') && (0,resolve/* isGiven */.qR)(settings, 'scaling.schedules')
            ? {
                message: 'instances.hours and scaling.schedules would both decide how many instances there are at a time.',
                fix: 'Keep one of the two; within the hours `scaling.cpu` and its like follow the load.',
            }
            : undefined,
    },
    {
        reads: ['scaling.schedules', 'instances.min', 'instances.max'],
        judge: (settings) => scheduleFault(settings),
    },
];
function scheduleFault(settings) {
    for (const { cron, min, max, desired } of (0,resolve/* valueAt */.fK)(settings, 'scaling.schedules') ?? []) {
        const fix = 'See that min ≤ desired ≤ max.';
        if (min === undefined && max === undefined && desired === undefined)
            return { message: `The schedule ${cron} changes nothing.`, fix: 'Give it min, max or desired.' };
        const least = min ?? (0,resolve/* valueAt */.fK)(settings, 'instances.min') ?? 1;
        const most = max ?? (0,resolve/* valueAt */.fK)(settings, 'instances.max') ?? 1000;
        if (least > most)
            return { message: `The schedule ${cron} asks for at least ${least} instances and at most ${most}.`, fix };
        if (desired !== undefined && (desired < least || desired > most))
            return { message: `The schedule ${cron} asks for ${desired} instances, not between ${least} and ${most}.`, fix };
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/settings/canary.js + 2 modules
var settings_canary = __webpack_require__(2160);
// EXTERNAL MODULE: ./lib/settings/timing.js
var timing = __webpack_require__(1527);
;// CONCATENATED MODULE: ./lib/settings/rules/deploy.js







/** Fewest seconds that a command which runs once is worth trying for. */
const leastOnce = 60;
/** What a single instance can be asked for in place of launch-first. */
const forOne = new Set(['immutable', 'in-place']);
/** How a version replaces another, and how long that may take. */
const deployRules = [
    {
        reads: ['deploy.policy', 'mode'],
        judge: (settings) => isSingle(settings) && (0,resolve/* isGiven */.qR)(settings, 'deploy.policy') && !forOne.has((0,resolve/* valueAt */.fK)(settings, 'deploy.policy'))
            ? {
                message: 'A single-instance environment has no policy but immutable and in-place: the new instance proves itself, then takes the address.',
                fix: 'Remove deploy.policy, write immutable or in-place, or move it to the sections of environments with high-availability.',
            }
            : undefined,
    },
    { reads: ['deploy.batch', 'deploy.policy', 'mode'], judge: withoutBatches },
    { reads: ['deploy.batch', 'deploy.policy', 'instances.max', 'mode'], judge: tooLargeBatch },
    {
        reads: ['deploy.canary', 'deploy.policy', 'mode'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'deploy.canary') && (0,resolve/* valueAt */.fK)(settings, 'deploy.policy') !== 'canary'
            ? {
                message: 'Only the policy canary has a canary.',
                fix: 'Write policy: canary, or remove deploy.canary.',
            }
            : undefined,
    },
    {
        reads: ['deploy.keep', 'deploy.policy', 'deploy.canary', 'mode'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'deploy.keep') && !slotted(settings)
            ? {
                message: 'Only blue-green, and canary with traffic, have a former version that could be kept up.',
                fix: 'Write policy: blue-green, or remove deploy.keep.',
            }
            : undefined,
    },
    {
        reads: ['deploy.bake', 'deploy.canary', 'deploy.policy'],
        judge: (settings) => (0,resolve/* valueAt */.fK)(settings, 'deploy.policy') === 'canary' && slotted(settings) && (0,resolve/* valueAt */.fK)(settings, 'deploy.bake') !== 0
            ? {
                message: `${cite(settings, 'deploy.bake')}: with a share of the traffic the pause of the canary is the time in which alarms judge the version.`,
                fix: 'Remove deploy.bake, and make the pause of deploy.canary longer.',
            }
            : undefined,
    },
    {
        reads: ['deploy.bake', 'mode', 'tier', 'load-balancer.shared'],
        judge: (settings) => isSingle(settings) && !standsAlone(settings) && (0,resolve/* valueAt */.fK)(settings, 'deploy.bake') !== 0
            ? {
                message: `${cite(settings, 'deploy.bake')}: neither alarms nor the instance itself watch a single instance behind a shared load balancer.`,
                fix: 'Remove deploy.bake, write mode: high-availability, or remove load-balancer.shared.',
            }
            : undefined,
    },
    {
        reads: ['health.deadline', 'deploy.timeout', 'deploy.bake', 'mode', 'tier', 'load-balancer.shared'],
        judge: (settings) => {
            const needed = ((0,resolve/* valueAt */.fK)(settings, 'health.deadline') ?? 0) + timing/* startUp */.q + onInstance(settings);
            if (needed < ((0,resolve/* valueAt */.fK)(settings, 'deploy.timeout') ?? 0))
                return undefined;
            const message = `${beside(settings)} must end before ${cite(settings, 'deploy.timeout')}.`;
            const shorter = onInstance(settings) > 0 ? 'Lower the deadline or the bake' : 'Lower the deadline';
            return { message, fix: `${shorter} or raise the timeout, which is at most 1h.` };
        },
    },
    {
        reads: ['deploy.once', 'health.deadline', 'deploy.timeout', 'deploy.bake', 'mode', 'tier', 'load-balancer.shared'],
        judge: (settings) => {
            if (!(0,resolve/* isGiven */.qR)(settings, 'deploy.once'))
                return undefined;
            const [timeout, deadline] = [(0,resolve/* valueAt */.fK)(settings, 'deploy.timeout') ?? 0, (0,resolve/* valueAt */.fK)(settings, 'health.deadline') ?? 0];
            if ((0,timing/* onceTimeout */.V)({ timeout, deadline, bake: onInstance(settings) }) >= leastOnce)
                return undefined;
            const message = `${cite(settings, 'deploy.timeout')} leaves the command of deploy.once less than ${(0,kinds/* spelled */.uQ)(leastOnce)} beside ${beside(settings)}.`;
            return { message, fix: 'Raise the timeout, which is at most 1h, or lower the deadline.' };
        },
    },
    {
        reads: [
            'deploy.limit',
            'deploy.bake',
            'deploy.timeout',
            'deploy.canary',
            'deploy.keep',
            'deploy.policy',
            'mode',
            'tier',
        ],
        judge: (settings) => {
            const keep = slotted(settings) ? ((0,resolve/* valueAt */.fK)(settings, 'deploy.keep') ?? defaultKeep) * 60 : 0;
            const isCanary = (0,resolve/* valueAt */.fK)(settings, 'deploy.policy') === 'canary';
            const pause = isCanary ? (0,settings_canary/* pausesOf */.P0)((0,resolve/* valueAt */.fK)(settings, 'deploy.canary') ?? settings_canary/* defaultCanary */.qv) : 0;
            const needed = ((0,resolve/* valueAt */.fK)(settings, 'deploy.timeout') ?? 0) + bakeSeconds(settings) - onInstance(settings) + pause + keep;
            if (needed <= ((0,resolve/* valueAt */.fK)(settings, 'deploy.limit') ?? 0))
                return undefined;
            const more = `${isCanary ? `, ${cite(settings, 'deploy.canary')}` : ''}${keep > 0 ? `, ${cite(settings, 'deploy.keep')}` : ''}`;
            const parts = `${cite(settings, 'deploy.timeout')}${more} and ${cite(settings, 'deploy.bake')}`;
            return { message: `${parts} do not fit into ${cite(settings, 'deploy.limit')}.`, fix: 'Raise deploy.limit.' };
        },
    },
];
function bakeSeconds(settings) {
    return ((0,resolve/* valueAt */.fK)(settings, 'deploy.bake') ?? 0) * 60;
}
/** Seconds of the bake that an instance spends before it says that it is good: where no alarm watches, the instance does. */
function onInstance(settings) {
    return standsAlone(settings) && (0,resolve/* valueAt */.fK)(settings, 'tier') !== 'worker' ? bakeSeconds(settings) : 0;
}
/** What has to fit into the time of a batch, in words. */
function beside(settings) {
    const startsUp = `${(0,kinds/* spelled */.uQ)(timing/* startUp */.q)} to start up`;
    const deadline = cite(settings, 'health.deadline');
    if (onInstance(settings) === 0)
        return `${deadline} and ${startsUp}`;
    return `${deadline}, ${startsUp} and ${cite(settings, 'deploy.bake')}`;
}
function withoutBatches(settings) {
    if (!(0,resolve/* isGiven */.qR)(settings, 'deploy.batch'))
        return undefined;
    const fix = 'Remove deploy.batch, or move it to the sections of environments that have batches.';
    if (isSingle(settings))
        return { message: 'A single-instance environment has no batches.', fix };
    return batchless(settings) ? { message: `${cite(settings, 'deploy.policy')} has no batches.`, fix } : undefined;
}
/** Whether a policy has no batches of the user's own. */
function batchless(settings) {
    const policy = (0,resolve/* valueAt */.fK)(settings, 'deploy.policy');
    return policy === 'all-at-once' || policy === 'immutable' || policy === 'canary' || policy === 'blue-green';
}
/** `rolling` takes a batch out of service first, so something must be left; an additional batch may be all of them. */
function tooLargeBatch(settings) {
    const policy = (0,resolve/* valueAt */.fK)(settings, 'deploy.policy');
    const batch = (0,resolve/* valueAt */.fK)(settings, 'deploy.batch');
    const max = (0,resolve/* valueAt */.fK)(settings, 'instances.max') ?? 1;
    if (isSingle(settings) || batch === undefined || policy === undefined || batchless(settings))
        return undefined;
    const size = batch.kind === 'count' ? batch.count : Math.max(1, Math.floor((max * batch.percent) / 100));
    const left = policy === 'rolling' ? 1 : 0;
    if (size + left <= max)
        return undefined;
    const rest = left === 1 ? ' and one that stays in service' : '';
    const message = `${cite(settings, 'deploy.batch')}${rest} is more than ${cite(settings, 'instances.max')} allows.`;
    const other = left === 1 ? ', or write policy: rolling-with-additional-batch' : '';
    return { message, fix: `Make the batch smaller or instances.max larger${other}.` };
}

// EXTERNAL MODULE: ./lib/settings/load-balancer.js
var load_balancer = __webpack_require__(8604);
;// CONCATENATED MODULE: ./lib/settings/rules/guest.js





const shared = 'load-balancer.shared';
/** Keys of a load balancer of its own; stickiness is the target group's. */
const ownBalancerKeys = [
    ...Object.keys({ ...load_balancer/* loadBalancerKeys */.d, ...settings_balancing/* balancerKeys */.jW }).filter((path) => path !== 'load-balancer.stickiness'),
    ...['tls.certificate', 'tls.policy', 'domain.name'],
];
/** An environment at a load balancer that is not its own, and one that lends its own. */
const guestRules = [
    ...Object.keys(settings_balancing/* guestKeys */.h$)
        .filter((path) => path !== shared)
        .map((path) => ({
        reads: [path, shared],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, path) && !(0,resolve/* isGiven */.qR)(settings, shared)
            ? {
                message: `${path} is for an environment at a shared load balancer.`,
                fix: 'Write load-balancer.shared, or rules.',
            }
            : undefined,
    })),
    ...ownBalancerKeys.map((path) => ({
        reads: [path, shared],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, path) && (0,resolve/* isGiven */.qR)(settings, shared)
            ? {
                message: `${path} is a property of a load balancer, and this one is shared: it is set where it is made.`,
                fix: `Remove ${path}${path === 'domain.name' ? ', point a wildcard record at the shared load balancer and write load-balancer.hosts' : ''}, or remove load-balancer.shared.`,
            }
            : undefined,
    })),
    {
        reads: [shared, 'load-balancer.hosts'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, shared) && !(0,resolve/* isGiven */.qR)(settings, 'load-balancer.hosts')
            ? {
                message: 'A shared load balancer tells its environments apart by the name that a client asks for.',
                fix: 'Write load-balancer.hosts, as in [{environment}.preview.example.com].',
            }
            : undefined,
    },
    { reads: ['load-balancer.hosts', 'load-balancer.paths', shared], judge: wrongHosts },
    {
        reads: [shared, 'environment'],
        judge: (settings) => {
            const balancer = (0,resolve/* valueAt */.fK)(settings, shared);
            return balancer?.kind === 'environment' && balancer.name === (0,resolve/* valueAt */.fK)(settings, 'environment')
                ? {
                    message: `${cite(settings, shared)} is this environment itself.`,
                    fix: 'Name another environment, or move the setting to the sections of its guests.',
                }
                : undefined;
        },
    },
    {
        reads: [shared, 'region'],
        judge: (settings) => {
            const balancer = (0,resolve/* valueAt */.fK)(settings, shared);
            const region = (0,resolve/* valueAt */.fK)(settings, 'region');
            return balancer?.kind === 'listener' && region !== undefined && balancer.arn.split(':')[3] !== region
                ? {
                    message: `The listener is in another region than ${cite(settings, 'region')}.`,
                    fix: 'Use a load balancer of the same region.',
                }
                : undefined;
        },
    },
    {
        reads: [shared, 'deploy.policy', 'deploy.canary', 'mode'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, shared) && (0,resolve/* valueAt */.fK)(settings, 'mode') === 'high-availability' && slotted(settings)
            ? {
                message: `${cite(settings, 'deploy.policy')} switches by a rule that takes every request of its listener, and this one is shared.`,
                fix: 'Choose rolling, rolling-with-additional-batch, immutable, in-place or a canary of instances.',
            }
            : undefined,
    },
];
function wrongHosts(settings) {
    const hosts = (0,resolve/* valueAt */.fK)(settings, 'load-balancer.hosts') ?? [];
    const paths = (0,resolve/* valueAt */.fK)(settings, 'load-balancer.paths') ?? [];
    if (!(0,resolve/* isGiven */.qR)(settings, shared) || hosts.length === 0)
        return undefined;
    if (/[*?]/.test(hosts[0] ?? ''))
        return {
            message: 'The first of load-balancer.hosts is the address of the environment, so it is a whole name.',
            fix: 'Write one without * and ? first.',
        };
    return hosts.length + paths.length > settings_balancing/* mostValues */.Yz
        ? {
            message: `Elastic Load Balancing takes ${settings_balancing/* mostValues */.Yz} hosts and paths in a rule.`,
            fix: 'Use * in fewer of them.',
        }
        : undefined;
}

// EXTERNAL MODULE: ./lib/settings/iam.js
var iam = __webpack_require__(2272);
;// CONCATENATED MODULE: ./lib/settings/rules/iam.js


/** What the user's own rights need so that they take effect. */
const iamRules = [
    {
        reads: ['iam.services'],
        judge: ({ entries }) => {
            const source = entries.get('iam.services')?.source;
            return source === undefined || (source.kind === 'file' && source.section === undefined)
                ? undefined
                : {
                    message: 'All environments share the roles that these services are for.',
                    fix: 'Write iam: at the top level of the settings file.',
                };
        },
    },
    {
        reads: ['iam.statements', 'iam.services'],
        judge: (settings) => {
            const known = (0,resolve/* valueAt */.fK)(settings, 'iam.services') ?? [];
            const asked = ((0,resolve/* valueAt */.fK)(settings, 'iam.statements') ?? []).flatMap(iam/* servicesOf */.Yj);
            const missing = [...new Set(asked)].filter((name) => !known.includes(name));
            return missing.length === 0
                ? undefined
                : {
                    message: `The boundary of the instances lets nothing of ${missing.join(', ')} through, whatever a statement allows.`,
                    fix: `Write iam: { services: [${[...known, ...missing].join(', ')}] } at the top level of the settings file.`,
                };
        },
    },
];

;// CONCATENATED MODULE: ./lib/settings/rules/logs.js

/** What is said of log lines, and whether they can get there. */
const logRules = [
    {
        reads: ['logs.metrics', 'logs.health'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'logs.metrics') && (0,resolve/* valueAt */.fK)(settings, 'logs.health') !== true
            ? {
                message: 'Metrics are made of what the instances tell of their health, and they tell nothing.',
                fix: 'Write logs: { stream: true, health: true }, or remove logs.metrics.',
            }
            : undefined,
    },
    ...['logs.retention', 'logs.files', 'logs.health', 'logs.deletion-policy'].map((path) => ({
        reads: [path, 'logs.stream'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, path) && (0,resolve/* valueAt */.fK)(settings, path) !== false && (0,resolve/* valueAt */.fK)(settings, 'logs.stream') !== true
            ? { message: 'No line is sent anywhere.', fix: `Write logs: { stream: true }, or remove ${path}.` }
            : undefined,
    })),
    {
        reads: ['logs.stream', 'network.private', 'network.exit'],
        judge: (settings) => (0,resolve/* valueAt */.fK)(settings, 'logs.stream') === true &&
            (0,resolve/* valueAt */.fK)(settings, 'network.private') === true &&
            (0,resolve/* valueAt */.fK)(settings, 'network.exit') === 'endpoints'
            ? {
                message: 'The endpoints of the network do not lead to CloudWatch Logs.',
                fix: 'Write network.exit: nat, or nat-per-zone, or remove logs.stream.',
            }
            : undefined,
    },
];

;// CONCATENATED MODULE: ./lib/settings/rules/domain.js


/** Names in the zone that all environments share. */
const domainRules = [
    {
        reads: ['tls.acme', 'mode', 'domain.name'],
        judge: (settings) => {
            if (!(0,resolve/* isGiven */.qR)(settings, 'tls.acme'))
                return undefined;
            if (!isSingle(settings))
                return {
                    message: 'A load balancer gets its certificate of ACM: tls.acme is for the instance of mode single-instance.',
                    fix: 'Remove tls.acme; with domain.name the certificate is made.',
                };
            return (0,resolve/* isGiven */.qR)(settings, 'domain.name')
                ? undefined
                : { message: 'A certificate is for a name.', fix: 'Write domain.name, and domain.zone at the top level.' };
        },
    },
    {
        reads: ['tls.redirect', 'tls.acme'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'tls.redirect') && !(0,resolve/* isGiven */.qR)(settings, 'tls.acme')
            ? {
                message: 'tls.redirect is for the certificate of tls.acme; a load balancer with one always redirects.',
                fix: 'Write tls.acme as well, or remove tls.redirect.',
            }
            : undefined,
    },
    {
        reads: ['domain.zone'],
        judge: ({ entries }) => {
            const source = entries.get('domain.zone')?.source;
            return source === undefined || (source.kind === 'file' && source.section === undefined)
                ? undefined
                : {
                    message: 'All environments share the role that may write records into the zone.',
                    fix: 'Write domain: { zone: … } at the top level of the settings file; domain.name is for each environment to say.',
                };
        },
    },
    {
        reads: ['domain.name', 'domain.zone'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'domain.name') && !(0,resolve/* isGiven */.qR)(settings, 'domain.zone')
            ? {
                message: 'A domain name needs the hosted zone of Route 53 that its records go into.',
                fix: 'Write domain: { zone: … } at the top level of the settings file.',
            }
            : undefined,
    },
];

;// CONCATENATED MODULE: ./lib/settings/rules/private.js






/** Private instances and private load balancers. */
const privateRules = [
    {
        reads: ['network.exit'],
        judge: ({ entries }) => {
            const source = entries.get('network.exit')?.source;
            return source === undefined || (source.kind === 'file' && source.section === undefined)
                ? undefined
                : {
                    message: 'All environments share the network that this is a part of.',
                    fix: 'Write network: { exit: … } at the top level of the settings file; network.private is for each environment to say.',
                };
        },
    },
    {
        reads: ['network.private', 'network.exit'],
        judge: (settings) => (0,resolve/* valueAt */.fK)(settings, 'network.private') === true && (0,resolve/* valueAt */.fK)(settings, 'network.exit') === undefined
            ? {
                message: 'Private instances need a way out, or they reach neither their version nor CloudFormation.',
                fix: 'Write network: { exit: nat } at the top level of the settings file; nat-per-zone survives the loss of a zone, and endpoints lead to AWS alone.',
            }
            : undefined,
    },
    {
        reads: ['network.private', 'mode', 'tier', 'load-balancer.shared'],
        judge: (settings) => (0,resolve/* valueAt */.fK)(settings, 'network.private') === true && (0,resolve/* valueAt */.fK)(settings, 'tier') === 'web' && standsAlone(settings)
            ? {
                message: `The one instance of a web environment is its public address: ${cite(settings, 'mode')} cannot be private.`,
                fix: 'Remove network.private, or write mode: high-availability, whose load balancer is public.',
            }
            : undefined,
    },
    {
        reads: ['network.private', 'network.exit', 'database.engine'],
        judge: (settings) => (0,resolve/* valueAt */.fK)(settings, 'network.private') === true &&
            (0,resolve/* valueAt */.fK)(settings, 'network.exit') === 'endpoints' &&
            (0,resolve/* valueAt */.fK)(settings, 'database.engine') !== undefined
            ? {
                message: 'The certificates by which RDS proves itself lie in the internet, where endpoints do not lead.',
                fix: 'Write network.exit: nat, or nat-per-zone.',
            }
            : undefined,
    },
    {
        reads: ['load-balancer.stickiness', 'deploy.policy', 'deploy.canary'],
        judge: (settings) => slotted(settings) && (0,resolve/* valueAt */.fK)(settings, 'load-balancer.stickiness') !== undefined
            ? {
                message: `Under ${cite(settings, 'deploy.policy')} requests follow the switch between two versions; a client that keeps its instance would stay behind.`,
                fix: 'Remove load-balancer.stickiness, or write another deploy.policy.',
            }
            : undefined,
    },
    ...Object.keys({ ...load_balancer/* loadBalancerKeys */.d, ...settings_balancing/* balancerKeys */.jW }).map((path) => ({
        reads: [path, 'mode'],
        judge: (settings) => isSingle(settings) && (0,resolve/* isGiven */.qR)(settings, path)
            ? {
                message: 'A single-instance environment has no load balancer.',
                fix: `Remove ${path}, or write mode: high-availability.`,
            }
            : undefined,
    })),
];

;// CONCATENATED MODULE: ./lib/settings/rules/network.js





const network_own = ['network.zones', 'network.private', 'network.exit'];
const existing = ['network.vpc', 'network.public-subnets', 'network.instance-subnets', 'network.data-subnets'];
/** Where the instances stand, and how the world reaches them. */
const networkRules = [
    ...privateRules,
    ...domainRules,
    {
        reads: [...network_own, ...existing],
        judge: (settings) => {
            const [mine, theirs] = [network_own, existing].map((paths) => paths.find((path) => (0,resolve/* isGiven */.qR)(settings, path)));
            return mine !== undefined && theirs !== undefined
                ? {
                    message: `${mine} is for a network of its own, and ${theirs} for an existing one.`,
                    fix: `Write ${mine.replace('network.', '')}, or vpc and its subnets.`,
                }
                : undefined;
        },
    },
    {
        reads: ['network.vpc', 'network.public-subnets'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'network.vpc') && !(0,resolve/* isGiven */.qR)(settings, 'network.public-subnets')
            ? { message: 'An existing VPC needs network.public-subnets.', fix: 'List the ids of its public subnets.' }
            : undefined,
    },
    {
        reads: ['network.public-subnets', 'network.instance-subnets', 'network.data-subnets', 'network.vpc'],
        judge: (settings) => {
            const subnets = ['public', 'instance', 'data'].some((tier) => (0,resolve/* isGiven */.qR)(settings, `network.${tier}-subnets`));
            return subnets && !(0,resolve/* isGiven */.qR)(settings, 'network.vpc')
                ? { message: 'Subnets need the VPC that they belong to.', fix: 'Write network.vpc.' }
                : undefined;
        },
    },
    { reads: ['network.public-subnets', 'mode'], judge: (settings) => oneZone(settings, 'network.public-subnets') },
    { reads: ['network.instance-subnets', 'mode'], judge: (settings) => oneZone(settings, 'network.instance-subnets') },
    {
        reads: ['tls.certificate', 'mode'],
        judge: (settings) => isSingle(settings) && (0,resolve/* isGiven */.qR)(settings, 'tls.certificate')
            ? {
                message: 'ACM certificates work at a load balancer, and a single-instance environment has none.',
                fix: 'Remove tls.certificate, or write mode: high-availability.',
            }
            : undefined,
    },
    {
        reads: ['tls.policy', 'tls.certificate', 'domain.name'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'tls.policy') &&
            !(0,resolve/* isGiven */.qR)(settings, 'tls.certificate') &&
            (isSingle(settings) || !(0,resolve/* isGiven */.qR)(settings, 'domain.name'))
            ? {
                message: 'Without tls.certificate, or a domain.name of a load balancer, there is no TLS that tls.policy could be for.',
                fix: 'Write both or none.',
            }
            : undefined,
    },
    {
        reads: ['tls.certificate', 'region'],
        judge: (settings) => {
            const region = (0,resolve/* valueAt */.fK)(settings, 'region');
            const [, , , home] = (0,resolve/* valueAt */.fK)(settings, 'tls.certificate')?.split(':') ?? [];
            return region === undefined || home === undefined || home === region
                ? undefined
                : {
                    message: `The certificate is in ${home}, and the load balancer in ${cite(settings, 'region')}.`,
                    fix: 'Use a certificate of the same region.',
                };
        },
    },
];
/** A load balancer wants subnets in two zones at least, and so does an environment that survives the loss of one. */
function oneZone(settings, path) {
    if (isSingle(settings) || !(0,resolve/* isGiven */.qR)(settings, path) || (0,resolve/* valueAt */.fK)(settings, path)?.length !== 1)
        return undefined;
    const message = `${path} has one subnet: high-availability needs two at least, in different zones.`;
    return { message, fix: 'List another subnet, or write mode: single-instance.' };
}

;// CONCATENATED MODULE: ./lib/settings/rules/notifications.js

/** A topic of the environment's own, or one that is there: whoever writes both means one of them. */
const notificationRules = [
    {
        reads: ['notifications.topic', 'notifications.to'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'notifications.topic') && (0,resolve/* isGiven */.qR)(settings, 'notifications.to')
            ? {
                message: 'A topic that is there has its own recipients.',
                fix: 'Remove notifications.to and subscribe them to the topic, or remove notifications.topic.',
            }
            : undefined,
    },
];

// EXTERNAL MODULE: ./lib/platforms/index.js + 25 modules
var platforms = __webpack_require__(6404);
;// CONCATENATED MODULE: ./lib/settings/rules/source.js



/** What is deployed, and under which names. */
const sourceRules = [
    required('application', 'Write application: in the file, or give the input application.'),
    required('environment', 'Write environment: in the file, or give the input environment.'),
    required('region', 'Write region: in the file, give the input aws-region, or set AWS_REGION.'),
    {
        reads: ['platform.version', 'platform.name'],
        judge: (settings) => {
            const name = (0,resolve/* valueAt */.fK)(settings, 'platform.name');
            const version = (0,resolve/* valueAt */.fK)(settings, 'platform.version');
            const offered = name === undefined ? [] : platforms/* platforms */.B[name].versions.map((one) => one.version);
            return version === undefined || name === undefined || offered.includes(version)
                ? undefined
                : {
                    message: `"${version}" is not a version of ${name} that is offered.`,
                    fix: `Accepted: ${offered.join(', ')}.`,
                };
        },
    },
    {
        reads: ['build', 'artifact'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'artifact') && (0,resolve/* isGiven */.qR)(settings, 'build')
            ? { message: 'An artifact is deployed as it is, so nothing would be built.', fix: 'Remove build or artifact.' }
            : undefined,
    },
    {
        reads: ['source', 'artifact'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, 'artifact') && (0,resolve/* isGiven */.qR)(settings, 'source')
            ? { message: 'An artifact is deployed in place of the source tree.', fix: 'Remove source or artifact.' }
            : undefined,
    },
    {
        reads: ['tags'],
        judge: (settings) => {
            const count = Object.keys((0,resolve/* membersAt */.n7)(settings, 'tags')).length;
            return count > schema/* maxTags */.MH
                ? { message: `There are ${count} tags.`, fix: `Accepted: at most ${schema/* maxTags */.MH}; AWS takes 50, and some are ours.` }
                : undefined;
        },
    },
];
function required(path, fix) {
    return {
        reads: [path],
        judge: (settings) => ((0,resolve/* valueAt */.fK)(settings, path) === undefined ? { message: `No ${path} is set.`, fix } : undefined),
    };
}

;// CONCATENATED MODULE: ./lib/settings/rules/variables.js

/** Variables that mean something to us, too. */
const variableRules = [
    {
        // A reference is read on the instance, which says the same.
        reads: ['variables.PORT'],
        judge: (settings) => {
            const port = (0,resolve/* membersAt */.n7)(settings, 'variables')['PORT'];
            return port === undefined || port.kind !== 'plain' || isPort(port.value)
                ? undefined
                : {
                    message: 'PORT is not a port that the application could listen on, behind the proxy at port 80.',
                    fix: 'Accepted: a whole number from 1024 to 65000; or remove it, and the platform has one.',
                };
        },
    },
    {
        reads: ['variables', 'environment'],
        judge: (settings) => {
            const environment = (0,resolve/* valueAt */.fK)(settings, 'environment');
            const variables = Object.entries((0,resolve/* membersAt */.n7)(settings, 'variables'));
            const [variable] = variables.find(([, one]) => one.kind === 'environment' && one.name === environment) ?? [];
            return variable === undefined
                ? undefined
                : {
                    message: `${variable} refers to the very environment that is deployed.`,
                    fix: 'Name another environment of the application, or remove it.',
                };
        },
    },
];
function isPort(text) {
    return /^\d{4,5}$/.test(text) && Number(text) >= 1_024 && Number(text) <= 65_000;
}

// EXTERNAL MODULE: ./lib/settings/keys.js + 14 modules
var keys = __webpack_require__(5181);
;// CONCATENATED MODULE: ./lib/settings/rules/worker.js



/** Policies that need a load balancer. */
const worker_byRequests = new Set(['canary', 'blue-green']);
/** The queue of a worker environment, and which keys belong to which tier. */
const workerRules = [
    ...Object.entries(keys/* keys */.HP).flatMap(([path, { tier }]) => (tier === undefined ? [] : [inTier(path, tier)])),
    {
        reads: ['deploy.policy', 'tier'],
        judge: (settings) => (0,resolve/* valueAt */.fK)(settings, 'tier') === 'worker' && worker_byRequests.has((0,resolve/* valueAt */.fK)(settings, 'deploy.policy'))
            ? {
                message: `A worker environment has no policy ${(0,resolve/* valueAt */.fK)(settings, 'deploy.policy')}: a queue cannot be shared out by percent.`,
                fix: 'Choose all-at-once, rolling, rolling-with-additional-batch, immutable or in-place.',
            }
            : undefined,
    },
    ...['worker.fifo', 'worker.retention', 'worker.max-receives'].map((path) => ({
        reads: [path, 'worker.queue'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, path) && (0,resolve/* isGiven */.qR)(settings, 'worker.queue')
            ? {
                message: `${cite(settings, path)} is a property of a queue that the environment makes; worker.queue is your own.`,
                fix: `Remove ${path} and set it on your queue, or remove worker.queue.`,
            }
            : undefined,
    })),
    ...['worker.queue', 'worker.dead-letter-queue'].map((path) => ({ reads: [path, 'region'], judge: (settings) => worker_otherRegion(settings, path) })),
    {
        reads: ['worker.dead-letter-queue', 'worker.queue', 'worker.fifo'],
        judge: (settings) => {
            const dead = (0,resolve/* valueAt */.fK)(settings, 'worker.dead-letter-queue');
            const queue = (0,resolve/* valueAt */.fK)(settings, 'worker.queue');
            const fifo = queue === undefined ? (0,resolve/* valueAt */.fK)(settings, 'worker.fifo') : isFifo(queue);
            if (dead === undefined || isFifo(dead) === fifo)
                return undefined;
            const message = `The dead-letter queue "${dead.name}" is ${fifo ? 'no' : 'a'} FIFO queue, and the queue is ${fifo ? 'one' : 'none'}.`;
            return { message, fix: 'SQS wants both of one kind: choose another dead-letter queue, or change worker.fifo.' };
        },
    },
];
function inTier(path, tier) {
    const words = {
        web: { what: 'the web tier', why: 'a worker environment has no load balancer' },
        worker: { what: 'the worker tier', why: 'this environment has no queue' },
    }[tier];
    return {
        reads: [path, 'tier'],
        judge: (settings) => (0,resolve/* isGiven */.qR)(settings, path) && (0,resolve/* valueAt */.fK)(settings, 'tier') !== tier
            ? { message: `${path} is for ${words.what}: ${words.why}.`, fix: `Remove ${path}, or write tier: ${tier}.` }
            : undefined,
    };
}
function worker_otherRegion(settings, path) {
    const home = (0,resolve/* valueAt */.fK)(settings, path)?.region;
    const region = (0,resolve/* valueAt */.fK)(settings, 'region');
    if (home === undefined || region === undefined || home === region)
        return undefined;
    return {
        message: `The queue is in ${home}, and the environment in ${cite(settings, 'region')}.`,
        fix: 'Use a queue of the same region.',
    };
}
function isFifo({ name }) {
    return name.endsWith('.fifo');
}

;// CONCATENATED MODULE: ./lib/settings/rules/judge.js
















const rules = [
    ...sourceRules,
    ...instanceRules,
    ...deployRules,
    ...networkRules,
    ...balancingRules,
    ...guestRules,
    ...databaseRules,
    ...cacheRules,
    ...capacityRules,
    ...logRules,
    ...notificationRules,
    ...variableRules,
    ...workerRules,
    ...iamRules,
];
/** What is wrong with the settings as a whole. */
function judge(resolved) {
    return rules.flatMap((rule) => {
        if (rule.reads.some((path) => (0,resolve/* isBroken */.Qr)(resolved, path)))
            return [];
        const verdict = rule.judge(resolved);
        if (verdict === undefined)
            return [];
        const path = rule.reads.find((candidate) => isSaid(resolved, candidate)) ?? rule.reads[0] ?? '';
        return [{ source: sourceOf(resolved, path), path, ...verdict }];
    });
}
/** Whether somebody wrote a key, or a member of a group whose names are the user's own. */
function isSaid(resolved, path) {
    if ((0,resolve/* isGiven */.qR)(resolved, path))
        return true;
    const { names } = (0,schema/* groupAt */.DL)(path) ?? {};
    return names !== undefined && [...resolved.entries.keys()].some((member) => member.startsWith(`${path}.`));
}
/** Who set a key, or the last member of a group. */
function sourceOf({ entries }, path) {
    const member = [...entries.keys()].findLast((candidate) => candidate.startsWith(`${path}.`)) ?? '';
    return (entries.get(path) ?? entries.get(member))?.source ?? { kind: 'default' };
}

;// CONCATENATED MODULE: ./lib/settings/settle-data.js


/** The database, its own or one from outside; none where no engine is named. */
function databaseFrom(resolved) {
    const engine = (0,resolve/* valueAt */.fK)(resolved, 'database.engine');
    if (engine === undefined)
        return undefined;
    const endpoint = (0,resolve/* valueAt */.fK)(resolved, 'database.endpoint');
    return endpoint === undefined ? settle_data_own(resolved, engine) : outside(resolved, engine, endpoint);
}
/** The cache; none where no engine is named. */
function cacheFrom(resolved) {
    const engine = (0,resolve/* valueAt */.fK)(resolved, 'cache.engine');
    if (engine === undefined)
        return undefined;
    const version = (0,resolve/* valueAt */.fK)(resolved, 'cache.version') ?? settings_engines/* cacheVersions */.Yd[engine][0] ?? '';
    if ((0,resolve/* valueAt */.fK)(resolved, 'cache.serverless') === true) {
        return { engine, version, size: { kind: 'serverless', storage: (0,resolve/* valueAt */.fK)(resolved, 'cache.max-storage') ?? 1 } };
    }
    const type = (0,resolve/* valueAt */.fK)(resolved, 'cache.node-type') ?? 'cache.t4g.micro';
    const usual = (0,resolve/* valueAt */.fK)(resolved, 'mode') === 'high-availability' ? 2 : 1;
    return { engine, version, size: { kind: 'nodes', type, count: (0,resolve/* valueAt */.fK)(resolved, 'cache.nodes') ?? usual } };
}
function settle_data_own(resolved, engine) {
    const { aurora, versions, exact, standby } = settings_engines/* engines */.sP[engine];
    const snapshot = (0,resolve/* valueAt */.fK)(resolved, 'database.snapshot');
    const name = settle_data_nameOf(resolved, engine);
    const deletionPolicy = (0,resolve/* valueAt */.fK)(resolved, 'database.deletion-policy') ?? (isPreview(resolved) ? 'delete' : 'snapshot');
    return {
        kind: 'own',
        engine,
        version: (0,resolve/* valueAt */.fK)(resolved, 'database.version') ?? exact ?? versions[0] ?? '',
        ...(aurora ? capacity(resolved) : machine(resolved, engine)),
        multiAz: (0,resolve/* valueAt */.fK)(resolved, 'database.multi-az') ?? (standby && (0,resolve/* valueAt */.fK)(resolved, 'mode') === 'high-availability'),
        ...(name === undefined ? {} : { name }),
        user: (0,resolve/* valueAt */.fK)(resolved, 'database.user') ?? 'app',
        backups: (0,resolve/* valueAt */.fK)(resolved, 'database.backups') ?? 7,
        ...(snapshot === undefined ? {} : { snapshot }),
        deletionPolicy,
        deletionProtection: (0,resolve/* valueAt */.fK)(resolved, 'database.deletion-protection') ?? deletionPolicy !== 'delete',
        allowMajorUpgrade: (0,resolve/* valueAt */.fK)(resolved, 'database.allow-major-upgrade') ?? false,
    };
}
function machine(resolved, engine) {
    const size = (0,resolve/* valueAt */.fK)(resolved, 'database.storage') ?? 20;
    return {
        class: (0,resolve/* valueAt */.fK)(resolved, 'database.class') ?? settings_engines/* engines */.sP[engine].class ?? '',
        storage: { size, most: (0,resolve/* valueAt */.fK)(resolved, 'database.max-storage') ?? Math.min(size * 5, 65_536) },
    };
}
function capacity(resolved) {
    const min = (0,resolve/* valueAt */.fK)(resolved, 'database.min-capacity') ?? 0.5;
    return { capacity: { min, max: (0,resolve/* valueAt */.fK)(resolved, 'database.max-capacity') ?? Math.max(4, min) } };
}
function outside(resolved, engine, endpoint) {
    const [host = '', port] = endpoint.split(':');
    const name = settle_data_nameOf(resolved, engine);
    const securityGroup = (0,resolve/* valueAt */.fK)(resolved, 'database.security-group');
    return {
        kind: 'outside',
        engine,
        host,
        port: port === undefined ? settings_engines/* engines */.sP[engine].port : Number(port),
        secret: (0,resolve/* valueAt */.fK)(resolved, 'database.secret') ?? '',
        ...(name === undefined ? {} : { name }),
        ...(securityGroup === undefined ? {} : { securityGroup }),
    };
}
/** SQL Server is made without a database; Oracle calls its own by eight letters at most. */
function settle_data_nameOf(resolved, engine) {
    const usual = { postgres: 'app', mysql: 'app', mariadb: 'app', sqlserver: undefined, oracle: 'ORCL' };
    return (0,resolve/* valueAt */.fK)(resolved, 'database.name') ?? usual[settings_engines/* engines */.sP[engine].family];
}
/** A preview lives as long as its pull request, and so does what is in it. */
function isPreview(resolved) {
    return /^pr-\d+$/.test((0,resolve/* valueAt */.fK)(resolved, 'environment') ?? '');
}

// EXTERNAL MODULE: ./lib/settings/tracing.js
var tracing = __webpack_require__(9139);
;// CONCATENATED MODULE: ./lib/settings/settle-observed.js



/** Where traces, log lines and alarms go; nothing of what goes nowhere. */
function observedFrom(resolved) {
    return { ...(0,tracing/* tracerFrom */.u)((0,resolve/* valueAt */.fK)(resolved, 'tracing')), ...logsFrom(resolved), ...notificationsFrom(resolved) };
}
function notificationsFrom(resolved) {
    const [to, topic] = [(0,resolve/* valueAt */.fK)(resolved, 'notifications.to'), (0,resolve/* valueAt */.fK)(resolved, 'notifications.topic')];
    if (topic !== undefined)
        return { notifications: { kind: 'existing', topic } };
    return to === undefined ? {} : { notifications: { kind: 'own', to } };
}
function logsFrom(resolved) {
    if ((0,resolve/* valueAt */.fK)(resolved, 'logs.stream') !== true)
        return {};
    const isPreview = (0,preview/* previewOf */.o)((0,resolve/* valueAt */.fK)(resolved, 'environment') ?? '') !== undefined;
    return {
        logs: {
            retention: (0,resolve/* valueAt */.fK)(resolved, 'logs.retention') ?? 7,
            deletionPolicy: (0,resolve/* valueAt */.fK)(resolved, 'logs.deletion-policy') ?? (isPreview ? 'delete' : 'retain'),
            files: (0,resolve/* valueAt */.fK)(resolved, 'logs.files') ?? [],
            health: (0,resolve/* valueAt */.fK)(resolved, 'logs.health') ?? false,
            metrics: (0,resolve/* valueAt */.fK)(resolved, 'logs.metrics') ?? [],
        },
    };
}

;// CONCATENATED MODULE: ./lib/settings/sure.js

/** The value of a key that some rule has made sure of. */
function sure(resolved, path) {
    const value = (0,resolve/* valueAt */.fK)(resolved, path);
    if (value === undefined)
        throw new Error(`No rule made sure of ${path}. Please report this.`);
    return value;
}
/** A member that is left out when there is nothing to say. */
function optional(name, value) {
    return (value === undefined ? {} : { [name]: value });
}

;// CONCATENATED MODULE: ./lib/settings/settle-network.js


/** The network; its way out is the application's, so only what the file says to every environment counts. */
function networkFrom(resolved, shared) {
    const vpc = (0,resolve/* valueAt */.fK)(resolved, 'network.vpc');
    if (vpc === undefined) {
        return {
            kind: 'own',
            zones: sure(resolved, 'network.zones'),
            private: sure(resolved, 'network.private'),
            ...optional('exit', (0,resolve/* valueAt */.fK)(shared, 'network.exit')),
        };
    }
    return {
        kind: 'existing',
        vpc,
        publicSubnets: sure(resolved, 'network.public-subnets'),
        instanceSubnets: sure(resolved, 'network.instance-subnets'),
        dataSubnets: sure(resolved, 'network.data-subnets'),
    };
}
/** What the load balancer is; where there is none, nobody looks. */
function loadBalancerFrom(resolved) {
    return {
        scheme: (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.scheme') ?? 'internet-facing',
        idleTimeout: (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.idle-timeout') ?? 60,
        ...optional('stickiness', (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.stickiness')),
        ...optional('accessLogs', (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.access-logs')),
        ...optional('type', (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.type')),
        ...optional('lend', (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.lend')),
        ...optional('guest', guestFrom(resolved)),
    };
}
function guestFrom(resolved) {
    const balancer = (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.shared');
    if (balancer === undefined)
        return undefined;
    return {
        balancer,
        hosts: settle_network_named(resolved, sure(resolved, 'load-balancer.hosts')),
        ...optional('paths', (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.paths')),
        ...optional('priority', (0,resolve/* valueAt */.fK)(resolved, 'load-balancer.priority')),
    };
}
/** Host names with the name of the environment in its place. */
function settle_network_named(resolved, hosts) {
    return hosts.map((host) => host.replaceAll('{environment}', sure(resolved, 'environment').toLowerCase()));
}
/** What stands behind a load balancer and at its ports; nothing where nobody says. */
function balancingFrom(resolved) {
    const rules = Object.entries((0,resolve/* membersAt */.n7)(resolved, 'rules')).map(([name, rule]) => [name, { ...rule, ...optional('hosts', rule.hosts && settle_network_named(resolved, rule.hosts)) }]);
    return {
        ...optional('processes', some((0,resolve/* membersAt */.n7)(resolved, 'processes'))),
        ...optional('listeners', some((0,resolve/* membersAt */.n7)(resolved, 'listeners'))),
        ...optional('rules', some(Object.fromEntries(rules))),
    };
}
/** By name, so that the order in which they were written does not change the template. */
function some(members) {
    const entries = Object.entries(members).sort(([one], [other]) => (one < other ? -1 : 1));
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
/** The name is the environment's; the zone is the application's, so only what the file says to every environment counts. */
function domainFrom(resolved, shared) {
    return {
        ...optional('name', (0,resolve/* valueAt */.fK)(resolved, 'domain.name')),
        ...optional('zone', (0,resolve/* valueAt */.fK)(shared, 'domain.zone')),
    };
}
/** What a single instance is to ask an authority for. */
function acmeFrom(resolved) {
    const directory = (0,resolve/* valueAt */.fK)(resolved, 'tls.acme');
    return directory === undefined ? undefined : { directory, redirect: (0,resolve/* valueAt */.fK)(resolved, 'tls.redirect') ?? false };
}

// EXTERNAL MODULE: ./lib/settings/settings.js
var settings = __webpack_require__(3152);
;// CONCATENATED MODULE: ./lib/settings/settle.js









/** Turns keys that were found right into the shape that the other stages use. `shared`: what the file says to every environment. */
function settingsFrom(resolved, shared) {
    return {
        application: sure(resolved, 'application'),
        environment: sure(resolved, 'environment'),
        region: sure(resolved, 'region'),
        tier: sure(resolved, 'tier'),
        mode: sure(resolved, 'mode'),
        source: sure(resolved, 'source'),
        ...optional('artifact', (0,resolve/* valueAt */.fK)(resolved, 'artifact')),
        ...optional('build', (0,resolve/* valueAt */.fK)(resolved, 'build')),
        ...optional('label', (0,resolve/* valueAt */.fK)(resolved, 'label')),
        platform: {
            ...optional('name', (0,resolve/* valueAt */.fK)(resolved, 'platform.name')),
            ...optional('version', (0,resolve/* valueAt */.fK)(resolved, 'platform.version')),
        },
        instances: instancesFrom(resolved),
        scaling: scalingFrom(resolved),
        health: healthFrom(resolved),
        deploy: deployFrom(resolved),
        branches: (0,resolve/* membersAt */.n7)(resolved, 'branches'),
        preview: { lifetime: sure(resolved, 'preview.lifetime') },
        versions: { keep: sure(resolved, 'versions.keep'), ...optional('maxDays', (0,resolve/* valueAt */.fK)(resolved, 'versions.max-days')) },
        variables: (0,resolve/* membersAt */.n7)(resolved, 'variables'),
        staticFiles: (0,resolve/* membersAt */.n7)(resolved, 'static-files'),
        ...observedFrom(resolved),
        tags: (0,resolve/* membersAt */.n7)(resolved, 'tags'),
        sharedTags: (0,resolve/* membersAt */.n7)(shared, 'tags'),
        network: networkFrom(resolved, shared),
        loadBalancer: loadBalancerFrom(resolved),
        ...balancingFrom(resolved),
        domain: domainFrom(resolved, shared),
        ...optional('database', databaseFrom(resolved)),
        ...optional('cache', cacheFrom(resolved)),
        iam: { statements: (0,resolve/* valueAt */.fK)(resolved, 'iam.statements') ?? [], services: (0,resolve/* valueAt */.fK)(shared, 'iam.services') ?? [] },
        resources: (0,resolve/* membersAt */.n7)(resolved, 'resources'),
        sharedResources: (0,resolve/* membersAt */.n7)(shared, 'resources'),
        outputs: (0,resolve/* membersAt */.n7)(resolved, 'outputs'),
        ...optional('worker', (0,resolve/* valueAt */.fK)(resolved, 'tier') === 'worker' ? workerFrom(resolved) : undefined),
        tls: {
            ...optional('certificate', (0,resolve/* valueAt */.fK)(resolved, 'tls.certificate')),
            policy: (0,resolve/* valueAt */.fK)(resolved, 'tls.policy') ?? keys/* defaultTlsPolicy */.vD,
            ...optional('acme', acmeFrom(resolved)),
        },
    };
}
function instancesFrom(resolved) {
    return {
        type: sure(resolved, 'instances.type'),
        architecture: sure(resolved, 'instances.architecture'),
        min: sure(resolved, 'instances.min'),
        max: sure(resolved, 'instances.max'),
        ...optional('hours', (0,resolve/* valueAt */.fK)(resolved, 'instances.hours')),
        volume: sure(resolved, 'instances.volume'),
        volumeType: sure(resolved, 'instances.volume-type'),
        ...optional('volumeIops', (0,resolve/* valueAt */.fK)(resolved, 'instances.volume-iops')),
        ...optional('volumeThroughput', (0,resolve/* valueAt */.fK)(resolved, 'instances.volume-throughput')),
        otherTypes: (0,resolve/* valueAt */.fK)(resolved, 'instances.other-types') ?? [],
        ...optional('spot', (0,resolve/* valueAt */.fK)(resolved, 'instances.spot')),
        securityGroups: (0,resolve/* valueAt */.fK)(resolved, 'instances.security-groups') ?? [],
        ...optional('keyPair', (0,resolve/* valueAt */.fK)(resolved, 'instances.key-pair')),
        ...optional('sshFrom', (0,resolve/* valueAt */.fK)(resolved, 'instances.ssh-from')),
        ...optional('image', (0,resolve/* valueAt */.fK)(resolved, 'instances.image')),
        ...optional('packer', (0,resolve/* valueAt */.fK)(resolved, 'instances.packer')),
    };
}
function scalingFrom(resolved) {
    return {
        ...optional('cpu', (0,resolve/* valueAt */.fK)(resolved, 'scaling.cpu')),
        ...optional('requests', (0,resolve/* valueAt */.fK)(resolved, 'scaling.requests')),
        ...optional('trigger', (0,resolve/* valueAt */.fK)(resolved, 'scaling.trigger')),
        schedules: (0,resolve/* valueAt */.fK)(resolved, 'scaling.schedules') ?? [],
    };
}
function healthFrom(resolved) {
    return {
        path: sure(resolved, 'health.path'),
        codes: sure(resolved, 'health.codes'),
        interval: sure(resolved, 'health.interval'),
        timeout: sure(resolved, 'health.timeout'),
        healthyThreshold: usual(resolved, 'health.healthy-threshold'),
        unhealthyThreshold: usual(resolved, 'health.unhealthy-threshold'),
        successes: sure(resolved, 'health.successes'),
        deadline: sure(resolved, 'health.deadline'),
    };
}
function deployFrom(resolved) {
    const policy = (0,resolve/* valueAt */.fK)(resolved, 'deploy.policy') ?? keys/* defaultPolicy */.G4;
    return {
        // One instance is a fleet of one: its new instance is the additional batch.
        policy,
        batch: (0,resolve/* valueAt */.fK)(resolved, 'deploy.batch') ?? { kind: 'count', count: 1 },
        ...(policy === 'canary' ? { canary: (0,resolve/* valueAt */.fK)(resolved, 'deploy.canary') ?? settings_canary/* defaultCanary */.qv } : {}),
        ...(slotted(resolved) ? { keep: (0,resolve/* valueAt */.fK)(resolved, 'deploy.keep') ?? defaultKeep } : {}),
        timeout: sure(resolved, 'deploy.timeout'),
        drain: sure(resolved, 'deploy.drain'),
        bake: sure(resolved, 'deploy.bake'),
        limit: sure(resolved, 'deploy.limit'),
        allowOlder: sure(resolved, 'deploy.allow-older'),
        onCancel: sure(resolved, 'deploy.on-cancel'),
        ignoreAlarms: sure(resolved, 'deploy.ignore-alarms'),
        allowReplacement: (0,resolve/* valueAt */.fK)(resolved, 'deploy.allow-replacement') ?? [],
        ...optional('once', (0,resolve/* valueAt */.fK)(resolved, 'deploy.once')),
    };
}
function workerFrom(resolved) {
    const queue = (0,resolve/* valueAt */.fK)(resolved, 'worker.queue');
    return {
        ...optional('queue', queue),
        ...optional('deadLetterQueue', (0,resolve/* valueAt */.fK)(resolved, 'worker.dead-letter-queue')),
        fifo: queue === undefined ? sure(resolved, 'worker.fifo') : queue.name.endsWith('.fifo'),
        path: sure(resolved, 'worker.path'),
        mimeType: sure(resolved, 'worker.mime-type'),
        concurrency: sure(resolved, 'worker.concurrency'),
        connectTimeout: sure(resolved, 'worker.connect-timeout'),
        inactivityTimeout: sure(resolved, 'worker.inactivity-timeout'),
        visibilityTimeout: sure(resolved, 'worker.visibility-timeout'),
        errorVisibilityTimeout: sure(resolved, 'worker.error-visibility-timeout'),
        retention: sure(resolved, 'worker.retention'),
        maxReceives: sure(resolved, 'worker.max-receives'),
        cron: sure(resolved, 'worker.cron'),
        backlog: sure(resolved, 'worker.backlog'),
        maxAge: sure(resolved, 'worker.max-age'),
    };
}
/** The value of a key that may belong to another tier: then what it is there. */
function usual(resolved, path) {
    return (0,resolve/* valueAt */.fK)(resolved, path) ?? keys/* keys */.HP[path]?.default?.[settings/* modes */.nI[0]];
}

;// CONCATENATED MODULE: ./lib/settings/parse.js












/** Reads all sources, strongest last: defaults, event, `.ebextensions`, file, its sections, inputs, `set`. Throws every mistake at once. */
function parseSettings(raw) {
    const file = raw.file === undefined ? noFile : readFile(raw.file);
    const inputs = [readInputs(raw.inputs), readSet(raw.inputs['set'] ?? '')];
    const written = [file.base, ...inputs];
    const event = unlessWritten(readEvent(environmentFor(raw.event, (0,resolve/* resolve */.hd)(written))), [
        ...written,
        ...file.sections.map(({ layer }) => layer),
    ]);
    const environment = (0,resolve/* resolve */.hd)([event, ...written]).entries.get('environment')?.value;
    const name = typeof environment === 'string' ? environment : '';
    const own = [...(0,settings_sections/* sectionsFor */.AD)(file.sections, raw.like ?? name).map(({ layer }) => layer), ...inputs];
    const source = (0,resolve/* valueAt */.fK)((0,resolve/* resolve */.hd)([event, file.base, ...own]), 'source');
    const extensions = source === undefined ? [] : readExtensions(raw.extensions?.(source) ?? []);
    const common = [...extensions, file.base];
    const resolved = (0,resolve/* resolve */.hd)([event, ...((0,preview/* previewOf */.o)(name) === undefined ? common : (0,preview/* asPreview */.j)(common, own)), ...own]);
    const findings = [
        ...findingsIn(file),
        ...sharedNames(file),
        ...[event, ...extensions, ...inputs].flatMap((layer) => layer.findings),
        ...(file.understood ? judge(resolved) : []),
    ];
    if (findings.length > 0)
        throw failure(findings);
    return { settings: settingsFrom(resolved, (0,resolve/* resolve */.hd)([...extensions, file.base])), provenance: (0,resolve/* provenanceOf */.Jj)(resolved) };
}
/** Why there is nothing to do when nobody says which environment; nothing when somebody does, or when it is a mistake. */
function emptyHanded(raw) {
    const file = raw.file === undefined ? noFile : readFile(raw.file);
    return nothingFor(raw.event, (0,resolve/* resolve */.hd)([file.base, readInputs(raw.inputs), readSet(raw.inputs['set'] ?? '')]));
}
/** A mistake in what the event gives is none as long as somebody says otherwise. */
function unlessWritten(event, written) {
    const isWritten = ({ path }) => written.some(({ entries }) => entries.has(path));
    return { ...event, findings: event.findings.filter((finding) => !isWritten(finding)) };
}
function findingsIn(file) {
    return [...file.findings, ...file.base.findings, ...file.sections.flatMap(({ layer }) => layer.findings)];
}
function failure(findings) {
    const problems = (0,settings_layer/* problemsOf */.GW)(findings);
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const fix = 'Correct what is listed and run again; nothing was touched.';
    return new errors/* BeanpoleError */.R('settings', `The settings have ${count}.`, { fix, problems });
}

;// CONCATENATED MODULE: ./lib/commands/settings.js


/** The settings file that is read unless the input `config` names another. */
const usualFile = 'beanpole.yml';
/**
 * Reads and judges everything that was asked for; every mistake is reported at once, before anything is touched. `like`: the environment whose sections of the file count instead
 * of those of the named one.
 */
function readSettings(world, like) {
    const { inputs, event } = world;
    const file = settingsFile(world);
    const extensions = (source) => extensionFiles(source, world);
    return parseSettings({
        inputs,
        event,
        extensions,
        ...(file === undefined ? {} : { file }),
        ...(like === undefined ? {} : { like }),
    });
}
/** Path of the settings file, relative to the workspace. */
function settingsName(inputs) {
    return (inputs['config'] ?? usualFile).replace(/^(\.\/)+/, '');
}
/** Why there is nothing to do, when the event or the map of branches says so. */
function nothingToDo(world) {
    const { inputs, event } = world;
    const file = settingsFile(world);
    return emptyHanded({ inputs, event, ...(file === undefined ? {} : { file }) });
}
/** What a run that failed was about, as far as the settings tell. */
function namesIn(world) {
    try {
        const { application, environment } = readSettings(world).settings;
        return { application, environment };
    }
    catch {
        return {};
    }
}
/** Files of a Beanstalk source tree that say how its environments are. */
function extensionFiles(source, { workspace, files }) {
    const directory = `${source}/.ebextensions`;
    const place = `${workspace.root}/${directory}`;
    if (files.inspect(place)?.kind !== 'directory')
        return [];
    const names = files.list(place).map(({ name }) => Buffer.from(name).toString());
    const configurations = names.filter((name) => name.endsWith('.config'));
    return configurations.map((name) => ({
        name: `${directory}/${name}`.replace(/^\.\//, ''),
        bytes: files.read(`${place}/${name}`),
    }));
}
/** A file that was asked for by name must be there; the usual one may be missing. */
function settingsFile({ inputs, workspace, files }) {
    const name = settingsName(inputs);
    const path = `${workspace.root}/${name}`;
    const kind = files.inspect(path)?.kind;
    if (kind === 'file' || kind === 'link')
        return { name, bytes: files.read(path) };
    if (name === usualFile)
        return undefined;
    throw new errors/* BeanpoleError */.R('settings', `The settings file "${name}" ${kind === undefined ? 'does not exist' : `is a ${kind}`}.`, {
        fix: 'Give the input `config` the path of a file, relative to the workspace.',
    });
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ unreachable),
/* harmony export */   R: () => (/* binding */ BeanpoleError)
/* harmony export */ });
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


/***/ }),

/***/ 6174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ readInputs),
/* harmony export */   v: () => (/* binding */ inputNames)
/* harmony export */ });
/* harmony import */ var _workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7217);

/** Every input of action.yml; a contract test holds the two together. */
const inputNames = [
    'command',
    'application',
    'environment',
    'config',
    'source',
    'artifact',
    'build',
    'version-label',
    'from',
    'platform',
    'tier',
    'mode',
    'set',
    'allow-older',
    'ignore-alarms',
    'aws-region',
    'github-token',
];
/** Reads the inputs of the step. */
function readInputs(env) {
    return Object.fromEntries(inputNames.map((name) => [name, (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .inputOf */ .wg)(name, env)]));
}


/***/ }),

/***/ 1372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ githubJournal)
/* harmony export */ });
/* harmony import */ var _workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7217);

/** The journal of a workflow step: a log group for each part, one annotation for the root cause. */
function githubJournal(now) {
    let open = false;
    let began = 0;
    const end = () => {
        if (!open)
            return;
        (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv)(`(${((now() - began) / 1000).toFixed(1)} s)`);
        (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .endGroup */ .N4)();
        open = false;
    };
    return {
        stage(title) {
            end();
            (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .startGroup */ .Oh)(title);
            open = true;
            began = now();
        },
        line: _workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv,
        warning: (text) => (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .annotate */ .fz)('warning', text),
        notice(title, text) {
            end();
            (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .annotate */ .fz)('notice', text, { title });
        },
        error(title, text, place) {
            end();
            (0,_workflow_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .annotate */ .fz)('error', text, { title, ...place });
        },
        progress: () => { },
        end,
    };
}


/***/ }),

/***/ 3205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ writeOutputs),
/* harmony export */   S: () => (/* binding */ writeSummary)
/* harmony export */ });
/** Sets the step's outputs, on failure too, so that later steps with `if: failure()` can use them. */
async function writeOutputs(outputs) {
    const { setOutput } = await toolkit();
    for (const [name, value] of Object.entries(outputs))
        setOutput(name, value);
}
/** GitHub drops a summary of more than 1 MiB whole. */
const summaryLimit = 1024 * 1024;
/** Adds Markdown to the job summary; does nothing where there is no summary (a terminal). */
async function writeSummary(markdown) {
    if (!process.env['GITHUB_STEP_SUMMARY'])
        return;
    const text = Buffer.byteLength(markdown) < summaryLimit ? markdown : `${markdown.slice(0, summaryLimit / 4)}\n\n(cut)\n`;
    const { summary } = await toolkit();
    await summary.addRaw(text).write();
}
/** It loads an HTTP client, which takes longer than all else before the first line; here, at the end, nobody waits for it. */
function toolkit() {
    return Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(421)]).then(__webpack_require__.bind(__webpack_require__, 6421));
}


/***/ }),

/***/ 1957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ startOf)
});

;// CONCATENATED MODULE: ./lib/github/call.js
/** Milliseconds that one request may take, and the longest that a report waits until GitHub can be asked again. */
const requestMs = 10_000;
const longestWaitMs = 10_000;
const tries = 3;
/**
 * Asks with a limit of time and again after what passes: 5xx, a broken connection, a short rate limit. What does not pass becomes one warning for each permission, as
 * the next requests would only say the same.
 */
function makeCaller({ sleep, warn }) {
    const refused = new Set();
    return async (permission, doing, ask) => {
        if (refused.has(permission))
            return undefined;
        for (let left = tries;; left -= 1) {
            try {
                return await ask({ signal: AbortSignal.timeout(requestMs) });
            }
            catch (error) {
                const wait = waitFor(error, tries - left);
                if (left > 1 && wait !== undefined) {
                    await sleep(wait);
                    continue;
                }
                refused.add(permission);
                warn(`${warning(error, permission, doing)} The deploy is not touched by that.`);
                return undefined;
            }
        }
    };
}
/** Milliseconds until another try has a chance; nothing when none has. */
function waitFor(error, tried) {
    const { status = 500, response } = error;
    if (isRateLimit(error)) {
        const after = Number(response?.headers?.['retry-after'] ?? Number.POSITIVE_INFINITY) * 1000;
        return after <= longestWaitMs ? after : undefined;
    }
    return status >= 500 ? 500 * 2 ** tried : undefined;
}
function isRateLimit(error) {
    const { status, response } = error;
    const { headers = {} } = response ?? {};
    const isOver = headers['retry-after'] !== undefined || String(headers['x-ratelimit-remaining']) === '0';
    return status === 429 || (status === 403 && isOver);
}
function warning(error, permission, doing) {
    const { status, message = String(error) } = error;
    if (isRateLimit(error))
        return `GitHub's rate limit is reached, so ${doing} was left out.`;
    if (status === 403 || status === 404) {
        return `GitHub refused ${doing}. Give the job \`permissions: { ${permission} }\`, or leave \`github-token\` empty to do without.`;
    }
    const short = message.length > 200 ? `${message.slice(0, 200)}…` : message;
    return `GitHub did not take part in ${doing}${status === undefined ? '' : ` (${status})`}: ${short}.`;
}

;// CONCATENATED MODULE: ./lib/github/api.js

/** Tells our own deployments from those that a job's `environment:` makes. */
const payload = { beanpole: true };
/** GitHub's REST API behind the port. Its code is loaded at the first use: most runs begin without it. */
function connectGitHub(connection) {
    const [owner = '', repo = ''] = connection.repository.split('/');
    const place = { owner, repo };
    const call = makeCaller(connection);
    let made;
    const octokit = () => {
        const { token, apiUrl } = connection;
        const options = apiUrl === undefined ? {} : { baseUrl: apiUrl };
        made ??= Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(413)]).then(__webpack_require__.bind(__webpack_require__, 2413)).then((module) => module.getOctokit(token, options));
        return made;
    };
    const office = { place, octokit, run: connection.run };
    return {
        compare: (base, head) => call('contents: read', 'comparing two commits (their dates decide instead)', (request) => compare(office, { base, head, request })),
        pull: (number) => call('pull-requests: read', `reading pull request #${number}`, async (request) => {
            const { data } = await (await octokit()).rest.pulls.get({ ...place, pull_number: number, request });
            return { state: data.state === 'closed' ? 'closed' : 'open', head: data.head?.sha ?? '' };
        }),
        comment: (pull, marker, write) => call('pull-requests: write', `commenting on pull request #${pull}`, (request) => comment(office, { pull, marker, write, request })),
        beginDeployment: (start) => call('deployments: write', 'making a deployment', (request) => begin(office, start, request)),
        endDeployment: (id, status) => call('deployments: write', 'telling how the deployment went', (request) => tell(office, { id, status, request })),
        retireDeployments: (environment) => call('deployments: write', 'ending the deployments', (request) => retire(office, environment, request)),
    };
}
/** Only the first page carries the files that differ, up to 300 with their patches; the word that we want is on each. */
async function compare({ place, octokit }, { base, head, request }) {
    const { rest } = await octokit();
    const wanted = { ...place, basehead: `${base}...${head}`, per_page: 1, page: 2, request };
    try {
        return (await rest.repos.compareCommitsWithBasehead(wanted)).data.status;
    }
    catch (error) {
        // A commit that was forced away, or that another repository has.
        if (error.status === 404)
            return undefined;
        throw error;
    }
}
async function comment({ place, octokit }, { pull, marker, write, request }) {
    const { rest, paginate } = await octokit();
    const pages = paginate.iterator(rest.issues.listComments, { ...place, issue_number: pull, per_page: 100, request });
    for await (const { data } of pages) {
        const found = data.find(({ body }) => body?.startsWith(marker));
        if (found === undefined)
            continue;
        const body = write(found.body);
        if (body !== undefined)
            await rest.issues.updateComment({ ...place, comment_id: found.id, body, request });
        return;
    }
    const body = write(undefined);
    if (body !== undefined)
        await rest.issues.createComment({ ...place, issue_number: pull, body, request });
}
async function begin(office, start, request) {
    const { environment, commit, transient, production } = start;
    if (await isDoubled(office, start, request))
        return undefined;
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
    if (!('id' in data))
        return undefined;
    const status = { state: 'in_progress', description: 'Beanpole is deploying' };
    await tell(office, { id: data.id, status, request });
    return data.id;
}
/** Whether the job has made a deployment by its own `environment:`: one of this commit that points to this run and is not ours. */
async function isDoubled({ place, octokit, run }, { commit, environment, transient }, request) {
    const { rest } = await octokit();
    const { data } = await rest.repos.listDeployments({ ...place, sha: commit, per_page: 30, request });
    const others = data.filter((one) => !isOurs(one.payload) && (transient || one.environment === environment));
    for (const { id } of others.slice(0, 10)) {
        const statuses = await rest.repos.listDeploymentStatuses({ ...place, deployment_id: id, per_page: 30, request });
        const isOfRun = (url) => url !== undefined && `${url}/`.includes(`/actions/runs/${run.id}/`);
        if (statuses.data.some(({ log_url: log, target_url: target }) => isOfRun(log) || isOfRun(target)))
            return true;
    }
    return false;
}
function isOurs(given) {
    return typeof given === 'object' && given !== null && 'beanpole' in given;
}
async function tell({ place, octokit, run }, { id, status, request }) {
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
async function retire(office, environment, request) {
    const { rest } = await office.octokit();
    const { data } = await rest.repos.listDeployments({ ...office.place, environment, per_page: 100, request });
    for (const { id } of data.filter((one) => isOurs(one.payload))) {
        const at = { ...office.place, deployment_id: id, per_page: 1, request };
        const [newest] = (await rest.repos.listDeploymentStatuses(at)).data;
        if (newest?.state === 'inactive')
            continue;
        const status = { state: 'inactive', description: 'The environment is gone' };
        await tell(office, { id, status, request });
    }
}

;// CONCATENATED MODULE: ./lib/github/event.js
/**
 * What an event means, by
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows. `checkout`: the commit that is checked out.
 */
function triggerOf(event, checkout) {
    switch (event.name) {
        case 'pull_request':
            return ofPullRequest(event);
        case 'pull_request_target':
            return ofPullRequestTarget(event, checkout);
        case 'workflow_run':
            return ofWorkflowRun(event, checkout);
        case 'release':
            return ofRelease(event);
        case 'push':
            return ofPush(event);
        case 'schedule':
            return { kind: 'act', command: 'prune', values: {} };
        case 'merge_group':
            return ofMergeGroup(event);
        // Someone pressed a button, or another tool asks: the inputs say what for. The branch still maps to its environment.
        default:
            return { kind: 'act', values: branchOf(event.ref) };
    }
}
/** The commit whose tree is deployed. `GITHUB_SHA` of a pull request is a merge commit that nobody wrote. */
function commitOf({ name, payload, sha }) {
    if (name === 'merge_group')
        return payload.at('merge_group').text('head_sha') ?? sha;
    return payload.at('pull_request', 'head').text('sha') ?? sha;
}
function ofPullRequest(event) {
    const pull = pullOf(event.payload);
    if (pull === undefined)
        return { kind: 'act', values: {} };
    return isFork(pull.from, event) ? skippedFork(pull) : preview(pull, event.payload);
}
function preview(pull, payload) {
    const command = payload.text('action') === 'closed' ? 'destroy' : 'deploy';
    return { kind: 'act', command, values: { environment: value(`pr-${pull.number}`, 'GITHUB_EVENT_PATH') }, pull };
}
/** This event runs with all rights of the base repository, so a fork's code must not come near it. */
function ofPullRequestTarget(event, checkout) {
    const pull = pullOf(event.payload);
    if (pull === undefined)
        return { kind: 'act', values: {} };
    if (!isFork(pull.from, event))
        return preview(pull, event.payload);
    // The event's own commit is the base branch, which is ours; whatever else is checked out is the fork's.
    const isOurs = checkout === undefined || checkout === event.sha;
    return isOurs ? skippedFork(pull) : refusedFork('pull_request_target', pull.from);
}
/** A workflow that runs after another one gets all rights back, whoever the other one ran for. */
function ofWorkflowRun(event, checkout) {
    const before = event.payload.at('workflow_run');
    const from = before.at('head_repository').text('full_name');
    const isTheirs = checkout !== undefined && checkout === before.text('head_sha');
    if (isFork(from, event) && isTheirs)
        return refusedFork('workflow_run', from);
    const branch = before.text('head_branch');
    const isPush = before.text('event') === 'push' && branch !== undefined && !isFork(from, event);
    return { kind: 'act', values: isPush ? { branch: value(branch, 'GITHUB_EVENT_PATH') } : {} };
}
function ofRelease({ payload }) {
    const release = payload.at('release');
    const tag = release.text('tag_name') ?? '';
    const action = payload.text('action');
    if (action !== 'published') {
        return skip(`Release ${tag} was ${action}`, 'A release is deployed when it is published; nothing is done now.');
    }
    const label = value(labelOf(tag), 'GITHUB_EVENT_PATH');
    // A pre-release is not meant for production; where it shall go is written, or nowhere.
    if (release.isTrue('prerelease'))
        return { kind: 'act', values: { label, unless: preRelease(tag) } };
    return { kind: 'act', values: { label, environment: value('production', 'GITHUB_EVENT_PATH') } };
}
function ofPush({ payload, ref }) {
    if (!payload.isTrue('deleted'))
        return { kind: 'act', values: branchOf(ref) };
    return skip(`${ref ?? 'The branch'} was deleted`, 'There is nothing left that could be deployed.');
}
/** What the merge queue has put together is rehearsed: it touches nothing and says whether the result of the merge would start. */
function ofMergeGroup({ payload }) {
    const base = payload.at('merge_group').text('base_ref');
    const values = { ...branchOf(base), fallback: value('merge-queue', 'GITHUB_EVENT_PATH') };
    return { kind: 'act', command: 'rehearse', values };
}
function pullOf(payload) {
    const pull = payload.at('pull_request');
    const number = pull.number('number') ?? payload.number('number');
    const head = pull.at('head').text('sha');
    if (number === undefined || head === undefined)
        return undefined;
    const from = pull.at('head', 'repo').text('full_name');
    return { number, head, ...(from === undefined ? {} : { from }) };
}
/** A repository that was deleted can only have been a fork. */
function isFork(from, { repository }) {
    return from?.toLowerCase() !== repository.toLowerCase();
}
function skippedFork({ number, from = 'a fork that is gone' }) {
    return skip(`No preview for pull request #${number}: it comes from ${from}`, 'GitHub gives a run for a fork no credentials, and code of a fork must not run with ours. A maintainer who has read it can push it to a branch of this repository.');
}
function refusedFork(name, from = 'a fork') {
    return {
        kind: 'refuse',
        message: `The commit that is checked out comes from ${from}, and ${name} runs with the rights of this repository: whatever it does would be done in its name.`,
        fix: 'Nothing was touched. Use the event `pull_request`, or check out only what this repository holds.',
    };
}
function preRelease(tag) {
    return {
        title: `Pre-release ${tag} goes nowhere`,
        text: 'Only a full release is deployed to production by itself. Name the `environment` that pre-releases shall go to.',
    };
}
function branchOf(ref) {
    const prefix = 'refs/heads/';
    return ref?.startsWith(prefix) === true ? { branch: value(ref.slice(prefix.length), 'GITHUB_REF') } : {};
}
/** A tag may hold characters that a label cannot: it becomes part of object keys and of a tag. */
function labelOf(tag) {
    return tag.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 100);
}
function skip(title, text) {
    return { kind: 'skip', title, text };
}
function value(text, variable) {
    return { value: text, variable };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/github/payload.js
function payloadOf(value) {
    const members = typeof value === 'object' && value !== null ? value : {};
    return {
        at: (...[first, ...rest]) => {
            if (first === undefined)
                return payloadOf(value);
            return payloadOf(Object.hasOwn(members, first) ? members[first] : undefined).at(...rest);
        },
        text: (name) => {
            const member = members[name];
            return typeof member === 'string' && member !== '' ? member : undefined;
        },
        number: (name) => {
            const member = members[name];
            return typeof member === 'number' ? member : undefined;
        },
        isTrue: (name) => members[name] === true,
    };
}

;// CONCATENATED MODULE: ./lib/github/run.js



/** The event of this run. `payload`: what stands in the file at `GITHUB_EVENT_PATH`. */
function readEvent(env, payload) {
    const { GITHUB_REF: ref, GITHUB_SHA: sha } = env;
    return {
        name: env['GITHUB_EVENT_NAME'] ?? '',
        payload: payloadOf(payload),
        repository: env['GITHUB_REPOSITORY'] ?? '',
        ...(ref ? { ref } : {}),
        ...(sha ? { sha } : {}),
    };
}
/** The facts of this workflow run. */
function readRun(env, event) {
    const commit = commitOf(event);
    const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id, GITHUB_SERVER_URL: server = 'https://github.com' } = env;
    return {
        // On a terminal there is no run; a run of its own every time, so that none takes another's operation for its own.
        id: id || (0,external_node_crypto_.randomBytes)(8).toString('hex'),
        attempt: env['GITHUB_RUN_ATTEMPT'] || '1',
        // A job may deploy twice, or deploy and roll back: a token that was used once would do nothing the second time.
        step: (0,external_node_crypto_.randomBytes)(4).toString('hex'),
        ...(commit ? { commit } : {}),
        ...(repository && id ? { repository, url: `${server}/${repository}/actions/runs/${id}` } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/github/start.js



/** Events that run with all rights although somebody else's code may be checked out. */
const trusting = ['pull_request_target', 'workflow_run'];
/** Everything that GitHub tells a run about itself. Asks nothing over the network. */
async function startOf({ env, payload, checkout, token }, calling) {
    const event = readEvent(env, payload);
    const run = readRun(env, event);
    const trigger = triggerOf(event, trusting.includes(event.name) ? await checkout() : undefined);
    if (token === undefined || event.repository === '')
        return { run, trigger };
    const apiUrl = env['GITHUB_API_URL'];
    const place = { repository: event.repository, ...(apiUrl ? { apiUrl } : {}) };
    return { run, trigger, github: connectGitHub({ ...calling, ...place, token, run }) };
}


/***/ }),

/***/ 4654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./lib/plan/names.js
var names = __webpack_require__(595);
// EXTERNAL MODULE: ./lib/report/comment.js
var comment = __webpack_require__(7023);
// EXTERNAL MODULE: ./lib/settings/preview.js
var preview = __webpack_require__(9909);
// EXTERNAL MODULE: ./lib/commands/settings.js + 46 modules
var commands_settings = __webpack_require__(1333);
;// CONCATENATED MODULE: ./lib/commands/announce.js




/** Commands that change which version an environment runs, or whether there is one. */
const changing = new Set(['deploy', 'rollback', 'promote', 'swap', 'clone', 'destroy']);
/** Tells GitHub that a command begins, and how it ended: the comment on the pull request and the deployment. What comes of that never changes how the run ended. */
async function announced(command, world, run) {
    const { github } = world;
    const subject = github === undefined || !changing.has(command) ? undefined : subjectOf(world);
    if (github === undefined || subject === undefined)
        return run();
    // The command does not wait for GitHub; its end does.
    const begun = begin(command, subject, { ...world, github });
    const ended = await run();
    await begun.then((deployment) => end({ subject, deployment, ended }, { ...world, github }));
    return ended;
}
/** What is announced; nothing when the settings cannot be read far enough to know. */
function subjectOf(world) {
    const { run, event, inputs } = world;
    const names = namesOf(world);
    const application = names?.application ?? inputs['application'] ?? event.application?.value;
    const environment = names?.environment ?? inputs['environment'] ?? event.environment?.value;
    if (application === undefined || environment === undefined)
        return undefined;
    const isPreview = pullOf(world) !== undefined && (0,preview/* previewOf */.o)(environment) === pullOf(world);
    const { id, url, commit } = run;
    return {
        application,
        environment,
        run: { id, ...(url === undefined ? {} : { url }), ...(commit === undefined ? {} : { commit }) },
        ...(isPreview ? { preview: { hours: Math.floor((names?.lifetime ?? 0) / 60) } } : {}),
    };
}
function namesOf(world) {
    try {
        const { settings } = (0,commands_settings/* readSettings */.sb)(world);
        const { application, environment, preview } = settings;
        return { application, environment, lifetime: preview.lifetime };
    }
    catch {
        return undefined;
    }
}
function pullOf({ trigger }) {
    return trigger.kind === 'act' ? trigger.pull?.number : undefined;
}
async function begin(command, subject, world) {
    const pull = pullOf(world);
    const { github } = world;
    const write = (before) => (0,comment/* isNewer */.U4)(before, subject) ? undefined : (0,comment/* pendingComment */.$r)(subject, command);
    const commented = pull === undefined ? undefined : github.comment(pull, (0,comment/* markerOf */.we)(subject), write);
    const { commit } = subject.run;
    const deployment = command === 'destroy' || commit === undefined
        ? undefined
        : await github.beginDeployment({
            environment: (0,names/* deploymentName */.pC)(subject, world.run.repository),
            commit,
            transient: (0,preview/* previewOf */.o)(subject.environment) !== undefined,
            production: subject.environment === 'production',
        });
    await commented;
    return deployment;
}
async function end({ subject, deployment, ended }, world) {
    const { github } = world;
    const pull = pullOf(world);
    const write = (before) => ((0,comment/* isNewer */.U4)(before, subject) ? undefined : (0,comment/* endedComment */.Ah)(subject, ended));
    const { outcome, url } = ended.outputs;
    await Promise.all([
        pull === undefined ? undefined : github.comment(pull, (0,comment/* markerOf */.we)(subject), write),
        deployment === undefined
            ? undefined
            : github.endDeployment(deployment, {
                state: stateOf(ended),
                description: `${subject.environment}: ${outcome ?? ended.verdict}`,
                ...(url === undefined || ended.verdict === 'bad' ? {} : { url }),
            }),
        outcome === 'destroyed' ? github.retireDeployments((0,names/* deploymentName */.pC)(subject, world.run.repository)) : undefined,
    ]);
}
function stateOf({ verdict, outputs }) {
    const { outcome } = outputs;
    if (outcome === 'superseded')
        return 'inactive';
    if (outcome === 'cancelled')
        return 'error';
    return verdict === 'good' ? 'success' : 'failure';
}

// EXTERNAL MODULE: ./lib/commands/index.js
var commands = __webpack_require__(2738);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/report/failure.js + 1 modules
var failure = __webpack_require__(8975);
;// CONCATENATED MODULE: ./lib/report/nothing.js
/** The end of a run that had nothing to do, and rightly so: green, with a notice that says why. */
function endOfNothing({ title, text }) {
    return {
        verdict: 'good',
        notice: title,
        text,
        outputs: { outcome: 'skipped', result: JSON.stringify({ schema: 1, outcome: 'skipped', message: title }) },
        summary: `### ⏭️ ${title}\n\n${text}\n`,
    };
}

;// CONCATENATED MODULE: ./lib/main.js







/** One run: the command that was asked for, told to the journal while it runs, and how it ended. Never throws. */
async function main(world) {
    try {
        const command = decided(world);
        const reason = await reasonForNothing(command, world);
        if (reason !== undefined)
            return endOfNothing(reason);
        return await announced(command, world, () => run(command, world));
    }
    catch (error) {
        return failed(error, world);
    }
    finally {
        world.journal.end();
    }
}
/** The command that somebody wrote, else the event's. */
function decided({ inputs, trigger }) {
    if (trigger.kind === 'refuse')
        throw new errors/* BeanpoleError */.R('refused', trigger.message, { fix: trigger.fix });
    return (0,commands/* commandOf */.N)(inputs['command'] ?? (trigger.kind === 'act' ? trigger.command : undefined));
}
/** Asks nothing of AWS, so it does no harm and needs no credentials. */
const harmless = new Set(['rehearse', 'export']);
/** About the whole application when nobody names an environment. */
const ofAll = new Set(['prune', 'status']);
async function reasonForNothing(command, world) {
    const { trigger, github, event } = world;
    if (trigger.kind === 'skip')
        return harmless.has(command) ? undefined : trigger;
    const idle = ofAll.has(command) ? undefined : (0,commands_settings/* nothingToDo */.KN)(world);
    if (idle !== undefined || command !== 'deploy' || trigger.kind !== 'act')
        return idle;
    // A run that stood in a queue while the pull request was closed would leave a preview that nobody removes.
    const number = (0,preview/* previewOf */.o)(event.environment?.value ?? '');
    if (number === undefined || number !== trigger.pull?.number)
        return undefined;
    const pull = await github?.pull(number);
    if (pull?.state !== 'closed')
        return undefined;
    return { title: `Pull request #${number} is closed`, text: 'It gets no preview any more. Nothing was done.' };
}
/** A failure is an end like any other, so that it is told like any other. */
async function run(command, world) {
    // The larger part of this program: a run that has nothing to do does not wait for it.
    const { stories } = await Promise.all(/* import() */[__webpack_require__.e(298), __webpack_require__.e(825)]).then(__webpack_require__.bind(__webpack_require__, 2825));
    return stories[command](world).catch((error) => failed(error, world));
}
function failed(error, world) {
    const ended = (0,failure/* endOfFailure */.T)(error);
    return { ...ended, outputs: { ...(0,commands_settings/* namesIn */.wX)(world), ...ended.outputs } };
}


/***/ }),

/***/ 595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KM: () => (/* binding */ applicationOf),
/* harmony export */   pC: () => (/* binding */ deploymentName),
/* harmony export */   zD: () => (/* binding */ stackNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** The application that a repository (`owner/name`) stands for when nobody names one: its name, with hyphens for what a stack's name cannot hold. */
function applicationOf(repository) {
    const name = repository?.split('/')[1];
    return name?.replace(/[^A-Za-z0-9]+/g, '-').replace(/^[^A-Za-z]+|-+$/g, '');
}
/** How GitHub's page of deployments calls an environment: two applications of one repository may have environments of the same name. */
function deploymentName({ application, environment }, repository) {
    return application === applicationOf(repository) ? environment : `${application} ${environment}`;
}
/** Names the stacks of an environment, or says why CloudFormation would not take those names. */
function stackNames(application, environment) {
    if (environment.endsWith('-data')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BeanpoleError */ .R('settings', `An environment cannot be called "${environment}".`, {
            fix: 'Choose a name that does not end in "-data": that is how the stack of another environment’s data is called.',
        });
    }
    const compute = `${application}-${environment}`;
    return { application: checked(application), data: checked(`${compute}-data`), compute: checked(compute) };
}
/** CloudFormation: a letter, then letters, digits and hyphens, at most 128. */
function checked(name) {
    if (/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
        return name;
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BeanpoleError */ .R('settings', `CloudFormation does not accept "${name}" as the name of a stack.`, {
        fix: 'Use letters, digits and hyphens, begin with a letter, and keep application and environment under 120 characters together.',
    });
}


/***/ }),

/***/ 7258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ instanceKeys),
/* harmony export */   b: () => (/* binding */ packageSources)
/* harmony export */ });
/** The keys of a file that are for the instance, in Beanstalk's order. Which of them mean something on a kind of machine is its dialect's to say. */
const instanceKeys = [
    'packages',
    'groups',
    'users',
    'sources',
    'files',
    'commands',
    'services',
    'container_commands',
];
/** In the order in which Beanstalk installs by them; `yum` is `dnf` on Amazon Linux 2023. */
const packageSources = ['rpm', 'yum', 'rubygems', 'python'];


/***/ }),

/***/ 6404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ platformNames),
  B: () => (/* binding */ platforms)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/platforms/platform.js
/** What is needed on the instance beside the application belongs into this directory of the release. */
const beanpoleFolder = '.beanpole';
/** The part of it that belongs to the processes on one port, as a shell says it: another configuration of the same release runs beside the first. */
const ownFolder = `${beanpoleFolder}/$PORT`;
/** The same, once the port is known. */
function folderOf({ port }) {
    return `${beanpoleFolder}/${port}`;
}

;// CONCATENATED MODULE: ./lib/platforms/container.js

/** Docker as Amazon Linux packages it; the application's user talks to its daemon. */
const engine = {
    version: '25',
    packages: ['docker'],
    endOfLife: '2029-06-30',
    programs: {},
    services: ['docker.service'],
    groups: ['docker'],
    // What containers print goes on to the journal; Docker's usual copy of it grows without end, this one ends at 100 MB.
    files: { '/etc/docker/daemon.json': '{ "log-driver": "local" }\n' },
};
/** Where containers leave logs, as Beanstalk has it. */
const containerLogs = '/var/log/eb-docker/containers';
/** Names of the variables that go into the container; their values stay in the environment and reach no disk. */
const namesFile = `${beanpoleFolder}/variables`;
/** The text of that file; PORT is the container's own, and said on the command line. */
function names(variables) {
    const own = Object.keys(variables).filter((name) => name !== 'PORT');
    return own.map((name) => `${name}\n`).join('');
}
const remove = 'docker rm --force "beanpole-$PORT" >/dev/null 2>&1';
/** Runs the container in the foreground, so that its end is the process's end and SIGTERM reaches it. */
function containerProcess({ image, port, volumes = [], entrypoint, command }) {
    const options = [
        '--rm --init --name "beanpole-$PORT"',
        `--publish "127.0.0.1:$PORT:${port}"`,
        `--env-file ${namesFile} --env PORT=${port}`,
        ...volumes.map(({ host, container }) => `--volume ${quoted(`${host}:${container}`)}`),
        ...(entrypoint === undefined ? [] : [`--entrypoint ${quoted(entrypoint)}`]),
    ];
    const run = `docker run ${options.join(' ')} ${quoted(image)}${command === undefined ? '' : ` ${command}`}`;
    return { name: 'web', command: `${remove}; exec ${run}`, halt: remove };
}
/** What the daemon has to know before it pulls from Amazon's registry: the instance's role is the password. */
function signIn(image) {
    const [registry, , region] = /^\d{12}\.dkr\.ecr(-fips)?\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?/.exec(image) ?? [];
    if (registry === undefined || region === undefined)
        return [];
    const login = `docker login --username AWS --password-stdin ${registry}`;
    return [['bash', '-c', `set -o pipefail; aws ecr get-login-password --region ${region} | ${login}`]];
}
/** One argument for a shell. */
function quoted(text) {
    return /^[\w./:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./lib/platforms/dockerrun.js


/** Beanstalk's own description of containers, `Dockerrun.aws.json`; version 1 is one container, version 2 several. */
const dockerrunFile = 'Dockerrun.aws.json';
/** Reads the file; absent when the tree has none. Throws `settings` when it is no JSON object. */
function readDockerrun({ files, read }) {
    if (!files.includes(dockerrunFile))
        return undefined;
    try {
        const value = JSON.parse(read(dockerrunFile) ?? '');
        if (isMembers(value))
            return value;
    }
    catch (cause) {
        throw wrong(`is not valid JSON: ${cause.message}`, cause);
    }
    throw wrong('is not a JSON object');
}
/** Reads version 1. Throws `settings` for what is not understood: nothing that was written is passed over. */
function singleContainer(all) {
    const { Image, Ports, Volumes, Authentication, Entrypoint, Command, Logging } = all;
    const unknown = Object.keys(all).find((name) => !known.includes(name));
    if (unknown !== undefined)
        throw wrong(`has "${unknown}"; version 1 knows ${known.join(', ')}`);
    const image = isMembers(Image) ? dockerrun_text(Image['Name']) : undefined;
    const [port] = list(Ports).map((one) => Number(one['ContainerPort']));
    if (image !== undefined && port === undefined)
        throw wrong('names an Image and no Ports');
    if (port !== undefined && !(port > 0 && port < 65_536))
        throw wrong('has a ContainerPort that is no port');
    return {
        ...(image !== undefined && { image }),
        ...(port !== undefined && { port }),
        volumes: [...list(Volumes).map(volume), ...logsOf(Logging)],
        ...(typeof Entrypoint === 'string' && { entrypoint: Entrypoint }),
        ...(typeof Command === 'string' && { command: Command }),
        ...authentication(Authentication),
    };
}
const known = [
    'AWSEBDockerrunVersion',
    'Image',
    'Ports',
    'Volumes',
    'Authentication',
    'Entrypoint',
    'Command',
    'Logging',
];
/** The directory in the container whose logs the machine gets. */
function logsOf(directory) {
    const container = dockerrun_text(directory);
    return container === undefined ? [] : [{ host: `${containerLogs}/eb-current-app`, container }];
}
function volume(one) {
    const [host, container] = [dockerrun_text(one['HostDirectory']), dockerrun_text(one['ContainerDirectory'])];
    const both = host ?? container;
    if (both === undefined)
        throw wrong('has a volume without a directory');
    return { host: both, container: container ?? both };
}
function authentication(given) {
    if (given === undefined)
        return {};
    const bucket = isMembers(given) ? dockerrun_text(given['Bucket'] ?? given['bucket']) : undefined;
    const key = isMembers(given) ? dockerrun_text(given['Key'] ?? given['key']) : undefined;
    if (bucket === undefined || key === undefined)
        throw wrong('has an Authentication without Bucket or Key');
    return { authentication: { bucket, key } };
}
/** The members of a list that are objects. */
function list(value) {
    return Array.isArray(value) ? value.filter(isMembers) : [];
}
/** A text that says something. */
function dockerrun_text(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** The refusal of a file that is not what it must be. */
function wrong(what, cause) {
    return new errors/* BeanpoleError */.R('settings', `${dockerrunFile} ${what}.`, cause === undefined ? {} : { cause });
}
function isMembers(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/platforms/docker.js



/** One container: of a Dockerfile that is built on the instance, or of an image by Dockerrun version 1. */
const docker = {
    name: 'docker',
    title: 'Docker',
    system: 'linux',
    containers: true,
    versions: [engine],
    defaultVersion: engine.version,
    manifests: [
        { file: 'Dockerfile' },
        { file: dockerrunFile, holds: /"AWSEBDockerrunVersion"\s*:\s*"?1"?/, words: 'version 1' },
    ],
    entries: [],
    endings: [],
    port: 8080,
    environment: () => ({ DOCKER_BUILDKIT: '0' }),
    path: [],
    staticFiles: {},
    leavesOut: [],
    install: (source) => signInto(run(source)),
    build,
    start,
    accepted: ['a Dockerfile with EXPOSE', `${dockerrunFile} version 1, with Image and Ports`],
    check: (source) => void container(source),
};
function run(source) {
    const all = readDockerrun(source);
    return all === undefined || `${String(all['AWSEBDockerrunVersion'])}` !== '1'
        ? { volumes: [] }
        : singleContainer(all);
}
/** The image that is built bears the place where it stands: two releases on an instance are two images. */
const built = 'beanpole-built';
/** The Dockerfile wins over an Image. Throws `settings` when nobody says on which port it listens. */
function container(source) {
    const { image, port, volumes, entrypoint, command } = run(source);
    const file = source.files.includes('Dockerfile') ? (source.read('Dockerfile') ?? '') : undefined;
    const listens = port ?? exposed(file ?? '');
    if (file === undefined && image === undefined)
        return undefined;
    if (listens === undefined) {
        throw new errors/* BeanpoleError */.R('settings', 'The Dockerfile has no EXPOSE.', {
            fix: 'Write the port on which the container listens, as in "EXPOSE 8080".',
        });
    }
    return { image: file === undefined ? (image ?? '') : built, port: listens, volumes, entrypoint, command };
}
/** The first port of the last stage that is exposed. */
function exposed(text) {
    const last = text.split(/^\s*FROM\s/im).at(-1) ?? '';
    const port = /^\s*EXPOSE\s+(\d+)/im.exec(last)?.[1];
    return port === undefined ? undefined : Number(port);
}
function signInto({ image = '', authentication }) {
    if (authentication === undefined)
        return signIn(image);
    const { bucket, key } = authentication;
    const config = 'mkdir -p "$HOME/.docker" && aws s3 cp "$1" "$HOME/.docker/config.json" --only-show-errors';
    return [['sh', '-c', config, 'sh', `s3://${bucket}/${key}`]];
}
function build(source) {
    const { image } = run(source);
    if (!source.files.includes('Dockerfile'))
        return image === undefined ? [] : [['docker', 'pull', '--quiet', image]];
    return [['sh', '-c', `docker build --quiet --tag "${built}:$(basename "$PWD")" .`]];
}
function start(source) {
    const one = container(source);
    if (one === undefined)
        return undefined;
    const process = containerProcess(one);
    const command = process.command.replace(` ${built}`, ` "${built}:$(basename "$PWD")"`);
    return {
        processes: [{ ...process, command }],
        because: one.image === built ? `Dockerfile, which exposes ${one.port}` : `Image in ${dockerrunFile}`,
        files: ({ variables }) => ({ [namesFile]: names(variables) }),
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./lib/platforms/compose.js




/** A Compose file, read. Throws `settings` when it is none. */
function readCompose(file, content) {
    try {
        const value = (0,dist/* parse */.qg)(content);
        if (isMembers(value) && isMembers(value['services']))
            return value;
    }
    catch (cause) {
        throw broken(file, cause);
    }
    throw new errors/* BeanpoleError */.R('settings', `${file} has no services.`);
}
function broken(file, cause) {
    return new errors/* BeanpoleError */.R('settings', `${file} is not valid YAML: ${cause.message}`, { cause });
}
/** The service that publishes port 80, as Beanstalk demands it, or the only one that publishes any. */
function frontOf(file, compose) {
    const services = isMembers(compose['services']) ? compose['services'] : {};
    const published = Object.entries(services).flatMap(([service, one]) => (isMembers(one) && Array.isArray(one['ports']) ? one['ports'] : []).map((port) => ({
        service,
        ...portOf(port),
    })));
    const front = published.find(({ host }) => host === 80) ?? (published.length === 1 ? published[0] : undefined);
    if (front?.container === undefined) {
        throw new errors/* BeanpoleError */.R('settings', `${file} does not say which service answers requests.`, {
            fix: 'Publish port 80 of it, as in "ports: [\'80:8080\']".',
        });
    }
    const others = [...new Set(published.map(({ service }) => service))].filter((service) => service !== front.service);
    return { service: front.service, port: front.container, others };
}
/** `8080`, `80:8080`, `127.0.0.1:80:8080/tcp`, or the long form with `target` and `published`. */
function portOf(port) {
    if (isMembers(port))
        return ports(port['published'], port['target']);
    const parts = String(port)
        .replace(/\/\w+$/, '')
        .split(':');
    return ports(parts.at(-2), parts.at(-1));
}
function ports(host, container) {
    const number = (value) => (/^\d+$/.test(String(value)) ? Number(value) : undefined);
    const [from, to] = [number(host), number(container)];
    return { ...(from !== undefined && { host: from }), ...(to !== undefined && { container: to }) };
}
/** Services whose images are built here and have no name of their own. */
function builtIn(compose) {
    const services = isMembers(compose['services']) ? compose['services'] : {};
    return Object.entries(services).flatMap(([service, one]) => isMembers(one) && one['build'] !== undefined && one['image'] === undefined ? [service] : []);
}
/**
 * What is laid over the user's file: the front on our own port, no port of the machine for the others, which Compose's own network connects, and for what was built the
 * image of this very release. By Compose's own rule it would bear the name of the port, and a later release on that port would find it there and run it.
 */
function override({ service: front, port, others }, here, built) {
    const services = [...new Set([front, ...others, ...built])].map((service) => {
        const lines = [
            ...(service === front ? ['ports: !override', `  - "127.0.0.1:${here.port}:${port}"`] : []),
            ...(others.includes(service) ? ['ports: !reset []'] : []),
            ...(built.includes(service)
                ? [`image: ${JSON.stringify(`beanpole-${(0,external_node_path_.basename)(here.directory)}-${service}`)}`]
                : []),
        ];
        return `  ${JSON.stringify(service)}:\n${lines.map((line) => `    ${line}\n`).join('')}`;
    });
    return `services:\n${services.join('')}`;
}

;// CONCATENATED MODULE: ./lib/platforms/several-containers.js

/** Members of a container definition that Compose has under another name, or under the same. */
const renamed = {
    command: 'command',
    entryPoint: 'entrypoint',
    hostname: 'hostname',
    user: 'user',
    workingDirectory: 'working_dir',
    privileged: 'privileged',
    readonlyRootFilesystem: 'read_only',
    dnsServers: 'dns',
    dockerLabels: 'labels',
    cpu: 'cpu_shares',
};
/** Members that are put into other words. */
const translatedMembers = [
    'name',
    'image',
    'environment',
    'essential',
    'memory',
    'memoryReservation',
    'mountPoints',
    'portMappings',
    'links',
    'volumesFrom',
    'extraHosts',
    'ulimits',
];
/** Dockerrun version 2, which was made for ECS, as a Compose file. Throws `settings` for what has no counterpart. */
function translated(dockerrun) {
    const volumes = new Map(list(dockerrun['volumes']).map((one) => [dockerrun_text(one['name']) ?? '', hostPath(one)]));
    const containers = list(dockerrun['containerDefinitions']);
    if (containers.length === 0)
        throw wrong('has no containerDefinitions');
    const services = Object.fromEntries(containers.map((one) => service(one, volumes)));
    const own = [...volumes].flatMap(([name, path]) => (path === undefined ? [[name, {}]] : []));
    return { services, ...filled('volumes', Object.fromEntries(own)) };
}
function hostPath(volume) {
    const path = isMembers(volume['host']) ? dockerrun_text(volume['host']['sourcePath']) : undefined;
    // Beanstalk unpacks there; on our instances Compose runs in the release itself.
    return path?.replace(/^\/var\/app\/current(?=\/|$)/, '.');
}
function service(one, volumes) {
    const name = dockerrun_text(one['name']);
    const image = dockerrun_text(one['image']);
    if (name === undefined || image === undefined)
        throw wrong('has a container without a name or an image');
    const unknown = Object.keys(one).find((member) => !translatedMembers.includes(member) && !(member in renamed));
    if (unknown !== undefined)
        throw wrong(`has "${unknown}" in the container "${name}", which is not understood`);
    const same = Object.entries(renamed).filter(([ecs]) => one[ecs] !== undefined);
    return [
        name,
        {
            image,
            env_file: ['.env'],
            restart: one['essential'] === false ? 'no' : 'unless-stopped',
            ...connections(one),
            ...storage(one, volumes),
            ...limits(one),
            ...Object.fromEntries(same.map(([ecs, compose]) => [compose, one[ecs]])),
        },
    ];
}
function connections(one) {
    const ports = list(one['portMappings']).map((port) => `${Number(port['hostPort'] ?? 0)}:${Number(port['containerPort'])}`);
    const links = (Array.isArray(one['links']) ? one['links'] : []).map(String);
    const hosts = list(one['extraHosts']).map((host) => `${String(host['hostname'])}:${String(host['ipAddress'])}`);
    const environment = list(one['environment']).map((variable) => [String(variable['name']), String(variable['value'])]);
    return {
        ...filled('ports', ports),
        ...filled('links', links),
        ...filled('depends_on', links.map((link) => link.split(':')[0] ?? link)),
        ...filled('extra_hosts', hosts),
        ...filled('environment', Object.fromEntries(environment)),
    };
}
function storage(one, volumes) {
    const mounts = list(one['mountPoints']).flatMap((mount) => mounted(mount, volumes));
    const taken = list(one['volumesFrom']).flatMap((from) => dockerrun_text(from['sourceContainer']) ?? []);
    return { ...filled('volumes', mounts), ...filled('volumes_from', taken) };
}
/** `awseb-logs-<container>` is the log directory that Beanstalk gives each container. */
function mounted(mount, volumes) {
    const source = dockerrun_text(mount['sourceVolume']);
    const target = dockerrun_text(mount['containerPath']);
    if (source === undefined || target === undefined)
        throw wrong('has a mount point without a volume or a path');
    const logs = /^awseb-logs-(.+)$/.exec(source)?.[1];
    if (logs === undefined && !volumes.has(source))
        throw wrong(`mounts the volume "${source}", which it does not define`);
    const from = logs === undefined ? (volumes.get(source) ?? source) : `./.beanpole/logs/${logs}`;
    return [`${from}:${target}${mount['readOnly'] === true ? ':ro' : ''}`];
}
/** Memory is in MiB. */
function limits(one) {
    const { memory, memoryReservation, ulimits } = one;
    const all = list(ulimits).map((limit) => [
        String(limit['name']),
        { soft: Number(limit['softLimit']), hard: Number(limit['hardLimit']) },
    ]);
    return {
        ...(typeof memory === 'number' && { mem_limit: `${memory}m` }),
        ...(typeof memoryReservation === 'number' && { mem_reservation: `${memoryReservation}m` }),
        ...filled('ulimits', Object.fromEntries(all)),
    };
}
/** A member that is left out when it holds nothing. */
function filled(name, value) {
    return Object.keys(value).length > 0 ? { [name]: value } : {};
}

// EXTERNAL MODULE: ./lib/platforms/sign.js
var sign = __webpack_require__(9091);
;// CONCATENATED MODULE: ./lib/platforms/docker-compose.js






const composeFiles = ['docker-compose.yml', 'docker-compose.yaml', 'compose.yml', 'compose.yaml'];
const translatedFile = `${beanpoleFolder}/compose.json`;
/** Several containers, by Docker Compose. */
const dockerCompose = {
    name: 'docker-compose',
    title: 'Docker Compose',
    system: 'linux',
    containers: true,
    versions: [engine],
    defaultVersion: engine.version,
    manifests: [
        ...(0,sign/* named */.KT)(...composeFiles),
        { file: dockerrunFile, holds: /"AWSEBDockerrunVersion"\s*:\s*"?2"?/, words: 'version 2' },
    ],
    entries: [],
    endings: [],
    port: 8080,
    // Where Compose files written for Beanstalk mount the directories of their logs.
    environment: () => ({ EB_LOG_BASE_DIR: containerLogs }),
    path: [],
    staticFiles: {},
    leavesOut: [],
    install: () => [['sh', '-c', getCompose]],
    build: docker_compose_build,
    start: docker_compose_start,
    accepted: [`${composeFiles[0]} with a service that publishes port 80`, `${dockerrunFile} version 2`],
    check: (source) => void docker_compose_start(source),
};
/**
 * Amazon Linux has no package of Compose. Its release and the sum that is published beside it; `!override` and `!reset` came with 2.24.
 */
const getCompose = `docker compose version >/dev/null 2>&1 || {
  file=docker-compose-linux-$(uname -m)
  from=https://github.com/docker/compose/releases/download/v2.39.4
  folder="$HOME/.docker/cli-plugins"
  mkdir -p "$folder" && cd "$folder" &&
    curl -fsSL --retry 3 -O "$from/$file" -O "$from/$file.sha256" &&
    sha256sum -c "$file.sha256" && chmod +x "$file" && mv "$file" docker-compose
}`;
function composition(source) {
    const file = composeFiles.find((name) => source.files.includes(name));
    if (file !== undefined)
        return { file, because: file, content: readCompose(file, source.read(file) ?? '') };
    const dockerrun = readDockerrun(source);
    if (String(dockerrun?.['AWSEBDockerrunVersion']) !== '2' || dockerrun === undefined)
        return undefined;
    return { file: translatedFile, because: `${dockerrunFile} version 2`, content: translated(dockerrun) };
}
function docker_compose_build(source) {
    const one = composition(source);
    // A translated file is written only at the start, and its images are pulled there.
    if (one === undefined || one.file === translatedFile)
        return [];
    const compose = `docker compose --project-name "beanpole-$(basename "$PWD")" -f ${one.file}`;
    return [
        ['sh', '-c', '[ -f .env ] || : > .env'],
        ['sh', '-c', `${compose} build --quiet && ${compose} pull --quiet --ignore-buildable`],
    ];
}
function docker_compose_start(source) {
    const one = composition(source);
    if (one === undefined)
        return undefined;
    const front = frontOf(one.because, one.content);
    const project = `docker compose --ansi never --project-directory . --project-name "beanpole-$PORT" -f ${one.file} -f "${ownFolder}/override.yml"`;
    const closed = front.others.length > 0 ? `; the ports of ${front.others.join(', ')} stay inside` : '';
    return {
        processes: [
            {
                name: 'web',
                command: `exec ${project} up --no-color --abort-on-container-failure --remove-orphans`,
                // Stopped containers keep their volumes, which the next start finds again.
                halt: `${project} kill >/dev/null 2>&1`,
                clear: `${project} down --timeout 0 --volumes --remove-orphans >/dev/null 2>&1`,
            },
        ],
        because: `${one.because}: requests go to ${front.service}${closed}`,
        files: (place) => files(source, one, override(front, place, builtIn(one.content)), place),
    };
}
/** Beanstalk writes `.env` with the environment's variables unless the bundle has one. */
function files(source, { file, content }, over, place) {
    return {
        [`${folderOf(place)}/override.yml`]: over,
        ...(source.files.includes('.env') ? {} : { '.env': names(place.variables) }),
        ...(file === translatedFile && { [translatedFile]: JSON.stringify(content, null, 2) }),
    };
}

;// CONCATENATED MODULE: ./lib/platforms/docker-preconfigured.js

/** Beanstalk's own images for these are retired since 2022; the same three kinds, on images that are maintained. */
const presets = [
    {
        kind: 'python',
        port: 8080,
        dockerfile: `FROM public.ecr.aws/docker/library/python:3.14-slim
WORKDIR /app
RUN pip install --no-cache-dir gunicorn==23.0.0
COPY . .
RUN if [ -f requirements.txt ]; then pip install --no-cache-dir -r requirements.txt; fi
EXPOSE 8080
CMD ["gunicorn", "--bind", "0.0.0.0:8080", "--threads", "15", "application:application"]
`,
    },
    {
        kind: 'go',
        port: 3000,
        dockerfile: `FROM public.ecr.aws/docker/library/golang:1.26
WORKDIR /go/src/app
COPY . .
RUN [ -f go.mod ] || go mod init application; go build -o /go/bin/app .
ENV PORT=3000
EXPOSE 3000
CMD ["/go/bin/app"]
`,
    },
    {
        kind: 'glassfish',
        port: 8080,
        dockerfile: `FROM ghcr.io/eclipse-ee4j/glassfish:7.0.25
COPY *.war /opt/glassfish7/glassfish/domains/domain1/autodeploy/
EXPOSE 8080
`,
    },
];
/** Source without a Dockerfile: the platform has one. Only by name, as any source could be meant. */
const dockerPreconfigured = {
    name: 'docker-preconfigured',
    title: 'Docker, preconfigured',
    system: 'linux',
    containers: true,
    versions: [engine],
    defaultVersion: engine.version,
    manifests: [],
    entries: [],
    endings: ['.py', '.go', '.war'],
    port: 8080,
    environment: () => ({ DOCKER_BUILDKIT: '0' }),
    path: [],
    staticFiles: {},
    leavesOut: [],
    install: () => [],
    build: (source) => [
        [
            'sh',
            '-c',
            `docker build --quiet --tag "beanpole-built:$(basename "$PWD")" --file - . <<'END'\n${presetOf(source).dockerfile}END`,
        ],
    ],
    start: (source) => {
        const { kind, port } = presetOf(source);
        const process = containerProcess({ image: 'IMAGE', port });
        const command = process.command.replace(' IMAGE', ' "beanpole-built:$(basename "$PWD")"');
        return {
            processes: [{ ...process, command }],
            because: `the Dockerfile for ${kind}`,
            files: ({ variables }) => ({ [namesFile]: names(variables) }),
        };
    },
    accepted: [
        'application.py with a WSGI "application" (Python)',
        'a package main at the root (Go)',
        '*.war at the root (GlassFish)',
    ],
    check: () => { },
};
/** The preset that the source is for: what is in it decides. */
function presetOf({ files }) {
    const kind = kindOf(files);
    const preset = presets.find((one) => one.kind === kind);
    if (preset === undefined)
        throw new Error(`There is no preset for ${kind}. Please report this.`);
    return preset;
}
function kindOf(files) {
    if (files.some((file) => /^[^/]+\.war$/.test(file)))
        return 'glassfish';
    return files.some((file) => /^[^/]+\.go$/.test(file)) ? 'go' : 'python';
}

;// CONCATENATED MODULE: ./lib/platforms/dotnet.js

const out = '.beanpole/publish';
const newest = '10.0';
/** Or the compiler and the nodes of MSBuild wait for the next build for minutes, and hold memory that the application needs. */
const alone = ['-nodeReuse:false', '-p:UseSharedCompilation=false'];
/** .NET on Linux: what `dotnet publish` made, or a project that is published on the instance. */
const dotnet = {
    name: 'dotnet',
    title: '.NET on Linux',
    system: 'linux',
    versions: [version(newest, '2028-11-30')],
    defaultVersion: newest,
    manifests: [{ file: '*.runtimeconfig.json' }, { file: '*.csproj' }, { file: '*.fsproj' }],
    entries: [],
    endings: ['.dll', '.cs', '.fs'],
    port: 5000,
    environment: (port) => ({
        ASPNETCORE_URLS: `http://127.0.0.1:${port}`,
        ASPNETCORE_ENVIRONMENT: 'Production',
        DOTNET_CLI_TELEMETRY_OPTOUT: '1',
        DOTNET_NOLOGO: '1',
        // The SDK makes a certificate for the developer's own browser when it runs first.
        DOTNET_GENERATE_ASPNET_CERTIFICATE: 'false',
    }),
    path: [],
    staticFiles: {},
    leavesOut: ['obj/'],
    install: () => [],
    build: dotnet_build,
    start: dotnet_start,
    accepted: [
        'a Procfile with a process "web"',
        'one <name>.runtimeconfig.json, with <name>.dll or a self-contained <name>',
        'one project, *.csproj or *.fsproj, at the root',
    ],
    check,
    remedies: [
        {
            heard: /You must install or update \.NET to run this application|find any compatible framework version/,
            advice: `The instance has .NET ${newest}. Publish for net${newest} or self-contained, or let the project use a newer one: <RollForward>Major</RollForward>.`,
        },
    ],
};
function version(number, endOfLife) {
    const packages = [`aspnetcore-runtime-${number}`];
    return { version: number, packages, buildPackages: [`dotnet-sdk-${number}`], endOfLife, programs: {} };
}
function atRoot({ files }, end) {
    return files.filter((file) => !file.includes('/') && file.endsWith(end));
}
function projects(source) {
    return [...atRoot(source, '.csproj'), ...atRoot(source, '.fsproj')];
}
function published(source) {
    return atRoot(source, '.runtimeconfig.json').map((file) => file.slice(0, -'.runtimeconfig.json'.length));
}
function dotnet_build(source) {
    const [project] = projects(source);
    if (published(source).length > 0 || project === undefined)
        return [];
    return [['dotnet', 'publish', project, '--configuration', 'Release', '--output', out, ...alone]];
}
function dotnet_start(source) {
    const [name, ...more] = published(source);
    if (name !== undefined && more.length === 0)
        return publishedStart(source, name);
    const [project, ...others] = projects(source);
    if (name !== undefined || project === undefined || others.length > 0)
        return undefined;
    // The assembly may bear another name than the project: its own configuration file knows.
    const command = `cd ${out} && exec dotnet "$(basename *.runtimeconfig.json .runtimeconfig.json).dll"`;
    return { processes: [{ name: 'web', command }], because: project };
}
/** A self-contained application brings its own runtime: `includedFrameworks` instead of `framework`, and a program of its name. */
function publishedStart({ files, read }, name) {
    const config = `${name}.runtimeconfig.json`;
    const selfContained = files.includes(name) && /"includedFrameworks"/.test(read(config) ?? '');
    const command = selfContained ? `chmod +x "./${name}" && exec "./${name}"` : `exec dotnet "${name}.dll"`;
    return { processes: [{ name: 'web', command }], because: config };
}
function check(source) {
    const several = published(source).length > 1 ? published(source) : projects(source);
    if (source.files.includes('Procfile') || several.length < 2)
        return;
    throw new errors/* BeanpoleError */.R('settings', `There are several applications at the root: ${several.join(', ')}.`, {
        fix: `Write a Procfile, as in "web: dotnet ${several[0]?.replace(/\.\w+proj$/, '')}.dll".`,
    });
}

;// CONCATENATED MODULE: ./lib/platforms/windows/reading.js

/** Throws with the place in the manifest, and what is wrong there. */
function refuse(where, why) {
    throw new errors/* BeanpoleError */.R('settings', `aws-windows-deployment-manifest.json: ${where} ${why}.`, {
        fix: 'The members are those of the deployment manifest of Elastic Beanstalk, version 1.',
    });
}
/** An object's members. */
function members(value, where) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value;
    return refuse(where, 'must be an object');
}
/** Refuses what nobody would read. */
function only(from, where, known) {
    const stranger = Object.keys(from).find((name) => !known.includes(name));
    if (stranger !== undefined)
        refuse(where, `has an unknown member "${stranger}"; known are ${known.join(', ') || 'none'}`);
}
/** A text that must be there. */
function textOf(from, name, where) {
    return optionalText(from, name, where) ?? refuse(`${where}.${name}`, 'is missing');
}
/** A text, when it is there. */
function optionalText(from, name, where) {
    const value = from[name];
    if (value === undefined)
        return undefined;
    return typeof value === 'string' && value !== '' ? value : refuse(`${where}.${name}`, 'must be a text');
}
/** True or false, false when it is not there. */
function truth(from, name, where) {
    const value = from[name] ?? false;
    return typeof value === 'boolean' ? value : refuse(`${where}.${name}`, 'must be true or false');
}
/** A whole number, when it is there. */
function optionalNumber(from, name, where) {
    const value = from[name];
    if (value === undefined)
        return undefined;
    return Number.isInteger(value) ? value : refuse(`${where}.${name}`, 'must be a whole number');
}

;// CONCATENATED MODULE: ./lib/platforms/windows/pools.js

/** The pool that IIS brings along. */
const defaultPool = {
    name: 'DefaultAppPool',
    enable32Bit: false,
    pipeline: 'Integrated',
    runtime: 'v4.0',
    properties: [],
};
const runtimes = { 'No Managed Code': '', 'v2.0': 'v2.0', 'v4.0': 'v4.0' };
/** Reads one of `iisConfig.appPools`. */
function poolOf(value, index) {
    const where = `iisConfig.appPools[${index}]`;
    const pool = members(value, where);
    only(pool, where, [
        'name',
        'enable32Bit',
        'managedPipelineMode',
        'managedRuntimeVersion',
        'queueLength',
        'cpu',
        'recycling',
    ]);
    const pipeline = optionalText(pool, 'managedPipelineMode', where) ?? 'Integrated';
    const runtime = optionalText(pool, 'managedRuntimeVersion', where) ?? 'v4.0';
    if (pipeline !== 'Integrated' && pipeline !== 'Classic')
        return refuse(`${where}.managedPipelineMode`, 'must be Integrated or Classic');
    if (!Object.hasOwn(runtimes, runtime))
        return refuse(`${where}.managedRuntimeVersion`, `must be one of ${Object.keys(runtimes).join(', ')}`);
    const queue = optionalNumber(pool, 'queueLength', where);
    return {
        name: textOf(pool, 'name', where),
        enable32Bit: truth(pool, 'enable32Bit', where),
        pipeline,
        runtime: runtimes[runtime],
        properties: [
            ...(queue === undefined ? [] : [{ name: 'queueLength', value: queue }]),
            ...cpuOf(pool['cpu'] ?? {}, `${where}.cpu`),
            ...recyclingOf(pool['recycling'] ?? {}, `${where}.recycling`),
        ],
    };
}
/** IIS counts a limit in thousandths of a percent, and intervals as time spans (https://learn.microsoft.com/iis/configuration/system.applicationhost/applicationpools/add/cpu). */
function cpuOf(value, where) {
    const cpu = members(value, where);
    only(cpu, where, ['limitPercentage', 'limitAction', 'limitMonitoringInterval']);
    const limit = optionalNumber(cpu, 'limitPercentage', where);
    const action = optionalText(cpu, 'limitAction', where);
    const minutes = optionalNumber(cpu, 'limitMonitoringInterval', where);
    return [
        ...(limit === undefined ? [] : [{ name: 'cpu.limit', value: limit * 1_000 }]),
        ...(action === undefined ? [] : [{ name: 'cpu.action', value: action }]),
        ...(minutes === undefined ? [] : [{ name: 'cpu.resetInterval', value: timeSpan(minutes) }]),
    ];
}
/** Intervals in minutes, memory in KB. */
function recyclingOf(value, where) {
    const recycling = members(value, where);
    only(recycling, where, ['regularTimeInterval', 'requestLimit', 'memory', 'privateMemory']);
    const at = 'recycling.periodicRestart';
    const minutes = optionalNumber(recycling, 'regularTimeInterval', where);
    const plain = [
        ['requestLimit', 'requests'],
        ['memory', 'memory'],
        ['privateMemory', 'privateMemory'],
    ];
    return [
        ...(minutes === undefined ? [] : [{ name: `${at}.time`, value: timeSpan(minutes) }]),
        ...plain.flatMap(([name, own]) => {
            const number = optionalNumber(recycling, name, where);
            return number === undefined ? [] : [{ name: `${at}.${own}`, value: number }];
        }),
    ];
}
/** `1.05:00:00` is a day and five hours. */
function timeSpan(minutes) {
    const two = (number) => String(number).padStart(2, '0');
    return `${Math.floor(minutes / 1_440)}.${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}:00`;
}

;// CONCATENATED MODULE: ./lib/platforms/windows/manifest.js



/** The file that says what IIS shall serve. */
const manifestFile = 'aws-windows-deployment-manifest.json';
/** Where in a deployment a script of the bundle runs. */
const moments = ['preInstall', 'install', 'postInstall', 'preRestart', 'restart', 'postRestart'];
const defaultSite = 'Default Web Site';
const kinds = ['msDeploy', 'aspNetCoreWeb', 'custom'];
/** Reads the manifest. Throws `settings` for what is not understood, names nothing that is in the bundle, or would leave port 80 without a site. */
function iisPlan(source) {
    const top = members(parse(source.read(manifestFile) ?? ''), 'the manifest');
    only(top, 'the manifest', ['manifestVersion', 'skipIISReset', 'iisConfig', 'deployments']);
    if (top['manifestVersion'] !== 1)
        refuse('manifestVersion', 'must be 1');
    const config = members(top['iisConfig'] ?? {}, 'iisConfig');
    only(config, 'iisConfig', ['websites', 'appPools']);
    const pools = [defaultPool, ...manifest_list(config, 'iisConfig', 'appPools').map(poolOf)];
    const sites = sitesOf(manifest_list(config, 'iisConfig', 'websites').map(siteOf));
    const all = members(top['deployments'] ?? {}, 'deployments');
    only(all, 'deployments', kinds);
    const deployments = kinds.flatMap((kind) => manifest_list(all, 'deployments', kind).map((one, index) => deploymentOf(kind, members(one, `deployments.${kind}[${index}]`), `deployments.${kind}[${index}]`)));
    if (deployments.length === 0)
        refuse('deployments', 'names nothing to deploy');
    const plan = { reset: !truth(top, 'skipIISReset', 'the manifest'), pools, sites, deployments };
    checkNames(plan, source);
    return plan;
}
function parse(text) {
    try {
        // Visual Studio writes a byte order mark.
        return JSON.parse(text.replace(/^\uFEFF/, ''));
    }
    catch (cause) {
        throw manifest_broken(cause);
    }
}
function manifest_broken(cause) {
    return new errors/* BeanpoleError */.R('settings', `${manifestFile} is not valid JSON: ${cause.message}`, { cause });
}
function manifest_list(from, where, name) {
    const value = from[name] ?? [];
    return Array.isArray(value) ? value : refuse(`${where}.${name}`, 'must be a list');
}
/** The default site is always there, for whoever deploys to it without saying more. */
function sitesOf(own) {
    if (own.some(({ name }) => name === defaultSite))
        return own;
    const taken = own.some(({ bindings }) => bindings.some(({ port, hostName }) => port === 80 && hostName === ''));
    const bindings = taken ? [] : [{ protocol: 'http', port: 80, hostName: '' }];
    return [{ name: defaultSite, physicalPath: 'C:\\inetpub\\wwwroot', bindings }, ...own];
}
function siteOf(value, index) {
    const where = `iisConfig.websites[${index}]`;
    const site = members(value, where);
    only(site, where, ['name', 'physicalPath', 'bindings']);
    const name = textOf(site, 'name', where);
    const bindings = manifest_list(site, where, 'bindings').map((one, at) => bindingOf(one, `${where}.bindings[${at}]`));
    const physicalPath = optionalText(site, 'physicalPath', where) ?? `C:\\inetpub\\${name}`;
    return {
        name,
        physicalPath,
        bindings: bindings.length > 0 ? bindings : [{ protocol: 'http', port: 80, hostName: '' }],
    };
}
function bindingOf(value, where) {
    const binding = members(value, where);
    only(binding, where, ['protocol', 'port', 'hostName']);
    const { protocol = 'http', port = 80 } = binding;
    if (protocol !== 'http')
        refuse(`${where}.protocol`, 'must be http: TLS ends at the load balancer');
    if (typeof port !== 'number')
        return refuse(`${where}.port`, 'must be a number');
    return { protocol: 'http', port, hostName: optionalText(binding, 'hostName', where) ?? '' };
}
function deploymentOf(kind, from, where) {
    only(from, where, ['name', 'description', 'parameters', 'scripts', ...(kind === 'custom' ? ['architecture'] : [])]);
    const parameters = members(from['parameters'] ?? {}, `${where}.parameters`);
    const known = kind === 'custom' ? [] : ['appBundle', 'archive', 'iisWebSite', 'iisPath', 'appPool'];
    only(parameters, `${where}.parameters`, known);
    const bundle = optionalText(parameters, 'appBundle', where) ?? optionalText(parameters, 'archive', where);
    if (kind !== 'custom' && bundle === undefined)
        refuse(`${where}.parameters.appBundle`, 'is missing');
    const path = optionalText(parameters, 'iisPath', where) ?? '/';
    return {
        kind,
        name: textOf(from, 'name', where),
        ...(bundle === undefined ? {} : { bundle: plainPath(bundle) }),
        site: optionalText(parameters, 'iisWebSite', where) ?? defaultSite,
        path: path.startsWith('/') ? path : `/${path}`,
        pool: optionalText(parameters, 'appPool', where) ?? defaultPool.name,
        architecture: from['architecture'] === 32 ? 32 : 64,
        scripts: scriptsOf(kind, members(from['scripts'] ?? {}, `${where}.scripts`), `${where}.scripts`),
    };
}
/** Scripts for taking an application away are read and never run: an instance is launched for one version, and goes with it. */
const manifest_known = {
    msDeploy: ['preInstall', 'postInstall', 'preRestart', 'postRestart', 'preUninstall', 'postUninstall'],
    aspNetCoreWeb: ['preInstall', 'postInstall', 'preRestart', 'postRestart', 'preUninstall', 'postUninstall'],
    custom: ['install', 'restart', 'uninstall'],
};
function scriptsOf(kind, from, where) {
    only(from, where, manifest_known[kind]);
    const given = moments.filter((moment) => from[moment] !== undefined);
    if (kind === 'custom' && !given.includes('install'))
        refuse(`${where}.install`, 'is missing');
    return Object.fromEntries(given.map((moment) => {
        const script = members(from[moment], `${where}.${moment}`);
        only(script, `${where}.${moment}`, ['file', 'ignoreErrors']);
        const file = textOf(script, 'file', `${where}.${moment}`);
        return [moment, { file: plainPath(file), ignoreErrors: truth(script, 'ignoreErrors', `${where}.${moment}`) }];
    }));
}
function plainPath(path) {
    return path.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '') || '.';
}
function checkNames({ pools, sites, deployments }, { files }) {
    const isThere = (path) => path === '.' || files.some((file) => file === path || file.startsWith(`${path}/`));
    for (const { name, bundle, site, pool, scripts } of deployments) {
        const paths = [...(bundle === undefined ? [] : [bundle]), ...Object.values(scripts).map(({ file }) => file)];
        const gone = paths.find((path) => !isThere(path));
        if (gone !== undefined)
            refuse(name, `names "${gone}", which is not in the bundle`);
        if (!sites.some((one) => one.name === site))
            refuse(name, `names the site "${site}", which is nowhere described`);
        if (!pools.some((one) => one.name === pool))
            refuse(name, `names the pool "${pool}", which is nowhere described`);
    }
    if (!sites.some(({ bindings }) => bindings.some(({ port }) => port === 80)))
        refuse('iisConfig.websites', 'has no site on port 80, the only one that is open');
}

;// CONCATENATED MODULE: ./lib/platforms/dotnet-windows.js




/** The roles and features of the server that IIS and ASP.NET are made of. */
const features = ['Web-Server', 'Web-Asp-Net45', 'Web-WebSockets', 'Web-Scripting-Tools'];
/** .NET behind IIS on Windows Server: what the deployment manifest of the bundle names. */
const dotnetWindows = {
    name: 'dotnet-windows',
    title: '.NET on Windows Server',
    system: 'windows',
    versions: [server('2025', '2034-11-14'), server('2022', '2031-10-14')],
    defaultVersion: '2025',
    manifests: (0,sign/* named */.KT)(manifestFile),
    entries: [],
    endings: [],
    port: 5000,
    environment: () => ({ ASPNETCORE_ENVIRONMENT: 'Production', DOTNET_CLI_TELEMETRY_OPTOUT: '1' }),
    path: [],
    staticFiles: {},
    leavesOut: [],
    install: () => [],
    build: () => [],
    start: dotnet_windows_start,
    accepted: [manifestFile],
    check: dotnet_windows_check,
};
function server(version, endOfLife) {
    return { version, packages: features, endOfLife, programs: {} };
}
/** Where the host finds what IIS shall be made into. */
function iisFile(port) {
    return `${folderOf({ port })}/iis.json`;
}
function dotnet_windows_start(source) {
    if (!source.files.includes(manifestFile))
        return undefined;
    const plan = iisPlan(source);
    const words = plan.deployments.map(({ name, site, path }) => `${name} at ${site}${path}`).join(', ');
    return {
        // IIS starts and restarts its own processes: this only says in the log what it serves.
        processes: [{ name: 'web', command: `IIS: ${words}` }],
        because: manifestFile,
        files: ({ port }) => ({ [iisFile(port)]: JSON.stringify(plan, undefined, 2) }),
    };
}
/** What the Windows host would not carry out is refused before anything is touched. */
function dotnet_windows_check(source) {
    iisPlan(source);
    const { files } = source;
    const foreign = ['Procfile', 'Buildfile'].find((file) => files.includes(file)) ??
        files.find((file) => file.startsWith('.platform/'));
    if (foreign !== undefined)
        dotnet_windows_refuse(`"${foreign}" is for platforms on Linux.`);
}
function dotnet_windows_refuse(message) {
    throw new errors/* BeanpoleError */.R('settings', message, {
        fix: `Let a script of ${manifestFile} do it, or put it into the machine image with instances.packer or instances.image.`,
    });
}

;// CONCATENATED MODULE: ./lib/platforms/go.js


/** Go: built on the instance, or a binary that came with the bundle. */
const go = {
    name: 'go',
    title: 'Go',
    system: 'linux',
    // Amazon Linux has one Go, always a supported one; a go.mod that wants a newer toolchain gets it from Go's own proxy.
    versions: [{ version: '1', packages: [], buildPackages: ['golang'], endOfLife: '2029-06-30', programs: {} }],
    defaultVersion: '1',
    manifests: (0,sign/* named */.KT)('go.mod'),
    entries: (0,sign/* named */.KT)('application.go', 'main.go', 'bin/application', 'application'),
    endings: ['.go'],
    port: 5000,
    environment: () => ({}),
    path: ['bin'],
    staticFiles: {},
    leavesOut: [],
    install: () => [],
    build: (source) => (isBuilt(source) ? [] : [go_build(source)]),
    start: go_start,
    accepted: [
        'a Procfile with a process "web"',
        'bin/application or application, built already',
        'a package main at the root, application.go or main.go',
        'cmd/<name>/main.go in a module',
    ],
    check: go_check,
};
const binaries = ['bin/application', 'application'];
function isBuilt({ files }) {
    return binaries.some((name) => files.includes(name));
}
function go_start(source) {
    const built = binaries.find((name) => source.files.includes(name));
    if (built !== undefined)
        return { processes: [{ name: 'web', command: `exec ./${built}` }], because: built };
    const target = source.files.includes('Buildfile') ? 'Buildfile' : main(source);
    if (target === undefined)
        return undefined;
    const because = target === 'Buildfile' ? target : `the package main in ${target}`;
    return { processes: [{ name: 'web', command: 'exec ./bin/application' }], because };
}
function go_build(source) {
    return ['go', 'build', '-o', 'bin/application', main(source) ?? '.'];
}
/** What is compiled: the root's package, or the one command below cmd/; of several the one that bears the module's name. */
function main(source) {
    const { files } = source;
    const inModule = files.includes('go.mod');
    const root = ['application.go', 'main.go'].find((file) => files.includes(file));
    if (root !== undefined || rootIsMain(source))
        return inModule ? '.' : root;
    const commands = commandsOf(source);
    const own = commands.length === 1 ? commands[0] : commands.find((name) => name === moduleName(source));
    return own === undefined ? undefined : `./cmd/${own}`;
}
function rootIsMain({ files, read }) {
    return files.some((file) => /^[^/]+\.go$/.test(file) && /^package main\b/m.test(read(file) ?? ''));
}
function commandsOf({ files }) {
    return files.flatMap((file) => /^cmd\/([^/]+)\/main\.go$/.exec(file)?.[1] ?? []);
}
function moduleName({ read }) {
    const path = /^module\s+(\S+)/m.exec(read('go.mod') ?? '')?.[1];
    return path
        ?.replace(/\/v\d+$/, '')
        .split('/')
        .at(-1);
}
/** Several commands, none of them with the module's name: any choice would be a guess. */
function go_check(source) {
    const told = ['Procfile', 'Buildfile', ...binaries].some((file) => source.files.includes(file));
    const commands = commandsOf(source);
    if (told || main(source) !== undefined || commands.length < 2)
        return;
    throw new errors/* BeanpoleError */.R('settings', `The module has several commands: ${commands.join(', ')}.`, {
        fix: `Write a Buildfile with the one that is served, as in "build: go build -o bin/application ./cmd/${commands[0]}".`,
    });
}

;// CONCATENATED MODULE: ./lib/platforms/jar.js
/** Amazon Corretto as Amazon Linux 2023 packages it; Corretto's own calendar says until when. */
const correttos = [
    corretto('25', '2032-10-31'),
    corretto('21', '2030-10-31'),
    corretto('17', '2029-10-31'),
    corretto('11', '2032-01-31'),
];
function corretto(major, endOfLife) {
    const name = `java-${major}-amazon-corretto`;
    return {
        version: major,
        packages: [`${name}-headless`],
        buildPackages: [`${name}-devel`, 'maven'],
        endOfLife,
        // The only Java of the instance: the plain name is its own.
        programs: {},
    };
}
/** Jars at the root that can be meant: no sources, no documentation, not what Spring Boot leaves beside its own. */
function jarsOf({ files }) {
    return files.filter((file) => /^[^/]+\.jar$/.test(file) && !/(-sources|-javadoc|-plain)\.jar$|^original-/.test(file));
}
/** The class that an unpacked jar starts with: a jar given as the artifact arrives as its files. */
function mainClass({ read }) {
    return /^Main-Class:\s*(\S+)/m.exec(read('META-INF/MANIFEST.MF') ?? '')?.[1];
}

;// CONCATENATED MODULE: ./lib/platforms/java.js



/** Java SE on Amazon Corretto: a jar, built before or on the instance. */
const java = {
    name: 'java',
    title: 'Java',
    system: 'linux',
    versions: correttos,
    defaultVersion: '21',
    manifests: [
        ...(0,sign/* named */.KT)('pom.xml', 'build.gradle', 'build.gradle.kts', '*.jar'),
        { file: 'META-INF/MANIFEST.MF', holds: /^Main-Class:/m, words: 'a jar given as the artifact' },
    ],
    entries: [],
    endings: ['.jar', '.java', '.kt'],
    port: 5000,
    // Spring Boot, Quarkus and Micronaut each have a name of their own for PORT.
    environment: (port) => ({ SERVER_PORT: `${port}`, QUARKUS_HTTP_PORT: `${port}`, MICRONAUT_SERVER_PORT: `${port}` }),
    path: [],
    staticFiles: {},
    leavesOut: [],
    install: () => [],
    build: java_build,
    start: java_start,
    accepted: [
        'a Procfile with a process "web"',
        'one jar at the root',
        'a jar as the artifact',
        'pom.xml, or build.gradle with gradlew',
    ],
    check: java_check,
};
function java_isBuilt(source) {
    return jarsOf(source).length > 0 || mainClass(source) !== undefined;
}
function java_build(source) {
    if (java_isBuilt(source))
        return [];
    const has = (file) => source.files.includes(file);
    if (has('pom.xml'))
        return [[...(has('mvnw') ? ['sh', 'mvnw'] : ['mvn']), '-q', '-B', '-DskipTests', 'package']];
    return has('gradlew') ? [['sh', 'gradlew', '--no-daemon', '-q', 'assemble']] : [];
}
function java_start(source) {
    const [jar, ...more] = jarsOf(source);
    if (jar !== undefined)
        return more.length === 0 ? web(`-jar "${jar}"`, jar) : undefined;
    const main = mainClass(source);
    if (main !== undefined)
        return web(`-cp . "${main}"`, 'Main-Class in META-INF/MANIFEST.MF');
    if (source.files.includes('pom.xml'))
        return web(`-jar ${java_builtIn('target')}`, 'the jar that Maven builds');
    if (source.files.includes('gradlew'))
        return web(`-jar ${java_builtIn('build/libs')}`, 'the jar that Gradle builds');
    return undefined;
}
function java_builtIn(directory) {
    return `"$(ls ${directory}/*.jar | grep -v -e '-sources.jar' -e '-javadoc.jar' -e '-plain.jar' -e '/original-' | head -n 1)"`;
}
/** JAVA_OPTS is where Beanstalk's users put their heap; unquoted, as it is a list. */
function web(command, because) {
    return { processes: [{ name: 'web', command: `exec java $JAVA_OPTS ${command}` }], because };
}
function java_check(source) {
    const told = ['Procfile', 'Buildfile'].some((file) => source.files.includes(file));
    const jars = jarsOf(source);
    if (!told && jars.length > 1) {
        throw new errors/* BeanpoleError */.R('settings', `There are several jars at the root: ${jars.join(', ')}.`, {
            fix: `Write a Procfile, as in "web: java -jar ${jars[0]}".`,
        });
    }
    const gradle = source.files.some((file) => file.startsWith('build.gradle'));
    if (told || java_isBuilt(source) || !gradle || ['gradlew', 'pom.xml'].some((file) => source.files.includes(file)))
        return;
    throw new errors/* BeanpoleError */.R('settings', 'Gradle has to build the application, and there is no gradlew.', {
        fix: 'Run "gradle wrapper" and commit gradlew, or build on the runner with "build:".',
    });
}

;// CONCATENATED MODULE: ./lib/platforms/manifest.js

/** Reads package.json; absent when the tree has none. Throws `settings` when it is not a JSON object. */
function readManifest(source) {
    const text = source.read('package.json');
    if (text === undefined)
        return undefined;
    const { scripts, main, dependencies, optionalDependencies, workspaces } = manifest_parse(text);
    const { start, preinstall, install, postinstall, prepare } = record(scripts);
    const wanted = Object.keys({ ...record(dependencies), ...record(optionalDependencies) });
    return {
        ...(typeof start === 'string' && start.trim() !== '' && { start }),
        ...(typeof main === 'string' && main !== '' && { main: main.replace(/^\.\//, '') }),
        installs: wanted.length > 0 || [workspaces, preinstall, install, postinstall, prepare].some(Boolean),
    };
}
function manifest_parse(text) {
    try {
        const value = JSON.parse(text);
        if (isRecord(value))
            return value;
    }
    catch (cause) {
        throw platforms_manifest_broken(cause);
    }
    throw new errors/* BeanpoleError */.R('settings', 'package.json is not a JSON object.');
}
function platforms_manifest_broken(cause) {
    return new errors/* BeanpoleError */.R('settings', `package.json is not valid JSON: ${cause.message}`, { cause });
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
    system: 'linux',
    versions: [node_version('24', '2028-04-30'), node_version('22', '2027-04-30')],
    defaultVersion: '24',
    manifests: (0,sign/* named */.KT)('package.json'),
    entries: (0,sign/* named */.KT)('app.js', 'server.js'),
    endings: ['.js', '.mjs', '.cjs', '.ts'],
    port: 8080,
    // npm would look for a newer npm at every start, and its notice would stand among the application's own last lines.
    environment: () => ({ NODE_ENV: 'production', NPM_CONFIG_UPDATE_NOTIFIER: 'false' }),
    path: ['node_modules/.bin'],
    staticFiles: {},
    leavesOut: [],
    install,
    build: () => [],
    start: node_start,
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
function node_version(major, endOfLife) {
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
function node_start(source) {
    const manifest = readManifest(source);
    if (manifest?.start !== undefined)
        return node_web('npm start', 'scripts.start in package.json');
    for (const file of ['app.js', 'server.js']) {
        if (source.files.includes(file))
            return node_web(`node ${file}`, file);
    }
    const main = manifest?.main;
    const file = [main, `${main}.js`, `${main}/index.js`].find((name) => name !== undefined && source.files.includes(name));
    return file === undefined ? undefined : node_web(`node "${file}"`, 'main in package.json');
}
function node_web(command, because) {
    return { processes: [{ name: 'web', command }], because };
}

;// CONCATENATED MODULE: ./lib/platforms/site.js

/** The site's own nginx: an ordinary process of the application, so that it is gated, restarted and flipped like any other. */
const siteProcess = {
    name: 'web',
    // Workers of a root's nginx, as in a container on a developer's machine, would be somebody else, who may not read the release.
    command: `PATH="$PATH:/usr/sbin"; [ "$(id -u)" != 0 ] || as='user root;'; exec nginx -e stderr -p "$PWD/${ownFolder}/" -c site.conf -g "$as"`,
};
/** Where its configuration lies. */
function siteFile(place) {
    return `${folderOf(place)}/site.conf`;
}
/** The configuration of an nginx without any right of its own: one port on loopback, every file that it writes in a folder of its own. */
function siteConfiguration(place, { root, locations }) {
    const { directory, port } = place;
    const own = `${directory}/${folderOf(place)}`;
    return `daemon off;
worker_processes auto;
error_log stderr warn;
pid ${own}/site.pid;

events {
  worker_connections 1024;
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  server_tokens off;
  absolute_redirect off;
  sendfile on;
  gzip on;
  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;
  client_max_body_size 0;
  client_body_temp_path ${own}/body;
  proxy_temp_path ${own}/proxy;
  fastcgi_temp_path ${own}/fastcgi;
  uwsgi_temp_path ${own}/uwsgi;
  scgi_temp_path ${own}/scgi;

  server {
    listen 127.0.0.1:${port};
    root "${root === '' ? directory : `${directory}/${root}`}";

    # What is hidden is nobody's: configuration, history, keys. Certificates are proven below .well-known.
    location ~ /\\.(?!well-known/) {
      return 404;
    }

${locations}
  }
}
`;
}

;// CONCATENATED MODULE: ./lib/platforms/php.js



/** The modules that Beanstalk's users find there; versions exclude each other on one machine. */
const modules = [
    'cli',
    'fpm',
    'mbstring',
    'xml',
    'mysqlnd',
    'pgsql',
    'gd',
    'intl',
    'opcache',
    'bcmath',
    'process',
    'sodium',
];
/** PHP-FPM behind an nginx of the release's own. */
const php = {
    name: 'php',
    title: 'PHP',
    system: 'linux',
    versions: [php_version('8.5', '2029-12-31'), php_version('8.4', '2028-12-31'), php_version('8.3', '2027-12-31')],
    defaultVersion: '8.4',
    manifests: (0,sign/* named */.KT)('composer.json'),
    entries: (0,sign/* named */.KT)('index.php', 'public/index.php', 'web/index.php'),
    endings: ['.php'],
    port: 8080,
    environment: () => ({ COMPOSER_NO_INTERACTION: '1' }),
    path: ['vendor/bin'],
    staticFiles: {},
    leavesOut: [],
    install: php_install,
    build: () => [],
    start: php_start,
    accepted: ['a Procfile with a process "web"', 'index.php at the root, or in public or web'],
    check: () => { },
};
function php_version(minor, endOfLife) {
    // From 8.5 on the byte code cache is part of PHP itself.
    const own = modules.filter((module) => minor !== '8.5' || module !== 'opcache');
    const packages = ['nginx', ...own.map((module) => `php${minor}-${module}`)];
    return { version: minor, packages, buildPackages: ['unzip', 'git'], endOfLife, programs: {} };
}
/** `vendor` in the bundle means that the runner has installed it, as GitHub's runners can: they have Composer. */
function php_install({ files, read }) {
    const wants = Object.keys(requires(read('composer.json'))).some((name) => !/^(php$|php-|ext-|lib-)/.test(name));
    if (!wants || files.includes('vendor/autoload.php'))
        return [];
    const options = ['--no-dev', '--no-interaction', '--no-ansi', '--no-progress', '--optimize-autoloader'];
    return [
        ['mkdir', '-p', beanpoleFolder],
        ['sh', '-c', getComposer],
        ['sh', '-c', `PATH="$PWD/${beanpoleFolder}:$PATH" composer install ${options.join(' ')}`],
    ];
}
/** Amazon Linux has no package of it. Composer's own installer, whose sha384 is proven first (getcomposer.org, "How do I install Composer programmatically?"). */
const getComposer = `command -v composer >/dev/null || {
  cd ${beanpoleFolder} &&
    php -r 'copy("https://getcomposer.org/installer", "setup.php");' &&
    php -r 'exit(hash_file("sha384", "setup.php") === trim(file_get_contents("https://composer.github.io/installer.sig")) ? 0 : 1);' &&
    php setup.php --quiet --2 --filename=composer
}`;
function requires(text) {
    try {
        const { require } = JSON.parse(text ?? '{}');
        return typeof require === 'object' && require !== null ? require : {};
    }
    catch {
        // Composer says it better than we could.
        return { 'broken/composer.json': '*' };
    }
}
function php_start({ files }) {
    const index = ['public/index.php', 'web/index.php', 'index.php'].find((file) => files.includes(file));
    if (index === undefined)
        return undefined;
    const root = index === 'index.php' ? '' : index.slice(0, index.indexOf('/'));
    return {
        // Debian's program bears its version.
        processes: [
            siteProcess,
            {
                name: 'php-fpm',
                command: `PATH="$PATH:/usr/sbin:/usr/local/sbin"; fpm=$(command -v php-fpm || ls /usr/sbin/php-fpm* | head -n 1); [ "$(id -u)" != 0 ] || root=--allow-to-run-as-root; FPM_USER=$(id -un) exec "$fpm" --nodaemonize --force-stderr $root --fpm-config "${ownFolder}/php-fpm.conf"`,
            },
        ],
        because: index,
        files: (place) => ({
            [siteFile(place)]: siteConfiguration(place, { root, locations: locations(place) }),
            [`${folderOf(place)}/php-fpm.conf`]: pool(place),
        }),
    };
}
/** On a socket of the release's own; a path longer than 107 bytes is none, so it lies in the temporary directory. */
function socket({ port }) {
    return `/tmp/beanpole-php-${port}.sock`;
}
/** Pretty addresses go to index.php, as every framework wants it; a script that is not there is not run. */
function locations(place) {
    return `    index index.php index.html;

    location / {
      try_files $uri $uri/ /index.php$is_args$args;
    }

    location ~ \\.php$ {
      try_files $uri =404;
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param HTTPS $fastcgi_https if_not_empty;
      fastcgi_read_timeout 3600s;
      fastcgi_pass unix:${socket(place)};
    }

    set $fastcgi_https '';
    if ($http_x_forwarded_proto = https) {
      set $fastcgi_https on;
    }`;
}
/** The limits are Beanstalk's own defaults (memory_limit, max_execution_time, display_errors, allow_url_fopen). */
function pool(place) {
    return `[global]
daemonize = no
error_log = ${place.directory}/${folderOf(place)}/php-fpm.log

[www]
listen = ${socket(place)}
listen.mode = 0600
user = \${FPM_USER}
pm = dynamic
pm.max_children = 20
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 4
clear_env = no
catch_workers_output = yes
decorate_workers_output = no
php_value[memory_limit] = 256M
php_value[max_execution_time] = 60
php_flag[display_errors] = off
php_flag[allow_url_fopen] = on
php_flag[log_errors] = on
`;
}

;// CONCATENATED MODULE: ./lib/platforms/python.js


/** Python in a virtual environment of its own; gunicorn serves WSGI, uvicorn ASGI. */
const python = {
    name: 'python',
    title: 'Python',
    system: 'linux',
    versions: [
        python_version('3.14', '2030-10-31'),
        python_version('3.13', '2029-10-31'),
        python_version('3.12', '2028-10-31'),
        python_version('3.11', '2027-10-31'),
    ],
    defaultVersion: '3.14',
    manifests: (0,sign/* named */.KT)('requirements.txt', 'pyproject.toml', 'Pipfile'),
    entries: (0,sign/* named */.KT)('application.py', 'app.py', 'main.py', 'manage.py'),
    endings: ['.py'],
    port: 8000,
    // Without it the last lines of an application that is killed stay in its buffer and nobody learns why.
    environment: () => ({ PYTHONUNBUFFERED: '1' }),
    path: ['.venv/bin'],
    staticFiles: { '/static': 'static' },
    leavesOut: ['.venv/', '__pycache__/'],
    install: python_install,
    build: () => [],
    start: python_start,
    accepted: [
        'a Procfile with a process "web"',
        'requirements.txt, and a WSGI "application" or Flask "app" in application.py, app.py, main.py, wsgi.py or <project>/wsgi.py',
        'requirements.txt, and an ASGI "app" (FastAPI, Starlette, Quart, Litestar) in application.py, app.py, main.py, asgi.py or app/main.py',
        'application.py',
        'app.py',
        'main.py',
    ],
    check: python_check,
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
/** The servers that come with the platform, as Beanstalk's gunicorn does; an application that names one has its own version. */
const servers = { gunicorn: 'gunicorn==23.0.0', uvicorn: 'uvicorn[standard]==0.34.0' };
/** `--python` came with pip 22.3, which is the oldest that Amazon Linux 2023 has for these versions. */
const pip = ['python3', '-m', 'pip', '--disable-pip-version-check', '--python', '.venv/bin/python', 'install'];
function python_install(source) {
    if (requirements(source).length === 0)
        return [];
    const server = source.files.includes('Procfile') ? undefined : served(source)?.server;
    const more = server === undefined || python_requires(source, server) ? [] : [servers[server]];
    return [
        // A pip of its own would take longer to unpack than most requirements take to install.
        ['python3', '-m', 'venv', '--clear', '--without-pip', '.venv'],
        [...pip, '--requirement', 'requirements.txt', ...more],
    ];
}
/** The lines of requirements.txt that ask for something. */
function requirements(source) {
    const lines = (source.read('requirements.txt') ?? '').split(/\r?\n/).map((line) => line.trim());
    return lines.filter((line) => line !== '' && !line.startsWith('#'));
}
function python_requires(source, name) {
    return requirements(source).some((line) => new RegExp(`^${name}\\b`, 'i').test(line));
}
const commands = {
    // Workers and threads are Beanstalk's own defaults (NumProcesses 1, NumThreads 15).
    gunicorn: 'gunicorn --bind "127.0.0.1:$PORT" --workers 1 --threads 15',
    uvicorn: 'uvicorn --host 127.0.0.1 --port "$PORT" --proxy-headers',
};
function python_start(source) {
    const callable = requirements(source).length > 0 ? served(source) : undefined;
    if (callable !== undefined) {
        const { server, name } = callable;
        const process = { name: 'web', command: `exec ${commands[server]} ${name}` };
        const kind = server === 'gunicorn' ? 'WSGI' : 'ASGI';
        return { processes: [process], because: `the ${kind} application ${name}` };
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
const signs = [
    { text: /^app\s*(:.*)?=\s*(\w+\.)?(FastAPI|Starlette|Quart|Litestar)\(/m, member: 'app', server: 'uvicorn' },
    {
        text: /^application\s*(:.*)?=\s*(\w+\.)?(FastAPI|Starlette|Quart|Litestar|get_asgi_application)\(/m,
        member: 'application',
        server: 'uvicorn',
    },
    {
        text: /^(def application\b|application\s*(:.*)?=|from .* import .*\bapplication\b)/m,
        member: 'application',
        server: 'gunicorn',
    },
    { text: /^app\s*=\s*(flask\.)?Flask\(/m, member: 'app', server: 'gunicorn' },
    { text: /^app\s*=\s*create_app\(/m, member: 'app', server: 'gunicorn' },
];
/** What a server can serve: Beanstalk's name is `application`, Flask's and FastAPI's habit is `app`. */
function served(source) {
    const projects = source.files.filter((file) => /^[^/]+\/wsgi\.py$/.test(file));
    const modules = ['application.py', 'app.py', 'main.py', 'wsgi.py', 'asgi.py', 'app/main.py', ...projects];
    for (const file of modules) {
        const text = source.files.includes(file) ? (source.read(file) ?? '') : '';
        const sign = signs.find((one) => one.text.test(text));
        if (sign === undefined)
            continue;
        const module = file.replace(/\.py$/, '').replaceAll('/', '.');
        return { server: sign.server, name: `${module}:${sign.member}` };
    }
    return undefined;
}
/** Only requirements.txt is installed: a list of dependencies that would be passed over in silence is refused. */
function python_check(source) {
    if (source.files.includes('requirements.txt'))
        return;
    const passedOver = source.files.includes('Pipfile') ? 'Pipfile' : withDependencies(source);
    if (passedOver === undefined)
        return;
    throw new errors/* BeanpoleError */.R('settings', `${passedOver} lists dependencies, and there is no requirements.txt.`, {
        fix: 'Write one, for example in "build:" with "pip freeze", "pipenv requirements" or "uv export" > requirements.txt.',
    });
}
function withDependencies(source) {
    const text = source.read('pyproject.toml') ?? '';
    return /^(dependencies\s*=\s*\[\s*[^\s\]]|\[tool\.poetry\.dependencies\])/m.test(text) ? 'pyproject.toml' : undefined;
}

;// CONCATENATED MODULE: ./lib/platforms/rails.js
/** Whether a Ruby application is one of Rails. */
function isRails({ files }) {
    return files.includes('config/application.rb') && files.includes('Rakefile');
}
/** Rails compiles its assets, unless the runner has done it or the variable of Beanstalk says no. */
function compileAssets(source) {
    const compiled = source.files.some((file) => file.startsWith('public/assets/'));
    const assets = source.files.some((file) => file.startsWith('app/assets/'));
    if (!isRails(source) || compiled || !assets)
        return [];
    const compile = 'SECRET_KEY_BASE_DUMMY=1 bundle exec rake assets:precompile';
    return [['sh', '-c', `[ "$RAILS_SKIP_ASSET_COMPILATION" = true ] || ${compile}`]];
}
/** Rails brings its database up to date, unless the variable of Beanstalk says no. */
function migrate(source) {
    if (!isRails(source) || !source.files.some((file) => /^db\/migrate\/.+\.rb$/.test(file)))
        return undefined;
    return '[ "$RAILS_SKIP_MIGRATIONS" = true ] || exec bundle exec rake db:migrate';
}
const encrypted = ['config/credentials.yml.enc', 'config/credentials/production.yml.enc'];
const keys = ['config/master.key', 'config/credentials/production.key'];
const named = ['RAILS_MASTER_KEY', 'SECRET_KEY_BASE'];
const advice = `Set variables.RAILS_MASTER_KEY to what config/master.key holds, or variables.SECRET_KEY_BASE to a long random text ("bin/rails secret" makes one); best as a reference, {secret: <name>}.`;
/** A repository of Rails holds its credentials without their key: somebody has to bring it, and without one Rails answers nothing. */
function keyToCome({ files }, variables) {
    const brought = keys.some((file) => files.includes(file)) || named.some((name) => variables.includes(name));
    if (brought || !encrypted.some((file) => files.includes(file)))
        return undefined;
    return `Rails has no key yet: none is in the bundle, and variables name none. ${advice}`;
}
/** What Rails prints when nobody brought it, and when `config.require_master_key` wants it at the start. */
const keyMissing = {
    heard: /Missing `secret_key_base` for|Missing encryption key to decrypt file/,
    advice: `Rails has no key. ${advice}`,
};

;// CONCATENATED MODULE: ./lib/platforms/ruby.js


/** Ruby with Bundler; Puma serves Rack and Rails. */
const ruby = {
    name: 'ruby',
    title: 'Ruby',
    system: 'linux',
    versions: [
        {
            version: '3.4',
            packages: ['ruby3.4', 'ruby3.4-rubygems', 'ruby3.4-rubygem-bundler'],
            buildPackages: ['ruby3.4-devel', 'gcc', 'gcc-c++', 'make', 'libyaml-devel', 'git'],
            endOfLife: '2028-03-31',
            programs: {},
        },
    ],
    defaultVersion: '3.4',
    manifests: (0,sign/* named */.KT)('Gemfile', 'config.ru'),
    entries: (0,sign/* named */.KT)('application.rb', 'app.rb'),
    endings: ['.rb', '.ru'],
    port: 8080,
    environment: () => ({
        RACK_ENV: 'production',
        RAILS_ENV: 'production',
        APP_ENV: 'production',
        RAILS_LOG_TO_STDOUT: '1',
        RAILS_SERVE_STATIC_FILES: '1',
        BUNDLE_WITHOUT: 'development:test',
    }),
    path: [],
    staticFiles: { '/assets': 'public/assets' },
    leavesOut: ['vendor/bundle/'],
    install: ruby_install,
    build: compileAssets,
    once: migrate,
    start: ruby_start,
    accepted: [
        'a Procfile with a process "web"',
        'puma in Gemfile, with config/puma.rb or config.ru',
        'config.ru',
        'application.rb',
        'app.rb',
    ],
    check: () => { },
    wants: keyToCome,
    remedies: [keyMissing],
};
/** Gems lie in the release: two releases stand beside each other, each with its own. */
function ruby_install({ files }) {
    if (!files.includes('Gemfile'))
        return [];
    const locked = files.includes('Gemfile.lock') ? [['bundle', 'config', 'set', '--local', 'deployment', 'true']] : [];
    return [
        ['bundle', 'config', 'set', '--local', 'path', 'vendor/bundle'],
        ...locked,
        ['bundle', 'install', '--jobs', '4', '--retry', '3'],
    ];
}
function gem({ read }, name) {
    return new RegExp(`^\\s*gem\\s+["']${name}["']`, 'm').test(read('Gemfile') ?? '');
}
/** A puma.rb of the application's own binds to PORT itself, as the one of Rails does. */
function ruby_start(source) {
    const { files } = source;
    const bundled = files.includes('Gemfile') ? 'bundle exec ' : '';
    const rack = files.includes('config.ru');
    if (gem(source, 'puma') && files.includes('config/puma.rb'))
        return ownPuma(source);
    if (gem(source, 'puma') && rack) {
        return ruby_web('bundle exec puma --bind "tcp://127.0.0.1:$PORT"', 'puma in Gemfile, and config.ru');
    }
    if (rack)
        return ruby_web(`${bundled}rackup --host 127.0.0.1 --port "$PORT"`, 'config.ru');
    const file = ['application.rb', 'app.rb'].find((name) => files.includes(name));
    if (file === undefined)
        return undefined;
    // Sinatra takes its address from the command line.
    const options = /^\s*require\s+["']sinatra["']/m.test(source.read(file) ?? '') ? ' -o 127.0.0.1 -p "$PORT"' : '';
    return ruby_web(`${bundled}ruby ${file}${options}`, file);
}
/** Puma does not make the directory that the configuration of Rails lays its pid into, and git keeps no empty one. */
function ownPuma({ read }) {
    const config = 'config/puma.rb';
    const pids = /\btmp\/pids\//.test(read(config) ?? '') ? 'mkdir -p tmp/pids && ' : '';
    return { processes: [{ name: 'web', command: `${pids}exec bundle exec puma` }], because: config };
}
function ruby_web(command, because) {
    return { processes: [{ name: 'web', command: `exec ${command}` }], because };
}

;// CONCATENATED MODULE: ./lib/platforms/static.js


/** Files as they are, by nginx. */
const staticSite = {
    name: 'static',
    title: 'Static site',
    system: 'linux',
    versions: [{ version: '1', packages: ['nginx'], endOfLife: '2029-06-30', programs: {} }],
    defaultVersion: '1',
    manifests: [],
    entries: (0,sign/* named */.KT)('index.html'),
    fallbacks: (0,sign/* named */.KT)('public/index.html', 'dist/index.html', 'build/index.html', '_site/index.html'),
    endings: ['.html'],
    port: 8080,
    environment: () => ({}),
    path: [],
    staticFiles: {},
    leavesOut: [],
    install: () => [],
    build: () => [],
    start: static_start,
    accepted: ['index.html at the root, or in public, dist, build or _site'],
    check: () => { },
};
/** A page of its own for what is not there: `404.html`, as the hosts of static sites have it; `200.html` answers for every path of a single page. */
function static_start({ files }) {
    const root = ['', 'public', 'dist', 'build', '_site'].find((folder) => files.includes(inside(folder, 'index.html')));
    if (root === undefined)
        return undefined;
    const single = files.includes(inside(root, '200.html')) ? '/200.html' : '=404';
    const missing = files.includes(inside(root, '404.html')) ? '\n    error_page 404 /404.html;' : '';
    const locations = `    location / {
      index index.html;
      try_files $uri $uri.html $uri/ ${single};
    }${missing}`;
    return {
        processes: [siteProcess],
        because: inside(root, 'index.html'),
        files: (place) => ({ [siteFile(place)]: siteConfiguration(place, { root, locations }) }),
    };
}
function inside(folder, file) {
    return folder === '' ? file : `${folder}/${file}`;
}

;// CONCATENATED MODULE: ./lib/platforms/tomcat.js


const webapps = `${beanpoleFolder}/webapps`;
/** Where Amazon Linux and Debian put it. */
const home = '/usr/share/tomcat10';
/** Tomcat 10 on Corretto, with a base directory of its own in each release: two releases stand beside each other. */
const tomcat = {
    name: 'tomcat',
    title: 'Tomcat',
    system: 'linux',
    versions: correttos
        .filter(({ version }) => version !== '25')
        .map((java) => ({
        ...java,
        version: `10-corretto-${java.version}`,
        packages: [...java.packages, 'tomcat10'],
        buildPackages: [],
    })),
    defaultVersion: '10-corretto-21',
    manifests: [{ file: '*.war' }, { file: 'WEB-INF/web.xml' }],
    entries: [{ file: 'index.jsp' }],
    endings: ['.war', '.jsp'],
    port: 8080,
    environment: () => ({}),
    path: [],
    staticFiles: {},
    leavesOut: [],
    install: () => [],
    build: tomcat_build,
    start: (source) => (isTomcat(source) ? tomcat_start(source) : undefined),
    accepted: [
        'a Procfile with a process "web"',
        '*.war at the root: ROOT.war or a single one at /, others at their names',
        'WEB-INF/web.xml or index.jsp, as in a war given as the artifact',
    ],
    check: () => { },
};
function isTomcat(source) {
    return warsOf(source).length > 0 || ['WEB-INF/web.xml', 'index.jsp'].some((file) => source.files.includes(file));
}
function warsOf({ files }) {
    return files.filter((file) => /^[^/]+\.war$/.test(file));
}
/** A single war is the application at `/`, whatever its name. */
function tomcat_build(source) {
    const wars = warsOf(source);
    const copies = wars.map((war) => ['cp', war, `${webapps}/${wars.length === 1 ? 'ROOT.war' : war}`]);
    return [['mkdir', '-p', webapps], ...copies];
}
function tomcat_start(source) {
    const wars = warsOf(source);
    const classpath = `${home}/bin/bootstrap.jar:${home}/bin/tomcat-juli.jar`;
    // 256 MB are Beanstalk's own defaults (Xms, Xmx); what JAVA_OPTS says comes later and so counts.
    const options = `-Xms256m -Xmx256m $JAVA_OPTS -Dcatalina.home=${home} -Dcatalina.base="$base" -Djava.io.tmpdir="$base/temp"`;
    const prepare = `base="$PWD/${ownFolder}"; mkdir -p "$base/temp"`;
    const command = `${prepare}; exec java ${options} -classpath ${classpath} org.apache.catalina.startup.Bootstrap start`;
    return {
        processes: [{ name: 'web', command }],
        because: wars.length > 0 ? wars.join(', ') : 'the unpacked war',
        files: (place) => ({
            [`${folderOf(place)}/conf/server.xml`]: serverXml(place, wars.length === 0 ? place.directory : undefined),
            [`${folderOf(place)}/conf/web.xml`]: webXml,
            [`${folderOf(place)}/conf/catalina.properties`]: properties(place),
        }),
    };
}
/** No shutdown port; the client's address and protocol are what the proxy says. */
function serverXml({ port, directory }, docBase) {
    const context = docBase === undefined ? '' : `\n        <Context path="" docBase="${xml(docBase)}"/>`;
    return `<?xml version="1.0" encoding="UTF-8"?>
<Server port="-1">
  <Service name="Catalina">
    <Connector port="${port}" address="127.0.0.1" protocol="HTTP/1.1" connectionTimeout="20000"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="${xml(`${directory}/${webapps}`)}" unpackWARs="true" autoDeploy="false" deployIgnore="${docBase === undefined ? '' : '.*'}">${context}
        <Valve className="org.apache.catalina.valves.RemoteIpValve" protocolHeader="x-forwarded-proto"/>
      </Host>
    </Engine>
  </Service>
</Server>
`;
}
/** The defaults of every application: files, pages, and which file a directory shows. */
const webXml = `<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
  <servlet>
    <servlet-name>default</servlet-name>
    <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
    <load-on-startup>1</load-on-startup>
  </servlet>
  <servlet>
    <servlet-name>jsp</servlet-name>
    <servlet-class>org.apache.jasper.servlet.JspServlet</servlet-class>
    <load-on-startup>3</load-on-startup>
  </servlet>
  <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
  <servlet-mapping><servlet-name>jsp</servlet-name><url-pattern>*.jsp</url-pattern></servlet-mapping>
  <mime-mapping><extension>html</extension><mime-type>text/html</mime-type></mime-mapping>
  <mime-mapping><extension>css</extension><mime-type>text/css</mime-type></mime-mapping>
  <mime-mapping><extension>js</extension><mime-type>text/javascript</mime-type></mime-mapping>
  <mime-mapping><extension>svg</extension><mime-type>image/svg+xml</mime-type></mime-mapping>
  <mime-mapping><extension>png</extension><mime-type>image/png</mime-type></mime-mapping>
  <mime-mapping><extension>json</extension><mime-type>application/json</mime-type></mime-mapping>
  <welcome-file-list><welcome-file>index.html</welcome-file><welcome-file>index.jsp</welcome-file></welcome-file-list>
</web-app>
`;
/** Tomcat's own jars hold nothing that an application declares: to look into them only takes time. */
const serverJars = [
    'annotations-api',
    'bootstrap',
    'catalina*',
    'commons-daemon',
    'ecj*',
    'el-api',
    'jakartaee*',
    'jasper*',
    'jaspic-api',
    'jsp-api',
    'servlet-api',
    'tomcat-*',
    'websocket*',
].map((name) => `${name}.jar`);
/** Tomcat makes system properties of this file, which is how Beanstalk's Tomcat hands environment variables over. */
function properties({ variables }) {
    const loader = 'common.loader="${catalina.home}/lib","${catalina.home}/lib/*.jar"';
    const skip = `tomcat.util.scan.StandardJarScanFilter.jarsToSkip=${serverJars.join()}`;
    const own = Object.entries(variables).map(([name, value]) => `${name}=${escaped(value)}`);
    return `${[loader, 'server.loader=', 'shared.loader=', skip, ...own].join('\n')}\n`;
}
/** In a properties file: line ends, backslashes, a blank in front, and whatever is not Latin-1. */
function escaped(value) {
    const plain = value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
    return plain
        .replace(/^ /, '\\ ')
        .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function xml(text) {
    return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

;// CONCATENATED MODULE: ./lib/platforms/index.js













/** Every platform, by its name: a new platform is one file and one line here. */
const platforms = {
    node: node,
    python: python,
    ruby: ruby,
    php: php,
    go: go,
    java: java,
    tomcat: tomcat,
    dotnet: dotnet,
    'dotnet-windows': dotnetWindows,
    static: staticSite,
    docker: docker,
    'docker-compose': dockerCompose,
    'docker-preconfigured': dockerPreconfigured,
};
/** The names that `platform.name` accepts. */
const platformNames = Object.keys(platforms);


/***/ }),

/***/ 9091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F9: () => (/* binding */ found),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   Oi: () => (/* binding */ signsOf),
/* harmony export */   Z9: () => (/* binding */ wordsOf)
/* harmony export */ });
/** The first file of the tree that is such a sign. */
function found({ files, read }, { file, holds }) {
    const fits = file.includes('*') ? pattern(file) : undefined;
    return files.find((path) => (fits === undefined ? path === file : fits.test(path)) && (holds?.test(read(path) ?? '') ?? true));
}
/** Files by their names alone. */
function named(...files) {
    return files.map((file) => ({ file }));
}
/** The sign in words: `Dockerrun.aws.json (version 1)`. */
function wordsOf({ file, words }) {
    return words === undefined ? file : `${file} (${words})`;
}
/** Every file that speaks for a platform, the strongest first. */
function signsOf({ manifests, entries, fallbacks = [] }) {
    return [...manifests, ...entries, ...fallbacks];
}
function pattern(file) {
    const parts = file.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('[^/]*')}$`);
}


/***/ }),

/***/ 379:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8474);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3136);
/* harmony import */ var _aws_cloud_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4991);
/* harmony import */ var _commands_index_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2738);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(452);
/* harmony import */ var _github_inputs_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(6174);
/* harmony import */ var _github_journal_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(1372);
/* harmony import */ var _github_report_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(3205);
/* harmony import */ var _github_start_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1957);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4654);
/* harmony import */ var _plan_names_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(595);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(8975);
/* harmony import */ var _runner_archive_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(3392);
/* harmony import */ var _runner_arguments_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(1310);
/* harmony import */ var _runner_clock_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(5888);
/* harmony import */ var _runner_files_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(1161);
/* harmony import */ var _runner_git_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(2406);
/* harmony import */ var _runner_local_cloud_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(9053);
/* harmony import */ var _runner_packers_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(2965);
/* harmony import */ var _runner_process_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(6499);
/* harmony import */ var _runner_program_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(1330);
/* harmony import */ var _runner_terminal_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(2776);
/* harmony import */ var _runner_workspace_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(6243);


























const env = process.env;
const words = process.argv.slice(2);
const onGitHub = env['GITHUB_ACTIONS'] === 'true';
const journal = onGitHub ? (0,_github_journal_js__WEBPACK_IMPORTED_MODULE_23__/* .githubJournal */ .P)(_runner_clock_js__WEBPACK_IMPORTED_MODULE_14__/* .realClock */ .d.now) : (0,_runner_terminal_js__WEBPACK_IMPORTED_MODULE_21__/* .terminalJournal */ .e)((0,_runner_terminal_js__WEBPACK_IMPORTED_MODULE_21__/* .screenOf */ .S)(process.stdout, env, _runner_clock_js__WEBPACK_IMPORTED_MODULE_14__/* .realClock */ .d.now));
const programs = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_url__WEBPACK_IMPORTED_MODULE_4__.fileURLToPath)(import.meta.url));
const scratch = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(env['RUNNER_TEMP'] ?? (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), 'beanpole-'));
/** When the run began; earlier than now where the end of its time is tried out. */
const began = Number(env['BEANPOLE_BEGAN_MS'] ?? Date.now());
const cancelled = new AbortController();
/** Aborted when the run's time is over. */
const over = new AbortController();
const ended = AbortSignal.any([cancelled.signal, over.signal]);
(0,node_events__WEBPACK_IMPORTED_MODULE_0__.setMaxListeners)(0, ended);
const clock = { now: _runner_clock_js__WEBPACK_IMPORTED_MODULE_14__/* .realClock */ .d.now, sleep: (ms) => _runner_clock_js__WEBPACK_IMPORTED_MODULE_14__/* .realClock */ .d.sleep(ms, cancelled.signal) };
/** A local cloud whose time runs quickly is worth looking at more often than AWS. */
const pollMs = Number(env['BEANPOLE_POLL_MS'] ?? 1000);
/** How long one attempt of a request to AWS may be silent; shorter where silence is tried out. */
const requestMs = Number(env['BEANPOLE_REQUEST_MS'] ?? 60_000);
let local;
let calls = 0;
/** GitHub kills a cancelled step 7.5 s after SIGINT; what still hangs by then must not keep the report from being written. */
const lastWordMs = 3_500;
/** How long a cancelled run waits for its local cloud. */
const partingMs = 500;
/** What a run may still say after its time is over: what is pending, and what the instances logged. */
const lastReportMs = 30_000;
for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => cancelled.abort(cancellation()));
process.exitCode = await run();
// A request that hangs, or the pause before the next attempt of one, would keep the process alive.
if (ended.aborted)
    process.exit();
/** One run from its inputs to its exit code. */
async function run() {
    try {
        if (!onGitHub && (0,_runner_arguments_js__WEBPACK_IMPORTED_MODULE_13__/* .asksForHelp */ .BO)(words)) {
            process.stdout.write((0,_runner_arguments_js__WEBPACK_IMPORTED_MODULE_13__/* .usage */ .CI)(_commands_index_js__WEBPACK_IMPORTED_MODULE_6__/* .meanings */ .D, _github_inputs_js__WEBPACK_IMPORTED_MODULE_24__/* .inputNames */ .v));
            return 0;
        }
        return await tell(await Promise.race([worldOf().then(_main_js__WEBPACK_IMPORTED_MODULE_9__/* .main */ .i), cutOff()]));
    }
    catch (error) {
        return tell((0,_report_failure_js__WEBPACK_IMPORTED_MODULE_11__/* .endOfFailure */ .T)(error));
    }
    finally {
        // Nobody waits for a local cloud after a cancelled run: it has got its signal, and ends alone.
        await (cancelled.signal.aborted ? Promise.race([local?.stop(), _runner_clock_js__WEBPACK_IMPORTED_MODULE_14__/* .realClock */ .d.sleep(partingMs)]) : local?.stop());
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(scratch, { recursive: true, force: true });
    }
}
/** Never settles unless the run is cancelled or its time is over; then it rejects a little later. */
function cutOff() {
    return new Promise((_, reject) => {
        const rejectAfter = (ms, { reason }) => setTimeout(() => reject(reason), ms).unref();
        cancelled.signal.addEventListener('abort', () => rejectAfter(lastWordMs, cancelled.signal), { once: true });
        over.signal.addEventListener('abort', () => rejectAfter(lastReportMs, over.signal), { once: true });
    });
}
async function tell(ended) {
    journal.end();
    if (calls > 0)
        journal.line(`${calls} requests to AWS`);
    if (ended.notice !== undefined)
        journal.notice(ended.notice, ended.text);
    else if (ended.verdict === 'good')
        journal.line(ended.text);
    else
        journal.error(ended.title ?? 'Failed', ended.text, ended.place);
    if (onGitHub)
        await (0,_github_report_js__WEBPACK_IMPORTED_MODULE_25__/* .writeOutputs */ .K)(ended.outputs);
    // The verdict stands; a report that cannot be written must not change it.
    await (0,_github_report_js__WEBPACK_IMPORTED_MODULE_25__/* .writeSummary */ .S)(ended.summary).catch((error) => journal.warning(`The job summary could not be written: ${error}`));
    return ended.verdict === 'good' ? 0 : 1;
}
async function worldOf() {
    const inputs = onGitHub ? (0,_github_inputs_js__WEBPACK_IMPORTED_MODULE_24__/* .readInputs */ .K)(env) : (0,_runner_arguments_js__WEBPACK_IMPORTED_MODULE_13__/* .readArguments */ .lR)(words, _github_inputs_js__WEBPACK_IMPORTED_MODULE_24__/* .inputNames */ .v);
    const workspace = (0,_runner_workspace_js__WEBPACK_IMPORTED_MODULE_22__/* .openWorkspace */ .O)(env['GITHUB_WORKSPACE'] ?? process.cwd());
    const start = await (0,_github_start_js__WEBPACK_IMPORTED_MODULE_8__/* .startOf */ .G)({
        env: onGitHub ? env : {},
        payload: onGitHub ? payload(env['GITHUB_EVENT_PATH']) : undefined,
        checkout: () => _runner_git_js__WEBPACK_IMPORTED_MODULE_16__/* .realGit */ .f.head(workspace.root),
        token: inputs['github-token'],
    }, 
    // What is told of a cancelled run is told after the cancellation, so these pauses do not end with it.
    { sleep: (ms) => _runner_clock_js__WEBPACK_IMPORTED_MODULE_14__/* .realClock */ .d.sleep(ms), warn: journal.warning });
    return {
        inputs,
        ...start,
        event: {
            ...given('application', 'GITHUB_REPOSITORY', (0,_plan_names_js__WEBPACK_IMPORTED_MODULE_10__/* .applicationOf */ .KM)(env['GITHUB_REPOSITORY'])),
            ...given('region', 'AWS_REGION', env['AWS_REGION']),
            ...(start.trigger.kind === 'act' ? start.trigger.values : {}),
        },
        journal,
        clock,
        workspace,
        files: _runner_files_js__WEBPACK_IMPORTED_MODULE_15__/* .realFiles */ .a,
        git: _runner_git_js__WEBPACK_IMPORTED_MODULE_16__/* .realGit */ .f,
        startPackers: () => (0,_runner_packers_js__WEBPACK_IMPORTED_MODULE_18__/* .startPackers */ .w)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(programs, 'packer', 'index.js')),
        lookInto: _runner_archive_js__WEBPACK_IMPORTED_MODULE_12__/* .lookInto */ .O,
        began,
        scratch,
        agent: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(programs, 'agent', 'index.js'),
        pollMs,
        build: (step) => (0,_runner_process_js__WEBPACK_IMPORTED_MODULE_19__/* .runCommand */ .d)({ ...step, environment: env, signal: cancelled.signal }, journal.line),
        program: (step, hear) => (0,_runner_program_js__WEBPACK_IMPORTED_MODULE_20__/* .runProgram */ .m)({ ...step, environment: { ...env, ...step.environment }, signal: cancelled.signal }, hear),
        cloud: connectUntil,
        rehearse,
    };
}
/** Gives up at the deadline, epoch milliseconds. */
function connectUntil(region, deadline) {
    setTimeout(() => over.abort(overtime()), deadline - Date.now()).unref();
    return (0,_aws_cloud_js__WEBPACK_IMPORTED_MODULE_5__/* .connect */ .N)({
        region,
        requestMs,
        files: _runner_files_js__WEBPACK_IMPORTED_MODULE_15__/* .realFiles */ .a,
        waiting: { clock, pollMs },
        signal: ended,
        onCall: () => {
            calls += 1;
        },
        ...endpoint(),
    });
}
function payload(path) {
    return path === undefined ? undefined : JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8'));
}
function given(name, variable, value) {
    return value === undefined ? {} : { [name]: { value, variable } };
}
/** Where AWS is answered for, when it is not AWS. A local cloud of our own never gets to see the credentials for AWS. */
function endpoint() {
    if (local !== undefined) {
        return { endpoint: local.endpoint, credentials: { accessKeyId: 'LOCALCLOUD', secretAccessKey: 'local' } };
    }
    const url = env['AWS_ENDPOINT_URL'];
    return url === undefined ? {} : { endpoint: url };
}
async function rehearse(region) {
    local = await (0,_runner_local_cloud_js__WEBPACK_IMPORTED_MODULE_17__/* .startLocalCloud */ .$)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(programs, 'local', 'index.js'), {
        state: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(scratch, 'cloud'),
        scale: 20,
        region,
    });
}
function overtime() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .BeanpoleError */ .R('timeout', "The run's time is over, and AWS still owes an answer.", {
        fix: 'An operation that was begun goes on in CloudFormation alone. Run again to see how it ended, or raise deploy.limit.',
    });
}
function cancellation() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_7__/* .BeanpoleError */ .R('cancelled', 'The run was cancelled. An update that has begun goes on in CloudFormation, which finishes or undoes it alone.', {
        fix: 'Run again to see how it ended: the next run waits for it.',
    });
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 7023:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $r: () => (/* binding */ pendingComment),
/* harmony export */   Ah: () => (/* binding */ endedComment),
/* harmony export */   U4: () => (/* binding */ isNewer),
/* harmony export */   we: () => (/* binding */ markerOf)
/* harmony export */ });
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3021);

/** The most characters that GitHub takes is 65,536; some are left for what it counts otherwise. */
const longest = 60_000;
/** The hidden first line by which the one comment of an environment is found again. */
function markerOf({ application, environment }) {
    return `<!-- beanpole ${application}/${environment} `;
}
/** Whether a comment was written by a run that began later: that one knows better. */
function isNewer(before, { run }) {
    const [, id] = /^<!-- beanpole \S+ run=(\d+) -->/.exec(before ?? '') ?? [];
    return id !== undefined && Number(id) > Number(run.id);
}
/** The comment while the run goes on. */
function pendingComment(subject, command) {
    const doing = command === 'destroy' ? 'is being removed' : 'is being deployed';
    return assembled(subject, [`### ⏳ ${named(subject)} ${doing}`, facts(subject, {}, 'bad')]);
}
/** The comment of a run that has ended. */
function endedComment(subject, ended) {
    const { outputs } = ended;
    const [mark, what] = headline(ended, subject);
    const head = `### ${mark} ${named(subject)} ${what}`;
    const parts = [head.replace(' : ', ': '), facts(subject, outputs, ended.verdict)];
    if (ended.verdict === 'bad') {
        const { told, next } = ended.parts ?? { told: ended.text };
        parts.push((0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .fenced */ .O)(cut(told, longest / 2)).trimEnd(), ...stillLive(outputs), ...(next === undefined ? [] : [next]));
    }
    else {
        if (ended.notice !== undefined)
            parts.push(cut(ended.text, longest / 2));
        if (subject.preview !== undefined && isThere(outputs))
            parts.push(lifetime(subject.preview.hours));
    }
    if (ended.picture !== undefined && ended.picture !== '')
        parts.push(details('The rollout', cut(ended.picture, 12_000)));
    return assembled(subject, parts);
}
function headline({ verdict, outputs, title }, { environment }) {
    const { outcome, url, 'queue-url': queue } = outputs;
    const address = url ?? (queue === undefined ? undefined : `messages go to ${queue}`);
    if (verdict === 'bad') {
        return outcome === 'cancelled'
            ? ['⏹️', 'was left: the run was cancelled']
            : ['❌', `: ${lower(title).replace(` in ${environment}`, '')}`];
    }
    switch (outcome) {
        case 'destroyed':
            return ['🧹', 'is gone'];
        case 'superseded':
            return ['⏭️', `was left as it is: a newer commit is live${url === undefined ? '' : `: ${url}`}`];
        default:
            return ['✅', `is live${address === undefined ? '' : `: ${address}`}`];
    }
}
/** What a person can use while the failure is being mended. */
function stillLive({ version, url }) {
    if (version === undefined)
        return [];
    return [`Version \`${version}\` is still live${url === undefined ? '.' : `: ${url}`}`];
}
function named({ environment, preview }) {
    return preview === undefined ? `\`${environment}\`` : `Preview \`${environment}\``;
}
function facts({ run }, { version, outcome, result }, verdict) {
    const isDeploy = verdict === 'good' && outcome !== 'destroyed';
    const seconds = result === undefined ? undefined : JSON.parse(result).seconds;
    return [
        ...(isDeploy && version !== undefined ? [`version \`${version}\``] : []),
        ...(run.commit === undefined ? [] : [`commit ${run.commit.slice(0, 12)}`]),
        ...(typeof seconds === 'number' ? [`${seconds} s`] : []),
        ...(run.url === undefined ? [] : [`[run](${run.url})`]),
    ].join(' · ');
}
function isThere({ url, 'queue-url': queue }) {
    return url !== undefined || queue !== undefined;
}
function lifetime(hours) {
    const time = hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
    return `It goes when this pull request is closed, at the latest ${time} after its last change.`;
}
function details(title, text) {
    return `<details><summary>${title}</summary>\n\n${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .fenced */ .O)(text)}\n</details>`;
}
/** A fence is as long as the text needs, so the whole may be longer than its parts were cut to. */
function assembled(subject, parts) {
    return `${[`${markerOf(subject)}run=${subject.run.id} -->`, ...parts].join('\n\n').slice(0, longest)}\n`;
}
function lower(title = 'it did not end well') {
    return title.charAt(0).toLowerCase() + title.slice(1);
}
function cut(text, most) {
    return text.length <= most ? text : `${text.slice(0, most)}\n… (cut; the whole text stands in the log of the run)`;
}


/***/ }),

/***/ 8975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ endOfFailure),
  k: () => (/* binding */ failureText)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/settings/problem-lines.js
/** Problems a line each, at most `limit` of them so that they stay on one screen; the rest is counted. */
function problemLines(problems, limit = 30) {
    const lines = problems
        .slice(0, limit)
        .map(({ where, message, fix }) => `${where}: ${message}${fix === undefined ? '' : ` ${fix}`}`);
    const rest = problems.length - lines.length;
    return rest === 0 ? lines : [...lines, `… and ${rest} more.`];
}

// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(3021);
;// CONCATENATED MODULE: ./lib/report/failure.js



const titles = {
    settings: 'The settings are not right; nothing was touched',
    bundle: 'The source tree cannot become a bundle',
    version: 'The version cannot be published',
    template: 'The template is not right; please report this',
    aws: 'AWS refused',
    outage: 'AWS did not answer',
    credentials: 'The AWS credentials do not hold',
    refused: 'Beanpole refused to go on',
    deploy: 'The deploy did not succeed',
    timeout: 'Time ran out',
    cancelled: 'The run was cancelled',
};
/** A run that ended with an error: ours is shown with its stack and a request to report it, the user's plainly. */
function endOfFailure(error) {
    if (!(error instanceof errors/* BeanpoleError */.R))
        return endOfBug(error);
    const text = failureText(error);
    const outcome = error.code === 'cancelled' ? 'cancelled' : 'failed';
    const place = placeOf(error.problems[0]);
    return {
        verdict: 'bad',
        title: titles[error.code],
        text,
        outputs: {
            outcome,
            result: JSON.stringify({ schema: 1, outcome, code: error.code, message: error.message }),
        },
        summary: `### ${titles[error.code]}\n\n${(0,markdown/* fenced */.O)(text)}`,
        ...(place === undefined ? {} : { place }),
    };
}
function endOfBug(error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const text = `${stack}\nThis is a fault of Beanpole. Please report it with the lines above.`;
    const outputs = {
        outcome: 'failed',
        result: JSON.stringify({ schema: 1, outcome: 'failed', code: 'bug', message: String(error) }),
    };
    return {
        verdict: 'bad',
        title: 'Beanpole itself failed',
        text,
        outputs,
        summary: `### Beanpole itself failed\n\n${(0,markdown/* fenced */.O)(text)}`,
    };
}
/** What happened, each problem with its place, what to do. */
function failureText({ message, problems, fix }) {
    return [message, ...problemLines(problems), ...(fix === undefined ? [] : [fix])].join('\n');
}
/** A problem in a file becomes an annotation on its line. */
function placeOf(problem) {
    const found = /^([^:\s]+\.ya?ml):(\d+)/.exec(problem?.where ?? '');
    return found?.[1] === undefined ? undefined : { file: found[1], line: Number(found[2]) };
}


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ fenced)
/* harmony export */ });
/** Text as it is, in a fence that its own backticks cannot close: what an application logged must not become Markdown. */
function fenced(text) {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}text\n${text}\n${fence}\n`;
}


/***/ }),

/***/ 3392:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ lookInto)
});

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/agent/failure.js

/** The deploy ends here on this instance. `reason` is one sentence that names the cause. */
function failure(reason, details = {}) {
    return new errors/* BeanpoleError */.R('deploy', reason, details);
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

;// CONCATENATED MODULE: ./lib/agent/zip.js


/** Opens a zip file. */
function openZip(path) {
    const fd = (0,external_node_fs_.openSync)(path, 'r');
    return { fd, size: (0,external_node_fs_.fstatSync)(fd).size, close: () => (0,external_node_fs_.closeSync)(fd) };
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
    if ((0,external_node_fs_.readSync)(fd, buffer, 0, length, offset) !== length)
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

;// CONCATENATED MODULE: ./lib/runner/archive.js


/** Files that say what a tree is; larger ones say nothing that we look for. */
const smallBytes = 1024 * 1024;
/** What is in a finished archive, as the instance will unpack it: its files, and the text of the small ones at its root and one directory below. */
async function lookInto(path) {
    const zip = openZip(path);
    try {
        const entries = readZip(zip).filter(({ kind }) => kind === 'file');
        const small = entries.filter(({ name, size }) => name.split('/').length <= 2 && size <= smallBytes);
        return {
            files: entries.map(({ name }) => name),
            texts: new Map(small.map((entry) => [entry.name, textOf(zip, entry)])),
        };
    }
    finally {
        zip.close();
    }
}
function textOf(zip, entry) {
    const bytes = readExactly(zip, contentOffset(zip, entry), entry.compressedSize);
    return (entry.compression === 'deflate' ? (0,external_node_zlib_.inflateRawSync)(bytes) : bytes).toString('utf8');
}


/***/ }),

/***/ 1310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BO: () => (/* binding */ asksForHelp),
/* harmony export */   CI: () => (/* binding */ usage),
/* harmony export */   lR: () => (/* binding */ readArguments)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _settings_suggest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67);


/** Whether the words ask how the program is called. */
function asksForHelp(words) {
    return words[0] === 'help' || words.includes('--help') || words.includes('-h');
}
/** How the program is called from a terminal. `commands`: what each does, in a few words. */
function usage(commands, names) {
    const width = Math.max(...Object.keys(commands).map((name) => name.length));
    return `Usage: beanpole [command] [--name value …]

${Object.entries(commands)
        .map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`)
        .join('\n')}

The names are the inputs of the action: ${argumentsOf(names).join(', ')}.

  beanpole rehearse --environment tiny
  beanpole plan --environment staging --set instances.max=8
  beanpole rollback --application shop --environment production
`;
}
/**
 * The inputs of a command typed in a terminal: `beanpole plan --environment staging --set instances.max=8`.
 * `--set` may stand several times; an unknown word is an error that lists the known ones.
 */
function readArguments(words, names) {
    const inputs = {};
    const rest = [...words];
    if (rest[0] !== undefined && !rest[0].startsWith('--'))
        inputs['command'] = rest.shift() ?? '';
    while (rest.length > 0) {
        const word = rest.shift() ?? '';
        const [, name = '', inline] = /^--([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
        if (!names.includes(name))
            throw unknown(word, names);
        const value = inline ?? rest.shift();
        if (value === undefined)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BeanpoleError */ .R('settings', `"${word}" has no value.`, { fix: `Write ${word} VALUE.` });
        inputs[name] = name === 'set' && inputs[name] !== undefined ? `${inputs[name]}\n${value}` : value;
    }
    return inputs;
}
function unknown(word, names) {
    const meant = (0,_settings_suggest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(word, argumentsOf(names));
    const fix = `${meant === undefined ? '' : `Did you mean ${meant}? `}Known are ${argumentsOf(names).join(', ')}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BeanpoleError */ .R('settings', `"${word}" is not an argument.`, { fix });
}
function argumentsOf(names) {
    return names.filter((name) => name !== 'command').map((name) => `--${name}`);
}


/***/ }),

/***/ 5888:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ realClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

/** The time of this machine, in milliseconds. `sleep` rejects with the signal's reason when it is aborted. */
const realClock = {
    now: () => Date.now(),
    sleep: async (ms, signal) => {
        signal?.throwIfAborted();
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, signal === undefined ? {} : { signal });
        }
        catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
};


/***/ }),

/***/ 1161:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ realFiles)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/** The real files of this machine. */
const realFiles = {
    list: (directory) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(directory, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
        name: entry.name,
        kind: kindOf(entry),
    })),
    inspect: (path) => {
        const stats = orAbsent(() => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path));
        return stats && { kind: kindOf(stats), executable: (stats.mode & 0o100) !== 0, size: stats.size };
    },
    read: (path) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path),
    readRange,
    readRangeAsync,
    readLink: (path) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(path, { encoding: 'buffer' }),
    // 64 KiB, the default, costs a third more time on the way to S3.
    stream: (path) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(path, { highWaterMark: 1024 * 1024 }),
    realPath: (path) => orAbsent(() => node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path)),
    write,
};
function readRange(path, range, into = Buffer.alloc(range.length)) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, 'r');
    try {
        return into.subarray(0, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, into, 0, range.length, range.start));
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
async function readRangeAsync(path, { start, length }, into) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'r');
    try {
        let filled = 0;
        // A read may give less than it was asked for; only none at all is the end.
        for (let got = -1; got !== 0 && filled < length; filled += got)
            ({ bytesRead: got } = await file.read(into, filled, length - filled, start + filled));
        return into.subarray(0, filled);
    }
    finally {
        await file.close();
    }
}
async function write(path, chunks) {
    const unfinished = `${path}.part`;
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(unfinished, 'w');
        try {
            for await (const chunk of chunks)
                await file.writeFile(chunk);
        }
        finally {
            await file.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(unfinished, path);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(unfinished, { force: true });
        throw translated(error, path);
    }
}
function translated(error, path) {
    if (codeOf(error) !== 'ENOSPC')
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BeanpoleError */ .R('bundle', `There is no space left on this machine to write "${path}".`, {
        fix: 'Free some disk space, or leave files out with .ebignore or .gitignore.',
        cause: error,
    });
}
/** A path that leads nowhere is an answer, not a failure: missing, through a file, or in a circle of links. */
function orAbsent(look) {
    try {
        return look();
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(codeOf(error))))
            return undefined;
        throw error;
    }
}
function kindOf(entry) {
    if (entry.isFile())
        return 'file';
    if (entry.isDirectory())
        return 'directory';
    return entry.isSymbolicLink() ? 'link' : 'other';
}
function codeOf(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}


/***/ }),

/***/ 2406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ realGit)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/** Room for the names of some millions of files. */
const maxBuffer = 1024 * 1024 * 1024;
/** Enough for any repository; a git that waits for something would wait for ever. */
const limitMs = 5 * 60 * 1000;
/** The git of this machine, if it has one. Everything else works without, by the ignore files alone. */
const realGit = {
    ignores: async (directory) => (await git(directory, ['check-ignore', '--quiet', '--no-index', '.'])) !== undefined,
    look,
    head: async (directory) => {
        const sha = await git(directory, ['rev-parse', '--verify', '--quiet', 'HEAD']);
        return sha?.toString().trim();
    },
    committedAt: async (directory, sha) => {
        if (!(await has(directory, sha)))
            return undefined;
        const date = await git(directory, ['show', '--no-patch', '--format=%cI', sha]);
        return date && new Date(date.toString().trim()).toISOString();
    },
    ancestry: async (directory, sha, other) => {
        // A clone without all of the history may know both commits and not how they are related: then neither is the other's ancestor.
        if (!(await has(directory, sha)) || !(await has(directory, other)))
            return 'unknown';
        if (await isAncestor(directory, sha, other))
            return 'ancestor';
        return (await isAncestor(directory, other, sha)) ? 'descendant' : 'unknown';
    },
};
/** Five questions, the longest first; none of them writes, not even to the index. What takes longest may still be under way at the end. */
async function look(directory) {
    const status = handled(git(directory, [...statusWords, '--', '.']).then((answer) => answer ?? unanswered(directory)));
    const listed = git(directory, ['ls-files', '-z', '-v', '--stage']);
    const attributes = handled(listed.then((index) => (index === undefined ? nothing : attributesOf(directory, index))));
    const [index, place, autocrlf] = await Promise.all([
        listed,
        git(directory, ['rev-parse', '--show-object-format', '--show-prefix']),
        git(directory, ['config', '--get', 'core.autocrlf']),
    ]);
    if (place === undefined || index === undefined)
        return undefined;
    const [naming, prefix = ''] = place.toString().split('\n');
    return {
        naming: naming === 'sha256' ? 'sha256' : 'sha1',
        prefix,
        index,
        status,
        attributes,
        convertsLineEnds: /^(true|input|1|yes|on)$/i.test(autocrlf?.toString().trim() ?? ''),
    };
}
const nothing = Buffer.alloc(0);
/** Nothing said is not "nothing changed". */
function unanswered(directory) {
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BeanpoleError */ .R('bundle', `git does not say what has changed in "${directory}".`, {
        fix: 'Run `git status` there to see why.',
    });
}
/** A failure before anybody waits for the answer must not count as unhandled; who waits hears of it. */
function handled(answer) {
    answer.catch(() => undefined);
    return answer;
}
const statusWords = [
    'status',
    '--porcelain=v2',
    '-z',
    '--branch',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=none',
];
/** latin1 keeps every byte as it is. Each line of the index ends in a tab and the name. */
async function attributesOf(directory, index) {
    const names = index.toString('latin1').replace(/[^\0\t]*\t([^\0]*\0)/g, '$1');
    return (await git(directory, ['check-attr', '--all', '-z', '--stdin'], Buffer.from(names, 'latin1'))) ?? nothing;
}
async function has(directory, sha) {
    return (await git(directory, ['rev-parse', '--verify', '--quiet', `${sha}^{commit}`])) !== undefined;
}
async function isAncestor(directory, older, newer) {
    return (await git(directory, ['merge-base', '--is-ancestor', older, newer])) !== undefined;
}
/**
 * Runs git and gives what it prints; absent when there is no git, no repository, or the answer is a plain no (exit code 1).
 * In a container job the checkout belongs to another user, which git refuses to read; `safe.directory` is our word that this is wanted.
 */
async function git(directory, words, input) {
    const { error, stdout, stderr } = await execute(['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', ...words], directory, input);
    if (error === null)
        return stdout;
    if (error.code === 1 && stderr.length === 0)
        return undefined;
    if (error.code === 'ENOENT' && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(directory))
        return undefined;
    const message = stderr.toString().trim();
    if (/not a git repository/.test(message))
        return undefined;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BeanpoleError */ .R('bundle', `git ${words[0]} failed in "${directory}": ${message || error.message}`, {
        fix: 'Repair the repository; `git status` there shows what is wrong.',
        cause: error,
    });
}
function execute(words, directory, input) {
    return new Promise((resolve) => {
        const options = { cwd: directory, env: environment(), encoding: 'buffer', maxBuffer, timeout: limitMs };
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)('git', words, options, (error, stdout, stderr) => resolve({ error, stdout, stderr }));
        // A git that ends before it has read everything says why by itself.
        child.stdin?.on('error', () => undefined).end(input);
    });
}
/** In a git hook these name the repository of the hook; the directory alone must decide. `LC_ALL`: we read git's messages. */
function environment() {
    const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, GIT_OBJECT_DIRECTORY, ...rest } = process.env;
    return { ...rest, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
}


/***/ }),

/***/ 9053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ startLocalCloud)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8474);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/** Real milliseconds that the cloud may take until it listens. */
const startLimitMs = 20_000;
const stopLimitMs = 15_000;
/** Starts the local cloud's program on a free port. `scale`: AWS seconds per real second. */
async function startLocalCloud(program, { state, scale, region }) {
    const words = [program, '--port', '0', '--state', state, '--scale', String(scale), '--region', region];
    const cloud = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const endpoint = await new Promise((resolve, reject) => {
        const fail = (why) => reject(new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BeanpoleError */ .R('aws', `The local cloud ${why}.\n${output.trim()}`));
        const limit = setTimeout(() => fail(`did not start within ${startLimitMs / 1000} s`), startLimitMs);
        const read = (chunk) => {
            output += chunk;
            const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
            if (found === undefined)
                return;
            clearTimeout(limit);
            resolve(found);
        };
        cloud.stdout.on('data', read);
        cloud.stderr.on('data', read);
        cloud.once('exit', (code) => fail(`ended with ${code}`));
    });
    return {
        endpoint,
        stop: async () => {
            if (cloud.exitCode !== null || cloud.signalCode !== null)
                return;
            const gone = (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(cloud, 'exit');
            cloud.kill('SIGTERM');
            const limit = setTimeout(() => cloud.kill('SIGKILL'), stopLimitMs);
            await gone;
            clearTimeout(limit);
        },
    };
}


/***/ }),

/***/ 2965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ startPackers)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5919);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/** More threads than this would only wait for the one that writes. */
const mostThreads = 8;
/** MiB. A thread keeps names of one batch; the files themselves are no part of its heap. Unlimited, V8 grows each heap as long as the machine has room. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 };
/** Starts a thread for each processor; each takes the next batch when it has done one. `program` is the packer's built file. */
function startPackers(program, execArgv = []) {
    const waiting = [];
    const idle = [];
    const busy = new Map();
    let broken;
    const workers = Array.from({ length: Math.min((0,node_os__WEBPACK_IMPORTED_MODULE_0__.availableParallelism)(), mostThreads) }, start);
    return {
        pack: (batch) => new Promise((resolve, reject) => {
            if (broken !== undefined)
                return reject(broken);
            waiting.push({ batch, resolve, reject });
            give();
        }),
        stop: async () => {
            await Promise.all(workers.map((worker) => worker.terminate()));
        },
    };
    function start() {
        const worker = new node_worker_threads__WEBPACK_IMPORTED_MODULE_1__.Worker(program, { execArgv: [...execArgv], resourceLimits });
        worker.on('message', (answer) => {
            const task = busy.get(worker);
            busy.delete(worker);
            idle.push(worker);
            if (task !== undefined)
                settle(task, answer);
            give();
        });
        worker.on('error', (error) => {
            broken = error;
            for (const { reject } of [...busy.values(), ...waiting.splice(0)])
                reject(error);
        });
        idle.push(worker);
        return worker;
    }
    function give() {
        while (idle.length > 0 && waiting.length > 0) {
            const [worker, task] = [idle.pop(), waiting.shift()];
            if (worker === undefined || task === undefined)
                return;
            busy.set(worker, task);
            worker.postMessage(task.batch);
        }
    }
}
function settle({ resolve, reject }, answer) {
    if (answer.kind === 'packed')
        resolve(answer.result);
    else
        reject(answer.kind === 'refused' ? refusal(answer) : answer.error);
}
function refusal({ code, message, fix }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BeanpoleError */ .R(code, message, fix === undefined ? {} : { fix });
}


/***/ }),

/***/ 6499:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _program_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1330);


/** Lines of output that a failure repeats. */
const remembered = 20;
/**
 * Runs a command as a step of a workflow would: in bash that stops at the first failing line (`sh` where there is no bash), its output
 * line by line to `tell`. An exit code other than 0 is a failure whose message ends with the last lines.
 */
async function runCommand(command, tell) {
    command.signal?.throwIfAborted();
    const last = [];
    const hear = (line) => {
        last.push(line.slice(0, 1_000));
        if (last.length > remembered)
            last.shift();
        tell(line);
    };
    const run = (...words) => (0,_program_js__WEBPACK_IMPORTED_MODULE_1__/* .runProgram */ .m)({ ...command, words: [...words, command.command] }, hear);
    const inBash = await run('bash', '-e', '-o', 'pipefail', '-c');
    const end = inBash.kind === 'missing' ? await run('sh', '-e', '-c') : inBash;
    switch (end.kind) {
        case 'done':
            return;
        case 'failed':
            throw failed(command, end.how, last);
        case 'late':
            throw tooLong(command);
        case 'missing':
        case 'stopped':
            throw end.reason;
        default:
            return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .H)(end);
    }
}
function failed({ command }, how, last) {
    const output = last.length === 0 ? 'It printed nothing.' : `Its last lines:\n${last.join('\n')}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BeanpoleError */ .R('bundle', `The build command ended with ${how}: ${firstLine(command)}\n${output}`, {
        fix: 'Nothing was deployed. Run the command in the source directory to see it fail.',
    });
}
function tooLong({ command, limitMs }) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BeanpoleError */ .R('timeout', `The build command did not end within ${Math.round(limitMs / 1000)} s: ${firstLine(command)}`, {
        fix: 'Raise `deploy.limit`, or build in an earlier step of the workflow.',
    });
}
function firstLine(command) {
    const [first = '', ...more] = command.trim().split('\n');
    return more.length > 0 ? `${first} …` : first;
}


/***/ }),

/***/ 1330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ runProgram)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(481);


/** What a program leaves running may hold its output open for ever; the last lines come within this time. */
const lastLinesMs = 1_000;
/** Runs a program, its output line by line to `hear`. */
async function runProgram(program, hear) {
    const [name = '', ...words] = program.words;
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(name, words, {
        cwd: program.directory,
        env: program.environment,
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that what the program starts can be ended with it.
        detached: process.platform !== 'win32',
    });
    const heard = Promise.all([child.stdout, child.stderr].map((stream) => readLines(stream, hear)));
    const end = await ended(child, program);
    await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, lastLinesMs).unref())]);
    child.stdout.destroy();
    child.stderr.destroy();
    return end;
}
function ended(child, { limitMs, graceMs, signal }) {
    return new Promise((resolve) => {
        let ending;
        let killing;
        const stop = (end) => {
            if (ending !== undefined)
                return;
            ending = end;
            if (graceMs === undefined)
                return kill();
            tell(child, 'SIGINT');
            killing = setTimeout(kill, graceMs);
        };
        const kill = () => {
            tell(child, 'SIGKILL');
            settle({ kind: 'done' });
        };
        const abort = () => stop({ kind: 'stopped', reason: signal?.reason });
        const timer = setTimeout(() => stop({ kind: 'late' }), limitMs);
        signal?.addEventListener('abort', abort, { once: true });
        const settle = (end) => {
            clearTimeout(timer);
            clearTimeout(killing);
            signal?.removeEventListener('abort', abort);
            resolve(ending ?? end);
        };
        child.once('error', (reason) => settle({ kind: 'missing', reason }));
        child.once('exit', (code, by) => settle(exited(code, by)));
    });
}
function exited(code, signal) {
    if (code === 0)
        return { kind: 'done' };
    return { kind: 'failed', how: code === null ? `signal ${signal}` : `exit code ${code}` };
}
async function readLines(stream, hear) {
    for await (const line of (0,node_readline__WEBPACK_IMPORTED_MODULE_1__.createInterface)({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
        hear(line);
}
/** Tells the program and all that it started. */
function tell(child, signal) {
    if (child.pid === undefined)
        return;
    try {
        if (process.platform === 'win32')
            child.kill(signal);
        else
            process.kill(-child.pid, signal);
    }
    catch {
        // It has ended by itself in the meantime.
    }
}


/***/ }),

/***/ 2776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ screenOf),
/* harmony export */   e: () => (/* binding */ terminalJournal)
/* harmony export */ });
/** A terminal gets colours and a line of progress, unless NO_COLOR is set (no-color.org) or it can do neither. */
function screenOf(stream, env, now) {
    const isPlain = !stream.isTTY || Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
    return {
        write: (text) => void stream.write(text),
        now,
        ...(isPlain ? {} : { columns: stream.columns || 80 }),
    };
}
/** Escapes of ECMA-48: colours, and the beginning of an erased line. */
const escapes = { title: '\u001b[1;36m', warning: '\u001b[33m', error: '\u001b[1;31m', progress: '\u001b[2m' };
const reset = '\u001b[0m';
const erase = '\r\u001b[2K';
/** The journal of a terminal: lines, parts under a heading, and below them a line that says what goes on and for how long. */
function terminalJournal(screen) {
    const { columns } = screen;
    const colour = (name, text) => columns === undefined ? text : `${escapes[name]}${text}${reset}`;
    const line = progressLine(screen, (text) => colour('progress', text));
    const write = (text) => {
        line.erase();
        screen.write(`${text}\n`);
        line.draw();
    };
    return {
        stage: (title) => write(`\n${colour('title', title)}`),
        line: (text) => write(`  ${text.replaceAll('\n', '\n  ')}`),
        warning: (text) => write(`  ${colour('warning', 'warning:')} ${text}`),
        notice: (title, text) => write(`\n${colour('title', title)}\n${text}`),
        error: (title, text, place) => write(`\n${colour('error', `${title}${place ? ` (${place.file}:${place.line})` : ''}`)}\n${text}`),
        progress: line.set,
        end: line.end,
    };
}
/** Counts the seconds by itself, so that a quiet run is seen to live. */
function progressLine({ write, now, columns }, dim) {
    let shown;
    let began = 0;
    let timer;
    const erased = () => {
        if (shown !== undefined)
            write(erase);
    };
    const draw = () => {
        if (shown === undefined || columns === undefined)
            return;
        const room = columns - 1;
        write(`${erase}${dim(`  ${elapsed(now() - began)}  ${shown}`.slice(0, room))}`);
    };
    return {
        erase: erased,
        draw,
        set(text) {
            if (columns === undefined)
                return;
            if (shown === undefined)
                began = now();
            shown = text;
            timer ??= setInterval(draw, 1000).unref();
            draw();
        },
        end() {
            erased();
            clearInterval(timer);
            timer = undefined;
            shown = undefined;
        },
    };
}
function elapsed(ms) {
    const seconds = Math.floor(ms / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}


/***/ }),

/***/ 6243:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ openWorkspace)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(452);



/** Opens a directory as the workspace. */
function openWorkspace(directory) {
    const root = node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(directory);
    return { root, place: (setting, path) => place(root, setting, path) };
}
function place(root, setting, path) {
    const named = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(root, path);
    if (!inside(root, named))
        throw refused(setting, path, 'lies outside of the workspace');
    const real = realPath(named);
    if (real === undefined)
        throw refused(setting, path, missing(named));
    if (!inside(root, real))
        throw refused(setting, path, `leads through a link out of the workspace, to "${real}"`);
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(real);
    if (setting !== 'artifact' && !stats.isDirectory())
        throw refused(setting, path, 'is not a directory');
    if (setting === 'artifact' && !stats.isFile())
        throw refused(setting, path, 'is not a file');
    return real;
}
function inside(root, path) {
    return path === root || path.startsWith(root.endsWith(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) ? root : root + node_path__WEBPACK_IMPORTED_MODULE_1__.sep);
}
function realPath(path) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
    }
    catch {
        return undefined;
    }
}
function missing(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path).isSymbolicLink() ? 'is a link that leads nowhere' : 'cannot be read';
    }
    catch {
        return 'does not exist';
    }
}
function refused(setting, path, why) {
    const message = `"${path}" ${why}.`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BeanpoleError */ .R('settings', `The setting \`${setting}\` cannot be used: ${message}`, {
        problems: [{ where: setting, message, fix: 'Give a path in the workspace, relative to it.' }],
        fix: 'Give a path in the workspace, relative to it.',
    });
}


/***/ }),

/***/ 5869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jW: () => (/* binding */ balancerKeys),
  M7: () => (/* binding */ balancingKeys),
  h$: () => (/* binding */ guestKeys),
  ed: () => (/* binding */ listenerPort),
  Yz: () => (/* binding */ mostValues),
  po: () => (/* binding */ processName)
});

;// CONCATENATED MODULE: ./lib/settings/balancing-settings.js
/** What a load balancer speaks: HTTP and HTTPS by an application's, the others by a network's. */
const protocols = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP'];
/** What a process speaks on the instance: an application load balancer asks by HTTP or HTTPS, a network load balancer opens TCP or sends datagrams. */
const processProtocols = ['HTTP', 'HTTPS', 'TCP', 'UDP'];
/** The kinds of load balancers. */
const balancerTypes = ['application', 'network'];

// EXTERNAL MODULE: ./lib/settings/flag.js
var flag = __webpack_require__(3135);
// EXTERNAL MODULE: ./lib/settings/key.js
var key = __webpack_require__(7006);
// EXTERNAL MODULE: ./lib/settings/kinds.js
var kinds = __webpack_require__(3474);
// EXTERNAL MODULE: ./lib/settings/record.js
var record = __webpack_require__(2192);
// EXTERNAL MODULE: ./lib/settings/texts.js
var texts = __webpack_require__(5669);
;// CONCATENATED MODULE: ./lib/settings/balancing.js






/** The form of a process's and of a rule's name; logical ids are made of it. */
const processName = (0,kinds/* text */.Qq)({
    what: 'a name of a process or a rule',
    accepts: 'at most 32 small letters, digits and hyphens, as in admin',
    pattern: /^[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*$/,
    maxLength: 32,
});
/** The form of a listener's name, its port. */
const listenerPort = (0,kinds/* text */.Qq)({
    what: 'a port',
    accepts: 'a number from 1 to 65535, as in 8443',
    pattern: /^[1-9]\d{0,4}$/,
    refuse: (written) => (Number(written) > 65_535 ? 'there is no such port' : undefined),
});
const port = (0,kinds/* integer */.nd)({ min: 1, max: 65_535 });
/** What ELB compares the header `Host` with; `{environment}` stands for the environment's name, so that one section serves all previews. */
const host = (0,kinds/* text */.Qq)({
    what: 'a host name',
    accepts: 'small letters, digits, hyphens and dots, where * stands for any text, ? for one character and {environment} for the name of the environment, as in {environment}.preview.example.com',
    pattern: /^(?:[a-z0-9*?.-]|\{environment\})+$/,
    maxLength: 128,
    refuse: (written) => (written.includes('.') ? undefined : 'it has no dot'),
});
const path = (0,kinds/* text */.Qq)({
    what: 'a path',
    accepts: 'what the path of a URL looks like, where * stands for any text and ? for one character, as in /admin/*',
    pattern: /^\/[A-Za-z0-9_.$/~"'@:+&*?-]*$/,
    maxLength: 128,
});
/** Values that all conditions of a rule may have together, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostValues = 5;
const hosts = (0,kinds/* list */.p_)(host, mostValues);
const paths = (0,kinds/* list */.p_)(path, mostValues);
const process = (0,record/* record */.g)('a process', '{port, protocol, path, codes, interval, timeout, healthy-threshold, unhealthy-threshold, drain, stickiness}, as in {port: 9000, path: /health}', {
    port,
    protocol: (0,kinds/* choice */.Yq)(processProtocols),
    path: texts/* healthPath */.OW,
    codes: texts/* statusCodes */.XU,
    interval: (0,kinds/* duration */.p0)({ unit: 's', min: 5, max: 300 }),
    timeout: (0,kinds/* duration */.p0)({ unit: 's', min: 2, max: 120 }),
    'healthy-threshold': (0,kinds/* integer */.nd)({ min: 2, max: 10 }),
    'unhealthy-threshold': (0,kinds/* integer */.nd)({ min: 2, max: 10 }),
    drain: (0,kinds/* duration */.p0)({ unit: 's', min: 0, max: 3600 }),
    stickiness: (0,kinds/* duration */.p0)({ unit: 's', min: 1, max: 604_800 }),
}, ['port']);
const listener = (0,record/* record */.g)('a listener', '{protocol, certificates, policy, process, rules, enabled}, as in {protocol: HTTPS, process: admin}', {
    protocol: (0,kinds/* choice */.Yq)(protocols),
    certificates: (0,kinds/* list */.p_)(texts/* certificateArn */.pX, 25),
    policy: texts/* tlsPolicy */.iY,
    process: processName,
    rules: (0,kinds/* list */.p_)(processName, 25),
    enabled: (0,flag/* flag */.J)(),
});
const rule = (0,record/* record */.g)('a rule', '{hosts, paths, priority, process}, as in {paths: [/admin/*], process: admin}', { hosts, paths, priority: (0,kinds/* integer */.nd)({ min: 1, max: 1000 }), process: processName });
/** Whose load balancer it is: an environment by its name, or a listener by its ARN. */
const shared = sharedKind();
/** Kinds, ways and guests of load balancers. */
const balancerKeys = {
    'load-balancer.type': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(balancerTypes), 'What it shares out: requests (`application`), or connections as they come (`network`), which has no rules, no redirects and no cookies.')),
    'load-balancer.lend': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Let other environments of the application be guests of this load balancer, by `load-balancer.shared`.')),
};
/** Keys of an environment that has no load balancer of its own. */
const guestKeys = {
    'load-balancer.shared': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(shared, 'In place of a load balancer of its own one that is there: that of another environment, which lends it, or any application load balancer by the ARN of a listener.')),
    'load-balancer.hosts': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(hosts, 'Host names by which a shared load balancer knows the environment; the first one is its address.')),
    'load-balancer.paths': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(paths, 'Paths that alone are the environment’s, under those host names of a shared load balancer.')),
    'load-balancer.priority': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 49_990 }), 'The first of the ten priorities of its rules at a shared load balancer.', {
        derived: "the environment's name",
    })),
};
/** What stands behind a load balancer, and at its ports. */
const balancingKeys = {
    'processes.*': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(process, 'Another port of the instances that the load balancer sends requests to. The application listens on the port that the variable `PORT_<NAME>` says.')),
    'listeners.*': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(listener, 'A port of the load balancer, beside or in place of 80, and 443 where there is a certificate.')),
    'rules.*': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(rule, 'Requests, by host and path, that go to a process. Two rules cannot change priorities in one deploy.')),
};
function sharedKind() {
    const listenerArn = (0,kinds/* text */.Qq)({
        what: 'the ARN of a listener',
        accepts: 'arn:aws:elasticloadbalancing:…:listener/app/…',
        pattern: /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/app\/[A-Za-z0-9-]+\/[0-9a-f]+\/[0-9a-f]+$/,
    });
    const securityGroup = (0,kinds/* text */.Qq)({
        what: 'a security group',
        accepts: 'an id, as in sg-0123456789abcdef0',
        pattern: /^sg-[0-9a-f]{8,17}$/,
    });
    const accepts = 'the name of an environment, or {listener: ARN of a listener, security-group: that of the load balancer, protocol: HTTP or HTTPS}';
    const written = (0,record/* record */.g)('a shared load balancer', accepts, { listener: listenerArn, 'security-group': securityGroup, protocol: (0,kinds/* choice */.Yq)(['HTTP', 'HTTPS']) }, ['listener', 'security-group']);
    return {
        accepts,
        schema: { anyOf: [texts/* environmentName */.VE.schema, written.schema] },
        read(node) {
            if (node.kind !== 'map') {
                const name = texts/* environmentName */.VE.read(node);
                return 'faults' in name ? name : { value: { kind: 'environment', name: name.value } };
            }
            const reading = written.read(node);
            if ('faults' in reading)
                return reading;
            const { listener: arn, 'security-group': group, protocol = 'HTTPS' } = reading.value;
            return { value: { kind: 'listener', arn, securityGroup: group, protocol } };
        },
        write: (value) => value.kind === 'environment'
            ? value.name
            : written.write({ listener: value.arn, 'security-group': value.securityGroup, protocol: value.protocol }),
    };
}


/***/ }),

/***/ 2160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jZ: () => (/* binding */ canary),
  qv: () => (/* binding */ defaultCanary),
  P0: () => (/* binding */ pausesOf)
});

// EXTERNAL MODULE: ./lib/settings/kinds.js
var kinds = __webpack_require__(3474);
;// CONCATENATED MODULE: ./lib/settings/ladder.js

/** Whole numbers of which each is greater than the one before; a single one needs no brackets. `most`: how many there may be. */
function ladder(range, most) {
    const rung = (0,kinds/* integer */.nd)(range);
    const accepts = `${rung.accepts}, or up to ${most} of them that grow, as in [10, 20, 40]`;
    return {
        accepts,
        read: (node) => {
            const nodes = node.kind === 'list' ? node.items() : [node];
            if (nodes.length === 0 || nodes.length > most)
                return (0,kinds/* refused */.J5)(`There are ${nodes.length} numbers.`, accepts);
            return growing(nodes, rung, accepts);
        },
        write: (values) => (values.length === 1 ? (values[0] ?? 0) : values),
        schema: { anyOf: [rung.schema, { type: 'array', items: rung.schema, minItems: 1, maxItems: most }] },
    };
}
function growing(nodes, rung, accepts) {
    const readings = nodes.map((node) => ({ position: node.position, reading: rung.read(node) }));
    const faults = readings.flatMap(({ position, reading }) => 'faults' in reading ? reading.faults.map((fault) => ({ position, ...fault })) : []);
    if (faults.length > 0)
        return { faults };
    const values = readings.flatMap(({ reading }) => ('value' in reading ? [reading.value] : []));
    const stumble = values.findIndex((value, at) => value <= (values[at - 1] ?? 0));
    if (stumble === -1)
        return { value: values };
    const { position } = readings[stumble];
    const message = `${values[stumble]} is not greater than the one before.`;
    return { faults: [{ position, message, fix: `Accepted: ${accepts}.` }] };
}

// EXTERNAL MODULE: ./lib/settings/node.js
var settings_node = __webpack_require__(1301);
;// CONCATENATED MODULE: ./lib/settings/share.js


/** A share of the requests in percent. It is written with its sign, so that nobody takes it for a number of something. */
function share() {
    const accepts = 'a share from 1% to 99%';
    const read = (node) => {
        const [, digits] = (node.kind === 'scalar' && /^(\d{1,2})%$/.exec(node.text)) || [];
        if (digits === undefined || Number(digits) === 0)
            return (0,kinds/* refused */.J5)(`${(0,settings_node/* quoted */.TL)(node)} is not a share.`, accepts);
        return { value: Number(digits) };
    };
    return { accepts, read, write: (value) => `${value}%`, schema: { type: 'string', pattern: '^[1-9][0-9]?%$' } };
}

;// CONCATENATED MODULE: ./lib/settings/canary.js




const accepts = '{percent: 1 to 99, or several that grow, pause: a time up to 3h} of the instances, as in {percent: [10, 20, 40], pause: 10m}, or {traffic: 1% to 99%, pause: whole minutes up to 3h} of the requests';
const members = {
    percent: ladder({ min: 1, max: 99 }, 8),
    traffic: share(),
    pause: (0,kinds/* duration */.p0)({ unit: 's', min: 0, max: 10_800 }),
};
/** What a canary is when nobody says: what Beanstalk's traffic splitting does, by instances. */
const defaultCanary = { percent: [10], pause: 300 };
/** The share of the instances or of the requests that comes first, and how long it is looked at; either may be left out. */
const canary = {
    accepts,
    read(node) {
        if (node.kind !== 'map')
            return (0,kinds/* refused */.J5)('A canary is a map.', accepts);
        const faults = [];
        const found = {};
        for (const { name, position, value } of node.pairs()) {
            const reading = Object.hasOwn(members, name) ? members[name].read(value) : undefined;
            if (reading === undefined)
                faults.push({ position, message: `${(0,settings_node/* quote */.hD)(name)} is not a member of a canary.`, fix: `Accepted: ${accepts}.` });
            else if ('faults' in reading)
                faults.push(...reading.faults.map((fault) => ({ position: value.position, ...fault })));
            else
                found[name] = reading.value;
        }
        return faults.length > 0 ? { faults } : whole(found);
    },
    write: (value) => ({
        ...(value.traffic === undefined
            ? { percent: members.percent.write(value.percent) }
            : { traffic: members.traffic.write(value.traffic) }),
        pause: members.pause.write(value.pause),
    }),
    schema: {
        type: 'object',
        properties: Object.fromEntries(Object.entries(members).map(([name, { schema }]) => [name, schema])),
        additionalProperties: false,
    },
};
/** Seconds that a canary pauses in all. */
function pausesOf(wanted) {
    return wanted.pause * (wanted.traffic === undefined ? wanted.percent.length : 1);
}
/** CloudFormation watches alarms by the minute, so a share of the requests is looked at for whole minutes. */
function whole({ percent, traffic, pause = defaultCanary.pause }) {
    if (traffic === undefined)
        return { value: { percent: percent ?? defaultCanary.percent, pause } };
    if (percent !== undefined)
        return (0,kinds/* refused */.J5)('A canary is a percent of the instances or a share of the traffic, not both.', accepts);
    if (pause < 60 || pause % 60 !== 0)
        return (0,kinds/* refused */.J5)('A share of the traffic is watched for whole minutes, one at least.', accepts);
    return { value: { traffic, pause } };
}


/***/ }),

/***/ 8397:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mp: () => (/* binding */ written),
/* harmony export */   WH: () => (/* binding */ ownOutput),
/* harmony export */   _y: () => (/* binding */ plainValue),
/* harmony export */   hV: () => (/* binding */ ownResource)
/* harmony export */ });
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);
/* harmony import */ var _node_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1301);


const attributes = [
    ...['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'CreationPolicy', 'UpdatePolicy'],
    ...['DeletionPolicy', 'UpdateReplacePolicy', 'Stack'],
];
const resourceAccepts = `a map of ${attributes.join(', ')}, as CloudFormation has them; null takes a property away`;
/** What is added to a resource of the templates, or a resource of the user's own. */
const ownResource = {
    accepts: resourceAccepts,
    read(node) {
        const read = readMap(node, attributes, resourceAccepts);
        if ('faults' in read)
            return read;
        const { Stack, ...resource } = read.value;
        if (Stack !== undefined && Stack !== 'compute' && Stack !== 'data')
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)(wrongStack, 'compute, data');
        return { value: { ...(Stack === undefined ? {} : { stack: Stack }), resource } };
    },
    write: ({ stack, resource }) => ({ ...(stack === undefined ? {} : { Stack: stack }), ...writtenMap(resource) }),
    schema: {
        type: 'object',
        properties: { ...anyOf(attributes), Stack: { enum: ['compute', 'data'] }, Type: { type: 'string' } },
        additionalProperties: false,
    },
};
const members = ['Value', 'Description', 'Export', 'Condition', 'Stack'];
const outputAccepts = 'a map of Value, Description, Export, Condition and Stack, as CloudFormation has them';
/** An output of the user's own. */
const ownOutput = {
    accepts: outputAccepts,
    read(node) {
        const read = readMap(node, members, outputAccepts);
        if ('faults' in read)
            return read;
        const { Stack, ...output } = read.value;
        if (output['Value'] === undefined || output['Value'] === null)
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('An output needs a Value.', outputAccepts);
        if (Stack !== undefined && Stack !== 'compute' && Stack !== 'data')
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)(wrongStack, 'compute, data');
        return { value: { stack: Stack ?? 'compute', output } };
    },
    write: ({ stack, output }) => ({ Stack: stack, ...writtenMap(output) }),
    schema: {
        type: 'object',
        properties: { ...anyOf(members), Stack: { enum: ['compute', 'data'] } },
        additionalProperties: false,
        required: ['Value'],
    },
};
/** Members about which an editor knows only that they exist. */
function anyOf(names) {
    return Object.fromEntries(names.map((name) => [name, {}]));
}
const wrongStack = 'Stack says which stack a new resource belongs to: compute, which is made anew, or data, which lasts.';
function readMap(node, members, accepts) {
    if (node.kind !== 'map')
        return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('It is not a map.', accepts);
    const faults = node
        .pairs()
        .filter(({ name }) => !members.includes(name))
        .map(({ name, position }) => ({
        position,
        message: `${(0,_node_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} cannot stand here.`,
        fix: `Accepted: ${accepts}.`,
    }));
    return faults.length > 0 ? { faults } : { value: plainValue(node) };
}
/** Anything that YAML can say, as CloudFormation would read it. */
function plainValue(node) {
    if (node.kind === 'list')
        return node.items().map(plainValue);
    if (node.kind === 'map')
        return Object.fromEntries(node.pairs().map(({ name, value }) => [name, plainValue(value)]));
    switch (node.type) {
        case 'string':
            return node.text;
        case 'null':
            return null;
        case 'boolean':
            return node.text.toLowerCase() === 'true';
        case 'number':
            // An account id such as 012345678901 would lose its zero.
            return String(Number(node.text)) === node.text ? Number(node.text) : node.text;
    }
}
/** The value for a reader: what takes a property away reads as the word for it. */
function written(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return value.map(written);
    return typeof value === 'object' ? writtenMap(value) : value;
}
function writtenMap(map) {
    return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, written(value)]));
}


/***/ }),

/***/ 7931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UF: () => (/* binding */ cacheEngines),
/* harmony export */   hN: () => (/* binding */ databaseEngines),
/* harmony export */   vR: () => (/* binding */ deletionPolicies)
/* harmony export */ });
/** The engines that a database can have, by the names of RDS. */
const databaseEngines = [
    'postgres',
    'mysql',
    'mariadb',
    'aurora-postgresql',
    'aurora-mysql',
    'sqlserver-ex',
    'sqlserver-web',
    'sqlserver-se',
    'sqlserver-ee',
    'oracle-se2',
    'oracle-ee',
];
/** What becomes of a database when its stack lets it go. */
const deletionPolicies = ['snapshot', 'retain', 'delete'];
/** The engines that a cache can have. */
const cacheEngines = ['valkey', 'redis', 'memcached'];


/***/ }),

/***/ 9859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Xr: () => (/* binding */ cacheKeys),
  ct: () => (/* binding */ databaseKeys),
  Xh: () => (/* binding */ outsideDatabase),
  iz: () => (/* binding */ ownDatabase),
  GE: () => (/* binding */ subnetKeys)
});

// EXTERNAL MODULE: ./lib/settings/flag.js
var flag = __webpack_require__(3135);
// EXTERNAL MODULE: ./lib/settings/key.js
var key = __webpack_require__(7006);
// EXTERNAL MODULE: ./lib/settings/kinds.js
var kinds = __webpack_require__(3474);
// EXTERNAL MODULE: ./lib/settings/node.js
var settings_node = __webpack_require__(1301);
;// CONCATENATED MODULE: ./lib/settings/endpoint.js


/** `host` or `host:port`. */
const outsideEndpoint = (0,kinds/* text */.Qq)({
    what: 'the address of a database',
    accepts: 'a host, with its port unless that is the usual one of the engine, as in db.example.com:5433',
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/,
    maxLength: 260,
    refuse: (address) => {
        const port = address.split(':')[1];
        return port === undefined || (Number(port) >= 1 && Number(port) <= 65535) ? undefined : `${port} is no port`;
    },
});
const units = 'a number of capacity units from 0.5 to 256, in steps of 0.5';
/** Capacity units of Aurora Serverless v2, in steps of a half. */
const capacityUnits = {
    accepts: units,
    schema: { type: 'number', minimum: 0.5, maximum: 256, multipleOf: 0.5 },
    read(node) {
        const value = node.kind === 'scalar' && node.type === 'number' ? Number(node.text) : Number.NaN;
        const fits = value >= 0.5 && value <= 256 && Number.isInteger(value * 2);
        return fits ? { value } : (0,kinds/* refused */.J5)(`${(0,settings_node/* quoted */.TL)(node)} is not a capacity.`, units);
    },
    write: (value) => value,
};

// EXTERNAL MODULE: ./lib/settings/data-settings.js
var data_settings = __webpack_require__(7931);
// EXTERNAL MODULE: ./lib/settings/texts.js
var texts = __webpack_require__(5669);
// EXTERNAL MODULE: ./lib/settings/variable.js
var variable = __webpack_require__(2317);
;// CONCATENATED MODULE: ./lib/settings/data.js







/** Keys of a database of its own that mean nothing to one from outside. */
const ownDatabase = [
    'version',
    'class',
    'storage',
    'max-storage',
    'min-capacity',
    'max-capacity',
    'multi-az',
    'user',
    'backups',
    'snapshot',
    'deletion-policy',
    'deletion-protection',
    'allow-major-upgrade',
];
/** Keys of a database from outside. */
const outsideDatabase = ['endpoint', 'secret', 'security-group'];
const version = (0,kinds/* text */.Qq)({
    what: 'a version of a database engine',
    accepts: "a version, as in 17 or 17.5; a major one alone means RDS's newest minor one",
    pattern: /^\d+(?:\.[A-Za-z0-9_-]+)*$/,
    maxLength: 64,
    from: ['number'],
});
const instanceClass = (0,kinds/* text */.Qq)({
    what: 'an instance class of RDS',
    accepts: 'a class, as in db.t4g.micro',
    pattern: /^db\.[a-z][a-z0-9-]*\.[a-z0-9-]+(?:\.tpc[12]\.mem\dx)?$/,
    maxLength: 64,
});
/** The narrowest of the engines' rules: Oracle takes 8 characters. */
const databaseName = (0,kinds/* text */.Qq)({
    what: 'the name of a database',
    accepts: 'at most 63 letters, digits and underscores, a letter first',
    pattern: /^[A-Za-z][A-Za-z0-9_]*$/,
    maxLength: 63,
});
const reserved = ['admin', 'master', 'postgres', 'rdsadmin', 'rdsrepladmin', 'root', 'sa', 'sys', 'system', 'user'];
const userName = (0,kinds/* text */.Qq)({
    what: 'the name of a master user',
    accepts: 'at most 16 letters, digits and underscores, a letter first, no word that an engine keeps for itself',
    pattern: /^[A-Za-z][A-Za-z0-9_]*$/,
    maxLength: 16,
    refuse: (name) => reserved.includes(name.toLowerCase()) ? `${reserved.join(', ')} belong to one engine or another` : undefined,
});
const snapshot = (0,kinds/* text */.Qq)({
    what: 'a snapshot',
    accepts: 'the name or the ARN of a snapshot in the region',
    pattern: /^(?:arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:(?:cluster-)?snapshot:)?(?:rds:)?[A-Za-z][A-Za-z0-9-]*$/,
    maxLength: 512,
});
const securityGroup = (0,kinds/* text */.Qq)({
    what: 'a security group',
    accepts: 'an id, as in sg-0123456789abcdef0',
    pattern: /^sg-[0-9a-f]{8,17}$/,
});
/** Where databases and caches stand in somebody else's network. */
const subnetKeys = {
    'network.data-subnets': (0,key/* key */.Eb)((0,kinds/* list */.p_)(texts/* subnetId */.p4, 16), 'Subnets of databases and caches in the existing VPC, in two zones at least.', { derived: 'network.instance-subnets' }),
};
/** The keys of a database. */
const databaseKeys = {
    'database.engine': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(data_settings/* databaseEngines */.hN), 'Engine of the database; without one the environment has none.'),
    'database.version': (0,key/* key */.Eb)(version, 'Version of the engine.', { derived: 'the engine' }),
    'database.class': (0,key/* key */.Eb)(instanceClass, 'Instance class; the aurora engines follow the load instead.', {
        derived: 'the engine',
    }),
    'database.storage': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 20, max: 65536 }), 'Storage in GiB; it never shrinks.', { derived: '20' }),
    'database.max-storage': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 22, max: 65536 }), 'The most GiB that storage grows to by itself.', {
        derived: 'five times database.storage',
    }),
    'database.min-capacity': (0,key/* key */.Eb)(capacityUnits, 'Fewest capacity units of an aurora engine; one has about 2 GiB.', {
        derived: '0.5',
    }),
    'database.max-capacity': (0,key/* key */.Eb)(capacityUnits, 'Most capacity units of an aurora engine.', { derived: '4' }),
    'database.multi-az': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Keep a standby in another zone; with an aurora engine, a reader. It doubles the price.', { derived: 'the mode: true where high-availability' }),
    'database.name': (0,key/* key */.Eb)(databaseName, 'Name of the database in it; SQL Server begins without one.', {
        derived: 'app, or ORCL for Oracle',
    }),
    'database.user': (0,key/* key */.Eb)(userName, 'Name of the master user; RDS makes and rotates its password.', { derived: 'app' }),
    'database.backups': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 35 }), 'Days that automatic backups are kept.', { derived: '7' }),
    'database.snapshot': (0,key/* key */.Eb)(snapshot, 'Snapshot that the database is restored from when it is created. Leave it there afterwards: taking it away would ask for an empty database.'),
    'database.deletion-policy': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(data_settings/* deletionPolicies */.vR), 'What becomes of the database when it leaves the stack: a last snapshot, it stays as it is, or all is gone.', { derived: 'the environment: delete for pr-<number>, else snapshot' }),
    'database.deletion-protection': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Let RDS refuse to delete it, whoever asks; `destroy` takes the protection off.', { derived: 'the deletion policy: false where delete' }),
    'database.allow-major-upgrade': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Let a higher major version in database.version upgrade the database.', {
        derived: 'false',
    }),
    'database.endpoint': (0,key/* key */.Eb)(outsideEndpoint, 'Address of a database from outside.'),
    'database.secret': (0,key/* key */.Eb)(variable/* secretId */.K, 'Secret with username and password of a database from outside.'),
    'database.security-group': (0,key/* key */.Eb)(securityGroup, 'Security group of a database from outside; the instances are let into it.'),
};
const cacheVersion = (0,kinds/* text */.Qq)({
    what: 'a version of a cache engine',
    accepts: 'a version, as in 8.2',
    pattern: /^\d+(?:\.\d+){0,2}$/,
    maxLength: 16,
    from: ['number'],
});
const nodeType = (0,kinds/* text */.Qq)({
    what: 'a node type of ElastiCache',
    accepts: 'a type, as in cache.t4g.micro',
    pattern: /^cache\.[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
    maxLength: 64,
});
/** The keys of a cache. */
const cacheKeys = {
    'cache.engine': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(data_settings/* cacheEngines */.UF), 'Engine of the cache; without one the environment has none.'),
    'cache.version': (0,key/* key */.Eb)(cacheVersion, 'Version of the engine.', { derived: 'the engine' }),
    'cache.serverless': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Pay for what is stored and asked instead of nodes; it has no token, only the security group guards it.', { derived: 'false' }),
    'cache.node-type': (0,key/* key */.Eb)(nodeType, 'Type of the nodes.', { derived: 'cache.t4g.micro' }),
    'cache.nodes': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 6 }), 'Nodes; from two on they stand in several zones, and one takes over when another is lost.', { derived: 'the mode: 2 where high-availability, else 1' }),
    'cache.max-storage': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 5000 }), 'The most GB that a serverless cache holds.', {
        derived: '1',
    }),
};


/***/ }),

/***/ 4294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ds: () => (/* binding */ majorOf),
/* harmony export */   Lp: () => (/* binding */ isArm),
/* harmony export */   Yd: () => (/* binding */ cacheVersions),
/* harmony export */   sP: () => (/* binding */ engines)
/* harmony export */ });
const ports = { postgres: 5432, mysql: 3306, mariadb: 3306 };
const sqlServer = {
    family: 'sqlserver',
    aurora: false,
    versions: ['16.00', '15.00'],
    exact: '16.00.4245.2.v1',
    port: 1433,
    arm: false,
    standby: true,
};
const oracle = {
    family: 'oracle',
    aurora: false,
    versions: ['19'],
    port: 1521,
    arm: false,
    standby: true,
    class: 'db.t3.small',
};
/** Engines of RDS. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html */
const engines = {
    postgres: open('postgres', ['17', '18', '16', '15']),
    mysql: open('mysql', ['8.4', '8.0']),
    mariadb: open('mariadb', ['11.8', '11.4', '10.11', '10.6']),
    'aurora-postgresql': aurora('postgres', ['17', '16', '15']),
    'aurora-mysql': aurora('mysql', ['8.0']),
    'sqlserver-ex': { ...sqlServer, class: 'db.t3.small', standby: false },
    'sqlserver-web': { ...sqlServer, class: 'db.t3.small' },
    'sqlserver-se': { ...sqlServer, class: 'db.t3.xlarge' },
    'sqlserver-ee': { ...sqlServer, class: 'db.t3.xlarge' },
    'oracle-se2': oracle,
    'oracle-ee': oracle,
};
function open(family, versions) {
    return { family, aurora: false, versions, port: ports[family], class: 'db.t4g.micro', arm: true, standby: true };
}
function aurora(family, versions) {
    return { family, aurora: true, versions, port: ports[family], arm: true, standby: true };
}
/** The major version that a version belongs to, as the engine counts: `17.5` is of 17, `8.0.mysql_aurora.3.10.0` of 8.0. */
function majorOf(engine, version) {
    return engines[engine].versions.find((major) => version === major || version.startsWith(`${major}.`));
}
/** Versions of the engines of ElastiCache, the one that is taken when nobody says first; of a serverless cache only what stands before the dot counts. */
const cacheVersions = {
    valkey: ['8.2', '8.1', '8.0', '7.2'],
    redis: ['7.1', '7.0', '6.2'],
    memcached: ['1.6.22', '1.6.17', '1.6.12'],
};
/** Whether an instance class runs on Graviton: the letter after the generation's number is a `g`. */
function isArm(className) {
    return /^db\.[a-z]+\d+g/.test(className);
}


/***/ }),

/***/ 3135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ flag)
/* harmony export */ });
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);
/* harmony import */ var _node_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1301);


const accepts = 'true or false';
/** Yes or no. Inputs of the action are text, so the words are taken quoted too. */
function flag() {
    return { accepts, read, write: (value) => value, schema: { type: 'boolean' } };
}
function read(node) {
    if (node.kind !== 'scalar' || !/^(true|false)$/i.test(node.text)) {
        return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_1__/* .quoted */ .TL)(node)} is neither true nor false.`, accepts);
    }
    return { value: node.text.toLowerCase() === 'true' };
}


/***/ }),

/***/ 6910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ stoppedBy),
/* harmony export */   DS: () => (/* binding */ isZone),
/* harmony export */   bq: () => (/* binding */ hoursIn),
/* harmony export */   c$: () => (/* binding */ hours),
/* harmony export */   mS: () => (/* binding */ openShare)
/* harmony export */ });
/* unused harmony exports isOpen, nextOpening */
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);

const accepts = 'from-to days zone, as in 07:00-19:00 mon-fri Europe/Berlin; without days: every day, without a zone: UTC';
const week = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const time = '([01]\\d|2[0-3]):[0-5]\\d';
const day = `(?:${week.join('|')})`;
const form = new RegExp(`^(?<from>${time})-(?<to>${time})(?: (?<days>${day}(?:[-,]${day})*))?(?: (?<zone>[A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+)*))?$`);
/** A name of the IANA data base. */
function isZone(name) {
    try {
        return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
    }
    catch {
        return false;
    }
}
const written = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a time of the day and its days',
    accepts,
    pattern: form,
    maxLength: 120,
    refuse: (one) => {
        const { from, to, zone } = partsOf(one);
        if (from >= to)
            return `${from} must be before ${to}: a night belongs to no day`;
        return isZone(zone) ? undefined : `there is no time zone ${zone}`;
    },
});
/** Hours in a line. */
const hours = {
    accepts,
    schema: written.schema,
    read(node) {
        const reading = written.read(node);
        return 'faults' in reading ? reading : { value: partsOf(reading.value) };
    },
    write: (value) => value.text,
};
/** The hours that a stack tells; nothing where it tells none. */
function hoursIn(told) {
    return told !== undefined && form.test(told) ? partsOf(told) : undefined;
}
function partsOf(line) {
    const { from = '', to = '', days, zone = 'UTC' } = form.exec(line)?.groups ?? {};
    return { from, to, days: days === undefined ? week.map((_, at) => at) : daysOf(days), zone, text: line };
}
/** `mon-wed,sat` is 1, 2, 3, 6; a range may go over the end of the week. */
function daysOf(text) {
    const all = text.split(',').flatMap((part) => {
        const [first = 0, last = first] = part.split('-').map((name) => week.indexOf(name));
        return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => (first + step) % 7);
    });
    return [...new Set(all)].sort();
}
/** Whether the instances shall run at a moment, in milliseconds since the epoch. */
function isOpen(hours, ms) {
    const { today, now } = localTime(hours, ms);
    return hours.days.includes(today) && hours.from <= now && now < hours.to;
}
/** The part of a week in which the instances run, 0 to 1; without hours always. */
function openShare(hours) {
    if (hours === undefined)
        return 1;
    return (hours.days.length * (minutesOf(hours.to) - minutesOf(hours.from))) / (7 * 24 * 60);
}
function minutesOf(time) {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return 60 * hour + minute;
}
/** When they run again, in words, as in `Mon 07:00 Europe/Berlin`. */
function nextOpening(hours, ms) {
    const { today, now } = localTime(hours, ms);
    const ahead = Array.from({ length: 8 }, (_, step) => step).find((step) => hours.days.includes((today + step) % 7) && (step > 0 || now < hours.from));
    const name = week[(today + (ahead ?? 0)) % 7] ?? '';
    return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${hours.from} ${hours.zone}`;
}
/** Why no instance runs, in words; nothing where the hours do not say so. */
function stoppedBy(told, ms) {
    const hours = hoursIn(told);
    return hours === undefined || isOpen(hours, ms) ? undefined : `stopped by its hours until ${nextOpening(hours, ms)}`;
}
function localTime({ zone }, ms) {
    const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
    }).formatToParts(ms);
    const part = (type) => parts.find((one) => one.type === type)?.value ?? '';
    const today = week.indexOf(part('weekday').toLowerCase());
    return { today, now: `${part('hour')}:${part('minute')}` };
}


/***/ }),

/***/ 2272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fn: () => (/* binding */ statements),
/* harmony export */   Yj: () => (/* binding */ servicesOf),
/* harmony export */   eu: () => (/* binding */ service)
/* harmony export */ });
/* harmony import */ var _cloudformation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8397);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3474);
/* harmony import */ var _node_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1301);



const members = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const accepts = 'a list of 1 to 20 statements as IAM has them, as in {Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Table.Arn}';
/** Statements of an IAM policy. */
const statements = {
    accepts,
    read(node) {
        if (node.kind !== 'list')
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('It is not a list.', accepts);
        const items = node.items();
        if (items.length === 0 || items.length > 20)
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(`The list has ${items.length} statements.`, accepts);
        const found = items.map((item) => ({ position: item.position, value: (0,_cloudformation_js__WEBPACK_IMPORTED_MODULE_0__/* .plainValue */ ._y)(item) }));
        const faults = found.flatMap(({ position, value }) => faultsOf(value).map((message) => ({ position, message, fix: `Accepted: ${accepts}.` })));
        return faults.length > 0 ? { faults } : { value: found.map(({ value }) => value) };
    },
    write: (value) => value.map(_cloudformation_js__WEBPACK_IMPORTED_MODULE_0__/* .written */ .Mp),
    schema: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        items: {
            type: 'object',
            properties: Object.fromEntries(members.map((name) => [name, {}])),
            additionalProperties: false,
            required: ['Effect'],
        },
    },
};
function faultsOf(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return ['A statement is a map.'];
    const statement = value;
    const unknown = Object.keys(statement).filter((name) => !members.includes(name));
    const has = (...names) => names.filter((name) => statement[name] != null).length === 1;
    return [
        ...unknown.map((name) => `${(0,_node_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name)} is not a member of a statement.`),
        ...(statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny' ? [] : ['Effect is neither Allow nor Deny.']),
        ...(has('Action', 'NotAction') ? [] : ['A statement has either Action or NotAction.']),
        ...(has('Resource', 'NotResource') ? [] : ['A statement has either Resource or NotResource.']),
        ...(statement['Effect'] === 'Allow' && statement['NotAction'] != null
            ? ['Allow with NotAction allows whatever AWS adds one day.']
            : []),
    ];
}
/** The service in front of an action, `dynamodb` of `dynamodb:GetItem`. */
const service = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)({
    what: 'a service as IAM writes it',
    accepts: 'what stands before the colon of an action, as in dynamodb',
    pattern: /^[a-z0-9][a-z0-9-]*$/,
    maxLength: 64,
    refuse: (name) => ['iam', 'sts', 'organizations', 'account'].includes(name)
        ? 'whoever may deploy could then give themselves every right'
        : undefined,
});
/** The services whose actions a statement allows, each once. */
function servicesOf(statement) {
    if (statement['Effect'] !== 'Allow')
        return [];
    const actions = [statement['Action']].flat().map(String);
    return [...new Set(actions.map((action) => action.split(':')[0]?.toLowerCase() ?? ''))];
}


/***/ }),

/***/ 4515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ architectureOf)
/* harmony export */ });
/**
 * Architecture of an EC2 instance type, from its name: a `g` after the generation is Graviton (`t4g`, `c8gn`, `im4gn`),
 * as opposed to the `g` of graphics before it (`g4dn`); besides, there are `a1` and Grace (`p6e-gb200`).
 */
function architectureOf(type) {
    const [family = ''] = type.split('.', 1);
    const [, attributes = '', options = ''] = /^[a-z]+\d+([a-z]*)(.*)$/.exec(family) ?? [];
    return family === 'a1' || attributes.includes('g') || options.startsWith('-gb') ? 'arm64' : 'x86_64';
}


/***/ }),

/***/ 7006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Eb: () => (/* binding */ key),
/* harmony export */   FB: () => (/* binding */ same),
/* harmony export */   __: () => (/* binding */ each),
/* harmony export */   j6: () => (/* binding */ only)
/* harmony export */ });
/** Describes a key. */
function key(kind, description, fallback = {}) {
    return { ...kind, description, ...fallback };
}
/** One default for both modes. */
function same(value) {
    return { default: { 'single-instance': value, 'high-availability': value } };
}
/** A default for a single instance and one for a fleet. */
function each(single, fleet) {
    const one = single === undefined ? {} : { 'single-instance': single };
    return { default: { ...one, 'high-availability': fleet } };
}
/** A key that means something in one tier only. */
function only(tier, key) {
    return { ...key, tier };
}


/***/ }),

/***/ 5181:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hf: () => (/* binding */ defaultMode),
  G4: () => (/* binding */ defaultPolicy),
  Eg: () => (/* binding */ defaultTier),
  vD: () => (/* binding */ defaultTlsPolicy),
  HP: () => (/* binding */ keys)
});

// EXTERNAL MODULE: ./lib/platforms/index.js + 25 modules
var platforms = __webpack_require__(6404);
// EXTERNAL MODULE: ./lib/settings/flag.js
var flag = __webpack_require__(3135);
// EXTERNAL MODULE: ./lib/settings/key.js
var key = __webpack_require__(7006);
// EXTERNAL MODULE: ./lib/settings/kinds.js
var kinds = __webpack_require__(3474);
;// CONCATENATED MODULE: ./lib/settings/acme.js



const letsEncrypt = 'https://acme-v02.api.letsencrypt.org/directory';
const address = (0,kinds/* text */.Qq)({
    what: 'an authority that speaks ACME',
    accepts: 'letsencrypt, or the https address of the directory of another authority',
    pattern: /^(?:letsencrypt|https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?)$/,
    maxLength: 256,
});
/** The address of an authority's directory. */
const authority = {
    ...address,
    read(node) {
        const reading = address.read(node);
        if ('faults' in reading)
            return reading;
        return { value: reading.value === 'letsencrypt' ? letsEncrypt : reading.value };
    },
    write: (value) => (value === letsEncrypt ? 'letsencrypt' : value),
};
/** HTTPS of a single instance, which no load balancer stands before. */
const acmeKeys = {
    'tls.acme': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(authority, 'Authority of which the instance of a single-instance environment gets a certificate for `domain.name`, and renews it in time; with `letsencrypt` you agree to its terms of service.')),
    'tls.redirect': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Send plain HTTP on to HTTPS, once that certificate is there.')),
};

;// CONCATENATED MODULE: ./lib/settings/capacity-settings.js
/** Statistics that Beanstalk's trigger watches. */
const triggerMetrics = [
    ...['CPUUtilization', 'NetworkIn', 'NetworkOut', 'DiskReadOps', 'DiskReadBytes', 'DiskWriteOps', 'DiskWriteBytes'],
    ...['TargetResponseTime', 'RequestCount', 'HealthyHostCount', 'UnHealthyHostCount'],
];
const triggerStatistics = ['Average', 'Minimum', 'Maximum', 'Sum'];
/** What a root volume is made of. */
const volumeTypes = ['gp3', 'gp2', 'io1', 'io2', 'st1', 'standard'];

// EXTERNAL MODULE: ./lib/settings/hours.js
var hours = __webpack_require__(6910);
// EXTERNAL MODULE: ./lib/settings/node.js
var settings_node = __webpack_require__(1301);
// EXTERNAL MODULE: ./lib/settings/record.js
var record = __webpack_require__(2192);
// EXTERNAL MODULE: ./lib/settings/texts.js
var texts = __webpack_require__(5669);
;// CONCATENATED MODULE: ./lib/settings/capacity.js







const price = (0,kinds/* text */.Qq)({
    what: 'a price',
    accepts: 'US dollars an hour, as in 0.02',
    pattern: /^\d+(?:\.\d{1,6})?$/,
    maxLength: 16,
    from: ['number'],
});
const spot = (0,record/* record */.g)('spot', '{percent: 1 to 100, base: on-demand instances that come first, max-price: US dollars an hour}, as in {percent: 70, base: 1}', { percent: (0,kinds/* integer */.nd)({ min: 1, max: 100 }), base: (0,kinds/* integer */.nd)({ min: 0, max: 1000 }), 'max-price': price }, ['percent']);
/** A threshold may have a fraction: a response time of 0.2 s. */
const threshold = {
    accepts: 'a number',
    read(node) {
        const isNumber = node.kind === 'scalar' && /^\d+(?:\.\d+)?$/.test(node.text);
        return isNumber ? { value: Number(node.text) } : (0,kinds/* refused */.J5)(`${(0,settings_node/* quoted */.TL)(node)} is not a number.`, 'a number');
    },
    write: (value) => value,
    schema: { type: 'number', minimum: 0 },
};
const trigger = (0,record/* record */.g)('a trigger', '{metric, upper, lower, statistic, add, remove, period, periods, cooldown}, as in {metric: NetworkOut, upper: 6000000, lower: 2000000}', {
    metric: (0,kinds/* choice */.Yq)(triggerMetrics),
    statistic: (0,kinds/* choice */.Yq)(triggerStatistics),
    upper: threshold,
    lower: threshold,
    add: (0,kinds/* integer */.nd)({ min: 1, max: 100 }),
    remove: (0,kinds/* integer */.nd)({ min: 1, max: 100 }),
    period: (0,kinds/* duration */.p0)({ unit: 's', min: 60, max: 3600 }),
    periods: (0,kinds/* integer */.nd)({ min: 1, max: 60 }),
    cooldown: (0,kinds/* duration */.p0)({ unit: 's', min: 0, max: 10_000 }),
}, ['metric', 'upper', 'lower']);
/** Auto Scaling's own form of cron: minute, hour, day of the month, month, day of the week. */
const cron = (0,kinds/* text */.Qq)({
    what: 'a time table',
    accepts: 'five fields of cron, as in 0 7 * * 1-5',
    pattern: /^(?:[0-9A-Za-z*,/-]+ ){4}[0-9A-Za-z*,/-]+$/,
    maxLength: 255,
});
const zone = (0,kinds/* text */.Qq)({
    what: 'a time zone',
    accepts: 'a name of the IANA data base, as in Europe/Berlin',
    pattern: /^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)*$/,
    maxLength: 64,
    refuse: (name) => ((0,hours/* isZone */.DS)(name) ? undefined : 'there is no such time zone'),
});
const whole = (0,kinds/* integer */.nd)({ min: 1, max: 1000 });
const size = {
    ...whole,
    read: (node) => node.kind === 'scalar' && node.text === '0'
        ? (0,kinds/* refused */.J5)('A schedule of 0 instances would stop the environment, and a deploy would not know.', `${whole.accepts}; instances.hours stops it and starts it again`)
        : whole.read(node),
};
const schedule = (0,record/* record */.g)('a schedule', '{cron, zone, min, max, desired}, as in {cron: 0 7 * * 1-5, zone: Europe/Berlin, min: 4}', { cron, zone, min: size, max: size, desired: size }, ['cron']);
const securityGroup = (0,kinds/* text */.Qq)({
    what: 'a security group',
    accepts: 'an id, as in sg-0123456789abcdef0',
    pattern: /^sg-[0-9a-f]{8,17}$/,
});
const keyPair = (0,kinds/* text */.Qq)({
    what: 'a key pair of EC2',
    accepts: 'its name, as in admin',
    // A parameter and a script hold it: no quotes and no control characters.
    pattern: /^[A-Za-z0-9][A-Za-z0-9 ._@/+=:-]*$/,
    maxLength: 255,
});
const sshSource = (0,kinds/* text */.Qq)({
    what: 'a source of SSH',
    accepts: 'a range of addresses or a security group, as in 203.0.113.0/24 or sg-0123456789abcdef0',
    pattern: /^(?:(?:\d{1,3}\.){3}\d{1,3}\/\d{1,2}|sg-[0-9a-f]{8,17})$/,
    refuse: (written) => {
        const [address = '', bits = '0'] = written.split('/');
        const wrong = !written.startsWith('sg-') && (Number(bits) > 32 || address.split('.').some((part) => Number(part) > 255));
        return wrong ? 'there is no such range' : undefined;
    },
});
const table = {
    'instances.hours': (0,key/* key */.Eb)(hours/* hours */.c$, 'When instances run; outside of it there are none, and a deploy starts them for as long as it takes.'),
    'instances.other-types': (0,key/* key */.Eb)((0,kinds/* list */.p_)(texts/* instanceType */.w, 39), 'Further instance types of the same architecture, in order, for when the first cannot be had; Spot wants several.'),
    'instances.spot': (0,key/* key */.Eb)(spot, 'Use Spot instances, which cost less and can be taken back with two minutes of notice.'),
    'instances.volume-type': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(volumeTypes), 'Kind of the root volume.', (0,key/* same */.FB)('gp3')),
    'instances.volume-iops': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 100, max: 256_000 }), 'Operations a second of a root volume of the kind gp3, io1 or io2.'),
    'instances.volume-throughput': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 125, max: 2000 }), 'MiB a second of a root volume of the kind gp3.'),
    'instances.security-groups': (0,key/* key */.Eb)((0,kinds/* list */.p_)(securityGroup, 4), 'Further security groups of the instances, in their network.'),
    'instances.key-pair': (0,key/* key */.Eb)(keyPair, 'Key pair of EC2 whose holder may log in by SSH; without it nobody may.'),
    'instances.ssh-from': (0,key/* key */.Eb)((0,kinds/* list */.p_)(sshSource, 10), 'Who reaches port 22; without it nobody. A shell comes through Systems Manager too, without either.'),
    'scaling.cpu': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 5, max: 95 }), 'Percent of CPU that the instances are held at, by adding and removing some between `instances.min` and `instances.max`.', (0,key/* each */.__)(undefined, 50))),
    'scaling.requests': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 1_000_000 }), 'Requests a minute for each instance that the group is held at.')),
    'scaling.trigger': (0,key/* key */.Eb)(trigger, 'Add or remove a fixed number of instances when a metric leaves a range, as Beanstalk does, in place of following a target.'),
    'scaling.schedules': (0,key/* key */.Eb)((0,record/* records */.V)(schedule, 20), 'Other sizes at known times.'),
};
/** The keys of machines and of their number, beyond the usual ones. */
const capacityKeys = table;

// EXTERNAL MODULE: ./lib/settings/balancing.js + 1 modules
var balancing = __webpack_require__(5869);
;// CONCATENATED MODULE: ./lib/settings/caution.js



/** What a deploy may do once only, or only when it is asked for by name. */
const cautionKeys = {
    'deploy.allow-replacement': (0,key/* key */.Eb)((0,kinds/* list */.p_)(texts/* logicalId */.dS, 20), 'Resources, by logical id, that may be removed or replaced although what they hold or are known by cannot be made again; otherwise such an update is refused.'),
    'deploy.once': (0,key/* key */.Eb)(texts/* shellCommand */.q$, 'Shell command that runs on exactly one instance per deployment before the version serves anywhere, such as a migration; it has what deploy.timeout leaves beside health.deadline and 2m.'),
};

// EXTERNAL MODULE: ./lib/settings/cloudformation.js
var cloudformation = __webpack_require__(8397);
;// CONCATENATED MODULE: ./lib/settings/health.js



/** When an instance is good enough to serve. */
const healthKeys = {
    'health.path': (0,key/* key */.Eb)(texts/* healthPath */.OW, 'Path that the gate and the load balancer ask.', (0,key/* same */.FB)('/')),
    'health.codes': (0,key/* key */.Eb)(texts/* statusCodes */.XU, 'Status codes that mean healthy.', {
        ...(0,key/* same */.FB)('200-399'),
        // What only takes messages may well refuse a GET.
        inWorker: '200-499',
    }),
    'health.interval': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 's', min: 5, max: 300 }), 'Time between two checks.', (0,key/* same */.FB)(10)),
    'health.timeout': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 's', min: 2, max: 120 }), 'Time until a check has failed.', (0,key/* same */.FB)(5)),
    'health.healthy-threshold': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 2, max: 10 }), 'Good checks in a row until the load balancer sends requests to an instance.', (0,key/* same */.FB)(2))),
    'health.unhealthy-threshold': (0,key/* only */.j6)('web', (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 2, max: 10 }), 'Bad checks in a row until the load balancer sends no more requests to an instance.', (0,key/* same */.FB)(3))),
    'health.successes': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 20 }), 'Good checks in a row that open a new instance.', (0,key/* same */.FB)(3)),
    'health.deadline': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 's', min: 10, max: 3000 }), 'Time that the application has from its start until it is healthy.', (0,key/* same */.FB)(300)),
};

// EXTERNAL MODULE: ./lib/settings/iam.js
var iam = __webpack_require__(2272);
// EXTERNAL MODULE: ./lib/settings/data.js + 1 modules
var data = __webpack_require__(9859);
;// CONCATENATED MODULE: ./lib/settings/domain.js


const domainName = (0,kinds/* text */.Qq)({
    what: 'a domain name',
    accepts: 'a name of small letters, digits, hyphens and dots, as in shop.example.com',
    pattern: /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    // What a certificate takes as its first name.
    maxLength: 64,
});
const hostedZone = (0,kinds/* text */.Qq)({
    what: 'a hosted zone',
    accepts: 'the id of a public hosted zone of Route 53, as in Z0123456789ABCDEFGHIJ',
    pattern: /^Z[A-Z0-9]{1,31}$/,
});
/** The name by which the world knows an environment. */
const domainKeys = {
    'domain.name': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(domainName, 'Name of the environment in `domain.zone`: a load balancer gets a certificate for it, unless `tls.certificate` names one, and a record; a single instance a record. A preview does not take it over.')),
    'domain.zone': (0,key/* key */.Eb)(hostedZone, 'Hosted zone of Route 53 that the names of all environments are in, so at the top level only; it can go one deploy after the last name.'),
};

// EXTERNAL MODULE: ./lib/settings/load-balancer.js
var load_balancer = __webpack_require__(8604);
;// CONCATENATED MODULE: ./lib/settings/health-metrics.js
/** What an instance can tell as a metric, by Elastic Beanstalk's names where it has one: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html */
const healthMetrics = [
    'ApplicationRequestsTotal',
    'ApplicationRequests2xx',
    'ApplicationRequests3xx',
    'ApplicationRequests4xx',
    'ApplicationRequests5xx',
    'ApplicationLatencyP10',
    'ApplicationLatencyP50',
    'ApplicationLatencyP75',
    'ApplicationLatencyP85',
    'ApplicationLatencyP90',
    'ApplicationLatencyP95',
    'ApplicationLatencyP99',
    'ApplicationLatencyP99.9',
    'CPUUser',
    'CPUSystem',
    'CPUIdle',
    'LoadAverage1min',
    'LoadAverage5min',
    'RootFilesystemUtil',
    'MemoryUtil',
];

;// CONCATENATED MODULE: ./lib/settings/word-list.js

/** A list of words of a closed set, each once. */
function wordList(words) {
    const several = (0,kinds/* list */.p_)((0,kinds/* choice */.Yq)(words), words.length);
    return {
        ...several,
        accepts: `a list of some of ${words.join(', ')}`,
        // What has been read by `choice` is one of the words.
        read: (node) => several.read(node),
    };
}

;// CONCATENATED MODULE: ./lib/settings/logs.js





/** Days for which CloudWatch Logs keeps lines: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
    ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
    ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];
const logDeletionPolicies = ['retain', 'delete'];
const logFile = (0,kinds/* text */.Qq)({
    what: 'a log file',
    accepts: 'an absolute path on the instance, in which * stands for any text but /, as in /var/app/current/log/*.log',
    pattern: /^\/[A-Za-z0-9*._@+=,/-]+$/,
    maxLength: 256,
    refuse: (path) => (path.split('/').includes('..') ? 'it leads back' : undefined),
});
const healthMetricList = wordList(healthMetrics);
const logKeys = {
    'logs.stream': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Send what the application, nginx and the agent log to CloudWatch Logs, line by line: it outlives the instance, and costs by the gigabyte.', { derived: 'false' }),
    'logs.retention': (0,key/* key */.Eb)(days(), 'Days that the lines are kept.', { derived: '7' }),
    'logs.files': (0,key/* key */.Eb)((0,kinds/* list */.p_)(logFile, 20), 'Files on the instance that the application writes itself; their lines go along.'),
    'logs.health': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Send along, every minute and as a line of JSON, how each instance is: what `command: health` tells.', { derived: 'false' }),
    'logs.metrics': (0,key/* key */.Eb)(healthMetricList, 'What of `logs.health` becomes a metric of CloudWatch, in the namespace Beanpole and by the dimension Environment (the name of the stack); each costs what a metric of one’s own costs.'),
    'logs.deletion-policy': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(logDeletionPolicies), 'What becomes of the lines when the environment is destroyed: they stay until their days are over, or they go with it.', { derived: 'the environment: delete for pr-<number>, else retain' }),
};
function days() {
    const accepts = `one of ${retentions.join(', ')}`;
    const number = (0,kinds/* integer */.nd)({ min: 1, max: 3653 });
    const read = (node) => {
        const reading = number.read(node);
        if ('faults' in reading || retentions.includes(reading.value))
            return reading;
        return (0,kinds/* refused */.J5)(`CloudWatch Logs does not know a retention of ${reading.value} days.`, accepts);
    };
    return { ...number, accepts, read, schema: { type: 'integer', enum: retentions } };
}

// EXTERNAL MODULE: ./lib/settings/network-settings.js
var network_settings = __webpack_require__(5225);
;// CONCATENATED MODULE: ./lib/settings/network.js






/** Where the instances, the load balancer and the data stand. */
const networkKeys = {
    'network.zones': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 2, max: 3 }), 'Availability zones of a network of its own.', (0,key/* same */.FB)(2)),
    'network.private': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Put the instances into private subnets, without public addresses; otherwise they stand in public ones behind a closed security group, which costs nothing.', (0,key/* same */.FB)(false)),
    'network.exit': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(network_settings/* exits */.c), 'What leads out of the private subnets, for all environments, so at the top level only: one NAT gateway, one for each zone, or endpoints, which lead to AWS alone and nowhere else.'),
    'network.vpc': (0,key/* key */.Eb)(texts/* vpcId */.zP, 'An existing VPC to use.'),
    'network.public-subnets': (0,key/* key */.Eb)((0,kinds/* list */.p_)(texts/* subnetId */.p4, 16), "Subnets of the load balancer, or of a single instance's address, in the existing VPC."),
    'network.instance-subnets': (0,key/* key */.Eb)((0,kinds/* list */.p_)(texts/* subnetId */.p4, 16), 'Subnets of the instances in the existing VPC.', {
        derived: 'network.public-subnets',
    }),
    ...data/* subnetKeys */.GE,
};

;// CONCATENATED MODULE: ./lib/settings/one-or-more.js

/** One text, or a list of them. */
function oneOrMore(item, max) {
    const several = (0,kinds/* list */.p_)(item, max);
    const read = (node) => {
        if (node.kind !== 'scalar')
            return several.read(node);
        const reading = item.read(node);
        return 'faults' in reading ? reading : { value: [reading.value] };
    };
    return {
        accepts: `${item.accepts}; or a list of 1 to ${max} of them`,
        read,
        write: several.write,
        schema: { anyOf: [item.schema, several.schema] },
    };
}

;// CONCATENATED MODULE: ./lib/settings/notifications.js



/** Forms of what SNS sends to by itself: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const mail = String.raw `[A-Za-z0-9.!#$%&'*+/=?^_\x60{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`;
const url = String.raw `https?://[^\s@]+`;
const queue = String.raw `arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+`;
const recipient = (0,kinds/* text */.Qq)({
    what: 'somebody whom SNS can tell',
    accepts: 'a mail address, a URL as in https://example.com/told, or the ARN of a queue as in arn:aws:sqs:eu-central-1:123456789012:alarms',
    pattern: new RegExp(`^(?:${mail}|${url}|${queue})$`),
    maxLength: 2048,
});
const topic = (0,kinds/* text */.Qq)({
    what: 'the ARN of a topic',
    accepts: 'the ARN of a standard topic of SNS, as in arn:aws:sns:eu-central-1:123456789012:alarms',
    pattern: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
});
const notificationKeys = {
    'notifications.to': (0,key/* key */.Eb)(oneOrMore(recipient, 10), 'Who is told when an alarm of the environment rings, when it is well again, and when an instance cannot be launched. A mail address gets a mail first, in which its owner agrees. A preview does not take it over.'),
    'notifications.topic': (0,key/* key */.Eb)(topic, 'A topic of SNS that is there and tells them, in place of one of the environment’s own. A preview does not take it over.'),
};

// EXTERNAL MODULE: ./lib/settings/canary.js + 2 modules
var canary = __webpack_require__(2160);
;// CONCATENATED MODULE: ./lib/settings/slot-keys.js



/** What a new version gets first, and what becomes of the former one. */
const slotKeys = {
    'deploy.canary': (0,key/* key */.Eb)(canary/* canary */.jZ, 'Under the policy canary: the share of the instances that comes first, or of the requests (`traffic`), and the pause until the rest follows; 10 percent of the instances and 5m when nobody says. Several percents are steps with a pause after each, as in [10, 20, 40].'),
    'deploy.keep': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 'm', min: 0, max: 180 }), 'Under blue-green, or canary with traffic: how long the run keeps the former version up after the switch, for an instant rollback; 5m when nobody says.'),
};

// EXTERNAL MODULE: ./lib/settings/settings.js
var settings = __webpack_require__(3152);
// EXTERNAL MODULE: ./lib/settings/tracing.js
var tracing = __webpack_require__(9139);
// EXTERNAL MODULE: ./lib/settings/variable.js
var variable = __webpack_require__(2317);
;// CONCATENATED MODULE: ./lib/settings/worker.js



const accepts = 'the URL or the ARN of an SQS queue';
const queueText = (0,kinds/* text */.Qq)({
    what: 'a queue',
    accepts,
    pattern: /^(?:arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:|https?:\/\/[A-Za-z0-9.:-]+\/\d{12}\/)[A-Za-z0-9_-]{1,80}(?:\.fifo)?$/,
    maxLength: 300,
});
/** A queue by its URL or ARN; both hold the account and the name. */
const worker_queue = {
    accepts,
    schema: queueText.schema,
    read(node) {
        const reading = queueText.read(node);
        return 'faults' in reading ? reading : { value: queueOf(reading.value) };
    },
    write: ({ account, name, region }) => region === undefined ? `${account}/${name}` : `arn:aws:sqs:${region}:${account}:${name}`,
};
/** `https://sqs.eu-central-1.amazonaws.com/123456789012/jobs`, or `arn:aws:sqs:eu-central-1:123456789012:jobs`. */
function queueOf(written) {
    const [name = '', account = '', ...rest] = written.split(/[:/]/).reverse();
    const region = written.startsWith('arn:') ? rest[0] : /\/\/sqs\.([a-z0-9-]+)\./.exec(written)?.[1];
    return { account, name, ...(region === undefined ? {} : { region }) };
}
const postPath = (0,kinds/* text */.Qq)({
    what: 'a path',
    accepts: 'a path that starts with /, without spaces, as in /jobs',
    pattern: /^\/[!-"$-~]*$/,
    maxLength: 1024,
});
const mimeType = (0,kinds/* text */.Qq)({
    what: 'a media type',
    accepts: 'a type and a subtype, as in application/json or text/plain; charset=utf-8',
    pattern: /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)*$/,
    maxLength: 256,
});
const seconds = (min, max) => (0,kinds/* duration */.p0)({ unit: 's', min, max });
const worker_table = {
    'worker.queue': (0,key/* key */.Eb)(worker_queue, 'A queue of your own to take messages from, in place of one that the environment makes.'),
    'worker.dead-letter-queue': (0,key/* key */.Eb)(worker_queue, 'A queue of your own for messages that failed too often, in place of one that the environment makes.'),
    'worker.fifo': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Make a FIFO queue: order within each message group, every message once.', (0,key/* same */.FB)(false)),
    'worker.path': (0,key/* key */.Eb)(postPath, 'Path of the application that messages are posted to.', (0,key/* same */.FB)('/')),
    'worker.mime-type': (0,key/* key */.Eb)(mimeType, 'Content-Type of the posts.', (0,key/* same */.FB)('application/json')),
    'worker.concurrency': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 100 }), 'Messages that an instance works on at the same time.', (0,key/* same */.FB)(50)),
    'worker.connect-timeout': (0,key/* key */.Eb)(seconds(1, 60), 'Time to connect to the application.', (0,key/* same */.FB)(5)),
    'worker.inactivity-timeout': (0,key/* key */.Eb)(seconds(1, 36_000), 'Time that the application has to answer; after it the message has failed.', (0,key/* same */.FB)(299)),
    'worker.visibility-timeout': (0,key/* key */.Eb)(seconds(10, 43_200), 'Time after which a message whose instance has died comes back; while it is worked on it is kept hidden for longer.', (0,key/* same */.FB)(300)),
    'worker.error-visibility-timeout': (0,key/* key */.Eb)(seconds(0, 43_200), 'Time until a message that was not answered with 200 is posted again.', (0,key/* same */.FB)(2)),
    'worker.retention': (0,key/* key */.Eb)(seconds(60, 1_209_600), 'Time that the queue keeps a message.', (0,key/* same */.FB)(345_600)),
    'worker.max-receives': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 100 }), 'Tries until a message goes to the dead-letter queue.', (0,key/* same */.FB)(10)),
    'worker.cron': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Obey the cron.yaml of the source tree.', (0,key/* same */.FB)(true)),
    'worker.backlog': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 100_000 }), 'Waiting messages for each instance: more add instances, fewer remove them.', (0,key/* same */.FB)(100)),
    'worker.max-age': (0,key/* key */.Eb)(seconds(60, 1_209_600), 'Age of the oldest waiting message from which on an alarm rings, and undoes an update.', (0,key/* same */.FB)(600)),
};
/** The keys of the worker tier. */
const workerKeys = Object.fromEntries(Object.entries(worker_table).map(([path, one]) => [path, (0,key/* only */.j6)('worker', one)]));

;// CONCATENATED MODULE: ./lib/settings/keys.js























/** What HTTPS listeners use when nobody says. CloudFormation's own default still allows TLS 1.0. */
const defaultTlsPolicy = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';
/** What an environment is when nobody says: the one that costs less. */
const defaultMode = 'single-instance';
/** What an environment does when nobody says. */
const defaultTier = 'web';
/** How a version replaces another when nobody says; in a single-instance environment it is the only way. */
const defaultPolicy = 'rolling-with-additional-batch';
const keys_table = {
    application: (0,key/* key */.Eb)(texts/* applicationName */.SX, 'Name that holds the versions, the environments and their network.', {
        derived: "the repository's name",
    }),
    environment: (0,key/* key */.Eb)(texts/* environmentName */.VE, 'Name of the environment to deploy to.', { derived: 'the event' }),
    region: (0,key/* key */.Eb)(texts/* region */.Ny, 'AWS region of every resource.', { derived: 'AWS_REGION' }),
    tier: (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(settings/* tiers */.cK), 'What the environment does: answer HTTP (`web`), or take messages from a queue (`worker`).', (0,key/* same */.FB)(defaultTier)),
    mode: (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(settings/* modes */.nI), 'One instance with a fixed address, for development, or a load balancer with several instances, for production.', (0,key/* same */.FB)(defaultMode)),
    source: (0,key/* key */.Eb)(texts/* sourceDirectory */.xh, 'Directory of the source tree.', (0,key/* same */.FB)('.')),
    artifact: (0,key/* key */.Eb)(texts/* artifactFile */.vd, 'A finished archive, deployed as it is in place of the source tree.'),
    build: (0,key/* key */.Eb)(texts/* shellCommand */.q$, 'Shell command that runs on the runner, in the source directory, before bundling.'),
    label: (0,key/* key */.Eb)(texts/* label */.Pf, 'Label of the version; the same label is the same bytes for ever.', {
        derived: 'the commit and the source tree',
    }),
    'platform.name': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(platforms/* platformNames */.i), 'What builds and starts the application.', {
        derived: 'the source tree',
    }),
    'platform.version': (0,key/* key */.Eb)(texts/* platformVersion */.UA, "Version of the platform's runtime.", { derived: 'the platform' }),
    'instances.type': (0,key/* key */.Eb)(texts/* instanceType */.w, 'EC2 instance type.', (0,key/* same */.FB)('t4g.small')),
    'instances.architecture': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(settings/* architectures */.f2), 'Processor architecture; it must fit the instance type.', {
        derived: 'the instance type',
    }),
    'instances.min': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 1000 }), 'Fewest instances.', (0,key/* each */.__)(1, 2)),
    'instances.max': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 1000 }), 'Most instances.', (0,key/* each */.__)(1, 4)),
    'instances.volume': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 8, max: 16384 }), 'Size of the root volume in GiB.', (0,key/* same */.FB)(10)),
    'instances.image': (0,key/* key */.Eb)(texts/* imageId */.L, 'A pinned machine image.', {
        derived: 'the newest Amazon Linux 2023 at creation',
    }),
    'instances.packer': (0,key/* key */.Eb)(texts/* packerDirectory */.AW, 'Directory of a Packer template, or of a custom platform of Elastic Beanstalk; `packer build` makes a machine image of it, once for each content.'),
    ...healthKeys,
    'deploy.policy': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(settings/* policies */.R3), 'How a version replaces another; a single instance is replaced by a new one that has proved itself, or updated in-place.', (0,key/* each */.__)(undefined, defaultPolicy)),
    'deploy.batch': (0,key/* key */.Eb)((0,kinds/* batch */.vA)(), 'How many instances are replaced together; a share is of the running instances, and at least one instance.', 
    // A quarter: one instance of a small fleet, and a large fleet is through after four batches.
    (0,key/* each */.__)(undefined, { kind: 'percent', percent: 25 })),
    ...slotKeys,
    'deploy.timeout': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 's', min: 180, max: 3600 }), 'Time that one batch may take before the update goes back.', (0,key/* same */.FB)(900)),
    'deploy.drain': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 's', min: 0, max: 3600 }), 'Time that requests or messages under way have to finish on an instance that leaves.', { ...(0,key/* same */.FB)(20), inWorker: 300 }),
    'deploy.bake': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 'm', min: 0, max: 180 }), 'Time after the last instance during which alarms still undo the update; a single web instance watches its own answers for so long before it is proven.', (0,key/* same */.FB)(0)),
    'deploy.limit': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 's', min: 180, max: 21600 }), 'Time that the whole run may take, waiting included.', (0,key/* same */.FB)(3600)),
    'deploy.allow-older': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Deploy although what is live was made from a newer commit; otherwise such a run ends `superseded`.', (0,key/* same */.FB)(false)),
    'deploy.on-cancel': (0,key/* key */.Eb)((0,kinds/* choice */.Yq)(settings/* onCancel */.Ao), 'What becomes of an update that is under way when the run is cancelled: it goes on alone, or it is undone.', (0,key/* same */.FB)('leave')),
    'deploy.ignore-alarms': (0,key/* key */.Eb)((0,flag/* flag */.J)(), 'Let no alarm undo the update, for the fix that cures what they ring about; the gate on each instance stays.', (0,key/* same */.FB)(false)),
    ...cautionKeys,
    'branches.*': (0,key/* key */.Eb)(texts/* environmentName */.VE, 'Environment that a push to this branch deploys; `*` in the name of the branch stands for any text.'),
    'preview.lifetime': (0,key/* key */.Eb)((0,kinds/* duration */.p0)({ unit: 'm', min: 60, max: 60 * 24 * 30 }), 'Time after its last change until `prune` removes a preview whose pull request is still open.', (0,key/* same */.FB)(60 * 24 * 7)),
    'versions.keep': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 1000 }), 'Versions that `prune` leaves beside those that run or that a rollback needs; the newest are kept.', (0,key/* same */.FB)(100)),
    'versions.max-days': (0,key/* key */.Eb)((0,kinds/* integer */.nd)({ min: 1, max: 3650 }), 'Days after which `prune` removes a version that neither runs nor is needed for a rollback, however few there are; without it age does not count.'),
    ...data/* databaseKeys */.ct,
    ...data/* cacheKeys */.Xr,
    'variables.*': (0,key/* key */.Eb)(variable/* variable */.b, 'Environment variable of the application: text, a secret or parameter that is read on the instance, or the address of another environment.'),
    ...tracing/* tracingKeys */.v,
    ...logKeys,
    ...notificationKeys,
    'static-files.*': (0,key/* key */.Eb)(texts/* servedPath */.Vb, 'Directory or file of the source tree that the proxy serves itself, under the path that is the name.', { derived: 'the platform' }),
    'tags.*': (0,key/* key */.Eb)(texts/* tagValue */.EZ, 'Tag on every resource.'),
    ...networkKeys,
    ...load_balancer/* loadBalancerKeys */.d,
    ...balancing/* balancerKeys */.jW,
    ...balancing/* guestKeys */.h$,
    ...balancing/* balancingKeys */.M7,
    ...domainKeys,
    'tls.certificate': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(texts/* certificateArn */.pX, 'ACM certificate of the load balancer; without one it answers HTTP only.')),
    'tls.policy': (0,key/* only */.j6)('web', (0,key/* key */.Eb)(texts/* tlsPolicy */.iY, 'TLS versions and ciphers of the load balancer.', (0,key/* each */.__)(undefined, defaultTlsPolicy))),
    ...acmeKeys,
    'iam.statements': (0,key/* key */.Eb)(iam/* statements */.Fn, 'What instances may do beyond what Beanpole needs: statements of an IAM policy.'),
    'iam.services': (0,key/* key */.Eb)((0,kinds/* list */.p_)(iam/* service */.eu, 20), 'Services that the stacks may hold resources of, and that `iam.statements` may allow; for all environments, so at the top level only.'),
    'resources.*': (0,key/* key */.Eb)(cloudformation/* ownResource */.hV, 'A CloudFormation resource: what is written is merged into the resource of this logical id, or makes a new one.'),
    'outputs.*': (0,key/* key */.Eb)(cloudformation/* ownOutput */.WH, 'An output of the stack, beside those of Beanpole.'),
    ...capacityKeys,
    ...workerKeys,
};
/** Every key, by its path, in the order in which they are documented. */
const keys = keys_table;


/***/ }),

/***/ 3474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   mG: () => (/* binding */ inline),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   uQ: () => (/* binding */ spelled),
/* harmony export */   vA: () => (/* binding */ batch)
/* harmony export */ });
/* harmony import */ var _node_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1301);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(67);


/** Text of a closed form. */
function text(rule) {
    const { what, accepts, pattern, minLength = 1, maxLength = 4096, refuse, from = [] } = rule;
    const named = (node) => (rule.quiet === true ? 'This' : (0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node));
    const read = (node) => {
        if (isEmpty(node) && !(minLength === 0 && isText(node)))
            return refused('There is no value.', accepts);
        if (node.kind !== 'scalar' || ![...from, 'string'].includes(node.type)) {
            return refused(`${named(node)} is not ${what}${quotesHint(node)}.`, accepts);
        }
        const long = node.text.length > maxLength ? `it has ${node.text.length} characters` : undefined;
        if (long === undefined && pattern?.test(node.text) === false) {
            return refused(`${named(node)} is not ${what}.`, accepts);
        }
        const reason = long ?? refuse?.(node.text);
        return reason === undefined ? { value: node.text } : refused(`${named(node)} is refused: ${reason}.`, accepts);
    };
    const type = from.length === 0 ? 'string' : ['string', ...from];
    const form = pattern === undefined ? {} : { pattern: pattern.source };
    return { accepts, read, write: (value) => value, schema: { type, ...form, minLength, maxLength } };
}
/** One of a closed list of words. */
function choice(values) {
    const accepts = values.join(', ');
    const read = (node) => {
        const value = values.find((candidate) => node.kind === 'scalar' && candidate === node.text);
        if (value !== undefined)
            return { value };
        if (isEmpty(node))
            return refused('There is no value.', accepts);
        const meant = node.kind === 'scalar' ? (0,_suggest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(node.text, values) : undefined;
        const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
        return refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is not one of the accepted words.${hint}`, accepts);
    };
    return { accepts, read, write: (value) => value, schema: { type: 'string', enum: values } };
}
/** A whole number; a quoted one is text, and refused as such. */
function integer({ min, max }) {
    const accepts = `a whole number from ${min} to ${max}`;
    const read = (node) => {
        if (isEmpty(node))
            return refused('There is no value.', accepts);
        if (node.kind !== 'scalar' || node.type !== 'number' || !/^(0|-?[1-9]\d*)$/.test(node.text)) {
            const hint = node.kind === 'scalar' && /^\d+$/.test(node.text) ? ' but text: remove the quotes or zeros' : '';
            return refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is not a whole number${hint}.`, accepts);
        }
        const value = Number(node.text);
        return within(value, { min, max }) ? { value } : refused(`${node.text} is out of range.`, accepts);
    };
    return { accepts, read, write: (value) => value, schema: { type: 'integer', minimum: min, maximum: max } };
}
/** A length of time, kept in `unit`, which is also what a bare number is; the range is in that unit too. */
function duration({ unit, min, max }) {
    const spell = (value) => spelled(value * seconds[unit]);
    const examples = unit === 's' ? '30s, 10m, 1h' : '5m, 1h';
    const accepts = `a time from ${spell(min)} to ${spell(max)}, as in ${examples}, or a number of ${words[unit]}`;
    const read = (node) => {
        if (isEmpty(node))
            return refused('There is no value.', accepts);
        const [, digits, suffix] = (node.kind === 'scalar' && /^(\d+)([smh]?)$/.exec(node.text)) || [];
        if (digits === undefined)
            return refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is not a time.`, accepts);
        const value = (Number(digits) * (seconds[suffix ?? ''] ?? seconds[unit])) / seconds[unit];
        if (!Number.isInteger(value))
            return refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is not a whole number of ${words[unit]}.`, accepts);
        return within(value, { min, max }) ? { value } : refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is out of range.`, accepts);
    };
    const anyOf = [
        { type: 'integer', minimum: min, maximum: max },
        { type: 'string', pattern: '^[0-9]+[smh]?$' },
    ];
    return { accepts, read, write: spell, schema: { anyOf } };
}
/** How many instances are replaced together. CloudFormation's MaxBatchSize is at most 100. */
function batch() {
    const accepts = 'a number of instances from 1 to 100, or a share of them from 1% to 100%';
    const read = (node) => {
        if (isEmpty(node))
            return refused('There is no value.', accepts);
        const [, digits, sign] = (node.kind === 'scalar' && /^(\d+)(%?)$/.exec(node.text)) || [];
        if (digits === undefined)
            return refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is not a batch.`, accepts);
        const size = Number(digits);
        if (!within(size, { min: 1, max: 100 }))
            return refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is out of range.`, accepts);
        return { value: sign === '%' ? { kind: 'percent', percent: size } : { kind: 'count', count: size } };
    };
    const write = (value) => (value.kind === 'count' ? value.count : `${value.percent}%`);
    const anyOf = [
        { type: 'integer', minimum: 1, maximum: 100 },
        { type: 'string', pattern: '^([1-9][0-9]?|100)%?$' },
    ];
    return { accepts, read, write, schema: { anyOf } };
}
/** A list of distinct texts, at least one. */
function list(item, max) {
    const accepts = `a list of 1 to ${max}, each ${item.accepts}`;
    const read = (node) => {
        if (node.kind !== 'list')
            return refused(`${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(node)} is not a list.`, accepts);
        const items = node.items();
        if (!within(items.length, { min: 1, max }))
            return refused(`The list has ${items.length} items.`, accepts);
        const faults = [];
        const values = [];
        for (const one of items) {
            const reading = item.read(one);
            if ('faults' in reading)
                faults.push(...reading.faults.map((fault) => ({ position: one.position, ...fault })));
            else if (!values.includes(reading.value))
                values.push(reading.value);
            else
                faults.push({ position: one.position, message: `${(0,_node_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(reading.value)} stands in the list twice.` });
        }
        return faults.length === 0 ? { value: values } : { faults };
    };
    const schema = { type: 'array', items: item.schema, minItems: 1, maxItems: max, uniqueItems: true };
    return { accepts, read, write: (value) => value, schema };
}
/** A value as the user would write it, on one line. */
function inline(value) {
    if (Array.isArray(value))
        return value.map(inline).join(', ');
    if (typeof value === 'object') {
        return `{${Object.entries(value)
            .map(([name, member]) => `${name}: ${inline(member)}`)
            .join(', ')}}`;
    }
    const text = String(value);
    return /^$|^\s|\s$|[\n\r\t]/.test(text) ? JSON.stringify(text) : text;
}
/** A reading that failed as a whole. */
function refused(message, accepts) {
    return { faults: [{ message, fix: `Accepted: ${accepts}.` }] };
}
/** Seconds in the largest unit that leaves no rest: 300 is `5m`, 90 is `90s`. */
function spelled(value) {
    if (value > 0 && value % 3600 === 0)
        return `${value / 3600}h`;
    return value > 0 && value % 60 === 0 ? `${value / 60}m` : `${value}s`;
}
const seconds = { s: 1, m: 60, h: 3600 };
const words = { s: 'seconds', m: 'minutes' };
function within(value, { min, max }) {
    return value >= min && value <= max;
}
function isEmpty(node) {
    return node.kind === 'scalar' && (node.text === '' || node.type === 'null');
}
function isText(node) {
    return node.kind === 'scalar' && node.type === 'string';
}
function quotesHint(node) {
    return node.kind === 'scalar' && node.type !== 'string' ? ` but a ${node.type}: put it in quotes` : '';
}


/***/ }),

/***/ 9288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   GW: () => (/* binding */ problemsOf),
/* harmony export */   ns: () => (/* binding */ nothingSaid),
/* harmony export */   yv: () => (/* binding */ originOf)
/* harmony export */ });
const nothingSaid = { entries: new Map(), findings: [] };
/** The place as an error names it, `beanpole.yml:12:5 instances.max`. */
function placeOf(source, path) {
    switch (source.kind) {
        case 'default':
            return path;
        case 'file': {
            const inner = source.section === undefined ? path : `environments.${source.section}.${path}`;
            return `${source.file}:${source.line}:${source.column} ${inner}`.replace(/[ .]+$/, '');
        }
        case 'input':
            return source.line === undefined ? `input "${source.input}"` : `${originOf(source)}: ${path}`.replace(/: $/, '');
        case 'event':
            return `${source.variable} ${path}`;
        case 'preview':
            return `preview ${path}`;
    }
}
/** Where a value came from, in words, `beanpole.yml:12:5, section "pr-*"`. */
function originOf(source) {
    switch (source.kind) {
        case 'default':
            return source.mode === undefined ? 'default' : `default for ${source.mode}`;
        case 'file': {
            const section = source.section === undefined ? '' : `, section "${source.section}"`;
            return `${source.file}:${source.line}:${source.column}${section}`;
        }
        case 'input':
            return `input "${source.input}"${source.line === undefined ? '' : ` line ${source.line}`}`;
        case 'event':
            return source.variable;
        case 'preview':
            return 'preview of a pull request';
    }
}
/** The mistakes as problems, in the order in which a reader meets their places. */
function problemsOf(findings) {
    return findings
        .toSorted((a, b) => compare(a.source, b.source))
        .map(({ source, path, message, fix }) => {
        const where = placeOf(source, path);
        return fix === undefined ? { where, message } : { where, message, fix };
    });
}
const ranks = { file: 0, input: 1, event: 2, preview: 3, default: 4 };
function compare(a, b) {
    if (a.kind === 'file' && b.kind === 'file')
        return a.line - b.line || a.column - b.column;
    if (a.kind === 'input' && b.kind === 'input') {
        return a.input === b.input ? (a.line ?? 0) - (b.line ?? 0) : a.input < b.input ? -1 : 1;
    }
    return ranks[a.kind] - ranks[b.kind];
}


/***/ }),

/***/ 8604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ loadBalancerKeys)
/* harmony export */ });
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7006);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);
/* harmony import */ var _network_settings_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5225);



const place = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a place for access logs',
    accepts: 'own, which is the artifact bucket below access-logs/, or the name of a bucket that lets the load balancer write, and a prefix, as in my-logs/shop',
    pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[A-Za-z0-9!_.*'()-]+)*$/,
    maxLength: 512,
    refuse: (written) => written.split('/').includes('AWSLogs') ? 'the load balancer itself writes AWSLogs behind the prefix' : undefined,
});
/** Where access logs go. */
const accessLogs = {
    ...place,
    read(node) {
        const reading = place.read(node);
        if ('faults' in reading)
            return reading;
        if (reading.value === 'own')
            return { value: { kind: 'own' } };
        const [bucket = '', ...prefix] = reading.value.split('/');
        return { value: { kind: 'bucket', bucket, prefix: prefix.join('/') } };
    },
    write: (value) => {
        if (value.kind === 'own')
            return 'own';
        return value.prefix === '' ? value.bucket : `${value.bucket}/${value.prefix}`;
    },
};
/** The load balancer of a web environment in high availability. */
const loadBalancerKeys = {
    'load-balancer.scheme': (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .only */ .j6)('web', (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .key */ .Eb)((0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(_network_settings_js__WEBPACK_IMPORTED_MODULE_2__/* .schemes */ .f), 'Who can reach the load balancer: everybody, or the private networks around it alone.', (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .each */ .__)(undefined, 'internet-facing'))),
    'load-balancer.idle-timeout': (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .only */ .j6)('web', (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .key */ .Eb)(
    // The proxy on the instance keeps idle connections for 75 s, and must do so for longer than the load balancer.
    (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)({ unit: 's', min: 1, max: 70 }), 'Time after which the load balancer closes a connection on which nothing moves.', (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .each */ .__)(undefined, 60))),
    'load-balancer.stickiness': (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .only */ .j6)('web', (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .key */ .Eb)((0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)({ unit: 's', min: 1, max: 604_800 }), 'Time for which a client keeps the instance that answered it first, by a cookie of the load balancer; without it each request may go to another one.')),
    'load-balancer.access-logs': (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .only */ .j6)('web', (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .key */ .Eb)(accessLogs, 'Where the load balancer writes down each request, every five minutes; without it nowhere.')),
};


/***/ }),

/***/ 5225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ exits),
/* harmony export */   f: () => (/* binding */ schemes)
/* harmony export */ });
/** The ways out of private subnets: one NAT gateway, one for each zone, or endpoints of the AWS services alone. */
const exits = ['nat', 'nat-per-zone', 'endpoints'];
/** Who can reach a load balancer: everybody, or the private networks alone. */
const schemes = ['internet-facing', 'internal'];


/***/ }),

/***/ 1301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   dn: () => (/* binding */ plainScalar),
/* harmony export */   hD: () => (/* binding */ quote)
/* harmony export */ });
/** What an unquoted value means, by the rules of YAML 1.2. */
function plainScalar(text, position) {
    return { kind: 'scalar', type: typeOf(text), text, position };
}
/** The value as an error quotes it: short, on one line. */
function quoted(node) {
    if (node.kind === 'scalar')
        return quote(node.text);
    return node.kind === 'list' ? 'A list' : 'A map';
}
/** Text as an error quotes it: short, on one line. */
function quote(text) {
    const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
    return JSON.stringify(short);
}
function typeOf(text) {
    if (/^(|~|null|Null|NULL)$/.test(text))
        return 'null';
    if (/^(true|True|TRUE|false|False|FALSE)$/.test(text))
        return 'boolean';
    return /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? 'number' : 'string';
}


/***/ }),

/***/ 9909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ asPreview),
/* harmony export */   o: () => (/* binding */ previewOf)
/* harmony export */ });
/* harmony import */ var _instance_type_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4515);
/* harmony import */ var _balancing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5869);
/* harmony import */ var _load_balancer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8604);
/* harmony import */ var _resolve_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3057);




/** The number of the pull request whose preview an environment is: it is known by its name alone. */
function previewOf(environment) {
    const [, digits] = /^pr-([1-9]\d{0,9})$/.exec(environment) ?? [];
    return digits === undefined ? undefined : Number(digits);
}
/** What is cheap, for each architecture: native code in the bundle must still run. */
const small = { arm64: 't4g.small', x86_64: 't3.small' };
/** What a single instance can be told of how versions replace each other. */
const policiesOfOne = ['immutable', 'in-place'];
/** Keys that have no meaning for a single instance. */
const ofFleets = [
    ...['instances.min', 'instances.max', 'deploy.batch', 'deploy.canary', 'deploy.bake'],
    ...['tls.certificate', 'tls.policy', 'instances.other-types'],
    ...['network.private', ...Object.keys({ ..._load_balancer_js__WEBPACK_IMPORTED_MODULE_1__/* .loadBalancerKeys */ .d, ..._balancing_js__WEBPACK_IMPORTED_MODULE_0__/* .balancerKeys */ .jW })],
    ...['scaling.cpu', 'scaling.requests', 'scaling.trigger', 'scaling.schedules'],
];
/** Groups that mean nothing without a load balancer, and those that mean nothing to the guest of one. */
const ofBalancer = /^(?:processes|listeners|rules)\./;
const ofOwnBalancer = /^listeners\./;
/** Keys that a preview takes from its own section only: there can be but one environment with the value, or somebody would be asked to agree for each preview. */
const notShared = [
    ...['domain.name', 'tls.acme', 'tls.redirect'],
    ...['notifications.to', 'notifications.topic'],
];
/**
 * What all environments share, as a preview takes it: one small instance, unless the preview's own section or the run's inputs (`own`) say otherwise. What the file says
 * about a fleet to all environments is then not for it.
 */
function asPreview(common, own) {
    const preview = layerOf({ mode: 'single-instance', 'instances.type': typeFor(common) });
    const shared = common.map((layer) => without(layer, (path) => notShared.includes(path)));
    const isOne = (0,_resolve_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)((0,_resolve_js__WEBPACK_IMPORTED_MODULE_2__/* .resolve */ .hd)([preview, ...own]), 'mode') === 'single-instance';
    const isGuest = (0,_resolve_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)((0,_resolve_js__WEBPACK_IMPORTED_MODULE_2__/* .resolve */ .hd)([...common, ...own]), 'load-balancer.shared') !== undefined;
    const forOne = (layer) => without(withoutFleet(layer), (path) => (isGuest ? ofOwnBalancer : ofBalancer).test(path));
    return isOne ? [...shared.map(forOne), preview] : [...shared, layerOf({ 'instances.type': typeFor(common) })];
}
function typeFor(common) {
    const base = (0,_resolve_js__WEBPACK_IMPORTED_MODULE_2__/* .resolve */ .hd)(common);
    const type = base.entries.get('instances.type')?.value;
    const written = base.entries.get('instances.architecture')?.value;
    const known = written === 'x86_64' || written === 'arm64' ? written : undefined;
    return small[known ?? (typeof type === 'string' ? (0,_instance_type_js__WEBPACK_IMPORTED_MODULE_3__/* .architectureOf */ .N)(type) : 'arm64')];
}
function withoutFleet(layer) {
    return without(layer, (path, { value }) => path === 'deploy.policy' ? !policiesOfOne.includes(value) : ofFleets.includes(path));
}
function without({ entries, findings }, isLeftOut) {
    return { findings, entries: new Map([...entries].filter(([path, entry]) => !isLeftOut(path, entry))) };
}
function layerOf(values) {
    const entries = Object.entries(values).map(([path, value]) => [path, { value, source: { kind: 'preview' } }]);
    return { entries: new Map(entries), findings: [] };
}


/***/ }),

/***/ 2192:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ records),
/* harmony export */   g: () => (/* binding */ record)
/* harmony export */ });
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);
/* harmony import */ var _node_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1301);


/** A map of known members. `needs`: the members that must be there. */
function record(what, accepts, members, needs = []) {
    const kinds = members;
    return {
        accepts,
        read(node) {
            if (node.kind !== 'map')
                return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)(`${capital(what)} is a map.`, accepts);
            const faults = [];
            const found = {};
            for (const { name, position, value } of node.pairs()) {
                const reading = Object.hasOwn(kinds, name) ? kinds[name]?.read(value) : undefined;
                if (reading === undefined)
                    faults.push({ position, ...stranger(name, what, accepts) });
                else if ('faults' in reading)
                    faults.push(...reading.faults.map((fault) => ({ position: value.position, ...fault })));
                else
                    found[name] = reading.value;
            }
            const missing = needs.filter((name) => !node.pairs().some((pair) => pair.name === name));
            faults.push(...missing.map((name) => ({ message: `${capital(what)} needs ${name}.`, fix: `Accepted: ${accepts}.` })));
            return faults.length > 0 ? { faults } : { value: found };
        },
        write: (value) => Object.fromEntries(Object.entries(value).map(([name, member]) => [name, kinds[name]?.write(member) ?? ''])),
        schema: {
            type: 'object',
            properties: Object.fromEntries(Object.entries(kinds).map(([name, { schema }]) => [name, schema])),
            additionalProperties: false,
            ...(needs.length > 0 ? { required: needs } : {}),
        },
    };
}
/** A list of maps, at least one. */
function records(item, max) {
    const accepts = `a list of 1 to ${max}, each ${item.accepts}`;
    return {
        accepts,
        read(node) {
            if (node.kind !== 'list')
                return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('It is not a list.', accepts);
            const items = node.items();
            if (items.length < 1 || items.length > max)
                return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)(`The list has ${items.length} items.`, accepts);
            const readings = items.map((one) => ({ position: one.position, reading: item.read(one) }));
            const faults = readings.flatMap(({ position, reading }) => 'faults' in reading ? reading.faults.map((fault) => ({ position, ...fault })) : []);
            if (faults.length > 0)
                return { faults };
            return { value: readings.flatMap(({ reading }) => ('value' in reading ? [reading.value] : [])) };
        },
        write: (value) => value.map(item.write),
        schema: { type: 'array', items: item.schema, minItems: 1, maxItems: max },
    };
}
function stranger(name, what, accepts) {
    return { message: `${(0,_node_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(name)} is not a member of ${what}.`, fix: `Accepted: ${accepts}.` };
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}


/***/ }),

/***/ 3057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jj: () => (/* binding */ provenanceOf),
/* harmony export */   Qr: () => (/* binding */ isBroken),
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   hd: () => (/* binding */ resolve),
/* harmony export */   n7: () => (/* binding */ membersAt),
/* harmony export */   qR: () => (/* binding */ isGiven)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
/* harmony import */ var _instance_type_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4515);
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5181);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(586);
/* harmony import */ var _settings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3152);





/** Merges the layers, weakest first, and fills in the defaults of the mode. */
function resolve(layers) {
    const entries = new Map();
    for (const layer of layers)
        overlay(entries, layer);
    const broken = layers.flatMap(({ findings }) => findings).map(({ path, meant }) => meant ?? path);
    return withDefaults({ entries, broken });
}
/** The value of a key; none where nobody set it and it has no default. */
function valueAt({ entries }, path) {
    return entries.get(path)?.value;
}
/** The members that the user named below a group, by name. */
function membersAt({ entries }, word) {
    const members = [...entries].filter(([path]) => path.startsWith(`${word}.`));
    return Object.fromEntries(members.map(([path, { value }]) => [path.slice(word.length + 1), value]));
}
/** True when somebody wrote the value, rather than that it is a default. */
function isGiven({ entries }, path) {
    const kind = entries.get(path)?.source.kind;
    return kind !== undefined && kind !== 'default';
}
/** True when a mistake hides what the key is. */
function isBroken({ broken }, path) {
    return broken.some((bad) => path === bad || path.startsWith(`${bad}.`));
}
/** Where each value came from. */
function provenanceOf({ entries }) {
    return Object.fromEntries([...entries].map(([path, { source }]) => [path, source]));
}
function overlay(entries, layer) {
    for (const path of layer.entries.keys()) {
        for (const other of othersOf(path))
            entries.delete(other);
    }
    for (const [path, entry] of layer.entries)
        entries.set(path, entry);
}
function withDefaults({ entries: given, broken }) {
    const entries = new Map(given);
    const unknown = [...broken];
    const known = { entries: given, broken };
    const mode = isBroken(known, 'mode') ? undefined : (valueAt(known, 'mode') ?? _keys_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultMode */ .Hf);
    const tier = isBroken(known, 'tier') ? undefined : (valueAt(known, 'tier') ?? _keys_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultTier */ .Eg);
    for (const [path, key] of Object.entries(_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .keys */ .HP)) {
        if (key.default === undefined || entries.has(path) || isBroken(known, path) || isPutAside(given, path))
            continue;
        // What means nothing in this tier has no default either.
        if (key.tier !== undefined && key.tier !== tier)
            continue;
        const entry = defaultOf(key, mode, tier);
        if (entry === undefined)
            unknown.push(path);
        else if (entry.value !== undefined)
            entries.set(path, entry);
    }
    return withDerived({ entries, broken: unknown });
}
/** The default of a key; nothing while nobody knows the mode or the tier that it depends on. */
function defaultOf({ default: values = {}, inWorker }, mode, tier) {
    if (inWorker !== undefined && tier !== 'web') {
        return tier === undefined ? undefined : { value: inWorker, source: { kind: 'default' } };
    }
    const differs = !(0,node_util__WEBPACK_IMPORTED_MODULE_0__.isDeepStrictEqual)(values[_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .modes */ .nI[0]], values[_settings_js__WEBPACK_IMPORTED_MODULE_3__/* .modes */ .nI[1]]);
    if (!differs)
        return { value: values[_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultMode */ .Hf], source: { kind: 'default' } };
    return mode === undefined ? undefined : { value: values[mode], source: { kind: 'default', mode } };
}
/** Adds what follows from other keys. */
function withDerived(resolved) {
    const entries = new Map(resolved.entries);
    const derive = (path, value) => {
        if (value === undefined || entries.has(path) || isBroken(resolved, path))
            return;
        entries.set(path, { value, source: { kind: 'default' } });
    };
    const type = valueAt(resolved, 'instances.type');
    derive('instances.architecture', type === undefined ? undefined : (0,_instance_type_js__WEBPACK_IMPORTED_MODULE_4__/* .architectureOf */ .N)(type));
    derive('network.instance-subnets', valueAt(resolved, 'network.public-subnets'));
    derive('network.data-subnets', valueAt({ ...resolved, entries }, 'network.instance-subnets'));
    return { ...resolved, entries };
}
/** True when somebody chose another way than the one that this key belongs to. */
function isPutAside(given, path) {
    return othersOf(path).some((other) => given.has(other));
}
/** The keys of the other ways of a group. Every file asks for those of every key. */
function othersOf(path) {
    return known.get(path) ?? findOthers(path);
}
const known = new Map(Object.keys(_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .keys */ .HP).map((path) => [path, findOthers(path)]));
function findOthers(path) {
    const [word, member = ''] = (0,_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .splitPath */ .Uf)(path);
    const others = (0,_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .groupAt */ .DL)(word)?.alternatives?.filter((way) => !way.includes(member)) ?? [];
    return others.flat().map((other) => `${word}.${other}`);
}


/***/ }),

/***/ 586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ sectionName),
/* harmony export */   DL: () => (/* binding */ groupAt),
/* harmony export */   MH: () => (/* binding */ maxTags),
/* harmony export */   Pn: () => (/* binding */ meantBy),
/* harmony export */   Uf: () => (/* binding */ splitPath),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   f5: () => (/* binding */ keyAt),
/* harmony export */   qF: () => (/* binding */ chosenOutside),
/* harmony export */   wU: () => (/* binding */ maxProcesses)
/* harmony export */ });
/* unused harmony exports groups, describeKeys */
/* harmony import */ var _keys_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5181);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3474);
/* harmony import */ var _balancing_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5869);
/* harmony import */ var _suggest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(67);
/* harmony import */ var _texts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5669);
/* harmony import */ var _data_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9859);







/** CloudFormation takes 50 tags a stack; the rest are ours. */
const maxTags = 45;
const own = ['zones', 'private', 'exit'];
const existing = ['vpc', 'public-subnets', 'instance-subnets', 'data-subnets'];
/** Beside the default one: an alarm looks at ten metrics at most, two of each process. */
const maxProcesses = 4;
/** Every group, by its word. */
const groups = {
    platform: { description: 'What the application runs on; a name, or a name and a version.', short: 'name' },
    instances: { description: 'The machines that the application runs on.' },
    scaling: {
        description: 'How the number of instances follows the load.',
        alternatives: [['cpu', 'requests'], ['trigger']],
    },
    health: { description: 'When an instance counts as healthy.' },
    deploy: { description: 'How a new version replaces the running one.' },
    branches: { description: 'Environments by branch.', names: _texts_js__WEBPACK_IMPORTED_MODULE_3__/* .branchPattern */ .LX },
    preview: { description: 'The environment of a pull request, `pr-<number>`.' },
    versions: { description: 'What is kept in the artifact bucket.' },
    database: {
        description: 'A database of its own, or one from outside; an engine, or an engine and more.',
        short: 'engine',
        alternatives: [_data_js__WEBPACK_IMPORTED_MODULE_4__/* .ownDatabase */ .iz, _data_js__WEBPACK_IMPORTED_MODULE_4__/* .outsideDatabase */ .Xh],
        schema: { dependentRequired: { endpoint: ['secret'], secret: ['endpoint'], 'security-group': ['endpoint'] } },
    },
    cache: { description: 'A cache of its own; an engine, or an engine and more.', short: 'engine' },
    logs: { description: 'Where the lines go that the instances log.', short: 'stream' },
    notifications: {
        description: 'Who is told when the environment is unwell.',
        short: 'to',
        alternatives: [['to'], ['topic']],
        schema: { not: { required: ['to', 'topic'] } },
    },
    variables: { description: 'Environment variables of the application.', names: _texts_js__WEBPACK_IMPORTED_MODULE_3__/* .variableName */ .cG },
    'static-files': { description: 'What the proxy serves itself, by path of the URL.', names: _texts_js__WEBPACK_IMPORTED_MODULE_3__/* .urlPath */ .Lx },
    tags: { description: 'Tags on every resource.', names: _texts_js__WEBPACK_IMPORTED_MODULE_3__/* .tagName */ .wZ, schema: { maxProperties: maxTags } },
    network: {
        description: 'A network of its own, or an existing one.',
        alternatives: [own, existing],
        schema: {
            allOf: own.map((word) => ({ not: { required: [word, 'vpc'] } })),
            dependentRequired: {
                vpc: ['public-subnets'],
                'public-subnets': ['vpc'],
                'instance-subnets': ['vpc'],
                'data-subnets': ['vpc'],
            },
        },
    },
    'load-balancer': { description: 'The load balancer of a web environment in high availability.' },
    processes: {
        description: 'Ports of the instances that a load balancer sends requests to, beside the default one.',
        names: _balancing_js__WEBPACK_IMPORTED_MODULE_2__/* .processName */ .po,
        schema: { maxProperties: maxProcesses },
    },
    listeners: { description: 'Ports of the load balancer.', names: _balancing_js__WEBPACK_IMPORTED_MODULE_2__/* .listenerPort */ .ed },
    rules: { description: 'Which requests go to which process.', names: _balancing_js__WEBPACK_IMPORTED_MODULE_2__/* .processName */ .po },
    domain: { description: 'The name by which the world knows an environment.' },
    tls: { description: 'TLS at the load balancer.' },
    iam: { description: 'Rights beyond what Beanpole itself needs.' },
    resources: { description: 'CloudFormation resources, changed or added, by logical id.', names: _texts_js__WEBPACK_IMPORTED_MODULE_3__/* .logicalId */ .dS },
    outputs: { description: 'CloudFormation outputs, added, by name.', names: _texts_js__WEBPACK_IMPORTED_MODULE_3__/* .logicalId */ .dS },
    worker: { description: 'The queue of a worker environment, and how its messages reach the application.' },
};
/** The form of a section's name below `environments:`. */
const sectionName = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)({
    what: 'the name of an environment or a pattern of names',
    accepts: 'letters, digits and hyphens, where * stands for any text and ? for one character, as in pr-*',
    pattern: /^[A-Za-z0-9*?](?:[A-Za-z0-9*?-]*[A-Za-z0-9*?])?$/,
    maxLength: 80,
});
/** Words that a section cannot hold: they choose the section. */
const chosenOutside = ['application', 'environment', 'environments', 'branches'];
/** The key at a path that the user wrote: `variables.PORT` is described by `variables.*`. */
function keyAt(path) {
    const [first] = splitPath(path);
    return groupAt(first)?.names === undefined ? ownMember(_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .keys */ .HP, path) : _keys_js__WEBPACK_IMPORTED_MODULE_0__/* .keys */ .HP[`${first}.*`];
}
/** The group at a word that the user wrote. */
function groupAt(word) {
    return ownMember(groups, word);
}
/** A lookup that `constructor` and its kind do not get through. */
function ownMember(record, name) {
    return Object.hasOwn(record, name) ? record[name] : undefined;
}
/** The words that may stand at the top level, or below a group's word. */
function wordsOf(word) {
    const paths = Object.keys(_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .keys */ .HP).map((path) => path.split('.'));
    if (word === undefined)
        return [...new Set(paths.map(([first = '']) => first)), 'environments'];
    return paths.flatMap(([first, second]) => (first === word && second !== undefined ? [second] : []));
}
/** The path of the key that was probably meant by one that does not exist: misspelt, or at the wrong level. */
function meantBy(path) {
    const [word, member = ''] = splitPath(path);
    if (groupAt(word) !== undefined) {
        const near = (0,_suggest_js__WEBPACK_IMPORTED_MODULE_5__/* .nearest */ .p)(member, wordsOf(word));
        return near === undefined ? undefined : `${word}.${near}`;
    }
    const near = (0,_suggest_js__WEBPACK_IMPORTED_MODULE_5__/* .nearest */ .p)(word, wordsOf());
    if (near !== undefined)
        return member === '' ? near : `${near}.${member}`;
    return Object.keys(_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .keys */ .HP).find((candidate) => candidate.endsWith(`.${path}`));
}
/** `tags.cost.center` is the member `cost.center` of `tags`. */
function splitPath(path) {
    const dot = path.indexOf('.');
    return dot < 0 ? [path] : [path.slice(0, dot), path.slice(dot + 1)];
}
/** Every key of `beanpole.yml`, in the order of the schema. */
function describeKeys() {
    return Object.entries(keys).map(([path, key]) => ({
        key: path.replace('*', '<name>'),
        type: key.accepts,
        default: defaultOf(key),
        description: key.description,
    }));
}
function defaultOf(key) {
    const defaults = modes.flatMap((mode) => {
        const value = key.default?.[mode];
        return value === undefined ? [] : [{ mode, text: inline(key.write(value)) }];
    });
    const [first, second] = defaults;
    const worker = key.inWorker === undefined ? '' : `, ${inline(key.write(key.inWorker))} (worker)`;
    if (first === undefined)
        return key.derived === undefined ? '' : `from ${key.derived}`;
    if (first.text === second?.text)
        return `${first.text}${worker}`;
    return `${defaults.map(({ mode, text }) => `${text} (${mode})`).join(', ')}${worker}`;
}


/***/ }),

/***/ 8441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AD: () => (/* binding */ sectionsFor),
/* harmony export */   a5: () => (/* binding */ neverMatches),
/* harmony export */   cK: () => (/* binding */ matches)
/* harmony export */ });
/* harmony import */ var _texts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5669);

/** The sections that speak about an environment, weakest first: patterns in the order of the file, then the exact name. */
function sectionsFor(sections, environment) {
    const patterns = sections.filter(({ pattern }) => isPattern(pattern) && matches(pattern, environment));
    return [...patterns, ...sections.filter(({ pattern }) => pattern === environment)];
}
/** Why no environment can ever have a name that fits, if that is so. */
function neverMatches(pattern) {
    // The shortest name that fits; a letter in place of each wildcard is as good as any.
    const shortest = pattern.replaceAll('*', '').replaceAll('?', 'x');
    const reading = _texts_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentName */ .VE.read({
        kind: 'scalar',
        type: 'string',
        text: shortest === '' ? 'x' : edges(pattern, shortest),
        position: { line: 1, column: 1 },
    });
    return 'faults' in reading ? _texts_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentName */ .VE.accepts : undefined;
}
/** A wildcard at an edge can stand for a letter where a hyphen would be wrong. */
function edges(pattern, shortest) {
    const start = pattern.startsWith('*') && shortest.startsWith('-') ? 'x' : '';
    const end = pattern.endsWith('*') && shortest.endsWith('-') ? 'x' : '';
    return `${start}${shortest}${end}`;
}
function isPattern(name) {
    return /[*?]/.test(name);
}
/** `*` stands for any text, `?` for one character; compared without a RegExp, whose time a hostile pattern could explode. */
function matches(pattern, name) {
    let reached = new Set([0]);
    for (const symbol of pattern) {
        const next = new Set();
        for (const at of reached) {
            if (symbol === '*')
                for (let end = at; end <= name.length; end += 1)
                    next.add(end);
            else if (at < name.length && (symbol === '?' || symbol === name[at]))
                next.add(at + 1);
        }
        reached = next;
    }
    return reached.has(name.length);
}


/***/ }),

/***/ 3152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ao: () => (/* binding */ onCancel),
/* harmony export */   R3: () => (/* binding */ policies),
/* harmony export */   cK: () => (/* binding */ tiers),
/* harmony export */   f2: () => (/* binding */ architectures),
/* harmony export */   nI: () => (/* binding */ modes)
/* harmony export */ });
/** The tiers that an environment can have. */
const tiers = ['web', 'worker'];
/** The modes that an environment can run in. */
const modes = ['single-instance', 'high-availability'];
/** The ways in which a version replaces another. */
const policies = [
    'all-at-once',
    'rolling',
    'rolling-with-additional-batch',
    'immutable',
    'canary',
    'blue-green',
    'in-place',
];
/** What becomes of an update that is under way when the run is cancelled. */
const onCancel = ['leave', 'undo'];
const architectures = ['x86_64', 'arm64'];


/***/ }),

/***/ 67:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** The word that was probably meant, if one is near enough; `healthyThreshold` and `healthy_threshold` are near. */
function nearest(word, candidates) {
    const wanted = plain(word);
    const ranked = candidates
        .map((candidate) => ({ candidate, distance: distance(wanted, plain(candidate)) }))
        .sort((a, b) => a.distance - b.distance);
    const best = ranked[0];
    return best !== undefined && best.distance <= Math.min(3, Math.ceil(wanted.length / 4)) ? best.candidate : undefined;
}
function plain(word) {
    return word.toLowerCase().replaceAll(/[-_ ]/g, '');
}
/** Levenshtein's edit distance, one row at a time. */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [i, letter] of [...a].entries()) {
        const next = [i + 1];
        for (const [j, other] of [...b].entries()) {
            const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
            next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
        }
        row = next;
    }
    return row.at(-1) ?? 0;
}


/***/ }),

/***/ 5669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AW: () => (/* binding */ packerDirectory),
/* harmony export */   EZ: () => (/* binding */ tagValue),
/* harmony export */   L: () => (/* binding */ imageId),
/* harmony export */   LX: () => (/* binding */ branchPattern),
/* harmony export */   Lx: () => (/* binding */ urlPath),
/* harmony export */   Ny: () => (/* binding */ region),
/* harmony export */   OW: () => (/* binding */ healthPath),
/* harmony export */   Pf: () => (/* binding */ label),
/* harmony export */   SX: () => (/* binding */ applicationName),
/* harmony export */   UA: () => (/* binding */ platformVersion),
/* harmony export */   VE: () => (/* binding */ environmentName),
/* harmony export */   Vb: () => (/* binding */ servedPath),
/* harmony export */   XU: () => (/* binding */ statusCodes),
/* harmony export */   cG: () => (/* binding */ variableName),
/* harmony export */   dS: () => (/* binding */ logicalId),
/* harmony export */   iY: () => (/* binding */ tlsPolicy),
/* harmony export */   p4: () => (/* binding */ subnetId),
/* harmony export */   pX: () => (/* binding */ certificateArn),
/* harmony export */   q$: () => (/* binding */ shellCommand),
/* harmony export */   vd: () => (/* binding */ artifactFile),
/* harmony export */   w: () => (/* binding */ instanceType),
/* harmony export */   wZ: () => (/* binding */ tagName),
/* harmony export */   xh: () => (/* binding */ sourceDirectory),
/* harmony export */   zP: () => (/* binding */ vpcId)
/* harmony export */ });
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);

/** The forms of the texts that settings are made of; the limits are AWS's where the comment says so. */
/** First part of every stack's name, which CloudFormation wants to start with a letter. */
const applicationName = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'an application name',
    accepts: 'at most 60 letters, digits and hyphens, a letter first, no hyphen last',
    pattern: /^[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    maxLength: 60,
});
/** Second part of two stacks' names: `<application>-<environment>` and `<application>-<environment>-data`. */
const environmentName = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'an environment name',
    accepts: 'at most 40 letters, digits and hyphens, no hyphen first or last',
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    maxLength: 40,
    from: ['number'],
    refuse: (name) => name.endsWith('-data') ? 'its stack would have the name of the data stack of another environment' : undefined,
});
const region = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'an AWS region',
    accepts: 'the code of a region, as in eu-central-1',
    pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
    maxLength: 32,
});
/** The label is part of object keys and of tags, and is pasted into commands and addresses. */
const label = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a version label',
    accepts: 'at most 100 letters, digits and ._-, as the label becomes part of object keys and of a tag',
    pattern: /^[A-Za-z0-9._-]+$/,
    maxLength: 100,
    from: ['number'],
});
const platformVersion = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a platform version',
    accepts: 'a version, as in 24 or 3.13',
    pattern: /^\d+(?:\.\d+){0,3}$/,
    maxLength: 32,
    from: ['number'],
});
const shellCommand = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({ what: 'a shell command', accepts: 'a shell command', refuse: withoutNul });
const sourceDirectory = insideTree({ what: 'a source directory', accepts: 'a directory below the workspace' });
const packerDirectory = insideTree({ what: 'a directory', accepts: 'a directory below the workspace' });
const artifactFile = insideTree({
    what: 'an artifact',
    accepts: 'a file below the workspace',
});
const instanceType = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'an EC2 instance type',
    accepts: 'a family and a size, as in t4g.small',
    pattern: /^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+$/,
    maxLength: 32,
    refuse: (type) => (type.startsWith('mac') ? 'Amazon Linux does not run on it' : undefined),
});
/** nginx gets it between quotes. */
const urlPath = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a path of the URL',
    accepts: 'a path that starts with /, of letters, digits and -._~/, as in /static',
    pattern: /^\/[A-Za-z0-9\-._~/]+$/,
    maxLength: 256,
});
const servedPath = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a directory or file to serve',
    accepts: 'a directory or file of the source tree, of letters, digits and -._/, as in public/assets',
    pattern: /^[A-Za-z0-9\-._/]+$/,
    maxLength: 256,
    refuse: outside,
});
const imageId = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a machine image',
    accepts: 'the id of an image in the region, as in ami-0123456789abcdef0',
    pattern: /^ami-[0-9a-f]{8,17}$/,
});
/** A target group's HealthCheckPath has 1 to 1,024 characters; fragments never reach a server. */
const healthPath = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a path',
    accepts: 'a path that starts with /, without spaces, as in /health',
    pattern: /^\/[!-"$-~]*$/,
    maxLength: 1024,
});
/** A target group's Matcher: an Application Load Balancer takes 200 to 499. */
const statusCodes = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a list of status codes',
    accepts: 'codes from 200 to 499, as in 200, 200-299 or 200,204',
    pattern: /^\d{3}(?:-\d{3})?(?:,\d{3}(?:-\d{3})?)*$/,
    maxLength: 256,
    from: ['number'],
    refuse: badCodes,
});
/** The name of a branch, or a pattern of names. What git forbids in a name is forbidden here, but for the wildcard. */
const branchPattern = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'the name of a branch or a pattern of names',
    accepts: 'the name of a branch, where * stands for any text, as in main or release/*',
    pattern: /^[^\s~^:?[\\]+$/,
    maxLength: 244,
});
const variableName = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'the name of a variable',
    accepts: 'at most 128 letters, digits and underscores, no digit first',
    pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
    maxLength: 128,
});
const tagForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagName = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'the name of a tag',
    accepts: 'at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws: or beanpole:',
    pattern: tagForm,
    maxLength: 128,
    refuse: (name) => {
        if (/^aws:/i.test(name))
            return 'AWS keeps names that start with aws: for itself';
        return /^beanpole:/i.test(name) ? 'names that start with beanpole: are written by Beanpole' : undefined;
    },
});
const tagValue = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'the value of a tag',
    accepts: 'at most 256 letters, digits, spaces and _.:/=+-@',
    pattern: tagForm,
    minLength: 0,
    maxLength: 256,
    from: ['number', 'boolean'],
});
/** CloudFormation's own form. */
const logicalId = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a logical id',
    accepts: 'at most 255 letters and digits, as in ElasticIp',
    pattern: /^[A-Za-z0-9]+$/,
    maxLength: 255,
});
const vpcId = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a VPC',
    accepts: 'an id, as in vpc-0123456789abcdef0',
    pattern: /^vpc-[0-9a-f]{8,17}$/,
});
const subnetId = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a subnet',
    accepts: 'an id, as in subnet-0123456789abcdef0',
    pattern: /^subnet-[0-9a-f]{8,17}$/,
});
const certificateArn = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'the ARN of an ACM certificate',
    accepts: 'an ARN, as in arn:aws:acm:eu-central-1:123456789012:certificate/…',
    pattern: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
});
const tlsPolicy = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a security policy of Elastic Load Balancing',
    accepts: 'a name, as in ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    pattern: /^ELBSecurityPolicy-[A-Za-z0-9-]+$/,
});
function insideTree(rule) {
    return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({ ...rule, accepts: `${rule.accepts}, as a relative path with / between its parts`, refuse: outside });
}
function outside(path) {
    if (path.includes('\\'))
        return 'it has a backslash';
    if (path.startsWith('/') || /^[A-Za-z]:/.test(path))
        return 'it is absolute';
    let depth = 0;
    for (const part of path.split('/')) {
        if (part === '..')
            depth -= 1;
        else if (part !== '.' && part !== '')
            depth += 1;
        if (depth < 0)
            return 'it leaves the workspace';
    }
    return withoutNul(path);
}
function withoutNul(value) {
    return value.includes('\0') ? 'it has a NUL character' : undefined;
}
function badCodes(codes) {
    for (const part of codes.split(',')) {
        const [low = 0, high = low] = part.split('-').map(Number);
        if (low < 200 || high > 499)
            return `a load balancer takes codes from 200 to 499 only`;
        if (low > high)
            return `${part} ends before it starts`;
    }
    return undefined;
}


/***/ }),

/***/ 1527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ onceTimeout),
/* harmony export */   q: () => (/* binding */ startUp)
/* harmony export */ });
/** Seconds that a new instance needs before its application starts: boot, Node.js, the agent, the bundle. */
const startUp = 120;
/** Seconds that the command of `deploy.once` has, the wait for another instance that runs it included: what a batch's time leaves beside the rest of a boot. */
function onceTimeout({ timeout, deadline, bake }) {
    return timeout - deadline - startUp - bake;
}


/***/ }),

/***/ 9139:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ tracerFrom),
/* harmony export */   v: () => (/* binding */ tracingKeys)
/* harmony export */ });
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7006);
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);


/** Who can be sent traces. */
const tracers = ['xray', 'none'];
const tracingKeys = {
    tracing: (0,_key_js__WEBPACK_IMPORTED_MODULE_1__/* .key */ .Eb)((0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)(tracers), 'Where the instances send the traces that an SDK of X-Ray or OpenTelemetry gives them, at the usual ports of this machine: to AWS X-Ray, which costs by the trace.'),
};
/** `none` is what it is without a word; it takes back what a weaker source has said. */
function tracerFrom(said) {
    return said === undefined || said === 'none' ? {} : { tracing: said };
}


/***/ }),

/***/ 2317:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ secretId),
/* harmony export */   b: () => (/* binding */ variable)
/* harmony export */ });
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3474);
/* harmony import */ var _node_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1301);
/* harmony import */ var _texts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5669);



const accepts = 'text, a number, true or false, {secret: id}, {secret: id, key: member}, {parameter: name}, or {environment: name}';
/** Name or ARN of a secret. */
const secretId = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'the name or ARN of a secret',
    accepts: 'a name or ARN in AWS Secrets Manager',
    pattern: /^[A-Za-z0-9/_+=.@:!-]+$/,
    maxLength: 2048,
    quiet: true,
});
const secretKey = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'a member of a JSON secret',
    accepts: 'the name of a member',
    maxLength: 512,
    quiet: true,
});
const parameterName = (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)({
    what: 'the name or ARN of a parameter',
    accepts: 'a name or ARN in SSM Parameter Store, as in /shop/database-url',
    pattern: /^[A-Za-z0-9/_.:-]+$/,
    maxLength: 2048,
    quiet: true,
});
const members = {
    secret: secretId,
    key: secretKey,
    parameter: parameterName,
    environment: _texts_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentName */ .VE,
};
/** A value for the application. Errors never quote a plain one: it may be a secret that somebody wrote down. */
const variable = {
    accepts,
    read(node) {
        if (node.kind === 'list')
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('A list is not a value of a variable.', accepts);
        if (node.kind === 'map')
            return readReference(node);
        if (node.type === 'null')
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('There is no value.', `${accepts}; "" is an empty text`);
        if (node.text.includes('\0'))
            return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('The value has a NUL character.', accepts);
        return { value: { kind: 'plain', value: node.text } };
    },
    write(value) {
        switch (value.kind) {
            case 'plain':
                return value.value;
            case 'parameter':
                return { parameter: value.name };
            case 'environment':
                return { environment: value.name };
            case 'secret':
                return value.key === undefined ? { secret: value.id } : { secret: value.id, key: value.key };
        }
    },
    schema: {
        anyOf: [
            { type: ['string', 'number', 'boolean'] },
            {
                type: 'object',
                properties: { secret: secretId.schema, key: secretKey.schema },
                required: ['secret'],
                additionalProperties: false,
            },
            {
                type: 'object',
                properties: { parameter: parameterName.schema },
                required: ['parameter'],
                additionalProperties: false,
            },
            {
                type: 'object',
                properties: { environment: _texts_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentName */ .VE.schema },
                required: ['environment'],
                additionalProperties: false,
            },
        ],
    },
};
function readReference(node) {
    const faults = [];
    const found = {};
    for (const { name, position, value } of node.pairs()) {
        const reading = members[name]?.read(value);
        if (reading === undefined) {
            const message = `${(0,_node_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name)} is not a member of a reference.`;
            faults.push({ position, message, fix: `Accepted: ${accepts}.` });
        }
        else if ('faults' in reading) {
            faults.push(...reading.faults.map((fault) => ({ position: value.position, ...fault })));
        }
        else
            found[name] = reading.value;
    }
    if (faults.length > 0)
        return { faults };
    return referenceTo(found);
}
function referenceTo({ secret, key, parameter, environment, }) {
    const named = [secret, parameter, environment].filter((one) => one !== undefined);
    if (named.length === 1 && (key === undefined || secret !== undefined)) {
        if (secret !== undefined)
            return { value: { kind: 'secret', id: secret, ...(key === undefined ? {} : { key }) } };
        if (parameter !== undefined)
            return { value: { kind: 'parameter', name: parameter } };
        if (environment !== undefined)
            return { value: { kind: 'environment', name: environment } };
    }
    return (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('The reference must name one secret, one parameter or one environment.', accepts);
}


/***/ })

};
