export { array, permutation } from "./array.ts";
export { bool, choice, ordinal } from "./choice.ts";
export { type CompiledSpace, compileSpace } from "./compile-space.ts";
export { type Constant, constantsOf } from "./constants.ts";
export { constrain } from "./constrain.ts";
export type * from "./dimension.ts";
export { drawFrom, ends, fromUnit, holds, indexOf, sizeOf, toUnit, valueAt } from "./domain.ts";
export { conditionText, domainText } from "./domain-text.ts";
export {
  contains,
  countPoints,
  drawPoint,
  type FlatSpace,
  fingerprint,
  isActive,
  meets,
  points,
  walk,
} from "./flat-space.ts";
export { float, log, oneMinusLog } from "./float.ts";
export { int } from "./int.ts";
export type { Parameter, Space, SpaceItem, ValuesOf } from "./parameter.ts";
