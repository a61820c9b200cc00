import { coursesContract, coursesService } from '@lectern/courses/contract';
import { type TestSchool, testPlugin } from '@lectern/server/testing';
import { expect } from 'vitest';
import { enrollmentContract, enrollmentService } from '../src/contract.ts';
import { enrollmentPlugin } from '../src/plugin.ts';

const { enroll, leave, mine, people } = enrollmentContract.operations;
const { get, unpublish, remove } = coursesContract.operations;

/** @returns its id */
async function course(school: TestSchool, title: string, { published = true } = {}): Promise<string> {
  const marta = await school.person('instructor', 'Marta');
  const courses = school.service(coursesService);
  return school.inside(() =>
    school.server.database.unit(async () => {
      const { id } = await courses.create({ title }, marta.id);
      await courses.addLesson(await courses.addSection(id, { title: 'One' }), { title: 'First' });
      if (published) await courses.publish(id);
      return id;
    }),
  );
}

testPlugin(enrollmentPlugin, (test) => {
  test('somebody who enrols may read the course from the next request on', async (school) => {
    const [ana, courseId] = [await school.person('learner', 'Ana'), await course(school, 'Maps')];
    await school.events();
    const enrollment = await ana.call(enroll, { courseId });
    expect(enrollment).toMatchObject({ courseId, userId: ana.id });
    expect(await ana.call(enroll, { courseId })).toEqual(enrollment);
    expect(await ana.call(mine)).toEqual({ items: [enrollment] });
    expect(await school.events()).toEqual([
      { name: 'role.given', payload: { userId: ana.id, role: 'learner', on: courseId } },
      { name: 'enrollment.enrolled', payload: { courseId, userId: ana.id } },
    ]);
  });

  // With an insert without `on conflict do nothing`, Postgres answered 500 to the others.
  test('of ten enrolments at once one counts, and all are told the same', async (school) => {
    const [ana, courseId] = [await school.person('learner', 'Ana'), await course(school, 'Maps')];
    await school.events();
    const told = await Promise.all(Array.from({ length: 10 }, () => ana.call(enroll, { courseId })));
    expect(new Set(told.map(({ enrolledAt }) => enrolledAt)).size).toBe(1);
    expect((await school.events()).filter(({ name }) => name === 'enrollment.enrolled')).toHaveLength(1);
  });

  test('a draft takes nobody, and a course that is not there is not found', async (school) => {
    const [ana, courseId] = [await school.person('learner', 'Ana'), await course(school, 'Maps', { published: false })];
    await ana.refused(enroll, { courseId }, 'enrollment.not_open');
    await ana.refused(enroll, { courseId: 'crs-nowhere' }, 'not_found');
  });

  test('who takes a course keeps it when it is hidden', async (school) => {
    const [marta, ana, ben, courseId] = [
      await school.person('instructor', 'Marta'),
      await school.person('learner', 'Ana'),
      await school.person('learner', 'Ben'),
      await course(school, 'Maps'),
    ];
    await ana.call(enroll, { courseId });
    // A stand-in for the permission that the plugin content declares is not loaded here, so only the enrolment is asked.
    await marta.call(unpublish, { courseId });
    expect((await ana.call(mine)).items).toHaveLength(1);
    await ana.call(enroll, { courseId });
    await ben.refused(enroll, { courseId }, 'enrollment.not_open');
    await ben.refused(get, { courseId }, 'not_found');
  });

  test('leaving takes the role, once', async (school) => {
    const [ana, courseId] = [await school.person('learner', 'Ana'), await course(school, 'Maps')];
    await ana.call(enroll, { courseId });
    await school.events();
    await ana.call(leave, { courseId });
    await ana.call(leave, { courseId });
    expect(await school.events()).toEqual([
      { name: 'role.taken', payload: { userId: ana.id, role: 'learner', on: courseId } },
      { name: 'enrollment.left', payload: { courseId, userId: ana.id } },
    ]);
    expect(await ana.call(mine)).toEqual({ items: [] });
  });

  test('teachers see who takes their course by name, in pages', async (school) => {
    const [marta, courseId] = [await school.person('instructor', 'Marta'), await course(school, 'Maps')];
    for (const name of ['Zoë', 'élodie', 'Ana', 'Élan', 'Øyvind'])
      await (await school.person('learner', name)).call(enroll, { courseId });
    const first = await marta.call(people, { courseId, limit: 3 });
    const second = await marta.call(people, { courseId, limit: 3, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      'Ana',
      'Élan',
      'élodie',
      'Zoë',
      'Øyvind',
    ]);
    expect(second.next).toBeNull();
    const ana = await school.person('learner', 'Ana');
    await ana.refused(people, { courseId }, 'not_allowed');
    const everybody = await school.inside(() => school.service(enrollmentService).learnersOf(courseId));
    expect(everybody.map(({ name }) => name)).toEqual(['Ana', 'Élan', 'élodie', 'Zoë', 'Øyvind']);
  });

  test('nobody takes a course that was removed', async (school) => {
    const [marta, ana, courseId] = [
      await school.person('instructor', 'Marta'),
      await school.person('learner', 'Ana'),
      await course(school, 'Maps'),
    ];
    await ana.call(enroll, { courseId });
    await marta.call(remove, { courseId });
    await school.deliver();
    expect(await ana.call(mine)).toEqual({ items: [] });
  });
});
