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

/**
 * Reads an error's body. Seen: `{"error": {"message", "code", "param"}}` (OpenAI), `{"error": "…"}` (Ollama),
 * `{"message", "code"}` (Mistral, older vLLM), `{"detail": "…"}` and `{"detail": [{"loc", "msg"}]}` (FastAPI),
 * plain text, and web pages from proxies.
 */
export function readServerError(body: string): ServerError {
  const json = parseJson(body);
  if (json !== undefined) return errorOf(json);
  if (looksLikeWebPage(body))
    return { message: 'it sent a web page, perhaps from a proxy or a log-in page.', code: '', param: '' };
  return { message: oneLine(body), code: '', param: '' };
}

/** The error in the body of a reply that claims success, as some servers send it; `undefined` where there is none. */
export function errorInReply(body: Json): ServerError | undefined {
  if (!isJsonObject(body)) return undefined;
  if (body['error'] !== undefined && body['error'] !== null) return errorOf(body);
  return body['object'] === 'error' || (body['choices'] === undefined && typeof body['message'] === 'string')
    ? errorOf(body)
    : undefined;
}

/** True for HTML, which no model server sends. */
export function looksLikeWebPage(text: string): boolean {
  return /^\s*(<!--[^]*?-->\s*)?<(!doctype|html|head|body)/i.test(text);
}

/** A text in one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function errorOf(json: Json): ServerError {
  if (typeof json === 'string') return { message: oneLine(json), code: '', param: '' };
  if (!isJsonObject(json)) return { message: '', code: '', param: '' };
  const inner = json['error'];
  if (typeof inner === 'string' || isJsonObject(inner)) return errorOf(inner);
  const detail = json['detail'];
  if (Array.isArray(detail)) return detailOf((detail as readonly Json[]).filter(isJsonObject));
  const message = json['message'] ?? detail;
  return {
    message: oneLine(
      typeof message === 'string' ? message : message === undefined || message === null ? '' : JSON.stringify(message),
    ),
    code: wordOf(json['code']) || wordOf(json['type']),
    param: wordOf(json['param']),
  };
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

function pathOf(place: Json | undefined): string {
  return Array.isArray(place) ? (place as readonly Json[]).map(String).join('.') : '';
}

function wordOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
