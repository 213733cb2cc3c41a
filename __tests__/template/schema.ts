import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/**
 * Judges a template by AWS's own resource schemas, without AWS: types, properties, primitive types, attributes, attributes of resources such as update
 * policies, references, conditions, circles. Gives one line for each mistake.
 */
export function judge(template: unknown): readonly string[] {
  const mistakes: string[] = [];
  const { Resources = {}, ...rest } = template as Loose;
  for (const key of Object.keys(template as Loose))
    if (!sections.includes(key)) mistakes.push(`${key}: unknown section`);
  for (const [id, resource] of Object.entries(Resources as Record<string, Loose>)) {
    mistakes.push(...judgeResource(id, resource));
  }
  for (const [id, parameter] of Object.entries((rest['Parameters'] ?? {}) as Record<string, Loose>)) {
    if (!parameterTypes.test(String(parameter['Type'])))
      mistakes.push(`${id}: unknown parameter type ${parameter['Type']}`);
  }
  mistakes.push(...judgeReferences(template as Loose), ...findCircle(Resources as Record<string, Loose>));
  return mistakes;
}

type Loose = Readonly<Record<string, unknown>>;
// biome-ignore lint/suspicious/noExplicitAny: the schema package's own types are deep unions, of which this reads a few fields.
type Schema = any;

const database: Schema = loadAwsServiceSpecSync();
const sections = ['AWSTemplateFormatVersion', 'Description', 'Parameters', 'Conditions', 'Resources', 'Outputs'];
const parameterTypes =
  /^(String|Number|CommaDelimitedList|List<Number>|(List<)?AWS::EC2::(Image::Id|VPC::Id|Subnet::Id|SecurityGroup::Id)>?)$/;
const functions = [
  'Fn::Base64',
  'Fn::GetAtt',
  'Fn::GetAZs',
  'Fn::If',
  'Fn::ImportValue',
  'Fn::Join',
  'Fn::Select',
  'Fn::Split',
  'Fn::Sub',
];
const pseudo = ['AccountId', 'NoValue', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map(
  (n) => `AWS::${n}`,
);

const rollingUpdate: Readonly<Record<string, string>> = {
  MaxBatchSize: 'integer',
  MinInstancesInService: 'integer',
  MinSuccessfulInstancesPercent: 'integer',
  MinActiveInstancesPercent: 'integer',
  PauseTime: 'string',
  WaitOnResourceSignals: 'boolean',
  SuspendProcesses: 'array',
};
/** Attributes of resources that the schemas know nothing of, with what may stand in them. */
const attributes: Readonly<Record<string, unknown>> = {
  Type: 'string',
  Properties: undefined,
  Metadata: undefined,
  Condition: 'string',
  DependsOn: 'array',
  DeletionPolicy: 'string',
  UpdateReplacePolicy: 'string',
  CreationPolicy: {
    ResourceSignal: { Count: 'integer', Timeout: 'string' },
    AutoScalingCreationPolicy: { MinSuccessfulInstancesPercent: 'integer' },
  },
  UpdatePolicy: {
    AutoScalingRollingUpdate: rollingUpdate,
    AutoScalingInstanceRefresh: {
      Strategy: 'string',
      Preferences: {
        MinHealthyPercentage: 'integer',
        MaxHealthyPercentage: 'integer',
        InstanceWarmup: 'integer',
        SkipMatching: 'boolean',
        CheckpointPercentages: 'array',
        CheckpointDelay: 'integer',
      },
    },
    AutoScalingReplacingUpdate: { WillReplace: 'boolean' },
    AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: 'boolean' },
  },
};

function judgeResource(id: string, resource: Loose): readonly string[] {
  const mistakes = judgeShape(attributes, resource, id);
  const schema = schemaOf(resource['Type']);
  if (!schema) return [...mistakes, `${id}: unknown type ${resource['Type']}`];
  return [...mistakes, ...judgeProperties(schema.properties, (resource['Properties'] ?? {}) as Loose, id)];
}

function schemaOf(type: unknown): Schema {
  return [...database.lookup('resource', 'cloudFormationType', 'equals', type)][0];
}

function judgeShape(shape: unknown, value: unknown, path: string): readonly string[] {
  if (shape === undefined || isIntrinsic(value)) return [];
  if (typeof shape === 'string') return isA(shape, value) ? [] : [`${path}: not ${shape}: ${JSON.stringify(value)}`];
  return Object.entries(value as Loose).flatMap(([key, inner]) =>
    key in (shape as Loose)
      ? judgeShape((shape as Loose)[key], inner, `${path}.${key}`)
      : [`${path}.${key}: unknown attribute`],
  );
}

function judgeProperties(schemas: Schema, value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: not an object`];
  const known = Object.entries(value).flatMap(([key, inner]) =>
    schemas[key] ? judgeValue(schemas[key].type, inner, `${path}.${key}`) : [`${path}.${key}: unknown property`],
  );
  const missing = Object.entries(schemas as Record<string, Schema>)
    .filter(([key, schema]) => schema.required && !(key in value))
    .map(([key]) => `${path}: missing property ${key}`);
  return [...known, ...missing];
}

function judgeValue(type: Schema, value: unknown, path: string): readonly string[] {
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'array':
      if (!Array.isArray(value)) return [`${path}: not array`];
      return value.flatMap((item, at) => judgeValue(type.element, item, `${path}[${at}]`));
    case 'map':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: not a map`];
      return Object.entries(value).flatMap(([key, item]) => judgeValue(type.element, item, `${path}.${key}`));
    case 'ref':
      return judgeProperties(database.get('typeDefinition', type.reference.$ref).properties, value, path);
    case 'union': {
      const attempts = (type.types as readonly Schema[]).map((one) => judgeValue(one, value, path));
      return attempts.sort((left, right) => left.length - right.length)[0] ?? [];
    }
    case 'tag':
      return Array.isArray(value) || (typeof value === 'object' && value !== null) ? [] : [`${path}: not a tag`];
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      if (!isA(type.type, value)) return [`${path}: not ${type.type}: ${JSON.stringify(value)}`];
      if (type.allowedValues && !type.allowedValues.includes(value)) return [`${path}: ${value} is not allowed`];
      return [];
    default:
      return [];
  }
}

function isA(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const [key, ...others] = Object.keys(value);
  return others.length === 0 && key !== undefined && (key === 'Ref' || functions.includes(key));
}

/** Every use of a name in a value: `Ref`, `Fn::GetAtt`, `Fn::Sub`; and functions that do not exist. */
function* uses(
  value: unknown,
): Generator<{ readonly name: string; readonly attribute?: string } | { readonly wrong: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref') yield { name: String(inner) };
    else if (key === 'Fn::GetAtt')
      yield { name: String((inner as string[])[0]), attribute: String((inner as string[])[1]) };
    else if (key === 'Fn::Sub') yield* substitutions(String(inner));
    else if (key.startsWith('Fn::') && !functions.includes(key)) yield { wrong: `unknown function ${key}` };
    else yield* uses(inner);
  }
}

/** Functions that only conditions know. */
const deciding = ['Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or'];

/** Every use of a name in conditions; and conditions that nobody has declared. */
function* usesOfConditions(conditions: Loose, within: unknown = conditions): ReturnType<typeof uses> {
  if (typeof within !== 'object' || within === null) return;
  for (const [key, inner] of Object.entries(within)) {
    if (deciding.includes(key)) yield* usesOfConditions(conditions, inner);
    else if (key === 'Condition') {
      if (!(String(inner) in conditions)) yield { wrong: `no condition ${inner}` };
    } else if (key === 'Ref' || key.startsWith('Fn::')) yield* uses({ [key]: inner });
    else yield* usesOfConditions(conditions, inner);
  }
}

function* substitutions(text: string): ReturnType<typeof uses> {
  for (const [, place = ''] of text.matchAll(/\$\{([^!][^}]*)\}/g)) {
    const [name = '', attribute] = place.startsWith('AWS::') ? [place] : place.split(/\.(.*)/);
    yield attribute === undefined ? { name } : { name, attribute };
  }
}

function judgeReferences(template: Loose): readonly string[] {
  const resources = (template['Resources'] ?? {}) as Record<string, Loose>;
  const parameters = (template['Parameters'] ?? {}) as Loose;
  const conditions = (template['Conditions'] ?? {}) as Loose;
  const used = [...uses({ resources, outputs: template['Outputs'] }), ...usesOfConditions(conditions)];
  const wrong = used.flatMap((use) => {
    if ('wrong' in use) return [use.wrong];
    const resource = resources[use.name];
    if (use.attribute === undefined) {
      return resource || use.name in parameters || pseudo.includes(use.name) ? [] : [`nothing is called ${use.name}`];
    }
    if (!resource) return [`no resource is called ${use.name}`];
    const schema = schemaOf(resource['Type']);
    return schema && !(use.attribute in schema.attributes)
      ? [`${resource['Type']} has no attribute ${use.attribute}`]
      : [];
  });
  const names = new Set(used.flatMap((use) => ('name' in use ? [use.name] : [])));
  return [
    ...wrong,
    ...Object.keys(parameters)
      .filter((name) => !names.has(name))
      .map((name) => `parameter ${name} is not used`),
    ...Object.entries(resources).flatMap(([id, resource]) => [
      ...((resource['DependsOn'] ?? []) as string[])
        .filter((other) => !resources[other])
        .map((other) => `${id} depends on ${other}, which is nothing`),
      ...(resource['Condition'] !== undefined && !(String(resource['Condition']) in conditions)
        ? [`${id}: no condition ${resource['Condition']}`]
        : []),
    ]),
  ];
}

function findCircle(resources: Record<string, Loose>): readonly string[] {
  const finished = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] => {
    if (path.includes(id)) return [`a circle: ${[...path, id].join(' -> ')}`];
    const resource = resources[id];
    if (!resource || finished.has(id)) return [];
    const next = [...uses(resource)].flatMap((use) => ('name' in use ? [use.name] : []));
    const found = [...next, ...((resource['DependsOn'] ?? []) as string[])].flatMap((other) =>
      visit(other, [...path, id]),
    );
    finished.add(id);
    return found;
  };
  return Object.keys(resources).flatMap((id) => visit(id, []));
}

/** The properties of a resource that name it and would replace it: CloudFormation could not make the new one beside the old one. A reference names another. */
export function physicalNames(type: string, properties: Loose): readonly string[] {
  const schema = schemaOf(type);
  // Names of what stands inside of a database are nobody else's business.
  const inside = ['DBName', 'DatabaseName'];
  const names = Object.entries(properties).filter(([key]) => /^[A-Za-z]*Name$/.test(key) && !inside.includes(key));
  return names
    .filter(
      ([key, value]) => schema.properties[key]?.causesReplacement === 'yes' && !Object.hasOwn(Object(value), 'Ref'),
    )
    .map(([key]) => key);
}
