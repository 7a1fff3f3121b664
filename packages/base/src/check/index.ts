export { closest, didYouMean } from "./closest.ts";
export { type Law, law, type RequiredLaw } from "./law.ts";
export {
  anything,
  callable,
  either,
  finite,
  flag,
  listOf,
  notNegative,
  oneOf,
  part,
  positive,
  record,
  share,
  text,
  whole,
} from "./laws.ts";
export { type OptionFailure, type OptionReader, type OptionsOf, type OptionTable, optionsThrowing } from "./options.ts";
