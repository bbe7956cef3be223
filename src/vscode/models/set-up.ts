import * as vscode from 'vscode';
import type { ChatFailureKind, ChatModel, Role } from '../../engine/model/chat-model';
import { clipboardHost, editorEntry, hostProblem } from '../../node/model/allowed-hosts';
import { keyProblem, originOf } from '../../node/model/key-origin';
import { findServers, lookedFor, type FoundServer } from '../../node/model/find-servers';
import { listModels, listPrices, type ModelList } from '../../node/model/list-models';
import type { ListedPrices } from '../../node/model/listed-prices';
import { presetOf, presets, type Preset } from '../../node/model/presets';
import { shownLine } from '../words/shown';
import { allowedHostsName, type ModelSettings, type Settings } from '../settings';
import { editorModels, type EditorModelChoice } from './editor-model';
import type { Keys } from './keys';
import { chooseStep, runSteps, typeStep, type StepPlace } from './steps';
import { testUntilHeld } from './test-model';

const roleNames: Record<Role, string> = {
  maker: 'the strong model that makes tools',
  user: 'the light model that uses them',
};

/** Where a model runs: what the first step chooses among. */
type Place =
  | { readonly kind: 'editor'; readonly model: EditorModelChoice }
  | { readonly kind: 'found'; readonly server: FoundServer }
  | { readonly kind: 'preset'; readonly preset: Preset }
  | { readonly kind: 'byHand' };

/** What was typed in a set-up that was left before its end; the key is kept in memory alone. */
export interface TypedSetUp {
  readonly baseUrl: string;
  readonly model: string;
  /** With the base URL that it was typed for. */
  readonly key: { readonly baseUrl: string; readonly text: string } | null;
}

/** What setting a model up needs. */
export interface SetUpParts {
  readonly settings: Settings;
  readonly keys: Keys;
  /** What was typed for each role, for the next time. */
  readonly typed: Map<Role, TypedSetUp>;
  /** Opens a model as it is being set up; with the key that was typed, else with the one that is stored. */
  readonly open: (model: ModelSettings, key: string | null) => Promise<ChatModel>;
}

/**
 * Leads through setting a role's model up: provider, server, key, model, and a test of the connection. Settings and key
 * are written at the end, after the test or when the person keeps them in spite of it.
 */
export async function setUpModel(role: Role, { settings, keys, typed, open }: SetUpParts): Promise<boolean> {
  const allowed = settings.allowedHosts();
  if (allowed?.length === 0) {
    void vscode.window.showInformationMessage(hostProblem('', allowed, allowedHostsName) ?? '');
    return false;
  }
  const before = settings.model(role);
  let chosenPlace: Place | undefined;
  const left = typed.get(role);
  let baseUrl = left?.baseUrl ?? before.baseUrl;
  let model = left?.model ?? (before.provider === 'editor' ? '' : before.model);
  let typedKey = left?.key ?? null;
  const keyOf = async (): Promise<string | null> =>
    typedKey !== null && originOf(typedKey.baseUrl) === originOf(baseUrl) ? typedKey.text : keys.get(baseUrl, role);
  const title = `Set Up ${roleNames[role]}`;
  const place = (step: number): StepPlace => ({ title, step, of: 4 });
  const may = (host: string): boolean => hostProblem(host, allowed, allowedHostsName) === undefined;
  const ofEditor = may(editorEntry) ? await editorModels() : [];
  const here = lookedFor.filter((preset) => may(new URL(preset.baseUrl).host));
  const found = settings.findServers() && here.length > 0 ? await lookFor(here) : [];
  let prices: ReadonlyMap<string, ListedPrices> = new Map();
  /** Those of the list, else of the list that gateways keep besides: only a server that nobody knows may be one. */
  const pricesFrom = async (names: ModelList): Promise<ReadonlyMap<string, ListedPrices>> => {
    if (names.kind !== 'models') return new Map();
    if (names.prices || presetOf(baseUrl)) return names.prices ?? new Map();
    return listPrices(baseUrl, await keyOf(), { headers: settings.headers() });
  };
  const skipped = { kind: 'value' as const, value: '' };

  const steps = [
    async (step: number) => {
      const result = await chooseStep<Place>({ ...place(step) }, 'Where does the model run?', [
        ...ofEditor.map((one) => ({
          label: shownLine(one.name),
          description: shownLine(one.vendor),
          detail: 'A model of the editor: no key needed; the editor asks for its own consent.',
          value: { kind: 'editor' as const, model: one },
        })),
        ...found.map((server) => ({
          label: `${server.preset.label} on This Machine`,
          description: server.preset.baseUrl,
          detail: `Runs, with ${server.models.length === 1 ? 'one model' : `${server.models.length} models`}; no key needed`,
          value: { kind: 'found' as const, server },
        })),
        ...presets.map((known) => ({
          label: known.label,
          description: known.baseUrl,
          detail: known.hint,
          value: { kind: 'preset' as const, preset: known },
        })),
        ...(may(clipboardHost)
          ? [
              {
                label: 'By Hand',
                description: 'no key needed',
                detail: 'A document has the prompt for any chat, and takes the reply.',
                value: { kind: 'byHand' as const },
              },
            ]
          : []),
      ]);
      if (result.kind === 'value') {
        chosenPlace = result.value;
        if (result.value.kind === 'found') baseUrl = result.value.server.preset.baseUrl;
        if (result.value.kind === 'preset') {
          const { baseUrl: known } = result.value.preset;
          if (known !== '' && !baseUrl.startsWith(known)) baseUrl = known;
        }
      }
      return result;
    },
    async (step: number) => {
      if (chosenPlace?.kind !== 'preset') return skipped;
      const result = await typeStep(place(step), {
        prompt: 'Base URL of the server, with its version path',
        value: baseUrl,
        placeholder: 'https://api.openai.com/v1',
        check: (text) => urlProblem(text) ?? hostProblem(new URL(text).host, allowed, allowedHostsName),
      });
      if (result.kind === 'value') baseUrl = result.value;
      return result;
    },
    async (step: number) => {
      if (chosenPlace?.kind !== 'preset') return skipped;
      const known = await keyOf();
      const result = await typeStep(place(step), {
        prompt:
          known === null
            ? `API key for ${new URL(baseUrl).host}. Leave empty where the server needs none. It is kept in the editor's secret storage and sent to this server only.`
            : `A key for ${new URL(baseUrl).host} is there. Leave empty to keep it, or type another.`,
        password: true,
        check: (text) => (text === '' ? undefined : keyProblem(baseUrl)),
      });
      if (result.kind === 'value' && result.value !== '') typedKey = { baseUrl, text: result.value };
      return result;
    },
    async (step: number) => {
      if (chosenPlace?.kind === 'byHand' || chosenPlace?.kind === 'editor') return skipped;
      const names = await listModels(baseUrl, await keyOf(), { headers: settings.headers() });
      prices = await pricesFrom(names);
      const typed = '\u0000';
      if (names.kind === 'models' && names.models.length > 0) {
        const result = await chooseStep<string>(
          place(step),
          'Which model?',
          [
            ...names.models.map((name) => ({ label: shownLine(name), value: name })),
            { label: '$(edit) Type a Name…', value: typed },
          ],
          model,
        );
        if (result.kind !== 'value') return result;
        if (result.value !== typed) {
          model = result.value;
          return result;
        }
      }
      const result = await typeStep(place(step), {
        prompt:
          names.kind === 'models'
            ? 'Name of the model, as the server knows it'
            : `The server lists no models (${names.message}). Name of the model:`,
        value: model,
        check: (text) => (text === '' ? 'Type the name of a model.' : undefined),
      });
      if (result.kind === 'value') model = result.value;
      return result;
    },
  ];
  for (let from = 0; ;) {
    const isThrough = await runSteps(steps, from);
    if (chosenPlace?.kind === 'preset') typed.set(role, { baseUrl, model, key: typedKey });
    if (!isThrough) return false;
    const chosen = chosenSettings(chosenPlace, baseUrl, model, before, prices.get(model));
    const tested =
      chosen.provider === 'byHand'
        ? 'keep'
        : await testUntilHeld(
            chosenPlace?.kind === 'editor' ? chosenPlace.model.name : model,
            async () => open(chosen, chosen.provider === 'server' ? await keyOf() : null),
            pricesText(chosen),
          );
    if (tested === 'leave') return false;
    if (tested === 'keep') {
      if (chosen.provider === 'server' && typedKey !== null) await keepKey(keys, typedKey);
      typed.delete(role);
      await settings.setModel(role, chosen);
      return true;
    }
    // Back to the step that failed: what was typed stands there.
    from = chosenPlace?.kind === 'preset' ? stepToMend(tested.edit) : 0;
  }
}

/** The settings for what was chosen. */
function chosenSettings(
  place: Place | undefined,
  baseUrl: string,
  model: string,
  before: ModelSettings,
  listed: ListedPrices | undefined,
): ModelSettings {
  if (place?.kind === 'byHand') return { ...before, provider: 'byHand' };
  return withPrices(
    place?.kind === 'editor'
      ? { provider: 'editor', baseUrl: before.baseUrl, model: place.model.address }
      : { provider: 'server', baseUrl, model },
    before,
    place?.kind === 'editor' ? undefined : listed,
  );
}

async function keepKey(keys: Keys, { baseUrl, text }: NonNullable<TypedSetUp['key']>): Promise<void> {
  if ((await keys.set(baseUrl, text)) === 'lost')
    void vscode.window.showWarningMessage(
      "The editor's secret storage did not keep the key. Set it in the environment instead: OPENAI_API_KEY, with OPENAI_BASE_URL for another server than OpenAI's, and start the editor again.",
    );
}

/** The step that mends a failed test: key, model, or address. */
function stepToMend(failure: ChatFailureKind): number {
  switch (failure) {
    case 'unauthorized':
      return 2;
    case 'modelNotFound':
    case 'refused':
    case 'truncated':
    case 'serverError':
    case 'quotaExhausted':
    case 'rateLimited':
      return 3;
    case 'cancelled':
    case 'notConfigured':
    case 'unreachable':
    case 'timedOut':
    case 'badResponse':
    case 'notRecorded':
    case 'overCap':
    case 'braked':
      return 1;
  }
}

/** The prices that were given for the same model stay, else those of the server's list count; others are unknown. */
function withPrices(
  chosen: Pick<ModelSettings, 'provider' | 'baseUrl' | 'model'>,
  before: ModelSettings,
  listed: ListedPrices | undefined,
): ModelSettings {
  const { inputPrice, outputPrice, pricesOf } = before;
  const isSame =
    chosen.provider === before.provider && chosen.model === before.model && chosen.baseUrl === before.baseUrl;
  const areGiven = inputPrice !== null && outputPrice !== null && pricesOf === null;
  if (listed && !(isSame && areGiven)) {
    const today = new Date().toISOString().slice(0, 10);
    return { ...chosen, inputPrice: listed.input, outputPrice: listed.output, pricesOf: today };
  }
  return isSame
    ? { ...chosen, inputPrice, outputPrice, pricesOf }
    : { ...chosen, inputPrice: null, outputPrice: null, pricesOf: null };
}

/** What is said of prices that are of a server's list; `""` of others. */
function pricesText({ inputPrice, outputPrice, pricesOf }: ModelSettings): string {
  return pricesOf === null || inputPrice === null || outputPrice === null
    ? ''
    : ` Its server's list of ${pricesOf} says $${inputPrice} for a million tokens that are sent, $${outputPrice} for those of replies.`;
}

/** Looks for servers on this machine, and says for which. */
async function lookFor(servers: readonly Preset[]): Promise<readonly FoundServer[]> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: `Toolsmith: looking on this machine for ${servers.map(({ label }) => label).join(', ')}`,
    },
    () => findServers(servers),
  );
}

function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'This is no URL. It looks like https://host/v1.';
  return /^https?:$/.test(new URL(text).protocol) ? undefined : 'Only http and https are possible.';
}
