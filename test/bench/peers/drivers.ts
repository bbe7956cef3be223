import type { ToolFunction } from '../../../src/engine/sandbox/sandbox';

/** The limit that peers set on a call, in milliseconds: none of the benchmark's calls comes near it. */
export const peerLimit = 10_000;

/**
 * What peers put beside a tool's code to call one of its functions: JSON in, the list of its arguments, and JSON out.
 */
export function callDriver(name: ToolFunction): string {
  return `((json) => JSON.stringify(${name}(...JSON.parse(json))))`;
}

/** The same for a whole problem: read, solved and written in one go. */
export const answerDriver = `((json) => {
  const problem = JSON.parse(json);
  const args = parse(problem);
  const result = args === null ? null : solve(args);
  return JSON.stringify(result === null ? null : format(result, problem));
})`;

/** A tool as peers are given it. */
export interface PeerTool {
  readonly code: string;
  readonly driver: string;
}
