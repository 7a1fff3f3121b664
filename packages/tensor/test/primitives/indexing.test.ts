import { describeConformance } from "./conformance.ts";
import { indexing } from "./indexing.cases.ts";

describeConformance(indexing);
