// What came in and what went out, step by step: production and imports, less exports, less what is in stock; and what
// remains. A step that nobody stated is a step of nothing, and says so.
import { amountText, figureOf } from "./measure.ts";
import type { Measure } from "./measure.ts";
import { Picture } from "./Picture.tsx";
import type { ChartProps } from "./Picture.tsx";
import { drawRows } from "./rows.tsx";
import type { BarRow } from "./rows.tsx";

export interface MassBalanceProps extends ChartProps {
  readonly measure: Measure;
  readonly production: number | null;
  readonly imports: number | null;
  readonly exports: number | null;
  readonly stock: number | null;
}

const steps = [
  { name: "production", sign: 1 },
  { name: "imports", sign: 1 },
  { name: "exports", sign: -1 },
  { name: "stock", sign: -1 },
] as const;

export function MassBalance(props: MassBalanceProps) {
  return (
    <div class="chart-block">
      <Picture {...props} draw={(canvas) => drawRows(canvas, rowsOf(props))} />
    </div>
  );
}

/** What remains when everything stated is counted. */
export function remainder(amounts: Pick<MassBalanceProps, (typeof steps)[number]["name"]>): number {
  return steps.reduce((sum, { name, sign }) => sum + sign * (figureOf(amounts[name]) ?? 0), 0);
}

function rowsOf(props: MassBalanceProps): readonly BarRow[] {
  const { t, measure } = props;
  let level = 0;
  const rows = steps.map(({ name, sign }): BarRow => {
    const amount = figureOf(props[name]);
    const from = level;
    level += sign * (amount ?? 0);
    return {
      label: t(`charts.balance.${name}`),
      value: amount === null ? t("charts.balance.not-stated") : signed(sign * amount),
      segments: amount === null || amount === 0 ? [] : [{ from, to: level, fill: sign === 1 ? 1 : 2 }],
    };
  });
  const left = remainder(props);
  return [
    ...rows,
    {
      label: t("charts.balance.remainder"),
      strong: true,
      value: signed(left),
      segments: left === 0 ? [] : [{ from: 0, to: left, fill: 4 }],
    },
  ];

  function signed(value: number): string {
    const amount = amountText(t, measure, Math.abs(value));
    return value < 0 ? t("charts.balance.less", { amount }) : amount;
  }
}
