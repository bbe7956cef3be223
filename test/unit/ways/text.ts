import type { Said } from '../../../src/engine/problem/said';
import type { Tool } from '../../../src/engine/tool/tool';

/** A text that a tool is applied to, and what the person says of it besides. */
export interface Given {
  /** Its kind, in a few words. */
  readonly what: string;
  readonly name: string;
  readonly text: string;
  readonly tool: Tool;
  readonly said?: Said;
}

/** A text that is answered, alike on every way. */
export interface AnsweredText extends Given {
  /** How it is read, as a person is told. */
  readonly plan: string;
  /** The text with its answers. */
  readonly written: string;
  /** The lines without an answer, as they are named. */
  readonly listed?: readonly number[];
  /** Its tool reads texts of any kind, or this one differs from its examples: nothing says that it is for that tool. */
  readonly onlyNamed?: true;
  /** Answers go over the nulls that stand for empty places: all else is only inserted. */
  readonly fillsNull?: true;
}

/** A text of which nothing tells how it is meant. */
export interface AskedText extends Given {
  /** What would tell, as options. */
  readonly asks: readonly string[];
}

/** Lines, each with its end. */
export function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
