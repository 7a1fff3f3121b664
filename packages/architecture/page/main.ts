import { contents, drawPage, h, pair } from "@kaviar/page";
import type { NetworkReport } from "../src/report/network-report.ts";
import { bought } from "./sections/bought.ts";
import { calibration } from "./sections/calibration.ts";
import { confusion } from "./sections/confusion.ts";
import { examples } from "./sections/examples.ts";
import { failures } from "./sections/failures.ts";
import { front } from "./sections/front.ts";
import { headline } from "./sections/headline.ts";
import { leaderboard } from "./sections/leaderboard.ts";
import { network } from "./sections/network.ts";
import { notes } from "./sections/notes.ts";
import { pictures } from "./sections/pictures.ts";
import { saidAndTrue } from "./sections/said-and-true.ts";
import { scores } from "./sections/scores.ts";
import { search } from "./sections/search.ts";
import { training } from "./sections/training.ts";
import { usage } from "./sections/usage.ts";

const footer = ({ madeAt }: NetworkReport): HTMLElement =>
  h(
    "footer",
    {},
    `Made ${new Date(madeAt).toLocaleString()} by kaviar fit. Drawn with Apache ECharts; all of it is in this file.`,
  );

drawPage((report: NetworkReport) => [
  ...headline(report),
  ...contents([
    { name: "Result", sections: [bought(report), network(report), training(report)] },
    {
      name: "Errors",
      sections: [pair(scores(report), calibration(report)), confusion(report), saidAndTrue(report), examples(report)],
    },
    { name: "What it sees", sections: [pictures(report)] },
    { name: "Search", sections: [pair(search(report), front(report)), leaderboard(report), failures(report)] },
    { name: "Use", sections: [usage(report), notes(report)] },
  ]),
  footer(report),
]);
