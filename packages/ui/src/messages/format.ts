// Numbers, money, dates and durations as people of the spoken language write them.
import { language } from './catalogue.ts';
import { kept, numberIn } from './intl.ts';
import { t } from './t.ts';

export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  numberIn(language(), options).format(value);

/** 0.64 is "64%". */
export const formatPercent = (share: number): string =>
  formatNumber(share, { style: 'percent', maximumFractionDigits: 0 });

/** An amount in minor units (cents, or whole yen) of an ISO 4217 currency. Round amounts lose their zeros: "€64". */
export function formatMoney(minor: number, currency: string): string {
  const options = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
  const format = numberIn(language(), options);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** 1536 is "1.5 kB"; decimal multiples, as disks and networks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return formatNumber(value, {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  });
}

const dateStyles = {
  /** 2 December, with the year when it is not this one. */
  day: { day: 'numeric', month: 'long' },
  /** 2 December 2026: on what is kept or printed. */
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  /** 2 Dec */
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
  moment: { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' },
  full: { dateStyle: 'full', timeStyle: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof dateStyles;

/** A date in the reader's time zone, or in the one that is named. */
export function formatDate(at: Date | string, style: DateStyle = 'day', timeZone?: string): string {
  const date = new Date(at);
  const otherYear =
    (style === 'day' || style === 'short' || style === 'moment') && date.getFullYear() !== new Date().getFullYear();
  const options: Intl.DateTimeFormatOptions = {
    ...dateStyles[style],
    ...(otherYear && { year: 'numeric' }),
    ...(timeZone && { timeZone }),
  };
  return kept('date', language(), options, () => new Intl.DateTimeFormat(language(), options)).format(date);
}

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
  ['week', 4.35],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;

/** How far a moment lies from now: "yesterday", "in two days". */
export function formatAgo(at: Date | string, now: Date = new Date()): string {
  let distance = (new Date(at).getTime() - now.getTime()) / 1000;
  const options = { numeric: 'auto' } as const;
  const format = kept('relative', language(), options, () => new Intl.RelativeTimeFormat(language(), options));
  for (const [unit, length] of steps) {
    const whole = Math.round(distance);
    if (Math.abs(whole) < length) return format.format(whole, unit);
    distance /= length;
  }
  return '';
}

interface Duration {
  hours?: number;
  minutes?: number;
  seconds?: number;
}
interface DurationFormatter {
  format(duration: Duration): string;
}
type WithDurationFormat = typeof Intl & {
  DurationFormat?: new (language: string, options: object) => DurationFormatter;
};

/** Seconds as "2 h 10 min", or "40 s" below a minute. English keeps the symbols of a timetable, CLDR would say "2 hr, 10 min". */
export function formatDuration(seconds: number): string {
  const minutes = seconds < 60 ? 0 : Math.round(seconds / 60);
  const duration: Duration =
    minutes === 0 ? { seconds: Math.round(seconds) } : { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  const { DurationFormat } = Intl as WithDurationFormat;
  const tag = language();
  if (DurationFormat && !/^en\b/.test(tag)) {
    const options = { style: 'short' } as const;
    return kept('duration', tag, options, () => new DurationFormat(tag, options)).format(duration);
  }
  const said = [
    duration.hours && t('duration.hours', { hours: duration.hours }),
    duration.minutes && t('duration.minutes', { minutes: duration.minutes }),
    duration.seconds !== undefined && t('duration.seconds', { seconds: duration.seconds }),
  ];
  return said.filter(Boolean).join(' ');
}

/** Seconds as a time code, 12:08 or 1:02:08, in the language's digits. Reads left to right in every language. */
export function formatTimecode(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => formatNumber(n, { minimumIntegerDigits: 2 });
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return h > 0 ? `${formatNumber(h)}:${two(m)}:${two(s)}` : `${formatNumber(m)}:${two(s)}`;
}

/** "apples, pears and plums". */
export const formatList = (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  kept('list', language(), { type }, () => new Intl.ListFormat(language(), { type })).format(items);
