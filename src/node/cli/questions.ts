import type { Questions } from '../../engine/applying/questions';
import { toolKey } from '../../engine/ledger/entry';
import { estimateUseTokens, mostOfUse } from '../../engine/using/use-model';
import type { Application } from './application';
import { modelUse, requireModel, sayToolsAreAskedFor, sayWhatIsSent } from './ask-model';
import { namesOf } from './choose-tool';
import { openText, severalFit } from './dispatch-words';
import { counted } from './words';

/**
 * The options of a command as the answers to what a person is asked elsewhere. `sayLeft` is told what of a file is left
 * since no option decides it; a text says so itself, when it has been seen.
 */
export function questionsOf(
  { options, model, booking, surroundings: { terminal } }: Application,
  sayLeft: (line: string) => void,
): Questions {
  return {
    // A script cannot be asked. Where no row of a file's first ones has its tool it is told before the work; else what
    // is not told stays open, and is listed.
    whichTool: (ambiguity, _, seen, decided) => {
      if (seen === 'first' && decided === 0) return Promise.reject(severalFit(ambiguity));
      sayLeft(
        `${counted(ambiguity.problems, 'problem')}${seen === 'first' ? ' of the first rows' : ''} left: several tools fit, ${namesOf(ambiguity.tools, ' or ')}; --prefer says which is meant\n`,
      );
      return Promise.resolve('leave');
    },
    mayChoose: (open, rows) => {
      if (!options.on('allow-model')) {
        const unread = open.filter(({ isUnread }) => isUnread).length;
        sayLeft(
          `of ${counted(rows, 'row')} ${openText(open.length - unread, unread).join(', ')}: --allow-model has the light model see whether they are for ${namesOf([...new Set(open.flatMap(({ candidates }) => candidates))], ', ')}, or for none\n`,
        );
        return Promise.resolve('leave');
      }
      const light = requireModel(model);
      booking.tool = null;
      sayToolsAreAskedFor(open, light, terminal);
      return Promise.resolve(light);
    },
    mayRead: (tool, problems, rows) => {
      if (!options.on('allow-model')) return Promise.resolve('leave');
      const light = requireModel(model);
      booking.tool = toolKey(tool);
      sayWhatIsSent(
        `${problems.length} of ${counted(rows, 'problem')} not read by the tool: sending ${problems.length === 1 ? 'it' : 'them'} to`,
        estimateUseTokens(tool, problems, modelUse.packSize),
        mostOfUse(tool, problems, modelUse.packSize),
        light,
        terminal,
      );
      return Promise.resolve(light);
    },
  };
}
