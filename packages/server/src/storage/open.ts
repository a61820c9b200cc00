// Where the files of a school lie, from one line of its settings.
import { z } from 'zod';
import { localStorage } from './local.ts';
import type { S3Options } from './s3/client.ts';
import { s3Storage } from './s3/storage.ts';

const wanted = 'a folder, or s3://bucket/prefix?region=eu-central-1 (with &endpoint=https://... when it is not Amazon)';
const Query = z.strictObject({
  region: z.string().min(1).default('us-east-1'),
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
});

/** @throws Error that says what to write. The keys are no part of it: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as for all programs */
export function s3OptionsOf(address: string): S3Options {
  const url = new URL(address);
  const query = Query.safeParse(Object.fromEntries(url.searchParams));
  if (!query.success || !url.hostname || url.username) throw new Error(wanted);
  const { region, endpoint } = query.data;
  return { bucket: url.hostname, prefix: url.pathname, region, ...(endpoint && { endpoint }) };
}

/** The setting `storage`. */
export const StorageAddress = z
  .string()
  .min(1)
  .superRefine((address, context) => {
    if (!address.startsWith('s3:')) return;
    try {
      s3OptionsOf(address);
    } catch {
      context.addIssue({ code: 'custom', message: wanted });
    }
  });

/** @param below makes a path of the school's folder absolute */
export const openStorage = (address: string, below: (path: string) => string) =>
  address.startsWith('s3:') ? s3Storage(s3OptionsOf(address)) : localStorage(below(address));
