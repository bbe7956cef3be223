import type { ChatRequest } from '../../engine/model/chat-model';
import { beginningOf, type ServerError } from './server-error';

/** What some servers refuse; dropped (or replaced) once, then remembered for server and model. */
export type RefusedParameter =
  | 'temperature'
  | 'max_completion_tokens'
  | 'max_tokens'
  /** Structured output by a schema; what is left is `json_object`. */
  | 'json_schema'
  | 'response_format'
  | 'stream_options'
  | 'stream'
  /** The role of the rules, which then go into the user's first message. */
  | 'system';

/** What a server refused of a request. */
export interface Refusal {
  readonly refused: RefusedParameter;
  /** It concerns this one request, and must not be remembered. */
  readonly once: boolean;
}

/** Templates of models that know no system role say so in many ways, some with the status 500. */
const system =
  /\b(?:system|developer)\b['"`]?\s*(?:role|message|prompt|instruction)s?\W.{0,60}(?:not|un)\W?(?:support|allow|permit|valid|accept|enabl)|(?:not|un)\W?(?:support|allow|accept|expect|know|valid)\w*.{0,40}\brole\W{0,8}['"`]?system|role\W.{0,60}does not support\W{1,3}system|roles? (?:\w+ ){0,2}alternate|only\W.{0,12}user.{0,20}assistant.{0,30}role|messages?\W{0,3}\d+\W{1,3}role|(?:not|un)\W?(?:support|allow|accept|expect)\w*.{0,20}\b(?:system|developer)\b.{0,4}(?:role|message|prompt|instruction)|invalid role\W{0,4}system|(?:variant|value|enum)\W{1,4}system\b|\brole\b.{0,60}\buser\b.{0,20}\bassistant\b|\bsystem\b.{0,20}\bnot in\b/i;

/** Complaints about a schema that leave JSON without one. */
const schemaDetails =
  /json_object|additionalProperties|response_?schema|json_validate_failed|failed to (?:generate|validate) json|json.?schema.{0,40}(?:type|keyword|constraint)|response_format type|grammar|responseSchema|too many states|required for format/i;

/** Words about a parameter that is not known. */
const unknownName =
  /unexpected keyword|(?:unknown|unsupported|unrecognized|invalid|unexpected) (?:parameter|field|argument|option|key)|extra inputs|not a valid (?:parameter|field|argument)/i;

/** Names of parameters in what servers say; whole words only: "upstream" is no "stream". */
const names: readonly (readonly [RegExp, RefusedParameter])[] = [
  [/\bstream_options\b|\binclude_usage\b/, 'stream_options'],
  [/\bmax_completion_tokens\b/, 'max_completion_tokens'],
  [/\bmax_tokens\b/, 'max_tokens'],
  [/\bresponse_format\b|\bjson_schema\b|structured.outputs?\b/i, 'response_format'],
  [/\btemperature\b/i, 'temperature'],
  [/\bstream(ing)?\b/i, 'stream'],
];

/** What a server refused of a request, by what it says; `undefined` where it names nothing that can be done without. */
export function refusalOf(
  status: number,
  said: ServerError,
  request: ChatRequest,
  dropped: ReadonlySet<RefusedParameter>,
): Refusal | undefined {
  const { message, code, param } = beginningOf(said);
  const text = `${code} ${param} ${message}`;
  const [first] = request.messages;
  if (first?.role === 'system' && !dropped.has('system') && system.test(text))
    return { refused: 'system', once: false };
  if (request.schema && schemaDetails.test(text) && !dropped.has('response_format')) {
    const refused = dropped.has('json_schema') ? 'response_format' : 'json_schema';
    return { refused, once: isOfOneSchema(text) };
  }
  // Of a fault of the server's own no word is a parameter's name, unless it says that it does not know one.
  if (status >= 500 && status !== 501 && !unknownName.test(text)) return undefined;
  // What the server names as the parameter counts; its sentence may mention others, as the ones to use instead.
  const named = firstNamed(param, dropped) ?? firstNamed(message, dropped);
  const refused = named === undefined ? undefined : replacementFor(named, dropped);
  return refused === undefined ? undefined : { refused, once: refused === 'response_format' && isOfOneSchema(text) };
}

function isOfOneSchema(text: string): boolean {
  return /invalid.?(json.?)?schema/i.test(text);
}

/** The parameter that is named before the others, of those that were sent; a limit goes by the other name then. */
function firstNamed(text: string, dropped: ReadonlySet<RefusedParameter>): RefusedParameter | undefined {
  return names
    .filter(([, name]) => name.startsWith('max_') || !dropped.has(name))
    .map(([pattern, name]) => ({ name, at: text.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at)[0]?.name;
}

/** What to leave out next; the limit has two names. `undefined`: leaving out does not help. */
function replacementFor(named: RefusedParameter, dropped: ReadonlySet<RefusedParameter>): RefusedParameter | undefined {
  if (!dropped.has(named)) return named;
  const other = { max_completion_tokens: 'max_tokens', max_tokens: 'max_completion_tokens' } as const;
  if (named !== 'max_completion_tokens' && named !== 'max_tokens') return undefined;
  return dropped.has(other[named]) ? undefined : other[named];
}
