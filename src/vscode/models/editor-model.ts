import * as vscode from 'vscode';
import type {
  ChatFailureKind,
  ChatModel,
  ChatOutcome,
  ChatRequest,
  ModelIdentity,
} from '../../engine/model/chat-model';
import { estimateRequestTokens, estimateTokens } from '../../engine/model/cost';
import { messagesFor } from '../../node/model/request-parameters';

/** What stands for the editor's own models in the list of allowed servers, and where a host is named. */
export const editorHost = 'the editor';

/** A model of the editor: by the name that people know, and the address that is kept in the settings. */
export interface EditorModelChoice {
  readonly name: string;
  readonly vendor: string;
  /** `vendor/id`. */
  readonly address: string;
}

/** How long the editor is waited for, in milliseconds: its models come from other extensions. */
const patience = 1_000;

/** The models that extensions give the editor, such as Copilot's; none where there are none, or they take too long. */
export async function editorModels(): Promise<readonly EditorModelChoice[]> {
  const none = new Promise<readonly vscode.LanguageModelChat[]>((resolve) => {
    setTimeout(() => resolve([]), patience);
  });
  const found = Promise.resolve(vscode.lm.selectChatModels()).catch(() => []);
  return (await Promise.race([found, none])).map(({ name, vendor, id }) => ({
    name,
    vendor,
    address: `${vendor}/${id}`,
  }));
}

/**
 * A model of the editor. It knows no schema and no system role. It reports no usage, so that its costs are estimated.
 * It has no limit for replies: what comes in is counted, and broken off at the limit. The editor asks for its own
 * consent at the first request.
 */
export function editorModel(identity: ModelIdentity, address: string): ChatModel {
  return { identity, complete: (request, signal, onProgress) => ask(request, signal, onProgress, identity, address) };
}

/** What a request leaves out, since the editor has no place for it. */
const without = new Set(['system', 'response_format'] as const);

async function ask(
  request: ChatRequest,
  signal: AbortSignal,
  onProgress: ((characters: number) => void) | undefined,
  { model: name }: ModelIdentity,
  address: string,
): Promise<ChatOutcome> {
  const [vendor = '', ...rest] = address.split('/');
  const [model] = await vscode.lm.selectChatModels({ vendor, id: rest.join('/') });
  if (!model)
    return {
      kind: 'modelNotFound',
      message: `The editor has no model “${name}” any more: the extension that gave it may be missing or signed out. Choose another with Set Up Models….`,
    };
  const source = new vscode.CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  const promptTokens = estimateRequestTokens(request);
  const most = Math.min(request.maxCompletionTokens, (request.room ?? Infinity) - promptTokens);
  let text = '';
  const spent = () => ({
    usage: {
      promptTokens,
      completionTokens: estimateTokens(text),
      cachedTokens: 0,
      reasoningTokens: 0,
      source: 'estimated' as const,
    },
  });
  try {
    const response = await model.sendRequest(messagesOf(request), { justification }, source.token);
    for await (const part of response.text) {
      text += part;
      onProgress?.(text.length);
      if (estimateTokens(text) > most)
        return {
          kind: 'truncated',
          message: `The reply of ${name} was broken off at about ${most.toLocaleString('en-US')} tokens, the most that were wanted. Try again, or choose another model.`,
          ...spent(),
        };
    }
    if (signal.aborted) return { kind: 'cancelled', message: `The request to ${name} was cancelled.`, ...spent() };
    if (text.trim() === '')
      return {
        kind: 'badResponse',
        message: `${name} sent an empty reply. Try again, or choose another model.`,
        ...spent(),
      };
    return { kind: 'reply', text, ...spent() };
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled', message: `The request to ${name} was cancelled.`, ...spent() };
    return { ...failureOf(error, name), ...(text === '' ? {} : spent()) };
  } finally {
    // What is broken off here must not go on there.
    cancel();
    source.dispose();
    signal.removeEventListener('abort', cancel);
  }
}

const justification = 'Toolsmith has it make tools from examples, and use them, after you agreed to what is sent.';

function messagesOf(request: ChatRequest): vscode.LanguageModelChatMessage[] {
  return messagesFor(request, without).map(({ role, content }) =>
    role === 'assistant'
      ? vscode.LanguageModelChatMessage.Assistant(content)
      : vscode.LanguageModelChatMessage.User(content),
  );
}

/** The editor's own errors, by their codes, in our words. */
function failureOf(error: unknown, name: string): { readonly kind: ChatFailureKind; readonly message: string } {
  const said = error instanceof Error && error.message !== '' ? ` ${error.message}` : '';
  const code = error instanceof vscode.LanguageModelError ? error.code : '';
  switch (code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return {
        kind: 'unauthorized',
        message: `The editor does not let Toolsmith ask ${name}: allow it where the editor asks, or in the list of accounts and their extensions.`,
      };
    case vscode.LanguageModelError.Blocked.name:
      return {
        kind: 'quotaExhausted',
        message: `${name} takes no more requests: its quota is used up, or it was blocked.${said}`,
      };
    case vscode.LanguageModelError.NotFound.name:
      return {
        kind: 'modelNotFound',
        message: `The editor has no model “${name}” any more. Choose another with Set Up Models….`,
      };
    default:
      return { kind: 'serverError', message: `The editor's model ${name} failed.${said} Try again.` };
  }
}
