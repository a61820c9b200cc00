import { ButtonLink, PageHead, type ScreenProps, Section, Table, to } from '@lectern/ui';
import { type Known, summaryOfRole } from '../words/known.ts';
import { type RoleHere, roleName } from '../words/roles.ts';
import { t } from '../words/words.ts';
import { HeldBy } from './held.tsx';
import './roles.css';

/** The roles of the school, and who has them. */
export function Page({ data: { roles }, viewer }: ScreenProps<Known>) {
  const own = roles.filter(({ builtIn }) => !builtIn);
  const builtIn = roles.filter((role) => role.builtIn);
  const make = viewer?.may('access.define') && (
    <ButtonLink kind="primary" icon="plus" href={to('/people/roles/new')}>
      {t('roles.new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHead size="medium" title={t('roles')} actions={make}>
        {t('roles.lead')}
      </PageHead>
      <Section title={t('roles.own')}>
        {own.length === 0 ? <p class="soft">{t('roles.own-none')}</p> : <Roles label={t('roles.own')} of={own} />}
      </Section>
      <Section title={t('roles.built-in')}>
        <Roles label={t('roles.built-in')} of={builtIn} />
      </Section>
    </>
  );
}

const Roles = ({ label, of }: { readonly label: string; readonly of: readonly RoleHere[] }) => (
  <div class="role-list">
    <Table
      label={label}
      rows={of}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'role',
          label: t('role'),
          header: true,
          cell: (role) => (
            <span>
              <a class="link-plain" href={to('/people/roles/:roleId', { roleId: role.id })}>
                <bdi>{roleName(role.id, of)}</bdi>
              </a>
              <span class="small muted">
                <bdi>{summaryOfRole(role)}</bdi>
              </span>
            </span>
          ),
        },
        {
          id: 'may',
          label: t('role.may-what'),
          cell: ({ id, permissions }) => (
            <span class="nowrap">
              {id === 'owner' ? t('role.everything') : t('role.may', { count: permissions.length })}
            </span>
          ),
        },
        { id: 'held', label: t('role.held-by'), cell: (role) => <HeldBy role={role} /> },
      ]}
    />
  </div>
);
