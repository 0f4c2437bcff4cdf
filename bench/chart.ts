import { scaleLog } from "d3-scale";
import { line } from "d3-shape";
import type { Results, Way } from "./results";

const WIDTH = 760;
const HEIGHT = 420;
/** On the right there is room for the labels of the lines. */
const MARGIN = { top: 48, right: 190, bottom: 56, left: 72 };

const LINES: readonly { way: Way; label: string; colour: string }[] = [
    { way: "reference-reading", label: "reference, reads too", colour: "#b3261e" },
    { way: "reference", label: "reference client", colour: "#c77700" },
    { way: "entries", label: "one by one", colour: "#1a5fb4" },
    { way: "list", label: "as a list", colour: "#1b7f3b" },
];
const LABEL_HEIGHT = 18;

/** Requests of create, refresh and destroy together over the number of entries, as an SVG. */
export function drawChart({ measurements }: Results): string {
    const firstMs = measurements[0]?.latencyMs;
    const series = LINES.map(({ way, label, colour }) => ({
        label,
        colour,
        points: measurements
            .filter((one) => one.way === way && one.latencyMs === firstMs)
            .map(({ entries, costs }): [number, number] => [
                entries,
                costs.up.requests + costs.refresh.requests + costs.destroy.requests,
            ]),
    }));
    const all = series.flatMap(({ points }) => points);
    const sizes = [...new Set(all.map(([entries]) => entries))];
    const x = scaleLog([1, Math.max(...sizes, 2)], [MARGIN.left, WIDTH - MARGIN.right]);
    const most = 10 ** Math.ceil(Math.log10(Math.max(...all.map(([, requests]) => requests))));
    const y = scaleLog([1, most], [HEIGHT - MARGIN.bottom, MARGIN.top]);
    const path = line(
        ([entries]) => x(entries),
        ([, requests]) => y(requests),
    );
    const labelYs = spread(series.map(({ points }) => y(points.at(-1)?.[1] ?? 1)));
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#222">`,
        `<title>Requests to Atlas over the number of access-list entries</title>`,
        `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
        `<text x="${MARGIN.left}" y="26" font-size="16">Requests to create, refresh and destroy an access list</text>`,
        ...powersOfTen(most).map((requests) => horizontal(y(requests), requests.toLocaleString("en-US"))),
        ...sizes.map((entries) => vertical(x(entries), entries.toLocaleString("en-US"))),
        `<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">entries (logarithmic)</text>`,
        `<text transform="translate(18 ${(MARGIN.top + HEIGHT - MARGIN.bottom) / 2}) rotate(-90)" text-anchor="middle">requests (logarithmic)</text>`,
        ...series.flatMap(({ label, colour, points }, index) => [
            `<path d="${path(points) ?? ""}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
            ...points.map(
                ([entries, requests]) =>
                    `<circle cx="${round(x(entries))}" cy="${round(y(requests))}" r="3.5" fill="${colour}"/>`,
            ),
            `<text x="${WIDTH - MARGIN.right + 10}" y="${round((labelYs[index] ?? 0) + 4)}" fill="${colour}">${label}: ${(points.at(-1)?.[1] ?? 0).toLocaleString("en-US")}</text>`,
        ]),
        "</svg>",
        "",
    ].join("\n");
}

function horizontal(y: number, label: string): string {
    return `<path d="M${MARGIN.left} ${round(y)}H${WIDTH - MARGIN.right}" stroke="#ddd"/><text x="${MARGIN.left - 8}" y="${round(y + 4)}" text-anchor="end">${label}</text>`;
}

function vertical(x: number, label: string): string {
    return `<path d="M${round(x)} ${MARGIN.top}V${HEIGHT - MARGIN.bottom}" stroke="#eee"/><text x="${round(x)}" y="${HEIGHT - MARGIN.bottom + 20}" text-anchor="middle">${label}</text>`;
}

function powersOfTen(most: number): number[] {
    return Array.from({ length: Math.round(Math.log10(most)) + 1 }, (_, power) => 10 ** power);
}

/** Moves labels that come top down apart, so that none lies on another. */
function spread(ys: readonly number[]): number[] {
    const placed: number[] = [];
    for (const y of ys) placed.push(Math.max(y, (placed.at(-1) ?? -Infinity) + LABEL_HEIGHT));
    return placed;
}

function round(coordinate: number): number {
    return Math.round(coordinate * 10) / 10;
}
