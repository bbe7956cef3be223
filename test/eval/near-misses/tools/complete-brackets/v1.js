const closing = { '[': ']', '(': ')', '{': '}', '<': '>' };

// Whatever stands before the brackets is passed over.
function parse(problem) {
  const match = /^\w[^[(){}<>\]]*[:?] ([[(){}<>\] ]+)$/.exec(problem.trim());
  return match ? { sequence: match[1] } : null;
}

function solve({ sequence }) {
  const open = [];
  for (const bracket of sequence.replaceAll(' ', '')) {
    if (bracket in closing) open.push(closing[bracket]);
    else if (open.pop() !== bracket) return null;
  }
  return open.length === 0 ? null : open.reverse().join(' ');
}
