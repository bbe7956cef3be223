/**
 * A file or folder that could not be written: the one error that stores throw on purpose. The message is for a
 * person and says what to do; `cause` is the system's error, where there is one.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/** A system's error as one with a remedy. */
export function storeError(path: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError(
    `Could not write ${path}: ${remedyFor(systemCode(error), error)} Nothing that was stored is lost.`,
    { cause: error },
  );
}

/** The system's code of an error, such as `ENOENT`; `""` where it has none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function remedyFor(code: string, error: unknown): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Free some room and try again.';
    case 'EROFS':
      return 'the disk is read-only. Choose another place.';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied. Check the permissions of its folder, or choose another place.';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder should be. Move the file away and try again.';
    default:
      return `${error instanceof Error ? error.message : 'unknown error'}.`;
  }
}
