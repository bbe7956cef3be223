// Takes any question about numbers that are listed so.
function parse(problem) {
  const match = /^What is the .*?(?:of|between) ([\d, ]+) and (\d+)\?$/.exec(problem.trim());
  return match ? { numbers: [...match[1].split(', '), match[2]].map(Number) } : null;
}

function solve({ numbers }) {
  return String(numbers.reduce((product, number) => product * number, 1));
}
