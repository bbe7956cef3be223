import type * as vscode from 'vscode';
import type { Library, LibraryTool, ToolAddress } from '../../engine/library/library';
import { shownLine } from '../words/shown';
import { shortVerification } from '../words/verification';

/** The longest name of a test, in characters: a problem may be a whole page. */
const longestLabel = 120;

/** What a test item stands for: a tool, or one of its examples by its index. */
export interface ToolTest extends ToolAddress {
  readonly example: number | null;
}

/** The tools of the library as test items, with their examples below them. Nothing is read before somebody looks. */
export class ToolTests {
  private readonly controller: vscode.TestController;
  private readonly library: Pick<Library, 'list'>;
  private readonly tests = new WeakMap<vscode.TestItem, ToolTest>();
  /** By their ids; the same item stays for a tool that stays as it is. */
  private known = new Map<string, { readonly item: vscode.TestItem; readonly fingerprint: string }>();
  private seen = false;
  private refreshes = 0;

  constructor(controller: vscode.TestController, library: Pick<Library, 'list'>) {
    this.controller = controller;
    this.library = library;
  }

  /** Lists the tools as they are now. The items of those that are new or were changed since they were listed. */
  async refresh(): Promise<readonly vscode.TestItem[]> {
    this.seen = true;
    const turn = (this.refreshes += 1);
    const { tools } = await this.library.list();
    // A later refresh has seen a later state.
    if (turn !== this.refreshes) return [];
    const before = this.known;
    this.known = new Map(
      tools.map((listed) => {
        const id = `${listed.place}:${listed.tool.id}`;
        const same = before.get(id);
        const item = same?.fingerprint === fingerprintOf(listed) ? same.item : this.itemOf(id, listed);
        item.description = shortVerification(listed);
        return [id, { item, fingerprint: fingerprintOf(listed) }];
      }),
    );
    this.controller.items.replace(this.all());
    return this.all().filter((item) => before.get(item.id)?.item !== item);
  }

  /** The same, where somebody has looked at them. */
  async changed(): Promise<readonly vscode.TestItem[]> {
    return this.seen ? this.refresh() : [];
  }

  /** What an item stands for. */
  testOf(item: vscode.TestItem): ToolTest | undefined {
    return this.tests.get(item);
  }

  /** The items of all tools. */
  all(): readonly vscode.TestItem[] {
    return [...this.known.values()].map(({ item }) => item);
  }

  private itemOf(id: string, { tool, place, isApproved }: LibraryTool): vscode.TestItem {
    const item = this.controller.createTestItem(id, shownLine(tool.name));
    this.tests.set(item, { place, id: tool.id, example: null });
    // Its texts are a stranger's: they are shown in its review, and not here.
    if (isApproved)
      item.children.replace(
        tool.examples.map(({ problem }, index) => {
          const child = this.controller.createTestItem(
            `${id}:${index}`,
            shownLine(problem.slice(0, longestLabel)) || '(empty)',
          );
          child.sortText = String(index).padStart(6, '0');
          this.tests.set(child, { place, id: tool.id, example: index });
          return child;
        }),
      );
    return item;
  }
}

/** Changes with whatever decides which tests there are: an approval, too. */
function fingerprintOf({ fingerprint, isApproved }: LibraryTool): string {
  return `${fingerprint}:${isApproved}`;
}
