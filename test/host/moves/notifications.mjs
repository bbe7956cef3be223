/** Moves with notifications and dialogs. */
import { until } from '../until.mjs';
import { exactly, patient } from './choose.mjs';

/**
 * Reads toasts, and the notification centre where they are gone: they leave after some seconds, and windows of the
 * smoke-test driver show none at all.
 *
 * @param {import('playwright-core').Page} page
 * @param {ReturnType<typeof import('../reader.mjs').hostReader>} inHost
 */
export function notificationMoves(page, inHost) {
  const items = page.locator(
    '.notification-toast .notification-list-item:visible, .notifications-center.visible .notification-list-item:visible',
  );
  const centre = page.locator('.notifications-center.visible');
  const execute = (command) => inHost((vscode, id) => vscode.commands.executeCommand(id).then(() => true), command);
  const openCentre = async () => {
    if (await centre.isVisible()) return;
    await execute('notifications.showList');
    await centre.waitFor(patient);
  };
  const closeCentre = async () => {
    if (!(await centre.isVisible())) return;
    await execute('notifications.hideList');
    await centre.waitFor({ state: 'hidden', ...patient });
  };
  const read = () =>
    items.evaluateAll((elements) =>
      elements.map((item) => ({
        text: item.querySelector('.notification-list-item-message')?.textContent?.trim() ?? '',
        severity:
          /codicon-(info|warning|error)/.exec(
            item.querySelector('.notification-list-item-icon')?.className ?? '',
          )?.[1] ?? 'info',
        source: item.querySelector('.notification-list-item-source')?.textContent?.trim() ?? '',
        buttons: [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map((button) =>
          button.textContent.trim(),
        ),
        progress:
          item.querySelector('.monaco-progress-container:not(.done)') !== null &&
          item.querySelector('.monaco-progress-container')?.offsetParent !== null,
      })),
    );
  const matching = (pattern) =>
    items.filter({ has: page.locator('.notification-list-item-message', { hasText: pattern }) }).first();
  /** The item whose text matches, in a toast, or in the centre, which is looked into every other second. */
  const find = (pattern, timeout = 45_000) => {
    let look = Date.now() + 700;
    return until(
      `a notification says ${pattern}`,
      async () => {
        const item = matching(pattern);
        if (await item.isVisible()) return item;
        if (Date.now() > look) {
          await openCentre();
          if (
            await item.waitFor({ timeout: 300 }).then(
              () => true,
              () => false,
            )
          )
            return item;
          await closeCentre();
          look = Date.now() + 2_000;
        }
        return undefined;
      },
      { timeout },
    ).catch(async (error) => {
      await openCentre();
      const texts = (await read()).map(({ text }) => text);
      await closeCentre();
      throw new Error(`${error.message} They say: ${texts.join(' | ') || 'nothing'}.`);
    });
  };

  const moves = {
    /** All notifications, those in the centre too: `[{ text, severity, source, buttons, progress }]`. */
    notifications: async () => {
      await openCentre();
      const all = await read();
      await closeCentre();
      return all;
    },
    /** Opens the notification centre and leaves it open, for a picture; the next look at a notification closes it. */
    showNotifications: openCentre,
    /** Waits for a notification and returns its text, with its buttons. */
    notification: async (pattern, timeout) => {
      const text = await (await find(pattern, timeout)).innerText();
      await closeCentre();
      return text;
    },
    /** Presses a button of a notification. */
    notificationAction: async (pattern, label) => {
      await until(
        `${label} of the notification ${pattern} is pressed`,
        async () => {
          const item = await find(pattern);
          await item.hover({ timeout: 2_000 });
          await item
            .getByRole('button', { name: exactly(label) })
            .first()
            .click({ timeout: 2_000 });
          return true;
        },
        { timeout: 60_000 },
      );
      await closeCentre();
    },
    /** Presses Cancel of a running progress. */
    cancelProgress: (pattern) => moves.notificationAction(pattern, 'Cancel'),
    /** Removes every notification. */
    clearNotifications: async () => {
      await execute('notifications.clearAll');
      await closeCentre();
    },
    /** The open modal dialog: `{ message, detail, buttons }`. */
    dialog: async () => {
      const box = page.locator('.monaco-dialog-box');
      await box.waitFor(patient);
      return box.evaluate((element) => ({
        message: element.querySelector('.dialog-message')?.textContent?.trim() ?? '',
        detail: element.querySelector('.dialog-message-detail')?.textContent?.trim() ?? '',
        buttons: [...element.querySelectorAll('.dialog-buttons .monaco-button')]
          .map((button) => button.textContent.trim())
          .filter(Boolean),
      }));
    },
    /** Presses a button of the open modal dialog. */
    dialogButton: (label) =>
      page
        .locator('.monaco-dialog-box')
        .getByRole('button', { name: exactly(label) })
        .first()
        .click(patient),
  };
  return { ...moves, notificationButton: moves.notificationAction };
}
