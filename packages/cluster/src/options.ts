import { optionsThrowing } from "@kaviar/base/check";
import { ClusterError } from "./error.ts";

/** The maker of tables of options in this package. */
export const { options } = optionsThrowing((evidence, remedy) => new ClusterError("options", evidence, { remedy }));
