// Files on their way to a course, by tus: each goes on after a pause, a lost connection, a server that was started again,
// and, when the same file is chosen once more, after the tab was closed.
import { LecternProblem, type MediaGetOutput } from '@lectern/sdk';
import { type ProblemDetails, problemFrom, type ScreenClient, to } from '@lectern/ui';
import { type Signal, signal } from '@preact/signals';
import type { Upload as Tus } from 'tus-js-client';

export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'paused' | 'done' | 'failed';
  readonly problem?: ProblemDetails;
}
export interface Uploads {
  /** Those under way and those that failed; what is done leaves the list. */
  readonly list: Signal<readonly Upload[]>;
  add(files: readonly File[]): void;
  pause(id: number): void;
  /** Also tries again what failed. */
  resume(id: number): void;
  /** Nothing of it stays on the server. */
  giveUp(id: number): void;
}

const atOnce = 3;
/** Bytes of one request. The server gives a request five minutes: enough for this at half a megabit a second. */
const chunkSize = 16_000_000;
/** A server that is started again is there within a minute. */
const retryDelays = [0, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/** @param onAdded told once for each file that has become an item of the course */
export function makeUploads(lms: ScreenClient, courseId: string, onAdded: (item: MediaGetOutput) => unknown): Uploads {
  const list = signal<readonly Upload[]>([]);
  const files = new Map<number, File>();
  const senders = new Map<number, Tus>();
  let count = 0;

  const change = (id: number, to: Partial<Upload>) => {
    list.value = list.peek().map((one) => (one.id === id ? { ...one, ...to } : one));
  };
  const forget = (id: number) => {
    files.delete(id);
    senders.delete(id);
    list.value = list.peek().filter((one) => one.id !== id);
    next();
  };
  const failed = (id: number, error: unknown) => {
    change(id, { state: 'failed', problem: problemOf(error) });
    next();
  };
  function next(): void {
    const free = atOnce - list.peek().filter(({ state }) => state === 'sending').length;
    const waiting = list.peek().filter(({ state }) => state === 'waiting');
    for (const { id } of waiting.slice(0, Math.max(0, free))) {
      change(id, { state: 'sending' });
      send(id).catch((error) => failed(id, error));
    }
  }

  async function send(id: number): Promise<void> {
    const known = senders.get(id);
    if (known) return known.start();
    const file = files.get(id)!;
    const { Upload: Sender } = await import('tus-js-client');
    const sender = new Sender(file, {
      endpoint: to('/api/media/courses/:courseId/uploads', { courseId }),
      metadata: { filename: file.name },
      chunkSize,
      retryDelays,
      removeFingerprintOnSuccess: true,
      onProgress: (sent) => change(id, { sent }),
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return status === 0 || status >= 500 || [409, 423, 429].includes(status);
      },
      onError: (error) => failed(id, error),
      onSuccess: ({ lastResponse }) => {
        void arrived(id, lastResponse.getHeader('Lectern-Media') ?? '').catch((error) => failed(id, error));
      },
    });
    senders.set(id, sender);
    const [before] = await sender.findPreviousUploads();
    if (before) sender.resumeFromPreviousUpload(before);
    // Paused or given up while it was looked for.
    if (list.peek().some((one) => one.id === id && one.state === 'sending')) sender.start();
  }
  async function arrived(id: number, mediaId: string): Promise<void> {
    const item = await lms.media.get({ mediaId });
    change(id, { state: 'done' });
    forget(id);
    await onAdded(item);
  }

  return {
    list,
    add(added) {
      const fresh = added.map((file): Upload => {
        const id = ++count;
        files.set(id, file);
        return { id, name: file.name, size: file.size, sent: 0, state: 'waiting' };
      });
      list.value = [...list.peek(), ...fresh];
      next();
    },
    pause(id) {
      change(id, { state: 'paused' });
      void senders.get(id)?.abort();
      next();
    },
    resume(id) {
      list.value = list.peek().map((one) => {
        const { problem: _, ...rest } = one;
        return one.id === id ? { ...rest, state: 'waiting' } : one;
      });
      next();
    },
    giveUp(id) {
      const sender = senders.get(id);
      forget(id);
      void sender?.abort(true).catch(() => {}); // what stays on the server is forgotten after a day
    },
  };
}

/** What the school said, where it was the school that said it. */
function problemOf(error: unknown): ProblemDetails {
  const answer = (error as { originalResponse?: { getBody(): string } | null }).originalResponse;
  if (answer === null || (answer === undefined && error instanceof Error && /tus/.test(error.message)))
    return { code: 'offline', status: 0, fields: {} };
  try {
    return problemFrom(answer ? new LecternProblem(JSON.parse(answer.getBody())) : error);
  } catch {
    return problemFrom(undefined);
  }
}
