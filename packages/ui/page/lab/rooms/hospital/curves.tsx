import { formatNumber } from "@kaviar/page";
import { useMemo } from "preact/hooks";
import { Explain } from "../../card/explain.tsx";
import { LinePlot } from "../../lines/line-plot.tsx";
import type { PatientView } from "./train-patient.ts";
import { percent } from "./words.ts";

type Curve = PatientView["curve"];

interface CurvesProps {
  readonly label: string;
  readonly curve: Curve;
  /** Of the run that it is compared with. */
  readonly sick?: Curve;
}

/** The loss of each epoch, on rows that are learned from and on rows held out; that of a sick run beside it. */
export const Curves = ({ label, curve, sick }: CurvesProps) => {
  const [x, lines] = useMemo(() => {
    const length = Math.max(curve.length, sick?.length ?? 0);
    const places = Array.from({ length }, (_, at) => at);
    const of = (from: Curve, pick: "loss" | "held") => places.map((at) => finite(from[at]?.[pick]));
    return [
      places.map((at) => at + 1),
      [
        { name: "learned from", values: of(curve, "loss"), colour: "accent" },
        { name: "held out", values: of(curve, "held"), colour: "test" },
        ...(sick === undefined
          ? []
          : [
              { name: "sick, learned from", values: of(sick, "loss"), colour: "accent", dash: [3, 4] },
              { name: "sick, held out", values: of(sick, "held"), colour: "test", dash: [3, 4] },
            ]),
      ],
    ] as const;
  }, [curve, sick]);
  const all = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const last = curve.at(-1);
  return (
    <>
      <LinePlot
        label={label}
        along="epoch"
        of="loss"
        x={x}
        lines={lines}
        isLog={Math.max(...all) > 200 * Math.min(...all)}
        height={210}
      />
      {last !== undefined && (
        <p class="numbers">
          loss <b>{formatNumber(last.loss)}</b>, held out <b>{formatNumber(last.held)}</b>
          {last.right !== undefined && (
            <>
              {" "}
              · right of each class, held out <b>{percent(last.right)}</b>{" "}
              <Explain of="balancedAccuracy" title="balanced accuracy" />
            </>
          )}
        </p>
      )}
    </>
  );
};

const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value;
