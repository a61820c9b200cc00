import { formatBytes, Menu, to } from '@lectern/ui';
import { addressOf, type Item, Preview } from './item.tsx';
import { t } from './messages.ts';

interface CardProps {
  readonly item: Item;
  readonly courseId: string;
  readonly onRename: () => void;
  readonly onRemove: () => void;
  readonly onLink: () => void;
}

/** One file of the library: what it is, where it is shown, what can be done with it. */
export const Card = ({ item, courseId, onRename, onRemove, onLink }: CardProps) => (
  <article class="card media-card">
    <Preview item={item} />
    <div class="media-words">
      <h3>
        <a href={addressOf(item)} target="_blank" rel="noreferrer">
          <bdi>{item.title}</bdi>
        </a>
      </h3>
      <p class="small muted">
        {t('facts', { kind: t(`one.${item.kind}`), size: formatBytes(item.size) })}
        {item.title !== item.name && (
          <>
            {' · '}
            <bdi>{item.name}</bdi>
          </>
        )}
      </p>
      <p class="small muted">
        {item.usedIn.length === 0
          ? t('unused')
          : item.usedIn.map(({ lessonId, title }, at) => (
              <span key={lessonId}>
                {at === 0 ? t('used-in') : ' · '}{' '}
                <a href={to('/teach/:courseId/:lessonId', { courseId, lessonId })}>
                  <bdi>{title}</bdi>
                </a>
              </span>
            ))}
      </p>
    </div>
    <Menu
      size="s"
      label={t('more-of', { title: item.title })}
      items={[
        { label: t('rename'), icon: 'pencil-line', onSelect: onRename },
        { label: t('copy-link'), icon: 'link', onSelect: onLink },
        'rule',
        { label: t('remove'), icon: 'trash', danger: true, onSelect: onRemove },
      ]}
    />
  </article>
);
