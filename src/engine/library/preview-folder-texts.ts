import type { Tool } from '../tool/tool';

/** One text of a person's that would be stored in the workspace's folder, and whose tool takes it there. */
export interface FolderText {
  readonly tool: string;
  /** What it is, in a few words for a heading. */
  readonly what: 'example' | 'hint' | 'demonstration';
  readonly text: string;
}

/** A tool with what it was before its later versions took its place. */
export interface ToolWithPast {
  readonly tool: Tool;
  readonly earlier: readonly Tool[];
}

/**
 * What a person wrote or highlighted that would go to the workspace's folder with these tools and their earlier
 * versions: examples, hints, and demonstrations that are no example. From there it may come under version control. Each
 * text is listed once. Transcripts of a making repeat the same texts.
 */
export function previewFolderTexts(tools: readonly ToolWithPast[]): readonly FolderText[] {
  return tools.flatMap(({ tool, earlier }) => {
    const texts = textsOf([tool, ...earlier.map((state): Tool => ({ ...state, name: tool.name }))]);
    return [...new Map(texts.map((one) => [JSON.stringify([one.what, one.text]), one])).values()];
  });
}

function textsOf(tools: readonly Tool[]): readonly FolderText[] {
  return tools.flatMap(({ name, examples, hint, demonstrations }): FolderText[] => {
    const known = new Set(examples.map((example) => example.problem));
    return [
      ...examples.map((example): FolderText => ({
        tool: name,
        what: 'example',
        text: `${example.problem}\n=> ${example.answer}`,
      })),
      ...(hint === null ? [] : [{ tool: name, what: 'hint', text: hint } as const]),
      ...demonstrations
        .filter((shown) => !known.has(shown.problem))
        .map((shown): FolderText => ({ tool: name, what: 'demonstration', text: shown.problem })),
    ];
  });
}
