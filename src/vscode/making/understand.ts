import * as vscode from 'vscode';
import { forecastMaking, forecastText } from '../../engine/ledger/forecast';
import { planMaking, type MakingPlan } from '../../engine/making/plan';
import { minimumExamples, type Example } from '../../engine/making/split';
import type { ModelIdentity } from '../../engine/model/chat-model';
import type { Item, Reading } from '../../engine/problem/notation';
import { describeNotation } from '../../engine/problem/describe';
import type { ToolLimits } from '../../engine/tool/limits';
import { shownLine } from '../library/shown';
import { counted, planText } from './words';

/** What was understood and what the person may change of it before anything is spent. */
export interface Understanding {
  readonly reading: Reading;
  readonly hint: string | null;
}

/** What the person is shown beside it. */
export interface UnderstandingFacts {
  /** Every plausible reading, the best first. */
  readonly readings: readonly Reading[];
  /** Examples from elsewhere that take part too: those of a draft. */
  readonly further: readonly Example[];
  readonly limits: ToolLimits;
  readonly maker: () => ModelIdentity | null;
  /** Who may read examples where no parser can be had; `null` where no light model is set up. */
  readonly user: ModelIdentity | null;
  readonly setUpMaker: () => Promise<boolean>;
}

/** The items that are examples: those with an answer. */
export function examplesIn(items: readonly Item[]): readonly Example[] {
  return items.flatMap((item) => (item.answer === null ? [] : [{ problem: item.problem, answer: item.answer }]));
}

type Action = 'make' | 'setUp' | 'notation' | 'hint' | 'send' | 'complaints' | 'cancel';
type Choice = vscode.QuickPickItem & { readonly action?: Action };

/** Shows what was understood until the person goes on (`Understanding`) or cancels (`undefined`). Nothing is sent. */
export async function confirmUnderstanding(start: Understanding, facts: UnderstandingFacts): Promise<Understanding | undefined> {
  let now = start;
  for (;;) {
    const examples = [...facts.further, ...examplesIn(now.reading.items)];
    const action = await ask(now, examples, facts);
    switch (action) {
      case 'make':
        return now;
      case 'setUp':
        await facts.setUpMaker();
        break;
      case 'notation':
        now = { ...now, reading: (await chooseReading(facts.readings, 'Change Notation')) ?? now.reading };
        break;
      case 'hint': {
        const hint = await vscode.window.showInputBox({ title: 'Add a Hint', prompt: 'Anything the examples do not show: a rule, an exception, what to refuse. It is sent to the maker.', value: now.hint ?? '', ignoreFocusOut: true });
        if (hint !== undefined) now = { ...now, hint: hint.trim() === '' ? null : hint.trim() };
        break;
      }
      case 'send':
        await showRequest(examples, now.hint, facts);
        break;
      case 'complaints':
        await showComplaints(now.reading);
        break;
      case 'cancel':
      case undefined:
        return undefined;
    }
  }
}

/** Lets the person choose among readings; each says what it makes of the text. */
export async function chooseReading(readings: readonly Reading[], title: string): Promise<Reading | undefined> {
  const choices = readings.map((reading) => {
    const first = reading.items.find((item) => item.answer !== null) ?? reading.items[0];
    return {
      label: describeNotation(reading.notation),
      description: `${counted(examplesIn(reading.items).length, 'example')} of ${counted(reading.items.length, 'problem')}`,
      detail: first ? shownLine(`${oneLine(first.problem)}  ⇒  ${first.answer === null ? '(no answer)' : oneLine(first.answer)}`) : '',
      reading,
    };
  });
  return (await vscode.window.showQuickPick(choices, { title, placeHolder: 'How is the text to be read?', ignoreFocusOut: true }))?.reading;
}

async function ask(now: Understanding, examples: readonly Example[], facts: UnderstandingFacts): Promise<Action | undefined> {
  const { reading, hint } = now;
  const maker = facts.maker();
  const plan = planMaking(examples, hint, facts.limits, maker ?? unknownModel);
  const enough = examples.length >= minimumExamples;
  const open = reading.items.filter((item) => item.answer === null).length;
  const choices: Choice[] = [];
  if (!enough) {
    choices.push({ label: '$(warning) Too Few Examples', detail: `${counted(examples.length, 'example')} found; at least ${minimumExamples} are needed, one to show and one to check with. Change the notation or select more.`, action: 'cancel' });
  } else if (maker) {
    choices.push({ label: '$(play) Make the Tool', description: shownLine(planText(plan, maker)), detail: `${expectation(plan, examples, maker, facts.user)} ${plan.shown} shown to the model, ${plan.heldOut} held out to check it with${facts.user ? `; where no parser can be had, ${shownLine(facts.user.model)} at ${shownLine(facts.user.host)} reads the examples' problems` : ''}`, action: 'make' });
  } else {
    choices.push({ label: '$(gear) Set Up a Strong Model…', detail: 'No model is set up yet: choose a server, or do it by hand with any chat. Nothing is sent before you go on.', action: 'setUp' });
  }
  choices.push(
    { label: '$(list-flat) Change Notation', description: describeNotation(reading.notation), detail: open > 0 ? `${counted(open, 'problem')} without an answer: left for later` : '', action: 'notation' },
    { label: '$(comment) Add a Hint', description: shownLine(hint ?? ''), action: 'hint' },
  );
  if (enough) choices.push({ label: '$(eye) What Will Be Sent', description: 'Opens the exact request', action: 'send' });
  if (reading.complaints.length > 0) {
    choices.push({ label: `$(warning) ${counted(reading.complaints.length, 'line')} not read`, description: shownLine(reading.complaints[0]?.reason ?? ''), action: 'complaints' });
  }
  choices.push({ label: '$(close) Cancel', action: 'cancel' });
  const chosen = await vscode.window.showQuickPick(choices, {
    title: `Make Tool: ${counted(examples.length, 'example')} from ${describeNotation(reading.notation)}`,
    placeHolder: enough ? `${plan.shown} shown, ${plan.heldOut} held out. Nothing is sent before you choose Make the Tool.` : 'Nothing is sent.',
    ignoreFocusOut: true,
  });
  return chosen?.action;
}

/** When the tool is expected to have paid, as a sentence. */
function expectation(plan: MakingPlan, examples: readonly Example[], maker: ModelIdentity, user: ModelIdentity | null): string {
  const text = shownLine(forecastText(forecastMaking(plan, examples.map(({ problem }) => problem), maker, user)));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

async function showRequest(examples: readonly Example[], hint: string | null, facts: UnderstandingFacts): Promise<void> {
  const plan = planMaking(examples, hint, facts.limits, facts.maker() ?? unknownModel);
  const text = plan.request.messages.map((message) => `# ${message.role}\n\n${message.content}`).join('\n\n');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text, language: 'markdown' }), { preview: true, viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

async function showComplaints(reading: Reading): Promise<void> {
  const lines = reading.complaints.map((complaint) => `Line ${complaint.line}: ${complaint.reason}`);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: lines.join('\n'), language: 'plaintext' }), { preview: true, viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

/** Stands in for a plan's model while none is set up; never asked. */
const unknownModel: ModelIdentity = { model: 'no model', host: 'nowhere', inputPrice: null, outputPrice: null };
