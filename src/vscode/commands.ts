import * as vscode from 'vscode';
import type { ToolAddress } from '../engine/library/library';
import type { SolvedProblem } from '../engine/making/revise';
import type { Notation } from '../engine/notation/notation';
import type { FindRest } from './text/rest';
import type { InboxNode, DamagedNode, ReviewNode } from './view-rows';
import { shownLine } from './words/shown';

/** Every command of the extension with its arguments: the one table that menus, views and features share. */
export interface CommandArguments {
  'toolsmith.makeTool': [];
  /** Makes a tool from all examples of a document. */
  'toolsmith.makeToolHere': [vscode.Uri];
  /** Makes a tool from what was edited in place since the last save, or the last commit. */
  'toolsmith.makeToolFromEdits': [];
  'toolsmith.openSample': [];
  /** Makes a tool of a sample without a model, and applies it. */
  'toolsmith.trySample': [];
  /** Goes on with a draft; from the tree or the panel. */
  'toolsmith.continueMaking': [ToolAddress?];
  /** Has the strong model make a next version of a tool that reads more of these problems. */
  'toolsmith.extendTool': [ToolAddress, readonly string[]];
  /** Teaches a tool answers that the person gave; with the rows at hand, of which is shown what changes. */
  'toolsmith.teachTool': [ToolAddress, readonly SolvedProblem[], readonly string[]];
  'toolsmith.applyTool': [];
  'toolsmith.applyLastTool': [];
  /** Answers each problem of the selection with the tool that fits it. */
  'toolsmith.applyBestTool': [];
  /** Has the document ask again which of several fitting tools is meant. */
  'toolsmith.forgetChosenTools': [];
  /**
   * Applies a tool to every problem of a document that is not one of its examples, or to what is found as the last
   * argument says.
   */
  'toolsmith.applyToRest': [ToolAddress, vscode.Uri, FindRest?];
  /** The same with the tool that the document in front was used with last. */
  'toolsmith.applyToRestOfDocument': [];
  /** Selects the problems without an answer of the document in front. */
  'toolsmith.selectUnanswered': [];
  /** Applies a tool to a whole file; from the explorer. */
  'toolsmith.applyToFile': [vscode.Uri?];
  /** Answers each row of a whole file with the tool that fits it; from the explorer. */
  'toolsmith.applyBestToFile': [vscode.Uri?];
  /** Answers the file that was answered last once more, with the same tool. */
  'toolsmith.tryAgain': [];
  /** The menu of the status bar's item. */
  'toolsmith.menu': [];
  /** Applies a tool, chosen in the tree or the panel, to the selection. */
  'toolsmith.applyThisTool': [ToolAddress?];
  'toolsmith.openTool': [ToolAddress?];
  /** Opens a tool's code as a document, where saving verifies it. */
  'toolsmith.openToolCode': [ToolAddress?];
  /** Compares a version of a tool's code, which the person chooses where none is named, with the current one. */
  'toolsmith.compareVersions': [ToolAddress?, number?];
  /** Makes an earlier version of a tool, which the person chooses where none is named, the current one again. */
  'toolsmith.goBackToVersion': [ToolAddress?, number?];
  'toolsmith.renameTool': [ToolAddress?];
  /** About the row of the library that has the focus, by a key. */
  'toolsmith.renameFocusedTool': [];
  'toolsmith.deleteFocusedTool': [];
  'toolsmith.duplicateTool': [ToolAddress?];
  'toolsmith.deleteTool': [ToolAddress?];
  /** Says what is wrong with what could not be read as a tool; from its row. */
  'toolsmith.showDamaged': [DamagedNode];
  'toolsmith.restoreTool': [];
  'toolsmith.emptyTrash': [];
  'toolsmith.exportTool': [ToolAddress?];
  /** Writes a tool as code that runs without Toolsmith. */
  'toolsmith.exportModule': [ToolAddress?];
  'toolsmith.exportSkill': [ToolAddress?];
  'toolsmith.importTools': [];
  'toolsmith.verifyTool': [ToolAddress?];
  /** Shows a tool from elsewhere and asks whether it may be used. */
  'toolsmith.reviewTool': [ToolAddress?];
  'toolsmith.keepForAllWorkspaces': [ToolAddress?];
  'toolsmith.keepInFolder': [];
  'toolsmith.copyCommandLine': [ToolAddress?];
  /** Offers to keep problems that no tool fits: the person is asked once. */
  'toolsmith.inbox.offer': [readonly string[], Notation];
  /** Keeps problems because the person said so. */
  'toolsmith.inbox.keep': [readonly string[], Notation];
  'toolsmith.inbox.askAgain': [];
  'toolsmith.inbox.makeTool': [InboxNode?];
  'toolsmith.inbox.typeAnswers': [InboxNode?];
  'toolsmith.inbox.askModel': [InboxNode?];
  'toolsmith.inbox.acceptAnswers': [InboxNode?];
  'toolsmith.inbox.remove': [InboxNode?];
  'toolsmith.inbox.clear': [];
  /** Reads the inbox anew, after it was deleted with everything else. */
  'toolsmith.inbox.refresh': [];
  'toolsmith.whichToAnswer': [];
  'toolsmith.setUpModels': [];
  /** Copies a prompt that is carried by hand; from its document. */
  'toolsmith.byHand.copy': [string];
  /** Takes the reply of a document as it is. */
  'toolsmith.byHand.take': [vscode.Uri];
  'toolsmith.removeKeys': [];
  'toolsmith.showLog': [];
  /** Lists first what it is. */
  'toolsmith.deleteEverything': [];
  /** Writes the answers that are under review into their document. */
  'toolsmith.review.write': [];
  'toolsmith.review.discard': [];
  /** Asks a light model, with consent, for all rows that are left. */
  'toolsmith.review.askAll': [];
  /** The same for the rows of the list that it was called on. */
  'toolsmith.review.ask': ReviewedNodes;
  'toolsmith.review.keep': ReviewedNodes;
  /** Keeps every answer of a form that no example has. */
  'toolsmith.review.formIsRight': ReviewedNodes;
  'toolsmith.review.leave': ReviewedNodes;
  'toolsmith.review.correct': ReviewedNodes;
  /** Teaches a tool what was corrected. */
  'toolsmith.review.teach': [ReviewNode?];
  'toolsmith.review.keepAll': [];
  'toolsmith.review.leaveAll': [];
  'toolsmith.review.next': [];
  'toolsmith.review.previous': [];
  'toolsmith.review.reveal': [ReviewNode];
  'toolsmith.review.fill': [];
  'toolsmith.review.replace': [];
  'toolsmith.review.below': [];
  'toolsmith.review.overwrite': [];
  'toolsmith.review.newDocument': [];
  'toolsmith.review.copy': [];
  'toolsmith.review.selectUnanswered': [];
  /** The rows of open reviews that this tool answered, when it is another version: after *Go Back*. */
  'toolsmith.review.answerAnew': [ToolAddress];
  /** Takes up the review of this key, which an earlier window left. */
  'toolsmith.review.restore': [string];
}

/** The row that a command of the review was called on, and all that were selected with it. */
type ReviewedNodes = [ReviewNode?, (readonly ReviewNode[])?];

/** Registers a command's handler. What it throws is a bug: logged, and said without a stack. */
export function registerCommand<Name extends keyof CommandArguments>(
  name: Name,
  log: vscode.LogOutputChannel,
  run: (...args: CommandArguments[Name]) => Promise<void> | void,
): vscode.Disposable {
  return vscode.commands.registerCommand(name, async (...args: CommandArguments[Name]) => {
    try {
      await run(...args);
    } catch (error) {
      log.error(name, error instanceof Error ? (error.stack ?? error.message) : String(error));
      const choice = await vscode.window.showErrorMessage(
        `Toolsmith: ${shownLine(error instanceof Error ? error.message : String(error))}`,
        'Show Log',
      );
      if (choice === 'Show Log') log.show();
    }
  });
}

/** Runs a command of this extension. */
export async function runCommand<Name extends keyof CommandArguments>(
  name: Name,
  ...args: CommandArguments[Name]
): Promise<void> {
  await vscode.commands.executeCommand(name, ...args);
}
