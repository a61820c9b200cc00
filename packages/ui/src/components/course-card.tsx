import type { ComponentChildren } from 'preact';
import { t } from '../messages/t.ts';
import { classes } from './classes.ts';
import { Cover } from './cover.tsx';

export interface CourseCardProps {
  readonly title: string;
  readonly href: string;
  readonly author?: string | undefined;
  readonly picture?: string | undefined;
  /** Two short facts at most: how long, what it costs. */
  readonly facts?: readonly ComponentChildren[];
  readonly progress?: number | undefined;
  /** Language of the title, when it is not the page's (BCP 47). */
  readonly lang?: string | undefined;
  /** `row` puts a small cover beside the text, for a list of one's own courses. */
  readonly layout?: 'shelf' | 'row';
  readonly as?: 'li' | 'div';
  readonly children?: ComponentChildren;
}

/** A book on a shelf. The whole card is the link's target, its name is the title alone. */
export function CourseCard(props: CourseCardProps) {
  const {
    title,
    href,
    author,
    picture,
    facts = [],
    progress,
    lang,
    layout = 'shelf',
    as: Element = 'li',
    children,
  } = props;
  return (
    <Element class={classes('course', layout === 'row' && 'course-row')}>
      <Cover title={title} author={author} picture={picture} progress={progress} />
      <div>
        <h3>
          <a href={href}>
            <bdi lang={lang}>{title.trim() || t('course.untitled')}</bdi>
          </a>
        </h3>
        {author && (
          <p class="by">
            <bdi>{author}</bdi>
          </p>
        )}
        {facts.length > 0 && (
          <p class="facts">
            {facts.map((fact, i) => (
              <span key={i} class="num">
                {fact}
              </span>
            ))}
          </p>
        )}
        {children}
      </div>
    </Element>
  );
}
