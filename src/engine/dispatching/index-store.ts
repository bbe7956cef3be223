/**
 * Where an index is kept between sessions, a line for each tool. It can be lost at any time: all of it follows from the
 * tools. None of this throws for what a disk does.
 */
export interface IndexStore {
  /** The lines that were kept; none where there is nothing. */
  read(): AsyncIterable<string>;
  write(lines: Iterable<string>): Promise<void>;
  /** Asked between two tools: lets others have the thread, where it was not theirs for long. */
  pause(): Promise<void>;
}
