import * as vscode from 'vscode';
import type { ChatFailureKind, ChatModel, Role } from '../../engine/model/chat-model';
import { clipboardHost, editorEntry, hostProblem } from '../../node/model/allowed-hosts';
import { keyProblem } from '../../node/model/key-origin';
import { testConnection, testQuestion } from '../../node/model/connection';
import { findServers, lookedFor, type FoundServer } from '../../node/model/find-servers';
import { listModels } from '../../node/model/list-models';
import { presets, type Preset } from '../../node/model/presets';
import { abortSignalOf } from '../abort';
import { shownLine } from '../words/shown';
import { allowedHostsName, type ModelSettings, type Settings } from '../settings';
import { editorModels, type EditorModelChoice } from './editor-model';
import type { Keys } from './keys';
import { chooseStep, runSteps, typeStep, type StepPlace } from './steps';

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

/**
 * Leads through setting a role's model up: provider, server, key, model, and a test of the connection. Settings
 * are written at the end, after the test or when the person keeps them in spite of it.
 */
export async function setUpModel(
  role: Role,
  settings: Settings,
  keys: Keys,
  open: (model: ModelSettings) => Promise<ChatModel>,
): Promise<boolean> {
  const allowed = settings.allowedHosts();
  if (allowed?.length === 0) {
    void vscode.window.showInformationMessage(hostProblem('', allowed, allowedHostsName) ?? '');
    return false;
  }
  const before = settings.model(role);
  let chosenPlace: Place | undefined;
  let baseUrl = before.baseUrl;
  let model = before.model;
  const title = `Set Up ${roleNames[role]}`;
  const place = (step: number): StepPlace => ({ title, step, of: 4 });
  const may = (host: string): boolean => hostProblem(host, allowed, allowedHostsName) === undefined;
  const ofEditor = may(editorEntry) ? await editorModels() : [];
  const here = lookedFor.filter((preset) => may(new URL(preset.baseUrl).host));
  const found = settings.findServers() && here.length > 0 ? await lookFor(here) : [];
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
                detail: 'The prompt goes to the clipboard; paste it into any chat and take the reply back.',
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
          if (known !== '' && !before.baseUrl.startsWith(known)) baseUrl = known;
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
      const known = await keys.get(baseUrl, role);
      const result = await typeStep(place(step), {
        prompt:
          known === null
            ? `API key for ${new URL(baseUrl).host}. Leave empty where the server needs none. It is kept in the editor's secret storage and sent to this server only.`
            : `A key for ${new URL(baseUrl).host} is stored. Leave empty to keep it, or type another.`,
        password: true,
        check: (text) => (text === '' ? undefined : keyProblem(baseUrl)),
      });
      if (result.kind === 'value' && result.value !== '' && (await keys.set(baseUrl, result.value)) === 'lost') {
        void vscode.window.showWarningMessage(
          "The editor's secret storage did not keep the key. Set it in the environment instead: OPENAI_API_KEY, with OPENAI_BASE_URL for another server than OpenAI's, and start the editor again.",
        );
      }
      return result;
    },
    async (step: number) => {
      if (chosenPlace?.kind === 'byHand' || chosenPlace?.kind === 'editor') return skipped;
      const names = await listModels(baseUrl, await keys.get(baseUrl, role), { headers: settings.headers() });
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
    if (!(await runSteps(steps, from))) return false;
    const chosen: ModelSettings =
      chosenPlace?.kind === 'byHand'
        ? { ...before, provider: 'byHand' }
        : withPrices(
            chosenPlace?.kind === 'editor'
              ? { provider: 'editor', baseUrl: before.baseUrl, model: chosenPlace.model.address }
              : { provider: 'server', baseUrl, model },
            before,
          );
    const tested = chosen.provider === 'byHand' ? 'keep' : await testUntilHeld(chosen, open);
    if (tested === 'leave') return false;
    if (tested === 'keep') {
      await settings.setModel(role, chosen);
      return true;
    }
    // Back to the step that failed: what was typed stands there.
    from = chosenPlace?.kind === 'preset' ? stepToMend(tested.edit) : 0;
  }
}

/** The step that mends a failed test: key, model, or address. */
function stepToMend(failure: ChatFailureKind): number {
  return { unauthorized: 2, modelNotFound: 3, refused: 3, truncated: 3 }[failure as string] ?? 1;
}

/** The prices that were given for the same model stay; of another they are unknown. */
function withPrices(
  chosen: Pick<ModelSettings, 'provider' | 'baseUrl' | 'model'>,
  before: ModelSettings,
): ModelSettings {
  const isSame =
    chosen.provider === before.provider && chosen.model === before.model && chosen.baseUrl === before.baseUrl;
  return {
    ...chosen,
    inputPrice: isSame ? before.inputPrice : null,
    outputPrice: isSame ? before.outputPrice : null,
  };
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

/** What is to become of a model after its test: kept, since it holds or all the same; edited for a failure; or left. */
type Tested = 'keep' | 'leave' | { readonly edit: ChatFailureKind };

/** Tests the connection, as often as the person wants. */
async function testUntilHeld(
  model: ModelSettings,
  open: (model: ModelSettings) => Promise<ChatModel>,
): Promise<Tested> {
  const name = shownLine(model.model);
  for (;;) {
    const { outcome, milliseconds } = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Toolsmith: testing ${name} with “${testQuestion}”`,
        cancellable: true,
      },
      async (_, token) => testConnection(await open(model), abortSignalOf(token)),
    );
    if (outcome.kind === 'reply') {
      void vscode.window.showInformationMessage(
        `${name} answered in ${Math.max(1, Math.round(milliseconds))} ms, asked “${testQuestion}”.`,
      );
      return 'keep';
    }
    const choice = await vscode.window.showErrorMessage(
      `The test of the connection failed: ${shownLine(outcome.message)}`,
      'Edit',
      'Try Again',
      'Keep These Settings',
    );
    if (choice === 'Edit') return { edit: outcome.kind };
    if (choice !== 'Try Again') return choice === 'Keep These Settings' ? 'keep' : 'leave';
  }
}

function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'This is no URL. It looks like https://host/v1.';
  return /^https?:$/.test(new URL(text).protocol) ? undefined : 'Only http and https are possible.';
}
