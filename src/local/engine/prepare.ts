import { type PropertyProblem, propertyProblems } from '../schema/check.ts';
import { AwsError, type WireInput } from '../service.ts';
import type { Engine } from './engine.ts';
import { environmentOf } from './environment.ts';
import { validationError } from './errors.ts';
import { inOrder } from './graph.ts';
import { flagIn, listIn, parametersIn, tagsIn, textIn } from './input.ts';
import { settleParameters } from './parameters.ts';
import { declare, type Settled, settle } from './settle.ts';
import { type Deployment, isGone, type Stack } from './stack.ts';
import { readTemplate, type Template } from './template.ts';
import { requiredCapabilities, validateTemplate } from './validate.ts';
import { unknown, type Value } from './value.ts';

const bodyLimit = 51_200;
const urlLimit = 1_048_576;

/** What a request wants put in force. */
export interface Prepared {
  readonly template: Template;
  readonly deployment: Deployment;
  readonly settled: Settled;
}

/** Reads and checks what a request wants put in force; `previous` is what the stack has now. */
export async function prepare(
  engine: Engine,
  input: WireInput,
  stack: Pick<Stack, 'id' | 'name'>,
  previous: Deployment | undefined,
): Promise<Prepared> {
  refuseUnheard(input);
  const templateBody = await templateBodyIn(engine, input, previous);
  const template = readTemplate(templateBody);
  validateTemplate(template, engine.types);
  const capabilities = listIn<string>(input, 'Capabilities') ?? [];
  acknowledge(template, capabilities);
  const parameters = await settleParameters({
    definitions: template.parameters,
    given: parametersIn(input),
    previous: previous?.parameters ?? {},
    resolve: engine.ports.resolveParameter,
  });
  const roleArn = textIn(input, 'RoleARN') ?? previous?.roleArn;
  const deployment: Deployment = {
    templateBody,
    ...(template.description === undefined ? {} : { description: template.description }),
    parameters,
    tags: tagsIn(input) ?? previous?.tags ?? [],
    capabilities,
    notificationArns: listIn<string>(input, 'NotificationARNs') ?? previous?.notificationArns ?? [],
    ...(roleArn === undefined ? {} : { roleArn }),
  };
  return { template, deployment, settled: settle(template, parameters, environmentOf(engine, stack, deployment)) };
}

// What the local cloud would have to leave out is refused: a rehearsal must not look like more than it is.
function refuseUnheard(input: WireInput): void {
  const mode = textIn((input['DeploymentConfig'] ?? {}) as WireInput, 'Mode');
  const unheard = [
    ...(mode === undefined || mode === 'STANDARD' ? [] : [`DeploymentConfig.Mode ${mode}`]),
    ...(textIn(input, 'DeploymentMode') === undefined ? [] : [`DeploymentMode ${input['DeploymentMode']}`]),
    ...(flagIn(input, 'ImportExistingResources') ? ['ImportExistingResources'] : []),
  ];
  if (unheard.length > 0) throw validationError(`The local cloud does not act out ${unheard.join(', ')}.`);
}

/** The template body that a request gives, by itself, by URL, or by pointing at the previous one. */
export async function templateBodyIn(
  engine: Engine,
  input: WireInput,
  previous: Deployment | undefined,
): Promise<string> {
  const body = textIn(input, 'TemplateBody');
  const url = textIn(input, 'TemplateURL');
  if (flagIn(input, 'UsePreviousTemplate') && previous !== undefined) return previous.templateBody;
  if (body !== undefined && url !== undefined)
    throw validationError('Both TemplateBody and TemplateURL cannot be specified.');
  if (body !== undefined) return limited(body);
  if (url === undefined) throw validationError('Either Template URL or Template Body must be specified.');
  const text = await engine.ports.readUrl(url).catch((error: unknown) => {
    if (error instanceof AwsError) throw validationError(`S3 error: ${error.message}`);
    throw validationError('TemplateURL must reference a valid S3 object to which you have access.');
  });
  if (Buffer.byteLength(text) > urlLimit) throw validationError('Template may not exceed 1048576 bytes in size.');
  return text;
}

function limited(body: string): string {
  if (Buffer.byteLength(body) <= bodyLimit) return body;
  throw validationError(
    `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${bodyLimit}`,
  );
}

function acknowledge(template: Template, given: readonly string[]): void {
  const { capabilities } = requiredCapabilities(template);
  const covers = (needed: string) =>
    given.includes(needed) || (needed === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM'));
  const missing = capabilities.filter((needed) => !covers(needed));
  if (missing.length > 0)
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
}

/** What CloudFormation's early validation finds in the properties of a settled template. */
export function earlyValidation(
  settled: Settled,
): (PropertyProblem & { readonly logicalId: string; readonly type: string })[] {
  const open = (logicalId: string, attribute?: string): Value =>
    unknown({ logicalId, ...(attribute === undefined ? {} : { attribute }) });
  return inOrder(settled.graph).flatMap((logicalId) => {
    const { type, properties } = declare(settled, logicalId, { reference: open, attribute: open });
    const schema = settled.types(type);
    if (schema === undefined) return [];
    return propertyProblems(type, schema, properties as Value).map(({ path, message }) => {
      return { logicalId, type, path: `/Resources/${logicalId}/Properties${path}`, message };
    });
  });
}

/** The stack with a name or an id; a name belongs to no deleted stack. */
export function findStack(engine: Engine, nameOrId: string): Stack | undefined {
  const byId = engine.stacks.get(nameOrId);
  if (byId !== undefined) return byId;
  return engine.stacks.values().find((stack) => stack.name === nameOrId && !isGone(stack));
}

/** The stack that a request names, or the `ValidationError` that AWS gives, whose text differs from operation to operation. */
export function stackIn(
  engine: Engine,
  input: WireInput,
  missing = (name: string) => `Stack [${name}] does not exist`,
): Stack {
  const name = textIn(input, 'StackName') ?? '';
  const stack = findStack(engine, name);
  if (stack === undefined) throw validationError(missing(name));
  return stack;
}

/** The text of most read operations. */
export function withIdMissing(name: string): string {
  return `Stack with id ${name} does not exist`;
}
