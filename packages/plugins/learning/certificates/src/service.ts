import type { coursesService } from '@lectern/courses/contract';
import { type Context, job, kernelProblems, refuse } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import type { progressService } from '@lectern/progress/contract';
import type { usersService } from '@lectern/users/contract';
import { z } from 'zod';
import {
  type Certificate,
  type CertificatesService,
  certificateIssued,
  certificateRevoked,
  errors,
} from './contract.ts';
import { newNumber } from './number.ts';
import type { Printed } from './print/page.ts';
import * as queries from './queries.ts';
import type { certificates } from './tables.ts';

export type CertificatesContext = Context<{
  courses: typeof coursesService;
  progress: typeof progressService;
  users: typeof usersService;
  organizations: typeof organizationsService;
}>;
export type Certificates = ReturnType<typeof createCertificates>;

/** For those who had completed a course before it gave certificates. */
export const catchUp = job('certificates.catch-up', z.object({ courseId: z.string() }), {
  title: { en: 'Give certificates to who had finished already', ar: 'منح شهادات لمن أنهوا من قبل' },
});

type Row = typeof certificates.$inferSelect;
const shown = ({
  id,
  number,
  course,
  name,
  title,
  signature,
  language,
  school,
  brandHue,
  ...at
}: Row): Certificate => ({
  id,
  number,
  courseId: course,
  person: name,
  course: title,
  teacher: signature,
  language,
  school,
  brandHue,
  completedAt: at.completedAt.toISOString(),
  issuedAt: at.issuedAt.toISOString(),
  revokedAt: at.revokedAt?.toISOString() ?? null,
});

export function createCertificates(ctx: CertificatesContext) {
  const { data } = ctx;
  const { courses, progress, users, organizations } = ctx.needs;

  async function find(number: string): Promise<Certificate> {
    const row = await data.one(queries.byNumber, { number });
    return row ? shown(row) : refuse(kernelProblems.notFound, { pointer: '/number' });
  }
  const ruleOf = async (courseId: string) => ({
    onCompletion: (await data.one(queries.ruleOf, { course: courseId }))?.onCompletion ?? false,
  });
  /** In a unit. Once for each person and course, however often it is asked for. */
  async function issue(courseId: string, userId: string, completedAt: Date): Promise<void> {
    const [course, person] = [await courses.find(courseId), await users.find(userId)];
    if (!course || !person) return; // gone meanwhile
    const { name: school, brandHue } = await organizations.current();
    const row = {
      id: ctx.id(),
      number: newNumber(),
      course: courseId,
      user: userId,
      name: person.name,
      title: course.title,
      signature: course.author,
      language: course.language,
      school,
      brandHue,
      completedAt,
      issuedAt: ctx.now(),
    };
    if ((await data.run(queries.add, row)) === 0) return;
    await ctx.resources.add({ id: row.id, type: 'certificate', owner: userId });
    await ctx.emit(certificateIssued, { certificateId: row.id, courseId, userId });
  }

  const service = {
    of: async (userId: string) => (await data.all(queries.ofUser, { user: userId })).map(shown),
    find,
    ruleOf,
    async setRule(courseId: string, onCompletion: boolean) {
      await data.run(queries.setRule, { course: courseId, onCompletion });
      if (onCompletion) await ctx.enqueue(catchUp, { courseId }, { key: courseId });
      return { onCompletion };
    },
    async completed(courseId: string, userId: string, at: Date): Promise<void> {
      if ((await ruleOf(courseId)).onCompletion) await issue(courseId, userId, at);
    },
    async catchUp(courseId: string): Promise<void> {
      if (!(await ruleOf(courseId)).onCompletion) return;
      for (const { userId, at } of await progress.completions(courseId))
        await data.unit(() => issue(courseId, userId, at));
    },
    async revoke(id: string): Promise<Certificate> {
      if ((await data.run(queries.revoke, { id, now: ctx.now() })) === 1) {
        const { course: courseId, user: userId } = (await data.one(queries.byId, { id }))!;
        await ctx.emit(certificateRevoked, { certificateId: id, courseId, userId });
      }
      return shown((await data.one(queries.byId, { id }))!);
    },
    /** Both certificates of a course stay: somebody may have shown either of them. */
    merging: async (from: string, into: string) => void (await data.run(queries.setBeside, { from, into })),
    forgetRule: async (courseId: string) => void (await data.run(queries.forgetRule, { course: courseId })),
    /** @param site where its page stands, for the code on it */
    async print(number: string, site: string): Promise<Uint8Array<ArrayBuffer>> {
      const certificate = await find(number);
      if (certificate.revokedAt) return refuse(errors.revoked);
      const printed: Printed = { ...certificate, address: `${site}/certificates/${number}` };
      return ctx.cpu(import.meta.resolve('./print/page.ts'), 'print', printed);
    },
  };
  return service satisfies CertificatesService;
}
