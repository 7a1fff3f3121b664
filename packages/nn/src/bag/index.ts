export { type FitBagOptions, type FittedBag, fitBag } from "./fit-bag.ts";
