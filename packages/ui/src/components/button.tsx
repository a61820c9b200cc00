// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: its href makes the link a link
import type { ButtonHTMLAttributes, ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import type { IconName } from '../icons/names.ts';
import { classes } from './classes.ts';

interface Look {
  /** At most one primary in view. `final` is the danger of a dialog that cannot be undone. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'final' | 'icon';
  readonly size?: 's' | 'l';
  readonly wide?: boolean;
  readonly icon?: IconName;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

export interface ButtonProps
  extends Look,
    Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'children' | 'disabled' | 'icon' | 'size'> {
  readonly submit?: boolean;
  /** What it is doing: from then on presses are ignored, the focus stays. */
  readonly busy?: boolean;
  /** "Saving". A button that has one is as wide as its wider face from the start, so nothing moves when work begins. */
  readonly busyLabel?: string;
  /** Why it cannot be pressed yet. Shown beside it, and the button stays focusable so that a screen reader finds the reason. */
  readonly disabledReason?: string | undefined;
  /** Name of a button that shows only an icon. */
  readonly label?: string;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** Does something here. What leads elsewhere is a ButtonLink. */
export function Button(props: ButtonProps) {
  const {
    kind,
    size,
    wide,
    icon,
    class: extra,
    children,
    submit,
    busy,
    busyLabel,
    disabledReason,
    label,
    buttonRef,
    onClick,
    ...rest
  } = props;
  const reasonId = useId();
  const face = (
    <>
      {icon && <Icon name={icon} />}
      {children}
    </>
  );
  return (
    <>
      <button
        {...rest}
        ref={buttonRef ?? null}
        type={submit ? 'submit' : 'button'}
        class={classes(look(props), busyLabel !== undefined && 'has-faces')}
        aria-label={label ?? rest['aria-label']}
        aria-busy={busy ? 'true' : undefined}
        aria-disabled={disabledReason ? 'true' : undefined}
        aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
        onClick={(event) => {
          // preventDefault also stops the form that a submit button belongs to, Enter in a field included.
          if (busy || disabledReason) return event.preventDefault();
          onClick?.(event);
        }}
      >
        {busyLabel === undefined ? face : <Faces busy={busy === true} rest={face} work={busyLabel} />}
      </button>
      {disabledReason && (
        <span id={reasonId} class="small muted">
          {disabledReason}
        </span>
      )}
    </>
  );
}

/** Both faces lie in one grid cell; the hidden one holds the width and is silent. */
const Faces = ({ busy, rest, work }: { busy: boolean; rest: ComponentChildren; work: string }) => (
  <>
    <span class="face" data-hidden={busy ? '' : undefined} aria-hidden={busy ? 'true' : undefined}>
      {rest}
    </span>
    <span class="face" data-hidden={busy ? undefined : ''} aria-hidden={busy ? undefined : 'true'}>
      <i class="turning" />
      {work}
    </span>
  </>
);

export interface ButtonLinkProps extends Look {
  readonly href: string;
  /** Name of a link that shows only an icon. */
  readonly label?: string;
  /** Hands the file over instead of going there; a string is its name. */
  readonly download?: boolean | string;
  readonly target?: '_blank';
  readonly 'aria-current'?: 'page' | 'step';
}

/** A link that looks like a button, for the main way on. */
export function ButtonLink(props: ButtonLinkProps) {
  const { kind, size, wide, icon, class: extra, children, label, ...rest } = props;
  return (
    <a {...rest} class={look(props)} aria-label={label}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

const look = ({ kind = 'secondary', size, wide, class: extra }: Look): string | undefined =>
  classes(
    'button',
    kind === 'final' ? 'button-danger is-final' : `button-${kind}`,
    size && `button-${size}`,
    wide && 'button-wide',
    extra,
  );
