import type { AccessExplainOutput } from '@lectern/sdk';
import {
  Button,
  Crumbs,
  Form,
  go,
  type LoadContext,
  PageHead,
  Problem,
  type ScreenProps,
  to,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Finder, type Found } from '../give/finder.tsx';
import { findPeople, findPlaces, findThings, wholeSchool } from '../give/search.ts';
import { type Known, known as knownHere, nameOfPermission } from '../words/known.ts';
import { languageOf } from '../words/permissions.ts';
import { t } from '../words/words.ts';
import { Answer } from './answer.tsx';
import './why.css';

interface Asking {
  readonly person: string | undefined;
  readonly permission: string | undefined;
  readonly on: string | undefined;
}
export interface WhyData {
  readonly asking: Asking;
  readonly known: Known;
  readonly answer: AccessExplainOutput | undefined;
  readonly names: { readonly person: string | undefined; readonly place: string | undefined };
}

const said = (query: URLSearchParams, key: string) => query.get(key)?.slice(0, 100) || undefined;

/** The answer to what the address asks; of a question that is not whole, the names of what is said already. */
export async function askWhy({ lms, query, signal }: LoadContext<unknown>): Promise<WhyData> {
  const [person, permission, on] = ['person', 'permission', 'on'].map((key) => said(query, key));
  const asking = { person, permission, on };
  const known = knownHere({ lms, signal });
  if (person && permission) {
    const answer = await lms.access.explain({ userId: person, permission, ...(on && { on }) }, { signal });
    return {
      asking,
      known: await known,
      answer,
      names: { person: answer.name, place: answer.place?.title ?? undefined },
    };
  }
  const [somebody, course] = await Promise.all([
    person ? lms.users.get({ userId: person }, { signal }).catch(() => undefined) : undefined,
    on ? lms.courses.get({ courseId: on }, { signal }).catch(() => undefined) : undefined,
  ]);
  return {
    asking,
    known: await known,
    answer: undefined,
    names: { person: somebody?.name, place: course?.title },
  };
}

/** Whether somebody may do something, and why: asked in three fields, answered in a sentence and with what decides it. */
export function Page({ data, lms }: ScreenProps<WhyData>) {
  const { asking, known, names } = data;
  const live = useData(data.answer, async () =>
    asking.person && asking.permission
      ? lms.access.explain({
          userId: asking.person,
          permission: asking.permission,
          ...(asking.on && { on: asking.on }),
        })
      : undefined,
  );
  const asked = foundOf(data);
  const who = useSignal<Found | undefined>(asked.who);
  const thing = useSignal<Found | undefined>(asked.thing);
  const place = useSignal<Found | undefined>(asked.place);
  const tried = useSignal(false);
  useEffect(() => {
    const now = foundOf(data);
    [who.value, thing.value, place.value] = [now.who, now.thing, now.place];
  }, [data, who, thing, place]);
  const [people, places, things] = useMemo(
    () => [findPeople(lms), findPlaces(lms), findThings(known.permissions)],
    [lms, known.permissions],
  );
  const submit = () => {
    tried.value = true;
    if (!who.value || !thing.value) return;
    go(
      to('/people/access/why', undefined, {
        person: who.value.id,
        permission: thing.value.id,
        on: place.value?.id || undefined,
      }),
    );
  };
  return (
    <>
      <Crumbs
        path={
          asking.person
            ? [{ label: names.person ?? asking.person, href: to('/people/:userId', { userId: asking.person }) }]
            : [{ label: t('review'), href: to('/people/access') }]
        }
      />
      <PageHead size="medium" title={t('why')}>
        {t('why.lead')}
      </PageHead>
      {live.problem && <Problem problem={live.problem} />}
      {live.data && <Answer of={live.data} known={known} onChanged={() => live.refresh()} />}
      {live.data && <h2 class="why-again">{t('why.again')}</h2>}
      <Form onSubmit={submit} class="stack why-form" label={t('why')}>
        <Finder
          label={t('why.who')}
          hint={t('find.person')}
          value={who}
          search={people}
          error={tried.value && !who.value ? t('give.nobody-chosen') : undefined}
        />
        <Finder
          label={t('why.what')}
          hint={t('find.thing')}
          value={thing}
          search={things}
          error={tried.value && !thing.value ? t('give.nothing-chosen') : undefined}
        />
        <Finder label={t('why.where')} hint={t('find.place')} value={place} search={places} />
        <div>
          <Button kind="primary" submit>
            {t('why.ask')}
          </Button>
        </div>
      </Form>
    </>
  );
}

function foundOf({ asking: { person, permission, on }, known, names }: WhyData) {
  return {
    who: person ? { id: person, label: names.person ?? person } : undefined,
    thing: permission
      ? { id: permission, label: nameOfPermission(permission, known), note: permission, lang: languageOf(permission) }
      : undefined,
    place: on ? { id: on, label: names.place ?? on } : wholeSchool(),
  };
}
