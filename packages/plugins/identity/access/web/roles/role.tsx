import {
  Badge,
  Button,
  ButtonLink,
  Callout,
  Crumbs,
  PageHead,
  type ScreenProps,
  Section,
  to,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { GiveDialog, type Giving } from '../give/dialog.tsx';
import { type Known, known as knownHere, summaryOfRole } from '../words/known.ts';
import { roleName } from '../words/roles.ts';
import { t } from '../words/words.ts';
import { RoleForm } from './form.tsx';
import { HeldBy } from './held.tsx';
import { MayRead } from './read.tsx';
import { RemoveRole } from './remove.tsx';
import './roles.css';

export interface RoleData {
  readonly id: string;
  readonly known: Known;
}

/** One role: what it may do, who has it; one of the school's own can be changed. */
export function Page({ data: { id, known: atFirst }, lms, viewer }: ScreenProps<RoleData>) {
  const live = useData(atFirst, () => knownHere({ lms, signal: new AbortController().signal }));
  const giving = useSignal<Giving | undefined>(undefined);
  const known = live.data;
  const role = known.roles.find((one) => one.id === id) ?? atFirst.roles.find((one) => one.id === id)!;
  const mayDefine = viewer?.may('access.define') === true;
  const mayChange = mayDefine && !role.builtIn && role.mayGive;
  const name = roleName(role.id, known.roles);
  return (
    <>
      <Crumbs path={[{ label: t('roles'), href: to('/people/roles') }]} />
      <PageHead
        size="medium"
        title={<bdi>{name}</bdi>}
        actions={
          <>
            {role.builtIn && <Badge>{t('role.built-in')}</Badge>}
            {mayDefine && role.id !== 'owner' && (
              <ButtonLink kind="quiet" icon="copy" href={to('/people/roles/new', undefined, { like: role.id })}>
                {t('role.copy')}
              </ButtonLink>
            )}
            {viewer?.may('access.assign') && role.mayGive && (
              <Button icon="plus" onClick={() => (giving.value = { role: role.id })}>
                {t('give')}
              </Button>
            )}
          </>
        }
      >
        <bdi>{summaryOfRole(role)}</bdi>
      </PageHead>
      <Section title={t('role.held-by')}>
        <p>
          <HeldBy role={role} />
        </p>
      </Section>
      {mayChange ? (
        <RoleForm key={role.changedAt} role={role} known={known} onSaved={() => void live.refresh()} />
      ) : (
        <Section title={t('may')}>
          {mayDefine && !role.builtIn && (
            <Callout>
              <p>{t('role.beyond')}</p>
            </Callout>
          )}
          <MayRead role={role} known={known} />
        </Section>
      )}
      {mayChange && <RemoveRole role={role} />}
      <GiveDialog
        giving={giving.value}
        known={known}
        hasBelow={viewer?.may('organization.create') === true}
        onClose={() => (giving.value = undefined)}
        onGiven={() => live.refresh()}
      />
    </>
  );
}
