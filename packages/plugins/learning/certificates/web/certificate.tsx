import type { CertificatesFindOutput } from '@lectern/sdk';
import { ButtonLink, Callout, formatDate, paperSvg, type ScreenProps, to } from '@lectern/ui';
import './certificate.css';
import { t } from './messages.ts';

/** The sheet as it is printed, and under it what it is worth. */
export function Page({ data: one }: ScreenProps<CertificatesFindOutput>) {
  const { number, person, course, teacher, school, brandHue: hue } = one;
  const paper = paperSvg({ title: course, width: 200, height: 1090, hue, id: 'certificate' });
  return (
    <>
      <div class="sheet-around">
        <article class="sheet" aria-label={t('certificate')}>
          <div class="sheet-paper" aria-hidden="true" dangerouslySetInnerHTML={{ __html: paper }} />
          <div class="sheet-in">
            <p class="sheet-school">{school}</p>
            <div>
              <p class="sheet-pre">{t('pre')}</p>
              <h1>
                <bdi>{person}</bdi>
              </h1>
              <p>{t('has')}</p>
              <p class="sheet-course">
                <bdi>{course}</bdi>
              </p>
            </div>
            <div class="sheet-foot">
              {teacher && (
                <p>
                  <b>{teacher}</b>
                  {t('teacher')}
                </p>
              )}
              <p>
                <b>{formatDate(one.completedAt, 'date', 'UTC')}</b>
                <bdi>{number}</bdi>
              </p>
            </div>
          </div>
        </article>
      </div>
      <div class="page sheet-below">
        <section class="stack" aria-label={t('worth')}>
          {one.revokedAt ? (
            <Callout tone="danger" title={t('revoked')}>
              {t('revoked.since', { date: formatDate(one.revokedAt, 'date', 'UTC') })}
            </Callout>
          ) : (
            <Callout tone="good" icon="badge-check" title={t('genuine')}>
              {t('genuine.how')}
            </Callout>
          )}
          <dl class="sheet-facts">
            <dt>{t('number')}</dt>
            <dd>
              <code>{number}</code>
            </dd>
            <dt>{t('issued')}</dt>
            <dd>{formatDate(one.issuedAt, 'date', 'UTC')}</dd>
            <dt>{t('by')}</dt>
            <dd>{school}</dd>
          </dl>
        </section>
        {!one.revokedAt && (
          <ButtonLink
            kind="primary"
            icon="download"
            href={to(`/api/certificates/by-number/${number}/pdf` as '/')}
            download={`${number}.pdf`}
          >
            {t('download')}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
