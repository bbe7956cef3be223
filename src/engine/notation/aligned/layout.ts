/** Columns that stand below one another, with two spaces or more between them. */
export interface AlignedLayout {
  readonly kind: 'aligned';
  readonly header: boolean;
}
