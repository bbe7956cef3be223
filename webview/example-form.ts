import { longestProblem, type PanelMessage, type SavedPage, type WorkView } from '../src/protocol';
import { element, row } from './elements';
import { button, textArea } from './toolkit';

/** The place where an example is written. */
export interface ExampleForm {
  readonly part: HTMLElement;
  /** What was typed, for the page that comes after this one; `null` where nothing is being written. */
  readonly typed: () => SavedPage['example'];
  /** Shows what is being written, with what was typed of it already; hides the form where nothing is. */
  readonly show: (editing: WorkView['editing'], typed: SavedPage['example']) => void;
  /** A draft is not taught: it is gone on with. */
  readonly teachable: (is: boolean) => void;
}

/** Two boxes for a problem and its answer; what is typed stays until the host says that it is stored or left. */
export function exampleForm(post: (message: PanelMessage) => void, onInput: () => void): ExampleForm {
  const part = element('div', '', 'form');
  part.hidden = true;
  part.setAttribute('role', 'group');
  const title = element('h3');
  title.id = 'example-form';
  part.setAttribute('aria-labelledby', title.id);
  const problem = textArea('Problem', 'The problem as it would stand in a text', longestProblem);
  const answer = textArea('Expected answer', 'The answer exactly as the tool must write it', longestProblem);
  const remove = button('Remove Example', 'secondary', () => post({ kind: 'removeExample' }));
  const teach = button('Teach the Tool…', 'secondary', () =>
    post({ kind: 'teachExample', problem: problem.value, answer: answer.value }),
  );
  teach.title =
    'Has the tool repaired, with consent. Until its next version gives this answer, the tool stays as it is.';
  const save = (): void => post({ kind: 'saveExample', problem: problem.value, answer: answer.value });
  for (const box of [problem, answer]) {
    box.addEventListener('input', onInput);
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
      else if (event.key === 'Escape') post({ kind: 'leaveExample' });
      else return;
      event.preventDefault();
    });
  }
  part.append(
    title,
    problem,
    answer,
    row(
      button('Save and Verify', 'primary', save),
      teach,
      button('Cancel', 'secondary', () => post({ kind: 'leaveExample' })),
      remove,
    ),
  );
  let shown = '';
  return {
    part,
    teachable: (is) => {
      teach.hidden = !is;
    },
    typed: () => (part.hidden ? null : { problem: problem.value, answer: answer.value }),
    show: (editing, typed) => {
      // Filled once for each example, so that what is typed stays.
      const state = JSON.stringify(editing);
      if (state === shown) return;
      shown = state;
      part.hidden = editing === null;
      if (!editing) return;
      title.textContent = editing.number === null ? 'New Example' : `Example ${editing.number}`;
      problem.value = typed?.problem ?? editing.problem;
      answer.value = typed?.answer ?? editing.answer;
      remove.hidden = editing.number === null;
      (editing.problem === '' ? problem : answer).focus();
    },
  };
}
