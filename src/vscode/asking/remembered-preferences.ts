import type * as vscode from 'vscode';
import * as v from 'valibot';
import type { Preference } from '../../engine/dispatching/preferences';
import type { ToolAddress } from '../../engine/library/library';
import type { Said } from '../../engine/problem/said';

const key = 'toolsmith.chosenTools';

/** The choices of so many documents are remembered; the one whose choice is oldest is forgotten first. */
export const maximumDocuments = 100;

/** A document by its address. */
type Address = Pick<vscode.Uri, 'toString'>;

const AddressSchema: v.GenericSchema<unknown, ToolAddress> = v.object({
  place: v.picklist(['workspace', 'user', 'folder']),
  id: v.string(),
});
const SaidSchema = v.object({
  notation: v.optional(v.string()),
  delimiter: v.optional(v.string()),
  header: v.optional(v.union([v.number(), v.literal('none')])),
  columns: v.optional(v.array(v.string())),
  answerColumn: v.optional(v.string()),
});
const RememberedSchema = v.array(
  v.object({
    document: v.string(),
    preferences: v.array(v.object({ tool: AddressSchema, over: v.array(AddressSchema) })),
    said: v.optional(SaidSchema),
  }),
);

type Remembered = v.InferOutput<typeof RememberedSchema>[number];

/** Which tools a person chose for a document, where several fitted; none where what is stored is not that. */
export function preferencesFor(memory: vscode.Memento, document: Address): readonly Preference[] {
  return rememberedFor(memory, document).preferences;
}

/** Remembers them, in place of those remembered before; an empty list forgets them. */
export async function rememberPreferences(
  memory: vscode.Memento,
  document: Address,
  preferences: readonly Preference[],
): Promise<void> {
  const named = preferences.flatMap(({ tool, over }) => (over === 'any' ? [] : [{ tool, over: [...over] }]));
  await remember(memory, { ...rememberedFor(memory, document), preferences: named });
}

/** How a person said that a document is read, where several ways fitted. */
export function saidFor(memory: vscode.Memento, document: Address): Said | undefined {
  return rememberedFor(memory, document).said;
}

/** Remembers it, in place of what was said before. */
export async function rememberSaid(
  memory: vscode.Memento,
  document: Address,
  { notation, delimiter, header, columns, answerColumn }: Said,
): Promise<void> {
  const said = { notation, delimiter, header, columns: columns && [...columns], answerColumn };
  await remember(memory, { ...rememberedFor(memory, document), said });
}

/** Forgets all that was chosen for a document; `false` where that is nothing. */
export async function forgetChoices(memory: vscode.Memento, document: Address): Promise<boolean> {
  const known = stored(memory).some((one) => one.document === document.toString());
  if (known) await remember(memory, { document: document.toString(), preferences: [] });
  return known;
}

function rememberedFor(memory: vscode.Memento, document: Address): Remembered {
  const address = document.toString();
  return stored(memory).find((one) => one.document === address) ?? { document: address, preferences: [] };
}

async function remember(memory: vscode.Memento, choices: Remembered): Promise<void> {
  const others = stored(memory).filter(({ document }) => document !== choices.document);
  const isEmpty = choices.preferences.length === 0 && choices.said === undefined;
  const all = isEmpty ? others : [...others, choices];
  await memory.update(key, all.length === 0 ? undefined : all.slice(-maximumDocuments));
}

function stored(memory: vscode.Memento): readonly Remembered[] {
  const parsed = v.safeParse(RememberedSchema, memory.get<unknown>(key));
  return parsed.success ? parsed.output : [];
}
