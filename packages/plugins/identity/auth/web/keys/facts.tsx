import { Badge, Time } from '@lectern/ui';
import { t } from './messages.ts';

export const LastUsed = ({ at }: { readonly at: string | null }) =>
  at ? <Time at={at} as="ago" /> : <span>{t('keys.never')}</span>;

/** When a key ends; one that has ended stays listed for a month, so that its owner sees why a program stopped. */
export function End({ at }: { readonly at: string | null }) {
  if (!at) return <>{t('keys.no-end')}</>;
  return new Date(at) <= new Date() ? <Badge tone="warn">{t('keys.ended')}</Badge> : <Time at={at} />;
}
