import { BeanpoleError } from '../errors.ts';
import { correttos, jarsOf, mainClass } from './jar.ts';
import type { Command, Platform, Source, Start } from './platform.ts';
import { named } from './sign.ts';

/** Java SE on Amazon Corretto: a jar, built before or on the instance. */
export const java: Platform = {
  name: 'java',
  title: 'Java',
  system: 'linux',
  versions: correttos,
  defaultVersion: '21',
  manifests: [
    ...named('pom.xml', 'build.gradle', 'build.gradle.kts', '*.jar'),
    { file: 'META-INF/MANIFEST.MF', holds: /^Main-Class:/m, words: 'a jar given as the artifact' },
  ],
  entries: [],
  endings: ['.jar', '.java', '.kt'],
  port: 5000,
  // Spring Boot, Quarkus and Micronaut each have a name of their own for PORT.
  environment: (port) => ({ SERVER_PORT: `${port}`, QUARKUS_HTTP_PORT: `${port}`, MICRONAUT_SERVER_PORT: `${port}` }),
  path: [],
  staticFiles: {},
  leavesOut: [],
  install: () => [],
  build,
  start,
  accepted: [
    'a Procfile with a process "web"',
    'one jar at the root',
    'a jar as the artifact',
    'pom.xml, or build.gradle with gradlew',
  ],
  check,
};

function isBuilt(source: Source): boolean {
  return jarsOf(source).length > 0 || mainClass(source) !== undefined;
}

function build(source: Source): readonly Command[] {
  if (isBuilt(source)) return [];
  const has = (file: string) => source.files.includes(file);
  if (has('pom.xml')) return [[...(has('mvnw') ? ['sh', 'mvnw'] : ['mvn']), '-q', '-B', '-DskipTests', 'package']];
  return has('gradlew') ? [['sh', 'gradlew', '--no-daemon', '-q', 'assemble']] : [];
}

function start(source: Source): Start | undefined {
  const [jar, ...more] = jarsOf(source);
  if (jar !== undefined) return more.length === 0 ? web(`-jar "${jar}"`, jar) : undefined;
  const main = mainClass(source);
  if (main !== undefined) return web(`-cp . "${main}"`, 'Main-Class in META-INF/MANIFEST.MF');
  if (source.files.includes('pom.xml')) return web(`-jar ${builtIn('target')}`, 'the jar that Maven builds');
  if (source.files.includes('gradlew')) return web(`-jar ${builtIn('build/libs')}`, 'the jar that Gradle builds');
  return undefined;
}

function builtIn(directory: string): string {
  return `"$(ls ${directory}/*.jar | grep -v -e '-sources.jar' -e '-javadoc.jar' -e '-plain.jar' -e '/original-' | head -n 1)"`;
}

/** JAVA_OPTS is where Beanstalk's users put their heap; unquoted, as it is a list. */
function web(command: string, because: string): Start {
  return { processes: [{ name: 'web', command: `exec java $JAVA_OPTS ${command}` }], because };
}

function check(source: Source): void {
  const told = ['Procfile', 'Buildfile'].some((file) => source.files.includes(file));
  const jars = jarsOf(source);
  if (!told && jars.length > 1) {
    throw new BeanpoleError('settings', `There are several jars at the root: ${jars.join(', ')}.`, {
      fix: `Write a Procfile, as in "web: java -jar ${jars[0]}".`,
    });
  }
  const gradle = source.files.some((file) => file.startsWith('build.gradle'));
  if (told || isBuilt(source) || !gradle || ['gradlew', 'pom.xml'].some((file) => source.files.includes(file))) return;
  throw new BeanpoleError('settings', 'Gradle has to build the application, and there is no gradlew.', {
    fix: 'Run "gradle wrapper" and commit gradlew, or build on the runner with "build:".',
  });
}
