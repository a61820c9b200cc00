import { Icon, Menu, recallTheme, setTheme, type Theme, theme, t as ui } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';

const sizes = [0.9, 1, 1.15, 1.3];
const sizeName = 'lectern.reading-size';
const themes: readonly Theme[] = ['light', 'dark', 'system'];
/** How the page looks: the size of its text, light or dark. */
export function Looks() {
  const index = useSignal(1);
  const set = (next: number) => {
    index.value = Math.min(sizes.length - 1, Math.max(0, next));
    document.documentElement.style.setProperty('--reading-size', String(sizes[index.value]));
    try {
      localStorage.setItem(sizeName, String(index.value));
    } catch {
      // a browser that keeps nothing obeys until the page is left
    }
  };
  useEffect(() => {
    recallTheme();
    const kept = Number(globalThis.localStorage?.getItem(sizeName) ?? 1);
    if (kept !== 1 && Number.isInteger(kept)) set(kept);
  }, []);
  return (
    <Menu
      label={t('looks')}
      items={[
        { label: t('larger'), icon: 'plus', onSelect: () => set(index.value + 1) },
        { label: t('smaller'), icon: 'minus', onSelect: () => set(index.value - 1) },
        'rule',
        ...themes.map((one) => ({
          label: ui(`theme.${one}`),
          ...(theme.value === one && { icon: 'check' as const }),
          onSelect: () => setTheme(one),
        })),
      ]}
    >
      <span class="visually-hidden">{t('looks')}</span>
      <Icon name="a-large-small" />
    </Menu>
  );
}
