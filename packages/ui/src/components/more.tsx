import type { LiveList } from '../hooks/use-list.ts';
import { t } from '../messages/t.ts';
import { Button } from './button.tsx';
import { Problem } from './problem.tsx';

export interface MoreProps {
  readonly of: Pick<LiveList<unknown>, 'hasMore' | 'busy' | 'problem' | 'more' | 'refresh'>;
  /** "Show older ones", where that says more than "Show more". */
  readonly label?: string;
}

/** The foot of a list that is read page by page: what follows, and why it did not come. */
export function More({ of, label = t('list.more') }: MoreProps) {
  if (!of.hasMore && !of.problem) return null;
  return (
    <div class="stack list-foot">
      {of.problem && <Problem problem={of.problem} onRetry={of.hasMore ? undefined : () => void of.refresh()} />}
      {of.hasMore && (
        <Button busy={of.busy} onClick={() => void of.more()}>
          {label}
        </Button>
      )}
    </div>
  );
}
