import * as vscode from 'vscode';
import { ambiguitiesIn, ambiguityKey, firstOf, type Dispatched } from '../../engine/dispatching/dispatch';
import { settledBy, withChoice, type Preference } from '../../engine/dispatching/preferences';
import { verificationLabel, type LibraryTool } from '../../engine/library/library';
import { useParser } from '../../engine/using/use-tool';
import { placeNames } from '../words/places';
import { shownLine } from '../words/shown';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { rememberPreferences } from './remembered-preferences';

/**
 * Asks which tool is meant where several fit and nothing in the problems tells: once for all problems that the same
 * tools fit. What is chosen is remembered for the document; what the person leaves stays ambiguous. `undefined`:
 * given up.
 */
export async function chooseMeant(
  parts: Parts,
  document: vscode.TextDocument,
  remembered: readonly Preference[],
  dispatched: readonly Dispatched[],
  problems: readonly string[],
): Promise<readonly Dispatched[] | undefined> {
  let now = dispatched;
  let preferences = remembered;
  const left = new Set<string>();
  for (;;) {
    const ambiguity = ambiguitiesIn(now).find((one) => !left.has(ambiguityKey(one)));
    if (!ambiguity) return now;
    const first = problems[firstOf(ambiguity, now)] ?? '';
    const chosen = await askMeant(
      parts,
      document.uri,
      ambiguity.tools,
      first,
      `${ambiguity.problems} of ${counted(problems.length, 'problem')} could be meant for each of ${ambiguity.tools.length} tools`,
    );
    if (chosen === undefined) return undefined;
    if (chosen === 'leave') {
      left.add(ambiguityKey(ambiguity));
      continue;
    }
    const known = (preferences = withChoice(preferences, ambiguity, chosen));
    now = now.map((one) => settledBy(known, one));
    await rememberPreferences(parts.context.workspaceState, document.uri, known);
  }
}

/**
 * Asks which of several tools is meant, showing what each makes of one problem. `leave`: none, those problems stay;
 * `undefined`: given up.
 */
export async function askMeant(
  parts: Parts,
  uri: vscode.Uri,
  tools: readonly LibraryTool[],
  first: string,
  title: string,
): Promise<LibraryTool | 'leave' | undefined> {
  const signal = new AbortController().signal;
  const choices = await Promise.all(
    tools.map(async (listed) => {
      // What each makes of the same problem tells them apart better than their names.
      const outcome = await useParser(listed.tool, first, parts.workshop(), signal);
      const detail =
        outcome.kind === 'answer'
          ? `${shortLine(first)}  ⇒  ${shortLine(outcome.answer)}`
          : shownLine(listed.tool.description);
      return {
        label: shownLine(listed.tool.name),
        description: `${shownLine(verificationLabel(listed))} · ${placeNames[listed.place]}`,
        detail,
        chosen: listed as LibraryTool | 'leave',
      };
    }),
  );
  const leave = {
    label: '$(circle-slash) Leave Them',
    detail: 'These problems stay as they are.',
    chosen: 'leave' as const,
  };
  const picked = await vscode.window.showQuickPick([...choices, leave], {
    title,
    placeHolder: `Which is meant? It is remembered for ${vscode.workspace.asRelativePath(uri)}.`,
    ignoreFocusOut: true,
  });
  return picked?.chosen;
}

function shortLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return shownLine(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
