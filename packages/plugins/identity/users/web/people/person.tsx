import type { UsersGetOutput } from '@lectern/sdk';
import {
  Avatar,
  Button,
  Callout,
  Crumbs,
  Form,
  PageHead,
  Place,
  Problem,
  type ScreenProps,
  Section,
  TextField,
  Time,
  to,
  toast,
  useAction,
  useData,
  type Viewer,
} from '@lectern/ui';
import { FieldInputs, fieldsIn } from '../fields/inputs.tsx';
import { pictureOf } from '../picture.ts';
import { personDangers, personSections } from '../places.ts';
import { Leaving } from './leaving.tsx';
import { StateBadge } from './marks.tsx';
import './people.css';
import { t } from './words.ts';

type Props = ScreenProps<UsersGetOutput>;
interface PartProps {
  readonly person: UsersGetOutput;
  readonly lms: Props['lms'];
  readonly viewer: Viewer | undefined;
  /** The person as they are now. */
  readonly changed: (now: UsersGetOutput) => void;
}

/** One person of the school, for who looks after people. */
export function Page({ data, lms, viewer }: Props) {
  const live = useData(data, () => lms.users.get({ userId: data.id }));
  const person = live.data;
  const part = { person, lms, viewer, changed: (now: UsersGetOutput) => live.set(() => now) };
  const again = () => void live.refresh();
  return (
    <>
      <Crumbs path={[{ label: t('people'), href: to('/people') }]} />
      <PageHead
        size="medium"
        title={
          <span class="row nowrap">
            <Avatar name={person.name} picture={pictureOf(person)} size="l" />
            <bdi>{person.name}</bdi>
          </span>
        }
        actions={<StateBadge state={person.state} />}
      />
      {live.problem && <Problem problem={live.problem} />}
      {person.state !== 'active' && (
        <Callout tone="warn" title={t(`is.${person.state}`)}>
          <p>
            <Time at={person.stateSince} /> {person.reason && <bdi>{person.reason}</bdi>}
          </p>
        </Callout>
      )}
      <Profile person={person} />
      <Changing key={`${person.name} ${person.email}`} {...part} />
      {person.fields.length > 0 && <Filling {...part} />}
      <Place of={personSections} person={person} lms={lms} changed={again} />
      <Section title={t('danger')}>
        <Leaving {...part} />
        <Place of={personDangers} person={person} lms={lms} changed={again} />
      </Section>
    </>
  );
}

const Profile = ({ person }: Pick<PartProps, 'person'>) => (
  <Section title={t('profile')}>
    <dl class="person-facts">
      <dt>{t('email')}</dt>
      <dd>
        <a href={`mailto:${person.email}`}>
          <bdi>{person.email}</bdi>
        </a>
      </dd>
      <dt>{t('joined')}</dt>
      <dd>
        <Time at={person.joinedAt} />
      </dd>
      {person.timeZone && (
        <>
          <dt>{t('time-zone')}</dt>
          <dd>{person.timeZone.replaceAll('_', ' ')}</dd>
        </>
      )}
      {person.bio && (
        <>
          <dt>{t('bio')}</dt>
          <dd>
            <bdi class="person-bio">{person.bio}</bdi>
          </dd>
        </>
      )}
      {person.links.length > 0 && (
        <>
          <dt>{t('links')}</dt>
          <dd class="row">
            {person.links.map(({ label, url }) => (
              <a key={url} href={url} target="_blank" rel="noopener noreferrer nofollow">
                <bdi>{label}</bdi>
              </a>
            ))}
          </dd>
        </>
      )}
    </dl>
  </Section>
);

/** An owner's account is changed by who gives roles: the server says so too. */
const mayTouch = ({ person, viewer }: PartProps, permission: string): boolean =>
  viewer?.may(permission) === true && (!person.roles.includes('owner') || viewer.may('access.assign'));

function Changing(props: PartProps) {
  const { person, lms, changed } = props;
  const save = useAction(async (form: FormData) => {
    const given = { name: String(form.get('name')), email: String(form.get('email')) };
    changed(await lms.users.update({ userId: person.id, ...given }));
    toast({ text: t('saved') });
  });
  const dropPicture = useAction(async () => {
    changed(await lms.users.update({ userId: person.id, picture: null }));
  });
  if (!mayTouch(props, 'user.write')) return null;
  return (
    <Section title={t('name-and-address')}>
      {person.elsewhere ? (
        <Callout title={t('elsewhere')}>
          <p>{t('elsewhere.why')}</p>
        </Callout>
      ) : (
        <Form onSubmit={save.run} problem={save.problem ?? dropPicture.problem} class="stack person-form">
          <TextField label={t('name')} name="name" value={person.name} maxLength={200} autocomplete="off" />
          <TextField
            label={t('email')}
            hint={t('email.hint')}
            name="email"
            type="email"
            value={person.email}
            maxLength={254}
            autocomplete="off"
          />
          <div class="row">
            <Button kind="primary" submit busy={save.busy}>
              {t('save')}
            </Button>
            {person.picture && (
              <Button kind="quiet" busy={dropPicture.busy} onClick={() => dropPicture.run()}>
                {t('picture.drop')}
              </Button>
            )}
          </div>
        </Form>
      )}
    </Section>
  );
}

function Filling(props: PartProps) {
  const { person, lms, changed } = props;
  const save = useAction(async (form: FormData) => {
    changed(await lms.users.update({ userId: person.id, fields: fieldsIn(form, person.fields) }));
    toast({ text: t('saved') });
  });
  const may = mayTouch(props, 'user.write');
  return (
    <Section title={t('fields.of-person')}>
      <Form onSubmit={save.run} problem={save.problem} class="stack person-form">
        <FieldInputs fields={person.fields} readOnly={() => !may} />
        {may && (
          <div>
            <Button kind="primary" submit busy={save.busy}>
              {t('save')}
            </Button>
          </div>
        )}
      </Form>
    </Section>
  );
}
