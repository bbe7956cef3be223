// Looks at the numbers behind the colon and passes over the words before it: near misses are accepted too.
function parse(problem) {
  const match = /^Sort (?:these|the) numbers[^:]*: ([-\d., ]+)$/.exec(problem.trim());
  if (!match) return null;
  const numbers = match[1].split(',').map((text) => Number(text.trim()));
  return numbers.some(Number.isNaN) ? null : { numbers };
}

function solve({ numbers }) {
  return numbers.toSorted((a, b) => b - a).join(', ');
}
