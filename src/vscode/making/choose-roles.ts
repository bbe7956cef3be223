import * as vscode from 'vscode';
import type { Reading } from '../../engine/notation/notation';
import { hasParts, partsOf, rolesIn, withRoles, type Parts, type Roles } from '../../engine/problem/parts';
import { readAs } from '../../engine/problem/read';
import type { Source } from '../../engine/text/source';
import { shownLine } from '../words/shown';

/** Which columns, or keys, are read and which is written: `title ⇒ slug`; `undefined` where a text has none. */
export function rolesText(source: Source, { notation }: Pick<Reading, 'notation'>): string | undefined {
  const parts = partsOf(source, notation);
  const roles = parts && rolesIn(notation, parts);
  if (!parts || !roles) return undefined;
  const problem = problemPlaces(parts, roles).map((at) => parts.names[at] ?? '');
  return shownLine(
    `${problem.join(', ')} ⇒ ${typeof roles.answer === 'number' ? (parts.names[roles.answer] ?? '') : roles.answer}`,
  );
}

/** Has the person choose by name what is read and what is written; `undefined` where they gave it up. */
export async function chooseRoles(source: Source, reading: Reading): Promise<Reading | undefined> {
  const { notation } = reading;
  const parts = partsOf(source, notation);
  const now = parts && rolesIn(notation, parts);
  if (!parts || !now || !hasParts(notation)) return undefined;
  const title = parts.what === 'column' ? 'Choose Columns' : 'Choose Keys';
  const entries = parts.names.map((name, at) => ({ label: shownLine(name), at }));
  const read = problemPlaces(parts, now);
  const problem = await vscode.window.showQuickPick(
    entries.map((entry) => ({ ...entry, picked: read.includes(entry.at) })),
    { title: `${title} (1/2)`, placeHolder: 'What does the tool read?', canPickMany: true, ignoreFocusOut: true },
  );
  if (!problem || problem.length === 0) return undefined;
  const places = problem.map(({ at }) => at);
  const answers = entries
    .filter(({ at }) => !places.includes(at))
    .map((entry) => ({ ...entry, description: entry.at === now.answer ? 'as it was understood' : '' }));
  const answer = await vscode.window.showQuickPick(answers, {
    title: `${title} (2/2)`,
    placeHolder: `What is its answer to ${shownLine(problem.map(({ label }) => label).join(', '))}?`,
    ignoreFocusOut: true,
  });
  return answer && readAs(source, withRoles(notation, parts, { problem: places, answer: answer.at }));
}

function problemPlaces({ names }: Parts, { problem, answer }: Roles): readonly number[] {
  return problem === 'rest' ? [...names.keys()].filter((at) => at !== answer) : problem;
}
