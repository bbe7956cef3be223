import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import * as v from 'valibot';
import { isJsonObject, parseJson } from '../../engine/json';

const LineSchema = v.object({ tool: v.string(), problem: v.string(), answer: v.string() });

/**
 * Answers that took a model, written down as they come: each was paid for, and a run that is killed must not pay
 * twice. Beside the output, and gone when that is whole.
 */
export interface AnswerJournal {
  /** By problem; those of an earlier run that was killed among them. */
  readonly answers: ReadonlyMap<string, string>;
  add(problem: string, answer: string): Promise<void>;
  close(): Promise<void>;
  remove(): Promise<void>;
}

/** Where the journal of an output is. */
export function journalOf(output: string): string {
  return `${output}.part.answers`;
}

/** Opens a journal. Answers of another tool, or of another state of it, are left out; so is a line torn by a crash. */
export async function openAnswerJournal(path: string, tool: string): Promise<AnswerJournal> {
  const standing = await readFile(path, 'utf8').catch(() => '');
  const answers = new Map<string, string>();
  for (const line of standing.split('\n')) {
    const value = parseJson(line);
    const parsed = isJsonObject(value) ? v.safeParse(LineSchema, value) : undefined;
    if (parsed?.success && parsed.output.tool === tool) answers.set(parsed.output.problem, parsed.output.answer);
  }
  let file: FileHandle | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  return {
    answers,
    add: (problem, answer) => {
      answers.set(problem, answer);
      // One after another, each with a write of its own; after a torn line the first one begins anew.
      const write = async (): Promise<void> => {
        const first = file === undefined;
        file ??= await open(path, 'a');
        await file.appendFile(`${first && standing !== '' && !standing.endsWith('\n') ? '\n' : ''}${JSON.stringify({ tool, problem, answer })}\n`);
        await file.datasync();
      };
      const written = writing.then(write);
      writing = written.catch(() => undefined);
      return written;
    },
    close: async () => {
      await writing;
      await file?.close();
      file = undefined;
    },
    remove: () => rm(path, { force: true }),
  };
}
