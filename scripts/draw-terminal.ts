/**
 * A picture of what a command prints, as an SVG terminal window.
 *   tsx scripts/draw-terminal.ts docs/pictures/quick-start.svg "title" node_modules/.bin/tsx examples/quick-start.ts
 * Of a command with more to say than a picture holds, a part: sh -c "… 2> /dev/null | tail -n 30".
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const [target, title, program, ...args] = process.argv.slice(2) as [string, string, string, ...string[]];
const lines = execFileSync(program, args, { encoding: "utf8" }).trimEnd().split("\n");

const cell = { width: 8, height: 16 };
const margin = { left: 16, top: 48, bottom: 20 };
const width = Math.max(...lines.map((line) => line.length)) * cell.width + 2 * margin.left;
const height = lines.length * cell.height + margin.top + margin.bottom;
const shades = " ░▒▓█";

const escapeXml = (text: string) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]!);

/** Marks of curves and lines of axes are drawn, not written: fonts disagree about where they are. */
const shapes: Readonly<Record<string, (x: number, y: number) => string>> = {
  "●": (x, y) => `<circle cx="${x + 4}" cy="${y + 8}" r="3.2" fill="#7cc4ff"/>`,
  "○": (x, y) => `<circle cx="${x + 4}" cy="${y + 8}" r="2.7" fill="none" stroke="#ffb86b" stroke-width="1.3"/>`,
  "·": (x, y) => `<circle cx="${x + 4}" cy="${y + 8}" r="1.3"/>`,
  "│": (x, y) => `<path d="M${x + 4} ${y}v16" stroke="#4a5361"/>`,
  "─": (x, y) => `<path d="M${x} ${y + 8}h8" stroke="#4a5361"/>`,
  "└": (x, y) => `<path d="M${x + 4} ${y}v8h4" fill="none" stroke="#4a5361"/>`,
};

/** Shaded cells are drawn as rectangles: fonts leave gaps between them. Neighbours of one shade are one rectangle. */
const drawLine = (line: string, row: number): string => {
  const y = margin.top + row * cell.height;
  const drawn = Array.from(line, (mark, column) => shapes[mark]?.(margin.left + column * cell.width, y) ?? "");
  const blocks = [...line.matchAll(/([░▒▓█])\1*/g)].map(({ 0: run, index }) => {
    const x = margin.left + index * cell.width;
    const opacity = shades.indexOf(run[0]!) / 4;
    return `<rect x="${x}" y="${y}" width="${run.length * cell.width}" height="${cell.height}" fill="#7cc4ff" fill-opacity="${opacity}"/>`;
  });
  const text = line.replace(/[░▒▓█●○·│─└]/g, " ");
  // Each run of text begins at its own column, whatever the width of the reader's letters.
  const shown = [...text.matchAll(/\S+(?: \S+)*/g)].map(
    ({ 0: run, index }) =>
      `<text x="${margin.left + index * cell.width}" y="${y + 12}" textLength="${run.length * cell.width}">${escapeXml(run)}</text>`,
  );
  return [...blocks, ...drawn, ...shown].join("");
};

writeFileSync(
  target,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13" fill="#d7dde5">
<title>${escapeXml(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="#14181f"/>
<g fill="#4a5361"><circle cx="20" cy="20" r="5"/><circle cx="38" cy="20" r="5"/><circle cx="56" cy="20" r="5"/></g>
<text x="${width / 2}" y="24" text-anchor="middle" fill="#8792a2">${escapeXml(title)}</text>
${lines.map(drawLine).join("\n")}
</svg>
`,
);
