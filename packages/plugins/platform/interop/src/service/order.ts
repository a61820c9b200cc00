/**
 * The order of the source, with what is only here left where it is: behind whatever it stands behind now.
 *
 * @param here ids as they are in order now
 * @param planned ids in the order of the source, all of them also in `here`
 */
export function mergedOrder(here: readonly string[], planned: readonly string[]): string[] {
  const known = new Set(planned);
  const order = [...planned];
  let before: string | undefined;
  for (const id of here) {
    if (!known.has(id)) order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
    before = id;
  }
  return order;
}
