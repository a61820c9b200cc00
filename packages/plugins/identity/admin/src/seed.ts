import { job } from '@lectern/kit';
import { z } from 'zod';
import type { AdminContext } from './admin.ts';

/** As an old version left it: what it was given is not what the plugin reads today, so it fails at its first attempt. */
const bringIn = job('interop.import', z.object({ file: z.string() }), { attempts: 1 });

/** A setting that somebody changed, and a job that failed. Twice is once. */
export async function seedAdmin({ needs, enqueue, data }: AdminContext): Promise<void> {
  const { settings } = needs.installation;
  if ((await settings.history({ limit: 1 })).length > 0) return;
  await data.unit(async () => {
    const largest = (await settings.all()).find(({ plugin, key }) => plugin === 'media' && key === 'largestFile');
    if (largest) await settings.set(largest.plugin, largest.key, 2_000_000_000);
    await enqueue(bringIn, { file: 'harbour-course.zip' });
  });
}
