import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toolManifest } from '../../src/engine/tool/parse-tool';
import type { Tool } from '../../src/engine/tool/tool';
import { doublingCode, doublingTool } from '../unit/cli/doubling-tool';
import type { Ground } from './ground';
import { honestly, things, type Thing } from './things';

/** The arguments of a command. */
export type Command = readonly string[];

/** A repository that somebody would be sorry to have cloned, and what is to be done in it. */
export interface Repository {
  readonly name: string;
  /** Writes it, and returns the commands that are run in it. `server`: where a strong model is to be asked. */
  plant(ground: Ground, server: string): Promise<readonly Command[]>;
}

const solved = 'double 3 => 6\ndouble 21 => 42\n';

/** What a run over `rows.csv` into `rows.out.csv` may find beside it, of this version or of an earlier one. */
const planted = [
  '',
  '.part',
  '.part.json',
  '.part.answers',
  '.part.failed',
  '.part.lock',
  '.part.lock-0123456789abcdef-1-1a2b3c4d',
  '.failed.jsonl',
];

/** Writes a tool; `put` says what lies where its files are expected, by their names. */
async function writeTool(
  folder: string,
  tool: Tool,
  put: (name: string, honest: string) => Promise<void> = (name, honest) => writeFile(join(folder, name), honest),
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await put('tool.json', `${JSON.stringify(toolManifest(tool), null, 2)}\n`);
  await put('v1.js', tool.code);
  await put('v1.transcript.json', '[]\n');
}

/** The places of a repository where the command line reads or writes, by their names. */
export const slots = {
  manifest: ['.toolsmith/manifest/tool.json'],
  code: ['.toolsmith/code/v1.js'],
  transcript: ['.toolsmith/transcript/v1.transcript.json'],
  tool: ['.toolsmith/double-numbers'],
  trash: ['.toolsmith/.trash'],
  library: ['library'],
  input: ['in.txt'],
  output: ['out.csv'],
  run: planted.slice(1).map((ending) => `rows.out.csv${ending}`),
  replies: ['replies.jsonl'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a slot. */
export type Slot = keyof typeof slots;

/** Which thing lies in a slot; `undefined`: nothing but what an honest repository has there. */
export type Choice = (slot: Slot, path: string) => Thing | undefined;

/** A repository in which things lie where files and folders are expected. */
export function slotted(name: string, choose: Choice): Repository {
  return {
    name,
    plant: async ({ repository, outside, library }, server) => {
      const put = async (slot: Slot, path: string, honest?: string): Promise<void> => {
        const thing = choose(slot, path) ?? (honest === undefined ? undefined : honestly);
        await thing?.(join(repository, path), outside, honest ?? solved);
      };
      for (const slot of ['manifest', 'code', 'transcript'] as const) {
        const [path] = slots[slot];
        const folder = path.slice(0, path.lastIndexOf('/'));
        await writeTool(join(repository, folder), doublingTool({ id: slot }), (file, honest) =>
          `${folder}/${file}` === path ? put(slot, path, honest) : writeFile(join(repository, folder, file), honest),
        );
      }
      for (const slot of ['tool', 'trash', 'library', 'output', 'run', 'replies'] as const)
        for (const path of slots[slot]) await put(slot, path);
      await put('input', slots.input[0], 'double 4 =>\n');
      await writeFile(join(repository, 'solved.txt'), solved);
      await writeFile(join(repository, 'rows.csv'), 'problem,answer\ndouble 4,\ndouble 5,\n');
      const own = ['apply', '--library', library];
      const one = [...own, '--tool', 'double-numbers'];
      const make = ['make', '--examples', 'solved.txt', '--maker-model', 'strong', '--base-url', server];
      return [
        ['list', '--json'],
        ['verify', '--json'],
        ['verify', '--library', 'library'],
        [...one, '--input', 'in.txt'],
        [...own, '--input', 'in.txt', '--output', 'fresh.txt'],
        [...one, '--input', 'rows.csv', '--output', 'out.csv'],
        [...one, '--input', 'rows.csv', '--output', 'rows.out.csv'],
        [...make, '--record', 'replies.jsonl', '--library', 'fresh'],
        [...make, '--library', 'library'],
        [...make, '--library', '.toolsmith'],
      ];
    },
  };
}

const strange = [
  '-rf',
  '--help',
  '--library=..',
  '$(touch canary)',
  '`touch canary`',
  ';touch canary;',
  '%PATH%',
  '!!',
  'a\nb',
  'a\rb',
  '\x1B[31mred',
  '\u202Egpj.exe',
  '\u200B',
  ' ',
  '...',
  'a.',
  'a ',
  '~',
  '*',
  '__proto__',
  'constructor',
  'toString',
  'CON',
  'nul.txt',
  'aux',
  'COM1',
  'a:b',
  'a\\b',
  'a\'b"c',
  '{}',
  '=1+1',
  '#',
  'é',
  'e\u0301',
  'x'.repeat(255),
];

const names: Repository = {
  name: 'odd names',
  plant: async ({ repository, library, outside }) => {
    for (const name of [...strange, 'tool', 'Tool', 'TOOL'])
      await writeTool(join(repository, '.toolsmith', name), doublingTool({ id: 'double-numbers', name }));
    // Bytes that are no UTF-8, as file systems of Unix may have them in a name.
    const bytes = Buffer.concat([Buffer.from(`${repository}/.toolsmith/`), Buffer.from([0xff, 0xfe, 0x41])]);
    await mkdir(bytes);
    await writeFile(Buffer.concat([bytes, Buffer.from('/tool.json')]), '{}');
    const inputs = ['-rf', '$(touch canary)', 'a\nb', '\u202Egpj.exe', '__proto__', 'x'.repeat(240), '--help'];
    for (const name of inputs) await writeFile(join(repository, name), 'double 4 =>\n');
    return [
      ['list'],
      ['list', '--json'],
      ['verify'],
      ['verify', '--tool', '__proto__'],
      ['apply', '--tool', 'constructor', '--input', '__proto__'],
      ...inputs.map((name) => ['apply', '--library', library, `--input=${name}`, `--output=${name.slice(0, 200)}.out`]),
      ['apply', '--library', library, '--input', outside.file, '--output', 'no/such/../../folder/out.txt'],
    ];
  },
};

const many: Repository = {
  name: 'two thousand tools',
  plant: async ({ repository }) => {
    for (let index = 0; index < 2_000; index += 1)
      await writeTool(
        join(repository, '.toolsmith', `tool-${index}`),
        doublingTool({ id: `tool-${index}`, name: `Tool ${index}` }),
      );
    return [['list'], ['verify', '--json']];
  },
};

const large: Repository = {
  name: 'large tools',
  plant: async ({ repository }) => {
    for (let index = 0; index < 40; index += 1)
      await writeTool(
        join(repository, '.toolsmith', `tool-${index}`),
        doublingTool({
          id: `tool-${index}`,
          code: `${doublingCode}// ${'x'.repeat(90_000)}\n`,
          examples: Array.from({ length: 190 }, (_, at) => ({
            problem: `double ${at} ${'y'.repeat(17_000)}`,
            answer: 'z'.repeat(17_000),
            seen: 'shown' as const,
          })),
        }),
      );
    return [
      ['list', '--json'],
      ['verify', '--json'],
      ['apply', '--input', '.toolsmith/tool-1/v1.js'],
    ];
  },
};

const deep: Repository = {
  name: 'folders in folders',
  plant: async ({ repository }) => {
    await mkdir(join(repository, '.toolsmith', ...Array.from({ length: 800 }, () => 'deep')), { recursive: true });
    await mkdir(join(repository, '.toolsmith', '.trash', ...Array.from({ length: 800 }, () => 'deep')), {
      recursive: true,
    });
    return [['list'], ['verify'], ['list', '--library', '.toolsmith/deep/deep']];
  },
};

const programs: Repository = {
  name: 'programs that wait to be run',
  plant: async ({ repository, library }) => {
    const canary = `require('node:fs').writeFileSync(${JSON.stringify(join(repository, '..', 'outside', 'canary'))}, 'ran');`;
    for (const name of ['index.js', 'node_modules/openai/index.js', '.pnp.cjs', 'tool.js', '.toolsmith/index.js'])
      await mkdir(join(repository, name, '..'), { recursive: true }).then(() =>
        writeFile(join(repository, name), canary),
      );
    await writeFile(
      join(repository, 'package.json'),
      '{"type":"module","main":"index.js","imports":{"#x":"./index.js"}}',
    );
    await writeFile(join(repository, '.npmrc'), 'node-options=--require ./index.js\n');
    await writeFile(join(repository, '.env'), 'NODE_OPTIONS=--require ./index.js\n');
    await writeFile(join(repository, 'node.config.json'), '{"nodeOptions":{"import":["./index.js"]}}');
    await writeTool(
      join(repository, '.toolsmith', 'runs'),
      doublingTool({ id: 'runs', code: `${canary}\n${doublingCode}` }),
    );
    await writeFile(join(repository, 'in.txt'), 'double 4 =>\n');
    return [
      ['list'],
      ['verify', '--tool', 'runs'],
      ['apply', '--tool', 'runs', '--input', 'in.txt'],
      ['apply', '--library', library, '--input', 'in.txt', '--output', 'out.txt'],
    ];
  },
};

/** All of them: each thing in every slot, and what is hostile as a whole. */
export const repositories: readonly Repository[] = [
  ...Object.entries(things).map(([name, thing]) => slotted(name, () => thing)),
  names,
  many,
  large,
  deep,
  programs,
];
