import { test } from 'node:test';
import { growthBeyondLinear } from './growth';
import { hostileTexts, together, units } from './hostile-texts';
import { forms, readers } from './subjects';

const only = process.env['ONLY'] ?? '';
const texts = process.env['PAIRS'] ? units.flatMap((u) => units.flatMap((v) => (u < v ? together(u, v) : []))).filter((_, at) => at % Number(process.env['PAIRS']) === 0) : hostileTexts;
test('dev', { timeout: 3_000_000 }, () => {
  for (const subject of [...readers, ...forms]) {
    if (!new RegExp(only).test(subject.name)) continue;
    const start = performance.now(); const c0 = process.cpuUsage();
    let shown = 0;
    for (const text of texts) {
      try {
        const t0 = performance.now();
        const growth = growthBeyondLinear(subject.run, text.of);
        if (growth) { shown++; if (shown<12) console.log('GROWTH', subject.name, '|', text.name, JSON.stringify(growth)); }
        if (performance.now()-t0 > 3000) console.log('  slow', subject.name, '|', text.name, (performance.now()-t0)|0);
      } catch (error) {
        console.log('THREW', subject.name, '|', text.name, String(error).slice(0, 300), (error as Error).stack?.split('\n').slice(1,4).join(' '));
      }
    }
    console.log(`${subject.name}: ${((performance.now() - start) / 1000).toFixed(1)} s, ${(process.cpuUsage(c0).user/1e6).toFixed(1)} s cpu, ${shown} grow`);
  }
});
