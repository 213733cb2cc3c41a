import { AwsError, type Cloud } from '../service.ts';

/** The machine images of the cloud. A local instance boots none, so any that somebody names exists until it is deregistered. */
export interface Images {
  /** Throws `InvalidAMIID.NotFound`, as DescribeImages and RunInstances do for an image that has been deregistered. */
  describe(id: string): { readonly id: string };
  /** Instances that run keep running; none is launched from it any more. */
  deregister(id: string): void;
}

/** Opens the images as the cloud's store remembers them. */
export function images(cloud: Cloud): Images {
  const gone = cloud.store.collection<{ readonly at: number }>('deregistered-images');
  const describe = (id: string) => {
    if (gone.get(id) === undefined) return { id };
    throw new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
  };
  return { describe, deregister: (id) => gone.set(describe(id).id, { at: cloud.clock.now() }) };
}
