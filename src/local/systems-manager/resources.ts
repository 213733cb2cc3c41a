import { randomUUID } from 'node:crypto';
import type { ResourceHandlers, ResourceRequest, ResourceState } from '../engine/resource.ts';
import { items, number, required, text } from '../world/input.ts';
import { generatedName } from '../world/names.ts';
import type { Tasks } from '../world/tasks.ts';
import type { AssociationSettings, Associations } from './associations.ts';
import type { Documents, Parameters } from './documents.ts';
import type { Target } from './targets.ts';

/** How often CloudFormation looks at an association that it waits for, AWS time. */
const pollMs = 5_000;

/** `AWS::SSM::Document` and `AWS::SSM::Association`. */
export function systemsManagerHandlers(
  documents: Documents,
  associations: Associations,
  tasks: Tasks,
): ResourceHandlers {
  const document = (name: string, { properties }: ResourceRequest): ResourceState => {
    documents.put(name, properties['Content']);
    return { physicalId: name, attributes: {} };
  };
  const state = (id: string) => ({ physicalId: id, attributes: { AssociationId: id } });
  const wait = (id: string, request: ResourceRequest) => success(associations, id, request, tasks);
  return {
    'AWS::SSM::Document': {
      create: async (request) => document(text(request.properties['Name']) ?? generatedName(request, 128), request),
      update: async (request, { physicalId }) => document(physicalId, request),
      delete: async (_, { physicalId }) => documents.own.delete(physicalId),
    },
    'AWS::SSM::Association': {
      async create(request) {
        const { id } = associations.create(settingsOf(request.properties));
        request.made?.(state(id));
        await wait(id, request);
        return state(id);
      },
      async update(request, { physicalId }) {
        associations.update(physicalId, settingsOf(request.properties));
        await wait(physicalId, request);
        return state(physicalId);
      },
      async delete(_, { physicalId }) {
        if (associations.all.has(physicalId)) associations.delete(physicalId);
      },
    },
  };
}

/** An association as templates and requests write it. */
export function settingsOf(input: Readonly<Record<string, unknown>>): AssociationSettings {
  const name = text(input['AssociationName']);
  const instance = text(input['InstanceId']);
  const targets = items<Target>(input['Targets']);
  return {
    document: required(input, 'Name', 'ValidationException'),
    documentVersion: text(input['DocumentVersion']) ?? '$DEFAULT',
    targets: instance === undefined ? targets : [{ Key: 'InstanceIds', Values: [instance] }],
    parameters: parametersOf(input['Parameters']),
    maxConcurrency: text(input['MaxConcurrency']) ?? '50',
    maxErrors: text(input['MaxErrors']) ?? '50',
    ...(name !== undefined && { name }),
  };
}

/** Parameters of a document, each a list. */
export function parametersOf(input: unknown): Parameters {
  return Object.fromEntries(
    Object.entries((input ?? {}) as Record<string, unknown>).map(([name, value]) => [name, [value].flat().map(String)]),
  );
}

/**
 * What CloudFormation's own provider does with `WaitForSuccessTimeoutSeconds`: success is good, pending is waited for, anything else has failed; its words
 * are those of the provider, which says no more.
 */
async function success(associations: Associations, id: string, request: ResourceRequest, tasks: Tasks): Promise<void> {
  const seconds = number(request.properties['WaitForSuccessTimeoutSeconds']);
  if (seconds === undefined) return;
  for (let left = seconds * 1_000; ; left -= pollMs) {
    const { status } = associations.describe(id);
    if (status === 'Success') return;
    if (status === 'Failed' || left <= 0) throw new Error(notStabilized(id));
    await tasks.sleep(pollMs, request.cancelled);
  }
}

function notStabilized(id: string): string {
  const message = `Resource of type 'AWS::SSM::Association' with identifier '${id}' did not stabilize.`;
  return `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: NotStabilized)`;
}
