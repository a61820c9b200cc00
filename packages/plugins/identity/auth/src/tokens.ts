import { hash, randomBytes } from 'node:crypto';

/** 256 random bits, as 43 characters that fit a cookie and an address. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** What is kept of a token. It is random, so a fast hash without salt gives nothing away. */
export const digestOf = (token: string): string => hash('sha256', token, 'base64url');
