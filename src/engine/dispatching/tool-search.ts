/** Finds tools by their terms. */
export interface ToolSearch {
  add(key: string, terms: readonly string[]): void;
  remove(key: string): void;
  /** The keys of what shares the rarest of these terms, the most alike first. */
  find(terms: ReadonlySet<string>, most: number): readonly string[];
}

/** A tool as it is found. */
interface Indexed {
  readonly key: string;
  readonly terms: readonly string[];
}

/**
 * A problem is searched for by this many of its terms, the rarest. With all of them a search among 10,000 tools takes
 * fifteen times as long as among 1,000, and common terms tell nothing apart.
 */
const termsAsked = 8;

/**
 * The usual constants of BM25+: how soon a further term counts less, how much long lists of terms do, what any match
 * is worth.
 */
const bm25 = { saturation: 1.2, length: 0.7, least: 0.5 } as const;

/**
 * A search over nothing yet. Terms are whole and come once in a tool: so there is a list of tools for each term, ranked
 * by BM25+ and by how many of the terms are shared. A library for text search was tried. It keeps terms in a tree to
 * find parts and likenesses of them. That took more than half of the time in which an index of 10,000 tools opens.
 */
export function createToolSearch(): ToolSearch {
  const known = new Map<string, Indexed>();
  const byTerm = new Map<string, Indexed[]>();
  let allTerms = 0;
  const remove = (key: string): void => {
    const indexed = known.get(key);
    if (!indexed || !known.delete(key)) return;
    allTerms -= indexed.terms.length;
    for (const term of indexed.terms) {
      const rest = byTerm.get(term)?.filter((other) => other !== indexed) ?? [];
      if (rest.length > 0) byTerm.set(term, rest);
      else byTerm.delete(term);
    }
  };
  return {
    add: (key, terms) => {
      remove(key);
      const indexed = { key, terms: [...new Set(terms)] };
      known.set(key, indexed);
      allTerms += indexed.terms.length;
      for (const term of indexed.terms) {
        const having = byTerm.get(term);
        if (having) having.push(indexed);
        else byTerm.set(term, [indexed]);
      }
    },
    remove,
    find: (terms, most) => {
      const rarest = [...terms].flatMap((term) => {
        const having = byTerm.get(term);
        return having ? [having] : [];
      });
      rarest.sort((one, other) => one.length - other.length);
      const found = new Map<Indexed, { score: number; terms: number }>();
      for (const having of rarest.slice(0, termsAsked)) {
        const rarity = Math.log(1 + (known.size - having.length + 0.5) / (having.length + 0.5));
        for (const indexed of having) {
          const score =
            rarity *
            (bm25.least +
              (bm25.saturation + 1) /
                (1 +
                  bm25.saturation * (1 - bm25.length + (bm25.length * indexed.terms.length * known.size) / allTerms)));
          const before = found.get(indexed);
          if (before) {
            before.score += score;
            before.terms += 1;
          } else found.set(indexed, { score, terms: 1 });
        }
      }
      const ranked = [...found].sort(([, one], [, other]) => other.score * other.terms - one.score * one.terms);
      return ranked.slice(0, most).map(([{ key }]) => key);
    },
  };
}
