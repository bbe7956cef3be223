/**
 * The version of the prompts in this folder, part of every tool's provenance. Raise it with any change of
 * wording: recorded replies and cost figures belong to one version.
 */
export const promptsVersion = '3';
