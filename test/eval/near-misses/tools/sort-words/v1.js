// Everything behind the colon is taken for words, and what is asked for before it is hardly looked at.
function parse(problem) {
  const match = /^Sort .*words.*: (.+)$/.exec(problem.trim());
  return match ? { words: match[1].split(', ') } : null;
}

function solve({ words }) {
  return words.toSorted().join(', ');
}
