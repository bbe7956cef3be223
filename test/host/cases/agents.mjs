import assert from 'node:assert/strict';
import { until } from '../until.mjs';
import { datesText, rightReply } from './dates.mjs';
import { makeDates } from './main-job.mjs';

const files = { 'dates.txt': datesText };
const id = 'long-dates-to-iso-dates';

/** Calls a tool as another extension's agent does; the text that it gets, or the error. */
const called = (window, name, input) =>
  window.inHost(
    async (vscode, { name: tool, input: asked }) => {
      try {
        const result = await vscode.lm.invokeTool(tool, { input: asked, toolInvocationToken: undefined });
        return result.content.map(({ value }) => value).join('');
      } catch (error) {
        return `error: ${error.message}`;
      }
    },
    { name, input },
  );

export const cases = {
  'an agent in the editor finds and applies tools, once the person has confirmed it': async (host) => {
    const window = await host.window({ files });
    await makeDates(host, window);
    await window.clearNotifications();
    const names = await window.inHost((vscode) =>
      vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('toolsmith_')),
    );
    assert.deepEqual(names.sort(), ['toolsmith_apply', 'toolsmith_find', 'toolsmith_make']);
    const found = await called(window, 'toolsmith_find', { problems: ['5 May 2020', 'nothing like it'] });
    assert.equal(JSON.parse(found).found[0].tool, id, found);
    assert.equal(JSON.parse(found).found[1].tool, null);
    const before = host.model.seen.length;
    const applying = called(window, 'toolsmith_apply', { problems: ['5 May 2020', 'nothing'], tool: id });
    const { message, detail, buttons } = await window.dialog();
    assert.match(`${message} ${detail}`, /Answer 2 problems with “Long dates to ISO dates”\?.*No model is asked/);
    await window.picture('agent-applies');
    await window.dialogButton(buttons.find((label) => !/cancel/i.test(label)) ?? assert.fail(buttons.join()));
    const { rows } = JSON.parse(await applying);
    assert.deepEqual(rows[0], { answer: '2020-05-05', tool: id });
    assert.equal(rows[1].error.kind, 'notRead');
    assert.match(await called(window, 'toolsmith_find', { problems: [] }), /^error: /);
    assert.match(
      await called(window, 'toolsmith_apply', { problems: ['x'], tool: 'none' }),
      /^error: .*There is no tool/,
    );
    assert.equal(host.model.seen.length, before, 'no model was asked');
  },

  'an agent has a tool made only with the person’s word, after model and price were named': async (host) => {
    const window = await host.window({ files });
    const examples = datesText
      .split('\n')
      .slice(0, 6)
      .map((line) => line.split(' => '))
      .map(([problem, answer]) => ({ problem, answer }));
    const before = host.model.seen.length;
    const making = called(window, 'toolsmith_make', { examples });
    const { message, detail, buttons } = await window.dialog();
    assert.match(
      `${message} ${detail}`,
      /Make a tool from 6 examples\?.*3 of the 6 examples go to .* at .*tokens a try/,
    );
    await window.picture('agent-makes');
    await window.dialogButton(buttons.find((label) => !/cancel/i.test(label)) ?? assert.fail(buttons.join()));
    await window.waitForPick(/Nothing is sent before/);
    assert.equal(host.model.seen.length, before, 'nothing was sent');
    host.model.script(host.play.answer(rightReply));
    await window.pick(/Make the Tool/);
    assert.match(await making, /Made the tool long-dates-to-iso-dates, verified with 6 examples/);
  },

  'the library is offered as a server for agents only where the person wants that': async (host) => {
    const window = await host.window({ files });
    await makeDates(host, window);
    await window.clearNotifications();
    // The palette offers it only where the editor has its chat.
    const servers = async () => {
      await window.inHost((vscode) => void vscode.commands.executeCommand('workbench.mcp.listServer'));
      const { items } = await window.quickPick();
      await window.dismiss();
      return items.map(({ label }) => label);
    };
    assert.ok(!(await servers()).includes('Toolsmith'));
    await window.inHost((vscode) =>
      vscode.workspace
        .getConfiguration('toolsmith')
        .update('agents.serveTools', true, vscode.ConfigurationTarget.Global),
    );
    await until('the server is listed', async () => (await servers()).includes('Toolsmith'));
    await window.picture('agent-server');
  },
};
