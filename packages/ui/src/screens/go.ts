interface WithNavigation {
  readonly navigation?: { navigate(url: string, options: { history: 'auto' | 'replace' }): unknown };
}

/** Goes to an address as if a link had been pressed: the router takes it, or the browser where there is none. */
export function go(address: string, history: 'auto' | 'replace' = 'auto'): void {
  const { navigation } = window as WithNavigation;
  if (navigation) navigation.navigate(address, { history });
  else if (history === 'replace') location.replace(address);
  else location.assign(address);
}
