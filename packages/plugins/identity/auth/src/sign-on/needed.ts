import { refuse } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { signOnErrors } from '../contract/sign-on.ts';
import { domainOf } from './providers.ts';
import { allProviders } from './queries.ts';

/**
 * For every other way in, once somebody has proven who they are: whose domain has to use its provider is refused. Owners
 * are not, for a provider that fails would leave nobody to mend it. @throws auth.sign_on_needed
 */
export async function refuseWhereSignOnIsNeeded({ data, needs }: AuthContext, { id, email }: Account): Promise<void> {
  const domain = domainOf(email);
  const strict = (await data.all(allProviders, {})).some(
    ({ enabled, required, domains }) => enabled && required && domains.includes(domain),
  );
  if (strict && !(await needs.access.owners()).includes(id)) return refuse(signOnErrors.signOnNeeded);
}
