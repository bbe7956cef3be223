import type { ToolView } from '../src/protocol';
import { code, element, factList, rowButton, scroller } from './elements';

/** So many failures lead the page; the others are in the table of examples. */
const mostFailures = 3;

/** What failed: the problem, what was expected, and what came instead. Empty where nothing did. */
export function failures({ examples }: ToolView, edit: (number: number) => void): HTMLElement[] {
  const failed = examples.filter(({ verdict }) => verdict?.right === false);
  const parts = failed.slice(0, mostFailures).map(({ number, problem, answer, verdict }) => {
    const part = element('div', '', 'failure');
    part.append(
      element('h3', `Example ${number}`),
      factList([
        { label: 'Problem', value: problem },
        { label: 'Expected', value: answer },
        { label: 'Got', value: verdict?.got ?? verdict?.text ?? '' },
      ]),
      rowButton('Edit', `example ${number}`, () => edit(number)),
    );
    return part;
  });
  const more = failed.length - parts.length;
  return more > 0
    ? [...parts, element('p', `${more.toLocaleString('en-US')} more failed: see the examples below.`, 'quiet')]
    : parts;
}

/** The examples with what came of each; failure and success are told apart by a sign and words, not by colour alone. */
export function examplesTable({ examples, moreExamples }: ToolView, edit: (number: number) => void): HTMLElement[] {
  const table = element('table', '', 'examples');
  const head = table.createTHead().insertRow();
  for (const name of ['No.', 'Problem', 'Expected', 'Got', 'Seen by the maker', 'Change']) {
    const cell = element('th', name);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { number, problem, answer, seen, verdict } of examples) {
    const line = body.insertRow();
    line.append(element('td', String(number)), textCell(problem), textCell(answer));
    const got = element('td', '', 'result');
    if (!verdict) got.append(element('span', 'not run here yet', 'quiet'));
    else {
      // Only the sign is coloured: themes choose these colours for icons, too pale for words on white.
      got.append(element('span', verdict.right ? '✓' : '✗', verdict.right ? 'good' : 'bad'), ` ${verdict.text}`);
      if (verdict.got !== null) got.append(element('pre', verdict.got));
    }
    const change = element('td');
    change.append(rowButton('Edit', `example ${number}`, () => edit(number)));
    line.append(got, element('td', seen), change);
  }
  const shown = scroller('Table of examples', table);
  return moreExamples > 0
    ? [
        shown,
        element('p', `${moreExamples.toLocaleString('en-US')} more are not listed here; all of them are run.`, 'quiet'),
      ]
    : [shown];
}

/** The versions of the code, the newest first, each to be compared with the current one, or gone back to. */
export function versions(
  { versions: all, approved }: ToolView,
  { compare, goBack }: Readonly<Record<'compare' | 'goBack', (version: number) => void>>,
): HTMLElement[] {
  const list = element('ul');
  list.append(
    ...all.map(({ number, text }, index) => {
      const item = element('li', `Version ${number}${index === 0 ? ', current' : ''}: ${text} `);
      if (index > 0 && approved)
        item.append(
          rowButton('Compare with Current', `version ${number}`, () => compare(number)),
          ' ',
          rowButton('Go Back', `to version ${number}`, () => goBack(number)),
        );
      return item;
    }),
  );
  return [list];
}

/** The exchanges with the models, each folded away until it is opened. */
export function transcript({ transcript: entries }: ToolView, open: ReadonlySet<string>): HTMLElement[] {
  if (entries.length === 0) return [element('p', 'No transcript is stored with this tool.', 'quiet')];
  return entries.map(({ title, sent, reply }, index) => {
    const details = element('details');
    details.id = `exchange-${index + 1}`;
    details.open = open.has(details.id);
    details.append(
      element('summary', title),
      element('h3', 'Sent'),
      code(`Sent, exchange ${index + 1}`, sent),
      element('h3', 'Reply'),
      code(`Reply, exchange ${index + 1}`, reply),
    );
    return details;
  });
}

function textCell(text: string): HTMLElement {
  const cell = element('td');
  cell.append(text === '' ? element('span', 'empty', 'quiet') : element('pre', text));
  return cell;
}
