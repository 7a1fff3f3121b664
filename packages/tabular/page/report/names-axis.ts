import { colour } from "@kaviar/page";
import type { Option } from "@kaviar/page/charts";

/** Names one under the other, the first on top; long ones are cut, more so on a phone. */
export const namesAxis = (names: readonly string[]): Option => ({
  type: "category",
  inverse: true,
  data: names.map((name) => name.replace(/\s+/g, " ")),
  axisTick: { show: false },
  axisLine: { lineStyle: { color: colour.line() } },
  axisLabel: { color: colour.text(), width: innerWidth < 560 ? 105 : 230, overflow: "truncate", interval: 0 },
});
