import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ChatRequest } from '../../../engine/model/chat-model';
import { exists } from '../../../node/store/exists';
import { plainFolder } from '../../../node/store/plain-folder';
import { exchangeText, markedLines, missingIn, promptIn, replyIn, type Exchange } from './exchange-text';

/** Where prompts are answered by hand: a document for each, one after another. */
export interface ByHandDesk {
  dispose(): void;
  /** The reply, once nothing is missing in it; `undefined` where the signal aborts or the document is closed. */
  ask(exchange: Exchange, missing: ChatRequest['missing'], signal: AbortSignal): Promise<string | undefined>;
  /** Takes the reply of a document as it is, where nothing is missing that is known of. */
  take(document: vscode.Uri): void;
}

/** An exchange that waits for its reply. */
interface Waiting {
  readonly uri: vscode.Uri;
  readonly exchange: Exchange;
  readonly missing: ChatRequest['missing'];
  readonly done: (reply: string | undefined) => void;
}

/** How long documents are kept, in milliseconds: a week. */
const keptFor = 7 * 24 * 3_600_000;

/**
 * Exchanges are in a folder of ours, each in a file that is named by its prompt. If the same is asked again after a
 * reload of the window, or after a cancelled making, what was pasted is found there.
 */
export function createByHandDesk(folder: string, now: () => Date): ByHandDesk {
  const files = plainFolder(folder, 'ownerOnly');
  const problems = vscode.languages.createDiagnosticCollection('toolsmith by hand');
  const changed = new vscode.EventEmitter<void>();
  let waiting: Waiting | undefined;
  let before: Promise<unknown> = Promise.resolve();

  const opened = async ({ mark, ...rest }: Exchange): Promise<vscode.TextDocument> => {
    const path = join(folder, `${mark}.md`);
    if (!(await exists(path))) await files.replace(path, exchangeText({ mark, ...rest }));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const end = document.lineAt(document.lineCount - 1).range.end;
    editor.selection = new vscode.Selection(end, end);
    editor.revealRange(new vscode.Range(end, end));
    return document;
  };

  /** Looks whether the reply can be taken, and says what is missing. */
  const look = (document: vscode.TextDocument, byPerson = false): void => {
    if (waiting?.uri.toString() !== document.uri.toString()) return;
    const { exchange, missing, done } = waiting;
    const reply = replyIn(document.getText(), exchange.mark);
    const lack = missingIn(reply, exchange, missing);
    problems.set(document.uri, lack === undefined || reply === '' ? [] : [problem(document, lack)]);
    changed.fire();
    // Where nothing tells a whole reply from half of one the person does.
    if (lack === undefined && (missing !== undefined || byPerson)) done(reply);
  };

  const exchangeOnce = async (
    exchange: Exchange,
    missing: ChatRequest['missing'],
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    if (signal.aborted) return undefined;
    await forgetOld(folder, files, now().getTime() - keptFor);
    const document = await opened(exchange);
    const { uri } = document;
    await vscode.env.clipboard.writeText(exchange.prompt);
    const subscriptions: vscode.Disposable[] = [];
    const reply = await new Promise<string | undefined>((done) => {
      waiting = { uri, exchange, missing, done };
      const cancel = (): void => done(undefined);
      signal.addEventListener('abort', cancel, { once: true });
      subscriptions.push(
        new vscode.Disposable(() => signal.removeEventListener('abort', cancel)),
        vscode.workspace.onDidChangeTextDocument((event) => look(event.document)),
        vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
          if (closed.some((tab) => isOf(tab, uri)) && tabsOf(uri).length === 0) done(undefined);
        }),
      );
      look(document);
    });
    for (const one of subscriptions) one.dispose();
    waiting = undefined;
    problems.delete(uri);
    changed.fire();
    // What was taken is there again if the same is asked once more.
    if (reply !== undefined) {
      await document.save();
      await vscode.window.tabGroups.close(tabsOf(uri));
    }
    return reply;
  };

  const lenses = vscode.languages.registerCodeLensProvider(
    { scheme: 'file', pattern: new vscode.RelativePattern(vscode.Uri.file(folder), '*.md') },
    {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => lensesOf(document, waiting),
    },
  );

  return {
    ask: (exchange, missing, signal) => {
      // One at a time: several prompts at once are more than a person can carry.
      const next = before.then(() => exchangeOnce(exchange, missing, signal));
      before = next.catch(() => undefined);
      return next;
    },
    take: (uri) => {
      const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
      if (document) look(document, true);
    },
    dispose: () => {
      lenses.dispose();
      problems.dispose();
      changed.dispose();
    },
  };
}

/** What can be done at the lines of a document: copy its prompt, and see what is missing in its reply. */
function lensesOf(document: vscode.TextDocument, waiting: Waiting | undefined): vscode.CodeLens[] {
  const isOpen = waiting?.uri.toString() === document.uri.toString();
  return linesOf(document).flatMap((line, index) => {
    const [, place, mark = ''] = markedLines.exec(line) ?? [];
    if (place === undefined) return [];
    const lens = (title: string, command = '', ...given: readonly unknown[]): vscode.CodeLens =>
      new vscode.CodeLens(document.lineAt(index).range, { title, command, arguments: [...given] });
    const copy = lens('$(copy) Copy the Prompt', 'toolsmith.byHand.copy', promptIn(document.getText(), mark));
    if (place === 'prompt') return [copy];
    if (!waiting || !isOpen)
      return [lens('$(info) Nobody waits for this reply now: ask the same again, and it is taken'), copy];
    const reply = replyIn(document.getText(), mark);
    const lack = missingIn(reply, waiting.exchange, waiting.missing);
    if (lack !== undefined) return [lens(reply === '' ? `$(arrow-down) ${lack}` : `$(warning) Missing: ${lack}`), copy];
    return [lens('$(check) Take This Reply', 'toolsmith.byHand.take', document.uri), copy];
  });
}

function linesOf(document: vscode.TextDocument): readonly string[] {
  return Array.from({ length: document.lineCount }, (_, index) => document.lineAt(index).text);
}

function problem(document: vscode.TextDocument, lack: string): vscode.Diagnostic {
  const line = linesOf(document).findIndex((text) => markedLines.exec(text)?.[1] === 'reply');
  const { range } = document.lineAt(line < 0 ? document.lineCount - 1 : line);
  const found = new vscode.Diagnostic(range, lack, vscode.DiagnosticSeverity.Warning);
  found.source = 'Toolsmith';
  return found;
}

function isOf(tab: vscode.Tab, uri: vscode.Uri): boolean {
  return tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString();
}

function tabsOf(uri: vscode.Uri): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => isOf(tab, uri));
}

/** Deletes the documents that nobody has changed since. */
async function forgetOld(folder: string, files: ReturnType<typeof plainFolder>, since: number): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const info = await stat(join(folder, name)).catch(() => undefined);
    if (info && info.mtimeMs < since) await files.remove(join(folder, name));
  }
}
