import { formOf } from '../../../src/engine/dispatching/tool-index';
import { indexOfBytes } from '../../../src/engine/dispatching/index-bytes';
import { isExplained, seenWording } from '../../../src/engine/dispatching/explained';
import { createToolTerms, problemTerms } from '../../../src/engine/dispatching/search-terms';
import { parseInbox } from '../../../src/engine/inbox/parse-inbox';
import { whichToAnswer } from '../../../src/engine/form/which-to-answer';
import { parseEntry } from '../../../src/engine/ledger/entry';
import { parseExport } from '../../../src/engine/library/exchange';
import { needlessFor } from '../../../src/engine/making/needless';
import { overfitting } from '../../../src/engine/making/overfitting';
import { sameAnswer } from '../../../src/engine/making/verify';
import { readingsForAnswers } from '../../../src/engine/problem/readings-for-answers';
import { blockAround } from '../../../src/engine/problem/around';
import { contradictions } from '../../../src/engine/problem/contradictions';
import { candidatesOf } from '../../../src/engine/problem/detect';
import { filledIn } from '../../../src/engine/problem/fill';
import { examplesOnce, readEdits } from '../../../src/engine/problem/from-edits';
import { lineTokens } from '../../../src/engine/form/line-tokens';
import type { Notation, Reading } from '../../../src/engine/notation/notation';
import { readAs, readSource } from '../../../src/engine/problem/read';
import { recordEnds } from '../../../src/engine/problem/records';
import { shape } from '../../../src/engine/form/shape';
import {
  escapeInvisible,
  jsonLine,
  showInvisible,
  showInvisibleInLines,
} from '../../../src/engine/text/show-invisible';
import { safeCell } from '../../../src/engine/notation/table/spreadsheet';
import { applyEdits } from '../../../src/engine/text/edits';
import { linesOf } from '../../../src/engine/text/lines';
import { wholeOf, type Source } from '../../../src/engine/text/source';
import { fixedWording, wordingOf } from '../../../src/engine/form/wording';
import { standalone } from '../../../src/engine/problem/standalone';
import { placementsOf, writtenAnswers } from '../../../src/engine/problem/write';
import { readJsonObject, readProposal } from '../../../src/engine/prompts/reply';
import { isQuickPattern } from '../../../src/engine/tool/bounded-schema';
import { newToolId } from '../../../src/engine/tool/tool-id';
import { noveltyOf } from '../../../src/engine/using/novelty';
import { redactorOf } from '../../../src/node/model/redact';
import { readServerError } from '../../../src/node/model/server-error';
import { shownText } from '../../../src/vscode/words/shown';

/** Something that takes a stranger's text. */
export interface Subject {
  readonly name: string;
  readonly run: (text: string) => unknown;
}

/** Every notation, and each of its signs. */
const notations: readonly Notation[] = [
  { kind: 'blocks', problemLabel: 'Question', answerLabel: 'Answer' },
  { kind: 'arrows', arrow: '=>' },
  { kind: 'arrows', arrow: '->', listed: true },
  { kind: 'arrows', arrow: '\t' },
  { kind: 'jsonLines', problemKey: 'a', answerKey: 'b' },
  { kind: 'jsonArray', problemKey: 'input', answerKey: 'target' },
  { kind: 'delimited', delimiter: ',', header: true, answerColumn: 1 },
  { kind: 'delimited', delimiter: ',', header: false, answerColumn: 0, problemColumn: 1 },
  { kind: 'delimited', delimiter: '\t', header: false, answerColumn: 2 },
  { kind: 'delimited', delimiter: '|', header: true, answerColumn: 1 },
  { kind: 'markdownTable', answerColumn: 1 },
  { kind: 'lines', listed: true },
];

/** A source of very many stretches, as of many cursors. */
function inStretches(text: string): Source {
  const spans = [];
  for (let start = 0; start < text.length; start += 16) spans.push({ start, end: Math.min(start + 8, text.length) });
  return { text, spans };
}

/** Looks at all of a reading, and writes answers in every way. */
function wholly(source: Source, reading: Reading): void {
  const answers = new Map(reading.items.map((_, index) => [index, index % 3 === 0 ? '=1' : 'b c']));
  for (const placement of placementsOf(reading))
    applyEdits(source.text, writtenAnswers(source, reading, answers, placement).edits);
  filledIn(source, reading, answers);
  standalone(source, reading, answers);
  contradictions(source, reading.items);
  examplesOnce(reading);
}

/** What reads a text, whatever its notation. */
export const readers: readonly Subject[] = [
  {
    name: 'the reading of a text, every other looked at',
    run: (text) => {
      const result = readSource(wholeOf(text));
      return result.kind === 'read' ? [result.best, ...result.others].map(({ items }) => items.length) : result;
    },
  },
  { name: 'what the notation of a text may be', run: (text) => candidatesOf(wholeOf(text)) },
  {
    name: 'the first readings that take answers, as many as are tried',
    run: (text) => {
      let tried = 0;
      for (const { items } of readingsForAnswers(wholeOf(text))) if (items.length >= 0 && ++tried === 24) break;
    },
  },
  ...(['lines', 'arrows'] as const).map((kind): Subject => ({
    name: `reading and writing ${kind} of many stretches`,
    run: (text) =>
      wholly(inStretches(text), readAs(inStretches(text), kind === 'lines' ? { kind } : { kind, arrow: '=>' })),
  })),
  {
    name: 'the lines of a Markdown document',
    run: (text) => readAs(wholeOf(text), { kind: 'lines', document: true }),
  },
  {
    name: 'reading many stretches',
    run: (text) => readSource(inStretches(text)),
  },
  ...[0, 0.5, 1].map((part): Subject => ({
    name: `the block around a cursor at ${part}`,
    run: (text) => blockAround(text, Math.floor(text.length * part)),
  })),
  {
    name: 'edits of every tenth line',
    run: (text) =>
      readEdits(
        text,
        linesOf(wholeOf(text))
          .map((line, at) => (at % 10 === 0 ? `${line.text}x` : line.text))
          .join('\n'),
      ),
  },
  {
    name: 'edits, some lines removed and added',
    run: (text) => readEdits(text, `x\n${text.slice(text.indexOf('\n') + 1)}\ny\nz`),
  },
];

/** What reads a text as one notation and writes it again. */
export const writers: readonly Subject[] = [
  ...notations.map((notation): Subject => ({
    name: `reading and writing ${JSON.stringify(notation)}`,
    run: (text) => {
      recordEnds(text, notation, true);
      wholly(wholeOf(text), readAs(wholeOf(text), notation));
    },
  })),
];

const example = { problem: 'Sort a, b and c', arguments: { list: ['a', 'b'] } };
const solved = [{ problem: 'Sort a, b and c', answer: 'a b c', seen: 'shown' as const }];

/** What makes a form of a text, or looks for something in it. */
export const forms: readonly Subject[] = [
  { name: 'shape', run: shape },
  { name: 'the tokens of a line', run: lineTokens },
  { name: 'wording', run: (text) => fixedWording([text, `${text} x`]) },
  {
    name: 'novelty',
    run: (text) =>
      noveltyOf({ examples: [text, `${text} x`].map((one) => ({ problem: one, answer: one, seen: 'shown' })) })(
        `x ${text}`,
        text,
      ),
  },
  { name: 'the form of a problem', run: formOf },
  {
    name: 'search terms',
    run: (text) => {
      const worded = { problem: text, wording: wordingOf(text) };
      const tool = { name: text, description: text, examples: [worded], fixed: [text], shapes: [text] };
      return [problemTerms(worded, text), createToolTerms()(tool)];
    },
  },
  {
    name: 'whether a problem is explained',
    run: (text) =>
      isExplained(
        { problem: text, arguments: { all: text, lines: text.slice(0, 2_000).split(/[\s,]/) } },
        seenWording([example, { problem: text, arguments: { half: text.slice(text.length / 2) } }], {}),
        () => false,
      ),
  },
  {
    name: 'invisible characters',
    run: (text) => [
      showInvisible(text),
      showInvisibleInLines(text),
      escapeInvisible(JSON.stringify(text)),
      jsonLine(text),
      shownText(text),
    ],
  },
  { name: 'a cell', run: safeCell },
  { name: 'equal answers', run: (text) => sameAnswer(text, `${text} `) },
  { name: 'problems to answer', run: (text) => whichToAnswer(text.slice(0, 100_000).split('\n').slice(0, 50), 4) },
  { name: "a maker's reply", run: readProposal },
  {
    name: "a tool's code",
    run: (text) => overfitting(`const a = /x/; let b = [${JSON.stringify(text)}]; ${text}`, solved),
  },
  { name: 'a constant in code', run: (text) => overfitting(`const a = [${JSON.stringify(text)}];`, solved) },
  { name: "a light model's reply", run: readJsonObject },
  { name: "a server's error", run: readServerError },
  { name: 'a key in a text', run: redactorOf(['0.0.0.0.0.0.']) },
  {
    name: 'an export',
    run: (text) => {
      try {
        return parseExport(text);
      } catch {
        return undefined;
      }
    },
  },
  {
    name: 'a kept problem',
    run: (text) => {
      try {
        return parseInbox(text);
      } catch {
        return undefined;
      }
    },
  },
  { name: 'a line of a ledger', run: parseEntry },
  { name: 'the bytes of an index', run: (text) => indexOfBytes(new TextEncoder().encode(text)) },
  {
    name: 'whether examples need a tool',
    run: (text) => needlessFor(['a', 'b', 'c'].map((end) => ({ problem: `${text}${end}`, answer: `${text}-${end}` }))),
  },
  { name: "a schema's pattern", run: (text) => [isQuickPattern(text), isQuickPattern(`^${text}`)] },
  { name: "a tool's id", run: (text) => newToolId(text, new Set()) },
];
