/** One JSON object a line. */
export interface JsonLinesLayout {
  readonly kind: 'jsonLines';
}

/** An array of JSON objects, or of `[problem, answer]` pairs: the keys are then "0" and "1". */
export interface JsonArrayLayout {
  readonly kind: 'jsonArray';
}
