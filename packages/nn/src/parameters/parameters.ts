import { isTensor, type Tensor } from "@kaviar/tensor";

/** What is learned: tensors by name, nested as the layers are. */
export interface Parameters {
  readonly [name: string]: Tensor | Parameters;
}

/** A parameter and where it is: "encoder/dense/weight". */
export interface Parameter {
  readonly path: string;
  readonly tensor: Tensor;
}

export const join = (path: string, name: string): string => (path === "" ? name : `${path}/${name}`);

/** The layer that a parameter belongs to, by the paths of both. */
export const ownerOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** All parameters in order, with their paths. */
export const listParameters = (parameters: Parameters, path = ""): Parameter[] =>
  Object.entries(parameters).flatMap(([name, part]) =>
    isTensor(part) ? [{ path: join(path, name), tensor: part as Tensor }] : listParameters(part, join(path, name)),
  );

/** The same structure with each tensor replaced, by its path and the tensors at its place in others. */
export const mapParameters = <P extends Parameters>(
  f: (path: string, tensor: Tensor, ...others: Tensor[]) => Tensor,
  parameters: P,
  ...others: readonly Parameters[]
): P => {
  const map = (part: Parameters, same: readonly Parameters[], path: string): Parameters =>
    Object.fromEntries(
      Object.entries(part).map(([name, child]) => {
        const its = same.map((other) => other[name]);
        const at = join(path, name);
        return [
          name,
          isTensor(child) ? f(at, child as Tensor, ...(its as Tensor[])) : map(child, its as Parameters[], at),
        ];
      }),
    );
  return map(parameters, others, "") as P;
};
