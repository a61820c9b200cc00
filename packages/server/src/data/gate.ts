/** First come, first served: one is inside, the others wait in order. */
export interface Gate {
  /** Nobody is inside. */
  readonly idle: boolean;
  readonly waiting: number;
  /** Undefined when the caller is inside at once, so that the common case costs no turn of the microtask queue. */
  enter(): Promise<void> | undefined;
  leave(): void;
}

export function createGate(): Gate {
  let inside = false;
  const queue: (() => void)[] = [];
  return {
    get idle() {
      return !inside;
    },
    get waiting() {
      return queue.length;
    },
    enter() {
      if (inside) return new Promise((resolve) => queue.push(resolve));
      inside = true;
      return undefined;
    },
    leave() {
      const next = queue.shift();
      if (next) next();
      else inside = false;
    },
  };
}
