import { roleName } from '@lectern/access/web';
import type { AccessRolesOutput, UsersFieldsOutput } from '@lectern/sdk';
import { Button, go, Icon } from '@lectern/ui';
import { peopleAddress, states } from './asked.ts';
import { t } from './words.ts';

/** What narrows the list. A choice takes effect at once, a search on Enter; all of it is in the address. */
export function Filters({
  query,
  fields,
  roles,
}: {
  readonly query: URLSearchParams;
  readonly fields: UsersFieldsOutput['items'];
  readonly roles: AccessRolesOutput['items'];
}) {
  const asked = query.getAll('field');
  return (
    <search>
      <form
        class="people-filters"
        method="get"
        onSubmit={(event) => {
          event.preventDefault();
          go(peopleAddress(new FormData(event.currentTarget)));
        }}
        onChange={(event) => {
          if (event.target instanceof HTMLSelectElement) event.currentTarget.requestSubmit();
        }}
      >
        <div class="input-group people-search">
          <Icon name="search" />
          <input
            class="input"
            type="search"
            name="q"
            maxLength={200}
            aria-label={t('search')}
            placeholder={t('search')}
            defaultValue={query.get('q') ?? ''}
          />
        </div>
        <Choice
          name="state"
          label={t('state')}
          all={t('state.here')}
          now={query.get('state')}
          options={states.map((state) => [state, t(`state.${state}`)])}
        />
        <Choice
          name="role"
          label={t('role')}
          all={t('role.any')}
          now={query.get('role')}
          options={[...roles.map(({ id }) => [id, roleName(id, roles)] as const), ['none', t('role.none')]]}
        />
        {fields
          .filter(({ type }) => type === 'choice')
          .slice(0, 4)
          .map(({ key, label, choices }) => (
            <Choice
              key={key}
              name="field"
              label={label}
              all={t('field.any', { field: label })}
              now={asked.find((filter) => filter.startsWith(`${key}=`)) ?? null}
              options={choices.map((choice) => [`${key}=${choice}`, choice])}
            />
          ))}
        <Choice
          name="sort"
          label={t('sort')}
          all={t('sort.name')}
          now={query.get('sort')}
          options={[['newest', t('sort.newest')]]}
        />
        <Button submit class="visually-hidden">
          {t('search')}
        </Button>
      </form>
    </search>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** What stands there while nothing is chosen. */
  readonly all: string;
  readonly now: string | null;
  readonly options: readonly (readonly [value: string, label: string])[];
}

const Choice = ({ name, label, all, now, options }: ChoiceProps) => (
  <select class="select is-small" name={name} aria-label={label}>
    <option value="">{all}</option>
    {options.map(([value, text]) => (
      <option key={value} value={value} selected={value === now}>
        {text}
      </option>
    ))}
  </select>
);
