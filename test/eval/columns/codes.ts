import { columnsOf, lines, parts, taken } from './column';

const articles = lines(`
  AB-1234-XL
  QX-0077-S
  ZR-9102-M
  AB-4410-XXL
  KL-3003-S
  TT-0815-L
  PQ-6621-XL
  MN-1001-M
  AB-0002-S
  RS-7450-L
  UV-5555-XXL
  GH-2048-M
  CD-8080-XS`);
const plain = [
  'ab1234',
  'qx77',
  'zr9102',
  'kl3003',
  't815',
  'pqr6621',
  'mn10',
  'abc2',
  'rs7450',
  'uv55555',
  'gh2048',
  'c8',
];
const cards = lines(`
  4111111111111111
  5500005555555559
  6011000990139424
  4012888888881881
  5105105105105100
  4222222222222220
  6011111111111117
  5555555555554444
  3530111333300000
  4000056655665556`);
const invoices = lines(`
  INV-2021-00042
  INV-2019-01207
  INV-2023-00003
  INV-2020-10010
  INV-2022-00550
  INV-2018-00099
  INV-2024-12345
  INV-2021-00700
  INV-2017-04020
  INV-2022-00001
  INV-2016-30000`);
const accounts = lines(`
  DE89370400440532013000
  GB29NWBK60161331926819
  FR1420041010050500013M02606
  ES9121000418450200051332
  IT60X0542811101000000123456
  NL91ABNA0417164300
  CH9300762011623852957
  AT611904300234573201
  BE68539007547034
  PT50000201231234567890154`);
const versions = [
  'v1.2.3',
  'v10.0.1',
  'v2.15.0',
  'v0.9.12',
  'v3.3.3',
  'v1.20.4',
  'v12.1.0',
  'v0.0.7',
  'v5.11.2',
  'v4.0.10',
];
const identifiers = lines(`
  3f2504e0-4f89-11d3-9a0c-0305e82c3301
  6ba7b810-9dad-11d1-80b4-00c04fd430c8
  f47ac10b-58cc-4372-a567-0e02b2c3d479
  9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d
  1b4e28ba-2fa1-11d2-883f-0016d3cca427
  7c9e6679-7425-40de-944b-e07fc1f90ae7
  a8098c1a-f86e-11da-bd1a-00112444be1e
  16fd2706-8baf-433b-82eb-8c7fada847da
  886313e1-3b8a-5372-9b90-0c9aee199e5d`);

/** Columns of codes, numbers of things, and identifiers. */
export const codes = columnsOf({
  'codes-prefix': [articles, (code) => parts(code, '-')(0)],
  'codes-size': [articles, (code) => parts(code, '-')(2)],
  'codes-number-plain': [articles, (code) => String(Number(parts(code, '-')(1)))],
  'codes-dots-and-order': [articles, (code) => `${parts(code, '-')(1)}.${parts(code, '-')(2)}.${parts(code, '-')(0)}`],
  'codes-large-with-dash': [plain, (code) => code.toUpperCase().replace(/(\D)(\d)/, '$1-$2')],
  'codes-letters': [plain, (code) => taken(code, /^(\D+)/)],
  'codes-digits-padded': [plain, (code) => taken(code, /(\d+)/).padStart(6, '0')],
  'cards-grouped': [cards, (card) => card.replace(/(\d{4})(?=\d)/g, '$1 ')],
  'cards-masked': [cards, (card) => `**** **** **** ${card.slice(-4)}`],
  'cards-ungrouped': [cards.map((card) => card.replace(/(\d{4})(?=\d)/g, '$1-')), (card) => card.replaceAll('-', '')],
  'invoices-number': [invoices, (code) => String(Number(parts(code, '-')(2)))],
  'invoices-year-behind': [invoices, (code) => code.replace(/INV-(\d+)-(\d+)/, '$2/$1')],
  'invoices-short-year': [invoices, (code) => code.replace(/INV-\d\d(\d\d)-0*(\d+)/, '$1-$2')],
  'accounts-country': [accounts, (code) => code.slice(0, 2)],
  'accounts-last-four': [accounts, (code) => `…${code.slice(-4)}`],
  'accounts-grouped': [accounts, (code) => code.replace(/(\w{4})(?=\w)/g, '$1 ')],
  'accounts-ungrouped': [
    accounts.map((code) => code.replace(/(\w{4})(?=\w)/g, '$1 ')),
    (code) => code.replaceAll(' ', ''),
  ],
  'versions-without-mark': [versions, (version) => version.slice(1)],
  'versions-short': [versions, (version) => version.replace(/v(\d+\.\d+)\..*/, '$1')],
  'versions-major': [versions, (version) => `version ${taken(version, /(\d+)/)}`],
  'versions-next-patch': [versions, (version) => version.replace(/(\d+)$/, (patch) => String(Number(patch) + 1))],
  'identifiers-first-block': [identifiers, (id) => parts(id, '-')(0)],
  'identifiers-large-joined': [identifiers, (id) => id.replaceAll('-', '').toUpperCase()],
  'isbn-joined': [
    [
      '978-3-16-148410-0',
      '978-0-306-40615-7',
      '978-1-86197-876-9',
      '978-0-13-110362-7',
      '978-3-540-69006-1',
      '978-0-201-63361-0',
      '978-2-07-036024-5',
      '978-1-4028-9462-6',
      '978-0-262-03384-8',
    ],
    (isbn) => isbn.replaceAll('-', ''),
  ],
  'colours-without-mark': [
    ['#AABBCC', '#FF0000', '#00CED1', '#1E90FF', '#C0FFEE', '#8B4513', '#FFA07A', '#20B2AA', '#DEADBF', '#0A0B0C'],
    (colour) => colour.slice(1).toLowerCase(),
  ],
  'plates-with-dash': [
    ['M AB 1234', 'B XY 77', 'HH CD 9', 'K LM 4321', 'DD QR 58', 'F T 700', 'S UV 8080', 'HB W 31', 'N EE 6'],
    (plate) => plate.replace(/^(\S+) (\S+) (\S+)$/, '$1-$2 $3'),
  ],
  'flights-padded': [
    ['LH 123', 'BA 7', 'AF 1780', 'KL 42', 'LX 318', 'OS 5', 'SK 2601', 'IB 99', 'AZ 600', 'TP 88'],
    (flight) => `${parts(flight, ' ')(0)}${parts(flight, ' ')(1).padStart(4, '0')}`,
  ],
  'currencies-in-brackets': [
    [
      'Euro (EUR)',
      'US Dollar (USD)',
      'Pound Sterling (GBP)',
      'Yen (JPY)',
      'Swiss Franc (CHF)',
      'Swedish Krona (SEK)',
      'Zloty (PLN)',
      'Forint (HUF)',
      'Australian Dollar (AUD)',
      'Rand (ZAR)',
    ],
    (text) => taken(text, /\((\w+)\)/),
  ],
});
