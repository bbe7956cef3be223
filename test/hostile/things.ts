import { link, mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { execFileSync } from 'node:child_process';
import { dirname, join, relative } from 'node:path';

/** What stands beside a hostile repository, and nothing of which may change. */
export interface Outside {
  readonly folder: string;
  /** A start-up file of a shell: a line more in it would be run. */
  readonly file: string;
  /** A folder with files in it. */
  readonly tree: string;
  /** What does not exist; whatever comes to stand there was written through a link. */
  readonly nothing: string;
}

/** Something that may lie where a file or a folder is expected. `honest` would be there otherwise. */
export type Thing = (path: string, outside: Outside, honest: string) => Promise<void>;

/** Made with a link's own words, since what it leads to may not exist. */
const linkTo =
  (target: (outside: Outside) => string): Thing =>
  (path, outside) =>
    symlink(relative(dirname(path), target(outside)), path);

/** Everything that may lie in a place, by its name. */
export const things: Readonly<Record<string, Thing>> = {
  'a link to a file': linkTo(({ file }) => file),
  'a link to a folder': linkTo(({ tree }) => tree),
  'a link to nothing': linkTo(({ nothing }) => nothing),
  'a link from the root': (path, { file }) => symlink(file, path),
  'a link to itself': (path) => symlink(path, path),
  'a link to the folder above': (path) => symlink('..', path),
  'a link to zeros without end': (path) => symlink('/dev/zero', path),
  'a link to a terminal': (path) => symlink('/dev/tty', path),
  'a hard link': (path, { file }) => link(file, path),
  'a pipe': (path) => Promise.resolve(void execFileSync('mkfifo', [path])),
  'a socket': async (path) => {
    // Its name is left behind when the server was ended by force; the path of one is short.
    const short = join(dirname(path), 's');
    const server = createServer();
    await new Promise<void>((done, fail) => server.once('error', fail).listen(short, done));
    await link(short, path).finally(() => new Promise((done) => server.close(done)));
  },
  'a folder': (path) => mkdir(path).then(() => writeFile(join(path, 'in-it'), 'x')),
  'a hundred megabytes of nothing': async (path) => {
    const file = await open(path, 'w');
    await file.truncate(100_000_000);
    await file.close();
  },
  'bytes that are no text': (path) =>
    writeFile(path, Buffer.from([0xff, 0xfe, 0, 1, 0xc3, 0x28, 10, 0xed, 0xa0, 0x80])),
  'a text with lines of Windows': (path, _, honest) => writeFile(path, honest.replaceAll('\n', '\r\n')),
  'a text that nests': (path) => writeFile(path, '['.repeat(500_000)),
  'one line without end': (path, _, honest) => writeFile(path, honest.trimEnd() + ' \t'.repeat(500_000)),
};

/** Stands in for no thing at all. */
export const honestly: Thing = (path, _, honest) => writeFile(path, honest);

/** Makes what stands beside a repository. */
export async function makeOutside(folder: string): Promise<Outside> {
  const tree = join(folder, 'tree');
  await mkdir(join(tree, 'deep'), { recursive: true });
  const file = join(folder, '.bashrc');
  await writeFile(file, 'double 7 =>\n');
  for (const name of ['tool.json', 'v1.js', 'mine.1a2b3c4d.writing', '.mine-1a2b3c4d.writing', 'deep/rows.txt'])
    await writeFile(join(tree, name), await readFile(file));
  return { folder, file, tree, nothing: join(folder, 'made-through-a-link') };
}
