import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Bookkeeping } from '../../engine/ledger/bookkeeping';
import type { ChatModel, ModelIdentity, Role } from '../../engine/model/chat-model';
import {
  clipboardHost,
  editorEntry,
  hostProblem,
  recordingsHost,
  type AllowedHosts,
} from '../../node/model/allowed-hosts';
import { createReplayModel, readRecordings } from '../../node/model/replay';
import type { LearnedLimits } from '../../node/model/limits';
import type { RefusedParameter } from '../../node/model/refusals';
import type { Models } from '../parts';
import { allowedHostsName, type ModelSettings, type Settings } from '../settings';
import { byHandIdentity, byHandModel } from './by-hand-model';
import { editorHost, editorModel } from './editor-model';
import type { Keys } from './keys';
import type { ShownTexts } from '../text/shown-texts';

/** The models of both roles, as the settings and the stored keys have them. Every one passes through the books. */
export function editorModels(
  settings: Settings,
  keys: Keys,
  books: Bookkeeping,
  texts: ShownTexts,
  log: vscode.LogOutputChannel,
): Models {
  /** What servers refused for a model, and how long they let its replies be: remembered for this window. */
  const refused = new Map<string, Set<RefusedParameter>>();
  const limits = new Map<string, LearnedLimits>();

  const openServer = async (role: Role, model: ModelSettings, identity: ModelIdentity): Promise<ChatModel> => {
    // The client loads at first use, never at activation.
    const { createOpenAiChatModel } = await import('../../node/model/openai-chat-model');
    const apiKey = await keys.get(model.baseUrl, role);
    return createOpenAiChatModel({
      identity,
      baseUrl: model.baseUrl,
      apiKey,
      headers: settings.headers(),
      timeouts: settings.timeouts(),
      refused,
      limits,
      remoteName: vscode.env.remoteName ?? null,
      onWait: (ms, reason) => log.info(`waiting ${Math.round(ms / 1000)} s: ${reason}`),
    });
  };

  const openAny = async (role: Role): Promise<ChatModel | null> => {
    const model = settings.model(role);
    const identity = allowedIdentity(model, settings.allowedHosts());
    if (!identity) return null;
    switch (model.provider) {
      case 'none':
        return null;
      case 'byHand':
        return byHandModel(texts);
      case 'editor':
        return editorModel(identity, model.model);
      case 'recorded':
        return createReplayModel({
          identity,
          recordings: readRecordings(await readFile(settings.recordings(), 'utf8')),
          howToRecord: 'the command line, make or apply with --record and the file of the setting toolsmith.recordings',
        });
      case 'server':
        return openServer(role, model, identity);
    }
  };

  return {
    identity: (role) => allowedIdentity(settings.model(role), settings.allowedHosts()),
    forbidden: (role) => problemWith(settings.model(role), settings.allowedHosts()) ?? null,
    open: async (role, booking = {}) => {
      const model = await openAny(role);
      // Nothing leaves by itself where a person carries it, so no cap holds them back.
      const byHand = settings.model(role).provider === 'byHand';
      return model && books[byHand ? 'noted' : 'booked'](model, () => booking);
    },
    setUp: async (role) =>
      (await import('./set-up')).setUpModel(role, settings, keys, async (model) =>
        books.booked(
          model.provider === 'editor'
            ? editorModel(editorIdentity(model), model.model)
            : await openServer(role, model, serverIdentity(model)),
          () => ({}),
        ),
      ),
  };
}

/** Who would answer; `null` where the settings do not say enough, and where they do not allow it. */
function allowedIdentity(model: ModelSettings, allowed: AllowedHosts): ModelIdentity | null {
  return problemWith(model, allowed) === undefined ? identityOf(model) : null;
}

/** Why a model that is set up may not be asked. */
function problemWith(model: ModelSettings, allowed: AllowedHosts): string | undefined {
  const identity = identityOf(model);
  return identity ? hostProblem(listedHost(model, identity), allowed, allowedHostsName) : undefined;
}

/** What stands for a model in the list of allowed servers. */
function listedHost({ provider }: ModelSettings, { host }: ModelIdentity): string {
  return { none: host, server: host, editor: editorEntry, byHand: clipboardHost, recorded: recordingsHost }[provider];
}

/** Who would answer; `null` where the settings do not say enough. */
function identityOf(model: ModelSettings): ModelIdentity | null {
  switch (model.provider) {
    case 'none':
      return null;
    case 'byHand':
      return byHandIdentity;
    case 'editor':
      return model.model === '' ? null : editorIdentity(model);
    case 'recorded':
      return {
        model: 'recorded replies',
        host: 'this machine',
        inputPrice: model.inputPrice,
        outputPrice: model.outputPrice,
      };
    case 'server':
      return model.baseUrl === '' || model.model === '' || !URL.canParse(model.baseUrl) ? null : serverIdentity(model);
  }
}

function editorIdentity({ model, inputPrice, outputPrice }: ModelSettings): ModelIdentity {
  return { model, host: editorHost, inputPrice, outputPrice };
}

function serverIdentity(model: ModelSettings): ModelIdentity {
  return {
    model: model.model,
    host: URL.canParse(model.baseUrl) ? new URL(model.baseUrl).host : model.baseUrl,
    inputPrice: model.inputPrice,
    outputPrice: model.outputPrice,
  };
}
