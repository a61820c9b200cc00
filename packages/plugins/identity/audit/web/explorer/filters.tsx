import { Button, go } from '@lectern/ui';
import { deedOf, knownOperations } from '../deeds/deeds.ts';
import { dayOf, lastDay } from '../shown/period.ts';
import { t } from '../words/words.ts';
import { kinds, logAddress, logAsked } from './asked.ts';

/** What narrows the log. A choice takes effect at once, a name on Enter; all of it is in the address. */
export function Filters({ query }: { readonly query: URLSearchParams }) {
  const asked = logAsked(query);
  const { actor, target } = asked;
  return (
    <search>
      <form
        class="log-tools"
        method="get"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          go(logAddress(form, { target, ...(form.get('who') === '' && { actor }) }));
        }}
        onChange={(event) => {
          const { target: changed } = event;
          const isDay = changed instanceof HTMLInputElement && changed.type === 'date';
          if (changed instanceof HTMLSelectElement || isDay) event.currentTarget.requestSubmit();
        }}
      >
        <label class="field log-who">
          {t('find.who')}
          <input
            class="input"
            type="search"
            name="who"
            maxLength={200}
            placeholder={t('find.who.hint')}
            defaultValue={query.get('who') ?? ''}
          />
        </label>
        <label class="field">
          {t('find.what')}
          <select class="select" name="operation">
            <option value="">{t('find.what.all')}</option>
            {operationsByPlugin().map(([plugin, deeds]) => (
              <optgroup key={plugin} label={deeds[0]!.group}>
                {deeds.map(({ operation, words }) => (
                  <option key={operation} value={operation} selected={operation === asked.operation}>
                    {words}
                  </option>
                ))}
              </optgroup>
            ))}
            {asked.operation && !deedOf(asked.operation) && (
              <option value={asked.operation} selected>
                {asked.operation}
              </option>
            )}
          </select>
        </label>
        <Choice
          name="kind"
          label={t('find.kind')}
          all={t('find.kind.all')}
          now={asked.kind}
          options={kinds.map((kind) => [kind, t(`count.${kind}`)])}
        />
        <Choice
          name="outcome"
          label={t('find.outcome')}
          all={t('find.outcome.all')}
          now={asked.outcome}
          options={[
            ['done', t('find.outcome.done')],
            ['refused', t('find.outcome.refused')],
            ...(asked.outcome && !['done', 'refused'].includes(asked.outcome)
              ? [[asked.outcome, asked.outcome] as const]
              : []),
          ]}
        />
        <Day name="first" label={t('find.from')} value={asked.from && dayOf(asked.from)} />
        <Day name="last" label={t('find.to')} value={asked.to && lastDay(asked.to)} />
        <Button submit class="visually-hidden">
          {t('find')}
        </Button>
      </form>
    </search>
  );
}

interface Offered {
  readonly operation: string;
  readonly group: string;
  readonly words: string;
}
function operationsByPlugin(): [plugin: string, deeds: Offered[]][] {
  const all = knownOperations.map((operation) => {
    const plugin = operation.split('.')[0] as Plugin;
    return { plugin, operation, group: t(`plugin.${plugin}`), words: capital(deedOf(operation)!.todo) };
  });
  return [...Map.groupBy(all, ({ plugin }) => plugin)];
}
type Plugin = (typeof knownOperations)[number] extends `${infer Id}.${string}` ? Id : never;
const capital = (words: string) => words.charAt(0).toLocaleUpperCase() + words.slice(1);

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly all: string;
  readonly now: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
}
const Choice = ({ name, label, all, now, options }: ChoiceProps) => (
  <label class="field">
    {label}
    <select class="select" name={name}>
      <option value="">{all}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value} selected={value === now}>
          {text}
        </option>
      ))}
    </select>
  </label>
);
const Day = ({ name, label, value }: { name: string; label: string; value: string | undefined }) => (
  <label class="field">
    {label}
    <input class="input" type="date" name={name} defaultValue={value ?? ''} />
  </label>
);
