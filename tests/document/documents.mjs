// documents.mjs WRITE_DOCUMENTS: what other programs read in a document of ours is what it says: LibreOffice in the
// DOCX (its words; headings, lists and tables as such), cmark-gfm in the Markdown.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import assert from 'node:assert/strict';
import path from 'node:path';

const SKIPPED = 77;
const program = process.argv[2];
for (const needed of ['soffice', 'cmark-gfm']) {
  if (spawnSync(needed, ['--version']).error) {
    console.log(`${needed} is not installed: packaging/install-missing.sh soak`);
    process.exit(SKIPPED);
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'smallgiants-documents-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
execFileSync(program, [folder]);
const read = (name) => readFileSync(path.join(folder, name), 'utf8');
const spaced = (text) => text.replace(/[\s\ufeff]+/gu, ' ').trim();
const plain = read('sample.txt');

const convert = (to, made) => {
  execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', to,
    '--outdir', path.join(folder, 'out'), path.join(folder, 'sample.docx')], { stdio: 'pipe', timeout: 300000 });
  return read(path.join('out', made));
};

// Bullets and numbers are LibreOffice's, at the beginning of a line.
const words = convert('txt:Text (encoded):UTF8', 'sample.txt').split('\n')
  .map((line) => line.replace(/^\s*(?:[•◦▪]|\d+\.)\s+/u, '')).join('\n');
assert.equal(spaced(words), spaced(plain));

const html = convert('html:XHTML Writer File:UTF8', 'sample.html');
const count = (mark) => html.split(mark).length - 1;
assert.ok(/<h1[^>]*>.*What was said/s.test(html) && /<h2/.test(html), 'headings are headings');
assert.equal(count('<table'), 2);
assert.ok(count('<li') >= 7, 'lists are lists');
assert.ok(html.includes('href="https://a.example/?a=1&amp;b=2"'), 'a link leads where it did');
assert.ok(/<img[^>]*alt="A square"/.test(html), 'a picture says what is seen in it');

const entities = { amp: '&', lt: '<', gt: '>', quot: '"' };
const unmark = (markup) => markup.replace(/<(?:br|\/?(?:t[hdr]|li|ul|ol))\b[^>]*>/g, ' ').replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot);/g, (_, name) => entities[name]);
// What GitHub's reads of it has the same words, and the same marks as our own HTML. The picture is its description.
const markdown = execFileSync('cmark-gfm', ['-e', 'table', '--unsafe', path.join(folder, 'sample.md')], { encoding: 'utf8' });
assert.equal(spaced(unmark(markdown)), spaced(`${plain} A square`));
const tags = (markup) => [...markup.matchAll(/<(\/?(?:h\d|ul|ol|li|table|th|td|strong|br))\b/g)].map((hit) => hit[1]).join(' ');
assert.equal(tags(markdown), tags(read('sample.html')));
console.log('documents: LibreOffice and cmark-gfm read what was written');
