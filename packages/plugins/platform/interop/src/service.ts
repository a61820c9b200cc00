import * as queries from './queries.ts';
import { collecting } from './service/collecting.ts';
import type { InteropContext } from './service/context.ts';
import { exporting } from './service/exporting.ts';
import { previewing } from './service/previewing.ts';
import { running } from './service/running.ts';
import { sources } from './service/sources.ts';

export function createInterop(ctx: InteropContext) {
  const collect = collecting(ctx);
  const known = sources(ctx);
  return {
    ...collect,
    ...running(ctx, collect, known),
    ...previewing(ctx, collect, known),
    ...exporting(ctx),
    forgetCourse: async (course: string) => void (await ctx.data.run(queries.forgetSource, { course })),
  };
}
export type Interop = ReturnType<typeof createInterop>;
