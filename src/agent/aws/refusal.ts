import { firstElement } from './xml.ts';

/** AWS answered with an error: its code, and its own words. */
export class AwsRefusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.name = 'AwsRefusal';
    this.code = code;
    this.status = status;
  }
}

/** Reads the error out of an answer, in the XML of the query protocols and S3 or in JSON. */
export function refusal(status: number, body: string): AwsRefusal {
  const { code, message } = body.trimStart().startsWith('{') ? fromJson(body) : fromXml(body);
  return new AwsRefusal(code ?? `HTTP ${status}`, status, message ?? `The answer has status ${status}.`);
}

interface Words {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

function fromXml(body: string): Words {
  return { code: firstElement(body, 'Code'), message: firstElement(body, 'Message') };
}

/** The code may come with a namespace in front, `com.amazonaws.ssm#ParameterNotFound`. */
function fromJson(body: string): Words {
  try {
    const { __type, message, Message } = JSON.parse(body) as Record<string, string | undefined>;
    return { code: __type?.split('#').pop(), message: message ?? Message };
  } catch {
    return { code: undefined, message: undefined };
  }
}

const throttles = ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'SlowDown', 'TooManyRequestsException'];

/** Milliseconds that an error is worth trying again: broken connections, faults on AWS's side, throttling. */
export function transientPatience(error: unknown): number {
  if (!(error instanceof AwsRefusal)) return 30_000;
  return error.status >= 500 || error.status === 429 || throttles.includes(error.code) ? 30_000 : 0;
}

/** The same, and a new role's permissions, which reach all of S3 only after some seconds. */
export function newRolePatience(error: unknown): number {
  return error instanceof AwsRefusal && error.status === 403 ? 60_000 : transientPatience(error);
}
