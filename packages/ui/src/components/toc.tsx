import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/names.ts';
import { formatNumber } from '../messages/format.ts';

export interface TocLesson {
  readonly id: string;
  readonly title: string;
  /** Without an address the line is printed, not linked. */
  readonly href?: string | undefined;
  readonly icon?: IconName;
  /** What stands at the end of the leader: "14 min", "8 questions". */
  readonly end?: ComponentChildren;
  /** A word after the title, as a Badge. */
  readonly note?: ComponentChildren;
}
export interface TocPart {
  readonly id: string;
  readonly title: string;
  readonly end?: ComponentChildren;
  readonly lessons: readonly TocLesson[];
}

/** The contents of a course, printed like a book's: parts with their number, lessons with leaders. */
export const Toc = ({ parts }: { readonly parts: readonly TocPart[] }) => (
  <ol class="toc">
    {parts.map((part, i) => (
      <li key={part.id}>
        <h3 class="toc-part">
          <span class="folio">{formatNumber(i + 1)}</span>
          {part.title}
          {part.end && <span class="push">{part.end}</span>}
        </h3>
        <ol class="toc-lessons">
          {part.lessons.map((lesson) => (
            <TocLine key={lesson.id} {...lesson} />
          ))}
        </ol>
      </li>
    ))}
  </ol>
);

const TocLine = ({ title, href, icon, end, note }: TocLesson) => (
  <li class="toc-line">
    {icon && <Icon name={icon} small />}
    {href ? <a href={href}>{title}</a> : <span>{title}</span>}
    {note}
    <span class="leader" />
    {end && <span class="end">{end}</span>}
  </li>
);
