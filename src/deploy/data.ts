import { BeanpoleError } from '../errors.ts';
import { parametersFor, type Values } from '../plan/parameters.ts';
import type { Plan } from '../plan/plan.ts';
import { apply, withdraw } from './apply.ts';
import { databaseIds, databaseIn, hasCache, refuseLoss, withPolicy } from './database.ts';
import type { Stack } from './ports.ts';
import type { Desired } from './request.ts';
import { conditionOf } from './status.ts';
import { isGood, type StackResult } from './verdict.ts';
import type { World } from './world.ts';

/** The data stack as a deploy wants it, and as it is. */
export interface DataRequest {
  readonly plan: Plan;
  /** Absent: nothing of the environment must outlive its instances. */
  readonly template: string | undefined;
  /** Outputs of the application stack. */
  readonly shared: Values;
  readonly roleArn: string;
  readonly newer?: Desired['newer'];
  readonly publishTemplate: (template: string) => Promise<string>;
}

/** What is to be done about the data stack, decided before anything is touched. */
export interface DataIntent {
  readonly live: Stack | undefined;
  readonly liveTemplate: string | undefined;
  /** `let-go`: the former own database is attached from outside from now on, so the stack forgets it and keeps its data. */
  readonly database: 'keep' | 'let-go' | 'remove';
  /** The stack goes as a whole, once the instances do without it. */
  readonly vanishes: boolean;
}

/** Looks at the data stack and refuses what would lose data. */
export async function examineData(
  { plan, template }: Pick<DataRequest, 'plan' | 'template'>,
  world: World,
): Promise<DataIntent> {
  const live = await world.stacks.describe(plan.stacks.data);
  const isThere = live !== undefined && conditionOf(live.status) !== 'gone';
  const liveTemplate = isThere ? await world.stacks.template(live.id) : undefined;
  const [own, wanted] = [databaseIn(liveTemplate), databaseIn(template)];
  refuseLoss(own, wanted, plan.allowReplacement);
  const held = own !== undefined || hasCache(liveTemplate);
  const intent = { live: isThere ? live : undefined, liveTemplate, vanishes: template === undefined && held };
  if (own !== undefined && wanted === undefined) {
    const isOwn = plan.database?.kind === 'outside' && plan.database.host === live?.outputs['DatabaseHost'];
    if (!isOwn) refuseRemoval(own.logicalId, live, plan);
    return { ...intent, database: isOwn ? 'let-go' : 'remove' };
  }
  if (intent.vanishes && !plan.allowReplacement.some((id) => id.includes('Cache'))) throw cacheRefusal();
  return { ...intent, database: 'keep' };
}

function refuseRemoval(logicalId: string, live: Stack | undefined, { allowReplacement }: Plan): void {
  const outputs = live?.outputs ?? {};
  if (!allowReplacement.includes(logicalId)) {
    throw new BeanpoleError('refused', 'The settings name no database any more, and the environment has one.', {
      fix: `Nothing was touched. To keep it without Beanpole, attach it from outside: database.endpoint: ${outputs['DatabaseHost']}:${outputs['DatabasePort']}, database.secret: ${outputs['DatabaseSecret']}, database.security-group: ${outputs['DatabaseSecurityGroup']}. To remove it, name ${logicalId} in deploy.allow-replacement.`,
    });
  }
  if (live?.parameters['DatabaseProtection'] === 'true') {
    throw new BeanpoleError('refused', 'The database is protected: RDS would refuse to delete it, half-way.', {
      fix: 'Nothing was touched. Deploy with database.deletion-protection: false first.',
    });
  }
}

function cacheRefusal(): BeanpoleError {
  return new BeanpoleError('refused', 'The settings name no cache any more, and the environment has one.', {
    fix: 'Nothing was touched. Take the setting back, or name Cache (or ServerlessCache, CacheCluster) in deploy.allow-replacement.',
  });
}

/** Brings the data stack to what is wanted; nothing when there is nothing to do yet. */
export async function applyData(
  request: DataRequest,
  intent: DataIntent,
  world: World,
): Promise<StackResult | undefined> {
  if (intent.database === 'let-go') {
    const released = await letGo(request, intent, world);
    if (released !== undefined && !isGood(released)) return released;
  }
  const { template, plan } = request;
  if (template === undefined) return undefined;
  const desired = desiredOf(request, intent, template);
  const result = await apply(desired, world);
  const isNew = databaseIn(intent.liveTemplate) === undefined && databaseIn(template) !== undefined;
  if (!isNew || !isProtected(plan) || !isGood(result)) return result;
  // Not before it is there: a protected database could not be taken back when the creation fails.
  return apply(
    { ...desired, token: `${desired.token}-protect`, parameters: protectedParameters(request, template, true) },
    world,
  );
}

function isProtected({ database }: Plan): boolean {
  return database?.kind === 'own' && database.protect;
}

function protectedParameters({ shared }: DataRequest, template: string, protect: boolean): Desired['parameters'] {
  return async () => parametersFor(template, { ...shared, DatabaseProtection: String(protect) });
}

/** Deletes the stack of what nobody needs any more; nothing when there is none. */
export async function dropData(
  request: DataRequest,
  intent: DataIntent,
  world: World,
): Promise<StackResult | undefined> {
  if (!intent.vanishes) return undefined;
  const { plan, roleArn } = request;
  const { tokens, stacks, run } = plan;
  return withdraw({ kind: 'data', name: stacks.data, token: tokens.data, run, roleArn }, world);
}

/**
 * The first of two updates: everything that belongs to the database shall stay when the stack forgets it. What becomes of a removed resource is decided by
 * the template that still had it.
 */
async function letGo(request: DataRequest, intent: DataIntent, world: World): Promise<StackResult | undefined> {
  const { live, liveTemplate } = intent;
  if (live === undefined || liveTemplate === undefined) return undefined;
  const template = withPolicy(liveTemplate, 'Retain');
  const desired = desiredOf(request, intent, template);
  return apply({ ...desired, token: `${desired.token}-keep`, parameters: async () => live.parameters }, world);
}

function desiredOf(request: DataRequest, intent: DataIntent, template: string): Desired {
  const { plan } = request;
  const { liveTemplate, database } = intent;
  const released = database === 'let-go' ? databaseIds(liveTemplate) : [];
  const protect = isProtected(plan) && databaseIn(liveTemplate) !== undefined;
  return {
    kind: 'data',
    name: plan.stacks.data,
    run: plan.run,
    token: plan.tokens.data,
    roleArn: request.roleArn,
    template,
    parameters: protectedParameters(request, template, protect),
    tags: plan.tags.data,
    bake: 0,
    allowReplacement: [...plan.allowReplacement, ...released],
    ...(request.newer && { newer: request.newer }),
    publishTemplate: request.publishTemplate,
  };
}
