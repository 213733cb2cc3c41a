import type { Platform, Sign, Source } from './platform.ts';

/** The first file of the tree that is such a sign. */
export function found({ files, read }: Source, { file, holds }: Sign): string | undefined {
  const fits = file.includes('*') ? pattern(file) : undefined;
  return files.find(
    (path) => (fits === undefined ? path === file : fits.test(path)) && (holds?.test(read(path) ?? '') ?? true),
  );
}

/** Files by their names alone. */
export function named(...files: readonly string[]): readonly Sign[] {
  return files.map((file) => ({ file }));
}

/** The sign in words: `Dockerrun.aws.json (version 1)`. */
export function wordsOf({ file, words }: Sign): string {
  return words === undefined ? file : `${file} (${words})`;
}

/** Every file that speaks for a platform, the strongest first. */
export function signsOf({ manifests, entries, fallbacks = [] }: Platform): readonly Sign[] {
  return [...manifests, ...entries, ...fallbacks];
}

function pattern(file: string): RegExp {
  const parts = file.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`);
}
