import { showInvisible } from '../../engine/text/show-invisible';

/**
 * A command to GitHub Actions, which reads it off the output of a step. Texts of a stranger's stay within it: nothing
 * in them ends it or begins another one.
 */
export function githubCommand(name: 'error', properties: Readonly<Record<string, string>>, message: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
  return `::${name} ${written.join(',')}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return showInvisible(text).replaceAll('%', '%25');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
