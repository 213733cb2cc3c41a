import type { WireInput } from '../service.ts';
import { type ChangeSet, changeSetIn, changeSetsOf } from './changeset.ts';
import type { Engine } from './engine.ts';
import { validationError } from './errors.ts';
import { liveStacks } from './exports.ts';
import { flagIn, listIn, pageOf, requiredIn, textIn } from './input.ts';
import { stackIn, withIdMissing } from './prepare.ts';
import type { Deployment, RollbackConfiguration, Stack, StackResource } from './stack.ts';
import { readTemplate } from './template.ts';

/** Stacks as they are: one by name or id, or all that are not deleted, newest first. */
export function describeStacks(engine: Engine, input: WireInput): object {
  if (textIn(input, 'StackName') !== undefined) return { Stacks: [stackOf(stackIn(engine, input, withIdMissing))] };
  const { items, NextToken } = pageOf(newestFirst(liveStacks(engine)), input);
  return { Stacks: items.map(stackOf), NextToken };
}

/** All stacks in short, deleted ones too. */
export function listStacks(engine: Engine, input: WireInput): object {
  const statuses = listIn<string>(input, 'StackStatusFilter') ?? [];
  const all = newestFirst(engine.stacks.values()).filter(
    (stack) => statuses.length === 0 || statuses.includes(stack.status),
  );
  const { items, NextToken } = pageOf(all, input);
  return { StackSummaries: items.map(summaryOf), NextToken };
}

/** The resources of a stack in short. */
export function listStackResources(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input, withIdMissing);
  const { items, NextToken } = pageOf(Object.values(stack.resources), input);
  const summaries = items.map((resource) => ({
    ...resourceOf(resource),
    LastUpdatedTimestamp: new Date(resource.updatedMs),
  }));
  return { StackResourceSummaries: summaries, NextToken };
}

/** The resources of a stack, all or one, by stack or by physical id. */
export function describeStackResources(engine: Engine, input: WireInput): object {
  const physicalId = textIn(input, 'PhysicalResourceId');
  const logicalId = textIn(input, 'LogicalResourceId');
  const stack = physicalId === undefined ? stackIn(engine, input, withIdMissing) : ownerOf(engine, physicalId);
  const wanted = Object.values(stack.resources).filter(
    (resource) => logicalId === undefined || resource.logicalId === logicalId,
  );
  return {
    StackResources: wanted.map((resource) => ({
      ...inStack(stack),
      ...resourceOf(resource),
      Timestamp: new Date(resource.updatedMs),
    })),
  };
}

/** One resource of a stack, with its metadata. */
export function describeStackResource(engine: Engine, input: WireInput): object {
  const stack = stackIn(engine, input, (name) => `Stack '${name}' does not exist`);
  const logicalId = requiredIn(input, 'LogicalResourceId');
  const resource = stack.resources[logicalId];
  if (resource === undefined) throw validationError(`Resource ${logicalId} does not exist for stack ${stack.name}`);
  return {
    StackResourceDetail: {
      ...inStack(stack),
      ...resourceOf(resource),
      LastUpdatedTimestamp: new Date(resource.updatedMs),
      Metadata: JSON.stringify(resource.metadata ?? {}),
    },
  };
}

/** A change set with its changes, a hundred a page. */
export function describeChangeSet(engine: Engine, input: WireInput): object {
  const changeSet = changeSetIn(engine, input);
  const { items, NextToken } = pageOf(changeSet.changes, input);
  const { deployment, rollbackConfiguration, onFailure } = changeSet;
  return {
    ...changeSetSummary(changeSet),
    ...deploymentOf(deployment),
    RollbackConfiguration: configurationOf(rollbackConfiguration),
    OnStackFailure: onFailure,
    Changes: flagIn(input, 'IncludePropertyValues') ? items : items.map(withoutValues),
    NextToken,
  };
}

/** The change sets of a stack, newest first. */
export function listChangeSets(engine: Engine, input: WireInput): object {
  const { items, NextToken } = pageOf(changeSetsOf(engine, stackIn(engine, input)), input);
  return { Summaries: items.map(changeSetSummary), NextToken };
}

function newestFirst(stacks: readonly Stack[]): Stack[] {
  return [...stacks].sort((one, other) => other.createdMs - one.createdMs);
}

function ownerOf(engine: Engine, physicalId: string): Stack {
  const owns = (stack: Stack) => Object.values(stack.resources).some((resource) => resource.physicalId === physicalId);
  const owner = liveStacks(engine).find(owns);
  if (owner === undefined) throw validationError(`Stack for ${physicalId} does not exist`);
  return owner;
}

function inStack(stack: Stack): object {
  return { StackId: stack.id, StackName: stack.name };
}

function resourceOf(resource: StackResource): object {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

function summaryOf(stack: Stack): object {
  return {
    ...inStack(stack),
    TemplateDescription: stack.deployment.description,
    CreationTime: new Date(stack.createdMs),
    LastUpdatedTime: timeOf(stack.updatedMs),
    DeletionTime: timeOf(stack.deletedMs),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    LastOperations: stack.lastOperations,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

function stackOf(stack: Stack): object {
  const { TemplateDescription, ...summary } = summaryOf(stack) as { TemplateDescription?: string };
  return {
    ...summary,
    ...deploymentOf(stack.deployment),
    ChangeSetId: stack.changeSetId,
    DetailedStatus: stack.detailedStatus,
    Description: TemplateDescription,
    DisableRollback: stack.operation.onFailure === 'DO_NOTHING',
    EnableTerminationProtection: stack.protected,
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => {
      return { OutputKey: key, OutputValue: value, Description: description, ExportName: exportName };
    }),
    RollbackConfiguration: configurationOf(stack.rollbackConfiguration),
    RetainExceptOnCreate: stack.operation.retainExceptOnCreate,
    TimeoutInMinutes: stack.timeoutMinutes,
  };
}

function deploymentOf(deployment: Deployment): object {
  const definitions = deployment.templateBody === '' ? {} : readTemplate(deployment.templateBody).parameters;
  return {
    Parameters: Object.entries(deployment.parameters).map(([key, { value, resolved }]) => ({
      ParameterKey: key,
      ParameterValue: definitions[key]?.NoEcho ? '****' : value,
      ResolvedValue: definitions[key]?.NoEcho ? undefined : resolved,
    })),
    Tags: deployment.tags,
    Capabilities: deployment.capabilities,
    NotificationARNs: deployment.notificationArns,
    RoleARN: deployment.roleArn,
  };
}

function configurationOf(configuration: RollbackConfiguration): object {
  return {
    RollbackTriggers: configuration.RollbackTriggers ?? [],
    MonitoringTimeInMinutes: configuration.MonitoringTimeInMinutes,
  };
}

function changeSetSummary(changeSet: ChangeSet): object {
  return {
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.reason,
    CreationTime: new Date(changeSet.createdMs),
    Description: changeSet.description,
    IncludeNestedStacks: false,
  };
}

function withoutValues({ Type, ResourceChange }: ChangeSet['changes'][number]): object {
  const { BeforeContext: _before, AfterContext: _after, ...change } = ResourceChange;
  const details = change.Details.map(({ Target, ...detail }) => {
    const { Attribute, Name, RequiresRecreation } = Target;
    return { Target: { Attribute, ...(Name === undefined ? {} : { Name }), RequiresRecreation }, ...detail };
  });
  return { Type, ResourceChange: { ...change, Details: details } };
}

function timeOf(ms: number | undefined): Date | undefined {
  return ms === undefined ? undefined : new Date(ms);
}
