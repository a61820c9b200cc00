import { t } from '../messages/t.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** The browser's own judgement of a control in our words, undefined when it is content. Constraints are the HTML attributes. */
export function wrongWith(control: Control): string | undefined {
  const { validity } = control;
  if (validity.valid) return undefined;
  const { min = '', max = '', minLength = 0, maxLength = 0, type } = control as HTMLInputElement;
  if (validity.valueMissing)
    return control instanceof HTMLSelectElement ? t('field.missing-choice') : t('field.missing');
  if (validity.badInput) return t('field.number');
  if (validity.typeMismatch) return type === 'url' ? t('field.url') : t('field.email');
  if (validity.rangeUnderflow) return t('field.too-small', { min });
  if (validity.rangeOverflow) return t('field.too-large', { max });
  if (validity.tooShort) return t('field.too-short', { min: minLength });
  if (validity.tooLong) return t('field.too-long', { max: maxLength });
  return control.validationMessage || t('field.pattern');
}
