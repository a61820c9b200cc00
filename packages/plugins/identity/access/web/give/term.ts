// Days as people choose them, and the moments that the school keeps: a right holds from the first and without the last.

/** `2026-12-31`, in the time zone of whoever looks. */
const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

export const today = (): string => dayOf(new Date());

/** The first moment of a day. */
export const beginningOf = (day: string): string => new Date(`${day}T00:00`).toISOString();
/** The first moment after a day. */
export function endOf(day: string): string {
  const after = new Date(`${day}T00:00`);
  after.setDate(after.getDate() + 1);
  return after.toISOString();
}
export const firstDay = (from: string | null): string => (from === null ? '' : dayOf(new Date(from)));
export const lastDay = (until: string | null): string =>
  until === null ? '' : dayOf(new Date(new Date(until).getTime() - 1));
