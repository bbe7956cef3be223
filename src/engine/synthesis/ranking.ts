/** What every piece of an answer costs, and what the characters of a constant do. */
const perPiece = 0.3;
const perSign = 0.25;
const perLetter = 0.55;
const perDigit = 0.9;
const wordsAtAll = 1.6;

/**
 * What a constant costs. Signs are cheap. Words cost more, and more still where they stand in every problem: then they
 * are rather taken from there.
 */
export function constantCost(constant: string, problems: readonly string[]): number {
  const letters = constant.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  const digits = constant.match(/\d/g)?.length ?? 0;
  const signs = constant.length - letters - digits;
  const spoken = letters + digits > 0;
  const known = spoken && problems.every((problem) => problem.includes(constant.trim()));
  return (
    perPiece +
    perSign * Math.min(signs, 4) +
    perLetter * Math.min(letters, 8) +
    perDigit * Math.min(digits, 6) +
    (spoken ? wordsAtAll : 0) +
    (known ? 2 : 0)
  );
}
