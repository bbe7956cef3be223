/** What is loaded when a tool is made: one bundle for every way to it. */
export { compareEdits } from './compare-edits';
export { extendToProblems } from './extend';
export { makeFromEdits } from './from-edits';
export { continueMaking, make, makeFromExamples, makeFromSelection, makeHere } from './make';
export { trySample } from './try-sample';
export { teachTool } from './teach';
