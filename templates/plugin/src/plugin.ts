import { definePlugin, on } from '@lectern/kit';
import { lessonCompleted, progressService } from '@lectern/progress/contract';
import { usersService } from '@lectern/users/contract';
import { gamifyContract } from './contract.ts';
import { add, finished, leaders } from './tables.ts';

export const gamifyPlugin = definePlugin({
  contract: gamifyContract,
  needs: { progress: progressService, users: usersService },
  tables: [finished],
  migrations: new URL('../migrations/', import.meta.url),
  web: new URL('../dist/web/index.js', import.meta.url),
  service: ({ data, needs: { users } }) => ({
    finished: async (user: string, lesson: string) => void (await data.run(add, { user, lesson })),
    async board() {
      const rows = await data.all(leaders);
      const people = await users.many(rows.map(({ userId }) => userId));
      return { items: rows.map((row) => ({ ...row, name: people.get(row.userId)?.name ?? '?' })) };
    },
  }),
  handlers: (points) => ({ board: points.board }),
  reactions: (points) => [on(lessonCompleted, ({ userId, lessonId }) => points.finished(userId, lessonId))],
});
