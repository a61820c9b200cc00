import type { ComponentChildren } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import { coverSvg } from '../covers.ts';
import { t } from '../messages/t.ts';
import { classes } from './classes.ts';
import { Ribbon } from './ribbon.tsx';

export interface CoverProps {
  /** Empty for a course that has no title yet: it shows as "Untitled course". */
  readonly title: string;
  readonly author?: string | undefined;
  /** Address of an uploaded picture, tipped in above the label. */
  readonly picture?: string | undefined;
  /** 0 to 1: hangs a ribbon. */
  readonly progress?: number | undefined;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

/** A course as a book. Decorative: its title stands beside it in the page. */
export function Cover({ title, author, picture, progress, class: extra, children }: CoverProps) {
  const id = useId();
  const shown = title.trim() || t('course.untitled');
  const html = useMemo(
    () => ({ __html: coverSvg({ title: shown, by: author ?? '', plate: picture, id }) }),
    [shown, author, picture, id],
  );
  // The drawing is the first child by itself: markup that is set as a string and children cannot share an element.
  return (
    <span class={classes('cover', extra)} aria-hidden="true">
      <span class="cover-print" dangerouslySetInnerHTML={html} />
      {progress !== undefined && <Ribbon progress={progress} />}
      {children}
    </span>
  );
}
