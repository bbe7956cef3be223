import pLimit from 'p-limit';
import * as vscode from 'vscode';
import { verificationLabel, type LibraryTool } from '../../engine/library/library';
import type { Source } from '../../engine/text/source';
import { rankSurveys } from '../../engine/using/survey';
import type { Workshop } from '../../engine/using/run-tool';
import { placeNames } from '../words/places';
import { shownLine } from '../words/shown';
import { bestReading, readsText, type Choice, type Surveyed } from './best-reading';

type ToolItem = vscode.QuickPickItem & { readonly choice: Choice };

/** What the picker says of what the tool is for. */
interface PickWords {
  readonly title: string;
  /** What the tools are tried on. */
  readonly what: string;
  /** What becomes of the answers, a sentence. */
  readonly promise: string;
}

const forSelection: PickWords = {
  title: 'Apply Tool',
  what: 'the selection',
  promise: 'Nothing is changed before you have seen the answers.',
};

/** Surveys at a time: so that one slow parser does not keep the other tools from being listed. */
const surveysAtOnce = 4;

/**
 * Lets the person choose a tool. The picker opens at once and fills as each tool's parser has been tried on the
 * selection, which asks no model: what reads most stands first, with its first answers.
 */
export async function pickTool(
  tools: readonly LibraryTool[],
  source: Source,
  workshop: Workshop,
  words: PickWords = forSelection,
): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<ToolItem>();
  const stopped = new AbortController();
  const ended = (): boolean => stopped.signal.aborted;
  pick.title = words.title;
  pick.placeholder = `Trying the tools on ${words.what}; no model is asked…`;
  pick.busy = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const result = new Promise<Choice | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (!chosen) return;
      resolve(chosen.choice);
      pick.hide();
    });
    pick.onDidHide(() => {
      stopped.abort();
      resolve(undefined);
      pick.dispose();
    });
  });
  // Who has moved to a tool stays on it, so that Enter never takes one that slid into its place. `activeItems` lags
  // behind `items`, so only the event tells a move from the first item's being active by itself.
  let movedTo: LibraryTool | undefined;
  pick.onDidChangeActive(([active]) => {
    movedTo = active && active !== pick.items[0] ? active.choice.tool : undefined;
  });
  pick.show();
  const surveyed: Surveyed[] = [];
  try {
    await pLimit(surveysAtOnce).map(tools, async (tool) => {
      if (ended()) return;
      const best = await bestReading(tool, source, workshop, stopped.signal);
      if (ended() || !best) return;
      surveyed.push(best);
      const items = rankSurveys(surveyed).map((one) => itemFor(one, surveyed));
      const kept = items.find(({ choice }) => choice.tool === movedTo);
      pick.items = items;
      if (kept) pick.activeItems = [kept];
    });
  } catch (error) {
    pick.hide();
    throw error;
  }
  if (!ended()) {
    pick.busy = false;
    pick.placeholder = `Which tool? ${words.promise}`;
  }
  return result;
}

function itemFor(survey: Surveyed, all: readonly Surveyed[]): ToolItem {
  const { tool, read, firstAnswers, choice } = survey;
  const place =
    all.filter((other) => other.tool.name === tool.name).length > 1 ? ` · ${placeNames[choice.tool.place]}` : '';
  const shown =
    firstAnswers.length > 0
      ? `${firstAnswers.map(shortLine).join(' · ')}${read > firstAnswers.length ? ' …' : ''}`
      : shownLine(tool.description);
  return {
    label: shownLine(tool.name),
    description: `${readsText(survey)} · ${shownLine(verificationLabel(choice.tool))}${place}`,
    detail: shown,
    choice,
  };
}

function shortLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return shownLine(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
