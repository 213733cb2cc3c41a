// What the security scanner finds in our templates and is meant so: which check, of which resources, when, and why. Anything else it finds is to be mended.

const properties = (template, id) => template.Resources[id].Properties;

export const accepted = [
  {
    check: 'CKV_AWS_2',
    resources: ['HttpListener'],
    where: (template) => template.Resources.HttpsListener === undefined,
    why: 'without a certificate or a name of the environment there is nothing that HTTPS could prove itself with; with one this listener only redirects',
  },
  {
    check: 'CKV_AWS_103',
    resources: ['HttpListener'],
    where: (template) => template.Resources.HttpsListener === undefined,
    why: 'the same listener without a certificate; HTTPS listeners take TLS 1.2 and 1.3 only',
  },
  {
    check: 'CKV_AWS_2',
    resources: ['Listener8080'],
    where: (template, id) => properties(template, id).Protocol === 'HTTP',
    why: 'a further port of the load balancer speaks what its user writes; it is HTTP where they write neither HTTPS nor a certificate',
  },
  {
    check: 'CKV_AWS_103',
    resources: ['Listener8080'],
    where: (template, id) => properties(template, id).Protocol === 'HTTP',
    why: 'the same further port; those of HTTPS and TLS take TLS 1.2 and 1.3 only',
  },
  {
    check: 'CKV_AWS_16',
    resources: ['Database'],
    where: (template, id) => properties(template, id).DBSnapshotIdentifier !== undefined,
    why: 'a restored database has the encryption of its snapshot, and RDS refuses to be told another; one that begins empty is encrypted',
  },
  {
    check: 'CKV_AWS_18',
    resources: ['ArtifactBucket'],
    why: 'a log of the bucket would need a second one; who reads it is told by CloudTrail, and nobody but the roles of the application may',
  },
  {
    check: 'CKV_AWS_26',
    resources: ['NotificationTopic'],
    why: 'alarms may not publish with the key of SNS, and one of one’s own costs money and needs a policy; its user writes KmsMasterKeyId under resources: NotificationTopic',
  },
  {
    check: 'CKV_AWS_27',
    resources: ['Queue', 'DeadLetterQueue', 'CronQueue', 'CronDeadLetterQueue'],
    where: (template, id) => properties(template, id).SqsManagedSseEnabled === true,
    why: 'the queues are encrypted with the keys of SQS (SqsManagedSseEnabled), which this check does not look at; a KMS key costs money for every request',
  },
  {
    check: 'CKV_AWS_88',
    resources: ['LaunchTemplate', 'SlotBLaunchTemplate'],
    why: 'a public address is the way out that costs nothing, behind a security group that lets in the load balancer alone; network.private: true takes it away',
  },
  {
    check: 'CKV_AWS_91',
    resources: ['LoadBalancer'],
    why: 'access logs are asked for by load-balancer.access-logs, as they cost storage and hold personal data',
  },
  {
    check: 'CKV_AWS_108',
    resources: ['InstanceBoundary'],
    why: 'a boundary gives nothing, it is the ceiling of what an instance role may be given; the roles themselves name their secrets and parameters',
  },
  {
    check: 'CKV_AWS_109',
    resources: ['InstanceBoundary', 'ExecutionRole'],
    why: 'iam.services of the user opens whole services to the stacks, as it says; nobody has them who has not asked',
  },
  {
    check: 'CKV_AWS_158',
    resources: ['LogGroup'],
    why: 'CloudWatch Logs encrypts every log group with a key of its own, which this check does not look at; a KMS key costs money and needs a policy of its user, who writes KmsKeyId under resources: LogGroup',
  },
  {
    check: 'CKV_AWS_111',
    resources: ['InstanceBoundary'],
    why: 'a boundary gives nothing, it is the ceiling; the roles themselves name what they write to',
  },
  {
    check: 'CKV_AWS_111',
    resources: ['ExecutionRole'],
    why: 'iam.services of the user opens whole services to the stacks, as it says; nobody has them who has not asked',
  },
  {
    check: 'CKV_AWS_118',
    resources: ['Database', 'DatabaseWriter', 'DatabaseReader'],
    why: 'enhanced monitoring of RDS costs money and shows what the free metrics hide only to whoever looks into the operating system',
  },
  {
    check: 'CKV_AWS_119',
    resources: ['Table'],
    why: 'the resource is the example of a user, and the choice of its key is theirs; it is encrypted with a key of AWS',
  },
  {
    check: 'CKV_AWS_149',
    resources: ['CacheSecret'],
    why: 'the token is encrypted with the key that Secrets Manager has in the account; a key of its own costs money and would only matter to another account',
  },
  {
    check: 'CKV_AWS_157',
    resources: ['Database'],
    where: (template, id) => properties(template, id).MultiAZ === false,
    why: 'a standby doubles the price: in high availability it is there unless database.multi-az says no, in single-instance mode it is asked for',
  },
  {
    check: 'CKV_AWS_161',
    resources: ['Database'],
    why: 'applications log in with the password that RDS makes, keeps in Secrets Manager and rotates; resources.Database.Properties opens the other way',
  },
  {
    check: 'CKV_AWS_162',
    resources: ['DatabaseCluster'],
    why: 'applications log in with the password that RDS makes, keeps in Secrets Manager and rotates; resources.DatabaseCluster.Properties opens the other way',
  },
  {
    check: 'CKV_AWS_260',
    resources: ['LoadBalancerSecurityGroup'],
    why: 'a public load balancer is there to be reached by everybody; with a certificate port 80 only redirects, and an internal one lets in private networks alone',
  },
  {
    check: 'CKV_AWS_260',
    resources: ['InstanceIngress'],
    where: (template) => template.Resources.LoadBalancer === undefined,
    why: 'the one instance of a web environment in single-instance mode is its public address; behind a load balancer only that is let in',
  },
  {
    check: 'CKV2_AWS_69',
    resources: ['Database'],
    where: (template) => properties(template, 'DatabaseParameters').Parameters.require_secure_transport === 'ON',
    why: 'MySQL and MariaDB refuse connections without TLS by require_secure_transport: ON, and this check knows the spelling 1 alone',
  },
];
