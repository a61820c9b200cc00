import { Callout, formatNumber, Icon } from '@lectern/ui';
import { t } from './messages.ts';

interface Told {
  readonly points: number;
  readonly score: number | null;
  readonly explanation: string | null;
  readonly feedback: string | null;
}

/** "Right, 2 points". A word, a shape and a colour. */
export function Verdict({ points, score }: Pick<Told, 'points' | 'score'>) {
  if (score === null) return null;
  const earned = Math.round(score * points * 100) / 100;
  const kind = score === 1 ? 'right' : score === 0 ? 'wrong' : 'partly';
  return (
    <span class={`verdict verdict-${kind}`}>
      <Icon name={kind === 'wrong' ? 'x' : 'check'} small />
      {t(`verdict.${kind}`, { earned: formatNumber(earned), points: formatNumber(points) })}
    </span>
  );
}

/** Why it is so, in the author's words. */
export function Why({ explanation, feedback }: Pick<Told, 'explanation' | 'feedback'>) {
  if (!explanation && !feedback) return null;
  return (
    <Callout title={t('why')}>
      {feedback && <p dangerouslySetInnerHTML={{ __html: feedback }} />}
      {explanation && <div class="why" dir="auto" dangerouslySetInnerHTML={{ __html: explanation }} />}
    </Callout>
  );
}
