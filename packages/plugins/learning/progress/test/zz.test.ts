import { testPlugin } from '@lectern/server/testing';
import { progressPlugin } from '../src/plugin.ts';
testPlugin(progressPlugin, (test) => {
  test('x', async (school) => {
    for (let n = 0; n < 2; n++) {
      for (const spec of school.server.host.specs) {
        if (!spec.seed) continue;
        const at = performance.now();
        await school.inside(() => spec.seed!(school.server.host.serviceOf(spec.contract.id), school.server.host.contextOf(spec.contract.id) as never, 'demo'));
        console.log(spec.contract.id, Math.round(performance.now() - at));
      }
      await school.work();
      const rows = await school.inside(() => school.server.database.unit(async () => ({
        e: await school.server.database.rawAll('select count(*) n from enrollments'),
        lp: await school.server.database.rawAll('select count(*) n, sum(case when state = \'completed\' then 1 else 0 end) d from lesson_progress'),
        cp: await school.server.database.rawAll('select count(*) n, count(completed_at) c from course_progress'),
        byUser: await school.server.database.rawAll('select u.name, count(*) n from enrollments e join users u on u.id = e."user" group by u.name'),
        courses: await school.server.database.rawAll('select title, byline, lessons, minutes from courses'),
      })));
      console.log(JSON.stringify(rows));
    }
  }, 120_000);
});
