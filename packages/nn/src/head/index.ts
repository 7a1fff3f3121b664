export { type FitHeadOptions, type FittedHead, fitHead } from "./fit-head.ts";
