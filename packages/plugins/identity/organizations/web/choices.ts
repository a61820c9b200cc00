// What is offered where a setting is a language or a time zone.
import type { SelectProps } from '@lectern/ui';

type Options = SelectProps['options'];
const spoken = ['en', 'ar'];

/** In their own words. One that the screens do not speak stands there too while it is the school's. */
export const languages = (own: string): Options =>
  [...new Set([...spoken, own])].map((tag) => ({
    value: tag,
    label: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
  }));
export const zones = (own: string): Options =>
  [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));
