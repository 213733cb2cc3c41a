import type { Engine } from './engine.ts';
import { isGone, type Stack } from './stack.ts';

/** The stack that exports a name; `undefined`: none does. */
export function exporterOf(engine: Engine, name: string): Stack | undefined {
  return liveStacks(engine).find((stack) => stack.outputs.some((output) => output.exportName === name));
}

/** The value behind an export's name. */
export function exportedValue(engine: Engine, name: string): string | undefined {
  return exporterOf(engine, name)?.outputs.find((output) => output.exportName === name)?.value;
}

/** The stacks that import a name. */
export function importersOf(engine: Engine, name: string): Stack[] {
  return liveStacks(engine).filter((stack) => stack.imports.includes(name));
}

/** Every stack whose name is taken. */
export function liveStacks(engine: Engine): Stack[] {
  return engine.stacks.values().filter((stack) => !isGone(stack));
}
