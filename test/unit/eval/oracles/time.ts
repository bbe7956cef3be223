import { matching, type Oracle } from './oracle';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const two = (number: number): string => String(number).padStart(2, '0');

/** The day number of a date in the Gregorian calendar, by counting, not by `Date`; `undefined` for no date. */
function dayNumber(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  let days = day;
  for (let before = 1970; before < year; before += 1) days += leap(before) ? 366 : 365;
  for (let before = 1; before < month; before += 1) days += daysIn(year, before);
  return days;
}

function leap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(year: number, month: number): number {
  return month === 2 ? (leap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dateOf(days: number): string {
  let rest = days;
  let year = 1970;
  for (; rest > (leap(year) ? 366 : 365); year += 1) rest -= leap(year) ? 366 : 365;
  let month = 1;
  for (; rest > daysIn(year, month); month += 1) rest -= daysIn(year, month);
  return `${year}-${two(month)}-${two(rest)}`;
}

export const paymentDueDates: Oracle = matching(
  /Invoice of (\d{1,2}) ([A-Z][a-z]+) (\d{4}), payable within (\d+) days?/,
  (day, month, year, within) => {
    const number = dayNumber(Number(year), months.indexOf(month) + 1, Number(day));
    return number === undefined ? undefined : dateOf(number + Number(within));
  },
);

export const schedulesToCron: Oracle = matching(
  /Every ([A-Za-z]+) at (\d{1,2}):([0-5]\d) ([ap])m/,
  (when, hour, minute, half) => {
    const days = when === 'day' ? '*' : when === 'weekday' ? '1-5' : weekdays.indexOf(when);
    if (days === -1 || Number(hour) < 1 || Number(hour) > 12) return undefined;
    return `${Number(minute)} ${(Number(hour) % 12) + (half === 'p' ? 12 : 0)} * * ${days}`;
  },
);

export const elapsedTimes: Oracle = matching(
  /(?:(\d+) h)? ?(?:(\d+) min)? ?(?:(\d+) s)?/,
  (hours, minutes, seconds) => {
    if (!hours && !minutes && !seconds) return undefined;
    const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60].map(two).join(':');
  },
);

export const timesheets: Oracle = matching(
  /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([01]\d|2[0-3]):([0-5]\d), ([01]\d|2[0-3]):([0-5]\d), (\d+)/,
  (startHour, startMinute, endHour, endMinute, pause) => {
    const start = Number(startHour) * 60 + Number(startMinute);
    const end = Number(endHour) * 60 + Number(endMinute);
    const worked = end - start + (end < start ? 1440 : 0) - Number(pause);
    return start === end || worked < 0 ? undefined : `${Math.floor(worked / 60)}:${two(worked % 60)}`;
  },
);

const shortMonths = months.map((month) => month.slice(0, 3));

export const accessLogLines: Oracle = matching(
  /[\d.:a-f]+ - \S+ \[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):([01]\d|2[0-3]):([0-5]\d):([0-5]\d) ([+-])(\d\d)(\d\d)\] "([A-Z]+) (\/[^\s"?]*)(?:\?\S*)? HTTP\/\d\.\d" (\d{3}) (?:\d+|-)(?: "[^"]*" "[^"]*")?/,
  (day, month, year, hour, minute, second, sign, offsetHours, offsetMinutes, method, path, status) => {
    const date = dayNumber(Number(year), shortMonths.indexOf(month) + 1, Number(day));
    if (date === undefined) return undefined;
    const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
    const total = date * 1440 + Number(hour) * 60 + Number(minute) - offset;
    return `${dateOf(Math.floor(total / 1440))}T${two(Math.floor(total / 60) % 24)}:${two(total % 60)}:${second}Z ${method} ${path} ${status}`;
  },
);
