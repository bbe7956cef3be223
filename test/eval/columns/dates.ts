import { columnsOf, lines, parts, taken } from './column';

const iso = lines(`
  2021-03-04
  1999-12-31
  2020-02-29
  2016-07-18
  2023-10-05
  2008-01-26
  2014-11-11
  2019-06-30
  2022-09-09
  2001-04-02
  2018-08-23
  2012-05-14
  2024-12-01
  2005-02-17
  2010-10-22
  2017-03-31`);
const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const year = (date: string): string => date.slice(0, 4);
const month = (date: string): number => Number(date.slice(5, 7));
const day = (date: string): number => Number(date.slice(8, 10));
const monthName = (date: string): string => monthNames[month(date) - 1] ?? '';
const shortMonth = (date: string): string => monthName(date).slice(0, 3);
const weekday = (date: string): string => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
const daysLater = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const ordinal = (number: number): string =>
  `${number}${number % 100 > 10 && number % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
const fromNamed = (text: string, pattern: RegExp): string =>
  text.replace(pattern, (_, date: string, name: string, ofYear: string) => {
    const number = monthNames.findIndex((one) => one.startsWith(name)) + 1;
    return `${ofYear}-${String(number).padStart(2, '0')}-${date.padStart(2, '0')}`;
  });
const slashed = iso.map((date) => `${month(date)}/${day(date)}/${year(date)}`);
const dotted = iso.map((date) => `${day(date)}.${month(date)}.${year(date)}`);
const times = ['08:15:30', '23:59:59', '00:05:00', '12:00:01', '17:42:10'];
const stamps = iso.map((date, index) => `${date}T${times[index % times.length] ?? ''}Z`);

/** Columns of dates. */
export const dates = columnsOf({
  'dates-iso-to-us': [iso, (date) => date.replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1')],
  'dates-iso-to-german': [iso, (date) => date.replace(/(\d+)-(\d+)-(\d+)/, '$3.$2.$1')],
  'dates-us-to-iso': [
    slashed,
    (date) => `${parts(date, '/')(2)}-${parts(date, '/')(0).padStart(2, '0')}-${parts(date, '/')(1).padStart(2, '0')}`,
  ],
  'dates-german-to-iso': [
    dotted,
    (date) => `${parts(date, '.')(2)}-${parts(date, '.')(1).padStart(2, '0')}-${parts(date, '.')(0).padStart(2, '0')}`,
  ],
  'dates-long-to-iso': [
    iso.map((date) => `${day(date)} ${monthName(date)} ${year(date)}`),
    (date) => fromNamed(date, /(\d+) (\w+) (\d+)/),
  ],
  'dates-us-long-to-iso': [
    iso.map((date) => `${monthName(date)} ${day(date)}, ${year(date)}`),
    (date) => fromNamed(date.replace(/(\w+) (\d+), (\d+)/, '$2 $1 $3'), /(\d+) (\w+) (\d+)/),
  ],
  'dates-iso-to-long': [iso, (date) => `${monthName(date)} ${day(date)}, ${year(date)}`],
  'dates-iso-to-month-and-year': [iso, (date) => `${shortMonth(date)} ${year(date)}`],
  'dates-year': [dotted, (date) => parts(date, '.')(2)],
  'dates-quarter': [iso, (date) => `Q${Math.ceil(month(date) / 3)} ${year(date)}`],
  'dates-weekday': [iso, weekday],
  'dates-weekday-and-day': [iso, (date) => `${weekday(date).slice(0, 3)}, ${day(date)} ${shortMonth(date)}`],
  'dates-short-year': [
    iso.map((date) => `${date.slice(8)}-${shortMonth(date)}-${date.slice(2, 4)}`),
    (date) =>
      fromNamed(
        date.replace(/-(\d\d)$/, (_, two: string) => `-${Number(two) < 70 ? '20' : '19'}${two}`),
        /(\d+)-(\w+)-(\d+)/,
      ),
  ],
  'dates-from-digits': [
    iso.map((date) => date.replaceAll('-', '')),
    (date) => date.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3'),
  ],
  'dates-to-digits': [iso, (date) => date.replaceAll('-', '')],
  'dates-month-name': [slashed, (date) => monthNames[Number(parts(date, '/')(0)) - 1] ?? ''],
  'dates-of-stamp': [stamps, (stamp) => stamp.slice(0, 10)],
  'dates-time-of-stamp': [stamps, (stamp) => stamp.slice(11, 16)],
  'dates-german-of-stamp': [stamps, (stamp) => stamp.replace(/(\d+)-(\d+)-(\d+)T(\d+:\d+).*/, '$3.$2.$1 $4')],
  'dates-from-mail-header': [
    stamps.map((stamp) => new Date(stamp).toUTCString()),
    (text) => new Date(text).toISOString().slice(0, 19).replace('T', ' '),
  ],
  'dates-day-and-month': [iso, (date) => `${day(date)} ${shortMonth(date)}`],
  'dates-ordinal': [iso, (date) => `${monthName(date)} ${ordinal(day(date))}`],
  'dates-span': [
    iso.map((date, index) => `${date} to ${daysLater(date, 3 + 5 * index)}`),
    (span) => {
      const [from, to] = [parts(span, ' to ')(0), parts(span, ' to ')(1)];
      return `${day(from)} ${shortMonth(from)} - ${day(to)} ${shortMonth(to)} ${year(to)}`;
    },
  ],
  'dates-next-day': [iso, (date) => daysLater(date, 1)],
  'dates-end-of-month': [
    iso,
    (date) => new Date(Date.UTC(Number(year(date)), month(date), 0)).toISOString().slice(0, 10),
  ],
  'dates-in-sentence': [
    iso.map((date, index) => `Order ${1000 + 7 * index} was sent on ${date} by post`),
    (text) => taken(text, /(\d+-\d+-\d+)/).replace(/(\d+)-(\d+)-(\d+)/, '$3/$2/$1'),
  ],
});
