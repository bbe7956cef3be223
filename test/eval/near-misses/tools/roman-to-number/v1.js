const values = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

function parse(problem) {
  const match = /^Write the Roman numeral ([IVXLCDM]+) as a number\.$/.exec(problem.trim());
  return match ? { numeral: match[1] } : null;
}

function solve({ numeral }) {
  const numbers = Array.from(numeral, (letter) => values[letter]);
  return String(numbers.reduce((sum, value, at) => sum + (value < (numbers[at + 1] ?? 0) ? -value : value), 0));
}
