import * as vscode from 'vscode';
import type { Example } from '../../engine/making/split';
import type { Notation } from '../../engine/notation/notation';
import type { Parts } from '../parts';
import { registerServer } from './server-definition';

/** Makes a tool from solved problems, once the person has confirmed what is sent. */
export type MakeFromExamples = (examples: readonly Example[], notation: Notation) => Promise<void>;

/** What agents in the editor may do: static tools of the editor's, and the library's own as a server. */
export function registerAgents(parts: Parts, make: MakeFromExamples): vscode.Disposable {
  const load = async () => import('./agent-tools');
  const registered = (['find', 'apply', 'make'] as const).map((name) =>
    vscode.lm.registerTool<unknown>(`toolsmith_${name}`, {
      prepareInvocation: async ({ input }) => (await load()).prepared(parts, name, input),
      invoke: async ({ input }, token) => {
        const text = await (await load()).invoked(parts, name, input, make, token);
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
      },
    }),
  );
  return vscode.Disposable.from(registerServer(parts), ...registered);
}
