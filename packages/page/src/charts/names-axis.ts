import { shortName } from "../short-name.ts";
import { colour } from "../theme.ts";
import type { Option } from "./option.ts";

const isNarrow = innerWidth < 560;

/** Names one under the other, the first on top; long ones are cut, more so on a phone. */
export const namesAxis = (names: readonly string[]): Option => ({
  type: "category",
  inverse: true,
  data: names.map((name) => shortName(name.replace(/\s+/g, " "), isNarrow ? 18 : 38)),
  axisTick: { show: false },
  axisLine: { lineStyle: { color: colour.line() } },
  axisLabel: { color: colour.text(), width: isNarrow ? 115 : 250, overflow: "truncate", interval: 0 },
});
