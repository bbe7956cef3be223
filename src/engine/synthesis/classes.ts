/** A kind of part that texts have, by the pattern that finds each of them. */
export interface TokenClass {
  /** What a part of it is called in a tool's arguments. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly cost: number;
}

/** The classes that parts are counted by. What is usual costs less. */
export const tokenClasses: readonly TokenClass[] = [
  { name: 'word', pattern: /[\p{L}\p{M}]+/gu, cost: 1 },
  { name: 'digits', pattern: /\d+/g, cost: 1 },
  { name: 'item', pattern: /\S+/g, cost: 1.1 },
  { name: 'code', pattern: /[\p{L}\p{M}\d]+/gu, cost: 1.3 },
  { name: 'number', pattern: /[-\u2212]?\d+(?:[.,']\d+)*/g, cost: 1.4 },
  { name: 'slug', pattern: /[\p{L}\p{M}\d][\p{L}\p{M}\d_-]*/gu, cost: 1.6 },
  { name: 'dotted', pattern: /[\p{L}\p{M}\d_-]+(?:\.[\p{L}\p{M}\d_-]+)*/gu, cost: 1.7 },
  { name: 'proper', pattern: /\p{Lu}[\p{Ll}\p{M}'’]+/gu, cost: 1.7 },
  { name: 'capitals', pattern: /\p{Lu}+/gu, cost: 1.7 },
  { name: 'small', pattern: /\p{Ll}+/gu, cost: 2 },
];

/** How a date may be written: its pattern, and the orders in which its parts can be meant. */
export const dateClasses: readonly (Pick<TokenClass, 'pattern' | 'cost'> & { readonly orders: readonly string[] })[] = [
  { pattern: /(?<!\d)\d{4}[-\/. ]\d{1,2}[-\/. ]\d{1,2}(?!\d)/g, orders: ['ymd'], cost: 0.8 },
  { pattern: /(?<!\d)\d{1,2}[-\/. ]\d{1,2}[-\/. ](?:\d{4}|\d{2})(?!\d)/g, orders: ['dmy', 'mdy'], cost: 1 },
  {
    pattern: /(?<!\d)\d{1,2}(?:st|nd|rd|th)?[-. ]{1,2}\p{L}{3,9}[-., ]{1,2}(?:\d{4}|\d{2})(?!\d)/gu,
    orders: ['dmy'],
    cost: 0.8,
  },
  { pattern: /\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}(?!\d)/gu, orders: ['mdy'], cost: 0.8 },
];

/** How a time of day or a duration may be written. */
export const timeClasses: readonly RegExp[] = [
  /(?<!\d)\d{1,3}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?![\d\p{L}])/giu,
  /(?<!\d)\d{1,3} ?h ?\d{1,2} ?m(?:in)?(?!\p{L})/giu,
];
