// pdf_scripts.mjs PRINT_NOTES BEHIND_UNIT UNIT: notes in the scripts of India and Taiwan come out of jobs/pdf with the
// same words, with fonts inside, and with no letter that has no glyph: as whoever runs this; where that is root, also as
// nobody, and as nobody behind the filters of the unit of systemd.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import assert from 'node:assert/strict';
import path from 'node:path';

const SKIPPED = 77;
const TIMES = 7; // print_notes puts each text into a heading, a paragraph, an item and four cells
const [printNotes, behindUnit, unit] = process.argv.slice(2);
const TEXTS = [
  'पुणे शहर के कर्मचारियों को खुले आँकड़ों का प्रशिक्षण मिलेगा, ताकि निर्णय पाँच महीने में लिये जा सकें।',
  'క్షేత్రస్థాయి ఉద్యోగులకు శిక్షణ ఇవ్వాలని విజయవాడ నగరం నిర్ణయించింది; ప్రతి వార్డులో ఒక సమావేశం జరుగుతుంది.',
  '臺灣的小城市決定在五個月內公開資料，並為第一線人員提供訓練；關鍵是資訊與骨幹人才。',
  'Grüne Straßen für 14 % der Fläche – „ohne Umwege“, 3 °C kühler.',
];
const NO_GLYPH = 'a letter that no font has: \u{f0000}';

for (const needed of ['pdftotext', 'pdffonts']) {
  if (spawnSync(needed, ['-v']).error) {
    console.log(`${needed} is not installed: packaging/install-missing.sh soak`);
    process.exit(SKIPPED);
  }
}
if (spawnSync('fc-list', [':lang=te'], { encoding: 'utf8' }).stdout?.trim() === '') {
  console.log('no font for Telugu is installed: packaging/install-missing.sh pdf');
  process.exit(SKIPPED);
}

// In /tmp, where others may read what is built beside it.
const folder = mkdtempSync('/tmp/smallgiants-scripts-');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
chmodSync(folder, 0o755);

// Of the letters that the pages show, how many are glyph 0 of their font, which is drawn as an empty box.
function withoutGlyph(pdf) {
  const text = pdf.toString('latin1');
  const kinds = new Map([...text.matchAll(/(\d+) 0 obj\s*<<\/Type \/Font\s*\/Subtype \/(\w+)/g)].map((hit) => [hit[1], hit[2]]));
  const names = new Map([...text.matchAll(/\/(F\d+) (\d+) 0 R/g)].map((hit) => [hit[1], kinds.get(hit[2])]));
  let shown = 0, empty = 0;
  for (const stream of text.matchAll(/\/FlateDecode[^]*?\/Length (\d+)>>\s*stream\r?\n|\/Length (\d+)[^>]*\/FlateDecode>>\s*stream\r?\n/g)) {
    const from = stream.index + stream[0].length;
    const bytes = inflateSync(pdf.subarray(from, from + Number(stream[1] ?? stream[2]))).toString('latin1');
    let width = 0;
    for (const mark of bytes.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj/g)) {
      if (mark[1] !== undefined) {
        assert.ok(names.get(mark[1]) !== undefined, `the font ${mark[1]} is found`);
        width = names.get(mark[1]) === 'Type3' ? 2 : 4;
        continue;
      }
      const codes = mark[2].match(new RegExp(`.{${width}}`, 'g'));
      shown += codes.length;
      empty += codes.filter((code) => /^0+$/.test(code)).length;
    }
  }
  assert.ok(shown > 100, `letters are read in the PDF: ${shown}`);
  return empty;
}

// pdftotext puts a blank where letters stand far apart, so words are compared without.
const bare = (text) => text.normalize('NFC').replace(/\s+/gu, '');

function look(who, language, to) {
  const file = path.join(to, `${language}.pdf`);
  const words = bare(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }));
  for (const text of TEXTS) {
    assert.equal(words.split(bare(text)).length - 1, TIMES, `${who}, ${language}: ${text}\n${words}`);
  }
  const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
  for (const font of fonts) {
    assert.match(font, /(?:yes|no) +(?:yes|no) +yes +\d+ +0$/, `${who}, ${language}: letters of a font are known: ${font}`);
    assert.match(font, /yes +(?:yes|no) +yes +\d+ +0$/, `${who}, ${language}: a font is inside: ${font}`);
  }
  for (const name of ['NotoSansDevanagari', 'NotoSansTelugu']) {
    assert.ok(fonts.some((font) => font.includes(name)), `${who}, ${language}: ${name}\n${fonts.join('\n')}`);
  }
  assert.equal(withoutGlyph(readFileSync(file)), 0, `${who}, ${language}: a letter has no glyph`);
}

function print(who, before, language, texts) {
  const to = path.join(folder, who.replace(/\W/g, '-'));
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o777);
  writeFileSync(path.join(to, 'texts'), ['Pune, Vijayawada, 臺北', ...texts, ''].join('\n'));
  const command = [...before, printNotes, language, path.join(to, 'texts'), to];
  // A sanitizer looks for leaks with ptrace, which the unit refuses; those before have looked.
  const ASAN_OPTIONS = before.includes(behindUnit) ? 'detect_leaks=0' : process.env.ASAN_OPTIONS ?? '';
  const env = { PATH: '/usr/bin:/bin', TMPDIR: to, ASAN_OPTIONS };
  const made = spawnSync(command[0], command.slice(1), { encoding: 'utf8', timeout: 100000, env });
  if (made.status === SKIPPED) {
    console.log(`${who}: ${made.stderr}`);
    return null;
  }
  assert.equal(made.status, 0, `${who}, ${language}: ${made.stderr}`);
  return to;
}

const users = [['who runs this', []]];
if (process.getuid() === 0) {
  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs'];
  users.push(['nobody', nobody], ['nobody behind the unit', [...nobody, '/usr/bin/python3', behindUnit, unit]]);
}
for (const [who, before] of users) {
  for (const language of ['en', 'hi', 'te', 'zh']) {
    const to = print(who, before, language, TEXTS);
    if (to !== null) {
      look(who, language, to);
      console.log(`${who}, ${language}: the same words, fonts inside, no letter without its glyph`);
    }
  }
}
// What is looked for would be found.
const to = print('who runs this', [], 'en', [...TEXTS, NO_GLYPH]);
assert.equal(withoutGlyph(readFileSync(path.join(to, 'en.pdf'))), TIMES);
