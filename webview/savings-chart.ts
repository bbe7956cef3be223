import type { CostsView } from '../src/protocol';
import { chartLayout, type ChartLayout } from './chart-layout';

const namespace = 'http://www.w3.org/2000/svg';

/** The two cumulative lines with the point where they cross; `null` where there is no use to draw yet. */
export function savingsChart(costs: CostsView): SVGSVGElement | null {
  const layout = chartLayout(costs);
  if (!layout) return null;
  const { width, height, plot } = layout;
  const chart = svg('svg', {
    class: 'chart',
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': costs.summary,
  });
  const middle = (plot.left + plot.right) / 2;
  chart.append(
    ...grid(layout),
    text(costs.unit === 'dollars' ? 'cumulative cost, US dollars' : 'cumulative cost, tokens', { x: 4, y: 14 }, 'axis'),
    text('uses (problems answered)', { x: middle, y: height - 6, 'text-anchor': 'middle' }, 'axis'),
    svg('polyline', { class: 'without', points: layout.without }),
    svg('polyline', { class: 'with', points: layout.with }),
    // Told apart by the dashes too, not by colour alone.
    svg('line', { class: 'with', x1: plot.right - 300, y1: 10, x2: plot.right - 268, y2: 10 }),
    text('with the tool', { x: plot.right - 260, y: 14 }, 'legend'),
    svg('line', { class: 'without', x1: plot.right - 160, y1: 10, x2: plot.right - 128, y2: 10 }),
    text(`without it, ${costs.basis}`, { x: plot.right - 120, y: 14 }, 'legend'),
    ...crossing(layout),
  );
  return chart;
}

function grid({ plot, xTicks, yTicks }: ChartLayout): SVGElement[] {
  return [
    ...yTicks.flatMap((tick) => [
      svg('line', { class: 'grid', x1: plot.left, x2: plot.right, y1: tick.at, y2: tick.at }),
      text(tick.text, { x: plot.left - 8, y: tick.at + 4, 'text-anchor': 'end' }, 'tick'),
    ]),
    ...xTicks.flatMap((tick) => [
      svg('line', { class: 'grid', x1: tick.at, x2: tick.at, y1: plot.bottom, y2: plot.bottom + 5 }),
      text(tick.text, { x: tick.at, y: plot.bottom + 19, 'text-anchor': 'middle' }, 'tick'),
    ]),
  ];
}

function crossing({ plot, crossing: at }: ChartLayout): SVGElement[] {
  if (!at) return [];
  return [
    svg('line', { class: 'crossing', x1: at.x, x2: at.x, y1: at.y, y2: plot.bottom }),
    svg('circle', { class: 'crossing', cx: at.x, cy: at.y, r: 5 }),
    text(
      at.text,
      {
        x: at.anchor === 'start' ? at.x + 8 : at.x - 8,
        y: at.anchor === 'start' ? Math.min(at.y + 22, plot.bottom - 6) : Math.max(at.y - 10, plot.top),
        'text-anchor': at.anchor,
      },
      'crossing',
    ),
  ];
}

function text(content: string, attributes: Readonly<Record<string, string | number>>, className: string): SVGElement {
  const made = svg('text', { ...attributes, class: className });
  made.textContent = content;
  return made;
}

function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
