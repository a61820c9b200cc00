/** Every time zone this machine knows, and the person's own even where it is not among them. */
export function timeZones(own: string | null): { value: string; label: string }[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = own !== null && !known.includes(own) ? [own, ...known] : known;
  return all.map((value) => ({ value, label: value.replaceAll('_', ' ').replaceAll('/', ' / ') }));
}
