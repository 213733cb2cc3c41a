import { AwsError, type Service, type WireInput } from '../service.ts';
import { items, list, number, required, text } from '../world/input.ts';
import type { Parts } from '../world/parts.ts';
import type { Associations } from './associations.ts';
import type { Commands } from './commands.ts';
import type { Documents } from './documents.ts';
import { parametersOf, settingsOf } from './resources.ts';
import { shownAssociation, shownCommand, shownDocument, shownInstance, shownInvocation } from './shapes.ts';
import { managed, type Target, targeted } from './targets.ts';

/** What the operations work on. */
export interface Offices {
  readonly parts: Parts;
  readonly documents: Documents;
  readonly commands: Commands;
  readonly associations: Associations;
}

/** Run Command, State Manager and the inventory of instances: the operations of Systems Manager that reach instances. */
export function fleetOperations(offices: Offices): Service['operations'] {
  return { ...commandOperations(offices), ...associationOperations(offices), ...documentOperations(offices) };
}

function commandOperations({ parts, documents, commands }: Offices): Service['operations'] {
  const one = (id: string) => {
    const command = commands.all.get(id);
    if (command) return command;
    throw new AwsError('InvalidCommandId', `Command ${id} does not exist.`);
  };
  const chosen = (input: WireInput) => {
    const id = text(input['CommandId']);
    const instance = text(input['InstanceId']);
    const all = id === undefined ? commands.all.values() : [one(id)];
    return all.filter(
      ({ invocations }) => instance === undefined || invocations.some((i) => i.instanceId === instance),
    );
  };
  return {
    SendCommand: (input) => ({ Command: shownCommand(send({ parts, documents, commands }, input)) }),
    ListCommands: (input) => ({ Commands: chosen(input).map(shownCommand) }),
    ListCommandInvocations: (input) => ({
      CommandInvocations: chosen(input).flatMap((command) =>
        command.invocations
          .filter(({ instanceId }) => (text(input['InstanceId']) ?? instanceId) === instanceId)
          .map((invocation) => shownInvocation(command, invocation)),
      ),
    }),
    GetCommandInvocation(input) {
      const command = one(required(input, 'CommandId', 'ValidationException'));
      const id = required(input, 'InstanceId', 'ValidationException');
      const found = command.invocations.find(({ instanceId }) => instanceId === id);
      if (found === undefined) throw new AwsError('InvocationDoesNotExist', '');
      const { DocumentName, ...shown } = shownInvocation(command, found);
      return {
        ...shown,
        DocumentName,
        ResponseCode: found.code,
        StandardOutputContent: found.output,
        StandardErrorContent: found.errors,
      };
    },
    DescribeInstanceInformation: () => ({
      InstanceInformationList: managed(parts).map((instance) => shownInstance(parts, instance)),
    }),
  };
}

function send({ parts, documents, commands }: Omit<Offices, 'associations'>, input: WireInput) {
  const document = required(input, 'DocumentName', 'ValidationException');
  const parameters = parametersOf(input['Parameters']);
  const scripts = documents.scripts(document, text(input['DocumentVersion']) ?? '$DEFAULT', parameters);
  const named = list(input['InstanceIds']);
  const known = new Set(managed(parts).map(({ id }) => id));
  const stranger = named.find((id) => !known.has(id));
  if (stranger !== undefined)
    throw new AwsError(
      'InvalidInstanceId',
      `Instances [[${stranger}]] not in a valid state for account ${parts.cloud.account}`,
    );
  const targets = items<Target>(input['Targets']);
  const instanceIds = named.length > 0 ? named : targeted(parts, targets);
  const rate = { maxConcurrency: text(input['MaxConcurrency']) ?? '50', maxErrors: text(input['MaxErrors']) ?? '0' };
  const comment = text(input['Comment']) ?? '';
  const { id, done } = commands.send({ document, parameters, scripts, instanceIds, rate, comment });
  parts.tasks.run(`command ${id}`, () => done);
  const sent = commands.all.get(id);
  if (sent === undefined) throw new Error(`The command ${id} was forgotten.`);
  return sent;
}

function associationOperations({ associations }: Offices): Service['operations'] {
  const idOf = (input: WireInput) => required(input, 'AssociationId', 'AssociationDoesNotExist');
  return {
    CreateAssociation: (input) => ({
      AssociationDescription: shownAssociation(associations.create(settingsOf(input))),
    }),
    UpdateAssociation(input) {
      const id = idOf(input);
      // What is not named is taken away, as on AWS; only the document stays.
      const settings = settingsOf({ ...input, Name: input['Name'] ?? associations.describe(id).document });
      return { AssociationDescription: shownAssociation(associations.update(id, settings)) };
    },
    DeleteAssociation(input) {
      associations.delete(idOf(input));
      return {};
    },
    DescribeAssociation: (input) => ({ AssociationDescription: shownAssociation(associations.describe(idOf(input))) }),
    ListAssociations: (input) => ({
      Associations: associations.all
        .values()
        .slice(0, number(input['MaxResults']) ?? 50)
        .map(shownAssociation),
    }),
  };
}

function documentOperations({ documents }: Offices): Service['operations'] {
  const nameOf = (input: WireInput) => required(input, 'Name', 'ValidationException');
  return {
    CreateDocument(input) {
      const name = nameOf(input);
      if (documents.own.has(name))
        throw new AwsError('DocumentAlreadyExists', `Document with same name ${name} already exists`);
      return { DocumentDescription: shownDocument(documents.put(name, input['Content'])) };
    },
    DescribeDocument: (input) => ({ Document: shownDocument(documents.describe(nameOf(input))) }),
    GetDocument(input) {
      const document = documents.describe(nameOf(input));
      const content = document.versions[document.defaultVersion - 1];
      return { Name: document.name, Content: JSON.stringify(content), DocumentFormat: 'JSON', Status: 'Active' };
    },
    DeleteDocument(input) {
      documents.own.delete(documents.describe(nameOf(input)).name);
      return {};
    },
  };
}
