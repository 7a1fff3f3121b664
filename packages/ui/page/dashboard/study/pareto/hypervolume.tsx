import { colour, formatNumber } from "@kaviar/page";
import { useMemo } from "preact/hooks";
import type uPlot from "uplot";
import type { HypervolumeFacts } from "../../../../src/computing/hypervolume.ts";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";
import type { Near, Pointer } from "../../charts/near.ts";
import { placing, type Span, spanBetween } from "../../charts/span.ts";
import { TrialChart } from "../../charts/trial-chart.tsx";
import { Computing } from "../../computing.tsx";
import { objectiveLabel } from "../../objective-label.ts";
import { useAnswer } from "../../use-answer.ts";

interface VolumeData extends Pick<HypervolumeFacts, "points"> {
  readonly x: Span;
  readonly y: Span;
}

/** In milliseconds: it is computed anew no more often while trials come. */
const every = 10_000;

/** How much of the space of the objectives the trials so far dominate. */
export const Hypervolume = ({ study }: { readonly study: StudySummary }) => {
  const { says: facts, fault } = useAnswer<HypervolumeFacts>(
    `/api/studies/${study.id}/hypervolume`,
    study.counts.complete,
    every,
  );
  const data = useMemo((): VolumeData | undefined => {
    if (facts === undefined || facts.points.length === 0) return undefined;
    const { points } = facts;
    return {
      points,
      x: { ...spanBetween("trial", 0, study.trials - 1, false), of: "counts" },
      y: spanBetween("hypervolume", Math.min(0, points[0]!.volume), points.at(-1)!.volume, false),
    };
  }, [facts, study.trials]);
  if (facts === undefined) return <Computing fault={fault} />;
  if (data === undefined) return undefined;
  const reference = facts.reference
    .map((value, at) => `${objectiveLabel(study, at)} ${formatNumber(value)}`)
    .join(", ");
  const last = data.points.at(-1)!;
  return (
    <>
      <h3>Hypervolume</h3>
      <p class="note">
        What all trials so far dominate, bounded by {reference}: the worst of each, a tenth of its range further. The
        filter does not change it.
        {study.directions.length > 2 && " Of more than two objectives it is measured at some trials, evenly."}
        {facts.until !== undefined && ` The front is too large to be measured after trial ${facts.until}.`}
      </p>
      <TrialChart
        name="hypervolume"
        label={`The hypervolume by trial: ${formatNumber(last.volume)} since trial ${last.trial}, bounded by ${reference}.`}
        height={220}
        x={data.x}
        y={data.y}
        data={data}
        draw={drawVolume}
        near={nearestStep}
        tip={({ trial }) => (
          <>
            <b>{formatNumber(data.points.find((point) => point.trial === trial)?.volume ?? Number.NaN)}</b> since trial{" "}
            {trial}
          </>
        )}
      />
    </>
  );
};

/** Steps: it grows at a trial, and stays until the next that is better. */
const drawVolume = ({ ctx, bbox }: uPlot, { points, x, y }: VolumeData): void => {
  const [across, up] = [placing(x), placing(y)];
  ctx.save();
  ctx.beginPath();
  let before = bbox.top + bbox.height * (1 - up(0));
  for (const { trial, volume } of points) {
    const [left, top] = [bbox.left + bbox.width * across(trial), bbox.top + bbox.height * (1 - up(volume))];
    ctx.lineTo(left, before);
    ctx.lineTo(left, top);
    before = top;
  }
  ctx.lineTo(bbox.left + bbox.width, before);
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.strokeStyle = colour.accent();
  ctx.stroke();
  ctx.restore();
};

/** The last step before the pointer. */
const nearestStep = ({ left, width, height }: Pointer, { points, x, y }: VolumeData): Near | undefined => {
  const [across, up] = [placing(x), placing(y)];
  const step = points.findLast(({ trial }) => across(trial) * width <= left + 3);
  return step && { trial: step.trial, left: across(step.trial) * width, top: (1 - up(step.volume)) * height };
};
