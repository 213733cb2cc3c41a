import { members, only, optionalNumber, optionalText, refuse, textOf, truth } from './reading.ts';

/** An application pool, in the words of IIS's own configuration. */
export interface AppPool {
  readonly name: string;
  readonly enable32Bit: boolean;
  readonly pipeline: 'Integrated' | 'Classic';
  /** Empty: no managed code, as ASP.NET Core wants it. */
  readonly runtime: '' | 'v2.0' | 'v4.0';
  /** Paths in the pool's element, and their values as `Set-ItemProperty` takes them. */
  readonly properties: readonly { readonly name: string; readonly value: string | number }[];
}

/** The pool that IIS brings along. */
export const defaultPool: AppPool = {
  name: 'DefaultAppPool',
  enable32Bit: false,
  pipeline: 'Integrated',
  runtime: 'v4.0',
  properties: [],
};

const runtimes = { 'No Managed Code': '', 'v2.0': 'v2.0', 'v4.0': 'v4.0' } as const;

/** Reads one of `iisConfig.appPools`. */
export function poolOf(value: unknown, index: number): AppPool {
  const where = `iisConfig.appPools[${index}]`;
  const pool = members(value, where);
  only(pool, where, [
    'name',
    'enable32Bit',
    'managedPipelineMode',
    'managedRuntimeVersion',
    'queueLength',
    'cpu',
    'recycling',
  ]);
  const pipeline = optionalText(pool, 'managedPipelineMode', where) ?? 'Integrated';
  const runtime = optionalText(pool, 'managedRuntimeVersion', where) ?? 'v4.0';
  if (pipeline !== 'Integrated' && pipeline !== 'Classic')
    return refuse(`${where}.managedPipelineMode`, 'must be Integrated or Classic');
  if (!Object.hasOwn(runtimes, runtime))
    return refuse(`${where}.managedRuntimeVersion`, `must be one of ${Object.keys(runtimes).join(', ')}`);
  const queue = optionalNumber(pool, 'queueLength', where);
  return {
    name: textOf(pool, 'name', where),
    enable32Bit: truth(pool, 'enable32Bit', where),
    pipeline,
    runtime: runtimes[runtime as keyof typeof runtimes],
    properties: [
      ...(queue === undefined ? [] : [{ name: 'queueLength', value: queue }]),
      ...cpuOf(pool['cpu'] ?? {}, `${where}.cpu`),
      ...recyclingOf(pool['recycling'] ?? {}, `${where}.recycling`),
    ],
  };
}

/** IIS counts a limit in thousandths of a percent, and intervals as time spans (https://learn.microsoft.com/iis/configuration/system.applicationhost/applicationpools/add/cpu). */
function cpuOf(value: unknown, where: string): AppPool['properties'] {
  const cpu = members(value, where);
  only(cpu, where, ['limitPercentage', 'limitAction', 'limitMonitoringInterval']);
  const limit = optionalNumber(cpu, 'limitPercentage', where);
  const action = optionalText(cpu, 'limitAction', where);
  const minutes = optionalNumber(cpu, 'limitMonitoringInterval', where);
  return [
    ...(limit === undefined ? [] : [{ name: 'cpu.limit', value: limit * 1_000 }]),
    ...(action === undefined ? [] : [{ name: 'cpu.action', value: action }]),
    ...(minutes === undefined ? [] : [{ name: 'cpu.resetInterval', value: timeSpan(minutes) }]),
  ];
}

/** Intervals in minutes, memory in KB. */
function recyclingOf(value: unknown, where: string): AppPool['properties'] {
  const recycling = members(value, where);
  only(recycling, where, ['regularTimeInterval', 'requestLimit', 'memory', 'privateMemory']);
  const at = 'recycling.periodicRestart';
  const minutes = optionalNumber(recycling, 'regularTimeInterval', where);
  const plain = [
    ['requestLimit', 'requests'],
    ['memory', 'memory'],
    ['privateMemory', 'privateMemory'],
  ] as const;
  return [
    ...(minutes === undefined ? [] : [{ name: `${at}.time`, value: timeSpan(minutes) }]),
    ...plain.flatMap(([name, own]) => {
      const number = optionalNumber(recycling, name, where);
      return number === undefined ? [] : [{ name: `${at}.${own}`, value: number }];
    }),
  ];
}

/** `1.05:00:00` is a day and five hours. */
function timeSpan(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${Math.floor(minutes / 1_440)}.${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}:00`;
}
