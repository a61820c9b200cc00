import type { UsersListOutput } from '@lectern/sdk';
import { Badge, Status } from '@lectern/ui';
import { t } from './words.ts';

const tones = { active: 'good', suspended: 'warn', removed: 'danger' } as const;

export const StateBadge = ({ state }: Pick<UsersListOutput['items'][number], 'state'>) => (
  <Status tone={tones[state]}>{t(`state.${state}`)}</Status>
);

/** Roles in the whole school; who has none learns here. */
export const Roles = ({ roles }: { readonly roles: readonly string[] }) => (
  <span class="row" style={{ '--gap': 'var(--s-2)' }}>
    {roles.length === 0 && <span class="muted">{t('role.none')}</span>}
    {roles.map((role) => (
      <Badge key={role} {...(role === 'owner' && { tone: 'accent' })}>
        {roleName(role)}
      </Badge>
    ))}
  </span>
);

const named = ['owner', 'instructor', 'learner'] as const;
export const roleName = (role: string): string => {
  const known = named.find((one) => one === role);
  return known ? t(`role.${known}`) : role;
};
