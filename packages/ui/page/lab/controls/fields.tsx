import { Field } from "./field.tsx";

interface Named {
  readonly name: string;
  readonly title: string;
  readonly of?: string;
}

interface SelectProps<T extends string> extends Named {
  readonly value: T;
  readonly options: readonly (T | { readonly value: T; readonly title: string })[];
  choose(value: T): void;
}

/** One of a few, by its name. */
export const SelectField = <T extends string>({ value, options, choose, ...named }: SelectProps<T>) => (
  <Field {...named}>
    {(id) => (
      <select id={id} value={value} onChange={({ currentTarget }) => choose(currentTarget.value as T)}>
        {options.map((option) => {
          const { value, title } = typeof option === "string" ? { value: option, title: option } : option;
          return (
            <option key={value} value={value}>
              {title}
            </option>
          );
        })}
      </select>
    )}
  </Field>
);

interface NumbersProps extends Named {
  readonly value: number;
  readonly options: readonly number[];
  choose(value: number): void;
}

/** One of a few numbers; another one that stands in the address is among them. */
export const NumbersField = ({ value, options, choose, ...named }: NumbersProps) => (
  <SelectField
    {...named}
    value={String(value)}
    options={[...new Set([...options, value])].sort((a, b) => a - b).map(String)}
    choose={(text) => choose(Number(text))}
  />
);

interface RangeProps extends Named {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  /** How the number is read. */
  readonly show?: (value: number) => string;
  choose(value: number): void;
}

/** A number between two others. */
export const RangeField = ({ value, low, high, step, show = String, choose, ...named }: RangeProps) => (
  <Field {...named} title={`${named.title}: ${show(value)}`}>
    {(id) => (
      <input
        id={id}
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        onInput={({ currentTarget }) => choose(Number(currentTarget.value))}
      />
    )}
  </Field>
);

interface FlagProps extends Named {
  readonly value: boolean;
  choose(value: boolean): void;
}

export const FlagField = ({ value, choose, ...named }: FlagProps) => (
  <Field {...named}>
    {(id) => (
      <input id={id} type="checkbox" checked={value} onChange={({ currentTarget }) => choose(currentTarget.checked)} />
    )}
  </Field>
);
