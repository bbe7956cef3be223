import { stepsFor, type Budget } from './budget';
import type { HelperName, Value } from './helpers/helpers';
import { apply, type Step } from './steps';
import type { Write } from './text-writes';

/** Ways of writing as a tree of their steps, so that what they begin with in common is done once. */
export interface WriteTree {
  readonly ends: Write[];
  readonly next: Map<Step, WriteTree>;
}

/** The tree of ways of writing. Steps are one where they are one object. */
export function treeOf(writes: readonly Write[]): WriteTree {
  const root = emptyTree();
  for (const write of writes) {
    let tree = root;
    for (const one of write.steps) {
      const next = tree.next.get(one) ?? emptyTree();
      tree.next.set(one, next);
      tree = next;
    }
    tree.ends.push(write);
  }
  return root;
}

/** The ways of writing the first of these texts that give something which stands in the answer. */
export function writesIn(tree: WriteTree, texts: readonly string[], answer: string, budget: Budget): readonly Write[] {
  const found: Write[] = [];
  const large = answer.toUpperCase();
  const [text = ''] = texts;
  const steps = stepsFor(text);
  const visit = ({ ends, next }: WriteTree, value: Value): void => {
    const isText = typeof value === 'string';
    if (isText && ends.length > 0 && answer.includes(value)) found.push(...ends);
    let canBeCased: boolean | undefined;
    for (const [one, further] of next) {
      if (isText && further.next.size === 0 && letterCases.has(one.name)) {
        canBeCased ??= large.includes(value.toUpperCase());
        if (!canBeCased) continue;
      }
      if (isNeedless(one, texts)) continue;
      if (!budget.take(steps)) return;
      const said = apply(value, one);
      if (said !== null) visit(further, said);
    }
  };
  visit(tree, text);
  return found;
}

/** True for a step that changes none of the texts, and is another step's rival for nothing. */
function isNeedless({ name, constants: [what, sign] }: Step, texts: readonly string[]): boolean {
  if (name === 'numberOf') return what === ',' && !texts.some((text) => /[.,]/.test(text));
  if (name === 'swap') return !texts.some((text) => text.includes(String(what)));
  if (!(what instanceof RegExp)) return false;
  if (name === 'replaced') return !texts.some((text) => text.search(what) >= 0);
  return name === 'only' && sign !== '' && !texts.some((text) => (text.match(what) ?? []).length > 1);
}

function emptyTree(): WriteTree {
  return { ends: [], next: new Map() };
}

/** Steps that change nothing but whether letters are large. */
const letterCases: ReadonlySet<HelperName> = new Set(['lower', 'upper', 'title', 'sentence', 'capital']);
