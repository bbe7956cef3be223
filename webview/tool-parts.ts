import type { ToolView } from '../src/protocol';
import { code, element } from './elements';

/** The examples with what came of each; failure and success are told apart by a sign and words, not by colour alone. */
export function examplesTable({ examples, moreExamples }: ToolView): HTMLElement[] {
  const table = element('table');
  const head = table.createTHead().insertRow();
  for (const name of ['No.', 'Problem', 'Expected', 'Got', 'Seen by the maker']) {
    const cell = element('th', name);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { number, problem, answer, seen, verdict } of examples) {
    const line = body.insertRow();
    line.append(element('td', String(number)), textCell(problem), textCell(answer));
    const got = element('td', '', 'result');
    if (!verdict) got.append(element('span', 'not run since opened', 'quiet'));
    else {
      // Only the sign is coloured: themes choose these colours for icons, too pale for words on white.
      got.append(element('span', verdict.right ? '✓' : '✗', verdict.right ? 'good' : 'bad'), ` ${verdict.text}`);
      if (verdict.got !== null) got.append(element('pre', verdict.got));
    }
    line.append(got, element('td', seen));
  }
  const scroller = element('div', '', 'scroller');
  scroller.append(table);
  return moreExamples > 0
    ? [
        scroller,
        element('p', `${moreExamples.toLocaleString('en-US')} more are not listed here; all of them are run.`, 'quiet'),
      ]
    : [scroller];
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
