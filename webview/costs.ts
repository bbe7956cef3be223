import type { CostsView } from '../src/protocol';
import { element, factList, scroller } from './elements';
import { savingsChart } from './savings-chart';

/** What a tool cost and saved: in words, as a chart, and as the table of the same figures. */
export function costsContent(costs: CostsView): HTMLElement[] {
  const chart = savingsChart(costs);
  const parts: HTMLElement[] = [factList(costs.facts)];
  if (chart) {
    parts.push(scroller('Chart of cumulative costs', chart));
  } else {
    parts.push(element('p', 'There is no use to draw a chart of yet.', 'quiet'));
  }
  return [
    ...parts,
    scroller('Table of cumulative costs', costsTable(costs)),
    ...costs.notes.map((note) => element('p', note, 'quiet')),
    element('h3', 'All Tools Together'),
    factList(costs.whole),
  ];
}

function costsTable({ points, crossing, basis }: CostsView): HTMLTableElement {
  const table = element('table', '', 'costs');
  table.createCaption().textContent = 'Cumulative costs after each making and use';
  const head = table.createTHead().insertRow();
  for (const name of ['When', 'What', 'Uses', 'With the tool', `Without it, ${basis}`, 'Saved']) {
    const cell = element('th', name);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = table.createTBody();
  const add = (...cells: readonly string[]): void => {
    body.insertRow().append(...cells.map((cell) => element('td', cell)));
  };
  let crossed = crossing === null;
  for (const point of points) {
    if (!crossed && crossing && point.uses >= crossing.uses) {
      add(
        '',
        'break-even',
        crossing.uses.toLocaleString('en-US'),
        crossing.withText,
        crossing.withoutText,
        crossing.savedText,
      );
      crossed = true;
    }
    add(point.when, point.what, point.uses.toLocaleString('en-US'), point.withText, point.withoutText, point.savedText);
  }
  return table;
}
