import type { Place } from '../../engine/library/library';

/** The parts of the library, for people. */
export const placeNames: Readonly<Record<Place, string>> = {
  workspace: 'This Workspace',
  folder: 'This Folder (.toolsmith)',
  user: 'All Workspaces',
};
