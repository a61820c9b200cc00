// biome-ignore-all lint/a11y/useAnchorContent: a cover repeats the link beside it for the hand, not for the ear
import type { CoursesGetOutput, ProgressMineOutput } from '@lectern/sdk';
import {
  ButtonLink,
  CourseCard,
  Cover,
  Empty,
  ForeEdge,
  Place,
  ProgressBar,
  type ScreenProps,
  Section,
  to,
} from '@lectern/ui';
import './home.css';
import { t } from './messages.ts';
import { homeEnd } from './places.ts';

interface OnTable {
  readonly progress: ProgressMineOutput['items'][number];
  readonly course: CoursesGetOutput;
}
interface Data {
  readonly table: readonly OnTable[];
  /** Of the day, where the page was made. */
  readonly hour: number;
}

export function Page({ data: { table, hour }, viewer }: ScreenProps<Data>) {
  const name = viewer?.name ?? '';
  const open = table.filter(({ progress }) => progress.done < progress.total || progress.total === 0);
  const [first, ...others] = open;
  const finished = table.filter((one) => !open.includes(one));
  return (
    <div class="home">
      <h1>
        {hour < 5 || hour >= 18
          ? t('good-evening', { name })
          : hour < 12
            ? t('good-morning', { name })
            : t('good-day', { name })}
      </h1>
      {first ? (
        <>
          <Continue {...first} />
          {others.length > 0 && (
            <Section title={t('table')}>
              <ul class="rows">
                {others.map((one) => (
                  <li key={one.course.id}>
                    <Row {...one} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      ) : (
        finished.length === 0 && (
          <Empty
            title={t('empty.title')}
            action={
              <ButtonLink kind="primary" href={to('/')}>
                {t('empty.find')}
              </ButtonLink>
            }
          >
            {t('empty.why')}
          </Empty>
        )
      )}
      {finished.length > 0 && (
        <Section title={t('finished')}>
          <ul class="rows">
            {finished.map((one) => (
              <li key={one.course.id}>
                <Row {...one} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Place of={homeEnd} />
    </div>
  );
}

/** The lesson to go on with: where they were; behind what they have finished, the next that is not. As `/learn/:slug` does. */
function lessonOf({ course, progress }: OnTable) {
  const lessons = course.sections.flatMap((section, part) =>
    section.lessons.map((lesson) => ({ ...lesson, part: part + 1 })),
  );
  const open = ({ id }: { readonly id: string }) => progress.lessons[id] !== 'completed';
  const at = lessons.findIndex(({ id }) => id === progress.resume?.lessonId);
  return lessons.slice(Math.max(0, at)).find(open) ?? lessons.find(open);
}
const readingOf = ({ course }: OnTable) => to('/learn/:slug', { slug: course.slug });
const shareOf = ({ progress }: OnTable) => (progress.total === 0 ? 0 : progress.done / progress.total);

function Continue(one: OnTable) {
  const { course, progress } = one;
  const lesson = lessonOf(one);
  const title = <bdi lang={course.language}>{course.title}</bdi>;
  return (
    <section class="continue" aria-label={t('where-you-were')}>
      <a href={readingOf(one)} tabIndex={-1} aria-hidden="true">
        <Cover title={course.title} author={course.author} progress={shareOf(one)} />
      </a>
      <div class="continue-text">
        <div>
          <p class="soft">{lesson ? t.parts('part', { course: title, part: lesson.part }) : title}</p>
          <h2>{lesson ? <bdi lang={course.language}>{lesson.title}</bdi> : t('all-done')}</h2>
          <p class="soft">{lesson && t('minutes-left', { count: lesson.minutes })}</p>
        </div>
        <div class="leaves">
          <ForeEdge
            label={t('progress')}
            parts={course.sections.map(({ lessons }) =>
              lessons.map(({ id, minutes }) => ({
                done: progress.lessons[id] === 'completed',
                weight: Math.max(1, minutes),
                ...(id === lesson?.id && { here: progress.lessons[id] ? 0.5 : 0 }),
              })),
            )}
          />
          <p class="small muted">{t('lessons', { done: progress.done, total: progress.total })}</p>
        </div>
        <div class="act row">
          <ButtonLink kind="primary" size="l" icon="play" href={readingOf(one)}>
            {progress.resume ? t('continue') : t('begin')}
          </ButtonLink>
          <a class="link-quiet" href={to('/courses/:slug', { slug: course.slug })}>
            {t('contents')}
          </a>
        </div>
      </div>
    </section>
  );
}

function Row(one: OnTable) {
  const { course, progress } = one;
  const lesson = lessonOf(one);
  return (
    <CourseCard
      layout="row"
      as="div"
      title={course.title}
      author={undefined}
      href={readingOf(one)}
      lang={course.language}
      progress={shareOf(one)}
    >
      <p class="small soft">{lesson ? t('next', { title: lesson.title }) : t('all-done')}</p>
      <div class="of-course">
        <ProgressBar value={shareOf(one)} label={t('progress')} />
        <span class="small muted nowrap">{t('lessons', { done: progress.done, total: progress.total })}</span>
      </div>
    </CourseCard>
  );
}
