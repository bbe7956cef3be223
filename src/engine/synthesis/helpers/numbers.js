/* Numbers; see `taking.js`. */

/**
 * The number written with this decimal mark.
 * @type {(text: string, mark: string) => number | null}
 */
export function numberOf(text, mark) {
  const groups = mark === '.' ? /[, '\u00a0\u202f](?=\d{3})/g : /[. '\u00a0\u202f](?=\d{3})/g;
  const plainText = text.replace('\u2212', '-').replace(groups, '').replace(mark, '.');
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(plainText) && plainText.length < 17 ? Number(plainText) : null;
}

/**
 * Multiplied and divided, without the noise of binary fractions.
 * @type {(number: number, by: number, over: number) => number}
 */
export function scaled(number, by, over) {
  return Number(((number * by) / over).toPrecision(14));
}

/**
 * A number more.
 * @type {(number: number, more: number) => number}
 */
export function plus(number, more) {
  return Number((number + more).toPrecision(14));
}

/**
 * Down to a multiple of a step.
 * @type {(number: number, step: number) => number}
 */
export function down(number, step) {
  return Math.floor(number / step) * step;
}

/**
 * Up to a multiple of a step.
 * @type {(number: number, step: number) => number}
 */
export function up(number, step) {
  return Math.ceil(number / step) * step;
}

/**
 * To the nearest multiple of a step, halves up.
 * @type {(number: number, step: number) => number}
 */
export function nearest(number, step) {
  return Math.floor(Number((number / step).toPrecision(14)) + 0.5) * step;
}

/**
 * What is left over from multiples of a step.
 * @type {(number: number, step: number) => number}
 */
export function remainder(number, step) {
  return ((number % step) + step) % step;
}

/**
 * Without its sign.
 * @type {(number: number) => number}
 */
export function amount(number) {
  return Math.abs(number);
}

/**
 * With no more decimals than it has.
 * @type {(number: number) => string | null}
 */
export function plain(number) {
  const text = String(number);
  return text.includes('e') ? null : text;
}

/**
 * With so many decimals, halves away from zero.
 * @type {(number: number, decimals: number) => string | null}
 */
export function fixed(number, decimals) {
  const rounded = Math.round(Number(`${Math.abs(number)}e${decimals}`));
  return Number.isSafeInteger(rounded)
    ? (number < 0 && rounded > 0 ? '-' : '') + Number(`${rounded}e-${decimals}`).toFixed(decimals)
    : null;
}

/**
 * With signs between thousands, and this decimal mark.
 * @type {(text: string, sign: string, mark: string) => string}
 */
export function thousands(text, sign, mark) {
  const [whole = '', decimals] = text.split('.');
  const isLead = Array.from(whole).map(
    (_, at) => at > 0 && (whole.length - at) % 3 === 0 && /\d/.test(whole[at - 1] ?? ''),
  );
  const grouped = Array.from(whole)
    .map((digit, at) => (isLead[at] ? sign + digit : digit))
    .join('');
  return grouped + (decimals === undefined ? '' : mark + decimals);
}

/**
 * The band of this width around a number, this sign between its ends.
 * @type {(number: number, step: number, more: number, sign: string) => string}
 */
export function band(number, step, more, sign) {
  const from = Math.floor(number / step) * step;
  return `${from}${sign}${from + more}`;
}

/**
 * As in 1st, 2nd, 3rd, 4th.
 * @type {(number: number) => string}
 */
export function ordinal(number) {
  const ending = Math.floor(number / 10) % 10 === 1 ? undefined : ['th', 'st', 'nd', 'rd'][number % 10];
  return `${number}${ending ?? 'th'}`;
}
