import type * as vscode from 'vscode';
import type { Questions } from '../../engine/applying/questions';
import { withChoice } from '../../engine/dispatching/preferences';
import { counted } from '../words/amounts';
import type { Parts } from '../parts';
import { askConsent } from './ask-consent';
import { askMeant } from './ask-meant';
import { askToChoose } from './ask-to-choose';
import { preferencesFor, rememberPreferences } from './remembered-preferences';

/** Whether the person is asked if a light model may help: what is left to it else stays as it is. */
export type ModelsAsked = 'asked' | 'left';

/** What the person is asked while tools are applied to a document; which tool is meant in it is remembered. */
export function questionsOf(parts: Parts, document: vscode.Uri, models: ModelsAsked): Questions {
  const memory = parts.context.workspaceState;
  return {
    whichTool: async (ambiguity, problem, seen) => {
      const { tools, problems } = ambiguity;
      const which = seen === 'first' ? `${problems} of the first rows` : counted(problems, 'problem');
      const meant = await askMeant(
        parts,
        document,
        tools,
        problem,
        `${which} could be meant for each of ${tools.length} tools`,
      );
      if (meant === undefined || meant === 'leave') return meant ?? 'giveUp';
      await rememberPreferences(memory, document, withChoice(preferencesFor(memory, document), ambiguity, meant));
      return meant;
    },
    mayChoose: async (open, rows) => (models === 'left' ? 'leave' : declined(await askToChoose(parts, open, rows))),
    mayRead: async (tool, problems, rows) =>
      models === 'left' ? 'leave' : declined(await askConsent(parts, tool, problems, rows)),
  };
}

/** Who closes a question gives the application up. */
function declined<T>(answer: T | undefined): T | 'giveUp' {
  return answer ?? 'giveUp';
}
