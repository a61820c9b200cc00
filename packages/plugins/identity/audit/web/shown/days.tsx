import { Badge, classes, formatDate, Icon, Time, to } from '@lectern/ui';
import { Fragment } from 'preact';
import { t } from '../words/words.ts';
import './log.css';
import type { Entry } from './entry.ts';
import { whyRefused } from './outcome.ts';
import { isTheirSignIn, Sentence } from './sentence.tsx';
import { othersOf, thingOf } from './thing.ts';
import type { Told } from './told.ts';

/** Entries by day, the latest first, each a way to all of it. */
export function Days({ told }: { readonly told: Told }) {
  const days = Map.groupBy(told.entries, ({ at }) => new Date(at).toDateString());
  return (
    <>
      {[...days].map(([day, entries]) => (
        <section key={day} class="log-day">
          <h2>
            <time dateTime={entries[0]!.at}>{dayWords(entries[0]!.at)}</time>
          </h2>
          <Lines told={{ ...told, entries }} />
        </section>
      ))}
    </>
  );
}

interface LinesProps {
  readonly told: Told;
  /** Where no heading tells the day. */
  readonly dated?: boolean;
}
export const Lines = ({ told: { entries, ...words }, dated = false }: LinesProps) => (
  <ol class={classes('log', dated && 'log-dated')}>
    {entries.map((entry) => (
      <Line key={entry.id} entry={entry} dated={dated} {...words} />
    ))}
  </ol>
);

function dayWords(at: string): string {
  const [today, yesterday] = [new Date(), new Date(Date.now() - 24 * 3_600_000)];
  const day = new Date(at).toDateString();
  const date = `${formatDate(at, 'weekday')}, ${formatDate(at, 'date')}`;
  if (day === today.toDateString()) return t('day.today', { date });
  return day === yesterday.toDateString() ? t('day.yesterday', { date }) : date;
}

interface LineProps extends Omit<Told, 'entries'> {
  readonly entry: Entry;
  readonly dated: boolean;
}
function Line({ entry, said, dated }: LineProps) {
  const { id, at, kind, outcome, address, via, operation, facts } = entry;
  const thing = isTheirSignIn(entry) ? undefined : thingOf(entry);
  const things = [...(thing ? [thing] : []), ...othersOf(entry)];
  return (
    <li data-operation={operation} data-outcome={outcome}>
      <a class="log-time num" href={to('/admin/audit/entries/:entryId', { entryId: id })}>
        {dated && (
          <>
            <Time at={at} as="short" />,{' '}
          </>
        )}
        <Time at={at} as="time" />
        <span class="visually-hidden"> {t('line.open')}</span>
      </a>
      <div>
        <p class="log-said">
          <Sentence entry={entry} said={said} />
          {things.map(({ id, name, isNamed }) => (
            <Fragment key={id}>
              {' · '}
              <a href={to('/admin/audit', undefined, { target: id })} title={t('line.about')}>
                <bdi class={isNamed ? undefined : 'soft'}>{name}</bdi>
              </a>
            </Fragment>
          ))}
          {facts.permission && (
            <>
              {' · '}
              <code dir="ltr">{facts.permission}</code>
            </>
          )}
        </p>
        {outcome !== 'done' && (
          <p class="log-refused">
            <Icon name="triangle-alert" small />
            <span>
              <span class="visually-hidden">{t('line.refused')} </span>
              {whyRefused(outcome, said)}
            </span>
          </p>
        )}
        <p class="log-more small muted">
          {kind && <Badge>{t(`count.${kind}`)}</Badge>}
          {address && <bdi>{t('line.from', { address })}</bdi>}
          {via !== 'http' && <span>{t(`via.${via}`)}</span>}
        </p>
      </div>
    </li>
  );
}
