import { minimumExamples } from '../../engine/making/split';
import { examplesOnce, readEdits, type EditsResult } from '../../engine/problem/from-edits';
import type { Reading } from '../../engine/notation/notation';

/** A document as it is now. */
export interface EditedDocument {
  /** As people know it. */
  readonly name: string;
  readonly text: string;
  readonly hasUnsavedEdits: boolean;
  /** It was never saved. */
  readonly isUntitled: boolean;
}

/** Where earlier texts of a document come from. */
export interface EarlierTexts {
  /** The text on the disk; `undefined` where there is none. */
  readonly saved: () => Promise<string | undefined>;
  readonly committed: () => Promise<CommittedText>;
}

/** The text of the last commit, or why it cannot be had: a clause. */
export type CommittedText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'none'; readonly reason: string };

/** Edits from which a tool can be made, or why there are none: sentences with a remedy. */
export type EditsFound =
  | {
      readonly kind: 'found';
      readonly since: Since;
      /** The text that they were made in. */
      readonly before: string;
      /** Edited lines as examples, each once, unchanged ones as problems. */
      readonly reading: Reading;
    }
  | { readonly kind: 'nothing'; readonly message: string };

/** What the earlier text is: as it is on the disk, or as it was committed. */
export type Since = 'save' | 'commit';

/**
 * Finds what was edited: since the last save where there are unsaved edits, else since the last commit. Unsaved edits
 * that are too few give way to those since the commit, where these are more.
 */
export async function findEdits(document: EditedDocument, earlier: EarlierTexts): Promise<EditsFound> {
  const saved = document.hasUnsavedEdits ? await earlier.saved() : undefined;
  const sinceSave = saved === undefined ? undefined : editsSince('save', saved, document.text);
  if (sinceSave && exampleCount(sinceSave) >= minimumExamples) return foundIn(sinceSave, document.name);
  const committed = await earlier.committed();
  if (committed.kind === 'text') {
    const sinceCommit = editsSince('commit', committed.text, document.text);
    return foundIn(
      sinceSave && exampleCount(sinceSave) >= exampleCount(sinceCommit) ? sinceSave : sinceCommit,
      document.name,
    );
  }
  return sinceSave
    ? foundIn(sinceSave, document.name)
    : { kind: 'nothing', message: nothingEarlier(document, committed.reason) };
}

/** `your edits since the last save`. */
export function sourceText(since: Since): string {
  return `your edits since the last ${since}`;
}

interface Edits {
  readonly since: Since;
  readonly before: string;
  readonly result: EditsResult;
}

function editsSince(since: Since, before: string, after: string): Edits {
  return { since, before, result: readEdits(before, after) };
}

function exampleCount({ result }: Edits): number {
  return result.kind === 'read' ? examplesOnce(result.reading).items.filter(({ answer }) => answer !== null).length : 0;
}

function foundIn(edits: Edits, name: string): EditsFound {
  const { since, before, result } = edits;
  if (result.kind === 'unreadable')
    return {
      kind: 'nothing',
      message: `The edits of ${name} since the last ${since} could not be read: ${result.reason}`,
    };
  const count = exampleCount(edits);
  if (count >= minimumExamples) return { kind: 'found', since, before, reading: examplesOnce(result.reading) };
  const [first] = result.reading.complaints;
  const remedy = `Change at least ${minimumExamples} lines in place, in the way in which the others are to be changed, then make a tool from these edits.`;
  if (count === 0 && !first)
    return { kind: 'nothing', message: `${name} is as it was at the last ${since}. ${remedy}` };
  return {
    kind: 'nothing',
    message: `The edits of ${name} since the last ${since} give ${count === 0 ? 'no' : 'one'} example.${first ? ` Line ${first.line}: ${first.reason}` : ''} ${remedy}`,
  };
}

function nothingEarlier({ name, isUntitled }: EditedDocument, reason: string): string {
  if (isUntitled)
    return `${name} was never saved, so there is no earlier text to compare it with. Save it, change a few lines in place, then make a tool from these edits.`;
  return `${name} has no unsaved edits, and no committed text to compare it with: ${reason}. Change a few lines in place, and make the tool before you save.`;
}
