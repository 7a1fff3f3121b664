import type { AnyTensor } from "../../core/tensor.ts";
import { scan } from "../../transformations/control.ts";
import { range } from "../../values/shape.ts";
import type { Call } from "./call.ts";
import { positive } from "./places.ts";

/** A body that walks along axes of some of its inputs. */
export const scanOf = (call: Call): readonly AnyTensor[] => {
  if (call.opset < 9) throw call.refuse("it is of an opset before 9, which walks along batches");
  const count = call.neededInteger("num_scan_inputs");
  const all = call.all();
  const [start, walked] = [all.slice(0, all.length - count), all.slice(all.length - count)];
  const results = call.outputs - start.length;
  const zeros = (length: number) => range(length).map(() => 0);
  const [axes, outAxes] = [
    call.integers("scan_input_axes") ?? zeros(count),
    call.integers("scan_output_axes") ?? zeros(results),
  ];
  const [backwards, outBackwards] = [
    call.integers("scan_input_directions") ?? zeros(count),
    call.integers("scan_output_directions") ?? zeros(results),
  ];
  const turned = (x: AnyTensor, isBackwards: number | undefined) => (isBackwards === 1 ? x.flip(0) : x);
  const rows = walked.map((x, i) => turned(moved(x, positive(axes[i]!, x.rank), 0), backwards[i]));
  const [state, collected] = scan(
    (before: readonly AnyTensor[], row: readonly AnyTensor[]) => {
      const next = call.run("body", [...before, ...row]);
      return [next.slice(0, start.length), next.slice(start.length)];
    },
    start,
    rows,
  );
  return [
    ...state,
    ...collected.map((x, i) => moved(turned(x, outBackwards[i]), 0, positive(outAxes[i] ?? 0, x.rank))),
  ];
};

/** An axis put in another place. */
const moved = (x: AnyTensor, from: number, to: number): AnyTensor => {
  const order = range(x.rank).filter((axis) => axis !== from);
  return from === to ? x : x.transpose([...order.slice(0, to), from, ...order.slice(to)]);
};
