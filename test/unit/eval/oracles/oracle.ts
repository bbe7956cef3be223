/**
 * A strict reading of one task's class, written apart from its targets, to check them: the right answer of an
 * ordinary row, `undefined` for anything that is none. It never comes near a model.
 */
export type Oracle = (input: string) => string | undefined;

/**
 * Gives the groups of a match of the whole text to `answer`, an absent one as an empty text; `undefined` where there
 * is no match.
 */
export function matching(pattern: RegExp, answer: (...groups: readonly string[]) => string | undefined): Oracle {
  const whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags);
  return (input) => {
    const found = whole.exec(input);
    return found ? answer(...found.slice(1).map((group: string | undefined) => group ?? '')) : undefined;
  };
}
