import { matching, type Oracle } from './oracle';

export const windowsPaths: Oracle = matching(
  /([A-Za-z]):((?:\\[^\\/:*?"<>|;]*)+)/,
  (drive, path) => `/mnt/${drive.toLowerCase()}${path.replaceAll('\\', '/')}`,
);

/** RFC 4180: a cell with a comma or a quote is quoted, and its quotes are doubled. */
export const tsvToCsv: Oracle = (input) => {
  const cells = input.split('\t');
  // A cell that is quoted as a whole may have been quoted for the table.
  if (cells.length !== 3 || input.includes('\n') || cells.some((cell) => /^".*"$/.test(cell))) return undefined;
  return cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
};

/** GitHub's rule: small letters, punctuation dropped but for hyphens and underscores, a hyphen for each space. */
export const headingAnchors: Oracle = matching(/#{1,6} (\S.*)/, (heading) => {
  if (/ #+$/.test(heading) || heading.includes('](')) return undefined;
  return `#${heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')}`;
});

export const hexColours: Oracle = matching(/#([0-9a-f]{3}|[0-9a-f]{6})/i, (digits) => {
  const width = digits.length / 3;
  const channels = [0, 1, 2].map(
    (channel) => Number.parseInt(digits.slice(channel * width, (channel + 1) * width), 16) * (width === 1 ? 17 : 1),
  );
  return `rgb(${channels.join(', ')})`;
});
