import type { Clock } from '../../src/jobs/clock.ts';

export interface MovedClock extends Clock {
  /** Fires timers in the order of their moments, and lets what they started settle. */
  advance(milliseconds: number): Promise<void>;
}
/** A clock that stands until it is moved. @param told of each moment it is moved to, before what is due then happens */
export function createMovedClock(start: Date, told: (now: Date) => Promise<unknown> = async () => {}): MovedClock {
  let now = start.getTime();
  const move = async (to: number) => {
    now = Math.max(now, to);
    await told(new Date(now));
  };
  const timers = new Set<{ readonly at: number; readonly work: () => void }>();
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 15));
  return {
    now: () => new Date(now),
    after(milliseconds, work) {
      const timer = { at: now + milliseconds, work };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(milliseconds) {
      const end = now + milliseconds;
      const next = () => [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      await settle();
      // Timers that are days apart (a poll each second) would take hours: a process sleeps through most of them, too.
      for (let timer = next(), fired = 0; timer && fired < 20; timer = next(), fired++) {
        timers.delete(timer);
        await move(timer.at);
        timer.work();
        await settle();
      }
      await move(end);
      await settle();
    },
  };
}
