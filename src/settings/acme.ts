import { flag } from './flag.ts';
import { key, only } from './key.ts';
import { type Kind, text } from './kinds.ts';

const letsEncrypt = 'https://acme-v02.api.letsencrypt.org/directory';

const address = text({
  what: 'an authority that speaks ACME',
  accepts: 'letsencrypt, or the https address of the directory of another authority',
  pattern: /^(?:letsencrypt|https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?)$/,
  maxLength: 256,
});

/** The address of an authority's directory. */
const authority: Kind<string> = {
  ...address,
  read(node) {
    const reading = address.read(node);
    if ('faults' in reading) return reading;
    return { value: reading.value === 'letsencrypt' ? letsEncrypt : reading.value };
  },
  write: (value) => (value === letsEncrypt ? 'letsencrypt' : value),
};

/** HTTPS of a single instance, which no load balancer stands before. */
export const acmeKeys = {
  'tls.acme': only(
    'web',
    key(
      authority,
      'Authority of which the instance of a single-instance environment gets a certificate for `domain.name`, and renews it in time; with `letsencrypt` you agree to its terms of service.',
    ),
  ),
  'tls.redirect': only('web', key(flag(), 'Send plain HTTP on to HTTPS, once that certificate is there.')),
} as const;
