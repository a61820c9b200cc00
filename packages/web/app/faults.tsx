// Screens for when there is no screen, or it cannot be shown.
import { isProblem } from '@lectern/sdk';
import { Button, formatDate, Problem, type ProblemDetails, problemFrom, screen, to } from '@lectern/ui';
import type { Ready } from './app.tsx';
import { t } from './messages.ts';

const plain = screen({ path: '/', title: '', access: 'public', component: async () => ({ Page: () => null }) });
const fault = (path: string, title: () => string, Page: Ready['Page']): Ready => ({
  screen: { ...plain, title, head: () => ({ robots: 'noindex' }) },
  Page,
  params: {},
  query: new URLSearchParams(),
  data: undefined,
  path,
});

const Nothing = () => (
  <div class="empty">
    <h1>{t('fault.nothing-here')}</h1>
    <p class="lead">{t('fault.nothing-here-why')}</p>
    <a class="button button-primary" href={to('/')}>
      {t('fault.to-courses')}
    </a>
  </div>
);
export const nothingHere = (path: string): Ready => fault(path, () => t('fault.nothing-here'), Nothing);

/** @param error what was thrown, or the problem as the server told it */
export const failed = (path: string, error: unknown, retry: () => void): Ready =>
  isMaintenance(error)
    ? closedForNow(path, problemFrom(error), retry)
    : fault(
        path,
        () => t('fault.failed'),
        () => <Problem as="page" problem={problemFrom(error)} onRetry={retry} />,
      );

const closedForNow = (path: string, { detail, until }: ProblemDetails, retry: () => void): Ready =>
  fault(
    path,
    () => t('maintenance.title'),
    () => (
      <div class="empty">
        <h1>{t('maintenance.title')}</h1>
        <p class="lead" dir="auto">
          {detail ?? t('maintenance.what')}
        </p>
        {until && <p>{t('maintenance.until', { when: formatDate(until, 'moment') })}</p>}
        <Button kind="secondary" icon="rotate-ccw" onClick={retry}>
          {t('maintenance.again')}
        </Button>
      </div>
    ),
  );
const isMaintenance = (error: unknown): boolean => problemFrom(error).code === 'in_maintenance';

/** What is not the caller's to see looks like what is not there. */
export const isNothing = (error: unknown): boolean =>
  isProblem(error) && (error.status === 404 || error.status === 403);
