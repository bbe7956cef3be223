import * as v from 'valibot';
import type { Notation } from '../notation/notation';
import { storedForms } from '../notation/stored-forms';

/** A notation from outside, strictly: for manifests, messages and settings. */
export const NotationSchema: v.GenericSchema<unknown, Notation> = v.lazy(storedForm);

function storedForm(value: unknown): v.GenericSchema<unknown, Notation> {
  const given = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  return typeof given === 'string' && Object.hasOwn(storedForms, given)
    ? storedForms[given as Notation['kind']]
    : v.custom<Notation>(() => false, 'no kind of notation');
}

/** A notation, or `undefined` where the value is none. */
export function parseNotation(value: unknown): Notation | undefined {
  const parsed = v.safeParse(NotationSchema, value);
  return parsed.success ? parsed.output : undefined;
}
