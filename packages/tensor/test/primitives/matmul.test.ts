import { describeConformance } from "./conformance.ts";
import { products } from "./matmul.cases.ts";

describeConformance(products);
