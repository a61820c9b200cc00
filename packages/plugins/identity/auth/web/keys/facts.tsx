import type { GatewayMyUsageOutput } from '@lectern/sdk';
import { Badge, Time } from '@lectern/ui';
import { t } from './messages.ts';

export const LastUsed = ({ at }: { readonly at: string | null }) =>
  at ? <Time at={at} as="ago" /> : <span>{t('keys.never')}</span>;

/** When a key ends; one that has ended stays listed for a month, so that its owner sees why a program stopped. */
export function End({ at }: { readonly at: string | null }) {
  if (!at) return <>{t('keys.no-end')}</>;
  return new Date(at) <= new Date() ? <Badge tone="warn">{t('keys.ended')}</Badge> : <Time at={at} />;
}

export type Usage = readonly Pick<GatewayMyUsageOutput['items'][number], 'requests' | 'errors'>[];

/** How much a key was used, and what it is held to. */
export function Requests({ used, limit }: { readonly used: Usage; readonly limit: number | null }) {
  const sum = (what: 'requests' | 'errors') => used.reduce((all, row) => all + row[what], 0);
  const refused = sum('errors');
  return (
    <>
      {t('keys.asked', { count: sum('requests') })}
      {refused > 0 && <span class="small muted"> {t('keys.refused', { count: refused })}</span>}
      {limit !== null && <div class="small muted">{t('keys.at-most', { count: limit })}</div>}
    </>
  );
}
