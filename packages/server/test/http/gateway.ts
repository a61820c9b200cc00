// A school behind a real port, and what its answers are compared with.
import type { School } from '../../src/school.ts';
import { type Answer, openSchool, serve } from './prepared-school.ts';

export const problem = (answer: Answer) => ({
  status: answer.status,
  type: answer.headers['content-type'],
  code: answer.json?.code,
});
export const refusal = (status: number, code: string) => ({ status, type: 'application/problem+json', code });
export const titled = (title: string) => ({ method: 'POST', body: { title } });
export const titles = async (school: School) =>
  (await school.database.rawAll('select title from courses order by title')).map((row) => row.title);

export async function served(options: Parameters<typeof openSchool>[0] = {}) {
  const school = await openSchool(options);
  const { url, close } = await serve(school);
  return { school, url, close, courses: `${url}/api/courses` };
}
