/* Dates, in days since 1970, and times, in seconds; see `taking.js`. */

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/**
 * The date whose parts come in this order, in days since 1970.
 * @type {(text: string, order: string) => number | null}
 */
export function dateOf(text, order) {
  const parts = text.match(/\d+|\p{L}{3,}/gu) ?? [];
  const [year = '', month = '', day = ''] = ['y', 'm', 'd'].map((part) => parts[order.indexOf(part)]);
  const named = monthNames.findIndex((name) => name.slice(0, 3).toLowerCase() === month.slice(0, 3).toLowerCase());
  const date = new Date(0);
  const full = year.length > 2 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  date.setUTCFullYear(full, (named < 0 ? Number(month) : named + 1) - 1, Number(day));
  return date.getUTCDate() === Number(day) && year !== '' && day !== '' ? date.getTime() / 86_400_000 : null;
}

/**
 * A part of a date, such as `MM`.
 * @type {(days: number, part: string) => string}
 */
export function dateText(days, part) {
  const date = new Date(days * 86_400_000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (part === 'Month' || part === 'Mon') return (monthNames[month] ?? '').slice(0, part === 'Mon' ? 3 : 9);
  if (part === 'Weekday' || part === 'Day') return (dayNames[date.getUTCDay()] ?? '').slice(0, part === 'Day' ? 3 : 9);
  if (part === 'Q') return String(Math.floor(month / 3) + 1);
  const number = part.startsWith('Y') ? year : part.startsWith('M') ? month + 1 : day;
  return String(part === 'YY' ? number % 100 : number).padStart(part.length, '0');
}

/**
 * The last day of its month.
 * @type {(days: number) => number}
 */
export function endOfMonth(days) {
  const date = new Date(days * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / 86_400_000;
}

/**
 * The time of day, or the duration, in seconds.
 * @type {(text: string) => number | null}
 */
export function timeOf(text) {
  const found = /^(\d+)(?::| ?h ?)(\d{1,2})(?:(?::| ?m ?)(\d\d))? ?(?:m|min|([ap])\.?m\.?)?$/i.exec(text);
  const [hours = 0, minutes = 0, seconds = 0] = [1, 2, 3].map((part) => Number(found?.[part] ?? 0));
  if (!found || minutes > 59 || seconds > 59) return null;
  const half = found[4]?.toLowerCase();
  if (half !== undefined && (hours < 1 || hours > 12)) return null;
  return (half === undefined ? hours : (hours % 12) + (half === 'p' ? 12 : 0)) * 3600 + minutes * 60 + seconds;
}

/**
 * A part of a time, such as `HH`.
 * @type {(seconds: number, part: string) => string}
 */
export function timeText(seconds, part) {
  const hours = Math.floor(seconds / 3600);
  if (part === 'AM') return hours % 24 < 12 ? 'AM' : 'PM';
  const inHalf = hours % 12 === 0 ? 12 : hours % 12;
  const number = { H: hours, h: inHalf, m: Math.floor(seconds / 60) % 60, s: seconds % 60 }[part.charAt(0)];
  return String(number).padStart(part.length, '0');
}
