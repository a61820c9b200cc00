import { type DateStyle, formatAgo, formatDate } from '../messages/format.ts';

export interface TimeProps {
  readonly at: Date | string;
  /** `ago` is "yesterday" or "in two days"; the others are dates. The full date is always in the title. */
  readonly as?: DateStyle | 'ago';
}

/** A moment as people say it. */
export const Time = ({ at, as = 'day' }: TimeProps) => (
  <time dateTime={new Date(at).toISOString()} title={formatDate(at, 'full')}>
    {as === 'ago' ? formatAgo(at) : formatDate(at, as)}
  </time>
);
