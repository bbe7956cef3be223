import type { Comparison } from './comparison';

/** One row of the benchmark: a claim about the product's own path, measured beside its peers in one run. */
export interface Row {
  readonly name: string;
  /** What is measured, in a few words. */
  readonly title: string;
  /** Throws where it cannot be measured. */
  measure(bench: Bench): Promise<readonly Comparison[]>;
}

/** What rows are given. Paths are absolute. */
export interface Bench {
  readonly projectFolder: string;
  /** The production build. */
  readonly dist: string;
  /** The bundled peers, `emscripten-module.wasm` beside them. */
  readonly peers: string;
  /** For what is installed on demand and kept between runs. */
  readonly installs: string;
  /** Where `npm run eval` has left its results, if it was run. */
  readonly evaluation: string;
  /** Tells whoever waits how far it is. */
  readonly say: (line: string) => void;
}
