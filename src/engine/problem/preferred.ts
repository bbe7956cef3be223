import { ranks, type Candidate } from '../notation/candidate';
import { jsonKeysIn } from '../notation/json/json-items';
import type { Notation } from '../notation/notation';
import type { Source } from '../text/source';
import { columnsFound } from '../notation/table/delimited';

/**
 * The notation with which a tool's new text is read: the tool's own, adapted to the text. `undefined` where the
 * text speaks for another one.
 *
 * A text has the notation's own marks (labels, arrows, the delimiter), or it lacks them and can be read all the
 * same: paragraphs as blocks without labels, lines as rows that lack their answers. The first is beaten only by
 * what can be nothing else (JSON); the second by any notation whose marks are there. Lines are those of a list where
 * the text is one, whether the tool's own were or not.
 */
export function preferredNotation(
  source: Source,
  preferred: Notation,
  found: readonly Candidate[],
): Notation | undefined {
  const strongest = found[0]?.rank ?? 0;
  const marked = adapted(source, preferred, found);
  if (marked)
    return strongest >= ranks.mostlyJson &&
      !found.some(({ notation, rank }) => notation.kind === preferred.kind && rank === strongest) &&
      !isJson(preferred)
      ? undefined
      : marked;
  if (strongest >= ranks.evident) return undefined;
  switch (preferred.kind) {
    case 'blocks':
      return preferred;
    case 'arrows':
    case 'lines':
      return found.some(({ notation, rank }) => notation.kind === 'lines' && notation.listed && rank > ranks.list)
        ? { ...preferred, listed: true }
        : preferred;
    case 'delimited':
      // Rows with the problem's cells alone: as many as the answer's column has before it.
      return columnsFound(source, preferred.delimiter) === preferred.answerColumn
        ? { ...preferred, header: false }
        : undefined;
    case 'jsonLines':
    case 'jsonArray':
    case 'markdownTable':
      return undefined;
  }
}

/** The preferred notation as the text has it; `undefined` where the text lacks its marks. */
function adapted(source: Source, preferred: Notation, found: readonly Candidate[]): Notation | undefined {
  const alike = found.map(({ notation }) => notation).filter((notation) => notation.kind === preferred.kind);
  const [first] = alike;
  switch (preferred.kind) {
    case 'blocks': {
      const labelled = found
        .filter(({ notation, rank }) => notation.kind === 'blocks' && rank !== ranks.paragraphs)
        .map(({ notation }) => notation);
      return (
        labelled.find(
          (notation) =>
            notation.kind === 'blocks' && notation.problemLabel.toLowerCase() === preferred.problemLabel.toLowerCase(),
        ) ?? labelled[0]
      );
    }
    case 'arrows': {
      const arrows = alike.flatMap((notation) => (notation.kind === 'arrows' ? [notation] : []));
      const best =
        arrows.find(({ arrow }) => arrow === preferred.arrow) ??
        (preferred.arrow === '\t' ? undefined : arrows.find(({ arrow }) => arrow !== '\t'));
      // Where it is in doubt whether the text is a list, it is one as the tool's own was.
      return best && preferred.listed ? { ...best, listed: true } : best;
    }
    case 'delimited': {
      const own = found.filter(
        ({ notation }) => notation.kind === 'delimited' && notation.delimiter === preferred.delimiter,
      );
      const best = own[0]?.notation;
      if (best?.kind !== 'delimited') return undefined;
      if (columnsFound(source, preferred.delimiter) <= preferred.answerColumn)
        return columnsFound(source, preferred.delimiter) === preferred.answerColumn
          ? { ...preferred, header: best.header }
          : best;
      // Where the text does not tell whether it has a header, it is like the tool's own.
      const undecided = own.some(
        ({ notation, rank }) =>
          notation.kind === 'delimited' && notation.header !== best.header && rank === own[0]?.rank,
      );
      return { ...preferred, header: undecided ? preferred.header : best.header };
    }
    case 'markdownTable':
      return (
        alike.find(
          (notation) => notation.kind === 'markdownTable' && notation.answerColumn === preferred.answerColumn,
        ) ?? first
      );
    case 'jsonLines':
    case 'jsonArray':
      return first && jsonKeysIn(source, preferred).has(preferred.problemKey) ? preferred : first;
    case 'lines':
      return undefined;
  }
}

function isJson(notation: Notation): boolean {
  return notation.kind === 'jsonLines' || notation.kind === 'jsonArray';
}
