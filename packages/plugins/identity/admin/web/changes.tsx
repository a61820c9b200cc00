// Who changed a setting, when, from what to what; the latest of each can be undone, and the undoing too.
import type { AdminSettingHistoryOutput } from '@lectern/sdk';
import { Button, Problem, type ScreenProps, Time, toast, useAction } from '@lectern/ui';
import { t } from './messages.ts';
import { said } from './said.ts';
import type { Setting } from './setting-field.tsx';

type Change = AdminSettingHistoryOutput['items'][number];
interface ChangesProps {
  readonly items: readonly Change[];
  readonly lms: ScreenProps['lms'];
  /** Where changes of several settings stand together. */
  readonly titled?: boolean;
  /** Words for the values, where the setting is known. */
  readonly options?: Pick<Setting, 'options'>;
  readonly changed: () => Promise<void>;
}

export function Changes({ items, lms, titled, options, changed }: ChangesProps) {
  const undo = useAction(async (changeId: string) => {
    await lms.admin.undoSetting({ changeId });
    toast(t('settings.undone'));
    await changed();
  });
  if (items.length === 0) return <p class="soft">{t('settings.history.none')}</p>;
  return (
    <>
      {undo.problem && <Problem problem={undo.problem} />}
      <ul class="rows admin-settings">
        {items.map((change) => (
          <li key={change.id} class="row" data-change={`${change.plugin}.${change.key}`}>
            <span>
              {titled && <b>{said(change.title)} </b>}
              {change.secret
                ? t('settings.history.secret')
                : t('settings.history.change', {
                    from: change.from === null ? t('settings.history.as-given') : valueWords(change.from, options),
                    to: change.to === null ? t('settings.history.as-given') : valueWords(change.to, options),
                  })}
              <span class="small muted admin-hint">
                <bdi>{change.by ?? t('settings.history.nobody')}</bdi>, <Time at={change.at} as="ago" />
                {change.undoes && ` · ${t('settings.history.undo-of')}`}
              </span>
            </span>
            {change.latest && (
              <Button
                size="s"
                icon="undo-2"
                busy={undo.busy}
                label={t('settings.undo.label', { title: said(change.title) })}
                onClick={() => void undo.run(change.id)}
              >
                {t('settings.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function valueWords(value: Setting['value'], { options }: Pick<Setting, 'options'> = { options: null }): string {
  if (value === null) return t('settings.nothing');
  if (typeof value === 'boolean') return t(value ? 'settings.yes' : 'settings.no');
  if (Array.isArray(value)) return value.length === 0 ? t('settings.empty') : value.join(', ');
  const words = options?.[String(value)];
  return words ? said(words) : value === '' ? t('settings.empty') : String(value);
}
