import { Button, Check, Dialog, Form, Segmented, Select, TextField, toast, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type Right, wordsOf } from '../shown/right.ts';
import { type Known, nameOfRole, summaryOfRole } from '../words/known.ts';
import { t } from '../words/words.ts';
import { Finder, type Found } from './finder.tsx';
import { findPeople, findPlaces, findTeams, findThings, wholeSchool } from './search.ts';
import { beginningOf, endOf, firstDay, lastDay, today } from './term.ts';

type Holder = 'person' | 'team';
type Kind = 'role' | 'allow' | 'deny';

/** What is said already by the screen that asks: it is not asked again. */
export interface Giving {
  readonly to?: Found & { readonly kind: Holder };
  readonly on?: Found;
  /** Only where it begins. */
  readonly role?: string;
  /** Its times are changed, and nothing else. */
  readonly times?: Right;
}
export interface GiveDialogProps {
  /** Undefined while it is closed. */
  readonly giving: Giving | undefined;
  readonly known: Known;
  /** The school has others below it. */
  readonly hasBelow?: boolean;
  readonly onClose: () => void;
  readonly onGiven: () => unknown;
}

/** Gives a role, allows or denies one thing; or changes from when until when something holds. */
export function GiveDialog({ giving, known, hasBelow = false, onClose, onGiven }: GiveDialogProps) {
  const times = giving?.times;
  return (
    <Dialog open={giving !== undefined} onClose={onClose} title={t(times ? 'change-times' : 'give')} actions={false}>
      {giving && <GiveForm {...{ giving, known, hasBelow, onClose, onGiven }} />}
    </Dialog>
  );
}

function GiveForm({ giving, known, hasBelow, onClose, onGiven }: GiveDialogProps & { readonly giving: Giving }) {
  const { lms } = useScreen();
  const { times } = giving;
  const holder = useSignal<Holder>(giving.to?.kind ?? 'person');
  const who = useSignal<Found | undefined>(giving.to);
  const kind = useSignal<Kind>('role');
  const role = useSignal(giving.role ?? '');
  const thing = useSignal<Found | undefined>(undefined);
  const place = useSignal<Found | undefined>(giving.on ?? wholeSchool());
  const below = useSignal(false);
  const limited = useSignal(times ? times.from !== null || times.until !== null : false);
  const tried = useSignal(false);
  const isSchool = place.value?.id === '';
  // On a single course somebody may have more than in the whole school: there the server says what is too much.
  const roles = known.roles.filter(({ mayGive }) => mayGive || !isSchool);
  const things = known.permissions.filter(({ mine }) => mine || !isSchool);
  const [people, teams, places] = useMemo(() => [findPeople(lms), findTeams(lms), findPlaces(lms)], [lms]);
  const thingSearch = useMemo(() => findThings(things), [things.length]);

  const ready = () =>
    times !== undefined || (who.value && place.value && (kind.value === 'role' || thing.value !== undefined));
  const give = useAction(async (form: FormData) => {
    const [from, until] = ['from', 'until'].map((name) => (limited.value ? String(form.get(name) ?? '') : ''));
    const term = { ...(from && { from: beginningOf(from) }), ...(until && { until: endOf(until) }) };
    if (times) {
      await lms.access.assign({ ...wordsOf(times), effect: times.effect, below: times.below, ...term });
      toast({ text: t('change-times.done') });
    } else {
      const on = place.peek()!.id;
      await lms.access.assign({
        ...(holder.value === 'person' ? { userId: who.peek()!.id } : { teamId: who.peek()!.id }),
        ...(kind.value === 'role' ? { role: role.value } : { permission: thing.peek()!.id }),
        effect: kind.value === 'deny' ? 'deny' : 'allow',
        ...(on ? { on } : { below: below.value }),
        ...term,
      });
      toast({ text: t(kind.value === 'deny' ? 'give.done-deny' : 'give.done') });
    }
    onClose();
    await onGiven();
  });
  const submit = (form: FormData) => {
    tried.value = true;
    if (ready()) return give.run(form);
  };
  const summary = roles.find(({ id }) => id === role.value);
  return (
    <Form onSubmit={submit} problem={give.problem} class="stack">
      {!times && !giving.to && (
        <div class="stack give-who">
          <Segmented
            label={t('give.to')}
            value={holder}
            onValue={() => {
              who.value = undefined;
            }}
            options={[
              { value: 'person', label: t('give.person') },
              { value: 'team', label: t('give.team') },
            ]}
          />
          <Finder
            key={holder.value}
            label={t('give.to')}
            hint={t(holder.value === 'person' ? 'find.person' : 'find.team')}
            value={who}
            search={holder.value === 'person' ? people : teams}
            error={tried.value && !who.value ? t('give.nobody-chosen') : undefined}
          />
        </div>
      )}
      {!times && (
        <div class="give-what">
          <Segmented
            label={t('give.kind')}
            value={kind}
            options={[
              { value: 'role', label: t('give.role') },
              { value: 'allow', label: t('give.allow') },
              { value: 'deny', label: t('give.deny') },
            ]}
          />
          {kind.value === 'role' ? (
            <Select
              label={t('give.which-role')}
              name="role"
              value={role}
              hint={summary && summaryOfRole(summary)}
              options={roles.map(({ id }) => ({ value: id, label: nameOfRole(id, known) }))}
            />
          ) : (
            <Finder
              label={t('give.which-permission')}
              hint={t('find.thing')}
              value={thing}
              search={thingSearch}
              error={tried.value && !thing.value ? t('give.nothing-chosen') : undefined}
            />
          )}
          {kind.value === 'deny' && <p class="small soft">{t('give.deny-wins')}</p>}
        </div>
      )}
      {!times && !giving.on && <Finder label={t('give.where')} hint={t('find.place')} value={place} search={places} />}
      {!times && hasBelow && isSchool && <Check checked={below}>{t('give.below')}</Check>}
      <Check checked={limited}>{t('give.term')}</Check>
      {limited.value && (
        <div class="give-days">
          <TextField label={t('give.from')} name="from" type="date" value={firstDay(times?.from ?? null)} optional />
          <TextField
            label={t('give.until')}
            hint={t('give.until-hint')}
            name="until"
            type="date"
            min={today()}
            value={lastDay(times?.until ?? null)}
            optional
          />
        </div>
      )}
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button kind="primary" submit busy={give.busy}>
          {t(times ? 'change-times.do' : kind.value === 'deny' ? 'give.do-deny' : 'give.do')}
        </Button>
      </div>
    </Form>
  );
}
