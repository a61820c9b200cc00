import { BlockList, isIPv6 } from 'node:net';

/** What is nobody's on the internet: IANA's special-purpose registries (RFC 6890), multicast and what is reserved. */
const nowherePublic = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16', // also where clouds answer with the keys of a machine
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  const [net, bits] = range.split('/');
  nowherePublic.addSubnet(net!, Number(bits), 'ipv4');
}
// Inside 2000::/3, the only part of IPv6 that is handed out: tunnels (their inside may be anything) and documentation.
for (const range of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) {
  const [net, bits] = range.split('/');
  nowherePublic.addSubnet(net!, Number(bits), 'ipv6');
}
const handedOut = new BlockList();
handedOut.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address, in any of its spellings, is one that anybody on the internet could be asked at. */
export function isPublic(address: string): boolean {
  if (!isIPv6(address)) return !nowherePublic.check(address, 'ipv4');
  return handedOut.check(address, 'ipv6') && !nowherePublic.check(address, 'ipv6');
}
