/**
 * The name of a Host (RFC 9110, 7.2) as it is compared: without port and the dot of the root (RFC 1034, 3.1), lower-case.
 * @returns undefined for what is no name at all
 */
export function hostName(header: string | undefined): string | undefined {
  const name = header?.trim().toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  return name && name.length <= 253 && /^[a-z0-9.-]+$/.test(name) ? name : undefined;
}

/** The one label in front of one of these names: `north` of `north.localhost`, below `localhost`. */
export function labelBelow(name: string, below: readonly string[]): string | undefined {
  for (const above of below) {
    const label = name.endsWith(`.${above}`) ? name.slice(0, -above.length - 1) : '';
    if (label !== '' && !label.includes('.')) return label;
  }
  return undefined;
}
