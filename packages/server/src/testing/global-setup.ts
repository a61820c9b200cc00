// One Postgres for all workers of a test run.
import { fork } from 'node:child_process';
import { once } from 'node:events';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.LECTERN_TEST_POSTGRES) return undefined; // a server of your own
  const child = fork(new URL('./postgres-process.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [message] = (await once(child, 'message')) as [{ url: string }];
  process.env.LECTERN_TEST_POSTGRES = message.url;
  return async () => {
    child.disconnect();
    await once(child, 'exit');
  };
}
