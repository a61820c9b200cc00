// Whoever confirms an address comes into the schools whose people have such addresses, without being asked. Where there is
// no room for them, the school's owners are told: the person did nothing wrong.
import { addressVerified } from '@lectern/auth/contract';
import { job, on, Refusal, runInScope, runs } from '@lectern/kit';
import { errors } from '@lectern/organizations/contract';
import { z } from 'zod';
import type { InvitationsContext } from './context.ts';
import { fullWordsFor } from './words.ts';

const full = job('invitations.tell-full', z.object({}));
/** In milliseconds: a class that signs up together makes one mail. */
const gathered = 60 * 60_000;

export const joiningReactions = (ctx: InvitationsContext) => [
  on(addressVerified, async ({ userId }) => {
    const { auth, organizations } = ctx.needs;
    // What counts is the address they have now: since the event it may have become another that nobody has confirmed.
    const email = await auth.confirmedAddress(userId);
    if (email === undefined) return;
    for (const org of await organizations.schoolsOf(email))
      await runInScope({ ...ctx.scope(), org }, async () => {
        // Who was suspended or removed there stays so.
        if (await organizations.membershipOf(userId)) return;
        try {
          await ctx.data.unit(() => organizations.join(userId));
        } catch (error) {
          if (!(error instanceof Refusal && error.problem.code === errors.quotaReached.code)) throw error;
          const runAt = new Date(ctx.now().getTime() + gathered);
          await ctx.enqueue(full, {}, { key: `full:${org}`, runAt });
        }
      });
  }),
];

export const joiningJobs = (ctx: InvitationsContext) => [
  runs(full, async () => {
    for (const id of await ctx.needs.access.owners()) {
      const owner = await ctx.needs.users.find(id);
      if (owner)
        await ctx.needs.auth.newcomers.mail(owner, ({ school, locale }) => fullWordsFor(locale, owner.name, school));
    }
  }),
];
