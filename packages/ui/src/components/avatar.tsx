import { hash } from '../covers/chance.ts';
import { classes } from './classes.ts';

export interface AvatarProps {
  readonly name: string;
  readonly picture?: string | undefined;
  readonly size?: 's' | 'l';
}

/** A person's picture, or initials on a hue that is theirs. Decorative: the name stands beside it. */
export const Avatar = ({ name, picture, size }: AvatarProps) => (
  <span
    class={classes('avatar', size && `avatar-${size}`)}
    style={{ '--who': hash(name.normalize('NFC')) % 360 }}
    aria-hidden="true"
  >
    {picture ? <img src={picture} alt="" loading="lazy" decoding="async" /> : initialsOf(name)}
  </span>
);

/** First letters of the first and the last word; of one word, or of a CJK name, the first letter alone. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s\u00A0]+/)
    .filter(Boolean);
  const first = (word: string | undefined) => [...(word ?? '')][0] ?? '';
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : '')).toLocaleUpperCase();
}

/** An avatar with the person's name and a line about them. */
export const Person = ({ name, picture, children }: AvatarProps & { readonly children?: preact.ComponentChildren }) => (
  <div class="person">
    <Avatar name={name} picture={picture} />
    <div>
      <span class="name">{name}</span>
      {children && <p>{children}</p>}
    </div>
  </div>
);
