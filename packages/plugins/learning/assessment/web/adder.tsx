import { Button } from '@lectern/ui';
import { t } from './messages.ts';

/** Beside "Add lesson". */
export const Filling = ({ add }: { readonly add: (kind: string, title: string) => void }) => (
  <Button kind="quiet" size="s" icon="list-checks" onClick={() => add('quiz', t('new-quiz'))}>
    {t('add-quiz')}
  </Button>
);
