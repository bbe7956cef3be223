import * as vscode from 'vscode';
import { verificationLabel, type LibraryTool } from '../../engine/library/library';
import type { Reading, Source } from '../../engine/problem/notation';
import { rankSurveys, surveyTool, type Survey } from '../../engine/using/survey';
import type { Workshop } from '../../engine/using/run-tool';
import { openItems, readingsFor } from './task';

/** A tool with the reading of the selection that suits it best. */
export interface Choice {
  readonly tool: LibraryTool;
  readonly reading: Reading;
}

interface Surveyed extends Survey {
  readonly choice: Choice;
}

/**
 * Lets the person choose a tool. The picker opens at once and fills as each tool's parser has been tried on the
 * selection, which asks no model: what reads most stands first, with its first answers.
 */
export async function pickTool(tools: readonly LibraryTool[], source: Source, workshop: Workshop): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly choice: Choice }>();
  const stopped = new AbortController();
  pick.title = 'Apply Tool';
  pick.placeholder = 'Trying the tools on the selection; no model is asked…';
  pick.busy = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const surveyed: Surveyed[] = [];
  const result = new Promise<Choice | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen) resolve(chosen.choice);
      pick.hide();
    });
    pick.onDidHide(() => {
      stopped.abort();
      resolve(undefined);
      pick.dispose();
    });
  });
  pick.show();
  for (const tool of tools) {
    const best = await bestReading(tool, source, workshop, stopped.signal);
    if (stopped.signal.aborted) break;
    if (best) surveyed.push(best);
    pick.items = rankSurveys(surveyed).map((one) => itemFor(one, surveyed));
  }
  if (!stopped.signal.aborted) {
    pick.busy = false;
    pick.placeholder = 'Which tool? Nothing is changed before you have seen the answers.';
  }
  return result;
}

/** Tries a tool with its own notation and, where that reads nothing, with the others that fit the text. */
export async function bestReading(tool: LibraryTool, source: Source, workshop: Workshop, signal: AbortSignal): Promise<Surveyed | undefined> {
  let best: Surveyed | undefined;
  for (const reading of readingsFor(tool.tool, source).slice(0, 4)) {
    const problems = openItems(reading).open.map(({ item }) => item.problem);
    const survey = await surveyTool(tool.tool, problems, workshop, signal);
    if (!best || survey.read > best.read) best = { ...survey, choice: { tool, reading } };
    if (survey.read > 0 || tool.tool.reader === 'model') break;
  }
  return best;
}

function itemFor(survey: Surveyed, all: readonly Surveyed[]): vscode.QuickPickItem & { readonly choice: Choice } {
  const { tool, read, tried, firstAnswers, choice } = survey;
  const total = openItems(choice.reading).open.length;
  const of = total > tried ? `the first ${tried} of ${total}` : String(total);
  const place = all.filter((other) => other.tool.name === tool.name).length > 1 ? ` · ${choice.tool.place}` : '';
  const reads = tool.reader === 'model' ? 'the light model reads its problems' : `reads ${read} of ${of}`;
  const shown = firstAnswers.length > 0 ? `${firstAnswers.map((answer) => oneLine(answer)).join(' · ')}${read > firstAnswers.length ? ' …' : ''}` : tool.description;
  return { label: tool.name, description: `${reads} · ${verificationLabel(choice.tool)}${place}`, detail: shown, choice };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
