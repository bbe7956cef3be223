import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** Every text that stands in the sources of these folders, with its place; what modules are called by is none. */
export async function textsIn(
  folders: readonly string[],
  except: readonly string[],
): Promise<readonly { readonly place: string; readonly text: string }[]> {
  const texts: { readonly place: string; readonly text: string }[] = [];
  for (const path of (await Promise.all(folders.map(sourcesIn))).flat()) {
    if (except.includes(path)) continue;
    const file = ts.createSourceFile(path, await readFile(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const look = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
      if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node))
        texts.push({
          place: `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
          text: node.getText(),
        });
      ts.forEachChild(node, look);
    };
    look(file);
  }
  return texts;
}

async function sourcesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
