import type { CoursesFindOutput, ProgressCourseOutput } from '@lectern/sdk';
import { Icon } from '@lectern/ui';
import { useEffect, useRef } from 'preact/hooks';
import { t } from './messages.ts';

type Course = CoursesFindOutput;
export type Lesson = Course['sections'][number]['lessons'][number];

/** Where one is in the course: its parts and lessons, with what is finished. */
export function Outline({
  course,
  lesson,
  progress,
  address,
}: {
  readonly course: Course;
  readonly lesson: Lesson;
  readonly progress: ProgressCourseOutput;
  readonly address: (lesson: Lesson) => string;
}) {
  const here = useRef<HTMLAnchorElement>(null);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [lesson.id]);
  return (
    <>
      {course.sections.map((section, index) => (
        <div key={section.id}>
          <h2 class="outline-part">
            <span class="folio">{index + 1}</span>
            <bdi lang={course.language}>{section.title}</bdi>
          </h2>
          <ol class="outline-list">
            {section.lessons.map((one) => {
              const done = progress.lessons[one.id] === 'completed';
              const current = one.id === lesson.id;
              return (
                <li key={one.id}>
                  <a
                    ref={current ? here : null}
                    href={address(one)}
                    class={done ? 'is-done' : undefined}
                    aria-current={current ? 'page' : undefined}
                  >
                    <Icon name={done ? 'check' : one.kind === 'quiz' ? 'list-checks' : 'book-open-text'} />
                    <span>
                      <bdi lang={course.language}>{one.title}</bdi>
                      {done && <span class="visually-hidden">{t('finished-word')}</span>}
                    </span>
                    {one.minutes > 0 && <span class="end">{one.minutes}′</span>}
                  </a>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
    </>
  );
}
