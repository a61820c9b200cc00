// The demo school: a new one, with the demo data of every plugin.
import { writeFileSync } from 'node:fs';
import { makeSchool } from '../../packages/cli/src/make-school.ts';
import { reachSchool } from '../../packages/cli/src/reach.ts';
import { owner } from './people.ts';

export async function makeDemo(folder: string, ready: string): Promise<void> {
  await makeSchool({ folder }, { schoolName: 'Halden Evening School', owner });
  const { school, close } = await reachSchool({ directory: folder });
  for (const { contract, seed } of school!.host.specs) {
    if (seed)
      await school!.inside(() =>
        seed(school!.host.serviceOf(contract.id), school!.host.contextOf(contract.id) as never, 'demo'),
      );
  }
  await school!.outbox.drain();
  await close();
  writeFileSync(ready, '');
}
