import type { Node } from 'jsonc-parser';
import { ranks, type Candidate } from '../candidate';
import { keyPairs } from './json-keys';
import { arrayElements, jsonTree, keyOf, memberOf, spanOf, textOfNode, type JsonElement } from './json-tree';
import type { Complaint, Item, Notation, Reading } from '../notation';
import type { Source } from '../../text/source';
import { isBlank, linesOf, lineCounter, withLineFeeds } from '../../text/lines';

type JsonLines = Extract<Notation, { kind: 'jsonLines' }>;
type JsonArray = Extract<Notation, { kind: 'jsonArray' }>;

/** Lines and elements looked at to find the keys. */
const sampleSize = 50;

/** The pairs of keys with which JSON Lines can be read. */
export function detectJsonLines(source: Source): readonly Candidate[] {
  const lines = linesOf(source)
    .filter((line) => !isBlank(line.text))
    .slice(0, sampleSize);
  const objects = lines.flatMap((line) => objectIn(line.text) ?? []);
  if (objects.length === 0 || objects.length * 2 < lines.length) return [];
  const rank = objects.length === lines.length ? ranks.json : ranks.mostlyJson;
  return keyPairs(objects).map(({ problemKey, answerKey, sure }, index) => ({
    notation: { kind: 'jsonLines', problemKey, answerKey },
    rank: index > 0 && sure ? ranks.alternative : rank,
  }));
}

/** The pairs of keys with which a JSON array can be read. */
export function detectJsonArray(source: Source): readonly Candidate[] {
  const elements =
    arrayElements(source)
      ?.slice(0, sampleSize)
      .map(({ node }) => node) ?? [];
  const pairs = elements.filter((node) => node.type === 'array');
  if (pairs.length * 2 > elements.length)
    return [{ notation: { kind: 'jsonArray', problemKey: '0', answerKey: '1' }, rank: ranks.json }];
  return keyPairs(elements.filter((node) => node.type === 'object')).map(({ problemKey, answerKey, sure }, index) => ({
    notation: { kind: 'jsonArray', problemKey, answerKey },
    rank: index > 0 && sure ? ranks.alternative : ranks.json,
  }));
}

/** The keys of a text's objects, those of its first elements; of pairs "0" and "1". */
export function jsonKeysIn(source: Source, notation: JsonLines | JsonArray): ReadonlySet<string> {
  const nodes =
    notation.kind === 'jsonArray'
      ? (arrayElements(source) ?? []).slice(0, sampleSize).map(({ node }) => node)
      : linesOf(source)
          .filter((line) => !isBlank(line.text))
          .slice(0, sampleSize)
          .flatMap((line) => objectIn(line.text) ?? []);
  return new Set(nodes.flatMap((node) => (node.type === 'array' ? ['0', '1'] : (node.children ?? []).map(keyOf))));
}

/** Reads one JSON object a line. */
export function readJsonLines(source: Source, notation: JsonLines): Reading {
  const items: Item[] = [];
  const complaints: Complaint[] = [];
  for (const line of linesOf(source)) {
    if (isBlank(line.text)) continue;
    const node = objectIn(line.text);
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
  const elements = arrayElements(source);
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
  if (!/^\s*\{/.test(line)) return undefined;
  // A byte-order mark is white space everywhere but in JSON.
  const node = jsonTree(line.replace(/^\uFEFF/, ' '));
  return node?.type === 'object' ? node : undefined;
}

/** An element as an item, or why it is none. */
function itemOf({ node, offset }: JsonElement, text: string, notation: JsonLines | JsonArray): Item | string {
  if (node.type !== 'object' && node.type !== 'array') return 'this element is neither an object nor a pair.';
  const problem = memberOf(node, notation.problemKey);
  if (!problem) return node.type === 'array' ? 'this pair is empty.' : `this object has no "${notation.problemKey}".`;
  const problemText = withLineFeeds(textOfNode(problem, text, offset)).trim();
  if (problemText === '' || problem.type === 'null')
    return node.type === 'array' ? 'the problem of this pair is empty.' : `"${notation.problemKey}" is empty.`;
  const answer = memberOf(node, notation.answerKey);
  return {
    problem: problemText,
    answer: !answer || answer.type === 'null' ? null : withLineFeeds(textOfNode(answer, text, offset)).trim(),
    span: spanOf(node, offset),
    problemSpan: spanOf(problem, offset),
    answerSpan: answer ? spanOf(answer, offset) : null,
  };
}
