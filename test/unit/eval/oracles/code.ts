import { matching, type Oracle } from './oracle';

/**
 * A word ends before a capital that follows a small letter or digit, and before the last capital of a run that a small
 * letter follows.
 */
export const identifiersToConstants: Oracle = (input) => {
  const oneStyle =
    /^[A-Za-z][A-Za-z0-9]*$|^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$|^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
  // A product's odd spelling (iOS) and a plural acronym (IDs) are not split by the rule.
  if (!oneStyle.test(input) || /^[a-z][A-Z]{2}/.test(input) || /[A-Z]{2}s(?![a-z])/.test(input)) return undefined;
  let constant = '';
  for (const [index, character] of Array.from(input).entries()) {
    const before = input[index - 1] ?? '_';
    const begins =
      /[A-Z]/.test(character) &&
      (/[a-z0-9]/.test(before) || (/[A-Z]/.test(before) && /[a-z]/.test(input[index + 1] ?? '')));
    constant += character === '-' ? '_' : `${begins ? '_' : ''}${character.toUpperCase()}`;
  }
  return constant;
};

export const versionBumps: Oracle = matching(
  /Bump (\S+) from (\d+)\.(\d+)\.(\d+) to (\d+)\.(\d+)\.(\d+)/,
  (name, ...numbers) => {
    const [before, after] = [numbers.slice(0, 3).map(Number), numbers.slice(3).map(Number)];
    const changed = before.findIndex((number, index) => number !== after[index]);
    if (changed === -1 || (before[changed] ?? 0) > (after[changed] ?? 0)) return undefined;
    return `${name}: ${['major', 'minor', 'patch'][changed] ?? ''}`;
  },
);

const literal = String.raw`'(?:[^']|'')*'|-?\d{1,15}(?:\.\d*[1-9])?|TRUE|FALSE|NULL`;

/** Numbers keep their digits: those that a double cannot hold are no ordinary rows. */
export const insertStatements: Oracle = matching(
  new RegExp(String.raw`INSERT INTO \w+ \((\w+(?:, \w+)*)\) VALUES \(((?:${literal})(?:, (?:${literal}))*)\);`),
  (columns, values) => {
    const names = columns.split(', ');
    const cells = values.match(new RegExp(literal, 'g')) ?? [];
    if (names.length !== cells.length) return undefined;
    const json = (cell: string): string =>
      cell.startsWith("'") ? JSON.stringify(cell.slice(1, -1).replaceAll("''", "'")) : cell.toLowerCase();
    return `{${names.map((name, index) => `${JSON.stringify(name)}:${json(cells[index] ?? '')}`).join(',')}}`;
  },
);

export const pythonTracebacks: Oracle = (input) => {
  const lines = input.split('\n');
  const last = lines.at(-1) ?? '';
  if (lines[0] !== 'Traceback (most recent call last):' || !/^[A-Za-z_][\w.]*: \S/.test(last)) return undefined;
  const body = lines.slice(1, -1);
  if (!body.every((line) => line.startsWith('  '))) return undefined;
  const frames = body.flatMap(
    (line) => /^ {2}File "([^"]+)", line (\d+), in \S+$/.exec(line)?.slice(1, 3).join(':') ?? [],
  );
  return frames.length === 0 ? undefined : `${frames.at(-1) ?? ''} ${last}`;
};
