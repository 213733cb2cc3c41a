import type { Context } from '../context.ts';
import { ref } from '../intrinsics.ts';
import { mainDoor } from '../listeners.ts';
import { hasSlots, inSlotB, nameIn } from '../slots.ts';
import { type Fragment, nothing, type Value } from '../template.ts';

/**
 * The switch between two slots: which of them serves, whether the other one is up, and the share of the requests that each gets. The rule comes after the groups,
 * whose instances are gated, and the listener before them, as a target group that no listener uses is never checked: so in one update a new group comes up, proves
 * itself and takes over, and the way back is the rule alone. A group that is no longer wanted goes in the clean-up, when nothing can undo the update any more.
 */
export function slots(context: Context): Fragment {
  if (!hasSlots(context)) return nothing;
  return {
    Parameters: {
      LiveSlot: { Type: 'String', Description: 'The slot whose version is live.', AllowedPattern: '^(A|B)$' },
      IdleSlot: { Type: 'String', Description: 'Whether the other slot has instances.', AllowedPattern: '^(up|down)$' },
      Weight: weight('A'),
      [nameIn('B', 'Weight')]: weight('B'),
    },
    Conditions: {
      IdleSlotUp: { 'Fn::Equals': [ref('IdleSlot'), 'up'] },
      ServesSlotA: { 'Fn::Equals': [ref('LiveSlot'), 'A'] },
      ServesSlotB: { 'Fn::Not': [{ Condition: 'ServesSlotA' }] },
      HasSlotA: { 'Fn::Or': [{ Condition: 'ServesSlotA' }, { Condition: 'IdleSlotUp' }] },
      HasSlotB: { 'Fn::Or': [{ Condition: 'ServesSlotB' }, { Condition: 'IdleSlotUp' }] },
    },
    Resources: {
      SlotRule: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
        Metadata: {
          Description: 'Shares the requests out between the two slots',
          // `DependsOn` knows no condition; a reference in metadata makes the rule wait for the groups that there are.
          After: [
            { 'Fn::If': ['HasSlotA', group, ref('AWS::NoValue')] },
            { 'Fn::If': ['HasSlotB', inSlotB(group), ref('AWS::NoValue')] },
          ],
        },
        Properties: {
          ListenerArn: ref(mainDoor(context)?.id ?? ''),
          // The last one possible: a rule that somebody adds comes before it.
          Priority: 50_000,
          Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }],
          Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups: shares } }],
        },
      },
    },
    Outputs: {
      LiveSlot: { Value: ref('LiveSlot') },
      IdleGroupName: {
        Value: {
          'Fn::If': ['IdleSlotUp', { 'Fn::If': ['ServesSlotA', inSlotB(group), group] }, 'none'],
        },
      },
    },
  };
}

const group = ref('AutoScalingGroup');

function weight(slot: string) {
  return { Type: 'Number', MinValue: 0, MaxValue: 999, Description: `Share of the requests that slot ${slot} gets.` };
}

const shares: Value = (['A', 'B'] as const).map((slot) => ({
  TargetGroupArn: ref(nameIn(slot, 'TargetGroup')),
  Weight: ref(nameIn(slot, 'Weight')),
}));
