import { verdictText } from '../../engine/making/findings';
import { showInvisible } from '../../engine/text/show-invisible';
import type { ToolReport } from './verify-reports';

/** One test of a tool: an example, or what keeps its examples from being run. */
interface TestCase {
  readonly name: string;
  readonly failure?: { readonly element: 'failure' | 'error'; readonly type: string; readonly message: string };
}

/** The most characters of a problem in the name of its test. */
const longestName = 100;

/** A report in JUnit's XML: a suite for each tool, a test for each of its examples. */
export function junitReport(reports: readonly ToolReport[]): string {
  const suites = reports.map((report) => {
    const cases = casesOf(report);
    return { name: nameOf(report), cases, seconds: report.kind === 'verified' ? report.milliseconds / 1_000 : 0 };
  });
  const counts = (cases: readonly TestCase[]): string =>
    `tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="${countOf(cases, 'error')}" skipped="0"`;
  const all = suites.flatMap(({ cases }) => cases);
  const total = suites.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="toolsmith" ${counts(all)} time="${total.toFixed(3)}">`,
    ...suites.flatMap(({ name, cases, seconds }) => [
      `  <testsuite name=${attribute(name)} ${counts(cases)} time="${seconds.toFixed(3)}">`,
      ...cases.flatMap((one) => testCase(name, one)),
      '  </testsuite>',
    ]),
    '</testsuites>\n',
  ].join('\n');
}

function nameOf(report: ToolReport): string {
  return report.kind === 'damaged' ? report.folder : report.listed.tool.id;
}

function casesOf(report: ToolReport): readonly TestCase[] {
  switch (report.kind) {
    case 'damaged':
      return [{ name: 'can be read', failure: { element: 'error', type: 'damaged', message: report.reason } }];
    case 'unapproved':
      return [
        {
          name: 'is approved',
          failure: {
            element: 'error',
            type: 'unapproved',
            message: 'not approved on this machine, so its examples were not run',
          },
        },
      ];
    case 'verified': {
      const { examples } = report.listed.tool;
      if (examples.length === 0)
        return [
          {
            name: 'has examples',
            failure: { element: 'failure', type: 'noExamples', message: 'it has none, so nothing vouches for it' },
          },
        ];
      return examples.map((example, index) => {
        const verdict = report.verified.verdicts[index];
        const name = `example ${index + 1}: ${example.problem.slice(0, longestName)}`;
        return verdict && verdict.kind !== 'right'
          ? { name, failure: { element: 'failure', type: verdict.kind, message: verdictText(example, verdict) } }
          : { name };
      });
    }
  }
}

function countOf(cases: readonly TestCase[], element: 'failure' | 'error'): number {
  return cases.filter(({ failure }) => failure?.element === element).length;
}

function testCase(suite: string, { name, failure }: TestCase): readonly string[] {
  const named = `    <testcase classname=${attribute(suite)} name=${attribute(name)}`;
  if (!failure) return [`${named}/>`];
  const { element, type, message } = failure;
  return [`${named}>`, `      <${element} type=${attribute(type)} message=${attribute(message)}/>`, '    </testcase>'];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What no XML may hold is shown for what it is, as is everything that a person does not see. */
function attribute(text: string): string {
  const shown = showInvisible(text).replace(/[\uFFFE\uFFFF]/g, '\uFFFD');
  return `"${shown.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)}"`;
}
