import { query } from '@lectern/kit';
import { eq } from 'drizzle-orm';
import { organizations } from '../tables.ts';

const { id, logo, logoMime, darkLogo, darkLogoMime } = organizations;

export const logosOf = query('organizations.logos', { id }, (q, p) =>
  q.select({ logo, logoMime, darkLogo, darkLogoMime }).from(organizations).where(eq(id, p.id)),
);
export const setLogo = query('organizations.setLogo', { id, digest: logo, mime: logoMime }, (q, p) =>
  q.update(organizations).set({ logo: p.digest, logoMime: p.mime }).where(eq(id, p.id)),
);
export const setDarkLogo = query('organizations.setDarkLogo', { id, digest: darkLogo, mime: darkLogoMime }, (q, p) =>
  q.update(organizations).set({ darkLogo: p.digest, darkLogoMime: p.mime }).where(eq(id, p.id)),
);
