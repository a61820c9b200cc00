// What an entry was about: its kind is told by who keeps it, or else by the name that its id has in the input.
import { roleName } from '@lectern/access/web';
import { to } from '@lectern/ui';
import { t } from '../words/words.ts';
import type { Entry } from './entry.ts';

const kinds = {
  userId: 'person',
  personId: 'person',
  courseId: 'course',
  sectionId: 'section',
  lessonId: 'lesson',
  mediaId: 'file',
  teamId: 'team',
  roleId: 'role',
  organizationId: 'school',
  accountId: 'service-account',
  keyId: 'key',
  sessionId: 'session',
  invitationId: 'invitation',
  importId: 'import',
  certificateId: 'certificate',
  fieldId: 'field',
  workId: 'job',
  changeId: 'setting',
  holdId: 'hold',
  entryId: 'entry',
} as const;
export type Kind = (typeof kinds)[keyof typeof kinds] | 'thing';
const kindOfType: Readonly<Record<string, Kind>> = {
  user: 'person',
  course: 'course',
  section: 'section',
  lesson: 'lesson',
  media: 'file',
  team: 'team',
  role: 'role',
  'service-account': 'service-account',
};

export interface Thing {
  readonly id: string;
  readonly kind: Kind;
  /** What it is called while it is there; else its id, where that is a word; else what it is: "a course". */
  readonly name: string;
  readonly isNamed: boolean;
  /** Where it is looked after. */
  readonly href: string | undefined;
}
type Named = Entry['others'][number];

export function thingOf({ target, facts }: Pick<Entry, 'target' | 'facts'>): Thing | undefined {
  if (target === null) return undefined;
  const key = Object.entries(facts).find(([key, value]) => key.endsWith('Id') && value === target.id)?.[0] ?? '';
  return shown(target, key in kinds ? kinds[key as keyof typeof kinds] : 'thing');
}
/** Beside what it was about. */
export const othersOf = ({ others }: Pick<Entry, 'others'>): Thing[] => others.map((one) => shown(one, 'thing'));

function shown({ id, type, name }: Named, otherwise: Kind): Thing {
  const kind = (type === null ? undefined : kindOfType[type]) ?? otherwise;
  const isWord = !/^[0-9a-f]{8}-/.test(id);
  const called =
    kind === 'role' ? roleName(id, name === null ? [] : [{ id, name }]) : (name ?? (isWord ? id : undefined));
  const href = name === null ? undefined : placeOf(kind, id);
  return { id, kind, name: called ?? t(`kind.${kind}`), isNamed: called !== undefined, href };
}

function placeOf(kind: Kind, id: string): string | undefined {
  if (kind === 'person') return to('/people/:userId', { userId: id });
  if (kind === 'course') return to('/teach/:courseId', { courseId: id });
  if (kind === 'team') return to('/school/teams/:teamId', { teamId: id });
  if (kind === 'role') return to('/people/roles/:roleId', { roleId: id });
  return undefined;
}
