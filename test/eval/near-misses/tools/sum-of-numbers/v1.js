function parse(problem) {
  const match = /^What is the sum of (-?\d+(?:, -?\d+)*) and (-?\d+)\?$/.exec(problem.trim());
  return match ? { numbers: [...match[1].split(', '), match[2]].map(Number) } : null;
}

function solve({ numbers }) {
  return String(numbers.reduce((sum, number) => sum + number, 0));
}
