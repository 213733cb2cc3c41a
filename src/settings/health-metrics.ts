/** What an instance can tell as a metric, by Elastic Beanstalk's names where it has one: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-cloudwatch.html */
export const healthMetrics = [
  'ApplicationRequestsTotal',
  'ApplicationRequests2xx',
  'ApplicationRequests3xx',
  'ApplicationRequests4xx',
  'ApplicationRequests5xx',
  'ApplicationLatencyP10',
  'ApplicationLatencyP50',
  'ApplicationLatencyP75',
  'ApplicationLatencyP85',
  'ApplicationLatencyP90',
  'ApplicationLatencyP95',
  'ApplicationLatencyP99',
  'ApplicationLatencyP99.9',
  'CPUUser',
  'CPUSystem',
  'CPUIdle',
  'LoadAverage1min',
  'LoadAverage5min',
  'RootFilesystemUtil',
  'MemoryUtil',
] as const;

/** One of them. */
export type HealthMetric = (typeof healthMetrics)[number];
