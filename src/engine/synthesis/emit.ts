import type { JsonObject } from '../json';
import type { Proposal } from '../prompts/reply';
import { conditionText } from './conditions';
import { guardOf } from './guard';
import { helperTexts, type DeciderName, type HelperName } from './helpers/helpers';
import type { Piece } from './paths';
import type { Program } from './programs';
import type { Source } from './sources';
import { statementsFor } from './statements';
import { expressionOf, type Steps } from './steps';
import { descriptionOf, nameOf, placeOf } from './wording';

/** The parts of problems that a program takes, by the names that they have in the arguments. */
type Names = ReadonlyMap<string, { readonly name: string; readonly source: Source }>;

/** A tool that does what a program does: for texts of the form of these rows, and for no others. */
export function emit(program: Program, rows: readonly string[]): Omit<Proposal, 'demonstrations'> {
  const names = namesOf(program);
  const forms = formsOf(program);
  const properties = [...names.values()].map(({ name }) => name);
  const isBranched = forms.length > 1;
  const code = [
    `function parse(problem) {\n  if (!${guardOf(rows)}.test(problem)) return null;\n${parseText(program, names, forms, '  ')}\n}`,
    `function solve({ ${[...(isBranched ? ['form'] : []), ...properties].join(', ')} }) {\n${solveText(program, names, forms, '  ')}\n}`,
    ...helperTexts(usedIn(program)),
  ].join('\n\n');
  return { name: nameOf(program), description: descriptionOf(program), schema: schemaOf(names, forms), code };
}

/** The leaves of a program, each of which is one form of problems. */
function formsOf(program: Program): readonly Program[] {
  return program.kind === 'pieces' ? [program] : [...formsOf(program.yes), ...formsOf(program.no)];
}

function formName(forms: readonly Program[], leaf: Program): string {
  return String.fromCharCode(97 + forms.indexOf(leaf));
}

function atomsIn(program: Program): readonly Exclude<Piece, string>[] {
  return formsOf(program).flatMap((leaf) =>
    leaf.kind === 'pieces' ? leaf.pieces.filter((piece) => typeof piece !== 'string') : [],
  );
}

function keyOf({ steps }: Source): string {
  return expressionOf('', steps);
}

/** A name for each part: what kind it is, with a number where there are several. */
function namesOf(program: Program): Names {
  const sources = new Map(atomsIn(program).map(({ source }) => [keyOf(source), source]));
  const bases = [...sources.values()].map(({ kind }) => kind);
  const taken = new Map<string, number>();
  return new Map(
    [...sources].map(([key, source], index) => {
      const base = bases[index] ?? 'part';
      const number = (taken.get(base) ?? 0) + 1;
      taken.set(base, number);
      return [key, { name: bases.filter((one) => one === base).length > 1 ? `${base}${number}` : base, source }];
    }),
  );
}

function schemaOf(names: Names, forms: readonly Program[]): JsonObject {
  const everywhere = (key: string): boolean =>
    forms.every((leaf) => atomsIn(leaf).some(({ source }) => keyOf(source) === key));
  const parts = [...names].map(([key, { name, source }]): [string, JsonObject] => [
    name,
    { type: everywhere(key) ? 'string' : ['string', 'null'], description: placeOf(source.steps).slice(0, 120) },
  ]);
  const form: [string, JsonObject][] =
    forms.length > 1 ? [['form', { enum: forms.map((leaf) => formName(forms, leaf)) }]] : [];
  return {
    type: 'object',
    properties: Object.fromEntries([...form, ...parts]),
    required: [...form, ...parts].map(([name]) => name),
    additionalProperties: false,
  };
}

function parseText(program: Program, names: Names, forms: readonly Program[], indent: string): string {
  if (program.kind === 'branch')
    return branchText(program, conditionText(program.condition, 'problem'), indent, (side, inner) =>
      parseText(side, names, forms, inner),
    );
  const own = new Set(atomsIn(program).map(({ source }) => keyOf(source)));
  const wanted = [...names].filter(([key]) => own.has(key));
  const statements = statementsFor(
    wanted.map(([, { name, source }]) => ({ name, from: 'problem', steps: source.steps })),
    indent,
  );
  const members = [...names].map(([key, { name }]) => {
    if (!own.has(key)) return `${name}: null`;
    const said = statements.expressions.get(name) ?? name;
    return said === name ? name : `${name}: ${said}`;
  });
  const form = forms.length > 1 ? [`form: '${formName(forms, program)}'`] : [];
  return [...statements.lines, `${indent}return { ${[...form, ...members].join(', ')} };`]
    .join('\n')
    .replace('{  }', '{}');
}

function solveText(program: Program, names: Names, forms: readonly Program[], indent: string): string {
  if (program.kind === 'branch') {
    const yes = formsOf(program.yes).map((leaf) => `form === '${formName(forms, leaf)}'`);
    return branchText(program, yes.join(' || '), indent, (side, inner) => solveText(side, names, forms, inner));
  }
  const named = (steps: Steps): string => names.get(expressionOf('', steps))?.name ?? 'text';
  const statements = statementsFor(
    program.pieces.flatMap((piece, index) =>
      typeof piece === 'string' ? [] : [{ name: String(index), from: named(piece.source.steps), steps: piece.write }],
    ),
    indent,
  );
  return [...statements.lines, `${indent}return ${joined(program.pieces, statements.expressions)};`].join('\n');
}

/** Pieces one after another: one alone as it is, several as a template. */
function joined(pieces: readonly Piece[], expressions: ReadonlyMap<string, string>): string {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined && typeof first !== 'string') return expressions.get('0') ?? "''";
  const parts = pieces.map((piece, index) =>
    typeof piece === 'string'
      ? JSON.stringify(piece).slice(1, -1).replaceAll('\\"', '"').replace(/[`$]/g, '\\$&')
      : `\${${expressions.get(String(index)) ?? ''}}`,
  );
  return `\`${parts.join('')}\``;
}

function branchText(
  { yes, no }: Extract<Program, { kind: 'branch' }>,
  condition: string,
  indent: string,
  textOf: (side: Program, indent: string) => string,
): string {
  return `${indent}if (${condition}) {\n${textOf(yes, `${indent}  `)}\n${indent}}\n${textOf(no, indent)}`;
}

function usedIn(program: Program): ReadonlySet<HelperName | DeciderName> {
  const own = atomsIn(program).flatMap(({ source, write }) => [...source.steps, ...write].map(({ name }) => name));
  const conditions = (one: Program): readonly DeciderName[] =>
    one.kind === 'pieces' ? [] : [one.condition.name, ...conditions(one.yes), ...conditions(one.no)];
  return new Set([...own, ...conditions(program)]);
}
