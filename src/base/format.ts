const locale = 'en-GB';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

/**
 * Whole numbers with separators.
 *
 * @example
 * count(1044848) // => '1,044,848'
 */
export function count(value: number): string {
  return whole.format(value);
}

/**
 * A share in 0..1 as per cent.
 *
 * @example
 * percent(0.84817) // => '84.82 %'
 */
export function percent(share: number, digits = 2): string {
  return `${(share * 100).toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })} %`;
}

/**
 * An amount in a currency, without pence by default.
 *
 * @param currency ISO 4217 code.
 * @example
 * money(17431551.178, 'GBP') // => '£17,431,551'
 */
export function money(value: number, currency: string, digits = 0): string {
  return value.toLocaleString(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/**
 * A day in words.
 *
 * @example
 * dayText('2011-12-09') // => '9 December 2011'
 */
export function dayText(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
}
