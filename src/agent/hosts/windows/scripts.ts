/** Begins every script: what fails ends it, and progress bars are not drawn for nobody. */
const head = `$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
`;

/** Before those that speak to IIS. */
const iis = `${head}Import-Module WebAdministration
$plan = Get-Content -Raw -Path $env:BEANPOLE_IIS | ConvertFrom-Json
`;

/**
 * The scripts of the Windows host, for the PowerShell 5.1 that every Windows Server has. They are the same for every application: what they work on comes as
 * JSON and in the environment, so that nothing has to be quoted.
 */
export const scripts = {
  /** Roles and features of `BEANPOLE_FEATURES`, and the module by which IIS serves ASP.NET Core, where it is missing. */
  prepare: `${head}$features = $env:BEANPOLE_FEATURES -split ','
$missing = @(Get-WindowsFeature -Name $features | Where-Object { -not $_.Installed })
if ($missing.Count -gt 0) {
  $result = Install-WindowsFeature -Name $missing.Name
  if (-not $result.Success) { throw "Windows did not install $($missing.Name -join ', ')." }
  Write-Output "Installed $($missing.Name -join ', ')."
}
if (-not (Test-Path "$env:ProgramFiles\\IIS\\Asp.Net Core Module\\V2\\aspnetcorev2.dll")) {
  $installer = Join-Path $env:BEANPOLE_HOME 'dotnet-hosting.exe'
  Invoke-WebRequest -UseBasicParsing -Uri "https://aka.ms/dotnet/$env:BEANPOLE_DOTNET/dotnet-hosting-win.exe" -OutFile $installer
  $signature = Get-AuthenticodeSignature -FilePath $installer
  if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notmatch 'O=Microsoft Corporation') {
    throw "The installer of the .NET hosting bundle is not signed by Microsoft: $($signature.Status)."
  }
  $process = Start-Process -FilePath $installer -ArgumentList '/install', '/quiet', '/norestart' -Wait -PassThru
  # 3010 asks for a restart of Windows, which IIS's own restart makes unnecessary.
  if ($process.ExitCode -notin 0, 3010) { throw "The .NET hosting bundle was not installed: exit code $($process.ExitCode)." }
  Remove-Item -Path $installer
  Restart-Service -Name W3SVC -Force
  Write-Output "Installed the hosting bundle of .NET $env:BEANPOLE_DOTNET."
}
`,

  /** Pools, sites and deployments of the plan. The sites answer on loopback ports from PORT on: nobody else reaches them before they are proven. */
  start: `${iis}$release = $env:BEANPOLE_RELEASE
$variables = @(($env:BEANPOLE_VARIABLES | ConvertFrom-Json).PSObject.Properties)
$config = 'MACHINE/WEBROOT/APPHOST'

function Invoke-BundleScript($deployment, [string] $moment) {
  $script = $deployment.scripts.$moment
  if ($null -eq $script) { return }
  Write-Output "$($deployment.name), $($moment): $($script.file)"
  $system = if ($deployment.architecture -eq 32) { 'SysWOW64' } else { 'System32' }
  $shell = "$env:SystemRoot\\$system\\WindowsPowerShell\\v1.0\\powershell.exe"
  & $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File (Join-Path $release $script.file)
  if ($LASTEXITCODE -ne 0 -and -not $script.ignoreErrors) { throw "$($script.file) ended with exit code $LASTEXITCODE." }
}

function Set-Pool($pool) {
  $path = "IIS:\\AppPools\\$($pool.name)"
  if (-not (Test-Path $path)) { New-WebAppPool -Name $pool.name | Out-Null }
  Set-ItemProperty -Path $path -Name managedRuntimeVersion -Value $pool.runtime
  Set-ItemProperty -Path $path -Name managedPipelineMode -Value $pool.pipeline
  Set-ItemProperty -Path $path -Name enable32BitAppOnWin64 -Value $pool.enable32Bit
  foreach ($property in $pool.properties) { Set-ItemProperty -Path $path -Name $property.name -Value $property.value }
  $filter = "system.applicationHost/applicationPools/add[@name='$($pool.name)']/environmentVariables"
  Clear-WebConfiguration -PSPath $config -Filter $filter
  foreach ($variable in $variables) {
    $value = @{ name = $variable.Name; value = [string] $variable.Value }
    Add-WebConfigurationProperty -PSPath $config -Filter $filter -Name '.' -Value $value
  }
}

function Set-Site($site, [int] $port) {
  $path = "IIS:\\Sites\\$($site.name)"
  New-Item -ItemType Directory -Force -Path $site.physicalPath | Out-Null
  if (-not (Test-Path $path)) { New-Website -Name $site.name -PhysicalPath $site.physicalPath -IPAddress '127.0.0.1' -Port $port | Out-Null }
  Stop-Website -Name $site.name
  Set-ItemProperty -Path $path -Name physicalPath -Value $site.physicalPath
  Set-ItemProperty -Path $path -Name bindings -Value @(@{ protocol = 'http'; bindingInformation = "127.0.0.1:$($port):" })
  # After a restart of Windows the agent opens the door again, once the application is proven.
  Set-ItemProperty -Path $path -Name serverAutoStart -Value $false
}

function Publish-Content($deployment, [string] $content) {
  & icacls.exe $content /grant 'IIS_IUSRS:(OI)(CI)M' /T /Q | Out-Null
  $path = "IIS:\\Sites\\$($deployment.site)"
  if ($deployment.path -eq '/') {
    Set-ItemProperty -Path $path -Name physicalPath -Value $content
    Set-ItemProperty -Path $path -Name applicationPool -Value $deployment.pool
    return
  }
  $name = $deployment.path.TrimStart('/')
  New-WebApplication -Site $deployment.site -Name $name -PhysicalPath $content -ApplicationPool $deployment.pool -Force | Out-Null
}

function Install-Bundle($deployment) {
  $bundle = Join-Path $release $deployment.bundle
  $content = $bundle
  if (Test-Path -Path $bundle -PathType Leaf) {
    $content = Join-Path (Split-Path $env:BEANPOLE_IIS) $deployment.name
    Expand-Archive -Path $bundle -DestinationPath $content -Force
  }
  Publish-Content $deployment $content
}

function Install-Package($deployment) {
  $msdeploy = "$env:ProgramFiles\\IIS\\Microsoft Web Deploy V3\\msdeploy.exe"
  if (-not (Test-Path $msdeploy)) { throw "Web Deploy is not on this machine: put it into the image (instances.packer, instances.image)." }
  $package = Join-Path $release $deployment.bundle
  $target = "$($deployment.site)$($deployment.path)".TrimEnd('/')
  & $msdeploy '-verb:sync' "-source:package='$package'" '-dest:auto' "-setParam:name='IIS Web Application Name',value='$target'"
  if ($LASTEXITCODE -ne 0) { throw "Web Deploy ended with exit code $LASTEXITCODE for $($deployment.bundle)." }
  $item = "IIS:\\Sites\\$($target.Replace('/', '\\'))"
  Set-ItemProperty -Path $item -Name applicationPool -Value $deployment.pool
}

foreach ($variable in $variables) { Set-Item -Path "env:$($variable.Name)" -Value ([string] $variable.Value) }
foreach ($pool in $plan.pools) { Set-Pool $pool }
$port = [int] $env:BEANPOLE_PORT
foreach ($site in $plan.sites) {
  Set-Site $site $port
  $port += 1
}
foreach ($deployment in $plan.deployments) {
  Invoke-BundleScript $deployment 'preInstall'
  switch ($deployment.kind) {
    'aspNetCoreWeb' { Install-Bundle $deployment }
    'msDeploy' { Install-Package $deployment }
    'custom' { Invoke-BundleScript $deployment 'install' }
  }
  Invoke-BundleScript $deployment 'postInstall'
}
if ($plan.reset) { & iisreset.exe /restart | Out-Null }
foreach ($deployment in $plan.deployments) { Invoke-BundleScript $deployment 'preRestart' }
foreach ($pool in $plan.pools) {
  if ((Get-WebAppPoolState -Name $pool.name).Value -eq 'Started') { Restart-WebAppPool -Name $pool.name } else { Start-WebAppPool -Name $pool.name }
}
foreach ($site in $plan.sites) { Start-Website -Name $site.name }
foreach ($deployment in $plan.deployments) {
  Invoke-BundleScript $deployment 'restart'
  Invoke-BundleScript $deployment 'postRestart'
}
`,

  /** The bindings of the plan: from here on the machine answers on port 80. */
  door: `${iis}foreach ($site in $plan.sites) {
  foreach ($binding in $site.bindings) {
    $known = @(Get-WebBinding -Name $site.name -Protocol $binding.protocol -Port $binding.port -HostHeader $binding.hostName)
    if ($known.Count -eq 0) { New-WebBinding -Name $site.name -Protocol $binding.protocol -IPAddress '*' -Port $binding.port -HostHeader $binding.hostName }
  }
}
`,

  /** Names the pools that IIS has stopped: it does so when their processes die five times in five minutes. */
  stopped: `${iis}foreach ($pool in $plan.pools) {
  if ((Get-WebAppPoolState -Name $pool.name).Value -eq 'Stopped') { Write-Output "stopped $($pool.name)" }
}
`,

  /** What the application and its modules told Windows since the agent began. */
  events: `${head}$since = [DateTime]::Parse($env:BEANPOLE_SINCE).ToLocalTime()
$filter = @{ LogName = 'Application', 'System'; Level = 1, 2, 3; StartTime = $since }
$all = @(Get-WinEvent -FilterHashtable $filter -MaxEvents 100 -ErrorAction SilentlyContinue)
$ours = $all | Where-Object { $_.ProviderName -match 'AspNetCore|ASP\\.NET|\\.NET Runtime|WAS|W3SVC|Application Error' }
foreach ($one in @($ours | Sort-Object TimeCreated)) { Write-Output "$($one.ProviderName): $($one.Message)" }
`,

  /** The sites answer nobody any more. */
  stop: `${iis}foreach ($site in $plan.sites) {
  if (Test-Path "IIS:\\Sites\\$($site.name)") { Stop-Website -Name $site.name }
}
`,

  /** The agent comes back with Windows. */
  keep: `${head}$action = New-ScheduledTaskAction -Execute $env:BEANPOLE_NODE -Argument $env:BEANPOLE_DUTY -WorkingDirectory $env:BEANPOLE_HOME
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit (New-TimeSpan -Hours 1) -RestartCount 10 -RestartInterval (New-TimeSpan -Minutes 1)
$principal = New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType ServiceAccount -RunLevel Highest
Register-ScheduledTask -TaskName 'Beanpole agent' -Action $action -Trigger $trigger -Settings $settings -Principal $principal -Force | Out-Null
`,
} as const satisfies Readonly<Record<string, string>>;

export type ScriptName = keyof typeof scripts;
