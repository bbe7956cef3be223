import * as vscode from 'vscode';
import { accountOf } from '../../engine/ledger/account';
import { accountsCsv } from '../../engine/ledger/csv';
import { toolKey } from '../../engine/ledger/entry';
import { idleOf } from '../../engine/ledger/idle';
import { summaryOf } from '../../engine/ledger/summary';
import type { ToolAddress } from '../../engine/library/library';
import type { HostMessage } from '../../protocol';
import { ensureApproved } from '../asking/approve';
import { shownLine } from '../words/shown';
import type { Parts } from '../parts';
import { saveFile } from '../save-file';
import { costsView } from './costs-view';
import { measure, measureLabel } from './measure';

/** A panel's part on what its tool cost and saved. */
export interface PanelCosts {
  /** Sends the page what the ledger says now. */
  refresh(): Promise<void>;
  /** Writes the cumulative costs to a file that the person names. */
  exportCsv(): Promise<void>;
  measure(): Promise<void>;
}

/** The costs of the tool at an address, for its panel. */
export function panelCosts(parts: Parts, address: ToolAddress, post: (message: HostMessage) => void): PanelCosts {
  let refreshes = 0;
  const maker = () => parts.models.identity('maker');
  return {
    refresh: async () => {
      const turn = (refreshes += 1);
      const { tools } = await parts.library.list();
      const { entries, unreadable } = await parts.ledger.read();
      const tool = tools.find(({ place, tool: one }) => place === address.place && one.id === address.id)?.tool;
      // A later refresh has seen a later state.
      if (!tool || turn !== refreshes) return;
      const now = new Date();
      const costs = costsView({
        account: accountOf(entries, tool, maker()),
        idle: idleOf(entries, tool, now),
        summary: summaryOf(entries, maker()),
        unused: tools
          .filter((one) => one.tool.stage === 'tool' && idleOf(entries, one.tool, now) !== null)
          .map((one) => one.tool.name),
        unreadable,
        measure: measureLabel(parts, tool),
        day: (iso) => new Date(iso).toLocaleDateString(),
      });
      post({ kind: 'costs', costs });
    },
    exportCsv: async () => {
      const found = await parts.library.find(address);
      if (!found) return;
      const { tool } = found;
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const file = await vscode.window.showSaveDialog({
        title: 'Export What It Cost and Saved',
        filters: { CSV: ['csv'] },
        ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, `${tool.id}-costs.csv`) } : {}),
      });
      if (!file) return;
      const { entries } = await parts.ledger.read();
      await saveFile(file, accountsCsv([{ key: toolKey(tool), account: accountOf(entries, tool, maker()) }]));
      void vscode.window.showInformationMessage(
        `Exported what “${shownLine(tool.name)}” cost and saved. The file holds figures and times, and no text of yours.`,
      );
    },
    measure: async () => {
      const found = await parts.library.find(address);
      // Its examples' problems go to the strong model.
      if (found && (await ensureApproved(parts, found))) await measure(parts, found.tool);
    },
  };
}
