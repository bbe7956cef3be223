import { escapeInvisible } from '../../engine/problem/show-invisible';

/** A value as a line of JSON, as every command writes it for programs: nothing in it is invisible to a person either. */
export function jsonLine(value: unknown): string {
  return `${escapeInvisible(JSON.stringify(value))}\n`;
}
