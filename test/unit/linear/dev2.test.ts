import { test } from 'node:test';
import { hostileTexts } from './hostile-texts';
import { forms, readers } from './subjects';
test('dev', { timeout: 3_000_000 }, () => {
  const texts = hostileTexts.filter(({ name }) => new RegExp(process.env['TEXTS'] ?? 'deep|many|table$').test(name));
  console.log(texts.length);
  for (const subject of [...readers, ...forms]) {
    if (!new RegExp(process.env['ONLY'] ?? '').test(subject.name)) continue;
    for (const text of texts) {
      const t0 = process.cpuUsage();
      try { subject.run(text.of(1 << 20)); } catch (error) { console.log('THREW', subject.name, '|', text.name, String(error).slice(0, 300), (error as Error).stack?.split('\n').slice(1,4).join(' ')); }
      const ms = process.cpuUsage(t0).user / 1000 | 0;
      if (ms > 1500) console.log(ms, subject.name, '|', text.name);
    }
  }
});
