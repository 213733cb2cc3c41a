import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeFleet } from '../../src/aws/fleet.ts';
import { type Loopback, loopback, queryError, queryResult } from './loopback/aws.ts';

let aws: Loopback;
beforeEach(async () => {
  aws = await loopback();
});
afterEach(() => aws.close());

describe('makeFleet()', () => {
  test('reads the live desired capacity', async () => {
    const group =
      '<member><AutoScalingGroupName>shop-group</AutoScalingGroupName><MinSize>1</MinSize><MaxSize>9</MaxSize><DesiredCapacity>5</DesiredCapacity></member>';
    aws.answer(
      'DescribeAutoScalingGroups',
      queryResult('DescribeAutoScalingGroups', `<AutoScalingGroups>${group}</AutoScalingGroups>`),
    );
    expect(await makeFleet(aws.clients).desired('shop-group')).toBe(5);
    expect(aws.received[0]?.fields).toMatchObject({ 'AutoScalingGroupNames.member.1': 'shop-group' });
  });

  test('knows no size of a group that is not there', async () => {
    aws.answer('DescribeAutoScalingGroups', queryResult('DescribeAutoScalingGroups', '<AutoScalingGroups/>'));
    expect(await makeFleet(aws.clients).desired('shop-group')).toBeUndefined();
  });

  test('knows the version of a group of several types or of Spot by its policy', async () => {
    const template = (version: number) =>
      `<LaunchTemplateId>lt-1</LaunchTemplateId><LaunchTemplateName>shop</LaunchTemplateName><Version>${version}</Version>`;
    const instance = (id: string, version: number) =>
      `<member><InstanceId>${id}</InstanceId><LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus><LaunchTemplate>${template(version)}</LaunchTemplate></member>`;
    const group = `<member><AutoScalingGroupName>shop-group</AutoScalingGroupName><MinSize>1</MinSize><MaxSize>9</MaxSize><DesiredCapacity>2</DesiredCapacity>
      <MixedInstancesPolicy><LaunchTemplate><LaunchTemplateSpecification>${template(3)}</LaunchTemplateSpecification></LaunchTemplate></MixedInstancesPolicy>
      <Instances>${instance('i-1', 3)}${instance('i-2', 2)}</Instances></member>`;
    aws.answer(
      'DescribeAutoScalingGroups',
      queryResult('DescribeAutoScalingGroups', `<AutoScalingGroups>${group}</AutoScalingGroups>`),
    );
    const seen = await makeFleet(aws.clients).group('shop-group');
    expect(seen?.instances.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
  });

  test('knows no refresh of a group that is not there any more', async () => {
    aws.answer(
      'DescribeInstanceRefreshes',
      queryError('ValidationError', 'AutoScalingGroup name not found - AutoScalingGroup: shop-group not found'),
    );
    expect(await makeFleet(aws.clients).refreshes('shop-group')).toEqual([]);
  });

  test('sets the desired capacity', async () => {
    aws.answer('SetDesiredCapacity', queryResult('SetDesiredCapacity', ''));
    await makeFleet(aws.clients).resize('shop-group', 2);
    expect(aws.received[0]?.fields).toMatchObject({ AutoScalingGroupName: 'shop-group', DesiredCapacity: '2' });
  });

  test('tells why a group could not launch in this operation, each reason once, deleted groups included', async () => {
    const activity = (
      status: string,
      at: string,
      message: string,
    ) => `<member><ActivityId>a</ActivityId><AutoScalingGroupName>shop-group</AutoScalingGroupName>
      <Cause>c</Cause><StartTime>${at}</StartTime><StatusCode>${status}</StatusCode><StatusMessage>${message}</StatusMessage></member>`;
    const activities = [
      activity('Failed', '2026-10-01T12:00:09Z', 'no room'),
      activity('Failed', '2026-10-01T12:00:08Z', 'no room'),
      activity('Successful', '2026-10-01T12:00:07Z', 'fine'),
      activity('Failed', '2026-10-01T11:00:00Z', 'long ago'),
    ];
    aws.answer(
      'DescribeScalingActivities',
      queryResult('DescribeScalingActivities', `<Activities>${activities.join('')}</Activities>`),
    );
    expect(await makeFleet(aws.clients).failedActivities('shop-group', Date.UTC(2026, 9, 1, 12))).toEqual(['no room']);
    expect(aws.received[0]?.fields).toMatchObject({ IncludeDeletedGroups: 'true' });
  });
});
