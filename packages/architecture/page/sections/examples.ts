import { formatShare, h, section, shortName } from "@kaviar/page";
import type { Example, NetworkReport } from "../../src/report/network-report.ts";
import { sparkline } from "../sparkline.ts";

/** Rows as a reader sees them: those it is wrong about, then some that it tells right. */
export const examples = ({ examples: all, task }: NetworkReport): HTMLElement | undefined => {
  if (all.length === 0) return undefined;
  const [wrong, right] = [all.filter(({ isRight }) => !isRight), all.filter(({ isRight }) => isRight)];
  const part = (title: string, rows: readonly Example[]): HTMLElement | undefined =>
    rows.length === 0
      ? undefined
      : h("div", { class: "rows" }, h("h3", {}, title), h("div", { class: "cards" }, ...rows.map(card)));
  const names = task === "classes" ? ["Wrong", "Right"] : ["Far off", "Near"];
  return section(
    "Examples",
    "Rows that it has not learned from. What it is most sure of and wrong about comes first: a label that is wrong, a row unlike the others, or something that it has not learned.",
    part(names[0]!, wrong),
    part(names[1]!, right),
  );
};

const card = (example: Example): HTMLElement => {
  const { actual, said, isRight, probability, ofActual, name } = example;
  const sure = probability === undefined ? "" : ` ${formatShare(probability)}`;
  return h(
    "figure",
    { class: `card ${"text" in example.shown || "cells" in example.shown ? "wide" : ""}`, title: name },
    shown(example),
    example.beside === undefined ? undefined : cells(example.beside),
    h(
      "figcaption",
      {},
      h("span", { class: isRight ? "right" : "mistaken", title: said }, shortName(said, 28), sure),
      said === actual
        ? undefined
        : h(
            "span",
            { class: "note", title: actual },
            `is ${shortName(actual, 28)}${ofActual === undefined ? "" : `, ${formatShare(ofActual)}`}`,
          ),
    ),
  );
};

const shown = ({ shown: row, actual }: Example): HTMLElement => {
  if ("picture" in row) return h("img", { src: row.picture, alt: `An image that is ${actual}`, loading: "lazy" });
  if ("text" in row) return h("blockquote", { dir: "auto" }, row.text === "" ? h("i", {}, "an empty text") : row.text);
  if ("lines" in row) return sparkline(row.lines);
  return cells(row.cells);
};

const cells = (all: NonNullable<Example["beside"]>): HTMLElement =>
  h("dl", {}, ...all.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
