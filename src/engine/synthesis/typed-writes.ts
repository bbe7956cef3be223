import { dateWrites, timeWrites } from './date-writes';
import { numberWrites } from './number-writes';
import type { Source } from './sources';
import { expressionOf, step, type Steps } from './steps';
import { asItIs, countWrites, textWrites, type Write } from './text-writes';
import { treeOf, type WriteTree } from './write-tree';

/** What a part is taken for: a text that may be a number, a date of these orders, or a time. */
export function typeOf({ kind, steps, orders }: Source): string {
  return orders?.join() ?? (kind === 'time' ? kind : steps.length === 0 ? 'whole' : 'text');
}

/** The ways of writing what is of a type, each type's tree made once. */
export function treesOf(problems: readonly string[], answers: readonly string[]): (source: Source) => WriteTree {
  const dates = dateWrites(answers);
  const times = timeWrites();
  const trees = new Map<string, WriteTree>();
  const textTree = (isWhole: boolean): WriteTree => {
    const numbers = numberWrites(answers);
    const [number, inMinutes] = [step('numberOf', '.'), step('scaled', 60, 1)];
    return treeOf([
      ...textWrites(problems, answers),
      ...(isWhole ? countWrites(problems) : []),
      ...readAs([number], numbers, 0.2),
      ...readAs([step('numberOf', ',')], numbers, 0.2),
      ...readAs([number], times, 1),
      ...readAs([number, inMinutes], times, 1),
    ]);
  };
  const make = ({ kind, steps, orders }: Source): WriteTree =>
    orders
      ? treeOf([asItIs, ...orders.flatMap((order) => readAs([step('dateOf', order)], dates, 0))])
      : kind === 'time'
        ? treeOf([asItIs, ...readAs([step('timeOf')], times, 0)])
        : textTree(steps.length === 0);
  return (source) => {
    const type = typeOf(source);
    const tree = trees.get(type) ?? make(source);
    trees.set(type, tree);
    return tree;
  };
}

/** Ways of writing behind steps that read a text as something else. */
function readAs(read: Steps, writes: readonly Write[], cost: number): readonly Write[] {
  const how = expressionOf('', read);
  return writes.map((write) => ({
    steps: [...read, ...write.steps],
    cost: cost + write.cost,
    ...(write.change && { change: { ...write.change, name: `${how} ${write.change.name}` } }),
  }));
}
