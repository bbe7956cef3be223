/** The shells that quote in different ways. */
export type Shell = 'posix' | 'powershell' | 'cmd';

/** The shell that a command line will be pasted into, after the path of the terminal's default shell. */
export function shellOf(platform: NodeJS.Platform, shellPath: string): Shell {
  const name = (shellPath.split(/[\\/]/).at(-1) ?? '').toLowerCase();
  if (/^(?:pwsh|powershell)(?:-preview)?(?:\.exe)?$/.test(name)) return 'powershell';
  if (platform !== 'win32' || /^(?:ba|z|fi|da|k)?sh(?:\.exe)?$/.test(name)) return 'posix';
  return name === 'cmd.exe' ? 'cmd' : 'powershell';
}

/**
 * Quotes a word so that the shell passes it on as it stands: in single quotes nothing is special to a POSIX shell or
 * to PowerShell. cmd knows double quotes alone, and a `%` cannot be made plain in them; the file system keeps `"` out.
 */
export function quotedFor(shell: Shell, word: string): string {
  if (/^[\w+:./-]+$/.test(word)) return word;
  switch (shell) {
    case 'posix':
      return `'${word.replaceAll("'", "'\\''")}'`;
    case 'powershell':
      // PowerShell takes the typographic quotes for the plain one.
      return `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`;
    case 'cmd':
      return `"${word}"`;
  }
}

/** The command that applies a tool without the editor. `FILE` is left for the person to fill in. */
export function applyCommandLine(
  shell: Shell,
  parts: { readonly cli: string; readonly library: string; readonly tool: string },
): string {
  const words = ['node', parts.cli, 'apply', '--library', parts.library, '--tool', parts.tool, '--input', 'FILE'];
  return words.map((word) => quotedFor(shell, word)).join(' ');
}
