// The kernel's own operation: what happens, told as it happens.
import { defineContract, kernelProblems, raw } from '@lectern/kit';
import { z } from 'zod';

/** Interests of one connection at most, and connections of one person. */
export const mostInterests = 100;
export const mostConnections = 20;

export const realtimeContract = defineContract({
  id: 'realtime',
  summary: 'What happens, told as it happens',
  operations: {
    listen: raw('GET', '/', {
      summary: 'Hear what happens, as it happens',
      description:
        'A stream of server-sent events (WHATWG HTML, 9.2) that ends when the client leaves, the session ends or the server stops. It begins with `ready` and tells of what is committed after that: read what you show when it is `ready`, and again whenever it comes back. Each event carries its id, its name and, as data, `{ at, payload }`; which events there are for whom stands in the surface of each plugin.',
      needs: 'self',
      input: z.object({
        on: z
          .array(z.string().min(1).max(100))
          .min(1)
          .max(mostInterests)
          .describe('Ids of what to hear about, such as a course; `me` for what concerns the person'),
      }),
      produces: ['text/event-stream'],
      example: { input: { on: ['crs-1'] } },
      errors: [kernelProblems.tooMany],
    }),
  },
});
