import { capital, columnsOf, lines, parts } from './column';

const people = lines(`
  Ada Lovelace
  Grace Hopper
  Alan Turing
  Barbara Liskov
  Edsger Dijkstra
  Frances Allen
  Tony Hoare
  Donald Knuth
  Margaret Hamilton
  Niklaus Wirth
  Radia Perlman
  John Backus
  Jean Sammet
  Ken Thompson
  Adele Goldberg
  Leslie Lamport`);
const withMiddle = lines(`
  Mary Ann Evans
  John Stuart Mill
  Anna Maria Ortega
  George Bernard Shaw
  Louisa May Alcott
  Edgar Allan Poe
  Harriet Beecher Stowe
  James Clerk Maxwell
  Oliver Wendell Holmes
  Ralph Waldo Emerson
  Julia Ward Howe
  William Butler Yeats
  Joyce Carol Oates
  Charlotte Perkins Gilman`);
const mixed = lines(`
  Ada Lovelace
  Mary Ann Evans
  Alan Turing
  John Stuart Mill
  Grace Hopper
  Edgar Allan Poe
  Tony Hoare
  Louisa May Alcott
  Donald Knuth
  James Clerk Maxwell
  Frances Allen
  Julia Ward Howe
  Niklaus Wirth
  Ralph Waldo Emerson`);
const titled = lines(`
  Dr. Ada Lovelace
  Prof. Grace Hopper
  Mr. Alan Turing
  Dr. Barbara Liskov
  Ms. Frances Allen
  Prof. Tony Hoare
  Mrs. Margaret Hamilton
  Dr. Niklaus Wirth
  Ms. Radia Perlman
  Mr. John Backus
  Prof. Leslie Lamport
  Mrs. Jean Sammet
  Dr. Ken Thompson`);
const lastFirst = people.map((name) => name.replace(/^(\S+) (\S+)$/, '$2, $1'));
const numbered = lastFirst.map((name, index) => `${name} (${4711 + 37 * index})`);

/** Columns of people's names. */
export const names = columnsOf({
  'names-last-first': [people, (name) => name.replace(/^(\S+) (\S+)$/, '$2, $1')],
  'names-comma-to-plain': [lastFirst, (name) => name.replace(/^(\S+), (\S+)$/, '$2 $1')],
  'names-initials-dotted': [people, (name) => name.replace(/^(\w)\w* (\w)\w*$/, '$1.$2.')],
  'names-initial-and-last': [people, (name) => name.replace(/^(\w)\w* /, '$1. ')],
  'names-to-mail': [people, (name) => `${name.toLowerCase().replace(' ', '.')}@example.com`],
  'names-to-login': [people, (name) => name.toLowerCase().replace(/^(\w)\w* /, '$1')],
  'names-last-large': [people, (name) => `${parts(name, ' ')(1).toUpperCase()} ${parts(name, ' ')(0)}`],
  'names-first': [mixed, (name) => parts(name, ' ')(0)],
  'names-last-of-many': [mixed, (name) => parts(name, ' ')(-1)],
  'names-capitals': [people.map((name) => name.toLowerCase()), (name) => name.split(' ').map(capital).join(' ')],
  'names-without-title': [titled, (name) => name.replace(/^\S+ /, '')],
  'names-title-and-last': [titled, (name) => `${parts(name, ' ')(0)} ${parts(name, ' ')(-1)}`],
  'names-from-mail': [
    people.map((name) => `${name.toLowerCase().replace(' ', '.')}@mail.example.org`),
    (mail) => parts(mail, '@')(0).split('.').map(capital).join(' '),
  ],
  'names-middle-initial': [withMiddle, (name) => name.replace(/ (\w)\w* /, ' $1. ')],
  'names-monogram': [
    withMiddle.map((name) => name.toLowerCase()),
    (name) => name.replace(/(\w)\w* ?/g, '$1').toUpperCase(),
  ],
  'names-number-in-brackets': [numbered, (name) => name.replace(/.*\((\d+)\)/, '$1')],
  'names-greeting': [people, (name) => `Dear ${parts(name, ' ')(0)},`],
  'names-last-and-initials': [withMiddle, (name) => name.replace(/^(\w)\w* (\w)\w* (\w+)$/, '$3, $1. $2.')],
  'names-last-initial-mixed': [mixed, (name) => `${parts(name, ' ')(-1)}, ${name.charAt(0)}.`],
  'names-large-to-plain': [
    people.map((name) => `${parts(name, ' ')(1).toUpperCase()}, ${parts(name, ' ')(0).toUpperCase()}`),
    (name) => `${capital(parts(name, ', ')(1))} ${capital(parts(name, ', ')(0))}`,
  ],
});
