import type { School } from '@lectern/server';

/** The demo data of every plugin that has some, in load order, and what follows from it. Twice is once. */
export async function sow(
  { host, inside, outbox }: School,
  scale: 'tiny' | 'demo',
  told: (plugin: string) => void = () => {},
): Promise<void> {
  for (const { contract, seed } of host.specs) {
    if (!seed) continue;
    await inside(() => seed(host.serviceOf(contract.id), host.contextOf(contract.id) as never, scale));
    told(contract.id);
  }
  await outbox.drain();
}
