import { Explain } from "../../card/explain.tsx";
import { isHidden, isTeaching } from "../../controls/teaching.ts";
import { activations, type Hidden, type PlaygroundChoices } from "./choices.ts";
import { cssShade, isDark } from "./colours.ts";
import { featureNames, features } from "./features.ts";
import { Picture } from "./picture.tsx";
import { spread } from "./shown-values.ts";
import type { PlaygroundView } from "./train-playground.ts";

interface NetworkProps {
  readonly chosen: PlaygroundChoices;
  readonly view: PlaygroundView | undefined;
  /** Outputs of features over the plane, by their names. */
  readonly inputs: Readonly<Record<string, Float32Array>>;
  choose(patch: Partial<PlaygroundChoices>): void;
  /** Which unit is looked at; none for the net as a whole. */
  look(values: Float32Array | undefined, title: string | undefined): void;
}

const unitSize = 34;
const gap = 10;
const column = 128;

/** The net: what each unit does over the plane, and how strongly each hears the one before. */
export const NetworkPicture = ({ chosen, view, inputs, choose, look }: NetworkProps) => {
  const { layers } = chosen;
  const columns = [featureNames.length, ...layers.map(({ units }) => units), 1];
  const height = Math.max(...columns) * (unitSize + gap);
  const isFixed = isHidden("layers") && !isTeaching.value;
  const change = (at: number, layer: Hidden | undefined) =>
    choose({ layers: layers.flatMap((each, i) => (i !== at ? [each] : layer === undefined ? [] : [layer])) });
  const place = (columnAt: number, unit: number): number => {
    const own = columnAt === 0 ? featureNames.length : columns[columnAt]!;
    return (height - own * (unitSize + gap)) / 2 + unit * (unitSize + gap) + unitSize / 2 + gap / 2;
  };
  return (
    <div class="network">
      <div
        class="network-head"
        style={{ gridTemplateColumns: `${column}px repeat(${layers.length}, ${column}px) 60px` }}
      >
        <strong>features</strong>
        {layers.map((layer, at) => (
          <LayerHead key={at} at={at} layer={layer} isFixed={isFixed} change={(next) => change(at, next)} />
        ))}
        <strong>output</strong>
      </div>
      <div class="network-body" style={{ height: `${height}px`, width: `${(layers.length + 1) * column + 60}px` }}>
        <Edges chosen={chosen} view={view} height={height} place={place} />
        {featureNames.map((name, unit) => {
          const isOn = chosen.features.includes(name);
          return (
            <button
              key={name}
              type="button"
              class={isOn ? "unit feature" : "unit feature off"}
              aria-pressed={isOn}
              aria-label={`feature ${features[name].title}`}
              disabled={isHidden("features") && !isTeaching.value}
              style={{ top: `${place(0, unit) - unitSize / 2}px`, left: "0" }}
              onClick={() => choose({ features: toggled(chosen.features, name) })}
            >
              <span>{features[name].title}</span>
              <Picture values={inputs[name]} size={unitSize} />
            </button>
          );
        })}
        {layers.flatMap(({ units }, layer) =>
          Array.from({ length: units }, (_, unit) => {
            const values = unitValues(view, layer, units, unit);
            const title = `unit ${unit + 1} of layer ${layer + 1}`;
            return (
              <button
                key={`${layer}-${unit}`}
                type="button"
                class="unit"
                aria-label={`Show ${title}`}
                style={{ top: `${place(layer + 1, unit) - unitSize / 2}px`, left: `${(layer + 1) * column}px` }}
                onPointerEnter={() => look(values && spread(values), title)}
                onPointerLeave={() => look(undefined, undefined)}
                onFocus={() => look(values && spread(values), title)}
                onBlur={() => look(undefined, undefined)}
              >
                <Picture values={values && spread(values)} size={unitSize} />
              </button>
            );
          }),
        )}
        <div
          class="unit"
          style={{ top: `${place(layers.length + 1, 0) - unitSize / 2}px`, left: `${(layers.length + 1) * column}px` }}
        >
          <Picture values={view?.inside && spread(view.inside.surface)} size={unitSize} />
        </div>
      </div>
      {!isFixed && (
        <div class="network-foot">
          <button
            type="button"
            disabled={layers.length >= 8}
            onClick={() => choose({ layers: [...layers, layers.at(-1) ?? { units: 4, activation: "relu" }] })}
          >
            Add a layer
          </button>
          <button type="button" disabled={layers.length === 0} onClick={() => choose({ layers: layers.slice(0, -1) })}>
            Take one away
          </button>
        </div>
      )}
    </div>
  );
};

const unitValues = (
  view: PlaygroundView | undefined,
  layer: number,
  units: number,
  unit: number,
): Float32Array | undefined => {
  const all = view?.inside?.units[layer];
  if (all === undefined || all.length % units !== 0) return undefined;
  const size = all.length / units;
  return all.subarray(unit * size, (unit + 1) * size);
};

const toggled = <T,>(all: readonly T[], one: T): readonly T[] => {
  const left = all.includes(one) ? all.filter((each) => each !== one) : [...all, one];
  // A net is fed with something.
  return left.length === 0 ? all : left;
};

interface LayerHeadProps {
  readonly at: number;
  readonly layer: Hidden;
  readonly isFixed: boolean;
  change(layer: Hidden): void;
}

const LayerHead = ({ at, layer, isFixed, change }: LayerHeadProps) => (
  <div class="layer-head">
    <span>
      <button
        type="button"
        disabled={isFixed || layer.units <= 1}
        aria-label={`One unit less in layer ${at + 1}`}
        onClick={() => change({ ...layer, units: layer.units - 1 })}
      >
        −
      </button>{" "}
      {layer.units}{" "}
      <button
        type="button"
        disabled={isFixed || layer.units >= 12}
        aria-label={`One unit more in layer ${at + 1}`}
        onClick={() => change({ ...layer, units: layer.units + 1 })}
      >
        +
      </button>
    </span>
    <span class="with-mark">
      <select
        aria-label={`Activation of layer ${at + 1}`}
        disabled={isFixed}
        value={layer.activation}
        onChange={({ currentTarget }) => change({ ...layer, activation: currentTarget.value as Hidden["activation"] })}
      >
        {activations.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <Explain of={layer.activation} title={layer.activation} />
    </span>
  </div>
);

interface EdgesProps extends Pick<NetworkProps, "chosen" | "view"> {
  readonly height: number;
  place(column: number, unit: number): number;
}

/** A line from each unit to each that hears it: as wide and as strong in colour as its weight. */
const Edges = ({ chosen, view, height, place }: EdgesProps) => {
  const dark = isDark();
  const lines = (view?.weights ?? []).flatMap(({ shape, data }, layer) => {
    const [ins, outs] = shape as readonly [number, number];
    const most = data.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 1e-6);
    return Array.from(data, (weight, at) => {
      const [from, to] = [Math.floor(at / outs), at % outs];
      if (Math.abs(weight) < 0.02 * most || from >= ins) return undefined;
      const unit = layer === 0 ? featureNames.indexOf(chosen.features[from]!) : from;
      if (unit < 0) return undefined;
      const [x1, x2] = [layer === 0 ? column - 22 : layer * column + unitSize, (layer + 1) * column];
      const [y1, y2] = [place(layer, unit), place(layer + 1, to)];
      return (
        <path
          key={`${layer}-${at}`}
          d={`M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`}
          stroke={cssShade(Math.sign(weight), dark)}
          stroke-width={0.5 + 3.5 * (Math.abs(weight) / most)}
          stroke-opacity={0.25 + 0.7 * (Math.abs(weight) / most)}
        />
      );
    }).filter((line) => line !== undefined);
  });
  return (
    <svg class="edges" width={(chosen.layers.length + 1) * column + 60} height={height} fill="none" aria-hidden="true">
      {lines}
    </svg>
  );
};
