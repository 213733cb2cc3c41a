import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:worker_threads"
const external_node_worker_threads_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");
;// CONCATENATED MODULE: external "node:path/posix"
const posix_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path/posix");
;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: external "node:stream/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
;// CONCATENATED MODULE: ./lib/errors.js
/** An error that says what happened, why, and what to do next. Everything else that is thrown is a fault of ours. */
class errors_BeanpoleError extends Error {
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

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
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
    return new BeanpoleError('bundle', `Names of files must be UTF-8. These are not: ${listed(names.map(shown))}.`, {
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
const wholeUpTo = (/* unused pure expression or super */ null && (8 * 1024 * 1024));
/** Characters that the source digest is given at a time: each time costs as much as some thousand of them. */
const digestedTogether = (/* unused pure expression or super */ null && (64 * 1024));
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
    const digest = createHash('sha256').update(`beanpole bundle ${bundleFormat}\0`);
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
function digest_beginId(size, naming) {
    return (0,external_node_crypto_namespaceObject.createHash)(naming).update(`blob ${size}\0`);
}
/** Git's name of a content. */
function idOf(content, naming) {
    return digest_beginId(content.length, naming).update(content).digest('hex');
}
/** By which hash an id was made. */
function digest_namingOf(id) {
    return id.length === 64 ? 'sha256' : 'sha1';
}
async function idOfLarge(path, { size, naming }, files) {
    const id = digest_beginId(size, naming);
    for await (const chunk of files.stream(path))
        id.update(chunk);
    return id.digest('hex');
}
/** SHA-256 of a file's content in hexadecimal, read in pieces. */
async function hashFile(path, files) {
    const hash = createHash('sha256');
    for await (const chunk of files.stream(path))
        hash.update(chunk);
    return hash.digest('hex');
}
/** SHA-256 in hexadecimal. */
function sha256(content) {
    return createHash('sha256').update(content).digest('hex');
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
    return new errors_BeanpoleError('bundle', `These files are only Git LFS pointers to the real ones: ${listed(paths)}.`, {
        fix: 'Set `lfs: true` on actions/checkout, or leave them out with .ebignore.',
    });
}

;// CONCATENATED MODULE: ./lib/bundle/files.js
/** Unix mode of an entry. Only the executable bit is the user's; the rest would depend on the umask of a checkout. */
function files_modeOf(file) {
    if (file.kind === 'link')
        return 0o120777;
    return file.executable ? 0o100755 : 0o100644;
}

;// CONCATENATED MODULE: ./lib/bundle/free.js
/**
 * Gives the memory of a buffer back at once; it is empty from then on. V8 lets dead buffers pile up to 64 MiB in each thread before it looks for them. The buffer
 * must be nobody else's: small ones of Node's often share one. Node 20 leaves them to V8.
 */
function free_free({ buffer }) {
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
function zip_records_localHeader(entry, sizesAt) {
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
function zip_records_headerLength({ name, size }) {
    return 30 + name.length + (needsZip64(size) ? 20 : 0);
}
/** What follows the data of an entry whose header could not say it. */
function zip_records_dataDescriptor(entry) {
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
function zip_records_centralRecord(entry, sizesAt, offset) {
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
function zip_records_endRecords(directory) {
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
function zip_checksum(content, before = 0) {
    return (0,external_node_zlib_namespaceObject.crc32)(content, before);
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
        const content = contentOf(file, `${root}/${file.path}`, { files, room });
        if (idOf(content, digest_namingOf(file.id)) !== file.id)
            throw changed(file);
        // What git knew nobody has read until now.
        if (isPointer(content))
            throw onlyPointers([file.path]);
        const { entry, data } = packed(file, content);
        write(zip_records_localHeader({ ...entry, name: Buffer.from(file.path) }, 'header'));
        write(data);
        return entry;
    });
    free_free(room);
    return { kind: 'packed', entries, bytes: bytes.subarray(0, at) };
}
/** The most bytes that a file takes in the archive: what deflate would make larger is stored. */
function mostBytes({ path, size }) {
    return zip_records_headerLength({ name: Buffer.from(path), size }) + size;
}
function contentOf({ kind, size }, path, { files, room }) {
    return kind === 'link' ? files.readLink(path) : files.readRange(path, { start: 0, length: size }, room);
}
function packed(file, content) {
    const known = { path: file.path, mode: files_modeOf(file), size: content.length, crc: zip_checksum(content) };
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
    const data = (0,external_node_zlib_namespaceObject.deflateRawSync)(content, { ...deflating, chunkSize });
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
    const deflate = createDeflateRaw({ ...(isWorthIt ? deflating : framing), chunkSize: 256 * 1024 });
    const fed = pipeline(Readable.from(noted()), deflate);
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
    return compressed.has((0,posix_namespaceObject.extname)(path).toLowerCase());
}
/** From the beginning, the end and between: a picture may stand behind a long text. */
function samplesOf(size, read) {
    return [0, 1, 2, 3].map((part) => read(Math.floor(((size - sampleSize) * part) / 3)));
}
function shrinks(samples) {
    return samples.some((sample) => (0,external_node_zlib_namespaceObject.deflateRawSync)(sample, deflating).length < sample.length * 0.98);
}
/** The refusal of a file that is no longer what was hashed. */
function changed({ path }) {
    return new errors_BeanpoleError('bundle', `"${path}" changed while the bundle was made.`, {
        fix: 'Let everything that writes to the source directory end first; `build` is the place for it.',
    });
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./lib/runner/files.js



/** The real files of this machine. */
const realFiles = {
    list: (directory) => (0,external_node_fs_namespaceObject.readdirSync)(directory, { withFileTypes: true, encoding: 'buffer' }).map((entry) => ({
        name: entry.name,
        kind: kindOf(entry),
    })),
    inspect: (path) => {
        const stats = orAbsent(() => (0,external_node_fs_namespaceObject.lstatSync)(path));
        return stats && { kind: kindOf(stats), executable: (stats.mode & 0o100) !== 0, size: stats.size };
    },
    read: (path) => (0,external_node_fs_namespaceObject.readFileSync)(path),
    readRange,
    readRangeAsync,
    readLink: (path) => (0,external_node_fs_namespaceObject.readlinkSync)(path, { encoding: 'buffer' }),
    // 64 KiB, the default, costs a third more time on the way to S3.
    stream: (path) => (0,external_node_fs_namespaceObject.createReadStream)(path, { highWaterMark: 1024 * 1024 }),
    realPath: (path) => orAbsent(() => external_node_fs_namespaceObject.realpathSync.native(path)),
    write,
};
function readRange(path, range, into = Buffer.alloc(range.length)) {
    const file = (0,external_node_fs_namespaceObject.openSync)(path, 'r');
    try {
        return into.subarray(0, (0,external_node_fs_namespaceObject.readSync)(file, into, 0, range.length, range.start));
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(file);
    }
}
async function readRangeAsync(path, { start, length }, into) {
    const file = await (0,external_node_fs_promises_namespaceObject.open)(path, 'r');
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
        const file = await (0,external_node_fs_promises_namespaceObject.open)(unfinished, 'w');
        try {
            for await (const chunk of chunks)
                await file.writeFile(chunk);
        }
        finally {
            await file.close();
        }
        await (0,external_node_fs_promises_namespaceObject.rename)(unfinished, path);
    }
    catch (error) {
        await (0,external_node_fs_promises_namespaceObject.rm)(unfinished, { force: true });
        throw translated(error, path);
    }
}
function translated(error, path) {
    if (codeOf(error) !== 'ENOSPC')
        return error;
    return new errors_BeanpoleError('bundle', `There is no space left on this machine to write "${path}".`, {
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

;// CONCATENATED MODULE: ./lib/packer/index.js




// A thread of the action that packs one batch after the other. It is a program of its own because a thread begins with a file.
external_node_worker_threads_namespaceObject.parentPort?.on('message', (batch) => {
    try {
        const result = packBatch(batch, realFiles);
        answer({ kind: 'packed', result }, [result.bytes.buffer]);
    }
    catch (error) {
        // Errors of our own lose their class and their advice on the way.
        if (!(error instanceof errors_BeanpoleError))
            answer({ kind: 'broken', error });
        else
            answer({ kind: 'refused', code: error.code, message: error.message, fix: error.fix });
    }
});
function answer(text, given = []) {
    external_node_worker_threads_namespaceObject.parentPort?.postMessage(text, given);
}

