import { quotedFor, type Shell } from '../../engine/text/shell-words';

/** The shell that a command line will be pasted into, after the path of the terminal's default shell. */
export function shellOf(platform: NodeJS.Platform, shellPath: string): Shell {
  const name = (shellPath.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
  if (/^(?:pwsh|powershell)(?:-preview)?$/.test(name)) return 'powershell';
  if (name === 'fish') return 'fish';
  if (platform !== 'win32' || /^(?:ba|z|da|k)?sh$/.test(name)) return 'posix';
  return name === 'cmd' ? 'cmd' : 'powershell';
}

/** The command that applies a tool without the editor. `FILE` is left for the person to fill in. */
export function applyCommandLine(
  shell: Shell,
  parts: { readonly cli: string; readonly library: string; readonly tool: string },
): string {
  // What begins with a dash would be taken for an option.
  const option = (name: string, value: string): readonly string[] =>
    value.startsWith('-') ? [`${name}=${value}`] : [name, value];
  const words = [
    'node',
    parts.cli,
    'apply',
    ...option('--library', parts.library),
    ...option('--tool', parts.tool),
    '--input',
    'FILE',
  ];
  return words.map((word) => quotedFor(shell, word)).join(' ');
}
