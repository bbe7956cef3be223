import { showInvisible, showInvisibleInLines } from '../text/show-invisible';

/** A stranger's text as one line of Markdown that is nothing but text. */
export function markdownText(text: string): string {
  return showInvisible(text).replace(/[\\`*_{}[\]()<>#+\-.!|~&:@/]/g, '\\$&');
}

/** A stranger's text as a block of Markdown that nothing in it ends. */
export function markdownBlock(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${showInvisibleInLines(text).replaceAll('\r', '‹CR›')}\n${fence}`;
}

/** A stranger's text as a value of YAML, in one line. What has no place in YAML is left out. */
export function yamlText(text: string, longest: number): string {
  const shown = showInvisible(text).replace(/[\uFFFE\uFFFF<>]/g, ' ');
  return JSON.stringify(Array.from(shown).slice(0, longest).join(''));
}
