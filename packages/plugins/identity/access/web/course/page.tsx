import type { CoursesGetOutput } from '@lectern/sdk';
import {
  Crumbs,
  Empty,
  type LoadContext,
  More,
  PageHead,
  Person,
  Problem,
  type ScreenProps,
  Section,
  Table,
  to,
  useData,
  useList,
} from '@lectern/ui';
import { type GivenOn, givenOn, type Reviews, reachingPage } from '../review/pages.ts';
import { KeptRights } from '../shown/kept.tsx';
import { What, When, Where } from '../shown/parts.tsx';
import { type Known, known as knownHere } from '../words/known.ts';
import { t } from '../words/words.ts';

export interface HereData {
  readonly course: Pick<CoursesGetOutput, 'id' | 'title' | 'language'>;
  readonly given: GivenOn;
  readonly reaching: Reviews;
  readonly known: Known;
  readonly mayGive: boolean;
}

export async function whoHere({
  lms,
  params: { courseId },
  viewer,
  signal,
}: LoadContext<{ readonly courseId: string }>): Promise<HereData> {
  const [course, given, reaching, known, giving] = await Promise.all([
    lms.courses.get({ courseId }, { signal }),
    givenOn(lms, courseId),
    reachingPage(lms, courseId),
    knownHere({ lms, signal }),
    viewer && lms.access.explain({ userId: viewer.id, permission: 'access.assign', on: courseId }, { signal }),
  ]);
  return { course, given, reaching, known, mayGive: giving?.allowed === true };
}

/** Who may do what in one course: what was given in it, and what reaches it from the school and through teams. */
export function Page({ data, lms, viewer }: ScreenProps<HereData>) {
  const { course, known, mayGive } = data;
  const courseId = course.id;
  const given = useData(data.given, () => givenOn(lms, courseId));
  const { rights, hasLearners } = given.data;
  const reaching = useList(data.reaching, (cursor) => reachingPage(lms, courseId, cursor));
  const why = (userId: string) => to('/people/access/why', undefined, { person: userId, on: courseId });
  return (
    <>
      <Crumbs
        path={[
          { label: t('here.courses'), href: to('/teach') },
          { label: course.title, href: to('/teach/:courseId', { courseId }) },
        ]}
      />
      <PageHead size="medium" title={t('here')}>
        {t('here.lead')}
      </PageHead>
      {given.problem && <Problem problem={given.problem} />}
      <Section title={t('here.given')}>
        <KeptRights
          label={t('here.given')}
          items={rights}
          known={known}
          with={['who']}
          linked={viewer?.may('user.read') === true}
          giving={{ on: { id: courseId, label: course.title, icon: 'book-open' } }}
          mayGive={mayGive}
          more={({ userId }) =>
            userId === null ? [] : [{ label: t('why'), icon: 'info' as const, href: why(userId) }]
          }
          none={<Empty title={t('here.none')}>{t('here.none-why')}</Empty>}
          onChanged={() => given.refresh()}
        />
        {hasLearners && (
          <p class="small soft rights-more">
            <a href={to('/teach/:courseId/people', { courseId })}>{t('here.learners')}</a>
          </p>
        )}
      </Section>
      <Section title={t('here.reach')}>
        {reaching.items.length === 0 ? (
          <p class="soft">{t('here.reach-none')}</p>
        ) : (
          <div class="rights">
            <Table
              label={t('here.reach')}
              rows={reaching.items}
              rowKey={({ userId, assignment }) => `${assignment.assignmentId} ${userId}`}
              columns={[
                {
                  id: 'who',
                  label: t('rights.who'),
                  header: true,
                  cell: ({ name, through }) => (
                    <Person name={name}>{through && t('source.team', { team: through.name })}</Person>
                  ),
                },
                {
                  id: 'what',
                  label: t('rights.what'),
                  cell: ({ assignment }) => <What of={assignment} known={known} />,
                },
                { id: 'where', label: t('rights.where'), cell: ({ assignment }) => <Where of={assignment} /> },
                { id: 'when', label: t('rights.when'), cell: ({ assignment }) => <When of={assignment} /> },
                {
                  id: 'why',
                  label: t('why.short'),
                  quiet: true,
                  cell: ({ userId, name }) => (
                    <a class="small" href={why(userId)} aria-label={t('why.ask-of', { name })}>
                      {t('why.short')}
                    </a>
                  ),
                },
              ]}
            />
          </div>
        )}
        <More of={reaching} />
      </Section>
    </>
  );
}
