import { contents, drawPage, h } from "@kaviar/page";
import type { NetworkReport } from "../src/report/network-report.ts";
import { headline } from "./sections/headline.ts";
import { notes } from "./sections/notes.ts";
import { usage } from "./sections/usage.ts";

const footer = ({ madeAt }: NetworkReport): HTMLElement =>
  h(
    "footer",
    {},
    `Made ${new Date(madeAt).toLocaleString()} by kaviar fit. Drawn with Apache ECharts; all of it is in this file.`,
  );

drawPage((report: NetworkReport) => [
  ...headline(report),
  ...contents([{ name: "Use", sections: [usage(report), notes(report)] }]),
  footer(report),
]);
