import { beginningOf, type ServerError } from './server-error';

/** What an error is about, where a server's words tell more than its status. */
export type Cause = 'loading' | 'context' | 'filter' | 'key' | 'quota' | 'model' | 'memory';

/** Codes that say it all. */
const codes: ReadonlyMap<string, Cause> = new Map([
  ...['content_filter', 'content_policy_violation', 'responsibleaipolicyviolation', 'data_inspection_failed'].map(
    (code) => [code, 'filter'] as const,
  ),
  ...['prompt_blocked', 'sensitive_words_detected', 'moderation_blocked'].map((code) => [code, 'filter'] as const),
  ...['model_not_found', 'deploymentnotfound', 'model_not_available', 'not_found_error'].map(
    (code) => [code, 'model'] as const,
  ),
  ...['invalid_api_key', 'authentication_error', 'invalid_authentication', 'unauthenticated'].map(
    (code) => [code, 'key'] as const,
  ),
  ...['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active', 'insufficient_balance'].map(
    (code) => [code, 'quota'] as const,
  ),
  ...['context_length_exceeded', 'string_above_max_length', 'exceed_context_size_error'].map(
    (code) => [code, 'context'] as const,
  ),
]);

/** A model is being loaded, and nothing says that it failed. */
const loading =
  /\bloading\b.{0,40}\bmodel\b|\bmodel\b.{0,80}\b(?:is|being|still)\b.{0,20}\bload(?:ing|ed)\b|warming up|starting up/i;
const notLoading = /fail|error (?:while )?loading|cannot|could not|unable|not loaded/i;

/** The request, or what it and the reply take together, is longer than the model or the server takes. */
const context =
  /context.?(?:length|size|window|overflow)|too many tokens|maximum context|too (?:large|long)\b|prompt is too long|token limit|tokens per minute|reduce (?:the|your)/i;

const filter = /content.{0,3}(?:filter|management policy|policy)|\bmoderation\b|responsible.?ai|\bflagged\b/i;
const key =
  /\bapi.?key\b.{0,60}(?:not valid|invalid|incorrect|expired|missing|required|not found|revoked)|(?:invalid|incorrect|expired|missing|no|revoked)\s(?:\w+\s)?api.?key\b|authentication fail|invalid (?:authentication|credentials|token)/i;
const quota =
  /insufficient.?(?:quota|balance|credits?|funds)|exceeded your current quota|credit balance is too low|(?:out of|no (?:remaining |available )?|not have any |run out of )credits?\b|credits? (?:are |is |have been |has been )?(?:exhausted|depleted|used up)|spending limit|billing (?:hard limit|details|account)|account is (?:overdue|suspended|not active)|payment required/i;
const model =
  /\bmodel\b.{0,120}\b(?:not found|does not exist|not a valid model|is not available)|\b(?:unknown|no such|invalid) model\b|\bnot a valid model\b/i;
const memory =
  /requires more (?:system |gpu |video )?memory|not enough (?:\w+ )?memory|insufficient (?:\w+ )?memory|unable to allocate \w+ buffer/i;

/** What an error is about, by its code, else by its words; `undefined` where neither tells. */
export function causeOf(said: ServerError): Cause | undefined {
  const { message, code } = beginningOf(said);
  const named = codes.get(code.toLowerCase());
  if (named !== undefined) return named;
  if (loading.test(message) && !notLoading.test(message)) return 'loading';
  if (context.test(`${code} ${message}`)) return 'context';
  const [, cause] = byWords.find(([words]) => words.test(message)) ?? [];
  return cause;
}

/** In this order: a filter's message may name the model, a quota's the key. */
const byWords: readonly (readonly [RegExp, Cause])[] = [
  [memory, 'memory'],
  [filter, 'filter'],
  [quota, 'quota'],
  [key, 'key'],
  [model, 'model'],
];

/** The status that a code stands for, where an error comes without one; `undefined` where it stands for none. */
export function statusOf({ code }: ServerError): number | undefined {
  return /^[45]\d\d$/.test(code) ? Number(code) : statuses.get(code.toLowerCase());
}

const statuses: ReadonlyMap<string, number> = new Map([
  ...['invalid_request_error', 'context_length_exceeded', 'bad_request', 'invalid_argument', 'badrequesterror'].map(
    (code) => [code, 400] as const,
  ),
  ...['invalid_api_key', 'authentication_error', 'unauthenticated'].map((code) => [code, 401] as const),
  ...['permission_error', 'permission_denied'].map((code) => [code, 403] as const),
  ...['model_not_found', 'not_found_error', 'not_found'].map((code) => [code, 404] as const),
  ...['rate_limit_exceeded', 'rate_limit_error', 'resource_exhausted', 'insufficient_quota', 'too_many_requests'].map(
    (code) => [code, 429] as const,
  ),
  ...['overloaded_error', 'overloaded', 'unavailable', 'service_unavailable', 'engine_overloaded'].map(
    (code) => [code, 503] as const,
  ),
]);
