import type { InboxGroup } from '../engine/inbox/groups';
import type { InboxProblem } from '../engine/inbox/inbox';
import type { Place } from '../engine/library/library';

/** A row of the inbox: problems of one shape, or one of them. */
export type InboxNode =
  { readonly kind: 'group'; readonly group: InboxGroup } | { readonly kind: 'problem'; readonly problem: InboxProblem };

/** What could not be read as a tool, as its row of the library has it. */
export interface DamagedNode {
  readonly kind: 'damaged';
  readonly place: Place;
  readonly folder: string;
  readonly reason: string;
}
