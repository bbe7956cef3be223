import type { Node } from 'jsonc-parser';
import { ranks, type Candidate } from '../candidate';
import { keyPairs, valuePaths, type KeyPair } from './json-keys';
import {
  arrayElements,
  elementsWithin,
  jsonTree,
  keyOf,
  listsIn,
  memberOf,
  membersIn,
  spanOf,
  textOfNode,
  type JsonElement,
} from './json-tree';
import type { Complaint, Item, NotationOf, Reading } from '../notation';
import type { Source } from '../../text/source';
import { isBlank, linesOf, lineCounter, withLineFeeds } from '../../text/lines';

type JsonLines = NotationOf<'jsonLines'>;
type JsonArray = NotationOf<'jsonArray'>;

/** Lines and elements looked at to find the keys. */
const sampleSize = 50;

/** The pairs of keys with which JSON Lines can be read, where most lines are objects. */
export function detectJsonLines(source: Source): readonly Candidate[] {
  return jsonLinesOf(source, 0.5);
}

/** The same for a text that is said to be JSON Lines: one object will do. */
export function saidJsonLines(source: Source): readonly Candidate[] {
  return jsonLinesOf(source, 0);
}

function jsonLinesOf(source: Source, share: number): readonly Candidate[] {
  const lines = linesOf(source)
    .filter((line) => !isBlank(line.text))
    .slice(0, sampleSize);
  const pairs = lines.flatMap((line) => pairIn(line.text) ?? []);
  if (lines.length > 1 && pairs.length === lines.length)
    return [
      { notation: { kind: 'jsonLines', problemKey: '0', answerKey: '1', ...numbersIn(pairs, '1') }, rank: ranks.json },
    ];
  const objects = lines.flatMap((line) => objectIn(line.text) ?? []);
  if (objects.length === 0 || objects.length < lines.length * share) return [];
  const rank = objects.length === lines.length ? ranks.json : ranks.mostlyJson;
  return plainPairs(objects).map(({ problemKey, answerKey, sure }, index) => ({
    notation: { kind: 'jsonLines', problemKey, answerKey, ...numbersIn(objects, answerKey) },
    rank: index > 0 && sure ? ranks.alternative : rank,
  }));
}

/** The pairs of keys with which a JSON array can be read, and those of lists in the object that a text is. */
export function detectJsonArray(source: Source): readonly Candidate[] {
  const own = arraysOf(jsonSample(source, { kind: 'jsonArray' }));
  const within = listsIn(source).flatMap(({ key, elements }) => arraysOf(elements.slice(0, sampleSize), key));
  const others = [...within, ...membersOf(source)];
  // An object that may be a problem itself comes first: what is in it counts where no tool reads that.
  return [...own, ...others.map((one) => (own.length > 0 ? { ...one, rank: ranks.alternative } : one))];
}

/** An object of several plain values may be a list of problems, each with its answer. */
function membersOf(source: Source): readonly Candidate[] {
  const members = (membersIn(source) ?? []).slice(0, sampleSize).map(({ node }) => node);
  if (members.length < 2) return [];
  const notation = { kind: 'jsonArray', members: true, problemKey: '0', answerKey: '1' } as const;
  return [{ notation: { ...notation, ...numbersIn(members, '1') }, rank: ranks.json }];
}

function arraysOf(elements: readonly Node[], within?: string): readonly Candidate[] {
  const pairs = elements.filter((node) => node.type === 'array');
  const objects = elements.filter((node) => node.type === 'object');
  if (pairs.length * 2 > elements.length)
    return [
      { notation: { kind: 'jsonArray', problemKey: '0', answerKey: '1', ...numbersIn(pairs, '1') }, rank: ranks.json },
    ];
  return plainPairs(objects).map(({ problemKey, answerKey, sure }, index) => ({
    notation: {
      kind: 'jsonArray',
      ...(within === undefined ? {} : { within }),
      problemKey,
      answerKey,
      ...numbersIn(objects, answerKey),
    },
    rank: index > 0 && sure ? ranks.alternative : ranks.json,
  }));
}

/** Pairs of keys of which the problem's holds more than lists. */
function plainPairs(objects: readonly Node[]): readonly KeyPair[] {
  return keyPairs(objects).filter(({ problemKey }) =>
    objects.some((object) => memberOf(object, problemKey)?.type !== 'array'),
  );
}

/** Whether the answers that stand there are numbers and truth values, so that new ones are written as such. */
export function numbersIn(nodes: readonly Node[], answerKey: string): { readonly numbers?: true } {
  const answers = nodes.flatMap((node) => memberOf(node, answerKey) ?? []).filter((node) => !isEmptyValue(node, true));
  return answers.length > 0 && answers.every(({ type }) => type === 'number' || type === 'boolean')
    ? { numbers: true }
    : {};
}

/** True for a value that someone left out: null, and where empty strings wait for answers one of those. */
function isEmptyValue({ type, value }: Node, emptyWaits: boolean): boolean {
  return type === 'null' || (emptyWaits && type === 'string' && value === '');
}

/** Where the records of a text lie, whatever its keys are for. */
type Records = Pick<JsonLines, 'kind'> | Pick<JsonArray, 'kind' | 'within' | 'members'>;

function elementsOf(
  source: Source,
  { within, members }: Pick<JsonArray, 'within' | 'members'>,
): readonly JsonElement[] | undefined {
  if (members) return membersIn(source);
  return within === undefined ? arrayElements(source) : elementsWithin(source, within);
}

/** The objects of a text's first elements, or its pairs. */
export function jsonSample(source: Source, records: Records): readonly Node[] {
  return records.kind === 'jsonArray'
    ? (elementsOf(source, records) ?? []).slice(0, sampleSize).map(({ node }) => node)
    : linesOf(source)
        .filter((line) => !isBlank(line.text))
        .slice(0, sampleSize)
        .flatMap((line) => objectIn(line.text) ?? []);
}

/** The keys of a text's objects with plain values, those within objects with dots; of pairs "0" and "1". */
export function jsonKeysIn(source: Source, notation: Records): ReadonlySet<string> {
  const nodes = jsonSample(source, notation);
  return new Set([
    ...valuePaths(nodes),
    ...nodes.flatMap((node) => (node.type === 'object' ? (node.children ?? []).map(keyOf) : ['0', '1'])),
  ]);
}

/** Reads one JSON object a line. */
export function readJsonLines(source: Source, notation: JsonLines): Reading {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const line of linesOf(source)) {
    if (isBlank(line.text)) continue;
    const node = notation.problemKey === '0' ? (pairIn(line.text) ?? objectIn(line.text)) : objectIn(line.text);
    const read = node
      ? itemOf({ node, offset: line.span.start }, source.text, notation)
      : 'this line is no JSON object.';
    if (typeof read === 'string') complaints.push({ line: line.number, reason: read });
    else items.push(read);
  }
  return { notation, items, complaints };
}

/** Reads an array of objects or of pairs. */
export function readJsonArray(source: Source, notation: JsonArray): Reading {
  const lineOf = lineCounter(source.text);
  const elements = elementsOf(source, notation);
  if (!elements)
    return {
      notation,
      items: [],
      complaints: [
        {
          line: lineOf(source.spans[0]?.start ?? 0),
          reason: 'this is no JSON array of objects or pairs. Select the whole array, or whole elements of it.',
        },
      ],
    };
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const element of elements) {
    const line = lineOf(element.offset + element.node.offset);
    const read = itemOf(element, source.text, notation);
    if (typeof read === 'string') complaints.push({ line, reason: read });
    else items.push(read);
  }
  return { notation, items, complaints };
}

function objectIn(line: string): Node | undefined {
  const node = /^\s*\{/.test(line) ? nodeIn(line) : undefined;
  return node?.type === 'object' ? node : undefined;
}

/** A problem and its answer, or a problem alone, as an array. */
function pairIn(line: string): Node | undefined {
  const node = /^\s*\[/.test(line) ? nodeIn(line) : undefined;
  const values = node?.type === 'array' ? (node.children ?? []) : [];
  const isPair = values.length === 1 || values.length === 2;
  return isPair && values.every(({ type }) => type !== 'object' && type !== 'array') ? node : undefined;
}

/** A byte-order mark is white space everywhere but in JSON. */
function nodeIn(line: string): Node | undefined {
  return jsonTree(line.replace(/^\uFEFF/, ' '));
}

/** An element as an item, or why it is none. */
function itemOf({ node, offset }: JsonElement, text: string, notation: JsonLines | JsonArray): Item | string {
  if (node.type !== 'object' && node.type !== 'array' && node.type !== 'property')
    return 'this element is neither an object nor a pair.';
  const { problemKey, furtherKeys = [], answerKey, emptyWaits = false } = notation;
  const keys = [problemKey, ...furtherKeys];
  const parts = keys.map((key) => ({ key, value: memberOf(node, key) }));
  const [first] = parts;
  const missing = parts.find(({ value }) => !value);
  if (!first?.value || missing)
    return node.type !== 'object' ? 'this pair is empty.' : `this object has no "${missing?.key ?? problemKey}".`;
  const texts = parts.map(({ key, value }) => ({
    key,
    text: value && value.type !== 'null' ? withLineFeeds(textOfNode(value, text, offset)) : '',
  }));
  if (texts.every((one) => one.text.trim() === ''))
    return node.type !== 'object' ? 'the problem of this pair is empty.' : `"${problemKey}" is empty.`;
  const answer = memberOf(node, answerKey);
  return {
    problem: texts.length > 1 ? texts.map((one) => `${one.key}: ${one.text}`).join('\n') : (texts[0]?.text ?? ''),
    answer: !answer || isEmptyValue(answer, emptyWaits) ? null : withLineFeeds(textOfNode(answer, text, offset)),
    span: spanOf(node, offset),
    problemSpan: spanOf(first.value, offset),
    answerSpan: answer ? spanOf(answer, offset) : null,
  };
}
