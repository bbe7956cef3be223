import type { LibraryTool } from '../../engine/library/library';
import type { Reading } from '../../engine/notation/notation';
import { answererOf, type Application } from './application';
import type { Options } from './options';
import { planInput } from './plan-input';
import { questionsOf } from './questions';
import { readText } from './read-input';
import type { Surroundings, Workbench } from './workbench';

/** A file read as suits a tool. Asks no model. Throws `UsageError`. */
export async function readForTool(
  listed: LibraryTool,
  path: string,
  options: Options,
  workbench: Workbench,
  surroundings: Surroundings,
): Promise<Reading> {
  const application: Application = { options, workbench, model: null, booking: { tool: null }, surroundings };
  const questions = questionsOf(application, () => undefined);
  const answerer = await answererOf(listed, application, questions, 'inMemory');
  return (await planInput(answerer, path, await readText(path, surroundings), application)).reading;
}
