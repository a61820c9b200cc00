import { Button, type IconName, Menu } from '@lectern/ui';
import { toggleMark } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import type { MarkType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from 'prosemirror-tables';
import { t } from '../writing-messages.ts';
import { asHeading, asText } from './commands.ts';
import { type Insertable, insertables } from './insertables.ts';
import { schema } from './schema.ts';

export interface ToolbarProps {
  readonly state: EditorState;
  readonly run: (command: Command) => void;
  readonly insert: (one: Insertable) => void;
  readonly link: () => void;
}
const formats: readonly (readonly [name: string, icon: IconName, label: () => string])[] = [
  ['bold', 'bold', () => t('edit.bold')],
  ['italic', 'italic', () => t('edit.italic')],
  ['strike', 'strikethrough', () => t('edit.strike')],
  ['highlight', 'highlighter', () => t('edit.highlight')],
  ['code', 'code', () => t('edit.code')],
];

export const isActive = (
  { selection: { from, to, empty, $from }, doc, storedMarks }: EditorState,
  type: MarkType,
): boolean => (empty ? Boolean(type.isInSet(storedMarks ?? $from.marks())) : doc.rangeHasMark(from, to, type));

/** Formats of the words that are chosen, kinds of the block they are in, and what can be put in. */
export function Toolbar({ state, run, insert, link }: ToolbarProps) {
  const { parent } = state.selection.$from;
  const inTable = isInTable(state);
  const isHeading = (level: number) => parent.type === schema.nodes.heading && parent.attrs.level === level;
  const press = (icon: IconName, label: string, pressed: boolean, act: () => void) => (
    <Button
      key={label}
      kind="icon"
      size="s"
      icon={icon}
      label={label}
      aria-pressed={pressed}
      // The text keeps the focus, and with it what is chosen.
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    />
  );
  return (
    <div class="editor-tools" role="toolbar" aria-label={t('edit.tools')}>
      {formats.map(([name, icon, label]) =>
        press(icon, label(), isActive(state, schema.marks[name]!), () => run(toggleMark(schema.marks[name]!))),
      )}
      {press('link', t('edit.link'), isActive(state, schema.marks.link!), link)}
      <span class="editor-gap" />
      {press('pilcrow', t('edit.text'), parent.type === schema.nodes.paragraph, () => run(asText('paragraph')))}
      {press('heading-2', t('edit.heading'), isHeading(2), () => run(asHeading(2)))}
      {press('heading-3', t('edit.subheading'), isHeading(3), () => run(asHeading(3)))}
      <Menu
        size="s"
        label={t('edit.insert')}
        buttonClass="button button-quiet button-s"
        items={insertables().map((one) => ({ label: one.label, icon: one.icon, onSelect: () => insert(one) }))}
      >
        {t('edit.insert')}
      </Menu>
      {inTable && (
        <Menu
          size="s"
          label={t('edit.table')}
          buttonClass="button button-quiet button-s"
          items={[
            { label: t('edit.add-row'), onSelect: () => run(addRowAfter) },
            { label: t('edit.add-column'), onSelect: () => run(addColumnAfter) },
            'rule',
            { label: t('edit.remove-row'), onSelect: () => run(deleteRow) },
            { label: t('edit.remove-column'), onSelect: () => run(deleteColumn) },
            { label: t('edit.remove-table'), danger: true, onSelect: () => run(deleteTable) },
          ]}
        >
          {t('edit.table')}
        </Menu>
      )}
      <span class="editor-gap" />
      <Button kind="icon" size="s" icon="undo-2" label={t('edit.undo')} onClick={() => run(undo)} />
      <Button kind="icon" size="s" icon="redo-2" label={t('edit.redo')} onClick={() => run(redo)} />
    </div>
  );
}
