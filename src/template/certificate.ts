import type { Context } from './context.ts';
import { ref } from './intrinsics.ts';
import type { Value } from './template.ts';

/** The ARN of the certificate that the load balancer shows: one that is there, or one made for the domain name; none: it speaks HTTP only. */
export function certificateOf(context: Context): Value | undefined {
  return context.tls.certificate ?? (makesCertificate(context) ? ref('Certificate') : undefined);
}

/** Whether a certificate is made for the domain name. Where there is no load balancer nothing could show it: ACM hands no key out. */
export function makesCertificate({ mode, worker, domain, tls, loadBalancer }: Context): boolean {
  if (mode === 'single-instance' || worker !== undefined || loadBalancer.guest !== undefined) return false;
  return domain.name !== undefined && !tls.certificate;
}
