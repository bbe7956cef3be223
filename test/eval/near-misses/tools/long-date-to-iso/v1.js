const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

function parse(problem) {
  const match = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(problem.trim());
  if (!match) return null;
  const args = { day: Number(match[1]), month: match[2], year: Number(match[3]) };
  return solve(args) === null ? null : args;
}

function solve({ day, month, year }) {
  const index = months.indexOf(month.toLowerCase());
  if (index < 0 || day < 1 || day > new Date(year, index + 1, 0).getDate()) return null;
  return [String(year).padStart(4, '0'), String(index + 1).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
