import type * as vscode from 'vscode';
import { openItems } from '../../engine/applying/open-items';
import { minimumExamples } from '../../engine/making/split';
import type { Item, Notation } from '../../engine/notation/notation';
import { planSolved } from '../../engine/problem/plan-solved';
import { readAs } from '../../engine/problem/read';
import type { Source } from '../../engine/text/source';
import type { Tool } from '../../engine/tool/tool';
import { restOf } from '../text/rest';
import { wholeOf } from '../text/selection';

/** Rows of a document: how many, and where the first one begins. */
export interface RowsThere {
  readonly count: number;
  readonly start: number;
}

/** What can be done next in a document. */
export interface Steps {
  readonly examples: RowsThere | undefined;
  readonly unanswered: RowsThere | undefined;
}

const none: Steps = { examples: undefined, unanswered: undefined };

/** The longest document that is looked at, in characters: it is read anew whenever it changes. */
const longestText = 200_000;

/**
 * What can be done next in a document: its examples, and its rows without an answer. Read with its tool, if it has one.
 * Else examples count only if they are marked beyond doubt, for a text that is none of ours is to be left in peace.
 */
export function stepsIn(document: Pick<vscode.TextDocument, 'getText' | 'fileName'>, tool: Tool | undefined): Steps {
  const source = wholeOf(document);
  if (source.text.length > longestText || source.spans.length === 0) return none;
  if (tool) {
    const open = restOf(tool, document)?.open.map(({ item }) => item) ?? [];
    return {
      examples: rowsThere(examplesOf(tool, source)),
      unanswered: rowsThere(open),
    };
  }
  const enough = ({ items }: { readonly items: readonly Item[] }): boolean =>
    items.filter(({ answer }) => answer !== null).length >= minimumExamples;
  const planned = planSolved(source, { name: document.fileName }, enough);
  const [reading] = planned.kind === 'unreadable' ? [] : planned.readings;
  if (!reading || !isMarked(reading.notation, document.fileName) || !enough(reading)) return none;
  return {
    examples: rowsThere(reading.items.filter(({ answer }) => answer !== null)),
    unanswered: rowsThere(openItems(reading).open.map(({ item }) => item)),
  };
}

/** The examples of a tool that a text holds: its problems, or lines that were edited in place and are answers now. */
function examplesOf({ examples, notation }: Tool, source: Source): readonly Item[] {
  const known = new Set(examples.map(({ problem, answer }) => (notation.kind === 'lines' ? answer : problem)));
  return readAs(source, notation).items.filter(({ problem }) => known.has(problem));
}

/** Arrows and labels are written on purpose; so are the columns of a table, which its name says that it is. */
function isMarked({ kind }: Notation, name: string): boolean {
  return kind === 'arrows' || kind === 'blocks' || (kind === 'delimited' && /\.(?:csv|tsv)$/i.test(name));
}

function rowsThere(items: readonly Item[]): RowsThere | undefined {
  const [first] = items;
  return first && { count: items.length, start: first.span.start };
}
