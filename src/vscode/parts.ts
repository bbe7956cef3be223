import type * as vscode from 'vscode';
import type { Ledger } from '../engine/ledger/ledger';
import type { Booking } from '../engine/ledger/ledgered';
import type { Library, Place } from '../engine/library/library';
import type { ChatModel, ModelIdentity, Role } from '../engine/model/chat-model';
import type { Synthesizer } from '../engine/synthesis/synthesize';
import type { Workshop } from '../engine/using/run-tool';
import type { Milestones } from './milestones';
import type { StatusItem } from './status-item';
import type { LastText } from './text/last-text';
import type { ToolsOfDocuments } from './text/tools-of-documents';
import type { ShownTexts } from './text/shown-texts';
import type { Settings } from './settings';

/** The models of both roles, as the settings have them. */
export interface Models {
  /** Who would answer; `null` where the role is not set up, or may not be asked. Asks nobody and loads nothing. */
  identity(role: Role): ModelIdentity | null;
  /**
   * Why the model that is set up may not be asked, a sentence or two; `null` where it may, and where none is set up.
   */
  forbidden(role: Role): string | null;
  /**
   * The model, with its key; `null` where the role is not set up, or may not be asked. Loads the client at first use.
   * Its calls are written
   * to the ledger, on `booking`, and held under the caps.
   */
  open(role: Role, booking?: Booking): Promise<ChatModel | null>;
  /** Leads through setting a role up, a test of the connection included. False where the person gave up. */
  setUp(role: Role): Promise<boolean>;
}

/** What the extension is built from; constructed in `extension.ts`, received by every feature. */
export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly settings: Settings;
  readonly library: Library;
  readonly models: Models;
  /**
   * What was spent and how often tools were used. Models write to it by themselves; uses and makings are to be
   * written.
   */
  readonly ledger: Ledger;
  /** Where tools run; the sandbox starts at the first call. */
  readonly workshop: () => Workshop;
  /** The maker that needs no model. */
  readonly synthesizer: Synthesizer;
  readonly log: vscode.LogOutputChannel;
  readonly lastText: LastText;
  readonly shownTexts: ShownTexts;
  readonly toolsOfDocuments: ToolsOfDocuments;
  readonly milestones: Milestones;
  readonly status: StatusItem;
  /** The folder of a part of the library; `undefined` where there is none, as with no workspace open. */
  readonly libraryFolder: (place: Place) => string | undefined;
}
