/** So many rows are read and shown as one list: some 0.1 s of reading, and about what a person scrolls through. */
export const longestList = 250;

/** So many rows a page holds where they are more than that, until tools come to it. */
export const pageLength = 100;

/** The names from one on, up to the next page's first. Never empty. */
export interface NamePage {
  /** Where it begins: stays while names come and go, so that an open page stays open. */
  readonly from: string;
  readonly names: readonly string[];
}

/**
 * Names, in order, in pages that begin where `before` says, as long as those fit: what came since goes between the old
 * ones. Begun anew where there were none, or where a page has grown longer than a list. Empty where one list holds all.
 */
export function pagesOf(names: readonly string[], before: readonly string[]): readonly NamePage[] {
  if (names.length <= longestList) return [];
  const kept = split(names, before);
  return before.length > 0 && kept.every((page) => page.names.length <= longestList)
    ? kept
    : split(
        names,
        names.filter((_, index) => index % pageLength === 0),
      );
}

/** What comes before the first page belongs to it. */
function split(names: readonly string[], starts: readonly string[]): readonly NamePage[] {
  const pages = starts.map((from): { from: string; names: string[] } => ({ from, names: [] }));
  let at = 0;
  for (const name of names) {
    for (let next = starts[at + 1]; next !== undefined && next <= name; next = starts[at + 1]) at += 1;
    pages[at]?.names.push(name);
  }
  return pages.filter((page) => page.names.length > 0);
}
