// node cdk.js <directory with aws-cdk-lib> <output directory>: an application of the CDK with what the three-tier example has.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [libraries, outdir] = process.argv.slice(2);
const require = createRequire(join(libraries, 'package.json'));
const { App, Duration, Stack } = require('aws-cdk-lib');
const ec2 = require('aws-cdk-lib/aws-ec2');
const autoscaling = require('aws-cdk-lib/aws-autoscaling');
const balancing = require('aws-cdk-lib/aws-elasticloadbalancingv2');
const rds = require('aws-cdk-lib/aws-rds');
const elasticache = require('aws-cdk-lib/aws-elasticache');
const s3 = require('aws-cdk-lib/aws-s3');

const app = new App({ outdir });
const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-central-1' } });
new s3.Bucket(stack, 'Artifacts', { versioned: true });
const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['eu-central-1a', 'eu-central-1b'], natGateways: 0 });
const group = new autoscaling.AutoScalingGroup(stack, 'Group', {
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
  instanceType: new ec2.InstanceType('t4g.small'),
  machineImage: ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-0123456789abcdef0' }),
  minCapacity: 2,
  maxCapacity: 4,
  updatePolicy: autoscaling.UpdatePolicy.rollingUpdate({ minInstancesInService: 2, maxBatchSize: 1 }),
  signals: autoscaling.Signals.waitForMinCapacity(),
});
group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60 });
const balancer = new balancing.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
const listener = balancer.addListener('Http', { port: 80 });
listener.addTargets('Web', { port: 80, targets: [group], deregistrationDelay: Duration.seconds(20) });
const database = new rds.DatabaseInstance(stack, 'Database', {
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  engine: rds.DatabaseInstanceEngine.POSTGRES,
  multiAz: true,
});
database.connections.allowDefaultPortFrom(group);
const cacheGroup = new ec2.SecurityGroup(stack, 'CacheGroup', { vpc });
cacheGroup.addIngressRule(group.connections.securityGroups[0], ec2.Port.tcp(6379));
const subnets = new elasticache.CfnSubnetGroup(stack, 'CacheSubnets', {
  description: 'cache',
  subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
});
new elasticache.CfnReplicationGroup(stack, 'Cache', {
  replicationGroupDescription: 'cache',
  engine: 'valkey',
  cacheNodeType: 'cache.t4g.micro',
  numCacheClusters: 2,
  automaticFailoverEnabled: true,
  cacheSubnetGroupName: subnets.ref,
  securityGroupIds: [cacheGroup.securityGroupId],
});
const { template } = app.synth().getStackByName('Shop');
console.log(JSON.stringify({ resources: Object.keys(template.Resources).length }));
