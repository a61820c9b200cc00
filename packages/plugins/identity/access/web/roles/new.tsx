import { Crumbs, PageHead, type ScreenProps, to } from '@lectern/ui';
import type { Known } from '../words/known.ts';
import { roleName } from '../words/roles.ts';
import { t } from '../words/words.ts';
import { RoleForm } from './form.tsx';
import './roles.css';

/** A new role of the school, from nothing or from another one. */
export function Page({ data: known, query }: ScreenProps<Known>) {
  const like = known.roles.find(({ id }) => id === query.get('like'));
  const mine = new Set(known.permissions.flatMap(({ name, mine }) => (mine ? [name] : [])));
  const begins = like && {
    name: t('role.copy-of', { name: roleName(like.id, known.roles) }),
    permissions: like.permissions.filter((name) => mine.has(name)),
  };
  return (
    <>
      <Crumbs path={[{ label: t('roles'), href: to('/people/roles') }]} />
      <PageHead size="medium" title={t('roles.new')} />
      <RoleForm known={known} {...(begins && { begins })} />
    </>
  );
}
