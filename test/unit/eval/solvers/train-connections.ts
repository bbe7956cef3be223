import { possibleTimes, type Timetable } from '../../../eval/families/train-connections';

/**
 * The possible answers, 'none' where there is no connection: every journey is ridden to its end, and an illegible time
 * may be any that fits.
 */
export function solveTimetable(table: Timetable): ReadonlySet<string> {
  for (const [index, { stops }] of table.trains.entries()) {
    const at = stops.findIndex(({ time }) => time === null);
    if (at < 0) continue;
    const filled = (time: number): Timetable => ({
      ...table,
      trains: table.trains.map((train, which) =>
        which === index
          ? { ...train, stops: stops.map((stop, place) => (place === at ? { ...stop, time } : stop)) }
          : train,
      ),
    });
    return new Set(possibleTimes(stops, at).flatMap((time) => [...solveTimetable(filled(time))]));
  }
  const journeys: { readonly leaves: number; readonly arrives: number }[] = [];
  ride(table, table.from, 0, undefined, journeys);
  const [first] =
    table.question === 'arrival'
      ? journeys
          .filter(({ leaves }) => leaves >= table.limit)
          .map(({ arrives }) => arrives)
          .sort((one, other) => one - other)
      : journeys
          .filter(({ arrives }) => arrives <= table.limit)
          .map(({ leaves }) => leaves)
          .sort((one, other) => other - one);
  return new Set([first === undefined ? 'none' : new Date(first * 60_000).toISOString().slice(11, 16)]);
}

function ride(
  table: Timetable,
  station: string,
  ready: number,
  leaves: number | undefined,
  journeys: { leaves: number; arrives: number }[],
): void {
  for (const { stops } of table.trains) {
    for (const [index, { time }] of stops.entries()) {
      if (stops[index]?.station !== station || time === null || time < ready) continue;
      for (const stop of stops.slice(index + 1)) {
        const [left, arrives] = [leaves ?? time, stop.time ?? 0];
        if (stop.station === table.to) journeys.push({ leaves: left, arrives });
        else ride(table, stop.station, arrives + table.change, left, journeys);
      }
    }
  }
}
