import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where this machine's own records are. The command line keeps its verifications there; it and the editor share
 * approvals, ledger and runs over files. None of it is in a library or beside a file: those may come from elsewhere.
 */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const given = process.platform === 'win32' ? environment['LOCALAPPDATA'] : environment['XDG_STATE_HOME'];
  // The XDG specification has relative paths ignored.
  if (given !== undefined && isAbsolute(given)) return join(given, 'toolsmith');
  return process.platform === 'win32'
    ? join(homedir(), 'AppData', 'Local', 'toolsmith')
    : join(homedir(), '.local', 'state', 'toolsmith');
}
