/** A file of something that is exported. */
export interface ExportedFile {
  /** Below the folder that is exported to, with `/` between. */
  readonly path: string;
  readonly text: string;
}
