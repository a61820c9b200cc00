import { Switch } from '../components/check.tsx';
import { Dialog } from '../components/dialog.tsx';
import { boundKeys, setSingleKeys, singleKeys } from '../hooks/keys.ts';
import { t } from '../messages/t.ts';

// Words for keys that print as nothing.
const printed: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': '␣',
};

/** What `?` opens: every key that acts on this screen, and the switch that turns single keys off. */
export function KeyList({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')}>
      <dl class="key-list">
        {boundKeys().map(({ keys, label }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key, i) => (
                <>
                  {i > 0 && ` ${t('keys.then')} `}
                  <kbd>
                    {key
                      .split('+')
                      .map((part) => printed[part] ?? part)
                      .join(' ')}
                  </kbd>
                </>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <Switch checked={singleKeys.value} onValue={setSingleKeys}>
        {t('keys.single')}
        <br />
        <span class="small muted">{t('keys.single-hint')}</span>
      </Switch>
    </Dialog>
  );
}
