import { key, only } from './key.ts';
import { text } from './kinds.ts';

const domainName = text({
  what: 'a domain name',
  accepts: 'a name of small letters, digits, hyphens and dots, as in shop.example.com',
  pattern: /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  // What a certificate takes as its first name.
  maxLength: 64,
});

const hostedZone = text({
  what: 'a hosted zone',
  accepts: 'the id of a public hosted zone of Route 53, as in Z0123456789ABCDEFGHIJ',
  pattern: /^Z[A-Z0-9]{1,31}$/,
});

/** The name by which the world knows an environment. */
export const domainKeys = {
  'domain.name': only(
    'web',
    key(
      domainName,
      'Name of the environment in `domain.zone`: a load balancer gets a certificate for it, unless `tls.certificate` names one, and a record; a single instance a record. A preview does not take it over.',
    ),
  ),
  'domain.zone': key(
    hostedZone,
    'Hosted zone of Route 53 that the names of all environments are in, so at the top level only; it can go one deploy after the last name.',
  ),
} as const;
