// Dead letters: events a subscriber failed on again and again, to be looked at and put through once the fault is mended.
import { systemClock } from '../jobs/clock.ts';
import { inScopeOf, react, type Subscriber, textOf } from './delivery.ts';
import type { OutboxOptions } from './outbox.ts';
import * as queries from './queries.ts';

export interface Failure {
  readonly id: string;
  readonly subscriber: string;
  /** The event's id. */
  readonly event: string;
  readonly name: string;
  readonly org: string | null;
  readonly payload: unknown;
  readonly at: Date;
  readonly failedAt: Date;
  readonly attempts: number;
  readonly error: string;
  readonly stack: string;
}
export interface Failures {
  /** The latest two hundred. */
  failures(): Promise<Failure[]>;
  /** Delivers a dead letter once more, after events that came later. @throws what the subscriber throws; the letter stays */
  replay(failureId: string): Promise<void>;
}

export function createFailures(
  { database, clock = systemClock }: OutboxOptions,
  find: (name: string) => Subscriber | undefined,
): Failures {
  return {
    failures: () => database.all(queries.latestFailures),
    async replay(failureId) {
      const failure = await database.one(queries.failureById, { id: failureId });
      if (!failure) throw new Error(`there is no failed event ${failureId}`);
      const subscriber = find(failure.subscriber);
      if (!subscriber) throw new Error(`${failure.subscriber}, which failed on this event, is not loaded`);
      const event = { ...failure, id: failure.event };
      try {
        await inScopeOf(event, () =>
          database.unit(async () => {
            if (!(await database.one(queries.holdFailure, { id: failureId })))
              throw new Error('somebody else replays this event just now');
            await react(subscriber.reactions, event);
            await database.run(queries.unbury, { id: failureId });
          }),
        );
      } catch (error) {
        const { message, stack } = textOf(error);
        await database.run(queries.buryAgain, { id: failureId, error: message, stack, now: clock.now() });
        throw error;
      }
    },
  };
}
