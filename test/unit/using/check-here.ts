import type { Sandbox } from '../../../src/engine/sandbox/sandbox';
import { argumentsErrors } from '../../../src/engine/tool/arguments';
import { createSchemaCheck } from '../../../src/engine/tool/schema-check';

/** Judges arguments in this thread, for tests whose tools are played and whose schemas are honest. */
export const checkHere: Sandbox['check'] = (check, signal) =>
  Promise.resolve(
    signal.aborted ? { kind: 'killed' } : { kind: 'checked', errors: argumentsErrors(check, createSchemaCheck()) },
  );
