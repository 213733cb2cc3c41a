import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(4043);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
__webpack_unused_export__ = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
__webpack_unused_export__ = identity.isNode;
__webpack_unused_export__ = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
__webpack_unused_export__ = lexer.Lexer;
exports.HN = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
exports.qg = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
exports.Tp = publicApi.parseDocument;
exports.As = publicApi.stringify;
__webpack_unused_export__ = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(4043);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(452);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 452:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: external "node:stream/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
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
/** Reads a small object whole. */
function read(aws, place) {
    const request = { service: 's3', method: 'GET', url: url(aws, place), patience: newRolePatience };
    return aws.send(request, async (response) => ({ text: await response.text(), etag: etagOf(response) }));
}
/** Reads a small object that may not be there: S3 refuses whoever may not list the bucket rather than to say so. */
async function readIfThere(aws, place) {
    try {
        return await aws.send({ service: 's3', method: 'GET', url: url(aws, place) }, (response) => response.text());
    }
    catch (error) {
        if (error instanceof AwsRefusal && [403, 404].includes(error.status))
            return undefined;
        throw error;
    }
}
/**
 * Writes a small object if there is none yet, or if it is still the one with the given tag: S3 lets exactly one of several writers through. Gives the new
 * tag; nothing when somebody else was quicker.
 */
async function writeIf(aws, place, text, former) {
    const condition = former === 'none' ? { 'if-none-match': '*' } : { 'if-match': former.etag };
    const headers = { 'content-type': 'application/json', ...condition };
    const body = Buffer.from(text);
    const request = {
        service: 's3',
        method: 'PUT',
        url: url(aws, place),
        headers,
        body,
        patience: conflictPatience,
    };
    try {
        return await aws.send(request, async (response) => {
            await response.arrayBuffer();
            return etagOf(response);
        });
    }
    catch (error) {
        if (error instanceof AwsRefusal && error.status === 412)
            return undefined;
        throw error;
    }
}
/** 409 says that two wrote at the same moment and that neither needs to have been let through. */
function conflictPatience(error) {
    return error instanceof AwsRefusal && error.status === 409 ? 30_000 : newRolePatience(error);
}
function etagOf({ headers }) {
    return headers.get('etag') ?? '';
}
function url(aws, { bucket, key }) {
    return `${aws.bucket(bucket)}/${key.split('/').map(encode).join('/')}`;
}
/** AWS also encodes what `encodeURIComponent` leaves alone; a signature over the other form would not match. */
function encode(segment) {
    return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
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

;// CONCATENATED MODULE: ./lib/agent/description.js


/** Reads `instance.json`, as user data wrote it. */
function readDescription(path) {
    return parse((0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8'), path);
}
/** Reads the environment's configuration, as the action wrote it. */
function readConfig(path) {
    const config = parse((0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8'), "The environment's configuration");
    if (config.schema === 1)
        return config;
    throw failure(`The environment's configuration has schema ${JSON.stringify(config.schema)}; this agent reads 1.`);
}
/** Both files are ours, and the second one's sha256 is known: only their being JSON is checked. */
function parse(text, what) {
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

;// CONCATENATED MODULE: ./lib/agent/acme/certificate.js

/** Whether a certificate is of the name and has more than a third of its life before it. Time in milliseconds since the epoch. */
function isFresh(chain, name, now) {
    const read = certificateIn(chain);
    if (read === undefined || read.checkHost(name) === undefined)
        return false;
    const [from, to] = [Date.parse(read.validFrom), Date.parse(read.validTo)];
    return to - now > (to - from) / 3;
}
/** Whether it still proves the name at all. */
function isGood(chain, name, now) {
    const read = certificateIn(chain);
    return read !== undefined && read.checkHost(name) !== undefined && Date.parse(read.validTo) > now;
}
/** The first one of a chain is the environment's own. */
function certificateIn(chain) {
    try {
        return new external_node_crypto_namespaceObject.X509Certificate(chain);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/agent/acme/der.js

/** ASN.1 in DER (ITU-T X.690): just as much as a request for a certificate is made of, which node:crypto does not write. */
function der_element(tag, ...parts) {
    const body = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag]), der_length(body.length), body]);
}
function der_length(bytes) {
    if (bytes < 0x80)
        return Buffer.from([bytes]);
    return bytes < 0x100 ? Buffer.from([0x81, bytes]) : Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}
const sequence = (...parts) => der_element(0x30, ...parts);
const set = (...parts) => der_element(0x31, ...parts);
/** A string of bits that fills whole bytes. */
const bits = (body) => der_element(0x03, Buffer.from([0]), body);
const octets = (body) => der_element(0x04, body);
const version0 = der_element(0x02, Buffer.from([0]));
/** Object identifiers, as they are written. */
const oid = {
    commonName: Buffer.from('0603550403', 'hex'),
    extensionRequest: Buffer.from('06092a864886f70d01090e', 'hex'),
    subjectAltName: Buffer.from('0603551d11', 'hex'),
    ecdsaWithSha256: Buffer.from('06082a8648ce3d040302', 'hex'),
};
/**
 * A PKCS #10 request for a certificate of one name, https://www.rfc-editor.org/rfc/rfc2986, with the name where authorities look for it: among the
 * alternative names. The key is one of the curve P-256.
 */
function certificateRequest(name, keys) {
    const subject = sequence(set(sequence(oid.commonName, der_element(0x0c, Buffer.from(name)))));
    // Context-specific 2: a DNS name.
    const names = sequence(der_element(0x82, Buffer.from(name)));
    const extensions = sequence(sequence(oid.subjectAltName, octets(names)));
    const attributes = der_element(0xa0, sequence(oid.extensionRequest, set(extensions)));
    const info = sequence(version0, subject, keys.publicKey.export({ type: 'spki', format: 'der' }), attributes);
    return sequence(info, sequence(oid.ecdsaWithSha256), bits((0,external_node_crypto_namespaceObject.sign)('sha256', info, keys.privateKey)));
}

;// CONCATENATED MODULE: ./lib/agent/acme/jose.js

/** A request body as the authority takes it: signed, for one address and one nonce (RFC 8555 §6.2). No `payload`: a POST-as-GET. */
function signed(signer, { url, nonce, payload }) {
    const who = signer.account === undefined ? { jwk: publicJwk(signer.key) } : { kid: signer.account };
    const header = base64url(JSON.stringify({ alg: 'ES256', nonce, url, ...who }));
    const body = payload === undefined ? '' : base64url(JSON.stringify(payload));
    const signature = (0,external_node_crypto_namespaceObject.sign)('sha256', Buffer.from(`${header}.${body}`), { key: signer.key, dsaEncoding: 'ieee-p1363' });
    return JSON.stringify({ protected: header, payload: body, signature: signature.toString('base64url') });
}
/** What must be found at the challenge's address: the token, and the fingerprint of the account's key (RFC 8555 §8.1). */
function keyAuthorization(token, key) {
    const fingerprint = (0,external_node_crypto_namespaceObject.createHash)('sha256')
        .update(JSON.stringify(publicJwk(key)))
        .digest('base64url');
    return `${token}.${fingerprint}`;
}
/** Its members in the order of the alphabet, as a fingerprint wants them (RFC 7638). */
function publicJwk(key) {
    const { crv = '', kty = '', x = '', y = '' } = (0,external_node_crypto_namespaceObject.createPublicKey)(key).export({ format: 'jwk' });
    return { crv, kty, x, y };
}
function base64url(text) {
    return Buffer.from(text).toString('base64url');
}

;// CONCATENATED MODULE: ./lib/agent/acme/client.js




const pauseMs = 2_000;
/** RFC 8555 §6.1 wants every request to say who asks. */
const agent = { 'user-agent': 'beanpole' };
/** Orders a certificate by HTTP-01, https://www.rfc-editor.org/rfc/rfc8555. Throws the authority's own words when it refuses. */
async function orderCertificate(order, line) {
    const { directory, name, accountKey, publish } = order;
    const addresses = await plain(line, directory);
    const talk = conversation(line, client_text(addresses, 'newNonce'));
    // Whoever has an account already gets its address.
    const account = await talk({ key: accountKey }, client_text(addresses, 'newAccount'), { termsOfServiceAgreed: true });
    const signer = { key: accountKey, account: account.location };
    const made = await talk(signer, client_text(addresses, 'newOrder'), { identifiers: [{ type: 'dns', value: name }] });
    const settled = (url) => settle(line, () => talk(signer, url));
    for (const url of list(made.body, 'authorizations')) {
        const { body } = await talk(signer, url);
        if (body['status'] === 'valid')
            continue;
        const challenge = challengeIn(body);
        await publish(client_text(challenge, 'token'), keyAuthorization(client_text(challenge, 'token'), accountKey));
        await talk(signer, client_text(challenge, 'url'), {});
        insistOn(await settled(url), 'valid', name);
    }
    const keys = (0,external_node_crypto_namespaceObject.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    insistOn(await settled(made.location), 'ready', name);
    const csr = certificateRequest(name, keys).toString('base64url');
    await talk(signer, client_text(made.body, 'finalize'), { csr });
    const ready = insistOn(await settled(made.location), 'valid', name);
    const { text: chain } = await talk(signer, client_text(ready, 'certificate'));
    return { chain, key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
/** Asks until the authority has made up its mind. */
async function settle({ clock, signal }, ask) {
    for (;;) {
        const { body } = await ask();
        if (body['status'] !== 'pending' && body['status'] !== 'processing')
            return body;
        await clock.wait(pauseMs, signal);
    }
}
function insistOn(body, status, name) {
    if (body['status'] === status)
        return body;
    throw failure(`The authority calls the order of ${name} ${body['status']}: ${reasonIn(body)}`);
}
/** The problem of the order, or of one of its challenges. */
function reasonIn(body) {
    const challenges = Array.isArray(body['challenges']) ? body['challenges'] : [];
    const problems = [body, ...challenges].map(({ error }) => error?.['detail']);
    return String(problems.find((one) => one !== undefined) ?? 'it does not say why');
}
function challengeIn(body) {
    const found = body['challenges']?.find(({ type }) => type === 'http-01');
    if (found === undefined)
        throw failure('The authority offers no challenge of the kind http-01.');
    return found;
}
/** Every request needs a nonce, which the answer before it brings; one that is too old is told by `badNonce` and tried again. */
function conversation(line, newNonce) {
    let next;
    const once = async (signer, url, payload) => {
        const nonce = next ??
            (await line.send(newNonce, { method: 'HEAD', headers: agent, signal: line.signal })).headers.get('replay-nonce');
        const response = await line.send(url, {
            method: 'POST',
            headers: { ...agent, 'content-type': 'application/jose+json' },
            body: signed(signer, { url, nonce: nonce ?? '', payload }),
            signal: line.signal,
        });
        next = response.headers.get('replay-nonce') ?? undefined;
        return response;
    };
    return async (signer, url, payload) => {
        for (let tries = 1;; tries += 1) {
            const response = await once(signer, url, payload);
            const answer = await answerOf(response);
            if (response.ok)
                return answer;
            if (tries < 5 && String(answer.body['type']).endsWith(':badNonce'))
                continue;
            throw failure(`The authority refuses (${response.status}): ${answer.body['detail'] ?? answer.text.slice(0, 200)}`);
        }
    };
}
async function plain(line, url) {
    const response = await line.send(url, { headers: agent, signal: line.signal });
    const { body } = await answerOf(response);
    if (!response.ok || body['newOrder'] === undefined)
        throw failure(`${url} is not the directory of an authority.`);
    return body;
}
async function answerOf(response) {
    const content = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const body = isJson && content !== '' ? JSON.parse(content) : {};
    return { body, text: content, location: response.headers.get('location') ?? '' };
}
function client_text(body, member) {
    const value = body[member];
    if (typeof value !== 'string')
        throw failure(`The authority's answer has no ${member}.`);
    return value;
}
function list(body, member) {
    return Array.isArray(body[member]) ? body[member].map(String) : [];
}

;// CONCATENATED MODULE: ./lib/agent/acme/secure.js








/** AWS milliseconds that an order may take; the deploy waits for the first one. */
const limitMs = 90_000;
/** Opens the door to TLS with what the former instance has left, before the address comes here. */
async function restoreCertificate(world, description) {
    const { host, home, clock } = world;
    const acme = acmeOf(world, description);
    if (acme === undefined)
        return host.tls?.close();
    const kept = await keptOf(world, description, acme);
    const good = kept?.issued !== undefined && isGood(kept.issued.chain, acme.name, clock.wall());
    if (kept !== undefined)
        writeKept(home, acme, kept);
    await host.tls?.open({ redirect: acme.redirect, ...(good && { issued: kept.issued }) });
}
/**
 * Orders a certificate when there is none, or when less than a third of its life is left. Whatever fails, plain HTTP goes on and the certificate in use stays; it is
 * tried again every hour. Gives what the report is to say.
 */
async function renewCertificate(world, description) {
    const { host, clock, journal } = world;
    const acme = acmeOf(world, description);
    if (acme === undefined)
        return [];
    const { tls } = host;
    if (tls === undefined)
        return [`HTTPS for ${acme.name} needs nginx, which is not here.`];
    const notes = [];
    const tried = async (what, action) => {
        await action().catch((error) => notes.push(`${what}: ${reasonOf(error)}`));
    };
    await tried(`There is no new certificate for ${acme.name} yet, plain HTTP answers; it is tried again every hour`, async () => {
        const kept = await keptOf(world, description, acme);
        if (kept?.issued !== undefined && isFresh(kept.issued.chain, acme.name, clock.wall()))
            return;
        await order(world, { acme, kept, tls, place: placeOf(description, acme) });
        journal.say(`The certificate of ${acme.name} is there.`);
    });
    await tried(`Nobody looks after the certificate of ${acme.name}`, tls.watch);
    for (const note of notes)
        journal.say(note);
    return notes;
}
async function order(world, { acme, kept, tls, place }) {
    const { aws, clock, home, until, send = fetch } = world;
    const { directory, name, redirect } = acme;
    const account = kept?.account ?? newKey();
    const known = { schema: 1, directory, account, ...(kept?.issued && { issued: kept.issued }) };
    // Before the first order: an account that nobody remembers would be made again and again.
    if (kept === undefined)
        await save({ aws, home }, { acme, place }, known);
    const signal = AbortSignal.any([until, AbortSignal.timeout(clock.limit(limitMs))]);
    const accountKey = (0,external_node_crypto_namespaceObject.createPrivateKey)(account);
    const issued = await orderCertificate({ directory, name, accountKey, publish: tls.publish }, { send, clock, signal });
    await save({ aws, home }, { acme, place }, { ...known, issued });
    await tls.open({ redirect, issued });
}
function newKey() {
    const { privateKey } = (0,external_node_crypto_namespaceObject.generateKeyPairSync)('ec', { namedCurve: 'P-256' });
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
async function save({ aws, home }, { acme, place }, kept) {
    writeKept(home, acme, kept);
    await upload(aws, place, JSON.stringify(kept), 'application/json');
}
/** What is on the instance, else what is in the bucket; of another authority, nothing. */
async function keptOf(world, description, acme) {
    const text = readKept(world.home, acme) ?? (await readIfThere(world.aws, placeOf(description, acme)));
    const kept = text === undefined ? undefined : JSON.parse(text);
    return kept?.directory === acme.directory ? kept : undefined;
}
function placeOf({ bucket, environment }, { name }) {
    return { bucket, key: `environments/${environment}/tls/${name}.json` };
}
function fileOf(home, { name }) {
    return (0,external_node_path_namespaceObject.join)(home, 'tls', `${name}.json`);
}
function readKept(home, acme) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(fileOf(home, acme), 'utf8');
    }
    catch {
        return undefined;
    }
}
/** For root's eyes alone. */
function writeKept(home, acme, kept) {
    const file = fileOf(home, acme);
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(file), { recursive: true, mode: 0o700 });
    (0,external_node_fs_namespaceObject.writeFileSync)(file, JSON.stringify(kept), { mode: 0o600 });
    (0,external_node_fs_namespaceObject.chmodSync)(file, 0o600);
}
function acmeOf({ home }, { config }) {
    return readConfig((0,external_node_path_namespaceObject.join)(home, 'artifacts', `${config.sha256}.json`)).acme;
}

;// CONCATENATED MODULE: ./lib/agent/hosts/proc.js

/** Live processes of the session that a process leads, itself included; empty where there is no /proc. */
function sessionOf(leader) {
    return proc_list('/proc')
        .map(Number)
        .filter((pid) => Number.isInteger(pid) && belongs(pid, leader));
}
/** Whether a process lives; a zombie does not. */
function isAlive(pid) {
    try {
        process.kill(pid, 0);
    }
    catch (error) {
        return error.code === 'EPERM';
    }
    return fieldsOf(pid)[0] !== 'Z';
}
/** When a process started, in ticks since the machine did: with it a number that was given again is another process. Empty where there is no /proc. */
function startOf(pid) {
    return fieldsOf(pid)[19] ?? '';
}
/** Sockets that listen and that one of these processes holds. */
function listenersOf(pids) {
    const held = new Set(pids.flatMap((pid) => proc_list(`/proc/${pid}/fd`).map((fd) => target(`/proc/${pid}/fd/${fd}`))));
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
function belongs(pid, leader) {
    const [state, , , session] = fieldsOf(pid);
    return Number(session) === leader && state !== 'Z';
}
/** Fields of /proc/<pid>/stat behind the name in parentheses: state, parent, group, session; the twentieth is the start (proc_pid_stat(5)). */
function fieldsOf(pid) {
    const stat = proc_text(`/proc/${pid}/stat`);
    return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
// Processes come and go while we look: what is gone reads as empty.
function proc_list(directory) {
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
function target(path) {
    try {
        return (0,external_node_fs_namespaceObject.readlinkSync)(path);
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./lib/agent/live.js



/** What an instance runs once an application has proved itself in a slot. */
function liveOf(description, slot, { port, drainMs, answerMs, proxy, others, processes }) {
    const patience = answerMs === undefined ? {} : { answerMs };
    const doors = others === undefined ? {} : { others };
    return {
        description,
        slot,
        port,
        drainMs,
        ...patience,
        proxy,
        ...doors,
        processes: processes.map(({ name }) => name),
    };
}
/** What the instance runs, as the agent has left it written. */
function readState(home) {
    const file = fileIn(home);
    return (0,external_node_fs_namespaceObject.existsSync)(file) ? JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8')) : 'booting';
}
/** Notes which process brings this instance up: when it is gone and the state is not known, nobody will make it known. */
function noteAgent(home, pid) {
    writeWhole((0,external_node_path_namespaceObject.join)(home, 'agent.json'), JSON.stringify({ pid, started: startOf(pid) }));
}
/** Whether the agent that was noted still runs; nothing before the first one. */
function agentRuns(home) {
    const file = (0,external_node_path_namespaceObject.join)(home, 'agent.json');
    if (!(0,external_node_fs_namespaceObject.existsSync)(file))
        return undefined;
    const { pid, started } = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8'));
    return isAlive(pid) && startOf(pid) === started;
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
/** Writes a file for this user alone, in one step of the file system. */
function writeWhole(file, text) {
    (0,external_node_fs_namespaceObject.writeFileSync)(`${file}.next`, text, { mode: 0o600 });
    (0,external_node_fs_namespaceObject.renameSync)(`${file}.next`, file);
}

;// CONCATENATED MODULE: ./lib/agent/before-update.js


const lookMs = 1_000;
/** Longest boot that is waited for, in AWS milliseconds: packages, installation and the gate. */
const longestBootMs = 20 * 60_000;
/** Longest time from Node.js, which an update waits for, to an agent that notes itself: user data fetches it in between. */
const longestFetchMs = 3 * 60_000;
/**
 * What an instance runs before its update; a new one may still be at its first boot, and is waited for. `failed`: nothing runs to put a release beside, as
 * the boot has failed, or its agent was killed and nobody will bring it to an end.
 */
async function beforeUpdate(home, clock, until) {
    const began = clock.now();
    const deadline = began + longestBootMs;
    for (;;) {
        const state = readState(home);
        if (state !== 'booting')
            return state;
        const runs = agentRuns(home);
        if (runs === false || (runs === undefined && clock.now() - began >= longestFetchMs))
            return 'failed';
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
/** The name in front of an operation, and the version of the JSON protocol. */
const targets = {
    logs: { name: 'Logs_20140328', version: '1.1' },
    secretsmanager: { name: 'secretsmanager', version: '1.1' },
    sqs: { name: 'AmazonSQS', version: '1.0' },
    ssm: { name: 'AmazonSSM', version: '1.1' },
};
/** A call in the query protocol; the answer is XML. */
function query(aws, service, action, parameters) {
    const body = new URLSearchParams({ Action: action, Version: versions[service], ...parameters }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const url = `${aws.endpoint(service)}/`;
    return aws.send({ service, method: 'POST', url, headers, body }, (response) => response.text());
}
/** A call in the JSON protocol. The caller says what it expects: AWS's own model is the contract. */
function call(aws, service, action, input, how = {}) {
    const { name, version } = targets[service];
    const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': `${name}.${action}` };
    const url = `${aws.endpoint(service)}/`;
    const request = { service, method: 'POST', url, headers, body: JSON.stringify(input), ...how };
    return aws.send(request, async (response) => (await response.json()));
}

;// CONCATENATED MODULE: ./lib/agent/address.js



const verifyLimitMs = 60_000;
const address_pauseMs = 2_000;
/** Takes the Elastic IP and sees it arrive. */
async function claimAddress(aws, claim, clock, signal) {
    const { allocationId, instance, manner, note } = claim;
    const previous = await holder(aws, allocationId);
    if (previous === instance || (manner === 'when-free' && previous !== undefined)) {
        return { former: undefined, handBack: async () => { } };
    }
    if (previous !== undefined)
        note(previous);
    await associate(aws, allocationId, instance);
    const handBack = async () => {
        if (previous !== undefined)
            await handBackTo(aws, { allocationId, instance, former: previous });
    };
    try {
        await arrival(aws, claim, clock, signal);
        return { former: previous, handBack };
    }
    catch (error) {
        await handBack();
        throw error;
    }
}
/** Gives the address to the instance that had it before, unless somebody else has it by now. */
async function handBackTo(aws, { allocationId, instance, former, }) {
    if ((await holder(aws, allocationId)) === instance)
        await associate(aws, allocationId, former);
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
        await clock.wait(address_pauseMs, signal);
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

;// CONCATENATED MODULE: ./lib/agent/answer-line.js
/** As nginx's `$time_local` has it: `24/Nov/2026:02:19:21 +0000`. */
const moment = /\[(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)\]/;
/** Where an answer stands in a line of the `combined` format. nginx writes a quote within the request as `\x22`, so the first pair of quotes is the request's. */
const answered = new RegExp(String.raw `^[^"]*${moment.source} "[^"]*" (\d{3}) .*?(?: (\d+\.\d{3}))?$`);
/** What nginx's `combined` format tells, and at the end of the line the seconds that the request took, where they stand there. */
function answerIn(line) {
    const [, day, month, year, time, hours, minutes, status, seconds] = answered.exec(line) ?? [];
    const at = Date.parse(`${day} ${month} ${year} ${time} ${hours}${minutes}`);
    if (Number.isNaN(at))
        return undefined;
    return { at, status: Number(status), ...(seconds === undefined ? {} : { took: Math.round(Number(seconds) * 1000) }) };
}
/** The line of an answer, as nginx writes it by our format; the size is not counted. */
function lineOf({ at, status, took = 0 }, asked) {
    const quoted = (text = '-') => `"${text.replaceAll('"', '\\x22')}"`;
    const [, day, month, year, time] = /, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(at).toUTCString()) ?? [];
    const told = [asked.referer, asked.agent, asked.forwarded].map(quoted).join(' ');
    return `${asked.from ?? '-'} - - [${day}/${month}/${year}:${time} +0000] ${quoted(asked.request)} ${status} - ${told} ${(took / 1000).toFixed(3)}\n`;
}

;// CONCATENATED MODULE: ./lib/agent/answers.js


const pieceBytes = 64 * 1_024;
/** Opens the log at its end. One that is not there yet begins with its first line; one that was rotated goes on with the new file. */
function answerLog(path) {
    let place = (0,external_node_fs_namespaceObject.existsSync)(path) ? answers_placeOf((0,external_node_fs_namespaceObject.statSync)(path)) : undefined;
    return {
        since: () => {
            if (!(0,external_node_fs_namespaceObject.existsSync)(path))
                return { all: 0, errors: 0 };
            const file = (0,external_node_fs_namespaceObject.openSync)(path, 'r');
            try {
                const now = answers_placeOf((0,external_node_fs_namespaceObject.fstatSync)(file));
                const goesOn = place !== undefined && place.inode === now.inode && place.at <= now.at;
                const from = goesOn ? (place?.at ?? 0) : 0;
                const { answers, read } = count(file, from, now.at);
                place = { inode: now.inode, at: from + read };
                return answers;
            }
            finally {
                (0,external_node_fs_namespaceObject.closeSync)(file);
            }
        },
    };
}
function answers_placeOf({ ino, size }) {
    return { inode: ino, at: size };
}
/** Counts whole lines; what the last one lacks comes with the next call. */
function count(file, from, to) {
    const piece = Buffer.alloc(pieceBytes);
    let [all, errors, read] = [0, 0, 0];
    let rest = '';
    for (let at = from; at < to;) {
        const got = (0,external_node_fs_namespaceObject.readSync)(file, piece, 0, Math.min(pieceBytes, to - at), at);
        if (got === 0)
            break;
        at += got;
        const lines = `${rest}${piece.toString('latin1', 0, got)}`.split('\n');
        rest = lines.pop() ?? '';
        read = at - from - rest.length;
        for (const answer of lines.map(answerIn)) {
            if (answer === undefined)
                continue;
            all += 1;
            if (answer.status >= 500)
                errors += 1;
        }
    }
    return { answers: { all, errors }, read };
}

;// CONCATENATED MODULE: ./lib/agent/bake.js

const minuteMs = 60_000;
/** As the alarms of a load balancer judge: two bad minutes of the last three. */
const judged = 3;
const condemning = 2;
/**
 * The version has the door while the one before it still stands ready: watches what it answers. Returns when it was good for so many minutes; throws as soon as it
 * was not. A last minute that is bad condemns, too: nobody would look at the one after it.
 */
async function bake({ clock, limits, log, say, signal }) {
    const minutes = [];
    for (let minute = 1; minute <= limits.minutes; minute += 1) {
        await clock.wait(minuteMs, signal);
        minutes.push(log.since());
        const bad = minutes.slice(-judged).filter((one) => isBad(one, limits));
        const last = minutes.at(-1);
        const isOver = minute === limits.minutes && last !== undefined && isBad(last, limits);
        if (bad.length >= condemning || isOver)
            throw failure(verdict(bad, limits));
    }
    const { all, errors } = sum(minutes);
    say(`Baked for ${spelled(limits.minutes)}: ${all} answers, ${errors} of them server errors.`);
}
/** A quiet minute is no bad one, whatever share of it failed. */
function isBad({ all, errors }, { requests, percent }) {
    return all >= requests && (errors * 100) / all > percent;
}
function verdict(bad, { percent, minutes }) {
    const { all, errors } = sum(bad);
    const when = bad.length === 1 ? 'a minute' : `${bad.length} minutes`;
    return `Of ${all} requests in ${when} ${errors} ended in a server error (5xx), more than ${percent} %, within the bake of ${spelled(minutes)} (deploy.bake).`;
}
function sum(many) {
    const add = (one, other) => ({ all: one.all + other.all, errors: one.errors + other.errors });
    return many.reduce(add, { all: 0, errors: 0 });
}
function spelled(minutes) {
    return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

;// CONCATENATED MODULE: ./lib/agent/balancer.js



/** Between questions, AWS milliseconds. */
const pause = { leastMs: 1_000, mostMs: 5_000 };
/**
 * Returns when the load balancer sends requests here. An instance that is unhealthy now may still become healthy: only
 * the limit ends the wait.
 */
async function awaitTargetHealth(aws, target, clock, signal) {
    const deadline = clock.now() + target.limitMs;
    // A fifth of the time in which the answer can change. What short intervals cost a large batch: docs/unverified.md, 110.
    const pauseMs = Math.min(pause.mostMs, Math.max(pause.leastMs, target.intervalMs / 5));
    for (;;) {
        const { state, why } = await targetHealth(aws, target);
        if (state === 'healthy')
            return;
        if (clock.now() >= deadline) {
            const words = why === '' ? '' : `: ${why}`;
            throw failure(`The load balancer calls the instance "${state}" after ${target.limitMs / 1_000} s${words}`);
        }
        await clock.wait(pauseMs, signal);
    }
}
async function targetHealth(aws, { targetGroup, instance }) {
    const parameters = { TargetGroupArn: targetGroup, 'Targets.member.1.Id': instance };
    const answer = await query(aws, 'elasticloadbalancing', 'DescribeTargetHealth', parameters);
    const why = [firstElement(answer, 'Description'), firstElement(answer, 'Reason')].filter(Boolean).join(' ');
    return { state: firstElement(answer, 'State') ?? 'unknown', why };
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
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
    throw new BeanpoleError('settings', words.join('\n'), { problems });
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
    const [name, url, schedule] = members.map((member) => textOf(item, member, report));
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
function textOf(item, member, report) {
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
    const [port] = dockerrun_list(Ports).map((one) => Number(one['ContainerPort']));
    if (image !== undefined && port === undefined)
        throw wrong('names an Image and no Ports');
    if (port !== undefined && !(port > 0 && port < 65_536))
        throw wrong('has a ContainerPort that is no port');
    return {
        ...(image !== undefined && { image }),
        ...(port !== undefined && { port }),
        volumes: [...dockerrun_list(Volumes).map(volume), ...logsOf(Logging)],
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
function dockerrun_list(value) {
    return Array.isArray(value) ? value.filter(isMembers) : [];
}
/** A text that says something. */
function dockerrun_text(value) {
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** The refusal of a file that is not what it must be. */
function wrong(what, cause) {
    return new BeanpoleError('settings', `${dockerrunFile} ${what}.`, cause === undefined ? {} : { cause });
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
        throw new BeanpoleError('settings', 'The Dockerfile has no EXPOSE.', {
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
    throw new BeanpoleError('settings', `${file} has no services.`);
}
function broken(file, cause) {
    return new BeanpoleError('settings', `${file} is not valid YAML: ${cause.message}`, { cause });
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
        throw new BeanpoleError('settings', `${file} does not say which service answers requests.`, {
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
                ? [`image: ${JSON.stringify(`beanpole-${(0,external_node_path_namespaceObject.basename)(here.directory)}-${service}`)}`]
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
    const volumes = new Map(dockerrun_list(dockerrun['volumes']).map((one) => [dockerrun_text(one['name']) ?? '', hostPath(one)]));
    const containers = dockerrun_list(dockerrun['containerDefinitions']);
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
    const ports = dockerrun_list(one['portMappings']).map((port) => `${Number(port['hostPort'] ?? 0)}:${Number(port['containerPort'])}`);
    const links = (Array.isArray(one['links']) ? one['links'] : []).map(String);
    const hosts = dockerrun_list(one['extraHosts']).map((host) => `${String(host['hostname'])}:${String(host['ipAddress'])}`);
    const environment = dockerrun_list(one['environment']).map((variable) => [String(variable['name']), String(variable['value'])]);
    return {
        ...filled('ports', ports),
        ...filled('links', links),
        ...filled('depends_on', links.map((link) => link.split(':')[0] ?? link)),
        ...filled('extra_hosts', hosts),
        ...filled('environment', Object.fromEntries(environment)),
    };
}
function storage(one, volumes) {
    const mounts = dockerrun_list(one['mountPoints']).flatMap((mount) => mounted(mount, volumes));
    const taken = dockerrun_list(one['volumesFrom']).flatMap((from) => dockerrun_text(from['sourceContainer']) ?? []);
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
    const all = dockerrun_list(ulimits).map((limit) => [
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

;// CONCATENATED MODULE: ./lib/platforms/sign.js
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
        ...named(...composeFiles),
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
    throw new BeanpoleError('settings', `There are several applications at the root: ${several.join(', ')}.`, {
        fix: `Write a Procfile, as in "web: dotnet ${several[0]?.replace(/\.\w+proj$/, '')}.dll".`,
    });
}

;// CONCATENATED MODULE: ./lib/platforms/windows/reading.js

/** Throws with the place in the manifest, and what is wrong there. */
function refuse(where, why) {
    throw new BeanpoleError('settings', `aws-windows-deployment-manifest.json: ${where} ${why}.`, {
        fix: 'The members are those of the deployment manifest of Elastic Beanstalk, version 1.',
    });
}
/** An object's members. */
function reading_members(value, where) {
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
function reading_textOf(from, name, where) {
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
    const pool = reading_members(value, where);
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
        name: reading_textOf(pool, 'name', where),
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
    const cpu = reading_members(value, where);
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
    const recycling = reading_members(value, where);
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
    const top = reading_members(manifest_parse(source.read(manifestFile) ?? ''), 'the manifest');
    only(top, 'the manifest', ['manifestVersion', 'skipIISReset', 'iisConfig', 'deployments']);
    if (top['manifestVersion'] !== 1)
        refuse('manifestVersion', 'must be 1');
    const config = reading_members(top['iisConfig'] ?? {}, 'iisConfig');
    only(config, 'iisConfig', ['websites', 'appPools']);
    const pools = [defaultPool, ...manifest_list(config, 'iisConfig', 'appPools').map(poolOf)];
    const sites = sitesOf(manifest_list(config, 'iisConfig', 'websites').map(siteOf));
    const all = reading_members(top['deployments'] ?? {}, 'deployments');
    only(all, 'deployments', kinds);
    const deployments = kinds.flatMap((kind) => manifest_list(all, 'deployments', kind).map((one, index) => deploymentOf(kind, reading_members(one, `deployments.${kind}[${index}]`), `deployments.${kind}[${index}]`)));
    if (deployments.length === 0)
        refuse('deployments', 'names nothing to deploy');
    const plan = { reset: !truth(top, 'skipIISReset', 'the manifest'), pools, sites, deployments };
    checkNames(plan, source);
    return plan;
}
function manifest_parse(text) {
    try {
        // Visual Studio writes a byte order mark.
        return JSON.parse(text.replace(/^\uFEFF/, ''));
    }
    catch (cause) {
        throw manifest_broken(cause);
    }
}
function manifest_broken(cause) {
    return new BeanpoleError('settings', `${manifestFile} is not valid JSON: ${cause.message}`, { cause });
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
    const site = reading_members(value, where);
    only(site, where, ['name', 'physicalPath', 'bindings']);
    const name = reading_textOf(site, 'name', where);
    const bindings = manifest_list(site, where, 'bindings').map((one, at) => bindingOf(one, `${where}.bindings[${at}]`));
    const physicalPath = optionalText(site, 'physicalPath', where) ?? `C:\\inetpub\\${name}`;
    return {
        name,
        physicalPath,
        bindings: bindings.length > 0 ? bindings : [{ protocol: 'http', port: 80, hostName: '' }],
    };
}
function bindingOf(value, where) {
    const binding = reading_members(value, where);
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
    const parameters = reading_members(from['parameters'] ?? {}, `${where}.parameters`);
    const known = kind === 'custom' ? [] : ['appBundle', 'archive', 'iisWebSite', 'iisPath', 'appPool'];
    only(parameters, `${where}.parameters`, known);
    const bundle = optionalText(parameters, 'appBundle', where) ?? optionalText(parameters, 'archive', where);
    if (kind !== 'custom' && bundle === undefined)
        refuse(`${where}.parameters.appBundle`, 'is missing');
    const path = optionalText(parameters, 'iisPath', where) ?? '/';
    return {
        kind,
        name: reading_textOf(from, 'name', where),
        ...(bundle === undefined ? {} : { bundle: plainPath(bundle) }),
        site: optionalText(parameters, 'iisWebSite', where) ?? defaultSite,
        path: path.startsWith('/') ? path : `/${path}`,
        pool: optionalText(parameters, 'appPool', where) ?? defaultPool.name,
        architecture: from['architecture'] === 32 ? 32 : 64,
        scripts: scriptsOf(kind, reading_members(from['scripts'] ?? {}, `${where}.scripts`), `${where}.scripts`),
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
        const script = reading_members(from[moment], `${where}.${moment}`);
        only(script, `${where}.${moment}`, ['file', 'ignoreErrors']);
        const file = reading_textOf(script, 'file', `${where}.${moment}`);
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
    manifests: named(manifestFile),
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
    throw new BeanpoleError('settings', message, {
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
    manifests: named('go.mod'),
    entries: named('application.go', 'main.go', 'bin/application', 'application'),
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
    throw new BeanpoleError('settings', `The module has several commands: ${commands.join(', ')}.`, {
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
        ...named('pom.xml', 'build.gradle', 'build.gradle.kts', '*.jar'),
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
        throw new BeanpoleError('settings', `There are several jars at the root: ${jars.join(', ')}.`, {
            fix: `Write a Procfile, as in "web: java -jar ${jars[0]}".`,
        });
    }
    const gradle = source.files.some((file) => file.startsWith('build.gradle'));
    if (told || java_isBuilt(source) || !gradle || ['gradlew', 'pom.xml'].some((file) => source.files.includes(file)))
        return;
    throw new BeanpoleError('settings', 'Gradle has to build the application, and there is no gradlew.', {
        fix: 'Run "gradle wrapper" and commit gradlew, or build on the runner with "build:".',
    });
}

;// CONCATENATED MODULE: ./lib/platforms/manifest.js

/** Reads package.json; absent when the tree has none. Throws `settings` when it is not a JSON object. */
function readManifest(source) {
    const text = source.read('package.json');
    if (text === undefined)
        return undefined;
    const { scripts, main, dependencies, optionalDependencies, workspaces } = platforms_manifest_parse(text);
    const { start, preinstall, install, postinstall, prepare } = record(scripts);
    const wanted = Object.keys({ ...record(dependencies), ...record(optionalDependencies) });
    return {
        ...(typeof start === 'string' && start.trim() !== '' && { start }),
        ...(typeof main === 'string' && main !== '' && { main: main.replace(/^\.\//, '') }),
        installs: wanted.length > 0 || [workspaces, preinstall, install, postinstall, prepare].some(Boolean),
    };
}
function platforms_manifest_parse(text) {
    try {
        const value = JSON.parse(text);
        if (isRecord(value))
            return value;
    }
    catch (cause) {
        throw platforms_manifest_broken(cause);
    }
    throw new BeanpoleError('settings', 'package.json is not a JSON object.');
}
function platforms_manifest_broken(cause) {
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
    system: 'linux',
    versions: [node_version('24', '2028-04-30'), node_version('22', '2027-04-30')],
    defaultVersion: '24',
    manifests: named('package.json'),
    entries: named('app.js', 'server.js'),
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
    manifests: named('composer.json'),
    entries: named('index.php', 'public/index.php', 'web/index.php'),
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
    manifests: named('requirements.txt', 'pyproject.toml', 'Pipfile'),
    entries: named('application.py', 'app.py', 'main.py', 'manage.py'),
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
    throw new BeanpoleError('settings', `${passedOver} lists dependencies, and there is no requirements.txt.`, {
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
const rails_named = ['RAILS_MASTER_KEY', 'SECRET_KEY_BASE'];
const advice = `Set variables.RAILS_MASTER_KEY to what config/master.key holds, or variables.SECRET_KEY_BASE to a long random text ("bin/rails secret" makes one); best as a reference, {secret: <name>}.`;
/** A repository of Rails holds its credentials without their key: somebody has to bring it, and without one Rails answers nothing. */
function keyToCome({ files }, variables) {
    const brought = keys.some((file) => files.includes(file)) || rails_named.some((name) => variables.includes(name));
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
    manifests: named('Gemfile', 'config.ru'),
    entries: named('application.rb', 'app.rb'),
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
    entries: named('index.html'),
    fallbacks: named('public/index.html', 'dist/index.html', 'build/index.html', '_site/index.html'),
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
    throw new BeanpoleError('settings', `"${file}" is for Apache httpd, and the proxy here is nginx.`, {
        fix: 'Say the same in .platform/nginx/conf.d, or start httpd as a process of the Procfile, at PORT, and remove .platform/httpd.',
    });
}
/** The version that was asked for, or the platform's default. Throws `settings` for one that is not offered. */
function platformVersion(platform, wanted = platform.defaultVersion) {
    const offer = platform.versions.find(({ version }) => version === wanted);
    if (offer !== undefined)
        return offer;
    const offered = platform.versions.map(({ version }) => version).join(', ');
    throw new BeanpoleError('settings', `${platform.title} "${wanted}" is not offered.`, {
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
    throw new BeanpoleError('settings', `The source tree looks like ${candidates}.`, {
        fix: `Choose with ${all.map(({ platform }) => `"platform.name: ${platform.name}"`).join(' or ')}.`,
    });
}
function witnesses(source, rank) {
    return Object.values(platforms).flatMap((platform) => {
        const witness = first(source, platform[rank] ?? []);
        return witness === undefined ? [] : [{ platform, because: witness }];
    });
}
function first(source, signs) {
    for (const sign of signs) {
        const path = found(source, sign);
        if (path !== undefined)
            return wordsOf({ ...sign, file: path });
    }
    return undefined;
}
function detect_confirm(source, wanted) {
    if (!isPlatform(wanted)) {
        throw new BeanpoleError('settings', `There is no platform "${wanted}".`, {
            fix: `Set platform.name to one of ${platformNames.join(', ')}.`,
        });
    }
    const platform = platforms[wanted];
    if (detect_belongs(platform, source))
        return { platform, because: 'platform.name' };
    const ways = [lookedFor(platform), `a Procfile and ${platform.endings.join('/')} files`]
        .filter(Boolean)
        .join(', or ');
    throw new BeanpoleError('settings', `The bundle holds no file of the platform ${platform.title}.${nested(source)}`, {
        fix: `It takes one of ${ways}, at its root.`,
    });
}
function isPlatform(name) {
    return Object.hasOwn(platforms, name);
}
function detect_belongs(platform, source) {
    const { endings } = platform;
    const signs = signsOf(platform);
    if (first(source, signs) !== undefined)
        return true;
    // A platform without signs is never guessed, and so nothing speaks against it when it is asked for.
    const told = signs.length === 0 || source.files.includes('Procfile');
    return told && source.files.some((file) => endings.some((end) => file.endsWith(end)));
}
function unrecognised(source) {
    if (source.files.includes('platform.yaml')) {
        return new BeanpoleError('settings', '"platform.yaml" describes a machine image by Packer, and no application.', {
            fix: 'Keep it with its template in a directory of its own, and name that as instances.packer beside the application.',
        });
    }
    const all = Object.values(platforms).filter((platform) => lookedFor(platform) !== '');
    const looked = all.map((platform) => `${lookedFor(platform)} (${platform.title})`).join('; ');
    return new BeanpoleError('settings', `No platform recognises the source tree.${nested(source)}`, {
        fix: `At its root one of these is looked for: ${looked}. With a Procfile, name the platform: "platform.name: ${platformNames[0]}".`,
    });
}
function lookedFor(platform) {
    return signsOf(platform).map(wordsOf).join(', ');
}
/** A zip of the folder instead of its content is the mistake that everybody makes once. */
function nested({ files }) {
    const [top, ...others] = new Set(files.map((file) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '')));
    if (top === undefined || top === '' || others.length > 0)
        return '';
    return ` Everything is inside the directory "${top}": its content belongs at the root.`;
}

;// CONCATENATED MODULE: ./lib/platforms/process-file.js

const entry = /^([A-Za-z0-9_-]+):\s*(\S.*)$/;
/** Reads a Procfile: one `name: command` on each line, one of them `web`. Throws `settings` with every wrong line. */
function parseProcfile(text) {
    const { processes, problems } = process_file_parse('Procfile', text);
    if (problems.length === 0 && !processes.some(({ name }) => name === 'web')) {
        throw process_file_refusal([{ where: 'Procfile', message: 'There is no process "web".', fix: 'Add a line "web: command".' }]);
    }
    if (problems.length > 0)
        throw process_file_refusal(problems);
    return processes;
}
/** Reads a Buildfile: commands that end, each with a name, in their order. Throws `settings` with every wrong line. */
function parseBuildfile(text) {
    const { processes, problems } = process_file_parse('Buildfile', text);
    if (problems.length > 0)
        throw process_file_refusal(problems);
    return processes;
}
function process_file_parse(file, text) {
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
    return new BeanpoleError('settings', words.join('\n'), { problems });
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
    throw new BeanpoleError('settings', `Nothing says how the ${platform.title} application starts.`, {
        fix: `One of these is accepted: ${platform.accepted.join('; ')}.`,
    });
}
/** The commands that install the dependencies of a release. */
function installation(platform, source) {
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

;// CONCATENATED MODULE: ./lib/platforms/extensions/scripts.js
/** What changes the machine itself before files are written: packages, groups, users. Run as root. */
function machineScripts({ packages, groups, users }) {
    return [...packages.map(scripts_installation), ...groups.map(group), ...users.map(user)];
}
/** Starts and stops of services, once files are there and commands have run. */
function serviceScripts({ services }) {
    return services.flatMap(scripts_service);
}
function scripts_installation({ by, name, versions }) {
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
    return { says: `${directory} from ${scripts_wordsOf(from)}`, script };
}
/** Fetches the bytes of a file to a place. */
function fetched(from, place) {
    return { says: `${place} from ${scripts_wordsOf(from)}`, script: `set -e\n${fetching(from, quote(place))}` };
}
function fetching(from, place) {
    switch (from.kind) {
        case 'url':
            return `curl --fail --silent --show-error --location --retry 3 --max-time 600 --output ${place} ${quote(from.url)}`;
        case 's3':
            return `aws s3 cp --only-show-errors ${quote(`s3://${from.bucket}/${from.key}`)} ${place}`;
    }
}
function scripts_wordsOf(from) {
    // What stands behind a question mark may be a signature.
    return from.kind === 'url' ? (from.url.split('?')[0] ?? '') : `s3://${from.bucket}/${from.key}`;
}
/** Owner and mode of a file that has been written to `place`; without an owner it stays whose it is. */
function owned({ owner, group: of, mode }, place) {
    const rights = mode.slice(-4);
    const change = owner === '' ? '' : `chown ${quote(`${owner}:${of}`)} ${quote(place)} && `;
    return { says: `${place} is ${mode}`, script: `${change}chmod ${quote(rights)} ${quote(place)}` };
}
function scripts_service({ name, enabled, ensureRunning, isRestarted }) {
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

;// CONCATENATED MODULE: ./lib/platforms/extensions/extension.js
/** The keys of a file that are for the instance, in Beanstalk's order. Which of them mean something on a kind of machine is its dialect's to say. */
const instanceKeys = (/* unused pure expression or super */ null && ([
    'packages',
    'groups',
    'users',
    'sources',
    'files',
    'commands',
    'services',
    'container_commands',
]));
/** In the order in which Beanstalk installs by them; `yum` is `dnf` on Amazon Linux 2023. */
const packageSources = ['rpm', 'yum', 'rubygems', 'python'];

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
            const all = membersOf(node);
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
function membersOf(map) {
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
function given(values) {
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
            ...given({
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
    return [{ directory, from: originOf(url, undefined) }];
}
/** A file of the machine. */
function read_files_fileOf({ name: path, node }, from, { absolute, example, fileKeys }) {
    const members = from.members(node, `the file ${path}`, fileKeys);
    const at = (name) => reading_named(members, name).map((value) => from.text(value, name))[0];
    if (!absolute.test(path))
        from.report(node, `"${path}" is not an absolute path.`, `Write one as in ${example}.`);
    const mode = at('mode') ?? '000644';
    if (!/^[0-7]{3,6}$/.test(mode))
        from.report(node, `"${mode}" is not a mode.`, 'Write it octal, as in "000644".');
    const content = contentOf(at, mode);
    if (content === undefined) {
        from.report(node, `The file ${path} has neither content nor source, or both.`, 'Write one of content, source.');
        return [];
    }
    return [{ path, mode, owner: at('owner') ?? 'root', group: at('group') ?? 'root', content }];
}
function contentOf(at, mode) {
    const [text, source] = [at('content'), at('source')];
    if ((text === undefined) === (source === undefined))
        return undefined;
    if (source !== undefined)
        return { kind: 'fetched', from: originOf(source, at('authentication')) };
    if (mode.startsWith('120'))
        return { kind: 'link', to: (text ?? '').trim() };
    return { kind: at('encoding') === 'base64' ? 'base64' : 'text', text: text ?? '' };
}
/** An authentication is that of the instance's role, which the object in S3 is read with. */
function originOf(url, authentication) {
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
    throw new BeanpoleError('settings', words.join('\n'), { problems });
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
        packages: inOrder(list('packages', (member) => packagesOf(member, from, dialect))),
        installers: list('packages', (member) => (member.name === 'msi' ? installersOf(member, from) : [])),
        groups: list('groups', ({ name, node }) => [groupOf(name, node, from)]),
        users: list('users', ({ name, node }) => [userOf(name, node, from)]),
        sources: list('sources', (member) => archiveOf(member, from, dialect)),
        files: byName(list('files', (member) => read_files_fileOf(member, from, dialect)), ({ path }) => path),
        commands: byName(list('commands', (member) => commandOf(member, from, 'commands', dialect)), ({ name }) => name),
        services: list('services', (member) => servicesOf(member, from, dialect)),
        containerCommands: byName(list('container_commands', (member) => commandOf(member, from, 'container_commands', dialect)), ({ name }) => name),
    };
}
function inOrder(packages) {
    return packageSources.flatMap((by) => packages.filter((one) => one.by === by));
}
function byName(items, name) {
    return items.toSorted((one, other) => (name(one) < name(other) ? -1 : 1));
}
function packagesOf({ name: by, node }, from, { packages }) {
    if (!packages.includes(by))
        from.report(node, `Packages cannot be installed by "${by}" here.`, `Accepted: ${packages.join(', ')}.`);
    const source = packageSources.find((one) => one === by);
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
        return [{ name, from: originOf(url, undefined) }];
    });
}
function groupOf(name, node, from) {
    const [gid] = reading_named(from.members(node, `the group ${name}`, ['gid']), 'gid').map((value) => from.text(value, 'gid'));
    return { name, ...given({ gid }) };
}
function userOf(name, node, from) {
    const members = from.members(node, `the user ${name}`, ['uid', 'groups', 'homeDir']);
    const [uid] = reading_named(members, 'uid').map((value) => from.text(value, 'uid'));
    const [homeDir] = reading_named(members, 'homeDir').map((value) => from.text(value, 'homeDir'));
    return {
        name,
        groups: reading_named(members, 'groups').flatMap((value) => from.texts(value, 'groups')),
        ...given({ uid, homeDir }),
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
        return { name, isRestarted, ...given({ enabled: at('enabled'), ensureRunning: at('ensureRunning') }) };
    });
}

;// CONCATENATED MODULE: ./lib/agent/timeline.js
/** A timeline that tells `say` about the end of each step. `before`: real milliseconds from the start of user data to that of the agent. */
function timeline(say, before) {
    const done = before === undefined ? [] : [lap('agent', before)];
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
                const ms = performance.now() - began;
                done.push(lap(step, ms));
                say(`${step} ${seconds(ms)}`);
            }
        },
        laps: () => done,
        summary: () => done.map((one) => `${one.step} ${seconds(one.seconds * 1_000)}`).join(', '),
    };
}
function lap(step, ms) {
    return { step, seconds: Math.round(ms / 100) / 10 };
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

;// CONCATENATED MODULE: ./lib/agent/extensions/commands.js



/** AWS milliseconds that a command which must restart the machine has to do so. */
const restartLimitMs = 15 * 60_000;
/** Runs a command of a file, once, and waits as it asks: a restart of the machine may be on its way. */
async function runCommand(key, file, command, work) {
    const { wait = 0, name } = command;
    const { journal, clock, until, progress } = work;
    let ran = 'no';
    const done = await progress.command(`${file} ${key} ${name}`, async () => {
        ran = await carryOut(file, command, work);
    });
    if (done === 'before')
        return journal.say(`${file}: ${name} was done before the restart.`);
    if (wait === 0 || ran === 'no')
        return;
    journal.say(`${file}: ${name}: waiting ${wait === 'forever' ? 'for a restart' : `${wait} s for a restart`}.`);
    await clock.wait(wait === 'forever' ? restartLimitMs : wait * 1_000, until);
    if (wait === 'forever')
        throw failure(`${file}: the restart that ${name} waits for (waitAfterCompletion: forever) did not come in 15 min.`);
}
async function carryOut(file, command, work) {
    const { journal, host } = work;
    const { name, test, leaderOnly, cwd = '/' } = command;
    const environment = { ...work.environment, ...command.env };
    (0,external_node_fs_namespaceObject.mkdirSync)(cwd, { recursive: true });
    const run = (line) => host.run({ environment, ...work.inDirectory(line, cwd), as: 'root', step: name }).finally(() => journal.flush());
    if (test !== undefined && (await run(test)).code !== 0) {
        journal.say(`${file}: ${name} is not run, as its test says no.`);
        return 'no';
    }
    journal.say(`${file}: ${name}${leaderOnly ? ', on one instance' : ''}: $ ${command.command.split('\n')[0]}`);
    if (leaderOnly) {
        await work.lead(file, command, cwd).catch((error) => {
            if (!command.ignoreErrors)
                throw error;
            journal.say(`${file}: ${reasonOf(error)} It may (ignoreErrors).`);
        });
        return 'yes';
    }
    const exit = await run(command.command);
    if (exit.code === 0)
        return 'yes';
    const words = `${file}: the command ${name} ${exitWords(exit)}`;
    if (!command.ignoreErrors)
        throw failure(`${words}${lastOf(journal.lastLines())}`);
    journal.say(`${words}, which it may (ignoreErrors).`);
    return 'yes';
}
function lastOf(lines) {
    const last = lines.at(-1);
    return last === undefined ? '.' : `: ${last.trim().slice(0, 300)}`;
}

;// CONCATENATED MODULE: ./lib/agent/install.js


/** Runs commands one after the other. Throws with the one that failed, how it ended and its own first words about it. */
async function runAll(work, steps) {
    const { host, journal, failed, directory, environment, as, step } = work;
    for (const { says, command } of steps) {
        const brief = says.split('\n')[0] ?? says;
        journal.say(`$ ${brief}`);
        const exit = await host.run({ command, directory, environment, as, step });
        journal.flush();
        if (exit.code !== 0)
            throw failure(`${failed}, "${brief}" ${exitWords(exit)}${complaint(journal.lastLines())}`);
    }
}
/** The line that names the trouble, also by a class as `ArgumentError`; where none does, the last one. */
function complaint(lines) {
    const line = lines.find((one) => /\b(\w*error|fatal|not found|no such|could not)\b/i.test(one)) ?? lines.at(-1);
    return line === undefined ? '.' : `: ${line.trim().slice(0, 300)}`;
}

;// CONCATENATED MODULE: ./lib/agent/extensions/place.js


/** Puts a file of `.ebextensions` where it belongs. What stands there is kept beside it, as `.bak`. */
async function place(name, { content }, { to, work, fetch }) {
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(to), { recursive: true });
    if ((0,external_node_fs_namespaceObject.existsSync)(to))
        (0,external_node_fs_namespaceObject.renameSync)(to, `${to}.bak`);
    switch (content.kind) {
        case 'link':
            (0,external_node_fs_namespaceObject.rmSync)(to, { force: true });
            (0,external_node_fs_namespaceObject.symlinkSync)(content.to, to);
            work.journal.say(`${name}: ${to} leads to ${content.to}`);
            return 'link';
        case 'text':
        case 'base64':
            // No one but root may read it before it has its mode.
            (0,external_node_fs_namespaceObject.writeFileSync)(to, Buffer.from(content.text, content.kind === 'text' ? 'utf8' : 'base64'), { mode: 0o600 });
            return 'file';
        case 'fetched':
            await fetch(content.from);
            return 'file';
    }
}

;// CONCATENATED MODULE: ./lib/agent/extensions/linux.js




/** Amazon Linux: by bash, and nothing of a machine that others live on. */
function linuxDeeds(work) {
    const { host } = work;
    const at = (path) => (0,external_node_path_namespaceObject.join)(host.root, path);
    const isOwn = host.root === '/';
    return {
        install: (extension) => machineWide(extension, machineScripts(extension), work),
        unpack: (file, archive) => linux_carryOut(file, [unpacked(archive, at(archive.directory))], work),
        place: async (file, one) => {
            const to = at(one.path);
            const placed = await place(file, one, { to, work, fetch: (from) => linux_carryOut(file, [fetched(from, to)], work) });
            if (placed === 'file')
                await linux_carryOut(file, [owned(isOwn ? one : { ...one, owner: '', group: '' }, to)], work);
        },
        serve: (extension) => machineWide(extension, serviceScripts(extension), work),
        directoryOf: ({ cwd }) => at(cwd ?? '/'),
    };
}
async function machineWide({ file }, scripts, work) {
    const { host, journal } = work;
    if (host.root === '/')
        return linux_carryOut(file, scripts, work);
    for (const { says } of scripts)
        journal.say(`${file}: passed over, as others share this machine: ${says}`);
}
function linux_carryOut(file, scripts, work) {
    const steps = scripts.map(({ says, script }) => ({ says: `${file}: ${says}`, command: ['sh', '-c', script] }));
    return runAll({ ...work, as: 'root', step: 'extensions', failed: `${file} failed` }, steps);
}

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./lib/agent/extensions/progress.js


/** Notes in a file; `bootedAt` says when the machine was started, in milliseconds since the epoch. */
function progress(file, bootedAt = () => Date.now() - (0,external_node_os_namespaceObject.uptime)() * 1_000) {
    const notes = (0,external_node_fs_namespaceObject.existsSync)(file) ? JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8')) : {};
    const note = (what, one) => {
        notes[what] = one;
        // Beside it first: a restart in the middle must not leave half a file.
        (0,external_node_fs_namespaceObject.writeFileSync)(`${file}.next`, JSON.stringify(notes));
        (0,external_node_fs_namespaceObject.renameSync)(`${file}.next`, file);
    };
    const carryOut = async (what, deed) => {
        const begun = Date.now();
        note(what, { begun, isDone: false });
        await deed();
        note(what, { begun, isDone: true });
        return 'now';
    };
    return {
        step: async (what, deed) => (notes[what]?.isDone ? 'before' : carryOut(what, deed)),
        command: async (what, deed) => {
            const former = notes[what];
            if (former !== undefined && (former.isDone || former.begun < bootedAt()))
                return 'before';
            return carryOut(what, deed);
        },
    };
}
/** Where no command restarts the machine there is nothing to remember: what was cut off is done from its start. */
const noProgress = { step: always, command: always };
async function always(_, deed) {
    await deed();
    return 'now';
}

;// CONCATENATED MODULE: ./lib/platforms/extensions/powershell.js
/** Begins every script: what fails ends it, and progress bars are not drawn for nobody. */
const head = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
`;
/** Brings the file of BEANPOLE_URL, or the object of BEANPOLE_BUCKET and BEANPOLE_KEY, in three tries. */
const saving = `[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
function Save-Origin([string] $file) {
  for ($try = 1; ; $try++) {
    try {
      if ($env:BEANPOLE_URL) { Invoke-WebRequest -UseBasicParsing -Uri $env:BEANPOLE_URL -OutFile $file -TimeoutSec 600 }
      else { Read-S3Object -BucketName $env:BEANPOLE_BUCKET -Key $env:BEANPOLE_KEY -File $file -Region $env:AWS_REGION | Out-Null }
      return
    } catch {
      Write-Output "Try $try of 3 failed: $($_.Exception.Message)"
      if ($try -ge 3) { throw }
      Start-Sleep -Seconds 3
    }
  }
}
$temporary = Join-Path $env:TEMP "beanpole-$([Guid]::NewGuid())"
`;
/** For the PowerShell 5.1 that every Windows Server has; the same for every file. */
const windowsScripts = {
    /** A package of Windows Installer. 3010 and 1641 ask for a restart of Windows: that is for a command to do. */
    installer: `${head}${saving}$package = "$temporary.msi"
$log = "$temporary.log"
try {
  Save-Origin $package
  $process = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', ('"{0}"' -f $package), '/qn', '/norestart', '/l*', ('"{0}"' -f $log) -Wait -PassThru
  if ($process.ExitCode -notin 0, 1641, 3010) {
    Get-Content -Path $log -Tail 20 -ErrorAction SilentlyContinue | Write-Output
    throw "msiexec.exe ended with exit code $($process.ExitCode)."
  }
  if ($process.ExitCode -ne 0) { Write-Output "The package asks for a restart of Windows, which nobody does unless a command says so." }
} finally {
  Remove-Item -Path $package, $log -ErrorAction SilentlyContinue
}
`,
    /** An archive for a directory. */
    archive: `${head}${saving}$archive = "$temporary.zip"
try {
  Save-Origin $archive
  New-Item -ItemType Directory -Force -Path $env:BEANPOLE_TARGET | Out-Null
  Expand-Archive -LiteralPath $archive -DestinationPath $env:BEANPOLE_TARGET -Force
} finally {
  Remove-Item -Path $archive -ErrorAction SilentlyContinue
}
`,
    /** The bytes of a file. */
    file: `${head}${saving}Save-Origin $env:BEANPOLE_TARGET
`,
    /** A service of Windows: how it starts with it, and whether it runs now. */
    service: `${head}$name = $env:BEANPOLE_SERVICE
if ($env:BEANPOLE_STARTUP) { Set-Service -Name $name -StartupType $env:BEANPOLE_STARTUP }
switch ($env:BEANPOLE_STATE) {
  'started' { Start-Service -Name $name }
  'restarted' { Restart-Service -Name $name -Force }
  'stopped' { Stop-Service -Name $name -Force }
}
`,
};
/** Installs a package. */
function installed({ name, from }) {
    return { says: `package ${name}`, name: 'installer', variables: originIn(from) };
}
/** Unpacks an archive into a directory. */
function expanded({ from }, directory) {
    return {
        says: `archive for ${directory}`,
        name: 'archive',
        variables: { ...originIn(from), BEANPOLE_TARGET: directory },
    };
}
/** Fetches the bytes of a file to a place. */
function saved(from, place) {
    return { says: `bytes of ${place}`, name: 'file', variables: { ...originIn(from), BEANPOLE_TARGET: place } };
}
/** Starts, restarts and stops a service, now and with Windows. */
function serviced(service) {
    const { name, enabled } = service;
    const startup = enabled === undefined ? '' : enabled ? 'Automatic' : 'Manual';
    const state = stateOf(service);
    const words = [startup.toLowerCase(), state].filter((word) => word !== '').join(', ');
    const variables = { BEANPOLE_SERVICE: name, BEANPOLE_STARTUP: startup, BEANPOLE_STATE: state };
    return { says: `service ${name}: ${words === '' ? 'as it is' : words}`, name: 'service', variables };
}
/** What the same file has changed is a reason to restart, unless it shall not run. */
function stateOf({ ensureRunning, isRestarted }) {
    if (ensureRunning === false)
        return 'stopped';
    if (isRestarted)
        return 'restarted';
    return ensureRunning === true ? 'started' : '';
}
/** Both kinds are told, so that nothing of an application's own environment can stand for one. */
function originIn(from) {
    return from.kind === 'url'
        ? { BEANPOLE_URL: from.url, BEANPOLE_BUCKET: '', BEANPOLE_KEY: '' }
        : { BEANPOLE_URL: '', BEANPOLE_BUCKET: from.bucket, BEANPOLE_KEY: from.key };
}

;// CONCATENATED MODULE: ./lib/agent/extensions/windows.js






/** Windows Server: by PowerShell. What was done before a command restarted Windows is not done again. */
function windowsDeeds(work) {
    const { host, progress } = work;
    const at = (path) => ((0,external_node_path_namespaceObject.isAbsolute)(path) ? path : (0,external_node_path_namespaceObject.join)(host.root, path));
    const run = (file, script) => windows_carryOut(file, script, work);
    const once = async (file, script) => void (await progress.step(`${file} ${script.says}`, () => run(file, script)));
    return {
        install: async ({ file, installers }) => {
            for (const one of installers)
                await once(file, installed(one));
        },
        unpack: (file, archive) => once(file, expanded(archive, at(archive.directory))),
        place: async (file, one) => {
            const to = at(one.path);
            const fetch = (from) => run(file, saved(from, to));
            await progress.step(`${file} file ${to}`, async () => void (await place(file, one, { to, work, fetch })));
        },
        serve: async ({ file, services }) => {
            for (const one of services)
                await once(file, serviced(one));
        },
        directoryOf: ({ cwd }) => at(cwd ?? 'C:/Windows/System32'),
    };
}
function windows_carryOut(file, { says, name, variables }, work) {
    const folder = (0,external_node_path_namespaceObject.join)(work.directory, beanpoleFolder, 'extensions');
    (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true });
    const script = (0,external_node_path_namespaceObject.join)(folder, `${name}.ps1`);
    (0,external_node_fs_namespaceObject.writeFileSync)(script, windowsScripts[name]);
    const options = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
    const step = { says: `${file}: ${says}`, command: ['powershell.exe', ...options, '-File', script] };
    const environment = { ...work.environment, ...variables };
    return runAll({ ...work, environment, as: 'root', step: 'extensions', failed: `${file} failed` }, [step]);
}

;// CONCATENATED MODULE: ./lib/agent/extensions/extensions.js






/**
 * What the `.ebextensions` of a release ask for, one file after the other, each in Beanstalk's order of keys. As Beanstalk has it, another configuration of the
 * same version is no reason to run them, and a reboot none either.
 */
function extensions(occasion, { system, release, time, ...rest }) {
    const asked = occasion === 'hooks' ? extensionsIn(release.source, system) : [];
    const commands = asked.filter(({ containerCommands }) => containerCommands.length > 0);
    const { directory } = release;
    const { inDirectory, remembers, deeds } = manners[system];
    // On Windows a command may restart the machine, and everything goes on behind it.
    const notes = remembers && asked.length > 0 ? progress(`${directory}.extensions.json`) : noProgress;
    const work = { ...rest, directory, progress: notes, inDirectory: inDirectory(rest.host.shell, directory) };
    return {
        /** Before the application's own scripts: packages, groups, users, sources, files, commands, services. */
        machine: async () => {
            if (asked.length === 0)
                return;
            await time.step('extensions', async () => {
                await work.host.expectRestart?.();
                for (const extension of asked)
                    await changeBy(extension, deeds(work), work);
            });
        },
        /** Once it is installed, before it starts: `container_commands`, in the release and with its environment. */
        release: async (environment) => {
            if (commands.length === 0)
                return;
            await time.step('container_commands', () => runContainerCommands(commands, { ...work, environment }));
        },
    };
}
const manners = {
    linux: {
        deeds: linuxDeeds,
        remembers: false,
        // A command begins in the release, which the host gives to the application's user.
        inDirectory: (_, release) => (line, to) => ({
            command: ['sh', '-c', `cd "$1" && { ${line}\n}`, 'sh', to],
            directory: release,
        }),
    },
    windows: {
        deeds: windowsDeeds,
        remembers: true,
        inDirectory: (shell) => (line, to) => ({ command: [...shell, line], directory: to }),
    },
};
async function changeBy(extension, to, work) {
    const { file, sources, files, commands } = extension;
    await to.install(extension);
    for (const source of sources)
        await to.unpack(file, source);
    for (const one of files)
        await to.place(file, one);
    for (const command of commands)
        await runCommand('commands', file, { ...command, cwd: to.directoryOf(command) }, work);
    await to.serve(extension);
}
async function runContainerCommands(extensions, work) {
    for (const { file, containerCommands } of extensions)
        for (const command of containerCommands) {
            const cwd = within(work.directory, command.cwd ?? '');
            await runCommand('container_commands', file, { ...command, cwd }, work);
        }
}
function within(directory, path) {
    return process.platform === 'win32' && (0,external_node_path_namespaceObject.isAbsolute)(path) ? path : (0,external_node_path_namespaceObject.join)(directory, path);
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
        throw failure(`${artifact.title} in ${fetch_place(artifact)} has the sha256 ${arrived}, not ${sha256}.`);
    }
    (0,external_node_fs_namespaceObject.renameSync)(partial, file);
}
function unreached(artifact, cause) {
    const words = cause instanceof AwsRefusal ? `${cause.code}: ${cause.message}` : cause.message;
    return failure(`${artifact.title} could not be fetched from ${fetch_place(artifact)}: ${words}`, { cause });
}
function fetch_place({ bucket, key }) {
    return `s3://${bucket}/${key}`;
}
async function digest(file) {
    const hash = (0,external_node_crypto_namespaceObject.createHash)('sha256');
    await (0,promises_namespaceObject.pipeline)((0,external_node_fs_namespaceObject.createReadStream)(file), hash);
    return hash.digest('hex');
}

;// CONCATENATED MODULE: ./lib/agent/hooks.js



function hooks({ release: { directory, source }, occasion, time, work }) {
    return async (moment) => {
        const folder = `.platform/${occasion}/${moment}/`;
        const scripts = source.files.filter((file) => file.startsWith(folder) && !file.slice(folder.length).includes('/'));
        if (occasion === undefined || scripts.length === 0)
            return;
        const steps = scripts.sort(byBytes).map((file) => ({ says: file, command: [(0,external_node_path_namespaceObject.join)(directory, file)] }));
        for (const { command } of steps)
            (0,external_node_fs_namespaceObject.chmodSync)(command[0] ?? '', 0o755);
        const own = { ...work, directory, as: 'root', step: moment, failed: `The ${moment} hook failed` };
        await time.step(moment, () => runAll(own, steps));
    };
}
function byBytes(one, other) {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

;// CONCATENATED MODULE: ./lib/agent/claim.js


/** Real milliseconds after which a claim that is not renewed is free; renewed six times in that time, given up by its own holder before it is over. */
function leaseMs(clock) {
    return Math.max(clock.limit(60_000), leastLeaseMs);
}
const leastLeaseMs = 6_000;
const renewals = 6;
/** How often a task is begun: one that takes its machine down must not take down all of them. */
const mostRuns = 3;
const claim_lookMs = 2_000;
/**
 * Takes the task, or waits until it is done or has failed elsewhere. An instance that holds it and renews it no more is succeeded: that it is silent is
 * measured by the clock of the one who waits, so that no two clocks need to agree. Rejects when the signal comes first.
 */
async function claimOrAwait(claimant, signal) {
    const { aws, clock, place, instance } = claimant;
    const mine = { schema: 1, state: 'running', instance, claim: (0,external_node_crypto_namespaceObject.randomUUID)(), run: 1, beat: 0 };
    const etag = await writeIf(aws, place, JSON.stringify(mine), 'none');
    if (etag !== undefined)
        return { record: mine, etag };
    let seen = { etag: '', at: 0 };
    for (;;) {
        signal.throwIfAborted();
        const held = await read(aws, place);
        const record = JSON.parse(held.text);
        // Ours, when only the answer to our write was lost.
        if (record.claim === mine.claim)
            return { record, etag: held.etag };
        if (record.state !== 'running')
            return record;
        if (seen.etag !== held.etag)
            seen = { etag: held.etag, at: performance.now() };
        if (performance.now() - seen.at >= leaseMs(clock)) {
            const succeeded = await succeed(claimant, mine, { record, etag: held.etag });
            if (succeeded !== undefined)
                return succeeded;
        }
        await clock.wait(claim_lookMs, signal);
    }
}
async function succeed({ aws, place }, mine, silent) {
    const { run } = silent.record;
    const next = run < mostRuns
        ? { ...mine, run: run + 1 }
        : { ...silent.record, state: 'failed', reason: `It was begun ${run} times, and no instance came to its end.` };
    const etag = await writeIf(aws, place, JSON.stringify(next), silent);
    if (etag === undefined)
        return undefined;
    return next.state === 'running' ? { record: next, etag } : next;
}
/** Renews a claim until it is settled. */
function keepClaim({ aws, clock, place }, claim) {
    const lost = new AbortController();
    const over = new AbortController();
    const lease = leaseMs(clock);
    let { record, etag } = claim;
    // A renewal counts from its beginning: it may have arrived at any moment since then.
    let sureAt = performance.now();
    const watch = setInterval(() => {
        if (performance.now() - sureAt > (lease * 2) / 3)
            lost.abort(new Error('It could not be renewed in time.'));
    }, lease / 30);
    async function write(next) {
        const began = performance.now();
        const written = (await writeIf(aws, place, JSON.stringify(next), { etag })) ?? (await answerLost(next));
        if (written === undefined)
            throw new Error('Another instance has taken it over.');
        [record, etag, sureAt] = [next, written, began];
    }
    /** A write that is repeated because its answer was lost finds its own tag gone. */
    async function answerLost(next) {
        const held = await read(aws, place);
        return held.text === JSON.stringify(next) ? held.etag : undefined;
    }
    async function renew() {
        for (;;) {
            await claim_pause(lease / renewals, over.signal);
            if (over.signal.aborted || lost.signal.aborted)
                return;
            await write({ ...record, beat: record.beat + 1 });
        }
    }
    const renewing = renew().catch((error) => lost.abort(error));
    const end = () => {
        over.abort();
        clearInterval(watch);
    };
    return {
        lost: lost.signal,
        end,
        settle: async (outcome) => {
            end();
            await renewing;
            lost.signal.throwIfAborted();
            await write({ ...record, ...outcome });
        },
    };
}
/** Real milliseconds, ended early by the signal. */
function claim_pause(ms, signal) {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
        }, { once: true });
    });
}

;// CONCATENATED MODULE: ./lib/agent/once.js





/** What one instance of a deployment does for all: the settings' own command, else the platform's, as Beanstalk's has one. */
function onceOf({ config, once }, workplace) {
    const shared = { suffix: '', as: 'application', workplace };
    if (config.once !== undefined)
        return { name: 'deploy.once', ...shared, ...config.once };
    return once === undefined ? undefined : { name: 'The platform’s command', ...shared, command: once, timeout: 1_200 };
}
const linesKept = 5;
/**
 * Sees to it that the command has run once for this deployment: here, or on another instance, which is waited for. Throws when it failed, wherever that was.
 * An instance that comes later, or back after a reboot, finds it done.
 */
async function runOnce(world, description, task) {
    const { home, journal, clock, until } = world;
    const { bucket, environment, deployment } = description;
    const { name } = task;
    const record = `${deployment}${task.suffix}`;
    const mark = (0,external_node_path_namespaceObject.join)(home, 'once', record);
    if ((0,external_node_fs_namespaceObject.existsSync)(mark))
        return;
    const timeout = AbortSignal.timeout(clock.limit(task.timeout * 1_000));
    const signal = AbortSignal.any([until, timeout]);
    const place = { bucket, key: `environments/${environment}/once/${record}.json` };
    const claimant = { ...world, place };
    const turn = await claimOrAwait(claimant, signal).catch((cause) => {
        until.throwIfAborted();
        const why = timeout.aborted ? `no instance came to its end within ${task.timeout} s` : reasonOf(cause);
        throw failure(`The command of ${name} could not be waited for: ${why}.`, { cause });
    });
    if ('etag' in turn)
        await lead({ world, claimant, task, timeout, signal }, turn);
    else
        follow(turn, task);
    journal.say('etag' in turn ? `${name} ran here.` : `${name} ran on ${turn.instance}.`);
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.join)(home, 'once'), { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)(mark, '');
}
function follow({ state, instance, reason }, { name, command }) {
    if (state === 'failed')
        throw failure(`${name}, "${command}", failed on instance ${instance}: ${reason}`);
}
async function lead({ world, claimant, task, timeout, signal }, claim) {
    const { journal } = world;
    const { run, instance } = claim.record;
    const why = run === 1 ? '' : `, for the ${run}. time, as the instance before fell silent`;
    journal.say(`${task.name} runs here${why}: $ ${task.command}`);
    const keeper = keepClaim(claimant, claim);
    try {
        const reason = await once_carryOut(world, task, { timeout, signal: AbortSignal.any([signal, keeper.lost]) });
        await keeper.settle(reason === undefined ? { state: 'done' } : { state: 'failed', reason });
        if (reason !== undefined)
            throw failure(`${task.name}, "${task.command}", failed on this instance: ${reason}`);
    }
    catch (cause) {
        if (!keeper.lost.aborted)
            throw cause;
        const lost = `${task.name}, "${task.command}", lost its claim on instance ${instance}`;
        throw failure(`${lost}: ${reasonOf(keeper.lost.reason)}`, { cause });
    }
    finally {
        keeper.end();
    }
}
/** Why the command failed; nothing when it did not. What the stop of this instance cuts short is another one's to do: the claim runs out. */
async function once_carryOut({ host, journal, until }, { command, timeout: seconds, workplace, as }, { timeout, signal }) {
    const exit = await host.run({
        ...workplace,
        command: [...host.shell, command],
        as,
        step: 'once',
        signal,
    });
    journal.flush();
    until.throwIfAborted();
    if (exit.code === 0)
        return undefined;
    const ended = timeout.aborted ? `was still running after ${seconds} s` : exitWords(exit);
    return `it ${ended}${said(journal.lastLines())}`;
}
/** Its own last lines, on one. */
function said(lines) {
    return lines.length === 0 ? '.' : `: ${lines.slice(-linesKept).join(' | ').slice(0, 500)}`;
}

;// CONCATENATED MODULE: ./lib/agent/leader.js


/** Seconds for a command of the leader, the wait of the other instances included. */
const leaderTimeout = 1_200;
/** Runs a command of `.ebextensions` on one instance of the deployment. The others wait for its end, where Beanstalk's go on without it. */
function leader({ world, description, workplace }) {
    return async (file, { name, command, env }, directory) => {
        const place = { directory, environment: { ...workplace.environment, ...env } };
        // Files may have commands of the same name.
        const suffix = `-${(0,external_node_path_namespaceObject.basename)(file, '.config')}-${name}`.replace(/[^\w.-]/g, '_');
        const task = { name: `container_commands ${name}`, suffix, as: 'root', command, timeout: leaderTimeout };
        await runOnce(world, description, { ...task, workplace: place });
    };
}

;// CONCATENATED MODULE: ./lib/agent/leadership.js

/** The variable by which Beanstalk's scripts know that they run on the leader. It is not documented, and everywhere. */
const variable = 'EB_IS_COMMAND_LEADER';
/** What scripts of a release are told about the leader; nobody is asked where none are due. */
async function leaderVariables(world, description, { release, occasion }) {
    const folders = occasion === 'hooks' ? ['.platform/hooks/', '.ebextensions/'] : [`.platform/${occasion}/`];
    const isDue = release.source.files.some((file) => folders.some((folder) => file.startsWith(folder)));
    return isDue && (await isLeader(world, description)) ? { [variable]: 'true' } : {};
}
/**
 * The first instance of the deployment that asks is the leader, and stays it. As under Beanstalk the others do not wait for it, and nobody comes in its place: what
 * has to run once and be done is for `deploy.once` or `leader_only`.
 */
async function isLeader({ aws, instance }, { bucket, environment, deployment }) {
    const place = { bucket, key: `environments/${environment}/once/${deployment}-leader.json` };
    const mine = await writeIf(aws, place, JSON.stringify({ schema: 1, instance }), 'none');
    if (mine !== undefined)
        return true;
    const { instance: leader } = JSON.parse((await read(aws, place)).text);
    return leader === instance;
}

;// CONCATENATED MODULE: ./lib/agent/make.js


/** Installs and builds what the release needs, once. */
async function make({ world: { host, journal }, platform, release, environment, time }) {
    const { directory, source } = release;
    const work = { host, journal, environment, directory, as: 'application' };
    const [install, construct] = release.has('installed')
        ? [[], []]
        : [installation(platform, source), building(platform, source)];
    await time.step('install', async () => {
        if (install.length === 0)
            journal.say('Nothing is to be installed.');
        await runAll({ ...work, step: 'install', failed: 'The installation failed' }, install);
    });
    if (construct.length > 0) {
        await time.step('build', () => runAll({ ...work, step: 'build', failed: 'The build failed' }, construct));
    }
    release.mark('installed');
}
/** Whether nothing of a release is to be installed or built. */
function make_isBuilt(platform, { source }) {
    return installation(platform, source).length === 0 && building(platform, source).length === 0;
}

;// CONCATENATED MODULE: ./lib/agent/other-doors.js

/** Between the port of the application's `web` and that of its next process, as Procfile runners count. */
const step = 100;
/** The application's own wish of a port, the variable `PORT`, or its platform's; the proxy follows either. Throws for what is no port: a reference is known only here. */
function preferredPort(wish, usual) {
    if (wish === undefined)
        return usual;
    const port = Number(wish);
    if (Number.isInteger(port) && port >= 1_024 && port <= 65_000)
        return port;
    // Not the value: it may have come from a secret.
    throw failure('The variable PORT is no port that the application could have: a whole number from 1024 to 65000.');
}
/** None of them is one that the proxy has to listen on. */
async function choosePorts({ processes = {} }, preferred, choose) {
    const taken = Object.values(processes).map((process) => process.port);
    const port = await freeOf(taken, preferred, choose);
    const others = [];
    for (const [name, { port: listens, protocol }] of Object.entries(processes)) {
        const own = await freeOf(taken, port + step * (others.length + 1), choose);
        others.push({ name, listens, protocol, port: own });
    }
    const variables = { PORT: `${port}`, ...portVariables(others) };
    return { port, variables, ...(others.length === 0 ? {} : { others }) };
}
async function freeOf(taken, preferred, choose) {
    const port = await choose(preferred);
    return taken.includes(port) ? freeOf(taken, port + 1, choose) : port;
}
/** What tells the application where to listen: `PORT_BIG_FILES` for the process `big-files`. */
function portVariables(doors) {
    return Object.fromEntries(doors.map(({ name, port }) => [`PORT_${name.toUpperCase().replaceAll('-', '_')}`, `${port}`]));
}
/** For a process that speaks no HTTP the part of nginx that carries connections as they come. */
function withPipes(version, { processes = {} }) {
    const pipes = Object.values(processes).some(({ protocol }) => protocol === 'TCP' || protocol === 'UDP');
    return pipes ? { ...version, packages: [...version.packages, 'nginx-mod-stream'] } : version;
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



const stages = ['installed', 'deployed'];
/** Unpacks a bundle into `releases/<sha256>`: beside it first, so that a half one never has the name. */
async function makeRelease(home, sha256, bundle) {
    const directory = directoryOf(home, sha256);
    const list = `${directory}.files`;
    const markOf = (stage) => `${directory}.${stage}`;
    if (!(0,external_node_fs_namespaceObject.existsSync)(list)) {
        const partial = `${directory}.partial`;
        for (const left of [partial, directory, ...stages.map(markOf)])
            (0,external_node_fs_namespaceObject.rmSync)(left, { recursive: true, force: true });
        (0,external_node_fs_namespaceObject.mkdirSync)(partial, { recursive: true });
        const files = await unpack(bundle, partial);
        (0,external_node_fs_namespaceObject.renameSync)(partial, directory);
        (0,external_node_fs_namespaceObject.writeFileSync)(list, JSON.stringify(files));
    }
    return {
        directory,
        source: sourceOf(directory, JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(list, 'utf8'))),
        has: (stage) => (0,external_node_fs_namespaceObject.existsSync)(markOf(stage)),
        mark: (stage) => (0,external_node_fs_namespaceObject.writeFileSync)(markOf(stage), ''),
    };
}
/** Makes a release the current one, in one step of the file system: there is no moment without one. */
function makeCurrent(home, { directory }) {
    release_lead((0,external_node_path_namespaceObject.join)(home, 'current'), directory);
}
/** Makes a link, or turns it, in one step of the file system. A directory of an image's own stays where it is: it is not ours to remove. */
function release_lead(link, directory) {
    if ((0,external_node_fs_namespaceObject.lstatSync)(link, { throwIfNoEntry: false })?.isSymbolicLink() === false)
        return;
    const next = `${link}.next`;
    (0,external_node_fs_namespaceObject.rmSync)(next, { force: true });
    (0,external_node_fs_namespaceObject.symlinkSync)(directory, next);
    // Windows renames nothing onto a link; there a version has a machine of its own, and nobody looks meanwhile.
    if (process.platform === 'win32')
        (0,external_node_fs_namespaceObject.rmSync)(link, { force: true });
    (0,external_node_fs_namespaceObject.renameSync)(next, link);
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
/** Where the release of a bundle lies. */
function directoryOf(home, sha256) {
    return (0,external_node_path_namespaceObject.join)(home, 'releases', sha256);
}
/** The tree of a release that is there. */
function releaseAt(home, sha256) {
    const directory = directoryOf(home, sha256);
    return sourceOf(directory, JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(`${directory}.files`, 'utf8')));
}
function sourceOf(directory, files) {
    const known = new Set(files);
    return { files, read: (path) => (known.has(path) ? (0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(directory, path), 'utf8') : undefined) };
}

;// CONCATENATED MODULE: ./lib/agent/static-wishes.js


/** What the settings say, and of the platform's own what the built release has. As the proxy takes it: a directory ends in a slash on both sides. */
function staticFilesOf(platform, { directory, source }, config) {
    const isFile = (path) => source.files.includes(path);
    // Not in the bundle's list alone: Rails has its assets only once the instance has compiled them.
    const isFolder = (path) => (0,external_node_fs_namespaceObject.statSync)((0,external_node_path_namespaceObject.join)(directory, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
    const there = Object.entries(platform.staticFiles).filter(([, folder]) => isFolder(folder));
    const all = Object.entries({ ...Object.fromEntries(there), ...config.staticFiles });
    const plain = all.map(([url, path]) => [url.replace(/\/+$/, ''), path.replace(/^\/+|\/+$/g, '')]);
    return Object.fromEntries(plain.map(([url, path]) => isFile(path) ? [url, (0,external_node_path_namespaceObject.join)(directory, path)] : [`${url}/`, `${(0,external_node_path_namespaceObject.join)(directory, path)}/`]));
}

;// CONCATENATED MODULE: ./lib/agent/connections.js
/** What tells the application where its database and its cache are: addresses as they are, user and password by reference. */
function connectionVariables({ database, cache }, config) {
    const name = config.database?.name;
    return {
        ...(database === undefined
            ? {}
            : {
                RDS_HOSTNAME: connections_plain(database.host),
                RDS_PORT: connections_plain(database.port),
                ...(name === undefined ? {} : { RDS_DB_NAME: connections_plain(name) }),
                RDS_USERNAME: member(database.secret, 'username'),
                RDS_PASSWORD: member(database.secret, 'password'),
                RDS_SECRET: connections_plain(database.secret),
            }),
        ...(cache === undefined
            ? {}
            : {
                CACHE_HOST: connections_plain(cache.host),
                CACHE_PORT: connections_plain(cache.port),
                ...(cache.secret === undefined ? {} : { CACHE_TOKEN: member(cache.secret, 'token') }),
            }),
    };
}
/**
 * The same as one address each, as most libraries want it; with what is resolved by now. `caFile`: the certificates that the database's own is proved by.
 * Oracle has no such address, and memcached neither.
 */
function connectionUrls(values, config, caFile) {
    const database = databaseUrl(values, config.database?.family, caFile);
    const cache = cacheUrl(values, config.cache?.engine);
    return {
        ...(caFile === undefined ? {} : { RDS_CA_BUNDLE: caFile }),
        ...(database === undefined ? {} : { DATABASE_URL: database }),
        ...(cache === undefined ? {} : { REDIS_URL: cache }),
    };
}
const schemes = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mysql', sqlserver: 'sqlserver' };
function databaseUrl(values, family, caFile) {
    const scheme = family === undefined ? undefined : schemes[family];
    const { RDS_HOSTNAME: host, RDS_PORT: port, RDS_DB_NAME: name = '', RDS_USERNAME: user, RDS_PASSWORD: word } = values;
    if (scheme === undefined || host === undefined || user === undefined || word === undefined)
        return undefined;
    // libpq and the drivers that follow it read both; those of the other engines have no common spelling, so they take RDS_CA_BUNDLE.
    const isProved = scheme === 'postgres' && caFile !== undefined;
    const proof = isProved ? `?sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile)}` : '';
    const at = `${host}:${port}${name === '' ? '' : `/${name}`}`;
    return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(word)}@${at}${proof}`;
}
function cacheUrl(values, engine) {
    const { CACHE_HOST: host, CACHE_PORT: port, CACHE_TOKEN: token } = values;
    if (host === undefined || engine === undefined || engine === 'memcached')
        return undefined;
    return `rediss://${token === undefined ? '' : `:${encodeURIComponent(token)}@`}${host}:${port}`;
}
function connections_plain(value) {
    return { kind: 'plain', value };
}
function member(id, key) {
    return { kind: 'secret', id, key };
}

;// CONCATENATED MODULE: ./lib/agent/tools/facts.js

/** Puts together what scripts written for Beanstalk may ask. */
function factsOf({ description, config, variables, port }) {
    const of = (names) => Object.fromEntries(names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])));
    const { cache: _, ...own } = description;
    const database = of(Object.keys(connectionVariables(own, config)));
    const staticFiles = Object.entries(config.staticFiles ?? {}).map(([path, place]) => `${path}=${place}`);
    return {
        optionsettings: {
            'aws:elasticbeanstalk:application:environment': of(Object.keys(config.variables)),
            'aws:elasticbeanstalk:environment:proxy': { ProxyServer: 'nginx' },
            'aws:elasticbeanstalk:environment:proxy:staticfiles': config.staticFiles ?? {},
            'aws:elasticbeanstalk:healthreporting:system': { SystemType: 'enhanced' },
            'aws:elasticbeanstalk:xray': { XRayEnabled: String(config.tracing === 'xray') },
            'aws:elasticbeanstalk:application': { 'Application Healthcheck URL': config.health.path },
        },
        environment: variables,
        container: {
            environment_name: config.environment,
            instance_port: '80',
            proxy_server: 'nginx',
            static_files: staticFiles,
            xray_enabled: String(config.tracing === 'xray'),
            default_log_list: ['/var/log/nginx/access.log', '/var/log/nginx/error.log'],
        },
        addons: description.database === undefined ? {} : { rds: { Description: 'RDS Environment variables', env: database } },
        platformconfig: {
            GeneralConfig: {
                AppUser: 'webapp',
                AppDeployDir: '/var/app/current/',
                AppStagingDir: '/var/app/staging/',
                ProxyServer: 'nginx',
                DefaultInstancePort: '80',
            },
            PlatformSpecificConfig: { ApplicationPort: String(port) },
        },
    };
}

;// CONCATENATED MODULE: ./lib/agent/tools/scripts-view.js



/** In memory on a real machine, and for root alone: secrets are among them. */
const factsIn = (root) => (0,external_node_path_namespaceObject.join)(root, 'run', 'beanpole', 'facts');
const nameOf = ({ version, config }) => `${version.sha256}-${config.sha256}.json`;
/**
 * Leads `/var/app` and the answers of `get-config` to a release. These are for scripts alone; what serves runs from the release's own directory, whichever of
 * them leads where.
 */
function showAt(root, place, home, subject) {
    const app = (0,external_node_path_namespaceObject.join)(root, 'var', 'app');
    const facts = factsIn(root);
    for (const folder of [app, facts])
        (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true });
    release_lead((0,external_node_path_namespaceObject.join)(app, place), directoryOf(home, subject.version.sha256));
    release_lead((0,external_node_path_namespaceObject.join)(facts, place), (0,external_node_path_namespaceObject.join)(facts, nameOf(subject)));
    if (place === 'current')
        for (const folder of [app, facts])
            (0,external_node_fs_namespaceObject.rmSync)((0,external_node_path_namespaceObject.join)(folder, 'staging'), { force: true });
}
/** Keeps what `get-config` tells of a release until `forget`. */
function keep(root, subject, facts) {
    const folder = factsIn(root);
    (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(folder, nameOf(subject)), JSON.stringify(facts), { mode: 0o600 });
}
/** Removes what was kept of every other release. */
function forgetAllBut(root, subject) {
    const folder = factsIn(root);
    const others = (0,external_node_fs_namespaceObject.readdirSync)(folder).filter((name) => name.endsWith('.json') && name !== nameOf(subject));
    for (const name of others)
        (0,external_node_fs_namespaceObject.rmSync)((0,external_node_path_namespaceObject.join)(folder, name));
}
/** Of the release on trial while there is one, as its scripts ask; else of the one that serves. Absent: of none yet. */
function factsAt(root) {
    for (const place of ['staging', 'current']) {
        try {
            return JSON.parse((0,external_node_fs_namespaceObject.readFileSync)((0,external_node_path_namespaceObject.join)(factsIn(root), place), 'utf8'));
        }
        catch (error) {
            if (error.code !== 'ENOENT')
                throw error;
        }
    }
    return undefined;
}
/** Puts the tools where scripts call them. On Windows Beanstalk has none of them. */
function installTools(root, home) {
    if (process.platform === 'win32')
        return;
    const folder = (0,external_node_path_namespaceObject.join)(root, 'opt', 'elasticbeanstalk', 'bin');
    (0,external_node_fs_namespaceObject.mkdirSync)(folder, { recursive: true });
    const agent = [process.execPath, (0,external_node_path_namespaceObject.join)(home, 'agent.mjs'), 'get-config', root].map((word) => `'${word}'`).join(' ');
    const tools = {
        'get-config': `#!/bin/sh\nexec ${agent} "$@"\n`,
        'pkg-repo': pkgRepo((0,external_node_path_namespaceObject.join)(root, 'etc', 'dnf', 'vars')),
    };
    for (const [name, text] of Object.entries(tools)) {
        (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(folder, name), text);
        (0,external_node_fs_namespaceObject.chmodSync)((0,external_node_path_namespaceObject.join)(folder, name), 0o755);
    }
}
/**
 * Amazon Linux 2023 takes its packages from the repositories of the version that its image was made with, unless this file names another one:
 * https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades-usage.html
 */
const pkgRepo = (folder) => `#!/bin/sh
file='${folder}/releasever'
case "$1" in
  unlock) mkdir -p '${folder}' && echo latest > "$file" && echo 'Amazon Linux 2023 package repo successfully unlocked' ;;
  lock) rm -f "$file" && echo 'Amazon Linux 2023 package repo successfully locked' ;;
  status)
    if [ "$(cat "$file" 2> /dev/null)" = latest ]; then state=UNLOCKED; else state=LOCKED; fi
    echo "Amazon Linux 2023 package repo is currently $state" ;;
  help) echo 'Usage: pkg-repo lock|unlock|status: whether dnf takes packages that are newer than the machine image.' ;;
  *) echo 'Usage: pkg-repo lock|unlock|status|help' >&2; exit 1 ;;
esac
`;

;// CONCATENATED MODULE: ./lib/agent/tracing.js
const file = '/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json';
/** The machine itself, as containers see it on the bridge that Docker makes. */
const bridge = '172.17.0.1';
/**
 * What takes traces on an instance: the CloudWatch agent, which Amazon Linux has as a package, and which has taken the place of the X-Ray daemon. It listens at the
 * daemon's port (UDP and TCP 2000) and at those of OpenTelemetry (4317 by gRPC, 4318 by HTTP).
 */
function withTracing(version, { tracing }, where) {
    if (tracing === undefined)
        return version;
    const { packages, services = [], files = {} } = version;
    return {
        ...version,
        packages: [...packages, 'amazon-cloudwatch-agent'],
        services: [...services, 'amazon-cloudwatch-agent.service'],
        files: { ...files, [file]: configuration(where) },
    };
}
/** Nobody from outside comes to these ports: the security group does not know them. */
function configuration({ containers }) {
    const at = (port) => `${containers ? '0.0.0.0' : '127.0.0.1'}:${port}`;
    const xray = { bind_address: at(2_000), tcp_proxy: { bind_address: at(2_000) } };
    const otlp = { grpc_endpoint: at(4_317), http_endpoint: at(4_318) };
    return `${JSON.stringify({ traces: { traces_collected: { xray, otlp } } }, undefined, 2)}\n`;
}
/** Outside of a container the SDKs look in the right place by themselves. */
function tracingVariables({ tracing }, { containers }) {
    if (tracing === undefined || !containers)
        return {};
    return { AWS_XRAY_DAEMON_ADDRESS: `${bridge}:2000`, OTEL_EXPORTER_OTLP_ENDPOINT: `http://${bridge}:4318` };
}

;// CONCATENATED MODULE: ./lib/platforms/remedies.js

/** What to do about lines that an application has printed; nothing where none of them is known. */
function remedyFor(lines) {
    const known = Object.values(platforms).flatMap(({ remedies = [] }) => remedies);
    return known.find(({ heard }) => lines.some((line) => heard.test(line)))?.advice;
}

;// CONCATENATED MODULE: ./lib/agent/report.js

/** Leaves the report of a failure and the complete log in the artifact bucket, where the action finds them. */
async function uploadReport(aws, { bucket, environment, version }, { report, log }) {
    const key = `environments/${environment}/failures/${version.label}/${report.instance}`;
    await upload(aws, { bucket, key: `${key}.log` }, log, 'text/plain; charset=utf-8');
    await upload(aws, { bucket, key: `${key}.json` }, `${JSON.stringify(report, null, 2)}\n`, 'application/json');
}
/** Leaves in the artifact bucket how long the steps of a good start took. */
async function uploadStart(aws, { bucket, environment, version }, report) {
    const key = `environments/${environment}/starts/${version.label}/${report.instance}.json`;
    await upload(aws, { bucket, key }, `${JSON.stringify(report, null, 2)}\n`, 'application/json');
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
    const lastLines = journal.lastLines();
    const report = {
        schema: 1,
        instance,
        version: description.version.label,
        step,
        reason: [reason, remedyFor(lastLines)].filter(Boolean).join(' '),
        lastLines,
        at: new Date().toISOString(),
    };
    await uploadReport(aws, description, { report, log: journal.everything() });
}
/** Leaves in the bucket how long the steps took. A deploy is none the worse when that cannot be done. */
async function leaveTimes(world, description, { duty, time, notes, }) {
    const { aws, instance } = world;
    const version = description.version.label;
    const said = notes.length === 0 ? {} : { notes };
    const at = new Date().toISOString();
    const report = { schema: 1, instance, version, duty, steps: time.laps(), ...said, at };
    await attempt(world, 'The times could not be left in the bucket', () => uploadStart(aws, description, report));
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
    const concealed = all.flatMap(([name, { kind }]) => {
        const value = values[name] ?? '';
        return kind === 'plain' ? secretsIn(name, value) : [value];
    });
    return { values, secrets: concealed };
}
function referenced(name, variable, known) {
    const from = variable.kind === 'parameter' ? known.parameters.get(variable.name) : known.secrets.get(variable.id);
    if (from === undefined) {
        const what = variable.kind === 'parameter' ? `parameter "${variable.name}"` : `text in the secret "${variable.id}"`;
        throw failure(`The variable ${name} has no value: there is no ${what}.`);
    }
    return variable.kind === 'secret' && variable.key !== undefined
        ? variables_member(name, from, variable.id, variable.key)
        : from;
}
/** The message must not quote the text. */
function variables_member(name, text, id, key) {
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
/** What tells an application where and as what it runs. */
function ours({ region, application, environment, version }) {
    return {
        AWS_REGION: region,
        BEANPOLE_APPLICATION: application,
        BEANPOLE_ENVIRONMENT: environment,
        BEANPOLE_VERSION: version.label,
    };
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

;// CONCATENATED MODULE: ./lib/agent/trust.js




const trust_limitMs = 15_000;
const patienceMs = 60_000;
/** Hosts whose certificates RDS's own authorities have signed. Those stand in no system's list of trusted ones. */
const ofRds = /\.rds\.amazonaws\.com(?:\.cn)?$/;
/**
 * Brings the certificates by which a database of RDS proves that it is one, and says where they lie; nothing for another database.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
async function trustDatabase({ home, clock, trust }, { host, region }) {
    if (!ofRds.test(host) && trust === undefined)
        return undefined;
    const file = (0,external_node_path_namespaceObject.join)(home, 'rds-ca.pem');
    if ((0,external_node_fs_namespaceObject.existsSync)(file))
        return file;
    const url = `${trust ?? truststoreOf(region)}/${region}/${region}-bundle.pem`;
    const text = await persist(clock, () => trust_download(url), () => patienceMs).catch((cause) => {
        throw failure(`The certificates of RDS could not be fetched from ${url}: ${cause.message}`, { cause });
    });
    (0,external_node_fs_namespaceObject.mkdirSync)(home, { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)(`${file}.partial`, text);
    (0,external_node_fs_namespaceObject.renameSync)(`${file}.partial`, file);
    return file;
}
function truststoreOf(region) {
    if (region.startsWith('us-gov-'))
        return 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com';
    if (region.startsWith('cn-'))
        return 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn';
    return 'https://truststore.pki.rds.amazonaws.com';
}
async function trust_download(url) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(trust_limitMs) });
    const text = await answer.text();
    if (!answer.ok)
        throw new Error(`HTTP ${answer.status}`);
    if (!text.includes('-----BEGIN CERTIFICATE-----'))
        throw new Error('it is no list of certificates');
    return text;
}

;// CONCATENATED MODULE: ./lib/agent/variables-of.js



/** The variables that the settings name, and below them those of database and cache, whose addresses follow from their own alone. */
async function variablesOf(world, description, config) {
    const { aws } = world;
    const { database, region } = description;
    const [named, connections, caFile] = await Promise.all([
        resolveVariables(aws, config.variables),
        resolveVariables(aws, connectionVariables(description, config)),
        database === undefined ? undefined : trustDatabase(world, { host: database.host, region }),
    ]);
    const urls = connectionUrls(connections.values, config, caFile);
    const concealed = [urls['DATABASE_URL'], urls['REDIS_URL']].filter((text) => text !== undefined);
    return {
        values: { ...connections.values, ...urls, ...named.values },
        secrets: [...named.secrets, ...connections.secrets, ...concealed],
    };
}

;// CONCATENATED MODULE: ./lib/agent/build.js






















/** From the artifact bucket to an installed release, in Beanstalk's order: staging, prebuild, install and build, predeploy. Nothing of it runs yet. */
async function build_build(world, description, time, deployment = 'boot') {
    const ground = await prepare(world, description, time);
    const { config, release, platform, start, variables, environment, secrets, ports } = ground;
    const { directory } = release;
    const path = [...platform.path.map((part) => (0,external_node_path_namespaceObject.join)(directory, part)), environment['PATH']].join(external_node_path_namespaceObject.delimiter);
    // By its own name, not as "current": a release on trial is not the current one yet.
    const workplace = { directory, environment: { ...environment, PATH: path }, secrets };
    const first = release.has('deployed') ? undefined : 'hooks';
    const occasion = deployment === 'boot' ? first : deployment;
    const { host, journal } = world;
    const leads = await leaderVariables(world, description, { release, occasion });
    const forScripts = { ...environment, ...leads };
    const run = hooks({ occasion, release, time, work: { host, journal, environment: forScripts } });
    const lead = leader({ world, description, workplace });
    const { clock, until } = world;
    const { system } = platform;
    const extend = extensions(occasion, {
        system,
        host,
        journal,
        clock,
        until,
        environment: forScripts,
        release,
        lead,
        time,
    });
    showToScripts(world, description, ground);
    await extend.machine();
    await run('prebuild');
    // The installation makes what the platform puts into PATH: until then the machine's own programs count.
    await make({ world, platform, release, environment, time });
    writeFiles(release, start.files?.({ directory, port: ports.port, variables }) ?? {});
    await extend.release({ ...workplace.environment, ...leads });
    await run('predeploy');
    const once = onceOf({ config, once: platform.once?.(release.source) }, workplace);
    if (once !== undefined)
        await time.step('once', () => runOnce(world, description, once));
    const after = async (moment) => {
        if (moment === 'postdeploy')
            showAt(host.root, 'current', world.home, description);
        await run(moment);
        if (moment === 'postdeploy')
            release.mark('deployed');
    };
    return { config, release, application: { ...workplace, ...applicationOf(ground) }, hooks: after };
}
async function prepare(world, description, time) {
    const { home, host, journal } = world;
    if (description.logGroup !== undefined)
        await attempt(world, 'Log lines are not sent', async () => host.streamLogs?.());
    const { config, bundle } = await time.step('fetch', () => fetchBoth(world, description));
    const release = await time.step('unpack', () => makeRelease(home, description.version.sha256, bundle));
    const { platform, start } = await time.step('check', async () => build_check(release, config));
    journal.say(`${platform.title}, started because of ${start.because}.`);
    const { values, secrets } = await time.step('variables', () => variablesOf(world, description, config));
    journal.conceal(secrets);
    const wanted = platformVersion(platform, config.platform.version);
    const purpose = release.has('installed') || make_isBuilt(platform, release) ? 'run' : 'build';
    await time.step('prepare', () => host.prepare(withTracing(withPipes(wanted, config), config, platform), purpose));
    const preferred = preferredPort(values['PORT'], platform.port);
    const { variables: listening, ...ports } = await choosePorts(config, preferred, host.choosePort);
    const variables = { ...ours(description), ...tracingVariables(config, platform), ...values, ...listening };
    const given = { ...platform.environment(ports.port), ...variables };
    const environment = { ...host.environment, ...given };
    return { config, release, platform, start, variables, given, environment, secrets, ports };
}
function applicationOf({ config, release, platform, start, ports }) {
    const { worker, drain } = config;
    return {
        processes: start.processes,
        ...ports,
        drainMs: drain * 1_000,
        proxy: { directory: release.directory, staticFiles: staticFilesOf(platform, release, config) },
        ...(worker === undefined ? {} : { answerMs: worker.inactivityTimeout * 1_000 }),
    };
}
/** From here on scripts find the release, and what `get-config` tells them is its own. */
function showToScripts({ home, host: { root } }, description, { config, given, ports }) {
    installTools(root, home);
    keep(root, description, factsOf({ description, config, variables: given, port: ports.port }));
    showAt(root, 'staging', home, description);
}
/** Readable for the application alone: a value may be among them. */
function writeFiles({ directory }, files) {
    for (const [name, text] of Object.entries(files)) {
        const path = (0,external_node_path_namespaceObject.join)(directory, name);
        (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(path), { recursive: true });
        (0,external_node_fs_namespaceObject.writeFileSync)(path, text, { mode: 0o600 });
    }
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
    if (config.worker?.cron)
        tasksIn({ files, read });
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




/** Between questions before the first good answer, AWS milliseconds. */
const eager = { leastMs: 100, mostMs: 1_000 };
/** Returns when the application was good so many times in a row. Throws with the cause when it is not in time. */
async function passGate(gate) {
    const { clock, health, signal } = gate;
    const began = clock.now();
    const deadline = began + health.deadline * 1_000;
    let last;
    let inARow = 0;
    let best = 0;
    for (;;) {
        const asked = gate_target(gate, deadline - clock.now());
        const outcome = await probe(asked);
        last = moreTelling(last, outcome, asked);
        const inTime = clock.now() <= deadline;
        inARow = inTime && gate_isGood(outcome, health) ? inARow + 1 : 0;
        best = Math.max(best, inARow);
        if (inARow >= health.successes)
            return;
        const pause = inARow > 0 ? health.interval * 1_000 : eagerPause(clock.now() - began, health);
        const left = deadline - clock.now();
        await clock.wait(Math.min(pause, left), signal);
        if (left <= pause)
            throw shut({ gate, last, best, listeners: await gate.listeners() });
    }
}
/**
 * How long an application that is not good yet is left alone: a tenth of the time that it has had. So a quick start is seen at once, and a slow one at most a
 * tenth, and at most a second, late. AWS milliseconds.
 */
function eagerPause(waitedMs, { interval }) {
    return Math.min(interval * 1_000, eager.mostMs, Math.max(eager.leastMs, waitedMs / 10));
}
function gate_target({ clock, port, health }, leftMs) {
    const timeoutMs = clock.limit(health.timeout * 1_000);
    return { port, path: health.path, timeoutMs, patienceMs: Math.min(2 * timeoutMs, clock.limit(leftMs)) };
}
/** Silence that only the deadline cut short says less than the answer that came before it. */
function moreTelling(before, now, { patienceMs, timeoutMs }) {
    const cutShort = (now.kind === 'silent' || now.kind === 'unconnected') && patienceMs < 2 * timeoutMs;
    return cutShort && before !== undefined && before.kind !== 'refused' ? before : now;
}
function gate_isGood(outcome, { codes }) {
    return outcome.kind === 'answered' && accepts(codes, outcome.status);
}
function shut(evidence) {
    const { health } = evidence.gate;
    return failure(`${cause(evidence)} It had ${health.deadline} s to become healthy (health.deadline).`);
}
/** The sentence that names why the gate stayed shut. */
function cause({ gate: { port, health, variable = 'PORT' }, last, best, listeners }) {
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
            return nothing(port, variable, listeners);
    }
    return unreachable(last);
}
function nothing(port, variable, listeners) {
    const here = listeners.find((listener) => listener.port === port);
    if (here !== undefined && ['127.0.0.1', '0.0.0.0', '::'].includes(here.address)) {
        return `Nothing listened on port ${port} (the application's ${variable}) in time; only now something does.`;
    }
    if (here !== undefined) {
        return `The application listens on port ${port} of ${here.address} only, not on 127.0.0.1 where the proxy asks it.`;
    }
    const others = [...new Set(listeners.map((listener) => listener.port))].sort((a, b) => a - b);
    const found = others.length > 0 ? `; its processes listen on port ${others.join(', ')}` : '';
    return `Nothing listens on port ${port} (the application's ${variable})${found}.`;
}

;// CONCATENATED MODULE: ./lib/agent/gates.js


/** The gate of the application, and at the same time those of its further processes that are asked for something. */
async function passGates(gate, { processes = {} }, others = []) {
    const further = others.map(async (other) => {
        const health = processes[other.name]?.health;
        const [variable = ''] = Object.keys(portVariables([other]));
        if (health !== undefined)
            await passGate({ ...gate, port: other.port, variable, health: { ...gate.health, ...health } });
    });
    await Promise.all([passGate(gate), ...further]);
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
function completeLaunch(aws, member, hook, result) {
    return completeLifecycle(aws, member, { hook, result });
}
/** Ends the wait of a hook. */
async function completeLifecycle(aws, { group, instance }, { hook, result }) {
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

;// CONCATENATED MODULE: ./lib/agent/untold.js



/**
 * The file `untold` is there while nobody has been told how a first boot went. User data makes it before it starts the agent; where it is still there when the
 * agent has ended, the agent was lost (killed for want of memory, say), and user data tells of it in its place. It holds the instance that had the address before.
 */
function untold_fileIn(home) {
    return (0,external_node_path_namespaceObject.join)(home, 'untold');
}
/** Before the address is taken: whoever clears up must know whose it was. */
function noteFormer(home, instance) {
    (0,external_node_fs_namespaceObject.writeFileSync)(untold_fileIn(home), instance);
}
/** Just before it is told: what is lost from here on must take nothing back. */
function closeUntold(home) {
    (0,external_node_fs_namespaceObject.rmSync)(untold_fileIn(home), { force: true });
}
/** Gives the address back in place of an agent that was lost on its first boot. Does nothing when it had taken none. */
async function handBack({ aws, home, instance, journal }, { elasticIp }) {
    const former = (0,external_node_fs_namespaceObject.existsSync)(untold_fileIn(home)) ? (0,external_node_fs_namespaceObject.readFileSync)(untold_fileIn(home), 'utf8').trim() : '';
    if (elasticIp === undefined || former === '')
        return;
    const { allocationId } = elasticIp;
    await handBackTo(aws, { allocationId, instance, former });
    journal.say(`The agent was lost: ${former} has the address ${elasticIp.address} again, unless another instance has it by now.`);
}

;// CONCATENATED MODULE: ./lib/agent/user-data.js


/**
 * Real milliseconds from the start of user data to the start of this program: user data writes `instance.json` first, then it fetches Node.js and the agent.
 * `undefined` where there is no such file.
 */
function sinceUserData(home) {
    const written = (0,external_node_fs_namespaceObject.statSync)((0,external_node_path_namespaceObject.join)(home, 'instance.json'), { throwIfNoEntry: false })?.mtimeMs;
    return written === undefined ? undefined : Math.max(0, performance.timeOrigin - written);
}

;// CONCATENATED MODULE: ./lib/agent/worker/queue.js


const waitSeconds = 20;
/** AWS milliseconds until a long poll without an answer has failed. */
const pollSilenceMs = (waitSeconds + 15) * 1_000;
/** The queue at a URL. */
function openQueue({ aws, url, visibilityTimeout }) {
    const name = url.slice(url.lastIndexOf('/') + 1);
    return {
        url,
        name,
        fifo: name.endsWith('.fifo'),
        receive: async (most, signal) => {
            const input = {
                QueueUrl: url,
                MaxNumberOfMessages: most,
                WaitTimeSeconds: waitSeconds,
                VisibilityTimeout: visibilityTimeout,
                MessageSystemAttributeNames: ['All'],
                MessageAttributeNames: ['All'],
            };
            // The loop that asks has a patience of its own.
            const how = { silenceMs: pollSilenceMs, signal, patience: () => 0 };
            const { Messages = [] } = await call(aws, 'sqs', 'ReceiveMessage', input, how);
            return Messages;
        },
        delete: (messages) => batch(aws, 'DeleteMessageBatch', { url, messages }),
        hide: (messages, VisibilityTimeout) => batch(aws, 'ChangeMessageVisibilityBatch', { url, messages, more: { VisibilityTimeout } }),
    };
}
/** Proves that a queue is there and that the role reaches it, without taking a message. */
async function reachQueue(aws, url) {
    const input = { QueueUrl: url, AttributeNames: ['QueueArn'] };
    await call(aws, 'sqs', 'GetQueueAttributes', input, { patience: newRolePatience });
}
async function batch(aws, action, { url, messages, more = {} }) {
    const Entries = messages.map(({ ReceiptHandle }, at) => ({ Id: `${at}`, ReceiptHandle, ...more }));
    const input = { QueueUrl: url, Entries };
    const { Failed = [] } = await call(aws, 'sqs', action, input, {
        patience: transientPatience,
    });
    return Failed.map(({ Id }) => messages[Number(Id)]?.MessageId ?? Id);
}

;// CONCATENATED MODULE: ./lib/agent/boot.js

















/** The story of an instance, from the first fetch until it is told to stop. Returns the exit code. */
async function boot(world, description) {
    const { journal, host, home, until, duty } = world;
    const time = timeline(journal.say, duty === 'boot' ? sinceUserData(home) : undefined);
    const undo = [];
    let application;
    writeState(home, 'booting');
    noteAgent(home, process.pid);
    try {
        application = await Promise.race([prove({ world, description, time, undo }), interruption(until)]);
    }
    catch (error) {
        await fail({ world, description, time, undo }, error);
        if (!until.aborted)
            writeState(home, 'failed');
        return 1;
    }
    writeState(home, liveOf(description, 'a', application));
    if (description.queue !== undefined)
        await attempt(world, 'No message can be taken', () => host.work(description));
    journal.say(`Version ${description.version.label} serves: ${time.summary()}.`);
    await host.keep(application, until);
    return 0;
}
async function prove(trial) {
    const { world, description, time } = trial;
    const built = await build_build(world, description, time);
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
async function tryOut(trial, { application, config, hooks }, signal) {
    const { world, description, time } = trial;
    const { host, aws, clock, instance, duty } = world;
    const { targetGroup, targetGroups = [], hook, elasticIp, queue, cronQueue } = description;
    const { health } = config;
    const { port } = application;
    const gate = { clock, port, health, listeners: host.listeners, signal };
    await time.step('gate', () => passGates(gate, config, application.others));
    await time.step('door', () => host.openDoor(application));
    await hooks('postdeploy');
    if (config.acme !== undefined) {
        await time.step('certificate', () => attempt(world, 'The former certificate could not be used', () => restoreCertificate(world, description)));
    }
    if (hook !== undefined && duty === 'boot') {
        await time.step('hook', async () => {
            const member = await membershipOf(aws, instance, clock, signal);
            if (member?.waits)
                await completeLaunch(aws, member, hook, 'CONTINUE');
        });
    }
    for (const url of [queue, cronQueue]) {
        if (url !== undefined)
            await time.step('queue', () => reachQueue(aws, url));
    }
    if (targetGroup !== undefined && duty === 'boot') {
        const intervalMs = health.interval * 1_000;
        const limitMs = 300_000 + intervalMs * health.healthyThreshold;
        for (const group of [targetGroup, ...targetGroups]) {
            const target = { targetGroup: group, instance, intervalMs, limitMs };
            await time.step('balancer', () => awaitTargetHealth(aws, target, clock, signal));
        }
    }
    if (elasticIp !== undefined)
        await takeAddress(trial, { ...elasticIp, limits: config.bake }, signal);
    // The authority asks at the address.
    const notes = config.acme === undefined ? [] : await time.step('certificate', () => renewCertificate(world, description));
    signal.throwIfAborted();
    if (duty !== 'boot')
        return;
    // Before the signal: when the last one is in, the deploy ends and reads them.
    await leaveTimes(world, description, { duty, time, notes });
    closeUntold(world.home);
    await time.step('signal', () => tell(trial, 'SUCCESS'));
}
/** Without an instance that had the address before there is nothing to go back to, and no bake: the first one, or one in place of one that died. */
async function takeAddress({ world, time, undo }, { allocationId, limits }, signal) {
    const { host, aws, clock, instance, duty, home, journal } = world;
    const log = answerLog(host.accessLog);
    const manner = duty === 'boot' ? 'take-over' : 'when-free';
    const note = (former) => noteFormer(home, former);
    const claim = { allocationId, instance, manner, note };
    const { former, handBack } = await time.step('address', () => claimAddress(aws, claim, clock, signal));
    undo.push(handBack);
    if (limits === undefined || former === undefined)
        return;
    await time.step('bake', () => bake({ clock, limits, log, say: journal.say, signal }));
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
    closeUntold(world.home);
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

;// CONCATENATED MODULE: ./lib/agent/health/machine.js


/** Begins to watch the processors. */
function processorWatch() {
    let before = ticks();
    return () => {
        const after = ticks();
        const shares = sharesOf(before, after);
        before = after;
        return shares;
    };
}
/** Looks at this machine, and at the file system of a directory. */
function lookAtMachine(directory, cpu) {
    const { bavail, blocks } = (0,external_node_fs_namespaceObject.statfsSync)(directory);
    const [one = 0, five = 0] = (0,external_node_os_namespaceObject.loadavg)();
    return {
        up: Math.round((0,external_node_os_namespaceObject.uptime)()),
        load: [round(one), round(five)],
        processors: (0,external_node_os_namespaceObject.cpus)().length,
        cpu,
        memory: round(100 * (1 - (0,external_node_os_namespaceObject.freemem)() / (0,external_node_os_namespaceObject.totalmem)())),
        disk: round(100 * (1 - bavail / blocks)),
    };
}
function ticks() {
    const none = { user: 0, system: 0, idle: 0 };
    return (0,external_node_os_namespaceObject.cpus)().reduce(({ user, system, idle }, { times }) => ({
        user: user + times.user + times.nice,
        system: system + times.sys + times.irq,
        idle: idle + times.idle,
    }), none);
}
/** What the processors did between two looks. */
function sharesOf(before, after) {
    const spent = (kind) => after[kind] - before[kind];
    const all = spent('user') + spent('system') + spent('idle') || 1;
    const share = (kind) => round((100 * spent(kind)) / all);
    return { user: share('user'), system: share('system'), idle: share('idle') };
}
function round(value) {
    return Math.round(value * 100) / 100;
}

;// CONCATENATED MODULE: ./lib/agent/health/tail.js


const firstBytes = 1 << 20;
/** Some five thousand answers a second for a minute. */
const mostBytes = 1 << 26;
/**
 * The answers from one moment until before another (milliseconds since the epoch); nothing where there is no log. A log tells whole seconds, so moments are
 * taken as the seconds that they are in: what one look leaves is of the next. What has just been moved away to `<path>.1` belongs to it.
 */
function answersBetween(path, since, until) {
    const [from, to] = [wholeSecond(since), wholeSecond(until)];
    const newest = pieceOf(path, from, to);
    const moved = newest === undefined || newest.begins > from ? pieceOf(`${path}.1`, from, to) : undefined;
    const begins = moved?.begins ?? newest?.begins;
    if (begins === undefined)
        return undefined;
    return {
        seconds: Math.max(1, Math.round((to - Math.max(from, begins)) / 1000)),
        answers: [...(moved?.answers ?? []), ...(newest?.answers ?? [])],
    };
}
/** What one file tells, from its end backwards; `begins`: since when. */
function pieceOf(path, from, to) {
    if (!(0,external_node_fs_namespaceObject.existsSync)(path))
        return undefined;
    const file = (0,external_node_fs_namespaceObject.openSync)(path, 'r');
    try {
        const { size, birthtimeMs } = (0,external_node_fs_namespaceObject.fstatSync)(file);
        for (let bytes = firstBytes;; bytes *= 4) {
            const start = Math.max(0, size - bytes);
            const answers = linesOf(file, start, size).flatMap((line) => answerIn(line) ?? []);
            const oldest = answers[0]?.at ?? to;
            if (start > 0 && oldest >= from && bytes < mostBytes)
                continue;
            const begins = start > 0 ? oldest : wholeSecond(birthtimeMs);
            return { begins, answers: answers.filter(({ at }) => at >= from && at < to) };
        }
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(file);
    }
}
function wholeSecond(ms) {
    return Math.floor(ms / 1000) * 1000;
}
/** Whole lines; the first of a piece that begins within the file is none. */
function linesOf(file, from, to) {
    const piece = Buffer.alloc(to - from);
    const read = (0,external_node_fs_namespaceObject.readSync)(file, piece, 0, piece.length, from);
    const lines = piece.toString('latin1', 0, read).split('\n');
    lines.pop();
    return from > 0 ? lines.slice(1) : lines;
}

;// CONCATENATED MODULE: ./lib/agent/health/health.js



const percentiles = [10, 50, 75, 85, 90, 95, 99, 99.9];
/** Looks at the machine, and at the log of the door. */
function lookAtInstance({ home, accessLog, since, until, processors }) {
    const lately = answersBetween(accessLog, since, until);
    const state = readState(home);
    const served = typeof state === 'object' ? state.description : undefined;
    return {
        schema: 1,
        state: typeof state === 'object' ? 'serves' : state,
        ...(served === undefined ? {} : { version: served.version.label, deployment: served.deployment }),
        ...(lately === undefined ? {} : { requests: requestsOf(lately) }),
        machine: lookAtMachine(home, processors),
    };
}
const windowMs = 60_000;
const sampleMs = 1_000;
/** Looks for a second at what the processors do, and back over the last minute. */
async function lookNow(home, accessLog) {
    const watch = processorWatch();
    await new Promise((resolve) => setTimeout(resolve, sampleMs));
    // What was answered within this very second counts, too.
    const until = Date.now() + 1_000;
    return lookAtInstance({ home, accessLog, since: until - windowMs, until, processors: watch() });
}
/** Counts answers, and orders what they took. */
function requestsOf({ seconds, answers }) {
    const count = (hundreds) => answers.filter(({ status }) => Math.floor(status / 100) === hundreds).length;
    const statuses = { '2xx': count(2), '3xx': count(3), '4xx': count(4), '5xx': count(5) };
    const latency = latencyOf(answers);
    return { seconds, count: answers.length, statuses, ...(latency === undefined ? {} : { latency }) };
}
/** By the nearest rank: a time that a request really took. */
function latencyOf(answers) {
    const times = answers.flatMap(({ took }) => took ?? []).sort((a, b) => a - b);
    if (times.length === 0)
        return undefined;
    // In whole thousandths, as 99.9 % of 1,000 is 999 and not a hair more.
    const at = (percent) => times[Math.max(0, Math.ceil((percent * 10 * times.length) / 1_000) - 1)] ?? 0;
    return Object.fromEntries(percentiles.map((percent) => [`p${percent}`, at(percent)]));
}

;// CONCATENATED MODULE: ./lib/agent/hosts/child.js



/** Starts a command; `hear` gets what it prints. When we are killed, it and all of its group are killed too. */
function startChild(command, workplace, hear) {
    const { program, words, manner } = spoken(command);
    const { directory: cwd, environment: env } = workplace;
    const options = { cwd, env: { ...env }, detached: true, ...manner };
    const child = (0,external_node_child_process_namespaceObject.spawn)(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', hear);
    const letGo = child.pid === undefined ? () => { } : leash(child.pid);
    return {
        ended: ending(child, hear).finally(letGo),
        members: () => child_members(child),
        signal: (name) => {
            if (child.pid !== undefined)
                kill(child.pid, name);
        },
    };
}
/** `cmd.exe /s /c` takes what stands between the outer quotes as it is: quotes inside of it must not be escaped as they are for programs. */
function spoken([program = '', ...words]) {
    if (program !== 'cmd.exe')
        return { program, words, manner: {} };
    const line = `"${words.at(-1) ?? ''}"`;
    return { program, words: [...words.slice(0, -1), line], manner: { windowsVerbatimArguments: true } };
}
/** The end of a child, which comes with the signal at the latest. */
async function bounded(child, signal) {
    const kill = () => child.signal('SIGKILL');
    if (signal.aborted)
        kill();
    signal.addEventListener('abort', kill, { once: true });
    return child.ended.finally(() => signal.removeEventListener('abort', kill));
}
/** Without /proc only the leader can be seen. */
function child_members({ pid, exitCode, signalCode }) {
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
    if (process.platform === 'win32')
        return () => { };
    const script = `read -r line || kill -s KILL -- -${leader}`;
    const guard = (0,external_node_child_process_namespaceObject.spawn)('sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    guard.on('error', () => { });
    guard.stdin.on('error', () => { });
    guard.unref();
    return () => void guard.stdin.end('done\n');
}
function kill(leader, name) {
    try {
        // Windows knows no groups.
        process.kill(process.platform === 'win32' ? leader : -leader, name);
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
            await control.turn({ port: Number(input.port), proxy: input.proxy, others: input.others ?? [] });
            return void answer.end('{}');
        case '/work':
            await control.work(input);
            return void answer.end('{}');
        case '/stream':
            await control.streamLogs();
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
 * is written down as the one that serves, nobody is left to judge it, and it goes; after that it is the other one that goes.
 */
async function trial(control, application, answer) {
    await control.start(application);
    answer.writeHead(200).flushHeaders();
    answer.once('close', () => void (control.isLive(application.port) ? control.retire() : control.withdraw()).catch(() => { }));
    answer.end(JSON.stringify(await control.ended()));
}
async function body(asked) {
    const chunks = [];
    for await (const chunk of asked)
        chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}

;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./lib/agent/hosts/static-files.js


/** Types that browsers insist on; nginx has a longer list. */
const types = {
    css: 'text/css',
    gif: 'image/gif',
    html: 'text/html',
    ico: 'image/x-icon',
    jpg: 'image/jpeg',
    js: 'application/javascript',
    json: 'application/json',
    mjs: 'application/javascript',
    png: 'image/png',
    svg: 'image/svg+xml',
    txt: 'text/plain',
    wasm: 'application/wasm',
    woff2: 'font/woff2',
};
/** Answers what the proxy serves itself, as nginx would. `elsewhere`: it is the application's to answer. */
function serveStatic({ staticFiles }, asked, answer) {
    const path = static_files_decoded(asked.url ?? '/');
    const match = Object.entries(staticFiles).find(([url]) => (url.endsWith('/') ? path?.startsWith(url) : path === url));
    if (path === undefined || match === undefined)
        return 'elsewhere';
    const [url, place] = match;
    const file = url.endsWith('/') ? (0,external_node_path_namespaceObject.join)(place, path.slice(url.length)) : place;
    const stats = statusOf(file);
    if (!stats?.isFile()) {
        answer.writeHead(404, { 'content-type': 'text/html' }).end('404 Not Found\n');
        return 'served';
    }
    const type = types[file.slice(file.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
    const head = { 'content-type': type, 'content-length': stats.size, 'last-modified': stats.mtime.toUTCString() };
    answer.writeHead(200, head);
    if (asked.method === 'HEAD')
        answer.end();
    else
        (0,external_node_fs_namespaceObject.createReadStream)(file)
            .once('error', () => answer.destroy())
            .pipe(answer);
    return 'served';
}
/** The path without its query and without ways up; absent when it is no path at all. */
function static_files_decoded(url) {
    try {
        return (0,external_node_path_namespaceObject.normalize)(decodeURIComponent(url.replace(/[?#].*$/s, '')));
    }
    catch {
        return undefined;
    }
}
function statusOf(file) {
    return (0,external_node_fs_namespaceObject.statSync)(file, { throwIfNoEntry: false });
}

;// CONCATENATED MODULE: ./lib/agent/hosts/door.js





/**
 * It speaks HTTP, as nginx does, for the sake of its closing: on bare connections a request under way and one that is
 * only kept alive look the same. The load balancer keeps connections for 60 s; we keep them longer.
 */
const keepAliveMs = 75_000;
const watchMs = 20;
/** Opens the door on a loopback port; with a key and a certificate it speaks TLS. */
async function openDoor(from, to, clock, secret) {
    const traffic = new Map();
    let beyond = to;
    let closing = false;
    const options = { keepAliveTimeout: keepAliveMs, requestTimeout: 0, noDelay: true };
    const server = secret === undefined ? (0,external_node_http_namespaceObject.createServer)(options) : (0,external_node_https_namespaceObject.createServer)({ ...options, ...secret });
    server.on('request', (asked, answer) => {
        if (closing)
            answer.shouldKeepAlive = false;
        const began = performance.now();
        answer.once('close', () => from.log.append(told(asked, answer, began)));
        try {
            const { port, proxy } = beyond;
            under(traffic, answer, port);
            if (proxy === undefined || serveStatic(proxy, asked, answer) === 'elsewhere')
                pass(asked, answer, port);
        }
        catch {
            // A path or header that may arrive and yet may not be sent.
            answer.writeHead(400, { 'content-length': 0 }).end();
        }
    });
    server.on('upgrade', (asked, socket, head) => {
        under(traffic, socket, beyond.port);
        tunnel({ asked, socket, head, port: beyond.port });
    });
    await listen(server, from.port);
    return {
        turn: async (next) => {
            beyond = next;
        },
        drain: async (left, drainMs) => {
            const toLeft = () => [...traffic].filter(([, served]) => served === left).map(([one]) => one);
            const deadline = performance.now() + clock.limit(drainMs);
            while (toLeft().length > 0 && performance.now() < deadline)
                await door_pause(watchMs);
            for (const one of toLeft())
                one.destroy();
        },
        close: async (drainMs) => {
            closing = true;
            const closed = new Promise((resolve) => server.close(resolve));
            // A connection becomes idle when its last answer is out.
            const sweep = setInterval(() => server.closeIdleConnections(), watchMs);
            const limit = setTimeout(() => cut(server, traffic), clock.limit(drainMs));
            await closed;
            clearInterval(sweep);
            clearTimeout(limit);
        },
    };
}
/** 499 is nginx's word for a client that went before its answer. */
function told(asked, answer, began) {
    const { socket, method, url, httpVersion, headers } = asked;
    const status = answer.headersSent ? answer.statusCode : 499;
    const forwarded = headers['x-forwarded-for'];
    return lineOf({ at: Date.now(), status, took: performance.now() - began }, {
        from: socket.remoteAddress,
        request: `${method} ${url} HTTP/${httpVersion}`,
        referer: headers.referer,
        agent: headers['user-agent'],
        forwarded: Array.isArray(forwarded) ? forwarded.join(', ') : forwarded,
    });
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
function door_pause(realMs) {
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

;// CONCATENATED MODULE: external "node:dgram"
const external_node_dgram_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dgram");
;// CONCATENATED MODULE: ./lib/agent/hosts/datagrams.js

/** Real time after which a client that says nothing more is forgotten. */
const idleMs = 30_000;
/** A door for datagrams: those of one client go to the application from one socket, so that its answers find their way back. */
async function openDatagrams(from, to) {
    const clients = new Map();
    let port = to;
    const server = (0,external_node_dgram_namespaceObject.createSocket)('udp4').on('error', () => { });
    const forget = (key) => {
        clients.get(key)?.onward.close();
        clients.delete(key);
    };
    const meet = (key, address, clientPort) => {
        const onward = (0,external_node_dgram_namespaceObject.createSocket)('udp4').on('error', () => { });
        onward.on('message', (answer) => server.send(answer, clientPort, address));
        const client = { onward, timer: setTimeout(() => forget(key), idleMs) };
        clients.set(key, client);
        return client;
    };
    server.on('message', (message, { address, port: clientPort }) => {
        const key = `${address}:${clientPort}`;
        const client = clients.get(key) ?? meet(key, address, clientPort);
        client.timer.refresh();
        client.onward.send(message, port, '127.0.0.1');
    });
    await new Promise((resolve, reject) => server.once('error', reject).bind(from, '127.0.0.1', resolve));
    return {
        turn: async (next) => {
            port = next.port;
        },
        // A datagram is through as soon as it is sent.
        drain: async () => { },
        close: async () => {
            for (const [key, { timer }] of [...clients]) {
                clearTimeout(timer);
                forget(key);
            }
            await new Promise((resolve) => server.close(() => resolve()));
        },
    };
}

;// CONCATENATED MODULE: ./lib/agent/hosts/pipe.js

const pipe_watchMs = 20;
/** A door that reads nothing: it carries connections to the application's port, as nginx does for a process that speaks TCP. */
async function openPipe(from, to, clock) {
    const served = new Map();
    let port = to;
    const server = (0,external_node_net_namespaceObject.createServer)({ allowHalfOpen: true, noDelay: true }, (client) => carry(client, port, served));
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(from, '127.0.0.1', resolve);
    });
    const end = async (left, drainMs) => {
        const deadline = performance.now() + clock.limit(drainMs);
        while (left().length > 0 && performance.now() < deadline) {
            await new Promise((resolve) => setTimeout(resolve, pipe_watchMs));
        }
        for (const one of left())
            one.destroy();
    };
    return {
        turn: async (next) => {
            port = next.port;
        },
        drain: (leaving, drainMs) => end(() => [...served].filter(([, one]) => one === leaving).map(([socket]) => socket), drainMs),
        close: async (drainMs) => {
            const closed = new Promise((resolve) => server.close(resolve));
            await end(() => [...served.keys()], drainMs);
            await closed;
        },
    };
}
function carry(client, port, served) {
    const onward = (0,external_node_net_namespaceObject.connect)({ port, host: '127.0.0.1', allowHalfOpen: true });
    served.set(client, port);
    client.once('close', () => {
        served.delete(client);
        onward.destroy();
    });
    client.on('error', () => client.destroy());
    onward.on('error', () => client.destroy());
    onward.once('close', () => client.destroy());
    client.pipe(onward).pipe(client);
}

;// CONCATENATED MODULE: ./lib/agent/hosts/ports.js

/** Whether nothing listens on a port of this machine. */
function isFree(port) {
    return new Promise((resolve) => {
        const server = (0,external_node_net_namespaceObject.createServer)().once('error', () => resolve(false));
        server.listen(port, () => server.close(() => resolve(true)));
    });
}

;// CONCATENATED MODULE: ./lib/agent/hosts/doors.js










/** Opens the door and one more for each further process; they turn, drain and close together. */
async function openDoors(from, behind, clock) {
    const main = await openDoor(from, behind, clock);
    const others = new Map();
    const lead = async (wanted = []) => {
        for (const other of wanted) {
            const known = others.get(other.listens);
            if (known !== undefined)
                await known.turn({ port: other.port });
            else
                others.set(other.listens, await openOther(other, from, clock));
        }
    };
    await lead(behind.others);
    const all = (act) => Promise.all([main, ...others.values()].map(act)).then(() => { });
    return {
        turn: async (next) => {
            await lead(next.others);
            await main.turn(next);
        },
        drain: (left, drainMs) => all((door) => door.drain(left, drainMs)),
        close: (drainMs) => all((door) => door.close(drainMs)),
    };
}
async function openOther(other, { ports, log }, clock) {
    if (ports === undefined)
        throw failure(`This instance has no port ${other.listens}.`);
    const at = { port: await free(), log };
    const door = await openAs(other, at, clock);
    (0,external_node_fs_namespaceObject.mkdirSync)(ports, { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)((0,external_node_path_namespaceObject.join)(ports, String(other.listens)), String(at.port));
    return door;
}
function openAs({ protocol, port }, at, clock) {
    switch (protocol) {
        case 'TCP':
            return openPipe(at.port, port, clock);
        case 'UDP':
            return openDatagrams(at.port, port);
        case 'HTTP':
        case 'HTTPS':
            return openDoor(at, { port }, clock, secret(protocol));
    }
}
/** The load balancer does not ask who shows a certificate, so any will do. */
function secret(protocol) {
    if (protocol !== 'HTTPS')
        return undefined;
    const directory = (0,external_node_fs_namespaceObject.mkdtempSync)((0,external_node_path_namespaceObject.join)((0,external_node_os_namespaceObject.tmpdir)(), 'beanpole-'));
    const [key, cert] = [(0,external_node_path_namespaceObject.join)(directory, 'key.pem'), (0,external_node_path_namespaceObject.join)(directory, 'cert.pem')];
    try {
        (0,external_node_child_process_namespaceObject.execFileSync)('openssl', selfSigned(key, cert), { stdio: 'pipe' });
        return { key: (0,external_node_fs_namespaceObject.readFileSync)(key), cert: (0,external_node_fs_namespaceObject.readFileSync)(cert) };
    }
    finally {
        (0,external_node_fs_namespaceObject.rmSync)(directory, { recursive: true, force: true });
    }
}
/** What openssl is told to make a certificate that nobody signs. */
function selfSigned(key, cert) {
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '3650'];
    return ['req', '-x509', ...kind, '-subj', '/CN=beanpole', '-keyout', key, '-out', cert];
}
/** Below the ports of the local cloud, as those of the application are. */
const range = { from: 10_000, to: 20_000 };
async function free() {
    for (let left = 100; left > 0; left--) {
        const port = (0,external_node_crypto_namespaceObject.randomInt)(range.from, range.to);
        if (await isFree(port))
            return port;
    }
    throw failure(`No port between ${range.from} and ${range.to} is free for a process.`);
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

;// CONCATENATED MODULE: ./lib/agent/hosts/supervisor.js



const supervisor_firstPauseMs = 1_000;
const supervisor_longestPauseMs = 60_000;
const supervisor_watchMs = 50;
/** Real milliseconds. */
const clearLimitMs = 15_000;
/** AWS milliseconds before a process is started again: twice as long each time, until it has lived for a while. */
function pauseAfter(aliveMs, previousMs) {
    if (previousMs === undefined || aliveMs > supervisor_longestPauseMs)
        return supervisor_firstPauseMs;
    return Math.min(previousMs * 2, supervisor_longestPauseMs);
}
/** An empty supervisor. */
function supervisor(clock, journal) {
    const stopping = new AbortController();
    const children = new Map();
    const stage = { journal, children, until: stopping.signal };
    const end = promised();
    const trust = promised();
    let trial = true;
    let running;
    async function care(process, application) {
        let pause;
        while (!stopping.signal.aborted) {
            const exit = await live(stage, process, application);
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
            running = application;
            for (const process of application.processes)
                void care(process, application);
        },
        firstEnd: end.promise,
        trust: () => {
            trial = false;
            trust.resolve();
        },
        members: () => [...children.values()].flatMap((child) => child.members()),
        stop: async (limitMs) => {
            stopping.abort();
            await stopAll([...children.values()], clock.limit(limitMs));
            if (running !== undefined)
                await clearAll(running);
        },
    };
}
/** One life of a process, to its end. */
async function live({ journal, children, until }, process, application) {
    const began = performance.now();
    const child = startChild(['sh', '-c', process.command], application, (chunk) => journal.hear(process.name, chunk));
    children.set(process.name, child);
    const exit = await child.ended;
    const aliveMs = performance.now() - began;
    journal.flush();
    if (!until.aborted)
        await killRest(child, process, application);
    return { ...exit, name: process.name, aliveMs };
}
/** What a dead leader leaves behind would hold its port. */
async function killRest(child, { halt }, application) {
    child.signal('SIGKILL');
    await supervisor_carryOut(halt, application);
}
async function clearAll(application) {
    await Promise.all(application.processes.map(({ clear, halt }) => supervisor_carryOut(clear ?? halt, application)));
}
/** What a process wants done once it has ended; nobody waits for it without a limit. */
async function supervisor_carryOut(command, application) {
    if (command === undefined)
        return;
    await bounded(startChild(['sh', '-c', command], application, () => { }), AbortSignal.timeout(clearLimitMs));
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
        turn: async (beyond) => door()?.turn(beyond),
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
    const { port, drainMs, others = [] } = former.application;
    await Promise.all([port, ...others.map((other) => other.port)].map((one) => stage.door()?.drain(one, drainMs)));
    await former.processes.stop(stopLimitMs);
}
async function withdraw(stage) {
    const { serving, trial } = stage;
    if (trial !== undefined) {
        if (serving !== undefined)
            await stage.door()?.turn(serving.application);
        stage.leaving = trial.processes.stop(stopLimitMs);
        stage.trial = undefined;
    }
    await stage.leaving;
}

;// CONCATENATED MODULE: ./lib/agent/hosts/local.js










/** Longest installation, in real milliseconds: npm and pip do not run faster in the local cloud. */
const installLimitMs = 15 * 60_000;
/** An instance of the local cloud: child processes, no root, on any machine. */
function localHost(local) {
    const { clock, journal, home, httpPort, env } = local;
    const running = releases(clock, journal, () => door);
    const installing = new Set();
    const own = ownPart(home, env);
    let door;
    const { duties, stopWork, stopStreaming } = besides(local, own.root);
    const end = async (drainMs) => {
        // The daemon comes through the door like everybody else, only that it need not be told twice.
        await Promise.all([stopWork(), door?.close(drainMs)]);
        await running.stop();
        await stopStreaming();
    };
    return {
        ...own,
        ...duties,
        prepare: async ({ version }) => {
            journal.say(`The programs are this machine's own; on Amazon Linux it would be version ${version}.`);
        },
        // Several instances share this machine, and so its ports: none can have the one that it prefers.
        choosePort: freePort,
        run: async ({ command, step, signal = AbortSignal.timeout(installLimitMs), ...workplace }) => {
            const child = startChild(command, workplace, (chunk) => journal.hear(step, chunk));
            installing.add(child);
            return bounded(child, signal).finally(() => installing.delete(child));
        },
        start: running.start,
        firstEnd: () => running.ended(),
        listeners: async () => running.listeners(),
        openDoor: async (behind) => {
            door = await openAt(env, { port: httpPort, log: rotatedFile(own.accessLog) }, behind, clock);
        },
        collect: async () => journal.flush(),
        keep: async ({ drainMs }, until) => {
            await running.retire();
            const closeControl = await openControl(home, { ...running, ...duties, isLive: (port) => isLive(home, port) });
            await aborted(until);
            journal.say(`Told to stop: requests under way have ${drainMs / 1_000} s to finish.`);
            closeControl();
            await end(drainMs);
        },
        stop: async () => {
            for (const child of installing)
                child.signal('SIGKILL');
            await end(0);
        },
    };
}
/** What goes on beside the application, in this process. */
function besides({ startWorker, startStreaming }, root) {
    let worker;
    let streaming;
    const duties = {
        work: async (description) => {
            const former = worker;
            worker = undefined;
            await former?.stop();
            worker = startWorker(description);
        },
        streamLogs: async () => {
            streaming ??= startStreaming(root);
        },
    };
    return { duties, stopWork: async () => worker?.stop(), stopStreaming: async () => streaming?.stop() };
}
function openAt(env, from, behind, clock) {
    return openDoors({ ...from, ports: env['BEANPOLE_PORTS'] }, behind, clock).catch((cause) => {
        throw failure(`The instance's own port cannot be opened: ${cause.message}`, { cause });
    });
}
function isLive(home, port) {
    const state = readState(home);
    return typeof state === 'object' && state.port === port;
}
/** What of the machine is this instance's own. */
/** Where the door writes a line for each answer. */
function localAccessLog(home) {
    return (0,external_node_path_namespaceObject.join)(home, 'log', 'access.log');
}
function ownPart(home, env) {
    const accessLog = localAccessLog(home);
    return { root: (0,external_node_path_namespaceObject.join)(home, 'root'), environment: inherited(env), shell: ['sh', '-c'], accessLog };
}
/** The machine's own environment, with proxies and registries, but for what is meant for the agent. */
function inherited(env) {
    const own = Object.entries(env).filter(([name]) => !name.startsWith('BEANPOLE_') && name !== 'NODE_OPTIONS');
    return Object.fromEntries(own.map(([name, value]) => [name, value ?? '']));
}
/** Below the range that systems give to outgoing connections, and below the ports of the local cloud: none of those takes the port before the application does. */
const local_ports = { from: 10_000, to: 20_000 };
async function freePort() {
    for (let left = 100; left > 0; left--) {
        const port = (0,external_node_crypto_namespaceObject.randomInt)(local_ports.from, local_ports.to);
        if (await isFree(port))
            return port;
    }
    throw failure(`No port between ${local_ports.from} and ${local_ports.to} is free for the application.`);
}
function aborted(signal) {
    return new Promise((resolve) => {
        if (signal.aborted)
            resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
    });
}

;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./lib/agent/hosts/machine.js




/** Longest command: the installation of packages or dependencies, in real milliseconds. */
const machine_limitMs = 15 * 60_000;
/** This machine. */
function machine() {
    return {
        run: async (command, { directory = '/', environment = machine_inherited(), hear, signal = AbortSignal.timeout(machine_limitMs) } = {}) => {
            let output = '';
            const child = startChild(command, { directory, environment }, (chunk) => {
                output += chunk;
                hear?.(chunk);
            });
            return { ...(await bounded(child, signal)), output };
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
/** Runs a command of the machine's own; throws with its last words when it fails. */
async function insist(machine, command) {
    const outcome = await machine.run(command);
    if (outcome.code === 0)
        return outcome;
    throw failure(`"${command.join(' ')}" failed with ${outcome.signal ?? outcome.code}: ${lastWords(outcome.output)}`);
}
/** The end of what a command printed, on one line. */
function lastWords(output) {
    return output.trim().split('\n').slice(-3).join(' ').slice(0, 500);
}

;// CONCATENATED MODULE: ./lib/agent/hosts/nginx-others.js


const key = '/etc/pki/tls/private/beanpole.key';
const certificate = '/etc/pki/tls/certs/beanpole.crt';
/** The servers of further processes that speak HTTP; behind the door HTTPS is HTTP, as the application is on the same machine. */
function othersInHttp(others, headers) {
    return others
        .filter(({ protocol }) => protocol === 'HTTP' || protocol === 'HTTPS')
        .map((other) => httpServer(other, headers))
        .join('');
}
function httpServer({ name, listens, port, protocol }, headers) {
    const secure = protocol === 'HTTPS';
    const shown = secure ? `    ssl_certificate ${certificate};\n    ssl_certificate_key ${key};\n` : '';
    const ssl = secure ? ' ssl' : '';
    return `
  upstream application_${name} {
    server 127.0.0.1:${port} max_fails=0;
    keepalive 64;
  }

  server {
    listen ${listens}${ssl} default_server;
    listen [::]:${listens}${ssl} default_server;
${shown}
    location / {
      proxy_pass http://application_${name};
${headers}    }
  }
`;
}
/** The part of nginx that carries connections as they come is a module of its own. */
function othersInStream(others) {
    const pipes = others.filter(({ protocol }) => protocol === 'TCP' || protocol === 'UDP');
    if (pipes.length === 0)
        return { modules: '', servers: '' };
    const servers = pipes.map(({ listens, port, protocol }) => `  server {
    listen ${listens}${protocol === 'UDP' ? ' udp' : ''};
    listen [::]:${listens}${protocol === 'UDP' ? ' udp' : ''};
    proxy_pass 127.0.0.1:${port};
    proxy_timeout 1h;
  }
`);
    return { modules: 'include /usr/share/nginx/modules/*.conf;\n', servers: `\nstream {\n${servers.join('')}}\n` };
}
/** The load balancer does not ask who shows a certificate: one that the instance makes itself keeps the way to it secret. */
async function makeCertificate(machine) {
    if ((await machine.run(['test', '-s', certificate])).code === 0)
        return;
    await insist(machine, ['openssl', ...selfSigned(key, certificate)]);
}

;// CONCATENATED MODULE: ./lib/agent/hosts/nginx-workers.js

const nginx_workers_pauseMs = 100;
/** AWS milliseconds. nginx reads its configuration and starts processes; a busy small instance needs a second or two. */
const nginx_workers_limitMs = 30_000;
/** The workers of our nginx (a container may have one of its own) that take requests, by their process ids; one that shuts down has another title. */
async function workersOf(machine) {
    const main = await machine.run(['systemctl', 'show', '--property=MainPID', '--value', 'nginx.service']);
    const pid = main.output.trim();
    // 0: it does not run.
    if (!/^[1-9]\d*$/.test(pid))
        return [];
    const { output } = await machine.run(['pgrep', '--full', '--parent', pid, '^nginx: worker process *$']);
    return output.split('\n').filter(Boolean);
}
/**
 * Waits until no former worker takes requests any more. `nginx -s reload` ends when it has told the master process: until that one has started new workers,
 * the former ones go on taking requests for the release that is about to stop.
 */
async function takenOver({ machine, clock }, former) {
    if (former.length === 0)
        return;
    const deadline = clock.now() + nginx_workers_limitMs;
    for (;;) {
        const now = await workersOf(machine);
        if (!former.some((worker) => now.includes(worker)))
            return;
        if (clock.now() >= deadline)
            throw failure('nginx was told of its new configuration and went on with the former one.');
        await clock.wait(nginx_workers_pauseMs);
    }
}

;// CONCATENATED MODULE: ./lib/agent/hosts/nginx-tls.js




/** What the server block of our configuration includes, from here. */
const serverParts = '/etc/nginx/beanpole';
const part = `${serverParts}/tls.conf`;
/** Where challenges are answered from: nginx must be able to read it. */
const challenges = '/var/lib/beanpole/acme-challenge';
/** The part of the server block that answers challenges, and port 443 once there is a certificate. Only then does plain HTTP send anybody on. */
function tlsConfiguration({ challenges: answers, certificate, redirect }) {
    const challenge = `location ^~ /.well-known/acme-challenge/ {\n  alias "${answers}/";\n  default_type text/plain;\n}\n`;
    if (certificate === undefined)
        return challenge;
    const https = `listen 443 ssl default_server;
listen [::]:443 ssl default_server;
ssl_certificate "${certificate.chain}";
ssl_certificate_key "${certificate.key}";
ssl_protocols TLSv1.2 TLSv1.3;
ssl_session_cache shared:beanpole:1m;
`;
    // The authority asks by plain HTTP, also for the next certificate.
    const onward = `set $beanpole_onward $scheme;
if ($uri ~ ^/\\.well-known/acme-challenge/) {
  set $beanpole_onward none;
}
if ($beanpole_onward = http) {
  return 301 https://$host$request_uri;
}
`;
    return `${https}${redirect ? onward : ''}${challenge}`;
}
/** TLS by nginx; systemd asks for the next certificate. */
function nginxTls(place) {
    const { machine } = place;
    return {
        open: async ({ issued, redirect }) => {
            const files = { chain: `${serverParts}/chain.pem`, key: `${serverParts}/key.pem` };
            if (issued !== undefined) {
                await machine.write(files.key, issued.key, 0o600);
                await machine.write(files.chain, issued.chain);
            }
            const certificate = issued === undefined ? {} : { certificate: files };
            await take(place, tlsConfiguration({ challenges, redirect, ...certificate }));
        },
        publish: async (token, answer) => {
            if (!/^[\w-]+$/.test(token))
                throw failure(`The authority's token is no name of a file: ${token.slice(0, 40)}`);
            await machine.write((0,external_node_path_namespaceObject.join)(challenges, token), answer);
        },
        watch: () => watch(place),
        close: async () => {
            if ((await machine.read(part).catch(() => '')) === '')
                return;
            await machine.run(['systemctl', 'disable', '--now', timerName]);
            await take(place, '');
        },
    };
}
/** nginx takes it, or goes on with what it had. */
async function take({ machine, clock }, text) {
    const former = await machine.read(part).catch(() => '');
    await machine.write(part, text);
    const { code, output } = await machine.run(['nginx', '-t']);
    if (code !== 0) {
        await machine.write(part, former);
        throw failure(`nginx refuses TLS: ${lastWords(output)}`);
    }
    const workers = await workersOf(machine);
    await insist(machine, ['systemctl', 'reload-or-restart', 'nginx.service']);
    await takenOver({ machine, clock }, workers);
}
const tlsUnitName = 'beanpole.tls.service';
const timerName = 'beanpole.tls.timer';
/** Asks every hour whether a new certificate is due; a copy of the agent does it, as an update may only be trying another one. */
async function watch({ machine, home, program }) {
    const file = (0,external_node_path_namespaceObject.join)(home, 'tls.mjs');
    if (program !== file) {
        await insist(machine, ['cp', '--', program, `${file}.next`]);
        await insist(machine, ['mv', '--', `${file}.next`, file]);
    }
    const command = [process.execPath, file, 'tls', (0,external_node_path_namespaceObject.join)(home, 'instance.json')].join(' ');
    await machine.write(`/etc/systemd/system/${tlsUnitName}`, unit(command, home));
    await machine.write(`/etc/systemd/system/${timerName}`, timer);
    await insist(machine, ['systemctl', 'daemon-reload']);
    await insist(machine, ['systemctl', 'enable', '--now', timerName]);
}
function unit(command, home) {
    return `[Unit]
Description=Beanpole: the certificate of the environment
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
Environment=BEANPOLE_HOME=${home}
ExecStart=${command}
TimeoutStartSec=600
`;
}
/** Not everybody asks the authority at the full hour. */
const timer = `[Unit]
Description=Beanpole: the certificate of the environment, every hour

[Timer]
OnBootSec=10min
OnUnitActiveSec=1h
OnActiveSec=1h
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
`;

;// CONCATENATED MODULE: ./lib/agent/hosts/nginx.js


/** Where nginx writes a line for each answer. */
const accessLog = '/var/log/nginx/access.log';
/** What nginx calls `combined`, and who stands behind the load balancer. */
const answerFormat = [
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
    '"$http_referer" "$http_user_agent" "$http_x_forwarded_for"',
].join(' ');
/** Where `.platform/nginx` keeps its snippets: for `http`, and below it for `server`. */
function snippetsOf({ directory }) {
    const http = `${directory}/.platform/nginx/conf.d`;
    return { http: `${http}/*.conf`, server: `${http}/elasticbeanstalk/*.conf` };
}
/**
 * The whole configuration of nginx: port 80 to the application. Connections of the load balancer are kept for longer than
 * it keeps them itself (60 s), or it would send requests into connections that we are closing.
 */
function nginxConfiguration(proxy) {
    const { port, drainSeconds, answerSeconds, wishes, own, others = [] } = proxy;
    const stream = othersInStream(others);
    if (own?.whole !== undefined && wishes !== undefined)
        return replaced(own.whole, wishes, nginx_locations(proxy));
    const snippets = wishes === undefined ? undefined : snippetsOf(wishes);
    const http = snippets === undefined ? '' : `\n  include "${snippets.http}";\n`;
    const server = snippets === undefined ? '' : `    include "${snippets.server}";\n`;
    const listen = answerSeconds === undefined
        ? 'listen 80 default_server;\n    listen [::]:80 default_server;'
        : 'listen 127.0.0.1:80 default_server;';
    return `# Written by Beanpole's instance agent.
${stream.modules}user nginx;
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
  # Beanstalk's format, which snippets refer to; and the same with the seconds that the request took.
  log_format main '${answerFormat}';
  log_format beanpole '${answerFormat} $request_time';
  access_log ${accessLog} beanpole;
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
${http}
  server {
    ${listen}

    include "${serverParts}/*.conf";

${nginx_locations(proxy)}${server}  }
${othersInHttp(others, toApplication)}}
${stream.servers}`;
}
const toApplication = `      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_header;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $forwarded_proto;
`;
function nginx_locations({ port, answerSeconds, wishes, own }) {
    const files = Object.entries(wishes?.staticFiles ?? {}).map(([url, path]) => {
        const exact = url.endsWith('/') ? '^~' : '=';
        return `    location ${exact} "${url}" {\n      alias "${path}";\n    }\n\n`;
    });
    if (own?.locates === true)
        return files.join('');
    // A configuration of the application's own knows neither our upstream nor our maps.
    const plain = own?.whole !== undefined;
    const headers = plain
        ? toApplication.replace('$connection_header', '$http_connection').replace('$forwarded_proto', '$scheme')
        : toApplication;
    // nginx itself gives up after 60 s.
    const patience = answerSeconds === undefined ? '' : `      proxy_read_timeout ${answerSeconds + 10}s;\n`;
    const target = plain ? `http://127.0.0.1:${port}` : 'http://application';
    return `${files.join('')}    location / {\n      proxy_pass ${target};\n${headers}${patience}    }\n`;
}
/** Beanstalk's own file includes its parts from `conf.d`; there they stand for ours and for the application's snippets. */
function replaced(whole, wishes, ours) {
    const { http, server } = snippetsOf(wishes);
    return whole
        .replace(/include\s+(\/etc\/nginx\/)?conf\.d\/elasticbeanstalk\/[^;]*;/g, () => `include "${serverParts}/*.conf";\n${ours}\n    include "${server}";`)
        .replace(/include\s+(\/etc\/nginx\/)?conf\.d\/\*\.conf\s*;/g, () => `include "${http}";`);
}

;// CONCATENATED MODULE: ./lib/agent/logs/files.js

/** Bytes of one file that are taken at once; a line that is longer is cut there. */
const files_mostBytes = 512 * 1_024;
/**
 * Reads files as they grow. One that is moved away is read to its end before the new one of its name is; one that becomes shorter is read from its beginning. `find` is
 * asked again and again, as files come and go.
 */
function followFiles(find, marks) {
    const open = new Map();
    const buffer = Buffer.alloc(files_mostBytes);
    const close = (one) => {
        (0,external_node_fs_namespaceObject.closeSync)(one.file);
        open.delete(one.path);
    };
    const take = (one, extent) => {
        const isMoved = inodeAt(one.path) !== one.inode;
        const lines = files_read(one, buffer, isMoved ? 'everything' : extent);
        if (isMoved && lines.length === 0 && one.arrived === one.taken) {
            close(one);
            // Or the next look would find the one that was moved away once more.
            delete marks.files[one.path];
        }
        return lines;
    };
    return {
        take: (extent) => {
            for (const found of find())
                if (!open.has(found.path))
                    begin(found, marks, open);
            return [...open.values()].flatMap((one) => take(one, extent));
        },
        confirm: () => {
            for (const one of open.values()) {
                one.arrived = one.taken;
                marks.files[one.path] = { inode: one.inode, offset: one.arrived };
            }
        },
        close: () => [...open.values()].forEach(close),
    };
}
/** Where it was left; in the file that was moved away meanwhile, if there is one. */
function begin(found, { files }, open) {
    const mark = files[found.path];
    const former = `${found.path}.1`;
    const isFormer = mark !== undefined && inodeAt(found.path) !== mark.inode && inodeAt(former) === mark.inode;
    try {
        const file = (0,external_node_fs_namespaceObject.openSync)(isFormer ? former : found.path, 'r');
        const { ino: inode, size } = (0,external_node_fs_namespaceObject.fstatSync)(file);
        const taken = mark?.inode === inode && mark.offset <= size ? mark.offset : 0;
        open.set(found.path, { ...found, file, inode, taken, arrived: taken });
    }
    catch (error) {
        // It went away between being found and being opened.
        if (error.code !== 'ENOENT')
            throw error;
    }
}
function files_read(one, buffer, extent) {
    if ((0,external_node_fs_namespaceObject.fstatSync)(one.file).size < one.taken)
        one.taken = 0;
    const bytes = buffer.subarray(0, (0,external_node_fs_namespaceObject.readSync)(one.file, buffer, 0, buffer.length, one.taken));
    const whole = bytes.lastIndexOf(0x0a) + 1;
    const isAll = whole === 0 && (extent === 'everything' || bytes.length === buffer.length);
    const end = isAll ? bytes.length : whole;
    one.taken += end;
    const now = Date.now();
    const texts = bytes.subarray(0, end).toString().split('\n');
    if (!isAll)
        texts.pop();
    return texts.filter((text) => text !== '').map((text) => ({ log: one.log, ...dated(text, now) }));
}
/** Our own logs begin each line with its time. */
function dated(text, now) {
    const [whole = '', time = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) /.exec(text) ?? [];
    return whole === '' ? { at: now, text } : { at: Date.parse(time), text: text.slice(whole.length) };
}
function inodeAt(path) {
    return (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.ino;
}

;// CONCATENATED MODULE: ./lib/agent/health/metrics.js
/** Where the metrics of all environments are. */
const namespace = 'Beanpole';
/**
 * A line of health that CloudWatch Logs makes metrics of, in the embedded metric format: of the environment, so that its instances are looked at together and each name costs
 * once. A value that is not known is left out. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
function withMetrics(health, wanted, { environment, at }) {
    const values = wanted.flatMap((name) => {
        const value = readings[name](health);
        return value === undefined ? [] : [[name, value]];
    });
    if (values.length === 0)
        return health;
    const Metrics = values.map(([Name]) => ({ Name, Unit: unitOf(Name) }));
    return {
        _aws: {
            Timestamp: Math.round(at),
            CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Environment']], Metrics }],
        },
        Environment: environment,
        ...Object.fromEntries(values),
        ...health,
    };
}
const metrics_status = (kind) => ({ requests }) => requests?.statuses[kind];
/** Seconds, as Elastic Beanstalk has them. */
const latency = (name) => ({ requests }) => requests?.latency === undefined ? undefined : requests.latency[name] / 1000;
const readings = {
    ApplicationRequestsTotal: ({ requests }) => requests?.count,
    ApplicationRequests2xx: metrics_status('2xx'),
    ApplicationRequests3xx: metrics_status('3xx'),
    ApplicationRequests4xx: metrics_status('4xx'),
    ApplicationRequests5xx: metrics_status('5xx'),
    ApplicationLatencyP10: latency('p10'),
    ApplicationLatencyP50: latency('p50'),
    ApplicationLatencyP75: latency('p75'),
    ApplicationLatencyP85: latency('p85'),
    ApplicationLatencyP90: latency('p90'),
    ApplicationLatencyP95: latency('p95'),
    ApplicationLatencyP99: latency('p99'),
    'ApplicationLatencyP99.9': latency('p99.9'),
    CPUUser: ({ machine }) => machine.cpu.user,
    CPUSystem: ({ machine }) => machine.cpu.system,
    CPUIdle: ({ machine }) => machine.cpu.idle,
    LoadAverage1min: ({ machine }) => machine.load[0],
    LoadAverage5min: ({ machine }) => machine.load[1],
    RootFilesystemUtil: ({ machine }) => machine.disk,
    MemoryUtil: ({ machine }) => machine.memory,
};
function unitOf(name) {
    if (name.startsWith('ApplicationRequests'))
        return 'Count';
    if (name.startsWith('ApplicationLatency'))
        return 'Seconds';
    return name.startsWith('LoadAverage') ? 'None' : 'Percent';
}

;// CONCATENATED MODULE: ./lib/agent/logs/health.js



/** Name of the log, as the streams of the group are called. */
const log = 'health';
/** AWS milliseconds from one line to the next. */
const everyMs = 60_000;
/** How the instance is, a line of JSON every minute: each answer is counted in one of them. What a line tells is over when it cannot be sent, so none is made up for. */
function followHealth({ home, accessLog, wanted, clock }) {
    const processors = processorWatch();
    let dueAt = clock.now() + everyMs;
    let since = Date.now();
    return {
        take: () => {
            if (clock.now() < dueAt)
                return [];
            const until = Date.now();
            const look = { home, accessLog, since, until, processors: processors() };
            [dueAt, since] = [clock.now() + everyMs, until];
            const wishes = wanted();
            if (wishes === undefined)
                return [];
            const { metrics, environment } = wishes;
            const told = withMetrics(lookAtInstance(look), metrics, { environment, at: clock.wall() });
            return [{ log, at: until, text: JSON.stringify(told) }];
        },
        confirm: () => { },
        close: () => { },
    };
}

;// CONCATENATED MODULE: ./lib/agent/logs/marks.js



/** What an earlier run has left; a file that cannot be read is as good as none. */
function readMarks(home) {
    const file = marks_fileIn(home);
    try {
        return (0,external_node_fs_namespaceObject.existsSync)(file) ? JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8')) : { files: {} };
    }
    catch {
        return { files: {} };
    }
}
/** Writes them in one step of the file system. */
function writeMarks(home, marks) {
    writeWhole(marks_fileIn(home), JSON.stringify(marks));
}
function marks_fileIn(home) {
    return (0,external_node_path_namespaceObject.join)(home, 'log-marks.json');
}

;// CONCATENATED MODULE: ./lib/agent/logs/find.js


/** Files below a directory that fit a pattern, in which `*` stands for any text but `/`. Node.js has one of its own, but not yet in all versions that the local cloud runs on. */
function filesLike(pattern, root = '/') {
    const parts = pattern.split('/').filter(Boolean);
    const found = parts.reduce((places, part) => places.flatMap((place) => find_inside(place, part)), [root]);
    return found.filter((path) => path !== root);
}
function find_inside(place, part) {
    if (!part.includes('*'))
        return (0,external_node_fs_namespaceObject.existsSync)((0,external_node_path_namespaceObject.join)(place, part)) ? [(0,external_node_path_namespaceObject.join)(place, part)] : [];
    const form = new RegExp(`^${part.split('*').map(verbatim).join('.*')}$`);
    return find_namesIn(place)
        .filter((name) => form.test(name) && !name.startsWith('.'))
        .map((name) => (0,external_node_path_namespaceObject.join)(place, name));
}
/** None in what is no directory, or is gone by now. */
function find_namesIn(place) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(place).sort();
    }
    catch {
        return [];
    }
}
function verbatim(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

;// CONCATENATED MODULE: ./lib/agent/logs/places.js


/**
 * What the agent and its steps write below its own directory. On a machine with systemd the application's processes are in the journal, and their files here are but copies for
 * a report.
 */
const steps = ['agent', 'events', 'install', 'build', 'prebuild', 'predeploy', 'postdeploy', 'extensions', 'once'];
/** On Amazon Linux: the agent's own, nginx's, and what the settings name. */
function filesOnAmazon(home, named) {
    const own = [...steps.map((step) => `log/${step}.log`), 'log/*/agent.log'];
    return [...ofAgent(home, own), ...elsewhere('/', ['/var/log/nginx/*.log', ...named])];
}
/** In the local cloud everything is written below the agent's own directory, and paths begin in that of the instance. */
function filesOfLocal(home, root, named) {
    return [...ofAgent(home, ['log/*.log', 'log/*/agent.log']), ...elsewhere(root, named)];
}
function ofAgent(home, patterns) {
    return patterns.flatMap((pattern) => filesLike(pattern, home).map((path) => ({ path, log: (0,external_node_path_namespaceObject.basename)(path, '.log') })));
}
/** Called by its path on the machine, without the first slash. */
function elsewhere(root, patterns) {
    return patterns.flatMap((pattern) => filesLike(pattern, root).map((path) => ({ path, log: (0,external_node_path_namespaceObject.relative)(root, path) })));
}

;// CONCATENATED MODULE: external "node:readline"
const external_node_readline_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");
;// CONCATENATED MODULE: ./lib/agent/logs/systemd.js


/** Lines that are held; more than these wait in the journal. */
const mostLines = 10_000;
/** Bytes of the last lines, with all that the journal says of each. */
const systemd_mostBytes = 64 * 1_024 * 1_024;
/**
 * What the application's processes print, out of the journal of systemd: everything of this boot, or what came after the last that has arrived. A `journalctl` that
 * ends is started anew.
 */
function followJournal(marks) {
    const waiting = [];
    let taken = marks.cursor;
    let child;
    const start = () => {
        const started = (0,external_node_child_process_namespaceObject.spawn)('journalctl', ['--follow', '--no-tail', ...since(taken)], {
            stdio: ['ignore', 'pipe', 'ignore'],
        });
        started.on('error', () => { });
        started.once('close', () => {
            if (child === started)
                child = undefined;
        });
        (0,external_node_readline_namespaceObject.createInterface)({ input: started.stdout }).on('line', (line) => {
            waiting.push(...entriesOf([line]));
            if (waiting.length >= mostLines)
                started.stdout.pause();
        });
        return started;
    };
    const follow = () => {
        child ??= start();
        child.stdout?.resume();
    };
    const stop = () => {
        child?.removeAllListeners();
        child?.kill();
        child = undefined;
    };
    follow();
    return {
        take: (extent) => {
            const lines = waiting.splice(0);
            taken = lines.at(-1)?.cursor ?? taken;
            if (extent === 'lines') {
                follow();
                return lines;
            }
            // Whoever follows is told of new lines a quarter of a second later.
            stop();
            const last = restOf(taken);
            taken = last.at(-1)?.cursor ?? taken;
            return [...lines, ...last];
        },
        confirm: () => {
            if (taken !== undefined)
                marks.cursor = taken;
        },
        close: stop,
    };
}
/** What is in the journal by now; before that, everything that was printed is put into it. */
function restOf(taken) {
    (0,external_node_child_process_namespaceObject.spawnSync)('journalctl', ['--sync'], { timeout: 5_000 });
    const { stdout } = (0,external_node_child_process_namespaceObject.spawnSync)('journalctl', [...since(taken)], {
        encoding: 'utf8',
        timeout: 5_000,
        maxBuffer: systemd_mostBytes,
    });
    // Behind the last end of a line there is nothing, or a line that was cut off.
    return entriesOf((stdout ?? '').split('\n').slice(0, -1));
}
function since(cursor) {
    const from = cursor === undefined ? '--boot' : `--after-cursor=${cursor}`;
    return ['--quiet', '--no-pager', '--output=json', '--output-fields=MESSAGE,SYSLOG_IDENTIFIER', from];
}
/** https://systemd.io/JOURNAL_EXPORT_FORMATS/: text that is not UTF-8 comes as a list of its bytes. The units of the application are called `beanpole-<process>`. */
function entriesOf(lines) {
    return lines.flatMap((line) => {
        const entry = JSON.parse(line);
        const { MESSAGE: message, SYSLOG_IDENTIFIER: identifier } = entry;
        const [, log] = /^beanpole-([^@]+)(?:@b)?$/.exec(String(identifier)) ?? [];
        if (log === undefined)
            return [];
        const text = Array.isArray(message) ? Buffer.from(message).toString() : String(message ?? '');
        const at = Math.floor(Number(entry['__REALTIME_TIMESTAMP']) / 1_000);
        return [{ log, at, text, cursor: String(entry['__CURSOR']) }];
    });
}

;// CONCATENATED MODULE: ./lib/agent/logs/job.js










/** What is sent from an instance of Amazon Linux. */
function jobOnAmazon(home, clock) {
    const marks = readMarks(home);
    const files = followFiles(() => filesOnAmazon(home, namedIn(home)), marks);
    return {
        group: () => servedIn(home)?.logGroup,
        sources: [followJournal(marks), files, healthOf(home, accessLog, clock)],
        marks,
    };
}
/** What is sent from an instance of the local cloud, whose own directory is `root`. */
function jobOfLocal(home, root, clock) {
    const marks = readMarks(home);
    const files = followFiles(() => filesOfLocal(home, root, namedIn(home)), marks);
    return {
        group: () => servedIn(home)?.logGroup,
        sources: [files, healthOf(home, localAccessLog(home), clock)],
        marks,
    };
}
/** Asked each time: an update in place may bring other files, or end it. */
function servedIn(home) {
    const file = (0,external_node_path_namespaceObject.join)(home, 'instance.json');
    return (0,external_node_fs_namespaceObject.existsSync)(file) ? readDescription(file) : undefined;
}
function healthOf(home, log, clock) {
    return followHealth({
        home,
        accessLog: log,
        wanted: () => {
            const health = wishesIn(home)?.health;
            const served = servedIn(home);
            if (health === undefined || served === undefined)
                return undefined;
            return { ...health, environment: `${served.application}-${served.environment}` };
        },
        clock,
    });
}
/** Files that the settings name; none before the configuration is there. */
function namedIn(home) {
    return wishesIn(home)?.files ?? [];
}
/** What the settings want sent; nothing before the configuration is there. */
function wishesIn(home) {
    const sha256 = servedIn(home)?.config.sha256;
    const file = (0,external_node_path_namespaceObject.join)(home, 'artifacts', `${sha256}.json`);
    return (0,external_node_fs_namespaceObject.existsSync)(file) ? readConfig(file).logs : undefined;
}

;// CONCATENATED MODULE: ./lib/agent/logs/batches.js
const most = { events: 10_000, bytes: 1_048_576, spanMs: 24 * 60 * 60_000 };
/** Bytes that CloudWatch Logs counts for each event beside its text. */
const overhead = 26;
/** Bytes of text in one event; AWS takes more by now, and everywhere has taken these. */
const longest = 256 * 1_024 - overhead;
/** Divides lines into batches, of one log each and in its own order. */
function batchesOf(lines) {
    const logs = [...new Set(lines.map(({ log }) => log))];
    return logs.flatMap((log) => divided(log, lines.filter((line) => line.log === log)));
}
function divided(log, lines) {
    const batches = [];
    let bytes = 0;
    let timestamp = 0;
    for (const { at, text } of lines) {
        // A clock that was put back must not turn the order of lines round.
        timestamp = Math.max(timestamp, at);
        for (const message of parts(text)) {
            const size = Buffer.byteLength(message) + overhead;
            const last = batches.at(-1);
            const span = timestamp - (last?.events[0]?.timestamp ?? timestamp);
            const fits = bytes + size <= most.bytes && span < most.spanMs && (last?.events.length ?? 0) < most.events;
            bytes = fits ? bytes + size : size;
            if (last !== undefined && fits)
                last.events.push({ timestamp, message });
            else
                batches.push({ log, events: [{ timestamp, message }] });
        }
    }
    return batches;
}
/** A line that is too long for one event becomes several; no character is cut in two. CloudWatch Logs takes no empty text. */
function parts(text) {
    if (text === '')
        return [' '];
    const bytes = Buffer.from(text);
    const found = [];
    for (let at = 0; at < bytes.length;) {
        let end = Math.min(at + longest, bytes.length);
        // The bytes of one character but the first begin with the bits 10.
        while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80)
            end -= 1;
        found.push(bytes.subarray(at, end).toString());
        at = end;
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/agent/logs/stream.js





/** AWS milliseconds from one look to the next: a line is to be seen within seconds, and an idle instance costs nearly nothing. */
const stream_lookMs = 5_000;
const pauses = { firstMs: 1_000, longestMs: 60_000 };
/** AWS milliseconds for the last lines of an instance that ends. */
const lastMs = 10_000;
/**
 * Sends lines as they come, in batches. Nothing is taken from a source while what was taken is on its way: when CloudWatch Logs is out of reach the lines wait where they
 * are, and come later. After a kill what had not been confirmed comes again.
 */
function startStreaming(world, job) {
    const { clock } = world;
    const enough = new AbortController();
    const over = new AbortController();
    const streams = new Set();
    const send = async (extent) => {
        const group = job.group();
        if (group === undefined)
            return [];
        const lines = job.sources.flatMap((source) => source.take(extent));
        for (const batch of batchesOf(lines))
            await arrive(world, { group, batch, streams }, over.signal);
        if (lines.length === 0 || over.signal.aborted)
            return [];
        for (const source of job.sources)
            source.confirm();
        writeMarks(world.home, job.marks);
        return lines;
    };
    // What cannot be read now may be read later; the application has nothing to do with it.
    const round = (extent) => send(extent).catch((error) => {
        world.journal.say(`Log lines could not be read: ${reasonOf(error)}`);
        return [];
    });
    const ended = (async () => {
        while (!enough.signal.aborted)
            if (!isPlenty(await round('lines')))
                await clock.wait(stream_lookMs, enough.signal).catch(() => { });
        while ((await round('everything')).length > 0)
            ;
        for (const source of job.sources)
            source.close();
    })();
    return {
        stop: async () => {
            const timer = setTimeout(() => over.abort(new Error('The instance ends.')), clock.limit(lastMs));
            enough.abort();
            await ended;
            clearTimeout(timer);
        },
    };
}
/** So much was taken that more may wait; with less it is better to wait for what comes, and send it together. */
function isPlenty(lines) {
    return lines.length >= 500 || lines.reduce((sum, { text }) => sum + text.length, 0) >= 256 * 1_024;
}
/** Tries until it has arrived, more and more slowly; gives up what CloudWatch Logs would never take, and says so. */
async function arrive(world, parcel, over) {
    const { clock, journal } = world;
    for (let pause = pauses.firstMs; !over.aborted; pause = Math.min(pause * 2, pauses.longestMs)) {
        try {
            return await put(world, parcel, over);
        }
        catch (error) {
            if (over.aborted)
                return;
            const { log, events } = parcel.batch;
            if (error instanceof AwsRefusal && error.code === 'InvalidParameterException')
                return journal.say(`CloudWatch Logs refuses ${events.length} lines of ${log}: ${reasonOf(error)}`);
            if (error instanceof AwsRefusal && error.code === 'ResourceNotFoundException')
                parcel.streams.clear();
            journal.say(`Lines of ${log} wait ${pause / 1_000} s, as they cannot be sent: ${reasonOf(error)}`);
            await clock.wait(pause, over).catch(() => { });
        }
    }
}
async function put(world, { group, batch, streams }, signal) {
    const { aws, instance, journal } = world;
    // Neither may stand in the name of a stream.
    const logStreamName = `${batch.log}/${instance}`.replace(/[:*]/g, '-');
    const place = { logGroupName: group, logStreamName };
    const how = { patience: newRolePatience, signal };
    if (!streams.has(logStreamName)) {
        await call(aws, 'logs', 'CreateLogStream', place, how).catch((error) => {
            if (!(error instanceof AwsRefusal) || error.code !== 'ResourceAlreadyExistsException')
                throw error;
        });
        streams.add(logStreamName);
    }
    const answer = await call(aws, 'logs', 'PutLogEvents', { ...place, logEvents: batch.events }, how);
    const { rejectedLogEventsInfo: rejected } = answer;
    if (rejected !== undefined)
        journal.say(`CloudWatch Logs leaves out lines of ${batch.log}: ${JSON.stringify(rejected)}`);
}

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



;// CONCATENATED MODULE: ./lib/agent/aws/client.js



const silenceMs = 15_000;
/** Real milliseconds: a local cloud shares a busy machine with all of its instances, however fast its time runs. */
const leastSilenceMs = 5_000;
function awsClient({ region, endpoint, credentials, clock }) {
    const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const own = endpoint?.replace(/\/$/, '');
    // Keys derived from the credentials are the same all day long: by service, made once.
    const cache = new Map();
    return {
        endpoint: (service) => own ?? `https://${service}.${region}.${domain}`,
        bucket: (name) => (own === undefined ? `https://${name}.s3.${region}.${domain}` : `${own}/${name}`),
        send: (request, take) => {
            const attempt = async () => exchange(await client_signed(request, { region, cache, credentials: await credentials() }), take, {
                clock,
                ...request,
            });
            return persist(clock, attempt, request.patience ?? transientPatience);
        },
    };
}
async function client_signed(request, { region, credentials, cache }) {
    const { service, method, url, headers = {}, body } = request;
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const signer = new AwsV4Signer({
        service,
        region,
        cache,
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
async function exchange({ url, ...init }, take, bounds) {
    const silence = new AbortController();
    const limit = Math.max(bounds.clock.limit(bounds.silenceMs ?? silenceMs), leastSilenceMs);
    const timer = setTimeout(() => silence.abort(new Error(`${url.host} does not answer.`)), limit);
    const signal = bounds.signal === undefined ? silence.signal : AbortSignal.any([silence.signal, bounds.signal]);
    try {
        const response = await fetch(url, { ...init, signal });
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
const metadata_limitMs = 2_000;
/** Real milliseconds: a local cloud shares a busy machine with all of its instances, however fast its time runs. */
const leastLimitMs = 1_000;
/** IMDSv2 (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html): each read shows a session token. */
function instanceMetadata(base, clock) {
    let token;
    async function ask(method, path, headers) {
        const signal = AbortSignal.timeout(Math.max(clock.limit(metadata_limitMs), leastLimitMs));
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
    return {
        get: (path) => persist(clock, () => read(path), patience),
        peek: async (path) => {
            try {
                return await read(path);
            }
            catch (error) {
                if (error instanceof AwsRefusal && error.status === 404)
                    return undefined;
                throw error;
            }
        },
    };
}
/** The service is on the instance itself: long silence means that there is none. A role appears some seconds after the start. */
function patience(error) {
    if (error instanceof AwsRefusal && (error.status === 404 || error.status === 401))
        return 10_000;
    return Math.min(transientPatience(error), 10_000);
}

;// CONCATENATED MODULE: ./lib/agent/clock.js
/** No peer is given less than this, unless less was asked for. */
const clock_leastLimitMs = 1_000;
/** A clock that runs `scale` times as fast as real time (`BEANPOLE_TIME_SCALE`) since `origin` (`BEANPOLE_TIME_ORIGIN`, `<aws>@<real>`). */
function scaledClock(scale = 1, origin = { aws: 0, real: 0 }) {
    return {
        wall: () => (origin.real === 0 ? Date.now() : origin.aws + (Date.now() - origin.real) * scale),
        now: () => performance.now() * scale,
        wait: (ms, signal) => sleep(Math.max(0, ms) / scale, signal),
        limit: (ms) => Math.max(ms / scale, Math.min(ms, clock_leastLimitMs)),
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
/** The origin that the local cloud tells its instances; AWS tells none. */
function clock_originIn(text) {
    const [aws, real] = text?.split('@').map(Number) ?? [];
    return aws === undefined || real === undefined ? undefined : { aws, real };
}

;// CONCATENATED MODULE: ./lib/agent/hosts/units.js
/** The user that the application runs as; the name is Beanstalk's. */
const units_user = 'webapp';
/** Where the environment variables of a slot's release lie: in memory, for they hold secrets. */
function environmentFile(slot) {
    return `/run/beanpole/environment${at(slot)}`;
}
/** `beanpole-web.service`, in the second slot `beanpole-web@b.service`. */
function unitName(process, slot) {
    return `${identifier(process, slot)}.service`;
}
/** The unit that brings the agent back. Ours have a full stop in their names, which no process of a Procfile can have: one may well be called `worker`. */
const agentUnitName = 'beanpole.agent.service';
/** The slot that one of the application's units belongs to. */
function slotOf(unit) {
    return unit.endsWith('@b.service') ? 'b' : 'a';
}
/** What the journal of the machine calls the process. */
function identifier(process, slot) {
    return `beanpole-${process}${at(slot)}`;
}
function at(slot) {
    return slot === 'a' ? '' : `@${slot}`;
}
/** The unit of one of the application's processes. Not enabled: after a reboot the agent starts it, behind a shut door. */
function processUnit({ name, command, halt }, { slot, directory, stopSeconds }) {
    return `[Unit]
Description=Beanpole application: ${name}
StartLimitIntervalSec=0

[Service]
User=${units_user}
WorkingDirectory=${directory}
EnvironmentFile=${environmentFile(slot)}
ExecStart=/bin/sh -c ${units_quoted(command)}
${halt === undefined ? '' : `ExecStopPost=-/bin/sh -c ${units_quoted(halt)}\n`}SyslogIdentifier=${identifier(name, slot)}
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
const workerUnitName = 'beanpole.worker.service';
/**
 * The unit of the worker daemon. Not enabled: after a reboot the agent starts it, when the application is good. At a shutdown it stops first, and with
 * time for what it has taken: it comes after the proxy and the application, whichever slot they are in.
 */
function workerUnit({ command, home, drainSeconds, }) {
    return `[Unit]
Description=Beanpole worker daemon
After=nginx.service ${unitName('web', 'a')} ${unitName('web', 'b')}
StartLimitIntervalSec=0

[Service]
Environment=BEANPOLE_HOME=${home}
ExecStart=${command.join(' ')}
Restart=always
RestartSec=5
TimeoutStopSec=${drainSeconds + 30}
`;
}
const streamUnitName = 'beanpole.stream.service';
/** The unit that sends log lines. Not enabled: the agent starts it. At a shutdown it stops behind the application and the proxy, whose last lines it waits for: the `journalctl` that it reads from must not end before it. */
function streamUnit({ command, home }) {
    return `[Unit]
Description=Beanpole: log lines are sent to CloudWatch Logs
Wants=network-online.target
After=network-online.target
Before=nginx.service ${unitName('web', 'a')} ${unitName('web', 'b')} ${workerUnitName}
StartLimitIntervalSec=0

[Service]
Environment=BEANPOLE_HOME=${home}
ExecStart=${command.join(' ')}
KillMode=mixed
Restart=always
RestartSec=5
TimeoutStopSec=20
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
function units_quoted(command) {
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

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-beside.js




/** The worker daemon. Its stop takes as long as its messages do. */
async function startWorkerUnit(ground, description) {
    const { home } = ground;
    const { drain } = readConfig((0,external_node_path_namespaceObject.join)(home, 'artifacts', `${description.config.sha256}.json`));
    await startBeside(ground, 'work', {
        file: 'worker.mjs',
        unit: workerUnitName,
        restart: ['restart'],
        text: (command) => workerUnit({ command, home, drainSeconds: drain }),
    });
}
/** What sends log lines; it goes on where it was. What the former one still has to send is nothing to wait for. */
async function startStreamUnit(ground) {
    await startBeside(ground, 'stream', {
        file: 'stream.mjs',
        unit: streamUnitName,
        restart: ['restart', '--no-block'],
        text: (command) => streamUnit({ command, home: ground.home }),
    });
}
/** It runs from a copy of this agent: the file itself may be one that an update only tries. */
async function startBeside({ machine, home, program }, duty, beside) {
    const file = (0,external_node_path_namespaceObject.join)(home, beside.file);
    await insist(machine, ['cp', '--', program, `${file}.next`]);
    await insist(machine, ['mv', '--', `${file}.next`, file]);
    const command = [process.execPath, file, duty, (0,external_node_path_namespaceObject.join)(home, 'instance.json')];
    await machine.write(`/etc/systemd/system/${beside.unit}`, beside.text(command));
    await insist(machine, ['systemctl', 'daemon-reload']);
    await insist(machine, ['systemctl', ...beside.restart, beside.unit]);
}

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-logs.js

const amazon_logs_configuration = '/etc/beanpole/logrotate.conf';
const logsUnitName = 'beanpole.logs.service';
const amazon_logs_timerName = 'beanpole.logs.timer';
const units = '/etc/systemd/system';
/**
 * Keeps the logs of nginx small: its package's own rule looks once a day, and a busy day fills a disk. What the application prints is in the journal of systemd,
 * which bounds itself (a tenth of the disk, at most 4 GB).
 */
async function keepLogsSmall(machine) {
    await machine.write(amazon_logs_configuration, rotation('/var/log/nginx/*.log'));
    await machine.write(`${units}/${logsUnitName}`, amazon_logs_unit);
    await machine.write(`${units}/${amazon_logs_timerName}`, amazon_logs_timer);
    await insist(machine, ['systemctl', 'daemon-reload']);
    await insist(machine, ['systemctl', 'enable', '--now', amazon_logs_timerName]);
}
/** Ten files of 10 MiB, and what comes in ten minutes. nginx opens its files anew at SIGUSR1; until then it writes into the moved one, so that no line is lost. */
function rotation(files) {
    return `${files} {
  size 10M
  rotate 10
  missingok
  notifempty
  compress
  delaycompress
  sharedscripts
  postrotate
    [ ! -s /run/nginx.pid ] || kill -s USR1 "$(cat /run/nginx.pid)"
  endscript
}
`;
}
const amazon_logs_unit = `[Unit]
Description=Beanpole: logs are kept small

[Service]
Type=oneshot
ExecStart=/usr/sbin/logrotate --state /var/lib/beanpole/logrotate.state ${amazon_logs_configuration}
StateDirectory=beanpole
`;
const amazon_logs_timer = `[Unit]
Description=Beanpole: logs are kept small, every ten minutes

[Timer]
OnBootSec=10min
OnActiveSec=10min
OnUnitActiveSec=10min

[Install]
WantedBy=timers.target
`;

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-prepare.js





/** Home of the application's user. */
const appHome = '/var/lib/webapp';
const dnfAttempts = 3;
const dnfPauseMs = 5_000;
/** Packages, the application's user, services, and the names under which it finds its programs. */
async function amazon_prepare_prepare(instance, version, purpose) {
    const { machine, home } = instance;
    const { packages, buildPackages = [], services = [], groups = [], files = {} } = version;
    const all = ['nginx', 'logrotate', ...packages, ...(purpose === 'build' ? buildPackages : [])];
    await installPackages(instance, [...new Set(all)]);
    if ((await machine.run(['id', units_user])).code !== 0) {
        const shell = ['--shell', '/sbin/nologin'];
        await insist(machine, ['useradd', '--system', '--create-home', '--home-dir', appHome, ...shell, units_user]);
    }
    for (const group of groups)
        await insist(machine, ['usermod', '--append', '--groups', group, units_user]);
    for (const [path, text] of Object.entries(files)) {
        // An image that brings a file of its own along knows better.
        if ((await machine.run(['test', '-e', path])).code !== 0)
            await machine.write(path, text);
    }
    if (services.length > 0)
        await insist(machine, ['systemctl', 'enable', '--now', ...services]);
    // `node` and `python3` mean whatever version was there first; in front of PATH they mean ours.
    for (const [name, program] of Object.entries(version.programs)) {
        await machine.link((0,external_node_path_namespaceObject.join)(home, 'bin', name), `/usr/bin/${program}`);
    }
    await keepLogsSmall(machine);
}
async function installPackages({ machine, journal, clock }, packages) {
    // An image that has them, or a reboot, needs no repository.
    if ((await machine.run(['rpm', '--query', '--quiet', ...packages])).code === 0)
        return;
    for (let left = dnfAttempts;; left--) {
        const { code, output } = await machine.run(['dnf', 'install', '--assumeyes', ...packages]);
        if (code === 0)
            return;
        journal.say(`dnf failed: ${lastWords(output)}`);
        if (left === 1)
            throw failure(`The packages ${packages.join(', ')} could not be installed: ${lastWords(output)}`);
        await clock.wait(dnfPauseMs);
    }
}

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-linux.js












const amazon_linux_watchMs = 500;
const amazon_linux_units = '/etc/systemd/system';
/** Where nginx looks for its configuration. */
const nginxFile = '/etc/nginx/nginx.conf';
/** Amazon Linux 2023: dnf, a user of the application's own, systemd for the processes, nginx for the door. */
function amazonLinux(instance) {
    const { machine, journal, home, serve, slot = 'a' } = instance;
    const must = (command) => insist(machine, command);
    let running = [];
    const runningUnits = () => running.map((name) => unitName(name, slot));
    return {
        root: '/',
        shell: ['sh', '-c'],
        environment: { HOME: appHome, LANG: 'C.UTF-8', PATH: `${home}/bin:/usr/local/bin:/usr/bin:/bin` },
        prepare: (version, purpose) => amazon_prepare_prepare(instance, version, purpose),
        choosePort: async (preferred) => preferred,
        run: async ({ command, directory, environment, as, step, signal }) => {
            await must(['chown', '-R', `${units_user}:${units_user}`, directory]);
            const hear = (chunk) => journal.hear(step, chunk);
            const whole = as === 'root' ? command : ['runuser', '--user', units_user, '--', ...command];
            return machine.run(whole, { directory, environment, hear, ...(signal && { signal }) });
        },
        start: async (application) => {
            // Hooks run as root and may have left files of root's.
            await must(['chown', '-R', `${units_user}:${units_user}`, application.directory]);
            running = application.processes.map(({ name }) => name);
            await writeUnits(machine, application, slot);
            await must(['systemctl', 'daemon-reload']);
            await must(['systemctl', 'restart', ...runningUnits()]);
        },
        firstEnd: (signal) => amazon_linux_watch(instance, running, signal),
        listeners: () => listeners(machine, runningUnits()),
        work: (description) => startWorkerUnit(instance, description),
        streamLogs: () => startStreamUnit(instance),
        accessLog: accessLog,
        openDoor: (behind) => amazon_linux_openDoor(instance, behind),
        tls: nginxTls(instance),
        collect: async () => {
            for (const name of running)
                await collect(instance, name);
        },
        // systemd keeps the processes; nothing of ours stays but the unit that comes back at a reboot.
        keep: async () => {
            await machine.write(`${amazon_linux_units}/${agentUnitName}`, agentUnit({ command: serve, home }));
            await must(['systemctl', 'daemon-reload']);
            await must(['systemctl', 'enable', agentUnitName]);
        },
        stop: async () => {
            await machine.run(['systemctl', 'stop', 'nginx.service', ...runningUnits()]);
        },
    };
}
async function writeUnits(machine, application, slot) {
    const { directory, environment, processes, drainMs } = application;
    await machine.write(environmentFile(slot), environmentText(environment), 0o600);
    for (const process of processes) {
        const text = processUnit(process, { slot, directory, stopSeconds: drainMs / 1_000 + 10 });
        await machine.write(`${amazon_linux_units}/${unitName(process.name, slot)}`, text);
    }
}
/** Asks systemd again and again; it restarts a process after 2 s, so that no end is missed. */
async function amazon_linux_watch({ machine, clock, slot = 'a' }, names, signal) {
    for (;;) {
        for (const name of names) {
            const command = ['systemctl', 'show', `--property=${endProperties.join(',')}`, unitName(name, slot)];
            const end = processEnd(name, (await machine.run(command)).output, external_node_os_namespaceObject.constants.signals);
            if (end !== undefined && (name === 'web' || end.code !== 0))
                return end;
        }
        await clock.wait(amazon_linux_watchMs, signal);
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
async function amazon_linux_openDoor({ machine, clock, home, slot = 'a' }, behind) {
    const { port, drainMs, answerMs, proxy, others = [] } = behind;
    const drainSeconds = Math.ceil(drainMs / 1_000);
    const answerSeconds = answerMs === undefined ? {} : { answerSeconds: Math.ceil(answerMs / 1_000) };
    const own = proxy === undefined ? undefined : await ownConfiguration(machine, proxy);
    const text = nginxConfiguration({
        port,
        drainSeconds,
        ...answerSeconds,
        others,
        wishes: proxy,
        ...(own !== undefined && { own }),
    });
    if (others.some(({ protocol }) => protocol === 'HTTPS'))
        await makeCertificate(machine);
    const trial = (0,external_node_path_namespaceObject.join)(home, 'nginx.conf');
    await machine.write(trial, text);
    const { code, output } = await machine.run(['nginx', '-t', '-c', trial]);
    if (code !== 0)
        throw failure(`nginx refuses its configuration: ${lastWords(output)}`);
    const former = await machine.read(nginxFile).catch(() => undefined);
    await machine.write(nginxFile, text);
    await machine.write(`${amazon_linux_units}/nginx.service.d/beanpole.conf`, proxyDropIn(drainSeconds, slot));
    await insist(machine, ['systemctl', 'daemon-reload']);
    const workers = await workersOf(machine);
    try {
        await insist(machine, ['systemctl', 'reload-or-restart', 'nginx.service']);
        await takenOver({ machine, clock }, workers);
    }
    catch (error) {
        if (former !== undefined)
            await machine.write(nginxFile, former);
        throw error;
    }
}
/** What of `.platform/nginx` takes the place of ours. */
async function ownConfiguration(machine, { directory }) {
    const folder = `${directory}/.platform/nginx`;
    const read = (file) => machine.read(`${folder}/${file}`).catch(() => '');
    const [whole, location] = await Promise.all([
        read('nginx.conf'),
        read('conf.d/elasticbeanstalk/00_application.conf'),
    ]);
    return { whole: whole === '' ? undefined : whole, locates: location !== '' };
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

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-tidy.js

/** Images that were built for releases which are gone, and those that nobody can name any more. Docker keeps all that it is not told about. */
async function removeImages(machine, home) {
    if ((await machine.run(['sh', '-c', 'docker info'])).code !== 0)
        return;
    await insist(machine, ['sh', '-c', script, 'sh', `${home}/releases`]);
}
/** Their names bear the sha256 of the bundle, as the directories of the releases do. */
const script = `docker image ls --format '{{.Repository}}:{{.Tag}}' | grep '^beanpole-' | while read -r image; do
  release=$(printf %s "$image" | grep -oE '[0-9a-f]{64}') || continue
  [ -d "$1/$release" ] || docker image rm "$image"
done
docker image prune --force`;

;// CONCATENATED MODULE: ./lib/agent/hosts/amazon-update.js






const amazon_update_watchMs = 500;
/** Amazon Linux while a release serves already: the next one gets the other slot, its own units and its own port. */
function amazonUpdate(instance, live) {
    const slot = live.slot === 'a' ? 'b' : 'a';
    const { keep: _, ...host } = amazonLinux({ ...instance, slot });
    let started = [];
    return {
        ...host,
        settle: (serving) => amazon_update_settle(instance, serving, host),
        choosePort: (preferred) => amazon_update_freePort(preferred, live.port),
        start: async (application) => {
            started = application.processes.map(({ name }) => unitName(name, slot));
            await host.start(application);
        },
        // The door is not this release's: it stays open.
        stop: async () => {
            if (started.length > 0)
                await insist(instance.machine, ['systemctl', 'stop', ...started]);
        },
        tidy: () => removeImages(instance.machine, instance.home),
        retire: async (former) => {
            await requestsEnd(instance, former);
            const units = former.processes.map((name) => unitName(name, former.slot));
            await insist(instance.machine, ['systemctl', 'stop', ...units]);
        },
    };
}
/** A release that was on trial is nobody's when its update has been killed: systemd keeps it, and so does nginx when the door had turned. */
async function amazon_update_settle(instance, live, { openDoor }) {
    const { machine, journal } = instance;
    if (!(await machine.read(nginxFile)).includes(`127.0.0.1:${live.port}`)) {
        journal.say('An update that was cut off had turned the door; it leads to the release that serves again.');
        await openDoor(live);
        // What the release on trial has begun to answer it may end.
        await requestsEnd(instance, live);
    }
    const list = ['systemctl', 'list-units', '--all', '--plain', '--no-legend', '--type=service', 'beanpole-*'];
    const left = (await machine.run(list)).output
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        // A unit that another one is only ordered by is in the list, too, and cannot be stopped.
        .flatMap(([unit = '', load]) => (unit === '' || load === 'not-found' ? [] : [unit]))
        .filter((unit) => slotOf(unit) !== live.slot);
    if (left.length > 0)
        await insist(machine, ['systemctl', 'stop', ...left]);
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
async function amazon_update_freePort(preferred, taken) {
    for (let port = preferred; port < preferred + attempts; port++) {
        if (port !== taken && (await isFree(port)))
            return port;
    }
    throw failure(`No port from ${preferred} to ${preferred + attempts - 1} is free for the new release.`);
}

;// CONCATENATED MODULE: ./lib/agent/hosts/local-update.js






/** The local host while a release serves already: the agent that serves it starts the next one beside it, and turns its own door. */
function localUpdate(local) {
    const { clock, journal, home } = local;
    const { root, environment, shell, accessLog, prepare, choosePort, run } = localHost(local);
    let ended;
    return {
        root,
        environment,
        shell,
        accessLog,
        prepare,
        choosePort,
        run,
        // The agent that serves does it by itself, as soon as the update lets go of the trial.
        settle: async () => { },
        start: async (application) => {
            [ended] = await local_update_begin(await local_update_placeOf(home, clock), application);
        },
        firstEnd: () => ended ?? new Promise(() => { }),
        listeners: async () => ask(await local_update_placeOf(home, clock), '/listeners'),
        work: async (description) => ask(await local_update_placeOf(home, clock), '/work', description),
        streamLogs: async () => ask(await local_update_placeOf(home, clock), '/stream'),
        openDoor: async ({ port, proxy, others }) => ask(await local_update_placeOf(home, clock), '/turn', { port, proxy, ...(others && { others }) }),
        collect: async () => local_update_collect(journal, await local_update_placeOf(home, clock)),
        stop: async () => ask(await local_update_placeOf(home, clock), '/withdraw'),
        retire: async () => ask(await local_update_placeOf(home, clock), '/retire'),
    };
}
const local_update_patienceMs = 10_000;
/** The agent writes the file in the moment in which it begins to serve. */
function local_update_placeOf(home, clock) {
    const read = async () => {
        const file = controlFile(home);
        if (!(0,external_node_fs_namespaceObject.existsSync)(file))
            throw failure('The agent of the release that serves is not there.');
        return JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8'));
    };
    return persist(clock, read, () => local_update_patienceMs);
}
/** Gives the end of the release: the answer that the agent keeps open for as long as it is on trial. */
async function local_update_begin(place, application) {
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

;// CONCATENATED MODULE: ./lib/agent/hosts/windows/scripts.js
/** Begins every script: what fails ends it, and progress bars are not drawn for nobody. */
const scripts_head = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
`;
/** Before those that speak to IIS. */
const iis = `${scripts_head}Import-Module WebAdministration
$plan = Get-Content -Raw -Path $env:BEANPOLE_IIS | ConvertFrom-Json
`;
/**
 * The scripts of the Windows host, for the PowerShell 5.1 that every Windows Server has. They are the same for every application: what they work on comes as
 * JSON and in the environment, so that nothing has to be quoted.
 */
const scripts = {
    /** Roles and features of `BEANPOLE_FEATURES`, and the module by which IIS serves ASP.NET Core, where it is missing. */
    prepare: `${scripts_head}$features = $env:BEANPOLE_FEATURES -split ','
$missing = @(Get-WindowsFeature -Name $features | Where-Object { -not $_.Installed })
if ($missing.Count -gt 0) {
  $result = Install-WindowsFeature -Name $missing.Name
  if (-not $result.Success) { throw "Windows did not install $($missing.Name -join ', ')." }
  Write-Output "Installed $($missing.Name -join ', ')."
}
if (-not (Test-Path "$env:ProgramFiles\\IIS\\Asp.Net Core Module\\V2\\aspnetcorev2.dll")) {
  $installer = Join-Path $env:BEANPOLE_HOME 'dotnet-hosting.exe'
  Invoke-WebRequest -UseBasicParsing -Uri "https://aka.ms/dotnet/$env:BEANPOLE_DOTNET/dotnet-hosting-win.exe" -OutFile $installer
  $signature = Get-AuthenticodeSignature -FilePath $installer
  if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notmatch 'O=Microsoft Corporation') {
    throw "The installer of the .NET hosting bundle is not signed by Microsoft: $($signature.Status)."
  }
  $process = Start-Process -FilePath $installer -ArgumentList '/install', '/quiet', '/norestart' -Wait -PassThru
  # 3010 asks for a restart of Windows, which IIS's own restart makes unnecessary.
  if ($process.ExitCode -notin 0, 3010) { throw "The .NET hosting bundle was not installed: exit code $($process.ExitCode)." }
  Remove-Item -Path $installer
  Restart-Service -Name W3SVC -Force
  Write-Output "Installed the hosting bundle of .NET $env:BEANPOLE_DOTNET."
}
`,
    /** Pools, sites and deployments of the plan. The sites answer on loopback ports from PORT on: nobody else reaches them before they are proven. */
    start: `${iis}$release = $env:BEANPOLE_RELEASE
$variables = @(($env:BEANPOLE_VARIABLES | ConvertFrom-Json).PSObject.Properties)
$config = 'MACHINE/WEBROOT/APPHOST'

function Invoke-BundleScript($deployment, [string] $moment) {
  $script = $deployment.scripts.$moment
  if ($null -eq $script) { return }
  Write-Output "$($deployment.name), $($moment): $($script.file)"
  $system = if ($deployment.architecture -eq 32) { 'SysWOW64' } else { 'System32' }
  $shell = "$env:SystemRoot\\$system\\WindowsPowerShell\\v1.0\\powershell.exe"
  & $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File (Join-Path $release $script.file)
  if ($LASTEXITCODE -ne 0 -and -not $script.ignoreErrors) { throw "$($script.file) ended with exit code $LASTEXITCODE." }
}

function Set-Pool($pool) {
  $path = "IIS:\\AppPools\\$($pool.name)"
  if (-not (Test-Path $path)) { New-WebAppPool -Name $pool.name | Out-Null }
  Set-ItemProperty -Path $path -Name managedRuntimeVersion -Value $pool.runtime
  Set-ItemProperty -Path $path -Name managedPipelineMode -Value $pool.pipeline
  Set-ItemProperty -Path $path -Name enable32BitAppOnWin64 -Value $pool.enable32Bit
  foreach ($property in $pool.properties) { Set-ItemProperty -Path $path -Name $property.name -Value $property.value }
  $filter = "system.applicationHost/applicationPools/add[@name='$($pool.name)']/environmentVariables"
  Clear-WebConfiguration -PSPath $config -Filter $filter
  foreach ($variable in $variables) {
    $value = @{ name = $variable.Name; value = [string] $variable.Value }
    Add-WebConfigurationProperty -PSPath $config -Filter $filter -Name '.' -Value $value
  }
}

function Set-Site($site, [int] $port) {
  $path = "IIS:\\Sites\\$($site.name)"
  New-Item -ItemType Directory -Force -Path $site.physicalPath | Out-Null
  if (-not (Test-Path $path)) { New-Website -Name $site.name -PhysicalPath $site.physicalPath -IPAddress '127.0.0.1' -Port $port | Out-Null }
  Stop-Website -Name $site.name
  Set-ItemProperty -Path $path -Name physicalPath -Value $site.physicalPath
  Set-ItemProperty -Path $path -Name bindings -Value @(@{ protocol = 'http'; bindingInformation = "127.0.0.1:$($port):" })
  # After a restart of Windows the agent opens the door again, once the application is proven.
  Set-ItemProperty -Path $path -Name serverAutoStart -Value $false
}

function Publish-Content($deployment, [string] $content) {
  & icacls.exe $content /grant 'IIS_IUSRS:(OI)(CI)M' /T /Q | Out-Null
  $path = "IIS:\\Sites\\$($deployment.site)"
  if ($deployment.path -eq '/') {
    Set-ItemProperty -Path $path -Name physicalPath -Value $content
    Set-ItemProperty -Path $path -Name applicationPool -Value $deployment.pool
    return
  }
  $name = $deployment.path.TrimStart('/')
  New-WebApplication -Site $deployment.site -Name $name -PhysicalPath $content -ApplicationPool $deployment.pool -Force | Out-Null
}

function Install-Bundle($deployment) {
  $bundle = Join-Path $release $deployment.bundle
  $content = $bundle
  if (Test-Path -Path $bundle -PathType Leaf) {
    $content = Join-Path (Split-Path $env:BEANPOLE_IIS) $deployment.name
    Expand-Archive -Path $bundle -DestinationPath $content -Force
  }
  Publish-Content $deployment $content
}

function Install-Package($deployment) {
  $msdeploy = "$env:ProgramFiles\\IIS\\Microsoft Web Deploy V3\\msdeploy.exe"
  if (-not (Test-Path $msdeploy)) { throw "Web Deploy is not on this machine: put it into the image (instances.packer, instances.image)." }
  $package = Join-Path $release $deployment.bundle
  $target = "$($deployment.site)$($deployment.path)".TrimEnd('/')
  & $msdeploy '-verb:sync' "-source:package='$package'" '-dest:auto' "-setParam:name='IIS Web Application Name',value='$target'"
  if ($LASTEXITCODE -ne 0) { throw "Web Deploy ended with exit code $LASTEXITCODE for $($deployment.bundle)." }
  $item = "IIS:\\Sites\\$($target.Replace('/', '\\'))"
  Set-ItemProperty -Path $item -Name applicationPool -Value $deployment.pool
}

foreach ($variable in $variables) { Set-Item -Path "env:$($variable.Name)" -Value ([string] $variable.Value) }
foreach ($pool in $plan.pools) { Set-Pool $pool }
$port = [int] $env:BEANPOLE_PORT
foreach ($site in $plan.sites) {
  Set-Site $site $port
  $port += 1
}
foreach ($deployment in $plan.deployments) {
  Invoke-BundleScript $deployment 'preInstall'
  switch ($deployment.kind) {
    'aspNetCoreWeb' { Install-Bundle $deployment }
    'msDeploy' { Install-Package $deployment }
    'custom' { Invoke-BundleScript $deployment 'install' }
  }
  Invoke-BundleScript $deployment 'postInstall'
}
if ($plan.reset) { & iisreset.exe /restart | Out-Null }
foreach ($deployment in $plan.deployments) { Invoke-BundleScript $deployment 'preRestart' }
foreach ($pool in $plan.pools) {
  if ((Get-WebAppPoolState -Name $pool.name).Value -eq 'Started') { Restart-WebAppPool -Name $pool.name } else { Start-WebAppPool -Name $pool.name }
}
foreach ($site in $plan.sites) { Start-Website -Name $site.name }
foreach ($deployment in $plan.deployments) {
  Invoke-BundleScript $deployment 'restart'
  Invoke-BundleScript $deployment 'postRestart'
}
`,
    /** The bindings of the plan: from here on the machine answers on port 80. */
    door: `${iis}foreach ($site in $plan.sites) {
  foreach ($binding in $site.bindings) {
    $known = @(Get-WebBinding -Name $site.name -Protocol $binding.protocol -Port $binding.port -HostHeader $binding.hostName)
    if ($known.Count -eq 0) { New-WebBinding -Name $site.name -Protocol $binding.protocol -IPAddress '*' -Port $binding.port -HostHeader $binding.hostName }
  }
}
`,
    /** Names the pools that IIS has stopped: it does so when their processes die five times in five minutes. */
    stopped: `${iis}foreach ($pool in $plan.pools) {
  if ((Get-WebAppPoolState -Name $pool.name).Value -eq 'Stopped') { Write-Output "stopped $($pool.name)" }
}
`,
    /** What the application and its modules told Windows since the agent began. */
    events: `${scripts_head}$since = [DateTime]::Parse($env:BEANPOLE_SINCE).ToLocalTime()
$filter = @{ LogName = 'Application', 'System'; Level = 1, 2, 3; StartTime = $since }
$all = @(Get-WinEvent -FilterHashtable $filter -MaxEvents 100 -ErrorAction SilentlyContinue)
$ours = $all | Where-Object { $_.ProviderName -match 'AspNetCore|ASP\\.NET|\\.NET Runtime|WAS|W3SVC|Application Error' }
foreach ($one in @($ours | Sort-Object TimeCreated)) { Write-Output "$($one.ProviderName): $($one.Message)" }
`,
    /** The sites answer nobody any more. */
    stop: `${iis}foreach ($site in $plan.sites) {
  if (Test-Path "IIS:\\Sites\\$($site.name)") { Stop-Website -Name $site.name }
}
`,
    /** The agent comes back with Windows. */
    keep: `${scripts_head}$action = New-ScheduledTaskAction -Execute $env:BEANPOLE_NODE -Argument $env:BEANPOLE_DUTY -WorkingDirectory $env:BEANPOLE_HOME
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit (New-TimeSpan -Hours 1) -RestartCount 10 -RestartInterval (New-TimeSpan -Minutes 1)
$principal = New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType ServiceAccount -RunLevel Highest
Register-ScheduledTask -TaskName 'Beanpole agent' -Action $action -Trigger $trigger -Settings $settings -Principal $principal -Force | Out-Null
`,
};

;// CONCATENATED MODULE: ./lib/agent/hosts/windows/windows.js





/** The .NET whose hosting bundle is installed; its module also serves older applications. */
const windows_dotnet = '10.0';
const windows_watchMs = 2_000;
/** Windows Server: features of the server, IIS for processes and door, a scheduled task for the way back after a restart. */
function windows(instance) {
    const { journal, home, serve } = instance;
    const environment = windows_plain(instance.env);
    const since = new Date().toISOString();
    let running;
    const script = (name, more = {}) => powershell(instance, name, { ...environment, BEANPOLE_HOME: home, ...windows_placeOf(running), ...more });
    const must = async (name, more = {}) => {
        const outcome = await script(name, more);
        if (outcome.code !== 0)
            throw failure(`Windows: ${name} failed with ${outcome.code}: ${lastWords(outcome.output)}`);
        return outcome.output;
    };
    const comeBack = async ([node = '', ...words]) => {
        await must('keep', { BEANPOLE_NODE: node, BEANPOLE_DUTY: words.map((word) => `"${word}"`).join(' ') });
    };
    return {
        root: 'C:\\',
        // IIS writes its own, in another format: settings with a bake on one Windows instance are refused.
        accessLog: (0,external_node_path_namespaceObject.join)(home, 'access.log'),
        environment,
        shell: ['cmd.exe', '/d', '/s', '/c'],
        prepare: async ({ packages }) => {
            await must('prepare', { BEANPOLE_FEATURES: packages.join(','), BEANPOLE_DOTNET: windows_dotnet });
        },
        choosePort: async (preferred) => preferred,
        run: (task) => windows_windows_carryOut(instance, task),
        start: async (application) => {
            running = application;
            const given = Object.entries(application.environment).filter(([name, value]) => environment[name] !== value);
            await must('start', {
                BEANPOLE_PORT: `${application.port}`,
                BEANPOLE_VARIABLES: JSON.stringify(Object.fromEntries(given)),
            });
        },
        firstEnd: (signal) => windows_watch(() => must('stopped'), instance.clock, signal),
        listeners: async () => [],
        work: async () => {
            throw failure('There is no worker tier on Windows.');
        },
        openDoor: async () => void (await must('door')),
        collect: async () => {
            journal.hear('events', (await script('events', { BEANPOLE_SINCE: since })).output);
            journal.flush();
        },
        expectRestart: () => comeBack(serve.map((word) => (word === 'serve' ? 'boot' : word))),
        keep: () => comeBack(serve),
        stop: async () => {
            if (running !== undefined)
                await script('stop');
        },
    };
}
/** Every command has the rights of the machine: the application's own user is IIS's, and runs nothing by itself. */
function windows_windows_carryOut({ machine, journal }, { command, step, signal, ...workplace }) {
    const hear = (chunk) => journal.hear(step, chunk);
    return machine.run(command, { ...workplace, hear, ...(signal && { signal }) });
}
async function windows_watch(ask, clock, signal) {
    for (;;) {
        const end = stoppedIn(await ask());
        if (end !== undefined)
            return end;
        await clock.wait(windows_watchMs, signal);
    }
}
/** Windows calls it `Path`, and means the same by every spelling. */
function windows_plain(env) {
    const all = Object.entries(env).map(([name, value]) => [/^path$/i.test(name) ? 'PATH' : name, value ?? '']);
    return Object.fromEntries(all);
}
/** What the scripts know of the application. */
function windows_placeOf(application) {
    if (application === undefined)
        return {};
    const { directory, port } = application;
    return { BEANPOLE_RELEASE: directory, BEANPOLE_IIS: (0,external_node_path_namespaceObject.join)(directory, iisFile(port)) };
}
async function powershell({ machine, home, journal }, name, environment) {
    const file = (0,external_node_path_namespaceObject.join)(home, 'scripts', `${name}.ps1`);
    await machine.write(file, scripts[name]);
    const options = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
    const hear = name === 'start' || name === 'prepare' ? { hear: (chunk) => journal.hear(name, chunk) } : {};
    return machine.run(['powershell.exe', ...options, '-File', file], { directory: home, environment, ...hear });
}
/** IIS has given a pool up. */
function stoppedIn(output) {
    const name = /^stopped (.+)$/m.exec(output)?.[1]?.trim();
    return name === undefined ? undefined : { name: `pool ${name}`, code: 1, signal: undefined, aliveMs: 0 };
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

;// CONCATENATED MODULE: ./lib/agent/worker/job.js





/** What the daemon works on, out of what the instance has fetched for the release that it serves. */
function readJob(home, description, port) {
    const { queue, cronQueue, drainHook, version, config } = description;
    const { worker: settings, drain } = readConfig((0,external_node_path_namespaceObject.join)(home, 'artifacts', `${config.sha256}.json`));
    if (queue === undefined || settings === undefined)
        throw failure('This instance has no queue to work on.');
    return {
        queue,
        ...(cronQueue === undefined ? {} : { cronQueue }),
        ...(drainHook === undefined ? {} : { drainHook }),
        tasks: settings.cron ? tasksIn(releaseAt(home, version.sha256)) : [],
        settings,
        port,
        drainMs: drain * 1_000,
    };
}

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: ./lib/agent/worker/deliver.js

/** Posts once, over a connection of its own: one that is kept may be closed just as it is used, and nobody could tell whether the message arrived. */
function deliver({ path, headers, body }, door, signal) {
    return new Promise((resolve) => {
        const { port } = door;
        const ours = ['Host', `127.0.0.1:${port}`, 'Content-Length', `${Buffer.byteLength(body)}`, 'Connection', 'close'];
        // As a list they are sent as they are: to set them one by one takes a tenth of all that a message costs.
        const list = [...ours, ...Object.entries(headers).flat()];
        const asked = (0,external_node_http_namespaceObject.request)({ host: '127.0.0.1', port, method: 'POST', path, headers: list, agent: false });
        const breakOff = () => asked.destroy(new Error('the worker ends'));
        // What `signal` of a request does costs many times as much.
        signal.addEventListener('abort', breakOff);
        const settle = (delivery) => {
            clearTimeout(timer);
            signal.removeEventListener('abort', breakOff);
            resolve(delivery);
            // After a whole answer the connection ends by itself.
            if (delivery.kind !== 'answered')
                asked.destroy();
        };
        let timer = setTimeout(() => settle({ kind: 'unconnected' }), door.connectMs);
        asked.on('socket', (socket) => {
            socket.once('connect', () => {
                clearTimeout(timer);
                timer = setTimeout(() => settle({ kind: 'silent' }), door.answerMs);
            });
        });
        asked.on('response', (answer) => {
            // Half an answer is none: the application may have died in the middle of its work.
            answer.on('end', () => settle({ kind: 'answered', status: answer.statusCode ?? 0 }));
            answer.on('error', ({ message }) => settle({ kind: 'broken', message }));
            answer.resume();
        });
        asked.on('error', ({ message }) => settle({ kind: 'broken', message }));
        if (signal.aborted)
            breakOff();
        // Headers are bytes written as Latin-1, and so is this: as UTF-8 both, being sent together, would be encoded once more.
        asked.end(Buffer.from(body).toString('latin1'), 'latin1');
    });
}
/** Why a message was not done, as the end of a sentence. */
function reasonOfDelivery(delivery) {
    switch (delivery.kind) {
        case 'answered':
            return `the application answered ${delivery.status}, not 200`;
        case 'unconnected':
            return 'the application accepted no connection in time (worker.connect-timeout)';
        case 'silent':
            return 'the application did not answer in time (worker.inactivity-timeout)';
        case 'broken':
            return `the application broke off: ${delivery.message}`;
    }
}

;// CONCATENATED MODULE: ./lib/agent/worker/gather.js
/** SQS takes ten entries in a batch. */
const largestBatch = 10;
/** Sends ten at once, and fewer after so many AWS milliseconds. `send` never rejects. */
function gathering(clock, ms, send) {
    let waiting = [];
    let patience = new AbortController();
    const flush = async () => {
        patience.abort('sent');
        const batch = waiting;
        waiting = [];
        // The time may be over in the same moment in which the tenth comes.
        if (batch.length > 0)
            await send(batch.map(({ one }) => one));
        for (const { sent } of batch)
            sent();
    };
    const flushLater = () => {
        patience = new AbortController();
        void clock.wait(ms, patience.signal).then(flush, () => { });
    };
    return {
        add: (one) => new Promise((sent) => {
            waiting.push({ one, sent });
            if (waiting.length === largestBatch)
                void flush();
            else if (waiting.length === 1)
                flushLater();
        }),
    };
}

;// CONCATENATED MODULE: ./lib/agent/worker/message.js
/** Attributes that make a message a periodic task; the names are Beanstalk's. */
const taskAttributes = {
    path: 'beanstalk.sqsd.path',
    name: 'beanstalk.sqsd.task_name',
    time: 'beanstalk.sqsd.scheduled_time',
};
/** Version of Beanstalk's daemon that applications know by its name. */
const userAgent = 'aws-sqsd/3.0';
const own = 'beanstalk.sqsd.';
/** The headers are those of Beanstalk's daemon. A periodic task has an empty body. */
function postOf(message, { path, mimeType, queue }) {
    const task = (name) => message.MessageAttributes?.[name]?.StringValue;
    const target = task(taskAttributes.path) ?? path;
    const name = task(taskAttributes.name);
    const scheduled = task(taskAttributes.time);
    const of = message.Attributes ?? {};
    const headers = {
        'User-Agent': userAgent,
        'Content-Type': mimeType,
        'X-Aws-Sqsd-Msgid': message.MessageId,
        'X-Aws-Sqsd-Queue': queue,
        'X-Aws-Sqsd-Path': target,
        'X-Aws-Sqsd-First-Received-At': instant(of['ApproximateFirstReceiveTimestamp']),
        'X-Aws-Sqsd-Sent-At': instant(of['SentTimestamp']),
        'X-Aws-Sqsd-Receive-Count': of['ApproximateReceiveCount'],
        'X-Aws-Sqsd-Sender-Id': of['SenderId'],
        'X-Aws-Sqsd-Taskname': name,
        'X-Aws-Sqsd-Scheduled-At': scheduled && `${scheduled.replace(' UTC', '').replace(' ', 'T')}Z`,
        ...attributes(message),
    };
    const given = Object.entries(headers).flatMap(([key, value]) => (value === undefined ? [] : [[key, wire(value)]]));
    return { path: target, headers: Object.fromEntries(given), body: name === undefined ? message.Body : '' };
}
/** Text and numbers; what is binary is no header. */
function attributes({ MessageAttributes = {} }) {
    const texts = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) => /^(?:String|Number)\b/.test(DataType) && StringValue !== undefined && !name.startsWith(own)
        ? [[`X-Aws-Sqsd-Attr-${name}`, StringValue]]
        : []);
    return Object.fromEntries(texts);
}
function instant(ms) {
    return ms === undefined ? undefined : `${new Date(Number(ms)).toISOString().slice(0, -'.000Z'.length)}Z`;
}
/** A header holds bytes but no control characters: other scripts go as UTF-8, a line break becomes a space. */
function wire(value) {
    if (/^[\t\x20-\x7e]*$/.test(value))
        return value;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be sent
    return Buffer.from(value.replace(/[\x00-\x08\x0a-\x1f\x7f]+/g, ' '), 'utf8').toString('latin1');
}

;// CONCATENATED MODULE: ./lib/agent/worker/receivers.js


const receivers_firstPauseMs = 1_000;
const receivers_longestPauseMs = 30_000;
/** AWS milliseconds for which a call waits for more room than there is. */
const gatherMs = 10;
/** While there are plenty, so many more ask beside the one that waits for messages: SQS gives ten at a time. */
const mostHelpers = 3;
/** Long polls for as many as there are places, until it is enough. SQS that fails is asked again, more and more slowly, and never given up. */
async function receiveAll({ clock, journal, queue, slots, enough }, handle) {
    const running = new Set();
    let asked = 0;
    let helpers = 0;
    const run = (one) => {
        const noted = one.finally(() => running.delete(noted));
        running.add(noted);
    };
    const room = () => Math.min(slots.free - asked, largestBatch);
    const take = async (most) => {
        asked += most;
        const messages = await queue.receive(most, enough).finally(() => {
            asked -= most;
        });
        for (const message of messages)
            run(handle(message));
        return messages.length;
    };
    /**
     * As long as there is room for ten and there are ten; what goes wrong, the one that waits meets too, and tells. Places come free one by one: to ask for each as it
     * comes takes more calls, and the time that they cost.
     */
    const help = async () => {
        helpers += 1;
        while (room() === largestBatch && !enough.aborted)
            if ((await take(largestBatch).catch(() => 0)) < largestBatch)
                break;
        helpers -= 1;
    };
    let pause = 0;
    while (!enough.aborted) {
        await slots.some();
        if (room() < largestBatch)
            await clock.wait(gatherMs, enough).catch(() => { });
        if (enough.aborted)
            break;
        try {
            // One at a time keeps the order of a group: what comes behind a message stays in the queue until that is done.
            const got = await take(queue.fifo ? 1 : Math.max(room(), 1));
            if (got === largestBatch && helpers < mostHelpers)
                run(help());
            pause = 0;
        }
        catch (error) {
            if (enough.aborted)
                break;
            pause = Math.min(Math.max(pause * 2, receivers_firstPauseMs), receivers_longestPauseMs);
            journal.say(`The queue ${queue.name} gives no messages: ${reasonOf(error)} It is asked again in ${pause / 1_000} s.`);
            await clock.wait(pause, enough).catch(() => { });
        }
    }
    await Promise.all(running);
}

;// CONCATENATED MODULE: ./lib/agent/worker/consumer.js





/** AWS milliseconds for which deletes wait for each other. */
const consumer_gatherMs = 100;
/** Begins to take messages. */
function consume(work) {
    const { clock } = work;
    const inHand = new Set();
    const deletions = gathering(clock, consumer_gatherMs, (batch) => consumer_remove(work, batch));
    const done = new AbortController();
    const handle = async (message) => {
        inHand.add(message);
        const fate = await consumer_process(work, message);
        if (fate === 'done')
            await deletions.add(message);
        // No longer kept hidden: that must not undo what comes now.
        inHand.delete(message);
        if (fate !== 'done')
            await giveBack(work, message, fate.after);
    };
    void keepHidden(work, inHand, done.signal);
    return { ended: receiveAll(work, handle).finally(() => done.abort()) };
}
async function consumer_process(work, message) {
    const { clock, journal, queue, settings, slots } = work;
    if (!(await slots.take()))
        return { after: 0 };
    try {
        const door = {
            port: work.port,
            connectMs: clock.limit(settings.connectTimeout * 1_000),
            answerMs: clock.limit(settings.inactivityTimeout * 1_000),
        };
        const post = postOf(message, { path: settings.path, mimeType: settings.mimeType, queue: queue.name });
        const delivery = await deliver(post, door, work.over);
        if (delivery.kind === 'answered' && delivery.status === 200)
            return 'done';
        const after = settings.errorVisibilityTimeout;
        journal.say(`Message ${message.MessageId} failed: ${reasonOfDelivery(delivery)}. It comes again after ${after} s.`);
        return { after };
    }
    finally {
        slots.give();
    }
}
/** When even that fails, the message comes back once its visibility timeout is over. */
async function giveBack({ journal, queue }, message, seconds) {
    try {
        await queue.hide([message], seconds);
    }
    catch (error) {
        journal.say(`Message ${message.MessageId} could not be given back: ${reasonOf(error)}`);
    }
}
/** What SQS did not delete comes again: at least once is what a queue promises. */
async function consumer_remove({ journal, queue }, batch) {
    try {
        const left = await queue.delete(batch);
        if (left.length > 0)
            journal.say(`SQS did not delete ${left.join(', ')}: done, and to be done again.`);
    }
    catch (error) {
        journal.say(`${batch.length} messages that are done could not be deleted: ${reasonOf(error)}`);
    }
}
/** For as long as the application works on a message it must not be seen by anybody else. */
async function keepHidden(work, inHand, signal) {
    const { clock, journal, queue, settings } = work;
    const { visibilityTimeout } = settings;
    while (!signal.aborted) {
        await clock.wait((visibilityTimeout * 1_000) / 3, signal).catch(() => { });
        const all = signal.aborted ? [] : [...inHand];
        for (let at = 0; at < all.length; at += largestBatch) {
            const batch = all.slice(at, at + largestBatch).filter((message) => inHand.has(message));
            if (batch.length === 0)
                continue;
            await queue.hide(batch, visibilityTimeout).catch((error) => {
                journal.say(`${batch.length} messages could not be kept hidden: ${reasonOf(error)}`);
            });
        }
    }
}

;// CONCATENATED MODULE: ./lib/agent/worker/leaving.js



const leaving_lookMs = 5_000;
/** Settles when Auto Scaling means the instance to end; its hook then waits for us. Also settles when nobody wants to know any more. */
async function untilLeaving({ clock, metadata }, signal) {
    while (!signal.aborted) {
        // https://docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html
        const state = await metadata.peek('meta-data/autoscaling/target-lifecycle-state').catch(() => undefined);
        if (state === 'Terminated')
            return 'leaving';
        await clock.wait(leaving_lookMs, signal).catch(() => { });
    }
    return 'told';
}
/** Nothing is left to do here: the instance may end. */
async function letGo({ aws, instance }, hook) {
    const answer = await query(aws, 'autoscaling', 'DescribeAutoScalingInstances', { 'InstanceIds.member.1': instance });
    const group = firstElement(answer, 'AutoScalingGroupName');
    if (group !== undefined)
        await completeLifecycle(aws, { group, instance }, { hook, result: 'CONTINUE' });
}

;// CONCATENATED MODULE: ./lib/agent/worker/slots.js
/** So many places, for as long as it is not enough. */
function slots(count, enough) {
    let taken = 0;
    const hopeful = [];
    const queue = [];
    const tell = () => {
        for (const one of hopeful.splice(0))
            one();
    };
    const end = () => {
        tell();
        for (const one of queue.splice(0))
            one(false);
    };
    enough.addEventListener('abort', end, { once: true });
    return {
        some: async () => {
            while (taken >= count && !enough.aborted)
                await new Promise((resolve) => hopeful.push(resolve));
        },
        take: async () => {
            if (enough.aborted)
                return false;
            if (taken >= count)
                return new Promise((resolve) => queue.push(resolve));
            taken += 1;
            return true;
        },
        give: () => {
            const next = queue.shift();
            // Handed on, a place is never free in between, so that nobody else takes it.
            if (next !== undefined)
                return next(true);
            taken -= 1;
            tell();
        },
        get free() {
            return count - taken;
        },
    };
}

;// CONCATENATED MODULE: ./lib/agent/worker/ticks.js





const ticks_minuteMs = 60_000;
/**
 * Ticks that are this young are sent by everybody who starts. SQS forgets a deduplication id five minutes after the first message with it, so what is
 * sent within less, counted from the tick, is sent twice by nobody; the rest is room for clocks that differ.
 */
const catchUpMs = 280_000;
/** The firings after `from`, up to and including `to`, oldest first. */
function ticksBetween(tasks, from, to) {
    const ticks = [];
    for (let at = Math.floor(from / ticks_minuteMs + 1) * ticks_minuteMs; at <= to; at += ticks_minuteMs) {
        for (const task of tasks)
            if (isDue(task.schedule, at))
                ticks.push({ task, at });
    }
    return ticks;
}
/**
 * Every instance sends every tick, and SQS makes one message of them: nobody leads, so nobody's death is noticed. Settles when it is enough.
 */
async function sendTicks(ticking) {
    const { clock, journal, tasks, enough } = ticking;
    for (let done = clock.wall() - catchUpMs; !enough.aborted;) {
        const now = clock.wall();
        const from = Math.max(done, now - catchUpMs);
        try {
            for (const tick of ticksBetween(tasks, from, now))
                await ticks_send(ticking, tick);
            done = now;
        }
        catch (error) {
            journal.say(`A periodic task could not be sent: ${reasonOf(error)}`);
        }
        const next = done === now ? ticks_minuteMs - (clock.wall() % ticks_minuteMs) : 5_000;
        await clock.wait(next + 50, enough).catch(() => { });
    }
}
function ticks_send({ aws, queue }, { task: { name, url }, at }) {
    const text = (StringValue) => ({ DataType: 'String', StringValue });
    const time = new Date(at).toISOString();
    const id = (0,external_node_crypto_namespaceObject.createHash)('sha256').update(`${name}\n${time}`).digest('hex');
    return call(aws, 'sqs', 'SendMessage', {
        QueueUrl: queue,
        MessageBody: 'elasticbeanstalk scheduled job',
        // A group for each tick: one that fails holds up no other.
        MessageGroupId: id,
        MessageDeduplicationId: id,
        MessageAttributes: {
            [taskAttributes.path]: text(url),
            [taskAttributes.name]: text(name),
            [taskAttributes.time]: text(time.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')),
        },
    });
}

;// CONCATENATED MODULE: ./lib/agent/worker/worker.js







/** Starts the daemon. */
function startWorker(world, job) {
    const { aws, clock, journal } = world;
    const { settings, port, drainMs, tasks } = job;
    const enough = new AbortController();
    const over = new AbortController();
    // Every message under way listens to them.
    for (const { signal } of [enough, over])
        (0,external_node_events_namespaceObject.setMaxListeners)(0, signal);
    const places = slots(settings.concurrency, enough.signal);
    const cron = tasks.length > 0 ? job.cronQueue : undefined;
    const urls = [job.queue, ...(cron === undefined ? [] : [cron])];
    const ended = Promise.all([
        ...urls.map((url) => {
            const queue = openQueue({ aws, url, visibilityTimeout: settings.visibilityTimeout });
            const signals = { enough: enough.signal, over: over.signal };
            return consume({ clock, journal, queue, settings, port, slots: places, ...signals }).ended;
        }),
        ...(cron === undefined ? [] : [sendTicks({ aws, clock, journal, queue: cron, tasks, enough: enough.signal })]),
    ]);
    const stop = async () => {
        enough.abort();
        const timer = setTimeout(() => over.abort(), clock.limit(drainMs));
        await ended;
        clearTimeout(timer);
    };
    const names = urls.map((url) => url.slice(url.lastIndexOf('/') + 1)).join(' and ');
    journal.say(`The worker takes messages from ${names}, ${settings.concurrency} at a time, ${tasks.length} periodic tasks.`);
    if (job.drainHook !== undefined)
        void leave(world, job.drainHook, { stop, signal: enough.signal });
    return { stop };
}
/** The group has chosen this instance to end: it stops working while the hook still holds it. */
async function leave(world, hook, { stop, signal }) {
    if ((await untilLeaving(world, signal)) === 'told')
        return;
    world.journal.say('The instance leaves its group: no more messages are taken.');
    await stop();
    await letGo(world, hook).catch((error) => {
        world.journal.say(`The group could not be told that all is done: ${reasonOf(error)}`);
    });
    world.journal.say('All messages are done; the instance may end.');
}

;// CONCATENATED MODULE: ./lib/agent/place.js

















/** As the user data makes it; a task of Windows begins without the user data's variables. */
const usualHome = process.platform === 'win32' ? 'C:\\beanpole' : '/opt/beanpole';
/** Where the agent lives on this instance. */
function homeOf(env) {
    return env['BEANPOLE_HOME'] ?? usualHome;
}
/** Where what is answered at the door of this instance is written down. */
function accessLogOf(env) {
    return isLocal({ env }) ? localAccessLog(homeOf(env)) : accessLog;
}
/** The instance, as its environment variables tell it; `log`: where below its home the journal is kept. */
function place_placeOf(env, log) {
    const home = homeOf(env);
    const clock = scaledClock(Number(env['BEANPOLE_TIME_SCALE'] ?? 1), clock_originIn(env['BEANPOLE_TIME_ORIGIN']));
    return { env, home, clock, journal: openJournal((0,external_node_path_namespaceObject.join)(home, log), print) };
}
/** AWS as the instance sees it, and its own id. */
async function worldOf({ home, clock, journal, env }, { region }) {
    const metadata = instanceMetadata(env['AWS_EC2_METADATA_SERVICE_ENDPOINT'] ?? 'http://169.254.169.254', clock);
    const credentials = instanceCredentials(metadata, env);
    const aws = awsClient({ region, endpoint: env['AWS_ENDPOINT_URL'], credentials, clock });
    const until = untilTold();
    const trust = env['BEANPOLE_RDS_TRUST'];
    const instance = await metadata.get('meta-data/instance-id');
    return { aws, clock, journal, home, until, metadata, instance, ...(trust !== undefined && { trust }) };
}
/** The machine of an instance that boots. `file`: its description. */
function bootHost(place, world, file) {
    if (isLocal(place))
        return localHost(local(place, world));
    return process.platform === 'win32' ? windows(amazon(place, file)) : amazonLinux(amazon(place, file));
}
/** The machine of an instance that serves already. */
function updateHost(place, world, live) {
    if (isLocal(place))
        return localUpdate(local(place, world));
    return amazonUpdate(amazon(place, (0,external_node_path_namespaceObject.join)(place.home, 'instance.json')), live);
}
/** Whether it is an instance of the local cloud. */
function isLocal({ env }) {
    return env['BEANPOLE_HOST'] === 'local';
}
function local({ clock, journal, home, env }, world) {
    const httpPort = Number(env['BEANPOLE_HTTP_PORT']);
    return {
        clock,
        journal,
        home,
        httpPort,
        env,
        startWorker: (description) => startWorker(world, readJob(home, description, httpPort)),
        startStreaming: (root) => startStreaming(world, jobOfLocal(home, root, clock)),
    };
}
/** The agent that serves after a reboot is the one that the instance keeps, not one that an update only tries. */
function amazon({ clock, journal, home, env }, file) {
    const serve = [process.execPath, (0,external_node_path_namespaceObject.join)(home, 'agent.mjs'), 'serve', file];
    const [, program = ''] = process.argv;
    return { clock, journal, machine: machine(), home, serve, program: (0,external_node_path_namespaceObject.resolve)(program), env };
}
function untilTold() {
    const told = new AbortController();
    for (const name of ['SIGTERM', 'SIGINT']) {
        process.on(name, () => told.abort(new Error(`The instance was told to stop (${name}).`)));
    }
    return told.signal;
}
/** Says it on the console. */
function print(line) {
    process.stdout.write(`${line}\n`);
}

;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: ./lib/agent/tools/get-config.js


const usage = 'Usage: get-config [--output JSON|YAML] optionsettings [-n NAMESPACE [-o OPTION]] | environment [-k KEY] | container [-k KEY] | addons [-a ADD-ON [-k KEY]] | platformconfig [-k KEY]';
const options = {
    output: { type: 'string', default: 'JSON' },
    key: { type: 'string', short: 'k' },
    namespace: { type: 'string', short: 'n' },
    'option-name': { type: 'string', short: 'o' },
    'add-on': { type: 'string', short: 'a' },
};
/** Answers as Beanstalk's `get-config` does: an object as JSON or YAML, a single value as it is. What is not there is an error that says so. Without `facts` nothing is known yet. */
function getConfig(words, facts) {
    if (facts === undefined)
        return { text: 'No version has come to this instance yet.', code: 1 };
    try {
        const { values, positionals } = (0,external_node_util_namespaceObject.parseArgs)({ args: [...words], options, allowPositionals: true });
        const [command, ...more] = positionals;
        if (command === undefined || more.length > 0)
            throw new Error(usage);
        return { text: shown(get_config_found(command, values, facts), values.output), code: 0 };
    }
    catch (error) {
        return { text: error instanceof Error ? error.message : String(error), code: 1 };
    }
}
function get_config_found(command, asked, facts) {
    const { key, namespace, 'option-name': option, 'add-on': addOn } = asked;
    switch (command) {
        case 'optionsettings': {
            if (option !== undefined && namespace === undefined)
                throw new Error('An option name needs its namespace, -n.');
            return get_config_member(get_config_member(facts.optionsettings, namespace, 'namespace'), option, 'option');
        }
        case 'environment':
            return get_config_member(facts.environment, key, 'environment property');
        case 'container':
            return get_config_member(facts.container, key, 'key');
        case 'addons': {
            const one = get_config_member(facts.addons, addOn, 'add-on');
            if (key === undefined)
                return one;
            if (addOn === undefined)
                throw new Error('A key of an add-on needs the name of that, -a.');
            return get_config_member(facts.addons[addOn]?.env, key, 'key');
        }
        case 'platformconfig': {
            const { GeneralConfig, PlatformSpecificConfig } = facts.platformconfig;
            return key === undefined
                ? facts.platformconfig
                : get_config_member({ ...GeneralConfig, ...PlatformSpecificConfig }, key, 'key');
        }
        default:
            throw new Error(usage);
    }
}
/** The whole, where nobody asks for a part. */
function get_config_member(whole, name, what) {
    if (name === undefined)
        return whole;
    const members = whole;
    if (Object.hasOwn(members, name))
        return members[name];
    throw new Error(`There is no ${what} "${name}" here.`);
}
function shown(value, output) {
    if (typeof value === 'string')
        return value;
    switch (output.toUpperCase()) {
        case 'JSON':
            return JSON.stringify(value);
        case 'YAML':
            return (0,dist/* stringify */.As)(value).trimEnd();
        default:
            throw new Error(`There is no output "${output}": it is JSON or YAML.`);
    }
}

;// CONCATENATED MODULE: ./lib/agent/update.js











/**
 * Brings another version to an instance that serves: beside the old one, which answers until the new one is proven. What fails leaves the old one as it
 * was, and a report in the bucket. Returns the exit code.
 */
async function update(world, { live, next, duty }) {
    const { journal, until, home, host } = world;
    // An update that was cut off may have turned the door, or written half of what it was to write.
    writeDescription(home, live.description);
    await host.settle(live);
    showAt(host.root, 'current', home, live.description);
    if (duty === 'update' && isSame(live.description, next)) {
        journal.say(`Version ${next.version.label} serves already.`);
        return 0;
    }
    const time = timeline(journal.say);
    try {
        const proven = await Promise.race([update_prove(world, { live, next, duty }, time), interruption(until)]);
        await turn(world, { live, next, duty, proven }, time);
    }
    catch (error) {
        await update_fail(world, next, { step: time.current(), reason: reasonOf(error) });
        showAt(host.root, 'current', home, live.description);
        return 1;
    }
    if (next.queue !== undefined) {
        // Messages under way are with the former release: the daemon has done them when it begins anew.
        await time.step('queue', () => attempt(world, 'The worker could not be started anew', () => world.host.work(next)));
    }
    await time.step('drain', () => attempt(world, 'The former release did not stop', () => world.host.retire(live)));
    prune(world.home, [live.description, next].flatMap(({ version, config }) => [version.sha256, config.sha256]));
    await attempt(world, 'What former releases have left could not be removed', async () => {
        forgetAllBut(host.root, next);
        await host.tidy?.();
    });
    await attempt(world, 'TLS could not be set up', () => restoreCertificate(world, next));
    const notes = await renewCertificate(world, next);
    await leaveTimes(world, next, { duty: 'update', time, notes });
    journal.say(`Version ${next.version.label} serves in place of ${live.description.version.label}: ${time.summary()}.`);
    return 0;
}
/** The same gate as at a boot. Its last hooks run while the former release still has the door: what they refuse has never served. */
async function update_prove(world, { live, next }, time) {
    const { host, clock, until } = world;
    const occasion = live.description.version.sha256 === next.version.sha256 ? 'confighooks' : 'hooks';
    const { application, config, release, hooks } = await build_build(world, next, time, occasion);
    const over = new AbortController();
    const signal = AbortSignal.any([until, over.signal]);
    try {
        await time.step('start', () => host.start(application));
        const gate = { clock, port: application.port, health: config.health, listeners: host.listeners, signal };
        await Promise.race([
            time.step('gate', () => passGates(gate, config, application.others)),
            untimelyEnd(world, signal),
        ]);
        await Promise.race([hooks('postdeploy'), untimelyEnd(world, signal)]);
        until.throwIfAborted();
        return { application, release, limits: config.bake };
    }
    finally {
        over.abort(new Error('The trial is over.'));
    }
}
/**
 * The new release gets the door, and once it has baked it is the one that serves, also after a reboot. Until that is written down an update that is cut off has left
 * the old one. What does not bake well, or cannot be written down, is taken back: the door turns to the old one again.
 */
async function turn(world, { live, next, proven }, time) {
    const { host, home, until } = world;
    const log = answerLog(host.accessLog);
    await time.step('door', () => host.openDoor(proven.application));
    try {
        await Promise.race([update_watch(world, proven, { log, time }), interruption(until)]);
        note(home, { live, next, proven });
    }
    catch (error) {
        await host.openDoor(live);
        writeDescription(home, live.description);
        throw error;
    }
}
/** The former release still runs and could have the door back at once. */
async function update_watch(world, { limits }, { log, time }) {
    if (limits === undefined)
        return;
    const { clock, journal, until } = world;
    const over = new AbortController();
    const signal = AbortSignal.any([until, over.signal]);
    try {
        const baked = time.step('bake', () => bake({ clock, limits, log, say: journal.say, signal }));
        await Promise.race([baked, untimelyEnd(world, signal)]);
    }
    finally {
        over.abort(new Error('The trial is over.'));
    }
}
function note(home, { live, next, proven }) {
    try {
        const slot = live.slot === 'a' ? 'b' : 'a';
        makeCurrent(home, proven.release);
        writeDescription(home, next);
        writeState(home, liveOf(next, slot, proven.application));
    }
    catch (cause) {
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


















const agent_usage = 'Usage: agent.mjs boot|serve|update|restart|work|stream|tls|hand-back|health <instance.json>, or get-config <root> …';
/** Where duties that run beside the one that serves keep their journal. */
const logs = {
    update: 'log/update',
    restart: 'log/update',
    work: 'log/worker',
    stream: 'log/stream',
    tls: 'log/tls',
};
/** Builds the world out of the environment and runs the story. Returns the exit code. */
async function agent_main([duty, file, ...more], env) {
    if (file === undefined)
        throw new Error(agent_usage);
    if (duty === 'get-config')
        return answer(more, file);
    if (duty === 'health')
        return tellHealth(env);
    const description = readDescription(file);
    const place = place_placeOf(env, logs[duty ?? ''] ?? 'log');
    const world = await worldOf(place, description);
    switch (duty) {
        case 'boot':
        case 'serve':
            return boot({ ...world, host: bootHost(place, world, (0,external_node_path_namespaceObject.resolve)(file)), duty }, description);
        case 'update':
        case 'restart':
            return bring({ ...world, duty }, place, description);
        case 'work':
            return beside(world, startWorker(world, readJob(world.home, description, amazonPort)));
        case 'stream':
            return beside(world, startStreaming(world, jobOnAmazon(world.home, world.clock)));
        case 'hand-back':
            await handBack(world, description);
            return 0;
        case 'tls': {
            const notes = await renewCertificate({ ...world, host: bootHost(place, world, (0,external_node_path_namespaceObject.resolve)(file)) }, description);
            return notes.length === 0 ? 0 : 1;
        }
    }
    throw new Error(agent_usage);
}
/** What a script asks of its instance. */
function answer(words, root) {
    const { text, code } = getConfig(words, factsAt(root));
    process[code === 0 ? 'stdout' : 'stderr'].write(`${text}\n`);
    return code;
}
/** How the instance is, on one line. Nothing of it goes into the journal: whoever asks often would fill it. */
async function tellHealth(env) {
    process.stdout.write(`${JSON.stringify(await lookNow(homeOf(env), accessLogOf(env)))}\n`);
    return 0;
}
/** Where nginx listens. */
const amazonPort = 80;
/** On Amazon Linux what goes on beside the application is a process of its own: it works until it is told to stop. */
async function beside({ until }, duty) {
    await new Promise((resolve) => {
        if (until.aborted)
            resolve();
        until.addEventListener('abort', () => resolve(), { once: true });
    });
    await duty.stop();
    return 0;
}
/** Brings a version to an instance that serves; where the boot has failed there is nothing to put it beside, and it is served from the start. */
async function bring({ duty, ...world }, place, next) {
    const state = await agent_served(world, place);
    if (state !== 'failed')
        return update({ ...world, host: updateHost(place, world, state) }, { live: state, next, duty });
    world.journal.say(`Nothing serves here: version ${next.version.label} is started from the beginning.`);
    const file = (0,external_node_path_namespaceObject.join)(world.home, 'instance.json');
    writeDescription(world.home, next);
    if (!isLocal(place))
        return boot({ ...world, host: bootHost(place, world, file), duty: 'serve' }, next);
    // Here the agent itself keeps the application: it must outlive this command.
    writeState(world.home, 'booting');
    const agent = (0,external_node_child_process_namespaceObject.spawn)(process.execPath, [...process.argv.slice(1, 2), 'serve', file], {
        detached: true,
        stdio: 'ignore',
    });
    agent.unref();
    if (agent.pid !== undefined)
        noteAgent(world.home, agent.pid);
    await beforeUpdate(world.home, world.clock, world.until);
    const now = readState(world.home);
    return typeof now === 'object' && isSame(now.description, next) ? 0 : 1;
}
/** What serves here. A local instance has no systemd: its application ends with the agent that keeps it. */
async function agent_served({ home, clock, until }, place) {
    const state = await beforeUpdate(home, clock, until);
    return isLocal(place) && agentRuns(home) === false ? 'failed' : state;
}
void agent_main(process.argv.slice(2), process.env)
    .catch((error) => {
    print(`The agent failed: ${reasonOf(error)}`);
    return 1;
})
    // A probe or a download that nobody waits for any more must not keep the instance alive.
    .then((code) => process.exit(code));

