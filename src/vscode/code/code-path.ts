import type { Place, ToolAddress } from '../../engine/library/library';
import { toolIdPattern } from '../../engine/tool/tool-id';

/** The scheme of the documents that are the code of tools. */
export const codeScheme = 'toolsmith-tool';

const places: readonly Place[] = ['workspace', 'user', 'folder'];

/** Whose code a document is, and of which version; `null`: the current one, which can be edited. */
export interface CodeAddress extends ToolAddress {
  readonly version: number | null;
}

/** The path of a tool's code: `/user/iso-dates/iso-dates.js`, of a version `/user/iso-dates/v2/iso-dates.js`. */
export function codePath({ place, id, version }: CodeAddress): string {
  return `/${place}/${id}/${version === null ? '' : `v${version}/`}${id}.js`;
}

/** Whose code a path is; `undefined` where it is none: anybody can name a document. */
export function parseCodePath(path: string): CodeAddress | undefined {
  const [, placeName, id = '', ...rest] = path.split('/');
  const place = places.find((one) => one === placeName);
  const [, digits] = /^v([1-9]\d{0,5})$/.exec(rest.at(-2) ?? '') ?? [];
  const isPath = rest.at(-1) === `${id}.js` && rest.length === (digits === undefined ? 1 : 2);
  return place && toolIdPattern.test(id) && isPath
    ? { place, id, version: digits === undefined ? null : Number(digits) }
    : undefined;
}
