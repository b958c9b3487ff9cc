import type { LineClass } from '../base/schema.js';

/** A stock code, or what codes begin with, and what it stands for. */
export interface CodeClass {
  readonly code: string;
  readonly match: 'whole' | 'prefix';
  /** `goods`: looks unlike a product and is one; the line is then classed as any product's. */
  readonly class: Extract<LineClass, 'test' | 'fee' | 'adjustment'> | 'goods';
  readonly meaning: string;
}

const whole = (code: string, kind: CodeClass['class'], meaning: string): CodeClass => ({
  code,
  match: 'whole',
  class: kind,
  meaning,
});
const prefix = (code: string, kind: CodeClass['class'], meaning: string): CodeClass => ({
  ...whole(code, kind, meaning),
  match: 'prefix',
});

/** Codes of Online Retail II (upper case) that do not begin with the five digits of a product. */
export const codeClasses: readonly CodeClass[] = [
  whole('TEST001', 'test', 'test product'),
  whole('TEST002', 'test', 'test product'),
  whole('POST', 'fee', 'postage'),
  whole('DOT', 'fee', 'postage of orders from the web shop'),
  whole('C2', 'fee', 'carriage'),
  whole('C3', 'fee', 'carriage'),
  whole('BANK CHARGES', 'fee', 'bank charges'),
  whole('AMAZONFEE', 'fee', 'fees of a market place'),
  whole('CRUK', 'fee', 'commission to a charity'),
  whole('M', 'adjustment', 'manual entry'),
  whole('D', 'adjustment', 'discount'),
  whole('S', 'adjustment', 'samples'),
  whole('B', 'adjustment', 'bad debt'),
  whole('ADJUST', 'adjustment', 'adjustment'),
  whole('ADJUST2', 'adjustment', 'adjustment'),
  whole('GIFT', 'adjustment', 'gift voucher'),
  prefix('GIFT_0001_', 'adjustment', 'gift voucher: money received, no goods'),
  prefix('DCGS', 'goods', 'products of the web shop'),
  whole('PADS', 'goods', 'cushion pads'),
  whole('SP1002', 'goods', "children's chalkboard"),
];

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function matches(codes: readonly CodeClass[]): string {
  const wholes = codes.filter(({ match }) => match === 'whole').map(({ code }) => literal(code));
  const prefixes = codes.filter(({ match }) => match === 'prefix').map(({ code }) => code);
  return [
    ...(wholes.length > 0 ? [`product_id in (${wholes.join(', ')})`] : []),
    ...prefixes.map((code) => `left(product_id, ${code.length}) = ${literal(code)}`),
  ].join(' or ');
}

const ofClass = (kind: CodeClass['class']) => matches(codeClasses.filter((entry) => entry.class === kind));

/**
 * SQL expression for the class of a line: the first that holds of test, fee and adjustment by its code, adjustment by a
 * negative price, free or damaged stock by a price or quantity of 0, cancellation by the invoice's `C` or a negative
 * quantity; else a sale.
 */
export const lineClassSql = `case
    when ${ofClass('test')} then 'test'
    when ${ofClass('fee')} then 'fee'
    when ${ofClass('adjustment')} or unit_price < 0 then 'adjustment'
    when unit_price = 0 or quantity = 0 then 'free-or-damaged'
    when upper(left(order_id, 1)) = 'C' or quantity < 0 then 'cancellation'
    else 'sale' end`;

/** SQL condition: a code that is on no list and has not the five leading digits of a product. */
export const unlistedCodeSql = `not (${matches(codeClasses)}) and (length(product_id) < 5 or try_cast(left(product_id, 5) as integer) is null)`;
