/** In the place of the package `ajv` and its formats: nothing is compiled, and to ask for it is a mistake. */
export default class {
  constructor() {
    throw new Error('no schema is compiled here');
  }
}
