import * as vscode from 'vscode';
import * as v from 'valibot';
import type { ToolAddress } from '../../engine/library/library';

const key = 'toolsmith.toolsOfDocuments';

/** So many documents are remembered; the one that was named longest ago is forgotten first. */
const mostDocuments = 100;

const RememberedSchema = v.array(
  v.object({ document: v.string(), place: v.picklist(['workspace', 'user', 'folder']), id: v.string() }),
);

/** Which tool was made from a document, or applied to it, last: the one that its rest is for. */
export interface ToolsOfDocuments {
  of(document: vscode.Uri): ToolAddress | undefined;
  remember(document: vscode.Uri, tool: ToolAddress): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
  dispose(): void;
}

/** The tools of this workspace's documents. */
export function toolsOfDocuments(memory: vscode.Memento): ToolsOfDocuments {
  const changes = new vscode.EventEmitter<void>();
  const all = (): v.InferOutput<typeof RememberedSchema> => {
    const stored = v.safeParse(RememberedSchema, memory.get<unknown>(key));
    return stored.success ? stored.output : [];
  };
  return {
    of: (document) => {
      const found = all().find((one) => one.document === document.toString());
      return found && { place: found.place, id: found.id };
    },
    remember: async (document, { place, id }) => {
      const address = document.toString();
      const others = all().filter((one) => one.document !== address);
      await memory.update(key, [{ document: address, place, id }, ...others].slice(0, mostDocuments));
      changes.fire();
    },
    onDidChange: changes.event,
    dispose: () => changes.dispose(),
  };
}
