import { instancesOf, type FamilyParts, type Generate, type Instance, type Wording } from './family';
import { capitalised, numeral } from './names';
import type { Random } from './random';

/** A train's stop; it arrives and leaves in the same minute. */
export interface Stop {
  readonly station: string;
  /** In minutes since midnight; null where it cannot be read. */
  readonly time: number | null;
}

/** A train with its stops, in the order of their times. */
export interface Train {
  readonly name: string;
  readonly stops: readonly Stop[];
}

/** A day's trains and a passenger: when is the earliest arrival, or the latest departure? A search over times. */
export interface Timetable {
  readonly trains: readonly Train[];
  /** The least minutes between leaving one train and taking another at the same station. */
  readonly change: number;
  readonly from: string;
  readonly to: string;
  /**
   * "arrival": not leaving before `limit`, when does one arrive? "departure": arriving by `limit`, when must one
   * leave?
   */
  readonly question: 'arrival' | 'departure';
  readonly limit: number;
  /** 0, 1 or 2. */
  readonly style: number;
}

/**
 * The earliest arrival at `to` when one is at `from` at `start`; undefined without a connection. Ever earlier times,
 * until none changes.
 */
function earliestArrival({ trains, change, from, to }: Timetable, start: number): number | undefined {
  const arrivals = new Map<string, number>();
  for (let changed = true; changed;) {
    changed = false;
    for (const { stops } of trains) {
      let aboard = false;
      for (const { station, time } of stops) {
        if (time === null) return undefined;
        if (aboard && time < (arrivals.get(station) ?? Infinity)) {
          arrivals.set(station, time);
          changed = true;
        }
        aboard ||= (station === from && time >= start) || time >= (arrivals.get(station) ?? Infinity) + change;
      }
    }
  }
  return arrivals.get(to);
}

/** The answer in minutes since midnight. The latest departure is the last one of `from` that still arrives in time. */
function solved(table: Timetable): number | undefined {
  if (table.question === 'arrival') return earliestArrival(table, table.limit);
  const departures = table.trains.flatMap(({ stops }) =>
    stops.flatMap(({ station, time }) => (station === table.from && time !== null ? [time] : [])),
  );
  return departures
    .sort((one, other) => other - one)
    .find((time) => (earliestArrival(table, time) ?? Infinity) <= table.limit);
}

const stations = [
  'Aldham',
  'Brookfield',
  'Carrow',
  'Dunmere',
  'Eastwick',
  'Farleigh',
  'Gatecross',
  'Holm',
  'Inverdale',
  'Kestle',
  'Lowmoor',
  'Marsh End',
  'Northolt Bridge',
  'Oakham',
  'Penrith',
  'St Anne',
  'Tarnside',
  'Upwell',
  'Wexcombe',
  'Yarm',
] as const;

function anyTrain(random: Random, name: string, places: readonly string[]): Train {
  let time = random.from(6 * 60, 14 * 60);
  const stops = random.shuffled(places).slice(0, random.from(2, Math.min(4, places.length)));
  return { name, stops: stops.map((station) => ({ station, time: (time += random.from(6, 55)) })) };
}

function anyTimetable(random: Random, opening: number | null): Timetable {
  const places = random.shuffled(stations).slice(0, random.from(4, 7));
  const number = random.from(10, 60);
  const trains = Array.from({ length: random.from(4, 8) }, (_, index) =>
    anyTrain(random, `${random.pick(['R', 'S', 'IC', 'RE'])}${number + index * 3}`, places),
  );
  const [from = '', to = ''] = random.shuffled(places);
  const question =
    opening === null ? random.pick(['arrival', 'departure'] as const) : opening === 1 ? 'departure' : 'arrival';
  const limit = question === 'arrival' ? random.from(6 * 60, 11 * 60) : random.from(10 * 60, 18 * 60);
  return {
    trains,
    change: random.pick([2, 3, 4, 5, 8, 10]),
    from,
    to,
    question,
    limit,
    style: opening ?? random.below(3),
  };
}

function problem(random: Random, opening: number | null): Timetable {
  for (;;) {
    const table = anyTimetable(random, opening);
    const answer = solved(table);
    if (answer === undefined) continue;
    // Nearly all need a change of trains, the examples all do: no single train is as good.
    const direct = table.trains.some((train) => solved({ ...table, trains: [train] }) === answer);
    if (!direct || (opening === null && random.onceIn(12))) return table;
  }
}

function faulty(random: Random, fault: 'none' | 'several'): Timetable {
  for (;;) {
    const table = anyTimetable(random, null);
    if (fault === 'none') {
      if (solved(table) === undefined) return table;
      continue;
    }
    // A time that cannot be read, and on which the answer depends.
    const lost = random.below(table.trains.length);
    const stop = random.below(table.trains[lost]?.stops.length ?? 1);
    const without = (time: number | null): Timetable => ({
      ...table,
      trains: table.trains.map((train, index) =>
        index === lost
          ? { ...train, stops: train.stops.map((one, at) => (at === stop ? { ...one, time } : one)) }
          : train,
      ),
    });
    if (new Set(possibleTimes(table.trains[lost]?.stops ?? [], stop).map((time) => solved(without(time)))).size > 1)
      return without(null);
  }
}

/** The times that a stop may have: after the one before and before the one after it, where there are any. */
export function possibleTimes(stops: readonly Stop[], at: number): readonly number[] {
  const first = (stops[at - 1]?.time ?? 5 * 60 - 1) + 1;
  const last = (stops[at + 1]?.time ?? 23 * 60) - 1;
  return Array.from({ length: last - first + 1 }, (_, minutes) => first + minutes);
}

function clock(time: number | null): string {
  return time === null
    ? '??:??'
    : `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}

function write({ trains, change, from, to, question: kind, limit, style }: Timetable): Wording {
  const question =
    kind === 'arrival'
      ? `What is the earliest arrival in ${to} if one leaves ${from} at ${clock(limit)} or later?`
      : `What is the latest departure from ${from} that reaches ${to} by ${clock(limit)}?`;
  switch (style) {
    case 0:
      return {
        body: `${trains.map(({ name, stops }) => `Train ${name} calls at ${stops.map(({ station, time }) => `${station} at ${clock(time)}`).join(', ')}.`).join(' ')} Changing takes at least ${change} minutes. `,
        question,
      };
    case 1:
      return {
        body: `Timetable:\n${trains.map(({ name, stops }) => `${name}: ${stops.map(({ station, time }) => `${station} ${clock(time)}`).join(' - ')}\n`).join('')}Allow ${change} minutes or more for each change.\n`,
        question,
      };
    default:
      return {
        body: `${capitalised(numeral(trains.length))} trains run today. ${trains.map(({ name, stops }) => `${name} (${stops.map(({ station, time }) => `${clock(time)} ${station}`).join(', ')})`).join('; ')}. A passenger who changes trains needs ${change} minutes or more for it. `,
        question,
      };
  }
}

const parts: FamilyParts<Timetable> = { problem, faulty, write, answer: (table) => clock(solved(table) ?? null) };

/** Rows with the timetables they were written from. */
export const instances = (seed: number, count: number): readonly Instance<Timetable>[] =>
  instancesOf(parts, seed, count);

/** Connections by train: the earliest arrival, or the latest departure. */
export const generate: Generate = (seed, count) => instances(seed, count).map(({ row }) => row);
