import * as vscode from 'vscode';
import type { ChatFailureKind, ChatModel } from '../../engine/model/chat-model';
import { testConnection, testQuestion } from '../../node/model/connection';
import { duration } from '../../node/model/duration';
import { abortSignalOf } from '../abort';
import { shownLine } from '../words/shown';

/** What is to become of a model after its test: kept, since it holds or all the same; edited for a failure; or left. */
export type Tested = 'keep' | 'leave' | { readonly edit: ChatFailureKind };

/** Tests the connection to a model of this name, as often as the person wants; `more` is said where it holds. */
export async function testUntilHeld(model: string, open: () => Promise<ChatModel>, more: string): Promise<Tested> {
  const name = shownLine(model);
  for (;;) {
    const { outcome, milliseconds } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Toolsmith: testing ${name} with “${testQuestion}”`,
        cancellable: true,
      },
      async (_, token) => testConnection(await open(), abortSignalOf(token)),
    );
    if (outcome.kind === 'reply') {
      void vscode.window.showInformationMessage(
        `${name} answered in ${Math.max(1, Math.round(milliseconds))} ms, asked “${testQuestion}”.${more}`,
      );
      return 'keep';
    }
    const choice = await vscode.window.showErrorMessage(
      `The test of the connection failed after ${duration(milliseconds)}, asked “${testQuestion}”: ${shownLine(outcome.message)}`,
      'Edit',
      'Try Again',
      'Keep These Settings',
    );
    if (choice === 'Edit') return { edit: outcome.kind };
    if (choice !== 'Try Again') return choice === 'Keep These Settings' ? 'keep' : 'leave';
  }
}
