import { correttos } from './jar.ts';
import {
  beanpoleFolder,
  folderOf,
  ownFolder,
  type Command,
  type Place,
  type Platform,
  type Source,
  type Start,
} from './platform.ts';

const webapps = `${beanpoleFolder}/webapps`;
/** Where Amazon Linux and Debian put it. */
const home = '/usr/share/tomcat10';

/** Tomcat 10 on Corretto, with a base directory of its own in each release: two releases stand beside each other. */
export const tomcat: Platform = {
  name: 'tomcat',
  title: 'Tomcat',
  system: 'linux',
  versions: correttos
    .filter(({ version }) => version !== '25')
    .map((java) => ({
      ...java,
      version: `10-corretto-${java.version}`,
      packages: [...java.packages, 'tomcat10'],
      buildPackages: [],
    })),
  defaultVersion: '10-corretto-21',
  manifests: [{ file: '*.war' }, { file: 'WEB-INF/web.xml' }],
  entries: [{ file: 'index.jsp' }],
  endings: ['.war', '.jsp'],
  port: 8080,
  environment: () => ({}),
  path: [],
  staticFiles: {},
  leavesOut: [],
  install: () => [],
  build,
  start: (source) => (isTomcat(source) ? start(source) : undefined),
  accepted: [
    'a Procfile with a process "web"',
    '*.war at the root: ROOT.war or a single one at /, others at their names',
    'WEB-INF/web.xml or index.jsp, as in a war given as the artifact',
  ],
  check: () => {},
};

function isTomcat(source: Source): boolean {
  return warsOf(source).length > 0 || ['WEB-INF/web.xml', 'index.jsp'].some((file) => source.files.includes(file));
}

function warsOf({ files }: Source): readonly string[] {
  return files.filter((file) => /^[^/]+\.war$/.test(file));
}

/** A single war is the application at `/`, whatever its name. */
function build(source: Source): readonly Command[] {
  const wars = warsOf(source);
  const copies = wars.map((war) => ['cp', war, `${webapps}/${wars.length === 1 ? 'ROOT.war' : war}`]);
  return [['mkdir', '-p', webapps], ...copies];
}

function start(source: Source): Start {
  const wars = warsOf(source);
  const classpath = `${home}/bin/bootstrap.jar:${home}/bin/tomcat-juli.jar`;
  // 256 MB are Beanstalk's own defaults (Xms, Xmx); what JAVA_OPTS says comes later and so counts.
  const options = `-Xms256m -Xmx256m $JAVA_OPTS -Dcatalina.home=${home} -Dcatalina.base="$base" -Djava.io.tmpdir="$base/temp"`;
  const prepare = `base="$PWD/${ownFolder}"; mkdir -p "$base/temp"`;
  const command = `${prepare}; exec java ${options} -classpath ${classpath} org.apache.catalina.startup.Bootstrap start`;
  return {
    processes: [{ name: 'web', command }],
    because: wars.length > 0 ? wars.join(', ') : 'the unpacked war',
    files: (place) => ({
      [`${folderOf(place)}/conf/server.xml`]: serverXml(place, wars.length === 0 ? place.directory : undefined),
      [`${folderOf(place)}/conf/web.xml`]: webXml,
      [`${folderOf(place)}/conf/catalina.properties`]: properties(place),
    }),
  };
}

/** No shutdown port; the client's address and protocol are what the proxy says. */
function serverXml({ port, directory }: Place, docBase: string | undefined): string {
  const context = docBase === undefined ? '' : `\n        <Context path="" docBase="${xml(docBase)}"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<Server port="-1">
  <Service name="Catalina">
    <Connector port="${port}" address="127.0.0.1" protocol="HTTP/1.1" connectionTimeout="20000"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="${xml(`${directory}/${webapps}`)}" unpackWARs="true" autoDeploy="false" deployIgnore="${docBase === undefined ? '' : '.*'}">${context}
        <Valve className="org.apache.catalina.valves.RemoteIpValve" protocolHeader="x-forwarded-proto"/>
      </Host>
    </Engine>
  </Service>
</Server>
`;
}

/** The defaults of every application: files, pages, and which file a directory shows. */
const webXml = `<?xml version="1.0" encoding="UTF-8"?>
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
  <servlet>
    <servlet-name>default</servlet-name>
    <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
    <load-on-startup>1</load-on-startup>
  </servlet>
  <servlet>
    <servlet-name>jsp</servlet-name>
    <servlet-class>org.apache.jasper.servlet.JspServlet</servlet-class>
    <load-on-startup>3</load-on-startup>
  </servlet>
  <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
  <servlet-mapping><servlet-name>jsp</servlet-name><url-pattern>*.jsp</url-pattern></servlet-mapping>
  <mime-mapping><extension>html</extension><mime-type>text/html</mime-type></mime-mapping>
  <mime-mapping><extension>css</extension><mime-type>text/css</mime-type></mime-mapping>
  <mime-mapping><extension>js</extension><mime-type>text/javascript</mime-type></mime-mapping>
  <mime-mapping><extension>svg</extension><mime-type>image/svg+xml</mime-type></mime-mapping>
  <mime-mapping><extension>png</extension><mime-type>image/png</mime-type></mime-mapping>
  <mime-mapping><extension>json</extension><mime-type>application/json</mime-type></mime-mapping>
  <welcome-file-list><welcome-file>index.html</welcome-file><welcome-file>index.jsp</welcome-file></welcome-file-list>
</web-app>
`;

/** Tomcat's own jars hold nothing that an application declares: to look into them only takes time. */
const serverJars = [
  'annotations-api',
  'bootstrap',
  'catalina*',
  'commons-daemon',
  'ecj*',
  'el-api',
  'jakartaee*',
  'jasper*',
  'jaspic-api',
  'jsp-api',
  'servlet-api',
  'tomcat-*',
  'websocket*',
].map((name) => `${name}.jar`);

/** Tomcat makes system properties of this file, which is how Beanstalk's Tomcat hands environment variables over. */
function properties({ variables }: Place): string {
  const loader = 'common.loader="${catalina.home}/lib","${catalina.home}/lib/*.jar"';
  const skip = `tomcat.util.scan.StandardJarScanFilter.jarsToSkip=${serverJars.join()}`;
  const own = Object.entries(variables).map(([name, value]) => `${name}=${escaped(value)}`);
  return `${[loader, 'server.loader=', 'shared.loader=', skip, ...own].join('\n')}\n`;
}

/** In a properties file: line ends, backslashes, a blank in front, and whatever is not Latin-1. */
function escaped(value: string): string {
  const plain = value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return plain
    .replace(/^ /, '\\ ')
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
