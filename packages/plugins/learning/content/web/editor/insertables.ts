// What can be put into a lesson, for the slash, the plus and the toolbar alike.
import type { IconName } from '@lectern/ui';
import type { Command } from 'prosemirror-state';
import { t } from '../writing-messages.ts';
import { asHeading, asList, asQuote, asTasks, asText, insert, make } from './commands.ts';

export interface Insertable {
  readonly icon: IconName;
  readonly label: string;
  /** `file`: somebody chooses one first. */
  readonly run: Command | 'file';
}

export const insertables = (): readonly Insertable[] => [
  { icon: 'image', label: t('edit.file'), run: 'file' },
  { icon: 'heading-2', label: t('edit.heading'), run: asHeading(2) },
  { icon: 'heading-3', label: t('edit.subheading'), run: asHeading(3) },
  { icon: 'list', label: t('edit.list'), run: asList(false) },
  { icon: 'list-ordered', label: t('edit.ordered'), run: asList(true) },
  { icon: 'list-todo', label: t('edit.tasks'), run: asTasks },
  { icon: 'quote', label: t('edit.quote'), run: asQuote },
  { icon: 'info', label: t('edit.note'), run: insert(make.callout('note')) },
  { icon: 'lightbulb', label: t('edit.tip'), run: insert(make.callout('tip')) },
  { icon: 'triangle-alert', label: t('edit.warning'), run: insert(make.callout('warning')) },
  { icon: 'table-2', label: t('edit.table'), run: insert(make.table) },
  { icon: 'square-code', label: t('edit.code-block'), run: asText('codeBlock') },
  { icon: 'sigma', label: t('edit.formula'), run: insert(make.math) },
  { icon: 'list-collapse', label: t('edit.details'), run: insert(make.details) },
  { icon: 'minus', label: t('edit.divider'), run: insert(make.divider) },
];
