interface WithTextInfo {
  getTextInfo?(): { direction: 'ltr' | 'rtl' };
}

// For browsers whose Intl.Locale cannot say it yet (Firefox before 2026).
const rightToLeft = ['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'];

/** The direction in which a language (BCP 47) is written. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const locale = new Intl.Locale(language);
  const known = (locale as WithTextInfo).getTextInfo?.().direction;
  return known ?? (rightToLeft.includes(locale.language) ? 'rtl' : 'ltr');
}
