/**
 * Where an index is kept between sessions. It can be lost at any time: all of it follows from the tools. Neither
 * function throws for what a disk does.
 */
export interface IndexStore {
  /** The text that was kept; `undefined` where there is none. */
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}
