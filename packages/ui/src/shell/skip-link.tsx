import { t } from '../messages/t.ts';

/** First in the page: the keyboard's way past the bar, to the element with the id `main`. */
export const SkipLink = () => (
  <a class="skip-link" href="#main">
    {t('shell.skip')}
  </a>
);
