// Intl objects cost 20 to 50 µs to make and nothing to use, so each is made once per language and set of options.
const made = new Map<string, unknown>();

/** The same Intl object for the same constructor, language and options. */
export function kept<Made>(kind: string, language: string, options: object | undefined, make: () => Made): Made {
  const key = `${kind} ${language} ${options ? JSON.stringify(options) : ''}`;
  const known = made.get(key) as Made | undefined;
  if (known) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

export const numberIn = (language: string, options?: Intl.NumberFormatOptions): Intl.NumberFormat =>
  kept('number', language, options, () => new Intl.NumberFormat(language, options));

export const pluralIn = (language: string): Intl.PluralRules =>
  kept('plural', language, undefined, () => new Intl.PluralRules(language));
