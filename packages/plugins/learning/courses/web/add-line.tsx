import { Button } from '@lectern/ui';
import { useSignal } from '@preact/signals';

export interface AddLineProps {
  readonly label: string;
  readonly action: string;
  readonly onAdd: (title: string) => Promise<{ readonly ok: boolean }>;
}

/** One line to write a title in; another may follow at once. */
export function AddLine({ label, action, onAdd }: AddLineProps) {
  const title = useSignal('');
  return (
    <form
      class="builder-add"
      onSubmit={async (event) => {
        event.preventDefault();
        if (title.value.trim() === '') return;
        // What was written stays when it could not be added.
        if ((await onAdd(title.value.trim())).ok) title.value = '';
      }}
    >
      <input
        class="input is-small"
        aria-label={label}
        placeholder={label}
        value={title.value}
        maxLength={200}
        onInput={(event) => (title.value = event.currentTarget.value)}
      />
      <Button kind="quiet" size="s" icon="plus" submit>
        {action}
      </Button>
    </form>
  );
}
