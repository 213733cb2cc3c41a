import type { PlatformVersion, Source } from './platform.ts';

/** Amazon Corretto as Amazon Linux 2023 packages it; Corretto's own calendar says until when. */
export const correttos: readonly PlatformVersion[] = [
  corretto('25', '2032-10-31'),
  corretto('21', '2030-10-31'),
  corretto('17', '2029-10-31'),
  corretto('11', '2032-01-31'),
];

function corretto(major: string, endOfLife: string): PlatformVersion {
  const name = `java-${major}-amazon-corretto`;
  return {
    version: major,
    packages: [`${name}-headless`],
    buildPackages: [`${name}-devel`, 'maven'],
    endOfLife,
    // The only Java of the instance: the plain name is its own.
    programs: {},
  };
}

/** Jars at the root that can be meant: no sources, no documentation, not what Spring Boot leaves beside its own. */
export function jarsOf({ files }: Source): readonly string[] {
  return files.filter((file) => /^[^/]+\.jar$/.test(file) && !/(-sources|-javadoc|-plain)\.jar$|^original-/.test(file));
}

/** The class that an unpacked jar starts with: a jar given as the artifact arrives as its files. */
export function mainClass({ read }: Source): string | undefined {
  return /^Main-Class:\s*(\S+)/m.exec(read('META-INF/MANIFEST.MF') ?? '')?.[1];
}
