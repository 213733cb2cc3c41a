import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** Who signs: by the key itself, until the authority has given the account an address. */
export type Signer =
  | { readonly key: KeyObject; readonly account?: undefined }
  | { readonly key: KeyObject; readonly account: string };

/** A request body as the authority takes it: signed, for one address and one nonce (RFC 8555 §6.2). No `payload`: a POST-as-GET. */
export function signed(signer: Signer, { url, nonce, payload }: { url: string; nonce: string; payload?: unknown }) {
  const who = signer.account === undefined ? { jwk: publicJwk(signer.key) } : { kid: signer.account };
  const header = base64url(JSON.stringify({ alg: 'ES256', nonce, url, ...who }));
  const body = payload === undefined ? '' : base64url(JSON.stringify(payload));
  const signature = sign('sha256', Buffer.from(`${header}.${body}`), { key: signer.key, dsaEncoding: 'ieee-p1363' });
  return JSON.stringify({ protected: header, payload: body, signature: signature.toString('base64url') });
}

/** What must be found at the challenge's address: the token, and the fingerprint of the account's key (RFC 8555 §8.1). */
export function keyAuthorization(token: string, key: KeyObject): string {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(publicJwk(key)))
    .digest('base64url');
  return `${token}.${fingerprint}`;
}

/** Its members in the order of the alphabet, as a fingerprint wants them (RFC 7638). */
function publicJwk(key: KeyObject): Readonly<Record<string, string>> {
  const { crv = '', kty = '', x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { crv, kty, x, y };
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
