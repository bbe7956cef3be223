import type * as vscode from 'vscode';
import * as v from 'valibot';
import type { ToolAddress } from '../../engine/library/library';

const key = 'toolsmith.chosenTools';

/** The choices of so many documents are remembered; the one whose choice is oldest is forgotten first. */
export const maximumDocuments = 100;

const AddressSchema: v.GenericSchema<unknown, ToolAddress> = v.object({ place: v.picklist(['workspace', 'user', 'folder']), id: v.string() });
const ChosenSchema = v.array(v.object({ document: v.string(), tools: v.array(AddressSchema) }));

/** The tools that the person chose for a document, where several fitted; none where what is stored is not that. */
export function chosenToolsFor(memory: vscode.Memento, document: Pick<vscode.Uri, 'toString'>): readonly ToolAddress[] {
  return stored(memory).find((one) => one.document === document.toString())?.tools ?? [];
}

/** Remembers them, in place of those remembered before; an empty list forgets them. */
export async function rememberChosen(memory: vscode.Memento, document: Pick<vscode.Uri, 'toString'>, tools: readonly ToolAddress[]): Promise<void> {
  const others = stored(memory).filter((one) => one.document !== document.toString());
  const all = tools.length === 0 ? others : [...others, { document: document.toString(), tools: [...tools] }];
  await memory.update(key, all.length === 0 ? undefined : all.slice(-maximumDocuments));
}

function stored(memory: vscode.Memento): v.InferOutput<typeof ChosenSchema> {
  const parsed = v.safeParse(ChosenSchema, memory.get<unknown>(key));
  return parsed.success ? parsed.output : [];
}
