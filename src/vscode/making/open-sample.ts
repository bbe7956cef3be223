import * as vscode from 'vscode';

/** Solved and open problems of everyday jobs, by the names of their files. */
const samples = {
  dates: { label: 'Dates', detail: '3 March 2021 ⇒ 2021-03-03', file: 'dates.txt' },
  names: { label: 'Names', detail: 'Lovelace, Ada ⇒ Ada Lovelace', file: 'names.txt' },
  titles: { label: 'Titles for Addresses', detail: 'Ten Ways to Brew Tea ⇒ ten-ways-to-brew-tea', file: 'titles.txt' },
  prices: { label: 'Prices in a Table', detail: '1.299,00 € ⇒ 1299.00', file: 'prices.csv' },
  phones: { label: 'Telephone Numbers', detail: '(030) 901 820 ⇒ +4930901820', file: 'phones.txt' },
  log: { label: 'Lines of a Log', detail: '… ERROR db: connection lost ⇒ [db] connection lost', file: 'log.txt' },
} as const;

/** A sample by its name. */
export type SampleName = keyof typeof samples;

/** Lets the person choose a sample, and opens it with its solved problems highlighted. */
export async function openSample(extensionUri: vscode.Uri): Promise<void> {
  const names = Object.keys(samples).filter((name): name is SampleName => name in samples);
  const chosen = await vscode.window.showQuickPick(
    names.map((name) => ({ label: samples[name].label, detail: samples[name].detail, name })),
    { title: 'Open Sample Problems', placeHolder: 'Which job?' },
  );
  if (!chosen) return;
  const { document, solved } = await openSampleOf(extensionUri, chosen.name);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  editor.selection = new vscode.Selection(document.positionAt(0), document.positionAt(solved.length));
}

/** Opens a sample as a document of its own; what is solved of it stands first. */
export async function openSampleOf(
  extensionUri: vscode.Uri,
  name: SampleName,
): Promise<{ readonly document: vscode.TextDocument; readonly solved: string }> {
  const path = vscode.Uri.joinPath(extensionUri, 'media', 'walkthrough', 'samples', samples[name].file);
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(path));
  const language = samples[name].file.endsWith('.csv') ? 'csv' : 'plaintext';
  const languages = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({
    content,
    language: languages.includes(language) ? language : 'plaintext',
  });
  await vscode.window.showTextDocument(document, { preview: false });
  // Of a list the first block is solved; of a table all is read, and its last column tells.
  return { document, solved: language === 'csv' ? content.trimEnd() : (content.split(/\r?\n\r?\n/, 1)[0] ?? '') };
}
