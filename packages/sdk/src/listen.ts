// What happens in a school, as it happens: server-sent events over fetch, which carries a key and runs in Node too.
import type { Events } from './generated/types.ts';
import { pause } from './pause.ts';
import { isProblem, LecternProblem } from './problem.ts';

/** @template Told the events of a school with plugins of its own */
export type Heard<Told extends object = Events> = {
  [Name in keyof Told]: {
    readonly name: Name;
    /** The same when it is told twice, in another window too. */
    readonly id: string;
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly payload: Told[Name];
  };
}[keyof Told];

export interface Listening<Told extends object = Events> {
  /** The connection stands: what happens from now on is told. Read what you show; called again after every interruption. */
  ready?(): void;
  heard?(event: Heard<Told>): void;
  /** The school lets this caller listen no more; without a call of it, interruptions mend themselves. */
  refused?(problem: LecternProblem): void;
}

/** Waits before another try, in milliseconds: doubled up to the longest, and a half of it by chance. */
const firstWait = 1_000;
const longestWait = 30_000;

/** @returns what ends it */
export function listen(
  connect: (signal: AbortSignal) => Promise<Response>,
  { ready, heard, refused }: Listening,
): () => void {
  const left = new AbortController();
  const { signal } = left;
  void (async () => {
    for (let wait = firstWait; !signal.aborted; wait = Math.min(wait * 2, longestWait)) {
      try {
        for await (const { event, id, data } of messages(await connect(signal))) {
          if (signal.aborted) return;
          wait = firstWait;
          if (event === 'ready') ready?.();
          else heard?.({ name: event, id, ...JSON.parse(data) } as Heard);
        }
      } catch (error) {
        if (signal.aborted) return;
        // Who is asking, what for, or how: another try would be answered the same. A full school is asked again.
        if (isProblem(error) && error.status >= 400 && error.status < 500 && error.status !== 429)
          return refused?.(error);
      }
      await pause(wait * (0.5 + Math.random() / 2), signal).catch(() => {}); // left meanwhile
    }
  })();
  return () => left.abort();
}

async function* messages({ body }: Response) {
  const { EventSourceParserStream } = await import('eventsource-parser/stream');
  if (!body) throw new LecternProblem({ title: 'The school answered without a stream.' });
  const reader = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
