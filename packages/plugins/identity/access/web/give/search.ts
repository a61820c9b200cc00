// What can be chosen where something is given: people, teams, places, things to do.
import type { ScreenClient } from '@lectern/ui';
import { languageOf, type Permission, sentence } from '../words/permissions.ts';
import { orNothing } from '../words/permitted.ts';
import { t } from '../words/words.ts';
import type { Found } from './finder.tsx';

const most = 8;
const has = (text: string) => {
  const wanted = text.toLocaleLowerCase();
  return (label: string) => label.toLocaleLowerCase().includes(wanted);
};

export const findPeople =
  (lms: ScreenClient) =>
  async (text: string): Promise<Found[]> => {
    const { items } = await lms.users.list({ limit: most, state: 'active', ...(text && { search: text }) });
    return items.map(({ id, name, email }) => ({ id, label: name, note: email }));
  };
/** None where the school has no teams. */
export const findTeams =
  (lms: ScreenClient) =>
  async (text: string): Promise<Found[]> => {
    const { items } = await lms.teams.list().catch(orNothing);
    return items
      .filter(({ name }) => has(text)(name))
      .slice(0, most)
      .map(({ id, name }) => ({ id, label: name, icon: 'users', note: t('place.team') }));
  };
/** The whole school has no id. */
export const wholeSchool = (): Found => ({ id: '', label: t('place.school'), icon: 'house' });

/** The whole school, then teams, then courses: published ones, and drafts of whoever looks. */
export const findPlaces =
  (lms: ScreenClient) =>
  async (text: string): Promise<Found[]> => {
    const [teams, shown, mine] = await Promise.all([
      findTeams(lms)(text),
      lms.courses.list({ limit: most, ...(text && { search: text }) }).catch(orNothing),
      lms.courses.teaching({ limit: most, ...(text && { search: text }) }).catch(orNothing),
    ]);
    const courses = new Map<string, string>();
    for (const { id, title } of [...mine.items, ...shown.items]) courses.set(id, title);
    const asFound = ([id, label]: readonly [string, string]): Found => ({
      id,
      label,
      icon: 'book-open',
      note: t('place.course'),
    });
    const school = wholeSchool();
    return [
      ...(text === '' || has(text)(school.label) ? [school] : []),
      ...teams,
      ...[...courses].slice(0, most).map(asFound),
    ];
  };

/** Found by what it is and by its name in programs. */
export const findThings =
  (permissions: readonly Permission[]) =>
  async (text: string): Promise<Found[]> =>
    permissions
      .filter((one) => has(text)(sentence(one)) || has(text)(one.name))
      .map((one) => ({ id: one.name, label: sentence(one), note: one.name, lang: languageOf(one.name) }));
