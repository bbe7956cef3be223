import { matching, type Oracle } from './oracle';

const word = String.raw`[\p{L}][\p{L}'’.-]*`;
const surname = String.raw`${word}(?: ${word})*`;

export const personNames: Oracle = matching(
  new RegExp(String.raw`(${surname}), ((?:\p{Lu}[\p{L}]+[ -]?)+)`, 'u'),
  (family, given) => {
    const initials = given.split(' ').map((name) =>
      name
        .split('-')
        .map((part) => `${Array.from(part)[0] ?? ''}.`)
        .join('-'),
    );
    return `${initials.join(' ')} ${family}`;
  },
);

export const mailboxes: Oracle = matching(
  /(?:"([^"]+)"|([^"<>@=,]+)) <([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>/,
  (quoted, bare, address) => {
    const parts = (quoted || bare).split(', ');
    return parts.length > 2 ? undefined : `${address.toLowerCase()} (${parts.reverse().join(' ')})`;
  },
);

export const germanAddresses: Oracle = matching(
  /([^,]*[^,\d\s]) (\d+[a-z]?(?:-\d+[a-z]?)?), (\d{5}) (\p{Lu}[^,\d]+)/u,
  (street, ...rest) => (street === 'Postfach' ? undefined : [street, ...rest].join(';')),
);

export const phoneNumbers: Oracle = (input) => {
  if (!/^[-+\d\s()./]+$/.test(input)) return undefined;
  const digits = input.replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  // The North American plan: neither area codes nor exchanges begin with 0 or 1.
  return /^[2-9]\d\d[2-9]\d{6}$/.test(digits) ? `+1${digits}` : undefined;
};
