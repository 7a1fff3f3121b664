import { readIfThere } from "@kaviar/base/files";
import { type ExternalData, externalFiles, withExternalData } from "@kaviar/tensor";
import { ModelError } from "../error.ts";

/** The bytes of an ONNX file, with the weights that lie in files beside it unless they are given. */
export const readOnnx = async (file: string, given: ExternalData = {}): Promise<Uint8Array> => {
  const bytes = await readIfThere(file);
  if (!bytes) throw new ModelError("file", `There is no file ${file}.`);
  const folder = file.replace(/[^/\\]*$/, "");
  const wanted = externalFiles(bytes).filter((name) => !Object.hasOwn(given, name));
  const beside = await Promise.all(wanted.map(async (name) => [name, await readBeside(folder, name, file)] as const));
  return withExternalData(bytes, { ...given, ...Object.fromEntries(beside) });
};

/** A model from anywhere must not open files elsewhere: a path of ONNX stays in the model's folder. */
const readBeside = async (folder: string, name: string, file: string): Promise<Uint8Array> => {
  if (/^([/\\]|[a-z]:)|(^|[/\\])\.\.([/\\]|$)/i.test(name)) {
    throw new ModelError("file", `The weights of a model lie in its folder: ${file} names ${JSON.stringify(name)}.`, {
      remedy: `Where you trust it, pass the bytes: load(file, { externalData: { ${JSON.stringify(name)}: bytes } }).`,
    });
  }
  const bytes = await readIfThere(folder + name);
  if (bytes) return bytes;
  throw new ModelError("file", `The weights of ${file} are in a second file: there is no ${folder}${name}.`, {
    remedy: `Put it there under this name, or pass its bytes: load(file, { externalData: { ${JSON.stringify(name)}: bytes } }).`,
  });
};
