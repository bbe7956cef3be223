/** A window of VS Code as tests see it: all moves, over nothing but a Playwright page, in a browser or in Electron. */
import { join } from 'node:path';
import { until } from './until.mjs';
import { editorMoves } from './moves/editor.mjs';
import { menuMoves } from './moves/menu.mjs';
import { notificationMoves } from './moves/notifications.mjs';
import { quickInputMoves } from './moves/quick-input.mjs';
import { viewMoves } from './moves/views.mjs';

/** Where the pictures for people to look at go. */
const pictures = join('.build', 'pictures');

/** Dark last: the windows begin with it. */
const themes = [
  ['light', 'Default Light Modern', '.vs'],
  ['dark', 'Default Dark Modern', '.vs-dark'],
];

/**
 * @param {import('playwright-core').Page} page
 * @param {{ inHost: ReturnType<typeof import('./reader.mjs').hostReader>, close: () => Promise<void> }} parts
 */
export function windowOf(page, { inHost, close }) {
  const menus = menuMoves(page);
  const quickInput = quickInputMoves(page, inHost);
  /** A picture of the window, with whatever fades in or out at its end. */
  const screenshot = (path) => page.screenshot({ path, animations: 'disabled' });
  return {
    page,
    /**
     * Runs a function in the extension host: `inHost((vscode, argument) => …, argument)`; it sees nothing else, and
     * JSON goes in and out.
     */
    inHost,
    ...quickInput,
    ...editorMoves(page, inHost, menus),
    ...notificationMoves(page, inHost),
    ...viewMoves(page, menus),
    /** Whether the workspace is trusted. */
    isTrusted: () => inHost((vscode) => vscode.workspace.isTrusted),
    /** Trusts the workspace, in the editor's own page for it. */
    trust: async () => {
      await quickInput.command('Workspaces: Manage Workspace Trust');
      await page
        .locator('.workspace-trust-editor')
        .getByRole('button', { name: /^Trust/ })
        .first()
        .click();
      await until('the workspace is trusted', () => inHost((vscode) => vscode.workspace.isTrusted));
      await quickInput.command('View: Close Editor');
    },
    /** Loads the window anew, as a restart of the editor does, and waits until its extensions are there again. */
    reload: async () => {
      const host = await inHost(() => process.pid);
      // In a browser the editor keeps its tabs every five seconds, as nothing can be kept while a page goes.
      await page.waitForTimeout(7_000);
      await page.reload();
      await ready(page);
      await until('a new extension host answers', async () => (await inHost(() => process.pid)) !== host, {
        timeout: 60_000,
      });
    },
    screenshot,
    /**
     * Two pictures for people to look at, in a light and a dark theme: `.build/pictures/NAME-light.png`,
     * `NAME-dark.png`.
     */
    picture: async (name) => {
      for (const [theme, id, mark] of themes) {
        await inHost(
          (vscode, to) =>
            vscode.workspace
              .getConfiguration('workbench')
              .update('colorTheme', to, vscode.ConfigurationTarget.Global)
              .then(() => true),
          id,
        );
        await page.locator(`.monaco-workbench${mark}`).waitFor({ timeout: 40_000 });
        await screenshot(join(pictures, `${name}-${theme}.png`));
      }
    },
    close,
  };
}

/** Waits until the workbench is drawn. */
export async function ready(page) {
  await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  await page.locator('.activitybar .action-item').first().waitFor({ timeout: 60_000 });
}
