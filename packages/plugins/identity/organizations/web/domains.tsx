import type { OrganizationsDomainsOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Confirm,
  Empty,
  Form,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Table,
  TextField,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import './school.css';
import { t } from './messages.ts';

type Domain = OrganizationsDomainsOutput['items'][number];

export function Page({ data, lms }: ScreenProps<Domain[]>) {
  const all = useSignal<readonly Domain[]>(data);
  const leaving = useSignal<string | undefined>(undefined);
  const read = async () => {
    all.value = (await lms.organizations.domains()).items;
  };
  const host = useSignal('');
  const add = useAction(async () => {
    await lms.organizations.addDomain({ host: host.value });
    host.value = '';
    await read();
  });
  const verify = useAction(async (host: string) => {
    await lms.organizations.verifyDomain({ host });
    toast(t('domains.ready'));
    await read();
  });
  const remove = useAction(async (host: string) => {
    await lms.organizations.removeDomain({ host });
    leaving.value = undefined;
    await read();
  });
  return (
    <>
      <PageHead title={t('domains')} size="medium">
        {t('domains.lead')}
      </PageHead>
      {verify.problem && <Problem problem={verify.problem} />}
      {all.value.length === 0 ? (
        <>
          <h2 class="visually-hidden">{t('domains')}</h2>
          <Empty title={t('domains.none')}>{t('domains.how')}</Empty>
        </>
      ) : (
        <Table
          label={t('domains')}
          rows={all.value}
          rowKey={({ host }) => host}
          columns={[
            { id: 'host', label: t('domains.name'), header: true, cell: ({ host }) => <bdi dir="ltr">{host}</bdi> },
            {
              id: 'state',
              label: t('schools.state'),
              cell: ({ verifiedAt }) => (
                <Badge tone={verifiedAt ? 'good' : 'warn'}>
                  {verifiedAt ? t('domains.ready') : t('domains.waiting')}
                </Badge>
              ),
            },
            {
              id: 'do',
              label: t('domains.verify'),
              quiet: true,
              cell: ({ host, verifiedAt }) => (
                <span class="row domain-deeds">
                  {!verifiedAt && (
                    <Button
                      size="s"
                      busy={verify.busy}
                      busyLabel={t('domains.verifying')}
                      onClick={() => void verify.run(host)}
                    >
                      {t('domains.verify')}
                    </Button>
                  )}
                  <Button kind="quiet" size="s" onClick={() => (leaving.value = host)}>
                    {t('domains.remove')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      <div class="domain-more">
        <Section title={t('domains.add')}>
          {all.value.length > 0 && <p class="small soft">{t('domains.how')}</p>}
          <Form onSubmit={add.run} problem={add.problem} class="domain-add">
            <TextField
              label={t('domains.name')}
              name="host"
              value={host}
              placeholder="learn.example.org"
              maxLength={253}
            />
            <Button kind="primary" submit busy={add.busy}>
              {t('domains.add')}
            </Button>
          </Form>
        </Section>
      </div>
      <Confirm
        open={leaving.value !== undefined}
        onClose={() => (leaving.value = undefined)}
        title={t('domains.remove.ask', { host: leaving.value ?? '' })}
        deed={t('domains.remove')}
        keep={t('domains.remove.keep')}
        busy={remove.busy}
        onConfirm={() => leaving.value !== undefined && remove.run(leaving.value)}
      >
        <p>{t('domains.remove.what')}</p>
      </Confirm>
    </>
  );
}
