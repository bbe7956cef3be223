import type { Behaviour } from './behaviour';
import { endings } from './endings';
import { endlessOnes } from './endless';
import { streams } from './streams';
import { reasoning } from './reasoning';
import { usages } from './usages';
import { waits } from './waits';
import { errors } from './errors';
import { forms } from './forms';
import { limits } from './limits';
import { refusals } from './refusals';

/** What servers were seen to do, by kind, each with how it must end. */
export const behaviours: Readonly<Record<string, readonly Behaviour[]>> = {
  endings,
  endless: endlessOnes,
  streams,
  reasoning,
  usages,
  errors,
  limits,
  refusals,
  forms,
  waits,
};
