const width = 30;

/** A bar on a terminal, nothing elsewhere. */
export function bar({ on }: { readonly on: boolean }): { at(fraction: number, note: string): void; end(): void } {
  const shown = on && process.stderr.isTTY;
  return {
    at(fraction, note) {
      const filled = Math.round(fraction * width);
      if (shown) process.stderr.write(`\r\u001b[2K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${note}`);
    },
    end() {
      if (shown) process.stderr.write('\r\u001b[2K');
    },
  };
}
