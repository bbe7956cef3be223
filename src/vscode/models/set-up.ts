import * as vscode from 'vscode';
import type { ChatModel, Role } from '../../engine/model/chat-model';
import { clipboardHost, hostProblem } from '../../node/model/allowed-hosts';
import { keyProblem } from '../../node/model/key-origin';
import { testConnection } from '../../node/model/connection';
import { listModels } from '../../node/model/list-models';
import { presets, type Preset } from '../../node/model/presets';
import { shownLine } from '../words/shown';
import { allowedHostsName, type ModelSettings, type Settings } from '../settings';
import type { Keys } from './keys';
import { chooseStep, runSteps, typeStep, type StepPlace } from './steps';

const roleNames: Record<Role, string> = {
  maker: 'the strong model that makes tools',
  user: 'the light model that uses them',
};

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
  let preset: Preset | 'byHand' | undefined;
  let baseUrl = before.baseUrl;
  let model = before.model;
  const title = `Set Up ${roleNames[role]}`;
  const place = (step: number): StepPlace => ({ title, step, of: 4 });

  const steps = [
    async (step: number) => {
      const result = await chooseStep<Preset | 'byHand'>({ ...place(step) }, 'Where does the model run?', [
        ...presets.map((known) => ({
          label: known.label,
          description: known.baseUrl,
          detail: known.hint,
          value: known,
        })),
        ...(hostProblem(clipboardHost, allowed, allowedHostsName) === undefined
          ? [
              {
                label: 'By Hand',
                description: 'no key needed',
                detail: 'The prompt goes to the clipboard; paste it into any chat and take the reply back.',
                value: 'byHand' as const,
              },
            ]
          : []),
      ]);
      if (result.kind === 'value') {
        preset = result.value;
        if (preset !== 'byHand' && preset.baseUrl !== '' && !before.baseUrl.startsWith(preset.baseUrl))
          baseUrl = preset.baseUrl;
      }
      return result;
    },
    async (step: number) => {
      if (preset === 'byHand') return { kind: 'value' as const, value: '' };
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
      if (preset === 'byHand') return { kind: 'value' as const, value: '' };
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
      if (preset === 'byHand') return { kind: 'value' as const, value: '' };
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
  if (!(await runSteps(steps))) return false;

  const chosen: ModelSettings =
    preset === 'byHand'
      ? { ...before, provider: 'byHand' }
      : {
          provider: 'server',
          baseUrl,
          model,
          ...(model === before.model && baseUrl === before.baseUrl
            ? { inputPrice: before.inputPrice, outputPrice: before.outputPrice }
            : { inputPrice: null, outputPrice: null }),
        };
  if (chosen.provider === 'server' && !(await connectionHolds(chosen, open))) return false;
  await settings.setModel(role, chosen);
  return true;
}

/** Tests the connection; true where it holds or the person keeps the settings all the same. */
async function connectionHolds(
  model: ModelSettings,
  open: (model: ModelSettings) => Promise<ChatModel>,
): Promise<boolean> {
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Toolsmith: testing ${shownLine(model.model)}`,
      cancellable: true,
    },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return testConnection(await open(model), controller.signal);
    },
  );
  if (result.outcome.kind === 'reply') {
    void vscode.window.showInformationMessage(
      `${shownLine(model.model)} answered in ${Math.max(1, Math.round(result.milliseconds))} ms.`,
    );
    return true;
  }
  const choice = await vscode.window.showErrorMessage(
    `The test of the connection failed: ${shownLine(result.outcome.message)}`,
    'Keep These Settings',
  );
  return choice === 'Keep These Settings';
}

function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'This is no URL. It looks like https://host/v1.';
  return /^https?:$/.test(new URL(text).protocol) ? undefined : 'Only http and https are possible.';
}
