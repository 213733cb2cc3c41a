import type { Value } from './template.ts';

/** The value of a parameter, or what a resource calls its own id. */
export function ref(name: string): Value {
  return { Ref: name };
}

/** An attribute of a resource. */
export function getAtt(resource: string, attribute: string): Value {
  return { 'Fn::GetAtt': [resource, attribute] };
}

/** A text in which `${Name}` and `${Resource.Attribute}` are replaced; `${!Name}` stays as `${Name}`. */
export function sub(text: string): Value {
  return { 'Fn::Sub': text };
}

/** Values joined with commas. */
export function commaJoined(values: Value): Value {
  return { 'Fn::Join': [',', values] };
}

/** The ARN of something in this account and region: `arn('ec2', 'instance/*')`. */
export function arn(service: string, resource: string): Value {
  return sub(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}

/** The ARN of something that has an account but no region. */
export function iamArn(resource: string): Value {
  return sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${resource}`);
}

/** Text of the user's own, made safe to stand inside of `Fn::Sub`. */
export function verbatim(text: string): string {
  return text.replaceAll('${', '${!');
}
