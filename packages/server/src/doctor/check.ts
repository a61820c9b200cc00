// One thing that was looked at: what it is, how it is, and what to do, in words for who runs a school and is no engineer.
import type { Health, HealthCheck, Words } from '@lectern/kit';

export const good = (en: string, ar: string): Health => ({ state: 'good', says: { en, ar } });
/** @param mend what to do, in both languages @param command of `lms` that does it or shows more */
export const look = (says: Words, mend: Words, command?: string): Health => ({
  state: 'look',
  says,
  mend,
  ...(command && { command }),
});
export const bad = (says: Words, mend: Words, command?: string): Health => ({
  ...look(says, mend, command),
  state: 'bad',
});

const seeDetail: Words = { en: 'The detail says what is wrong.', ar: 'التفصيل يقول ما الخلل.' };

/** @param otherwise what to do when looking itself fails */
export async function checkOf(
  name: string,
  title: Words,
  find: () => Health | Promise<Health>,
  otherwise: Words = seeDetail,
): Promise<HealthCheck> {
  try {
    return { name, title, ...(await find()) };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { name, title, ...bad({ en: words }, otherwise) };
  }
}
