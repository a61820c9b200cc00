import type { AdminHealthOutput } from '@lectern/sdk';
import {
  Button,
  ByCommand,
  formatAgo,
  formatBytes,
  Icon,
  type IconName,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Time,
  to,
  toast,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import './admin.css';
import { t } from './messages.ts';
import { pluginName } from './plugin-names.ts';
import { said } from './said.ts';

type Check = AdminHealthOutput['checks'][number];
const icons: Readonly<Record<Check['state'], IconName>> = {
  good: 'check',
  look: 'triangle-alert',
  bad: 'circle-alert',
};
const rank = { bad: 0, look: 1, good: 2 };

interface Data {
  readonly health: AdminHealthOutput;
  /** Of the school that looks after the others. */
  readonly people: number;
  readonly roles: number;
}

/** How the installation is, what to do where it is not well, and the ways to everything else that is looked after. */
export function Page({ data: { health, people, roles }, lms, viewer }: ScreenProps<Data>) {
  const live = useData(health, () => lms.admin.health({}));
  const { checks, facts, schools, lookedAt } = live.data;
  const mayCopy = useSignal(false);
  useEffect(() => {
    mayCopy.value = 'clipboard' in navigator; // the server knows none, and draws the same page
  }, [mayCopy]);
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  const [bad, look] = [count('bad'), count('look')];
  const lead =
    bad > 0 ? t('health.bad', { count: bad }) : look > 0 ? t('health.look', { count: look }) : t('health.good');
  const wanting = checks.filter(({ state }) => state !== 'good').sort((a, b) => rank[a.state] - rank[b.state]);
  const well = checks.filter(({ state }) => state === 'good');
  return (
    <>
      <PageHead
        title={t('health')}
        size="medium"
        actions={
          <span class="admin-acts">
            {mayCopy.value && (
              <Button
                icon="clipboard"
                onClick={async () => {
                  await navigator.clipboard.writeText(report(live.data));
                  toast(t('health.copied'));
                }}
              >
                {t('health.copy')}
              </Button>
            )}
            <Button busy={live.busy} busyLabel={t('health.looking')} onClick={() => void live.refresh()}>
              {t('health.again')}
            </Button>
          </span>
        }
      >
        <span role="status">{lead}</span>
      </PageHead>
      {live.problem && <Problem problem={live.problem} />}
      <div class="admin-two">
        <div>
          {wanting.length > 0 && <Rows title={t('health.wanting')} checks={wanting} />}
          <Rows title={t('health.parts')} checks={well.filter((check) => !isPlugin(check))} />
          <Rows title={t('health.plugins')} checks={well.filter(isPlugin)} />
          <p class="row">
            <ByCommand command="lms doctor" about={t('health.again')} />
            <span class="small muted">{t('health.looked', { ago: formatAgo(lookedAt) })}</span>
          </p>
        </div>
        <div>
          <Section title={t('health.here')}>
            <dl class="admin-facts">
              <Fact name={t('health.version')}>{facts.version}</Fact>
              <Fact name={t('health.runs')}>{t('health.node', { node: facts.node, system: facts.system })}</Fact>
              <Fact name={t('health.memory')}>{formatBytes(facts.memory)}</Fact>
              <Fact name={t('health.up')}>
                <Time at={facts.upSince} as="moment" />
              </Fact>
              <Fact name={t('health.data')}>
                {t(facts.jobs === 'pg-boss' ? 'health.data.pg-boss' : `health.data.${facts.database}`)}
              </Fact>
              <Fact name={t('health.folder')}>
                <code dir="ltr">{facts.directory}</code>
              </Fact>
            </dl>
          </Section>
          <Section title={t('health.who')}>
            <ul class="rows admin-links">
              <Way href={to('/people')} title={t('health.people')} what={t('health.people.what', { count: people })} />
              <Way
                href={to('/people/roles')}
                title={t('health.roles')}
                what={t('health.roles.what', { count: roles })}
              />
              <Way
                href={to('/school/schools')}
                title={t('health.school')}
                what={t('health.school.what', { count: schools - 1 })}
              />
              {viewer?.may('audit.read') && (
                <Way href={to('/admin/audit')} title={t('health.audit')} what={t('health.audit.what')} />
              )}
            </ul>
          </Section>
        </div>
      </div>
    </>
  );
}

const Rows = ({ title, checks }: { readonly title: string; readonly checks: readonly Check[] }) => (
  <Section title={title}>
    {checks.map((check) => (
      <Row key={check.name} check={check} />
    ))}
  </Section>
);
const isPlugin = ({ name }: Check): boolean => name.startsWith('plugin ');
/** A plugin goes by the name that people know it by. */
const titleOf = (check: Check): string =>
  isPlugin(check) ? pluginName(check.name.slice('plugin '.length)) : said(check.title);

/** Where the same is done in the browser, by the command that does it. */
const screens: Readonly<Record<string, readonly [path: string, title: () => string] | undefined>> = {
  audit: ['/admin/audit', () => t('health.audit')],
  backup: ['/admin/storage', () => t('storage')],
  jobs: ['/admin/jobs', () => t('jobs')],
  logs: ['/admin/errors', () => t('errors')],
  settings: ['/admin/settings', () => t('settings')],
};

function Row({ check }: { readonly check: Check }) {
  const { name, state, says, mend, command } = check;
  const screen = screens[command?.split(' ')[1] ?? ''];
  return (
    <div class="check-row" data-check={name} data-state={state}>
      <span class={`check-${state}`}>
        <Icon name={icons[state]} />
      </span>
      <span>
        <b>{titleOf(check)}</b>
        <span class="visually-hidden">: {t(`health.state.${state}`)}</span>
      </span>
      <span class="small soft detail">
        <bdi>{said(says)}</bdi>
      </span>
      {mend && (
        <div class="fix small">
          {said(mend) !== said(says) && <p>{said(mend)}</p>}
          <p class="row">
            {screen && <a href={to(screen[0])}>{screen[1]()}</a>}
            {command && <ByCommand command={command} about={titleOf(check)} />}
          </p>
        </div>
      )}
    </div>
  );
}
const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <>
    <dt class="muted">{name}</dt>
    <dd>{children}</dd>
  </>
);
const Way = ({ href, title, what }: { readonly href: string; readonly title: string; readonly what: string }) => (
  <li>
    <a href={href}>{title}</a>
    <p class="small soft">{what}</p>
  </li>
);

/** What somebody who helps is sent. In English, as `lms doctor` prints it. */
function report({ checks, facts }: AdminHealthOutput): string {
  const marks = { good: '✓', look: '!', bad: '✗' } as const;
  const lines = checks.map(
    ({ name, state, says, mend }) => `${marks[state]} ${name}: ${says.en}${mend ? `\n  ${mend.en}` : ''}`,
  );
  return [`Lectern ${facts.version}, Node ${facts.node}, ${facts.system}, ${facts.database}`, ...lines].join('\n');
}
