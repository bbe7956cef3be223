import { isJsonObject, parseJson, valuesIn } from '../json';
import { parseTool, toolManifest } from '../tool/parse-tool';
import type { Tool } from '../tool/tool';

/** The version of the format of exported files. */
const exchangeFormat = 1;

/** Bounds on what an import takes: characters of the file, values and tools in it. */
export const importBounds = { characters: 20_000_000, values: 500_000, tools: 1_000 } as const;

/** What a file of exported tools holds. */
export interface ExchangedTools {
  readonly tools: readonly Tool[];
  /** Why the rest was not taken, a sentence each. */
  readonly rejected: readonly string[];
}

/**
 * Tools as one JSON file: manifests and code. It says nothing of their verification: nobody vouches for a stranger's
 * tool.
 */
export function exportText(tools: readonly Tool[]): string {
  return `${JSON.stringify({ toolsmith: exchangeFormat, tools: tools.map((tool) => ({ manifest: toolManifest(tool), code: tool.code })) }, null, 2)}\n`;
}

/** Reads a file of exported tools, whoever wrote it. The ids in it are the writer's and mean nothing here. */
export function parseExport(text: string): ExchangedTools {
  if (text.length > importBounds.characters)
    return nothing(`The file is longer than ${importBounds.characters} characters: export its tools in several files.`);
  if (valuesIn(text) > importBounds.values)
    return nothing(`The file holds more than ${importBounds.values} values: export its tools in several files.`);
  const file = parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const format = isJsonObject(file) ? file['toolsmith'] : undefined;
  if (!isJsonObject(file) || typeof format !== 'number') return nothing('This is no file of exported tools.');
  if (format > exchangeFormat)
    return nothing(`The file was written by a newer Toolsmith (format ${format}): update the extension to read it.`);
  const entries: unknown = file['tools'];
  if (format !== exchangeFormat || !Array.isArray(entries))
    return nothing('This file of exported tools is damaged: it has no list of tools.');
  if (entries.length > importBounds.tools)
    return nothing(`The file holds ${entries.length} tools; at most ${importBounds.tools} are taken at once.`);
  const tools: Tool[] = [];
  const rejected: string[] = [];
  for (const [index, entry] of (entries as readonly unknown[]).entries()) {
    const code = isJsonObject(entry) ? entry['code'] : undefined;
    const parsed =
      isJsonObject(entry) && typeof code === 'string'
        ? parseTool(entry['manifest'], code)
        : { kind: 'damaged' as const, reason: 'it has no code' };
    if (parsed.kind === 'tool') tools.push(parsed.tool);
    else rejected.push(`Tool ${index + 1} was left out: ${parsed.reason}.`);
  }
  return { tools, rejected };
}

function nothing(reason: string): ExchangedTools {
  return { tools: [], rejected: [reason] };
}
