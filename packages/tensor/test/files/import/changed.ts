import { concatenate } from "@kaviar/base/numerics";
import { type Chunks, integer, message, text } from "../../../src/onnx/fields.ts";
import { readFields, readMessage } from "../../../src/onnx/wire.ts";

/** The bytes of a model whose last operator has more fields. */
const withFields =
  (more: (node: Uint8Array) => Chunks) =>
  (file: Uint8Array): Uint8Array => {
    const change = (content: Uint8Array, field: number, inner: (part: Uint8Array) => Chunks): Chunks => {
      const fields = readFields(content);
      const last = fields.findLastIndex((each) => each.field === field);
      return fields.flatMap(({ whole, value }, i) =>
        i === last && typeof value !== "bigint" ? message(field, inner(value)) : [whole],
      );
    };
    const graph = (content: Uint8Array) => change(content, 1, (node) => [node, ...more(node)]);
    return concatenate(Uint8Array, change(new Uint8Array(file), 7, graph));
  };

/** The last operator has one more attribute, an integer. */
export const withAttribute = (name: string) =>
  withFields(() => message(5, [...text(1, name), ...integer(3, 1), ...integer(20, 2)]));

/** The last operator is given its first input once more, behind all that it can have. */
export const withInput = withFields((node) => {
  const [first] = readMessage(node).texts(1);
  const empty = Array.from({ length: 8 }, () => "");
  return [...empty, first!].flatMap((name) => text(1, name));
});

/** The standard's operators are of another version. */
export const withOpset = (file: Uint8Array, version: number): Uint8Array =>
  concatenate(
    Uint8Array,
    readFields(new Uint8Array(file)).flatMap(({ field, value, whole }) => {
      const isStandard = field === 8 && typeof value !== "bigint" && (readMessage(value).texts(1)[0] ?? "") === "";
      return isStandard ? message(8, integer(2, version)) : [whole];
    }),
  );
