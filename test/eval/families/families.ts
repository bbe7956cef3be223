import { generate as coinChange } from './coin-change';
import { generate as customOperators } from './custom-operators';
import type { Generate } from './family';
import { generate as gridPaths } from './grid-paths';
import { generate as knightsAndKnaves } from './knights-and-knaves';
import { generate as roundTable } from './round-table';
import { generate as trainConnections } from './train-connections';

/** The project's own families of reasoning problems, by name. */
export const families: Readonly<Record<string, Generate>> = {
  'coin-change': coinChange,
  'custom-operators': customOperators,
  'grid-paths': gridPaths,
  'knights-and-knaves': knightsAndKnaves,
  'round-table': roundTable,
  'train-connections': trainConnections,
};
