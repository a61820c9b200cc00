// What a program calls itself, as a person would say it: enough to recognise one's own laptop in a list, and no more. Kept
// short, for whoever reads the database learns it too.
// Order matters: Edge and Opera say Chrome as well, Chrome says Safari (MDN: Browser detection using the user agent).
const programs: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOPiOS\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/\blms\//, 'lms'],
  [/\bcurl\//, 'curl'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];
const named = (agent: string, among: typeof programs) => among.find(([pattern]) => pattern.test(agent))?.[1];

/** "Firefox on Linux"; empty for what is not known, so that no stranger's words stand in anybody's list. */
export function deviceOf(agent: string | undefined): string {
  const [program, system] = [named(agent ?? '', programs), named(agent ?? '', systems)];
  return program && system ? `${program} on ${system}` : (program ?? system ?? '');
}
