import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Source, Span } from '../../text/source';
import { trimmed } from '../../text/lines';

/** Values nested deeper than any data is; the parser descends by recursion. */
const deepest = 200;

/** One element of a JSON array in the source. Offsets of `node` count from `offset`. */
export interface JsonElement {
  readonly node: Node;
  readonly offset: number;
}

/** A text as a strict JSON tree: no comments, no trailing commas; `undefined` where it is none. */
export function jsonTree(text: string): Node | undefined {
  return treeOf(text, false);
}

/** A text as a JSON tree, where it may have comments and a comma behind the last of a list. */
export function looseTree(text: string): Node | undefined {
  return treeOf(withoutComments(text), true);
}

function treeOf(text: string, allowTrailingComma: boolean): Node | undefined {
  if (tooDeep(text)) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma });
  return errors.length === 0 ? root : undefined;
}

/** Kinds of tokens of the library's scanner, which it declares as constants that leave no value behind. */
const [lineComment, blockComment, endOfText] = [12, 13, 17] as const;

/**
 * A text with spaces in the place of comments, as settings and configurations have them. Everything else keeps its
 * place: `stripComments` of the library moves what stands behind a comment by one.
 */
export function withoutComments(text: string): string {
  if (!/\/[/*]/.test(text)) return text;
  const scanner = createScanner(text, false);
  const kept: string[] = [];
  let from = 0;
  for (let kind: number = scanner.scan(); kind !== endOfText; kind = scanner.scan()) {
    if (kind !== lineComment && kind !== blockComment) continue;
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    kept.push(text.slice(from, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    from = end;
  }
  return kept.join('') + text.slice(from);
}

/** A stretch without comments and the white space around it, and where it begins. */
function stretchOf({ text, spans }: Source, at: number): { readonly text: string; readonly start: number } {
  const span = spans[at] ?? { start: 0, end: 0 };
  const bare = withoutComments(text.slice(span.start, span.end));
  const { start, end } = trimmed(bare, { start: 0, end: bare.length });
  return { text: bare.slice(start, end), start: span.start + start };
}

/**
 * The elements of the highlighted arrays. A stretch may also be elements without their array, a comma after the
 * last one included. `undefined` where any stretch is neither.
 */
export function arrayElements(source: Source): readonly JsonElement[] | undefined {
  const elements: JsonElement[] = [];
  for (const at of source.spans.keys()) {
    const { text, start } = stretchOf(source, at);
    if (text === '') continue;
    const whole = text.startsWith('[') ? treeOf(text.replace(/,$/, ''), true) : undefined;
    // Pairs without their array look like an array: what matters is what its elements are.
    const isWhole =
      whole?.type === 'array' && (whole.children ?? []).some((node) => node.type === 'object' || node.type === 'array');
    const root = isWhole ? whole : /^[[{]/.test(text) ? treeOf(`[${text.replace(/,$/, '')}]`, true) : undefined;
    if (root?.type !== 'array') return undefined;
    // A list of texts is no pair.
    if (!isWhole && (root.children ?? []).some((node) => node.type === 'array' && (node.children ?? []).length > 2))
      return undefined;
    for (const node of root.children ?? []) elements.push({ node, offset: isWhole ? start : start - 1 });
  }
  return elements;
}

/** Lists are looked for so deep in an object, and so many of them are offered. */
const deepestList = 4;
const mostLists = 5;

/** The lists of objects in the one object that a text is, with their keys. */
export function listsIn(source: Source): readonly { readonly key: string; readonly elements: readonly Node[] }[] {
  const found: { readonly key: string; readonly elements: readonly Node[] }[] = [];
  const look = (object: Node, path: readonly string[]): void => {
    for (const property of object.children ?? []) {
      const value = property.children?.[1];
      const key = [...path, keyOf(property)];
      const elements = value?.type === 'array' ? (value.children ?? []) : [];
      if (elements.some(({ type }) => type === 'object')) found.push({ key: key.join('.'), elements });
      if (value?.type === 'object' && key.length < deepestList) look(value, key);
    }
  };
  const whole = objectOf(source);
  if (whole) look(whole.node, []);
  return found.slice(0, mostLists);
}

/** The elements of the list that an object has under this key; `undefined` where the text is no such object. */
export function elementsWithin(source: Source, key: string): readonly JsonElement[] | undefined {
  const whole = objectOf(source);
  const list = whole && memberOf(whole.node, key);
  return list?.type === 'array'
    ? (list.children ?? []).map((node) => ({ node, offset: whole?.offset ?? 0 }))
    : undefined;
}

/**
 * The members of the object that a text is, key and value a pair; `undefined` where it is no object of plain values.
 */
export function membersIn(source: Source): readonly JsonElement[] | undefined {
  const whole = objectOf(source);
  const members = whole?.node.children ?? [];
  const arePlain = members.every(({ children: [, value] = [] }) => value?.type !== 'object' && value?.type !== 'array');
  return whole && arePlain ? members.map((node) => ({ node, offset: whole.offset })) : undefined;
}

/** The object that a text is as a whole. */
function objectOf(source: Source): JsonElement | undefined {
  if (source.spans.length !== 1) return undefined;
  const { text, start } = stretchOf(source, 0);
  const node = text.startsWith('{') ? treeOf(text, true) : undefined;
  return node && { node, offset: start };
}

/**
 * The value of an object's key, or of an array's or a member's index written as a key; where an object has no such key,
 * of keys with dots between them. Of a key given twice the last counts, as in JavaScript.
 */
export function memberOf(node: Node, key: string): Node | undefined {
  if (node.type === 'array' || node.type === 'property') return node.children?.[Number(key)];
  if (node.type !== 'object') return undefined;
  const own = node.children?.findLast((property) => keyOf(property) === key)?.children?.[1];
  if (own) return own;
  for (let dot = key.indexOf('.'); dot !== -1; dot = key.indexOf('.', dot + 1)) {
    const outer = node.children?.findLast((property) => keyOf(property) === key.slice(0, dot))?.children?.[1];
    const inner = outer?.type === 'object' ? memberOf(outer, key.slice(dot + 1)) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** The name of an object's property. */
export function keyOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

/** Where a node stands in the source. */
export function spanOf(node: Node, offset: number): Span {
  return { start: offset + node.offset, end: offset + node.offset + node.length };
}

/** Strings as they are; numbers and truth values as they are written; everything else as its JSON. */
export function textOfNode(node: Node, text: string, offset: number): string {
  if (node.type === 'string') return String(node.value);
  const written = text.slice(offset + node.offset, offset + node.offset + node.length);
  return node.type === 'number' || node.type === 'boolean'
    ? written
    : JSON.stringify(JSON.parse(withoutComments(written)));
}

function tooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === ']' || character === '}') depth -= 1;
  }
  return false;
}
