// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Makes everything that is embedded in the program and comes from npm: styles, script, icons, fonts, base map, gazetteer, known passwords.
//
//     node assets/build.mjs OUT
//
// OUT gets what is served under /assets/ (styles, script, icons, fonts, map), gazetteer.txt.gz, passwords.bin, and assets.list, which names them all. The packages
// are fetched first (npm ci, no install scripts) when node_modules is not what package-lock.json says. The same inputs give the
// same bytes. A source archive ships a copy of OUT as assets/prebuilt/; meson takes that instead and needs neither node nor npm.
//
// Assets are served under /assets/<hash of the content>/<name>. The stylesheet names its fonts and pictures beside itself,
// so its last line is a stamp of them all: when one of them changes, the stylesheet and its address do too.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");

const CSS_BYTES_MAX = 60 * 1024;
const LIVE_BYTES_MAX = 48 * 1024;
const MAP_BYTES_MAX = 40 * 1024;
const PASSWORDS_BYTES_MAX = 300 * 1024;
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
        loadPaths: [modules],
        quietDeps: true,
    });
    return bounded("site.css", result.css, CSS_BYTES_MAX);
}

// The script is short and read by people who look: only its comments and indentation go.
function buildScript(name) {
    return readFileSync(join(here, name), "utf8")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line && (!line.startsWith("//") || line.includes("SPDX")))
        .join("\n");
}

// For the few pages that follow work under way: htmx and its extension for streams, as they are published.
function buildLive() {
    const dist = join(modules, "htmx.org/dist");
    const { version } = JSON.parse(readFileSync(join(dist, "../package.json"), "utf8"));
    const script = ["htmx.min.js", "ext/hx-sse.min.js"]
        .map((name) => readFileSync(join(dist, name), "utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, ""));
    return bounded("live.js", [`/* htmx ${version}, Zero-Clause BSD, https://htmx.org */`, ...script, ""].join("\n"), LIVE_BYTES_MAX);
}

function hashOf(bytes) {
    return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

// node_modules carries the hash of the lock file it was made from.
function fetchPackages() {
    const stamp = join(modules, ".made-from");
    const wanted = hashOf(readFileSync(join(here, "package-lock.json")));
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        { cwd: here, stdio: ["ignore", "ignore", "inherit"] });
    writeFileSync(stamp, wanted);
}

async function buildWeb() {
    const { buildMap } = await import("./build-map.mjs");
    const web = { "app.js": buildScript("app.js"), "live.js": buildLive(), "room.js": buildScript("room.js"), "europe.svg": bounded("europe.svg", buildMap(), MAP_BYTES_MAX) };
    for (const name of readdirSync(join(here, "icons"))) {
        web[name] = readFileSync(join(here, "icons", name));
    }
    for (const [name, from] of Object.entries(FONTS)) {
        web[`${name}.woff2`] = readFileSync(join(modules, "@fontsource-variable", `${from}.woff2`));
    }
    const stamp = hashOf(Object.keys(web).sort().map((name) => name + hashOf(web[name])).join());
    web["site.css"] = `${await buildStyles()}/* ${stamp} */\n`;
    return web;
}

async function buildAll(out) {
    const { buildGazetteer } = await import("./build-gazetteer.mjs");
    const { buildPasswords } = await import("./build-passwords.mjs");
    const files = await buildWeb();
    files["gazetteer.txt.gz"] = bounded("gazetteer.txt.gz", await buildGazetteer(), GAZETTEER_BYTES_MAX);
    files["passwords.bin"] = bounded("passwords.bin", buildPasswords(modules), PASSWORDS_BYTES_MAX);
    files["assets.list"] = `${Object.keys(files).sort().join("\n")}\n`;
    mkdirSync(out, { recursive: true });
    for (const [name, bytes] of Object.entries(files)) {
        writeFileSync(join(out, name), bytes);
    }
}

if (process.argv.length !== 3) {
    console.error("usage: node assets/build.mjs OUT");
    process.exit(2);
}
fetchPackages();
await buildAll(process.argv[2]);
