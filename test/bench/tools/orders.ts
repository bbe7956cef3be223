import type { JsonObject } from '../../../src/engine/json';

/** The search-heavy tool: tries all 7! orders of seven things and gives the one that meets every constraint. */
export const ordersCode = `function meets(order, { kind, a, b, place }) {
  const at = order.indexOf(a);
  switch (kind) {
    case 'at':
      return at === place;
    case 'leftOf':
      return at < order.indexOf(b);
    case 'nextTo':
      return Math.abs(at - order.indexOf(b)) === 1;
    default:
      throw new Error('unknown kind ' + kind);
  }
}

function solve({ things, constraints }) {
  const found = [];
  const search = (order, rest) => {
    if (rest.length === 0) {
      if (constraints.every((constraint) => meets(order, constraint))) found.push(order);
      return;
    }
    rest.forEach((thing, index) => search([...order, thing], [...rest.slice(0, index), ...rest.slice(index + 1)]));
  };
  search([], things);
  return found.length === 1 ? found[0] : null;
}
`;

/** One problem of it, and its only solution. */
export const ordersCall: { readonly arguments: JsonObject; readonly result: readonly string[] } = {
  arguments: {
    things: ['owl', 'crow', 'wren', 'finch', 'robin', 'heron', 'swift'],
    constraints: [
      { kind: 'leftOf', a: 'owl', b: 'heron' },
      { kind: 'leftOf', a: 'heron', b: 'wren' },
      { kind: 'nextTo', a: 'wren', b: 'crow' },
      { kind: 'at', a: 'crow', place: 4 },
      { kind: 'at', a: 'swift', place: 6 },
      { kind: 'leftOf', a: 'robin', b: 'owl' },
      { kind: 'nextTo', a: 'finch', b: 'swift' },
      { kind: 'leftOf', a: 'wren', b: 'crow' },
    ],
  },
  result: ['robin', 'owl', 'heron', 'wren', 'crow', 'finch', 'swift'],
};
