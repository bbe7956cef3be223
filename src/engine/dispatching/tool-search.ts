/** What a search asks of an index. Tools are named by their places. */
export interface SearchedTools {
  readonly count: number;
  /** How many tools have a term, by its code. */
  frequency(term: number): number;
  /** Those tools. */
  having(term: number): readonly number[];
  /** How many terms the tool at a place has. */
  termsOf(place: number): number;
  /** How many terms all of them have together. */
  readonly allTerms: number;
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
 * The places of the tools that share the rarest of these terms, the most alike first: ranked by BM25+ and by how many
 * of the terms are shared. Terms are whole and come once in a tool. A library for text search was tried. It keeps terms
 * in a tree to find parts and likenesses of them. That took more than half of the time in which an index of 10,000
 * tools opens.
 */
export function searchTools(tools: SearchedTools, terms: Iterable<number>): readonly number[] {
  const rarest = [...new Set(terms)]
    .map((term) => ({ term, frequency: tools.frequency(term) }))
    .filter(({ frequency }) => frequency > 0)
    .sort((one, other) => one.frequency - other.frequency);
  const found = new Map<number, { score: number; terms: number }>();
  for (const { term, frequency } of rarest.slice(0, termsAsked)) {
    const rarity = Math.log(1 + (tools.count - frequency + 0.5) / (frequency + 0.5));
    for (const place of tools.having(term)) {
      const length = (tools.termsOf(place) * tools.count) / tools.allTerms;
      const score =
        rarity *
        (bm25.least + (bm25.saturation + 1) / (1 + bm25.saturation * (1 - bm25.length + bm25.length * length)));
      const before = found.get(place);
      if (before) {
        before.score += score;
        before.terms += 1;
      } else found.set(place, { score, terms: 1 });
    }
  }
  const ranked = [...found].sort(([, one], [, other]) => other.score * other.terms - one.score * one.terms);
  return ranked.map(([place]) => place);
}
