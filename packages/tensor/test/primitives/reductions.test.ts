import { describeConformance } from "./conformance.ts";
import { reductions } from "./reductions.cases.ts";

describeConformance(reductions);
