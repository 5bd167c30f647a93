// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the small byte-level tokenizers of this folder and, with the npm package @huggingface/tokenizers (an implementation
// that shares nothing with ours), the ids that they must give: node make_byte_level.mjs SAMPLE_TEXT OUT_FOLDER
import { Tokenizer } from '@huggingface/tokenizers';
import fs from 'fs';
const out = process.argv[3];
const text = fs.readFileSync(process.argv[2],'utf8').slice(0, 60000) + `
The year 1984 was 365 days; they'll say it's 12,345.67 — naïve café, Ærøskøbing. Привет, мир! Как дела? 한국어 문장입니다. 日本語の文。 if (x == 10) {\n    return y;\n}\n\n\t\tfor (int i = 0; i < 100; ++i) printf("%d\\n", i);\n   😀 👍🏽 مرحبا बहुत अच्छा\r\n`.repeat(3);
// bytes as characters
const codes = (() => { const t = []; let n = 0x100; for (let b = 0; b < 256; ++b) t.push((b >= 0x21 && b <= 0x7e) || (b >= 0xa1 && b <= 0xac) || b >= 0xae ? b : n++); return t; })();
const enc = s => [...new TextEncoder().encode(s)].map(b => String.fromCharCode(codes[b])).join('');
function train(regex, wanted) {
  const words = new Map();
  for (const m of text.match(regex)) { const w = enc(m); words.set(w, (words.get(w) || 0) + 1); }
  const vocab = {}; let id = 0;
  for (let b = 0; b < 256; ++b) vocab[String.fromCharCode(codes[b])] = id++;
  const list = [...words].map(([w, n]) => [[...w], n]); const merges = [];
  while (id < wanted) {
    const count = new Map();
    for (const [s, n] of list) for (let i = 1; i < s.length; ++i) { const k = s[i - 1] + ' ' + s[i]; count.set(k, (count.get(k) || 0) + n); }
    let best = null, most = 1; for (const [k, n] of count) if (n > most || (n === most && best !== null && k < best)) { best = k; most = n; }
    if (!best) break;
    const [a, b] = best.split(' '); merges.push([a, b]); if (!((a + b) in vocab)) vocab[a + b] = id++;
    for (const entry of list) { const s = entry[0]; const t = []; for (let i = 0; i < s.length; ++i) { if (i + 1 < s.length && s[i] === a && s[i + 1] === b) { t.push(a + b); ++i; } else t.push(s[i]); } entry[0] = t; }
  }
  return { vocab, merges, next: id };
}
const llama3 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const qwen2 = llama3.replace('{1,3}', '');
const gpt2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
const js = r => new RegExp(r.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)", "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"), 'gu');
const special = (next, names) => names.map((content, i) => ({ id: next + i, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }));
const byteLevel = extra => ({ type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false, ...extra });
const split = r => ({ type: 'Split', pattern: { Regex: r }, behavior: 'Isolated', invert: false });
const decoder = byteLevel({ use_regex: true });
function make(name, regex, pre, names, { normalizer = null, ignore = false, pairs = true, extra = [], size = 700 } = {}) {
  const { vocab, merges, next } = train(js(regex), size);
  // A whole word that the merges do not reach.
  if (ignore) vocab[enc(' Jerusalem')] = next;
  const after = next + (ignore ? 1 : 0);
  const added = special(after, names); for (const e of extra) added.push({ id: after + added.length, single_word: false, lstrip: false, rstrip: false, normalized: false, special: false, ...e });
  return { name, names, json: { version: '1.0', truncation: null, padding: null, added_tokens: added, normalizer, pre_tokenizer: pre, post_processor: null, decoder,
    model: { type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: pairs ? null : '', end_of_word_suffix: pairs ? null : '', fuse_unk: false, byte_fallback: false, ignore_merges: ignore, vocab, merges: pairs ? merges : merges.map(m => m.join(' ')) } } };
}
const all = [
  make('llama3', llama3, { type: 'Sequence', pretokenizers: [split(llama3), byteLevel()] }, ['<|begin_of_text|>', '<|end_of_text|>'], { ignore: true }),
  make('qwen2', qwen2, { type: 'Sequence', pretokenizers: [split(qwen2), byteLevel()] }, ['<|endoftext|>', '<|im_start|>', '<|im_end|>'], { normalizer: { type: 'NFC' }, pairs: false, extra: [{ content: '<tool_call>' }] }),
  make('smollm', gpt2, { type: 'Sequence', pretokenizers: [{ type: 'Digits', individual_digits: true }, byteLevel({ use_regex: true })] }, ['<|endoftext|>'], { pairs: false }),
  make('gpt2', gpt2, byteLevel({ use_regex: true, add_prefix_space: true }), ['<|endoftext|>'], { pairs: false }),
];
const strings = ['', ' ', '  ', 'a', 'In the beginning God created the heaven and the earth.', 'Hello, world!', " they'll they'LL it's IT'S I'd", '1', '12', '123', '1234567890', ' 12 345,678.9', 'x=1;\n\n\n  y = 2\t\t\n', '\n', '\r\n\r\n  \r\n x', '   leading', 'trailing   ', 'a  b   c    d', '\t\ttabs\tand spaces \t ', '한국어 문장입니다.', '각', '\u1100\u1161\u11a8', 'e\u0301 caf\u00e9 cafe\u0301 \u212b \ufb01', 'Привет, мир!', '日本語の文。漢字', 'مرحبا بالعالم', 'बहुत अच्छा', '😀👍🏽👨‍👩‍👧 x', 'Ünïcödé — “quotes” … €100', '!!!???...', '#include <vector>\nint main() { return 0; }\n', 'https://example.org/a?b=c&d=%20', 'the Jerusalem Jerusalem', '<|begin_of_text|>x<|end_of_text|>', 'a<|endoftext|>b', '\u00a0nbsp\u3000ideographic\u2028line', 'ⅷ ½ ² ٣٤', "ſ 'ſ K", 'a\u0000b', '_under_score_ snake_case CamelCase', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', text.slice(1000, 1600)];
fs.mkdirSync(out, { recursive: true });
const expected = {};
for (const { name, json, names } of all) {
  fs.writeFileSync(`${out}/${name}.json`, JSON.stringify(json).replace(/"merges":/, '\n"merges":') + '\n');
  const plain = structuredClone(json); plain.added_tokens = plain.added_tokens.filter(t => !t.special); // special tokens in the text are text
  const t = new Tokenizer(plain, {});
  const list = name === 'qwen2' ? [...strings, 'x <tool_call> y<tool_call>'] : strings;
  const ids = list.map(s => ({ text: s, ids: Array.from(t.encode(s, { add_special_tokens: false }).ids) }));
  expected[name] = ids;
}
fs.writeFileSync(`${out}/byte_level.json`, '{\n' + Object.entries(expected).map(([n, l]) => JSON.stringify(n) + ': [\n' + l.map(x => JSON.stringify(x)).join(',\n') + '\n]').join(',\n') + '\n}\n');
