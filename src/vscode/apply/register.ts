import * as vscode from 'vscode';
import { runCommand } from '../commands';
import { lazyCommands } from '../lazy-commands';
import type { Parts } from '../parts';
import { answersFiles } from './answers-files';
import { answersScheme } from './review-tabs';

/**
 * The commands that apply tools and those of a review; what they do is loaded when the first of them is called. The
 * documents with answers are there at once: a tab of an earlier window may ask for its own.
 */
export function registerApply(parts: Parts): vscode.Disposable {
  const files = answersFiles((key) => runCommand('toolsmith.review.restore', key));
  const commands = lazyCommands(
    [
      'toolsmith.applyTool',
      'toolsmith.applyThisTool',
      'toolsmith.applyLastTool',
      'toolsmith.applyBestTool',
      'toolsmith.forgetChosenTools',
      'toolsmith.applyToRest',
      'toolsmith.applyToRestOfDocument',
      'toolsmith.selectUnanswered',
      'toolsmith.review.write',
      'toolsmith.review.discard',
      'toolsmith.review.askAll',
      'toolsmith.review.ask',
      'toolsmith.review.keep',
      'toolsmith.review.formIsRight',
      'toolsmith.review.leave',
      'toolsmith.review.correct',
      'toolsmith.review.teach',
      'toolsmith.review.keepAll',
      'toolsmith.review.leaveAll',
      'toolsmith.review.next',
      'toolsmith.review.previous',
      'toolsmith.review.reveal',
      'toolsmith.review.fill',
      'toolsmith.review.replace',
      'toolsmith.review.below',
      'toolsmith.review.overwrite',
      'toolsmith.review.newDocument',
      'toolsmith.review.copy',
      'toolsmith.review.selectUnanswered',
      'toolsmith.review.answerAnew',
      'toolsmith.review.restore',
    ],
    parts.log,
    async () => {
      const { registerApplying } = await import('./apply');
      return () => registerApplying(parts, files);
    },
  );
  return vscode.Disposable.from(
    files,
    commands,
    vscode.workspace.registerFileSystemProvider(answersScheme, files, { isCaseSensitive: true, isReadonly: true }),
  );
}
