import type { Tool } from '../tool/tool';
import type { ExportedFile } from './exported-file';
import { comment, literal } from './literals';

/** What whoever runs an exported tool is told first. */
export const unconfined =
  'Here the code of this tool runs without a sandbox, with all the rights of whoever runs it. Read it first.';

/** A tool as a module of its own, and its examples as tests for Node's runner. */
export function moduleFiles(tool: Tool): readonly ExportedFile[] {
  return [
    { path: `${tool.id}.mjs`, text: moduleText(tool) },
    { path: `${tool.id}.test.mjs`, text: moduleTest(tool, `./${tool.id}.mjs`) },
  ];
}

/**
 * A tool as one ES module without dependencies. Its functions are called as the sandbox calls them: each time from a
 * pristine state, on arguments that are JSON.
 */
export function moduleText(tool: Tool): string {
  const { name, description, argumentsSchema, reader, examples, versions } = tool;
  const origin = versions.at(-1)?.origin;
  const head = comment(
    `${name}: ${description}`,
    `Made by ${origin?.model ?? 'unknown'}, exported by Toolsmith, verified there with ${examples.length} examples.`,
    unconfined,
  );
  return `${head}

export const name = ${literal(name)};

export const description = ${literal(description)};

/** JSON Schema of the arguments. It is not checked here. */
export const argumentsSchema = ${literal(argumentsSchema)};

/** The answer to a problem, or null where it is not of this class or has no answer.${reader === 'model' ? ' Its arguments are to be given.' : ''} */
export default function answer(problem, args${reader === 'parser' ? ' = readProblem(problem)' : ''}) {
  if (args === null) return null;
  const result = solveArguments(args);
  if (result === null) return null;
  const written = writeAnswer(result, problem);
  if (typeof written !== 'string') throw new TypeError('the tool returned no text');
  return written;
}
${
  reader === 'parser'
    ? `
/** The arguments that a problem is read as, or null where it is not of this class. */
export function readProblem(problem) {
  try {
    return json(toolFunctions().parse(problem));
  } catch {
    return null;
  }
}
`
    : ''
}
/** What comes of arguments, or null where there is no answer. */
export function solveArguments(args) {
  return json(toolFunctions().solve(json(args)));
}

/** A result in the form of the examples. */
export function writeAnswer(result, problem) {
  const { format } = toolFunctions();
  return format ? json(format(json(result), problem)) : result;
}

/** What JSON carries of a value, as the sandbox has it. */
function json(value) {
  return JSON.parse(JSON.stringify(value));
}

/** The functions of the tool, with a state of their own. */
${toolFunctions(tool.code)}
`;
}

/** The examples of a tool as a file for \`node --test\`, beside its module. */
export function moduleTest({ name, reader, examples }: Tool, module: string): string {
  const tried = examples.map(({ problem, answer, arguments: args }) => ({
    problem,
    answer,
    ...(reader === 'model' && args ? { arguments: args } : {}),
  }));
  return `${comment(`The examples of “${name}”. Run with: node --test`, unconfined)}
import assert from 'node:assert/strict';
import { test } from 'node:test';
import answer from ${literal(module)};

const examples = ${literal(tried)};

for (const [index, { problem, answer: expected, arguments: args }] of examples.entries())
  test(\`example \${index + 1}\`, () => {
    assert.equal(lines(answer(problem, args)), lines(expected));
  });

function lines(text) {
  return text === null ? null : text.replace(/\\r\\n?/g, '\\n');
}
`;
}

/**
 * The same code as a script for the sandbox, strict as every module is: a tool is exported as one where it holds so
 * too.
 */
export function strictCode(code: string): string {
  return `'use strict';\n${toolFunctions(code)}\nvar { parse, solve, format } = toolFunctions();\n`;
}

function toolFunctions(code: string): string {
  return `function toolFunctions() {
${code}
  return {
    parse: typeof parse === 'function' ? parse : undefined,
    solve: typeof solve === 'function' ? solve : undefined,
    format: typeof format === 'function' ? format : undefined,
  };
}`;
}
