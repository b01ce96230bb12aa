// Who sends how much to whom: the twelve largest flows one by one, all others as one. Goods that are sent on are counted at
// every border, so the picture's total is more than was mined; the chart says so.
import { sankey } from "d3-sankey";
import { arrange } from "./flows.ts";
import type { Arranged, Column, Flow } from "./flows.ts";
import { amountText } from "./measure.ts";
import type { Measure } from "./measure.ts";
import { Label, Lines, noFigures, Picture } from "./Picture.tsx";
import type { Canvas, ChartProps, Drawing } from "./Picture.tsx";
import { inLines, tenth } from "./text.ts";

export interface SankeyProps extends ChartProps {
  readonly measure: Measure;
  readonly flows: readonly Flow[];
  /** Codes of those who mined in the time shown. */
  readonly producers: readonly string[];
  /** As the reader reads it. */
  readonly nameOf: (code: string) => string;
}

export const mostLinks = 12;

export function Sankey(props: SankeyProps) {
  const arranged = arrange(props.flows, props.producers, mostLinks);
  return (
    <div class="chart-block">
      <Picture {...props} draw={(canvas) => drawFlows(canvas, props, arranged)} />
      <p class="chart-note">
        {props.t("charts.sankey.note", { shown: arranged.links.length, others: arranged.others })}
      </p>
    </div>
  );
}

interface Node {
  readonly id: string;
  readonly code: string | undefined;
  readonly column: Column;
}

interface Link {
  readonly source: string;
  readonly target: string;
  readonly value: number;
}

const barWidth = 10;
const padding = 20;

function drawFlows(canvas: Canvas, props: SankeyProps, arranged: Arranged): Drawing {
  if (arranged.links.length === 0) return noFigures(canvas);
  const { t, width, narrow, letters } = canvas;
  const columns = [...new Set(arranged.nodes.map(({ column }) => column))].sort((a, b) => a - b);
  // On a telephone the first names stand over the flows, and amounts are in the table only.
  const [before, after] = narrow ? [0, 92] : [182, 182];
  const height = narrow ? 420 : 460;
  const top = letters + 14;
  const graph = sankey<Node, Link>()
    .nodeId(({ id }) => id)
    .nodeAlign((node) => columns.indexOf(node.column))
    .nodeWidth(barWidth)
    .nodePadding(padding)
    .extent([
      [before, top],
      [width - after, height - 8],
    ])(threeDeep(arranged, columns.length));

  const nameOf = (code: string | undefined): string =>
    code === undefined ? t("charts.sankey.others") : props.nameOf(code);
  const nodes = graph.nodes.filter(({ id }) => !id.startsWith(propped));
  return {
    height,
    content: (
      <>
        {columns.map((column, place) => (
          <Label t={t} {...headPlace(place, columns.length, width)} y={letters} tone="soft">
            {t("charts.sankey.column", { column })}
          </Label>
        ))}
        {graph.links.map((link) => {
          const [from, to] = [nodeOf(link.source), nodeOf(link.target)];
          if (from === undefined || to === undefined || from.id.startsWith(propped)) return null;
          const [x0, x1] = [tenth(from.x1 ?? 0), tenth(to.x0 ?? 0)];
          const [y0, y1] = [tenth(link.y0 ?? 0), tenth(link.y1 ?? 0)];
          const middle = tenth((x0 + x1) / 2);
          const look = from.code === undefined ? "others" : String(from.column);
          return (
            <path
              class={`chart__flow chart__flow--${look}`}
              d={`M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`}
              stroke-width={Math.max(1, tenth(link.width ?? 0))}
            >
              <title>
                {t("charts.sankey.flow", {
                  from: nameOf(from.code),
                  to: nameOf(to.code),
                  amount: amountText(t, props.measure, link.value),
                })}
              </title>
            </path>
          );
        })}
        {nodes.map((node) => {
          const [x0, x1, y0, y1] = [node.x0 ?? 0, node.x1 ?? 0, node.y0 ?? 0, node.y1 ?? 0];
          const place = columns.indexOf(node.column);
          const [x, at] = place === 0 && !narrow ? ([x0 - 6, "right"] as const) : ([x1 + 6, "left"] as const);
          // As many lines as do not reach the next bar's; the amount last.
          const most = Math.max(1, Math.floor((y1 - y0 + padding) / (letters + 1)));
          const roomFor = narrow ? (place === columns.length - 1 ? 80 : 88) : 176;
          const names = inLines(nameOf(node.code), roomFor, letters, Math.min(2, most));
          const amount = !narrow && names.length < most;
          return (
            <>
              <rect
                class="chart__node"
                x={tenth(x0)}
                y={tenth(y0)}
                width={barWidth}
                height={Math.max(1, tenth(y1 - y0))}
              />
              <Lines
                t={t}
                x={x}
                y={(y0 + y1) / 2}
                at={at}
                tone="halo"
                letters={letters}
                lines={amount ? [...names, amountText(t, props.measure, node.value ?? 0)] : names}
              />
            </>
          );
        })}
      </>
    ),
  };
}

function headPlace(
  place: number,
  count: number,
  width: number,
): { x: number; at: "left" | "middle" | "right" } {
  if (place === 0) return { x: 0, at: "left" };
  return place === count - 1 ? { x: width, at: "right" } : { x: width / 2, at: "middle" };
}

/** The layout has replaced names of nodes by the nodes themselves. */
function nodeOf<N>(end: N | string | number): N | undefined {
  return typeof end === "object" ? end : undefined;
}

const propped = "prop-";

/** The layout has as many columns as its longest chain: where no goods run through a hub, a chain of nothing holds three open. */
function threeDeep({ nodes, links }: Arranged, columns: number): { nodes: Node[]; links: Link[] } {
  const sources = new Set(links.map(({ source }) => source));
  const drawn = { nodes: nodes.map((node) => ({ ...node })), links: links.map((link) => ({ ...link })) };
  if (columns < 3 || links.some(({ target }) => sources.has(target))) return drawn;
  const props: readonly Node[] = ([0, 1, 2] as const).map((column) => ({
    id: `${propped}${column}`,
    code: undefined,
    column,
  }));
  const least = Math.min(...links.map(({ value }) => value)) / 1e6;
  return {
    nodes: [...drawn.nodes, ...props],
    links: [
      ...drawn.links,
      { source: `${propped}0`, target: `${propped}1`, value: least },
      { source: `${propped}1`, target: `${propped}2`, value: least },
    ],
  };
}
