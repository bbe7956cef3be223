import { edited, refused, type Filling, type Written } from '../filling';
import { looseTree, spanOf, withoutComments } from './json-tree';
import type { Item, NotationOf } from '../notation';

type JsonNotation = NotationOf<'jsonLines' | 'jsonArray'>;

/** What JSON writes without quotes: numbers and truth values. */
const bareValue = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/;

/** True for an answer that JSON can write without quotes. */
export function isBareValue(answer: string): boolean {
  return bareValue.test(answer);
}

/**
 * Writes an answer as its key's value; the key too, in the object's own formatting, where it is missing. A number is
 * written as one where the notation says so.
 */
export function fillJson(text: string, item: Item, answer: string, notation: JsonNotation): Filling {
  const value = notation.numbers && bareValue.test(answer) ? answer : JSON.stringify(answer);
  if (item.answerSpan) return edited(item.answerSpan.start, item.answerSpan.end, value);
  const { start, end } = item.span;
  const node = looseTree(text.slice(start, end));
  const members = node?.children ?? [];
  const last = members.at(-1);
  if (!node || !last) return refused('The object could not be read again. Select it anew.');
  const lastSpan = spanOf(last, start);
  const previous = members.at(-2);
  // What parts the members from each other, or the only one from its bracket, goes before the new one.
  const between = previous
    ? text.slice(spanOf(previous, start).end, lastSpan.start)
    : text.slice(start + 1, lastSpan.start);
  const space = spaceOf(withoutComments(between).replace(/^\s*,/, ''), previous !== undefined);
  if (node.type === 'array' && members.length !== Number(notation.answerKey))
    return refused('The array has another length than the others, so the answer would stand in another place.');
  if (node.type === 'array') return edited(lastSpan.end, lastSpan.end, `,${space}${value}`);
  const [key, old] = last.children ?? [];
  const colon = key && old ? text.slice(spanOf(key, start).end, spanOf(old, start).start) : ': ';
  return edited(lastSpan.end, lastSpan.end, `,${space}${JSON.stringify(notation.answerKey)}${colon}${value}`);
}

/** White space to stand before a further member: that of a line end on, where there is one. */
function spaceOf(between: string, isParted: boolean): string {
  return /\r?\n[^\n]*$/.exec(between)?.[0] ?? (isParted ? between : ' ');
}

/** A new document of JSON Lines, or with a JSON array of an element a line. */
export function jsonDocument(items: readonly Written[], notation: JsonNotation): string {
  const pairs = notation.problemKey === '0' && notation.answerKey === '1';
  const lines = items.map(({ problem, answer }) =>
    JSON.stringify(pairs ? [problem, answer] : { [notation.problemKey]: problem, [notation.answerKey]: answer }),
  );
  return notation.kind === 'jsonLines'
    ? lines.map((line) => `${line}\n`).join('')
    : `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`;
}
