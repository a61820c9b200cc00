import { Button, Form, goAfresh, type ScreenClient, Section, TextField, to, useAction, useScreen } from '@lectern/ui';
import { t } from '../keys/messages.ts';
import './act-as.css';

interface ActAsProps {
  readonly person: { readonly id: string; readonly name: string };
  readonly lms: ScreenClient;
}

/** Under the profile of a person, for who may act as others. Whether it may be this person the school says when it is asked. */
export function Filling({ person: { id, name }, lms }: ActAsProps) {
  const { viewer } = useScreen();
  const start = useAction(async (form: FormData) => {
    await lms.auth.impersonate({ userId: id, reason: String(form.get('reason')) });
    goAfresh(to('/home'));
  });
  if (!viewer?.may('user.impersonate') || viewer.id === id) return null;
  return (
    <Section title={t('act')}>
      <Form onSubmit={start.run} problem={start.problem} class="stack act-as">
        <p>{t('act.why', { name })}</p>
        <TextField label={t('act.reason')} hint={t('act.reason-hint', { name })} name="reason" maxLength={200} />
        <div>
          <Button icon="eye" submit busy={start.busy}>
            {t('act.start', { name })}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
