import type { OrganizationsListOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  ButtonLink,
  Collection,
  Confirm,
  Form,
  formatBytes,
  formatDate,
  formatList,
  type ScreenProps,
  TextField,
  to,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from './messages.ts';

type School = OrganizationsListOutput['items'][number];
type Asked = { readonly school: School; readonly deed: 'suspend' | 'delete' };
const gigabyte = 1_000_000_000;

/** Schools below this one: whoever looks after them makes, limits, closes and deletes them here. */
export function Page({ data, lms }: ScreenProps<OrganizationsListOutput>) {
  const all = useSignal<readonly School[]>(data.items);
  const editing = useSignal<School | 'new' | undefined>(undefined);
  const asked = useSignal<Asked | undefined>(undefined);
  const read = async () => {
    all.value = (await lms.organizations.list()).items;
  };
  const close = useAction(async ({ school, deed }: Asked) => {
    await lms.organizations[deed]({ organizationId: school.id });
    asked.value = undefined;
    await read();
  });
  const resume = useAction(async (school: School) => {
    await lms.organizations.resume({ organizationId: school.id });
    await read();
  });
  return (
    <>
      <Collection
        title={t('schools')}
        lead={t('schools.lead')}
        rows={all.value}
        rowKey={({ id }) => id}
        none={{ title: t('schools.none'), what: t('schools.none.what') }}
        make={t('schools.new')}
        change={t('schools.change')}
        menu={({ name }) => t('schools.actions', { name })}
        deeds={(school) => [
          school.state === 'active'
            ? { label: t('schools.suspend'), icon: 'lock', onSelect: () => (asked.value = { school, deed: 'suspend' }) }
            : { label: t('schools.resume'), icon: 'rotate-ccw', onSelect: () => void resume.run(school) },
          'rule',
          {
            label: t('schools.delete'),
            icon: 'trash',
            danger: true,
            onSelect: () => (asked.value = { school, deed: 'delete' }),
          },
        ]}
        editing={editing.value}
        onEdit={(school) => (editing.value = school)}
        problem={close.problem ?? resume.problem}
        columns={[
          {
            id: 'name',
            label: t('name'),
            header: true,
            cell: ({ name, address }) => (
              <>
                <bdi>{name}</bdi>
                {address && (
                  <p class="small muted">
                    <bdi dir="ltr">{address}</bdi>
                  </p>
                )}
              </>
            ),
          },
          { id: 'state', label: t('schools.state'), cell: (school) => <State {...school} /> },
          { id: 'limits', label: t('schools.limits'), cell: ({ limits }) => limitsOf(limits) },
        ]}
        form={(school) => (
          <SchoolForm
            school={school}
            lms={lms}
            onDone={async () => {
              editing.value = undefined;
              await read();
            }}
          />
        )}
      />
      {data.next && (
        <ButtonLink kind="quiet" href={to('/school/schools', undefined, { from: data.next })}>
          …
        </ButtonLink>
      )}
      <Confirm
        open={asked.value !== undefined}
        onClose={() => (asked.value = undefined)}
        title={t(`schools.${asked.value?.deed ?? 'suspend'}.ask`, { name: asked.value?.school.name ?? '' })}
        deed={t(`schools.${asked.value?.deed ?? 'suspend'}`)}
        keep={t('schools.keep')}
        busy={close.busy}
        onConfirm={() => asked.value && close.run(asked.value)}
      >
        <p>{t(`schools.${asked.value?.deed ?? 'suspend'}.what`)}</p>
      </Confirm>
    </>
  );
}

function State({ state, eraseAt }: School) {
  if (state === 'active') return <Badge tone="good">{t('schools.active')}</Badge>;
  if (state === 'suspended') return <Badge tone="warn">{t('schools.suspended')}</Badge>;
  return <Badge tone="danger">{t('schools.deleted', { date: formatDate(eraseAt ?? '', 'date') })}</Badge>;
}

function limitsOf({ people, bytes, minutes }: School['limits']): string {
  const set = [
    people === null ? undefined : t('schools.people', { count: people }),
    bytes === null ? undefined : formatBytes(bytes),
    minutes === null ? undefined : t('schools.minutes', { count: minutes }),
  ].filter((one) => one !== undefined);
  return set.length === 0 ? t('schools.no-limits') : formatList(set);
}

interface SchoolFormProps {
  readonly school: School | undefined;
  readonly lms: ScreenProps<unknown>['lms'];
  readonly onDone: () => Promise<void>;
}
function SchoolForm({ school, lms, onDone }: SchoolFormProps) {
  const save = useAction(async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const limit = (name: string, unit = 1) => (text(name) === '' ? null : Math.round(Number(text(name)) * unit));
    const given = { name: text('name'), address: text('address') };
    const { id } = school ?? (await lms.organizations.create(given));
    const limits = { people: limit('people'), bytes: limit('gigabytes', gigabyte), minutes: limit('minutes') };
    await lms.organizations.change({ organizationId: id, ...given, limits });
    await onDone();
  });
  const { people = null, bytes = null, minutes = null } = school?.limits ?? {};
  const figure = (value: number | null) => (value === null ? '' : String(value));
  const hint = t('schools.limit.hint');
  return (
    <Form onSubmit={save.run} problem={save.problem}>
      <TextField label={t('name')} name="name" value={school?.name ?? ''} maxLength={200} />
      <TextField
        label={t('schools.address')}
        hint={t('schools.address.hint')}
        name="address"
        value={school?.address ?? ''}
        maxLength={63}
        pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
      />
      <TextField
        label={t('schools.limit.people')}
        hint={hint}
        name="people"
        type="number"
        min={0}
        value={figure(people)}
        optional
      />
      <TextField
        label={t('schools.limit.gigabytes')}
        hint={hint}
        name="gigabytes"
        type="number"
        min={0}
        step="any"
        value={figure(bytes === null ? null : bytes / gigabyte)}
        optional
      />
      <TextField
        label={t('schools.limit.minutes')}
        hint={hint}
        name="minutes"
        type="number"
        min={0}
        value={figure(minutes)}
        optional
      />
      <div class="dialog-actions">
        <Button kind="primary" submit busy={save.busy}>
          {school ? t('save') : t('schools.make')}
        </Button>
      </div>
    </Form>
  );
}
