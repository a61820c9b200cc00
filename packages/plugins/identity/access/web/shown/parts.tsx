// The parts that a right is read by: what, where, when, from whom.
import { Badge, formatDate, Time } from '@lectern/ui';
import { type Known, nameOfPermission, nameOfRole } from '../words/known.ts';
import { languageOf } from '../words/permissions.ts';
import { roleName } from '../words/roles.ts';
import { t } from '../words/words.ts';
import { lastOf, type Reason, type Right } from './right.ts';

export const What = ({ of, known }: { readonly of: Right & Partial<Reason>; readonly known: Known }) => (
  <span class="right-what">
    {of.effect === 'deny' && (
      <Badge tone="danger" icon="x">
        {t('what.denied')}
      </Badge>
    )}
    <bdi lang={of.permission === null ? undefined : languageOf(of.permission)}>{whatText(of, known)}</bdi>
  </span>
);
/** The same in a line of text. A role from a school above brings its name with it. */
export function whatText(of: Pick<Right, 'role' | 'permission'> & Partial<Reason>, known: Known): string {
  if (of.role === null) return nameOfPermission(of.permission ?? '', known);
  return of.roleName ? roleName(of.role, [{ id: of.role, name: of.roleName }]) : nameOfRole(of.role, known);
}

const kinds = ['course', 'team'] as const;
export function placeText(place: Right['place']): string {
  if (!place) return t('place.school');
  return place.title ?? t('place.untitled');
}
export const Where = ({ of: { place, below, above } }: { readonly of: Right & Partial<Reason> }) => {
  const kind = kinds.find((one) => one === place?.type);
  if (!place) return <>{above ? t('place.above', { school: above }) : t(below ? 'place.below' : 'place.school')}</>;
  return (
    <span>
      <bdi>{placeText(place)}</bdi> {kind && <span class="small muted nowrap">{t(`place.${kind}`)}</span>}
    </span>
  );
};

export function whenText({ from, until }: Pick<Right, 'from' | 'until'>): string {
  const [first, last] = [from && formatDate(from), until && formatDate(lastOf(until))];
  if (first && last) return t('when.from-until', { from: first, until: last });
  if (first) return t('when.from', { date: first });
  return last ? t('when.until', { date: last }) : t('when.always');
}
export const When = ({ of }: { readonly of: Right }) => (
  <span class="right-what">
    {of.state !== 'holds' && <Badge tone="warn">{t(`when.${of.state}`)}</Badge>}
    <span class={of.from || of.until ? undefined : 'muted'}>{whenText(of)}</span>
  </span>
);

export const Given = ({ of: { givenBy, givenAt } }: { readonly of: Right }) => (
  <span class="soft">
    {givenBy
      ? t.parts('given.by', { name: <bdi>{givenBy.name}</bdi>, date: <Time at={givenAt} /> })
      : t.parts('given.itself', { date: <Time at={givenAt} /> })}
  </span>
);
