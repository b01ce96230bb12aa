// How far a count is from a line that it must reach (a floor) or must not pass (a cap). The sentence beside the bar says
// the same in words; the picture only helps to compare.
export interface ThresholdProps {
  /** "Support of governments". */
  readonly label: string;
  readonly value: number;
  /** The whole: eligible seats. */
  readonly of: number;
  /** Floor: at least so many. Cap: at most so many. */
  readonly line: number;
  readonly kind: "floor" | "cap";
  /** "24 of 52; needs 26". */
  readonly sentence: string;
}

const [width, height] = [100, 6];

export function Threshold(props: ThresholdProps) {
  const { value, of, line, kind } = props;
  const whole = Math.max(1, of);
  const part = (count: number): number =>
    Math.round((Math.min(Math.max(count, 0), whole) / whole) * width * 10) / 10;
  const kept = kind === "floor" ? value >= line : value <= line;
  // A cap is kept up to and with its line: the mark stands behind the last seat that is allowed.
  const mark = Math.min(width - 0.5, Math.max(0.5, part(line)));
  return (
    <div class={`threshold threshold--${kind} threshold--${kept ? "kept" : "not-kept"}`}>
      <p class="threshold__label">{props.label}</p>
      <svg
        class="threshold__bar"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect class="threshold__ground" x="0" y="1" width={width} height={height - 2} />
        <rect class="threshold__value" x="0" y="1" width={part(value)} height={height - 2} />
        <path class="threshold__line" d={`M${mark} 0V${height}`} vector-effect="non-scaling-stroke" />
      </svg>
      <p class="threshold__sentence">{props.sentence}</p>
    </div>
  );
}
