import { parseTree, type Node, type ParseError } from 'jsonc-parser';
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
  if (tooDeep(text)) return undefined;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.length === 0 ? root : undefined;
}

/**
 * The elements of the highlighted arrays. A stretch may also be elements without their array, a comma after the
 * last one included. `undefined` where any stretch is neither.
 */
export function arrayElements(source: Source): readonly JsonElement[] | undefined {
  const elements: JsonElement[] = [];
  for (const span of source.spans) {
    const { start, end } = trimmed(source.text, span);
    const text = source.text.slice(start, end);
    if (text === '') continue;
    const whole = text.startsWith('[') ? jsonTree(text.replace(/,$/, '')) : undefined;
    // Pairs without their array look like an array: what matters is what its elements are.
    const isWhole =
      whole?.type === 'array' && (whole.children ?? []).some((node) => node.type === 'object' || node.type === 'array');
    const root = isWhole ? whole : /^[[{]/.test(text) ? jsonTree(`[${text.replace(/,$/, '')}]`) : undefined;
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

/** The object that a text is as a whole. */
function objectOf({ text, spans: [span, ...others] }: Source): JsonElement | undefined {
  if (!span || others.length > 0) return undefined;
  const { start, end } = trimmed(text, span);
  const node = text[start] === '{' ? jsonTree(text.slice(start, end)) : undefined;
  return node && { node, offset: start };
}

/**
 * The value of an object's key, or of an array's index written as a key; where an object has no such key, of keys with
 * dots between them. Of a key given twice the last counts, as in JavaScript.
 */
export function memberOf(node: Node, key: string): Node | undefined {
  if (node.type === 'array') return node.children?.[Number(key)];
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
  return node.type === 'number' || node.type === 'boolean' ? written : JSON.stringify(JSON.parse(written));
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
