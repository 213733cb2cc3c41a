import type { Archive, Installer, Origin, Service } from './extension.ts';

/** A piece of work on Windows: one of the scripts below, and what it works on as variables of its environment, so that nothing has to be quoted. */
export interface WindowsScript {
  /** As the log shows it. */
  readonly says: string;
  readonly name: WindowsScriptName;
  readonly variables: Readonly<Record<string, string>>;
}

/** Begins every script: what fails ends it, and progress bars are not drawn for nobody. */
const head = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
`;

/** Brings the file of BEANPOLE_URL, or the object of BEANPOLE_BUCKET and BEANPOLE_KEY, in three tries. */
const saving = `[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
function Save-Origin([string] $file) {
  for ($try = 1; ; $try++) {
    try {
      if ($env:BEANPOLE_URL) { Invoke-WebRequest -UseBasicParsing -Uri $env:BEANPOLE_URL -OutFile $file -TimeoutSec 600 }
      else { Read-S3Object -BucketName $env:BEANPOLE_BUCKET -Key $env:BEANPOLE_KEY -File $file -Region $env:AWS_REGION | Out-Null }
      return
    } catch {
      Write-Output "Try $try of 3 failed: $($_.Exception.Message)"
      if ($try -ge 3) { throw }
      Start-Sleep -Seconds 3
    }
  }
}
$temporary = Join-Path $env:TEMP "beanpole-$([Guid]::NewGuid())"
`;

/** For the PowerShell 5.1 that every Windows Server has; the same for every file. */
export const windowsScripts = {
  /** A package of Windows Installer. 3010 and 1641 ask for a restart of Windows: that is for a command to do. */
  installer: `${head}${saving}$package = "$temporary.msi"
$log = "$temporary.log"
try {
  Save-Origin $package
  $process = Start-Process -FilePath 'msiexec.exe' -ArgumentList '/i', ('"{0}"' -f $package), '/qn', '/norestart', '/l*', ('"{0}"' -f $log) -Wait -PassThru
  if ($process.ExitCode -notin 0, 1641, 3010) {
    Get-Content -Path $log -Tail 20 -ErrorAction SilentlyContinue | Write-Output
    throw "msiexec.exe ended with exit code $($process.ExitCode)."
  }
  if ($process.ExitCode -ne 0) { Write-Output "The package asks for a restart of Windows, which nobody does unless a command says so." }
} finally {
  Remove-Item -Path $package, $log -ErrorAction SilentlyContinue
}
`,

  /** An archive for a directory. */
  archive: `${head}${saving}$archive = "$temporary.zip"
try {
  Save-Origin $archive
  New-Item -ItemType Directory -Force -Path $env:BEANPOLE_TARGET | Out-Null
  Expand-Archive -LiteralPath $archive -DestinationPath $env:BEANPOLE_TARGET -Force
} finally {
  Remove-Item -Path $archive -ErrorAction SilentlyContinue
}
`,

  /** The bytes of a file. */
  file: `${head}${saving}Save-Origin $env:BEANPOLE_TARGET
`,

  /** A service of Windows: how it starts with it, and whether it runs now. */
  service: `${head}$name = $env:BEANPOLE_SERVICE
if ($env:BEANPOLE_STARTUP) { Set-Service -Name $name -StartupType $env:BEANPOLE_STARTUP }
switch ($env:BEANPOLE_STATE) {
  'started' { Start-Service -Name $name }
  'restarted' { Restart-Service -Name $name -Force }
  'stopped' { Stop-Service -Name $name -Force }
}
`,
} as const satisfies Readonly<Record<string, string>>;

export type WindowsScriptName = keyof typeof windowsScripts;

/** Installs a package. */
export function installed({ name, from }: Installer): WindowsScript {
  return { says: `package ${name}`, name: 'installer', variables: originIn(from) };
}

/** Unpacks an archive into a directory. */
export function expanded({ from }: Archive, directory: string): WindowsScript {
  return {
    says: `archive for ${directory}`,
    name: 'archive',
    variables: { ...originIn(from), BEANPOLE_TARGET: directory },
  };
}

/** Fetches the bytes of a file to a place. */
export function saved(from: Origin, place: string): WindowsScript {
  return { says: `bytes of ${place}`, name: 'file', variables: { ...originIn(from), BEANPOLE_TARGET: place } };
}

/** Starts, restarts and stops a service, now and with Windows. */
export function serviced(service: Service): WindowsScript {
  const { name, enabled } = service;
  const startup = enabled === undefined ? '' : enabled ? 'Automatic' : 'Manual';
  const state = stateOf(service);
  const words = [startup.toLowerCase(), state].filter((word) => word !== '').join(', ');
  const variables = { BEANPOLE_SERVICE: name, BEANPOLE_STARTUP: startup, BEANPOLE_STATE: state };
  return { says: `service ${name}: ${words === '' ? 'as it is' : words}`, name: 'service', variables };
}

/** What the same file has changed is a reason to restart, unless it shall not run. */
function stateOf({ ensureRunning, isRestarted }: Service): '' | 'started' | 'restarted' | 'stopped' {
  if (ensureRunning === false) return 'stopped';
  if (isRestarted) return 'restarted';
  return ensureRunning === true ? 'started' : '';
}

/** Both kinds are told, so that nothing of an application's own environment can stand for one. */
function originIn(from: Origin): Readonly<Record<string, string>> {
  return from.kind === 'url'
    ? { BEANPOLE_URL: from.url, BEANPOLE_BUCKET: '', BEANPOLE_KEY: '' }
    : { BEANPOLE_URL: '', BEANPOLE_BUCKET: from.bucket, BEANPOLE_KEY: from.key };
}
