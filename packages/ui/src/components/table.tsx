// biome-ignore-all lint/a11y/noRedundantRoles: a table laid out as blocks, as on a phone, loses its roles in some browsers
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/icon.tsx';
import { t } from '../messages/t.ts';
import { classes } from './classes.ts';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand at the end of the cell and line up. */
  readonly numeric?: boolean;
  /** Names the row; one column has it. */
  readonly header?: boolean;
  readonly sortable?: boolean;
  /** The label is for screen readers only: a column of buttons. */
  readonly quiet?: boolean;
}

export interface Order {
  readonly column: string;
  readonly falling: boolean;
}

export interface TableProps<Row> {
  /** What is listed; read before the table and as the name of its scroller. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** `records`: below 640 px every row becomes a small sheet. `matrix`: it scrolls sideways, the row's name stays in view. */
  readonly as?: 'records' | 'matrix';
  readonly order?: Order | undefined;
  /** The new order; sorting is the server's, or the screen's for a list that is whole. */
  readonly onOrder?: (order: Order) => void;
}

/** A list of alike things. */
export function Table<Row>({ label, columns, rows, rowKey, as = 'records', order, onOrder }: TableProps<Row>) {
  const scrolls = as === 'matrix' && { tabIndex: 0, role: 'region' as const, 'aria-label': label };
  return (
    <>
      {as === 'records' && onOrder && <OrderSelect columns={columns} order={order} onOrder={onOrder} />}
      <div class="table-wrap" {...scrolls}>
        <table class={classes('table', as === 'records' && 'table-records')} role="table" aria-label={label}>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <Head key={column.id} column={column} pinned={as === 'matrix'} order={order} onOrder={onOrder} />
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={rowKey(row)} role="row">
                {columns.map((column) =>
                  column.header ? (
                    <th key={column.id} scope="row" role="rowheader" class={classes(as === 'matrix' && 'pin')}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td
                      key={column.id}
                      role="cell"
                      class={classes(column.numeric && 'n', column.quiet && 'table-act')}
                      data-label={column.quiet ? undefined : column.label}
                    >
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface HeadProps<Row> {
  readonly column: Column<Row>;
  readonly pinned: boolean;
  readonly order: Order | undefined;
  readonly onOrder: ((order: Order) => void) | undefined;
}

function Head<Row>({ column, pinned, order, onOrder }: HeadProps<Row>) {
  const falling = order?.column === column.id ? order.falling : undefined;
  return (
    <th
      scope="col"
      role="columnheader"
      class={classes(column.numeric && 'n', column.quiet && 'table-act', pinned && column.header && 'pin')}
      aria-sort={falling === undefined ? undefined : falling ? 'descending' : 'ascending'}
    >
      {column.sortable && onOrder ? (
        <>
          <button type="button" onClick={() => onOrder({ column: column.id, falling: falling === false })}>
            {column.label}
            {falling !== undefined && <Icon name={falling ? 'arrow-up' : 'arrow-down'} small />}
          </button>
          {/* In sheets the head is out of sight: what cannot be seen must not take the focus, and yet be a name. */}
          <span class="table-name">{column.label}</span>
        </>
      ) : (
        <span class={classes(column.quiet && 'visually-hidden')}>{column.label}</span>
      )}
    </th>
  );
}

/** On a phone the head of the table is out of sight, and with it the buttons that sort. */
function OrderSelect<Row>({
  columns,
  order,
  onOrder,
}: Pick<HeadProps<Row>, 'order'> & { columns: readonly Column<Row>[]; onOrder: (order: Order) => void }) {
  const choices = columns
    .filter((column) => column.sortable)
    .flatMap(({ id, label }) => [
      { column: id, falling: false, text: t('table.order-up', { column: label }) },
      { column: id, falling: true, text: t('table.order-down', { column: label }) },
    ]);
  return (
    <select
      class="select is-small table-order"
      aria-label={t('table.order')}
      onChange={(event) => {
        const { column, falling } = choices[Number(event.currentTarget.value)]!;
        onOrder({ column, falling });
      }}
    >
      {choices.map(({ column, falling, text }, i) => (
        <option key={text} value={i} selected={order?.column === column && order.falling === falling}>
          {text}
        </option>
      ))}
    </select>
  );
}
