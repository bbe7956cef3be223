import pLimit from 'p-limit';
import * as vscode from 'vscode';
import { verificationLabel, type LibraryTool } from '../../engine/library/library';
import type { TextToPlan } from '../../engine/applying/plan-text';
import { rankSurveys } from '../../engine/using/survey';
import type { Workshop } from '../../engine/using/run-tool';
import { placeNames } from '../words/places';
import { shortLine, shownLine } from '../words/shown';
import { bestReading, readsText, type Choice, type Surveyed } from './best-reading';

/** What was picked: a tool with its plan, or one that is to be reviewed before anything of it is run. */
export type Picked = Choice | { readonly tool: LibraryTool; readonly plan: null };

/** A tool, or the line above those that are not approved, which picks none. */
type ToolItem = vscode.QuickPickItem & { readonly choice?: Picked };

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
 * Lets the person choose a tool. The picker opens at once and fills as each approved tool's parser has been tried on
 * the selection, which asks no model: what reads most stands first, with its first answers. The others stand below, to
 * be reviewed.
 */
export async function pickTool(
  workshop: Workshop,
  tools: readonly LibraryTool[],
  text: TextToPlan,
  words: PickWords = forSelection,
): Promise<Picked | undefined> {
  const pick = vscode.window.createQuickPick<ToolItem>();
  const stopped = new AbortController();
  const ended = (): boolean => stopped.signal.aborted;
  pick.title = words.title;
  pick.placeholder = `Trying the tools on ${words.what}; no model is asked…`;
  pick.busy = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const result = new Promise<Picked | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (!chosen?.choice) return;
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
    movedTo = active === pick.items.find(({ choice }) => choice) ? undefined : active?.choice?.tool;
  });
  const reviewed = reviewItems(tools.filter(({ isApproved }) => !isApproved));
  pick.items = reviewed;
  pick.show();
  const surveyed: Surveyed[] = [];
  try {
    const approved = tools.filter(({ isApproved }) => isApproved);
    await pLimit(surveysAtOnce).map(approved, async (tool) => {
      if (ended()) return;
      const best = await bestReading({ workshop, signal: stopped.signal }, tool, text);
      if (ended() || !best) return;
      surveyed.push(best);
      const items = [...rankSurveys(surveyed).map((one) => itemFor(one, surveyed)), ...reviewed];
      const kept = items.find(({ choice }) => choice && choice.tool === movedTo);
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
      ? `${firstAnswers.map((answer) => shortLine(answer, 60)).join(' · ')}${read > firstAnswers.length ? ' …' : ''}`
      : shownLine(tool.description);
  return {
    label: shownLine(tool.name),
    description: `${readsText(survey)} · ${shownLine(verificationLabel(choice.tool))}${place}`,
    detail: shown,
    choice,
  };
}

/** Tools that nobody approved here, below a line of their own: nothing of them is run or quoted. */
function reviewItems(tools: readonly LibraryTool[]): readonly ToolItem[] {
  if (tools.length === 0) return [];
  const items = tools.map((tool): ToolItem => ({
    label: `$(shield) ${shownLine(tool.tool.name)}`,
    description: `Review and Approve… · ${placeNames[tool.place]}`,
    choice: { tool, plan: null },
  }));
  return [{ label: 'Not approved on this machine', kind: vscode.QuickPickItemKind.Separator }, ...items];
}
