import * as v from 'valibot';
import { showInvisible } from '../../engine/text/show-invisible';

/** The most characters of what is wrong that is told: it may quote what was given. */
const longest = 500;

/** What an agent gave, or what is wrong with it, a sentence that says where. */
export function given<Schema extends v.GenericSchema>(
  schema: Schema,
  args: unknown,
): { readonly value: v.InferOutput<Schema> } | { readonly wrong: string } {
  const parsed = v.safeParse(schema, args ?? {});
  if (parsed.success) return { value: parsed.output };
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  const where = path === null ? 'the arguments' : `“${path}”`;
  return { wrong: `Bad arguments: ${showInvisible(`${where}: ${issue.message}`.slice(0, longest))}.` };
}
