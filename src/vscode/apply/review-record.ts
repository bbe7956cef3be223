import * as v from 'valibot';
import { itemsToAnswer } from '../../engine/applying/open-items';
import { noUsage } from '../../engine/model/cost';
import type { Reading } from '../../engine/notation/notation';
import { ofAnyText } from '../../engine/notation/stored';
import { placementsOf } from '../../engine/problem/write';
import { NotationSchema } from '../../engine/tool/parse-notation';
import type { Tool } from '../../engine/tool/tool';
import { attentionOrder, type ReviewedRow } from '../../engine/using/review';
import type { UseOutcome } from '../../engine/using/use-tool';
import type { Decision, Review } from './review';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const SpanSchema = v.object({ start: count, end: count });
const AddressSchema = v.object({ place: v.picklist(['workspace', 'folder', 'user']), id: v.string() });
const path = v.picklist(['parser', 'model']);

/** What is kept of an outcome: what it took was booked when it came. */
const OutcomeSchema = v.variant('kind', [
  v.object({ kind: v.literal('answer'), answer: v.string(), path }),
  v.object({ kind: v.literal('notRead'), reason: v.nullable(v.string()) }),
  v.object({ kind: v.literal('noAnswer'), path }),
  v.object({ kind: v.literal('failed'), reason: v.string(), path }),
  v.object({ kind: v.literal('cancelled') }),
]);

const ItemSchema = v.object({
  problem: v.string(),
  answer: v.nullable(v.string()),
  span: SpanSchema,
  problemSpan: SpanSchema,
  answerSpan: v.nullable(SpanSchema),
  lacks: v.exactOptional(count),
});

/** A review as it is kept, so that it outlives its window. The text that it is about is kept by its hash alone. */
export const ReviewRecordSchema = v.object({
  document: v.string(),
  digest: v.string(),
  origin: v.variant('kind', [
    v.object({ kind: v.literal('tool'), address: AddressSchema }),
    v.object({ kind: v.literal('best') }),
  ]),
  name: v.string(),
  spans: v.array(SpanSchema),
  notation: NotationSchema,
  ofThisText: v.object({ preamble: v.exactOptional(count), columns: v.exactOptional(count) }),
  items: v.array(ItemSchema),
  columnNames: v.exactOptional(v.array(v.string())),
  columns: v.exactOptional(count),
  headings: v.exactOptional(v.array(SpanSchema)),
  padded: v.exactOptional(v.array(SpanSchema)),
  anew: v.boolean(),
  placement: v.picklist(['fill', 'replace', 'below']),
  overwrite: v.boolean(),
  rows: v.array(
    v.object({
      index: count,
      outcome: OutcomeSchema,
      attention: v.picklist(attentionOrder),
      novel: v.boolean(),
      by: v.exactOptional(v.nullable(v.string())),
    }),
  ),
  decisions: v.array(
    v.tuple([
      count,
      v.variant('kind', [
        v.object({ kind: v.literal('keep') }),
        v.object({ kind: v.literal('leave') }),
        v.object({ kind: v.literal('correct'), answer: v.string() }),
      ]),
    ]),
  ),
  /** The ids of the tools that answered rows, by index into the items. */
  tools: v.array(v.tuple([count, v.string()])),
});

/** A review as it is kept. */
export type ReviewRecord = v.InferOutput<typeof ReviewRecordSchema>;

/** What is to be kept of a review. */
export function recordOf(review: Review, digest: string): ReviewRecord {
  const { task, origin, name, rows, tools, placement, overwrite, decisions } = review;
  const { notation, items, columnNames, columns, headings, padded } = task.reading;
  return {
    document: task.document.uri.toString(),
    digest,
    origin: origin.kind === 'tool' ? { kind: 'tool', address: { ...origin.address } } : origin,
    name,
    spans: task.source.spans.map((span) => ({ ...span })),
    notation: ofAnyText(notation),
    ofThisText: {
      ...('preamble' in notation ? { preamble: notation.preamble } : {}),
      ...('columns' in notation ? { columns: notation.columns } : {}),
    },
    items: [...items],
    ...(columnNames ? { columnNames: [...columnNames] } : {}),
    ...(columns === undefined ? {} : { columns }),
    ...(headings ? { headings: [...headings] } : {}),
    ...(padded ? { padded: [...padded] } : {}),
    anew: task.anew,
    placement,
    overwrite,
    rows: rows.map(({ index, outcome, attention, novel, by }) => ({
      index,
      outcome: keptOutcome(outcome),
      attention,
      novel,
      ...(by === undefined ? {} : { by }),
    })),
    decisions: [...decisions],
    tools: [...tools].map(([index, { id }]) => [index, id]),
  };
}

function keptOutcome(outcome: UseOutcome): ReviewRecord['rows'][number]['outcome'] {
  switch (outcome.kind) {
    case 'answer':
      return { kind: 'answer', answer: outcome.answer, path: outcome.path };
    case 'noAnswer':
      return { kind: 'noAnswer', path: outcome.path };
    case 'failed':
      // Still to be asked for, whatever was wrong with the server then.
      return outcome.modelFailure
        ? { kind: 'notRead', reason: 'no reply from the light model' }
        : { kind: 'failed', reason: outcome.reason, path: outcome.path };
    case 'notRead':
    case 'cancelled':
      return outcome;
  }
}

/**
 * A review out of its record, for the document that it is about as that is now. `undefined` where the record is not
 * one of this text: then it may say anything.
 */
export function reviewFrom(
  record: ReviewRecord,
  key: string,
  { document, documentVersion, text }: Pick<Review['task'], 'document' | 'documentVersion'> & { readonly text: string },
  tools: ReadonlyMap<string, Tool>,
): Review | undefined {
  const reading: Reading = {
    notation: { ...record.notation, ...(record.notation.kind === 'delimited' ? record.ofThisText : {}) },
    items: record.items,
    complaints: [],
    columnNames: record.columnNames,
    columns: record.columns,
    headings: record.headings,
    padded: record.padded,
  };
  const spans = [
    ...record.spans,
    ...record.items.flatMap(({ span, problemSpan, answerSpan }) => [
      span,
      problemSpan,
      ...(answerSpan ? [answerSpan] : []),
    ]),
  ];
  const rows = record.rows.flatMap((row): readonly ReviewedRow[] => {
    const item = record.items[row.index];
    return item ? [{ ...row, item, outcome: fullOutcome(row.outcome) }] : [];
  });
  const inText = spans.every(({ start, end }) => start <= end && end <= text.length);
  if (!inText || rows.length !== record.rows.length || !placementsOf(reading).includes(record.placement))
    return undefined;
  const indexes = new Set(rows.map(({ index }) => index));
  const open = itemsToAnswer(reading, true).filter(({ index }) => indexes.has(index));
  return {
    key,
    task: {
      document,
      documentVersion,
      source: { text, spans: record.spans },
      reading,
      open,
      anew: record.anew,
    },
    origin: record.origin,
    name: record.name,
    rows,
    tools: new Map(
      record.tools.flatMap(([index, id]) => {
        const tool = tools.get(id);
        return tool ? [[index, tool] as const] : [];
      }),
    ),
    placement: record.placement,
    overwrite: record.overwrite,
    decisions: new Map<number, Decision>(record.decisions),
  };
}

function fullOutcome(outcome: ReviewRecord['rows'][number]['outcome']): UseOutcome {
  switch (outcome.kind) {
    case 'answer':
      return { ...outcome, arguments: {}, usage: noUsage };
    case 'noAnswer':
    case 'failed':
      return { ...outcome, usage: noUsage };
    case 'notRead':
    case 'cancelled':
      return outcome;
  }
}
