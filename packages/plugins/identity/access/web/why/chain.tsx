import { Badge, Time, to } from '@lectern/ui';
import type { ComponentChildren } from 'preact';
import { placeText, whatText } from '../shown/parts.tsx';
import { lastOf, type Reason } from '../shown/right.ts';
import type { Known } from '../words/known.ts';
import { t } from '../words/words.ts';

interface ReasonsProps {
  readonly of: readonly Reason[];
  readonly known: Known;
  /** Of the answer: what else allows it is overruled by a denial, and would do too beside what allows it. */
  readonly beside?: 'given' | 'denied' | undefined;
}

/** Each with all that it takes to go there and change it: what, where, through whom, by whom, how long. */
export const Reasons = ({ of, known, beside }: ReasonsProps) => (
  <ul class="chain">
    {of.map((one) => (
      <li key={one.assignmentId} class={one.state !== 'holds' || beside ? 'is-quiet' : `is-${one.effect}`}>
        <p class="title">
          <Title of={one} known={known} />
          <Mark of={one} beside={beside} />
        </p>
        <ul>
          {facts(one).map((fact, i) => (
            <li key={i}>{fact}</li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
);

const Title = ({ of, known }: { readonly of: Reason; readonly known: Known }) => {
  const isDenied = of.effect === 'deny';
  if (of.role === null) return <>{t(isDenied ? 'chain.permission-denied' : 'chain.permission')}</>;
  const role = (
    <a href={to('/people/roles/:roleId', { roleId: of.role })}>
      <bdi>{whatText(of, known)}</bdi>
    </a>
  );
  return <span>{t.parts(isDenied ? 'chain.role-denied' : 'chain.role', { role })}</span>;
};

const Mark = ({ of, beside }: { readonly of: Reason; readonly beside: ReasonsProps['beside'] }) => {
  if (of.state !== 'holds') return <Badge tone="warn">{t(`when.${of.state}`)}</Badge>;
  if (of.effect === 'allow' && beside)
    return <Badge>{t(beside === 'denied' ? 'chain.overruled' : 'chain.also')}</Badge>;
  return null;
};

function facts(of: Reason): ComponentChildren[] {
  const { above, teamId, name, place, from, until, givenBy, givenAt } = of;
  const link = (href: string, text: string) => (
    <a href={href}>
      <bdi>{text}</bdi>
    </a>
  );
  const at = <Time at={givenAt} />;
  const isDenied = of.effect === 'deny';
  return [
    place
      ? t.parts('chain.in', { where: <bdi>{placeText(place)}</bdi> })
      : above
        ? t.parts('chain.above', { school: <bdi>{above}</bdi> })
        : t('chain.in-school'),
    teamId === null
      ? t(isDenied ? 'chain.directly-denied' : 'chain.directly')
      : t.parts('chain.team', { team: link(to('/school/teams/:teamId', { teamId }), name) }),
    givenBy
      ? t.parts(isDenied ? 'chain.denied' : 'chain.given', {
          name: link(to('/people/:userId', { userId: givenBy.id }), givenBy.name),
          date: at,
        })
      : t.parts('chain.given-itself', { date: at }),
    from && t.parts('chain.from', { date: <Time at={from} /> }),
    until && t.parts('chain.until', { date: <Time at={lastOf(until)} /> }),
  ].filter(Boolean);
}
