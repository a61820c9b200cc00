import { setTimeout as delay } from 'node:timers/promises';

export type Outcome<T> = { readonly value: T } | { readonly refused: unknown; readonly again: boolean };

const retries = 5;
/** Full jitter, so that two that met in a deadlock do not meet again: up to 10, 20, 40, 80, 160 ms. */
const backoff = (attempt: number) => Math.random() * 10 * 2 ** attempt;

/** Attempts until the outcome is a value or a refusal that another attempt would not change, six times at most. */
export async function retried<T>(attempt: () => Promise<Outcome<T>>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const outcome = await attempt();
    if ('value' in outcome) return outcome.value;
    if (!outcome.again || tries === retries) throw outcome.refused;
    await delay(backoff(tries));
  }
}
