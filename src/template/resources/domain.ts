import { makesCertificate } from '../certificate.ts';
import type { Context } from '../context.ts';
import { frontOf } from '../front.ts';
import { getAtt, ref } from '../intrinsics.ts';
import { tags } from '../tags.ts';
import { type Fragment, nothing, type Resource, type Value } from '../template.ts';

/** The name of a web environment: its record, and the certificate that proves it where a load balancer can show one. */
export function domain(context: Context): Fragment {
  const { name, zone } = context.domain;
  if (name === undefined || zone === undefined) return nothing;
  const front = frontOf(context);
  if (front === 'queue' || front === 'shared') return nothing;
  const record = (Type: string, answer: { readonly [property: string]: Value }): Resource => ({
    Type: 'AWS::Route53::RecordSet',
    Metadata: { Description: `The name of the environment, as a record of type ${Type}` },
    Properties: { HostedZoneId: zone, Name: name, Type, ...answer },
  });
  if (front === 'address')
    return { Resources: { NameRecord: record('A', { TTL: '60', ResourceRecords: [ref('ElasticIp')] }) } };
  const AliasTarget = {
    DNSName: getAtt('LoadBalancer', 'DNSName'),
    HostedZoneId: getAtt('LoadBalancer', 'CanonicalHostedZoneID'),
    EvaluateTargetHealth: false,
  };
  return {
    Resources: {
      ...(makesCertificate(context) ? { Certificate: certificate(context, { name, zone }) } : {}),
      NameRecord: record('A', { AliasTarget }),
      // It answers once somebody gives the load balancer addresses of that kind, and says until then that there are none.
      NameRecordIpv6: record('AAAA', { AliasTarget }),
    },
  };
}

/** ACM asks the zone for a record that CloudFormation writes there itself; the stack waits until it has seen it, some minutes. */
function certificate(context: Context, { name, zone }: { readonly name: string; readonly zone: string }): Resource {
  return {
    Type: 'AWS::CertificateManager::Certificate',
    Metadata: { Description: 'Proves to browsers that the environment has its name' },
    Properties: {
      DomainName: name,
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: name, HostedZoneId: zone }],
      Tags: tags(context),
    },
  };
}
