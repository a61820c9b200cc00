import { resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { resolveConfig } from '../../src/config/config.ts';
import { openStorage, s3OptionsOf } from '../../src/storage/open.ts';
import { key, openS3 } from './drivers.ts';

test('one line of the settings says where files lie', async () => {
  expect(s3OptionsOf('s3://halden/school/files?region=eu-north-1')).toEqual({
    bucket: 'halden',
    prefix: '/school/files',
    region: 'eu-north-1',
  });
  const { server, close } = await openS3();
  vi.stubEnv('AWS_ACCESS_KEY_ID', key.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', key.secretAccessKey);
  try {
    const address = `s3://${server.bucket}/north?endpoint=${encodeURIComponent(server.endpoint)}`;
    const storage = openStorage(address, resolve);
    await storage.check();
    expect(server.requests.some(({ url }) => url.startsWith(`/${server.bucket}/north/objects/`))).toBe(true);
  } finally {
    vi.unstubAllEnvs();
    await close();
  }
});

test('a line that means nothing says what to write', () => {
  const storage = (value: string) => resolveConfig('/school', { plugins: [], storage: value }).storage;
  expect(storage('s3://halden')).toBe('s3://halden');
  for (const wrong of ['s3:///files', 's3://halden?regoin=x', 's3://key:secret@halden', 's3://halden?endpoint=nowhere'])
    expect(() => storage(wrong), wrong).toThrow(/write a folder, or s3:\/\/bucket\/prefix\?region=/);
});
