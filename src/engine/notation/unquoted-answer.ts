/** An answer as written: `null` for an empty one, `""` for one that is empty on purpose. */
export function answerFrom(written: string): string | null {
  if (written === '') return null;
  return written === emptyOnPurpose ? '' : written;
}

/** How an answer that is empty on purpose is written in notations that have no quotes of their own. */
export const emptyOnPurpose = '""';

/**
 * An answer for a notation that has no quotes of its own, `null` where it cannot be: two quotes alone would be
 * read as an empty answer.
 */
export function unquotedAnswer(answer: string): string | null {
  if (answer === emptyOnPurpose) return null;
  return answer === '' ? emptyOnPurpose : answer;
}
