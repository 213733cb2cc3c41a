import { key } from './key.ts';
import { list } from './kinds.ts';
import * as texts from './texts.ts';

/** What a deploy may do once only, or only when it is asked for by name. */
export const cautionKeys = {
  'deploy.allow-replacement': key(
    list(texts.logicalId, 20),
    'Resources, by logical id, that may be removed or replaced although what they hold or are known by cannot be made again; otherwise such an update is refused.',
  ),
  'deploy.once': key(
    texts.shellCommand,
    'Shell command that runs on exactly one instance per deployment before the version serves anywhere, such as a migration; it has what deploy.timeout leaves beside health.deadline and 2m.',
  ),
};
