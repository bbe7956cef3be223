// Words with capitals, whatever they are.
function parse(problem) {
  const names = problem.trim().split(' ');
  return names.length > 1 && names.every((name) => /^\p{Lu}\p{L}*$/u.test(name)) ? { names } : null;
}

function solve({ names }) {
  return names.map((name) => name[0] + '.').join(' ');
}
