import { join, relative } from 'node:path';
import type { LibraryTool } from '../../engine/library/library';
import { verdictText } from '../../engine/making/findings';
import { jsonLine, showInvisible } from '../../engine/text/show-invisible';
import { githubCommand } from './github-command';
import { junitReport } from './junit-report';
import { UsageError, type Terminal } from './terminal';
import { failedExamples, type Verified } from './verified';
import { counted } from './words';

/** What came of looking at one tool of a library. */
export type ToolReport =
  | {
      readonly kind: 'verified';
      readonly listed: LibraryTool;
      readonly verified: Verified;
      readonly milliseconds: number;
    }
  /** Not approved here, so that nothing of it was run. */
  | { readonly kind: 'unapproved'; readonly listed: LibraryTool }
  | { readonly kind: 'damaged'; readonly folder: string; readonly reason: string };

/** Reports on tools: on each as it is known, or on all when they are. */
export interface Reporter {
  add(report: ToolReport): void;
  end(): void;
}

/** The forms of a report, by the name under which they are asked for. */
const reporters = { text: textReporter, json: jsonReporter, junit: junitReporter, github: githubReporter } as const;

/** Where the reports of a library go, and where the library lies. */
export interface ReportPlace {
  readonly terminal: Terminal;
  readonly libraryFolder: string;
  /** The folder that paths are named from. */
  readonly workspace: string;
}

/** The reporter of this name. Throws `UsageError`. */
export function reporterOf(name: string, place: ReportPlace): Reporter {
  if (!isReporter(name))
    throw new UsageError(`--reporter takes ${Object.keys(reporters).join(', ')}, not “${showInvisible(name)}”.`);
  return reporters[name](place);
}

function isReporter(name: string): name is keyof typeof reporters {
  return Object.hasOwn(reporters, name);
}

function versionOf({ tool }: LibraryTool): number {
  return tool.versions.at(-1)?.number ?? 1;
}

function textReporter({ terminal }: ReportPlace): Reporter {
  return {
    add: (report) => {
      switch (report.kind) {
        case 'verified': {
          const { tool } = report.listed;
          const { holds, score, verdicts } = report.verified;
          terminal.out(`${holds ? 'ok    ' : 'FAILED'} ${tool.id}: ${score.passed} of ${score.total}\n`);
          terminal.err(failedExamples(tool, verdicts));
          return;
        }
        case 'unapproved':
          terminal.out(`UNREAD ${report.listed.tool.id}: not approved here, so its examples were not run\n`);
          return;
        case 'damaged':
          terminal.out(
            `FAILED ${JSON.stringify(showInvisible(report.folder))}: it cannot be read: ${showInvisible(report.reason)}\n`,
          );
      }
    },
    end: () => undefined,
  };
}

function jsonReporter({ terminal }: ReportPlace): Reporter {
  return {
    add: (report) => {
      terminal.out(jsonLine(asJson(report)));
      if (report.kind === 'verified') terminal.err(failedExamples(report.listed.tool, report.verified.verdicts));
    },
    end: () => undefined,
  };
}

function asJson(report: ToolReport): unknown {
  if (report.kind === 'damaged') return { tool: report.folder, holds: false, damaged: report.reason };
  const { listed } = report;
  const { isApproved: approved, isMadeHere: madeHere } = listed;
  const named = { tool: listed.tool.id, version: versionOf(listed) };
  return report.kind === 'unapproved'
    ? { ...named, holds: false, approved }
    : { ...named, holds: report.verified.holds, approved, madeHere, ...report.verified.score };
}

function junitReporter({ terminal }: ReportPlace): Reporter {
  const reports: ToolReport[] = [];
  return { add: (report) => void reports.push(report), end: () => terminal.out(junitReport(reports)) };
}

/** An annotation for each example that fails, at the code of its tool; then a line that sums up. */
function githubReporter({ terminal, libraryFolder, workspace }: ReportPlace): Reporter {
  let tools = 0;
  let holding = 0;
  const annotate = (path: readonly string[], title: string, message: string): void => {
    const file = relative(workspace, join(libraryFolder, ...path)).replaceAll('\\', '/');
    terminal.out(githubCommand('error', { file, title }, message));
  };
  return {
    add: (report) => {
      tools += 1;
      if (report.kind === 'damaged') {
        annotate([report.folder], report.folder, `it cannot be read: ${report.reason}`);
        return;
      }
      const { tool } = report.listed;
      if (report.kind === 'unapproved') {
        annotate(
          [tool.id, 'tool.json'],
          tool.id,
          'not approved on this machine, so its examples were not run; where every change of the library is reviewed, give --reviewed',
        );
        return;
      }
      const { holds, score, verdicts } = report.verified;
      const code = [tool.id, `v${versionOf(report.listed)}.js`];
      tool.examples.forEach((example, index) => {
        const verdict = verdicts[index];
        if (verdict && verdict.kind !== 'right')
          annotate(code, `${tool.id}, example ${index + 1}`, verdictText(example, verdict));
      });
      if (tool.examples.length === 0) annotate(code, tool.id, 'it has no examples, so nothing vouches for it');
      if (holds) holding += 1;
      terminal.out(`${holds ? 'ok    ' : 'FAILED'} ${tool.id}: ${score.passed} of ${score.total}\n`);
    },
    end: () => terminal.out(`${holding} of ${counted(tools, 'tool')} hold\n`),
  };
}
