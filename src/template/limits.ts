import { seconds } from './duration.ts';
import { checkPolicies } from './policy-limits.ts';
import { inlineBytes, render } from './render.ts';
import type { Resource, Template } from './template.ts';

/** Bytes up to which CloudFormation takes a template from S3. */
const s3Bytes = 1_048_576;
/** Bytes of user data that EC2 takes, and those that we allow ourselves: the rest is room for the values that are put in. */
const userDataBytes = 16_384;
const ownUserDataBytes = 4_096;

const mostOf = { Resources: 500, Parameters: 200, Outputs: 200 } as const;

/** Whether the template may be sent as text rather than by its URL in S3. */
export function fitsInline(template: Template): boolean {
  return bytes(render(template)) <= inlineBytes;
}

/** Parameter values as CloudFormation takes them. */
type Values = Readonly<Record<string, string>>;

/**
 * What CloudFormation, EC2 or IAM would refuse, one sentence each; nothing when all is well. With the `values` of a deploy it also judges what stands in
 * parameters.
 */
export function checkLimits(template: Template, values: Values = {}): readonly string[] {
  return [
    ...checkSizes(template),
    ...Object.entries(template.Resources).flatMap(([id, resource]) =>
      [
        ...checkDescription(resource),
        ...checkUserData(resource, values),
        ...checkDurations(resource),
        ...checkRoom(resource, values),
        ...checkPolicies(resource),
      ].map((problem) => `${id}: ${problem}`),
    ),
  ];
}

function checkSizes(template: Template): readonly string[] {
  const size = bytes(render(template));
  const description = bytes(template.Description);
  return [
    ...Object.entries(mostOf).flatMap(([section, most]) => {
      const count = Object.keys(template[section as keyof typeof mostOf] ?? {}).length;
      return count > most ? [`${count} ${section.toLowerCase()}; CloudFormation takes ${most}.`] : [];
    }),
    ...(size > s3Bytes ? [`The template has ${size} bytes; CloudFormation takes ${s3Bytes}.`] : []),
    ...(description > 1024 ? [`The template's description has ${description} bytes; CloudFormation takes 1024.`] : []),
  ];
}

function checkDescription(resource: Resource): readonly string[] {
  return resource.Metadata?.Description ? [] : ['it has no sentence that says what it is.'];
}

function checkUserData(resource: Resource, values: Values): readonly string[] {
  const text = at(resource.Properties, 'LaunchTemplateData', 'UserData', 'Fn::Base64', 'Fn::Sub');
  if (typeof text !== 'string') return [];
  const filled = text.replace(/\$\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
  return [
    ...(bytes(text) >= ownUserDataBytes
      ? [`user data has ${bytes(text)} bytes; ours has fewer than ${ownUserDataBytes}.`]
      : []),
    ...(bytes(filled) > userDataBytes ? [`user data has ${bytes(filled)} bytes; EC2 takes ${userDataBytes}.`] : []),
  ];
}

/** Where durations stand, and the most seconds that each may say. */
const durations = [
  { path: ['CreationPolicy', 'ResourceSignal', 'Timeout'], most: 43_200 },
  { path: ['UpdatePolicy', 'AutoScalingRollingUpdate', 'PauseTime'], most: 3_600 },
] as const;

function checkDurations(resource: Resource): readonly string[] {
  return durations.flatMap(({ path, most }) => {
    const value = at(resource, ...path);
    if (value === undefined) return [];
    const length = typeof value === 'string' ? seconds(value) : undefined;
    if (length === undefined) return [`${path.join('.')} is ${JSON.stringify(value)}, not a duration such as PT15M.`];
    return length > most ? [`${path.join('.')} is ${length} seconds; CloudFormation takes ${most}.`] : [];
  });
}

/** CloudFormation needs room to replace: the instances that stay in service must be fewer than the group's largest size. */
function checkRoom(resource: Resource, values: Values): readonly string[] {
  const kept = number(at(resource, 'UpdatePolicy', 'AutoScalingRollingUpdate', 'MinInstancesInService'), values);
  const batch = number(at(resource, 'UpdatePolicy', 'AutoScalingRollingUpdate', 'MaxBatchSize'), values);
  const smallest = number(at(resource, 'Properties', 'MinSize'), values);
  const largest = number(at(resource, 'Properties', 'MaxSize'), values);
  return [
    ...(kept >= largest
      ? [`MinInstancesInService is ${kept}; it must be less than MaxSize, which is ${largest}.`]
      : []),
    ...(batch < 1 || batch > 100 ? [`MaxBatchSize is ${batch}; CloudFormation takes 1 to 100.`] : []),
    ...(smallest > largest ? [`MinSize is ${smallest}; MaxSize is only ${largest}.`] : []),
  ];
}

/** A number, or the value of the parameter that it refers to; `NaN`, which compares to nothing, when that is not known. */
function number(value: unknown, values: Values): number {
  const name = at(value, 'Ref');
  return Number(typeof name === 'string' ? values[name] : (value ?? undefined));
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
