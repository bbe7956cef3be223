import { isFence, linesOf } from '../../text/lines';
import { wholeOf, type Source } from '../../text/source';

/** What of a Markdown document is said about it, and is none of its text. */
export interface Asides {
  /** The last line of its front matter; 0 where it has none. */
  readonly frontMatter: number;
  /** The lines of comments that take several, from 1. */
  readonly comments: ReadonlySet<number>;
}

/** What parts front matter from the document, with what ends it: of YAML, and of TOML. */
const fences: Readonly<Record<string, readonly string[]>> = { '---': ['---', '...'], '+++': ['+++'] };

/** Finds the front matter and the comments of a document; what never closes is none. */
export function asidesOf({ text }: Pick<Source, 'text'>): Asides {
  const lines = linesOf(wholeOf(text)).map((line) => line.text.replace(/^\uFEFF/, '').trimEnd());
  const ends = fences[lines[0] ?? ''] ?? [];
  const frontMatter = lines.findIndex((line, at) => at > 0 && ends.includes(line)) + 1;
  const comments = new Set<number>();
  let open: number | undefined;
  let isShown = false;
  for (const [at, line] of lines.entries()) {
    if (at < frontMatter) continue;
    if (open === undefined && isFence(line)) isShown = !isShown;
    if (open === undefined && !isShown && /^ {0,3}<!--/.test(line) && !line.includes('-->')) open = at;
    if (open === undefined || !line.includes('-->')) continue;
    for (let inside = open; inside <= at; inside += 1) comments.add(inside + 1);
    open = undefined;
  }
  return { frontMatter, comments };
}

/** True for a line that is an aside of its document. */
export function isAside({ frontMatter, comments }: Asides, line: number): boolean {
  return line <= frontMatter || comments.has(line);
}
