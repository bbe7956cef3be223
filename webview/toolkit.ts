import { provideVSCodeDesignSystem, vsCodeButton, vsCodeTextArea } from '@vscode/webview-ui-toolkit';

/**
 * The one place that knows the component toolkit, which is archived: another one is put here and nowhere else.
 * Registered by name, since an import for its side effects alone is dropped by bundlers.
 */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextArea());
}

/** A button; `secondary` for all but the main one. */
export function button(label: string, appearance: 'primary' | 'secondary', onClick: () => void): HTMLElement {
  const element = document.createElement('vscode-button');
  element.setAttribute('appearance', appearance);
  element.textContent = label;
  element.addEventListener('click', onClick);
  return element;
}

/** A box for a text of several lines, with `value` to read, of at most `longest` characters. */
export function textArea(label: string, placeholder: string, longest: number): HTMLElement & { value: string } {
  const element = document.createElement('vscode-text-area') as HTMLElement & { value: string };
  element.textContent = label;
  element.setAttribute('placeholder', placeholder);
  element.setAttribute('maxlength', String(longest));
  element.setAttribute('rows', '4');
  element.setAttribute('resize', 'vertical');
  return element;
}
