import type { LibraryTool } from '../../../src/engine/library/library';
import type { Tool } from '../../../src/engine/tool/tool';
import type { Random } from '../../eval/families/random';

/** A made-up class of problems: fixed wording of some 500 to 900 characters, with places for names and numbers. */
export interface SyntheticClass {
  readonly name: string;
  /** Pieces of fixed text; between two of them stands a name or a number. */
  readonly pieces: readonly string[];
}

/** Words by how common they are: few are in every class, most in hardly any, as in a language. */
function word(random: Random): string {
  const rank = Math.floor(4_000 ** (random.below(1_000_000) / 1_000_000));
  const syllables = ['ba', 'ce', 'di', 'fo', 'gu', 'ha', 'je', 'ki', 'lo', 'mu', 'na', 'pe', 'ri', 'so', 'tu', 'va'];
  let text = '';
  for (let rest = rank; rest > 0 || text === ''; rest = Math.floor(rest / syllables.length))
    text += syllables[rest % syllables.length] ?? '';
  return text;
}

function sentence(random: Random, length: number): string {
  const words = Array.from({ length }, () => word(random)).join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A class of its own. */
export function syntheticClass(random: Random): SyntheticClass {
  const places = random.from(6, 9);
  const pieces = [`${sentence(random, random.from(10, 15))}: `];
  for (let place = 0; place < places; place += 1) {
    // Some are paragraphs and some are lists: a library holds many shapes, and many tools of one.
    const between = random.onceIn(3) ? '\n- ' : '. ';
    pieces.push(` ${sentence(random, random.from(8, 13)).toLowerCase()}${between}${sentence(random, 3)} `);
  }
  pieces.push(` ${sentence(random, 5).toLowerCase()}?`);
  return { name: sentence(random, 3), pieces };
}

/** A problem of a class: names in the even places, numbers in the odd ones. */
export function syntheticProblem({ pieces }: SyntheticClass, random: Random): string {
  return pieces
    .map((piece, at) =>
      at === 0 ? piece : `${at % 2 === 0 ? String(random.below(1_000)) : `Q${word(random)}${word(random)}`}${piece}`,
    )
    .join('');
}

/** A tool for a class, with a parser that requires all of the fixed text. */
export function syntheticTool(made: SyntheticClass, number: number, random: Random): LibraryTool {
  const code = `const pieces = ${JSON.stringify(made.pieces)};

function parse(problem) {
  if (!problem.startsWith(pieces[0])) return null;
  const values = [];
  let at = pieces[0].length;
  for (const piece of pieces.slice(1)) {
    const end = problem.indexOf(piece, at);
    if (end < 0) return null;
    values.push(problem.slice(at, end));
    at = end + piece.length;
  }
  return at === problem.length ? { values } : null;
}

function solve({ values }) {
  return values.join(' ');
}
`;
  const examples = [0, 1, 2, 3].map((at) => ({
    problem: syntheticProblem(made, random),
    answer: '',
    seen: at < 2 ? ('shown' as const) : ('heldOut' as const),
  }));
  const tool: Tool = {
    id: `synthetic-${number}`,
    name: made.name,
    description: `${made.pieces[0]?.slice(0, 80) ?? ''}.`,
    argumentsSchema: {
      type: 'object',
      properties: { values: { type: 'array', items: { type: 'string' } } },
      required: ['values'],
      additionalProperties: false,
    },
    notation: { kind: 'lines' },
    demonstrations: [],
    examples,
    reader: 'parser',
    stage: 'tool',
    hint: null,
    versions: [],
    code,
  };
  return {
    tool,
    place: 'folder',
    fingerprint: `fingerprint-${number}`,
    verification: { passed: 4, total: 4, unseenPassed: 2, acceptedForeign: 0, at: '2026-01-01T00:00:00Z' },
    isApproved: true,
    isMadeHere: true,
  };
}
