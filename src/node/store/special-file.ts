import type { Stats } from 'node:fs';

/**
 * What stands at a path where it is neither a file nor a folder, with its article: reading one may wait for ever, or
 * never end.
 */
export function specialFile(info: Stats): string | undefined {
  if (info.isFile() || info.isDirectory()) return undefined;
  if (info.isFIFO()) return 'a pipe';
  return info.isSocket() ? 'a socket' : 'a device';
}
