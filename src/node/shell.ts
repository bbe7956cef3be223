import type { Shell } from '../engine/text/shell-words';

/** The shell that options are printed for. */
export const usualShell: Shell = process.platform === 'win32' ? 'powershell' : 'posix';
