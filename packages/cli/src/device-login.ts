// The program's side of RFC 8628: asks for a code, and then until a person has answered.
import { hostname } from 'node:os';
import { CommandError } from './errors.ts';

export interface DeviceCode {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  readonly expires_in: number;
  readonly interval: number;
}
const client = 'lms';
type Answer = { readonly [Key in 'error' | 'error_description' | 'access_token' | 'title' | 'detail']?: string };

async function post<T extends object>(url: string, path: string, form: Record<string, string>): Promise<T & Answer> {
  let response: Response;
  try {
    response = await fetch(`${url}/api/auth/device/${path}`, { method: 'POST', body: new URLSearchParams(form) });
  } catch (error) {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Unreachable(`The school at ${url} does not answer: ${why}. Is it served, and is the address right?`);
  }
  const body = (await response.json().catch(() => undefined)) as (T & Answer) | undefined;
  if (!body) throw new CommandError(`${url} is no school: it answered ${response.status}, and not as Lectern does.`);
  if (!response.ok && !body.error)
    throw new CommandError(body.detail ?? body.title ?? `It answered ${response.status}.`);
  return body;
}
class Unreachable extends CommandError {}

/** @param permissions what the key will be limited to; everything the person may when empty */
export async function askForCode(url: string, machine: string | undefined, permissions: readonly string[]) {
  const code = await post<DeviceCode>(url, 'code', {
    client_id: client,
    machine: machine ?? hostname(),
    ...(permissions.length > 0 && { scope: permissions.join(' ') }),
  });
  if (code.error) throw new CommandError(code.error_description ?? code.error);
  return code;
}

const refused: Readonly<Record<string, string>> = {
  access_denied: 'Nobody let this program in: the answer in the browser was no.',
  expired_token: 'Nobody answered within ten minutes. Run this again for a new code.',
};

/** Waits for the person (RFC 8628, 3.5). @returns the key @throws CommandError when they said no, or nothing */
export async function waitForKey(url: string, { device_code, interval, expires_in }: DeviceCode): Promise<string> {
  const end = Date.now() + expires_in * 1_000;
  for (let seconds = interval; Date.now() < end + seconds * 1_000; ) {
    await new Promise((done) => setTimeout(done, seconds * 1_000));
    const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code, client_id: client };
    const { access_token, error, error_description } = await post(url, 'token', form).catch((fault): Answer => {
      if (fault instanceof Unreachable) return { error: 'slow_down' }; // the line may come back
      throw fault;
    });
    if (access_token) return access_token;
    if (error === 'slow_down') seconds += 5;
    else if (error !== 'authorization_pending')
      throw new CommandError(refused[error ?? ''] ?? error_description ?? `The school said ${error}.`);
  }
  throw new CommandError(refused.expired_token!);
}
