import { type KeyObject, sign } from 'node:crypto';

/** ASN.1 in DER (ITU-T X.690): just as much as a request for a certificate is made of, which node:crypto does not write. */
function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  return bytes < 0x100 ? Buffer.from([0x81, bytes]) : Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}

const sequence = (...parts: readonly Uint8Array[]) => element(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]) => element(0x31, ...parts);
/** A string of bits that fills whole bytes. */
const bits = (body: Uint8Array) => element(0x03, Buffer.from([0]), body);
const octets = (body: Uint8Array) => element(0x04, body);
const version0 = element(0x02, Buffer.from([0]));

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
export function certificateRequest(
  name: string,
  keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
) {
  const subject = sequence(set(sequence(oid.commonName, element(0x0c, Buffer.from(name)))));
  // Context-specific 2: a DNS name.
  const names = sequence(element(0x82, Buffer.from(name)));
  const extensions = sequence(sequence(oid.subjectAltName, octets(names)));
  const attributes = element(0xa0, sequence(oid.extensionRequest, set(extensions)));
  const info = sequence(version0, subject, keys.publicKey.export({ type: 'spki', format: 'der' }), attributes);
  return sequence(info, sequence(oid.ecdsaWithSha256), bits(sign('sha256', info, keys.privateKey)));
}
