import { type Health, runInScope } from '@lectern/kit';
import type { Organizations, OrganizationsContext } from '../service.ts';

/** What a school once set and a plugin does not take any more, since an upgrade: what comes from above holds instead. */
export async function settingsHealth(
  { schoolSettings, ids }: Organizations,
  ctx: OrganizationsContext,
): Promise<Health | undefined> {
  const found: string[] = [];
  for (const org of await ids())
    await runInScope({ ...ctx.scope(), org }, async () => {
      for (const { setting, fault } of await schoolSettings.misfits())
        found.push(`${setting.plugin}.${setting.key} of ${org} (${fault})`);
    });
  if (found.length === 0) return undefined;
  const shown = found.slice(0, 10).join('; ');
  return {
    state: 'bad',
    says: {
      en: `Rules that schools have set do not fit any more, and what comes from above holds: ${shown}`,
      ar: `قواعد ضبطتها مدارس لم تعد مناسبة، والمعمول به ما يأتي من فوقها: ${shown}`,
    },
    mend: {
      en: 'Set them again under Rules (/school/rules) of that school.',
      ar: 'اضبطها من جديد تحت «القواعد» (/school/rules) في تلك المدرسة.',
    },
  };
}
