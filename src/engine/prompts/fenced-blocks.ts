/** A fenced block of a Markdown text. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Languages of blocks that hold JSON. */
export const ofJson = /^json[c5]?$/i;
/** Languages of blocks that hold a tool's code. */
export const ofCode = /^(js|javascript|mjs|cjs|ts|typescript|es6|ecmascript)$/i;

/**
 * The fenced blocks of a Markdown text. A block ends at a fence at least as long as the one that opened it, or at the
 * beginning of another block. So a fence around all of them is no block of its own, and one may lack its end. The last
 * one may too, where it does not end in mid-line.
 */
export function fencedBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; language: string; lines: string[] } | undefined;
  const close = (): void => {
    if (open) blocks.push({ language: open.language, text: open.lines.join('\n') });
    open = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const [, fence = '', language = ''] = /^\s*(`{3,}|~{3,})\s*([\w+-]*)/.exec(line) ?? [];
    if (!open) {
      if (fence !== '') open = { fence, language, lines: [] };
    } else if (!fence.startsWith(open.fence)) {
      open.lines.push(line);
    } else if (language === '') {
      close();
    } else {
      if (isOfTool(open.language)) close();
      open = { fence, language, lines: [] };
    }
  }
  if (open && isOfTool(open.language) && /[};]\s*$/.test(open.lines.join('\n'))) close();
  return blocks;
}

function isOfTool(language: string): boolean {
  return ofJson.test(language) || ofCode.test(language);
}
