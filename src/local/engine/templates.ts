import type { WireInput } from '../service.ts';
import { changeSetIn } from './changeset.ts';
import type { Engine } from './engine.ts';
import { textIn } from './input.ts';
import { findStack, stackIn, templateBodyIn, withIdMissing } from './prepare.ts';
import { type ParameterDefinition, readTemplate, type Template } from './template.ts';
import { requiredCapabilities, validateTemplate } from './validate.ts';

/** The template of a stack or of a change set, as it was given. */
export function getTemplate(engine: Engine, input: WireInput): object {
  const named = textIn(input, 'ChangeSetName') !== undefined;
  const { deployment } = named ? changeSetIn(engine, input) : stackIn(engine, input, withIdMissing);
  return { TemplateBody: deployment.templateBody, StagesAvailable: ['Original', 'Processed'] };
}

/** What a template declares, read and checked. */
export async function validate(engine: Engine, input: WireInput): Promise<object> {
  const template = readTemplate(await templateBodyIn(engine, input, undefined));
  validateTemplate(template, engine.types);
  return {
    ...declared(template),
    Parameters: Object.entries(template.parameters).map(([key, definition]) => parameterOf(key, definition)),
  };
}

/** What a template declares, of a stack or given, with its resource types and parameter constraints. */
export async function getTemplateSummary(engine: Engine, input: WireInput): Promise<object> {
  const name = textIn(input, 'StackName');
  const stack = name === undefined ? undefined : (findStack(engine, name) ?? stackIn(engine, input, withIdMissing));
  const template = readTemplate(stack?.deployment.templateBody ?? (await templateBodyIn(engine, input, undefined)));
  return {
    ...declared(template),
    Parameters: Object.entries(template.parameters).map(([key, definition]) => ({
      ...parameterOf(key, definition),
      ParameterType: definition.Type,
      ParameterConstraints: { AllowedValues: definition.AllowedValues ?? [] },
    })),
    ResourceTypes: [...new Set(Object.values(template.resources).map(({ Type }) => Type))].sort(),
    Version: template.version,
    Metadata: template.metadata === undefined ? undefined : JSON.stringify(template.metadata),
  };
}

function declared(template: Template): object {
  const { capabilities, reason } = requiredCapabilities(template);
  return {
    Description: template.description,
    Capabilities: capabilities,
    CapabilitiesReason: reason,
    DeclaredTransforms: template.transforms,
  };
}

function parameterOf(key: string, definition: ParameterDefinition): object {
  return {
    ParameterKey: key,
    DefaultValue: definition.Default,
    NoEcho: definition.NoEcho ?? false,
    Description: definition.Description,
  };
}
