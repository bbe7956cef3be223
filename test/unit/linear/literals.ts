import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** A regular expression as it stands in the sources. */
export interface Literal {
  /** The file and line. */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** The regular expressions of folders of sources. */
export interface Found {
  readonly literals: readonly Literal[];
  /** Where one is put together from strings, which no check sees. */
  readonly computed: readonly string[];
}

/** Every regular expression in the TypeScript and JavaScript of these folders. */
export async function regularExpressionsIn(folders: readonly string[]): Promise<Found> {
  const literals: Literal[] = [];
  const computed: string[] = [];
  for (const path of (await Promise.all(folders.map(scriptsIn))).flat()) {
    const file = ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const look = (node: ts.Node): void => {
      const place = `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        literals.push({ place, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      } else if (
        (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
        ts.isIdentifier(node.expression) &&
        node.expression.text === 'RegExp'
      )
        computed.push(place);
      ts.forEachChild(node, look);
    };
    look(file);
  }
  return { literals, computed };
}

async function scriptsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|tsx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
