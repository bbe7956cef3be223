import { readFile } from 'node:fs/promises';

/**
 * Makes texts of helpers smaller, `import text from './taking.js?text'`: as tools have them, each behind a comment of one
 * line, without its type.
 */
export const helperTexts = {
  name: 'helper-texts',
  setup(bundler) {
    bundler.onLoad({ filter: /\.js$/ }, async ({ path, suffix }) => {
      if (suffix !== '?text') return undefined;
      const module = (await readFile(path, 'utf8')).replaceAll('\r', '').replace(/^\/\*[^*][^]*?\*\/\n+/, '');
      return { contents: module.replace(/\/\*\*\n \* (.*)\n \* @type.*\n \*\/\nexport /g, '// $1\n'), loader: 'text' };
    });
  },
};
