import { expect, test } from 'vitest';
import { createClient } from '../src/index.ts';

/** A client whose requests end in a list. */
function recording() {
  const sent: Request[] = [];
  const fetch = async (request: RequestInfo | URL) => {
    sent.push(request as Request);
    return Response.json({});
  };
  return { sent, lms: createClient({ url: 'https://school.example/learn', fetch }) };
}

test('an operation is one request: what the path names is in the address, the rest in the body', async () => {
  const { sent, lms } = recording();
  await lms.progress.place({ lessonId: 'lsn/1', place: 'step-8' }, { idempotencyKey: 'k', ifMatch: '3' });
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([
    'PUT',
    'https://school.example/learn/api/progress/lessons/lsn%2F1/place',
  ]);
  expect(await request?.json()).toEqual({ place: 'step-8' });
  expect([request?.headers.get('idempotency-key'), request?.headers.get('if-match')]).toEqual(['k', '"3"']);
});

test('a request outlives the page that makes it only when it says so', async () => {
  const { sent, lms } = recording();
  await lms.progress.place({ lessonId: 'lsn-1', place: 'step-8' }, { keepalive: true });
  await lms.progress.place({ lessonId: 'lsn-1', place: 'step-8' });
  expect(sent.map(({ keepalive }) => keepalive)).toEqual([true, false]);
});
