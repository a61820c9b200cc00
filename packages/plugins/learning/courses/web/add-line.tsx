import { Button, Place } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { lessonAdders } from './places.ts';

export interface AddLineProps {
  readonly label: string;
  readonly action: string;
  readonly onAdd: (title: string, kind?: string) => Promise<{ readonly ok: boolean }>;
  /** Other kinds may be added here. */
  readonly kinds?: boolean;
}

/** One line to write a title in; another may follow at once. */
export function AddLine({ label, action, onAdd, kinds = false }: AddLineProps) {
  const title = useSignal('');
  const add = async (fallback: string, kind?: string) => {
    const written = title.value;
    const named = written.trim() || fallback;
    if (named === '') return;
    title.value = '';
    // What could not be added comes back, unless something else is being written already.
    if (!(await onAdd(named, kind)).ok && title.value === '') title.value = written;
  };
  return (
    <form
      class="builder-add"
      onSubmit={(event) => {
        event.preventDefault();
        void add('');
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
      {kinds && <Place of={lessonAdders} add={(kind, name) => void add(name, kind)} />}
    </form>
  );
}
