/** What every field of rows is given. Its value has the shape that the profile's schema gives its place. */
export interface RowFieldProps {
  readonly value: unknown;
  /** What holds while nothing is said. */
  readonly standard: unknown;
  /** What is wrong at a place below the field, such as `0.template`. */
  readonly problemAt: (place: string) => string | undefined;
  readonly disabled: boolean;
  /** undefined: nothing is said, so the default holds. */
  readonly onChange: (value: unknown) => void;
}
