import { formatNumber, formatPercent } from '../messages/format.ts';
import { t } from '../messages/t.ts';

export interface ProgressProps {
  readonly value: number;
  /** The whole; 1 unless it is counted in something. */
  readonly max?: number;
  /** What progresses: "Upload of seminar.mp4". */
  readonly label?: string;
}

/** How far one task is. A course shows its fore-edge instead, a figure the ring. */
export const ProgressBar = ({ value, max = 1, label = t('progress') }: ProgressProps) => (
  <div
    class="bar"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={max}
    aria-valuenow={value}
    aria-valuetext={formatPercent(value / max)}
  >
    <i style={{ '--p': Math.min(1, value / max) }} />
  </div>
);

/** A share as a figure. `children` is what stands inside, by default the percentage. */
export const Ring = ({
  value,
  max = 1,
  label = t('progress'),
  children,
}: ProgressProps & { readonly children?: string }) => (
  <span class="ring" style={{ '--p': value / max }} role="img" aria-label={`${label}: ${formatPercent(value / max)}`}>
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="15.9155" />
      <circle cx="20" cy="20" r="15.9155" pathLength="100" />
    </svg>
    <span aria-hidden="true">{children ?? formatNumber(Math.round((100 * value) / max))}</span>
  </span>
);
