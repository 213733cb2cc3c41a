import type { Platform } from '../platform.ts';
import { quote } from './scripts.ts';

/** What a file of `.ebextensions` can ask of one kind of machine: the two have hardly a word in common. */
export interface Dialect {
  /** As an error calls the machine. */
  readonly machine: string;
  readonly packages: readonly string[];
  readonly services: readonly string[];
  /** Keys that mean nothing on it. */
  readonly missing: readonly string[];
  readonly absolute: RegExp;
  /** An absolute path, for the error. */
  readonly example: string;
  readonly archive: RegExp;
  readonly archives: string;
  readonly fileKeys: readonly string[];
  readonly commandKeys: readonly string[];
  /** One word of a command's list. */
  readonly quote: (word: string) => string;
  /** Lines that its shell reads of one command. */
  readonly lines: 'one' | 'any';
}

const fileKeys = ['content', 'source', 'encoding', 'authentication'];
const commandKeys = ['command', 'cwd', 'env', 'test', 'ignoreErrors'];

export const dialects: Readonly<Record<Platform['system'], Dialect>> = {
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html
  linux: {
    machine: 'Amazon Linux',
    packages: ['rpm', 'yum', 'rubygems', 'python'],
    services: ['systemd', 'sysvinit'],
    missing: [],
    absolute: /^\//,
    example: '/etc/cron.d/mine',
    archive: /\.(zip|tar|tar\.gz|tgz|tar\.bz2)(\?|$)|^https:\/\/github\.com\/.*\/(zip|tar)ball\//,
    archives: '.zip, .tar, .tar.gz, .tgz, .tar.bz2',
    fileKeys: ['mode', 'owner', 'group', ...fileKeys],
    commandKeys,
    quote,
    lines: 'any',
  },
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-windows-ec2.html
  windows: {
    machine: 'Windows Server',
    packages: ['msi'],
    services: ['windows'],
    missing: ['groups', 'users'],
    absolute: /^[A-Za-z]:[\\/]/,
    example: 'c:/mine/mine.txt',
    archive: /\.zip(\?|$)|^https:\/\/github\.com\/.*\/zipball\//,
    archives: '.zip',
    fileKeys,
    commandKeys: [...commandKeys, 'waitAfterCompletion'],
    quote: (word) => (/^[\w./:=@+,\\-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`),
    lines: 'one',
  },
};
