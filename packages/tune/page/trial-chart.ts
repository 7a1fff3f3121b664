import { type Chart, chart, type Option } from "@kaviar/page/charts";
import type { PageStudy } from "./page-study.ts";
import { openTrial } from "./trial-address.ts";
import { trialTooltip } from "./trial-tooltip.ts";

export interface TrialChart {
  readonly label: string | (() => string);
  readonly option: () => Option;
  readonly height?: number;
  /** The trial a mark stands for, from the mark's data; its third number when left out. */
  readonly trialOf?: (data: unknown) => number | undefined;
}

/** A chart whose marks are trials: the pointer shows which one, a click opens it. */
export const trialChart = (study: PageStudy, { label, option, height, trialOf = third }: TrialChart): Chart =>
  chart(label, () => ({ ...trialTooltip(study, trialOf), ...option() }), {
    ...(height !== undefined && { height }),
    click: (data) => {
      const number = trialOf(data);
      if (number !== undefined) openTrial(number);
    },
  });

/** A mark at two numbers has its trial as the third. */
const third = (data: unknown): number | undefined =>
  Array.isArray(data) && data.length === 3 ? (data[2] as number) : undefined;
