/**
 * English words that say what is asked, and are rarely data: articles, pronouns, auxiliaries, question words,
 * prepositions, conjunctions, negations and quantifiers; `may` and `will` are left out, as a month and a name. Texts
 * in other languages are told by their other words.
 */
const functionWords: ReadonlySet<string> = new Set(
  `a an the this that these those each every any all both either neither none some many much more most less least fewer fewest other another such same
  i me my we us our you your he him his she her it its they them their who whom whose which what when where why how
  am is are was were be been being do does did doing done has have had having can could might must shall should would
  about above after against among around as at before behind below between beyond by down during except for from in inside into near of off on onto out outside over per since than through to toward towards under until up upon with within without
  and or but nor if then else so because while unless although though whether not no never only also too very just again
  please give find tell say write show list`.split(/\s+/),
);

/** True for a word, in lower case, that carries a request rather than data. */
export function isFunctionWord(word: string): boolean {
  return functionWords.has(word);
}
