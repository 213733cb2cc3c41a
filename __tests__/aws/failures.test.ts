import { describe, expect, test } from '@jest/globals';
import { awsFailure, isAbsent, isBusy, isNoChange, isUnknownOperation } from '../../src/aws/failures.ts';
import { BeanpoleError } from '../../src/errors.ts';

const sdkError = (name: string, message = 'what AWS says'): Error => Object.assign(new Error(message), { name });

describe('awsFailure()', () => {
  test.each([
    ['ExpiredToken', 'credentials', 'expired'],
    ['RequestExpired', 'credentials', 'expired'],
    ['CredentialsProviderError', 'credentials', 'no AWS credentials'],
    ['InvalidClientTokenId', 'credentials', 'does not accept the credentials'],
    ['SignatureDoesNotMatch', 'credentials', 'does not accept the credentials'],
    ['AccessDenied', 'aws', 'denied to read the stack: what AWS says'],
    ['Throttling', 'outage', 'still throttling'],
    ['LimitExceededException', 'aws', 'quota'],
    ['InsufficientCapabilitiesException', 'template', 'capability'],
    ['OptInRequired', 'aws', 'region'],
    ['TimeoutError', 'outage', 'could not be reached'],
    ['SomethingNewException', 'aws', 'SomethingNewException: what AWS says'],
  ])('%s → code %s, "… %s …", with advice and the cause', (name, code, words) => {
    const error = sdkError(name);
    const failure = awsFailure(error, 'to read the stack');
    expect(failure).toMatchObject({
      code,
      message: expect.stringContaining(words),
      fix: expect.stringMatching(/\.$/),
      cause: error,
    });
  });

  test('knows a failed connection by its code', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(awsFailure(error, 'to read')).toMatchObject({ message: expect.stringContaining('could not be reached') });
  });

  test("tells a fault of AWS's own by the status of its answer", () => {
    const error = Object.assign(sdkError('InternalFailure'), { $metadata: { httpStatusCode: 503 } });
    expect(awsFailure(error, 'to read the stack')).toMatchObject({ code: 'outage' });
    const refusal = Object.assign(sdkError('InternalFailure'), { $metadata: { httpStatusCode: 400 } });
    expect(awsFailure(refusal, 'to read the stack')).toMatchObject({ code: 'aws' });
  });

  test('tells a bad template from another refusal by its sentence', () => {
    const bad = sdkError('ValidationError', 'Template format error: Unresolved resource dependencies [Vpc]');
    expect(awsFailure(bad, 'to make')).toMatchObject({ code: 'template' });
    expect(awsFailure(sdkError('ValidationError'), 'to make')).toMatchObject({ code: 'aws' });
  });

  test('leaves alone what is translated already, and what no error is', () => {
    const ours = new BeanpoleError('timeout', 'too late');
    expect(awsFailure(ours, 'to read')).toBe(ours);
    expect(awsFailure('text', 'to read')).toBe('text');
  });
});

describe('the sentences of CloudFormation', () => {
  test('isAbsent() wants both the name and the sentence', () => {
    expect(isAbsent(sdkError('ValidationError', 'Stack with id x does not exist'))).toBe(true);
    expect(isAbsent(sdkError('AccessDenied', 'Stack with id x does not exist'))).toBe(false);
    expect(isAbsent(sdkError('ValidationError', 'no'))).toBe(false);
  });

  test('isBusy() knows every status by its sentence', () => {
    expect(
      isBusy(
        sdkError(
          'ValidationError',
          'Stack:x is in UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS state and can not be updated.',
        ),
      ),
    ).toBe(true);
    expect(isBusy(sdkError('ValidationError', 'Stack:x is in UPDATE_COMPLETE state and cannot be signaled'))).toBe(
      false,
    );
    expect(isBusy(sdkError('ValidationError', 'Parameters: [X] do not exist in the template'))).toBe(false);
    expect(isBusy('x is in A state and can not be updated')).toBe(false);
  });

  test('isNoChange() knows both sentences', () => {
    expect(isNoChange("The submitted information didn't contain changes.")).toBe(true);
    expect(isNoChange('No updates are to be performed.')).toBe(true);
    expect(isNoChange('Validation failed')).toBe(false);
  });

  test('isUnknownOperation()', () => {
    expect(isUnknownOperation(sdkError('InvalidAction'))).toBe(true);
    expect(isUnknownOperation(sdkError('ValidationError'))).toBe(false);
  });
});
