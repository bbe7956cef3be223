import { jsonKeysIn, jsonSample } from '../notation/json/json-items';
import { valuePaths } from '../notation/json/json-keys';
import { readAs } from '../notation/notations';
import type { ColumnRoles, KeyRoles, Notation } from '../notation/notation';
import { newPlaceName } from '../notation/table/columns';
import { mostCells } from '../notation/table/delimited-rows';
import type { Source } from '../text/source';
import type { PartName } from './said';

/** The parts of a text's records, of which each can be the problem or the answer: columns, or keys. */
export interface Parts {
  readonly what: 'column' | 'key';
  /** What they are called, in order; a column without a name by its number from 1. */
  readonly names: readonly string[];
}

/** What the parts of records are for, by their places in `Parts`. */
export interface Roles {
  /** `rest`: all but the answer's. */
  readonly problem: readonly number[] | 'rest';
  /** A part that is there, or the name of a new one. */
  readonly answer: number | string;
}

type WithRoles = Extract<Notation, ColumnRoles | KeyRoles>;

/** True for a notation whose records have parts. */
export function hasParts(notation: Notation): notation is WithRoles {
  return 'answerColumn' in notation || 'answerKey' in notation;
}

/** The parts of a text's records; `undefined` where they have none, or more than a table has. */
export function partsOf(source: Source, notation: Notation): Parts | undefined {
  if ('answerKey' in notation) {
    const paths = valuePaths(jsonSample(source, notation));
    const keys = jsonKeysIn(source, notation);
    return { what: 'key', names: [...new Set([...paths, ...keys])] };
  }
  if (!('answerColumn' in notation)) return undefined;
  const { columns = 0, columnNames = [] } = readAs(source, notation);
  if (columns > mostCells) return undefined;
  const names = Array.from({ length: columns }, (_, column) => columnNames[column] ?? '');
  const seen = new Set<string>();
  const twice = new Set(names.filter((name) => seen.size === seen.add(name).size));
  return {
    what: 'column',
    names: names.map((name, column) => (name === '' || twice.has(name) ? String(column + 1) : name)),
  };
}

/**
 * The most parts of a text's records that are tried one by one: of wide tables fewer, since each try reads every cell.
 * What is beyond them can be said.
 */
export function mostTriedOf({ names }: Parts): number {
  return Math.min(256, Math.max(8, Math.floor(50_000 / names.length)));
}

/** The place of a part that a person names, by its name or by its number from 1. */
export function findPart({ names }: Parts, name: PartName): number | undefined {
  const found = names.indexOf(name);
  if (found >= 0) return found;
  const folded = names.findIndex((one) => one.toLowerCase() === name.trim().toLowerCase());
  if (folded >= 0) return folded;
  return /^\d{1,4}$/.test(name) && Number(name) >= 1 && Number(name) <= names.length ? Number(name) - 1 : undefined;
}

/** Each member of a union without some of its properties. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function without<T extends object, K extends PropertyKey>(all: T, names: readonly K[]): Without<T, K> {
  const left = Object.entries(all).filter(([name]) => !names.some((one) => one === name));
  return Object.fromEntries(left) as Without<T, K>;
}

/** A notation in which the parts have these roles. */
export function withRoles(notation: WithRoles, { names }: Parts, { problem, answer }: Roles): Notation {
  if ('answerKey' in notation) {
    const layout = without(notation, ['furtherKeys', 'numbers']);
    const [problemKey = notation.problemKey, ...furtherKeys] =
      problem === 'rest' ? names.filter((_name, at) => at !== answer) : problem.map((at) => names[at] ?? '');
    return {
      ...layout,
      problemKey,
      ...(furtherKeys.length > 0 ? { furtherKeys } : {}),
      answerKey: typeof answer === 'number' ? (names[answer] ?? '') : answer,
    };
  }
  const layout = without(notation, ['problemColumn', 'furtherColumns', 'answerName']);
  const answerColumn = typeof answer === 'number' ? answer : names.length;
  const answerName = typeof answer === 'string' && answer !== newPlaceName ? { answerName: answer } : {};
  const others = [...names.keys()].filter((column) => column !== answerColumn);
  // All other columns need no mention.
  if (problem === 'rest' || problem.join() === others.join()) return { ...layout, answerColumn, ...answerName };
  const [problemColumn = 0, ...furtherColumns] = problem;
  return {
    ...layout,
    answerColumn,
    problemColumn,
    ...(furtherColumns.length > 0 ? { furtherColumns } : {}),
    ...answerName,
  };
}

/** The parts that a notation takes for the problem and for the answer, as a person would name them. */
export function rolesIn(notation: Notation, parts: Parts): Roles | undefined {
  if ('answerKey' in notation) {
    const places = [notation.problemKey, ...(notation.furtherKeys ?? [])].map((key) => parts.names.indexOf(key));
    const answer = parts.names.indexOf(notation.answerKey);
    return { problem: places, answer: answer < 0 ? notation.answerKey : answer };
  }
  if (!('answerColumn' in notation)) return undefined;
  const { answerColumn, problemColumn, furtherColumns = [], answerName = newPlaceName } = notation;
  return {
    problem: problemColumn === undefined ? 'rest' : [problemColumn, ...furtherColumns],
    answer: answerColumn < parts.names.length ? answerColumn : answerName,
  };
}
