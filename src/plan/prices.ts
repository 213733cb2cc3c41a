/**
 * On-demand prices in US dollars of us-east-1, Linux, as AWS's public price pages had them in June 2026
 * (https://aws.amazon.com/ec2/pricing/on-demand/, /ebs/pricing/, /elasticloadbalancing/pricing/, /vpc/pricing/, /privatelink/pricing/). A small table of what small applications use: what is not in it is
 * said to be unknown, never guessed.
 */
export const prices = {
  asOf: '2026-06',
  region: 'us-east-1',
  /** An hour of an instance. */
  instances: {
    ...sizes('t4g', { nano: 0.0042, micro: 0.0084, small: 0.0168, medium: 0.0336, large: 0.0672, xlarge: 0.1344 }),
    ...sizes('t3', { nano: 0.0052, micro: 0.0104, small: 0.0208, medium: 0.0416, large: 0.0832, xlarge: 0.1664 }),
    ...sizes('t3a', { micro: 0.0094, small: 0.0188, medium: 0.0376, large: 0.0752, xlarge: 0.1504 }),
    ...sizes('m5', { large: 0.096, xlarge: 0.192, '2xlarge': 0.384 }),
    ...sizes('m6i', { large: 0.096, xlarge: 0.192, '2xlarge': 0.384 }),
    ...sizes('m7i', { large: 0.1008, xlarge: 0.2016 }),
    ...sizes('m6g', { medium: 0.0385, large: 0.077, xlarge: 0.154, '2xlarge': 0.308 }),
    ...sizes('m7g', { medium: 0.0408, large: 0.0816, xlarge: 0.1632, '2xlarge': 0.3264 }),
    ...sizes('c5', { large: 0.085, xlarge: 0.17, '2xlarge': 0.34 }),
    ...sizes('c6g', { large: 0.068, xlarge: 0.136, '2xlarge': 0.272 }),
    ...sizes('r5', { large: 0.126, xlarge: 0.252 }),
  } as Readonly<Record<string, number>>,
  /** A GiB of gp3 for a month. */
  volume: 0.08,
  /** An hour of an Application Load Balancer, before what it carries. */
  loadBalancer: 0.0225,
  /** An hour of a NAT gateway, before what it carries. */
  natGateway: 0.045,
  /** An hour of an interface endpoint in one zone, before what it carries. */
  endpoint: 0.01,
  /** An hour of a public IPv4 address. */
  address: 0.005,
} as const;

/** Hours of a month, as AWS counts them. */
export const hours = 730;

function sizes(family: string, bySize: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(bySize).map(([size, price]) => [`${family}.${size}`, price]));
}
