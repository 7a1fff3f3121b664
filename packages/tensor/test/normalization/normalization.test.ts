import { describeConformance } from "../primitives/conformance.ts";
import { normalization } from "./normalization.cases.ts";

describeConformance(normalization);
