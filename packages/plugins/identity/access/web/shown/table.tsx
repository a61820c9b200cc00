import { Avatar, type Column, Icon, Menu, type MenuItem, Table, to } from '@lectern/ui';
import type { Known } from '../words/known.ts';
import { t } from '../words/words.ts';
import { Given, What, When, Where } from './parts.tsx';
import type { Reason, Right } from './right.ts';
import './rights.css';

export type Shown = Right & Partial<Reason>;
export interface RightsTableProps {
  readonly label: string;
  readonly items: readonly Shown[];
  readonly known: Known;
  /** Which of these the screen does not say already. */
  readonly with: readonly ('who' | 'where' | 'source')[];
  /** Links to people lead where nobody may follow otherwise. */
  readonly linked?: boolean;
  /** What can be done with one; nothing where it is empty. */
  readonly deeds?: (of: Shown) => readonly MenuItem[];
}

/** What was given and denied, a line each. */
export function RightsTable({ label, items, known, with: also, linked = false, deeds }: RightsTableProps) {
  const columns: (Column<Shown> | false)[] = [
    also.includes('who') && {
      id: 'who',
      label: t('rights.who'),
      header: true,
      cell: (of) => <Whose of={of} linked={linked} />,
    },
    {
      id: 'what',
      label: t('rights.what'),
      header: !also.includes('who'),
      cell: (of) => <What of={of} known={known} />,
    },
    also.includes('where') && { id: 'where', label: t('rights.where'), cell: (of) => <Where of={of} /> },
    also.includes('source') && { id: 'source', label: t('rights.source'), cell: (of) => <Source of={of} /> },
    { id: 'when', label: t('rights.when'), cell: (of) => <When of={of} /> },
    { id: 'given', label: t('rights.given'), cell: (of) => <Given of={of} /> },
    deeds !== undefined && {
      id: 'act',
      label: t('rights.act'),
      quiet: true,
      cell: (of) => {
        const entries = deeds(of);
        return entries.length > 0 && <Menu label={`${t('rights.act')}: ${of.name}`} size="s" items={entries} />;
      },
    },
  ];
  return (
    <div class="rights">
      <Table
        label={label}
        rows={items}
        rowKey={({ assignmentId }) => assignmentId}
        columns={columns.filter((column) => column !== false)}
      />
    </div>
  );
}

const Whose = ({ of, linked }: { readonly of: Shown; readonly linked: boolean }) => (
  <span class="whose">
    {of.teamId === null ? <Avatar name={of.name} size="s" /> : <Icon name="users" />}
    {linked ? (
      <a
        class="link-plain"
        href={
          of.teamId === null
            ? to('/people/:userId', { userId: of.userId ?? '' })
            : to('/school/teams/:teamId', { teamId: of.teamId })
        }
      >
        <bdi>{of.name}</bdi>
      </a>
    ) : (
      <bdi>{of.name}</bdi>
    )}
  </span>
);

const Source = ({ of }: { readonly of: Shown }) => {
  if (of.teamId !== null)
    return (
      <a class="link-plain" href={to('/school/teams/:teamId', { teamId: of.teamId })}>
        {t.parts('source.team', { team: <bdi>{of.name}</bdi> })}
      </a>
    );
  if (of.above) return <>{t.parts('source.above', { school: <bdi>{of.above}</bdi> })}</>;
  return <span class="muted">{t('rights.directly')}</span>;
};
