import * as queries from './queries.ts';
import { collecting } from './service/collecting.ts';
import type { InteropContext } from './service/context.ts';
import { exporting } from './service/exporting.ts';
import { previewing } from './service/previewing.ts';
import { running } from './service/running.ts';
import { sources } from './service/sources.ts';

/** What was sent for an import can be run, or run again, for so long. */
const filesKeptMilliseconds = 30 * 86_400_000;

export function createInterop(ctx: InteropContext) {
  const collect = collecting(ctx);
  const known = sources(ctx);
  return {
    ...collect,
    ...running(ctx, collect, known),
    ...previewing(ctx, collect, known),
    ...exporting(ctx),
    async forgetOldFiles(): Promise<void> {
      await ctx.data.run(queries.forgetFilesBefore, {
        createdAt: new Date(ctx.now().getTime() - filesKeptMilliseconds),
      });
    },
    forgetCourse: async (course: string) => void (await ctx.data.run(queries.forgetSource, { course })),
  };
}
export type Interop = ReturnType<typeof createInterop>;
