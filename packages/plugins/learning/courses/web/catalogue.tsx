// biome-ignore-all lint/a11y/useAnchorContent: a cover repeats the link beside it for the hand, not for the ear
import type { CoursesListOutput, OrganizationsCurrentOutput } from '@lectern/sdk';
import { ButtonLink, CourseCard, Cover, Empty, Icon, More, type ScreenProps, to, useKeys, useList } from '@lectern/ui';
import { useRef } from 'preact/hooks';
import './catalogue.css';
import { duration, facts, t } from './messages.ts';

interface Data {
  readonly page: CoursesListOutput;
  readonly search: string;
  readonly school: OrganizationsCurrentOutput;
}
type Card = CoursesListOutput['items'][number];

export function Page({ data: { page, search, school }, lms }: ScreenProps<Data>) {
  const courses = useList(page, (cursor) => lms.courses.list({ cursor, limit: 24, ...(search && { search }) }));
  const [first, ...others] = courses.items;
  // The course in the window does not stand on the shelf a second time.
  const shelf = search ? courses.items : others;
  if (!first && !search) {
    return (
      <>
        <h1 class="visually-hidden">{t('courses')}</h1>
        <Empty title={t('empty.title')}>{t('empty.why')}</Empty>
      </>
    );
  }
  return (
    <>
      <h1 class="visually-hidden">{t('courses')}</h1>
      {first && !search && <Feature course={first} />}
      {(shelf.length > 0 || search) && (
        <section class={search ? 'browse is-first' : 'browse'} aria-labelledby="all">
          <div class="row row-apart browse-head">
            <h2 id="all">{search ? t('search.found') : t('others')}</h2>
            <SearchForm search={search} />
          </div>
          {shelf.length === 0 ? (
            <Empty title={t('search.none')} action={<ButtonLink href={to('/')}>{t('all')}</ButtonLink>}>
              {t('search.none-why')}
            </Empty>
          ) : (
            <ul class="shelf">
              {shelf.map((course) => (
                <Shelved key={course.id} course={course} school={school} />
              ))}
            </ul>
          )}
          <More of={courses} />
        </section>
      )}
    </>
  );
}

const Shelved = ({ course, school }: { readonly course: Card; readonly school: OrganizationsCurrentOutput }) => (
  <CourseCard
    title={course.title}
    href={to('/courses/:slug', { slug: course.slug })}
    author={course.author}
    lang={course.language === school.locale ? undefined : course.language}
    facts={[t('lessons', { count: course.lessons }), t('free')]}
  />
);

/** The newest course as the shop window: one thing to look at, one thing to do. */
function Feature({ course }: { readonly course: Card }) {
  const href = to('/courses/:slug', { slug: course.slug });
  return (
    <section class="feature" aria-labelledby="feature">
      <a href={href} tabIndex={-1} aria-hidden="true">
        <Cover title={course.title} author={course.author} />
      </a>
      <div class="feature-text">
        <div>
          <p class="soft small">
            {facts(t('newest'), t('lessons', { count: course.lessons }), duration(course.minutes))}
          </p>
          <h2 id="feature">
            <bdi lang={course.language}>{course.title}</bdi>
          </h2>
          {course.summary && (
            <p class="lead">
              <bdi lang={course.language}>{course.summary}</bdi>
            </p>
          )}
        </div>
        <div class="row more">
          <ButtonLink kind="primary" size="l" href={href}>
            {t('see')}
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}

/** A form that works as a plain link too: the address says what is searched. */
function SearchForm({ search }: { readonly search: string }) {
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', label: t('search'), run: () => field.current?.focus() }]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: Safari knows the search element only since 17
    <form action={to('/')} role="search" class="input-group">
      <Icon name="search" small />
      <input
        ref={field}
        class="input"
        type="search"
        name="q"
        value={search}
        maxLength={200}
        placeholder={t('search')}
        aria-label={t('search')}
        aria-keyshortcuts="/"
      />
    </form>
  );
}
