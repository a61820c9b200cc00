import type { CoursesGetOutput } from '@lectern/sdk';
import { Icon, to } from '@lectern/ui';
import { useEffect, useRef } from 'preact/hooks';

/** The course beside what is written of it: another lesson is one press away. */
export function WriteTree({ course, lessonId }: { readonly course: CoursesGetOutput; readonly lessonId: string }) {
  const here = useRef<HTMLAnchorElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [lessonId]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it
    <nav class="bench-tree" aria-label={course.title} tabIndex={0}>
      {course.sections.map((section, index) => (
        <div key={section.id}>
          <h2 class="outline-part">
            <span class="folio">{index + 1}</span>
            <bdi lang={course.language}>{section.title}</bdi>
          </h2>
          <ul>
            {section.lessons.map(({ id, title, kind }) => (
              <li key={id}>
                <a
                  ref={id === lessonId ? here : null}
                  href={to('/teach/:courseId/:lessonId', { courseId: course.id, lessonId: id })}
                  aria-current={id === lessonId ? 'page' : undefined}
                >
                  <Icon name={kind === 'quiz' ? 'list-checks' : 'book-open-text'} small />
                  <bdi lang={course.language}>{title}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
