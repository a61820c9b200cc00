import { roleName } from '@lectern/access/web';
import type { AccessRolesOutput, InvitationsInviteOutput, TeamsListOutput } from '@lectern/sdk';
import { Button, Callout, Dialog, Form, Select, TextArea, TextField, useAction, useScreen } from '@lectern/ui';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CopyLink } from './copy.tsx';
import { t } from './messages.ts';

type Invitation = InvitationsInviteOutput['items'][number];
type Team = TeamsListOutput['items'][number];
type Role = AccessRolesOutput['items'][number];
interface Props {
  readonly open: Signal<boolean>;
  /** By mail, or by a link for several; by mail without it. */
  readonly by?: 'mail' | 'link';
  readonly onDone?: () => unknown;
}

/** Asks people in, by their addresses or by a link. */
export function InviteDialog({ open, by = 'mail', onDone }: Props) {
  const { lms, viewer } = useScreen();
  const made = useSignal<readonly Invitation[] | undefined>(undefined);
  const teams = useSignal<readonly Team[]>([]);
  const roles = useSignal<readonly Role[]>([]);
  const mayGive = viewer?.may('access.assign') && viewer.may('access.read');
  useEffect(() => {
    if (!open.value) return;
    made.value = undefined;
    lms.teams.list().then(
      ({ items }) => (teams.value = items),
      () => {}, // whoever may not see teams invites without one
    );
    if (mayGive)
      lms.access.roles().then(
        ({ items }) => (roles.value = items.filter((one) => one.mayGive && one.id !== 'learner')),
        () => {}, // somebody took the right away meanwhile
      );
  }, [open.value, lms, made, teams, roles, mayGive]);
  const send = useAction(async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '');
    const role = text('role');
    const terms = {
      ...(role !== 'learner' && { role }),
      ...(text('team') && { into: [{ kind: 'team', id: text('team') }] }),
    };
    if (by === 'link') {
      made.value = [
        await lms.invitations.createLink({ places: Number(text('places')), days: Number(text('days')), ...terms }),
      ];
    } else {
      made.value = (await lms.invitations.invite({ emails: addressesOf(text('emails')), ...terms })).items;
    }
    onDone?.();
  });
  return (
    <Dialog
      open={open.value}
      onClose={() => (open.value = false)}
      title={by === 'link' ? t('link') : t('invite')}
      {...(made.value ? {} : { actions: false })}
    >
      {made.value ? (
        <Made all={made.value} by={by} />
      ) : (
        <Form onSubmit={send.run} problem={send.problem}>
          {by === 'link' ? (
            <>
              <TextField label={t('places')} name="places" type="number" min={1} max={10_000} value="25" />
              <TextField label={t('days')} name="days" type="number" min={1} max={365} value="14" />
            </>
          ) : (
            <TextArea
              label={t('addresses')}
              hint={t('addresses.hint')}
              name="emails"
              rows={4}
              check={(typed) => (addressesOf(typed).length === 0 ? t('addresses.none') : undefined)}
            />
          )}
          <Select
            label={t('as')}
            name="role"
            value="learner"
            options={['learner', ...roles.value.map(({ id }) => id)].map((id) => ({
              value: id,
              label: roleName(id, roles.value),
            }))}
          />
          {teams.value.length > 0 && (
            <Select
              label={t('team')}
              name="team"
              optional
              options={teams.value.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <div class="dialog-actions">
            <Button kind="primary" submit busy={send.busy}>
              {by === 'link' ? t('link.make') : t('invite.send')}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

/** Where mail is sent nothing is left to do; otherwise somebody carries the links. */
function Made({ all, by }: { readonly all: readonly Invitation[]; readonly by: 'mail' | 'link' }) {
  const links = all.flatMap(({ id, email, link }) => (link ? [{ id, email, link }] : []));
  return (
    <div class="stack">
      <Callout tone={links.length === 0 ? 'good' : 'warn'} role="status">
        {by === 'link' ? t('link.made') : links.length === 0 ? t('made.mail') : t('made.files')}
      </Callout>
      {links.map(({ id, email, link }) => (
        <CopyLink key={id} label={email ?? t('who.link')} link={link} />
      ))}
    </div>
  );
}

const addressesOf = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean);
