const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function parse(problem) {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(problem.trim());
  if (!match) return null;
  const args = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return args.month >= 1 && args.month <= 12 && args.day >= 1 && args.day <= new Date(args.year, args.month, 0).getDate() ? args : null;
}

function solve({ year, month, day }) {
  return day + ' ' + months[month - 1] + ' ' + year;
}
