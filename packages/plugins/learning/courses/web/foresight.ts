// What a change would do, asked of the school before the person agrees to it.
import type { Lectern, Preview } from '@lectern/sdk';
import { type ProblemDetails, problemFrom, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

type Operation = Parameters<Lectern['preview']>[0];

export interface Foresight {
  /** The events of the change; undefined until they are known. */
  readonly events: Preview<unknown>['events'] | undefined;
  /** Why it would be refused. */
  readonly problem: ProblemDetails | undefined;
}
const unknown: Foresight = { events: undefined, problem: undefined };

/** Runs an operation as a preview whenever there is an input: nothing is changed, and its refusal is known beforehand. */
export function useForesight(operation: Operation, input: Readonly<Record<string, string>> | undefined): Foresight {
  const { lms } = useScreen();
  const foreseen = useSignal(unknown);
  const asked = input && JSON.stringify(input);
  useEffect(() => {
    foreseen.value = unknown;
    if (asked === undefined) return;
    let late = false;
    const put = (next: Foresight) => {
      if (!late) foreseen.value = next;
    };
    lms.preview(operation, JSON.parse(asked)).then(
      ({ events }) => put({ events, problem: undefined }),
      (error) => put({ events: undefined, problem: problemFrom(error) }),
    );
    return () => {
      late = true;
    };
  }, [lms, operation, asked, foreseen]);
  return foreseen.value;
}

export interface Taking {
  readonly count: number;
  /** There are more than were counted. */
  readonly more: boolean;
}
const mostCounted = 100;

/** How many people take a course; undefined until it is known, and for whoever may not know. */
export function useTaking(courseId: string | undefined): Taking | undefined {
  const { lms } = useScreen();
  const taking = useSignal<Taking | undefined>(undefined);
  useEffect(() => {
    taking.value = undefined;
    if (courseId === undefined) return;
    let late = false;
    lms.enrollment
      .people({ courseId, limit: mostCounted })
      .then(({ items, next }) => {
        if (!late) taking.value = { count: items.length, more: next !== null };
      })
      .catch(() => {}); // the dialog asks without the number
    return () => {
      late = true;
    };
  }, [lms, courseId, taking]);
  return taking.value;
}
