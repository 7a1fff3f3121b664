import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type CurveColumns, decodeCurves } from "../../../../src/columns/curve-columns.ts";
import type { Curve } from "./curve.ts";

/** The curves that have been read, by trial: they stay while the chart is off the screen. */
export type KnownCurves = Map<number, Curve>;

const again = 1_500;

/** Has the curves of these trials read, and those read again that have grown; tells how often some have come. */
export const useCurves = (
  study: number,
  known: KnownCurves,
  numbers: readonly number[],
  reports: Float64Array,
): number => {
  const readings = useSignal(0);
  const missing = numbers.filter((number) => (known.get(number)?.reports ?? 0) < reports[number]!);
  const wanted = missing.join();
  useEffect(() => {
    if (wanted === "") return;
    let isLeft = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async () => {
      const response = await fetch(`/api/studies/${study}/curves?of=${wanted}`).catch(() => undefined);
      if (response?.ok) {
        for (const curve of curvesIn(decodeCurves(new Uint8Array(await response.arrayBuffer()))))
          known.set(curve.number, curve);
        if (!isLeft) readings.value++;
      } else if (!isLeft && response?.status !== 404) timer = setTimeout(read, again);
    };
    read();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [study, wanted]);
  return readings.value;
};

const curvesIn = ({ number, reports, points, step, values }: CurveColumns): readonly Curve[] => {
  let from = 0;
  return Array.from(number, (each, at) => {
    const to = from + points[at]!;
    const curve = {
      number: each,
      reports: reports[at]!,
      step: step.subarray(from, to),
      values: values.map((column) => column.subarray(from, to)),
    };
    from = to;
    return curve;
  });
};
