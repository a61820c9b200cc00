import { to } from '@lectern/ui';
import type { RoleHere } from '../words/roles.ts';
import { t } from '../words/words.ts';

/** How many have a role; leads to who they are. */
export function HeldBy({ role: { id, people, teams } }: { readonly role: RoleHere }) {
  if (people + teams === 0) return <span class="muted">{t('role.nobody')}</span>;
  const said = [
    ...(people > 0 ? [t('role.people', { count: people })] : []),
    ...(teams > 0 ? [t('role.teams', { count: teams })] : []),
  ].join(', ');
  return <a href={to('/people/access', undefined, { role: id })}>{said}</a>;
}
