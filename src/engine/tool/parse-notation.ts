import * as v from 'valibot';
import type { Notation } from '../notation/notation';
import { kindOf, kinds } from '../notation/notations';

/** A notation from outside, strictly: for manifests, messages and settings. */
export const NotationSchema: v.GenericSchema<unknown, Notation> = v.lazy(storedForm);

function storedForm(value: unknown): v.GenericSchema<unknown, Notation> {
  const given = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const kind = kinds.find((one) => one === given);
  return kind ? kindOf({ kind }).stored : v.custom<Notation>(() => false, 'no kind of notation');
}

/** A notation, or `undefined` where the value is none. */
export function parseNotation(value: unknown): Notation | undefined {
  const parsed = v.safeParse(NotationSchema, value);
  return parsed.success ? parsed.output : undefined;
}
