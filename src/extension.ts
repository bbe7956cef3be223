import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createBookkeeping } from './engine/ledger/bookkeeping';
import { createLibrary, type Place } from './engine/library/library';
import type { ToolStore } from './engine/library/tool-store';
import type { Example } from './engine/making/split';
import type { Notation } from './engine/notation/notation';
import { sha256 } from './node/sha256';
import { createApprovalFolder } from './node/store/approval-file';
import { createFileToolStore } from './node/store/file-tool-store';
import { createLedgerFolder } from './node/store/ledger-file';
import { createSoundnessFolder } from './node/store/soundness-file';
import { stateFolder } from './node/store/state-folder';
import { createVerificationFolder } from './node/store/verification-file';
import { createWorkerSynthesizer } from './node/synthesis/worker-synthesizer';
import { registerAgents } from './vscode/agents/register';
import { registerApply } from './vscode/apply/register';
import { registerApplyFile } from './vscode/apply-file/register';
import { registerCode } from './vscode/code/register';
import { registerInbox } from './vscode/inbox/register';
import { milestonesIn } from './vscode/milestones';
import { registerNextSteps } from './vscode/next-step/register';
import { statusItem } from './vscode/status-item';
import { toolsOfDocuments } from './vscode/text/tools-of-documents';
import { rememberLastText } from './vscode/text/last-text';
import { shownTexts as createShownTexts } from './vscode/text/shown-texts';
import { sayUnwritten } from './vscode/ledger/say-unwritten';
import { registerLibrary } from './vscode/library/register';
import { registerMaking } from './vscode/making/register';
import { createByHandDesk } from './vscode/models/by-hand/desk';
import { registerModels } from './vscode/models/commands';
import { secretKeys } from './vscode/models/keys';
import { editorModels } from './vscode/models/models';
import { registerPanels } from './vscode/panel/panel';
import type { Parts } from './vscode/parts';
import { registerTesting } from './vscode/testing/register';
import { lazySandbox } from './vscode/lazy-sandbox';
import { capNames, editorSettings } from './vscode/settings';

/** Builds the parts in the order in which data flows through them. Starts nothing and asks nobody. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Toolsmith', { log: true });
  const settings = editorSettings();
  const folders = libraryFolders(context);
  const now = (): Date => new Date();
  const storeIn = (folder: string): ToolStore => createFileToolStore(folder, now);
  // With the command line: what was made or approved here is so there too, and what both spend is one account.
  const shared = stateFolder(process.env);
  const library = createLibrary({
    stores: new Map([...folders].map(([place, folder]) => [place, storeIn(folder)])),
    verifications: createVerificationFolder(join(context.globalStorageUri.fsPath, 'verified')),
    approvals: createApprovalFolder(join(shared, 'approved')),
    digest: (pieces) => Promise.resolve(sha256(pieces)),
    now,
  });
  const keys = secretKeys(context.secrets, process.env);
  const ledger = createLedgerFolder(join(shared, 'ledger'), join(context.globalStorageUri.fsPath, 'ledger'));
  const books = createBookkeeping({
    ledger,
    caps: () => settings.caps(),
    capNames,
    now,
    newId: randomUUID,
    onUnwritten: sayUnwritten(log),
  });
  const desk = createByHandDesk(join(context.globalStorageUri.fsPath, 'by-hand'), now);
  const models = editorModels(settings, keys, books, desk, log);
  const shownTexts = createShownTexts();
  const soundness = createSoundnessFolder(join(shared, 'sound-engines'));
  const sandbox = lazySandbox(join(context.extensionPath, 'dist', 'sandbox-worker.js'), settings, soundness);
  const lastText = rememberLastText();
  const toolsOf = toolsOfDocuments(context.workspaceState);
  const milestones = milestonesIn(context.globalState);
  const status = statusItem();
  const parts: Parts = {
    context,
    settings,
    library,
    models,
    ledger,
    workshop: () => ({ sandbox, limits: settings.limits() }),
    synthesizer: createWorkerSynthesizer(join(context.extensionPath, 'dist', 'synthesis-worker.js')),
    log,
    lastText,
    toolsOfDocuments: toolsOf,
    milestones,
    status,
    shownTexts,
    libraryFolder: (place) => folders.get(place),
  };
  milestones.tellAgain();
  if (settings.model('maker').provider !== 'none') milestones.reached('makerChosen');
  const makeFromExamples = async (examples: readonly Example[], notation: Notation): Promise<void> =>
    (await import('./vscode/making/making')).makeFromExamples(parts, examples, notation);
  const granted = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    const folder = trustedFolder();
    if (folder === undefined || folders.has('folder')) return;
    folders.set('folder', folder);
    library.addPlace('folder', storeIn(folder));
  });
  context.subscriptions.push(
    granted,
    log,
    sandbox,
    lastText,
    shownTexts,
    toolsOf,
    status,
    registerNextSteps(parts),
    registerMaking(parts),
    registerApply(parts),
    registerApplyFile(parts),
    registerLibrary(parts),
    registerPanels(parts),
    registerCode(parts),
    registerTesting(parts),
    registerInbox(parts, makeFromExamples),
    registerAgents(parts, makeFromExamples),
    registerModels(parts, keys, desk),
  );
}

/**
 * Where tools are kept: the editor's storage for the workspace and for the user, and a trusted folder's own
 * `.toolsmith`.
 */
function libraryFolders(context: vscode.ExtensionContext): Map<Place, string> {
  const folders = new Map<Place, string>();
  if (context.storageUri) folders.set('workspace', join(context.storageUri.fsPath, 'tools'));
  folders.set('user', join(context.globalStorageUri.fsPath, 'tools'));
  const inFolder = trustedFolder();
  if (inFolder !== undefined) folders.set('folder', inFolder);
  return folders;
}

/** The `.toolsmith` of the workspace's first folder; `undefined` where there is no folder, or it is not trusted. */
function trustedFolder(): string | undefined {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder?.uri.scheme === 'file' && vscode.workspace.isTrusted
    ? join(folder.uri.fsPath, '.toolsmith')
    : undefined;
}
