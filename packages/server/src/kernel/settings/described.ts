// What a plugin's schema says of each of its settings: how it is asked for, and how text from the environment is read.
import {
  type AnyPluginSpec,
  type InstallationSetting,
  type InstallationValue,
  installationSettings,
  organizationSettings,
  type SettingWords,
} from '@lectern/kit';
import { z } from 'zod';

export interface Described {
  readonly plugin: string;
  readonly key: string;
  readonly zod: z.ZodType;
  readonly words: SettingWords;
  /** JSON Schema (2020-12) of the value. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly kind: InstallationSetting['kind'];
  readonly secret: boolean;
  readonly machine: boolean;
  /** Marked in `organizationSettings`. */
  readonly schoolsDecide: boolean;
  /** `LECTERN_AUTH_SECOND_FACTOR`. */
  readonly variable: string;
  /** What is wrong with a value; undefined when it is right. */
  faultOf(value: unknown): string | undefined;
}

/** `LECTERN_CODE_EXECUTION_MAX_MINUTES` for `maxMinutes` of `code-execution`. */
export const variableOf = (plugin: string, key: string): string =>
  `LECTERN_${plugin.replaceAll('-', '_')}_${key.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.toUpperCase();

/** Empty for a plugin whose settings are no object, which nobody sees beside the others. */
export function settingsIn({ contract: { id }, settings }: AnyPluginSpec): Described[] {
  if (!(settings instanceof z.ZodObject)) return [];
  return Object.entries(settings.shape as Record<string, z.ZodType>).map(([key, zod]) => {
    const schema = z.toJSONSchema(zod, { io: 'input', unrepresentable: 'any' }) as Described['schema'];
    const own = installationSettings.get(zod);
    const decided = organizationSettings.get(zod);
    const hint = zod.description;
    const words = decided ?? own ?? { title: { en: titleOf(key) }, ...(hint && { hint: { en: hint } }) };
    return {
      plugin: id,
      key,
      zod,
      words,
      schema,
      kind: kindOf(schema),
      secret: own?.secret === true,
      machine: own?.machine === true,
      schoolsDecide: decided !== undefined,
      variable: variableOf(id, key),
      faultOf: (value) => zod.safeParse(value).error?.issues[0]?.message,
    };
  });
}

/** `Largest file` of `largestFile`. */
function titleOf(key: string): string {
  const words = key.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function kindOf({ type, enum: values, items }: Described['schema']): Described['kind'] {
  if (type === 'boolean') return 'yes-no';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'string') return Array.isArray(values) ? 'choice' : 'text';
  const each = items as { readonly type?: unknown } | undefined;
  return type === 'array' && each?.type === 'string' ? 'list' : 'parts';
}

/** Text of the environment or of a command as the setting has it; what it cannot be is left for the schema to refuse. */
export function fromText({ kind }: Pick<Described, 'kind'>, text: string): unknown {
  if (kind === 'yes-no')
    return /^(?:true|yes|on|1)$/i.test(text) || (/^(?:false|no|off|0)$/i.test(text) ? false : text);
  if (kind === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (kind === 'list')
    return text
      .split(/[\n,]+|\s{2,}/)
      .map((one) => one.trim())
      .filter(Boolean);
  if (kind !== 'parts') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export const isShown = (value: unknown): value is InstallationValue =>
  ['boolean', 'number', 'string'].includes(typeof value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'));
