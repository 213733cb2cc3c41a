/** What a worker environment does with its queue. Times in seconds. */
export interface WorkerSettings {
  /** A queue of the user's own; absent: the environment makes one. */
  readonly queue?: QueueName;
  /** A dead-letter queue of the user's own; absent: the environment makes one for its queue, and an own queue's is the user's affair. */
  readonly deadLetterQueue?: QueueName;
  /** Whether the queue keeps the order within a message group. */
  readonly fifo: boolean;
  /** Path that messages are posted to, and the `Content-Type` that they are posted with. */
  readonly path: string;
  readonly mimeType: string;
  /** Messages that an instance works on at a time. */
  readonly concurrency: number;
  readonly connectTimeout: number;
  /** Time until a post without an answer has failed. */
  readonly inactivityTimeout: number;
  /** Time that a message stays hidden without a word of the instance that works on it. */
  readonly visibilityTimeout: number;
  /** Time until a message that failed can be received again. */
  readonly errorVisibilityTimeout: number;
  /** Time that SQS keeps a message. */
  readonly retention: number;
  /** Receives until a message becomes a dead letter. */
  readonly maxReceives: number;
  /** Whether `cron.yaml` is obeyed. */
  readonly cron: boolean;
  /** Waiting messages for each instance that scaling aims at. */
  readonly backlog: number;
  /** Age of the oldest message at which the alarm rings. */
  readonly maxAge: number;
}

/** An SQS queue, wherever its name came from; it stands in the environment's own region. */
export interface QueueName {
  readonly account: string;
  /** Ends in `.fifo` when it is one. */
  readonly name: string;
  /** Region, as far as what the user wrote tells it. */
  readonly region?: string;
}
