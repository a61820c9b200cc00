import { Button, Dialog, go, to } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Finder, type Found } from '../give/finder.tsx';
import { findPeople, findPlaces } from '../give/search.ts';
import type { Known } from '../words/known.ts';
import { sentence } from '../words/permissions.ts';
import { roleName } from '../words/roles.ts';
import { t } from '../words/words.ts';
import type { Asked } from './asked.ts';

interface FiltersProps {
  readonly asked: Asked;
  readonly known: Known;
  readonly lms: Parameters<typeof findPeople>[0];
  /** How the person and the place that are asked for are called, as far as anybody knows. */
  readonly names: { readonly person: string | undefined; readonly place: string | undefined };
}

/** What narrows the review. All of it is in the address. */
export function Filters({ asked, known, lms, names }: FiltersProps) {
  const picking = useSignal<'person' | 'on' | undefined>(undefined);
  const narrow = (change: Partial<Record<keyof Asked, string | undefined>>) => {
    picking.value = undefined;
    go(to('/people/access', undefined, { ...asked, ...change }));
  };
  const chosen = (key: 'person' | 'on', name: string | undefined) =>
    asked[key] && (
      <Button size="s" icon="x" onClick={() => narrow({ [key]: undefined })}>
        {t('review.only', { what: name ?? asked[key] })}
      </Button>
    );
  return (
    <search class="review-filters">
      <Choice
        label={t('review.role')}
        all={t('review.any-role')}
        now={asked.role}
        options={known.roles.map(({ id }) => [id, roleName(id, known.roles)])}
        onChoose={(role) => narrow({ role })}
      />
      <Choice
        label={t('review.thing')}
        all={t('review.any-thing')}
        now={asked.permission}
        options={known.permissions.map((one) => [one.name, sentence(one)])}
        onChoose={(permission) => narrow({ permission })}
      />
      {chosen('person', names.person) || (
        <Button size="s" icon="search" onClick={() => (picking.value = 'person')}>
          {t('review.person')}
        </Button>
      )}
      {chosen('on', names.place) || (
        <Button size="s" icon="search" onClick={() => (picking.value = 'on')}>
          {t('review.place')}
        </Button>
      )}
      <Picking of={picking.value} lms={lms} onClose={() => (picking.value = undefined)} onPicked={narrow} />
    </search>
  );
}

interface PickingProps extends Pick<FiltersProps, 'lms'> {
  readonly of: 'person' | 'on' | undefined;
  readonly onClose: () => void;
  readonly onPicked: (change: Partial<Record<'person' | 'on', string | undefined>>) => void;
}
function Picking({ of, lms, onClose, onPicked }: PickingProps) {
  const picked = useSignal<Found | undefined>(undefined);
  const [people, places] = useMemo(() => [findPeople(lms), findPlaces(lms)], [lms]);
  useEffect(() => {
    const one = picked.value;
    if (!one || !of) return;
    picked.value = undefined;
    onPicked({ [of]: one.id || undefined });
  }, [picked.value]);
  const label = t(of === 'on' ? 'review.place' : 'review.person');
  return (
    <Dialog open={of !== undefined} onClose={onClose} title={label}>
      {of && (
        <Finder
          label={label}
          hint={t(of === 'on' ? 'find.place' : 'find.person')}
          value={picked}
          search={of === 'on' ? places : people}
        />
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly now: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChoose: (value: string | undefined) => void;
}
const Choice = ({ label, all, now, options, onChoose }: ChoiceProps) => (
  <select
    class="select is-small"
    aria-label={label}
    onChange={(event) => onChoose(event.currentTarget.value || undefined)}
  >
    <option value="">{`${label}: ${all}`}</option>
    {options.map(([value, text]) => (
      <option key={value} value={value} selected={value === now}>
        {text}
      </option>
    ))}
  </select>
);
