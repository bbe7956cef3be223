import { getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Complaint, Item, Notation, Reading, Source, Span } from './notation';
import { isBlank, lineAt, linesOf, trimmed } from './text';

type JsonLines = Extract<Notation, { kind: 'jsonLines' }>;
type JsonArray = Extract<Notation, { kind: 'jsonArray' }>;

/** Names that problems and answers go by; the first pair found counts. */
const keyPairs: readonly (readonly [problem: string, answer: string])[] = [
  ['input', 'target'],
  ['input', 'output'],
  ['input', 'answer'],
  ['question', 'answer'],
  ['question', 'target'],
  ['problem', 'solution'],
  ['problem', 'answer'],
  ['prompt', 'completion'],
  ['prompt', 'response'],
  ['source', 'target'],
  ['from', 'to'],
  ['q', 'a'],
  ['x', 'y'],
];

/** The pairs of keys with which JSON Lines can be read. */
export function detectJsonLines(source: Source): readonly JsonLines[] {
  const lines = linesOf(source).filter((line) => !isBlank(line.text));
  const objects = lines.slice(0, 20).flatMap((line) => (line.text.trimStart().startsWith('{') ? (objectAt(line.text) ?? []) : []));
  if (objects.length * 2 < Math.min(lines.length, 20) || objects.length === 0) return [];
  return keysOf(objects).map(([problemKey, answerKey]) => ({ kind: 'jsonLines', problemKey, answerKey }));
}

/** The pairs of keys with which a JSON array can be read. */
export function detectJsonArray(source: Source): readonly JsonArray[] {
  const array = arrayIn(source);
  if (!array) return [];
  const elements = (array.root.children ?? []).slice(0, 20);
  if (elements.length > 0 && elements.every((element) => element.type === 'array')) return [{ kind: 'jsonArray', problemKey: '0', answerKey: '1' }];
  return keysOf(elements.filter((element) => element.type === 'object')).map(([problemKey, answerKey]) => ({ kind: 'jsonArray', problemKey, answerKey }));
}

/** Reads one JSON object a line. */
export function readJsonLines(source: Source, notation: JsonLines): Reading {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const line of linesOf(source)) {
    if (isBlank(line.text)) continue;
    const node = objectAt(line.text);
    const read = node ? itemOf(node, source.text, line.span.start, notation) : 'this line is no JSON object.';
    if (typeof read === 'string') complaints.push({ line: line.number, reason: read });
    else items.push(read);
  }
  return { notation, items, complaints };
}

/** Reads an array of objects or of pairs. */
export function readJsonArray(source: Source, notation: JsonArray): Reading {
  const array = arrayIn(source);
  if (!array) return { notation, items: [], complaints: [{ line: lineAt(source.text, source.spans[0]?.start ?? 0), reason: 'this is no JSON array; select the whole array, brackets included.' }] };
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const element of array.root.children ?? []) {
    const read = itemOf(element, source.text, array.start, notation);
    if (typeof read === 'string') complaints.push({ line: lineAt(source.text, array.start + element.offset), reason: read });
    else items.push(read);
  }
  return { notation, items, complaints };
}

function objectAt(text: string): Node | undefined {
  const node = strictTree(text.replace(/^\uFEFF/, ' '));
  return node?.type === 'object' ? node : undefined;
}

function arrayIn(source: Source): { readonly root: Node; readonly start: number } | undefined {
  const [span] = source.spans;
  if (!span || source.spans.length > 1) return undefined;
  const { start, end } = trimmed(source.text, span);
  if (source.text[start] !== '[') return undefined;
  // An element's comma may have been highlighted with an array's end.
  const root = strictTree(source.text.slice(start, end).replace(/,$/, ''));
  return root?.type === 'array' ? { root, start } : undefined;
}

function strictTree(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.length === 0 ? root : undefined;
}

function keysOf(objects: readonly Node[]): readonly (readonly [string, string])[] {
  const keys = [...new Set(objects.flatMap((object) => (object.children ?? []).map(keyOf)))];
  const byLower = new Map(keys.map((key) => [key.toLowerCase(), key]));
  const known = keyPairs.flatMap(([problem, answer]): (readonly [string, string])[] => {
    const found = [byLower.get(problem), byLower.get(answer)] as const;
    return found[0] !== undefined && found[1] !== undefined ? [[found[0], found[1]]] : [];
  });
  const [firstPair] = known;
  if (firstPair) return known;
  const problem = keyPairs.map(([name]) => byLower.get(name)).find((name) => name !== undefined) ?? keys[0];
  if (problem === undefined) return [];
  const others = keys.filter((key) => key !== problem);
  // Objects with a problem alone: their answers will be written under the name that goes with it.
  if (others.length === 0) return [[problem, keyPairs.find(([name]) => name === problem.toLowerCase())?.[1] ?? 'answer']];
  return others.reverse().slice(0, 6).map((answer) => [problem, answer]);
}

function keyOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

/** An element as an item, or why it is none. Offsets of `node` count from `offset` in the text. */
function itemOf(node: Node, text: string, offset: number, notation: JsonLines | JsonArray): Item | string {
  const member = (key: string): Node | undefined =>
    node.type === 'array' ? node.children?.[Number(key)] : node.type === 'object' ? node.children?.find((property) => keyOf(property) === key)?.children?.[1] : undefined;
  const problem = member(notation.problemKey);
  if (!problem) return `there is no "${notation.problemKey}".`;
  const problemText = scalarText(problem).trim();
  if (problemText === '') return `"${notation.problemKey}" is empty.`;
  const answer = member(notation.answerKey);
  const span = spanOf(node, offset);
  const end = text.length;
  return {
    problem: problemText.replace(/\r\n?/g, '\n'),
    answer: !answer || answer.type === 'null' ? null : scalarText(answer).trim(),
    span: { start: span.start, end: Math.min(span.end, end) },
    problemSpan: spanOf(problem, offset),
    answerSpan: answer ? spanOf(answer, offset) : null,
  };
}

function spanOf(node: Node, offset: number): Span {
  return { start: offset + node.offset, end: offset + node.offset + node.length };
}

/** Strings as they are, everything else as its JSON. */
function scalarText(node: Node): string {
  const value: unknown = getNodeValue(node);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
