import { on, query, scalar } from '@lectern/kit';
import { organizationErased, organizationSettingsChanged } from '@lectern/organizations/contract';
import { eq } from 'drizzle-orm';
import type { AuthContext } from './context.ts';
import { deviceRequests } from './device/tables.ts';
import { signUps } from './door/tables.ts';
import { impersonations } from './impersonation/tables.ts';
import { keys } from './keys/tables.ts';
import { sessions } from './tables.ts';

/** What opens one school only. The kernel removes what belongs to it; these belong to people, and would lie here for ever. */
const intoASchool = Object.entries({ sessions, keys, deviceRequests, signUps, impersonations }).map(([name, table]) =>
  query(`auth.forgetSchool.${name}`, { organization: sessions.organization }, (q, p) =>
    q.delete(table).where(eq(table.organization, p.organization)),
  ),
);

/** What the kernel remembers of everybody else is a minute old at most. */
const atOnce = 5_000;
const signedIn = query('auth.signedIn', { rows: scalar<number>() }, (q, p) =>
  q.selectDistinct({ userId: sessions.userId }).from(sessions).limit(p.rows),
);

export const authReactions = ({ data, plugin, permissionsChanged }: AuthContext) => [
  // It may hold in schools below as well, so whoever is in anywhere is asked again whether they owe a second step.
  on(organizationSettingsChanged, async (changed) => {
    if (changed.plugin !== plugin || changed.key !== 'secondFactor') return;
    for (const { userId } of await data.all(signedIn, { rows: atOnce })) await permissionsChanged(userId);
  }),
  on(organizationErased, async ({ organizationId }) => {
    for (const forget of intoASchool) await data.run(forget, { organization: organizationId });
  }),
];
