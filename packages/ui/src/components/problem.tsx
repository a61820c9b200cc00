import type { ComponentChildren } from 'preact';
import { refused } from '../messages/catalogue.ts';
import { t } from '../messages/t.ts';
import type { ProblemDetails } from '../problem.ts';
import { Button } from './button.tsx';
import { Callout } from './callout.tsx';

export interface ProblemProps {
  readonly problem: ProblemDetails;
  /** What is not lost, where the screen knows better than the general sentence. */
  readonly safe?: string;
  readonly onRetry?: (() => void) | undefined;
  /** `page` when nothing else can be shown, `callout` inside something that still stands. */
  readonly as?: 'page' | 'callout';
  readonly children?: ComponentChildren;
}

/** Something went wrong: what happened, what is safe, what to do. */
export function Problem({ problem, safe, onRetry, as = 'callout', children }: ProblemProps) {
  const said = sentences(problem);
  const text = [said.detail, safe ?? said.safe, said.next].filter(Boolean).join(' ');
  const below = (
    <>
      {problem.status >= 500 && problem.reference && (
        <p class="tiny muted">{t('problem.reference', { reference: problem.reference })}</p>
      )}
      {onRetry && (
        <Button kind="secondary" size={as === 'page' ? undefined : 's'} icon="rotate-ccw" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
      {children}
    </>
  );
  if (as === 'page') {
    return (
      <div class="empty problem" role="alert">
        <h1>{said.title}</h1>
        {text && <p class="lead">{text}</p>}
        {below}
      </div>
    );
  }
  return (
    <Callout tone="danger" title={said.title} role="alert">
      {text && <p>{text}</p>}
      <div class="row problem-more">{below}</div>
    </Callout>
  );
}

interface Said {
  readonly title: string;
  readonly detail?: string | undefined;
  readonly safe?: string;
  readonly next?: string;
}

/**
 * A code with a dot (`auth.wrong_credentials`) was declared by a plugin for this very case: nobody says it better; its English
 * comes with the answer, other languages from the catalogues. Codes without one are the kernel's, and mean no more than their status, which the catalogue says in the reader's language.
 */
function sentences(problem: ProblemDetails): Said {
  const { code, title = problem.detail, detail } = problem;
  const translated = refused(code);
  if (translated) return { title: translated };
  const own: Said | undefined =
    title === undefined ? undefined : { title, detail: title === detail ? undefined : detail };
  return (code.includes('.') ? own : undefined) ?? byStatus(problem) ?? own ?? failed();
}

function byStatus({ status, detail, fields, retryAfter: count = 5 }: ProblemDetails): Said | undefined {
  switch (status) {
    case 0:
      return { title: t('problem.offline'), safe: t('problem.offline.safe'), next: t('problem.offline.next') };
    case 400:
    case 422:
      return {
        title: t('problem.invalid'),
        detail: detail ?? Object.values(fields).join(' '),
        safe: t('problem.failed.safe'),
      };
    case 401:
      return { title: t('problem.signed-out'), safe: t('problem.signed-out.safe'), next: t('problem.signed-out.next') };
    case 403:
      return { title: t('problem.forbidden'), next: t('problem.forbidden.next') };
    case 404:
    case 410:
      return { title: t('problem.not-found'), next: t('problem.not-found.next') };
    case 412:
      return { title: t('problem.conflict'), safe: t('problem.conflict.safe'), next: t('problem.conflict.next') };
    case 429:
      return { title: t('problem.fast'), next: t('problem.again-in', { count }) };
    case 503:
      return { title: t('problem.busy'), safe: t('problem.failed.safe'), next: t('problem.again-in', { count }) };
    default:
      return status >= 500 ? failed() : undefined;
  }
}

const failed = (): Said => ({
  title: t('problem.failed'),
  safe: t('problem.failed.safe'),
  next: t('problem.failed.next'),
});
