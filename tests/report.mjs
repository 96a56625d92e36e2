// Reads meson's JUnit logs: prints skipped tests aloud, the ten slowest, and the closing line.
import { readFileSync } from 'node:fs';

let passed = 0, failed = 0, skipped = 0;
const cases = [];
for (const folder of process.argv.slice(2)) {
  const xml = readFileSync(`${folder}/meson-logs/testlog.junit.xml`, 'utf8');
  const pattern = /<testsuite name="([^"]*)"[^>]*>([\s\S]*?)<\/testsuite>/g;
  for (const [, suite, body] of xml.matchAll(pattern)) {
    for (const [, attributes, , inner = ''] of body.matchAll(/<testcase ([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g)) {
      const name = /name="([^"]*)"/.exec(attributes)?.[1] ?? '?';
      const time = Number(/time="([^"]*)"/.exec(attributes)?.[1] ?? 0);
      if (/<skipped/.test(inner)) {
        skipped++;
        console.log(`SKIPPED ${folder}: ${suite} ${name}`);
      } else if (/<failure|<error/.test(inner)) {
        failed++;
        console.log(`FAILED ${folder}: ${suite} ${name}`);
      } else {
        passed++;
      }
      cases.push({ name: `${folder} ${suite} ${name}`, time });
    }
  }
}
console.log('ten slowest:');
for (const { name, time } of cases.sort((a, b) => b.time - a.time).slice(0, 10)) {
  console.log(`  ${time.toFixed(1).padStart(6)} s  ${name}`);
}
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed || passed === 0 ? 1 : 0);
