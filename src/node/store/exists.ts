import { lstat } from 'node:fs/promises';

/** Whether anything stands under a path, a link that leads nowhere too. */
export function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
