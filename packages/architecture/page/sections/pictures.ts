import { h, scrolling, section } from "@kaviar/page";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** What convolutions look for, and what they make of a row. */
export const pictures = ({ pictures: all }: NetworkReport): HTMLElement | undefined =>
  all.length === 0
    ? undefined
    : section(
        "What it sees",
        "Inside of the network: each square from its smallest number (black) to its largest (white).",
        ...all.map(({ title, says, picture }) =>
          h(
            "figure",
            { class: "inside" },
            h("h3", {}, title),
            scrolling(h("img", { src: picture, alt: title })),
            h("figcaption", { class: "note" }, says),
          ),
        ),
      );
