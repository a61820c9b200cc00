import { ByCommand, Empty, More, PageHead, type ScreenProps, to } from '@lectern/ui';
import { Days } from '../shown/days.tsx';
import { LogTabs } from '../shown/tabs.tsx';
import { useTold } from '../shown/told.ts';
import { t } from '../words/words.ts';
import { logAsked } from './asked.ts';
import { Export } from './export.tsx';
import { Filters } from './filters.tsx';
import { type Found, pageSize } from './find.ts';

/** The log of the school: who did what, found by person, deed, thing, time and how it ended. */
export function Page({ data, query, lms, viewer }: ScreenProps<Found>) {
  const asked = logAsked(query);
  const { list, told } = useTold(data, lms, (cursor) => lms.audit.list({ ...asked, limit: pageSize, cursor }));
  return (
    <>
      <PageHead
        title={t('log')}
        size="medium"
        actions={viewer?.may('audit.export') && <Export asked={asked} lms={lms} />}
      >
        {t('log.lead')}
      </PageHead>
      <LogTabs now="log" />
      <Filters key={query.toString()} query={query} />
      <Narrowed query={query} data={data} />
      {data.people ? (
        <Which people={data.people} query={query} />
      ) : told.entries.length === 0 ? (
        <Empty title={t('log.none')}>{t('log.none.what')}</Empty>
      ) : (
        <Days told={told} />
      )}
      <More of={list} label={t('log.more')} />
      <div class="log-end">
        <ByCommand command="lms audit export --format csv --out log.csv" about={t('log')} />
      </div>
    </>
  );
}

/** What narrows the list and has no field of its own: a person, a thing. Each can be let go. */
function Narrowed({ query, data }: { readonly query: URLSearchParams; readonly data: Found }) {
  const { actor, target } = logAsked(query);
  const without = (name: string) =>
    to('/admin/audit', undefined, Object.fromEntries([...query].filter(([one]) => one !== name)));
  const actorName = actor && (data.actorName ?? t('who.gone'));
  const about = data.entries.find((entry) => entry.target?.id === target);
  if (!actor && !target) return null;
  return (
    <ul class="row log-narrowed" aria-label={t('narrowed')}>
      {actor && (
        <li class="row">
          <span>{t.parts('narrowed.who', { name: <b>{<bdi>{actorName}</bdi>}</b> })}</span>
          <a href={to('/admin/audit/people/:personId', { personId: actor })}>{t('narrowed.story')}</a>
          <a href={without('actor')}>{t('narrowed.drop')}</a>
        </li>
      )}
      {target && (
        <li class="row">
          <span>
            {t.parts('narrowed.what', {
              name: <b>{<bdi>{about?.target?.name ?? target}</bdi>}</b>,
            })}
          </span>
          <a href={without('target')}>{t('narrowed.drop')}</a>
        </li>
      )}
    </ul>
  );
}

function Which({ people, query }: { readonly people: NonNullable<Found['people']>; readonly query: URLSearchParams }) {
  if (people.length === 0) return <Empty title={t('which.none')}>{t('which.none.what')}</Empty>;
  const rest = Object.fromEntries([...query].filter(([name]) => name !== 'who'));
  return (
    <section class="log-narrow" aria-labelledby="which">
      <h2 id="which">{t('which')}</h2>
      <ul class="rows">
        {people.map(({ id, name, email }) => (
          <li key={id}>
            <a href={to('/admin/audit', undefined, { ...rest, actor: id })}>
              <bdi>{name}</bdi>
            </a>{' '}
            <bdi class="small muted">{email}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
