// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The base map: countries of Europe and around from Natural Earth 1:50m (public domain, npm world-atlas), in the Lambert
// azimuthal equal-area projection on a sphere, centred on 52 N 10 E, the view that Europe's own maps use (EPSG:3035).
// src/text/map_projection.c plots cities by the same formula and the same numbers; a test holds the two together.
//
//     k = sqrt(2 / (1 + sin(c)sin(p) + cos(c)cos(p)cos(l - L)))         c = 52, L = 10 degrees; p, l: the point
//     x = X0 + SCALE * k * cos(p)sin(l - L)
//     y = Y0 - SCALE * k * (cos(c)sin(p) - sin(c)cos(p)cos(l - L))

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

export const MAP = { width: 1000, height: 900, centreLat: 52, centreLon: 10, scale: 1390, x0: 455, y0: 485 };

const RADIAN = Math.PI / 180;

export function project([lon, lat]) {
    const p = lat * RADIAN;
    const c = MAP.centreLat * RADIAN;
    const l = (lon - MAP.centreLon) * RADIAN;
    const k = Math.sqrt(2 / (1 + Math.sin(c) * Math.sin(p) + Math.cos(c) * Math.cos(p) * Math.cos(l)));
    return [
        MAP.x0 + MAP.scale * k * Math.cos(p) * Math.sin(l),
        MAP.y0 - MAP.scale * k * (Math.cos(c) * Math.sin(p) - Math.sin(c) * Math.cos(p) * Math.cos(l)),
    ];
}

// The rectangle that polygons are cut at: a little outside the picture, so that the cut is not seen.
const EDGE = 8;
const SIDES = [
    [(q) => q[0] >= -EDGE, (a, b) => cut(a, b, (-EDGE - a[0]) / (b[0] - a[0]))],
    [(q) => q[0] <= MAP.width + EDGE, (a, b) => cut(a, b, (MAP.width + EDGE - a[0]) / (b[0] - a[0]))],
    [(q) => q[1] >= -EDGE, (a, b) => cut(a, b, (-EDGE - a[1]) / (b[1] - a[1]))],
    [(q) => q[1] <= MAP.height + EDGE, (a, b) => cut(a, b, (MAP.height + EDGE - a[1]) / (b[1] - a[1]))],
];

function cut(a, b, t) {
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}

// Sutherland and Hodgman: a ring cut at the four sides one after the other.
function clip(ring) {
    for (const [inside, meet] of SIDES) {
        const kept = [];
        ring.forEach((b, i) => {
            const a = ring[(i + ring.length - 1) % ring.length];
            if (inside(a) !== inside(b)) kept.push(meet(a, b));
            if (inside(b)) kept.push(b);
        });
        ring = kept;
    }
    return ring;
}

function area(ring) {
    let sum = 0;
    ring.forEach((b, i) => {
        const a = ring[(i + ring.length - 1) % ring.length];
        sum += a[0] * b[1] - b[0] * a[1];
    });
    return Math.abs(sum / 2);
}

// Whole units, relative moves: the shortest path there is.
function path(points, closed) {
    let [x, y] = points[0].map(Math.round);
    let text = `M${x} ${y}l`;
    for (const point of points.slice(1)) {
        const [u, v] = point.map(Math.round);
        if (u === x && v === y) continue;
        text += `${text.endsWith("l") || u - x < 0 ? "" : " "}${u - x}${v - y < 0 ? "" : " "}${v - y}`;
        [x, y] = [u, v];
    }
    return closed ? `${text}z` : text;
}

// Rings too near the far side of the globe have no place on this picture and would be torn by the projection.
const near = (ring) => ring.every(([lon, lat]) => lat > 15 && lon > -60 && lon < 90);

export function buildMap() {
    const file = createRequire(import.meta.url).resolve("world-atlas/countries-50m.json");
    const world = simplify(presimplify(JSON.parse(readFileSync(file, "utf8"))), 0.006);
    const land = feature(world, world.objects.countries).features
        .flatMap((f) => (f.geometry?.type === "MultiPolygon" ? f.geometry.coordinates : f.geometry ? [f.geometry.coordinates] : []))
        .map(([outer]) => outer);
    const shapes = land
        .map((ring) => ring.filter(([lon, lat]) => near([[lon, lat]])).map(project))
        .map((ring) => (ring.length > 3 ? clip(ring) : []))
        .filter((ring) => ring.length > 3 && area(ring) > 4)
        .map((ring) => path(ring, true));
    const borders = mesh(world, world.objects.countries, (a, b) => a !== b).coordinates
        .filter(near)
        .map((line) => line.map(project))
        .filter((line) => line.some(([x, y]) => x > -EDGE && x < MAP.width + EDGE && y > -EDGE && y < MAP.height + EDGE))
        .map((line) => path(line, false))
        .filter((line) => !line.endsWith("l")); // so short that it is a point
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${MAP.width} ${MAP.height}">` +
        `<path fill="#d3e3e1" d="${shapes.join("")}"/>` +
        `<path fill="none" stroke="#fff" stroke-width="1.6" stroke-linejoin="round" d="${borders.join("")}"/></svg>\n`;
}
