import type * as vscode from 'vscode';
import type { Library, Place } from '../engine/library/library';
import type { ChatModel, ModelIdentity, Role } from '../engine/model/chat-model';
import type { Workshop } from '../engine/using/run-tool';
import type { LastText } from './last-text';
import type { Settings } from './settings';

/** The models of both roles, as the settings have them. */
export interface Models {
  /** Who would answer; `null` where the role is not set up. Asks nobody and loads nothing. */
  identity(role: Role): ModelIdentity | null;
  /** The model, with its key; `null` where the role is not set up. Loads the client at first use. */
  open(role: Role): Promise<ChatModel | null>;
  /** Leads through setting a role up, a test of the connection included. False where the person gave up. */
  setUp(role: Role): Promise<boolean>;
}

/** What the extension is built from; constructed in `extension.ts`, received by every feature. */
export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly settings: Settings;
  readonly library: Library;
  readonly models: Models;
  /** Where tools run; the sandbox starts at the first call. */
  readonly workshop: () => Workshop;
  readonly log: vscode.LogOutputChannel;
  readonly lastText: LastText;
  /** The folder of a part of the library; `undefined` where there is none, as with no workspace open. */
  readonly libraryFolder: (place: Place) => string | undefined;
}
