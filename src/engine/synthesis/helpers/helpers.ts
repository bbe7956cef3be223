import * as dates from './dates.js';
import datesText from './dates.js?text' with { type: 'text' };
import * as deciding from './deciding.js';
import decidingText from './deciding.js?text' with { type: 'text' };
import * as numbers from './numbers.js';
import numbersText from './numbers.js?text' with { type: 'text' };
import * as taking from './taking.js';
import takingText from './taking.js?text' with { type: 'text' };
import * as writing from './writing.js';
import writingText from './writing.js?text' with { type: 'text' };

/** What helpers take and give: a text, or a number, which may be a date or a time. */
export type Value = string | number;

/** What a step has besides the value that it goes on with. */
export type Constant = string | number | RegExp;

/** The name of a helper. */
export type HelperName = keyof typeof taking | keyof typeof writing | keyof typeof numbers | keyof typeof dates;

type Helper = (value: Value, first?: Constant, second?: Constant, third?: Constant) => Value | null;

// Steps chain only what fits: the kinds of values are kept apart where they are enumerated.
const functions = { ...taking, ...writing, ...numbers, ...dates } as unknown as Readonly<Record<HelperName, Helper>>;

/** The name of a helper that tells one kind of problem from another. */
export type DeciderName = keyof typeof deciding;

const deciders = deciding as unknown as Readonly<Record<DeciderName, (text: string, constant: Constant) => boolean>>;

/** Whether a text is of the kind that this helper tells by this constant. */
export function decides(name: DeciderName, text: string, constant: Constant): boolean {
  return deciders[name](text, constant);
}

/** The function of this name. */
export function helper(name: HelperName): Helper {
  return functions[name];
}

/** The text of the helpers of these names and of what they need, in a tool's order: each once, with its comment. */
export function helperTexts(names: Iterable<HelperName | DeciderName>): readonly string[] {
  const blocks = [decidingText, takingText, writingText, numbersText, datesText].flatMap(blocksOf);
  const wanted = new Set<Block>();
  const want = (name: string): void => {
    const block = blocks.find((one) => one.name === name);
    if (!block || wanted.has(block)) return;
    wanted.add(block);
    // A call, or a constant: methods of values may have the same name.
    const used = new Set(block.text.match(/(?<![.\w])\w+(?=[(.[])/g));
    for (const other of blocks) if (used.has(other.name)) want(other.name);
  };
  for (const name of names) want(name);
  return blocks.filter((block) => wanted.has(block)).map((block) => block.text);
}

/** A function or a constant of a helper's module. */
interface Block {
  readonly name: string;
  readonly text: string;
}

/** No block has an empty line in it, and each begins with its comment: in a bundle as a tool has it. */
function blocksOf(moduleText: string): readonly Block[] {
  return moduleText.split('\n\n').flatMap((block) => {
    const name = /^(?:export )?(?:function|const) (\w+)/m.exec(block)?.[1];
    if (name === undefined) return [];
    return [{ name, text: block.trim().replace(/^\/\*\*\n \* (.*)\n \* @type.*\n \*\/\nexport /, '// $1\n') }];
  });
}
