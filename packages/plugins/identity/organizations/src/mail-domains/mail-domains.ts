// Whose people come in by the address they have: whoever confirms one at a domain belongs to the schools whose domain it is.
// What a school merely names gathers nobody, or naming a mail provider would collect strangers; it shows the domain first.
// The first school is the host's, whom everybody here belongs to anyway: it names what it likes.
import { kernelProblems, refuse } from '@lectern/kit';
import type { MailDomain } from '../contract/entrance.ts';
import { errors } from '../contract/errors.ts';
import { theDefault } from '../queries.ts';
import type { OrganizationsContext } from '../service.ts';
import * as queries from './queries.ts';
import { recordName, textsAt } from './record.ts';

export interface MailDomains {
  /** What the organization of the scope has named, and how far each has come. */
  told(named: readonly string[]): Promise<MailDomain[]>;
  /** Outside a unit, because it asks DNS. @throws not_found, organizations.mail_domain_not_shown */
  look(domain: string, named: readonly string[]): Promise<void>;
  /** After `look`. */
  proven(domain: string): Promise<void>;
  /** Of what is named no longer nothing is known. */
  keep(named: readonly string[]): Promise<void>;
  /** See `OrganizationsService`. */
  schoolsOf(email: string): Promise<string[]>;
}

/** What follows the last @. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

export function createMailDomains(ctx: OrganizationsContext): MailDomains {
  const { data, signatures } = ctx;
  const here = () => ctx.scope().org ?? '';
  const value = (domain: string) => `lectern=${signatures.sign(`mail-domain:${here()}:${domain}`)}`;

  return {
    async told(named) {
      const shown = new Map(
        (await data.all(queries.proofsOf, { organization: here() })).map((one) => [one.domain, one.verifiedAt]),
      );
      const isFirst = (await data.one(theDefault))?.id === here();
      return named.map((domain) => ({
        domain,
        verifiedAt: shown.get(domain)?.toISOString() ?? null,
        joins: isFirst || shown.has(domain),
        record: { name: recordName(domain), value: value(domain) },
      }));
    },
    async look(domain, named) {
      if (!named.includes(domain)) return refuse(kernelProblems.notFound, { pointer: '/domain' });
      const texts = await textsAt(recordName(domain), ctx.settings.nameServers).catch(() => undefined);
      if (texts?.some((text) => text.trim() === value(domain))) return;
      const seen =
        texts === undefined
          ? 'No name server answered.'
          : texts.length === 0
            ? `There is no TXT record at ${recordName(domain)}.`
            : `The TXT record at ${recordName(domain)} says something else.`;
      refuse(errors.mailDomainNotShown, {
        pointer: '/domain',
        detail: `${errors.mailDomainNotShown.message} ${seen}`,
      });
    },
    proven: async (domain) =>
      void (await data.run(queries.proven, { domain, organization: here(), verifiedAt: ctx.now() })),
    async keep(named) {
      for (const { domain } of await data.all(queries.proofsOf, { organization: here() }))
        if (!named.includes(domain)) await data.run(queries.dropProof, { domain, organization: here() });
    },
    async schoolsOf(email) {
      const domain = domainOf(email);
      const ids = (await data.all(queries.schoolsOf, { domain })).map(({ id }) => id);
      const first = await data.one(queries.firstSchool);
      return first?.emailDomains.includes(domain) && !ids.includes(first.id) ? [first.id, ...ids].sort() : ids;
    },
  };
}
