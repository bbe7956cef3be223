import { shape } from './shape';
import { wordingTokens } from './wording';

/** More different problems than these are not compared: the first ones by their text stand for all. */
const compared = 5_000;

/** So many characters of a problem are compared. */
const longestCompared = 2_000;

/** A problem as it is compared with others. */
interface Features {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly characters: ReadonlySet<string>;
}

/**
 * The few problems whose answers show a maker most: at most `most`, each once. One of each shape first, the shapes of
 * most problems foremost; then always the one that is farthest from those chosen, by its words and characters. The
 * order in which the problems come does not matter: ties go by the text.
 */
export function whichToAnswer(problems: readonly string[], most: number): readonly string[] {
  const distinct = [...new Set(problems)].sort().slice(0, compared);
  const shapes = new Map<string, { count: number; readonly texts: string[] }>();
  const formOf = new Map(distinct.map((text) => [text, shape(text)]));
  for (const [text, form] of formOf) {
    const known = shapes.get(form);
    if (known) known.texts.push(text);
    else shapes.set(form, { count: 0, texts: [text] });
  }
  for (const problem of problems) {
    const known = shapes.get(formOf.get(problem) ?? '');
    if (known) known.count += 1;
  }
  // Sorting is stable, and the shapes came in the order of their texts.
  const frequent = [...shapes.values()].sort((a, b) => b.count - a.count);
  const features = new Map(distinct.map((text) => [text, featuresOf(text)]));
  const chosen: Features[] = [];
  const chooseFrom = (texts: readonly string[]): void => {
    const taken = new Set(chosen.map(({ text }) => text));
    const next = farthest(
      texts.flatMap((text) => (taken.has(text) ? [] : (features.get(text) ?? []))),
      chosen,
    );
    if (next) chosen.push(next);
  };
  for (const { texts } of frequent.slice(0, most)) chooseFrom(texts);
  while (chosen.length < Math.min(most, distinct.length)) chooseFrom(distinct);
  return chosen.map(({ text }) => text);
}

/** The one whose nearest chosen neighbour is farthest away; the first of several. */
function farthest(candidates: readonly Features[], chosen: readonly Features[]): Features | undefined {
  let best: { readonly features: Features; readonly distance: number } | undefined;
  for (const features of candidates) {
    const distance = Math.min(...chosen.map((other) => distanceOf(features, other)), 1);
    if (!best || distance > best.distance) best = { features, distance };
  }
  return best?.features;
}

/** From 0, the same words and characters, to 1, none in common. */
function distanceOf(one: Features, other: Features): number {
  return (apart(one.words, other.words) + apart(one.characters, other.characters)) / 2;
}

/** How little two sets share (Jaccard). */
function apart(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const part of one) if (other.has(part)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 0 : 1 - shared / all;
}

function featuresOf(text: string): Features {
  const shown = text.slice(0, longestCompared);
  return { text, words: new Set(wordingTokens(shown).map(({ folded }) => folded)), characters: new Set(shown) };
}
