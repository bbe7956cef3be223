import type { ItemRange, Said } from '../../engine/problem/said';
import type { Options } from './options';
import { UsageError } from './terminal';

/** What the options say of a text. Throws `UsageError`. */
export function saidOf(options: Options): Said {
  const columns = options.all('column');
  const lines = options.text('lines');
  return {
    notation: options.text('notation'),
    delimiter: options.text('delimiter'),
    header: headerOf(options.text('header')),
    columns: columns.length > 0 ? columns : undefined,
    answerColumn: options.text('answer-column'),
    lines: lines === undefined ? undefined : rangesOf(lines),
    keepMarks: options.on('keep-marks') || undefined,
    overwrite: options.on('overwrite') || undefined,
    guard: guardOf(options.text('guard')),
  };
}

function headerOf(given: string | undefined): Said['header'] {
  if (given === undefined || given === 'none') return given;
  if (!/^[1-9]\d{0,8}$/.test(given))
    throw new UsageError(`--header takes the number of a line, from 1, or none, not “${given}”.`);
  return Number(given);
}

function guardOf(given: string | undefined): Said['guard'] {
  if (given === undefined || given === 'on' || given === 'off') return given;
  throw new UsageError(`--guard takes on or off, not “${given}”.`);
}

/** `1-3,6,8-` as ranges. */
function rangesOf(list: string): readonly ItemRange[] {
  return list.split(',').map((part) => {
    const match = /^(\d{1,9})(?:(-)(\d{1,9})?)?$/.exec(part.trim());
    if (!match) throw new UsageError(`--lines takes numbers and ranges such as 1-3,6-8, not “${part}”.`);
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : match[3] === undefined ? Infinity : Number(match[3]);
    if (from < 1 || to < from) throw new UsageError(`--lines: “${part}” is no range; numbers count from 1.`);
    return { from, to };
  });
}
