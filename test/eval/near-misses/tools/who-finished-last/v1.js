// The question at the end may be any: it is cut off.
function parse(problem) {
  const match = /^(.*\.) (?:Who|Which)[^?]*\?$/.exec(problem.trim());
  if (!match) return null;
  const pairs = [];
  for (const sentence of match[1].split(/(?<=\.) /)) {
    const both = /^(\w+) (?:\w+ )*before (\w+)\.$/.exec(sentence);
    if (!both) return null;
    pairs.push({ before: both[1], after: both[2] });
  }
  return { pairs };
}

function solve({ pairs }) {
  const names = [...new Set(pairs.flatMap(({ before, after }) => [before, after]))];
  const last = names.filter((name) => !pairs.some(({ before }) => before === name));
  return last.length === 1 ? last[0] : null;
}
