import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { compared, notCompared, type Comparison, type Measured } from '../harness/comparison';
import type { Row } from '../harness/row';
import { median } from '../harness/statistics';

/** Tokens a use in the paper, the wrapped prompt and the problem (cl100k), by the name of the family. */
const paperTokens: Readonly<Record<string, number>> = {
  logical_deduction_five_objects: 1080,
  tracking_shuffled_objects_five_objects: 1207,
  dyck_languages: 355,
  word_sorting: 510,
  chinese_remainder_theorem: 543,
  schedule_meeting: 1298,
};

/**
 * Prompt tokens a use where the light model reads each problem by itself: the median of the six families' ratios to the
 * paper's figures. Nothing is run here: `npm run eval` over the paper's families leaves the counts.
 */
export const promptTokensRow: Row = {
  name: 'prompt-tokens',
  title: 'prompt tokens a use through the light model, median of six families: single calls, and ten problems a call',
  measure: async ({ evaluation }) => [
    await tokensOnPath(evaluation, 'model', 0.5),
    await tokensOnPath(evaluation, 'packed', 0.33),
  ],
};

async function tokensOnPath(evaluation: string, path: 'model' | 'packed', ratio: number): Promise<Comparison> {
  const measured: Measured = {
    name: 'prompt-tokens',
    unit: 'tokens a use',
    peer: `the paper's wrapped prompts, same tokenizer (${path === 'model' ? 'single calls' : 'packed'})`,
    target: { kind: 'atMost', ratio },
  };
  const counted = await promptTokens(evaluation, path);
  if ('missing' in counted) return notCompared({ ...measured, note: counted.missing });
  // The families' ratios are what counts, so theirs is the median figure and ours what the median ratio makes of it.
  const paper = median(Object.values(paperTokens));
  const note = `tokens a use and the paper's: ${counted.families.map(({ family, tokens, paper: theirs }) => `${family} ${tokens.toFixed(0)}/${theirs}`).join(', ')}`;
  return compared({ ...measured, note }, counted.medianRatio * paper, paper);
}

/** What a run of the evaluation left about one family on one path; the rest of such a row is not of interest here. */
const EvaluationRows = v.array(v.looseObject({ family: v.string(), path: v.string() }));
const ModelRow = v.object({ promptTokens: v.number(), total: v.pipe(v.number(), v.minValue(1)) });

/** Tokens a use of each of the six families with the median of their ratios, or why there are none. */
export type PromptTokens =
  | {
      readonly medianRatio: number;
      readonly families: readonly { readonly family: string; readonly tokens: number; readonly paper: number }[];
    }
  | { readonly missing: string };

/**
 * Reads an `eval-results.json`: a list of rows `{ family, path, promptTokens, total, … }`, of which those with the path
 * `rowPath` count; `promptTokens` are those of all `total` uses together. All six families of the paper must be in it.
 */
export async function promptTokens(path: string, rowPath: 'model' | 'packed' = 'model'): Promise<PromptTokens> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return {
      missing: 'there is no eval-results.json: run npm run eval over the six families of the paper (--data) first',
    };
  }
  const rows = v.parse(EvaluationRows, JSON.parse(text)).filter((row) => row.path === rowPath);
  const families = Object.entries(paperTokens).flatMap(([family, paper]) => {
    const row = rows.find((one) => one.family === family);
    if (!row) return [];
    const { promptTokens: tokens, total } = v.parse(ModelRow, row);
    return [{ family, tokens: tokens / total, paper }];
  });
  const lacking = Object.keys(paperTokens).filter((family) => families.every((one) => one.family !== family));
  if (lacking.length > 0)
    return {
      missing: `eval-results.json has no uses through the light model of ${lacking.join(', ')}: run npm run eval over the six families of the paper (--data) first`,
    };
  return { medianRatio: median(families.map(({ tokens, paper }) => tokens / paper)), families };
}
