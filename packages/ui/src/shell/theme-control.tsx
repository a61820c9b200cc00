import { useEffect } from 'preact/hooks';
import { Segmented } from '../components/segmented.tsx';
import { t } from '../messages/t.ts';
import { recallTheme, setTheme, type Theme, theme } from '../theme/theme.ts';

const themes: readonly Theme[] = ['light', 'dark', 'system'];

/** Light, dark, or as the device has it; remembered in this browser. */
export function ThemeControl() {
  useEffect(recallTheme, []);
  return (
    <Segmented
      label={t('theme.label')}
      value={theme.value}
      onValue={setTheme}
      options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
    />
  );
}
