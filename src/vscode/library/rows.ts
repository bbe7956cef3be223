import type { Library, LibraryListing, LibraryTool, Place, ToolAddress } from '../../engine/library/library';
import type { StoreNames } from '../../engine/library/tool-store';
import type { DamagedNode } from '../view-rows';
import { pagesOf, type NamePage } from './pages';

/** A row of the library view: a place, a page of a long one, a tool, or what could not be read as one. */
export type LibraryNode =
  | { readonly kind: 'place'; readonly place: Place }
  | (NamePage & { readonly kind: 'page'; readonly place: Place })
  | (ToolAddress & { readonly kind: 'tool'; readonly listed: LibraryTool })
  | DamagedNode;

/** The library at one time: the names in it, and the rows of what was opened. */
interface View {
  readonly names: ReturnType<Library['names']>;
  /** Where the pages of a place begin. */
  readonly starts: Map<Place, readonly string[]>;
  readonly opened: Map<
    string,
    { readonly node: LibraryNode | undefined; readonly rows: Promise<readonly LibraryNode[]> }
  >;
}

/**
 * The rows of the library view, without the editor. What is read follows what is opened: a library of thousands of
 * tools shows its pages by their names alone, and a page reads its own tools. Whatever is said of a tool was read and
 * looked up for its row.
 */
export class LibraryRows {
  private readonly library: Pick<Library, 'names' | 'list'>;
  /** `undefined`: nobody has looked yet. */
  private view: View | undefined;
  private refreshes = 0;

  constructor(library: Pick<Library, 'names' | 'list'>) {
    this.library = library;
  }

  /** The rows below one, or the first ones: the places as groups only where several hold something. */
  childrenOf(node?: LibraryNode): Promise<readonly LibraryNode[]> {
    this.view ??= this.look(new Map());
    return this.open(this.view, node);
  }

  /** Reads anew what was opened. True when that is done and a row differs. */
  async refresh(): Promise<boolean> {
    const before = this.view;
    if (!before) return false;
    const turn = (this.refreshes += 1);
    const next = this.look(new Map(before.starts));
    const compared = [...before.opened.values()];
    const was = textOf(await Promise.all(compared.map(({ rows }) => rows)));
    const is = textOf(await Promise.all(compared.map(({ node }) => this.open(next, node))));
    // A later refresh has seen a later state.
    if (turn !== this.refreshes) return false;
    this.view = next;
    // What was opened meanwhile may have been read before the change.
    return was !== is || before.opened.size !== compared.length;
  }

  private look(starts: Map<Place, readonly string[]>): View {
    return { names: this.library.names(), starts, opened: new Map() };
  }

  private open(view: View, node: LibraryNode | undefined): Promise<readonly LibraryNode[]> {
    const key = keyOf(node);
    const opened = view.opened.get(key) ?? { node, rows: this.read(view, node) };
    view.opened.set(key, opened);
    return opened.rows;
  }

  private async read(view: View, node: LibraryNode | undefined): Promise<readonly LibraryNode[]> {
    const names = await view.names;
    if (!node) {
      const places = names.filter((there) => there.names.length + there.damaged.length > 0);
      const [first, second] = places;
      if (second) return places.map(({ place }) => ({ kind: 'place', place }));
      return first ? this.rowsIn(view, first) : [];
    }
    const there = names.find(({ place }) => place === node.place);
    if (!there) return [];
    if (node.kind === 'place') return this.rowsIn(view, there);
    const page =
      node.kind === 'page'
        ? pagesOf(there.names, view.starts.get(node.place) ?? []).find(({ from }) => from === node.from)
        : undefined;
    return page ? rowsOf(await this.library.list({ place: node.place, names: page.names })) : [];
  }

  private async rowsIn(
    view: View,
    { place, names, damaged }: StoreNames & { readonly place: Place },
  ): Promise<readonly LibraryNode[]> {
    const pages = pagesOf(names, view.starts.get(place) ?? []);
    view.starts.set(
      place,
      pages.map(({ from }) => from),
    );
    const rows =
      pages.length > 0
        ? pages.map((page): LibraryNode => ({ kind: 'page', place, ...page }))
        : rowsOf(await this.library.list({ place, names }));
    return [...rows, ...damaged.map((one): LibraryNode => ({ kind: 'damaged', place, ...one }))];
  }
}

/** Tools by their names, then what is damaged. */
function rowsOf({ tools, damaged }: LibraryListing): readonly LibraryNode[] {
  const sorted = [...tools].sort((a, b) => a.tool.name.localeCompare(b.tool.name));
  return [
    ...sorted.map((listed): LibraryNode => ({ kind: 'tool', place: listed.place, id: listed.tool.id, listed })),
    ...damaged.map((one): LibraryNode => ({ kind: 'damaged', ...one })),
  ];
}

/** Names a row, whichever state of the library it is of. */
export function rowName(row: LibraryNode): string {
  switch (row.kind) {
    case 'place':
      return row.place;
    case 'page':
      return `${row.place}:page:${row.from}`;
    case 'tool':
      return `${row.place}:tool:${row.id}`;
    case 'damaged':
      return `${row.place}:damaged:${row.folder}`;
  }
}

function keyOf(node: LibraryNode | undefined): string {
  return !node ? '' : node.kind === 'page' ? `${node.place}:${node.from}` : node.place;
}

/** Everything of these rows that is shown or done. */
function textOf(lists: readonly (readonly LibraryNode[])[]): string {
  return JSON.stringify(
    lists.map((rows) =>
      rows.map((row) =>
        row.kind === 'tool'
          ? [row.place, row.id, row.listed.fingerprint, row.listed.verification, row.listed.isApproved]
          : row,
      ),
    ),
  );
}
