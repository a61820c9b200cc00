import { Button, type MenuItem } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { GiveDialog, type Giving } from '../give/dialog.tsx';
import type { Known } from '../words/known.ts';
import { t } from '../words/words.ts';
import { Ending } from './ending.tsx';
import { isEnrolment, type Right } from './right.ts';
import { RightsTable, type RightsTableProps, type Shown } from './table.tsx';

export interface KeptRightsProps extends Omit<RightsTableProps, 'deeds'> {
  readonly known: Known;
  /** What the screen knows of whom or where something is given. */
  readonly giving: Giving;
  readonly mayGive: boolean;
  /** Whether a line can be changed here: what comes through a team is changed there. */
  readonly isOwn?: (of: Shown) => boolean;
  readonly more?: (of: Shown) => readonly MenuItem[];
  readonly none: ComponentChildren;
  readonly hasBelow?: boolean;
  readonly onChanged: () => unknown;
}

/** What somebody has, or what was given on something, with all that can be done about it. */
export function KeptRights(props: KeptRightsProps) {
  const { giving, mayGive, isOwn = () => true, more, none, hasBelow = false, onChanged, ...table } = props;
  const { known, items } = table;
  const asked = useSignal<Giving | undefined>(undefined);
  const ending = useSignal<Right | undefined>(undefined);
  const deeds = (of: Shown): MenuItem[] => [
    ...(more?.(of) ?? []),
    ...(mayGive && isOwn(of) && !of.above && !isEnrolment(of)
      ? [
          { label: t('change-times'), icon: 'clock' as const, onSelect: () => (asked.value = { times: of }) },
          {
            label: t(of.effect === 'deny' ? 'lift' : 'take'),
            icon: 'x' as const,
            danger: of.effect === 'allow',
            onSelect: () => (ending.value = of),
          },
        ]
      : []),
  ];
  return (
    <>
      {items.length === 0 ? none : <RightsTable {...table} deeds={deeds} />}
      {mayGive && (
        <p class="rights-foot">
          <Button icon="plus" onClick={() => (asked.value = giving)}>
            {t('give')}
          </Button>
        </p>
      )}
      <GiveDialog
        giving={asked.value}
        known={known}
        hasBelow={hasBelow}
        onClose={() => (asked.value = undefined)}
        onGiven={onChanged}
      />
      <Ending of={ending.value} known={known} onClose={() => (ending.value = undefined)} onEnded={onChanged} />
    </>
  );
}
