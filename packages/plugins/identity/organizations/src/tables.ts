import { bigint, boolean, fileRef, id, integer, json, personRef, table, tenantTable, text, time } from '@lectern/kit';
import type { SchoolState } from './contract/schools.ts';
import type { MembershipState } from './contract.ts';

export const organizations = table(
  'organizations',
  {
    id: id(),
    name: text().notNull(),
    summary: text().notNull(),
    brandHue: integer().notNull(),
    logo: fileRef(),
    logoMime: text(),
    /** For dark surroundings; the other one serves there without it. */
    darkLogo: fileRef(),
    darkLogoMime: text(),
    /** Whoever has an address there may make an account though sign-up be closed, which is a setting. */
    emailDomains: json<readonly string[]>().notNull(),
    /** The one that answers for every host that nobody claims. It is the root of the tree. */
    isDefault: boolean().notNull(),
    parent: text(),
    /** First label of its host below a name that the installation has: `north` in `north.school.example.org`. */
    address: text(),
    state: text().$type<SchoolState>().notNull(),
    /** Of the state. */
    changedAt: time().notNull(),
    /** Everything in it goes then; only of those that are deleted. */
    eraseAt: time(),
    /** Null is no limit. */
    maxPeople: bigint(),
    maxBytes: bigint(),
    maxMinutes: bigint(),
    createdAt: time().notNull(),
  },
  {
    indexes: [
      // Two processes that set up the same empty database make one school: the second insert finds this index.
      { on: ['isDefault'], unique: true, where: 'is_default' },
      { on: ['address'], unique: true },
      { on: ['parent'] },
    ],
    travels: {
      as: 'organization',
      // Where it stands in the tree, how it is reached, whether it is open, what it may use.
      house: {
        isDefault: false,
        parent: null,
        address: null,
        state: 'deleted',
        eraseAt: null,
        maxPeople: null,
        maxBytes: null,
        maxMinutes: null,
      },
    },
  },
);

/** Hosts of their own. One host leads to one organization of the installation. */
export const domains = table(
  'organization_domains',
  {
    host: text().notNull(),
    organization: text().notNull(),
    /** Until then it leads nowhere: whoever claims a name shows that it leads here. */
    verifiedAt: time(),
    addedAt: time().notNull(),
  },
  {
    key: ['host'],
    indexes: [{ on: ['organization'] }],
    // Whoever claims a host shows anew that it leads here.
    travels: { as: 'hosts', of: 'organization', house: { verifiedAt: null } },
  },
);

/**
 * Domains of mail that a school has shown to be its own. Two may share one. Not what a school carries along when it moves:
 * there it shows them anew.
 */
export const mailDomains = table(
  'organization_mail_domains',
  { domain: text().notNull(), organization: text().notNull(), verifiedAt: time().notNull() },
  { key: ['domain', 'organization'], indexes: [{ on: ['organization'] }] },
);

/** Of two accounts that become one: whoever was sent out does not come back in by another name. */
const membershipThatHolds = "case state when 'suspended' then 0 when 'active' then 1 else 2 end, joined_at";

/** People are global; this ties them to an organization. */
export const memberships = tenantTable(
  'memberships',
  {
    userId: personRef({ onMerge: { best: membershipThatHolds }, onErase: 'delete', onExport: 'memberships' }).notNull(),
    state: text().$type<MembershipState>().notNull(),
    joinedAt: time().notNull(),
    /** Of the state. */
    changedAt: time().notNull(),
  },
  { key: ['org', 'userId'], indexes: [{ on: ['userId'] }, { on: ['org', 'state'] }] },
);
