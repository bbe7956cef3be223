import type { NotationKind } from '../kind';
import type { NotationOf } from '../notation';
import type { Source } from '../../text/source';
import { detectJsonArray, detectJsonLines, jsonKeysIn, readJsonArray, readJsonLines } from './json-items';
import { fillJson, jsonDocument } from './json-writing';

/** A tool's own keys where the text has the problem's, else those of the text. */
function adaptKeys<N extends NotationOf<'jsonLines' | 'jsonArray'>>(
  source: Source,
  ofTool: N,
  there: readonly N[],
): N | undefined {
  const [first] = there;
  const own = there
    .map((one): N => ({ ...ofTool, ...recordsOf(one) }))
    .find((one) => jsonKeysIn(source, one).has(one.problemKey));
  if (!first || !own) return first;
  const sameKey = there.some(({ answerKey, numbers }) => answerKey === own.answerKey && numbers);
  return sameKey ? { ...own, numbers: true } : own;
}

/** Where the records of one text lie. */
function recordsOf(
  notation: NotationOf<'jsonLines' | 'jsonArray'>,
): Pick<NotationOf<'jsonArray'>, 'within' | 'members'> {
  if (notation.kind === 'jsonLines') return {};
  const { within, members } = notation;
  return { ...(within === undefined ? {} : { within }), ...(members ? { members } : {}) };
}

/** What stands there where nothing does. */
const emptyPlaces: readonly string[] = ['null', '""'];

/** One object a line. */
export const jsonLinesKind: NotationKind<NotationOf<'jsonLines'>> = {
  names: ['jsonl', 'ndjson'],
  nameOf: () => 'jsonl',
  detect: detectJsonLines,
  read: readJsonLines,
  adapt: (source, own, found) =>
    adaptKeys(
      source,
      own,
      found.flatMap(({ notation }) => (notation.kind === 'jsonLines' ? [notation] : [])),
    ),
  adaptBare: () => undefined,
  describe: ({ problemKey, furtherKeys = [], answerKey }) =>
    problemKey === '0'
      ? 'JSON Lines of pairs'
      : `JSON Lines, ${quoted([problemKey, ...furtherKeys])} and “${answerKey}”`,
  records: () => 'lines',
  keepsSpace: true,
  emptyPlaces,
  filler:
    ({ text }, _, notation) =>
    (item, answer) =>
      fillJson(text, item, answer, notation),
  document: jsonDocument,
};

/** An array of objects, or of pairs. */
export const jsonArrayKind: NotationKind<NotationOf<'jsonArray'>> = {
  names: ['json'],
  nameOf: () => 'json',
  detect: detectJsonArray,
  read: readJsonArray,
  adapt: (source, own, found) =>
    adaptKeys(
      source,
      own,
      found.flatMap(({ notation }) => (notation.kind === 'jsonArray' ? [notation] : [])),
    ),
  adaptBare: () => undefined,
  describe: ({ within, members, problemKey, furtherKeys = [], answerKey }) =>
    problemKey === '0'
      ? members
        ? 'JSON object of keys and their values'
        : 'JSON array of pairs'
      : `JSON array${within === undefined ? '' : ` in “${within}”`}, ${quoted([problemKey, ...furtherKeys])} and “${answerKey}”`,
  records: () => 'whole',
  keepsSpace: true,
  emptyPlaces,
  filler:
    ({ text }, _, notation) =>
    (item, answer) =>
      fillJson(text, item, answer, notation),
  document: jsonDocument,
};

function quoted(keys: readonly string[]): string {
  return keys.map((one) => `“${one}”`).join(', ');
}
