/** The shells that quote in different ways. */
export type Shell = 'posix' | 'fish' | 'powershell' | 'cmd';

/**
 * Quotes a word so that the shell passes it on as it stands. Control characters are spelled out: pasted into a
 * terminal they are keys, which edit the line or end it.
 */
export function quotedFor(shell: Shell, word: string): string {
  switch (shell) {
    case 'posix':
      return isPlain(word) ? word : posixQuoted(word);
    case 'fish':
      return isPlain(word) ? word : fishQuoted(word);
    case 'powershell':
      // It parts -a.b and -a:b in two, and reads 1kb and 0x1 as numbers.
      return isPlain(word) && /^(?:[A-Za-z_/]|--?[\w-]+$)/.test(word) ? word : powershellQuoted(word);
    case 'cmd':
      return isPlain(word) ? word : cmdQuoted(word);
  }
}

function isPlain(word: string): boolean {
  return /^[\w+:./-]+$/.test(word);
}

/** In single quotes nothing is special, a line end neither. */
function posixQuoted(word: string): string {
  const quoted = word
    .replaceAll("'", "'\\''")
    .replace(/[\0-\x09\x0B-\x1F\x7F]/g, (key) => `'"$(printf '\\${octal(key)}')"'`);
  return `'${quoted}'`;
}

/** In single quotes a backslash and a quote are escaped. */
function fishQuoted(word: string): string {
  const quoted = word.replace(/['\\]/g, '\\$&').replace(/[\0-\x1F\x7F]/g, (key) => `'\\${octal(key)}'`);
  return `'${quoted}'`;
}

/** In single quotes nothing is special; the typographic quotes are taken for the plain ones. */
function powershellQuoted(word: string): string {
  if (!/[\0-\x1F\x7F]/.test(word)) return `'${word.replace(/['‘’‚‛]/g, '$&$&')}'`;
  const quoted = word.replace(/["“”„`$]/g, '`$&').replace(/[\0-\x1F\x7F]/g, (key) => `$([char]${key.charCodeAt(0)})`);
  return `"${quoted}"`;
}

/**
 * cmd knows double quotes alone. A `%` stands outside of them behind a caret, so that no variable has the name that it
 * begins. A control character cannot be written, but no file system of Windows has one in a name.
 */
function cmdQuoted(word: string): string {
  const quoted = word
    .replace(/[\0-\x1F\x7F]/g, '?')
    .split(/(["%])/)
    .map((piece, at) => (at % 2 === 1 ? `"${piece === '"' ? '\\^"' : '^%'}"` : piece + backslashesBehind(piece)))
    .join('');
  return `"${quoted}"`;
}

/** Before a quote backslashes count double. */
function backslashesBehind(text: string): string {
  let start = text.length;
  while (text[start - 1] === '\\') start -= 1;
  return text.slice(start);
}

function octal(key: string): string {
  return key.charCodeAt(0).toString(8).padStart(3, '0');
}
