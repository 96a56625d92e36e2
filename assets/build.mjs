// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Makes everything that is embedded in the program and comes from npm: styles, script, icons, fonts, base map, gazetteer.
//
//     node assets/build.mjs OUT        (after `npm ci --ignore-scripts` in assets/)
//
// OUT/web/...          what is served under /assets/
// OUT/content/...      gazetteer.txt.gz
// OUT/asset_stamp.h    ASSET_STAMP, a hash of OUT/web, put behind the addresses so that browsers may keep them for ever
//
// When assets/prebuilt/ exists (source archives have it), it is copied instead and nothing of npm is needed. The same
// inputs give the same bytes.

import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];

const CSS_BYTES_MAX = 60 * 1024;
const MAP_BYTES_MAX = 40 * 1024;
const GAZETTEER_BYTES_MAX = 3.5 * 1024 * 1024;

const FONTS = {
    "text-latin": "source-sans-3/files/source-sans-3-latin-wght-normal",
    "text-latin-ext": "source-sans-3/files/source-sans-3-latin-ext-wght-normal",
    "text-greek": "source-sans-3/files/source-sans-3-greek-wght-normal",
    "text-cyrillic": "source-sans-3/files/source-sans-3-cyrillic-wght-normal",
    "head-latin": "bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal",
    "head-latin-ext": "bricolage-grotesque/files/bricolage-grotesque-latin-ext-wght-normal",
};

function bounded(name, bytes, max) {
    if (bytes.length > max) {
        throw new Error(`${name} is ${bytes.length} bytes, over its bound of ${max}`);
    }
    return bytes;
}

async function buildStyles() {
    const sass = await import("sass");
    const result = sass.compile(join(here, "scss/site.scss"), {
        style: "compressed",
        loadPaths: [join(here, "node_modules")],
        quietDeps: true,
    });
    return bounded("site.css", result.css, CSS_BYTES_MAX);
}

// The script is short and read by people who look: only its comments and indentation go.
function buildScript() {
    return readFileSync(join(here, "app.js"), "utf8")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line && (!line.startsWith("//") || line.includes("SPDX")))
        .join("\n");
}

function stampOf(folder) {
    const hash = createHash("sha256");
    for (const name of readdirSync(folder).sort()) {
        hash.update(name).update("\0").update(readFileSync(join(folder, name)));
    }
    return hash.digest("hex").slice(0, 12);
}

async function buildAll() {
    const { buildMap } = await import("./build-map.mjs");
    const { buildGazetteer } = await import("./build-gazetteer.mjs");
    const web = join(out, "web");
    const content = join(out, "content");
    for (const folder of [web, content]) {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder, { recursive: true });
    }
    writeFileSync(join(web, "site.css"), await buildStyles());
    writeFileSync(join(web, "app.js"), buildScript());
    writeFileSync(join(web, "europe.svg"), bounded("europe.svg", buildMap(), MAP_BYTES_MAX));
    for (const name of readdirSync(join(here, "icons")).sort()) {
        cpSync(join(here, "icons", name), join(web, name));
    }
    for (const [name, from] of Object.entries(FONTS)) {
        cpSync(join(here, "node_modules/@fontsource-variable", `${from}.woff2`), join(web, `${name}.woff2`));
    }
    writeFileSync(join(content, "gazetteer.txt.gz"),
        bounded("gazetteer.txt.gz", await buildGazetteer(), GAZETTEER_BYTES_MAX));
}

if (!out) {
    console.error("usage: node assets/build.mjs OUT");
    process.exit(2);
}
mkdirSync(out, { recursive: true });
if (existsSync(join(here, "prebuilt"))) {
    cpSync(join(here, "prebuilt"), out, { recursive: true });
} else {
    await buildAll();
}
writeFileSync(join(out, "asset_stamp.h"), `#define ASSET_STAMP "${stampOf(join(out, "web"))}"\n`);
