import type { Notation } from '../notation';

/**
 * What is written for an answer to the item of that index: the answer itself, or one that no spreadsheet runs as a
 * formula.
 */
export type Guard = (answer: string, notation: Notation, index: number) => string;

/** What a person said of guarding; `unlessMeant`: nothing, so that forms which a tool's own examples have are left. */
export type Guarding = 'on' | 'off' | 'unlessMeant';

/** A tool as far as its examples say which answers are meant to look like formulas. */
interface Solved {
  readonly examples: readonly { readonly answer: string }[];
}

/** What spreadsheets part cells at; which of them is a matter of the file's name and of the country. */
const separators = [',', ';', '\t'] as const;

/** What is not seen of a cell, or goes when it is read: white space, control and invisible characters, quotes. */
const unseen = /^[\s\p{C}\p{Default_Ignorable_Code_Point}"]+/u;

/** What begins a formula; spreadsheets take the wide forms for the plain ones. */
const sign = /^[=+\-@＝＋－＠﹦﹢﹣﹫]/u;

const anySign = /[=+\-@＝＋－＠﹦﹢﹣﹫]/u;

const number =
  /^[+-]?(?:\d+(?:[.,]\d+)*|[.,]\d+|\d{1,3}(?:[\u00A0\u2009\u202F'’]\d{3})+(?:[.,]\d+)?)(?:e[+-]?\d+)?\s?%?$/i;

/**
 * Signs alone, as for "nothing here", run nothing. A tab or a line end among them may part cells: an apostrophe in front
 * of the second one would leave the first with more than signs.
 */
const signsAlone = /^(?:[=+\-@＝＋－＠﹦﹢﹣﹫]|[^\S\t\r\n])*$/u;

/** What the text of a formula is made of: words, those with a bracket behind them, figures and what reckons, symbols. */
const part = /[\p{L}\p{N}\p{M}_.]+(?:\s*\()?|[\s,()/+\-:%]+|./gsu;

/**
 * Guards what a spreadsheet may open: tables of separated values, lines with tabs, and all but JSON in files whose
 * names say that they are tables (`names`: the files that the text is in or goes to). `toolOf`: the tool that answered
 * an item. Where its own examples have formulas of a form, an answer of that form is meant, and is left alone.
 */
export function guardFor(names: readonly string[], toolOf: (index: number) => Solved | undefined): Guard {
  const meant = new Map<Solved, ReadonlyMap<string, ReadonlySet<string>>>();
  const meantBy = (tool: Solved): ReadonlyMap<string, ReadonlySet<string>> => {
    const known = meant.get(tool) ?? formsOf(tool.examples.map(({ answer }) => answer));
    meant.set(tool, known);
    return known;
  };
  return guardOf(
    names,
    (index) => {
      const tool = toolOf(index);
      return (cell) => tool !== undefined && isOfForm(cell, meantBy(tool));
    },
    isFormula,
  );
}

function guardOf(
  names: readonly string[],
  meantAt: (index: number) => (cell: string) => boolean,
  isTaken: (cell: string) => boolean,
): Guard {
  const isTable = names.some((name) => /\.(?:csv|tsv|tab|prn|xls)$/i.test(name));
  return (answer, notation, index) => {
    if (!isTable && !isCells(notation)) return answer;
    if (notation.kind === 'jsonLines' || notation.kind === 'jsonArray') return answer;
    return guarded(answer, delimiterOf(notation), meantAt(index), isTaken);
  };
}

/** The guard that was said, whatever a tool's examples are like, or else that of `guardFor`. */
export function guardBy(
  said: Guarding,
  names: readonly string[],
  toolOf: (index: number) => Solved | undefined,
): Guard {
  if (said === 'off') return (answer) => answer;
  return said === 'unlessMeant' ? guardFor(names, toolOf) : guardOf(names, () => () => false, isRead);
}

/** Guards by the notation alone, whatever a tool's examples are like. */
export const everyFormula: Guard = guardFor([], () => undefined);

/** A text as one cell of separated values, whose delimiter it may hold. */
export function safeCell(text: string): string {
  return guarded(text, undefined, () => false);
}

/**
 * A text with an apostrophe in front of each formula that a spreadsheet would find in it, whichever separator parts
 * its cells: it takes the apostrophe for "this is text" (OWASP, CSV injection). Plain numbers are left alone. The own
 * `delimiter` of a document parts nothing within an answer: there the answer is quoted, or refused.
 */
function guarded(
  text: string,
  delimiter: string | undefined,
  isMeant: (cell: string) => boolean,
  isTaken: (cell: string) => boolean = isFormula,
): string {
  if (!anySign.test(text)) return text;
  const places = new Set<number>();
  for (const separator of [undefined, ...separators]) {
    // A file that is parted at another separator has its quotes somewhere in the middle, where they are letters: so
    // line ends part its rows.
    if (separator !== undefined && separator === delimiter) continue;
    for (const { at, cell } of cellsOf(text, separator)) if (isTaken(cell) && !isMeant(cell)) places.add(at);
  }
  let from = 0;
  let out = '';
  for (const at of [...places].sort((one, other) => one - other)) {
    out += `${text.slice(from, at)}'`;
    from = at;
  }
  return out + text.slice(from);
}

function* cellsOf(
  text: string,
  separator: string | undefined,
): Generator<{ readonly at: number; readonly cell: string }> {
  let at = 0;
  for (const line of separator === undefined ? [text] : text.split(/(?<=\n)/)) {
    for (const cell of separator === undefined ? [line] : line.split(separator)) {
      yield { at, cell };
      at += cell.length + 1;
    }
    // Behind a line's last cell there is no separator: its line end is its own.
    if (separator !== undefined) at -= 1;
  }
}

function isFormula(cell: string): boolean {
  const seen = cell.replace(unseen, '').trimEnd();
  return sign.test(seen) && !signsAlone.test(seen) && !number.test(seen);
}

/** A formula, or a number whose plus sign a spreadsheet would not keep. */
function isRead(cell: string): boolean {
  return isFormula(cell) || /^\+\d/.test(cell.replace(unseen, ''));
}

/** Of texts all cells that are formulas: what they are made of, by the sign that they begin with. */
function formsOf(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const forms = new Map<string, Set<string>>();
  for (const separator of [undefined, ...separators]) {
    for (const { cell } of texts.flatMap((text) => [...cellsOf(text, separator)])) {
      if (!isFormula(cell)) continue;
      const { first, parts } = formOf(cell);
      forms.set(first, new Set([...(forms.get(first) ?? []), ...parts]));
    }
  }
  return forms;
}

/** True for a formula that is made of nothing that those of the same sign are not made of. */
function isOfForm(cell: string, forms: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const { first, parts } = formOf(cell);
  const known = forms.get(first);
  return known !== undefined && [...parts].every((one) => known.has(one));
}

function formOf(cell: string): { readonly first: string; readonly parts: ReadonlySet<string> } {
  const seen = cell.replace(unseen, '');
  const parts = seen.slice(1).matchAll(part);
  return { first: seen.slice(0, 1), parts: new Set([...parts].map(([one]) => kindOf(one))) };
}

/** Functions are told apart by their names, symbols by themselves; figures are alike, and so are words. */
function kindOf(one: string): string {
  if (/\p{L}/u.test(one)) return one.endsWith('(') ? one.toUpperCase() : 'words';
  return /^[\p{N}\p{M}_.\s,()/+\-:%]+$/u.test(one) ? 'figures' : one;
}

/** True where a spreadsheet reads cells, whatever the document is called. */
function isCells(notation: Notation): boolean {
  return delimiterOf(notation) !== undefined;
}

function delimiterOf(notation: Notation): string | undefined {
  if (notation.kind === 'delimited') return notation.delimiter;
  return notation.kind === 'arrows' && notation.arrow === '\t' ? '\t' : undefined;
}
