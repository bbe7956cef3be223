import { matching, type Oracle } from './oracle';

/** `units` of 1/100, written with two decimals. */
function hundredths(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(3, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Whole division rounded to the nearest; a tie is an error in the data, since people round it either way. */
function nearest(dividend: bigint, divisor: bigint): bigint {
  if ((dividend * 2n) % divisor === 0n && ((dividend * 2n) / divisor) % 2n === 1n)
    throw new Error(`${dividend}/${divisor} is a tie`);
  return (dividend * 2n + divisor) / (divisor * 2n);
}

/** A decimal number as a whole number of 10^-`places`. */
function scaled(decimal: string, places: number): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  if (fraction.length > places) throw new Error(`${decimal} has more than ${places} decimals`);
  return BigInt(whole + fraction.padEnd(places, '0'));
}

/** An inch is 25.4 mm. */
export const heights: Oracle = (input) => {
  const found = /^Height: (?=\d)(?:(\d+) ft)?(?: ?(\d+(?:\.5)?) in)?$/.exec(input);
  if (!found || (found[1] !== undefined && Number(found[2] ?? '0') >= 12)) return undefined;
  const halfInches = BigInt(found[1] ?? '0') * 24n + scaled(found[2] ?? '0', 1) / 5n;
  const millimetres = nearest(halfInches * 127n, 10n);
  return `${millimetres / 10n}.${millimetres % 10n} cm`;
};

export const euroAmounts: Oracle = matching(/(-?)(\d{1,3}(?:\.\d{3})*)(,\d\d)? €/, (sign, whole, cents) => {
  // Without cents, a full stop may be a decimal one.
  if (!cents && whole.includes('.')) return undefined;
  return `${sign}${whole.replaceAll('.', '')}.${cents.slice(1) || '00'} EUR`;
});

export const orderLines: Oracle = matching(
  /[^,]+, (\d+), (\d+(?:\.\d\d)?), (\d+(?:\.\d)?)%/,
  (quantity, price, discount) => {
    const rest = 1000n - scaled(discount, 1);
    return rest < 0n ? undefined : hundredths(nearest(BigInt(quantity) * scaled(price, 2) * rest, 1000n));
  },
);

/** The weighted sum of a valid ISBN-10 is a multiple of 11, that of an ISBN-13 one of 10. */
export const isbn10To13: Oracle = matching(/ISBN-10 (\d(?:-?\d){8}-?[\dX]) as ISBN-13/, (isbn) => {
  const digits = isbn.replaceAll('-', '');
  const sum = Array.from(digits).reduce(
    (total, digit, index) => total + (10 - index) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
  if (![0, 3].includes(isbn.length - digits.length) || sum % 11 !== 0) return undefined;
  const hyphen = digits === isbn ? '' : '-';
  const candidates = Array.from({ length: 10 }, (_, check) => `978${hyphen}${isbn.slice(0, -1)}${check}`);
  return candidates.find(
    (candidate) =>
      Array.from(candidate.replaceAll('-', '')).reduce(
        (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
        0,
      ) %
        10 ===
      0,
  );
});
