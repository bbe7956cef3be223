/** One column of the paper's table, and the tokens counted on its reference prompts (cl100k). */
export interface PaperFigures {
  /** Right answers in per cent of 240 held-out problems, light model with tool, tool made by GPT-4. */
  readonly lightWithTool: number;
  /** The same light model alone, chain of thought. */
  readonly lightAlone: number;
  /** The strong model alone, chain of thought. */
  readonly strongAlone: number;
  /** Makings that succeeded, of 5. */
  readonly made: number;
  /** Tokens of wrapped prompt and problem, sent at every use. */
  readonly promptTokens: number;
  /** Tokens sent and received while making. */
  readonly makingTokens: number;
}

/** What is reported for the paper's own six families (arXiv 2305.17126), by the name of the task file. */
export const paperFigures: Readonly<Record<string, PaperFigures>> = {
  logical_deduction_five_objects: {
    lightWithTool: 79.7,
    lightAlone: 66.4,
    strongAlone: 88.8,
    made: 3,
    promptTokens: 1080,
    makingTokens: 7054,
  },
  tracking_shuffled_objects_five_objects: {
    lightWithTool: 99.6,
    lightAlone: 61.6,
    strongAlone: 100,
    made: 4,
    promptTokens: 1207,
    makingTokens: 7260,
  },
  dyck_languages: {
    lightWithTool: 92.2,
    lightAlone: 20.4,
    strongAlone: 63.6,
    made: 5,
    promptTokens: 355,
    makingTokens: 5763,
  },
  word_sorting: {
    lightWithTool: 98.3,
    lightAlone: 59.2,
    strongAlone: 90.9,
    made: 5,
    promptTokens: 510,
    makingTokens: 3419,
  },
  chinese_remainder_theorem: {
    lightWithTool: 100,
    lightAlone: 0,
    strongAlone: 0,
    made: 5,
    promptTokens: 543,
    makingTokens: 4134,
  },
  schedule_meeting: {
    lightWithTool: 100,
    lightAlone: 18.9,
    strongAlone: 55.6,
    made: 3,
    promptTokens: 1298,
    makingTokens: 9302,
  },
};
