import type * as vscode from 'vscode';
import * as v from 'valibot';
import type { Preference } from '../../engine/dispatching/preferences';
import type { ToolAddress } from '../../engine/library/library';

const key = 'toolsmith.chosenTools';

/** The choices of so many documents are remembered; the one whose choice is oldest is forgotten first. */
export const maximumDocuments = 100;

const AddressSchema: v.GenericSchema<unknown, ToolAddress> = v.object({
  place: v.picklist(['workspace', 'user', 'folder']),
  id: v.string(),
});
const RememberedSchema = v.array(
  v.object({
    document: v.string(),
    preferences: v.array(v.object({ tool: AddressSchema, over: v.array(AddressSchema) })),
  }),
);

/** Which tools a person chose for a document, where several fitted; none where what is stored is not that. */
export function preferencesFor(memory: vscode.Memento, document: Pick<vscode.Uri, 'toString'>): readonly Preference[] {
  return stored(memory).find((one) => one.document === document.toString())?.preferences ?? [];
}

/** Remembers them, in place of those remembered before; an empty list forgets them. */
export async function rememberPreferences(
  memory: vscode.Memento,
  document: Pick<vscode.Uri, 'toString'>,
  preferences: readonly Preference[],
): Promise<void> {
  const others = stored(memory).filter((one) => one.document !== document.toString());
  const named = preferences.flatMap(({ tool, over }) => (over === 'any' ? [] : [{ tool, over: [...over] }]));
  const all = named.length === 0 ? others : [...others, { document: document.toString(), preferences: named }];
  await memory.update(key, all.length === 0 ? undefined : all.slice(-maximumDocuments));
}

function stored(memory: vscode.Memento): v.InferOutput<typeof RememberedSchema> {
  const parsed = v.safeParse(RememberedSchema, memory.get<unknown>(key));
  return parsed.success ? parsed.output : [];
}
