import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where the command line keeps what belongs to this machine, its records of verification, and where it and the editor
 * keep the approvals of tools, the ledger and runs over files: never in a library or beside a file, which may come from
 * elsewhere.
 */
export function stateFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const given = process.platform === 'win32' ? environment['LOCALAPPDATA'] : environment['XDG_STATE_HOME'];
  // The XDG specification has relative paths ignored.
  if (given !== undefined && isAbsolute(given)) return join(given, 'toolsmith');
  return process.platform === 'win32'
    ? join(homedir(), 'AppData', 'Local', 'toolsmith')
    : join(homedir(), '.local', 'state', 'toolsmith');
}
