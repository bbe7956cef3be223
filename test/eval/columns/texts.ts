import { capital, columnsOf, lines, parts, taken } from './column';

const logs = lines(`
  [2021-03-04 10:11:12] ERROR disk: no space left (took 123ms)
  [2021-03-04 10:11:15] INFO auth: user logged in (took 7ms)
  [2021-03-04 10:12:01] WARN net: slow answer from host (took 2048ms)
  [2021-03-04 10:15:44] INFO cache: warmed up (took 15ms)
  [2021-03-04 11:00:00] DEBUG db: query planned (took 1ms)
  [2021-03-04 11:30:27] ERROR auth: token expired (took 33ms)
  [2021-03-05 00:00:03] INFO cron: night job started (took 250ms)
  [2021-03-05 06:45:59] WARN disk: ninety percent full (took 12ms)
  [2021-03-05 07:07:07] INFO net: link up (took 905ms)
  [2021-03-05 08:20:31] ERROR db: deadlock found (took 5000ms)
  [2021-03-05 09:59:48] DEBUG cache: entry dropped (took 2ms)`);
const requests = lines(`
  10.0.0.1:8080 GET /index.html 200
  192.168.1.77:443 POST /api/login 302
  10.1.20.3:80 GET /img/logo.png 304
  172.16.0.5:8443 PUT /notes/12 204
  10.0.0.9:80 DELETE /api/items/7 404
  192.168.0.12:8080 GET /feed.xml 200
  10.10.10.10:443 HEAD / 200
  172.20.5.6:80 PATCH /users/3 500
  10.0.3.200:8081 GET /search 200
  192.168.4.1:443 POST /upload 413`);
const pairs = lines(`
  user=ada; role=admin; id=17
  user=grace; role=editor; id=4
  user=alan; role=reader; id=233
  user=barbara; role=editor; id=58
  user=tony; role=admin; id=1002
  user=frances; role=reader; id=9
  user=donald; role=owner; id=71
  user=radia; role=reader; id=640
  user=john; role=editor; id=12
  user=adele; role=owner; id=305`);
const notes = lines(`
  Blue shirt (cotton)
  Garden chair (wood)
  Coffee mug (large, white)
  Desk lamp (metal)
  Wool socks (pair)
  Water bottle (steel)
  Notebook (lined)
  Rain coat (yellow)
  Tea pot (glass)
  Pencil case (small)`);
const quoted = lines(`
  The play "Hamlet" opened in 1601
  She read "Emma" in one day
  My copy of "The Trial" is lost
  We saw "Tosca" last week
  He wrote "Walden" by a pond
  They sang "Summertime" twice
  Has anybody read "Middlemarch" yet
  I never finished "Ulysses" at all
  The film "Alien" came out in 1979`);
const messy = [
  '  blue   shirt ',
  'red  hat',
  ' green    scarf',
  'two  woollen   socks  ',
  'old   coat',
  ' a  very   long  belt ',
  'tie  ',
  'grey gloves',
  '  silk   shirt',
  'boots   and shoes ',
];
const lists = [
  'apples, pears, plums',
  'tea, milk',
  'red, green, blue, white',
  'one',
  'cats, dogs',
  'north, south, east, west',
  'salt, pepper, oil',
  'pen, ink',
  'bread',
  'gold, silver, bronze',
];
const sentences = [
  'THE TRAIN IS LATE',
  'SEE YOU SOON',
  'NO ENTRY',
  'PLEASE WAIT HERE',
  'MIND THE GAP',
  'SOLD OUT TODAY',
  'KEEP DRY',
  'OPEN ALL NIGHT',
  'DO NOT TOUCH',
  'WET PAINT',
];

/** Columns of texts, log lines, and answers that depend on the kind of a row. */
export const texts = columnsOf({
  'logs-level': [logs, (line) => taken(line, /\] (\w+) /)],
  'logs-part': [logs, (line) => taken(line, /\] \w+ (\w+):/)],
  'logs-message': [logs, (line) => taken(line, /: (.*) \(/)],
  'logs-time': [logs, (line) => taken(line, / ([\d:]+)\]/)],
  'logs-took-seconds': [logs, (line) => (Number(taken(line, /took (\d+)/)) / 1000).toFixed(3)],
  'logs-day-and-level': [logs, (line) => `${taken(line, /\[([\d-]+)/)} ${taken(line, /\] (\w+) /).toLowerCase()}`],
  'requests-host': [requests, (line) => parts(line, ':')(0)],
  'requests-port': [requests, (line) => taken(line, /:(\d+)/)],
  'requests-method-and-status': [requests, (line) => `${parts(line, ' ')(1)} ${parts(line, ' ')(3)}`],
  'requests-path': [requests, (line) => parts(line, ' ')(2)],
  'requests-network': [requests, (line) => `${taken(line, /^(\d+\.\d+\.\d+)/)}.0/24`],
  'pairs-role': [pairs, (line) => taken(line, /role=(\w+)/)],
  'pairs-user-and-number': [pairs, (line) => `${taken(line, /user=(\w+)/)}#${taken(line, /id=(\d+)/)}`],
  'notes-in-brackets': [notes, (text) => taken(text, /\((.*)\)/)],
  'notes-without-brackets': [notes, (text) => text.replace(/ \(.*/, '')],
  'notes-with-dash': [notes, (text) => text.replace(/ \((.*)\)/, ' - $1')],
  'texts-in-quotes': [quoted, (text) => taken(text, /"(.*)"/)],
  'texts-white-space': [messy, (text) => text.trim().replace(/\s+/g, ' ')],
  'texts-first-word-large': [messy, (text) => (text.trim().split(/\s+/)[0] ?? '').toUpperCase()],
  'texts-sentence-case': [sentences, capital],
  'texts-small': [sentences, (text) => text.toLowerCase()],
  'texts-every-word': [sentences, (text) => text.split(' ').map(capital).join(' ')],
  'texts-acronym': [sentences, (text) => text.replace(/(\w)\w* ?/g, '$1')],
  'texts-number-of-words': [sentences, (text) => String(text.split(' ').length)],
  'texts-length': [sentences, (text) => String(text.length)],
  'lists-first': [lists, (text) => parts(text, ', ')(0)],
  'lists-last': [lists, (text) => parts(text, ', ')(-1)],
  'lists-other-separator': [lists, (text) => text.replaceAll(', ', ' | ')],
  'lists-count': [lists, (text) => String(text.split(', ').length)],
  'tags-stripped': [
    [
      '<b>Hello</b>',
      '<i>world</i>',
      '<h1>Title</h1>',
      '<p>A short text</p>',
      '<em>now</em>',
      '<li>First item</li>',
      '<td>42</td>',
      '<a>link</a>',
      '<h2>Part two</h2>',
    ],
    (text) => text.replace(/<[^>]*>/g, ''),
  ],
  'choices-yes-no': [['Y', 'N', 'Y', 'Y', 'N', 'N', 'Y', 'N', 'Y', 'N', 'Y'], (text) => (text === 'Y' ? 'yes' : 'no')],
  'choices-missing': [
    ['12', 'n/a', '7', 'n/a', '130', '48', 'n/a', '9', '77', 'n/a', '5', '61'],
    (text) => (text === 'n/a' ? '0' : text),
  ],
  'choices-items': [
    ['1', '3', '12', '1', '7', '2', '1', '40', '5', '1', '9'],
    (text) => (text === '1' ? '1 item' : `${text} items`),
  ],
  'choices-sign': [
    ['-12.50', '30.00', '-7.99', '100.00', '4.25', '-250.10', '18.75', '-0.99', '64.00', '-33.33', '5.05'],
    (text) => (text.startsWith('-') ? 'debit' : 'credit'),
  ],
  'choices-debit-amount': [
    ['-12.50', '30.00', '-7.99', '100.00', '4.25', '-250.10', '18.75', '-0.99', '64.00', '-33.33', '5.05'],
    (text) => (text.startsWith('-') ? `${text.slice(1)} DR` : `${text} CR`),
  ],
  'choices-status': [
    requests.map((line) => parts(line, ' ')(3)),
    (text) => (text.startsWith('2') || text.startsWith('3') ? 'ok' : 'failed'),
  ],
});
