import type { Cloud } from '../../service.ts';

/** A mail that SNS would have sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly topicArn: string;
  /** ISO 8601, by the cloud's clock. */
  readonly at: string;
}

/** The mails that SNS would have sent. Nothing leaves the machine: they are read at `/_beanpole/mail`. */
export interface Outbox {
  put(mail: Omit<Mail, 'at'>): void;
  /** The newest ones, oldest first. */
  all(): readonly Mail[];
}

const mostMails = 200;

/** Opens the outbox of the store. */
export function openOutbox(cloud: Cloud): Outbox {
  const kept = cloud.store.collection<readonly Mail[]>('sns-mail');
  const all = () => kept.get('newest') ?? [];
  return {
    all,
    put(mail) {
      const at = new Date(cloud.clock.now()).toISOString();
      kept.set('newest', [...all(), { ...mail, at }].slice(-mostMails));
      cloud.log(
        `SNS: a mail to ${mail.to}, "${mail.subject}", lies at ${cloud.endpoint}/_beanpole/mail; the local cloud mails nothing.`,
      );
    },
  };
}

/** The mail that asks for a confirmation. https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html */
export function confirmationMail(
  topic: string,
  subscribeUrl: string,
): { readonly subject: string; readonly body: string } {
  return {
    subject: 'AWS Notification - Subscription Confirmation',
    body: [
      'You have chosen to subscribe to the topic:',
      topic,
      '',
      'To confirm this subscription, click or visit the link below (If this was in error no action is necessary):',
      subscribeUrl,
      '',
    ].join('\n'),
  };
}

/** The mail after an unsubscription that nobody signed: its reader may take it back. */
export function farewellMail(topic: string, subscribeUrl: string): { readonly subject: string; readonly body: string } {
  return {
    subject: 'AWS Notification - Unsubscribe Confirmation',
    body: [
      'Your subscription to the topic below has been deactivated:',
      topic,
      '',
      'If this was in error or you wish to resubscribe, click or visit the link below to resubscribe to the topic:',
      subscribeUrl,
      '',
    ].join('\n'),
  };
}

/** A notification as a mail: the message, and how to end it. */
export function notificationMail(
  message: { readonly subject?: string; readonly text: string },
  unsubscribeUrl: string,
): { readonly subject: string; readonly body: string } {
  return {
    subject: message.subject ?? 'AWS Notification Message',
    body: [
      message.text,
      '',
      '--',
      'If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:',
      unsubscribeUrl,
      '',
    ].join('\n'),
  };
}
