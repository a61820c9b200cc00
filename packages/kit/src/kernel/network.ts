// Whom a network address stands for, wherever tries or requests are counted by it.
import { isIPv6 } from 'node:net';

/**
 * The part of an address that one customer of a provider has: an IPv4 address whole, of IPv6 the first 64 bits (whoever
 * has one IPv6 address has 2^64 of them). IPv4 inside IPv6 (RFC 4291, 2.5.5.2) is IPv4.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return `${[...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
