import type { Json } from '../../engine/json';
import type { ArgumentsCheck } from '../../engine/sandbox/sandbox';
import { argumentsErrors } from '../../engine/tool/arguments';
import { createSchemaCheck } from '../../engine/tool/schema-check';
import type { Engine } from './engine';
import type { WorkerCheck, WorkerOutcome, WorkerRequest } from './messages';
import { beat, type Pulse } from './pulse';

/** Judges values by their schemas, in the worker. It asks nobody whether to stop, and goes with its worker past its time. */
export interface Judge {
  /** Runs a call, and judges what it returned. */
  run(engine: Engine, request: WorkerRequest): ReturnType<Engine['run']>;
  /** Judges arguments that a model made. */
  check(check: WorkerCheck): WorkerOutcome;
}

/** A judge that shows at `pulse` when it begins. */
export function createJudge(pulse: Pulse): Judge {
  const schemaError = createSchemaCheck();
  return {
    run: (engine, request) => {
      const done = engine.run(request);
      const { outcome } = done;
      if (request.resultSchema === null || outcome.kind !== 'value' || outcome.json === 'null') return done;
      beat(pulse);
      const reason = schemaError(request.resultSchema, JSON.parse(outcome.json) as Json);
      return reason === undefined ? done : { ...done, outcome: { kind: 'misfit', reason } };
    },
    check: ({ check }) => {
      const errors = argumentsErrors(JSON.parse(check) as ArgumentsCheck, schemaError);
      return { kind: 'value', json: JSON.stringify(errors.map((error) => error ?? null)) };
    },
  };
}
