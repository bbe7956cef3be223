import { columnsOf, lines, parts } from './column';

const whole = lines(`
  1234567
  89012
  430
  7654321
  1000
  56
  250000
  31415926
  9999
  12
  604800
  88
  123456789
  5050`);
const grouped = (digits: string, sign: string): string => digits.replace(/\B(?=(\d{3})+$)/g, sign);
const decimals = lines(`
  3.14159
  12.5
  0.875
  99.999
  7.25
  148.3333
  2.5
  61.0449
  1000.126
  5.05
  0.3333
  42.42
  18.75
  250.6`);
const money = lines(`
  1234.50
  89.99
  12.00
  4500.75
  1000000.00
  0.99
  78910.11
  333.30
  25.05
  6789.00
  150.25
  99999.99
  7.70`);
const continental = (amount: string): string =>
  amount.replace(/(\d+)\.(\d+)/, (_, a: string, b: string) => `${grouped(a, '.')},${b}`);
const american = (amount: string): string =>
  amount.replace(/(\d+)\.(\d+)/, (_, a: string, b: string) => `${grouped(a, ',')}.${b}`);
const shares = [
  '0.125',
  '0.5',
  '0.08',
  '0.333',
  '0.75',
  '1.1',
  '0.045',
  '0.62',
  '0.9',
  '0.015',
  '0.27',
  '0.408',
  '1.5',
];
const percent = (share: string): string => `${Number((Number(share) * 100).toFixed(4))}%`;
const small = ['7', '42', '128', '3', '905', '64', '1', '77', '500', '12', '9', '321', '88', '250'];

/** Columns of numbers, money and measures. */
export const numbers = columnsOf({
  'numbers-grouped': [whole, (text) => grouped(text, ',')],
  'numbers-ungrouped': [whole.map((text) => grouped(text, ',')), (text) => text.replaceAll(',', '')],
  'numbers-grouped-by-spaces': [whole, (text) => grouped(text, ' ')],
  'money-continental-to-plain': [money.map(continental), (text) => text.replaceAll('.', '').replace(',', '.')],
  'money-plain-to-continental': [money, (text) => `${continental(text)} €`],
  'money-american': [money, (text) => `$${american(text)}`],
  'money-whole-dollars': [money.map((text) => `$${american(text)}`), (text) => parts(text, '.')(0)],
  'money-code-to-sign': [money.map((text) => `USD ${text}`), (text) => text.replace('USD ', '$')],
  'money-sign-behind': [money.map((text) => `€${text}`), (text) => `${text.slice(1)} EUR`],
  'money-cents': [money, (text) => text.replace('.', '').replace(/^0+/, '')],
  'money-of-cents': [
    ['1250', '99', '100', '7', '45000', '333', '250075', '18', '6060', '905', '1', '77710'],
    (cents) => (Number(cents) / 100).toFixed(2),
  ],
  'money-accounting': [
    money.map((text, index) => (index % 3 === 1 ? `(${text})` : text)),
    (text) => text.replace(/\((.*)\)/, '-$1'),
  ],
  'money-with-two-decimals': [
    ['12', '3.5', '100', '7.25', '0.9', '48', '1999.9', '63', '5.55', '820', '14.1', '2'],
    (text) => Number(text).toFixed(2),
  ],
  'shares-to-percent': [shares, percent],
  'shares-of-percent': [shares.map(percent), (text) => String(Number((Number.parseFloat(text) / 100).toFixed(6)))],
  'numbers-padded': [small, (text) => text.padStart(4, '0')],
  'numbers-unpadded': [small.map((text) => text.padStart(6, '0')), (text) => String(Number(text))],
  'numbers-one-decimal': [decimals, (text) => (Math.round(Number(text) * 10 + 1e-9) / 10).toFixed(1)],
  'numbers-to-whole': [decimals, (text) => String(Math.round(Number(text)))],
  'numbers-cut': [decimals, (text) => String(Math.trunc(Number(text)))],
  'numbers-to-tens': [
    small.map((text) => String(Number(text) * 3 + 4)),
    (text) => String(Math.round(Number(text) / 10) * 10),
  ],
  'numbers-bands': [
    small,
    (text) => `${Math.floor(Number(text) / 100) * 100}-${Math.floor(Number(text) / 100) * 100 + 99}`,
  ],
  'numbers-ordinal': [
    ['1', '2', '3', '4', '11', '21', '12', '22', '13', '33', '40', '101', '112', '63', '10'],
    (text) => {
      const [tens, ones] = [Number(text) % 100, Number(text) % 10];
      return `${text}${tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th')}`;
    },
  ],
  'numbers-number-sign': [small, (text) => `#${text}`],
  'units-kilometres-to-metres': [
    ['1.5 km', '0.8 km', '12 km', '3.25 km', '42.195 km', '7 km', '0.05 km', '21.1 km', '5.5 km', '100 km', '2.75 km'],
    (text) => `${Number((Number.parseFloat(text) * 1000).toFixed(3))} m`,
  ],
  'units-grams-to-kilograms': [
    ['1500 g', '250 g', '3000 g', '75 g', '12500 g', '980 g', '2250 g', '500 g', '10 g', '6400 g', '1005 g'],
    (text) => `${Number.parseFloat(text) / 1000} kg`,
  ],
  'units-number-only': [
    lines(`12 kg
      7.5 kg
      130 kg
      0.25 kg
      48 kg
      9.9 kg
      1000 kg
      63.5 kg
      2 kg
      81.75 kg
      16 kg`),
    (text) => parts(text, ' ')(0),
  ],
  'units-space-between': [
    ['12kg', '7.5cm', '130ml', '0.25l', '48mm', '9.9g', '1000kg', '63.5m', '2km', '81.75g', '16cm'],
    (text) => text.replace(/([\d.]+)(\w+)/, '$1 $2'),
  ],
  'units-dimensions': [
    [
      '10 x 20 x 30 cm',
      '5 x 5 x 12 cm',
      '100 x 40 x 2 cm',
      '7 x 81 x 16 cm',
      '33 x 3 x 300 cm',
      '1 x 2 x 3 cm',
      '64 x 48 x 32 cm',
      '15 x 150 x 15 cm',
      '9 x 90 x 900 cm',
    ],
    (text) => text.replaceAll(' x ', '×').replace(' cm', ''),
  ],
  'units-width-of-dimensions': [
    ['10x20x30', '5x5x12', '100x40x2', '7x81x16', '33x3x300', '1x2x3', '64x48x32', '15x150x15', '9x90x900'],
    (text) => parts(text, 'x')(1),
  ],
  'units-height': [
    [
      '5 ft 11 in',
      '6 ft 0 in',
      '4 ft 9 in',
      '5 ft 5 in',
      '6 ft 3 in',
      '5 ft 10 in',
      '4 ft 11 in',
      '7 ft 1 in',
      '5 ft 2 in',
    ],
    (text) => text.replace(/(\d+) ft (\d+) in/, `$1'$2"`),
  ],
  'units-temperature': [
    [
      '21.46 °C',
      '-3.2 °C',
      '0.55 °C',
      '37.04 °C',
      '100.0 °C',
      '-17.78 °C',
      '8.91 °C',
      '15.3 °C',
      '-0.26 °C',
      '25.75 °C',
    ],
    (text) => text.replace(' °C', ''),
  ],
  'scores-with-colon': [
    ['3-1', '0-0', '10-2', '2-2', '5-4', '1-11', '7-0', '6-3', '0-1', '21-19', '4-4'],
    (text) => text.replace('-', ':'),
  ],
});
