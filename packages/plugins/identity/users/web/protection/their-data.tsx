import type { UsersGetOutput } from '@lectern/sdk';
import { Button, Problem, type ScreenClient, Section, useAction, useScreen } from '@lectern/ui';
import { t } from './words.ts';

interface TheirDataProps {
  readonly person: UsersGetOutput;
  readonly lms: ScreenClient;
}

/** Under the profile of one person: their data, to hand to them. */
export function Filling({ person: { id: userId, name }, lms }: TheirDataProps) {
  const { viewer } = useScreen();
  const download = useAction(async () => {
    location.assign((await lms.users.exportData({ userId })).address); // an attachment: the page stays
  });
  if (!viewer?.may('user.export')) return null;
  return (
    <Section title={t('data')}>
      <div class="stack">
        <p>{t('data.what', { name })}</p>
        {download.problem && <Problem problem={download.problem} />}
        <div>
          <Button icon="download" busy={download.busy} onClick={() => void download.run()}>
            {t('download')}
          </Button>
        </div>
      </div>
    </Section>
  );
}
