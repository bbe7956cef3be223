import {
  longestProblem,
  parseHostMessage,
  parseSavedPage,
  receiver,
  type CostsView,
  type PanelMessage,
  type SavedPage,
  type ToolView,
  type WorkView,
} from '../src/protocol';
import { costsContent } from './costs';
import { code, element, factList, folded, row, section, spoken } from './elements';
import { exampleForm } from './example-form';
import { examplesTable, failures, transcript, versions } from './tool-parts';
import { button, registerComponents, textArea } from './toolkit';

interface Host {
  postMessage(message: PanelMessage): void;
  getState(): unknown;
  setState(state: Partial<SavedPage>): void;
}
declare function acquireVsCodeApi(): Host;

registerComponents();
const host = acquireVsCodeApi();
const saved = parseSavedPage(host.getState());
const send = (message: PanelMessage) => (): void => host.postMessage(message);

// The page is built once and filled at every message, so that the box keeps its focus and its cursor.
const name = element('h1');
const description = element('p', '', 'description');
const status = spoken('status');
const actions = element('div', '', 'actions');
const trouble = spoken('trouble');
const box = textArea('Problem', 'Type or paste a problem as it would stand in a text', longestProblem);
const tryButton = button('Try It', 'secondary', () => host.postMessage({ kind: 'try', problem: box.value }));
const result = spoken('attempt');
const costsActions = element('div', '', 'actions');
const form = exampleForm(
  (message) => host.postMessage(message),
  () => save(),
);
const edit = (number: number | null): void => host.postMessage({ kind: 'editExample', number });
const parts = {
  costs: element('div'),
  failures: element('div'),
  examples: element('div'),
  versions: element('div'),
  schema: element('div'),
  origin: element('div'),
  making: element('div'),
};
const tryIt = section(
  'Try a Problem',
  element(
    'p',
    'The tool’s own parser reads it in the sandbox. Nothing is sent to a model unless you choose so afterwards.',
    'quiet',
  ),
  box,
  row(tryButton),
  result,
);

const whatFailed = section('What Failed', parts.failures);
const savedOpen = new Set(saved?.open ?? []);

const root = document.getElementById('root') ?? document.body;
root.append(
  name,
  description,
  status,
  actions,
  trouble,
  whatFailed,
  section('Examples', parts.examples, row(button('Add Example', 'secondary', () => edit(null))), form.part),
  tryIt,
  section(
    'Code',
    element('p', 'JavaScript in an editor of its own. Saving it runs the examples and makes a new version.', 'quiet'),
    row(button('Open Code', 'secondary', send({ kind: 'openCode' }))),
    parts.versions,
  ),
  folded('Arguments', savedOpen, parts.schema),
  folded('Origin', savedOpen, parts.origin),
  folded('How It Was Made', savedOpen, parts.making),
  folded('What It Cost and Saved', savedOpen, parts.costs, costsActions),
);
root.hidden = true;
box.value = saved?.problem ?? '';

/** What was typed on the page before this one, until the host has said whether it is still being written. */
let typedBefore = saved?.example ?? null;
let draft = false;
let approved = false;
let work: WorkView = { verifying: null, attempt: null, editing: null, trouble: null };

const receive = receiver(parseHostMessage, {
  tool: ({ tool }) => showTool(tool),
  costs: ({ costs }) => showCosts(costs),
  work: (message) => {
    work = message.work;
    showWork();
    form.show(work.editing, typedBefore);
    typedBefore = null;
  },
});
window.addEventListener('message', ({ data }: MessageEvent<unknown>) => receive(data));
box.addEventListener('input', save);
// Opening an entry does not bubble, so it is caught on its way down.
root.addEventListener('toggle', save, true);
window.addEventListener('scroll', save, { passive: true });
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  host.postMessage({ kind: 'try', problem: box.value });
});
save();
host.postMessage({ kind: 'ready' });

function showTool(tool: ToolView): void {
  const first = root.hidden;
  const open = first ? savedOpen : openEntries();
  draft = tool.draft;
  approved = tool.approved;
  name.textContent = tool.name;
  description.textContent = tool.description;
  status.textContent = tool.status.text;
  status.classList.toggle('good', tool.status.good);
  tryIt.hidden = draft;
  form.teachable(!draft);
  const failed = failures(tool, edit);
  whatFailed.hidden = failed.length === 0;
  parts.failures.replaceChildren(...failed);
  parts.examples.replaceChildren(...examplesTable(tool, edit));
  parts.versions.replaceChildren(
    ...versions(tool, {
      compare: (version) => host.postMessage({ kind: 'compareVersion', version }),
      goBack: (version) => host.postMessage({ kind: 'goBack', version }),
    }),
  );
  parts.schema.replaceChildren(code('Schema of the arguments', tool.argumentsSchema));
  parts.origin.replaceChildren(factList(tool.origin));
  parts.making.replaceChildren(...transcript(tool, open));
  root.hidden = false;
  showWork();
  if (first) window.scrollTo(0, saved?.scroll ?? 0);
}

let shownCosts = '';

function showCosts(costs: CostsView): void {
  // Drawn once for each state, so that what a person selected in it stays selected.
  const state = JSON.stringify(costs);
  if (state === shownCosts) return;
  shownCosts = state;
  parts.costs.replaceChildren(...costsContent(costs));
  replaceButtons(costsActions, [
    ['Export as CSV', 'secondary', send({ kind: 'exportCosts' })],
    ...(costs.measure === null ? [] : [[costs.measure, 'secondary', send({ kind: 'measureCosts' })] as const]),
  ]);
}

function showWork(): void {
  const { verifying, attempt } = work;
  if (trouble.textContent !== (work.trouble ?? '')) {
    trouble.textContent = work.trouble ?? '';
    // It stands at the top, and what was done may be far below.
    if (work.trouble !== null) trouble.scrollIntoView({ block: 'nearest' });
  }
  replaceButtons(actions, [
    mainAction(),
    verifying
      ? [
          verifying.total === 0 ? 'Stop Verifying' : `Stop Verifying (${verifying.done} of ${verifying.total})`,
          'secondary',
          send({ kind: 'cancel', what: 'verifying' }),
        ]
      : ['Verify Again', 'secondary', send({ kind: 'verify' })],
  ]);
  if (attempt) showAttempt(attempt);
  else result.replaceChildren();
}

/** What to do next with a tool: to read it, to go on with it, or to apply it. */
function mainAction(): ButtonParts {
  if (!approved) return ['Review and Approve…', 'primary', send({ kind: 'review' })];
  return draft
    ? ['Continue Making…', 'primary', send({ kind: 'continueMaking' })]
    : ['Apply to Selection', 'primary', send({ kind: 'apply' })];
}

let shownAttempt = '';

function showAttempt({ number, outcome }: NonNullable<WorkView['attempt']>): void {
  // Drawn once for each state: screen readers speak it again at every change.
  const state = JSON.stringify([number, outcome]);
  if (state === shownAttempt) return;
  shownAttempt = state;
  switch (outcome.kind) {
    case 'running':
      result.replaceChildren(
        element('p', `Running: ${outcome.who}…`),
        row(button('Cancel', 'secondary', send({ kind: 'cancel', what: 'attempt' }))),
      );
      break;
    case 'answer':
      result.replaceChildren(
        element('h3', 'Answer'),
        element('pre', outcome.answer, 'answer'),
        element('p', outcome.note, 'quiet'),
        row(button('This Answer Is Wrong…', 'secondary', send({ kind: 'correct', attempt: number }))),
      );
      break;
    case 'none':
      result.replaceChildren(
        element('p', outcome.text),
        row(button('Give the Answer…', 'secondary', send({ kind: 'correct', attempt: number }))),
      );
      if (outcome.offer?.kind === 'ask')
        result.append(row(button(outcome.offer.text, 'secondary', send({ kind: 'askModel', attempt: number }))));
      if (outcome.offer?.kind === 'setUp')
        result.append(
          element('p', 'No light model is set up that could read it instead.', 'quiet'),
          row(button('Set Up Models…', 'secondary', send({ kind: 'setUpModels' }))),
        );
      break;
  }
}

type ButtonParts = readonly [label: string, appearance: 'primary' | 'secondary', onClick: () => void];

/** Puts buttons in place; the one in focus hands it to its successor. */
function replaceButtons(place: HTMLElement, wanted: readonly ButtonParts[]): void {
  const focused = [...place.children].findIndex((child) => child.matches(':focus-within'));
  if (
    wanted.length === place.children.length &&
    wanted.every(([label], index) => place.children[index]?.textContent === label)
  )
    return;
  place.replaceChildren(...wanted.map(([label, appearance, onClick]) => button(label, appearance, onClick)));
  const successor = place.children[focused];
  if (successor instanceof HTMLElement) successor.focus();
}

function openEntries(): ReadonlySet<string> {
  return new Set([...root.querySelectorAll('details[open]')].map(({ id }) => id));
}

/** Leaves for the next page what is the person's own: which tool, what was typed, opened and scrolled to. */
function save(): void {
  const { place, id } = document.body.dataset;
  const page = parseSavedPage({
    place,
    id,
    problem: box.value,
    example: root.hidden ? typedBefore : form.typed(),
    open: root.hidden ? (saved?.open ?? []) : [...openEntries()],
    scroll: root.hidden ? (saved?.scroll ?? 0) : window.scrollY,
  });
  if (page) host.setState(page);
}
