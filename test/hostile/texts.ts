import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from './repositories';

/** About a megabyte of it. */
const much = (piece: string): string => piece.repeat(Math.ceil(1_000_000 / piece.length));

/** Texts that are hard to read, by the names of files that say how they are to be read. */
const texts: Readonly<Record<string, string>> = {
  'quotes.csv': `problem,answer\n${much('"')}`,
  'unclosed.csv': `problem,answer\n"double 4,\n${much('double 5,\n')}`,
  'commas.csv': `${much(',')}\n${much(',')}`,
  'tabs.tsv': much('\t'),
  'pipes.md': `| a | b |\n|${much('-|')}\n| double 4 | |\n`,
  'rules.md': `| a | b |\n| --- |${'\t'.repeat(200_000)} x\n| double 4 | |\n`,
  'fences.md': much('```\t'),
  'brackets.json': much('['),
  'braces.jsonl': much('{"a":'),
  'keys.jsonl': `${JSON.stringify(Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`__proto__${at}`, at])))}\n`,
  'proto.jsonl': '{"__proto__":{"input":"x"},"constructor":{"prototype":1},"input":"double 4","target":null}\n'.repeat(
    1_000,
  ),
  'arrows.txt': much('=> -> → '),
  'marks.txt': much('1. - [ ] '),
  'labels.txt': much('Question: Answer: '),
  'returns.txt': much('\r'),
  'zeros.txt': `double ${much('0')} =>\n`,
  'points.txt': `${much('0.')} =>\n`,
  'invisible.txt': much('\u202E\u200B\uFEFF\u0301'),
  'stars.txt': `double 4 =>\n${much('* ')}`,
  'spaces.txt': `double 4 =>${much(' ')}x\n`,
};

/** The texts, so many in each, so that they can be tried beside one another. */
export const hostileTexts: readonly Repository[] = [0, 1, 2].map((part) => ({
  name: `hostile texts, part ${part + 1}`,
  plant: async ({ repository, library }) => {
    const names = Object.keys(texts).filter((_, at) => at % 3 === part);
    for (const name of names) await writeFile(join(repository, name), texts[name] ?? '');
    const own = ['apply', '--library', library, '--input'];
    return names.flatMap((name, at) => [
      [...own, name, '--output', `${name}.out`],
      at % 2 === 0 ? [...own, name] : ['make', '--examples', name, '--dry-run'],
    ]);
  },
}));
