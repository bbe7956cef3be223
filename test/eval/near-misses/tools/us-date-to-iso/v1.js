function parse(problem) {
  const match = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(problem.trim());
  if (!match) return null;
  const args = { month: Number(match[1]), day: Number(match[2]), year: Number(match[3]) };
  return args.month >= 1 && args.month <= 12 && args.day >= 1 && args.day <= new Date(args.year, args.month, 0).getDate() ? args : null;
}

function solve({ month, day, year }) {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
