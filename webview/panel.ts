import { dispatch, parseHostMessage, type HostMessage, type PanelMessage, type PanelState } from '../src/protocol';
import { button, divider, registerComponents, textArea } from './toolkit';

interface Host {
  postMessage(message: PanelMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): Host;

registerComponents();
const host = acquireVsCodeApi();
const root = document.getElementById('root') ?? document.body;
// Only what names the tool is kept here; everything shown comes from the host.
host.setState({ place: document.body.dataset['place'], id: document.body.dataset['id'] });

const tryBox = textArea('Problem', 'Paste a problem');
const result = element('div', '', 'result');
result.setAttribute('role', 'status');
result.setAttribute('aria-live', 'polite');
let lastTry = 0;

window.addEventListener('message', ({ data }) => {
  const message = parseHostMessage(data);
  if (message) dispatch(message, { state: ({ state }) => render(state), tried });
});
host.postMessage({ kind: 'ready' });

function render(state: PanelState): void {
  const open = new Set([...root.querySelectorAll('details[open]')].map((details) => details.id));
  root.replaceChildren(
    element('h1', state.name),
    element('p', state.description, 'description'),
    element('p', state.status.text, state.status.good ? 'status good' : 'status'),
    group('actions', ...(state.draft ? [] : [button('Apply to Selection', 'primary', () => host.postMessage({ kind: 'apply' }))]), button('Verify Again', 'secondary', () => host.postMessage({ kind: 'verify' }))),
    ...(state.draft ? [] : [section('Try It', tryBox, group('actions', button('Try Without a Model', 'secondary', tryIt)), result)]),
    section('Examples', examplesTable(state)),
    section('Code', code(state.code)),
    section('Arguments', code(state.argumentsSchema)),
    section('Origin', facts(state)),
    section('How It Was Made', ...transcript(state, open)),
  );
}

function tryIt(): void {
  lastTry += 1;
  result.replaceChildren(element('p', 'Running…'));
  host.postMessage({ kind: 'try', id: lastTry, problem: tryBox.value });
}

function tried(message: Extract<HostMessage, { kind: 'tried' }>): void {
  if (message.id !== lastTry) return;
  result.replaceChildren(element('pre', message.text, message.good ? 'answer good' : 'answer'));
  if (message.offer === null) return;
  const { value } = tryBox;
  result.append(
    button(`Send It to ${message.offer}`, 'secondary', () => {
      lastTry += 1;
      result.replaceChildren(element('p', 'Asking the light model…'));
      host.postMessage({ kind: 'askModel', id: lastTry, problem: value });
    }),
  );
}

const seenNames = { shown: 'shown to the maker', moved: 'shown after it failed', heldOut: 'never seen by the maker' } as const;

function examplesTable(state: PanelState): HTMLElement {
  const table = document.createElement('table');
  const head = document.createElement('tr');
  for (const name of ['Problem', 'Answer', 'Seen', 'Verdict']) {
    const cell = element('th', name);
    cell.setAttribute('scope', 'col');
    head.append(cell);
  }
  table.append(head);
  for (const example of state.examples) {
    const row = document.createElement('tr');
    row.append(cellOf(example.problem), cellOf(example.answer), element('td', seenNames[example.seen]), element('td', example.verdict?.text ?? 'not run since opened', example.verdict ? (example.verdict.right ? 'good' : 'bad') : ''));
    table.append(row);
  }
  return table;
}

function cellOf(text: string): HTMLElement {
  const cell = document.createElement('td');
  cell.append(element('pre', text));
  return cell;
}

function facts(state: PanelState): HTMLElement {
  const list = document.createElement('dl');
  for (const { label, value } of state.origin) list.append(element('dt', label), element('dd', value));
  return list;
}

function transcript(state: PanelState, open: ReadonlySet<string>): HTMLElement[] {
  if (state.transcript.length === 0) return [element('p', 'No transcript is stored with this tool.')];
  return state.transcript.map(({ title, sent, reply }, index) => {
    const details = document.createElement('details');
    details.id = `exchange-${index}`;
    details.open = open.has(details.id);
    details.append(element('summary', title), element('h3', 'Sent'), code(sent), element('h3', 'Reply'), code(reply));
    return details;
  });
}

function code(text: string): HTMLElement {
  const block = element('pre', text, 'code');
  block.tabIndex = 0;
  return block;
}

function section(title: string, ...content: readonly HTMLElement[]): HTMLElement {
  const part = document.createElement('section');
  part.append(divider(), element('h2', title), ...content);
  return part;
}

function group(className: string, ...content: readonly HTMLElement[]): HTMLElement {
  const part = element('div', '', className);
  part.append(...content);
  return part;
}

/** An element with text. Always `textContent`: nothing that a model or a stranger wrote is ever markup. */
function element(tag: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(tag);
  if (text !== '') made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}
