import { TabLinks, to } from '@lectern/ui';
import { t } from '../words/words.ts';
import './log.css';

/** The parts of what there is to know of the log. */
export const LogTabs = ({ now }: { readonly now: 'log' | 'seal' | 'report' | 'keeping' }) => (
  <TabLinks
    label={t('log')}
    links={[
      { label: t('tab.log'), href: to('/admin/audit'), current: now === 'log' },
      { label: t('tab.seal'), href: to('/admin/audit/seal'), current: now === 'seal' },
      { label: t('tab.report'), href: to('/admin/audit/report'), current: now === 'report' },
      { label: t('tab.keeping'), href: to('/admin/audit/keeping'), current: now === 'keeping' },
    ]}
  />
);
