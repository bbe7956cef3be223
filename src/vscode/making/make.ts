import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { toolKey } from '../../engine/ledger/entry';
import type { Booking } from '../../engine/ledger/ledgered';
import { foreignClasses } from '../../engine/making/foreign-classes';
import { examplesToGoOnWith } from '../../engine/making/extend-tool';
import { makeTool, type MakingOutcome, type NewTool } from '../../engine/making/make-tool';
import { minimumExamples, splitExamples, type Example } from '../../engine/making/split';
import { sameModel } from '../../engine/model/chat-model';
import { givenAnswers, type LibraryTool, type Place, type ToolAddress } from '../../engine/library/library';
import { contradictions } from '../../engine/problem/contradictions';
import type { Item, Notation, Reading } from '../../engine/notation/notation';
import { planSolved } from '../../engine/problem/plan-solved';
import { readSource } from '../../engine/problem/read';
import type { Source } from '../../engine/text/source';
import type { Tool } from '../../engine/tool/tool';
import { abortSignalOf } from '../abort';
import { revealDocument } from '../text/reveal-document';
import { sourceOf, wholeOf } from '../text/selection';
import { book } from '../ledger/book';
import { ensureApproved } from '../asking/approve';
import { sentence, shownLine } from '../words/shown';
import { announce, offerDraft } from './announce';
import { makeWithoutModel, type MadeAtOnce } from './make-at-once';
import type { Material } from './material';
import type { Parts } from '../parts';
import { isStillToBeMade } from './known';
import { markExamples } from './mark-examples';
import { isMadeAllTheSame, needlessHint } from './needless';
import { makingQuestions } from './questions';
import { chooseReading, confirmUnderstanding, examplesIn, materialOf, type Understanding } from './understand';
import { counted } from '../words/amounts';
import { progressText, scoreText } from './words';

/** Makes a tool from what is selected; whatever comes of it is said. */
export async function makeFromSelection(parts: Parts): Promise<void> {
  await makeFrom(parts, await parts.lastText.editor());
}

/** Makes a tool from all that is solved in a document. */
export async function makeHere(parts: Parts, uri: vscode.Uri): Promise<void> {
  const editor = await revealDocument(await vscode.workspace.openTextDocument(uri));
  await makeFrom(parts, editor, wholeOf(editor.document));
}

async function makeFrom(parts: Parts, editor: vscode.TextEditor | undefined, source?: Source): Promise<void> {
  if (!editor) {
    void vscode.window.showInformationMessage(
      'No editor is open. Open a text, highlight a few solved problems in it, then make a tool from them.',
    );
    return;
  }
  const read = source ?? sourceOf(editor);
  const readings = await readExamples(editor, read);
  const [best] = readings;
  if (!best) return;
  await make(parts, {
    start: { reading: best, hint: null },
    readings,
    document: editor.document,
    ...(read ? { source: read } : {}),
  });
}

/** Goes on with a failed making: with a hint, and with whatever examples are selected now. */
export async function continueMaking(parts: Parts, address: ToolAddress | undefined): Promise<void> {
  const drafts = (await parts.library.list()).tools.filter(({ tool }) => tool.stage === 'draft');
  const chosen = address
    ? drafts.find(({ tool, place }) => tool.id === address.id && place === address.place)
    : await chooseDraft(drafts);
  if (!chosen) {
    if (address || drafts.length === 0)
      void vscode.window.showInformationMessage(
        'There is no such draft. A making that fails leaves its last candidate as a draft in the library.',
      );
    return;
  }
  // Its code is run, and goes to the strong model with its examples.
  const draft = await ensureApproved(parts, chosen);
  if (!draft) return;
  const { tool } = draft;
  const editor = vscode.window.activeTextEditor;
  const source = editor ? sourceOf(editor) : null;
  const selected = source ? readSource(source, tool.notation) : undefined;
  const known = new Set(tool.examples.map((example) => example.problem));
  const readings =
    selected?.kind === 'read'
      ? [selected.best, ...selected.others].map((reading) => ({
          ...reading,
          items: reading.items.filter((item) => item.answer !== null && !known.has(item.problem)),
        }))
      : [];
  const own: Reading = { notation: tool.notation, items: [], complaints: [] };
  // Lines hold no answers: a draft made from edits would get the examples of whatever else its text looks like.
  const reading = tool.notation.kind === 'lines' ? own : (readings[0] ?? own);
  await make(parts, {
    start: { reading, hint: tool.hint },
    readings: readings.length > 0 ? readings : [reading],
    further: examplesToGoOnWith(draft),
    document: editor?.document,
    draft,
  });
}

/** Makes a tool from solved problems that stand in no document, such as those of the inbox. */
export async function makeFromExamples(parts: Parts, examples: readonly Example[], notation: Notation): Promise<void> {
  const reading: Reading = { notation, items: [], complaints: [] };
  await make(parts, { start: { reading, hint: null }, readings: [reading], further: examples, document: undefined });
}

async function chooseDraft(drafts: readonly LibraryTool[]): Promise<LibraryTool | undefined> {
  const choices = drafts.map((draft) => ({
    label: shownLine(draft.tool.name),
    description: shownLine(draft.tool.description),
    draft,
  }));
  return choices.length === 0
    ? undefined
    : (await vscode.window.showQuickPick(choices, { title: 'Continue Making', placeHolder: 'Which draft?' }))?.draft;
}

/** Every plausible reading of the selection, the best first; empty where it was said why there is none. */
async function readExamples(editor: vscode.TextEditor, source: Source | null): Promise<readonly Reading[]> {
  if (!source) {
    void vscode.window.showInformationMessage(
      'Nothing is selected and there is no text around the cursor. Highlight a few solved problems, for example lines such as "problem => answer", then make a tool from them.',
    );
    return [];
  }
  const enough = ({ items }: Reading): boolean => examplesIn(items).length >= minimumExamples;
  const planned = planSolved(source, { name: editor.document.fileName }, enough);
  if (planned.kind === 'unreadable') {
    const { line, reason } = planned;
    void vscode.window.showErrorMessage(
      `The selection could not be read${line === null ? '' : `, line ${line}`}: ${sentence(shownLine(reason))}`,
    );
    return [];
  }
  const { readings } = planned;
  if (readings.every((reading) => examplesIn(reading.items).length === 0)) {
    void vscode.window.showErrorMessage(
      `The selection holds ${counted(readings[0]?.items.length ?? 0, 'problem')} and no answer. A tool is made from solved problems: write the answers of at least ${minimumExamples}, for example as "problem => answer" or "Question: … / Answer: …".`,
    );
    return [];
  }
  if (planned.kind === 'plan') return readings;
  const chosen = await chooseReading(
    planned.choices.map(({ reading }) => reading),
    `This text can be read in ${planned.choices.length === 2 ? 'two' : planned.choices.length} ways`,
  );
  return chosen ? [chosen, ...readings.filter((reading) => reading !== chosen)] : [];
}

/** Makes a tool: without a model where a rule is found, else by the strong one; whatever comes of it is said. */
export async function make(parts: Parts, material: Material): Promise<void> {
  const { start, further = [], document, draft, isSample } = material;
  const examples = [...further, ...examplesIn(start.reading.items)];
  if (!draft && !isSample && !(await isStillToBeMade(parts, examples, document))) return;
  const needless = draft || isSample ? undefined : needlessHint(examples);
  // A draft and a hint are for a model.
  const isPlain = !draft && start.hint === null && examples.length >= minimumExamples;
  const isAlike = contradictions({ text: document?.getText() ?? '' }, start.reading.items).length === 0;
  const open = start.reading.items.flatMap(({ problem, answer }) => (answer === null ? [problem] : []));
  const place = defaultPlace(parts);
  const made: MadeAtOnce =
    (isSample || parts.settings.makeWithoutModel()) && isPlain && isAlike
      ? await makeWithoutModel(parts, { examples, open, notation: start.reading.notation, place })
      : { kind: 'askModel' };
  if (made.kind === 'givenUp') return;
  if (made.kind === 'made') {
    const message = needless ? `${made.message} ${needless}` : made.message;
    if ((await announce(parts, made.tool, place, message, material, [askModel])) !== askModel) return;
    // Two tools of one class would stand in each other's way.
    await parts.library.remove({ place, id: made.tool.id });
  } else if (needless && !(await isMadeAllTheSame(needless))) return;
  await makeWithModel(parts, material);
}

/** On the message that a tool was made without a model. */
const askModel = 'Ask a Model Instead';

/** Makes a tool once the person has confirmed what was understood; whatever comes of it is said. */
async function makeWithModel(parts: Parts, material: Material): Promise<void> {
  const { start, readings, source, further = [], document, draft, edits } = material;
  const limits = parts.workshop().limits;
  const named = parts.models.identity('user');
  const asked: Understanding = { ...start, dataInView: parts.settings.dataInView() };
  const understood = await confirmUnderstanding(asked, {
    readings,
    further,
    limits,
    maker: () => parts.models.identity('maker'),
    makerForbidden: () => parts.models.forbidden('maker'),
    user: named,
    setUpMaker: () => parts.models.setUp('maker'),
    shownTexts: parts.shownTexts,
    mark: ({ items }) => marksOf(material, items),
    ...(source ? { source } : {}),
    ...(draft ? { draft: draft.tool } : {}),
    ...(edits ? { edits: edits.source } : {}),
  });
  if (!understood) return;
  const contradiction = contradictions({ text: document?.getText() ?? '' }, understood.reading.items)[0];
  if (contradiction) {
    const { lines, problem, answers } = contradiction;
    void vscode.window.showErrorMessage(
      `Nothing was sent: lines ${lines.join(' and ')} give different answers to the same problem, ${shownLine(problem)}: ${answers.map(shownLine).join(' and ')}. Correct one of them, or leave it out.`,
    );
    return;
  }
  const booking = { making: randomUUID(), tool: draft ? toolKey(draft.tool) : null };
  const maker = await parts.models.open('maker', booking);
  const user = await parts.models.open('user', booking);
  // The settings may have changed while the question stood.
  if (!maker || !sameModel(maker.identity, understood.maker) || !sameModel(user?.identity ?? null, named)) {
    void vscode.window.showWarningMessage('The models were changed meanwhile: nothing was sent. Make the tool again.');
    return;
  }
  const library = (await parts.library.list()).tools;
  const madeFrom = materialOf(understood, further, draft?.tool);
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Toolsmith', cancellable: true },
    (progress, token) =>
      makeTool(
        {
          ...madeFrom,
          notation: understood.reading.notation,
          foreign: foreignClasses(library, draft?.tool),
        },
        { maker, user, workshop: parts.workshop(), now: () => new Date(), questions: makingQuestions() },
        abortSignalOf(token),
        (step) => progress.report({ message: progressText(step) }),
      ),
  );
  await conclude(parts, outcome, booking, material);
}

/** Marks the examples of a reading in their document, which may have none. */
function marksOf({ document, further = [] }: Material, items: readonly Item[]): vscode.Disposable {
  if (!document || document.isClosed) return new vscode.Disposable(() => undefined);
  const split = splitExamples([...further, ...examplesIn(items)]).slice(further.length);
  let next = 0;
  return markExamples(
    document,
    items,
    items.map(({ answer }) => (answer === null ? undefined : split[next++]?.seen)),
  );
}

/** Stores what a making left and says what came of it. */
async function conclude(
  parts: Parts,
  outcome: MakingOutcome,
  booking: Required<Booking> & { readonly making: string },
  material: Material,
): Promise<void> {
  const { draft } = material;
  const place = draft?.place ?? defaultPlace(parts);
  const bookMaking = (tool: Tool | undefined): Promise<void> =>
    book(parts, {
      kind: 'making',
      at: new Date().toISOString(),
      making: booking.making,
      outcome: outcome.kind,
      tool: tool ? toolKey(tool) : booking.tool,
    });
  const keep = async (made: NewTool): Promise<Tool> => {
    const tool: Tool = { ...made, id: draft?.tool.id ?? (await parts.library.newId(made.name)) };
    await parts.library.save(tool, place, outcome.transcript);
    return tool;
  };
  switch (outcome.kind) {
    case 'made': {
      const tool = await keep(outcome.tool);
      parts.milestones.reached('toolMade');
      await parts.library.recordVerification(tool, {
        ...outcome.score,
        at: new Date().toISOString(),
        acceptedForeign: outcome.notes.length,
      });
      await bookMaking(tool);
      parts.log.info(`made "${tool.name}": ${scoreText(outcome.score)}`);
      await announce(
        parts,
        tool,
        place,
        `Made “${shownLine(tool.name)}”: ${[scoreText(outcome.score), ...givenAnswers(tool.examples).map(shownLine)].join('; ')}.${outcome.notes.map((note) => ` ${shownLine(note)}.`).join('')}`,
        material,
      );
      return;
    }
    case 'notMade': {
      const kept = outcome.draft ? await keep(outcome.draft) : undefined;
      // So that the draft's row says how far it came.
      if (kept && outcome.score)
        await parts.library.recordVerification(kept, {
          ...outcome.score,
          at: new Date().toISOString(),
          acceptedForeign: 0,
        });
      await bookMaking(kept);
      const points = outcome.score ? ` ${outcome.score.passed} of ${outcome.score.total} examples pass.` : '';
      await offerDraft(parts, kept, place, `No tool could be made.${points} ${outcome.findings[0] ?? ''}`.trim());
      return;
    }
    case 'modelFailed': {
      const kept = outcome.draft ? await keep(outcome.draft) : undefined;
      await bookMaking(kept);
      await offerDraft(
        parts,
        kept,
        place,
        outcome.message,
        outcome.failure === 'overCap' ? 'Open Settings' : 'Set Up Models…',
      );
      return;
    }
    case 'cancelled': {
      const kept = outcome.draft ? await keep(outcome.draft) : undefined;
      await bookMaking(kept);
      await offerDraft(parts, kept, place, 'The making was cancelled.');
      return;
    }
  }
}

/**
 * New tools go to the workspace: its folder where the person wants that, else the editor's storage for it; with no
 * folder open, to the user's.
 */
function defaultPlace(parts: Parts): Place {
  if (!parts.context.storageUri) return 'user';
  return parts.settings.keepInFolder() &&
    vscode.workspace.isTrusted &&
    vscode.workspace.workspaceFolders?.[0]?.uri.scheme === 'file'
    ? 'folder'
    : 'workspace';
}
