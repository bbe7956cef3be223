/** A helper's module as a text: `import text from './taking.js?text' with { type: 'text' }`. */
declare module '*.js?text' {
  const text: string;
  export default text;
}
