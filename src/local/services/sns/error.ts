import { AwsError } from '../../service.ts';

/** The error of a parameter that SNS does not take. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors */
export function invalid(reason: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
}

/** The error of what AWS has and this cloud has not: in plain words, with the code of a parameter that is not taken. */
export function notActedOut(what: string): AwsError {
  return new AwsError('InvalidParameter', `The local cloud does not act out ${what}.`);
}

/** The error of a topic or a subscription that is not there. */
export function notFound(what: 'Topic' | 'Subscription'): AwsError {
  return new AwsError('NotFound', `${what} does not exist`, 404);
}
