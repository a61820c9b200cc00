interface WithNavigation {
  readonly navigation?: {
    navigate(url: string, options: { history: 'auto' | 'replace'; info?: unknown }): unknown;
  };
}

/** Goes to an address as if a link had been pressed: the router takes it, or the browser where there is none. */
export function go(address: string, history: 'auto' | 'replace' = 'auto'): void {
  const { navigation } = window as WithNavigation;
  if (navigation) navigation.navigate(address, { history });
  else if (history === 'replace') location.replace(address);
  else location.assign(address);
}

/** Marks a navigation that the router leaves to the browser. */
export const afresh = 'afresh';

/** Goes to an address with a whole new page, in place of this one: who looks has changed, so nothing here may stay. */
export function goAfresh(address: string): void {
  const { navigation } = window as WithNavigation;
  if (navigation) navigation.navigate(address, { history: 'replace', info: afresh });
  else location.replace(address);
}

/** Thrown by a screen's `load` when what was asked for stands elsewhere: the app goes there in place of this address. */
export class Elsewhere extends Error {
  override readonly name = 'Elsewhere';
  /** As `to` writes it, base included. */
  readonly address: string;
  constructor(address: string) {
    super(`stands at ${address}`);
    this.address = address;
  }
}
