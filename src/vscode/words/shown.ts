import { basename } from 'node:path';
import { showInvisible, showInvisibleInLines } from '../../engine/text/show-invisible';

/**
 * A line that a model or a stranger wrote, for a message, a quick pick, a tree or a title. The editor makes a link of
 * `[text](command:…)` in every notification, and an icon of `$(pass)` in every quick pick: a tool's name could run
 * commands or look verified. A space takes that power away and leaves what was written readable.
 */
export function shownLine(text: string): string {
  return showInvisible(text).replaceAll('](', '] (').replaceAll('$(', '$ (');
}

/** The name of a file, which may be a stranger's as well. */
export function shownFile(path: string): string {
  return shownLine(basename(path));
}

/**
 * A text of several lines with everything invisible shown but for line ends and tabs; at most `longest` characters of
 * it.
 */
export function shownText(text: string, longest = Infinity): string {
  const cut =
    text.length > longest
      ? `${text.slice(0, longest)}\n… ${(text.length - longest).toLocaleString('en-US')} characters more`
      : text;
  return showInvisibleInLines(cut);
}

/** A clause as a sentence's end: with one full stop, whether it came with one or not. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A text for a row or a question: one line, cut where it is long. */
export function shortLine(text: string, longest = 80): string {
  const line = text.replace(/\s+/g, ' ');
  return shownLine(line.length > longest ? `${line.slice(0, longest)}…` : line);
}
