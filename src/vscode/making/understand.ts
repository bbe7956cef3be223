import * as vscode from 'vscode';
import { forecastDetails, forecastMaking, forecastText, type MakingForecast } from '../../engine/ledger/forecast';
import { planMaking, type MakingMaterial, type MakingPlan } from '../../engine/making/plan';
import { minimumExamples, type Example } from '../../engine/making/split';
import type { ModelIdentity } from '../../engine/model/chat-model';
import { mostText } from '../../engine/model/cost';
import type { Item, Reading } from '../../engine/notation/notation';
import { describeNotation } from '../../engine/notation/notations';
import { firstExample } from '../../engine/problem/first-example';
import type { ToolLimits } from '../../engine/tool/limits';
import type { Tool } from '../../engine/tool/tool';
import { shownLine } from '../words/shown';
import { counted } from '../words/amounts';
import type { ShownTexts } from '../text/shown-texts';
import { planText } from './words';

/** What was understood and what the person may change of it before anything is spent. */
export interface Understanding {
  readonly reading: Reading;
  readonly hint: string | null;
  /** Some of the problems without an answer are shown to the strong model. */
  readonly dataInView: boolean;
}

/** What the person agreed to, and the strong model that was named. */
export interface Confirmed extends Understanding {
  readonly maker: ModelIdentity | null;
}

/** What the person is shown beside it. */
export interface UnderstandingFacts {
  /** Every plausible reading, the best first. */
  readonly readings: readonly Reading[];
  /** Examples from elsewhere that take part too: those of a draft. */
  readonly further: readonly Example[];
  /** The draft that is gone on with: its code is sent, too. */
  readonly draft?: Tool;
  readonly limits: ToolLimits;
  readonly maker: () => ModelIdentity | null;
  /** Why the strong model that is set up may not be asked; `null` where it may, and where none is set up. */
  readonly makerForbidden: () => string | null;
  /** Who may read examples where no parser can be had; `null` where no light model is set up. */
  readonly user: ModelIdentity | null;
  readonly setUpMaker: () => Promise<boolean>;
  readonly shownTexts: ShownTexts;
  /** What the examples are from, where that is no notation: `your edits since the last save`. */
  readonly edits?: string;
}

/** The items that are examples: those with an answer. */
export function examplesIn(items: readonly Item[]): readonly Example[] {
  return items.flatMap((item) => (item.answer === null ? [] : [{ problem: item.problem, answer: item.answer }]));
}

type Action = 'make' | 'setUp' | 'notation' | 'edits' | 'view' | 'hint' | 'pays' | 'send' | 'complaints' | 'cancel';
type Choice = vscode.QuickPickItem & { readonly action?: Action };

/** Shows what was understood until the person goes on (`Confirmed`) or cancels (`undefined`). Nothing is sent. */
export async function confirmUnderstanding(
  start: Understanding,
  facts: UnderstandingFacts,
): Promise<Confirmed | undefined> {
  let now = start;
  for (;;) {
    const examples = [...facts.further, ...examplesIn(now.reading.items)];
    const maker = facts.maker();
    const action = await ask(now, examples, facts);
    switch (action) {
      case 'make':
        return { ...now, maker };
      case 'setUp':
        await facts.setUpMaker();
        break;
      case 'notation':
        now = { ...now, reading: (await chooseReading(facts.readings, 'Change Notation')) ?? now.reading };
        break;
      case 'edits':
        await facts.shownTexts.show(
          'Edited Lines',
          examples.map(({ problem, answer }) => `${problem}\n  ⇒ ${answer}`).join('\n\n'),
          { language: 'plaintext', beside: true },
        );
        break;
      case 'view':
        now = { ...now, dataInView: !now.dataInView };
        break;
      case 'hint': {
        const hint = await vscode.window.showInputBox({
          title: 'Add a Hint',
          prompt: 'Anything the examples do not show: a rule, an exception, what to refuse. It is sent to the maker.',
          value: now.hint ?? '',
          ignoreFocusOut: true,
        });
        if (hint !== undefined) now = { ...now, hint: hint.trim() === '' ? null : hint.trim() };
        break;
      }
      case 'pays':
        await showForecast(facts.shownTexts, forecastFor(now, examples, facts));
        break;
      case 'send':
        await showRequest(now, facts);
        break;
      case 'complaints':
        await showComplaints(facts.shownTexts, now.reading);
        break;
      case 'cancel':
      case undefined:
        return undefined;
    }
  }
}

/** Lets the person choose among readings; each says what it makes of the text. */
export async function chooseReading(readings: readonly Reading[], title: string): Promise<Reading | undefined> {
  const choices = readings.map((reading) => ({
    label: shownLine(describeNotation(reading.notation, reading.columnNames)),
    description: `${counted(examplesIn(reading.items).length, 'example')} of ${counted(reading.items.length, 'problem')}`,
    detail: shownLine(firstExample(reading)),
    reading,
  }));
  return (
    await vscode.window.showQuickPick(choices, {
      title,
      placeHolder: 'How is the text to be read?',
      ignoreFocusOut: true,
    })
  )?.reading;
}

async function ask(
  now: Understanding,
  examples: readonly Example[],
  facts: UnderstandingFacts,
): Promise<Action | undefined> {
  const { reading, hint } = now;
  const maker = facts.maker();
  const forbidden = facts.makerForbidden();
  const plan = planFor(now, facts);
  const enough = examples.length >= minimumExamples;
  const open = reading.items.filter((item) => item.answer === null).length;
  const choices: Choice[] = [];
  if (!enough) {
    choices.push({
      label: '$(warning) Too Few Examples',
      detail: `${counted(examples.length, 'example')} found; at least ${minimumExamples} are needed, one to show and one to check with. Change the notation or select more.`,
      action: 'cancel',
    });
  } else if (maker) {
    choices.push({
      label: '$(play) Make the Tool',
      description: shownLine(planText(plan, maker)),
      detail: `${plan.shown} shown to the model, ${plan.heldOut} held out to check it with${facts.user ? `; where no parser can be had, ${shownLine(facts.user.model)} at ${shownLine(facts.user.host)} reads the examples' problems` : ''}; ${mostText(plan.most)}`,
      action: 'make',
    });
  } else if (forbidden !== null) {
    choices.push({ label: '$(lock) The Strong Model May Not Be Asked', detail: shownLine(forbidden), action: 'setUp' });
  } else {
    choices.push({
      label: '$(gear) Set Up a Strong Model…',
      detail:
        'No model is set up yet: choose a server, or do it by hand with any chat. Nothing is sent before you go on.',
      action: 'setUp',
    });
  }
  if (enough && maker)
    choices.push({
      label: '$(graph) Cost Estimate',
      description: shownLine(forecastText(forecastFor(now, examples, facts))),
      action: 'pays',
    });
  choices.push(
    facts.edits === undefined
      ? {
          label: '$(list-flat) Change Notation',
          description: shownLine(
            `${describeNotation(reading.notation, reading.columnNames)}: ${firstExample(reading)}`,
          ),
          detail: open > 0 ? `${counted(open, 'problem')} without an answer: left for later` : '',
          action: 'notation',
        }
      : {
          label: '$(diff) See the Edited Lines',
          description: shownLine(firstExample(reading)),
          detail: open > 0 ? `${counted(open, 'unchanged line')}: left for later` : '',
          action: 'edits',
        },
    ...(open === 0 ? [] : [viewChoice(now, plan)]),
    { label: '$(comment) Add a Hint', description: shownLine(hint ?? ''), action: 'hint' },
  );
  if (enough)
    choices.push({
      label: '$(eye) What Will Be Sent',
      description: facts.draft
        ? 'Opens the request, but for what fails when the draft is run'
        : 'Opens the exact request',
      action: 'send',
    });
  if (reading.complaints.length > 0) {
    choices.push({
      label: `$(warning) ${facts.edits === undefined ? `${counted(reading.complaints.length, 'line')} not read` : `${counted(reading.complaints.length, 'change')} not wholly understood`}`,
      description: shownLine(reading.complaints[0]?.reason ?? ''),
      action: 'complaints',
    });
  }
  choices.push({ label: '$(close) Cancel', action: 'cancel' });
  const chosen = await vscode.window.showQuickPick(choices, {
    title: `Make Tool: ${counted(examples.length, 'example')} from ${facts.edits ?? describeNotation(reading.notation)}`,
    placeHolder: enough
      ? `${plan.shown} shown, ${plan.heldOut} held out. Nothing is sent before you choose Make the Tool.`
      : 'Nothing is sent.',
    ignoreFocusOut: true,
  });
  return chosen?.action;
}

/** What the making is from, as it was understood. */
export function materialOf(
  { reading, hint, dataInView }: Understanding,
  further: readonly Example[],
  from: Tool | undefined,
): MakingMaterial {
  return {
    examples: [...further, ...examplesIn(reading.items)],
    hint,
    unanswered: dataInView ? unansweredIn(reading.items) : [],
    ...(from ? { from } : {}),
  };
}

function unansweredIn(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ problem, answer }) => (answer === null ? [problem] : []));
}

/** Whether problems without an answer are shown to the model, and how many are. */
function viewChoice({ dataInView }: Understanding, { inView }: MakingPlan): Choice {
  return dataInView
    ? {
        label: `$(eye) ${counted(inView, 'Problem')} without an Answer in View`,
        description: 'Choose to show the model none',
        detail:
          'The most different ones are shown to the model, so that it makes the tool for them and can ask about them.',
        action: 'view',
      }
    : {
        label: '$(eye-closed) No Problem without an Answer in View',
        description: 'Choose to show the model the most different ones, eight at most',
        detail: 'For good: the setting toolsmith.making.dataInView',
        action: 'view',
      };
}

function planFor(now: Understanding, { further, limits, maker, draft }: UnderstandingFacts): MakingPlan {
  return planMaking(materialOf(now, further, draft), limits, maker() ?? unknownModel);
}

function forecastFor(now: Understanding, examples: readonly Example[], facts: UnderstandingFacts): MakingForecast {
  const maker = facts.maker() ?? unknownModel;
  return forecastMaking(
    planFor(now, facts),
    examples.map(({ problem }) => problem),
    maker,
    facts.user,
  );
}

async function showForecast(texts: ShownTexts, forecast: MakingForecast): Promise<void> {
  const text = forecastText(forecast);
  const content = [`${text.charAt(0).toUpperCase()}${text.slice(1)}.`, ...forecastDetails(forecast)].join('\n\n');
  await texts.show('Cost Estimate', content, { language: 'plaintext', beside: true });
}

async function showRequest(now: Understanding, facts: UnderstandingFacts): Promise<void> {
  const plan = planFor(now, facts);
  const text = plan.request.messages.map((message) => `# ${message.role}\n\n${message.content}`).join('\n\n');
  await facts.shownTexts.show('What Will Be Sent', text, { language: 'markdown', beside: true });
}

async function showComplaints(texts: ShownTexts, { complaints }: Reading): Promise<void> {
  const text = complaints.map(({ line, reason }) => `Line ${line}: ${reason}`).join('\n');
  await texts.show('What Was Not Read', text, { language: 'plaintext', beside: true });
}

/** Stands in for a plan's model while none is set up; never asked. */
const unknownModel: ModelIdentity = { model: 'no model', host: 'nowhere', inputPrice: null, outputPrice: null };
