import * as vscode from 'vscode';
import { readCaps, type CapNames, type Caps, type UnusableCap } from '../engine/ledger/caps';
import type { Role } from '../engine/model/chat-model';
import type { ToolLimits } from '../engine/tool/limits';
import type { ModelUse } from '../engine/using/use-model';
import { hostEntry, type AllowedHosts } from '../node/model/allowed-hosts';

/** Who plays a role: nobody yet, a server, a model of the editor, the person's own clipboard, or recorded replies. */
export type Provider = 'none' | 'server' | 'editor' | 'byHand' | 'recorded';

/** The settings of one role's model. */
export interface ModelSettings {
  readonly provider: Provider;
  /** With the version path, without `/chat/completions`: `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  /** As its server knows it; of the editor's, `vendor/id`. */
  readonly model: string;
  /** US dollars a million tokens; `null` where the person gave none. */
  readonly inputPrice: number | null;
  readonly outputPrice: number | null;
  /** The day on which the server's list had these prices, `2026-12-01`; `null` where the person gave them. */
  readonly pricesOf: string | null;
}

/**
 * The extension's settings, parsed at this border: nothing else calls `getConfiguration`. All have the scope
 * `machine`, so that no workspace can decide where data goes, what it costs or which limits hold.
 */
export interface Settings {
  model(role: Role): ModelSettings;
  /** Writes a role's model to the machine's settings. */
  setModel(role: Role, settings: ModelSettings): Promise<void>;
  limits(): ToolLimits;
  /** Megabytes of memory for a tool. */
  memoryMegabytes(): number;
  timeouts(): { readonly firstByteMs: number; readonly silenceMs: number };
  /** What may be spent at most. */
  caps(): Caps | UnusableCap;
  /** Headers of the person's own by server, as they were written: the client reads them. */
  headers(): unknown;
  /** Look for model servers on this machine when a model is set up. */
  findServers(): boolean;
  /** How the light model is asked for many problems. */
  modelUse(): ModelUse;
  /** Show the strong model a few of the problems that have no answer when it makes a tool. */
  dataInView(): boolean;
  /** Look for a rule on this machine before a model is asked to make a tool. */
  makeWithoutModel(): boolean;
  /** Keep the workspace's tools in its folder, `.toolsmith/`, instead of the editor's storage. */
  keepInFolder(): boolean;
  /** Serve the tools to agents in the editor, by the Model Context Protocol. */
  serveTools(): boolean;
  setKeepInFolder(keep: boolean): Promise<void>;
  /** The servers that may be asked; `null` where any may. A value of another form allows none: a slip opens nothing. */
  allowedHosts(): AllowedHosts;
  /** Show the next steps above the rows of a document. */
  codeLens(): boolean;
  /** The file of recorded replies for the provider `recorded`. */
  recordings(): string;
  onDidChange(listener: () => void): vscode.Disposable;
}

/** How messages call the caps. */
export const capNames: CapNames = {
  dollarsPerMaking: 'the setting toolsmith.limits.dollarsPerMaking',
  dollarsPerDay: 'the setting toolsmith.limits.dollarsPerDay',
  tokensPerMaking: 'the setting toolsmith.limits.tokensPerMaking',
  tokensPerDay: 'the setting toolsmith.limits.tokensPerDay',
};

/** How messages call the list of allowed servers: short, for the room is. */
export const allowedHostsName = 'toolsmith.allowedHosts';

/** The settings as the editor has them. */
export function editorSettings(): Settings {
  const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('toolsmith');
  const write = async (key: string, value: unknown): Promise<void> =>
    configuration().update(key, value, vscode.ConfigurationTarget.Global);
  const number = (key: string, smallest: number, largest: number, otherwise: number): number => {
    const value = configuration().get<unknown>(key);
    return typeof value === 'number' && Number.isFinite(value)
      ? Math.min(Math.max(value, smallest), largest)
      : otherwise;
  };
  const cap = (name: keyof Caps): unknown => configuration().get<unknown>(`limits.${name}`);
  const text = (key: string): string => {
    const value = configuration().get<unknown>(key);
    return typeof value === 'string' ? value.trim() : '';
  };
  const price = (key: string): number | null => {
    const value = configuration().get<unknown>(key);
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
  };
  return {
    model: (role) => ({
      provider: providerOf(text(`${role}.provider`)),
      baseUrl: text(`${role}.baseUrl`),
      model: text(`${role}.model`),
      inputPrice: price(`${role}.inputPrice`),
      outputPrice: price(`${role}.outputPrice`),
      pricesOf: /^\d{4}-\d\d-\d\d$/.exec(text(`${role}.pricesOf`))?.[0] ?? null,
    }),
    setModel: async (role, settings) => {
      for (const [key, value] of Object.entries(settings)) await write(`${role}.${key}`, value ?? undefined);
    },
    limits: () => ({
      parseMilliseconds: number('limits.parseMilliseconds', 10, 10_000, 200),
      solveMilliseconds: number('limits.solveSeconds', 0.1, 300, 10) * 1_000,
      outputCharacters: number('limits.outputCharacters', 1_000, 10_000_000, 1_000_000),
    }),
    memoryMegabytes: () => number('limits.memoryMegabytes', 16, 1_024, 64),
    timeouts: () => ({
      firstByteMs: number('models.firstByteSeconds', 1, 3_600, 600) * 1_000,
      silenceMs: number('models.silenceSeconds', 1, 600, 60) * 1_000,
    }),
    caps: () =>
      readCaps(
        {
          dollarsPerMaking: cap('dollarsPerMaking'),
          dollarsPerDay: cap('dollarsPerDay'),
          tokensPerMaking: cap('tokensPerMaking'),
          tokensPerDay: cap('tokensPerDay'),
        },
        capNames,
      ),
    findServers: () => configuration().get<unknown>('models.findServers') !== false,
    headers: () => configuration().get<unknown>('models.headers') ?? undefined,
    modelUse: () => ({
      inFlight: Math.floor(number('models.inFlight', 1, 32, 4)),
      packSize: Math.floor(number('models.packSize', 1, 50, 10)),
    }),
    dataInView: () => configuration().get<unknown>('making.dataInView') !== false,
    makeWithoutModel: () => configuration().get<unknown>('making.withoutModel') !== false,
    keepInFolder: () => configuration().get<unknown>('library.keepInFolder') === true,
    serveTools: () => configuration().get<unknown>('agents.serveTools') === true,
    setKeepInFolder: (keep) => write('library.keepInFolder', keep),
    allowedHosts: () => {
      const value = configuration().get<unknown>('allowedHosts') ?? null;
      if (value === null) return null;
      return Array.isArray(value)
        ? (value as readonly unknown[]).flatMap((entry) => (typeof entry === 'string' ? (hostEntry(entry) ?? []) : []))
        : [];
    },
    codeLens: () => configuration().get<unknown>('codeLens') !== false,
    recordings: () => text('recordings'),
    onDidChange: (listener) =>
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('toolsmith')) listener();
      }),
  };
}

function providerOf(value: string): Provider {
  return value === 'server' || value === 'editor' || value === 'byHand' || value === 'recorded' ? value : 'none';
}
