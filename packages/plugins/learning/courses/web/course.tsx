import type { CoursesFindOutput } from '@lectern/sdk';
import { Badge, Cover, Crumbs, Icon, type ScreenProps, Section, Toc, to } from '@lectern/ui';
import './course.css';
import { duration, facts, t } from './messages.ts';
import { Offer, type OfferProps } from './offer.tsx';

export function Page({ data: { course, enrolled, progress }, viewer }: ScreenProps<OfferProps>) {
  const minutes = (part: CoursesFindOutput['sections'][number]) =>
    part.lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  const mayRead = enrolled || viewer?.may('course.write') === true;
  return (
    <>
      <Crumbs path={[{ label: t('courses'), href: to('/') }]} />
      <header class="hero">
        <div class="stack">
          {course.status === 'draft' && (
            <p>
              <Badge tone="warn">{t('draft')}</Badge> <span class="small soft">{t('draft.why')}</span>
            </p>
          )}
          <h1>
            <bdi lang={course.language}>{course.title}</bdi>
          </h1>
          {course.summary && (
            <p class="lead">
              <bdi lang={course.language}>{course.summary}</bdi>
            </p>
          )}
          <p class="facts-line">
            <span>
              <Icon name="circle-user-round" />
              <bdi>{course.author}</bdi>
            </span>
            <span>
              <Icon name="book-open-text" />
              {t('lessons', { count: course.lessons })}
            </span>
            <span>
              <Icon name="clock" />
              {duration(course.minutes)}
            </span>
          </p>
        </div>
        <Cover
          title={course.title}
          author={course.author}
          progress={progress && progress.total > 0 ? progress.done / progress.total : undefined}
        />
      </header>
      <div class="course-cols">
        <div class="stack course-text">
          {course.description && (
            <Section title={t('about')}>
              <div
                class="prose prose-compact"
                lang={course.language}
                dir="auto"
                // Made by the school from Markdown without HTML.
                dangerouslySetInnerHTML={{ __html: course.descriptionHtml }}
              />
            </Section>
          )}
          <Section
            title={t('contents')}
            aside={facts(
              t('parts', { count: course.sections.length }),
              t('lessons', { count: course.lessons }),
              duration(course.minutes),
            )}
          >
            <Toc
              lang={course.language}
              parts={course.sections.map((part) => ({
                id: part.id,
                title: part.title,
                end: duration(minutes(part)),
                lessons: part.lessons.map((lesson) => ({
                  id: lesson.id,
                  title: lesson.title,
                  end: t('minutes', { count: lesson.minutes }),
                  ...(mayRead && { href: to('/learn/:slug/:lesson', { slug: course.slug, lesson: lesson.slug }) }),
                  ...(progress?.lessons[lesson.id] === 'completed' && { icon: 'check' as const }),
                })),
              }))}
            />
          </Section>
        </div>
        <aside aria-label={t('offer')}>
          <Offer course={course} enrolled={enrolled} progress={progress} />
        </aside>
      </div>
    </>
  );
}
