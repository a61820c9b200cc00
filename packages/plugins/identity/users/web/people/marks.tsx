import { roleName } from '@lectern/access/web';
import type { AccessRolesOutput, UsersListOutput } from '@lectern/sdk';
import { Badge, Status } from '@lectern/ui';
import { t } from './words.ts';

const tones = { active: 'good', suspended: 'warn', removed: 'danger' } as const;

export const StateBadge = ({ state }: Pick<UsersListOutput['items'][number], 'state'>) => (
  <Status tone={tones[state]}>{t(`state.${state}`)}</Status>
);

/** Roles in the whole school; who has none learns here. */
export const Roles = ({
  roles,
  known,
}: {
  readonly roles: readonly string[];
  readonly known: AccessRolesOutput['items'];
}) => (
  <span class="row" style={{ '--gap': 'var(--s-2)' }}>
    {roles.length === 0 && <span class="muted">{t('role.none')}</span>}
    {roles.map((role) => (
      <Badge key={role} {...(role === 'owner' && { tone: 'accent' })}>
        {roleName(role, known)}
      </Badge>
    ))}
  </span>
);
