import type { Progress, ProgressContext } from './service.ts';

/** From not begun to finished: how much of a course the learners of the demo have done, in turn. */
const shares = [0.5, 0, 0.25, 1, 0.75];

/** Evenly since the day they enrolled. Who has begun a course already is left alone. */
export async function seedProgress(progress: Progress, ctx: ProgressContext): Promise<void> {
  const { courses, enrollment } = ctx.needs;
  const { items: shelf } = await courses.published({ limit: 100 });
  for (const [c, { id: courseId }] of shelf.entries()) {
    const lessons = (await courses.find(courseId))!.sections.flatMap((section) => section.lessons);
    for (const [p, { userId, enrolledAt }] of (await enrollment.learnersOf(courseId)).entries()) {
      if ((await progress.of(userId, courseId)).resume) continue;
      const done = Math.floor(lessons.length * shares[(p + c) % shares.length]!);
      const begun = new Date(enrolledAt).getTime();
      const at = (step: number) => new Date(begun + ((ctx.now().getTime() - begun) * step) / (done + 2));
      await ctx.data.unit(async () => {
        for (const [n, lesson] of lessons.slice(0, done).entries())
          await progress.complete(userId, lesson.id, at(n + 1));
        const next = lessons[done];
        if (done > 0 && next) await progress.open(userId, next.id, at(done + 1));
      });
    }
  }
}
