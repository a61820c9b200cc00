import { roleName } from '@lectern/access/web';
import type { InvitationsListOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  type Column,
  Confirm,
  Dialog,
  Empty,
  Menu,
  More,
  PageHead,
  Problem,
  type ScreenProps,
  Table,
  Time,
  toast,
  useAction,
  useList,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { CopyLink } from './copy.tsx';
import { InviteDialog } from './invite.tsx';
import { t } from './messages.ts';

type Invitation = InvitationsListOutput['items'][number];

/** Who is waited for. */
export function Page({ data, lms }: ScreenProps<InvitationsListOutput>) {
  const invitations = useList(data, (cursor) => lms.invitations.list({ cursor }));
  const [inviting, linking] = [useSignal(false), useSignal(false)];
  const revoking = useSignal<Invitation | undefined>(undefined);
  const shown = useSignal<Invitation | undefined>(undefined);
  const resend = useAction(async ({ id }: Invitation) => {
    await lms.invitations.resend({ invitationId: id });
    toast(t('resent'));
    await invitations.refresh();
  });
  const revoke = useAction(async ({ id }: Invitation) => {
    await lms.invitations.revoke({ invitationId: id });
    revoking.value = undefined;
    await invitations.refresh();
  });
  const problem = resend.problem ?? revoke.problem;
  const who = ({ email }: Invitation) => email ?? t('who.link');
  const columns: readonly Column<Invitation>[] = [
    {
      id: 'who',
      label: t('who'),
      header: true,
      cell: (one) => (
        <>
          <bdi>{who(one)}</bdi>{' '}
          {one.role && one.roleName && <Badge>{roleName(one.role, [{ id: one.role, name: one.roleName }])}</Badge>}
          {one.into.length > 0 && <p class="small muted">{one.into.map(({ name }) => name).join(', ')}</p>}
        </>
      ),
    },
    {
      id: 'state',
      label: t('state'),
      cell: ({ kind, taken, places, sentAt }) =>
        kind === 'link' ? t('taken', { taken, places }) : sentAt ? <Time at={sentAt} /> : t('unsent'),
    },
    { id: 'by', label: t('by'), cell: ({ invitedBy }) => <bdi>{invitedBy ?? '–'}</bdi> },
    { id: 'until', label: t('until'), cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    {
      id: 'do',
      label: t('state'),
      quiet: true,
      cell: (one) => (
        <Menu
          label={t('actions', { who: who(one) })}
          size="s"
          items={[
            ...(one.link ? [{ label: t('copy'), icon: 'copy', onSelect: () => (shown.value = one) } as const] : []),
            ...(one.kind === 'mail'
              ? [{ label: t('resend'), icon: 'send-horizontal', onSelect: () => void resend.run(one) } as const]
              : []),
            { label: t('revoke'), icon: 'trash', danger: true, onSelect: () => (revoking.value = one) },
          ]}
        />
      ),
    },
  ];
  const actions = (
    <>
      <Button icon="link" onClick={() => (linking.value = true)}>
        {t('link')}
      </Button>
      <Button kind="primary" icon="user-plus" onClick={() => (inviting.value = true)}>
        {t('invite')}
      </Button>
    </>
  );
  return (
    <>
      <PageHead title={t('invitations')} size="medium" actions={actions}>
        {t('lead')}
      </PageHead>
      {problem && <Problem problem={problem} />}
      {invitations.items.length === 0 ? (
        <>
          <h2 class="visually-hidden">{t('invitations')}</h2>
          <Empty title={t('none')}>{t('none.what')}</Empty>
        </>
      ) : (
        <Table label={t('invitations')} rows={invitations.items} rowKey={({ id }) => id} columns={columns} />
      )}
      <More of={invitations} />
      <InviteDialog open={inviting} onDone={invitations.refresh} />
      <InviteDialog open={linking} by="link" onDone={invitations.refresh} />
      <Dialog open={shown.value !== undefined} onClose={() => (shown.value = undefined)} title={t('copy')}>
        {shown.value?.link && <CopyLink label={who(shown.value)} link={shown.value.link} />}
      </Dialog>
      <Confirm
        open={revoking.value !== undefined}
        onClose={() => (revoking.value = undefined)}
        title={t('revoke.ask')}
        deed={t('revoke')}
        keep={t('revoke.keep')}
        busy={revoke.busy}
        onConfirm={() => revoking.value && revoke.run(revoking.value)}
      >
        <p>{t('revoke.what')}</p>
      </Confirm>
    </>
  );
}
