import { templateError } from './errors.ts';

/**
 * The `count` first subnets of `cidrBits` host bits in an address block, as `Fn::Cidr` gives them: `("10.0.0.0/16", 2, 8)` is
 * `["10.0.0.0/24", "10.0.1.0/24"]`. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
export function subnets(block: string, count: number, cidrBits: number): string[] {
  const [address = '', prefix = ''] = block.split('/');
  const version = address.includes(':') ? six : four;
  const length = version.bits - cidrBits;
  if (!/^\d+$/.test(prefix) || !(count >= 1 && count <= 256)) throw refused(block, count, cidrBits);
  if (length < Number(prefix) || cidrBits < 1 || BigInt(count) > 1n << BigInt(length - Number(prefix))) {
    throw refused(block, count, cidrBits);
  }
  const size = 1n << BigInt(cidrBits);
  const span = 1n << BigInt(version.bits - Number(prefix));
  const start = (version.parse(address) / span) * span;
  return Array.from({ length: count }, (_, index) => `${version.format(start + BigInt(index) * size)}/${length}`);
}

function refused(block: string, count: number, cidrBits: number) {
  return templateError(`Fn::Cidr cannot create ${count} subnets of ${cidrBits} bits in ${block}`);
}

const four = {
  bits: 32,
  parse: (text: string) => text.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n),
  format: (address: bigint) => [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.'),
};

const six = {
  bits: 128,
  parse: (text: string) => {
    const [head = '', tail] = text.split('::');
    const parts = (side: string) => side.split(':').filter((part) => part !== '');
    const last = tail === undefined ? [] : parts(tail);
    const zeros = Array<string>(8 - parts(head).length - last.length).fill('0');
    return [...parts(head), ...zeros, ...last].reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
  },
  format: (address: bigint) => {
    const parts = Array.from({ length: 8 }, (_, index) =>
      ((address >> BigInt(112 - 16 * index)) & 65_535n).toString(16),
    );
    return parts.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
  },
};
