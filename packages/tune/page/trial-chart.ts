import { type Chart, type ChartOptions, chart, type Drawn } from "@kaviar/page/charts";
import type { PageStudy } from "./page-study.ts";
import { openTrial } from "./trial-address.ts";
import { trialCard } from "./trial-card.ts";

interface TrialChart {
  readonly label: string | (() => string);
  /** The marks of its layer are trials: the data of each is a number. */
  readonly option: () => Drawn;
  readonly height?: number;
  readonly keep?: NonNullable<ChartOptions["keep"]>;
  /** What is said of other data. */
  readonly tip?: (data: unknown) => string;
}

/** A chart whose marks are trials: the pointer shows which one, a click opens it. */
export const trialChart = (study: PageStudy, { tip, ...more }: TrialChart): Chart =>
  chart(more.label, more.option, {
    ...more,
    tip: (data) => (typeof data === "number" ? trialCard(study, data) : tip?.(data)),
    click: (data) => {
      if (typeof data === "number") openTrial(data);
    },
  });
