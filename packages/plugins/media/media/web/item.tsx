import type { MediaGetOutput } from '@lectern/sdk';
import { Icon, type IconName, to } from '@lectern/ui';
import './media.css';

export type Item = MediaGetOutput;

const icons: Readonly<Record<Item['kind'], IconName>> = {
  video: 'video',
  audio: 'volume-2',
  image: 'image',
  document: 'file-text',
  other: 'paperclip',
};

/** Of its bytes, from where this page is: a proxy may have another name than the school knows. */
export const addressOf = ({ id, name }: Pick<Item, 'id' | 'name'>) => to('/api/media/items/:id/:name', { id, name });

/** A picture shows itself, everything else its kind. Its name stands beside it, so a screen reader hears nothing twice. */
export const Preview = ({ item }: { readonly item: Item }) => (
  <span class="media-preview" data-kind={item.kind}>
    {item.kind === 'image' ? (
      <img src={addressOf(item)} alt="" loading="lazy" decoding="async" />
    ) : (
      <Icon name={icons[item.kind]} />
    )}
  </span>
);
