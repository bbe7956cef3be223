import * as vscode from 'vscode';
import { readingFor } from '../../engine/applying/plan-text';
import type { LibraryTool, ToolAddress } from '../../engine/library/library';
import { withExample, withoutExample, type Change, type SolvedProblem } from '../../engine/making/revise';
import type { Verdict } from '../../engine/making/verify';
import type { WorkView } from '../../protocol';
import { ensureApproved } from '../asking/approve';
import { reviseHere } from '../asking/revise-here';
import { runCommand } from '../commands';
import type { Parts } from '../parts';
import { wholeOf } from '../text/selection';

/** What the part on examples tells its panel. */
interface ExamplesPort {
  readonly update: (changed: Partial<WorkView>) => void;
  /** The tool was stored as changed; its examples fared so. */
  readonly stored: (verdicts: readonly Verdict[]) => Promise<void>;
}

/** A panel's part on examples: the one that is being written, and what becomes of it. */
export interface PanelExamples {
  /** Begins to write the example of this number, or with `null` a new one. */
  edit(number: number | null): Promise<void>;
  /** Begins to write an example of a problem that was tried. */
  correct(tried: SolvedProblem): Promise<void>;
  leave(): void;
  /** Stores what was written, and runs all examples. */
  save(written: SolvedProblem): Promise<void>;
  /** Takes the example that is being written out of the tool. */
  remove(): Promise<void>;
  /** Teaches the tool what was written, by a next version where it takes one. */
  teach(written: SolvedProblem): Promise<void>;
}

/** The examples of the tool at an address, for its panel. */
export function panelExamples(parts: Parts, address: ToolAddress, panel: ExamplesPort): PanelExamples {
  /** Which example of which state of the tool is being written. */
  let editing: { readonly number: number | null; readonly fingerprint: string } | undefined;

  const begin = async (number: number | null, written: (found: LibraryTool) => SolvedProblem): Promise<void> => {
    const listed = await parts.library.find(address);
    const found = listed && (await ensureApproved(parts, listed));
    if (!found) return;
    editing = { number, fingerprint: found.fingerprint };
    panel.update({ editing: { number, ...written(found) }, trouble: null });
  };
  const leave = (): void => {
    editing = undefined;
    panel.update({ editing: null });
  };
  const store = async (changeOf: (found: LibraryTool, number: number | null) => Change | undefined): Promise<void> => {
    const found = await parts.library.find(address);
    if (!editing || !found) return;
    if (found.fingerprint !== editing.fingerprint) {
      panel.update({ trouble: 'The tool was changed meanwhile, so nothing was stored. Begin with the example again.' });
      return;
    }
    const change = changeOf(found, editing.number);
    if (!change) return;
    const revised = await reviseHere(parts, found, change);
    if (revised.kind === 'cancelled') return;
    if (revised.kind === 'refused') {
      panel.update({ trouble: revised.reason });
      return;
    }
    leave();
    await panel.stored(revised.revision.verdicts);
  };

  return {
    edit: (number) =>
      begin(number, ({ tool }) => {
        const example = number === null ? undefined : tool.examples[number - 1];
        return { problem: example?.problem ?? '', answer: example?.answer ?? '' };
      }),
    correct: ({ problem, answer }) => begin(null, () => ({ problem, answer })),
    leave,
    save: ({ problem, answer }) =>
      store(({ tool }, number) => {
        if (problem.trim() !== '') return withExample(tool, number === null ? null : number - 1, { problem, answer });
        panel.update({ trouble: noProblem });
        return undefined;
      }),
    teach: async ({ problem, answer }) => {
      if (problem.trim() === '') {
        panel.update({ trouble: noProblem });
        return;
      }
      const found = await parts.library.find(address);
      if (!found) return;
      await runCommand('toolsmith.teachTool', address, [{ problem, answer }], rowsInSight(parts, found));
      const learned = (await parts.library.find(address))?.tool.examples;
      if (learned?.some((one) => one.problem === problem && one.answer === answer)) leave();
    },
    remove: () => store(({ tool }, number) => (number === null ? undefined : withoutExample(tool, number - 1))),
  };
}

const noProblem = 'The example has no problem. Type one, and the answer that is right for it.';

/** The rows of the documents in sight that the tool was used with last. */
function rowsInSight({ toolsOfDocuments }: Parts, { tool, place }: LibraryTool): readonly string[] {
  return vscode.window.visibleTextEditors.flatMap(({ document }) => {
    const used = toolsOfDocuments.of(document.uri);
    if (used?.place !== place || used.id !== tool.id) return [];
    const source = wholeOf(document);
    const reading = source.spans.length > 0 ? readingFor(tool, { source, name: document.fileName }) : undefined;
    return reading?.items.map(({ problem }) => problem) ?? [];
  });
}
