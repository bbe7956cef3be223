import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import type { LibraryTool } from '../../../src/engine/library/library';
import { score, verifyTool } from '../../../src/engine/making/verify';
import { fingerprint } from '../../../src/engine/tool/fingerprint';
import type { Workshop } from '../../../src/engine/using/run-tool';
import { sha256 } from '../../../src/node/sha256';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';

const ProblemSchema = v.strictObject({
  problem: v.string(),
  /** The id of the tool that is made for it; `null` where none is. */
  tool: v.nullable(v.string()),
  /** Some tool of the set is made for problems that are nearly, but not, of this kind. */
  trap: v.boolean(),
});

/** A problem with the tool that it is for. */
export type LabelledProblem = v.InferOutput<typeof ProblemSchema>;

/** Tools that are easily taken for one another, and problems for and about them. */
export interface NearMisses {
  readonly tools: readonly LibraryTool[];
  readonly problems: readonly LabelledProblem[];
  /**
   * The same in other words: whoever wrote them had seen of each tool its name, its description and two examples, and
   * neither parsers nor how tools are searched for.
   */
  readonly reworded: readonly LabelledProblem[];
}

/** Reads the set. Its tools are verified here, as any are: what does not hold throws. */
export async function readNearMisses(workshop: Workshop): Promise<NearMisses> {
  const folder = resolve('test/eval/near-misses');
  const { tools, damaged } = await createFileToolStore(join(folder, 'tools'), () => new Date(0)).list();
  if (damaged.length > 0) throw new Error(`damaged: ${JSON.stringify(damaged)}`);
  const listed: LibraryTool[] = [];
  for (const tool of tools) {
    const verdicts = await verifyTool(tool, workshop, new AbortController().signal);
    const points = score(tool.examples, verdicts ?? []);
    if (points.passed < points.total) throw new Error(`${tool.id} does not hold: ${JSON.stringify(verdicts)}`);
    const print = await fingerprint(tool, (pieces) => Promise.resolve(sha256(pieces)));
    listed.push({
      tool,
      place: 'folder',
      fingerprint: print,
      verification: { ...points, acceptedForeign: 0, at: '2026-01-01T00:00:00Z' },
      isApproved: true,
      isMadeHere: true,
    });
  }
  const read = async (name: string): Promise<readonly LabelledProblem[]> => {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => v.parse(ProblemSchema, JSON.parse(line)));
  };
  return { tools: listed, problems: await read('problems.jsonl'), reworded: await read('reworded.jsonl') };
}
