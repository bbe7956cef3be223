import type { Attack } from './attack';
import { determinism } from './determinism';
import { escape } from './escape';
import { forging } from './forging';
import { leaks } from './leaks';
import { marshalling } from './marshalling';
import { resources } from './resources';

/** All attacks, by what they are after. */
export const groups: Readonly<Record<string, readonly Attack[]>> = {
  escape,
  marshalling,
  resources,
  determinism,
  forging,
  leaks,
};
