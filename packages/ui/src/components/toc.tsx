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

/**
 * The contents of a course, printed like a book's: parts with their number, lessons with leaders.
 *
 * @param lang language of the titles, when it is not the page's (BCP 47)
 */
export const Toc = ({ parts, lang }: { readonly parts: readonly TocPart[]; readonly lang?: string | undefined }) => (
  <ol class="toc">
    {parts.map((part, i) => (
      <li key={part.id}>
        <h3 class="toc-part">
          <span class="folio">{formatNumber(i + 1)}</span>
          <bdi lang={lang}>{part.title}</bdi>
          {part.end && <span class="push">{part.end}</span>}
        </h3>
        <ol class="toc-lessons">
          {part.lessons.map((lesson) => (
            <TocLine key={lesson.id} {...lesson} lang={lang} />
          ))}
        </ol>
      </li>
    ))}
  </ol>
);

const TocLine = ({ title, href, icon, end, note, lang }: TocLesson & { readonly lang: string | undefined }) => (
  <li class="toc-line">
    {icon && <Icon name={icon} small />}
    {href ? (
      <a href={href}>
        <bdi lang={lang}>{title}</bdi>
      </a>
    ) : (
      <bdi lang={lang}>{title}</bdi>
    )}
    {note}
    <span class="leader" />
    {end && <span class="end">{end}</span>}
  </li>
);
