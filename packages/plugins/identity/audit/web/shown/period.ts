// Days as people choose them, and the moments the log is asked for: from the first, without the last.

/** `2026-12-31`, in the time zone of whoever looks. */
export const dayOf = (at: Date | string): string => {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
};
export const beginningOf = (day: string): string => new Date(`${day}T00:00`).toISOString();
/** The first moment after a day. */
export function endOf(day: string): string {
  const after = new Date(`${day}T00:00`);
  after.setDate(after.getDate() + 1);
  return after.toISOString();
}
/** The last day before a moment. */
export const lastDay = (until: string): string => dayOf(new Date(new Date(until).getTime() - 1));

/** An address that somebody wrote by hand shows all, and no error. */
export function momentIn(given: string | null): string | undefined {
  const moment = new Date(given ?? '');
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
