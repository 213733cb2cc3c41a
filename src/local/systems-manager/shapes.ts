import type { InstanceRecord } from '../compute/instance.ts';
import type { Parts } from '../world/parts.ts';
import type { Association } from './associations.ts';
import { type Command, type Invocation, statusOf } from './commands.ts';
import type { Document } from './documents.ts';

/** A command as Systems Manager shows it. */
export function shownCommand(command: Command) {
  const { id, document, parameters, comment, rate, invocations, requestedAt } = command;
  const count = (test: (one: Invocation) => boolean) => invocations.filter(test).length;
  const isOpen = ({ status }: Invocation) => status === 'Pending' || status === 'InProgress';
  const status = statusOf(command);
  return {
    CommandId: id,
    DocumentName: document,
    Comment: comment,
    Parameters: parameters,
    InstanceIds: invocations.map(({ instanceId }) => instanceId),
    RequestedDateTime: new Date(requestedAt),
    Status: status,
    StatusDetails: status,
    MaxConcurrency: rate.maxConcurrency,
    MaxErrors: rate.maxErrors,
    TargetCount: invocations.length,
    CompletedCount: count((one) => !isOpen(one)),
    ErrorCount: count(({ status: own }) => own === 'Failed' || own === 'TimedOut'),
  };
}

/** A command on one instance. */
export function shownInvocation(command: Command, { instanceId, status, startedAt, endedAt, output }: Invocation) {
  // `Terminated` and its like are details of `Cancelled` and `Failed`.
  const overall = { Undeliverable: 'Failed', Terminated: 'Failed' } as const;
  return {
    CommandId: command.id,
    InstanceId: instanceId,
    Comment: command.comment,
    DocumentName: command.document,
    RequestedDateTime: new Date(command.requestedAt),
    Status: status in overall ? 'Failed' : status,
    StatusDetails: status,
    ...(startedAt !== undefined && { ExecutionStartDateTime: new Date(startedAt).toISOString() }),
    ...(endedAt !== undefined && { ExecutionEndDateTime: new Date(endedAt).toISOString() }),
    TraceOutput: output.slice(0, 2_500),
  };
}

/** An association. */
export function shownAssociation(association: Association) {
  const { id, name, document, documentVersion, targets, parameters, version, createdAt, instances } = association;
  const counts: Record<string, number> = {};
  for (const status of Object.values(instances)) counts[status] = (counts[status] ?? 0) + 1;
  return {
    AssociationId: id,
    Name: document,
    DocumentVersion: documentVersion,
    ...(name !== undefined && { AssociationName: name }),
    AssociationVersion: String(version),
    Date: new Date(createdAt),
    Targets: targets,
    Parameters: parameters,
    MaxConcurrency: association.maxConcurrency,
    MaxErrors: association.maxErrors,
    Overview: {
      Status: association.status,
      DetailedStatus: association.detail,
      AssociationStatusAggregatedCount: counts,
    },
    ...(association.lastRunAt !== undefined && { LastExecutionDate: new Date(association.lastRunAt) }),
  };
}

/** A document. */
export function shownDocument({ name, createdAt, versions, defaultVersion }: Document) {
  return {
    Name: name,
    CreatedDate: new Date(createdAt),
    Status: 'Active',
    DocumentType: 'Command',
    DocumentFormat: 'JSON',
    SchemaVersion: '2.2',
    PlatformTypes: ['Linux'],
    LatestVersion: String(versions.length),
    DefaultVersion: String(defaultVersion),
    DocumentVersion: String(defaultVersion),
  };
}

/** An instance as Systems Manager knows it. */
export function shownInstance({ cloud }: Parts, { id, privateIp, launchedAt }: InstanceRecord) {
  return {
    InstanceId: id,
    PingStatus: 'Online',
    LastPingDateTime: new Date(cloud.clock.now()),
    AgentVersion: '3.3.0.0',
    IsLatestVersion: true,
    PlatformType: 'Linux',
    PlatformName: 'Amazon Linux',
    PlatformVersion: '2023',
    ResourceType: 'EC2Instance',
    IPAddress: privateIp,
    RegistrationDate: new Date(launchedAt),
  };
}
