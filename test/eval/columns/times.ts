import { columnsOf, lines, parts } from './column';

const clock = lines(`
  14:35
  08:05
  00:15
  12:00
  23:59
  09:30
  17:45
  11:11
  13:00
  06:20
  20:50
  12:40
  00:00
  15:25
  10:10`);
const twelve = (time: string): string => {
  const hour = Number(parts(time, ':')(0));
  return `${hour % 12 === 0 ? 12 : hour % 12}:${parts(time, ':')(1)} ${hour < 12 ? 'AM' : 'PM'}`;
};
const two = (value: number): string => String(value).padStart(2, '0');
const seconds = ['75', '190', '3599', '42', '600', '905', '128', '61', '2400', '7', '333', '1000', '59', '1801'];
const minutes = ['95', '30', '240', '61', '125', '7', '600', '59', '180', '333', '42', '75', '150', '481'];
const spans = lines(`
  1h 30m
  2h 05m
  0h 45m
  10h 00m
  3h 15m
  1h 01m
  7h 59m
  4h 20m
  0h 10m
  6h 30m
  12h 12m
  5h 50m
  8h 08m`);
const inMinutes = (span: string): number => Number(parts(span, 'h ')(0)) * 60 + Number.parseInt(parts(span, 'h ')(1));

/** Columns of times and durations. */
export const times = columnsOf({
  'times-to-twelve': [clock, twelve],
  'times-to-twenty-four': [
    clock.map(twelve),
    (time) => {
      const hour = (Number(parts(time, ':')(0)) % 12) + (time.endsWith('PM') ? 12 : 0);
      return `${two(hour)}:${time.replace(/.*:(\d\d).*/, '$1')}`;
    },
  ],
  'times-without-seconds': [
    clock.map((time, index) => `${time}:${two((index * 17) % 60)}`),
    (time) => time.slice(0, 5),
  ],
  'times-seconds-to-minutes': [seconds, (text) => `${Math.floor(Number(text) / 60)}:${two(Number(text) % 60)}`],
  'times-minutes-to-seconds': [
    seconds.map((text) => `${Math.floor(Number(text) / 60)}:${two(Number(text) % 60)}`),
    (time) => String(Number(parts(time, ':')(0)) * 60 + Number(parts(time, ':')(1))),
  ],
  'times-minutes-to-hours': [minutes, (text) => `${Math.floor(Number(text) / 60)}:${two(Number(text) % 60)}`],
  'times-minutes-in-words': [minutes, (text) => `${Math.floor(Number(text) / 60)}h ${Number(text) % 60}min`],
  'times-span-to-minutes': [spans, (span) => String(inMinutes(span))],
  'times-span-to-clock': [spans, (span) => `${two(Math.floor(inMinutes(span) / 60))}:${two(inMinutes(span) % 60)}`],
  'times-to-decimal-hours': [
    spans.map((span) => `${Math.floor(inMinutes(span) / 60)}:${two(inMinutes(span) % 60)}`),
    (time) => ((Number(parts(time, ':')(0)) * 60 + Number(parts(time, ':')(1))) / 60).toFixed(2),
  ],
  'times-hour-with-half-of-day': [clock, (time) => twelve(time).replace(/:\d\d /, '')],
  'times-from-digits': [clock.map((time) => time.replace(':', '')), (time) => time.replace(/(\d\d)(\d\d)/, '$1:$2')],
  'times-two-hour-slot': [
    clock,
    (time) => {
      const from = Math.floor(Number(parts(time, ':')(0)) / 2) * 2;
      return `${two(from)}:00-${two(from + 2)}:00`;
    },
  ],
  'times-down-to-half-hours': [
    clock,
    (time) => `${parts(time, ':')(0)}:${Number(parts(time, ':')(1)) < 30 ? '00' : '30'}`,
  ],
  'times-from-and-to': [
    clock.map((time, index) => `${time} - ${clock[(index + 4) % clock.length] ?? ''}`),
    (span) => `from ${parts(span, ' - ')(0)} to ${parts(span, ' - ')(1)}`,
  ],
});
