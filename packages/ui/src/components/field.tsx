import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { t } from '../messages/t.ts';

/** What a control must carry so that its label, hint and error belong to it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': 'true' | undefined;
}

export interface FieldProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  /** Takes the hint's place: what is wrong and what to write. */
  readonly error?: string | undefined;
  readonly optional?: boolean;
  /** At the end of the label's line, such as "Forgotten?". */
  readonly aside?: ComponentChildren;
  readonly children: (control: ControlProps) => ComponentChildren;
}

/** Label above, control, hint below; the wiring for any control. Text has TextField ready. */
export function Field({ label, hint, error, optional, aside, children }: FieldProps) {
  const id = useId();
  const below = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  const name = (
    <label class="label" for={id}>
      {label}
      {optional && (
        <>
          {' '}
          <span class="optional">{t('field.optional')}</span>
        </>
      )}
    </label>
  );
  return (
    <div class="field">
      {aside ? (
        <span class="label-row">
          {name}
          {aside}
        </span>
      ) : (
        name
      )}
      {children({ id, 'aria-describedby': below, 'aria-invalid': error ? 'true' : undefined })}
      {error ? (
        <p class="error" id={below}>
          <Icon name="circle-alert" small />
          <span>{error}</span>
        </p>
      ) : (
        hint && (
          <span class="hint" id={below}>
            {hint}
          </span>
        )
      )}
    </div>
  );
}
