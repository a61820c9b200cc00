type How = { readonly history: 'auto' | 'replace'; readonly info?: unknown };
interface WithNavigation {
  readonly navigation?: {
    navigate(url: string, how: How): { readonly committed: Promise<unknown>; readonly finished: Promise<unknown> };
  };
}

/** @returns false where the browser has no such thing. That somebody went on before it was there is no fault. */
function navigate(address: string, how: How): boolean {
  const going = (window as WithNavigation).navigation?.navigate(address, how);
  for (const step of going ? [going.committed, going.finished] : []) step.catch(() => {});
  return going !== undefined;
}

/** Goes to an address as if a link had been pressed: the router takes it, or the browser where there is none. */
export function go(address: string, history: 'auto' | 'replace' = 'auto'): void {
  if (navigate(address, { history })) return;
  if (history === 'replace') location.replace(address);
  else location.assign(address);
}

/** Marks a navigation that the router leaves to the browser. */
export const afresh = 'afresh';

/** Goes to an address with a whole new page, in place of this one: who looks has changed, so nothing here may stay. */
export function goAfresh(address: string): void {
  if (!navigate(address, { history: 'replace', info: afresh })) location.replace(address);
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
