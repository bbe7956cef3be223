/** The labels of blocks: `Question:`, `**Q1:**`, `- Input:`… */

/** Labels that go together; `write` is the answer's label where a text has none yet. */
export const labelFamilies: readonly {
  readonly problems: readonly string[];
  readonly answers: readonly string[];
  readonly write: string;
}[] = [
  { problems: ['question'], answers: ['answer', 'solution'], write: 'Answer' },
  { problems: ['q'], answers: ['a'], write: 'A' },
  { problems: ['q.'], answers: ['a.'], write: 'A.' },
  { problems: ['problem', 'task', 'exercise'], answers: ['solution', 'answer'], write: 'Solution' },
  { problems: ['input'], answers: ['output', 'target', 'answer'], write: 'Output' },
  { problems: ['before'], answers: ['after'], write: 'After' },
  { problems: ['from'], answers: ['to'], write: 'To' },
  { problems: ['source', 'src'], answers: ['target', 'result'], write: 'Target' },
  { problems: ['in'], answers: ['out'], write: 'Out' },
  { problems: ['old'], answers: ['new'], write: 'New' },
  { problems: ['frage', 'aufgabe'], answers: ['antwort', 'lösung'], write: 'Antwort' },
  { problems: ['eingabe'], answers: ['ausgabe'], write: 'Ausgabe' },
  { problems: ['vorher'], answers: ['nachher'], write: 'Nachher' },
  { problems: ['question', 'avant', 'entrée'], answers: ['réponse', 'après', 'sortie'], write: 'Réponse' },
  {
    problems: ['pregunta', 'problema', 'entrada', 'antes'],
    answers: ['respuesta', 'solución', 'salida', 'después'],
    write: 'Respuesta',
  },
  { problems: ['domanda', 'prima'], answers: ['risposta', 'dopo'], write: 'Risposta' },
  { problems: ['pergunta', 'antes'], answers: ['resposta', 'depois', 'saída'], write: 'Resposta' },
  { problems: ['vraag'], answers: ['antwoord'], write: 'Antwoord' },
  { problems: ['вопрос', 'задача'], answers: ['ответ', 'решение'], write: 'Ответ' },
  { problems: ['问题', '输入'], answers: ['答案', '输出'], write: '答案' },
  { problems: ['質問', '入力'], answers: ['回答', '答え', '出力'], write: '回答' },
];

const knownWords = new Set(labelFamilies.flatMap(({ problems, answers }) => [...problems, ...answers]));

/** True for the word of a family. */
export function isKnownLabel(word: string): boolean {
  return knownWords.has(word.toLowerCase());
}

// Indentation, a list's or quotation's or heading's mark, bold; the word; its number; the colon and the end of bold.
const labelPattern =
  /^([ \t\uFEFF]*(?:(?:[-*+>]|#{1,6})[ \t]+)?(?:\*\*|__)?)(\p{L}[\p{L}\p{M}'’ ]{0,29}?)((?:[ \t]*#?\d{1,9})?)((?:\*\*|__)?[ \t]*[:：](?:\*\*|__)?)[ \t]*/u;

/** `Q. …` and `A. …`: no other label ends in a full stop, as items of a list do. */
const dottedPattern = /^([ \t\uFEFF]*(?:(?:[-*+>]|#{1,6})[ \t]+)?(?:\*\*|__)?)([QAqa]\.)((?:\*\*|__)?)(?:[ \t]+|$)/;

/** A label at the start of a line. */
export interface Label {
  /** As it is in the text, without marks, number and colon; a full stop belongs to it. */
  readonly word: string;
  /** How many characters of the line it takes, the white space after it included. */
  readonly length: number;
  /** What is around the word: for writing the answer's label like the problem's. */
  readonly before: string;
  readonly after: string;
}

/** The label at the start of a line. */
export function labelOf(line: string): Label | undefined {
  const dotted = dottedPattern.exec(line);
  if (dotted) {
    const [all, before = '', word = '', after = ''] = dotted;
    return { word, length: all.length, before, after };
  }
  const [all = '', before = '', word = '', number = '', after = ''] = labelPattern.exec(line) ?? [];
  return word !== '' ? { word, length: all.length, before, after: number + after } : undefined;
}

/** A label as it stands before a text: with a colon, where it has no full stop. */
export function labelText(label: string): string {
  return label.endsWith('.') ? label : `${label}:`;
}

/** True for one label in whatever case. */
export function sameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A line of dashes, which parts blocks. */
export function isSeparator(line: string): boolean {
  return /^[ \t]*-{3,}[ \t]*$/.test(line);
}
