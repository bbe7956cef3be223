import { capitals, constants, dates, doubles, initials, levels, members } from '../tools';
import { lines, type AnsweredText } from '../text';

/** Texts of which each line is a problem. */
export const bareLines: readonly AnsweredText[] = [
  {
    what: 'five bare lines',
    name: 'in.txt',
    tool: initials,
    text: lines('Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov'),
    plan: 'lines with =>',
    written: lines(
      'Ada Lovelace => Lovelace, A.',
      'Alan Turing => Turing, A.',
      'Grace Hopper => Hopper, G.',
      'Edsger Dijkstra => Dijkstra, E.',
      'Barbara Liskov => Liskov, B.',
    ),
  },
  {
    what: 'bare lines for a tool that could read all of them as one',
    name: 'in.txt',
    tool: capitals,
    onlyNamed: true,
    text: lines('one', 'two', 'three'),
    plan: 'lines with =>',
    written: lines('one => ONE', 'two => TWO', 'three => THREE'),
  },
  {
    what: 'a log with blank lines, and a line of a stack',
    name: 'in.log',
    tool: levels,
    text: lines(
      '10:00:01 INFO store: opened',
      '',
      '10:00:02 WARN disk: slow',
      '  at store.js:1',
      '10:00:03 ERROR net: reset',
    ),
    plan: 'lines with =>',
    written: lines(
      '10:00:01 INFO store: opened => INFO',
      '',
      '10:00:02 WARN disk: slow => WARN',
      '  at store.js:1',
      '10:00:03 ERROR net: reset => ERROR',
    ),
    listed: [4],
  },
  {
    what: 'code whose lines end alike',
    name: 'in.js',
    tool: constants,
    text: lines('var a = 1;', 'var b = [1, 2];', 'var c = {};'),
    plan: 'lines with =>',
    written: lines(
      'var a = 1; => const a = 1;',
      'var b = [1, 2]; => const b = [1, 2];',
      'var c = {}; => const c = {};',
    ),
  },
  {
    what: 'a line that holds an arrow as data, and cannot take an answer behind one',
    name: 'in.properties',
    tool: members,
    text: lines('menu.file=File', 'menu.hint=Press A => B', 'menu.help=Help'),
    plan: 'lines',
    written: lines(
      'menu.file=File => "menu.file": "File",',
      'menu.hint=Press A => B',
      'menu.help=Help => "menu.help": "Help",',
    ),
    listed: [2],
  },
  {
    what: 'lines with arrows of another kind as data',
    name: 'in.properties',
    tool: members,
    onlyNamed: true,
    text: lines('menu.file=File', 'menu.hint=Press A -> B', 'menu.help=Help'),
    plan: 'lines with =>',
    written: lines(
      'menu.file=File => "menu.file": "File",',
      'menu.hint=Press A -> B => "menu.hint": "Press A -> B",',
      'menu.help=Help => "menu.help": "Help",',
    ),
  },
  {
    what: 'one line without an end',
    name: 'in.txt',
    tool: doubles,
    text: 'double 4',
    plan: 'lines with =>',
    written: 'double 4 => 8',
  },
];

/** Texts with arrows, labels or marks of lists. */
export const marked: readonly AnsweredText[] = [
  {
    what: 'arrows, a part answered, one not read, one without an answer',
    name: 'in.txt',
    tool: doubles,
    text: lines('double 3 => 6', 'double 5', '', 'halve 4 =>', 'double 13 =>', 'double 7 =>'),
    plan: 'lines with =>',
    written: lines('double 3 => 6', 'double 5 => 10', '', 'halve 4 =>', 'double 13 =>', 'double 7 => 14'),
    listed: [4, 5],
  },
  ...['->', '→', '==>', '-->', '⇒'].map((arrow): AnsweredText => ({
    what: `arrows ${arrow}, with the line ends of Windows`,
    name: 'in.txt',
    tool: doubles,
    text: `double 3 ${arrow} 6\r\ndouble 5 ${arrow}\r\n`,
    plan: `lines with ${arrow}`,
    written: `double 3 ${arrow} 6\r\ndouble 5 ${arrow} 10\r\n`,
  })),
  ...[
    ['Question:', 'Answer:'],
    ['Before:', 'After:'],
    ['from:', 'to:'],
    ['Eingabe:', 'Ausgabe:'],
    ['Entrée :', 'Sortie :'],
  ].map(([problem, answer]): AnsweredText => ({
    what: `blocks ${problem} ${answer}`,
    name: 'in.txt',
    tool: dates,
    text: lines(`${problem} 4 March 2021`, `${answer} 2021-03-04`, '', `${problem} 17 July 1999`, `${answer}`),
    plan: `${problem?.replace(/ ?:/, '')}/${answer?.replace(/ ?:/, '')} blocks`,
    written: lines(
      `${problem} 4 March 2021`,
      `${answer} 2021-03-04`,
      '',
      `${problem} 17 July 1999`,
      `${answer} 1999-07-17`,
    ),
  })),
  {
    what: 'a numbered list with one inside it',
    name: 'in.md',
    tool: doubles,
    text: lines('1. double 4', '   - double 5', '2. double 6'),
    plan: 'list items with =>',
    written: lines('1. double 4 => 8', '   - double 5 => 10', '2. double 6 => 12'),
  },
];
