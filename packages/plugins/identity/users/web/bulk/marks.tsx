import type { UsersImportOutput } from '@lectern/sdk';
import { Badge, formatNumber, type Tone } from '@lectern/ui';
import { t } from './words.ts';

export type Import = UsersImportOutput;
type Counts = Import['counts'];

const tones: Partial<Record<Import['state'], Tone>> = {
  done: 'good',
  failed: 'danger',
  cancelled: 'warn',
  running: 'accent',
};

export const StateOf = ({ state, dryRun }: Pick<Import, 'state' | 'dryRun'>) => (
  <Badge {...(tones[state] && { tone: tones[state] })}>
    {t(state === 'done' && dryRun ? 'state.tried' : `state.${state}`)}
  </Badge>
);

const always = ['created', 'updated', 'unchanged', 'refused'] as const;
const ofThese = ['suspended', 'restored', 'removed'] as const;

export const CountsOf = ({ counts }: { readonly counts: Counts }) => (
  <dl class="bulk-counts">
    {[...always, ...ofThese.filter((what) => counts[what] > 0)].map((what) => (
      <div key={what}>
        <dt>{t(`count.${what}`)}</dt>
        <dd>{formatNumber(counts[what])}</dd>
      </div>
    ))}
  </dl>
);
