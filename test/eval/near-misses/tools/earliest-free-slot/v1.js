// Reads the length and the busy times; which of the free slots is wanted is not looked at.
function parse(problem) {
  const [first, ...lines] = problem.trim().split('\n');
  const length = /^Find the .*?slot of (\d+) minutes.*\.$/.exec(first);
  if (!length || lines.length === 0) return null;
  const busy = [];
  for (const line of lines) {
    const match = /^(\w+) is busy: (.*)$/.exec(line);
    if (!match) return null;
    for (const range of match[2].split(', ')) {
      const times = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(range);
      if (!times) return null;
      busy.push({ name: match[1], from: times[1], to: times[2] });
    }
  }
  return { minutes: Number(length[1]), busy };
}

function minutesOf(time) {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function timeOf(minutes) {
  return String(Math.floor(minutes / 60)).padStart(2, '0') + ':' + String(minutes % 60).padStart(2, '0');
}

function solve({ minutes, busy }) {
  let start = 9 * 60;
  for (const range of busy.toSorted((a, b) => minutesOf(a.from) - minutesOf(b.from))) {
    if (minutesOf(range.from) - start >= minutes) break;
    start = Math.max(start, minutesOf(range.to));
  }
  return start + minutes > 17 * 60 ? 'none' : timeOf(start) + '-' + timeOf(start + minutes);
}
