import type { AdminErrorsOutput } from '@lectern/sdk';
import { ByCommand, Empty, PageHead, type ScreenProps, Time } from '@lectern/ui';
import './admin.css';
import { t } from './messages.ts';
import { pluginName } from './plugin-names.ts';

/** What failed through no fault of who asked for it. */
export function Page({ data }: ScreenProps<AdminErrorsOutput['items']>) {
  return (
    <>
      <PageHead title={t('errors')} size="medium">
        {t('errors.lead')}
      </PageHead>
      {data.length === 0 ? (
        <Empty title={t('errors.none')}>{t('errors.none.what')}</Empty>
      ) : (
        <ul class="rows admin-work">
          {data.map((error) => (
            <li key={`${error.at} ${error.request} ${error.message}`} class="stack" style="--gap: var(--s-2)">
              <div>
                <b>{error.doing ? t('errors.doing', { doing: error.doing }) : <bdi>{error.message}</bdi>}</b>
                <p class="small muted">
                  <Time at={error.at} as="moment" />
                  {error.plugin && ` · ${pluginName(error.plugin)}`}
                </p>
              </div>
              <p>{t(`why.${error.why}`)}</p>
              {error.error && (
                <details class="small">
                  <summary>{t('jobs.words')}</summary>
                  <pre dir="ltr">{error.error}</pre>
                </details>
              )}
              {error.request && (
                <ByCommand command={`lms logs --request ${error.request}`} about={error.doing ?? error.message} />
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        <ByCommand command="lms logs --level error --since 7d" />
      </p>
    </>
  );
}
