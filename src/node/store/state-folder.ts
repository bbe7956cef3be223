import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/**
 * Where this machine's own records are. The command line keeps its verifications there; it and the editor share
 * approvals, ledger and runs over files. None of it is in a library or beside a file: those may come from elsewhere.
 */
export function stateFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const onWindows = platform === 'win32';
  const paths = onWindows ? win32 : posix;
  const given = environment[onWindows ? 'LOCALAPPDATA' : 'XDG_STATE_HOME'];
  // The XDG specification has relative paths ignored.
  if (given !== undefined && paths.isAbsolute(given)) return paths.join(given, 'toolsmith');
  const usual = onWindows ? ['AppData', 'Local'] : ['.local', 'state'];
  return paths.join(home, ...usual, 'toolsmith');
}
