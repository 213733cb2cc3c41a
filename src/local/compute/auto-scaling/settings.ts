import { AwsError } from '../../service.ts';
import { type GroupSettings, processes } from './group.ts';

/** Throws when the sizes of a group contradict each other. */
export function validate({ min, max, desired }: Pick<GroupSettings, 'min' | 'max' | 'desired'>): void {
  if (min > max) throw invalid(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  if (desired < min)
    throw invalid(`Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`);
  if (desired > max)
    throw invalid(`Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`);
}

/** No names mean all processes. */
export function orAll(names: readonly string[]): readonly string[] {
  return names.length > 0 ? names : processes;
}

/** Auto Scaling's error for nearly everything. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** The error for an instance that is in no group. */
export function notFound(id: string): AwsError {
  return invalid(`Instance Id not found - No managed instance found for instance ID ${id}`);
}
