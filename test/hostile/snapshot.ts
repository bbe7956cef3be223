import { createHash } from 'node:crypto';
import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** What a tree holds, a line for each entry: kind, size, time of the last change, and what is in it. */
export async function snapshot(folder: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const visit = async (path: Buffer): Promise<void> => {
    const info = await lstat(path);
    const name = path.toString('latin1');
    if (info.isDirectory()) {
      lines.push(`${name}/ ${info.mode}`);
      const names = await readdir(path, { encoding: 'buffer' });
      for (const one of names) await visit(Buffer.concat([path, Buffer.from('/'), one]));
      return;
    }
    const content = info.isSymbolicLink()
      ? await readlink(path)
      : info.isFile() && info.size < 10_000_000
        ? createHash('sha256')
            .update(await readFile(path))
            .digest('hex')
        : '';
    // What a link is called by has no time of its own that anybody changes.
    lines.push(`${name} ${info.mode} ${info.size} ${info.isSymbolicLink() ? '' : info.mtimeMs} ${content}`);
  };
  await visit(Buffer.from(join(folder)));
  return lines.sort();
}

/** What differs between two snapshots, `-` before what was, `+` before what is. */
export function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  const [was, is] = [new Set(before), new Set(after)];
  return [
    ...before.filter((line) => !is.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !was.has(line)).map((line) => `+ ${line}`),
  ];
}
