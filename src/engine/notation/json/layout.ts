import * as v from 'valibot';
import type { NotationOf } from '../notation';

/** One JSON object a line. */
export interface JsonLinesLayout {
  readonly kind: 'jsonLines';
}

/** An array of JSON objects, or of `[problem, answer]` pairs: the keys are then "0" and "1". */
export interface JsonArrayLayout {
  readonly kind: 'jsonArray';
  /** Of one text, which is an object around the array: the key of the array, with dots where it lies deeper. */
  readonly within?: string;
  /** The text is one object, whose keys are the problems and whose values are the answers. */
  readonly members?: true;
}

/** Keys of JSON objects are the author's own: long ones and the empty one occur. */
const key = v.pipe(v.string(), v.maxLength(1_000));

const roles = {
  problemKey: key,
  furtherKeys: v.exactOptional(v.pipe(v.array(key), v.maxLength(100))),
  answerKey: key,
  numbers: v.exactOptional(v.literal(true)),
};

/** Its stored form. */
export const storedJsonLines: v.GenericSchema<unknown, NotationOf<'jsonLines'>> = v.strictObject({
  kind: v.literal('jsonLines'),
  ...roles,
});

/** Its stored form. */
export const storedJsonArray: v.GenericSchema<unknown, NotationOf<'jsonArray'>> = v.strictObject({
  kind: v.literal('jsonArray'),
  ...roles,
});
