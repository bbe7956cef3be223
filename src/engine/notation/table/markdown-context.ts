import MarkdownIt from 'markdown-it';
import { lineCounter } from '../../text/lines';
import type { Source } from '../../text/source';

/** Lines that may begin a block whose text is none of the document's own. */
const mayBegin = /^[ \t]*(?:```|~~~|>|<)|^(?: {4}|\t)/m;

/** The blocks in which a table is quoted or shown, and no table of the document. */
const foreignBlocks = new Set(['fence', 'code_block', 'html_block', 'blockquote_open']);

/**
 * The lines of a document, from 1, that stand in fences, code, comments or quotations; none where everything that is
 * highlighted does: then it is meant.
 */
export function foreignLines({ text, spans }: Source): ReadonlySet<number> {
  if (!mayBegin.test(text)) return new Set();
  const parser = new MarkdownIt('commonmark').enable('table');
  const tokens: ReturnType<typeof parser.parse> = [];
  parser.block.parse(text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, ''), parser, {}, tokens);
  const foreign = new Set<number>();
  for (const { type, map } of tokens) {
    if (!map || !foreignBlocks.has(type)) continue;
    for (let line = map[0]; line < map[1]; line += 1) foreign.add(line + 1);
  }
  const lineOf = lineCounter(text);
  const isMeant = spans.every(({ start, end }) => {
    const [first, last] = [lineOf(start), lineOf(Math.max(start, end - 1))];
    for (let line = first; line <= last; line += 1) if (!foreign.has(line)) return false;
    return true;
  });
  return isMeant ? new Set() : foreign;
}
