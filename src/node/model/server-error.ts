import { isJsonObject, parseJson, type Json, type JsonObject } from '../../engine/json';

/** What a server said of an error. */
export interface ServerError {
  /** In its own words, in one line; `""` where it gave none. */
  readonly message: string;
  /** `insufficient_quota`, `model_not_found`…, or a status as a number in text; `""` where it gave none. */
  readonly code: string;
  /** The parameter it names; `""` where it names none. */
  readonly param: string;
}

/** An error of which nothing was said. */
const unsaid: ServerError = { message: '', code: '', param: '' };

/** Errors in errors are read so deep; no gateway goes deeper. */
const deepest = 6;

/** The names under which servers put an error into another object, or a list of them. */
const wrappers = ['error', 'errors', 'fault', 'Error', 'base_resp', 'exception'] as const;

/** The names that servers have for what went wrong, the more telling ones first. */
const messages = [
  ...[
    'message',
    'msg',
    'Message',
    'errorMessage',
    'error_message',
    'error_msg',
    'error_description',
    'detail',
    'details',
  ],
  ...['status_msg', 'faultstring', 'reason', 'title', 'description', 'error'],
] as const;

/**
 * Reads an error's body, whatever its form. Seen: `{"error": {"message", "code", "param"}}` (OpenAI), `{"error": "…"}`
 * (Ollama), `{"message", "code"}` (Mistral), `{"detail": "…"}` and `{"detail": [{"loc", "msg"}]}` (FastAPI),
 * `[{"error": {…}}]` (Gemini), `{"errors": […]}` (Cloudflare), `{"error": "Bad Request", "message"}` (Spring),
 * `{"base_resp": {…}}` (MiniMax), an error as JSON in another's text (gateways), plain text, and web pages of proxies.
 */
export function readServerError(body: string): ServerError {
  const json = parseJson(body);
  if (json !== undefined) return errorOf(json);
  if (looksLikeWebPage(body)) return { ...unsaid, message: webPageText(body) };
  return { ...unsaid, message: oneLine(body) };
}

/** The error in the body of a reply that claims success, as some servers send it; `undefined` where there is none. */
export function errorInReply(body: Json): ServerError | undefined {
  if (Array.isArray(body)) return (body as readonly Json[]).map(errorInReply).find((error) => error !== undefined);
  if (!isJsonObject(body)) return undefined;
  const error = body['error'];
  const hasChoices = body['choices'] !== undefined && body['choices'] !== null;
  if (error !== undefined && error !== null && error !== false && error !== '') {
    const said = errorOf(body);
    // Some servers have an empty error beside every reply.
    if (!hasChoices || said.message !== '' || /^[45]\d\d$/.test(said.code)) return said;
  }
  if (body['object'] === 'error' || body['type'] === 'error') return errorOf(body);
  if (hasChoices) return undefined;
  const status = isJsonObject(body['base_resp']) ? body['base_resp']['status_code'] : 0;
  const told = ['msg', 'detail', 'errors', 'fault', 'error_msg', 'error_message', 'errorMessage', 'error_type'].some(
    (name) => isTold(body[name]),
  );
  const { message } = body;
  // The message of a chat is none of an error.
  const isChat = isJsonObject(message) && ('role' in message || 'content' in message);
  const isFailed = body['success'] === false || Number(body['status_code'] ?? 0) >= 400;
  return told || isFailed || (isTold(message) && !isChat) || (status !== 0 && status !== undefined)
    ? errorOf(body)
    : undefined;
}

/** So much of what a server says is looked through for what is wrong, in characters. */
const longestSaid = 4_000;

/** The beginning of an error, in which patterns may be looked for, however they are made. */
export function beginningOf({ message, code, param }: ServerError): ServerError {
  return {
    message: message.slice(0, longestSaid),
    code: code.slice(0, longestSaid),
    param: param.slice(0, longestSaid),
  };
}

/** True for HTML, which no model server sends. */
export function looksLikeWebPage(text: string): boolean {
  return /^\s*(<!--[^]*?-->\s*)?<(!doctype|html|head|body)/i.test(text);
}

/** What to say of a web page. */
export function webPageText(text: string): string {
  return `it sent a web page${webPageTitle(text)}, perhaps from a proxy or a log-in page.`;
}

/** A web page's title behind its name, ` (“Sign in”)`: it tells mostly whose the page is. */
export function webPageTitle(text: string): string {
  const title = oneLine(/<title[^<>]*>([^<]*)/i.exec(text)?.[1]?.slice(0, 200) ?? '');
  return title === '' ? '' : ` (“${title}”)`;
}

/** A text in one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function errorOf(json: Json, depth = 0): ServerError {
  if (typeof json === 'string') return ofText(json, depth);
  if (Array.isArray(json))
    return (json as readonly Json[]).map((one) => errorOf(one, depth + 1)).find(isSaid) ?? unsaid;
  if (!isJsonObject(json) || depth > deepest) return unsaid;
  const { detail } = json;
  if (Array.isArray(detail)) return detailOf((detail as readonly Json[]).filter(isJsonObject));
  const inner = wrappers.map((name) => json[name]).find(isTold);
  // `{"error": "Bad Request", "message": "…"}` has the cause in its message.
  if (inner !== undefined && !(typeof inner === 'string' && isTold(json['message']))) {
    const error = errorOf(inner, depth + 1);
    if (isSaid(error)) return error;
  }
  const value = messages.map((name) => json[name]).find(isTold);
  const text =
    typeof value === 'string' ? ofText(value, depth) : { ...unsaid, message: value ? JSON.stringify(value) : '' };
  const nested = ofProvider(json, depth);
  return {
    message: [text.message, nested.message].filter((one) => one !== '').join(' '),
    code: codeOf(json) || nested.code || text.code,
    param: wordOf(json['param']) || nested.param || text.param,
  };
}

/** What a gateway quotes of the provider behind it. */
function ofProvider(json: JsonObject, depth: number): ServerError {
  const metadata = json['metadata'];
  const raw = isJsonObject(metadata) ? metadata['raw'] : undefined;
  return isTold(raw) ? errorOf(raw, depth + 1) : unsaid;
}

/** A text, with the error that it holds as JSON read out of it. */
function ofText(text: string, depth: number): ServerError {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  const json = start >= 0 && end > start && depth <= deepest ? parseJson(text.slice(start, end + 1)) : undefined;
  const inner = json === undefined ? unsaid : errorOf(json, depth + 1);
  if (inner.message === '') return { ...unsaid, message: oneLine(text) };
  return { ...inner, message: oneLine(`${text.slice(0, start)} ${inner.message}`) };
}

/** FastAPI's list of complaints; the first one's place ends with the parameter. */
function detailOf(complaints: readonly JsonObject[]): ServerError {
  const place = complaints[0]?.['loc'];
  const names = Array.isArray(place) ? (place as readonly Json[]).filter((name) => typeof name === 'string') : [];
  return {
    message: oneLine(
      complaints.map((complaint) => `${pathOf(complaint['loc'])}: ${wordOf(complaint['msg'])}`).join('; '),
    ),
    code: '',
    param: names.find((name) => name !== 'body') ?? '',
  };
}

function codeOf(json: JsonObject): string {
  return ['code', 'type', 'status', 'status_code'].map((name) => wordOf(json[name])).find((word) => word !== '') ?? '';
}

function isSaid({ message, code }: ServerError): boolean {
  return message !== '' || code !== '';
}

function isTold(value: Json | undefined): value is Json {
  if (typeof value === 'string') return value.trim() !== '';
  return Array.isArray(value) ? value.length > 0 : isJsonObject(value) && Object.keys(value).length > 0;
}

function pathOf(place: Json | undefined): string {
  return Array.isArray(place) ? (place as readonly Json[]).map(String).join('.') : '';
}

function wordOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
