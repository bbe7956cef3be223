function parse(problem) {
  const match = /^Sort these numbers in ascending order: (-?\d+(?:\.\d+)?(?:, -?\d+(?:\.\d+)?)*)$/.exec(problem.trim());
  return match ? { numbers: match[1].split(', ').map(Number) } : null;
}

function solve({ numbers }) {
  return numbers.toSorted((a, b) => a - b).join(', ');
}
