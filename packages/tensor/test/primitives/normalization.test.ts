import { describeConformance } from "./conformance.ts";
import { normalization } from "./normalization.cases.ts";

describeConformance(normalization);
