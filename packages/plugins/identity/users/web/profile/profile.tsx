import type { UsersProfileOutput } from '@lectern/sdk';
import { Avatar, ButtonLink, Callout, PageHead, type ScreenProps, Section, to } from '@lectern/ui';
import { pictureOf } from '../picture.ts';
import './profile.css';
import { t } from './words.ts';

/** Somebody as the people of their school see them. */
export function Page({ data: person, viewer }: ScreenProps<UsersProfileOutput>) {
  const { id, name, bio, links } = person;
  const mine = viewer?.id === id;
  const fields = person.fields.filter(({ value }) => value !== null && value !== '');
  const bare = bio === '' && links.length === 0 && fields.length === 0;
  return (
    <div class="profile">
      <PageHead
        size="medium"
        title={
          <span class="row nowrap">
            <Avatar name={name} picture={pictureOf(person)} size="l" />
            <bdi>{name}</bdi>
          </span>
        }
        actions={
          !mine &&
          viewer?.may('user.read') && (
            <ButtonLink size="s" href={to('/people/:userId', { userId: id })}>
              {t('looked-after')}
            </ButtonLink>
          )
        }
      />
      {mine && (
        <Callout title={t('mine')}>
          <a href={to('/account')}>{t('mine.change')}</a>
        </Callout>
      )}
      {bare && <p class="muted">{mine ? t('nothing.mine') : t.parts('nothing.yet', { name: <bdi>{name}</bdi> })}</p>}
      {bio !== '' && (
        <Section title={t('about', { name })}>
          <p class="profile-bio" dir="auto">
            {bio}
          </p>
        </Section>
      )}
      {links.length > 0 && (
        <Section title={t('links')}>
          <ul class="rows">
            {links.map(({ label, url }) => (
              <li key={url}>
                <a href={url} rel="noopener noreferrer nofollow ugc">
                  <bdi>{label}</bdi>
                </a>{' '}
                <span class="small muted">
                  <bdi dir="ltr">{new URL(url).host}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {fields.length > 0 && (
        <Section title={t('more')}>
          <dl class="profile-facts">
            {fields.map(({ id: field, label, value }) => (
              <div key={field}>
                <dt class="small muted">
                  <bdi>{label}</bdi>
                </dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </div>
  );
}
