// A school behind a real port with its owner signed in as a browser is, and every operation of its document, callable.
import { type Described, operationsIn, requestTo } from '../../src/testing/document.ts';
import { served } from '../http/gateway.ts';
import { type Answer, ask, type Sent, signIn } from '../http/prepared-school.ts';

export async function everyOperation(options: Parameters<typeof served>[0] = {}) {
  const { school, url } = await served(options);
  const operations = operationsIn((await ask(`${url}/api/openapi.json`)).json as never);
  // It ends by itself when nobody asks for it: a stream that never ends is tried in realtime.test.ts.
  const ending = operations.filter(({ id }) => id !== 'realtime.listen');
  const { cookie } = await signIn(url);
  /** With the input of its example. */
  const call = (operation: Described, sent: Sent = {}, input = operation.example): Promise<Answer> => {
    const { path, init } = requestTo(operation, input);
    const body = sent.body ?? (init.body as string | undefined);
    return ask(`${url}${path}`, {
      method: init.method ?? 'GET',
      ...sent,
      headers: { ...init.headers, ...sent.headers },
      ...(body !== undefined && { body }),
    });
  };
  return { school, url, operations: ending, cookie, call };
}
