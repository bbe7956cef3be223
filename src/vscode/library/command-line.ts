/** Quotes a word for a shell: PowerShell and cmd on Windows, a POSIX shell elsewhere. */
export function quotedFor(platform: NodeJS.Platform, word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '\\"')}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command that applies a tool without the editor. `FILE` is left for the person to fill in. */
export function applyCommandLine(platform: NodeJS.Platform, parts: { readonly cli: string; readonly library: string; readonly tool: string }): string {
  const words = ['node', parts.cli, 'apply', '--library', parts.library, '--tool', parts.tool, '--input', 'FILE'];
  return words.map((word) => quotedFor(platform, word)).join(' ');
}
