import { Badge, Callout, Crumbs, formatDate, PageHead, type ScreenProps, Section, to } from '@lectern/ui';
import type { ComponentChildren } from 'preact';
import { HoldButton } from '../keeping/hold.tsx';
import { Lines } from '../shown/days.tsx';
import type { Entry } from '../shown/entry.ts';
import { whyRefused } from '../shown/outcome.ts';
import { isTheirSignIn, Sentence, Who } from '../shown/sentence.tsx';
import { othersOf, type Thing, thingOf } from '../shown/thing.ts';
import { t } from '../words/words.ts';
import { ProofOf } from './proof.tsx';
import type { OneEntry } from './read.ts';

/** One entry: all of it, the proof that it is in the log, and what happened beside it. */
export function Page({ data, lms, viewer }: ScreenProps<OneEntry>) {
  const { entry, words, sameRequest, sameSession } = data;
  const { session, outcome, target } = entry;
  const thing = thingOf(entry);
  return (
    <>
      <Crumbs path={[{ label: t('log'), href: to('/admin/audit') }]} />
      <PageHead size="medium" title={<Title entry={entry} words={words} thing={thing} />}>
        {formatDate(entry.at, 'full')}
      </PageHead>
      {outcome !== 'done' && (
        <Callout tone="warn" title={t('entry.refused')}>
          <p>{whyRefused(outcome, words.said)}</p>
        </Callout>
      )}
      <Section title={t('entry.all')}>
        <All entry={entry} words={words} thing={thing} />
      </Section>
      <Section title={t('proof')}>
        <ProofOf key={entry.id} entry={entry} lms={lms} />
      </Section>
      {sameRequest.length > 0 && (
        <Section title={t('entry.request')}>
          <Lines told={{ ...words, entries: sameRequest }} />
        </Section>
      )}
      {session !== null && (
        <Section
          title={t('entry.session')}
          aside={<a href={to('/admin/audit/sessions/:session', { session })}>{t('entry.session.all')}</a>}
        >
          {sameSession.length > 0 ? (
            <Lines told={{ ...words, entries: sameSession }} />
          ) : (
            <p class="soft">{t('entry.session.none')}</p>
          )}
        </Section>
      )}
      {thing && target && viewer?.may('audit.hold') && (
        <p>
          <HoldButton
            lms={lms}
            on={target.type === 'user' ? { person: target.id } : { target: target.id }}
            about={thing.name}
          />
        </p>
      )}
    </>
  );
}

const Title = ({ entry, words, thing }: AllProps) => (
  <>
    <Sentence entry={entry} said={words.said} />
    {thing?.isNamed && !isTheirSignIn(entry) && (
      <>
        {' · '}
        <bdi>{thing.name}</bdi>
      </>
    )}
  </>
);

interface AllProps {
  readonly entry: Entry;
  readonly words: OneEntry['words'];
  readonly thing: Thing | undefined;
}
function All({ entry, words, thing }: AllProps) {
  const { id, position, at, actor, impersonator, via, address, operation, kind, outcome, session, request, facts } =
    entry;
  const others = othersOf(entry);
  const shownAlready = new Set([thing, ...others].map((one) => one?.id));
  const told = Object.entries(facts).filter(([key, value]) => !ofTheKernel.has(key) && !shownAlready.has(value));
  return (
    <dl class="log-facts">
      <Fact name={t('fact.who')}>
        <Who entry={entry} />{' '}
        {actor.kind === 'person' && (
          <a class="small" href={to('/admin/audit/people/:personId', { personId: impersonator?.id ?? actor.id })}>
            {t('narrowed.story')}
          </a>
        )}
        {actor.kind === 'service' && <Code>{actor.id}</Code>}
      </Fact>
      <Fact name={t('fact.what')}>
        <Code>{operation}</Code> {kind && <Badge>{t(`count.${kind}`)}</Badge>}
      </Fact>
      {thing && (
        <Fact name={t('fact.about')}>
          <ThingName thing={thing} />
        </Fact>
      )}
      {others.map((one) => (
        <Fact key={one.id} name={t('fact.beside')}>
          <ThingName thing={one} />
        </Fact>
      ))}
      {told.map(([key, value]) => (
        <Fact key={key} name={<Code>{key}</Code>}>
          <bdi>{value}</bdi>
        </Fact>
      ))}
      <Fact name={t('fact.outcome')}>
        {outcome === 'done' ? t('outcome.done') : whyRefused(outcome, words.said)}{' '}
        {outcome !== 'done' && <Code>{outcome}</Code>}
      </Fact>
      <Fact name={t('fact.when')}>
        <time dateTime={at}>{formatDate(at, 'full')}</time> <Code>{at}</Code>
      </Fact>
      <Fact name={t('fact.from')}>
        {address ? <bdi>{address}</bdi> : t('fact.from.none')}
        {' · '}
        {t(`via.${via}`)}
      </Fact>
      <Fact name={t('fact.changed')}>{changed(facts)}</Fact>
      {(facts.before ?? facts.after) && (
        <Fact name={t('fact.versions')}>
          <Code>{facts.before ?? '–'}</Code> → <Code>{facts.after ?? '–'}</Code>
        </Fact>
      )}
      {facts.digest && (
        <Fact name={t('fact.digest')}>
          <Code>{facts.digest}</Code>
        </Fact>
      )}
      <Fact name={t('fact.position')}>
        {position === null ? t('fact.position.none') : position} <Code>{id}</Code>
      </Fact>
      {session !== null && (
        <Fact name={t('fact.session')}>
          <Code>{session}</Code>
        </Fact>
      )}
      <Fact name={t('fact.request')}>
        <Code>{request}</Code>
      </Fact>
    </dl>
  );
}

/** Shown in words of their own. */
const ofTheKernel = new Set(['digest', 'writes', 'written', 'before', 'after']);

function changed({ writes, written }: Entry['facts']): ComponentChildren {
  if (writes === undefined) return t('fact.changed.none');
  return (
    <>
      {t('fact.changed.some', { count: Number(writes) })} {written && <Code>{written}</Code>}
    </>
  );
}
const Fact = ({ name, children }: { readonly name: ComponentChildren; readonly children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
const Code = ({ children }: { readonly children: ComponentChildren }) => (
  <code class="small muted" dir="ltr">
    {children}
  </code>
);
const ThingName = ({ thing: { id, name, isNamed, href } }: { readonly thing: Thing }) => (
  <>
    {href && isNamed ? (
      <a href={href}>
        <bdi>{name}</bdi>
      </a>
    ) : (
      <bdi>{name}</bdi>
    )}{' '}
    <Code>{id}</Code>{' '}
    <a class="small" href={to('/admin/audit', undefined, { target: id })}>
      {t('line.about')}
    </a>
  </>
);
