/** What events and jobs know of time, so that tests and the simulator move it. */
export interface Clock {
  now(): Date;
  /** Runs the work once, so many milliseconds from now. @returns what takes it back */
  after(milliseconds: number, work: () => void): () => void;
}

/** Timers of the process, which do not keep it alive, beside a given `now`. */
export const clockOf = (now: () => Date): Clock => ({
  now,
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
});
export const systemClock: Clock = clockOf(() => new Date());

export const later = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds);
