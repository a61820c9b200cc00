import { Callout, Icon } from '@lectern/ui';
import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { languageOf, type Permission, sentence } from '../words/permissions.ts';
import { t } from '../words/words.ts';
import { groupsOf } from './groups.ts';

interface ChooseProps {
  readonly permissions: readonly Permission[];
  /** What the role has that no plugin knows at the moment. */
  readonly stale: readonly string[];
  readonly chosen: Signal<ReadonlySet<string>>;
  readonly error?: string | undefined;
}

/** All that can be allowed, in groups, to be ticked. What whoever chooses does not have is there to be read. */
export function Choose({ permissions, stale, chosen, error }: ChooseProps) {
  const words = useSignal('');
  const id = useId();
  const groups = groupsOf(permissions, words.value);
  const turn = (name: string, on: boolean) => {
    const now = new Set(chosen.peek());
    if (on) now.add(name);
    else now.delete(name);
    chosen.value = now;
  };
  const line = (name: string, summary: string, mine: boolean) => (
    <li key={name}>
      <label class="check">
        <input
          type="checkbox"
          name="permissions"
          value={name}
          checked={chosen.value.has(name)}
          disabled={!mine}
          aria-describedby={mine ? undefined : `${id}-${name}`}
          onChange={(event) => turn(name, event.currentTarget.checked)}
        />
        <span>
          <bdi lang={languageOf(name)}>{summary}</bdi> <code class="small muted">{name}</code>
          {!mine && (
            <span id={`${id}-${name}`} class="small muted">
              {' '}
              {t('may.not-mine')}
            </span>
          )}
        </span>
      </label>
    </li>
  );
  return (
    <div class="stack may-groups">
      <div class="may-head row row-apart">
        <div class="input-group">
          <Icon name="search" />
          <input
            class="input"
            type="search"
            aria-label={t('may.search')}
            placeholder={t('may.search')}
            maxLength={100}
            value={words.value}
            onInput={(event) => {
              words.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.preventDefault(); // it would hand in the form
            }}
          />
        </div>
        <span role="status" class="small muted">
          {t('may.chosen', { count: chosen.value.size })}
        </span>
      </div>
      {error && (
        <Callout tone="danger" role="alert">
          <p>{error}</p>
        </Callout>
      )}
      {groups.length === 0 && <p class="soft">{t('may.none')}</p>}
      {groups.map(({ plugin, name, items }) => (
        <fieldset key={plugin} class="may-group">
          <legend>{name}</legend>
          <ul>{items.map((one) => line(one.name, sentence(one), one.mine))}</ul>
        </fieldset>
      ))}
      {stale.length > 0 && (
        <fieldset class="may-group">
          <legend>{t('role.stale')}</legend>
          <p class="small soft">{t('role.stale-why')}</p>
          <ul>{stale.map((name) => line(name, name, true))}</ul>
        </fieldset>
      )}
    </div>
  );
}
