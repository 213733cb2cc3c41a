import { parseDocument } from 'yaml';
import { BeanpoleError } from '../errors.ts';

/** The file that describes a custom platform of Elastic Beanstalk. */
export const platformFile = 'platform.yaml';

/**
 * The Packer template that a `platform.yaml` names. What else it says of the platform is for Beanstalk's own list of platforms; what would change
 * environments is refused, as nobody would read it.
 */
export function templateIn(text: string): string {
  const document = parseDocument(text);
  const content: unknown = document.errors.length > 0 ? undefined : document.toJS();
  const file = (content ?? {}) as Readonly<Record<string, unknown>>;
  const unread = ['option_settings', 'option_definitions'].filter((key) => file[key] !== undefined);
  if (unread.length > 0) {
    throw new BeanpoleError('settings', `platform.yaml has ${unread.join(' and ')}, which nobody would read here.`, {
      fix: 'Write them as settings in beanpole.yml, or as option_settings in .ebextensions, and remove them there.',
    });
  }
  const { type, template } = (file['provisioner'] ?? {}) as Readonly<Record<string, unknown>>;
  if (type === 'packer' && typeof template === 'string' && template !== '') return template.replace(/^\.\//, '');
  throw new BeanpoleError('settings', 'platform.yaml does not name the Packer template of the platform.', {
    fix: 'Write "provisioner: {type: packer, template: <file>}".',
  });
}
