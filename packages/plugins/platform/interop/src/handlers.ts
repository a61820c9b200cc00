import { type Handlers, received } from '@lectern/kit';
import type { interopContract } from './contract.ts';
import type { Interop } from './service.ts';

const nothing: Uint8Array[] = [];

export function interopHandlers(interop: Interop): Handlers<typeof interopContract.operations> {
  return {
    start: ({ name }) => interop.start(name),
    file: received(
      ({ importId, path }, { body }) => interop.take(importId, path, (body ?? nothing) as AsyncIterable<Uint8Array>),
      async ({ importId }, _call, file) => {
        await interop.keep(importId, file);
        return Response.json(file);
      },
    ),
    async plan({ importId, courseId }) {
      const { importer, plan, report } = await interop.preview(importId, courseId);
      const sections = plan.sections.map(({ title, lessons }) => ({
        title,
        lessons: lessons.map(({ title: name, key, minutes }) => ({ title: name, path: key, minutes })),
      }));
      return { importer, tree: { title: plan.course.title, sections }, report };
    },
    run: ({ importId, publish, courseId }) => interop.run(importId, publish, courseId),
    async get({ importId }) {
      await interop.mine(importId);
      return interop.told(importId);
    },
    exportCourse: ({ courseId }, { site }) => interop.exportCourse(courseId, site),
  };
}
