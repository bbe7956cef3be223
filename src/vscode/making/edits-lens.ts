import * as vscode from 'vscode';
import type { Parts } from '../parts';
import type { AlikeEdits } from './alike-edits';

/** So long nothing was typed, in milliseconds, before edits are compared. */
const stillness = 1_500;

/** The longest text in which edits are compared, in characters. */
const longestText = 5_000_000;

/** What a document offers, as long as nothing is typed in it. */
interface Offer extends AlikeEdits {
  readonly document: vscode.TextDocument;
}

/**
 * Offers to change other lines like those that were edited alike, above the last of them, where that needs no model.
 * Edits are compared once typing has paused, in a worker, and every further key ends that.
 */
export function registerEditsLens(parts: Parts): vscode.Disposable {
  const changes = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  let search = new AbortController();
  let offer: Offer | undefined;
  const beStill = (): void => {
    clearTimeout(timer);
    search.abort();
    if (!offer) return;
    offer = undefined;
    changes.fire();
  };
  const look = async (document: vscode.TextDocument): Promise<void> => {
    search = new AbortController();
    const { signal } = search;
    const alike = await (await import('./making')).compareEdits(parts, document, signal);
    if (!alike || signal.aborted) return;
    offer = { document, ...alike };
    changes.fire();
  };
  const lookLater = (document: vscode.TextDocument): void => {
    beStill();
    const { settings, toolsOfDocuments, log } = parts;
    if (document.uri.scheme !== 'file' || !settings.codeLens() || !settings.makeWithoutModel()) return;
    // The next step with a tool that the document has stands above its rows already.
    if (toolsOfDocuments.of(document.uri) || lengthOf(document) > longestText) return;
    timer = setTimeout(() => {
      look(document).catch((error: unknown) => log.error('edits were not compared', error));
    }, stillness);
  };
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changes.event,
    provideCodeLenses: (document) => (offer?.document === document ? [lensOf(offer)] : []),
  };
  return vscode.Disposable.from(
    changes,
    new vscode.Disposable(beStill),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document === vscode.window.activeTextEditor?.document) lookLater(document);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (document === vscode.window.activeTextEditor?.document) lookLater(document);
    }),
    parts.settings.onDidChange(beStill),
    parts.toolsOfDocuments.onDidChange(beStill),
    vscode.languages.registerCodeLensProvider({ scheme: 'file' }, provider),
  );
}

function lensOf({ document, start, others }: Offer): vscode.CodeLens {
  const at = document.positionAt(start);
  return new vscode.CodeLens(new vscode.Range(at, at), {
    title:
      others === null
        ? '$(tools) Change Other Lines Alike…'
        : `$(tools) Change ${others === 1 ? '1 Other Line' : `${others} Other Lines`} Alike`,
    command: 'toolsmith.makeToolFromEdits',
  });
}

/** The length of a document, without putting its text together. */
function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
