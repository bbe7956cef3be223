import * as vscode from 'vscode';
import type { Parts } from '../parts';
import { ToolTests } from './tool-tests';

/**
 * The tools of the library in the Test Explorer: each with its examples as tests. A run that is kept on runs those of
 * a tool anew whenever it is saved.
 */
export function registerTesting(parts: Parts): vscode.Disposable {
  const controller = vscode.tests.createTestController('toolsmith.tools', 'Tools');
  const tests = new ToolTests(controller, parts.library);
  const keptOn = new Set<{ readonly request: vscode.TestRunRequest; readonly token: vscode.CancellationToken }>();
  const guarded = (task: Promise<unknown>): void =>
    void task.catch((error: unknown) =>
      parts.log.error('testing', error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  const run = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
    const { runTests } = await import('./run-tests');
    await runTests(parts, controller, tests, request, token);
  };
  const profile = controller.createRunProfile(
    'Verify',
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      if (request.continuous !== true) return run(request, token);
      const kept = { request, token };
      keptOn.add(kept);
      token.onCancellationRequested(() => keptOn.delete(kept));
    },
    true,
    undefined,
    true,
  );
  /** Runs anew what was saved, where a run of it is kept on. */
  const runSaved = async (): Promise<void> => {
    const saved = await tests.changed();
    for (const { request, token } of keptOn) {
      const ids = request.include && new Set(request.include.map((item) => (item.parent ?? item).id));
      const wanted = saved.filter(({ id }) => ids?.has(id) ?? true);
      if (wanted.length > 0) await run(new vscode.TestRunRequest(wanted, request.exclude, profile, true), token);
    }
  };
  const look = async (): Promise<void> => {
    await tests.refresh();
  };
  controller.resolveHandler = look;
  controller.refreshHandler = look;
  const endWatch = parts.library.onChange(() => guarded(runSaved()));
  return vscode.Disposable.from(controller, { dispose: endWatch });
}
