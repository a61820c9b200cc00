import type { ComponentChildren } from 'preact';
import type { ProblemDetails } from '../problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Empty } from './empty.tsx';
import { Menu, type MenuItem } from './menu.tsx';
import { PageHead } from './page-head.tsx';
import { Problem } from './problem.tsx';
import { type Column, Table } from './table.tsx';

export interface CollectionProps<Row> {
  readonly title: string;
  readonly lead: ComponentChildren;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Without what is done with a row, which stands in a menu behind them. */
  readonly columns: readonly Column<Row>[];
  /** What stands in place of the first one. */
  readonly none: { readonly title: string; readonly what: string };
  /** What the button says that makes a new one, and the dialog it opens. */
  readonly make: string;
  /** What may be changed of one that is there. */
  readonly change: string;
  /** The name of a row's menu, which no two share. */
  readonly menu: (row: Row) => string;
  /** Beside changing it, which stands first. */
  readonly deeds: (row: Row) => readonly (MenuItem | 'rule')[];
  /** The one whose form is open. */
  readonly editing: Row | 'new' | undefined;
  readonly onEdit: (row: Row | 'new' | undefined) => void;
  /** With its own `.dialog-actions`. */
  readonly form: (row: Row | undefined) => ComponentChildren;
  /** Of something that was done with a row. */
  readonly problem?: ProblemDetails | undefined;
}

/** A screen of things that somebody makes, changes and takes away: a table of them, a menu at each, a form in a dialog. */
export function Collection<Row>(props: CollectionProps<Row>) {
  const { title, lead, rows, rowKey, columns, none, make, change, editing, onEdit, problem } = props;
  const button = (
    <Button kind="primary" icon="plus" onClick={() => onEdit('new')}>
      {make}
    </Button>
  );
  const deeds: Column<Row> = {
    id: 'do',
    label: change,
    quiet: true,
    cell: (row) => (
      <Menu
        label={props.menu(row)}
        size="s"
        items={[{ label: change, icon: 'pencil-line', onSelect: () => onEdit(row) }, ...props.deeds(row)]}
      />
    ),
  };
  return (
    <>
      <PageHead title={title} size="medium" actions={rows.length > 0 && button}>
        {lead}
      </PageHead>
      {problem && <Problem problem={problem} />}
      {rows.length === 0 ? (
        <Empty title={none.title} action={button}>
          {none.what}
        </Empty>
      ) : (
        <Table label={title} rows={rows} rowKey={rowKey} columns={[...columns, deeds]} />
      )}
      <Dialog
        open={editing !== undefined}
        onClose={() => onEdit(undefined)}
        title={editing === 'new' ? make : change}
        actions={false}
      >
        {editing !== undefined && props.form(editing === 'new' ? undefined : editing)}
      </Dialog>
    </>
  );
}
