const closing = { '[': ']', '(': ')', '{': '}', '<': '>' };

function parse(problem) {
  const match = /^Are the brackets in this sequence balanced\? ([[(){}<>\] ]+)$/.exec(problem.trim());
  return match ? { sequence: match[1] } : null;
}

function solve({ sequence }) {
  const open = [];
  for (const bracket of sequence.replaceAll(' ', '')) {
    if (bracket in closing) open.push(closing[bracket]);
    else if (open.pop() !== bracket) return 'no';
  }
  return open.length === 0 ? 'yes' : 'no';
}
