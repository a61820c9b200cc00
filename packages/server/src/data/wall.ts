// The second wall between organizations: Postgres' row-level security compares `org_id` with the setting `lectern.org`
// (the policies come with the migrations), so a statement that slipped past the tenancy check still finds nothing. The
// setting stays with the connection; it is sent again only when it differs, so a school with one organization pays nothing.
import { currentScope, type Scope } from '@lectern/kit';
import type pg from 'pg';

const settings = new WeakMap<pg.ClientBase, string>();

/** The kernel works across organizations (outbox, migrations, jobs); a request without an organization sees no tenant's rows. */
export const organizationSetting = (scope: Scope | undefined): string =>
  scope?.org ?? (scope === undefined || scope.via === 'kernel' ? '*' : '');

/** Undefined when the connection acts for the current scope's organization already, else a promise of it. */
export function actForScope(client: pg.ClientBase): Promise<void> | undefined {
  const setting = organizationSetting(currentScope());
  return settings.get(client) === setting ? undefined : send(client, setting);
}
async function send(client: pg.ClientBase, setting: string): Promise<void> {
  settings.delete(client);
  await client.query({ name: 'lectern.org', text: "select set_config('lectern.org', $1, false)", values: [setting] });
  settings.set(client, setting);
}

/** A rollback takes back a setting that was sent since the transaction or savepoint began. */
export const forgetSetting = (client: pg.ClientBase): void => void settings.delete(client);
