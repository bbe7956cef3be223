function parse(problem) {
  const sentences = problem.trim().split(/(?<=[.?]) /);
  if (sentences.pop() !== 'Who finished second?' || sentences.length === 0) return null;
  const pairs = [];
  for (const sentence of sentences) {
    const match = /^(\w+) finished before (\w+)\.$/.exec(sentence);
    if (!match) return null;
    pairs.push({ before: match[1], after: match[2] });
  }
  return { pairs };
}

function solve({ pairs }) {
  const left = new Set(pairs.flatMap(({ before, after }) => [before, after]));
  const order = [];
  while (left.size > 0) {
    const next = [...left].filter((name) => !pairs.some(({ before, after }) => after === name && left.has(before)));
    if (next.length !== 1) return null;
    order.push(next[0]);
    left.delete(next[0]);
  }
  return order[1] ?? null;
}
