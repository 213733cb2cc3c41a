import { type Kind, type TextRule, text } from './kinds.ts';

/** The forms of the texts that settings are made of; the limits are AWS's where the comment says so. */

/** First part of every stack's name, which CloudFormation wants to start with a letter. */
export const applicationName = text({
  what: 'an application name',
  accepts: 'at most 60 letters, digits and hyphens, a letter first, no hyphen last',
  pattern: /^[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
  maxLength: 60,
});

/** Second part of two stacks' names: `<application>-<environment>` and `<application>-<environment>-data`. */
export const environmentName = text({
  what: 'an environment name',
  accepts: 'at most 40 letters, digits and hyphens, no hyphen first or last',
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
  maxLength: 40,
  from: ['number'],
  refuse: (name) =>
    name.endsWith('-data') ? 'its stack would have the name of the data stack of another environment' : undefined,
});

export const region = text({
  what: 'an AWS region',
  accepts: 'the code of a region, as in eu-central-1',
  pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  maxLength: 32,
});

/** The label is part of object keys and of tags, and is pasted into commands and addresses. */
export const label = text({
  what: 'a version label',
  accepts: 'at most 100 letters, digits and ._-, as the label becomes part of object keys and of a tag',
  pattern: /^[A-Za-z0-9._-]+$/,
  maxLength: 100,
  from: ['number'],
});

export const platformVersion = text({
  what: 'a platform version',
  accepts: 'a version, as in 24 or 3.13',
  pattern: /^\d+(?:\.\d+){0,3}$/,
  maxLength: 32,
  from: ['number'],
});

export const shellCommand = text({ what: 'a shell command', accepts: 'a shell command', refuse: withoutNul });

export const sourceDirectory = insideTree({ what: 'a source directory', accepts: 'a directory below the workspace' });
export const packerDirectory = insideTree({ what: 'a directory', accepts: 'a directory below the workspace' });
export const artifactFile = insideTree({
  what: 'an artifact',
  accepts: 'a file below the workspace',
});

export const instanceType = text({
  what: 'an EC2 instance type',
  accepts: 'a family and a size, as in t4g.small',
  pattern: /^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+$/,
  maxLength: 32,
  refuse: (type) => (type.startsWith('mac') ? 'Amazon Linux does not run on it' : undefined),
});

/** nginx gets it between quotes. */
export const urlPath = text({
  what: 'a path of the URL',
  accepts: 'a path that starts with /, of letters, digits and -._~/, as in /static',
  pattern: /^\/[A-Za-z0-9\-._~/]+$/,
  maxLength: 256,
});

export const servedPath = text({
  what: 'a directory or file to serve',
  accepts: 'a directory or file of the source tree, of letters, digits and -._/, as in public/assets',
  pattern: /^[A-Za-z0-9\-._/]+$/,
  maxLength: 256,
  refuse: outside,
});

export const imageId = text({
  what: 'a machine image',
  accepts: 'the id of an image in the region, as in ami-0123456789abcdef0',
  pattern: /^ami-[0-9a-f]{8,17}$/,
});

/** A target group's HealthCheckPath has 1 to 1,024 characters; fragments never reach a server. */
export const healthPath = text({
  what: 'a path',
  accepts: 'a path that starts with /, without spaces, as in /health',
  pattern: /^\/[!-"$-~]*$/,
  maxLength: 1024,
});

/** A target group's Matcher: an Application Load Balancer takes 200 to 499. */
export const statusCodes = text({
  what: 'a list of status codes',
  accepts: 'codes from 200 to 499, as in 200, 200-299 or 200,204',
  pattern: /^\d{3}(?:-\d{3})?(?:,\d{3}(?:-\d{3})?)*$/,
  maxLength: 256,
  from: ['number'],
  refuse: badCodes,
});

/** The name of a branch, or a pattern of names. What git forbids in a name is forbidden here, but for the wildcard. */
export const branchPattern = text({
  what: 'the name of a branch or a pattern of names',
  accepts: 'the name of a branch, where * stands for any text, as in main or release/*',
  pattern: /^[^\s~^:?[\\]+$/,
  maxLength: 244,
});

export const variableName = text({
  what: 'the name of a variable',
  accepts: 'at most 128 letters, digits and underscores, no digit first',
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  maxLength: 128,
});

const tagForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

export const tagName = text({
  what: 'the name of a tag',
  accepts: 'at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws: or beanpole:',
  pattern: tagForm,
  maxLength: 128,
  refuse: (name) => {
    if (/^aws:/i.test(name)) return 'AWS keeps names that start with aws: for itself';
    return /^beanpole:/i.test(name) ? 'names that start with beanpole: are written by Beanpole' : undefined;
  },
});

export const tagValue = text({
  what: 'the value of a tag',
  accepts: 'at most 256 letters, digits, spaces and _.:/=+-@',
  pattern: tagForm,
  minLength: 0,
  maxLength: 256,
  from: ['number', 'boolean'],
});

/** CloudFormation's own form. */
export const logicalId = text({
  what: 'a logical id',
  accepts: 'at most 255 letters and digits, as in ElasticIp',
  pattern: /^[A-Za-z0-9]+$/,
  maxLength: 255,
});

export const vpcId = text({
  what: 'a VPC',
  accepts: 'an id, as in vpc-0123456789abcdef0',
  pattern: /^vpc-[0-9a-f]{8,17}$/,
});
export const subnetId = text({
  what: 'a subnet',
  accepts: 'an id, as in subnet-0123456789abcdef0',
  pattern: /^subnet-[0-9a-f]{8,17}$/,
});

export const certificateArn = text({
  what: 'the ARN of an ACM certificate',
  accepts: 'an ARN, as in arn:aws:acm:eu-central-1:123456789012:certificate/…',
  pattern: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
});

export const tlsPolicy = text({
  what: 'a security policy of Elastic Load Balancing',
  accepts: 'a name, as in ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  pattern: /^ELBSecurityPolicy-[A-Za-z0-9-]+$/,
});

function insideTree(rule: Pick<TextRule, 'what' | 'accepts'>): Kind<string> {
  return text({ ...rule, accepts: `${rule.accepts}, as a relative path with / between its parts`, refuse: outside });
}

function outside(path: string): string | undefined {
  if (path.includes('\\')) return 'it has a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is absolute';
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return 'it leaves the workspace';
  }
  return withoutNul(path);
}

function withoutNul(value: string): string | undefined {
  return value.includes('\0') ? 'it has a NUL character' : undefined;
}

function badCodes(codes: string): string | undefined {
  for (const part of codes.split(',')) {
    const [low = 0, high = low] = part.split('-').map(Number);
    if (low < 200 || high > 499) return `a load balancer takes codes from 200 to 499 only`;
    if (low > high) return `${part} ends before it starts`;
  }
  return undefined;
}
