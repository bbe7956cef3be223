import * as v from 'valibot';
import type { Notation } from '../notation/notation';

const column = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9_999));
const label = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const listed = v.exactOptional(v.literal(true));
/** Keys of JSON objects are the author's own: long ones and the empty one occur. */
const key = v.pipe(v.string(), v.maxLength(1_000));

/** A notation from outside, strictly: for manifests, messages and settings. */
export const NotationSchema: v.GenericSchema<unknown, Notation> = v.variant('kind', [
  v.strictObject({ kind: v.literal('blocks'), problemLabel: label, answerLabel: label }),
  v.strictObject({ kind: v.literal('arrows'), arrow: v.picklist(['=>', '->', '→', '\t']), listed }),
  v.strictObject({ kind: v.literal('jsonLines'), problemKey: key, answerKey: key }),
  v.strictObject({ kind: v.literal('jsonArray'), problemKey: key, answerKey: key }),
  v.strictObject({
    kind: v.literal('delimited'),
    delimiter: v.picklist([',', ';', '\t', '|']),
    header: v.boolean(),
    answerColumn: column,
    problemColumn: v.exactOptional(column),
  }),
  v.strictObject({ kind: v.literal('markdownTable'), answerColumn: column, problemColumn: v.exactOptional(column) }),
  v.strictObject({ kind: v.literal('lines'), listed }),
]);

/** A notation, or `undefined` where the value is none. */
export function parseNotation(value: unknown): Notation | undefined {
  const parsed = v.safeParse(NotationSchema, value);
  return parsed.success ? parsed.output : undefined;
}
