/** A model of a few hundred kilobytes with weights by chance, in GGUF, the format of llama.cpp: its server is real. */
import { writeFile } from 'node:fs/promises';

const width = 64;
const inner = 128;
const heads = 4;

/** What a value is, as GGUF numbers it. */
const kinds = { u32: 4, i32: 5, f32: 6, string: 8, array: 9 };

/** Pieces of the vocabulary: three marks, every byte, and every printable letter, so that replies look like text. */
const pieces = [
  ['<unk>', 2],
  ['<s>', 3],
  ['</s>', 3],
  ...Array.from({ length: 256 }, (_, byte) => [`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, 6]),
  ...['▁', ...Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))].map((letter) => [letter, 1]),
];

/** Writes the model to a file. `context` is the most tokens that it says it was trained for. */
export async function writeWeights(path, context = 2_048) {
  await writeFile(path, bytesOf(context));
}

function bytesOf(context) {
  const tensors = tensorsOf();
  const header = [
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    ...pairs([
      ['general.architecture', 'string', 'llama'],
      ['general.name', 'string', 'by chance'],
      ['llama.context_length', 'u32', context],
      ['llama.embedding_length', 'u32', width],
      ['llama.block_count', 'u32', 1],
      ['llama.feed_forward_length', 'u32', inner],
      ['llama.attention.head_count', 'u32', heads],
      ['llama.attention.head_count_kv', 'u32', heads],
      ['llama.attention.layer_norm_rms_epsilon', 'f32', 1e-5],
      ['llama.rope.dimension_count', 'u32', width / heads],
      ['llama.vocab_size', 'u32', pieces.length],
      ['tokenizer.ggml.model', 'string', 'llama'],
      ['tokenizer.ggml.tokens', ['string'], pieces.map(([text]) => text)],
      ['tokenizer.ggml.scores', ['f32'], pieces.map(() => 0)],
      ['tokenizer.ggml.token_type', ['i32'], pieces.map(([, type]) => type)],
      ['tokenizer.ggml.unknown_token_id', 'u32', 0],
      ['tokenizer.ggml.bos_token_id', 'u32', 1],
      ['tokenizer.ggml.eos_token_id', 'u32', 2],
      [
        'tokenizer.chat_template',
        'string',
        "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\\n' }}{% endfor %}{{ 'assistant: ' }}",
      ],
    ]),
  ];
  let at = 0;
  for (const { name, shape, data } of tensors) {
    header.push(string(name), u32(shape.length), ...shape.map(u64), u32(0), u64(at));
    at += aligned(data.length);
  }
  const before = Buffer.concat(header);
  return Buffer.concat([padded(before), ...tensors.map(({ data }) => padded(data))]);
}

function tensorsOf() {
  const next = numbersByChance();
  const weights = (name, ...shape) => ({
    name,
    shape,
    data: floats(
      shape.reduce((a, b) => a * b),
      () => next() * 0.2,
    ),
  });
  const ones = (name) => ({ name, shape: [width], data: floats(width, () => 1) });
  return [
    weights('token_embd.weight', width, pieces.length),
    ones('output_norm.weight'),
    weights('output.weight', width, pieces.length),
    ones('blk.0.attn_norm.weight'),
    ...['q', 'k', 'v', 'output'].map((name) => weights(`blk.0.attn_${name}.weight`, width, width)),
    ones('blk.0.ffn_norm.weight'),
    weights('blk.0.ffn_gate.weight', width, inner),
    weights('blk.0.ffn_up.weight', width, inner),
    weights('blk.0.ffn_down.weight', inner, width),
  ];
}

/** Numbers from -1 to 1, the same each time. */
function numbersByChance() {
  let state = 12_345;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x80000000 - 1;
  };
}

function floats(length, value) {
  const data = Buffer.alloc(length * 4);
  for (let at = 0; at < length; at += 1) data.writeFloatLE(value(), at * 4);
  return data;
}

function pairs(list) {
  return [u64(list.length), ...list.flatMap(([name, kind, value]) => [string(name), ...typed(kind, value)])];
}

function typed(kind, value) {
  if (typeof kind === 'string') return [u32(kinds[kind]), written(kind, value)];
  const [of] = kind;
  return [u32(kinds.array), u32(kinds[of]), u64(value.length), ...value.map((one) => written(of, one))];
}

function written(kind, value) {
  if (kind === 'string') return string(value);
  if (kind === 'f32') return floats(1, () => value);
  return u32(value);
}

function string(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function aligned(length) {
  return Math.ceil(length / 32) * 32;
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]);
}
