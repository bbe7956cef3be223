import * as vscode from 'vscode';
import type { LibraryTool } from '../../engine/library/library';
import { verdictText } from '../../engine/making/findings';
import { verifyTool, type Verdict } from '../../engine/making/verify';
import type { ToolExample } from '../../engine/tool/tool';
import { abortSignalOf } from '../abort';
import { verifyHere } from '../asking/verify-here';
import type { Parts } from '../parts';
import { shownText } from '../words/shown';
import type { ToolTests } from './tool-tests';

/** The longest text of a failure that is shown, in characters. */
const longestShown = 20_000;

/** Some examples of one tool that are to be run, with their items; all of them where the tool itself was asked for. */
interface Wanted {
  readonly item: vscode.TestItem;
  readonly examples: ReadonlyMap<number, vscode.TestItem>;
}

/**
 * Runs what was asked for, without a model. Where all examples of a tool are run it is verified by that. Nothing of a
 * tool that is not approved is run.
 */
export async function runTests(
  parts: Parts,
  controller: vscode.TestController,
  tests: ToolTests,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  if (tests.all().length === 0) await tests.refresh();
  const run = controller.createTestRun(request);
  const signal = abortSignalOf(token);
  try {
    for (const wanted of wantedIn(tests, request)) {
      if (signal.aborted) break;
      await runOne(parts, tests, run, wanted, signal);
    }
  } finally {
    run.end();
  }
}

/** What a request asks for, by tools. */
function wantedIn(tests: ToolTests, { include, exclude = [] }: vscode.TestRunRequest): readonly Wanted[] {
  const left = new Set(exclude);
  const byTool = new Map<vscode.TestItem, Map<number, vscode.TestItem>>();
  for (const item of include ?? tests.all()) {
    const tool = item.parent ?? item;
    const examples = byTool.get(tool) ?? new Map<number, vscode.TestItem>();
    byTool.set(tool, examples);
    for (const one of item.parent ? [item] : [...item.children].map(([, child]) => child)) {
      const index = tests.testOf(one)?.example;
      if (index !== null && index !== undefined && !left.has(one)) examples.set(index, one);
    }
  }
  return [...byTool].filter(([item]) => !left.has(item)).map(([item, examples]) => ({ item, examples }));
}

async function runOne(
  parts: Parts,
  tests: ToolTests,
  run: vscode.TestRun,
  { item, examples }: Wanted,
  signal: AbortSignal,
): Promise<void> {
  const address = tests.testOf(item);
  const found = address && (await parts.library.find(address));
  if (!found?.isApproved || examples.size === 0) {
    run.skipped(item);
    return;
  }
  for (const one of examples.values()) run.started(one);
  const indexes = [...examples.keys()].filter((index) => index < found.tool.examples.length);
  const verdicts = await verdictsOf(parts, found, indexes, signal);
  for (const [index, one] of examples) {
    const example = found.tool.examples[index];
    const verdict = verdicts?.get(index);
    if (!example || !verdict) run.skipped(one);
    else if (verdict.kind === 'right') run.passed(one);
    else run.failed(one, failureOf(example, verdict));
  }
}

async function verdictsOf(
  parts: Parts,
  found: LibraryTool,
  indexes: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Verdict> | undefined> {
  const { tool } = found;
  const chosen = indexes.flatMap((index) => tool.examples[index] ?? []);
  const verdicts =
    chosen.length === tool.examples.length
      ? (await verifyHere(parts, found, signal))?.verdicts
      : await verifyTool({ ...tool, examples: chosen }, parts.workshop(), signal);
  return verdicts && new Map(indexes.flatMap((index, at) => (verdicts[at] ? [[index, verdicts[at]]] : [])));
}

/** What failed, with the expected and the actual answer, which the editor shows as a diff. */
function failureOf(example: ToolExample, verdict: Verdict): vscode.TestMessage {
  const text = shownText(verdictText(example, verdict), longestShown);
  return verdict.kind === 'wrong'
    ? vscode.TestMessage.diff(text, shownText(example.answer, longestShown), shownText(verdict.got, longestShown))
    : new vscode.TestMessage(text);
}
