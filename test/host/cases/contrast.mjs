import assert from 'node:assert/strict';
import { until } from '../until.mjs';
import { datesText } from './dates.mjs';
import { makeDates } from './main-job.mjs';

/** The least contrast of text that the guidelines for accessible pages (WCAG 2.2, AA) allow. */
const least = 4.5;

/** Themes by their ids in the settings, with what a page is told of them. */
export const themes = {
  'Default High Contrast': 'vscode-high-contrast',
  'Default High Contrast Light': 'vscode-high-contrast-light',
  'Default Dark Modern': 'vscode-dark',
  'Default Light Modern': 'vscode-light',
};

/** Every text of the page with its contrast to what is behind it; runs in the page. */
function contrastsIn(body) {
  const channels = (color) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (front, back) => front.rgb.map((value, index) => value * front.alpha + back[index] * (1 - front.alpha));
  const luminance = (rgb) =>
    rgb
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const probe = document.createElement('i');
  probe.style.color = 'var(--vscode-editor-background)';
  body.append(probe);
  const page = channels(getComputedStyle(probe).color).rgb;
  probe.remove();
  const parentOf = (element) => element.parentElement ?? element.getRootNode().host;
  const behind = (element) =>
    element ? over(channels(getComputedStyle(element).backgroundColor), behind(parentOf(element))) : page;
  const contrast = (element, pseudo) => {
    const back = behind(element);
    const [a, b] = [luminance(over(channels(getComputedStyle(element, pseudo).color), back)), luminance(back)].sort(
      (one, other) => other - one,
    );
    return (a + 0.05) / (b + 0.05);
  };
  const texts = [...body.querySelectorAll('*')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== ''),
  );
  // Signs stand beside words that say the same.
  const plain = texts.filter((element) => !element.matches('.good:not(.status), .bad, vscode-button, script, style'));
  const buttons = [...body.querySelectorAll('vscode-button')].map((button) =>
    button.shadowRoot.querySelector('button'),
  );
  const box = body.querySelector('vscode-text-area').shadowRoot.querySelector('textarea');
  const rounded = (name, value) => ({ name, contrast: Math.round(value * 10) / 10 });
  return [
    ...plain.map((element) => rounded(element.textContent.trim().slice(0, 40), contrast(element))),
    ...buttons.map((button) => rounded(`button ${button.getRootNode().host.textContent}`, contrast(button))),
    rounded('placeholder', contrast(box, '::placeholder')),
  ];
}

export const cases = {
  'every text of the panel stands out, in high contrast and in the usual themes': async (host) => {
    const window = await host.window({ files: { 'dates.txt': datesText } });
    await makeDates(host, window);
    await window.notificationButton(/Made/, 'Open Tool');
    const body = window.panel().locator('body');
    await body.locator('h1').waitFor({ timeout: 40_000 });
    await body.locator('vscode-button', { hasText: 'Verify Again' }).click();
    await body.getByText('as expected').first().waitFor({ timeout: 40_000 });
    for (const [theme, kind] of Object.entries(themes)) {
      await window.inHost(
        (vscode, name) =>
          vscode.workspace
            .getConfiguration('workbench')
            .update('colorTheme', name, vscode.ConfigurationTarget.Global)
            .then(() => true),
        theme,
      );
      await until(
        `the panel has the theme ${theme}`,
        async () => (await body.getAttribute('data-vscode-theme-kind')) === kind,
      );
      const contrasts = await body.evaluate(contrastsIn);
      assert.ok(contrasts.length > 30, `${contrasts.length} texts`);
      assert.deepEqual(
        contrasts.filter(({ contrast }) => contrast < least),
        [],
        theme,
      );
    }
  },
};
