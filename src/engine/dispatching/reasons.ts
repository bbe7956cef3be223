/** Why a problem has no tool: no parser of the library takes it. A clause. */
export const noToolReads = 'no tool of the library reads this';

/** Why a problem has no tool: the light model was asked, and “none” was its answer. A clause. */
export const noToolIsMade = 'the light model says that no tool is made for this';
