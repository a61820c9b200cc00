// The settings of one plugin for the whole installation: default, lms.config.ts, what was set here, the environment, each
// above the one before. What a plugin reads (`ctx.settings`) is an object that always answers with what holds now.
import type { AnyPluginSpec, InstallationSetting } from '@lectern/kit';
import { z } from 'zod';
import { type Described, fromText, settingsIn } from './described.ts';

type Values = Readonly<Record<string, unknown>>;
export interface Fault {
  readonly fault: string;
  readonly wayOut: string;
}
export interface Layers {
  readonly plugin: string;
  readonly described: readonly Described[];
  /** For the plugin: reads what holds now. */
  readonly live: Values;
  /** Wrong at the start, so that the school does not. */
  readonly faults: readonly Fault[];
  /** Without what was set here, which may be wrong and is not heard then. */
  readonly given: Values;
  sourceOf(key: string): InstallationSetting['from'];
  sourceWithoutHere(key: string): Exclude<InstallationSetting['from'], 'here'>;
  /** What would hold if it were not set here. */
  withoutHere(key: string): unknown;
  /** What was set here, of those that schools do not decide. @returns keys that do not fit any more, with the reason */
  put(here: Values): ReadonlyMap<string, string>;
  /** What is wrong with setting this here; undefined when all would still fit together. */
  faultOf(key: string, value: unknown): string | undefined;
}

/** @param read told of each key that is read of `live` */
export function layersOf(
  spec: AnyPluginSpec,
  file: Values,
  environment: Readonly<Record<string, string | undefined>>,
  read: (key: string) => void,
): Layers {
  const plugin = spec.contract.id;
  const { settings: schema } = spec;
  const described = settingsIn(spec);
  const pinned: Record<string, unknown> = {};
  for (const one of described) {
    const text = environment[one.variable];
    if (text !== undefined && text !== '') pinned[one.key] = fromText(one, text);
  }
  let here: Values = {};
  const raw = (more: Values = here) => ({ ...file, ...more, ...pinned });
  const first = schema?.safeParse(raw());
  const faults = first && !first.success ? [faultOf(first.error)] : [];
  let held: Values = first?.success ? (first.data as Values) : {};
  const live =
    schema instanceof z.ZodObject
      ? liveObject(Object.keys(schema.shape as object), (key) => {
          read(key);
          return held[key];
        })
      : schema
        ? held
        : file;

  const sourceWithoutHere = (key: string) =>
    key in pinned ? 'environment' : file[key] !== undefined ? 'file' : 'default';
  /** Where it is wrong, and what to write there. */
  function faultOf({ issues }: z.ZodError): Fault {
    const { path, message } = issues[0]!;
    const key = String(path[0] ?? '');
    const variable = key in pinned ? described.find((one) => one.key === key)?.variable : undefined;
    if (variable) return { fault: `${variable}: ${message}`, wayOut: 'Correct it in the environment or in .env.' };
    return {
      fault: `setting ${path.join('.')}: ${message}`,
      wayOut: `Correct it in lms.config.ts under settings.${plugin}.`,
    };
  }

  return {
    plugin,
    described,
    live,
    faults,
    given: first?.success ? (first.data as Values) : {},
    sourceWithoutHere,
    sourceOf: (key) => (here[key] !== undefined && !(key in pinned) ? 'here' : sourceWithoutHere(key)),
    withoutHere: (key) => {
      const { [key]: _, ...others } = here;
      const parsed = schema?.safeParse(raw(others));
      return (parsed?.success ? (parsed.data as Values) : held)[key];
    },
    put(next) {
      const misfits = new Map<string, string>();
      let fitting = next;
      for (;;) {
        const parsed = schema?.safeParse(raw(fitting));
        if (!parsed || parsed.success) {
          here = fitting;
          if (parsed) held = parsed.data as Values;
          return misfits;
        }
        // What an upgrade does not take any more: the setting named, or all of them where a rule speaks of several.
        const { path, message } = parsed.error.issues[0]!;
        const named = String(path[0] ?? '');
        const wrong = named in fitting ? [named] : Object.keys(fitting);
        for (const key of wrong) misfits.set(key, message);
        fitting = Object.fromEntries(Object.entries(fitting).filter(([key]) => !wrong.includes(key)));
        if (wrong.length === 0) return misfits;
      }
    },
    faultOf: (key, value) => schema?.safeParse(raw({ ...here, [key]: value })).error?.issues[0]?.message,
  };
}

/** Properties as any object has them, whose values are asked for when they are read. */
function liveObject(keys: readonly string[], heldOf: (key: string) => unknown): Values {
  const live = {};
  for (const key of keys) Object.defineProperty(live, key, { enumerable: true, get: () => heldOf(key) });
  return live;
}
