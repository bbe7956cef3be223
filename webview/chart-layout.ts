import type { CostsView } from '../src/protocol';

/** A tick of an axis: where it is, in the chart's own units, and what it says. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Where everything of the chart is, in the units of its view box. */
export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** The points of the lines with and without the tool: `x,y x,y`. */
  readonly with: string;
  readonly without: string;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly crossing: {
    readonly x: number;
    readonly y: number;
    readonly text: string;
    readonly anchor: 'start' | 'end';
  } | null;
}

const size = { width: 640, height: 300 };
const plot = { left: 78, top: 40, right: 624, bottom: 252 };

/** Lays the two cumulative lines out, with axes that start at 0; `null` where there is no use to draw yet. */
export function chartLayout({
  points,
  crossing,
  unit,
}: Pick<CostsView, 'points' | 'crossing' | 'unit'>): ChartLayout | null {
  const mostUses = Math.max(0, ...points.map(({ uses }) => uses));
  if (mostUses === 0) return null;
  const mostCost = Math.max(...points.flatMap((point) => [point.with, point.without]));
  const [uses, costs] = [axis(mostUses, 6, true), axis(mostCost, 5, unit === 'tokens')];
  const x = (value: number): number => round(plot.left + (value / uses.most) * (plot.right - plot.left));
  const y = (value: number): number => round(plot.bottom - (value / costs.most) * (plot.bottom - plot.top));
  const line = (name: 'with' | 'without'): string =>
    points.map((point) => `${x(point.uses)},${y(point[name])}`).join(' ');
  return {
    ...size,
    plot,
    with: line('with'),
    without: line('without'),
    xTicks: uses.ticks.map((value) => ({ at: x(value), text: value.toLocaleString('en-US') })),
    yTicks: costs.ticks.map((value) => ({
      at: y(value),
      text: unit === 'tokens' ? value.toLocaleString('en-US') : `$${value.toFixed(costs.decimals)}`,
    })),
    crossing: crossing && {
      x: x(crossing.uses),
      y: y(crossing.with),
      text: `break-even: use ${crossing.uses.toLocaleString('en-US')}`,
      anchor: x(crossing.uses) > (plot.left + plot.right) / 2 ? 'end' : 'start',
    },
  };
}

/** An axis from 0 to a round number above the most, in steps of 1, 2 or 5. */
function axis(
  most: number,
  steps: number,
  whole: boolean,
): { readonly most: number; readonly ticks: readonly number[]; readonly decimals: number } {
  const rough = (most > 0 ? most : 1) / steps;
  const power = Math.floor(Math.log10(rough));
  const [mantissa = 10] = [1, 2, 5, 10].filter((one) => one * 10 ** power >= rough * (1 - 1e-9));
  const step = whole ? Math.max(1, mantissa * 10 ** power) : mantissa * 10 ** power;
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  // 10 of a power has no digit of its own there.
  const decimals = Math.min(20, Math.max(0, mantissa === 10 ? -power - 1 : -power));
  return {
    most: count * step,
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((index * step).toFixed(decimals))),
    decimals,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
