import { formatList, Icon } from '@lectern/ui';
import type { Known } from '../words/known.ts';
import { languageOf, sentence } from '../words/permissions.ts';
import type { RoleHere } from '../words/roles.ts';
import { t } from '../words/words.ts';
import { groupsOf } from './groups.ts';

/** What a role may do, to be read. */
export function MayRead({ role, known }: { readonly role: RoleHere; readonly known: Known }) {
  const { permissions } = known;
  if (role.id === 'owner') return <p>{t('role.all')}</p>;
  if (role.id === 'admin') {
    const owners = permissions.filter(({ ownerOnly }) => ownerOnly);
    const what = <bdi>{formatList(owners.map(sentence))}</bdi>;
    return <p>{t.parts('role.all-but', { what })}</p>;
  }
  const groups = groupsOf(permissions.filter(({ name }) => role.permissions.includes(name)));
  if (groups.length === 0 && role.stale.length === 0) return <p class="soft">{t('role.may', { count: 0 })}</p>;
  return (
    <div class="stack may-groups">
      {groups.map(({ plugin, name, items }) => (
        <section key={plugin} class="may-group">
          <h3 class="label">{name}</h3>
          <ul>
            {items.map((one) => (
              <li key={one.name} class="row nowrap">
                <Icon name="check" small />
                <bdi lang={languageOf(one.name)}>{sentence(one)}</bdi>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {role.stale.length > 0 && (
        <section class="may-group">
          <h3 class="label">{t('role.stale')}</h3>
          <p class="small soft">{t('role.stale-why')}</p>
          <p>
            <code>{role.stale.join(', ')}</code>
          </p>
        </section>
      )}
    </div>
  );
}
