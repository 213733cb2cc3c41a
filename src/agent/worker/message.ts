/** An SQS message as ReceiveMessage gives it. */
export interface Message {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, { readonly DataType: string; readonly StringValue?: string }>>;
}

/** What is posted to the application for a message. */
export interface Post {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an environment posts. */
export interface Manner {
  readonly path: string;
  readonly mimeType: string;
  /** Name of the queue that the message comes from. */
  readonly queue: string;
}

/** Attributes that make a message a periodic task; the names are Beanstalk's. */
export const taskAttributes = {
  path: 'beanstalk.sqsd.path',
  name: 'beanstalk.sqsd.task_name',
  time: 'beanstalk.sqsd.scheduled_time',
} as const;

/** Version of Beanstalk's daemon that applications know by its name. */
const userAgent = 'aws-sqsd/3.0';
const own = 'beanstalk.sqsd.';

/** The headers are those of Beanstalk's daemon. A periodic task has an empty body. */
export function postOf(message: Message, { path, mimeType, queue }: Manner): Post {
  const task = (name: string) => message.MessageAttributes?.[name]?.StringValue;
  const target = task(taskAttributes.path) ?? path;
  const name = task(taskAttributes.name);
  const scheduled = task(taskAttributes.time);
  const of = message.Attributes ?? {};
  const headers: Record<string, string | undefined> = {
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
function attributes({ MessageAttributes = {} }: Message): Record<string, string> {
  const texts = Object.entries(MessageAttributes).flatMap(([name, { DataType, StringValue }]) =>
    /^(?:String|Number)\b/.test(DataType) && StringValue !== undefined && !name.startsWith(own)
      ? [[`X-Aws-Sqsd-Attr-${name}`, StringValue]]
      : [],
  );
  return Object.fromEntries(texts);
}

function instant(ms: string | undefined): string | undefined {
  return ms === undefined ? undefined : `${new Date(Number(ms)).toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** A header holds bytes but no control characters: other scripts go as UTF-8, a line break becomes a space. */
function wire(value: string): string {
  if (/^[\t\x20-\x7e]*$/.test(value)) return value;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be sent
  return Buffer.from(value.replace(/[\x00-\x08\x0a-\x1f\x7f]+/g, ' '), 'utf8').toString('latin1');
}
