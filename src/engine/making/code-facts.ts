import { parse } from 'acorn';

/** A constant that stands in a tool's code. */
export interface Constant {
  /** As it is written in a text: the string, the number, the source of a regular expression. */
  readonly text: string;
  readonly kind: 'string' | 'number' | 'pattern';
  /** It is compared with something, or is one of the cases of a `switch`. */
  readonly isCompared: boolean;
}

/** What is to be seen in a tool's code without running it. */
export interface CodeFacts {
  readonly constants: readonly Constant[];
  /** Constants that stand together: the keys of an object, the elements of an array, the alternatives of a pattern. */
  readonly groups: readonly (readonly string[])[];
  /** What is outside of all functions and changed within one, so that it would last from call to call. */
  readonly kept: readonly string[];
}

/** A node of the syntax tree. */
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** A node with the one that it is in, and whether a function is around it. */
interface Placed {
  readonly node: Node;
  readonly parent: Node | undefined;
  readonly inFunction: boolean;
}

/** Reads a tool's code. `undefined` where it is none, or nests too deep to be read. */
export function codeFacts(code: string): CodeFacts | undefined {
  const program = programOf(code);
  if (!program) return undefined;
  const all = placedIn(program);
  const constants: Constant[] = [];
  const groups: (readonly string[])[] = [];
  const compared: string[] = [];
  for (const { node, parent } of all) {
    const constant = constantOf(node, parent);
    if (constant) {
      constants.push(constant);
      if (constant.isCompared) compared.push(constant.text);
      if (constant.kind === 'pattern') groups.push(...alternativesIn(constant.text));
    }
    const group = groupOf(node);
    if (group.length > 1) groups.push(group);
  }
  if (compared.length > 1) groups.push(compared);
  return { constants, groups, kept: keptIn(program, all) };
}

function programOf(code: string): Node | undefined {
  try {
    const program: unknown = parse(code, { ecmaVersion: 2023, sourceType: 'script' });
    return isNode(program) ? program : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes directly below one. */
function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flatMap((value: unknown): unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

/** Every node, outer ones first; without recursion, as code may nest deeply. */
function placedIn(program: Node): readonly Placed[] {
  const all: Placed[] = [{ node: program, parent: undefined, inFunction: false }];
  // The list grows while it is gone through.
  for (const { node, inFunction } of all) {
    const within = inFunction || node.type.includes('Function');
    for (const child of childrenOf(node)) all.push({ node: child, parent: node, inFunction: within });
  }
  return all;
}

function constantOf(node: Node, parent: Node | undefined): Constant | undefined {
  const isCompared =
    (parent?.type === 'BinaryExpression' && /^[!=]==?$/.test(String(parent['operator']))) ||
    (parent?.type === 'SwitchCase' && parent['test'] === node);
  if (node.type === 'TemplateElement') {
    const value = node['value'];
    return typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string'
      ? { text: value.cooked, kind: 'string', isCompared: false }
      : undefined;
  }
  if (node.type !== 'Literal') return undefined;
  const { value, regex } = node;
  if (typeof regex === 'object' && regex !== null && 'pattern' in regex && typeof regex.pattern === 'string')
    return { text: regex.pattern, kind: 'pattern', isCompared: false };
  if (typeof value === 'string') return { text: value, kind: 'string', isCompared };
  return typeof value === 'number' ? { text: String(value), kind: 'number', isCompared } : undefined;
}

/** The keys of an object, the constants of an array, the first ones of an array of arrays. */
function groupOf(node: Node): readonly string[] {
  if (node.type === 'ObjectExpression')
    return childrenOf(node).flatMap(({ key, computed }) => (computed !== true && isNode(key) ? nameOf(key) : []));
  if (node.type !== 'ArrayExpression') return [];
  return childrenOf(node).flatMap((element) => {
    const [first] = element.type === 'ArrayExpression' ? childrenOf(element) : [element];
    return first ? nameOf(first) : [];
  });
}

function nameOf({ type, name, value }: Node): readonly string[] {
  if (type === 'Identifier') return typeof name === 'string' ? [name] : [];
  return type === 'Literal' && (typeof value === 'string' || typeof value === 'number') ? [String(value)] : [];
}

/** The alternatives of a pattern's groups, where they are plain words. */
function alternativesIn(pattern: string): readonly (readonly string[])[] {
  return pattern
    .split(/[()]/)
    .map((part) => part.replace(/^\?:/, '').split('|'))
    .filter((words) => words.length > 1 && words.every((word) => /^[\p{L}\p{Nd} ]+$/u.test(word)));
}

/** So many names of the outermost level are looked at: a tool has a few. */
const maximumOuter = 50;

/** Names of the outermost level that are counted up, or handed from one of the tool's functions to another. */
function keptIn(program: Node, all: readonly Placed[]): readonly string[] {
  const outer = new Set(
    childrenOf(program)
      .filter(({ type, kind }) => type === 'VariableDeclaration' && kind !== 'const')
      .flatMap(childrenOf)
      .flatMap(({ id }) => (isNode(id) ? nameOf(id) : [])),
  );
  const changed = all.flatMap(({ node, inFunction }) => {
    if (!inFunction || (node.type !== 'UpdateExpression' && node.type !== 'AssignmentExpression')) return [];
    const target = node.type === 'UpdateExpression' ? node['argument'] : node['left'];
    if (!isNode(target)) return [];
    return [{ target, isPlain: node['operator'] === '=' }];
  });
  const global = changed.some(({ target: { type, object } }) => {
    return type === 'MemberExpression' && isNode(object) && nameOf(object)[0] === 'globalThis';
  });
  const names = [...outer].slice(0, maximumOuter).filter((name) => {
    const of = changed.filter(({ target }) => target.type === 'Identifier' && nameOf(target)[0] === name);
    // A parser that sets its place at the start and moves it on begins anew at each call.
    return of.length > 0 && (!of.some(({ isPlain }) => isPlain) || isHandedOn(program, name));
  });
  return [...names, ...(global ? ['globalThis'] : [])];
}

/** True where one of the tool's own functions sets a name and another one, which sets it not, reads it. */
function isHandedOn(program: Node, name: string): boolean {
  const uses = childrenOf(program)
    .filter(({ type, id }) => type === 'FunctionDeclaration' && isNode(id) && isOwn(nameOf(id)[0]))
    .map((own) => {
      const within = placedIn(own).filter(({ node }) => node.type === 'Identifier' && nameOf(node)[0] === name);
      const sets = within.some(
        ({ node, parent }) => parent?.type === 'AssignmentExpression' && parent['left'] === node,
      );
      return { sets, reads: within.length > 0 && !sets };
    });
  return uses.some(({ sets }) => sets) && uses.some(({ reads }) => reads);
}

function isOwn(name: string | undefined): boolean {
  return name === 'parse' || name === 'solve' || name === 'format';
}
