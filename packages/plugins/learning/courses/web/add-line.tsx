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
        const written = title.value;
        if (written.trim() === '') return;
        title.value = '';
        // What could not be added comes back, unless something else is being written already.
        if (!(await onAdd(written.trim())).ok && title.value === '') title.value = written;
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
