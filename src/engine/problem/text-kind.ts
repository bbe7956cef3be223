/** What a file's name, or an editor's language, says of what is in it. */
export type TextKind = 'csv' | 'tsv' | 'jsonLines' | 'markdown' | 'log' | 'code';

const endings: Readonly<Record<TextKind, readonly string[]>> = {
  csv: ['csv', 'csv (semicolon)'],
  tsv: ['tsv', 'tab'],
  jsonLines: ['jsonl', 'ndjson', 'jsonlines'],
  markdown: ['md', 'markdown', 'mdx'],
  log: ['log'],
  // prettier-ignore
  code: [
    'js', 'mjs', 'cjs', 'jsx', 'javascript', 'javascriptreact', 'ts', 'mts', 'cts', 'tsx', 'typescript',
    'typescriptreact', 'rb', 'ruby', 'py', 'python', 'php', 'c', 'h', 'cc', 'cpp', 'hpp', 'cxx', 'cs', 'csharp', 'java',
    'kt', 'kotlin', 'go', 'rs', 'rust', 'swift', 'scala', 'pl', 'perl', 'lua', 'sh', 'bash', 'shellscript', 'zsh', 'ps1',
    'powershell', 'sql', 'css', 'scss', 'less', 'properties', 'ini', 'toml', 'yaml', 'yml', 'conf', 'cfg', 'env',
    'dockerfile', 'makefile', 'vue', 'svelte', 'dart', 'ex', 'exs', 'elixir', 'clj', 'hs', 'haskell', 'r', 'vb', 'groovy',
    'gradle', 'tf', 'html', 'xml', 'tex', 'latex',
  ],
};

/** The kind of a text of that name; `undefined` where it does not say. */
export function textKindOf(name: string): TextKind | undefined {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).toLowerCase();
  const ending = base.slice(base.lastIndexOf('.') + 1);
  return kinds.find((kind) => endings[kind].includes(ending));
}

const kinds = Object.keys(endings) as readonly TextKind[];
