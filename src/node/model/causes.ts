import { beginningOf, type ServerError } from './server-error';

/** What an error is about, where a server's words tell more than its status. */
export type Cause =
  | 'loading'
  | 'context'
  | 'filter'
  | 'key'
  | 'quota'
  /** Too many requests or tokens in some time. */
  | 'rate'
  | 'model'
  /** The model is none for chats. */
  | 'notChat'
  | 'memory'
  /** The model's own process has ended. */
  | 'crash'
  /** The country, the network or the firewall of the person is turned away. */
  | 'place';

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
  ...['arrearage', 'billing_error', 'budget_exceeded', 'insufficient_funds', 'exceeded_current_quota_error'].map(
    (code) => [code, 'quota'] as const,
  ),
  ...['throttlingexception', 'rate_limit_error', 'rate_limit_exceeded', 'too_many_requests'].map(
    (code) => [code, 'rate'] as const,
  ),
  ...['unavailable_model', 'unknown_model', 'model_not_supported'].map((code) => [code, 'model'] as const),
  ...['unsupported_country_region_territory', 'model_max_prompt_tokens_exceeded'].map(
    (code) => [code, code.startsWith('model') ? 'context' : 'place'] as const,
  ),
  ...['context_length_exceeded', 'string_above_max_length', 'exceed_context_size_error'].map(
    (code) => [code, 'context'] as const,
  ),
]);

/** A model is being loaded, and nothing says that it failed. */
const loading =
  /\bloading\b.{0,40}\bmodel\b|\bmodel\b.{0,80}\b(?:is|being|still|currently)\b.{0,20}\b(?:load|download|pull|deploy|start)ing\b|\bmodel\b.{0,80}\bbeing\b.{0,20}\b(?:load|download|pull|deploy)ed\b|\bmodel\b.{0,20}\bnot (?:yet )?ready\b|warming up|starting up/i;
const notLoading = /fail|error (?:while )?loading|cannot|could not|unable|not loaded/i;

/** The request, or what it and the reply take together, is longer than the model or the server takes. */
const context =
  /context.?(?:length|size|window|overflow|limit)|too many (?:\w+ )?tokens\b(?!,? please wait)|maximum (?:context|prompt|model|input)\b|too (?:large|long)\b|prompt is too long|(?:token|length) limit|tokens per minute|reduce (?:the|your)|(?:input|prompt) (?:token|length|exceeds)|input length|prompt token|must have less than \d+ tokens|longer than the max/i;

const filter =
  /content.{0,3}(?:filter|management policy|policy)|\bmoderation\b|responsible.?ai|\bflagged\b|high.?risk|inappropriate content|sensitive (?:content|words)/i;
const key =
  /\bapi.?key\b.{0,60}(?:not valid|invalid|incorrect|expired|missing|required|not found|revoked)|(?:invalid|incorrect|expired|missing|no|revoked)\s(?:\w+\s)?api.?key\b|authentication fail|invalid (?:authentication|credentials|token)/i;
const quota =
  /insufficient.?(?:quota|balance|credits?|funds)|exceeded your current quota|credit balance is too low|(?:out of|no (?:remaining |available )?|not have any |run out of )credits?\b|credits? (?:are |is |have been |has been )?(?:exhausted|depleted|used up)|spending limit|billing (?:hard limit|details|account)|account is (?:overdue|suspended|not active)|payment (?:required|method)|\barrears?\b|overdue|good standing|balance is (?:insufficient|not enough)|balance insufficient|budget has been exceeded|(?:trial|subscription|plan) (?:has |is )?(?:expired|ended)/i;
const model =
  /\bmodel\b.{0,120}\b(?:not found|does not exist|not a valid model|is not available)|\b(?:unknown|no such|invalid|unavailable|unsupported) model\b|\bnot a valid model\b/i;
const notChat =
  /not a chat model|does not support (?:chat|generate)|only supported in v1\/(?:responses|completions)|(?:chat.?completions?|chat) operation does not work|must provide a chat template/i;
const crash =
  /\bmodel (?:has )?(?:crashed|unloaded)|runner (?:process )?(?:has )?(?:unexpectedly stopped|terminated)|failed to load (?:the )?model\b(?! vocabulary)|timed out waiting for .{0,20}runner/i;
const place =
  /(?:country|region|location)\b.{0,60}(?:not supported|not available|unsupported|blocked)|^error code: 10\d\d$/i;
const rate =
  /rate.?limit|too many (?:requests|tokens,? please wait)|throttl|requests? limit|quota will be replenished|(?:requests?|tokens?|calls?) per (?:second|minute|hour|day)/i;
const memory =
  /requires more (?:system |gpu |video )?memory|not enough (?:\w+ )?memory|insufficient (?:\w+ )?memory|unable to allocate \w+ buffer|out of memory|insufficient system resources/i;

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
  [crash, 'crash'],
  [filter, 'filter'],
  [quota, 'quota'],
  [rate, 'rate'],
  [place, 'place'],
  [key, 'key'],
  [notChat, 'notChat'],
  [model, 'model'],
];

/**
 * The status that an error's code or its words stand for, where it comes without one; `undefined` where they stand for
 * none.
 */
export function statusOf(said: ServerError): number | undefined {
  const { code } = said;
  if (/^[45]\d\d$/.test(code)) return Number(code);
  const cause = causeOf(said);
  return statuses.get(code.toLowerCase()) ?? (cause === undefined ? undefined : statusOfCause[cause]);
}

const statusOfCause: Readonly<Partial<Record<Cause, number>>> = {
  ...{ context: 400, filter: 400, notChat: 400, key: 401, quota: 402, place: 403, model: 404, rate: 429 },
};

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
