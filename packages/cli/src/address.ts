import type { LoadedConfig } from '@lectern/server';

/** Where people open the school of this config, without a slash at the end. */
export function addressOf({ url, host, port, basePath }: LoadedConfig): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return url?.replace(/\/$/, '') ?? `http://${shown}:${port}${basePath}`;
}
