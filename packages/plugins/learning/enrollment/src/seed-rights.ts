// Who may what in the courses of the demo school, so that its lists of rights have something of each kind.
import { runInScope } from '@lectern/kit';
import type { EnrollmentContext } from './service.ts';

const day = 86_400_000;
const writing = [
  'access.read',
  'content.read',
  'content.write',
  'course.write',
  'media.read',
  'media.write',
  'quiz.write',
];

/** Twice it changes nothing. */
export async function seedRights(ctx: EnrollmentContext): Promise<void> {
  const { access, courses, users } = ctx.needs;
  const someone = async (address: string) => (await users.findByEmail(`${address}@halden.example`))?.id;
  const [first, second] = (await courses.published({ limit: 2 })).items;
  const [priya, hiro, leila, amara] = await Promise.all(['priya', 'hiro', 'leila', 'amara'].map(someone));
  if (!first || !second || !priya || !hiro || !leila || !amara) return;
  if ((await access.review({ limit: 1, userId: leila, permission: 'course.write' })).items.length > 0) return;
  const [owner = ''] = await access.owners();
  await runInScope({ ...ctx.scope(), actor: { kind: 'person', id: owner } }, async () => {
    await access.give(priya, 'instructor', second.id);
    // Until the end of the term, whenever the demo begins.
    await access.give(hiro, 'teaching-assistant', first.id, { until: new Date(ctx.now().getTime() + 70 * day) });
    const known = new Set(ctx.permissions.map(({ name }) => name));
    const designer = await access.define({
      name: 'Course designer',
      summary: 'Writes lessons and quizzes of a course, and publishes nothing',
      permissions: writing.filter((one) => known.has(one)),
    });
    await access.give(leila, designer, first.id);
    // She teaches everywhere, but this one nobody deletes by mistake.
    await access.deny(amara, 'course.delete', first.id);
  });
}
