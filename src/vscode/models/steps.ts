import * as vscode from 'vscode';

/** How one step of a multi-step quick input ended. */
export type StepResult<Value> =
  { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'back' } | { readonly kind: 'cancelled' };

/** Where a step stands in its sequence. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly of: number;
}

/** A choice of a step. */
export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

/** Lets the person choose one of a list; with a *Back* button from the second step on. */
export function chooseStep<Value>(
  place: StepPlace,
  placeholder: string,
  choices: readonly Choice<Value>[],
  active?: Value,
): Promise<StepResult<Value>> {
  const input = vscode.window.createQuickPick<Choice<Value>>();
  input.items = choices;
  input.placeholder = placeholder;
  input.matchOnDescription = true;
  const current = choices.find((choice) => choice.value === active);
  if (current) input.activeItems = [current];
  return settle<Value>(input, place, (done) =>
    input.onDidAccept(() => {
      const [chosen] = input.selectedItems;
      if (chosen) done({ kind: 'value', value: chosen.value });
    }),
  );
}

/** Lets the person type one line. `check` gives the reason why a text cannot be taken. */
export function typeStep(
  place: StepPlace,
  options: {
    readonly prompt: string;
    readonly value?: string;
    readonly placeholder?: string;
    readonly password?: boolean;
    readonly check?: (text: string) => string | undefined;
  },
): Promise<StepResult<string>> {
  const input = vscode.window.createInputBox();
  input.prompt = options.prompt;
  input.value = options.value ?? '';
  input.placeholder = options.placeholder ?? '';
  input.password = options.password ?? false;
  const changed = input.onDidChangeValue(() => (input.validationMessage = undefined));
  return settle<string>(input, place, (done) =>
    input.onDidAccept(() => {
      const problem = options.check?.(input.value.trim());
      if (problem === undefined) done({ kind: 'value', value: input.value.trim() });
      else input.validationMessage = problem;
    }),
  ).finally(() => {
    changed.dispose();
  });
}

/** Runs steps one after another, beginning with one of them; *Back* goes to the step before. False where the person gave up. */
export async function runSteps(
  steps: readonly ((step: number) => Promise<StepResult<unknown>>)[],
  from = 0,
): Promise<boolean> {
  let at = from;
  while (at < steps.length) {
    const result = await steps[at]?.(at + 1);
    if (!result || result.kind === 'cancelled') return false;
    at = result.kind === 'back' ? Math.max(0, at - 1) : at + 1;
  }
  return true;
}

function settle<Value>(
  input: vscode.QuickInput & {
    buttons?: readonly vscode.QuickInputButton[];
    onDidTriggerButton?: vscode.Event<vscode.QuickInputButton>;
  },
  place: StepPlace,
  onAccept: (done: (result: StepResult<Value>) => void) => vscode.Disposable,
): Promise<StepResult<Value>> {
  input.title = place.title;
  input.step = place.step;
  input.totalSteps = place.of;
  input.ignoreFocusOut = true;
  if (place.step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<StepResult<Value>>((resolve) => {
    const done = (result: StepResult<Value>): void => {
      resolve(result);
      input.dispose();
    };
    onAccept(done);
    input.onDidTriggerButton?.((button) => {
      if (button === vscode.QuickInputButtons.Back) done({ kind: 'back' });
    });
    input.onDidHide(() => done({ kind: 'cancelled' }));
    input.show();
  });
}
